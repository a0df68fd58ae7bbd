"""Conflicts in words: headings, who says what, what is folded."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from test_differences import clock, conflicts, link, record, stance, wordings

from travaux.differences import Conflict, read
from travaux.engine import OxigraphEngine
from travaux.opposite import UNTYPED, Block, Reader, Telling
from travaux.when import When
from travaux.workspace import open_at


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return OxigraphEngine.load(open_at(str(ROOT)))


def blocks(root: Path, text: str) -> list[Block]:
    found = conflicts(root, text)
    return Reader(OxigraphEngine.load(open_at(str(root)))).folded(found)


def labelled(*names: str) -> str:
    return "".join(f'ent:{each} rdfs:label "{each.upper()}"@en .\n' for each in names)


PLAIN = Telling("r", ("t:1",), "T", ("A",), ("B", "A"), (), "rejects", "Told.")


def test_who_says_it_of_whom_and_through_whom() -> None:
    """A holder who speaks is not named twice; without a speaker it is the article."""
    assert PLAIN.who == "A on B"
    assert PLAIN._replace(holders=("A",), via=("C", "D")).who == "A [via C, D]"
    assert PLAIN._replace(speakers=(), holders=()).who == "the article"


def test_a_date_stands_with_its_clock_unless_it_is_that_of_the_record() -> None:
    """`on record in t` is no day on which words were said."""
    day = When("2031-01-01", "2031-01-01", "2031-01-01")
    assert PLAIN.date == ""
    assert PLAIN._replace(clock="said", when=day).date == "said 2031-01-01"
    on_record = PLAIN._replace(clock="said", when=day._replace(record="t"))
    assert on_record.date == "on record in t (2031-01-01), day not given"


def test_a_heading_tells_kind_holder_and_matter_and_the_basis_the_rule(tmp_path: Path) -> None:
    """The rule that found it, what it leaves possible, and the reason of the link."""
    text = stance("one", "rejects") + stance("other", "accepts") + labelled("h", "i")
    (block,) = blocks(tmp_path, text + link("l", "contradicts", "one", "other"))
    assert block.heading == "contradicts: H: I"
    assert block.basis == (
        "By rule (two stances of one holder), which leaves possible: contradicts, "
        "only seems to contradict. By link: Why l."
    )
    assert [each.value for each in (*block.one, *block.other)] == ["rejects: I", "accepts: I"]


def test_what_no_rule_compares_is_headed_by_what_the_records_share(tmp_path: Path) -> None:
    """A shared topic, else one of each side."""
    pair = "trv:speaker ent:a ; trv:topic ent:{}"
    text = record("one", "Statement", pair.format("x")) + record(
        "other", "Statement", pair.format("y")
    )
    (block,) = blocks(
        tmp_path / "a", text + link("l", "contradicts", "one", "other") + labelled("x", "y")
    )
    assert block.about == "X / Y"
    shared = text.replace("ent:y", "ent:z, ent:x")
    (block,) = blocks(
        tmp_path / "b", shared + link("l", "contradicts", "one", "other") + labelled("x", "z")
    )
    assert block.about == "X"


def test_a_matter_that_one_record_has_heads_a_conflict_before_whom_both_speak_of(
    tmp_path: Path,
) -> None:
    """That both speak of one actor does not say what they differ in."""
    both = "trv:speaker ent:a ; trv:refersTo ent:r"
    text = (
        record("one", "Statement", both)
        + record("other", "Statement", f"{both} ; trv:topic ent:x")
        + link("l", "contradicts", "one", "other")
    )
    (block,) = blocks(tmp_path / "a", text + labelled("r", "x"))
    assert block.heading == "contradicts: X"
    bare = text.replace(" ; trv:topic ent:x", "")
    (block,) = blocks(tmp_path / "b", bare + labelled("r", "x"))
    assert block.heading == "contradicts: R"


def test_every_conflict_whose_records_have_a_topic_is_headed_by_one(engine: OxigraphEngine) -> None:
    """Rules and links alike, but for details of an event."""
    reader = Reader(engine)
    for each in read(engine, open_at(str(ROOT))):
        topics = [t for x in each.records for t in reader.chains.record(x).topics]
        labels = {reader.shown(t) for t in (*topics, *each.matter)}
        about = reader.about(each)
        assert not labels or any(label in about for label in labels), about


def test_what_no_rule_types_is_folded_by_holder_and_attitudes(tmp_path: Path) -> None:
    """Of one holder all records of the two attitudes, whichever stands first; others apart."""
    later, apart = clock("said", "2031-01-01", ".."), clock("said", "2031-01-02", "..")
    text = (
        stance("one", "demands")
        + stance("other", "insists", later)
        + stance("one-b", "demands", apart)
        + stance("other-b", "proposes", apart)
        + labelled("h", "i")
    )
    found = {block.about: block for block in blocks(tmp_path, text)}
    folded = found["H: demands / insists"]
    assert folded.kind == UNTYPED and folded.brief
    sides = [
        {each.record.rpartition("/")[2] for each in side} for side in (folded.one, folded.other)
    ]
    assert sides == [{"one", "one-b"}, {"other"}]


def test_folding_loses_no_record_and_no_typed_conflict(engine: OxigraphEngine) -> None:
    """Each record of each conflict stands in a block; what is typed stays as it is."""
    space = open_at(str(ROOT))
    found = read(engine, space)
    reader = Reader(engine)
    folded = reader.folded(found)
    typed = [each for each in found if each.kind]
    assert [each.conflict for each in folded if not each.brief] == typed
    assert len(folded) < len(found)

    def records(all_: list[Conflict]) -> set[str]:
        return {record.value for each in all_ for record in each.records}

    assert {x.record for b in folded for x in (*b.one, *b.other)} == records(found)


def test_an_account_tells_its_detail_with_the_qualifier(engine: OxigraphEngine) -> None:
    """As people say it: about so long."""
    found = [x for x in read(engine, open_at(str(ROOT))) if "account-conflicts" in x.rules]
    values = {y.value for b in map(Reader(engine).block, found) for y in (*b.one, *b.other)}
    assert {"about 7 h 30 min", "within 8 h"} <= values


def test_a_wording_is_its_own_value(tmp_path: Path) -> None:
    """It is not told a second time as a gloss."""
    (block,) = blocks(tmp_path, wordings("", "") + labelled("i"))
    assert (block.about, block.one[0].value, block.one[0].gloss) == ("I", "Told as one.", "")
