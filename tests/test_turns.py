"""Under which heading a stance comes: first, answered, turned, again."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BASE, HEADER, build

from travaux.engine import OxigraphEngine
from travaux.reports import Reports
from travaux.turns import Change, read
from travaux.workspace import Workspace

PEOPLE = """
ent:{0} a trv:State ; rdfs:label "{0}"@en .
"""
SOURCE = """
src:t a trv:NewsArticle ; dcterms:identifier "t" ; trv:published "2031-12-31"^^edtf:EDTF ;
  trv:publishedEarliest "2031-12-31"^^xsd:date ; trv:publishedLatest "2031-12-31"^^xsd:date .
"""


def stance(
    number: int, holder: str, attitude: str, first: str, last: str = "", *, topic: str = "quota"
) -> str:
    """A position told at paragraph `number`, said on a day or between two."""
    last = last or first
    date = first if first == last else f"{first}/{last}"
    return f"""
rec:p{number} a trv:Passage ; trv:inSource src:t ; trv:paragraph {number} .
rec:r{number} a trv:Position ; trv:inSource src:t ; trv:evidence rec:p{number} ;
  trv:holder ent:{holder} ; trv:speaker ent:{holder} ; trv:attitude con:{attitude} ;
  trv:topic ent:{topic} ; trv:gloss "{holder} {attitude}"@en ; trv:said "{date}"^^edtf:EDTF ;
  trv:saidBasis con:printed ; trv:saidEarliest "{first}"^^xsd:date ;
  trv:saidLatest "{last}"^^xsd:date .
"""


def link(one: int, other: int, kind: str) -> str:
    return f"""
rec:l{one} a trv:AnalyticLink ; trv:linkFrom rec:r{one} ; trv:linkTo rec:r{other} ;
  trv:linkKind con:{kind} .
"""


def sections(tmp_path: Path, *stances: str) -> dict[str, str]:
    """The heading for each paragraph."""
    return {cite: e.section for e in entries(tmp_path, *stances) for cite in e.cites}


def entries(tmp_path: Path, *stances: str) -> list[Change]:
    people = "".join(map(PEOPLE.format, ("norvik", "suder", "holm")))
    space: Workspace = build(
        tmp_path, {"graph/sources/t.ttl": HEADER + people + SOURCE + "".join(stances)}
    )
    return read(Reports(space, OxigraphEngine.load(space)))


def test_the_workspace_of_these_tests_has_records_of_its_own(tmp_path: Path) -> None:
    """Nothing of the built-in graph is among them."""
    assert BASE and sections(tmp_path, stance(1, "norvik", "demands", "2031-01-01")) == {
        "t:1": "asked"
    }


def test_the_first_asking_is_asked_and_the_next_is_said_again(tmp_path: Path) -> None:
    """With the paragraph of what came before."""
    both = (
        stance(1, "norvik", "demands", "2031-01-01"),
        stance(2, "norvik", "demands", "2031-02-01"),
    )
    found = {e.cites[0]: e for e in entries(tmp_path, *both)}
    assert (found["t:1"].section, found["t:2"].section) == ("asked", "said again")
    assert found["t:2"].refers[0].cites == ("t:1",)


def test_of_two_askings_that_may_be_in_either_order_both_are_first(tmp_path: Path) -> None:
    """Only what is certain to come before makes the later one a repetition."""
    wide = stance(2, "norvik", "demands", "2031-01-01", "2031-03-01")
    assert sections(tmp_path, stance(1, "norvik", "demands", "2031-02-01"), wide) == {
        "t:1": "asked",
        "t:2": "asked",
    }


def test_a_stronger_asking_of_the_same_is_no_first_one(tmp_path: Path) -> None:
    """Who proposed and now insists asks for nothing new, and repeats nothing either."""
    found = sections(
        tmp_path,
        stance(1, "norvik", "proposes", "2031-01-01"),
        stance(2, "norvik", "insists", "2031-02-01"),
    )
    assert found["t:2"] == "newly said"


@pytest.mark.parametrize(
    ("attitude", "section"),
    [
        ("rejects", "answered"),
        ("accepts", "answered"),
        ("open-to-discussion", "answered"),
        ("offers", "answered"),
        ("demands", "asked"),
        ("not-yet-answered", "not answered"),
        ("ignores", "not answered"),
    ],
)
def test_what_another_says_of_what_is_asked(attitude: str, section: str, tmp_path: Path) -> None:
    """Stances answer, an offer too; who asks for the same joins; silence is no answer."""
    asked = stance(1, "norvik", "demands", "2031-01-01")
    assert sections(tmp_path, asked, stance(2, "suder", attitude, "2031-02-01"))["t:2"] == section


def test_a_stance_on_what_nobody_asked_for_is_no_answer(tmp_path: Path) -> None:
    """Nor is one that is certain to come before the asking, nor one on another item."""
    late = stance(1, "norvik", "demands", "2031-03-01")
    early = stance(2, "suder", "rejects", "2031-02-01")
    other = stance(3, "suder", "rejects", "2031-04-01", topic="fines")
    own = stance(4, "norvik", "supports", "2031-04-01")
    found = sections(tmp_path, late, early, other, own)
    assert [found[f"t:{n}"] for n in (2, 3, 4)] == ["newly said"] * 3


def test_an_answer_that_may_come_before_the_asking_says_so(tmp_path: Path) -> None:
    """The order is told as far as the dates tell it."""
    wide = stance(1, "norvik", "demands", "2031-01-01", "2031-03-01")
    [_, answer] = entries(tmp_path, wide, stance(2, "suder", "rejects", "2031-02-01"))[::-1]
    assert (answer.section, answer.refers[0].words) == ("answered", "asked for, perhaps later,")


@pytest.mark.parametrize(
    ("before", "after", "section"),
    [
        ("demands", "rejects", "withdrawn"),
        ("rejects", "accepts", "withdrawn"),
        ("open-to-discussion", "refuses-to-discuss", "withdrawn"),
        ("demands", "supports", "newly said"),
        ("demands", "ignores", "not answered"),
        ("not-yet-answered", "rejects", "newly said"),
    ],
)
def test_leaving_the_group_of_the_last_stance_is_a_withdrawal(
    before: str, after: str, section: str, tmp_path: Path
) -> None:
    """In whatever direction; silence is neither taken nor given up."""
    pair = (stance(1, "norvik", before, "2031-01-01"), stance(2, "norvik", after, "2031-02-01"))
    found = {e.cites[0]: e for e in entries(tmp_path, *pair)}["t:2"]
    assert found.section == section
    if section == "withdrawn":
        [refers] = found.refers
        assert (refers.cites, refers.attitudes[0].value.rpartition("/")[2]) == (("t:1",), before)


def test_going_back_to_an_earlier_stance_is_a_change_too(tmp_path: Path) -> None:
    """The last stance counts, not the first."""
    found = sections(
        tmp_path,
        stance(1, "norvik", "demands", "2031-01-01"),
        stance(2, "norvik", "rejects", "2031-02-01"),
        stance(3, "norvik", "demands", "2031-03-01"),
    )
    assert (found["t:2"], found["t:3"]) == ("withdrawn", "withdrawn")


def test_two_stances_of_which_neither_is_certain_to_be_later_withdraw_nothing(
    tmp_path: Path,
) -> None:
    """Some of a package may be welcome and some not, on one day."""
    found = sections(
        tmp_path,
        stance(1, "norvik", "finds-useful", "2031-01-01"),
        stance(2, "norvik", "finds-unacceptable", "2031-01-01"),
    )
    assert "withdrawn" not in found.values()


def test_a_second_report_of_one_act_is_said_again_whatever_its_date(tmp_path: Path) -> None:
    """A curator's link makes two reports one act; the first by date stands for it."""
    found = sections(
        tmp_path,
        stance(1, "norvik", "demands", "2031-01-01", "2031-02-01"),
        stance(2, "norvik", "demands", "2031-01-15", "2031-03-01"),
        link(1, 2, "same-statement"),
    )
    assert found == {"t:1": "asked", "t:2": "said again"}


def test_what_a_link_calls_an_answer_is_one(tmp_path: Path) -> None:
    """Even on another item than the one asked for."""
    found = sections(
        tmp_path,
        stance(1, "norvik", "demands", "2031-01-01"),
        stance(2, "suder", "offers", "2031-02-01", topic="fines"),
        link(2, 1, "answers"),
    )
    assert found["t:2"] == "answered"


def test_reports_that_agree_on_one_day_are_one_entry(tmp_path: Path) -> None:
    """With the paragraphs of both."""
    twice = [stance(n, "norvik", "demands", "2031-01-01") for n in (1, 2)]
    assert [e.cites for e in entries(tmp_path, *twice)] == [("t:1", "t:2")]
