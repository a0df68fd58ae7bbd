"""What can be written down, and with which fields: one table, read off ontology and shapes.

A kind is a class; a field is a property that things of the class may have, named in snake case:
`speech_mode` is trv:speechMode. Another ontology makes another table, with no change of code. Only
what no shape says stands here: which fields are filled in, and which one a call begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.author.shapes import Rule, Shapes
from travaux.engine import Engine
from travaux.layers import MENTIONABLE
from travaux.names import closure
from travaux.vocabulary import TRV

#: The name of a field that is not that of its property.
RENAMED = {v.EVIDENCE: "at"}
#: What is filled in: nobody says it.
_FILLED = {v.TYPE, v.LABEL, v.IN_SOURCE, v.SHA256, v.STEP_ORDER}
_FILLED |= {TRV + clock + end for clock in v.CLOCKS for end in ("Earliest", "Latest")}
_FILLED_IN_RECORDS = _FILLED | {v.IDENTIFIER}
#: The first field that a call may give without its name.
_LEADING = {
    v.ACCOUNT: v.ACCOUNT_OF,
    v.TENURE: v.AGENT,
    v.PARTICIPATION: v.AGENT,
    v.FORMULATION: v.FORMULATES,
    v.STATEMENT: v.GLOSS,
    v.ATTRIBUTION_STEP: v.CARRIER,
}
#: Literals of annotation properties, which have no datatype anywhere.
_TEXTS = {v.IDENTIFIER: v.XSD + "string", v.TITLE: v.LANG_STRING, v.NOTE: v.LANG_STRING}
_RECORDS = (v.ATTESTATION, v.SITUATION, v.UNDISCLOSED_VOICE, v.ATTRIBUTION_STEP, v.NEWS_ARTICLE)
_NOT_ENTITIES = (v.NEWS_ARTICLE, v.UNDISCLOSED_VOICE, v.NARRATIVE_VOICE)
#: Too general: a thing of these is always of a class below them.
_ABSTRACT = {v.ATTESTATION, v.ACTOR, v.TOPIC_CLASS}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Field(NamedTuple):
    """One property as a kind has it."""

    name: str
    property: str
    takes: tuple[NamedNode, ...]  # the classes and schemes of its values; none: a literal
    datatype: str  # of a literal, or ANY_IRI for the IRI of something outside the workspace
    least: int
    most: int | None
    advice: str  # what the shapes say of one too few or too many


ANY_IRI = v.XSD + "anyURI"


class Kind(NamedTuple):
    """A class of which things can be written down."""

    name: str
    iri: str
    above: frozenset[str]  # its class and all above it
    fields: dict[str, Field]
    leading: str  # the field that may be given without its name, or nothing
    shared: bool  # whether things of it belong to no source

    def has(self, *properties: str) -> bool:
        """Whether it has fields for all these properties."""
        own = {each.property for each in self.fields.values()}
        return own.issuperset(properties)

    def field(self, property: str) -> Field:
        """The field of a property that it has."""
        return next(each for each in self.fields.values() if each.property == property)


class Kinds:
    """Every kind of a workspace: `records` of a source and `entities`, by name, each by IRI."""

    def __init__(self, engine: Engine) -> None:
        self._shapes = Shapes(engine)
        self._holders = self._shapes.holders()
        self.entity_classes = tuple(map(NamedNode, MENTIONABLE))
        others = _below(_NOT_ENTITIES, engine)
        shared = _below(MENTIONABLE, engine) - others
        self.records = self._table(_below(_RECORDS, engine), engine)
        self.entities = self._table(shared, engine, self._shapes.anchoring())

    def record(self, iri: str) -> Kind:
        """The kind of a class of what a source records."""
        return next(each for each in self.records.values() if each.iri == iri)

    def _table(
        self, classes: set[str], engine: Engine, only: frozenset[str] = frozenset()
    ) -> dict[str, Kind]:
        """Kinds by name; of two classes of one name the first by IRI has it."""
        table: dict[str, Kind] = {}
        for iri in sorted(classes, key=lambda each: (not each.startswith(TRV), each)):
            table.setdefault(snake(iri), self._kind(iri, engine, only))
        return table

    def _kind(self, iri: str, engine: Engine, only: frozenset[str]) -> Kind:
        above = frozenset(each.value for each in closure(engine, NamedNode(iri), up=True))
        fields = {each.name: each for each in self._fields(above, engine, only)}
        start = next((_LEADING[each] for each in _LEADING if each in above), "")
        leading = next((each.name for each in fields.values() if each.property == start), "")
        return Kind(snake(iri), iri, above, dict(sorted(fields.items())), leading, bool(only))

    def _fields(
        self, above: frozenset[str], engine: Engine, only: frozenset[str]
    ) -> Iterator[Field]:
        own = {rule.property for rule in self._shapes.rules if rule.classes & above}
        own |= {each for each, classes in self._holders.items() if classes & above}
        own |= {each for each in only if each not in self._holders}
        own |= {TRV + each + "Basis" for each in v.CLOCKS if TRV + each in own}
        own = own & only - _FILLED if only else own - _FILLED_IN_RECORDS
        for property in sorted(own):
            field = self._field(property, above, engine)
            if field.most != 0:
                yield field

    def _field(self, property: str, above: frozenset[str], engine: Engine) -> Field:
        rules = [each for each in self._shapes.rules if each.property == property]
        scoped = [each for each in rules if each.classes & above]
        general = [each for each in rules if property in each.having]
        every = [*scoped, *general]
        takes = next((each.takes for each in every if each.takes), ())
        most = [each.most for each in every if each.most is not None]
        counting = [each for each in every if each.least or each.most is not None]
        datatype = next((each.datatype for each in every if each.datatype), "")
        if not takes and not datatype:
            takes, datatype = self._otherwise(property, every, engine)
        return Field(
            RENAMED.get(property) or snake(property),
            property,
            takes,
            datatype,
            max((each.least for each in scoped), default=0),
            min(most, default=None),
            next((each.message for each in counting), ""),
        )

    def _otherwise(
        self, property: str, rules: list[Rule], engine: Engine
    ) -> tuple[tuple[NamedNode, ...], str]:
        """What a property takes of which no shape says it."""
        if any(each.is_iri for each in rules):
            return (), ANY_IRI
        kind = NamedNode(v.OWL + "ObjectProperty")
        if any(engine.quads(NamedNode(property), NamedNode(v.TYPE), kind)):
            return self.entity_classes, ""
        return (), _TEXTS.get(property, v.XSD + "string")


def kinds_of(engine: Engine) -> Kinds:
    """The table of an engine's workspace, made once for each engine."""
    found = _MADE.get(engine)
    if found is None:
        found = _MADE[engine] = Kinds(engine)
    return found


_MADE: WeakKeyDictionary[Engine, Kinds] = WeakKeyDictionary()


def _below(classes: Iterable[str], engine: Engine) -> set[str]:
    """The classes with those under them, but for those that follow from a definition."""
    tops = map(NamedNode, classes)
    found = {each.value for top in tops for each in closure(engine, top, up=False)}
    defined = NamedNode(v.OWL + "equivalentClass")
    found -= {each for each in found if any(engine.quads(NamedNode(each), defined))}
    return found - _ABSTRACT


def snake(iri: str) -> str:
    """The name of a class or a property as Python writes names."""
    local = re.split("[#/]", iri)[-1]
    return _HUMP.sub("_", local).replace("-", "_").lower()
