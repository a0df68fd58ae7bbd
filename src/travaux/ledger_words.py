"""The texts of the ledger's cells: few words, marks, short names, and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.ledger_rows import Entry, Later, Stance
from travaux.ledger_sheet import BY_DOCUMENT, Sheet, ranked
from travaux.ledger_states import ISSUE, PACKAGE, WHOLE, put_for_certain
from travaux.ledger_tree import Line
from travaux.short_names import Days, letters, shortened
from travaux.when import POSSIBLE, When

NONE, AWAY, SILENT, OWN, RELAYED, MAYBE, MAKES = "·", "–", "○", "*", "†", "?", "▸"
ABOUT = "(on it)"
BESIDE = {ISSUE: "of the issue:", WHOLE: "on the whole:", PACKAGE: "of package"}
OPEN = "day open"
_HEADING = 40  # columns in all, in several lines


class Words:
    """The texts of cells: labels in full, or in few columns; `used` are the marks in use."""

    def __init__(self, sheet: Sheet, engine: OxigraphEngine, dates: bool = False) -> None:
        self.sheet = sheet
        self._shown = Labels(engine)
        self._dates = dates
        self.marks: set[str] = set()
        self.used: set[str] = set()
        self.short = shortened(ranked(sheet.whole, self.label), engine)
        self.days = Days([each.when for each in sheet.ledger.stances + sheet.ledger.around])
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
        return f" {self._mark(MAYBE)}"

    def cell(self, line: Line, column: str) -> list[str]:
        """The entries of a cell in few words; if there are none, what stands beside, or a mark."""
        found = self.sheet.cell(line.topic.iri, column)
        named = self.sheet.by == BY_DOCUMENT
        texts = [self._entry(each, named, column) for each in found]
        via = "".join(f"({self.packages[iri]})" for iri in self.sheet.via(line, column))
        if via:
            texts.append(self._mark(via, "(A)"))
        return texts or self._beside(line, column, named) or [self._nothing(line, (column,))]

    def others(self, line: Line, columns: Sequence[str]) -> list[str]:
        """One cell for many actors, each entry with the short name of its holder."""
        cells = [self.sheet.cell(line.topic.iri, column) for column in columns]
        texts = [self._entry(each, True, "") for cell in cells for each in cell]
        texts += [text for column in columns for text in self._beside(line, column, True)]
        return _together(texts) or [self._nothing(line, columns)]

    def _nothing(self, line: Line, columns: Iterable[str]) -> str:
        """The mark of true absence, or that of what the view leaves out."""
        away = any(self.sheet.left_out(line.topic.iri, each) for each in columns)
        return self._mark(AWAY if away else NONE)

    def _beside(self, line: Line, column: str, named: bool) -> list[str]:
        """What is told of issue, whole or package; packages that are lines by their letter."""
        relation, found = self.sheet.beside(line, column)
        lines = {each.topic.iri for each in self.sheet.lines}
        texts = []
        for iri, told in found.items():
            letter = self.packages.get(iri, "")
            if relation == PACKAGE and (iri in lines or self.sheet.day is None):
                holder = f"{self._short(column)}: " if named else ""
                texts.append(f"{holder}{self._mark(f'({letter})', '(A)')}")
                continue
            words = f"{BESIDE[relation]} {letter}:" if relation == PACKAGE else BESIDE[relation]
            self._mark(words, relation)
            texts += [f"{words} {self._entry(each, named, column)}" for each in told]
        return texts

    def _entry(self, entry: Entry, named: bool, column: str) -> str:
        makes = any((each.record, each.topic, column) in self.sheet.makes for each in entry.stances)
        words = [self._mark(MAKES)] if makes else []
        words += [self._mark(SILENT)] if entry.silent else []
        words += [f"{self._short(entry.holder)}:"] if named else []
        words.append(self.label(entry.attitude))
        words += [f"({self.label(entry.degree)})"] if entry.degree else []
        comment = self.sheet.by == BY_DOCUMENT and column not in entry.stances[0].documents
        stances = [each for each in entry.stances if self._evident(each, column)]
        told = f"{' '.join(words)} {self._places(stances)}"
        about = f" {self._mark(ABOUT)}" if comment else ""
        return ", ".join([told + about, *self._after(stances)])

    def _evident(self, stance: Stance, column: str) -> bool:
        """Whether a stance is evidence for this column."""
        return not column or self.sheet.by != BY_DOCUMENT or self.sheet.belongs(stance, column)

    def _places(self, stances: Iterable[Stance]) -> str:
        """Citations with their marks, those of one day together: `s1:3* s1:4, 2 Feb; s4:8`."""
        by_day: dict[str, dict[str, None]] = {}
        for each in stances:
            cites = dict.fromkeys(self._cites(each))
            by_day.setdefault(self._day(each.when), {}).update(cites)
        return "; ".join(", ".join(filter(None, (" ".join(c), day))) for day, c in by_day.items())

    def _day(self, when: When) -> str:
        return self._mark(self.days(when) or OPEN, "day") if self._dates else ""

    def _after(self, stances: Sequence[Stance]) -> list[str]:
        """Where a silence is told to have ended, and what answers if the line does not show it."""
        shown = {each.record for one in stances for each in self.sheet.ledger.on(one.topic)}
        ended = [self._later(each) for one in stances for each in one.ended]
        answers = [
            self._later(each) for one in stances for each in one.answers if each.record not in shown
        ]
        told = (("later", ended), ("answered by", answers))
        return [f"{self._mark(w)} {' '.join(dict.fromkeys(c))}" for w, c in told if c]

    def _later(self, later: Later) -> str:
        return later.cite + (self._mark(MAYBE) if later.certainty == POSSIBLE else "")

    def _cites(self, stance: Stance) -> list[str]:
        own = self._mark(OWN if stance.direct else RELAYED) if stance.first_hand else ""
        maybe = self._mark(MAYBE) if stance.certainty == POSSIBLE else ""
        return [cite + own + maybe for cite in stance.cites]

    def _short(self, holder: str) -> str:
        self.used.add(holder)
        return self.short[holder]

    def _mark(self, text: str, name: str = "") -> str:
        """A mark that is used, and is to stand in the key."""
        self.marks.add(name or text)
        return text


def _together(texts: Iterable[str]) -> list[str]:
    """Entries of several holders that only name a package as one: `Norvik, Suder: (A)`."""
    found: dict[str, list[str]] = {}
    for text in texts:
        holder, _, rest = text.rpartition(": ")
        letter = rest.startswith("(") and rest.endswith(")") and "," not in rest
        found.setdefault(rest if letter else text, []).append(holder)
    alone = {text: f"{', '.join(who)}: {text}" for text, who in found.items()}
    return [alone[text] if text.startswith("(") else text for text in found]
