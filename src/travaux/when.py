"""Dates that are not fully known: how they are told, where they stand in a row, what they cover.

A date is certain from the latest day it may mean and possible from the earliest; an end that is
open is a day that nobody knows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from travaux.errors import BadParameter
from travaux.vocabulary import DERIVED, INFERRED, NOT_PRINTED

CERTAIN, POSSIBLE = "certain", "possible"
_ASKED = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_WHOLE = re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(?:T.*)?")
_DAY = re.compile(r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})")
_SEASON = re.compile(r"(-?[0-9]{4})-(2[1-4])")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIED = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
_WORKED_OUT = {INFERRED: "inferred", DERIVED: "derived"}
_OPEN = ("", "..")
_NEVER = (10**9, 0, 0)
_HINT = "Write a day, a month or a year: 2022-02-17, 2022-02 or 2022."


class When(NamedTuple):
    """A date as the graph has it: EDTF, the days it may mean (None for an open end), its basis.

    `record` is the short name of a source if the date is no more than that source's own: it says
    when words were on record, not when they were spoken.
    """

    date: str
    earliest: str | None
    latest: str | None
    basis: str = ""
    record: str = ""


class Span(NamedTuple):
    """The days asked for, from the first to the last; None for no limit."""

    first: str | None = None
    last: str | None = None


#: No limit at all.
EVER = Span()


def span(start: str | None, end: str | None, as_of: str | None) -> Span:
    """The days that `--from`, `--to` and `--as-of` leave; months and years count whole.

    Raises BadParameter for what is no date, and where nothing can be left.
    """
    first = _asked("--from", start, 0)
    ends = {"--to": _asked("--to", end, 1), "--as-of": _asked("--as-of", as_of, 1)}
    for name, last in ends.items():
        if first and last and order(last) < order(first):
            given = end if name == "--to" else as_of
            raise BadParameter(
                f"nothing is both from {start} on and up to {given}",
                where=f"--from, {name}",
                hint=f"{start} begins on {first}, {given} ends on {last}.",
            )
    return Span(first, min(filter(None, ends.values()), default=None))


def _asked(name: str, text: str | None, end: int) -> str | None:
    """The first (0) or the last (1) day of a period that a person typed."""
    if text is None:
        return None
    from travaux.dates import BadDate, days

    try:
        if _ASKED.fullmatch(text):
            return days(text)[end]
    except BadDate:
        raise BadParameter(f"no such day: {text!r}", where=name, hint=_HINT) from None
    raise BadParameter(f"not a date: {text!r}", where=name, hint=_HINT)


def within(when: When, asked: Span) -> str | None:
    """CERTAIN if the whole date lies in the span, POSSIBLE if a part may, None if it cannot."""
    early = order(when.earliest) if when.earliest else None
    late = order(when.latest) if when.latest else None
    certain = True
    if asked.first:
        first = order(asked.first)
        if late is not None and late < first:
            return None
        certain = early is not None and early >= first
    if asked.last:
        last = order(asked.last)
        if early is not None and early > last:
            return None
        certain = certain and late is not None and late <= last
    return CERTAIN if certain else POSSIBLE


def order(day: str) -> tuple[int, int, int]:
    """A day as numbers, by which days of any year can be compared; last if it is no day."""
    match = _DAY.match(day)
    return (int(match[1]), int(match[2]), int(match[3])) if match else _NEVER


def place(when: When) -> tuple[object, ...]:
    """Where a date stands in a row: at the day from which it is certain, after what is exact.

    With an open end it stands at its earliest day, after all that may have ended by then.
    """
    day = when.latest or when.earliest
    start = order(when.earliest or "")
    narrow_first = tuple(-number for number in start)
    return order(day or ""), _rank(when), narrow_first, told(when)


def _rank(when: When) -> int:
    if when.record:
        return 5
    if _WHOLE.fullmatch(when.date):
        return int(when.basis in _WORKED_OUT)
    if when.earliest and when.latest:
        return 2
    return 3 if when.latest else 4


def told(when: When) -> str:
    """The date in words, so that no day is read into it that the text does not give."""
    words, exact = _words(when.date), bool(_WHOLE.fullmatch(when.date))
    if when.record:
        return f"on record in {when.record} ({words}), day not given"
    if when.basis == NOT_PRINTED:
        return f"{words} (date not printed)"
    if when.basis in _WORKED_OUT and exact:
        return f"{words} ({_WORKED_OUT[when.basis]})"
    return words


def _words(date: str) -> str:
    first, slash, last = date.partition("/")
    if not slash:
        words = _point(date)
        return words if _WHOLE.fullmatch(date.rstrip("?~%")) else f"{words}, day not given"
    if last in _OPEN:
        return f"{_point(first)} or later"
    if first in _OPEN:
        return f"{_point(last)} or earlier"
    return f"between {_point(first)} and {_point(last)}"


def _point(date: str) -> str:
    """One date without a slash: seasons, doubt and nearness in words."""
    bare = date.rstrip("?~%")
    season = _SEASON.fullmatch(bare)
    words = f"{_SEASONS[season[2]]} {season[1]}" if season else bare
    return _QUALIFIED.get(date[len(bare) :], "") + words
