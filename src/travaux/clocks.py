"""Dates that cannot be read, and days beside a date that are not those it means.

SPARQL compares days, never EDTF, so a date whose days are stale answers wrongly in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from travaux.causes import Causes
from travaux.corpus import Corpus, Finding, Part
from travaux.dates import BadDate, Days, days, outer
from travaux.turtle_text import name_of
from travaux.vocabulary import CLOCKS, EDTF_DATE, TRV

ENDS = ("Earliest", "Latest")
_CLOCK = {TRV + clock: (clock, "") for clock in CLOCKS}
_CLOCK |= {TRV + clock + end: (clock, end) for clock in CLOCKS for end in ENDS}


class Reading(NamedTuple):
    """What one clock of one subject says: dates typed as EDTF, other values, days by end."""

    dates: list[str]
    others: list[str]
    written: dict[str, list[str]]


def check(corpus: Corpus, causes: Causes) -> list[Finding]:
    """Every date that is no date, every day that is stale or missing; ``causes`` grows by them."""
    found: list[Finding] = []
    for part in corpus.merged:
        for (subject, clock), reading in _readings(part).items():
            if causes.misplaced(subject, [TRV + clock]):
                continue
            more = list(_unreadable(corpus, part, subject, clock, reading, causes))
            if reading.dates and not more:
                more = list(_stale(corpus, part, subject, clock, reading))
            if more or (reading.others and not reading.dates):
                for end in ENDS:
                    causes.whole(subject, TRV + clock + end)
            found += more
    return found


def _readings(part: Part) -> dict[tuple[str, str], Reading]:
    """Each subject's clocks, in the order in which they stand."""
    from pyoxigraph import Literal

    found: dict[tuple[str, str], Reading] = {}
    for triple in part.triples:
        known = _CLOCK.get(triple.predicate.value)
        if not known:
            continue
        clock, end = known
        reading = found.setdefault((name_of(triple.subject), clock), Reading([], [], {}))
        value = triple.object
        if end:
            reading.written.setdefault(end, []).append(name_of(value))
        elif isinstance(value, Literal) and value.datatype.value == EDTF_DATE:
            reading.dates.append(value.value)
        else:
            reading.others.append(name_of(value))
    return found


def _unreadable(
    corpus: Corpus, part: Part, subject: str, clock: str, reading: Reading, causes: Causes
) -> Iterator[Finding]:
    for date in reading.dates:
        try:
            days(date)
        except BadDate as error:
            causes.value(subject, TRV + clock, date)
            problem = f"{corpus.short(TRV + clock)}: {error.what}"
            advice = error.hint[:1].upper() + error.hint[1:].rstrip(".") + "."
            yield corpus.finding(
                "unreadable-date",
                part,
                subject,
                problem,
                advice,
                predicate=TRV + clock,
                value=date,
            )


def _stale(
    corpus: Corpus, part: Part, subject: str, clock: str, reading: Reading
) -> Iterator[Finding]:
    """One finding for both ends, at the first day that is wrong, else at the date."""
    wanted = outer([days(date) for date in reading.dates])
    wrong = {end: text for end in ENDS if (text := _end(corpus, clock, end, reading, wanted))}
    if not wrong:
        return
    dates = ", ".join(map(repr, sorted(reading.dates)))
    problem = f"The days beside {dates} are not those it means: {'; '.join(wrong.values())}"
    place = next((TRV + clock + end for end in wrong if end in reading.written), TRV + clock)
    advice = "Run `travaux fmt`, which writes them."
    yield corpus.finding("stale-days", part, subject, problem, advice, predicate=place)


def _end(corpus: Corpus, clock: str, end: str, reading: Reading, wanted: Days) -> str:
    """What is wrong with the earliest or the latest day; empty if nothing is."""
    name = corpus.short(TRV + clock + end)
    want = wanted.earliest if end == "Earliest" else wanted.latest
    have = sorted(reading.written.get(end, []))
    if have == ([want] if want else []):
        return ""
    if not have:
        return f"{name} is missing, {want}"
    return f"{name} is {', '.join(have)}, " + (f"not {want}" if want else "where the date is open")
