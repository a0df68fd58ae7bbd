"""Passages held to the texts: exact or failed, never fuzzy."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from travaux.causes import Causes
from travaux.corpus import Corpus
from travaux.errors import FileProblem, TravauxError
from travaux.evidence import check, fault
from travaux.passages import TextProblem, digest, paragraphs, span
from travaux.vocabulary import END_CHAR, PARAGRAPH, SHA256, START_CHAR
from travaux.workspace import open_at

TEXT = "Erster Absatz.\n\nZweiter Absatz 🙂 hier.\n"
PLACE = span(TEXT, 2, "hier")
EXACT = {
    PARAGRAPH: "2",
    START_CHAR: str(PLACE.start),
    END_CHAR: str(PLACE.end),
    SHA256: digest(TEXT, *PLACE),
}
SOURCE = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX psg: <https://example.org/x/passage/>
PREFIX src: <https://example.org/x/source/>
PREFIX trv: <https://w3id.org/travaux/ontology#>

src:one a trv:NewsArticle ; dcterms:identifier "one" ; trv:sha256 "%s" .
psg:one-2-%d-%d a trv:Passage ; trv:inSource src:one ; trv:paragraph 2 ;
  trv:startChar %d ; trv:endChar %d ; trv:sha256 "%s" .
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "travaux.toml").write_text(
        'title = "x"\nbase = "https://example.org/x/"\nlanguages = ["en"]\n'
    )
    (tmp_path / "graph" / "sources").mkdir(parents=True)
    whole = sha256(TEXT.encode()).hexdigest()
    (tmp_path / "graph" / "sources" / "one.ttl").write_text(
        SOURCE % (whole, *PLACE, *PLACE, EXACT[SHA256])
    )
    return Corpus(open_at(str(tmp_path)))


def write(folder: Path, text: str) -> str:
    texts = folder / "texts"
    texts.mkdir()
    (texts / "one.txt").write_bytes(text.encode())
    return str(texts)


def test_the_exact_passage_has_no_fault() -> None:
    """Place, paragraph and digest all agree."""
    assert fault(EXACT, TEXT, paragraphs(TEXT)) is None


@pytest.mark.parametrize(
    ("change", "words", "property"),
    [
        ({PARAGRAPH: "1"}, "lies in paragraph 2, not 1", PARAGRAPH),
        ({START_CHAR: str(PLACE.start - 1)}, "not the one that was coded", SHA256),
        ({SHA256: "0" * 64}, "not the one that was coded", SHA256),
        ({END_CHAR: "1000"}, "runs from", END_CHAR),
        ({START_CHAR: "1000"}, "runs from", START_CHAR),
        ({START_CHAR: "-1"}, "runs from", START_CHAR),
        ({START_CHAR: str(PLACE.end)}, "runs from", END_CHAR),
        ({START_CHAR: "3"}, "within one paragraph", END_CHAR),
        ({START_CHAR: "14", END_CHAR: "15"}, "within one paragraph", START_CHAR),
        ({END_CHAR: str(len(TEXT))}, "within one paragraph", END_CHAR),
        ({START_CHAR: "soon"}, "lacks", START_CHAR),
        ({END_CHAR: "9" * 5000}, "lacks", END_CHAR),
    ],
    ids=lambda each: each[:20] if isinstance(each, str) else "",
)
def test_every_way_a_passage_can_be_wrong_is_told(
    change: dict[str, str], words: str, property: str
) -> None:
    """One character more or less is a failure: nobody's memory of the text is asked."""
    found = fault({**EXACT, **change}, TEXT, paragraphs(TEXT))
    assert found and words in found.problem and found.property == property


@pytest.mark.parametrize("change", [{SHA256: "0" * 64}, {START_CHAR: str(PLACE.start - 1)}])
def test_in_the_coded_text_the_graph_file_is_at_fault(change: dict[str, str]) -> None:
    """Who has the coded text must not be told that the text is another one."""
    said = fault({**EXACT, **change}, TEXT, paragraphs(TEXT), same=True)
    assert (
        said
        and said.problem
        == "The text is the one that was coded; the passage's digest or its span is wrong"
    )


def test_a_digest_alone_does_not_prove_the_place() -> None:
    """The same words stand elsewhere too; paragraph and offsets must be right as well."""
    text = "hier und\nhier\n"
    first = {PARAGRAPH: "1", START_CHAR: "0", END_CHAR: "4", SHA256: digest(text, 0, 4)}
    assert fault(first, text, paragraphs(text)) is None
    assert fault({**first, PARAGRAPH: "2"}, text, paragraphs(text))


def test_the_untouched_text_is_told_as_such_with_its_passages(
    corpus: Corpus, tmp_path: Path
) -> None:
    """Counts of exact and failed stand for every Passage."""
    results, found = check(corpus, write(tmp_path, TEXT))
    assert [tuple(one) for one in results] == [("one", "same", 1, 0)]
    assert found == []


def test_another_text_is_told_before_its_passages(corpus: Corpus, tmp_path: Path) -> None:
    """One letter in front moves every Passage behind it."""
    results, found = check(corpus, write(tmp_path, "X" + TEXT))
    assert [tuple(one) for one in results] == [("one", "differs", 0, 1)]
    assert ["differs" in one.problem for one in found] == [True, False]


def test_a_wrong_digest_of_a_passage_is_laid_to_the_graph_file(
    corpus: Corpus, tmp_path: Path
) -> None:
    """The article's digest matches: the report and the finding agree that the text is right."""
    file = tmp_path / "graph" / "sources" / "one.ttl"
    file.write_text(file.read_text().replace(EXACT[SHA256], "0" * 64))
    results, (one,) = check(Corpus(corpus.workspace), write(tmp_path, TEXT))
    assert results[0].sentence == "the text is the one that was coded"
    assert "digest or its span is wrong" in one.problem
    assert "not the one that was coded" not in one.problem
    assert one.advice.startswith("Make the passage anew")


def test_in_another_text_no_passage_is_to_be_made_anew(corpus: Corpus, tmp_path: Path) -> None:
    """The article's digest does not match: the Passage may be right, so it is left alone."""
    _, (first, second) = check(corpus, write(tmp_path, "X" + TEXT))
    assert "The text differs" in first.problem
    assert "not the one that was coded" in second.problem
    assert "anew" not in second.advice


def test_a_wrong_digest_of_the_article_is_told_by_its_exact_passages(
    corpus: Corpus, tmp_path: Path
) -> None:
    """A text in which every Passage is exact may be right, and its digest in the file wrong."""
    results, (one,) = check(corpus, write(tmp_path, TEXT + "More.\n"))
    assert results[0].state == "differs" and results[0].exact == 1
    assert "every passage is exact" in one.problem and "trv:sha256" in one.advice


def test_a_text_with_other_line_ends_is_another_text(corpus: Corpus, tmp_path: Path) -> None:
    """Nothing is normalised."""
    results, _ = check(corpus, write(tmp_path, TEXT.replace("\n", "\r\n")))
    assert results[0].state == "differs" and results[0].failed == 1


def test_a_missing_text_is_told_and_is_no_success(corpus: Corpus, tmp_path: Path) -> None:
    """What was not checked is not exact."""
    (tmp_path / "texts").mkdir()
    results, found = check(corpus, str(tmp_path / "texts"))
    assert [tuple(one) for one in results] == [("one", "missing", 0, 0)]
    assert "There is no text" in found[0].problem


def test_a_missing_folder_of_texts_could_not_be_run(corpus: Corpus, tmp_path: Path) -> None:
    """Exit 2, not 1: nothing was checked at all."""
    with pytest.raises(FileProblem):
        check(corpus, str(tmp_path / "none"))


def test_a_text_that_cannot_be_read_hides_no_other(corpus: Corpus, tmp_path: Path) -> None:
    """Its error is kept where there is a list for it; else it stops, as `coverage` wants."""
    folder = write(tmp_path, TEXT)
    (tmp_path / "texts" / "one.txt").write_bytes(b"ok\n\xff\n")
    (tmp_path / "texts" / "two.txt").write_text("Nobody coded this.")
    unread: list[TravauxError] = []
    results, (other,) = check(Corpus(corpus.workspace, unread), folder)
    assert (results, other.rule) == ([], "text-without-source")
    assert [error.where.rpartition("/")[2] for error in unread] == ["one.txt:2"]
    with pytest.raises(TextProblem):
        check(corpus, folder)


def test_a_text_without_a_source_is_told(corpus: Corpus, tmp_path: Path) -> None:
    """It was laid there to be coded, or by mistake."""
    folder = Path(write(tmp_path, TEXT))
    (folder / "two.txt").write_text("Nobody coded this.")
    (folder / "notes.md").write_text("Not a text.")
    (one,) = check(corpus, str(folder))[1]
    assert (one.rule, one.entity) == ("text-without-source", "two")
    assert one.file.endswith("two.txt")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("trv:paragraph 2", "\ntrv:paragraph 1"), "passage-place"),
        ((f'trv:sha256 "{EXACT[SHA256]}', '\ntrv:sha256 "' + "0" * 64), "passage-digest"),
    ],
)
def test_a_passage_that_is_not_exact_is_told_by_its_rule_and_nothing_else_of_it(
    corpus: Corpus, tmp_path: Path, change: tuple[str, str], rule: str
) -> None:
    """A wrong place and a wrong digest are two rules, told at the line of the property."""
    file = tmp_path / "graph" / "sources" / "one.ttl"
    text = file.read_text().replace(*change)
    file.write_text(text)
    causes = Causes()
    (one,) = check(Corpus(corpus.workspace), write(tmp_path, TEXT), causes)[1]
    new = change[1].strip()
    at = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(new))
    assert (one.rule, one.line) == (rule, at)
    assert causes.is_untyped(one.entity)
