"""The statements and the passing of documents that have a day, as `travaux changes` needs them.

The rows come from two named questions; the dates are those of the timeline. A stance is dated by
the day on which it was taken where a text tells one; if it only has the day of its article, but
stands in a paper of its holder's, by the day on which that paper was first handed on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import cites, moments, named
from travaux import vocabulary as v
from travaux.chains import Chains, Record
from travaux.engine import OxigraphEngine
from travaux.walk import reached
from travaux.when import When, order
from travaux.workspace import Workspace

_EVER = ("from=0001-01-01", "to=9999-12-31")
_HAPPENED, _SAID = "happened", "said"
#: The columns that are read of the two questions.
_SAYINGS = ("record", "gloss", "degree", "holder", "attitude", "group", "topic", "role")
_PASSINGS = (
    *("event", "kind", "document", "agent", "recipient", "repliesTo", "repliedBy"),
    *("record", "cite"),
)


class Stance(NamedTuple):
    """The attitude of one holder to one topic; `role` is empty, asks or offers."""

    holder: NamedNode
    attitude: NamedNode
    topic: NamedNode | None
    group: NamedNode
    role: str


class Report(NamedTuple):
    """A statement as one source tells it, and its day.

    `dated_by` is the event, with its paragraphs, by which a paper dates what stands in it. `taken`
    is given where only the telling is meant, of a stance that has a report on its own day too.
    """

    record: Record
    clock: str
    when: When
    basis: str
    gloss: str
    degree: NamedNode | None
    stances: tuple[Stance, ...]
    dated_by: tuple[NamedNode, tuple[str, ...]] | None = None
    taken: When | None = None


class Passing(NamedTuple):
    """An event in which documents or copies change hands or come out, on one day."""

    event: NamedNode
    kind: NamedNode
    when: When
    basis: str
    documents: tuple[NamedNode, ...]
    agents: tuple[NamedNode, ...]
    recipients: tuple[NamedNode, ...]
    replies_to: tuple[NamedNode, ...]
    replied_by: tuple[NamedNode, ...]
    cites: tuple[str, ...]
    records: tuple[str, ...]
    vaguer: tuple[str, ...] = ()  # where the event is told with a date less exact


Row = dict[str, NamedNode]


class Reports:
    """All dated statements and passings of a workspace."""

    def __init__(self, workspace: Workspace, engine: OxigraphEngine) -> None:
        self.chains = Chains(engine)
        self._workspace, self._engine = workspace, engine

    @cached_property
    def statements(self) -> list[Report]:
        """The statements, in the order of the question; one taken and told on two days is two."""
        told = self._rows("said-between", _SAYINGS)
        return [report for _, group in groupby(told, _record) for report in self._reports([*group])]

    @cached_property
    def passings(self) -> list[Passing]:
        """The events, each once for each day that some text gives and none gives more exactly."""
        told = self._rows("documents-between", _PASSINGS)
        told.sort(key=lambda row: row["event"].value)
        return [
            p for _, group in groupby(told, lambda row: row["event"]) for p in self._event([*group])
        ]

    def same(self, report: Report) -> list[Report]:
        """The other reports that curators' links say to be of the same act."""
        act = reached(report.record.node, lambda x: self.chains.linked(x, v.SAME_STATEMENT))
        return [r for r in self.statements if r.record.node in act and r is not report]

    def answered(self, record: Record) -> list[Record]:
        """What a curator's link says that the record answers."""
        return list(
            map(self.chains.record, self.chains.linked(record.node, v.ANSWERS, onward=True))
        )

    def _rows(self, name: str, columns: Sequence[str]) -> list[Row]:
        """The answer to a named question, whatever the day; what is unbound is left out."""
        found = named.rows(self._workspace, self._engine, name, columns, _EVER)
        return [{each: row[each] for each in columns if row[each] is not None} for row in found]

    @cached_property
    def _dates(self) -> dict[tuple[str, str], moments.Entry]:
        """What the timeline has for a record on a clock."""
        entries = moments.read(self._engine, (_HAPPENED, _SAID))
        return {(record, each.clock): each for each in entries for record in each.records}

    def _reports(self, rows: Sequence[Row]) -> Iterator[Report]:
        record = self.chains.record(rows[0]["record"])
        stances = dict.fromkeys(filter(None, map(_stance, rows)))
        said = self._dates[record.node.value, _SAID]
        when = self._own(record, said.when)
        gloss, degree = rows[0]["gloss"].value, rows[0].get("degree")
        report = Report(record, _SAID, when, ", ".join(said.bases), gloss, degree, tuple(stances))
        taken = self._dates.get((record.node.value, _HAPPENED))
        if taken:
            yield report._replace(clock=_HAPPENED, when=taken.when, basis=", ".join(taken.bases))
            if not when.record:
                yield report._replace(taken=taken.when)
            return
        paper = self._paper(record, tuple(stances)) if when.record else None
        if paper:
            by = (paper.event, paper.cites)
            report = report._replace(
                clock=_HAPPENED, when=paper.when, dated_by=by, basis=paper.basis
            )
        yield report

    def _own(self, record: Record, when: When) -> When:
        """The day on which words were said; of a stance told by an article itself, on record."""
        own = any(self.chains.is_a(each, v.NARRATIVE_VOICE) for each in record.speakers)
        if not (own and record.holders and record.source):
            return when
        return when._replace(record=", ".join(self.chains.texts(record.source, v.IDENTIFIER)))

    def _paper(self, record: Record, stances: Sequence[Stance]) -> Passing | None:
        """How the holder's own paper, in which a stance stands, was first handed on."""
        holders = {stance.holder for stance in stances}
        found = [
            passing
            for document in record.documents
            if holders and holders <= self._authors(document)
            for passing in self.passings
            if document in (*passing.documents, *self._originals(passing))
        ]
        return min(found, key=_soonest, default=None)

    def _originals(self, passing: Passing) -> list[NamedNode]:
        return [x for each in passing.documents for x in self.chains.values(each, v.COPY_OF)]

    def _authors(self, document: NamedNode) -> set[NamedNode]:
        """Who is told to have made a document, or to have handed it on."""
        accounts = self.chains.subjects(v.ACCOUNT_OF, document)
        found = {each for one in accounts for each in self.chains.values(one, v.AGENT)}
        return found | {a for p in self.passings if document in p.documents for a in p.agents}

    def _event(self, rows: Sequence[Row]) -> Iterator[Passing]:
        dated = {row["record"]: self._dates[row["record"].value, _HAPPENED] for row in rows}
        days = list(dict.fromkeys(each.when for each in dated.values()))
        exact = [day for day in days if not any(_narrower(other, day) for other in days)]
        for day in exact:
            told = [row for row in rows if dated[row["record"]].when == day]
            vague = [row for row in rows if _narrower(day, dated[row["record"]].when)]
            yield self._passing(day, dated, told)._replace(vaguer=_cites(vague))

    def _passing(
        self, day: When, dated: dict[NamedNode, moments.Entry], rows: Sequence[Row]
    ) -> Passing:
        def of(name: str) -> tuple[NamedNode, ...]:
            return tuple(dict.fromkeys(row[name] for row in rows if name in row))

        bases = [", ".join(e.bases) for e in dated.values() if e.when == day]
        records = tuple(sorted({row["record"].value for row in rows}))
        return Passing(
            *(rows[0]["event"], rows[0]["kind"], day, bases[0], of("document"), of("agent")),
            *(of("recipient"), of("repliesTo"), of("repliedBy"), _cites(rows), records),
        )


def _record(row: Row) -> NamedNode:
    return row["record"]


def _stance(row: Row) -> Stance | None:
    if "holder" not in row:
        return None
    role = row["role"].value if "role" in row else ""
    return Stance(row["holder"], row["attitude"], row.get("topic"), row["group"], role)


def _narrower(one: When, other: When) -> bool:
    """Whether one date lies within another and is more exact."""
    if (one.earliest, one.latest) == (other.earliest, other.latest):
        return False
    starts = not other.earliest or bool(
        one.earliest and order(one.earliest) >= order(other.earliest)
    )
    ends = not other.latest or bool(one.latest and order(one.latest) <= order(other.latest))
    return starts and ends


def _cites(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(sorted({row["cite"].value for row in rows}, key=cites.place))


def _soonest(passing: Passing) -> tuple[object, ...]:
    """A sorting key: the event that is over first; of several, the one that may be earliest."""
    when = passing.when
    return (
        order(when.latest or ""),
        order(when.earliest) if when.earliest else (),
        passing.event.value,
    )
