"""Which records lie between two days, and whether certainly: the slices of a network in time.

A record is dated as everywhere: by the day on which it happened, else on which it was said. One
without a day of its own takes that of the words or the event that it tells of, and what is told of
a document, failing that, the day on which the document was passed on.
"""

from __future__ import annotations

from travaux import moments
from travaux import vocabulary as v
from travaux.engine import Engine
from travaux.view.records import LENDERS, rows
from travaux.when import CERTAIN, EVER, POSSIBLE, Span, When, within

_CLOCKS = ("happened", "said")
#: Where a date may be lent from, nearest first.
_LENT = (*LENDERS[1:], f"?record <{v.ACCOUNT_OF}>/^<{v.TRANSMITS}> ?lender .")


class Slice:
    """The records between two days; all of them where no day is asked for.

    `undated` are those asked about that have no date, and that are left out for want of one.
    """

    def __init__(self, engine: Engine, asked: Span) -> None:
        self.asked = asked
        self.undated: set[str] = set()
        self._dates = _dates(engine) if self.limited else {}

    @property
    def limited(self) -> bool:
        """Whether any day is asked for."""
        return self.asked != EVER

    def __call__(self, record: str) -> str | None:
        """CERTAIN or POSSIBLE, None if the record cannot lie within; CERTAIN without limits.

        What has no day but that of its article was on record by then, and may be older.
        """
        if not self.limited:
            return CERTAIN
        if record not in self._dates:
            self.undated.add(record)
            return None
        judged = [(when, within(when, self.asked)) for when in self._dates[record]]
        if all(found == CERTAIN and not when.record for when, found in judged):
            return CERTAIN
        return POSSIBLE if any(found for _, found in judged) else None


def _dates(engine: Engine) -> dict[str, list[When]]:
    """The dates of every record that has any, of one clock and one lender each."""
    own: dict[str, list[When]] = {}
    for clock in _CLOCKS:
        found: dict[str, list[When]] = {}
        for entry in moments.read(engine, (clock,)):
            for record in entry.records:
                found.setdefault(record, []).append(entry.when)
        own = found | own
    known = dict(own)
    for lender in _LENT:
        lent: dict[str, list[When]] = {}
        asked = f"SELECT DISTINCT ?record ?lender WHERE {{ ?record <{v.EVIDENCE}> ?p . {lender} }}"
        for record, other in sorted(rows(engine, asked)):
            lent.setdefault(record, []).extend(own.get(other, ()))
        known = {record: whens for record, whens in lent.items() if whens} | known
    return known
