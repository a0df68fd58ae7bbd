"""What a timeline lists: each dated record of the graph, and which actor stands in it how.

Three clocks: what happened (accounts of events and documents, positions taken), what was said
(statements) and what was published (articles).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from travaux import cites
from travaux import vocabulary as v
from travaux.engine import Engine
from travaux.labels import Labels, by_language
from travaux.names import classes
from travaux.when import When, place, told

CLOCKS = ("happened", "said", "published")
#: In which roles an actor makes a record its own, and the words for them.
ROLES = {
    v.SPEAKER: "speaker",
    v.HOLDER: "holder",
    v.AGENT: "agent",
    v.PARTY: "party",
    v.RECIPIENT: "recipient",
    v.ON_BEHALF_OF: "represented",
    v.OUTLET: "outlet",
}
_BASES = (v.PRINTED, v.CON + "year-inferred", v.NOT_PRINTED, v.INFERRED, v.DERIVED)


class Entry(NamedTuple):
    """One line of a timeline; several records where they tell one event and one date.

    `role` says how the actor asked for stands in it, with the paragraph where that is another.
    `certainty` is filled in for the days asked for.
    """

    clock: str
    when: When
    kind: str
    what: str
    who: str
    cites: tuple[str, ...]
    bases: tuple[str, ...]
    records: tuple[str, ...]
    spoken: bool  # words or a stance, with a speaker
    role: str = ""
    certainty: str = ""


def read(engine: Engine, clocks: Sequence[str], actor: NamedNode | None = None) -> list[Entry]:
    """The entries on these clocks, in order of time; with `actor`, those it has a role in."""
    reader = _Reader(engine)
    groups: dict[tuple[object, ...], list[tuple[NamedNode, When]]] = {}
    for clock in clocks:
        for record, when in reader.dated(clock):
            things = reader.nodes(record, v.ACCOUNT_OF) or (record,)
            key = (clock, told(when), when.earliest, when.latest, things)
            groups.setdefault(key, []).append((record, when))
    found = [reader.entry(str(key[0]), group) for key, group in groups.items()]
    if actor is not None:
        roles = [reader.role(entry, actor) for entry in found]
        found = [e._replace(role=r) for e, r in zip(found, roles, strict=True) if r]
    return sorted(found, key=_order)


def _order(entry: Entry) -> tuple[object, ...]:
    places = tuple(map(cites.place, entry.cites))
    return place(entry.when), CLOCKS.index(entry.clock), places, entry.kind, entry.records


class _Reader:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.shown = Labels(engine)
        self.nodes = cache(self._nodes)

    def _nodes(self, node: NamedNode, predicate: str) -> tuple[NamedNode, ...]:
        quads = self.engine.quads(node, NamedNode(predicate))
        found = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
        return tuple(sorted(found, key=str))

    def _texts(self, node: NamedNode, predicate: str) -> list[str]:
        """The literals of a property; of several languages the best one first."""
        quads = self.engine.quads(node, NamedNode(predicate))
        found = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        found.sort(key=lambda one: (by_language(one, self.engine.languages), one.value))
        return [one.value for one in found]

    def _having(self, predicate: str, value: NamedNode) -> Iterator[NamedNode]:
        for quad in self.engine.quads(None, NamedNode(predicate), value):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _named(self, nodes: Iterable[NamedNode]) -> str:
        return ", ".join(dict.fromkeys(map(self.shown, nodes)))

    def dated(self, clock: str) -> Iterator[tuple[NamedNode, When]]:
        """Every record that has a date on this clock."""
        for quad in self.engine.quads(None, NamedNode(v.TRV + clock)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                record = quad.subject
                first, last = (
                    self._end(record, clock + "Earliest"),
                    self._end(record, clock + "Latest"),
                )
                yield record, self._based(record, clock, When(quad.object.value, first, last))

    def _end(self, record: NamedNode, name: str) -> str | None:
        return next(iter(self._texts(record, v.TRV + name)), None)

    def _based(self, record: NamedNode, clock: str, when: When) -> When:
        """The date with its basis; a derived one has the basis of what it is derived from."""
        bases = self.nodes(record, v.TRV + clock + "Basis")
        basis = bases[0].value if bases else ""
        if basis != v.DERIVED:
            return when._replace(basis=basis)
        occasions = self.nodes(record, v.OCCASION)
        accounts = [each for one in occasions for each in self._having(v.ACCOUNT_OF, one)]
        origin = self._basis(accounts, v.HAPPENED, when.date)
        if origin:
            return when._replace(basis=origin)
        articles = self.nodes(record, v.IN_SOURCE)
        origin = self._basis(articles, v.PUBLISHED, when.date)
        if not origin:
            return when._replace(basis=basis)
        own = any(self._is_voice(speaker) for speaker in self.nodes(record, v.SPEAKER))
        source = "" if own else self._cites(articles)[0]
        return when._replace(basis=origin, record=source)

    def _basis(self, nodes: Iterable[NamedNode], clock: str, date: str) -> str:
        """The best basis on which one of these has that date; empty if none has it."""
        dated = [each for each in nodes if date in self._texts(each, clock)]
        found = {basis.value for each in dated for basis in self.nodes(each, clock + "Basis")}
        return min(found, key=_BASES.index) if found <= set(_BASES) and found else ""

    def _is_voice(self, speaker: NamedNode) -> bool:
        return NamedNode(v.NARRATIVE_VOICE) in self.nodes(speaker, v.TYPE)

    def _cites(self, records: Iterable[NamedNode]) -> tuple[str, ...]:
        """The paragraphs of records; of what rests on none, its own short name."""
        found = set()
        for record in records:
            texts = self._texts(record, v.CITE) or self._texts(record, v.IDENTIFIER)
            found.update(texts or [self.shown(record)])
        return tuple(sorted(found, key=cites.place))

    def entry(self, clock: str, group: Sequence[tuple[NamedNode, When]]) -> Entry:
        """The entry of records that agree in what they date, and in the date."""
        records = [record for record, _ in group]
        bases = {self._origin(record, clock, when) for record, when in group} - {""}
        return Entry(
            clock,
            group[0][1],
            self._kind(records[0]),
            self._what(records),
            self._who(clock, records),
            self._cites(records),
            tuple(sorted(bases)),
            tuple(sorted(record.value for record in records)),
            bool(self.nodes(records[0], v.SPEAKER)),
        )

    def _origin(self, record: NamedNode, clock: str, when: When) -> str:
        """The basis as the graph has it, with that of the date from which it is derived."""
        stated = [basis.value for basis in self.nodes(record, v.TRV + clock + "Basis")]
        bases = dict.fromkeys(filter(None, (*stated, when.basis)))
        words = [self.shown(NamedNode(each)) for each in bases]
        return words[0] + "".join(f" ({word})" for word in words[1:]) if words else ""

    def _kind(self, record: NamedNode) -> str:
        """An attitude, else the class of what the account is of, else of the record itself."""
        attitudes = self.nodes(record, v.ATTITUDE)
        things = self.nodes(record, v.ACCOUNT_OF) or (record,)
        return self._named(attitudes or [k for one in things for k in classes(one, self.engine)])

    def _what(self, records: Sequence[NamedNode]) -> str:
        """The event or the gloss; and who passed it on, if no record has it without them."""
        first = records[0]
        things = self.nodes(first, v.ACCOUNT_OF)
        gloss = "" if things else next(iter(self._texts(first, v.GLOSS)), "")
        vias = [self._via(record) for record in records]
        via = f" [via {', '.join(dict.fromkeys(vias))}]" if all(vias) else ""
        return (gloss or self._named(things or (first,))) + via

    def _via(self, record: NamedNode) -> str:
        steps = sorted(self.nodes(record, v.HAS_STEP), key=self._step)
        return self._named(each for step in steps for each in self.nodes(step, v.CARRIER))

    def _step(self, step: NamedNode) -> tuple[str, str]:
        return next(iter(self._texts(step, v.STEP_ORDER)), ""), step.value

    def _who(self, clock: str, records: Sequence[NamedNode]) -> str:
        """Who acts, or speaks; and whose stance is told where that is another."""
        first, holders = records[0], self.nodes(records[0], v.HOLDER)
        speakers = self.nodes(first, v.SPEAKER)
        if speakers:
            others = self._named(each for each in holders if each not in speakers)
            if clock == "happened":
                return f"{others or self._named(holders)} (told by {self._named(speakers)})"
            return self._named(speakers) + (f" (stance of {others})" if others else "")
        roles = (v.AGENT, v.PARTY, v.OUTLET)
        actors = self._named(a for role in roles for one in records for a in self.nodes(one, role))
        to = self._named(each for one in records for each in self.nodes(one, v.RECIPIENT))
        return ", ".join(filter(None, (actors, to and f"to {to}")))

    def role(self, entry: Entry, actor: NamedNode) -> str:
        """How an actor stands in what an entry tells; empty if it has no part in it.

        What an event's other accounts and its participations tell counts, with their paragraphs.
        """
        own = [NamedNode(record) for record in entry.records]
        events = {event for record in own for event in self.nodes(record, v.ACCOUNT_OF)}
        found: dict[str, list[NamedNode]] = {}
        for record in (*own, *(r for event in events for r in self._around(event))):
            for word in self._roles(record, actor):
                found.setdefault(word, []).append(record)
        parts = []
        for word, records in found.items():
            at = "" if set(records) & set(own) else f" ({', '.join(self._cites(records))})"
            parts.append(word + at)
        return ", ".join(parts)

    def _around(self, event: NamedNode) -> Iterator[NamedNode]:
        for predicate in (v.ACCOUNT_OF, v.AT_EVENT):
            for record in self._having(predicate, event):
                is_position = predicate == v.AT_EVENT and self.nodes(record, v.HOLDER)
                if not is_position and NamedNode(v.ABSENT) not in self.nodes(record, v.PRESENCE):
                    yield record

    def _roles(self, record: NamedNode, actor: NamedNode) -> Iterator[str]:
        taking_part = NamedNode(v.PARTICIPATION) in self.nodes(record, v.TYPE)
        for predicate, word in ROLES.items():
            if actor in self.nodes(record, predicate):
                yield "participant" if taking_part and predicate == v.AGENT else word
