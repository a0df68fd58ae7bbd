"""What the ledger lists: stances of actors on items and issues, as two named questions give them.

Nothing here is typed in: that an actor's stance on an item is not recorded follows from there
being no record of it. What is said of a package is never passed down to its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import moments
from travaux import vocabulary as v
from travaux.cites import place
from travaux.engine import OxigraphEngine
from travaux.named import ask
from travaux.walk import reached
from travaux.when import POSSIBLE, Span, When, order, within
from travaux.when import place as in_time
from travaux.workspace import Workspace

_ENTRIES = (
    *("topic", "holder", "attitude", "group", "degree", "speaker", "voice", "said"),
    *("saidEarliest", "saidLatest", "document", "source", "cite", "position"),
    *("laterCite", "laterFrom"),
)
_LINES = ("topic", "relation", "other")
RECORDED, SILENCE, NOT_RECORDED = "recorded", "silence reported", "not recorded"
#: What was on the table by a day, by what is recorded of an answer by then.
UNANSWERED, NOTHING, PERHAPS, ANSWERED = (
    "Not yet answered, or not by all: a silence is reported",
    "Not yet answered: nothing is recorded of anybody else",
    "Perhaps answered: only possible by that day",
    "Answered, or a stance taken by somebody else",
)
STATES = (UNANSWERED, NOTHING, PERHAPS, ANSWERED)
Row = Mapping[str, str]


class Stance(NamedTuple):
    """What one record tells of one holder's attitude to one topic; `certainty` is as of a day.

    `later` are the places at which, as a curator's link says, a silence is told to have ended,
    each with the first day on which that was known.
    """

    topic: str
    holder: str
    attitude: str
    group: str
    degree: str
    speaker: str
    first_hand: bool
    when: When
    documents: tuple[str, ...]
    source: str
    cites: tuple[str, ...]
    record: str
    later: tuple[tuple[str, str], ...] = ()
    certainty: str = ""

    @property
    def silent(self) -> bool:
        """Whether it tells that there is no answer, or none as is due."""
        return v.NO_ANSWER in (self.group, self.attitude)

    @property
    def status(self) -> str:
        """RECORDED or SILENCE."""
        return SILENCE if self.silent else RECORDED


class Entry(NamedTuple):
    """What is said alike of one actor and one topic, however often: one line of a cell."""

    holder: str
    attitude: str
    degree: str
    stances: tuple[Stance, ...]

    @property
    def silent(self) -> bool:
        """Whether it tells that there is no answer."""
        return self.stances[0].silent


class Topic(NamedTuple):
    """An item or issue: its classes, and what it stands under, is part of and would settle."""

    iri: str
    kinds: frozenset[str] = frozenset()
    broader: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()

    @property
    def is_item(self) -> bool:
        """Whether it is something to be agreed on, and no issue or principle."""
        return bool(self.kinds & {v.PROPOSAL_ITEM, v.PACKAGE})


class Ledger(NamedTuple):
    """Stances in the order of the texts, and the topics by IRI."""

    stances: tuple[Stance, ...]
    topics: Mapping[str, Topic]

    def on(self, topic: str) -> list[Stance]:
        """All stances on a topic itself."""
        return [each for each in self.stances if each.topic == topic]

    def holders(self) -> list[str]:
        """Everybody whose stance is told, by IRI."""
        return sorted({each.holder for each in self.stances})


def entries(stances: Iterable[Stance]) -> list[Entry]:
    """Stances on one topic as entries, in order of time; those that are alike are one."""
    alike: dict[tuple[str, str, str], list[Stance]] = {}
    for each in sorted(stances, key=_in_order):
        alike.setdefault((each.holder, each.attitude, each.degree), []).append(each)
    return [Entry(*key, tuple(group)) for key, group in alike.items()]


def _in_order(stance: Stance) -> tuple[object, ...]:
    return in_time(stance.when), [place(each) for each in stance.cites], stance.record


def read(workspace: Workspace, engine: OxigraphEngine) -> Ledger:
    """The whole ledger; the engine has inferred before, for demand and offer are inferred."""
    known = {
        record: entry.when for entry in moments.read(engine, ("said",)) for record in entry.records
    }
    stances = _stances(list(ask(workspace, engine, "ledger", _ENTRIES)), known)
    topics = {each.topic: Topic(each.topic) for each in stances}
    topics |= _topics(ask(workspace, engine, "ledger-items", _LINES))
    return Ledger(tuple(stances), topics)


def _stances(rows: Sequence[Row], known: Mapping[str, When]) -> list[Stance]:
    """One Stance for all rows of one record, topic and holder, in the order of the rows."""
    alike: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        alike.setdefault((row["position"], row["topic"], row["holder"]), []).append(row)
    return [_stance(group, known) for group in alike.values()]


def _stance(rows: Sequence[Row], known: Mapping[str, When]) -> Stance:
    first = rows[0]
    ends = first["saidEarliest"] or None, first["saidLatest"] or None
    later = {(row["laterCite"], row["laterFrom"]) for row in rows if row["laterCite"]}
    return Stance(
        topic=first["topic"],
        holder=first["holder"],
        attitude=first["attitude"],
        group=first["group"],
        degree=first["degree"],
        speaker=first["speaker"],
        first_hand=any(row["voice"] == v.FIRST_HAND for row in rows),
        when=known.get(first["position"]) or When(first["said"], *ends),
        documents=tuple(sorted({row["document"] for row in rows} - {""})),
        source=first["source"],
        cites=tuple(sorted({row["cite"] for row in rows}, key=place)),
        record=first["position"],
        later=tuple(sorted(later, key=lambda each: place(each[0]))),
    )


def _topics(rows: Iterable[Row]) -> dict[str, Topic]:
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        found.setdefault(row["topic"], {}).setdefault(row["relation"], []).append(row["other"])
    return {
        iri: Topic(
            iri,
            frozenset(told.get(v.TYPE, ())),
            *(tuple(sorted(told.get(way, ()))) for way in (v.BROADER, v.IS_PART_OF, v.TOPIC)),
        )
        for iri, told in found.items()
    }


def under(ledger: Ledger, top: str) -> set[str]:
    """A topic with all under it: narrower topics, parts of a package, items that settle it."""

    def below(iri: str) -> list[str]:
        every = ledger.topics.values()
        return [one.iri for one in every if iri in (*one.broader, *one.packages, *one.issues)]

    return reached(top, below)


def as_of(ledger: Ledger, day: str) -> Ledger:
    """What had been said by the end of a day, for certain or possibly, and was on the table.

    On the table is an item that somebody had asked for or offered, or of which it was told that
    an answer is missing, which says that it had been put.
    """
    judged = [(each, within(each.when, Span(None, day))) for each in ledger.stances]
    told = [
        each._replace(
            certainty=certainty,
            later=tuple(one for one in each.later if order(one[1]) <= order(day)),
        )
        for each, certainty in judged
        if certainty
    ]
    put = {each.topic for each in told if each.silent or each.attitude in v.ASKING}
    topics = {iri: topic for iri, topic in ledger.topics.items() if topic.is_item and iri in put}
    return Ledger(tuple(each for each in told if each.topic in topics), topics)


def put_for_certain(stances: Iterable[Stance]) -> bool:
    """Whether an item was on the table for certain: any stance on it says that it had been put."""
    return any(each.certainty != POSSIBLE for each in stances)


def state(stances: Sequence[Stance]) -> str:
    """Which of STATES an item is in that was on the table, by what is said of it by then.

    "Not yet answered" weighs more than what others say, and counts from the first day on which
    it may have been said, since it tells of the time before; to ignore weighs less than to
    answer. A silence that is told to have ended does not count.
    """
    silences = [each for each in stances if each.silent and not each.later]
    answers = [each for each in stances if _answers(each, stances)]
    if any(each.attitude == v.NOT_YET_ANSWERED for each in silences):
        return UNANSWERED
    if any(map(_sure, answers)):
        return ANSWERED
    if any(map(_sure, silences)):
        return UNANSWERED
    return PERHAPS if answers or silences else NOTHING


def _sure(stance: Stance) -> bool:
    return stance.certainty != POSSIBLE


def _answers(stance: Stance, stances: Sequence[Stance]) -> bool:
    """Whether it is more than asking, and nobody but others ask; to offer what is asked answers."""
    asking = {one.holder for one in stances if one.attitude in v.ASKING}
    others = bool(asking - {stance.holder}) or not asking
    more = stance.attitude not in v.ASKING or stance.attitude == v.OFFERS
    return others and more and not stance.silent


def parts_of(actor: NamedNode, engine: OxigraphEngine) -> set[str]:
    """An actor and its bodies, however far down."""

    def bodies(iri: str) -> list[str]:
        quads = engine.quads(None, NamedNode(v.IS_PART_OF), NamedNode(iri))
        return [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]

    return reached(actor.value, bodies)
