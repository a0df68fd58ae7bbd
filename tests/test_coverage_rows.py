"""The rows of `coverage`: coded, listed with a reason, or a problem with place and advice."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from small import build

from travaux.corpus import Corpus
from travaux.coverage_rows import Ledger, Row, compile_ledger
from travaux.errors import FileProblem, UnknownName
from travaux.leftout import FIELDS, Entry, parse
from travaux.passages import TextProblem
from travaux.workspace import open_at

#: The five gaps of the tiny workspace, as its list would have them.
GAPS = (
    "t1,1,0,33,left-out,link",
    "t1,2,76,104,left-out,link",
    "t1,3,209,227,left-out,link",
    "t2,1,0,14,left-out,link",
    "t2,3,121,151,left-out,reporting",
)


def entries(*lines: str) -> list[Entry]:
    return parse("\n".join([",".join(FIELDS), *lines]) + "\n", "list")


def ledger(tiny: Path, *lines: str, only: str | None = None) -> Ledger:
    """The tiny workspace against a list of these lines."""
    corpus = Corpus(open_at(str(tiny)))
    return compile_ledger(corpus, str(tiny / "texts"), entries(*lines), only)


def problem(tiny: Path, line: str) -> Row:
    """The one problem that a line brings into the whole list."""
    (found,) = ledger(tiny, *GAPS, line).problems
    return found


def test_what_is_listed_is_no_problem_and_has_its_reason(tiny: Path) -> None:
    """Every gap once, in order of the text, after its paragraph."""
    found = ledger(tiny, *GAPS)
    assert found.problems == []
    rows = [(row.source, row.paragraph, row.finding, row.reason) for row in found.rows]
    assert rows[:3] == [
        ("t1", 1, "paragraph", ""),
        ("t1", 1, "left-out", "link"),
        ("t1", 2, "paragraph", ""),
    ]
    assert [row.reason for row in found.rows if row.finding == "left-out"][-1] == "reporting"


def test_what_is_not_listed_is_told_with_its_words_and_the_line_to_write(tiny: Path) -> None:
    """The words come from the text at hand; the line has none."""
    (found,) = ledger(tiny, *GAPS[1:]).problems
    text = (tiny / "texts" / "t1.txt").read_text(encoding="utf-8")
    assert (found.reason, found.words) == ("not listed", text[0:33])
    assert "t1,1,0,33,left-out,REASON" in found.advice


@pytest.mark.parametrize(
    ("line", "words", "advice"),
    [
        ("t1,2,62,75,left-out,x", "No word of it is without a record", "Take"),
        ("t1,2,75,104,left-out,x", "is 76-104", "Correct"),
        ("t1,2,76,103,left-out,x", "is 76-104", "Correct"),
        ("t1,2,70,100,left-out,x", "is 76-104", "Correct"),
        ("t1,1,76,104,left-out,x", "lies outside paragraph 1, which is 0-60", "Correct"),
        ("t2,3,121,1510,left-out,x", "lies outside paragraph 3", "Correct"),
        ("t1,4,76,104,left-out,x", "t1 has no paragraph 4", "Take"),
        ("t1,0,76,104,left-out,x", "t1 has no paragraph 0", "Take"),
        ("t1,2,62,75,wide,x", "No wide passage has this span", "Take"),
        ("t1,1,0,33,wide,x", "No wide passage has this span", "Take"),
        ("t9,1,0,5,left-out,x", "There is no source t9", "Take"),
    ],
)
def test_a_line_that_fits_nothing_is_told_with_its_number(
    tiny: Path, line: str, words: str, advice: str
) -> None:
    """Coded since, moved, out of the text, of another source: no line may be left over."""
    found = problem(tiny, line)
    assert words in found.problem and found.advice.startswith(advice)
    assert found.line == len(GAPS) + 2


def test_one_source_is_held_against_its_own_lines_only(tiny: Path) -> None:
    """Lines of the other sources are not stale because those were not asked of."""
    found = ledger(tiny, *GAPS, "t9,1,0,5,left-out,x", only="t1")
    assert [each.name for each in found.sources] == ["t1"]
    assert found.problems == []
    assert len(ledger(tiny, only="t1").problems) == 3


def test_an_unknown_source_is_told_with_the_known_ones(tiny: Path) -> None:
    """A mistyped name must not look as if all of it were coded."""
    with pytest.raises(UnknownName) as caught:
        ledger(tiny, only="t3")
    assert "t1, t2" in caught.value.hint


def test_sums_count_each_record_and_each_passage_once(tiny: Path) -> None:
    """As many as the file of the source holds, counted there by hand."""
    first = ledger(tiny).sources[0]
    text = (tiny / "graph" / "sources" / "t1.ttl").read_text(encoding="utf-8")
    assert first.passages == text.count("a trv:Passage ;")
    assert first.records == {
        "position": text.count("a trv:Position ;"),
        "account": text.count("a trv:Account ;"),
        "participation": text.count("a trv:Participation ;"),
    }


LONG = "x" * 240 + " end.\n"
SOURCE = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX b: <https://example.org/small/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
b:one a trv:NewsArticle ; dcterms:identifier "one" ; trv:sha256 "%s" .
b:p a trv:Passage ; trv:inSource b:one ; trv:paragraph 1 ;
  trv:startChar 0 ; trv:endChar 240 ; trv:sha256 "%s" .
b:r a trv:Account ; trv:inSource b:one ; trv:evidence b:p .
"""


def test_a_wide_passage_is_listed_with_its_reason_or_told(tmp_path: Path) -> None:
    """The line has the span of the passage, and says what rests on it."""
    digests = [sha256(each.encode()).hexdigest() for each in (LONG, LONG[:240])]
    files = {"graph/sources/one.ttl": SOURCE % tuple(digests), "one.txt": LONG}
    corpus = Corpus(build(tmp_path, files))

    def told(*lines: str) -> list[Row]:
        rows = compile_ledger(corpus, str(tmp_path), entries(*lines)).rows
        return [row for row in rows if row.finding == "wide"]

    (unlisted,) = told("one,1,241,244,left-out,x")
    assert (unlisted.start, unlisted.end, unlisted.records) == (0, 240, {"account": 1})
    assert "covers 97 % of a paragraph of 245 characters" in unlisted.problem
    assert "one,1,0,240,wide,REASON" in unlisted.advice
    (listed,) = told("one,1,0,240,wide,claim")
    assert (listed.reason, listed.problem) == ("claim", "")


@pytest.fixture
def texts(tiny: Path, tmp_path: Path) -> Path:
    """A folder of texts that may be spoilt."""
    return shutil.copytree(tiny / "texts", tmp_path / "texts")


def fault(tiny: Path, texts: Path, only: str | None = None) -> TextProblem:
    with pytest.raises(TextProblem) as caught:
        compile_ledger(Corpus(open_at(str(tiny))), str(texts), [], only)
    return caught.value


def test_a_missing_text_is_told_with_its_path_unless_it_is_not_asked_for(
    tiny: Path, texts: Path
) -> None:
    """Nothing can be said of a text that is not there."""
    (texts / "t2.txt").unlink()
    found = fault(tiny, texts)
    assert "no text of t2" in found.what and found.where.endswith("t2.txt")
    assert fault(tiny, texts, "t2").what == found.what
    compile_ledger(Corpus(open_at(str(tiny))), str(texts), [], "t1")


def test_another_text_than_the_one_coded_is_an_error(tiny: Path, texts: Path) -> None:
    """Its gaps would be those of nothing that anybody coded."""
    with (texts / "t2.txt").open("a") as file:
        file.write("More.\n")
    assert "differs from the one that was coded" in fault(tiny, texts).what


def test_a_passage_that_is_not_exact_is_an_error(tiny: Path, tmp_path: Path) -> None:
    """What it covers is not known; the error leads to its line."""
    copy = shutil.copytree(tiny, tmp_path / "tiny")
    file = copy / "graph" / "sources" / "t1.ttl"
    file.write_text(file.read_text().replace("trv:endChar 59", "trv:endChar 58"))
    found = fault(copy, copy / "texts")
    assert "digest or its span is wrong" in found.what
    assert found.where.endswith("t1.ttl:17")


def test_a_missing_folder_is_an_error(tiny: Path, tmp_path: Path) -> None:
    """Not five missing texts."""
    with pytest.raises(FileProblem):
        compile_ledger(Corpus(open_at(str(tiny))), str(tmp_path / "none"), [])
