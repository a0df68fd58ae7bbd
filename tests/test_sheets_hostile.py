"""Workbooks and csv files that are damaged, huge, or made to do harm; texts that look like it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.errors import FileProblem
from travaux.sheets import folder, workbook
from travaux.sheets.adding import tables
from travaux.sheets.cells import fault
from travaux.sheets.model import MOST_COLUMNS, MOST_UNPACKED, Cell, NotTabular, Sheet, letters
from travaux.vocabulary import EDTF_DATE

DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def made(**sheets: list[list[object]]) -> bytes:
    """A workbook as a spreadsheet would save it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(data: bytes, name: str, change: bytes | None, **more: bytes) -> bytes:
    """The workbook with a document type before one part, and more parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            if each == name and change is not None:
                content = change + content.partition(b"?>")[2]
            new.writestr(each, content)
        for each, content in more.items():
            new.writestr(each, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


BOOK = made(Position=[["id"], ["a"]])


def test_the_workbook_that_the_others_are_made_from_is_read() -> None:
    """Else the refusals below would say nothing."""
    (table,) = workbook.read(changed(BOOK, "", None), "x")
    assert table.rows == [(1, [Cell("id")]), (2, [Cell("a")])]


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/app.xml"],
)
def test_entities_are_refused_in_every_part(part: str) -> None:
    """Whatever the library that reads it would make of them."""
    with pytest.raises(FileProblem, match="declares a document type"):
        workbook.read(changed(BOOK, part, DTD), "x")


def test_entities_cannot_hide_in_another_encoding_or_behind_a_long_start() -> None:
    """UTF-16 has other bytes, and a part is read in pieces."""
    wide = DTD.decode().encode("utf-16")
    with pytest.raises(FileProblem, match="not in UTF-8"):
        workbook.read(changed(BOOK, "", None, wide=wide), "x")
    long = b" " * ((1 << 16) - 5) + DTD[21:]
    with pytest.raises(FileProblem, match="declares a document type"):
        workbook.read(changed(BOOK, "", None, long=long), "x")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """A few kilobytes that say they hold more than the limit."""
    bomb = changed(BOOK, "", None, bomb=b"\0" * (MOST_UNPACKED + 1))
    assert len(bomb) < MOST_UNPACKED / 500
    with pytest.raises(FileProblem, match="would unpack to"):
        workbook.read(bomb, "x")


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", b"\xd0\xcf\x11\xe0", BOOK[:-30], BOOK.replace(b"sheet1", b"sheet9", 1)]
)
def test_what_is_no_workbook_is_told_so(data: bytes) -> None:
    """Old .xls files, protected or torn ones."""
    with pytest.raises(FileProblem, match=r"workbook|damaged"):
        workbook.read(data, "x")


def test_a_broken_part_is_one_clear_error() -> None:
    """No traceback of a library."""
    torn = changed(BOOK, "xl/worksheets/sheet1.xml", b"<?xml version='1.0'?><worksheet><a")
    with pytest.raises(FileProblem, match="cannot be read as a workbook"):
        workbook.read(torn, "x")


def test_what_lies_far_outside_is_refused_and_empty_format_is_not() -> None:
    """A cell in the last row would make a million rows; a format there says nothing."""
    far = openpyxl.Workbook()
    far.active["A1"] = "id"
    far.active["A1048576"] = "x"
    stream = io.BytesIO()
    far.save(stream)
    with pytest.raises(FileProblem, match="more than 50,000 rows"):
        workbook.read(stream.getvalue(), "x")
    far.active["A1048576"] = None
    far.active["A1048576"].number_format = "@"
    stream = io.BytesIO()
    far.save(stream)
    assert workbook.read(stream.getvalue(), "x")[0].rows == [(1, [Cell("id")])]
    wide = made(Position=[["x"] * (MOST_COLUMNS + 1)])
    with pytest.raises(FileProblem, match="more than 200 columns"):
        workbook.read(wide, "x")


def test_formulas_are_told_and_texts_like_them_are_texts() -> None:
    """Nothing is reckoned, and the result that was stored is not believed."""
    data = made(A=[["id", "b"], ["=1+1", "x"]])
    assert workbook.read(data, "x")[0].rows[1][1][0].kind == "formula"
    own = workbook.write([Sheet("A", ("id",), (("=1+1",), ("@x",)))])
    assert [row[1] for row in workbook.read(own, "x")[0].rows] == [
        [Cell("id")],
        [Cell("=1+1")],
        [Cell("@x")],
    ]


def test_days_that_became_dates_are_taken_and_months_are_told() -> None:
    """A month that was typed is stored as its first day, which nobody said."""
    book = openpyxl.Workbook()
    for value, shown in (
        (date(2021, 12, 15), "dd/mm/yyyy"),
        (date(2021, 12, 1), "mmm-yy"),
        (datetime(2021, 12, 15, 7, 30), "dd/mm/yyyy hh:mm"),
    ):
        book.active.append([value])
        book.active.cell(book.active.max_row, 1).number_format = shown
    stream = io.BytesIO()
    book.save(stream)
    cells = [row[0] for _, row in workbook.read(stream.getvalue(), "x")[0].rows]
    assert cells[0] == Cell("2021-12-15", "date")
    assert [each.kind for each in cells[1:]] == ["moment", "moment"]
    assert fault(cells[0], EDTF_DATE) is None
    for cell, datatype in ((cells[0], ""), (cells[1], EDTF_DATE), (cells[2], EDTF_DATE)):
        told = fault(cell, datatype)
        assert told and "format Text" in told[1]


def test_numbers_and_truth_are_read_as_they_are_shown() -> None:
    """A spreadsheet stores 3 as 3.0 at times."""
    data = made(A=[[3, 3.0, 1.5, True, 0]])
    ((_, cells),) = workbook.read(data, "x")[0].rows
    assert [each.text for each in cells] == ["3", "3", "1.5", "true", "0"]


def test_a_character_that_a_workbook_would_change_is_refused() -> None:
    """Control characters, and what readers take for an escape."""
    for text in ("a\x01", "a\rb", "_x0041_"):
        with pytest.raises(NotTabular):
            workbook.write([Sheet("A", ("id",), ((text,),))])


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"id\n\xff\n", "not UTF-8"),
        (b"id\n\0\n", "NUL"),
        (b'id\n"a', "is no table"),
        (b'id\n"' + b"x" * 200_000 + b'"\n', "is no table"),
        (b"," * 300, "more than 200 columns"),
        (b"id\n" + b"x\n" * 50_001, "more than 200 columns or 50,000 rows"),
    ],
)
def test_a_bad_csv_file_is_one_clear_error(tmp_path: Path, content: bytes, what: str) -> None:
    """With its name, and the line or row."""
    (tmp_path / "Position.csv").write_bytes(content)
    with pytest.raises(FileProblem, match=what) as error:
        tables(str(tmp_path))
    assert "Position.csv" in str(error.value)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    """However long it is."""
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(1 << 33)
    with pytest.raises(FileProblem, match="longer than 16,000,000 bytes"):
        tables(str(path))


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsm", "a.txt"])
def test_other_files_are_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    """Macros are not looked at, old formats not guessed."""
    (tmp_path / name).write_bytes(BOOK)
    with pytest.raises(FileProblem, match=r"neither a workbook nor a folder"):
        tables(str(tmp_path / name))


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing file, a folder without tables."""
    with pytest.raises(FileProblem, match="no such file"):
        tables(str(tmp_path / "a.xlsx"))
    with pytest.raises(FileProblem, match=r"holds no \.csv file"):
        tables(str(tmp_path))


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_every_text_survives_csv(rows: list[list[str]]) -> None:
    """Whatever begins like a formula, whatever holds quotation marks or line ends."""
    import tempfile

    full = [[each or "x" for each in row] for row in rows]
    with tempfile.TemporaryDirectory() as place:
        sheets = [Sheet("A", ("id",), tuple(map(tuple, full)))]
        folder.write(sheets, place + "/out")
        back = folder.read(place + "/out")[0].rows
    assert [[each.text for each in row] for _, row in back] == [["id"], *full]
    assert not any(each.kind for _, row in back for each in row)


@given(TEXTS)
def test_every_text_survives_a_workbook_or_is_refused(text: str) -> None:
    """No third way."""
    sheet = Sheet("A", ("id", "b"), ((text or "x", "b"),))
    try:
        data = workbook.write([sheet])
    except NotTabular:
        return
    assert workbook.read(data, "x")[0].rows[1][1] == [Cell(text or "x"), Cell("b")]


def test_columns_are_called_as_in_spreadsheets() -> None:
    """A to Z, then AA."""
    assert [letters(each) for each in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
