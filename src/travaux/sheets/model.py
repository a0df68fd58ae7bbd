"""Sheets as both doors see them: names, headings, cells, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from travaux.errors import TravauxError

#: What a table may hold; beyond that it is no record of a text but an accident or an attack.
MOST_BYTES = 16_000_000  # of a file, packed
MOST_UNPACKED = 64_000_000  # of a workbook, its parts together
MOST_PARTS = 2_000
MOST_SHEETS = 200
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 5_000  # of a cell

#: Sheets that help whoever fills in the others; they are never read.
HELP = "Help"
LISTS = "Lists"

#: Headings that are no properties.
SOURCE = "source"
ID = "id"
TYPE = "type"
RECORD = "record"
CONTAINS = "contains"
RESERVED = (SOURCE, ID, TYPE, RECORD, CONTAINS)


class Sheet(NamedTuple):
    """A table to be written: a kind, its headings, and rows of texts; "" where there is nothing."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Cell(NamedTuple):
    """A cell as it was read: its text, and what the program that wrote it made of it."""

    text: str
    kind: str = ""  # "formula", "error", "date" (text is the day), "moment" (it is not)


class Table(NamedTuple):
    """A table as it was read: each row with its number; the first one holds the headings."""

    name: str
    rows: list[tuple[int, list[Cell]]]


class Problem(NamedTuple):
    """What is wrong in a table, where, and what to do; row and column 0 where it is all of it."""

    sheet: str
    row: int
    column: int
    heading: str
    what: str
    remedy: str = ""

    @property
    def place(self) -> str:
        """The place in words: "Position, row 7, column C (topic)"."""
        said = [self.sheet] if self.sheet else []
        said += [f"row {self.row}"] * bool(self.row)
        if self.column:
            named = f" ({self.heading})" if self.heading else ""
            said.append(f"column {letters(self.column)}{named}")
        return ", ".join(said)

    def __str__(self) -> str:
        head = f"{self.place}: {self.what}" if self.place else self.what
        return "\n    ".join([head, *self.remedy.splitlines()])


class BadSheets(TravauxError):
    """Tables cannot be taken in; `problems` are all that is wrong with them."""

    def __init__(self, problems: Sequence[Problem], where: str) -> None:
        number = f"{len(problems)} problem{'s' * (len(problems) > 1)}"
        told = "\n".join(map(str, problems))
        super().__init__(f"{number}; nothing was added", where=where, hint=told)
        self.problems = tuple(problems)


class NotTabular(TravauxError):
    """Something in the graph has no place in a table."""


def letters(column: int) -> str:
    """A column, from 1, as spreadsheets call it: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
