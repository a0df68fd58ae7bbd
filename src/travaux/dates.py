"""The earliest and the latest day that an EDTF date (levels 0 and 1) may mean.

https://www.loc.gov/standards/datetime/ ; the grammar is the edtf library's, which is loaded only
for what is not a plain year, month or day. Its qualified dates and open ends are not used, since
it pads them by guesses: a date with ``?``, ``~`` or ``%`` has the days it prints, and an end that
is open or unknown has no day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from travaux.errors import TravauxError

HINT = "dates look like 2021-12-15, 2021-12, 2021-12-15/2022-01, 2021-12-17/.., 2021-12~ or 202X"
# level 1 (X from the right only); the library reads level 2 as well and mixes the two
_MONTH = "(?:0[1-9]|1[0-2])"
_LEVEL_1 = re.compile(
    rf"(?:-?(?:[0-9]{{4}}|[0-9]{{3}}X|[0-9]{{2}}XX|[0-9]{{4}}-(?:{_MONTH}|2[1-4]|XX|XX-XX)"
    rf"|[0-9]{{4}}-{_MONTH}-(?:[0-9]{{2}}|XX))"
    rf"|Y-?[1-9][0-9]{{4,}})[?~%]?"
    rf"|[0-9]{{4}}-{_MONTH}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:Z|[+-][0-9]{{2}}(?::[0-9]{{2}})?)?"
)
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
_WINTER = re.compile(r"-?[0-9]{4}-24")
_OPEN = ("", "..")


class BadDate(TravauxError):
    """A date is not EDTF of level 0 or 1, or ends before it begins."""


class Days(NamedTuple):
    """First and last possible day as xsd:date lexical forms; None for an open or unknown end."""

    earliest: str | None
    latest: str | None


@cache
def days(date: str) -> Days:
    """The days that ``date`` may mean; BadDate if it cannot be read."""
    first, slash, last = date.partition("/")
    if not slash:
        return Days(_text(_day(first, "lower_strict")), _text(_day(first, "upper_strict")))
    if first in _OPEN and last in _OPEN:
        raise BadDate(f"{date!r} names no day at all", hint=HINT)
    begin = None if first in _OPEN else _day(first, "lower_strict")
    end = None if last in _OPEN else _day(last, "upper_strict")
    if begin and end and end < begin:
        raise BadDate(f"{date!r} ends before it begins", hint="Put the earlier end first.")
    return Days(_text(begin), _text(end))


def outer(found: Sequence[Days]) -> Days:
    """The first and the last day of several dates together; an end that one leaves open is open."""
    first = [each.earliest for each in found]
    last = [each.latest for each in found]
    return Days(
        min(filter(None, first)) if all(first) else None,
        max(filter(None, last)) if all(last) else None,
    )


def _day(date: str, end: str) -> tuple[int, int, int]:
    """Year, month and day at one end of a date without a slash."""
    wrong = BadDate(f"{date!r} is not a date in EDTF, level 0 or 1", hint=HINT)
    if not _LEVEL_1.fullmatch(date):
        raise wrong
    # a month of which no day is known is the month; the library errs on it before the year 1
    plain = date.rstrip("?~%").replace("-XX", "")
    simple = _PLAIN.fullmatch(plain)
    if simple:
        found = _simple(simple[1], simple[2], simple[3], end == "upper_strict")
        if found is None:
            raise wrong
        return found
    try:
        year, month, day = getattr(_parsed(plain), end)()[:3]
    except (ValueError, TypeError, AttributeError):
        raise wrong from None
    if end == "upper_strict" and _WINTER.fullmatch(plain):
        year, month, day = year + 1, 2, _length(year + 1, 2)  # the library stops at New Year
    if day > _length(year, month):  # the library takes 29 February of any year
        raise wrong
    return int(year), int(month), int(day)


def _simple(
    year: str, month: str | None, day: str | None, last: bool
) -> tuple[int, int, int] | None:
    """The first or the last day of a year, a month or a day; None if there is no such day."""
    number = int(month) if month else 12 if last else 1
    length = _length(int(year), number)
    if day and not 1 <= int(day) <= length:
        return None
    return int(year), number, int(day) if day else length if last else 1


@cache
def _parsed(date: str) -> Any:
    """The library's date, or None if it cannot read it; it is slow, and the same days recur."""
    import edtf

    try:
        return edtf.parse_edtf(date)
    except edtf.EDTFParseException:
        return None


def _length(year: int, month: int) -> int:
    """Days of a month, in the calendar of ISO 8601, which has a year 0."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _text(day: tuple[int, int, int] | None) -> str | None:
    if day is None:
        return None
    year, month, number = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"
