"""What `travaux balance` counts: statements by speaker, source, way and wording, and who is silent.

Every count is of records, each with the first paragraph of those it counts. A statement with two
speakers counts under both, and once in what stands above them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.attribution import attribution
from travaux.chains import Chains
from travaux.cites import place
from travaux.engine import OxigraphEngine
from travaux.sides import Sides, grouped, values

VERBS = "Verbs of attribution, by the speaker's side"
BY_SIDE = "Statements, by the speaker's side"
BY_SPEAKER = "Statements, by speaker"
BY_SOURCE = "Statements, by source"
BY_AGENCY = "Statements, by the medium that their source draws on"
MODE = "Speech mode, by the speaker's side"
CHANNEL = "Channel, by the speaker's side"
VOICE = "Who tells of positions, by the holder's side"
ATTITUDE = "Attitudes, by the holder's side"
SILENT = "Spoken of; neither they nor anybody told to be theirs speaks"
SECTIONS = (
    BY_SIDE,
    BY_SPEAKER,
    BY_SOURCE,
    BY_AGENCY,
    VERBS,
    MODE,
    CHANNEL,
    VOICE,
    ATTITUDE,
    SILENT,
)
ALL = "all"
NOT_TOLD = "not told"
NO_VERB = "none"
_TOLD = (v.SPEAKER, v.HOLDER, v.ON_BEHALF_OF, v.ATTITUDE, v.SPEECH_MODE, v.GLOSS)
_ROLES = (v.HOLDER, v.ADDRESSEE, v.AGENT, v.PARTY, v.RECIPIENT, v.ON_BEHALF_OF, v.REFERS_TO)
_DISPUTED = (v.ALLEGATION, v.DENIAL)


class Count(NamedTuple):
    """How many records fall under something, and the first paragraph of them."""

    section: str
    who: str
    what: str  # ALL: whatever it is
    records: int
    first: str


class Fact(NamedTuple):
    """One record falls under something; `apart` moves those that are no side to the end."""

    section: str
    who: str
    what: str
    record: str
    apart: bool = False


class Record:
    """A statement: its paragraph and the values of its properties."""

    def __init__(self, iri: str, cite: str) -> None:
        self.iri, self.cite = iri, cite
        self.values: dict[str, set[str]] = {}

    def __getitem__(self, property: str) -> list[str]:
        return sorted(self.values.get(property, ()))


def tallies(engine: OxigraphEngine) -> list[Count]:
    """All counts: the sections in order, in each the largest first, what is no side last."""
    book = _Book(engine)
    facts = [fact for record in book.records.values() for fact in book.facts(record)]
    facts += book.silent()
    return _counted(facts, book.cites)


class _Book:
    """All that is asked of the engine, once."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self.engine, self.sides = engine, Sides(engine)
        self.cites: dict[str, str] = {}
        self.records = self._statements()
        self.sources = grouped(engine, f"SELECT ?a ?b WHERE {{ ?a <{v.IDENTIFIER}> ?b }}")
        self.media = grouped(engine, f"SELECT ?a ?b WHERE {{ ?a <{v.DRAWS_ON}> ?b }}")
        self.chains = Chains(engine)

    def _statements(self) -> dict[str, Record]:
        wanted = " ".join(f"<{each}>" for each in (v.TYPE, v.IN_SOURCE, *_TOLD))
        found: dict[str, Record] = {}
        for iri, cite, property, value in values(
            self.engine,
            f"SELECT ?record ?cite ?property ?value WHERE {{ VALUES ?property {{ {wanted} }}"
            f" ?kind <{v.SUBCLASS_OF}>* <{v.STATEMENT}> ."
            f" ?record a ?kind ; <{v.CITE}> ?cite ; ?property ?value }}",
        ):
            self._cite(iri, cite)
            record = found.setdefault(iri, Record(iri, cite))
            record.values.setdefault(property, set()).add(value)
        return found

    def _cite(self, iri: str, cite: str) -> None:
        self.cites[iri] = min(self.cites.get(iri, cite), cite, key=place)

    def facts(self, record: Record) -> Iterator[Fact]:
        """Everything that one statement falls under."""
        for kind in map(self.sides.label, record[v.TYPE]):
            for speaker in record[v.SPEAKER]:
                yield Fact(BY_SPEAKER, self.sides.actor(speaker), kind, record.iri)
            for source in record[v.IN_SOURCE]:
                names = self.sources.get(source, {source})
                yield from (Fact(BY_SOURCE, name, kind, record.iri) for name in names)
                for medium in self.media.get(source) or ("",):
                    told = self.sides.actor(medium) if medium else NOT_TOLD
                    yield Fact(BY_AGENCY, told, kind, record.iri, not medium)
        for speaker in record[v.SPEAKER]:
            yield from self._spoken(record, speaker)
        for holder in record[v.HOLDER]:
            yield from self._held(record, holder)

    def _spoken(self, record: Record, speaker: str) -> Iterator[Fact]:
        side, apart = self.sides.name(speaker), not self.sides.has_side(speaker)
        verbs = [attribution(gloss) for gloss in record[v.GLOSS]]
        counted = {
            VERBS: [verb.verb if verb else NO_VERB for verb in verbs],
            BY_SIDE: map(self.sides.label, record[v.TYPE]),
            MODE: map(self.sides.label, record[v.SPEECH_MODE])
            if record[v.SPEECH_MODE]
            else (NOT_TOLD,),
            CHANNEL: [self.sides.label(self._channel(record.iri))],
        }
        for section, whats in counted.items():
            yield from (Fact(section, side, what, record.iri, apart) for what in whats)

    def _channel(self, iri: str) -> str:
        return self.chains.channel(self.chains.record(NamedNode(iri)))

    def _held(self, record: Record, holder: str) -> Iterator[Fact]:
        side, apart = self.sides.name(holder), not self.sides.has_side(holder)
        own = holder in record[v.ON_BEHALF_OF]
        own = own or any(self.sides.speaks_for(each, holder) for each in record[v.SPEAKER])
        voice = self.sides.label(v.FIRST_HAND if own else v.ATTRIBUTED)
        yield Fact(VOICE, side, voice, record.iri, apart)
        for attitude in map(self.sides.label, record[v.ATTITUDE]):
            yield Fact(ATTITUDE, side, attitude, record.iri, apart)

    def silent(self) -> Iterator[Fact]:
        """In what roles those stand of whom nobody speaks, in statements or formulations."""
        spoke = {
            whole
            for (speaker,) in values(
                self.engine, f"SELECT DISTINCT ?speaker WHERE {{ ?record <{v.SPEAKER}> ?speaker }}"
            )
            for whole in self.sides.wholes(speaker)
        }
        roles = " ".join(f"<{each}>" for each in _ROLES)
        for actor, role, kind, record, cite in values(
            self.engine,
            f"SELECT ?actor ?role ?kind ?record ?cite WHERE {{ VALUES ?role {{ {roles} }}"
            f" ?record ?role ?actor ; a ?kind ; <{v.CITE}> ?cite }}",
        ):
            if self.sides.is_a(actor, v.ACTOR) and actor not in spoke:
                self._cite(record, cite)
                what = kind if role == v.REFERS_TO and kind in _DISPUTED else role
                yield Fact(SILENT, self.sides.actor(actor), self.sides.label(what), record)


def _counted(facts: Iterable[Fact], cites: dict[str, str]) -> list[Count]:
    under: dict[tuple[str, str, str], set[str]] = {}
    apart: set[str] = set()
    for fact in facts:
        for what in (ALL, fact.what):
            under.setdefault((fact.section, fact.who, what), set()).add(fact.record)
        if fact.apart:
            apart.add(fact.who)
    found = [
        Count(*key, len(records), min((cites[each] for each in records), key=place))
        for key, records in under.items()
    ]
    whole = {one[:2]: one.records for one in found if one.what == ALL}

    def order(one: Count) -> tuple[int, bool, int, str, bool, int, str]:
        size = 0 if one.section == BY_SOURCE else -whole[one[:2]]
        place = SECTIONS.index(one.section)
        return place, one.who in apart, size, one.who, one.what != ALL, -one.records, one.what

    return sorted(found, key=order)
