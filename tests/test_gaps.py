"""Gaps: what of a paragraph no record rests on, and passages that are most of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from travaux.corpus import Corpus
from travaux.gaps import Hanging, hanging, kinds, share, sources, survey, trimmed
from travaux.passages import Span, paragraphs
from travaux.workspace import open_at

TEXT = "Erster Satz, und zweiter.\n\n“Dritter 🙂”, sagt sie: gut.\n"


def on(text: str, *snippets: str) -> list[Hanging]:
    """One record on each of these spans."""
    starts = [(text.index(each), each) for each in snippets]
    return [Hanging(Span(at, at + len(each)), {f"r{at}": "k"}) for at, each in starts]


def words(text: str, *snippets: str) -> list[list[str]]:
    """The words of the gaps of each paragraph."""
    return [[text[a:b] for a, b in each.gaps] for each in survey(text, on(text, *snippets))]


def test_a_gap_is_cut_to_its_first_and_last_letter_or_digit() -> None:
    """Commas, quotes and blanks at its ends are nobody's; those inside belong to it."""
    assert words(TEXT, "Erster", "zweiter", "Dritter") == [["Satz, und"], ["sagt sie: gut"]]


def test_what_has_no_letter_or_digit_is_no_gap() -> None:
    """Punctuation, an emoji and blanks want no record."""
    found = survey(TEXT, on(TEXT, "Erster Satz", "und zweiter", "Dritter", "sagt sie", "gut"))
    assert [each.gaps for each in found] == [[], []]
    assert [share(each.covered, each.letters) for each in found] == [100, 100]


def test_offsets_are_code_points_of_the_whole_file() -> None:
    """As in a Passage: an emoji is one character, and line ends count as they are."""
    text = TEXT.replace("\n", "\r\n")
    (gap,) = survey(text, on(text, "Dritter", "gut"))[1].gaps
    assert text[gap.start : gap.end] == "sagt sie" and gap.start == text.index("sagt")


def test_a_paragraph_without_a_record_is_one_gap() -> None:
    """From its first word to its last; a line of dashes is none."""
    assert words("Eins. Zwei.\n---\n") == [["Eins. Zwei"], []]


def test_passages_that_overlap_cover_a_character_once() -> None:
    """And a short one within a long one opens no gap."""
    text = "Alpha Beta Gamma Delta"
    assert words(text, "Alpha Beta Gamma", "Beta", "Gamma Delta") == [[]]
    (found,) = survey(text, on(text, "Alpha Beta", "Beta Gamma"))
    assert (found.covered, found.letters) == (14, 19)


def test_an_accent_belongs_to_its_letter() -> None:
    """Decomposed letters are cut neither from words nor into them."""
    text = "Caf\u0065\u0301, "
    assert trimmed(text, Span(0, len(text))) == Span(0, 5)


def wide(length: int, covered: int) -> list[Span]:
    """The wide passages of a paragraph of so many characters, after one passage."""
    text = "  " + "x" * length + " \n"
    (found,) = survey(text, [Hanging(Span(2, 2 + covered), {"r": "k"})])
    return [each.place for each in found.wide]


def test_more_than_60_per_cent_of_more_than_200_characters_is_wide() -> None:
    """Neither 60 per cent nor 200 characters is more; blanks at the ends do not count."""
    assert wide(1000, 600) == []
    assert wide(1000, 601) == [Span(2, 603)]
    assert wide(200, 200) == []
    assert wide(201, 201) == [Span(2, 203)]


def test_per_cent_are_rounded_down() -> None:
    """100 means all of it; a paragraph without letters lacks nothing."""
    assert [share(999, 1000), share(1000, 1000), share(0, 0)] == [99, 100, 100]


def test_kinds_are_counted_the_commonest_first_then_by_name() -> None:
    """One order on every run."""
    assert list(kinds({"a": "x", "b": "y", "c": "y", "d": "w"}).items()) == [
        ("y", 2),
        ("w", 1),
        ("x", 1),
    ]


def test_a_passage_that_is_no_evidence_covers_nothing(tmp_path: Path, tiny: Path) -> None:
    """Nothing hangs on it: whoever made it and forgot the record is told."""
    before = Corpus(open_at(str(tiny)))
    assert list(sources(before)) == ["t1", "t2"]
    spans = [each.place for each in hanging(before, *sources(before)["t1"])]
    assert Span(62, 75) in spans and spans == sorted(spans)

    copy = shutil.copytree(tiny, tmp_path / "tiny")
    file = copy / "graph" / "sources" / "t1.ttl"
    told = file.read_text().replace("trv:evidence psg:t1-2-62-75", "trv:evidence psg:t1-1-34-59")
    file.write_text(told)
    after = Corpus(open_at(str(copy)))
    assert Span(62, 75) not in [each.place for each in hanging(after, *sources(after)["t1"])]


def test_records_have_the_names_of_their_classes(tiny: Path) -> None:
    """As the ontology calls them."""
    corpus = Corpus(open_at(str(tiny)))
    found = hanging(corpus, *sources(corpus)["t2"])
    assert {kind for each in found for kind in each.records.values()} == {
        "account",
        "conditional statement",
        "position",
    }


@given(st.text("ab ,.\n\r1é", max_size=60), st.data())
def test_every_letter_is_either_covered_or_in_one_gap(text: str, data: st.DataObject) -> None:
    """Nothing is lost and nothing told twice, however the passages lie."""
    found = []
    for place in paragraphs(text):
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(place.start, place.end - 1))
            end = data.draw(st.integers(start + 1, place.end))
            found.append(Hanging(Span(start, end), {"r": "k"}))
    covered = {at for each in found for at in range(*each.place) if text[at].isalnum()}
    gaps = [gap for each in survey(text, found) for gap in each.gaps]
    uncovered = [at for gap in gaps for at in range(*gap) if text[at].isalnum()]
    assert len(set(uncovered)) == len(uncovered)
    assert covered.isdisjoint(uncovered)
    assert covered | set(uncovered) == {at for at, each in enumerate(text) if each.isalnum()}
    assert sum(each.covered for each in survey(text, found)) == len(covered)
