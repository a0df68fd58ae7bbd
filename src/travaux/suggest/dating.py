"""Dates of English and Russian texts, as EDTF, with what they rest on.

A grammar of its own: libraries for dates read many languages, but keep neither where a date stands
nor whether its year was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from travaux import dates
from travaux.suggest.lexicon import DAYS, MONTHS

PRINTED, YEAR_INFERRED, INFERRED = "printed", "year inferred", "inferred"
_NO_YEAR = "the year is not printed; the day of the article would tell it"
_NONE = ("", "", "")
_NO_DAY = "counted from the day of the article, which is not known"

_EN = "|".join(
    [*(m.capitalize() for m in MONTHS), r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"]
)
_RU_STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма[йяею]",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_RU = "|".join(rf"{each}(?:[а-яё]{{0,3}})" for each in _RU_STEMS)
_RU_DAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_TH = r"(?:st|nd|rd|th|-?го|-?е)?"
_DAY = rf"(?<![\w.,:/])(?P<d>[0-9]{{1,2}}){_TH}"
_TO = rf"(?:(?:\s*[-–—]\s*|\s+(?:and|to|и|по)\s+)(?P<e>[0-9]{{1,2}}){_TH})?"
_YEAR = r"(?P<y>1[0-9]{3}|20[0-9]{2})(?![\w%])"
_RU_YEAR = r"(?:\s+(?:год[а-я]{0,2}|гг?\.))?"
_BEFORE = (
    r"(?:in|since|until|till|by|of|from|before|after|during|around|through|early|late|mid|this"
    r"|last|next)"
)
_RU_BEFORE = r"(?:в|с|до|к|на|по|после|начале|конце|середине)"
_EN_DAY = "|".join(each.capitalize() for each in DAYS)
_RU_DAY = "|".join(_RU_DAYS)
_RU_REL = r"(?:(?P<rel>прошл|следующ|минувш|ближайш)[а-яё]*\s+)?"
_SHIFTS = {"yesterday": -1, "today": 0, "tomorrow": 1, "позавчера": -2, "вчера": -1, "сегодня": 0,
           "завтра": 1, "послезавтра": 2}  # fmt: skip

_FORMS = [
    ("day", rf"{_DAY}{_TO}\s+(?:of\s+)?(?P<m>{_EN})(?!\w)(?:,?\s+{_YEAR})?"),
    ("day", rf"\b(?P<m>{_EN})\s+(?P<d>[0-9]{{1,2}}){_TH}{_TO}(?![\w:])(?:,?\s+{_YEAR})?"),
    ("day", rf"{_DAY}{_TO}\s+(?P<m>{_RU})(?!\w)(?:\s+{_YEAR}{_RU_YEAR})?"),
    ("day", r"(?<![\w-])(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![\w-])"),
    ("day", r"(?<![\w.])(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{2})\.(?P<y>[0-9]{4})(?!\w)"),
    ("month", rf"\b(?P<m>{_EN}),?\s+(?:of\s+)?{_YEAR}"),
    ("month", rf"(?<!\w)(?P<m>{_RU})\s+{_YEAR}{_RU_YEAR}"),
    ("month", rf"\b(?i:{_BEFORE})[\s-](?:the\s+)?(?P<span>(?P<m>{_EN}))(?!\w)"),
    ("month", rf"(?<!\w)(?i:{_RU_BEFORE})\s+(?P<span>(?P<m>{_RU}))(?!\w)"),
    ("year", rf"\b(?i:{_BEFORE}|between)\s+(?P<span>{_YEAR})(?!s\b)"),
    ("year", rf"\b(?i:between)\s+[0-9]{{4}}\s+and\s+(?P<span>{_YEAR})"),
    ("year", rf"(?<![\w$€£]){_YEAR}\s+(?:год[а-я]{{0,2}}|г\.)"),
    ("year", rf"\((?P<span>{_YEAR})\)"),
    ("decade", r"\b(?P<y>[12][0-9]{2}0)(?:['’]?s|-[ех](?:\s+год[а-я]*)?)(?!\w)"),
    ("weekday", rf"\b(?:(?P<rel>last|next|this|coming|past)\s+)?(?P<w>{_EN_DAY})(?!\w)"),
    ("weekday", rf"(?<!\w)(?i:в|во|на|к|до|с|со)\s+(?P<span>{_RU_REL}(?P<w>{_RU_DAY})"
                r"[а-яё]{0,2})(?!\w)"),
    ("shift", rf"(?<!\w)(?i:(?P<s>{'|'.join(_SHIFTS)}))(?!\w)"),
]  # fmt: skip
_COMPILED = [(kind, re.compile(form)) for kind, form in _FORMS]
_AHEAD = ("next", "coming", "следующ", "ближайш")


class Dated(NamedTuple):
    """A date in a text: its span, EDTF (or nothing where that cannot be told), basis and why."""

    start: int
    end: int
    date: str
    basis: str
    why: str


def find(
    text: str, start: int, end: int, day: date | None, full: Sequence[tuple[int, date]] = ()
) -> list[Dated]:
    """The dates in a stretch of text, the longest where they overlap; `day` is the article's.

    Without it a year that is not printed is taken from the last of the `full` dates before it.
    """
    found = []
    for kind, form in _COMPILED:
        for match in form.finditer(text, start, end):
            spot = match.span("span") if "span" in form.groupindex else match.span()
            read = _read(kind, match, day, _last(full, match.start()))
            # a day that cannot be is no date, and no month either
            found.append(Dated(*spot, *(read or _NONE)))
    kept: list[Dated] = []
    taken: set[int] = set()
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        own = range(each.start, each.end)
        if taken.isdisjoint(own):
            taken.update(own)
            kept.append(each)
    return sorted(each for each in kept if each[2:] != _NONE)


def article_day(published: str | None) -> date | None:
    """The day from which an article counts: the last possible one, else the first."""
    if not published:
        return None
    span = dates.days(published)
    told = span.latest or span.earliest
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:  # before the year 1
        return None


def printed(text: str) -> list[tuple[int, date]]:
    """The days that a text prints with their year, and where each begins, in order."""
    return sorted(
        (match.start(), date(int(own["y"]), _month(own["m"]), int(own["d"])))
        for kind, form in _COMPILED
        if kind == "day"
        for match in form.finditer(text)
        if int((own := match.groupdict())["y"] or 0) > 0
        and _edtf(int(own["y"]), _month(own["m"]), [int(own["d"])])
    )


def _last(full: Sequence[tuple[int, date]], before: int) -> date | None:
    at = bisect_left(full, before, key=lambda each: each[0])
    return full[at - 1][1] if at else None


def _read(
    kind: str, match: re.Match[str], day: date | None, near: date | None
) -> tuple[str, str, str] | None:
    """EDTF, basis and why; None for what is no date."""
    own = match.groupdict()
    if kind == "decade":
        return own["y"][:3] + "X", PRINTED, "a decade"
    if kind == "year":
        return own["y"], PRINTED, "a year"
    if kind in ("weekday", "shift"):
        return _relative(own, day)
    month = _month(own["m"])
    year = own.get("y")
    numbers = [int(own[each]) for each in ("d", "e") if own.get(each)]
    if year:
        told = _edtf(int(year), month, numbers)
        return (told, PRINTED, "printed in full") if told else None
    if not any(_edtf(leap, month, numbers) for leap in (2000,)):
        return None
    anchor = day or near
    if anchor is None:
        return "", YEAR_INFERRED, _NO_YEAR
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    possible = [y for y in years if 0 < y < 10000 and _edtf(y, month, numbers)]
    if not possible:
        return None
    middle = numbers[0] if numbers else 15
    best = min(possible, key=lambda y: (abs((date(y, month, middle) - anchor).days), y))
    why = f"the year nearest to {'the article' if day else 'the full date before it'}"
    return _edtf(best, month, numbers), YEAR_INFERRED, why


def _edtf(year: int, month: int, numbers: list[int]) -> str:
    """A month, a day or an interval of days; nothing where there is none such."""
    whole = f"{year:04}-{month:02}"
    told = "/".join(f"{whole}-{each:02}" for each in numbers) or whole
    try:
        dates.days(told)
    except dates.BadDate:
        return ""
    return told


def _relative(own: dict[str, str | None], day: date | None) -> tuple[str, str, str]:
    if day is None:
        return "", INFERRED, _NO_DAY
    why = "counted from the article's day"
    if own.get("s"):
        shift = _SHIFTS[str(own["s"]).casefold()]
    else:
        wanted = _weekday(str(own["w"]))
        back = (day.weekday() - wanted) % 7
        rel = (own.get("rel") or "").casefold()
        shift = (7 - back) if rel in _AHEAD else -(back or 7) if rel else -back
        if rel == "this":
            shift = wanted - day.weekday()
        why = why if rel else "the last one up to the article's day"
    try:
        return (day + timedelta(days=shift)).isoformat(), INFERRED, why
    except OverflowError:
        return "", INFERRED, _NO_DAY


def _weekday(word: str) -> int:
    folded = word.casefold()
    return DAYS.index(folded) if folded in DAYS else _RU_DAYS.index(folded)


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    folded = word.casefold().rstrip(".")
    for number in range(12):
        if MONTHS[number].startswith(folded[:3]) or re.match(_RU_STEMS[number], folded):
            return number + 1
    raise AssertionError(word)  # the patterns know no other month
