"""Tables as a folder of csv files, one for each kind, read and written."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence

from travaux.errors import FileProblem, decode, problem, short
from travaux.files import put_folder
from travaux.sheets.model import (
    HELP,
    LISTS,
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Cell,
    Sheet,
    Table,
)

_ENDING = ".csv"
#: A text that begins so would be reckoned by a spreadsheet; an apostrophe keeps it a text.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"
#: Without this mark at its beginning, Excel takes a file for Latin-1.
_UTF_8 = "\ufeff"
_ANOTHER = "Name a folder that is empty or not there yet, or a file ending in .xlsx."


def read(path: str) -> list[Table]:
    """The tables of a folder, or of one csv file. Raises FileProblem."""
    if not os.path.isdir(path):
        return [_table(path)]
    try:
        names = sorted(each for each in os.listdir(path) if each.lower().endswith(_ENDING))
    except OSError as error:
        raise problem(path, error) from None
    if not names:
        hint = "`travaux template attestations -o DIR` makes a folder to fill in."
        raise FileProblem("holds no .csv file", where=short(path), hint=hint)
    if len(names) > MOST_SHEETS:
        what = f"holds {len(names)} .csv files; {MOST_SHEETS} is the limit"
        raise FileProblem(what, where=short(path))
    wanted = [each for each in names if each[:-4] not in (HELP, LISTS)]
    return [_table(os.path.join(path, each)) for each in wanted]


def bounded(path: str) -> bytes:
    """What a file holds, if it is one and not too long. Raises FileProblem."""
    try:
        if not os.path.isfile(path) and os.path.exists(path):  # a pipe might never end
            raise FileProblem("is not a file", where=short(path))
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise problem(path, error) from None
    if len(data) > MOST_BYTES:
        what = f"is longer than {MOST_BYTES:,} bytes"
        raise FileProblem(what, where=short(path), hint="Divide it into several files.")
    return data


def _table(path: str) -> Table:
    where = short(path)
    text = decode(bounded(path).removeprefix(b"\xef\xbb\xbf"), where)
    if "\0" in text:
        raise FileProblem("holds a NUL character", where=where, hint="Save it as CSV UTF-8.")
    first = text.partition("\n")[0]
    # spreadsheets of countries that write 1,5 put semicolons between cells; no heading has either
    between = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    rows: list[tuple[int, list[Cell]]] = []
    try:
        for number, texts in enumerate(reader, 1):
            if len(texts) > MOST_COLUMNS or number > MOST_ROWS:
                most = f"{MOST_COLUMNS} columns or {MOST_ROWS:,} rows"
                raise FileProblem(f"has more than {most}", where=f"{where}, row {number}")
            if any(texts):
                rows.append((number, [_cell(each) for each in texts]))
    except csv.Error as error:
        hint = f"Save it as CSV UTF-8; a cell has at most {MOST_CHARACTERS:,} characters."
        raise FileProblem(
            f"is no table ({error})", where=f"{where}, line {reader.line_num}", hint=hint
        ) from None
    return Table(os.path.basename(path)[:-4], rows)


def _cell(text: str) -> Cell:
    if text.startswith("="):
        return Cell(text, "formula")
    return Cell(text[1:] if _is_marked(text) else text)


def _is_marked(text: str) -> bool:
    return text.startswith(_MARK) and text[1:].startswith((*_ACTIVE, _MARK))


def write(sheets: Sequence[Sheet], path: str) -> None:
    """Write a folder of csv files, all or none. Raises FileProblem, also if anything is there."""
    try:
        if os.path.isdir(path) and os.listdir(path):  # perhaps other tables, of other rows
            raise FileProblem("the folder is not empty", where=short(path), hint=_ANOTHER)
    except OSError as error:
        raise problem(path, error) from None
    put_folder(path, {sheet.name + _ENDING: _text(sheet) for sheet in sheets}, hint=_ANOTHER)


def _text(sheet: Sheet) -> str:
    stream = io.StringIO(newline="")
    rows = [sheet.headings, *sheet.rows]
    csv.writer(stream, lineterminator="\r\n").writerows(
        [_safe(each) for each in row] for row in rows
    )
    return _UTF_8 + stream.getvalue()


def _safe(text: str) -> str:
    return _MARK + text if text.startswith(_ACTIVE) or _is_marked(text) else text
