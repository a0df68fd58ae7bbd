"""By what way the words of a record reached its source: holder, speaker, carriers, article.

Voice and channel are what the rules of the ontology derive, computed here for single records by
the same patterns, so that nothing has to be inferred first; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.cites import place
from travaux.engine import Engine
from travaux.names import closure
from travaux.walk import reached

_ENDS = ((v.LINK_FROM, v.LINK_TO), (v.LINK_TO, v.LINK_FROM))


class Step(NamedTuple):
    """One intermediary: 1 is nearest the speaker; its carrier and what the carrier does."""

    order: int
    carrier: NamedNode
    kind: NamedNode | None


class Record(NamedTuple):
    """What a record says of its own origin. `source` is the article that holds it."""

    node: NamedNode
    kinds: tuple[NamedNode, ...]
    source: NamedNode | None
    speakers: tuple[NamedNode, ...]
    holders: tuple[NamedNode, ...]
    topics: tuple[NamedNode, ...]
    attitudes: tuple[NamedNode, ...]
    principals: tuple[NamedNode, ...]  # on whose behalf
    documents: tuple[NamedNode, ...]
    modes: tuple[NamedNode, ...]
    steps: tuple[Step, ...]
    cites: tuple[str, ...]


class Chains:
    """The records of one store; each is read once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.below = cache(self._below)
        self.record = cache(self._record)
        self._wholes = cache(self._above)
        self._leaked_only = cache(self._known_from_leaks)

    def is_a(self, node: NamedNode, kind: str) -> bool:
        """Whether a thing is of a class or of one below it."""
        return not self.below(kind).isdisjoint(self.values(node, v.TYPE))

    def values(self, node: NamedNode, predicate: str) -> tuple[NamedNode, ...]:
        """The things that a property leads to, sorted."""
        quads = self.engine.quads(node, NamedNode(predicate))
        return _nodes(quad.object for quad in quads)

    def subjects(self, predicate: str, value: NamedNode) -> tuple[NamedNode, ...]:
        """The things that a property leads from, sorted."""
        return _nodes(q.subject for q in self.engine.quads(None, NamedNode(predicate), value))

    def texts(self, node: NamedNode, predicate: str) -> tuple[str, ...]:
        """The texts of a property, sorted."""
        values = (quad.object for quad in self.engine.quads(node, NamedNode(predicate)))
        return tuple(sorted(each.value for each in values if isinstance(each, Literal)))

    def linked(self, node: NamedNode, kind: str, *, onward: bool = False) -> list[NamedNode]:
        """What curators' links of a kind tie to a record, from either end; `onward`, only where
        the record is what the link starts from.
        """
        found: list[NamedNode] = []
        for here, there in _ENDS[:1] if onward else _ENDS:
            for link in self.subjects(here, node):
                if NamedNode(kind) in self.values(link, v.LINK_KIND):
                    found += self.values(link, there)
        return found

    def records(self) -> list[Record]:
        """Every record of every source, in the order of the texts."""
        found = {
            node
            for kind in self.below(v.ATTESTATION)
            for node in self.subjects(v.TYPE, kind)
            if self.values(node, v.IN_SOURCE)
        }
        return sorted(map(self.record, found), key=in_order)

    def voice(self, record: Record) -> str:
        """First-hand or attributed, for a position; nothing for any other record."""
        if not self.is_a(record.node, v.POSITION):
            return ""
        own = set(record.holders) & set(record.principals)
        told = [(one, other) for one in record.speakers for other in record.holders]
        first = own or any(self._speaks_for(one, other) for one, other in told)
        return v.FIRST_HAND if first else v.ATTRIBUTED

    def channel(self, record: Record) -> str:
        """By what way the words came, for a statement; nothing for any other record."""
        if not self.is_a(record.node, v.STATEMENT):
            return ""
        if self.is_leaked(record):
            return v.LEAKED
        voices = (*record.speakers, *(step.carrier for step in record.steps))
        if any(self.is_a(each, v.UNDISCLOSED_VOICE) for each in voices):
            return v.UNDISCLOSED
        return v.MEDIATED if record.steps else v.DIRECT

    def is_leaked(self, record: Record) -> bool:
        """Whether one who passed the words on is said to have leaked them."""
        return any(step.kind and step.kind.value == v.LEAKS for step in record.steps)

    def known_from_leaks(self, document: NamedNode) -> bool:
        """Whether all that any source tells of a document's content came by a leak."""
        return self._leaked_only(document)

    def agencies(self, source: NamedNode) -> tuple[NamedNode, ...]:
        """The media that an article draws on, the one that published it excepted."""
        outlets = self.values(source, v.OUTLET)
        return tuple(x for x in self.values(source, v.DRAWS_ON) if x not in outlets)

    def media(self, record: Record) -> set[NamedNode]:
        """Everybody through whose hands the words may have gone: outlet, agencies, carriers."""
        found = {step.carrier for step in record.steps}
        if record.source:
            found |= {*self.values(record.source, v.OUTLET), *self.agencies(record.source)}
        return found

    def offices(self, speaker: NamedNode, source: NamedNode | None) -> list[Record]:
        """The records by which a source gives somebody an office."""
        held = self.subjects(v.AGENT, speaker)
        found = [self.record(node) for node in held if self.is_a(node, v.TENURE)]
        return sorted((each for each in found if each.source == source), key=in_order)

    def _speaks_for(self, speaker: NamedNode, holder: NamedNode) -> bool:
        """Whether a speaker is the holder, a body, an official or a delegate of it."""
        served = (speaker, *self._served(speaker))
        return any(holder in self._wholes(each) for each in served)

    def _served(self, speaker: NamedNode) -> set[NamedNode]:
        """The bodies in which any source gives somebody an office, or on whose behalf it acts."""
        found: set[NamedNode] = set()
        for record in self.subjects(v.AGENT, speaker):
            if self.is_a(record, v.TENURE):
                for office in self.values(record, v.OFFICE):
                    found.update(self.values(office, v.POST_IN))
            elif self.is_a(record, v.PARTICIPATION):
                found.update(self.values(record, v.ON_BEHALF_OF))
        return found

    def _above(self, part: NamedNode) -> set[NamedNode]:
        """Something and all that it is part of, however far up."""
        return reached(part, lambda each: self.values(each, v.IS_PART_OF))

    def _known_from_leaks(self, document: NamedNode) -> bool:
        found = [self.record(node) for node in self.subjects(v.STATED_IN, document)]
        return bool(found) and all(map(self.is_leaked, found))

    def _below(self, kind: str) -> set[NamedNode]:
        return closure(self.engine, NamedNode(kind), up=False)

    def _record(self, node: NamedNode) -> Record:
        sources = self.values(node, v.IN_SOURCE)
        return Record(
            node,
            kinds=self.values(node, v.TYPE),
            source=sources[0] if sources else None,
            speakers=self.values(node, v.SPEAKER),
            holders=self.values(node, v.HOLDER),
            topics=self.values(node, v.TOPIC),
            attitudes=self.values(node, v.ATTITUDE),
            principals=self.values(node, v.ON_BEHALF_OF),
            documents=self.values(node, v.STATED_IN),
            modes=self.values(node, v.SPEECH_MODE),
            steps=tuple(sorted(map(self._step, self.values(node, v.HAS_STEP)), key=_nearest)),
            cites=tuple(sorted(self.texts(node, v.CITE), key=place)),
        )

    def _step(self, node: NamedNode) -> Step:
        order = next(iter(self.texts(node, v.STEP_ORDER)), "")
        carriers, kinds = self.values(node, v.CARRIER), self.values(node, v.STEP_KIND)
        number = int(order) if order.isdecimal() and len(order) < 10 else 0
        return Step(number, carriers[0] if carriers else node, kinds[0] if kinds else None)


def _nearest(step: Step) -> tuple[int, str]:
    """A sorting key: the steps nearest the speaker first."""
    return step.order, step.carrier.value


def in_order(record: Record) -> tuple[object, ...]:
    """A sorting key: records in the order of the texts."""
    return place(record.cites[0] if record.cites else ""), record.node.value


def _nodes(terms: Iterable[object]) -> tuple[NamedNode, ...]:
    return tuple(sorted({x for x in terms if isinstance(x, NamedNode)}, key=lambda x: x.value))
