"""The ledger as a table for a terminal or a wall: short cells, and a key to the abbreviations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from travaux.layout import bold, escape, pad, width, wrap

GAP = 2
BLANK = ("·", "–")  # cells that say that there is nothing, or nothing in this view
_LEAST = 14  # columns for an actor
_WORD = 15  # columns of a word that is not broken
_FIRST = 24  # columns for the item, at least
_FAIR = 32  # columns for an actor, at most
_STACKED = 50  # below so many columns, no table can be read


class Cells(NamedTuple):
    """A row: what it is about, how deep it stands, and for each column its entries."""

    head: str
    cells: Sequence[Sequence[str]]
    depth: int = 0


class Section(NamedTuple):
    """Rows under a title."""

    title: str
    rows: Sequence[Cells]


def room(columns: int, actors: int) -> int:
    """How many actors get a column of their own, beside one for all others."""
    fit = (columns - _FIRST) // (_LEAST + GAP)
    return actors if actors <= fit else max(1, fit - 1)


def grid(
    names: Sequence[str], sections: Iterable[Section], columns: int, *, colour: bool = False
) -> str:
    """The sections under one heading, at most `columns` wide; each text is escaped here."""
    names = [escape(name) for name in names]
    sections = list(sections)
    longest = _longest(sections)
    if columns < _STACKED or longest >= _most(len(names) - 1, columns):
        return _stacked(names, sections, columns, colour)
    widths = _widths(len(names), longest, columns)
    heads = [[_broken(name, n)] for name, n in zip(names, widths, strict=True)]
    lines = [bold(line, colour) for line in _side_by_side(heads, widths)]
    lines.append((" " * GAP).join("─" * each for each in widths))
    for section in sections:
        title = wrap(escape(section.title), columns) if section.title else []
        lines += ["", *(bold(line, colour) for line in title)] if title else []
        for row in section.rows:
            lines += [""] if row.depth == 0 else []
            lines += _side_by_side([[_marked(row)], *map(_escaped, row.cells)], widths)
    return "\n".join(lines) + "\n"


def _widths(number: int, longest: int, columns: int) -> list[int]:
    """Equal columns that hold the longest word; the first has what is left, a third or more."""
    others = number - 1
    fair = min(_FAIR, (columns - columns // 3 - others * GAP) // max(1, others))
    each = min(max(_LEAST, fair, longest + 1), _most(others, columns))
    return [columns - others * (each + GAP), *([each] * others)]


def _most(others: int, columns: int) -> int:
    """How wide each of the other columns may be."""
    return (columns - _FIRST - others * GAP) // max(1, others)


def _longest(sections: Iterable[Section]) -> int:
    """Columns of the longest word of any cell, up to a limit."""
    texts = (text for one in sections for row in one.rows for cell in row.cells for text in cell)
    return min(_WORD, max((width(word) for text in texts for word in text.split()), default=0))


def _broken(name: str, columns: int) -> str:
    """A heading whose long words may be broken after a hyphen."""
    words = name.split(" ")
    return " ".join(w.replace("-", "- ") if width(w) > columns else w for w in words)


def _marked(row: Cells) -> str:
    return "  " * max(0, row.depth - 1) + ("└ " if row.depth else "") + escape(row.head)


def _escaped(entries: Sequence[str]) -> list[str]:
    return [escape(each) for each in entries]


def _side_by_side(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """The lines of a row; an entry that goes on is set in by one column."""
    blocks = [
        [line for entry in cell for line in _hanging(entry, columns)]
        for cell, columns in zip(cells, widths, strict=True)
    ]
    rows = zip_longest(*blocks, fillvalue="")
    parts = ([pad(text, n) for text, n in zip(row, widths, strict=True)] for row in rows)
    return [(" " * GAP).join(each).rstrip() for each in parts]


def _hanging(entry: str, columns: int) -> list[str]:
    """An entry in lines; what follows its first line is set in as far as its own text is."""
    bare = entry.lstrip(" ")
    start = len(entry) - len(bare) + (2 if bare.startswith("└ ") else 0)
    own = bare[2:] if bare.startswith("└ ") else bare
    first, *more = wrap(own, columns - max(start, 1))
    return [entry[:start] + first if start else first, *(" " * max(start, 1) + m for m in more)]


def _stacked(names: Sequence[str], sections: Iterable[Section], columns: int, colour: bool) -> str:
    """One item under the other, for what is too narrow for a table; blank cells on one line."""
    lines: list[str] = []
    for section in sections:
        lines += ["", *(bold(line, colour) for line in wrap(escape(section.title), columns))]
        for row in section.rows:
            lines += ["", *_hanging(_marked(row), columns)]
            blank: dict[str, list[str]] = {}
            for name, cell in zip(names[1:], row.cells, strict=True):
                if len(cell) == 1 and cell[0] in BLANK:
                    blank.setdefault(cell[0], []).append(name)
                else:
                    lines += _hanging(f"  {name}: {'; '.join(_escaped(cell))}", columns)
            for mark, without in blank.items():
                lines += _hanging(f"  {mark} {', '.join(without)}", columns)
    return "\n".join(lines[1:]) + "\n"


def key(entries: Iterable[tuple[str, str]], columns: int) -> str:
    """Marks and what they mean, one under the other."""
    rows = [(escape(mark), escape(text)) for mark, text in entries]
    left = min(16, max((width(mark) for mark, _ in rows), default=0))
    lines = []
    for mark, text in rows:
        first, *more = wrap(text, max(20, columns - left - GAP))
        lines.append(f"{pad(mark, left)}  {first}")
        lines += [" " * (left + GAP) + line for line in more]
    return "\n".join(lines) + "\n"
