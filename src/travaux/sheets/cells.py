"""From the text of a cell to a value, with what is wrong with it and what to write instead."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from travaux.dates import days
from travaux.errors import BadParameter
from travaux.sheets.model import MOST_CHARACTERS, Cell
from travaux.sheets.terms import Column
from travaux.vocabulary import EDTF_DATE, XSD, XSD_DATE, XSD_INTEGER

_FORMS = {
    XSD_INTEGER: (r"[+-]?[0-9]{1,18}", "a whole number", "Write it in digits, such as 12."),
    XSD + "decimal": (r"[+-]?[0-9]*\.?[0-9]+", "a number", "Write it like 1.5."),
    XSD + "boolean": (r"true|false|1|0", "true or false", "Write true or false."),
    XSD_DATE: (r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}", "a day", "Write it like 2021-12-15."),
    XSD + "duration": (
        r"-?P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9.]+S)?)?",
        "a duration",
        "Write it like PT7H30M for seven hours and a half, P3D for three days.",
    ),
}
_DATES = (EDTF_DATE, XSD_DATE)
_ITEM = re.compile(r"(?:<[^<>]*>|[^;\r\n])+")
AS_TEXT = "Give the column the format Text, and write the date like 2021-12-15 or 2021-12."


def fault(cell: Cell, datatype: str = "") -> tuple[str, str] | None:
    """What is wrong with a cell whatever its text means, and the remedy; None if nothing is."""
    if cell.kind == "formula":
        remedy = "Put the text that it should give; one that begins so wants ' before it."
        return "is a formula, and nothing is reckoned here", remedy
    if cell.kind == "error":
        return f"holds the error {cell.text}", "Put the text that is meant."
    if len(cell.text) > MOST_CHARACTERS:
        what = f"has {len(cell.text):,} characters; {MOST_CHARACTERS:,} is the limit"
        return what, "Write less, in words of your own; the text itself is never stored."
    if cell.kind == "moment" or (cell.kind == "date" and datatype not in _DATES):
        return f"was turned into a date, {cell.text}, by the spreadsheet", AS_TEXT
    return None


def literal(text: str, column: Column) -> Literal:
    """The value that a text means in a column. Raises BadParameter and BadDate."""
    if column.language:
        try:
            return Literal(text, language=column.language)
        except ValueError:
            raise BadParameter(
                f"{column.language!r} is no language", hint="Write a heading like label@en."
            ) from None
    form = _FORMS.get(column.datatype)
    if form or column.datatype == EDTF_DATE:
        text = text.strip()
    if column.datatype == EDTF_DATE:
        days(text)
    if form and not re.fullmatch(form[0], text):
        raise BadParameter(f"{text[:60]!r} is not {form[1]}", hint=form[2])
    return Literal(text, datatype=NamedNode(column.datatype))


def items(text: str) -> list[str]:
    """The names that stand in a cell, with semicolons or line ends between them."""
    return [each.strip() for each in _ITEM.findall(text) if each.strip()]
