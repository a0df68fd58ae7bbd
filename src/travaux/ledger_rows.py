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
from travaux.when import When
from travaux.when import place as in_time
from travaux.workspace import Workspace

_ENTRIES = (
    *("topic", "holder", "attitude", "group", "degree", "speaker", "voice", "channel", "said"),
    *("saidEarliest", "saidLatest", "document", "about", "source", "cite", "position"),
    *("laterKind", "later", "laterCite", "laterFrom", "laterUntil"),
)
_LINES = ("topic", "relation", "other")
RECORDED, SILENCE, NOT_RECORDED = "recorded", "silence reported", "not recorded"
ELSEWHERE = "not in this view"
Row = Mapping[str, str]


class Later(NamedTuple):
    """A record that, as a curator's link says, ends a silence, or answers or fulfils a stance.

    `first` and `last` are the days between which its words or its act lie, empty where open.
    """

    record: str
    cite: str
    first: str
    last: str
    ends_silence: bool = True
    certainty: str = ""


class Stance(NamedTuple):
    """What one record tells of one holder's attitude to one topic; `certainty` is as of a day.

    `documents` are those in which it is stated, `about` those on which it is a comment. `later`
    are the records that a curator's link sets after it.
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
    later: tuple[Later, ...] = ()
    certainty: str = ""
    channel: str = v.DIRECT
    about: tuple[str, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether it tells that there is no answer, or none as is due."""
        return v.NO_ANSWER in (self.group, self.attitude)

    @property
    def direct(self) -> bool:
        """Whether nobody passed it on."""
        return self.channel == v.DIRECT

    @property
    def ended(self) -> list[Later]:
        """What tells that the silence ended."""
        return [each for each in self.later if each.ends_silence]

    @property
    def answers(self) -> list[Later]:
        """What answers or fulfils it."""
        return [each for each in self.later if not each.ends_silence]

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
    """Stances in the order of the texts, and the topics by IRI.

    `around` are stances on other topics, among them the issues, wholes and packages of these.
    """

    stances: tuple[Stance, ...]
    topics: Mapping[str, Topic]
    around: tuple[Stance, ...] = ()

    def on(self, topic: str) -> list[Stance]:
        """All stances on a topic itself."""
        return [each for each in self.stances if each.topic == topic]

    def near(self, topic: str) -> list[Stance]:
        """The same, for a topic that need not be one of the ledger's own."""
        return self.on(topic) or [each for each in self.around if each.topic == topic]

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
    own = any(row["voice"] == v.FIRST_HAND for row in rows)
    # Who asks again, with a reply in hand, says nothing of what the reply holds.
    asks = own and first["attitude"] in v.ASKING
    return Stance(
        topic=first["topic"],
        holder=first["holder"],
        attitude=first["attitude"],
        group=first["group"],
        degree=first["degree"],
        speaker=first["speaker"],
        first_hand=own,
        when=known.get(first["position"]) or When(first["said"], *ends),
        documents=tuple(sorted({row["document"] for row in rows} - {""})),
        source=first["source"],
        cites=tuple(sorted({row["cite"] for row in rows}, key=place)),
        record=first["position"],
        later=_later(rows, known),
        channel=first["channel"],
        about=() if asks else tuple(sorted({row["about"] for row in rows} - {""})),
    )


def _later(rows: Sequence[Row], known: Mapping[str, When]) -> tuple[Later, ...]:
    """The records linked to come after; one cited twice is one for each place."""
    found = set()
    for row in rows:
        if row["laterCite"]:
            when = known.get(row["later"]) or When("", row["laterFrom"], row["laterUntil"])
            days = when.earliest or "", when.latest or ""
            ends = row["laterKind"] == v.DIFFERS_IN_TIME
            found.add(Later(row["later"], row["laterCite"], *days, ends))
    return tuple(sorted(found, key=lambda each: (place(each.cite), each)))


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


def parts_of(actor: NamedNode, engine: OxigraphEngine) -> set[str]:
    """An actor and its bodies, however far down."""

    def bodies(iri: str) -> list[str]:
        quads = engine.quads(None, NamedNode(v.IS_PART_OF), NamedNode(iri))
        return [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]

    return reached(actor.value, bodies)
