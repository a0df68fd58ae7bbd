"""A ledger laid out: sections of lines, columns of actors or documents, the cells between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from travaux.ledger_rows import ELSEWHERE, NOT_RECORDED, Entry, Ledger, Stance, entries
from travaux.ledger_states import STATES, state, wider
from travaux.ledger_tree import Line, lines

ITEMS, ISSUES = "Items", "Issues and principles"
BY_ACTOR, BY_DOCUMENT = "actor", "document"
Label = Callable[[str], str]


class Sheet(NamedTuple):
    """What is to be written: `columns` are IRIs of actors or documents, sections have titles.

    `makes` holds the stances by which a document puts an item forward, `whole` all that sources
    tell, whatever this sheet leaves out.
    """

    ledger: Ledger
    by: str
    columns: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    day: str | None
    makes: frozenset[tuple[str, str, str]] = frozenset()
    whole: Ledger = Ledger((), {})

    def cell(self, topic: str, column: str) -> list[Entry]:
        """The entries of one topic and one actor or document; comments on a document come last."""
        found = [each for each in self.ledger.on(topic) if self.belongs(each, column)]
        if self.by != BY_DOCUMENT:
            return entries(found)
        comments = [each for each in found if column not in each.documents]
        return entries(each for each in found if each not in comments) + entries(comments)

    def belongs(self, stance: Stance, column: str) -> bool:
        """Whether a stance stands in a column."""
        if self.by == BY_DOCUMENT:
            return column in stance.documents or column in stance.about
        return stance.holder == column

    def left_out(self, topic: str, column: str) -> bool:
        """Whether sources tell of a stance that belongs here, whether shown or not."""
        return any(self.belongs(each, column) for each in self.whole.on(topic))

    def beside(self, line: Line, column: str) -> tuple[str, dict[str, list[Entry]]]:
        """For an empty cell, what an actor says of the issue, else the whole, else the package.

        Which of the three it is, and the entries by topic. Nothing where there are some in the line
        that this one stands under, nor, without a day, what is a line of its own.
        """
        seen = set() if self.day else {each.topic.iri for each in self.lines}
        here = (line.topic.iri, line.under)
        if self.by == BY_DOCUMENT or any(self.cell(each, column) for each in here):
            return "", {}
        for relation, topics in wider(line.topic, self.whole.topics):
            near = {iri: self.ledger.near(iri) for iri in topics if iri not in seen}
            told = {
                iri: entries(each for each in stances if each.holder == column)
                for iri, stances in near.items()
            }
            if any(told.values()):
                return relation, {iri: found for iri, found in told.items() if found}
        return "", {}

    def via(self, line: Line, column: str) -> list[str]:
        """The packages of an item of which a document says something, if it says nothing of it."""
        if self.by != BY_DOCUMENT or self.cell(line.topic.iri, column):
            return []
        packages = sorted({line.under, *line.packages} & set(line.topic.packages))
        return [each for each in packages if self.cell(each, column)]

    @property
    def lines(self) -> list[Line]:
        """All lines of all sections."""
        return [line for _, section in self.sections for line in section]


def by_actor(
    ledger: Ledger, whole: Ledger, holders: Sequence[str], day: str | None, label: Label
) -> Sheet:
    """Items and then issues, or what was on the table by what is recorded of an answer."""
    told = {each.topic for each in ledger.stances}
    if day is not None:
        states = {iri: state(ledger.on(iri), _around(ledger, whole, iri)) for iri in ledger.topics}
        groups = [(name, [i for i, each in states.items() if each == name]) for name in STATES]
    else:
        wanted = _with_wholes(ledger, told)
        items = [iri for iri in wanted if ledger.topics[iri].is_item]
        groups = [(ITEMS, items), (ISSUES, [iri for iri in wanted if iri not in items])]
    sections = ((title, tuple(lines(ledger, topics, label))) for title, topics in groups)
    kept = tuple(section for section in sections if section[1])
    return Sheet(ledger, BY_ACTOR, tuple(holders), kept, day, whole=whole)


def _around(ledger: Ledger, whole: Ledger, iri: str) -> list[Stance]:
    """What is said of the issues, wholes and packages of an item."""
    above = wider(whole.topics[iri], whole.topics)
    return [each for _, topics in above for topic in topics for each in ledger.near(topic)]


def _with_wholes(ledger: Ledger, told: Iterable[str]) -> list[str]:
    """Topics on which there is a stance, and those directly above several of them."""
    wanted = set(told) & set(ledger.topics)
    above = Counter(one for iri in wanted for one in ledger.topics[iri].broader)
    joins = {iri for iri, times in above.items() if times > 1 and iri in ledger.topics}
    return sorted(wanted | joins)


def only(sheet: Sheet, columns: Sequence[str], label: Label) -> Sheet:
    """The sheet of some actors: items with a stance of theirs, then those without."""
    told = {each.topic for each in sheet.ledger.stances if each.holder in columns}
    ledger = sheet.ledger

    def part(line_up: Iterable[Line], has: bool) -> tuple[Line, ...]:
        kept = [line.topic.iri for line in line_up if (line.topic.iri in told) is has]
        return tuple(lines(ledger, kept, label))

    def away(line: Line) -> bool:
        return any(each.holder in columns for each in sheet.whole.on(line.topic.iri))

    sections = [(title, part(found, True)) for title, found in sheet.sections]
    sections += [
        (title.capitalize(), part((line for line in sheet.lines if away(line) is gone), False))
        for title, gone in ((ELSEWHERE, True), (NOT_RECORDED, False))
    ]
    kept = tuple(section for section in sections if section[1])
    if sheet.by == BY_DOCUMENT:
        stances = tuple(each for each in ledger.stances if each.holder in columns)
        return sheet._replace(ledger=Ledger(stances, ledger.topics), sections=kept)
    return sheet._replace(columns=tuple(columns), sections=kept)


def ranked(ledger: Ledger, label: Label) -> list[str]:
    """Everybody whose stance is told: most stances first, then by name."""
    number = Counter(each.holder for each in ledger.stances)
    return sorted(number, key=lambda iri: (-number[iri], label(iri), iri))
