"""A coding as a sheet: one unit a row, as CSV, by whomever it was made.

The columns are those of FIELDS. `kind` is the name of the record's class, `who` and `about` are
labels; the article's own voice and a source without a name, which each coder would name
otherwise, are ARTICLE and UNDISCLOSED.
"""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError, read_text, short
from travaux.labels import Labels
from travaux.named import ask
from travaux.names import classes
from travaux.workspace import Workspace

FIELDS = ("source", "paragraph", "kind", "who", "about", "attitude", "modality")
_MAY_BE_EMPTY = ("about", "attitude", "modality")
ARTICLE = "the article"
UNDISCLOSED = "an undisclosed voice"
QUESTION = "units"
_VOICES = {
    v.NARRATIVE_VOICE: ARTICLE,
    v.UNDISCLOSED_VOICE: UNDISCLOSED,
    v.SINGLE_VOICE: UNDISCLOSED,
    v.SEVERAL_VOICES: UNDISCLOSED,
}


class BadCoding(TravauxError):
    """A sheet cannot be read; says the file, the line and what a line must be."""


class Unit(NamedTuple):
    """One row of a sheet: where, what kind, who, about what; and how it is put."""

    source: str
    paragraph: int
    kind: str
    who: str
    about: str
    attitude: str
    modality: str


def read(path: str) -> list[Unit]:
    """The units of a file, or of standard input for `-`; BadCoding names the first bad line."""
    if path == "-":
        import sys

        return parse(sys.stdin.read(), "standard input")
    return parse(read_text(path), short(path))


def parse(text: str, where: str) -> list[Unit]:
    """The units of a sheet, with single spaces."""
    import csv
    import io

    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    found = []
    try:
        head = tuple(name.strip().casefold() for name in next(reader, ()))
        if head != FIELDS:
            what = f"the first line must be {','.join(FIELDS)}"
            hint = "`travaux agreement --units` writes such a sheet."
            raise BadCoding(what, where=f"{where}:1", hint=hint)
        for row in reader:
            if row:
                found.append(_unit(row, f"{where}:{reader.line_num}"))
    except csv.Error as error:
        raise BadCoding(str(error), where=f"{where}:{reader.line_num}") from None
    if not found:
        raise BadCoding("there is no unit in this sheet", where=where)
    return found


def _unit(row: list[str], where: str) -> Unit:
    cells = [" ".join(cell.split()) for cell in row]
    if len(cells) != len(FIELDS):
        raise BadCoding(f"{len(cells)} fields instead of {len(FIELDS)}", where=where)
    for name, cell in zip(FIELDS, cells, strict=True):
        if not cell and name not in _MAY_BE_EMPTY:
            raise BadCoding(f"{name} is empty", where=where, hint=f"Only {_listed()} may be.")
    number = cells[1]
    if not (number.isascii() and number.isdigit() and int(number[:9]) > 0 and len(number) < 9):
        raise BadCoding(f"paragraph is not a number from 1 on: {row[1]!r}", where=where)
    return Unit(cells[0], int(number), *cells[2:])


def _listed() -> str:
    *most, last = _MAY_BE_EMPTY
    return f"{', '.join(most)} and {last}"


def units(workspace: Workspace, engine: OxigraphEngine) -> list[Unit]:
    """The workspace's own coding, as the question `units` tells it."""
    shown = Labels(engine)

    def name(value: str) -> str:
        node = NamedNode(value)
        kinds = {kind.value for kind in classes(node, engine)}
        return next((word for kind, word in _VOICES.items() if kind in kinds), shown(node))

    return [
        Unit(
            row["cite"].partition(":")[0],
            int(row["paragraph"]),
            row["kind"].removeprefix(v.TRV),
            *(name(row[field]) if row[field] else "" for field in FIELDS[3:]),
        )
        for row in ask(workspace, engine, QUESTION, (*FIELDS, "cite"))
    ]
