"""A ledger laid out: sections of lines, columns of actors or documents, the cells between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.ledger_rows import (
    NOT_RECORDED,
    STATES,
    Entry,
    Ledger,
    Stance,
    entries,
    put_for_certain,
    state,
)
from travaux.ledger_tree import Line, lines
from travaux.short_names import Days, bare, letters, shortened
from travaux.when import POSSIBLE, When

ITEMS, ISSUES = "Items", "Issues and principles"
NONE, SILENT, OWN, MAYBE, MAKES = "·", "○", "*", "?", "▸"
_HEADING = 40  # columns in all, in several lines
BY_ACTOR, BY_DOCUMENT = "actor", "document"


class Sheet(NamedTuple):
    """What is to be written: `columns` are IRIs of actors or documents, sections have titles.

    `makes` holds the stances by which a document puts an item forward.
    """

    ledger: Ledger
    by: str
    columns: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    day: str | None
    makes: frozenset[tuple[str, str, str]] = frozenset()

    def cell(self, topic: str, column: str) -> list[Entry]:
        """The entries of one topic and one actor or document."""
        return entries(each for each in self.ledger.on(topic) if self.belongs(each, column))

    def belongs(self, stance: Stance, column: str) -> bool:
        """Whether a stance stands in a column."""
        if self.by == BY_DOCUMENT:
            return column in stance.documents
        return stance.holder == column

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
    ledger: Ledger, holders: Sequence[str], day: str | None, label: Callable[[str], str]
) -> Sheet:
    """Items and then issues, or what was on the table by what is recorded of an answer."""
    told = {each.topic for each in ledger.stances}
    if day is not None:
        states = {iri: state(ledger.on(iri)) for iri in ledger.topics}
        groups = [(name, [i for i, each in states.items() if each == name]) for name in STATES]
    else:
        wanted = _with_wholes(ledger, told)
        items = [iri for iri in wanted if ledger.topics[iri].is_item]
        groups = [(ITEMS, items), (ISSUES, [iri for iri in wanted if iri not in items])]
    sections = ((title, tuple(lines(ledger, topics, label))) for title, topics in groups)
    return Sheet(ledger, BY_ACTOR, tuple(holders), tuple(s for s in sections if s[1]), day)


def _with_wholes(ledger: Ledger, told: Iterable[str]) -> list[str]:
    """Topics on which there is a stance, and those directly above several of them."""
    wanted = set(told) & set(ledger.topics)
    above = Counter(one for iri in wanted for one in ledger.topics[iri].broader)
    joins = {iri for iri, times in above.items() if times > 1 and iri in ledger.topics}
    return sorted(wanted | joins)


def only(sheet: Sheet, columns: Sequence[str], label: Callable[[str], str]) -> Sheet:
    """The sheet of some actors: items with a stance of theirs, then those without."""
    told = {each.topic for each in sheet.ledger.stances if each.holder in columns}
    ledger = sheet.ledger

    def part(line_up: Iterable[Line], has: bool) -> tuple[Line, ...]:
        kept = [line.topic.iri for line in line_up if (line.topic.iri in told) is has]
        return tuple(lines(ledger, kept, label))

    sections = [(title, part(found, True)) for title, found in sheet.sections]
    sections.append((NOT_RECORDED.capitalize(), part(sheet.lines, False)))
    kept = tuple(section for section in sections if section[1])
    if sheet.by == BY_DOCUMENT:
        stances = tuple(each for each in ledger.stances if each.holder in columns)
        return sheet._replace(ledger=Ledger(stances, ledger.topics), sections=kept)
    return sheet._replace(columns=tuple(columns), sections=kept)


def ranked(ledger: Ledger, label: Callable[[str], str]) -> list[str]:
    """Everybody whose stance is told: most stances first, then by name."""
    number = Counter(each.holder for each in ledger.stances)
    return sorted(number, key=lambda iri: (-number[iri], label(iri), iri))


class Words:
    """The texts of cells: labels in full, or in few columns with their key."""

    def __init__(self, sheet: Sheet, engine: OxigraphEngine, dates: bool = False) -> None:
        self.sheet = sheet
        self._shown = Labels(engine)
        self._dates = dates or sheet.day is not None
        people = ranked(sheet.ledger, self.label)
        self.short = shortened(people, engine)
        self.used: set[str] = set()
        self.dated = False
        self.days = Days([each.when for each in sheet.ledger.stances])
        self.packages = self._letters()
        named = sheet.columns if sheet.by == BY_DOCUMENT else ()
        self._headings = shortened(named, engine, _HEADING)

    def label(self, iri: str) -> str:
        """What people call a thing; nothing for nothing."""
        return self._shown(NamedNode(iri)) if iri else ""

    def _letters(self) -> dict[str, str]:
        """A letter for each package that is a line, or is named in one, in order of the lines."""
        own = [line.topic.iri for line in self.sheet.lines if v.PACKAGE in line.topic.kinds]
        named = [iri for line in self.sheet.lines for iri in line.topic.packages]
        return {iri: letters(n) for n, iri in enumerate(dict.fromkeys([*own, *named]))}

    def heading(self, column: str) -> str:
        """The heading of a column: a document's shortest name, an actor's label."""
        return self._headings.get(column) or self.label(column)

    def head(self, line: Line) -> str:
        """A line's first column: its letter if it is a package, and the packages it is part of."""
        topic = line.topic
        letter = self.packages.get(topic.iri)
        others = sorted((self.packages[iri] for iri in line.packages), key=lambda x: (len(x), x))
        also = f" [{' '.join(others)}]" if others else ""
        return (f"{letter} = " if letter else "") + self.label(topic.iri) + also + self.maybe(line)

    def maybe(self, line: Line) -> str:
        """A mark for an item that may not have been on the table yet."""
        if self.sheet.day is None or put_for_certain(self.sheet.ledger.on(line.topic.iri)):
            return ""
        return f" {MAYBE}"

    def cell(self, line: Line, column: str) -> list[str]:
        """The entries of a cell in few words; a mark, or its package, where there is none."""
        found = self.sheet.cell(line.topic.iri, column)
        named = self.sheet.by == BY_DOCUMENT
        texts = [self._entry(each, self._dated(found), named, column) for each in found]
        via = "".join(f"({self.packages[iri]})" for iri in self.sheet.via(line, column))
        return texts or [via or NONE]

    def others(self, line: Line, columns: Sequence[str]) -> list[str]:
        """One cell for many actors, each entry with the short name of its holder."""
        cells = [self.sheet.cell(line.topic.iri, column) for column in columns]
        found = [each for cell in cells for each in cell]
        return [self._entry(each, self._dated(found), True, "") for each in found] or [NONE]

    def _dated(self, found: Sequence[Entry]) -> bool:
        """Whether days are shown: asked for, or entries of one cell differ in theirs."""
        whens = {each.stances[0].when for each in found}
        return self._dates or len(whens) > 1

    def _entry(self, entry: Entry, dated: bool, named: bool, column: str) -> str:
        makes = any((each.record, each.topic, column) in self.sheet.makes for each in entry.stances)
        words = [MAKES] if makes else []
        words += [SILENT] if entry.silent else []
        if named:
            self.used.add(entry.holder)
            words.append(f"{self.short[entry.holder]}:")
        words.append(self.label(entry.attitude))
        words += [f"({self.label(entry.degree)})"] if entry.degree else []
        cites = [c for e in entry.stances if self.shown(e, column) for c in self._cites(e)]
        words += dict.fromkeys(cites)
        first = self.days(entry.stances[0].when) if dated else ""
        self.dated = self.dated or bool(first)
        later = dict.fromkeys(cite for each in entry.stances for cite, _ in each.later)
        parts = [" ".join(words), first, f"later {' '.join(later)}" if later else ""]
        return ", ".join(filter(None, parts))

    def shown(self, stance: Stance, column: str) -> bool:
        """Whether a stance is evidence for this column."""
        return not column or self.sheet.belongs(stance, column)

    def _cites(self, stance: Stance) -> list[str]:
        marks = (OWN if stance.first_hand else "") + (MAYBE if stance.certainty == POSSIBLE else "")
        return [cite + marks for cite in stance.cites]

    def legend(self, sources: int, named: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The key: each mark, the packages, and those short names that were used or are `named`."""
        silent = any(each.silent for each in self.sheet.ledger.stances)
        maybe = any(each.certainty == POSSIBLE for each in self.sheet.ledger.stances)
        nobody = f"none of {sources} sources tells" if sources != 1 else "the source does not tell"
        what = "that it says anything of it" if self.sheet.by == BY_DOCUMENT else "of a stance"
        found = [
            ("s1:2", "source and paragraph"),
            *([(self.days(_EXAMPLE), _DAYS)] if self.dated else []),
            (OWN, "first-hand: the holder speaks, or somebody who speaks for it"),
            *([(SILENT, _SILENT)] if silent else []),
            *([(MAYBE, f"only possible by {self.sheet.day}")] if maybe else []),
            *([(MAKES, _MAKES)] if self.sheet.makes else []),
            (NONE, f"not recorded: {nobody} {what}, which does not say that there was none"),
        ]
        if self.packages:
            found.append(("A = ... [B C]", _PACKAGES))
            lines = {line.topic.iri for line in self.sheet.lines}
            away = [(letter, iri) for iri, letter in self.packages.items() if iri not in lines]
            found += [(letter, self.label(iri)) for letter, iri in away]
        if self.sheet.by == BY_DOCUMENT and self.packages:
            found.append(("(A)", "nothing recorded of the item itself, but of its package A"))
        used = [iri for iri in self.short if iri in self.used or iri in named]
        known = [(self.short[iri], self.label(iri)) for iri in used]
        return found + [(short, label) for short, label in known if short != bare(label)]


_EXAMPLE = When("", "2030-05-04", "2030-05-04")
_DAYS = (
    "the day of the words, the first day of several; from, by: no later, no earlier day is known"
)
_SILENT = (
    "a source tells of a silence: no answer, or none that takes the matter up as is due; "
    "later s1:2 is where a curator's link says that it ended"
)
_MAKES = "the document puts the item forward"
_PACKAGES = "a package, and an item of other packages; what is said of one is not passed down"
