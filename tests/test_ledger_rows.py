"""The rows of the ledger: as of every day on which anything changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import ROOT

from travaux import vocabulary as v
from travaux import workspace
from travaux.engine import OxigraphEngine
from travaux.ledger_rows import (
    Later,
    Ledger,
    Stance,
    entries,
    read,
)
from travaux.ledger_states import (
    ANSWERED,
    NOTHING,
    PERHAPS,
    UNANSWERED,
    WIDER,
    as_of,
    put_for_certain,
    state,
)
from travaux.when import CERTAIN, POSSIBLE, When

Key = tuple[str, str, str]


@pytest.fixture(scope="module")
def whole() -> Ledger:
    found = workspace.find(str(ROOT))
    engine = OxigraphEngine.load(found)
    engine.infer()
    return read(found, engine)


def boundaries(ledger: Ledger) -> list[str]:
    """Each first and last day of any stance, the day before it and the day after it."""
    ends = {end for each in ledger.stances for end in (each.when.earliest, each.when.latest) if end}
    days = {date.fromisoformat(end) + timedelta(n) for end in ends for n in (-1, 0, 1)}
    return sorted(map(str, days))


def key(stance: Stance) -> Key:
    return stance.record, stance.topic, stance.holder


def test_each_cell_is_possible_from_its_first_day_and_certain_from_its_last(whole: Ledger) -> None:
    """At every boundary day, by comparing days as texts and by nothing else."""
    days = boundaries(whole)
    assert len(days) > 20
    seen = set()
    for day in days:
        table = as_of(whole, day)
        told = {key(each): each.certainty for each in table.stances}
        for each in whole.stances:
            first, last = each.when.earliest, each.when.latest
            wanted = None
            if each.topic in table.topics and (first is None or first <= day):
                wanted = CERTAIN if last is not None and last <= day else POSSIBLE
            assert told.get(key(each)) == wanted, (day, each)
            seen.add((wanted, first == day, last == day))
    assert {(POSSIBLE, True, False), (CERTAIN, False, True), (CERTAIN, True, True)} <= seen


def test_on_the_table_is_what_somebody_had_asked_for_or_was_told_not_to_be_answered(
    whole: Ledger,
) -> None:
    """Only items, and each only from the first day on which it may have been put."""
    for day in boundaries(whole):
        table = as_of(whole, day)
        put = {
            each.topic
            for each in whole.stances
            if (each.silent or each.attitude in v.ASKING)
            and (each.when.earliest or "") <= day
            and whole.topics[each.topic].is_item
        }
        assert set(table.topics) == put, day


def test_what_is_known_only_grows(whole: Ledger) -> None:
    """From day to day nothing leaves the table, and nothing certain becomes doubtful."""
    before: dict[Key, str] = {}
    topics: set[str] = set()
    sure: set[str] = set()
    for day in boundaries(whole):
        table = as_of(whole, day)
        told = {key(each): each.certainty for each in table.stances}
        assert set(before) <= set(told) and topics <= set(table.topics), day
        assert all(told[each] == CERTAIN for each, was in before.items() if was == CERTAIN), day
        certain = {iri for iri in table.topics if put_for_certain(table.on(iri))}
        assert sure <= certain, day
        before, topics, sure = told, set(table.topics), certain


def stance(
    holder: str, attitude: str, group: str = "favourable", certainty: str = CERTAIN
) -> Stance:
    when = When("2031-05-04", "2031-05-04", "2031-05-04")
    return Stance(
        *("topic", holder, v.CON + attitude, v.CON + group, "", holder),
        *(True, when, (), "t1", ("t1:2",), holder + attitude),
        certainty=certainty,
    )


ASK = stance("Norvik", "demands")
NO = stance("Suder", "rejects", "unfavourable")
WAITING = stance("Suder", "not-yet-answered", "no-answer")
LATER = Later("record", "t2:1", "2031-05-05", "2031-05-05", True, CERTAIN)
ANSWER = LATER._replace(ends_silence=False)


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        ((), NOTHING),
        ((stance("Norvik", "insists"),), NOTHING),
        ((stance("Suder", "demands"),), NOTHING),
        ((stance("Suder", "offers"),), ANSWERED),
        ((NO,), ANSWERED),
        ((NO._replace(certainty=POSSIBLE),), PERHAPS),
        ((stance("Suder", "ignores", "no-answer", POSSIBLE),), PERHAPS),
        ((stance("Suder", "ignores", "no-answer"),), UNANSWERED),
        ((stance("Suder", "not-yet-answered", "no-answer", POSSIBLE),), UNANSWERED),
        ((WAITING._replace(later=(LATER,)),), ANSWERED),
        ((WAITING._replace(later=(LATER._replace(certainty=POSSIBLE),)),), PERHAPS),
    ],
)
def test_the_state_of_an_item_follows_from_what_others_say(
    others: tuple[Stance, ...], wanted: str
) -> None:
    """To ask as well is no answer, to offer what is asked is one; a silence that ended is none."""
    assert state([ASK, *others]) == wanted


@pytest.mark.parametrize(("certainty", "wanted"), [(CERTAIN, ANSWERED), (POSSIBLE, PERHAPS)])
def test_what_a_link_says_answers_it_answers_it_from_its_own_day(
    certainty: str, wanted: str
) -> None:
    """A record on another topic may answer, if a curator says so."""
    assert state([ASK._replace(later=(ANSWER._replace(certainty=certainty),))]) == wanted


@pytest.mark.parametrize(
    ("around", "wanted"),
    [
        ((NO,), WIDER),
        ((stance("Suder", "ignores", "no-answer", POSSIBLE),), WIDER),
        ((stance("Norvik", "concerned", "unfavourable"),), NOTHING),
        ((stance("Suder", "demands"),), NOTHING),
    ],
)
def test_what_others_say_of_the_issue_is_told_and_is_no_answer_to_the_item(
    around: tuple[Stance, ...], wanted: str
) -> None:
    """Who asks for the item, and who asks for more beside it, does not count."""
    assert state([ASK], around) == wanted
    assert state([ASK, NO], around) == ANSWERED


def test_stances_alike_in_holder_attitude_and_degree_are_one_entry() -> None:
    """Those of another degree or holder are entries of their own."""
    again = ASK._replace(record="again", cites=("t2:1",))
    formal = ASK._replace(record="formal", degree="formally")
    found = entries([formal, again, ASK, stance("Suder", "demands")])
    assert [(each.holder, each.degree, len(each.stances)) for each in found] == [
        ("Norvik", "", 2),
        ("Suder", "", 1),
        ("Norvik", "formally", 1),
    ]
