"""Rows of tables as entries: which kind, which columns, what each cell holds."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple

from travaux.errors import TravauxError
from travaux.sheets import kinds
from travaux.sheets.cells import fault
from travaux.sheets.model import (
    CONTAINS,
    ID,
    RECORD,
    SOURCE,
    TYPE,
    Cell,
    Problem,
    Table,
)
from travaux.sheets.terms import Column, Terms
from travaux.spelling import nearest
from travaux.vocabulary import ATTRIBUTION_STEP, PASSAGE

PLACE = "paragraph"  # on the sheet of a record, of the words that its column contains


class Entry:
    """One row: a thing to be added."""

    def __init__(self, sheet: str, row: int, kind: str) -> None:
        self.sheet, self.row, self.kind = sheet, row, kind
        #: The cells under headings that are no properties, and those under properties.
        self.own: dict[str, tuple[int, str]] = {}
        self.cells: list[tuple[int, Column, Cell]] = []
        #: What each column of the sheet is for, filled in or not.
        self.columns: list[str | Column | None] = []
        self.source = self.iri = ""
        self.types: list[str] = []
        self.triples: list[Triple] = []

    def text(self, name: str) -> str:
        """What stands under a heading that is no property."""
        return self.own.get(name, (0, ""))[1].strip()

    def column(self, iri: str) -> int:
        """The first column of a property, filled in or not; 0 without one."""
        of = [isinstance(each, Column) and each.property.iri == iri for each in self.columns]
        return of.index(True) + 1 if True in of else 0

    def under(self, iri: str) -> tuple[int, str]:
        """The column of a property, and what stands there; 0 and "" without one."""
        for number, column, cell in self.cells:
            if column.property.iri == iri:
                return number, cell.text.strip()
        return 0, ""

    def problem(self, what: str, remedy: str = "", column: int = 0) -> Problem:
        """Something wrong in this row."""
        known = self.columns[column - 1] if 0 < column <= len(self.columns) else None
        heading = known.heading if isinstance(known, Column) else known or ""
        return Problem(self.sheet, self.row, column, heading, what, remedy)

    def told(self, error: TravauxError, column: int = 0) -> Problem:
        """An error as something wrong in this row."""
        return self.problem(error.what, error.hint, column)


def read(tables: Iterable[Table], terms: Terms, problems: list[Problem]) -> list[Entry]:
    """The rows of all tables; `problems` grows."""
    names = {name.lower(): name for name in terms.sheets}
    found: list[Entry] = []
    for table in tables:
        name = names.get(table.name.strip().lower())
        if name:
            found += _rows(table, terms, terms.sheets[name], problems)
        elif table.rows:
            near = nearest(table.name[:60], terms.sheets)
            meant = f"Did you mean {near}? " if near else ""
            remedy = f"{meant}There are: {', '.join(terms.sheets)}."
            what = f"no kind is called {table.name[:60]!r}"
            problems.append(Problem(table.name[:60], 0, 0, "", what, remedy))
    return found


def _rows(table: Table, terms: Terms, kind: str, problems: list[Problem]) -> list[Entry]:
    if not table.rows:
        return []
    number, cells = table.rows[0]
    columns = _Headings(table.name, number, kind, terms, problems).read(cells)
    return [
        _entry(table.name, row, kind, cells, columns, problems) for row, cells in table.rows[1:]
    ]


class _Headings:
    """The first row of a table."""

    def __init__(
        self, sheet: str, row: int, kind: str, terms: Terms, problems: list[Problem]
    ) -> None:
        self._sheet, self._row, self._terms, self._problems = sheet, row, terms, problems
        self._own = {SOURCE, ID, TYPE}
        if kind == ATTRIBUTION_STEP:
            self._own.add(RECORD)
        if kind == PASSAGE:
            self._own.add(CONTAINS)
        if kinds.is_record(terms.above(kind)):
            self._own |= {CONTAINS, PLACE}

    def read(self, cells: list[Cell]) -> list[str | Column | None]:
        """What each column is for; None where there is no heading, or none that is known."""
        found: list[str | Column | None] = []
        seen: dict[str, int] = {}
        for number, cell in enumerate(cells, 1):
            heading = cell.text.strip()
            found.append(self._meant(heading, number) if heading else None)
            if heading and heading in seen:
                remedy = f"Number the second one: {heading} (2)."
                self._tell(number, heading, "the heading stands twice", remedy)
            seen[heading] = number
        return found

    def _meant(self, heading: str, number: int) -> str | Column | None:
        if heading in self._own:
            return heading
        try:
            return self._terms.column(heading)
        except TravauxError as error:
            self._tell(number, heading[:60], error.what, error.hint)
            return None

    def _tell(self, number: int, heading: str, what: str, remedy: str) -> None:
        self._problems.append(Problem(self._sheet, self._row, number, heading, what, remedy))


def _entry(
    sheet: str,
    row: int,
    kind: str,
    cells: list[Cell],
    columns: list[str | Column | None],
    problems: list[Problem],
) -> Entry:
    entry = Entry(sheet, row, kind)
    entry.columns = columns
    for number, cell in enumerate(cells, 1):
        column = columns[number - 1] if number <= len(columns) else None
        if not cell.kind and not cell.text.strip():
            continue
        if isinstance(column, str):
            entry.own[column] = (number, cell.text)
        elif column:
            entry.cells.append((number, column, cell))
        elif number > len(columns) or not columns[number - 1]:
            _unheaded(entry, number, columns, problems)
        wrong = fault(cell, column.datatype if isinstance(column, Column) else "")
        if wrong:
            problems.append(entry.problem(*wrong, column=number))
            entry.cells = [each for each in entry.cells if each[0] != number]
    return entry


def _unheaded(
    entry: Entry, number: int, columns: list[str | Column | None], problems: list[Problem]
) -> None:
    """A value under no heading; one under a heading that is not known was told once already."""
    told = any(p.sheet == entry.sheet and p.column == number and p.heading for p in problems)
    if not told:
        remedy = "Give the column a heading, or empty it."
        problems.append(entry.problem("the column has no heading", remedy, number))
