"""What the questions on comparison, absence, counting, provenance and change tell, in labels."""

from __future__ import annotations

from collections.abc import Callable

import asking
import pytest
from asking import Row, pick
from conftest import ROOT

# One worker keeps the store that all questions are asked of.
Rows = Callable[..., list[Row]]
NON_EXPANSION = "NATO does not enlarge further east"
STRIKE = "no strike weapons are used near Russia's borders"


@pytest.fixture(scope="module")
def ask() -> Rows:
    return asking.rows


def test_two_lists_of_three_are_compared_item_by_item(ask: Rows) -> None:
    """Strike weapons stand only at s1:3, curtailing only at s0:10, 1997 in two shapes."""
    rows = ask("lists-compared")
    assert {(row["item"], row["cite"]) for row in rows if row["only here"] == "no"} == {
        (NON_EXPANSION, "s0:10"),
        (NON_EXPANSION, "s1:3"),
    }
    alone = {row["item"]: row["related"] for row in rows if row["only here"] == "yes"}
    assert alone[STRIKE] == alone["NATO curtails its infrastructure"] == ""
    assert alone["the state of 1997 is restored or taken as the measure"].endswith(
        "as it was in 1997"
    )


def test_one_statement_in_two_reports_is_found_and_marked(ask: Rows) -> None:
    """Putin's three demands (s1:3, s4:23) carry a curator's link; both texts draw on Sputnik."""
    rows = ask("told-twice")
    linked = {row["topic"] for row in rows if row["linked"] == "yes" and row["cite"] == "s1:3"}
    assert {NON_EXPANSION, STRIKE} <= linked
    assert {(row["cite"], row["other cite"]) for row in rows} >= {("s1:3", "s4:23")}
    shared = pick(ask("shared-agencies"), "outlet", "cite", "other cite")
    assert set(shared) == {("Sputnik", "s1", "s4"), ("Sputnik", "s4", "s1")}


def test_silence_on_a_part_is_not_filled_from_the_whole(ask: Rows) -> None:
    """The US turned down most of the package (s0:9); on bases no text gives its stance."""
    items = {row["item"] for row in ask("no-stance", actor="United States")}
    assert "NATO sets up no military bases in post-Soviet countries" in items
    assert NON_EXPANSION not in items


def test_demands_without_a_recorded_reaction_leave_out_those_that_drew_one(ask: Rows) -> None:
    """De-escalation steps (s4:12) drew none; the hotline was taken up (s1:11)."""
    found = {row["item"] for row in ask("no-reaction")}
    assert "no arms are supplied to Ukraine" in found
    assert NON_EXPANSION not in found and not any("hotline" in item for item in found)
    taken = {row["item"] for row in ask("taken-up")}
    assert any("hotline" in item for item in taken) and not taken & found


def test_opposed_sides_hold_each_attitude_once(ask: Rows) -> None:
    """Russia on one side; NATO and the US, as others tell it, on the other."""
    rows = ask("opposed")
    sides = {(row["side"], row["holder"]) for row in rows}
    assert sides == {
        ("favourable", "Russia"),
        ("unfavourable", "NATO"),
        ("unfavourable", "United States"),
    }
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_every_record_is_counted_once_by_text_and_kind(ask: Rows) -> None:
    """The counts add up to the records that rest on a passage."""
    counted = sum(int(row["records"]) for row in ask("kinds-per-source"))
    files = (ROOT / "graph" / "sources").glob("*.ttl")
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert counted == text.count("\n    trv:evidence")


def test_statements_are_counted_alike_by_speaker_and_by_way_of_speaking(ask: Rows) -> None:
    """Quoted and retold together are all statements that have a way of speaking."""
    spoken: dict[str, int] = {}
    for row in ask("quoted"):
        spoken[row["speaker"]] = spoken.get(row["speaker"], 0) + int(row["statements"])
    assert spoken == {row["speaker"]: int(row["statements"]) for row in ask("speakers")}


def test_events_of_one_text_come_before_those_of_several(ask: Rows) -> None:
    """The hand-over is told by three texts, Gavrilov's statement by one."""
    rows = pick(ask("event-sources"), "event", "sources")
    assert [n for _, n in rows] == sorted((n for _, n in rows), key=int)
    told = dict(rows)
    assert told["Hand-over of the Russian drafts, 15 December 2021"] == "3"
    assert told["Gavrilov's statement, 21 December 2021"] == "1"


def test_only_what_was_certainly_said_before_is_told_as_before(ask: Rows) -> None:
    """Nuland spoke on 16 December (s2:7); words with an open date may be later."""
    rows = ask("said-before")
    assert {(row["speaker"], row["said"], row["cite"]) for row in rows} == {
        ("Victoria Nuland", "2021-12-16", "s2:7")
    }
    later = ask("said-before", event="ent:geneva-talks-2022-01-10")
    assert {row["said"] for row in later} >= {"2021-12-16", "2021-12-21", "2021-12-23"}
    assert not any("later" in row["said"] for row in later)


def test_consequences_that_are_conditions_make_a_chain(ask: Rows) -> None:
    """Putin: membership, a bolder Ukraine, Russia drawn in, war (s1:8)."""
    steps = pick(ask("warning-chains"), "antecedent", "link", "consequent")
    first, second = sorted(steps, key=lambda step: step[2] == "a war starts")
    assert first[1:] == second[:2]


def test_predictions_tell_experts_from_officials(ask: Rows) -> None:
    """By the office that a text gives: an institute's, or a state's."""
    standing = dict(pick(ask("predictions"), "speaker", "standing"))
    assert standing["Tiberio Graziani"] == standing["Andrey Koshkin"] == "expert"
    assert standing["Sergei Ryabkov"] == "official"
    assert standing["both sides of the talks"] == ""
    assert "the article" in standing.values()


def test_an_allegation_without_a_denial_says_so(ask: Rows) -> None:
    """The invasion plan is denied (s4:26); cheating by Sherman's team is not (s3:29)."""
    rows = ask("allegations")
    assert {row["denied"] for row in rows if row["cite"] == "s4:26" and row["denied by"]} == {"yes"}
    assert [row["denied"] for row in rows if row["cite"] == "s3:29"] == ["no"]


def test_what_one_side_tells_of_another_has_no_holder_of_that_side(ask: Rows) -> None:
    """Russia's own bodies and officials speak; the holders are others."""
    rows = ask("other-side")
    assert {row["holder"] for row in rows}.isdisjoint(
        {"Russia", "Ministry of Foreign Affairs of Russia"}
    )
    assert {"Sergei Ryabkov", "Vladimir Putin"} <= {row["speaker"] for row in rows}


def test_a_stance_over_time_is_in_the_order_of_days(ask: Rows) -> None:
    """Some useful, some not in December; most turned down on 10 January; firm on the 11th."""
    rows = pick(ask("stance-over-time"), "no later than", "attitude", "degree", "cite")
    assert rows == sorted(rows, key=lambda row: row[0])
    assert ("2022-01-10", "rejects", "most", "s0:9") in rows


def test_what_rests_on_one_voice_or_one_carrier_can_be_asked(ask: Rows) -> None:
    """The alleged leak (s1:10-13) and an agency (s3:13-15) have their own answers."""
    leak = "whoever passed the NATO and US responses to El País"
    assert {row["cite"] for row in ask("anonymous-voices", voice=leak)} == {
        f"s1:{n}" for n in (10, 11, 12, 13)
    }
    assert {row["cite"] for row in ask("attribution-chain", carrier="TASS")} == {
        f"s3:{n}" for n in (13, 14, 15)
    }
