"""The list of what a workspace leaves uncoded, and why: `graph/coverage.csv`.

It holds places and reasons, never words of a text. What a reason means stands in the codebook.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from travaux.errors import TravauxError, read_text, short
from travaux.passages import Span
from travaux.workspace import Workspace

LEFT_OUT = "left-out"
WIDE = "wide"
NAME = "graph/coverage.csv"
FIELDS = ("source", "paragraph", "start", "end", "finding", "reason")
_NUMBER = re.compile(r"[0-9]{1,12}")
_REASON = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadList(TravauxError):
    """A line of the list is malformed."""


class Entry(NamedTuple):
    """One line of the list; `line` is where it stands in the file."""

    source: str
    paragraph: int
    place: Span
    finding: str
    reason: str
    line: int

    @property
    def key(self) -> tuple[str, int, Span, str]:
        """What the line is about; there is one line for it."""
        return self.source, self.paragraph, self.place, self.finding


def read(workspace: Workspace) -> list[Entry]:
    """The lines of the workspace's list; none where it has no list.

    Raises BadList with file and line at the first malformed one.
    """
    path = workspace.list_files().get("coverage")
    return parse(read_text(path), short(path)) if path else []


def parse(text: str, where: str) -> list[Entry]:
    """The lines of a list; raises as `read`."""
    import csv
    import io

    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: dict[object, Entry] = {}
    try:
        if tuple(next(reader, ())) != FIELDS:
            raise BadList(f"the first line must be {','.join(FIELDS)}", where=f"{where}:1")
        for row in reader:
            entry = _entry(row, reader.line_num, where)
            if entry.key in found:
                what = f"the same span as in line {found[entry.key].line}"
                raise BadList(what, where=f"{where}:{entry.line}", hint="Take one of them out.")
            found[entry.key] = entry
    except csv.Error as error:
        raise BadList(str(error), where=f"{where}:{reader.line_num}") from None
    return list(found.values())


def _entry(row: list[str], line: int, where: str) -> Entry:
    fault = _fault(row)
    if fault:
        hint = f"A line is {','.join(FIELDS)}; an example: s2,5,1020,1029,{LEFT_OUT},furniture"
        raise BadList(fault, where=f"{where}:{line}", hint=hint)
    source, paragraph, start, end, finding, reason = row
    return Entry(source, int(paragraph), Span(int(start), int(end)), finding, reason, line)


def _fault(row: list[str]) -> str:
    """What is wrong with a row; empty if nothing is."""
    if len(row) != len(FIELDS):
        return f"{len(row)} fields instead of {len(FIELDS)}"
    for name, value in zip(FIELDS[1:4], row[1:4], strict=True):
        if not _NUMBER.fullmatch(value):
            return f"{name} is not a number: {value!r}"
    if not row[0]:
        return "no source is named"
    if int(row[2]) >= int(row[3]):
        return f"the span ends at {row[3]}, before or where it starts"
    if row[4] not in (LEFT_OUT, WIDE):
        return f"the finding {row[4]!r} is neither {LEFT_OUT} nor {WIDE}"
    if not _REASON.fullmatch(row[5]):
        return f"the reason {row[5]!r} is not a short word of a-z, 0-9 and hyphens"
    return ""
