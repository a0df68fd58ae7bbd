"""Tables in an Excel workbook, read and written; every cell is a text."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from travaux.errors import FileProblem
from travaux.sheets import guard
from travaux.sheets.model import (
    HELP,
    LISTS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Cell,
    NotTabular,
    Problem,
    Sheet,
    Table,
    letters,
)

if TYPE_CHECKING:
    from travaux.sheets.helping import Help

_TEXT = "@"
#: What XML cannot hold, and what a reader of it takes for something else.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def read(data: bytes, where: str) -> list[Table]:
    """The tables of a workbook. Raises FileProblem for what is none, or is refused."""
    guard.check(data, where)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that it does not know
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
            sheets = book.worksheets
            if len(sheets) > MOST_SHEETS:
                what = f"has {len(sheets)} sheets; {MOST_SHEETS} is the limit"
                raise FileProblem(what, where=where)
            return [_table(each, where) for each in sheets if each.title not in (HELP, LISTS)]
    except (FileProblem, MemoryError):
        raise
    except Exception as error:  # a damaged workbook can make the library stumble anywhere
        what = f"cannot be read as a workbook ({type(error).__name__}: {error})"
        raise FileProblem(what, where=where, hint=guard.AGAIN) from None


def _table(sheet: Any, where: str) -> Table:
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    rows = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if len(row) > MOST_COLUMNS and any(each.value is not None for each in row[MOST_COLUMNS:]):
            raise _too_much(sheet.title, number, f"more than {MOST_COLUMNS} columns", where)
        cells = [_cell(each) for each in row[:MOST_COLUMNS]]
        if not any(each.text or each.kind for each in cells):
            continue
        if number > MOST_ROWS:
            raise _too_much(sheet.title, number, f"more than {MOST_ROWS:,} rows", where)
        rows.append((number, cells))
    return Table(sheet.title, rows)


def _too_much(sheet: str, row: int, what: str, where: str) -> FileProblem:
    hint = "Delete what stands beyond, or divide it into several workbooks."
    return FileProblem(f"the sheet {sheet} has {what}", where=f"{where}, row {row}", hint=hint)


def _cell(cell: Any) -> Cell:
    value, kind = cell.value, getattr(cell, "data_type", "")
    if value is None:
        return Cell("")
    if kind in ("f", "e"):
        told = value if isinstance(value, str) else f"={getattr(value, 'text', '')}"
        return Cell(told, "formula" if kind == "f" else "error")
    if isinstance(value, (date, time)) or not isinstance(value, (str, bool, int, float)):
        return _moment(value, str(getattr(cell, "number_format", "")))
    return Cell(_written(value))


def _moment(value: Any, shown: str) -> Cell:
    """A day, if it is shown as one; a month that was typed is stored as its first day."""
    if isinstance(value, date):
        is_day = not isinstance(value, datetime) or value.time() == time()
        plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown).lower()
        if is_day and "d" in plain and "y" in plain:
            return Cell(value.isoformat()[:10], "date")
    return Cell(str(value), "moment")


def _written(value: str | bool | int | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def write(sheets: Sequence[Sheet], help: Help | None = None) -> bytes:
    """A workbook of these sheets; the same sheets give the same bytes.

    Raises NotTabular for a text that a workbook would change.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    if help:
        _helped(book, sheets, help)
    stream = BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Font

    for number, texts in enumerate([sheet.headings, *sheet.rows], 1):
        for column, text in enumerate(texts, 1):
            if text:
                _put(page, number, column, text, sheet.name)
    for column, heading in enumerate(sheet.headings, 1):
        page.cell(1, column).font = Font(bold=True)
        # typed into such a column, a date or a number stays as it was typed
        page.column_dimensions[letters(column)].number_format = _TEXT
        page.column_dimensions[letters(column)].width = max(12, min(40, len(heading) + 4))
    page.freeze_panes = "A2"


def _put(page: Any, row: int, column: int, text: str, name: str) -> None:
    if _UNWRITABLE.search(text):
        where = str(Problem(name, row, column, "", "a character"))
        hint = "Write a folder of csv files instead."
        raise NotTabular("has no place in a workbook", where=where, hint=hint)
    cell = page.cell(row, column)
    cell.value = text
    cell.data_type = "s"  # also of what begins like a formula
    cell.number_format = _TEXT
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _helped(book: Any, sheets: Sequence[Sheet], help: Help) -> None:
    """What helps to fill in: a sheet that explains, remarks on headings, lists to choose from."""
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation

    _fill(book.create_sheet(HELP), help.sheet)
    _fill(book.create_sheet(LISTS), help.lists)
    places = {name: at for at, name in enumerate(help.lists.headings, 1)}
    for sheet in sheets:
        page = book[sheet.name]
        for column, heading in enumerate(sheet.headings, 1):
            told = help.remarks.get((sheet.name, heading), "")
            if told:
                remark = Comment(told, "travaux", height=120, width=300)
                page.cell(1, column).comment = remark
            at = places.get(help.listed.get((sheet.name, heading), ""))
            if at:
                end = 1 + sum(bool(row[at - 1]) for row in help.lists.rows)
                letter, own = letters(at), letters(column)
                choice = DataValidation(
                    type="list",
                    formula1=f"={LISTS}!${letter}$2:${letter}${end}",
                    allow_blank=True,
                    showErrorMessage=False,  # a cell may hold several, or a CURIE
                )
                choice.add(f"{own}2:{own}{MOST_ROWS}")
                page.add_data_validation(choice)


def _timeless(data: bytes) -> bytes:
    """The same workbook without the moment at which it was made."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name, content in _parts(old):
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        content = archive.read(name)
        if name == "docProps/core.xml":
            content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
        yield name, content
