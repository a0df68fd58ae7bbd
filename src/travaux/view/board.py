"""The ledger of the page: the lines, columns and stances of `travaux ledger`, as far as drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.ledger_rows import Ledger, Stance, Topic
from travaux.ledger_rows import read as read_ledger
from travaux.ledger_sheet import Sheet, by_actor, ranked
from travaux.ledger_states import STATES, as_of, put_for_certain, state, wider
from travaux.ledger_tree import Line
from travaux.ledger_words import OWN, RELAYED
from travaux.short_names import Days, letters
from travaux.view.facts import Facts
from travaux.view.records import clean
from travaux.when import order
from travaux.workspace import Workspace

Row = dict[str, Any]
Numbers = Mapping[str, int]
ByTopic = Mapping[str, Sequence[Stance]]
#: Before any day that is told: what is not dated may have been said by then.
_BEGINNING = "0001-01-01"
_NO_FACTS: Mapping[str, Facts] = MappingProxyType({})


class Board(NamedTuple):
    """All that sources tell of stances, and what people call its topics and holders."""

    ledger: Ledger = Ledger((), {})
    label: Callable[[str], str] = str


def read(workspace: Workspace, engine: OxigraphEngine) -> Board:
    """The ledger of a workspace; the engine infers, for demand and offer are inferred.

    Raises BadQuery where the workspace has questions of its own that lack a column.
    """
    engine.infer()
    shown = Labels(engine)
    return Board(read_ledger(workspace, engine), lambda iri: shown(NamedNode(iri)))


def told(
    board: Board, nodes: Numbers, records: Numbers, facts: Mapping[str, Facts] = _NO_FACTS
) -> Row:
    """Sections of lines, columns and cells, as far as what they name is drawn.

    A cell has days of its own where they are not those that the record's `facts` tell. `packages`
    names each package by the letter that its lines bear, with 1 if it is a line itself.
    """
    whole, label = board
    drawn = _drawn(whole, nodes, records)
    sheet = by_actor(drawn, whole, ranked(drawn, label), None, label)
    by_topic, named = _by_topic(drawn.stances), _letters(sheet)
    lines = {line.topic.iri for line in sheet.lines}
    return {
        "sections": [[title, len(lines)] for title, lines in sheet.sections],
        "items": [_line(line, whole, by_topic, nodes, named) for line in sheet.lines],
        "actors": [nodes[each] for each in sheet.columns],
        "cells": list(_cells(sheet, by_topic, records, facts)),
        "packages": [
            [letter, nodes.get(iri, clean(label(iri))), int(iri in lines)]
            for iri, letter in named.items()
        ],
        "states": list(STATES),
    }


def _drawn(whole: Ledger, nodes: Numbers, records: Numbers) -> Ledger:
    """What is told by records of the page, on topics and of holders that it draws."""
    kept = tuple(
        each
        for each in whole.stances
        if each.topic in nodes and each.holder in nodes and each.record in records
    )
    return Ledger(kept, {iri: each for iri, each in whole.topics.items() if iri in nodes})


def _cells(
    sheet: Sheet, by_topic: ByTopic, records: Numbers, facts: Mapping[str, Facts]
) -> Iterator[Row]:
    """One row for each stance, with the numbers of its line, column and record."""
    at = {line.topic.iri: place for place, line in enumerate(sheet.lines)}
    of = {holder: place for place, holder in enumerate(sheet.columns)}
    days = Days([each.when for each in sheet.whole.stances])
    for each in sheet.ledger.stances:
        place = {"item": at[each.topic], "actor": of[each.holder], "record": records[each.record]}
        yield place | _marked(each, days, by_topic[each.topic], facts.get(each.record))


def _letters(sheet: Sheet) -> dict[str, str]:
    """A letter for each package that is a line, or is named in one, in order of the lines."""
    own = [line.topic.iri for line in sheet.lines if v.PACKAGE in line.topic.kinds]
    named = [iri for line in sheet.lines for iri in line.topic.packages]
    return {iri: letters(number) for number, iri in enumerate(dict.fromkeys([*own, *named]))}


def _line(
    line: Line, whole: Ledger, by_topic: ByTopic, nodes: Numbers, named: Mapping[str, str]
) -> Row:
    """A line: its topic, how deep it stands, its letter, those of its packages, its states."""
    row: Row = {"node": nodes[line.topic.iri], "depth": line.depth}
    if line.topic.iri in named:
        row["letter"] = named[line.topic.iri]
    if line.packages:
        row["also"] = " ".join(sorted((named[iri] for iri in line.packages), key=_short_first))
    states = list(_states(line.topic, whole, by_topic)) if line.topic.is_item else []
    return row | {"states": states} if states else row


def _short_first(letter: str) -> tuple[int, str]:
    return len(letter), letter


def _by_topic(stances: Iterable[Stance]) -> ByTopic:
    found: dict[str, list[Stance]] = {}
    for each in stances:
        found.setdefault(each.topic, []).append(each)
    return found


def _marked(stance: Stance, days: Days, line: Iterable[Stance], facts: Facts | None) -> Row:
    """What a cell says of a stance beside its record: mark, day in few words, first and last day.

    Of what came after it, the places and days; an answer only if its line does not show it.
    """
    shown = {each.record for each in line}
    answers = [each for each in stance.answers if each.record not in shown]
    ends = stance.when.earliest, stance.when.latest
    row: Row = {
        "mark": (OWN if stance.direct else RELAYED) if stance.first_hand else "",
        "day": days(stance.when),
        "days": list(ends) if facts is None or ends != tuple(facts.said) else [],
        "later": [[each.cite, each.first, each.last] for each in stance.ended],
        "answers": [[each.cite, each.first, each.last] for each in answers],
    }
    return {key: value for key, value in row.items() if value}


def _states(topic: Topic, whole: Ledger, by_topic: ByTopic) -> Iterator[list[Any]]:
    """From which day on an item is in which of STATES: day, place in STATES, 1 if that is sure.

    As `travaux ledger --as-of` has it; before the first of them it is not on the table.
    """
    own = tuple(by_topic.get(topic.iri, ()))
    above = [iri for _, topics in wider(topic, whole.topics) for iri in topics]
    around = tuple(each for iri in above for each in by_topic.get(iri, ()))
    part = Ledger(own, {topic.iri: topic}, around)
    days = {day for each in (*own, *around) for day in _days(each) if day}
    before: list[int] = []
    for day in (_BEGINNING, *sorted(days, key=order)):
        then = as_of(part, day)
        if topic.iri not in then.topics:
            continue
        now = [STATES.index(state(then.stances, then.around)), int(put_for_certain(then.stances))]
        if now != before:
            yield [day, *now]
        before = now


def _days(stance: Stance) -> Iterator[str | None]:
    """Every day on which what is known of a stance may change."""
    yield from (stance.when.earliest, stance.when.latest)
    for each in stance.later:
        yield from (each.first, each.last)
