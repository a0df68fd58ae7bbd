"""Text for terminals: what may be shown, how wide it is, and tables that fit.

Widths are columns of a terminal (UAX 11): wide East Asian characters count two, combining and
joining characters none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GAP = "  "
_JOINERS = "\u200c\u200d"  # they belong to the spelling of some scripts


def escape(text: str) -> str:
    """The text with control, bidirectional and unassigned characters written as `\\u202e`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or _harmless(c) else _escaped(c) for c in text)


def _harmless(character: str) -> bool:
    return character in _JOINERS or (character.isspace() and ord(character) in _SPACES)


#: Spaces other than U+0020: Python calls them unprintable; they are wide or narrow, no danger.
_SPACES = frozenset((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))


def _escaped(character: str) -> str:
    simple = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    code = ord(character)
    if character in simple:
        return simple[character]
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def escape_lines(text: str) -> str:
    """The same for a text of several lines, which stay lines."""
    return "\n".join(map(escape, text.split("\n")))


def tsv(rows: Iterable[Iterable[object]]) -> str:
    """Rows with tabs between the escaped cells; a tab inside one is written as `\\t`."""
    return "".join("\t".join(escape(str(cell)) for cell in row) + "\n" for row in rows)


def csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV with escaped cells, for the answers that are no W3C results."""
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream).writerows([escape(str(cell)) for cell in row] for row in rows)
    return stream.getvalue()


def json(content: object) -> str:
    r"""Content as indented JSON; nothing is lost, for `\u202e` is how JSON itself escapes."""
    import json

    text = json.dumps(content, ensure_ascii=False, indent=2)
    for character in set(text) - {"\n"}:
        if escape(character) != character:
            text = text.replace(character, json.dumps(character)[1:-1])
    return text + "\n"


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def spaced(name: str) -> str:
    """A variable's name as a heading: `topicCite` becomes `topic cite`."""
    pairs = zip(name, name[1:] + " ", strict=True)
    return "".join(a + " " if a.islower() and b.isupper() else a for a, b in pairs).lower()


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces; `right` moves it to the right."""
    fill = " " * max(0, columns - width(text))
    return fill + text if right else text + fill


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, broken at spaces, and inside a word only if it must be."""
    lines, line, used = [], "", 0
    for word in text.split(" "):
        need = width(word)
        if line and used + 1 + need <= columns:
            line, used = f"{line} {word}", used + 1 + need
            continue
        if line:
            lines.append(line)
        *whole, line = [word] if need <= columns else _broken(word, columns)
        lines += whole
        used = width(line)
    return [*lines, line]


def _broken(word: str, columns: int) -> list[str]:
    """A word in pieces; a combining character stays with what it stands on."""
    pieces, piece, used = [], "", 0
    for character in word:
        need = _width(character)
        if piece and used + need > columns:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + character, used + need
    return [*pieces, piece]


def terminal_width() -> int:
    """Columns of the terminal: COLUMNS, else what it says, else 80; never below 20."""
    from shutil import get_terminal_size

    return max(20, get_terminal_size((80, 24)).columns)


def colourful(stream: object) -> bool:
    """Whether bold may be used: a terminal, and neither NO_COLOR nor TERM=dumb forbids it."""
    import os

    is_terminal = getattr(stream, "isatty", None)
    forbidden = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return bool(is_terminal and is_terminal() and not forbidden)


def bold(text: str, on: bool) -> str:
    """The text in bold, if that is wanted and there is any."""
    return f"\x1b[1m{text}\x1b[0m" if on and text else text


def table(
    names: Sequence[str], rows: Sequence[Sequence[str]], columns: int, *, colour: bool = False
) -> str:
    """A table of texts, at most `columns` wide; if that is too narrow, one record under the other.

    `rows` hold one text per name. All text is escaped here.
    """
    names = [escape(name) for name in names]
    rows = [[escape(cell) for cell in row] for row in rows]
    widths = _fit(names, rows, columns - len(GAP) * (len(names) - 1))
    if widths is None:
        return _records(names, rows, columns, colour)
    numeric = [_is_numeric(row[i] for row in rows) for i in range(len(names))]
    lines = [bold(line, colour) for line in _lines(names, widths, numeric)]
    lines.append(GAP.join("─" * each for each in widths))
    blocks = [_lines(row, widths, numeric) for row in rows]
    spaced = any(len(block) > 1 for block in blocks)
    for number, block in enumerate(blocks):
        if spaced and number:
            lines.append("")
        lines += block
    return "\n".join(lines) + "\n"


def rows(cells: Sequence[Sequence[str]], columns: int, indent: str = "") -> list[str]:
    """The lines of a table without a heading; columns in which nothing stands are left out."""
    cells = [[escape(cell) for cell in row] for row in cells]
    filled = [n for n in range(len(cells[0])) if any(row[n] for row in cells)]
    cells = [[row[n] for n in filled] for row in cells]
    widths = _fit([""] * len(filled), cells, columns - len(GAP) * (len(filled) - 1))
    if widths is None:
        flat = [" · ".join(filter(None, row)) for row in cells]
        return [indent + line for each in flat for line in wrap(each, max(10, columns))]
    plain = [False] * len(filled)
    return [indent + line for row in cells for line in _lines(row, widths, plain)]


def _lines(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    """The lines of one row, each cell wrapped in its column."""
    cells = [wrap(cell, columns) for cell, columns in zip(row, widths, strict=True)]
    lines = []
    for n in range(max(map(len, cells), default=0)):
        parts = [
            pad(cell[n] if n < len(cell) else "", columns, right=right)
            for cell, columns, right in zip(cells, widths, numeric, strict=True)
        ]
        lines.append(GAP.join(parts).rstrip())
    return lines


def _fit(names: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """The width of each column, None where no table can be read in so little room.

    Every column gets its longest word (of up to 16), a narrow one all it wants if there is room;
    then what is left goes, one at a time, to the column whose longest cell needs the most lines.
    """
    cells = [[name, *(row[i] for row in rows)] for i, name in enumerate(names)]
    wanted = [max(1, *map(width, column)) for column in cells]
    if sum(wanted) <= room:
        return wanted
    words = [max(width(word) for cell in column for word in cell.split(" ")) for column in cells]
    for whole in (16, 12, 0):
        pairs = zip(wanted, words, strict=True)
        widths = [w if w <= whole else min(word, 16) for w, word in pairs]
        if sum(widths) <= room * 0.75:
            break
    if sum(widths) > room:
        return None
    for _ in range(room - sum(widths)):
        narrowest = max(range(len(widths)), key=lambda i: wanted[i] / widths[i])
        widths[narrowest] += 1
    return widths if max(w / have for w, have in zip(wanted, widths, strict=True)) <= 8 else None


def _is_numeric(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(cell.lstrip("-").replace(".", "", 1).isdigit() for cell in filled)


def _records(
    names: Sequence[str], rows: Sequence[Sequence[str]], columns: int, colour: bool
) -> str:
    """One block per row: a name and its value on each line."""
    left = max(map(width, names), default=0)
    room = max(10, columns - left - len(GAP))
    blocks = []
    for number, row in enumerate(rows, 1):
        head = f"── {number} "
        lines = [head + "─" * max(0, columns - len(head))]
        for name, cell in zip(names, row, strict=True):
            if cell:
                first, *more = wrap(cell, room)
                lines.append(bold(pad(name, left), colour) + GAP + first)
                lines += [" " * left + GAP + line for line in more]
        blocks.append("\n".join(lines))
    return "\n".join(blocks) + "\n"


def markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows as a Markdown table; what Markdown or HTML would take for a mark is escaped."""
    lines = [names, ["---"] * len(names), *rows]
    shown = [[c if c == "---" else mark_escape(c) for c in line] for line in lines]
    return "".join("| " + " | ".join(line) + " |\n" for line in shown)


def mark_escape(text: str) -> str:
    """A text that Markdown shows as it is, on one line, in a table too."""
    text = escape(text)
    for mark in "\\|<[*`":
        text = text.replace(mark, "\\" + mark)
    return text.replace("&", "&amp;")
