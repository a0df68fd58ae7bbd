"""What changes from one day to another: who asks, answers, is silent, turns or says again.

Each report of the graph is dated and put under one heading. What a heading says of an earlier
time (first, already, again) is judged against all records, not only those between two days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import cites
from travaux import vocabulary as v
from travaux.chains import Record
from travaux.reports import Passing, Report, Reports, Stance
from travaux.when import POSSIBLE, Span, When, order, place, told, within

ON_RECORD = "on record"
ASKED, ANSWERED, UNANSWERED = "asked", "answered", "not answered"
TURNED, SAID, AGAIN = "withdrawn", "newly said", "said again"
SECTIONS = (ASKED, ANSWERED, UNANSWERED, TURNED, SAID, AGAIN)
ASKS, OFFERS = "asks", "offers"


class Refers(NamedTuple):
    """What an entry answers, turns from or repeats: words, actors, attitude and paragraphs."""

    words: str
    actors: tuple[NamedNode, ...]
    attitudes: tuple[NamedNode, ...]
    cites: tuple[str, ...]


class Change(NamedTuple):
    """One entry: the same stance, words or document on one day, by all records that tell it.

    `kind` is the attitude, else the class of statement or of the event; `about` are topics, else
    documents. `certainty` is filled in for the days asked for.
    """

    section: str
    clock: str
    when: When
    kind: NamedNode
    holders: tuple[NamedNode, ...]
    about: tuple[NamedNode, ...]
    speakers: tuple[NamedNode, ...]
    recipients: tuple[NamedNode, ...]
    degree: NamedNode | None
    voice: str
    gloss: str
    cites: tuple[str, ...]
    records: tuple[str, ...]
    basis: str
    dated_by: tuple[NamedNode, tuple[str, ...]] | None
    refers: tuple[Refers, ...]
    certainty: str = ""


def select(entries: Sequence[Change], asked: Span) -> list[Change]:
    """The entries that may lie between the days, section by section.

    In each, what is certain comes first, what is possible next, and last what only stands on
    record with the day of its article.
    """
    found = []
    for each in entries:
        certainty = within(each.when, asked)
        if certainty:
            found.append(each._replace(certainty=ON_RECORD if each.when.record else certainty))
    rank = (POSSIBLE, ON_RECORD)
    return sorted(
        found,
        key=lambda each: (
            SECTIONS.index(each.section),
            rank.index(each.certainty) + 1 if each.certainty in rank else 0,
        ),
    )


def read(reports: Reports) -> list[Change]:
    """All entries, in order of time."""
    found = [*_Turns(reports).entries(), *map(_passed, reports.passings)]
    return sorted(_folded(found), key=_order)


def _order(entry: Change) -> tuple[object, ...]:
    where = tuple(map(cites.place, entry.cites))
    return place(entry.when), where, entry.kind.value, str(entry.holders), str(entry.about)


def _folded(entries: Iterable[Change]) -> list[Change]:
    """One entry for reports that agree in all but their paragraphs and their words."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    for each in entries:
        # without a holder, only the words tell what is said
        words = () if each.holders else (each.gloss, each.records)
        key = (each.section, each.clock, each.when, each.kind, each.degree, each.voice, words)
        groups.setdefault((*key, each.holders, each.about, each.speakers), []).append(each)
    return [_joined(group) for group in groups.values()]


def _joined(group: Sequence[Change]) -> Change:
    group = sorted(group, key=lambda each: (tuple(map(cites.place, each.cites)), each.records))
    return group[0]._replace(
        cites=_places(cite for each in group for cite in each.cites),
        records=tuple(sorted({record for each in group for record in each.records})),
        refers=tuple(dict.fromkeys(one for each in group for one in each.refers)),
    )


def _places(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found), key=cites.place))


def _nodes(found: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
    return tuple(sorted(set(found), key=lambda node: node.value))


def _passed(passing: Passing) -> Change:
    """The entry of a document that changes hands or comes out."""
    section = ANSWERED if passing.replies_to else ASKED if passing.replied_by else SAID
    refers = [Refers("replies to", passing.replies_to, (), ())] if passing.replies_to else []
    if passing.vaguer:
        refers.append(Refers("told less exactly", (), (), passing.vaguer))
    return Change(
        *(section, v.CLOCKS[0], passing.when, passing.kind, passing.agents, passing.documents),
        speakers=(),
        recipients=passing.recipients,
        degree=None,
        voice="",
        gloss="",
        cites=passing.cites,
        records=passing.records,
        basis=passing.basis,
        dated_by=None,
        refers=tuple(refers),
    )


class _Turns:
    """The statements, each judged against those before it."""

    def __init__(self, reports: Reports) -> None:
        self.reports = reports

    @cached_property
    def _stances(self) -> dict[NamedNode | None, list[tuple[Report, Stance]]]:
        """All stances by their topic."""
        found: dict[NamedNode | None, list[tuple[Report, Stance]]] = {}
        for report in self.reports.statements:
            for stance in report.stances if not report.taken else ():
                found.setdefault(stance.topic, []).append((report, stance))
        return found

    def entries(self) -> list[Change]:
        """One entry for each statement and heading, with the holders and topics it applies to."""
        return [entry for each in self.reports.statements for entry in self._of(each)]

    def _of(self, report: Report) -> list[Change]:
        if not report.stances or report.taken:
            section, refers = self._spoken(report)
            return [self._entry(report, section, (), report.record.topics, refers)]
        found: dict[tuple[str, tuple[Refers, ...]], dict[NamedNode, set[NamedNode]]] = {}
        for stance in report.stances:
            key = self._judge(report, stance)
            topics = found.setdefault(key, {}).setdefault(stance.holder, set())
            topics |= {stance.topic} if stance.topic else set()
        entries = []
        for (section, refers), holders in found.items():
            shared: dict[tuple[NamedNode, ...], list[NamedNode]] = {}
            for holder, topics in holders.items():
                shared.setdefault(_nodes(topics), []).append(holder)
            for about, named in shared.items():
                entries.append(self._entry(report, section, _nodes(named), about, refers))
        return entries

    def _entry(
        self,
        report: Report,
        section: str,
        holders: tuple[NamedNode, ...],
        about: tuple[NamedNode, ...],
        refers: tuple[Refers, ...],
    ) -> Change:
        record = report.record
        kind = record.kinds[0] if report.taken or not holders else record.attitudes[0]
        voice = self.reports.chains.voice(record) if holders else ""
        return Change(
            *(section, report.clock, report.when, kind, holders, about, record.speakers),
            recipients=(),
            degree=report.degree,
            voice=voice,
            gloss=report.gloss,
            cites=record.cites,
            records=(record.node.value,),
            basis=report.basis,
            dated_by=report.dated_by,
            refers=refers,
        )

    def _spoken(self, report: Report) -> tuple[str, tuple[Refers, ...]]:
        """The heading for words that hold no stance."""
        answered = self._linked(report.record)
        if report.taken:
            return SAID, (Refers(f"of a stance taken {told(report.taken)}", (), (), ()),)
        earlier = [r for r in self.reports.same(report) if _first(r, report)]
        if earlier:
            return AGAIN, (_refers("told too", earlier),)
        return (ANSWERED, answered) if answered else (SAID, ())

    def _judge(self, report: Report, stance: Stance) -> tuple[str, tuple[Refers, ...]]:
        """The heading for a stance, and what it refers to."""
        others = self._stances[stance.topic] if stance.topic else []
        own = [(r, s) for r, s in others if s.holder == stance.holder]
        earlier = [(r, s) for r, s in own if _before(r.when, report.when)]
        last = [(r, s) for r, s in earlier if not any(_before(r.when, o.when) for o, _ in earlier)]
        silent = stance.group.value == v.NO_ANSWER
        turned = [(r, s) for r, s in last if s.group.value != v.NO_ANSWER]
        if turned and not silent and stance.group not in {s.group for _, s in turned}:
            return TURNED, (_refers("before", [r for r, _ in turned]),)
        same = [r for r, s in earlier if s.attitude == stance.attitude]
        reports = self.reports.same(report)
        same += [r for r, s in own if r in reports and s.attitude == stance.attitude]
        same = [r for r in same if _first(r, report)]
        if same:
            return AGAIN, (_refers("as before", same),)
        if silent:
            return UNANSWERED, ()
        return self._put_or_answered(report, stance, others, [s for _, s in earlier])

    def _put_or_answered(
        self,
        report: Report,
        stance: Stance,
        others: Sequence[tuple[Report, Stance]],
        earlier: Sequence[Stance],
    ) -> tuple[str, tuple[Refers, ...]]:
        linked = self._linked(report.record)
        asking = [(r, s) for r, s in others if s.role and not _before(report.when, r.when)]
        if stance.role:  # an offer answers those who asked; who asks too joins them
            asking = [(r, s) for r, s in asking if (stance.role, s.role) == (OFFERS, ASKS)]
        answers = (
            () if stance.holder in {s.holder for _, s in asking} else self._asked(report, asking)
        )
        if linked or answers:
            return ANSWERED, linked or answers
        first = stance.role and not any(each.role for each in earlier)
        return (ASKED if first else SAID), ()

    def _asked(self, report: Report, asking: Sequence[tuple[Report, Stance]]) -> tuple[Refers, ...]:
        """Who asked for it already; where no record is certain to come before, perhaps later."""
        if not asking:
            return ()
        done = [r for r, _ in asking if _before(r.when, report.when, or_on_it=True)]
        whoever = done or [r for r, _ in asking]
        first = [r for r in whoever if not any(_before(o.when, r.when) for o in whoever)]
        return (_refers("asked for" if done else "asked for, perhaps later,", first),)

    def _linked(self, record: Record) -> tuple[Refers, ...]:
        """What a curator's link says that the record answers."""
        return tuple(
            Refers("answers", each.holders or each.speakers, each.attitudes, each.cites)
            for each in self.reports.answered(record)
        )


def _refers(words: str, reports: Iterable[Report]) -> Refers:
    records = [report.record for report in reports]
    who = _nodes(actor for one in records for actor in one.holders or one.speakers)
    attitudes = _nodes(each for one in records for each in one.attitudes)
    return Refers(words, who, attitudes, _places(cite for one in records for cite in one.cites))


def _before(one: When, other: When, *, or_on_it: bool = False) -> bool:
    """Whether one day is over, for certain, when the other begins (or is the same day)."""
    if not one.latest or not other.earliest:
        return False
    end, start = order(one.latest), order(other.earliest)
    return end <= start if or_on_it else end < start


def _first(one: Report, other: Report) -> bool:
    """Whether of two reports one stands first."""

    def key(report: Report) -> tuple[object, ...]:
        places = tuple(map(cites.place, report.record.cites))
        return place(report.when), places, report.record.node.value

    return key(one) < key(other)
