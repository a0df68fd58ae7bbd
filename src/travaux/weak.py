"""What rests on one unnamed voice, an alleged leak, another side's word or one outsider's alone.

Weak means that little stands behind a record, not that it is untrue. The grounds:

- one unnamed voice: such a voice speaks in the record or passes it on. Voices told to be several
  do not count, a voice of which no number is told does.
- alleged leak: somebody in the chain is said to have leaked the words.
- word of another side: a position is told by somebody whose state or international organization
  is none that the holder belongs to, as far as the files tell; and nothing else in any source,
  neither the holder nor its officials, bodies and delegates, nor an article in its own voice, nor
  anybody to whom no side is told, gives that holder that attitude to that topic.
- word of another about a holder without a side: the same where the files tell no side of the
  holder, as of most groups, so that nobody can say whether it is another side that speaks.
- one outsider alone: a position is told, or passed on, by one person or body to whom the files
  tell no side and that is not the holder's; and nobody else gives the holder that stance. What an
  outlet passes on is reporting, as that of the article; what it says itself counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.chains import Record, in_order
from travaux.engine import OxigraphEngine
from travaux.origins import Origins
from travaux.sides import Sides

ANONYMOUS = "one unnamed voice"
LEAK = "an alleged leak"
OTHER_SIDE = "the word of another side alone"
NO_SIDE = "the word of others alone, on a holder of whom no side is told"
OUTSIDER = "the word of one outsider alone"
GROUNDS = (ANONYMOUS, LEAK, OTHER_SIDE, NO_SIDE, OUTSIDER)
#: How the ground of a section is headed where that is not "What rests on ...".
HEADINGS = {OUTSIDER: "What is told of an actor by one outsider alone"}

Stance = tuple[NamedNode, NamedNode, NamedNode]  # holder, attitude, topic


class Weak(NamedTuple):
    """A record, the ground on which it is weak, why that is so, and what is to be added."""

    ground: str
    what: str
    told: str
    reason: str
    besides: str
    cite: str
    iri: str


class _Finder:
    def __init__(self, origins: Origins, engine: OxigraphEngine) -> None:
        self.origins, self.chains = origins, origins.chains
        self.sides = Sides(engine)
        self.records = self.chains.records()
        self.stances: dict[Stance, list[Record]] = {}
        for record in self.records:
            if self.chains.is_a(record.node, v.POSITION):
                for stance in _stances(record):
                    self.stances.setdefault(stance, []).append(record)

    def weak(self, wanted: Iterable[Record]) -> Iterator[Weak]:
        for record in wanted:
            for ground, reason, besides in self._grounds(record):
                origins = self.origins
                what, told = origins.stance(record), origins.told(record)
                cites = ", ".join(record.cites)
                yield Weak(ground, what, told, reason, besides, cites, record.node.value)

    def _grounds(self, record: Record) -> Iterator[tuple[str, str, str]]:
        carriers = [step.carrier for step in record.steps]
        voices = [each for each in (*record.speakers, *carriers) if self._is_one(each)]
        leaked = self.chains.is_leaked(record)
        if voices and not leaked:
            told = ", ".join(self._voice(each) for each in voices)
            yield ANONYMOUS, told, self._elsewhere(record, self._is_unnamed)
        if leaked:
            told = f"passed on by {self._leakers(record)}"
            yield LEAK, told, self._elsewhere(record, self.chains.is_leaked)
        yield from self._by_others(record)
        yield from self._outside(record)

    def _by_others(self, record: Record) -> Iterator[tuple[str, str, str]]:
        """What another side alone tells, of holders with a side and of those without one."""
        if self._by_other_side(record):
            alone = [x for x in _stances(record) if all(map(self._by_other_side, self.stances[x]))]
            topics: dict[NamedNode, set[NamedNode]] = {}
            for holder, _, topic in alone:
                topics.setdefault(holder, set()).add(topic)
            for ground in (OTHER_SIDE, NO_SIDE):
                sided = ground == OTHER_SIDE
                holders = [x for x in topics if self.sides.has_side(x.value) is sided]
                if holders:
                    few = set().union(*(topics[x] for x in holders))
                    yield ground, *self._opposed(record, holders, few)

    def _outside(self, record: Record) -> Iterator[tuple[str, str, str]]:
        """What one outsider alone tells, or passes on."""
        outsider = self._outsider(record)
        if outsider is None:
            return
        told = {x: set(map(self._outsider, self.stances[x])) for x in _stances(record)}
        alone = [stance for stance, tellers in told.items() if tellers == {outsider}]
        if alone:
            holders, topics = list({x[0]: None for x in alone}), {x[2] for x in alone}
            name = self.origins.shown(outsider)
            passed = outsider not in record.speakers
            words = f"as words of {self.origins.names(record.speakers)}" if passed else ""
            besides = "; ".join(filter(None, (words, self._only(record, holders, topics))))
            yield OUTSIDER, f"told by {name} only, of whom no side is told", besides

    def _outsider(self, record: Record) -> NamedNode | None:
        """The one without a side who tells a position, or by whom alone its words are known."""
        if not record.holders:
            return None
        carriers = (step.carrier for step in record.steps)
        passing = [each for each in carriers if self.chains.is_a(each, v.PERSON)]
        for tellers in (passing, record.speakers):
            if len(tellers) == 1 and self._is_outside(tellers[0], record):
                return tellers[0]
        return None

    def _is_outside(self, teller: NamedNode, record: Record) -> bool:
        """Whether the files give a person or body no side, and it is not the holder's either."""
        kinds = (v.PERSON, v.ORGANIZATION)
        if self.sides.has_side(teller.value) or not any(self.chains.is_a(teller, k) for k in kinds):
            return False
        wholes = self.sides.wholes(teller.value)
        return all(wholes.isdisjoint(self.sides.wholes(x.value)) for x in record.holders)

    def _is_one(self, voice: NamedNode) -> bool:
        is_a = self.chains.is_a
        return is_a(voice, v.UNDISCLOSED_VOICE) and not is_a(voice, v.SEVERAL_VOICES)

    def _is_unnamed(self, record: Record) -> bool:
        return any(map(self._is_one, (*record.speakers, *(x.carrier for x in record.steps))))

    def _voice(self, voice: NamedNode) -> str:
        one = self.chains.is_a(voice, v.SINGLE_VOICE)
        bodies = self.origins.names(self.chains.values(voice, v.AFFILIATION))
        told = [f"of {bodies}" if bodies else "no body told", *([] if one else ["no number told"])]
        return f"{self.origins.shown(voice)} ({', '.join(told)})"

    def _leakers(self, record: Record) -> str:
        steps = [x for x in record.steps if x.kind and x.kind.value == v.LEAKS]
        return self.origins.names(step.carrier for step in steps)

    def _elsewhere(self, record: Record, alike: Callable[[Record], bool]) -> str:
        """Where else the same statement or stance is told that is not weak in this way."""
        compared = self.origins.same(record)
        told = [other for stance in _stances(record) for other in self.stances.get(stance, [])]
        others = {other for other in (*compared, *told) if other != record and not alike(other)}
        cites = dict.fromkeys(c for other in sorted(others, key=in_order) for c in other.cites)
        return f"told otherwise too: {', '.join(cites)}" if cites else ""

    def _by_other_side(self, record: Record) -> bool:
        """Whether all who speak belong to a side, and it is none of any holder's."""
        if self.chains.voice(record) != v.ATTRIBUTED or not record.speakers:
            return False
        return all(self._is_other(one, two) for one in record.speakers for two in record.holders)

    def _is_other(self, speaker: NamedNode, holder: NamedNode) -> bool:
        if self.chains.is_a(speaker, v.NARRATIVE_VOICE) or not self.sides.has_side(speaker.value):
            return False
        return self.sides.wholes(speaker.value).isdisjoint(self.sides.wholes(holder.value))

    def _opposed(
        self, record: Record, holders: list[NamedNode], topics: set[NamedNode]
    ) -> tuple[str, str]:
        who = " and ".join(self._of_side(each) for each in record.speakers)
        return f"told by {who} only", self._only(record, holders, topics)

    def _only(self, record: Record, holders: Sequence[NamedNode], topics: set[NamedNode]) -> str:
        """Of which of its holders and topics alone a ground holds; empty if of all."""
        names = self.origins.names
        part = f"of {names(holders)}" if len(holders) < len(record.holders) else ""
        few = topics < set(record.topics)
        about = f"as to {names(sorted(topics, key=lambda x: x.value))}" if few else ""
        held = ", ".join(filter(None, (part, about)))
        return f"this holds {held} only" if held else ""

    def _of_side(self, actor: NamedNode) -> str:
        name, side = self.origins.shown(actor), self.sides.name(actor.value)
        return name if name == side else f"{name} ({side})"


def weak(
    origins: Origins, engine: OxigraphEngine, wanted: Iterable[Record] | None = None
) -> list[Weak]:
    """What is weak of all records, or of those wanted: by ground, then in order of the texts."""
    finder = _Finder(origins, engine)
    records = finder.records if wanted is None else sorted(set(wanted), key=in_order)
    return sorted(finder.weak(records), key=lambda one: GROUNDS.index(one.ground))


def _stances(record: Record) -> list[Stance]:
    return [(h, a, t) for h in record.holders for a in record.attitudes for t in record.topics]
