"""Rules on borrowed sentences: the texts are quoted by place, never by their words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import borrowed
import pytest
from borrowed import GLOSS_RUN, RUN, Corpus, words
from conftest import ROOT

INVENTED = {
    "a": (
        "The envoy left before noon and took both letters with him to the harbour.\n\n"
        "Nobody at the ministry would say who had sealed the second letter, or why.\n"
    ),
    "b": "A third letter, the clerk\u2019s own, was read aloud in the hall of the Old Mint.\n",
}


@pytest.fixture
def invented(tmp_path: Path) -> Corpus:
    """A corpus of two invented texts with one exempt name."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for source, text in INVENTED.items():
        (folder / f"{source}.txt").write_text(text, encoding="utf-8")
    return borrowed.corpus(folder, exempt=["was read aloud in the hall of the Old Mint"])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty git repository."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet")
    return root


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def real(texts: Path) -> Corpus:
    """The corpus of the source texts."""
    return borrowed.corpus(texts)


def needs_git() -> None:
    """An unpacked sdist has no history to look through; a checkout always has."""
    if not (ROOT / ".git").exists() and (ROOT / "PKG-INFO").is_file():
        pytest.skip("not a checkout")


def test_no_run_of_eight_words_of_a_text_stands_in_the_repository(real: Corpus) -> None:
    """No sentence of a text is published: not in a file, in the history, or in a message."""
    needs_git()
    assert borrowed.in_repository(ROOT, real) == []


def test_no_gloss_follows_its_paragraph_too_closely(real: Corpus) -> None:
    """A gloss tells the content in our own words: at most half of its 4-word runs are theirs."""
    assert borrowed.close_glosses(ROOT / "graph", real) == []


def test_a_planted_sentence_of_a_real_text_is_found_in_the_place_it_was_planted(
    real: Corpus,
) -> None:
    """Every paragraph of eight words or more would be found, whatever its punctuation."""
    for cite, paragraph in real.paragraphs.items():
        if len(paragraph) < RUN or " ".join(paragraph) in exempt_phrases():
            continue
        planted = "An invented line.\n" + ", ".join(paragraph).upper()
        assert any(found.startswith("2: ") for found in borrowed.borrowed(planted, real)), cite


def exempt_phrases() -> set[str]:
    return {" ".join(words(phrase)) for phrase, _ in borrowed.exemptions()}


def test_each_exemption_has_a_reason_and_stands_in_a_text(texts: Path) -> None:
    """The list holds names and titles of the texts, none longer than a name, each with a reason."""
    everything = " ".join(
        " ".join(line) for lines in borrowed.read_texts(texts).values() for line in lines
    )
    for phrase, reason in borrowed.exemptions():
        folded = words(phrase)
        assert reason, phrase
        assert GLOSS_RUN <= len(folded) <= 16, phrase
        assert f" {' '.join(folded)} " in f" {everything} ", phrase


HIDDEN = {
    "plain": "x envoy left before noon and took both letters x",
    "other case, no punctuation": "ENVOY LEFT BEFORE NOON AND TOOK BOTH LETTERS",
    "broken over lines": "envoy left before\n    noon and\ntook both letters",
    "in a comment": "# envoy left before noon\n# and took both letters",
    "Turtle line break": r'"envoy left before\nnoon and took both letters"',
    "Turtle code points": r'"envoy l\u0065ft before noon and t\U0000006Fok both letters"',
    "Turtle quotes": r'"envoy \"left\" before noon and took both letters"',
    "continued line": "envoy left before \\\nnoon and took both letters",
    "quotation marks": "“envoy left before noon” and took ‘both’ letters",
    "HTML tags": "envoy <b>left before</b> noon<br/>and took both letters",
    "HTML entities": "envoy&nbsp;left before noon &#97;nd took both letters",
    "Markdown": "envoy *left* _before noon_ and [took](https://example.org/x) both **letters**",
    "an IRI": "<https://example.org/envoy-left-before_noon-and-took-both-letters>",
    "soft hyphens": "envoy left be\u00adfore noon and to\u200bok both letters",
    "ligature and width": "envoy le\ufb05 before noon and took both letters".replace(
        "\ufb05", "ft"
    ),
    "inside a tag": '<p title="envoy left before noon and took both letters">',
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_no_markup_escape_or_line_break_hides_a_borrowed_run(text: str, invented: Corpus) -> None:
    """Words count, not how they are written down."""
    assert len(borrowed.borrowed(text, invented)) == 1


def test_a_finding_names_line_length_and_paragraph_but_no_word(invented: Corpus) -> None:
    """A report must not itself publish what it found."""
    text = "\n\nnobody at the ministry would say who had sealed the\nsecond thing"
    assert borrowed.borrowed(text, invented) == ["3: 11 words of a:2"]


def test_seven_words_or_an_exempt_name_are_no_finding(invented: Corpus) -> None:
    """Short runs are everybody's; a name on the list is exempt, but not the words around it."""
    assert borrowed.borrowed("left before noon and took both letters", invented) == []
    assert borrowed.borrowed("It was read aloud in the hall of the Old Mint.", invented) == []
    longer = "the clerk's own was read aloud in the hall"
    assert borrowed.borrowed(longer, invented) == ["1: 10 words of b:1"]


def test_a_borrowed_run_is_found_in_every_place_that_would_be_published(
    repository: Path, invented: Corpus
) -> None:
    """Untracked, staged, committed, removed again, in a message, in the name of a file."""
    sentence = HIDDEN["plain"]
    (repository / ".gitignore").write_text("ignored.txt\n")
    (repository / "ignored.txt").write_text(sentence)
    assert borrowed.in_repository(repository, invented) == []

    note = repository / "note.txt"
    note.write_text(sentence)
    assert places(repository, invented) == ["note.txt"]
    git(repository, "add", ".")
    note.write_text("our own words")
    assert places(repository, invented) == ["blob note.txt"]
    git(repository, "commit", "--quiet", "-m", "one")
    git(repository, "rm", "--quiet", "--force", "note.txt")
    git(repository, "commit", "--quiet", "-m", "two")
    assert places(repository, invented) == ["blob note.txt"]
    git(repository, "commit", "--quiet", "--allow-empty", "-m", f"three\n\n{sentence}")
    (repository / "envoy left before noon and took both letters").write_text("")
    git(repository, "add", ".")
    assert places(repository, invented) == ["blob note.txt", "commit", "names of files"]


def places(root: Path, known: Corpus) -> list[str]:
    """The findings' places, without line and digest."""
    found = [finding.split(":")[0].split() for finding in borrowed.in_repository(root, known)]
    return sorted(
        " ".join(part[:1] + part[2:] if part[0] in ("blob", "commit") else part) for part in found
    )


GRAPH = """
@prefix trv: <https://w3id.org/travaux/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<x:a> dcterms:identifier "a" .
<x:p> trv:inSource <x:a> ; trv:paragraph 1 .
<x:near> trv:evidence <x:p> ; trv:gloss "The envoy left before noon and took two letters"@en .
<x:far> trv:evidence <x:p> ; trv:gloss "Both letters went to the harbour that morning"@en .
<x:half> trv:evidence <x:p> ; trv:gloss "letters with him to Rome"@en .
<x:short> trv:evidence <x:p> ; trv:gloss "before noon"@en .
<x:link> trv:linkFrom <x:far> ; trv:linkTo <x:far> ; trv:gloss "took both letters with him"@en .
"""


def test_a_gloss_or_reason_too_near_its_paragraph_is_found(
    tmp_path: Path, invented: Corpus
) -> None:
    """More than half of the 4-word runs is too near; the reason of a link is a gloss as well."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.ttl").write_text(GRAPH, encoding="utf-8")
    assert borrowed.close_glosses(tmp_path, invented) == [
        "<x:link>: 2 of 2 runs are those of a:1",
        "<x:near>: 4 of 6 runs are those of a:1",
    ]
