"""Triples as owlready2 keeps them, and back: nothing lost, nothing made into something else.

owlready2 keeps numbers as numbers, so that "007" is 7; a duration of a month becomes 30 days; a
datatype that it does not know cannot be read. Here each such datatype gets a class of its own,
whose values keep their text. Such classes hold for all worlds of the process.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from keyword import iskeyword
from typing import Any, ClassVar

import owlready2
from owlready2.driver import FLOAT_DATATYPES, INT_DATATYPES
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from travaux.errors import BadData
from travaux.vocabulary import RDF, XSD, XSD_DATE, XSD_INTEGER

LANG_STRING = RDF + "langString"
XSD_STRING = XSD + "string"
XSD_BOOLEAN = XSD + "boolean"
XSD_DECIMAL = XSD + "decimal"
#: What Python values have by themselves.
PLAIN = frozenset([XSD_STRING, XSD_INTEGER, XSD_DECIMAL])
#: What is a whole number in Python.
_WHOLE = INT_DATATYPES | {XSD_BOOLEAN}
#: What a node without a name is called in a row.
NAMELESS = "_:"

#: Subject, predicate, object, and what the object is: None for a node, "@en", or a datatype.
Row = tuple[str, str, Any, str | None]


class Text(str):
    """A value of a datatype that Python has no type for: its text, as it is written."""

    datatype: ClassVar[str] = ""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


_CLASSES: dict[str, type] = {}


def declare(datatypes: Iterable[str]) -> None:
    """Let owlready2 know these datatypes, and read what it would misread as it stands."""
    for iri in sorted(set(datatypes) - PLAIN - {LANG_STRING} - _CLASSES.keys()):
        _CLASSES[iri] = _declared(iri)


def _declared(iri: str) -> type:
    base: type = int if iri in _WHOLE else float if iri in FLOAT_DATATYPES else Text
    name = re.sub(r"\W", "_", re.split("[#/]", iri)[-1]) or "Value"
    name = f"{name}_" if iskeyword(name) or name[0].isdigit() else name
    made = type(name, (base,), {"datatype": iri, "__module__": __name__})
    plain: Callable[[Any], Any] = str if base is Text else base
    owlready2.declare_datatype(made, iri, made, plain)
    if iri == XSD_DATE:
        owlready2.declare_datatype(date, iri, _day(made), date.isoformat)
    if iri == XSD_BOOLEAN:
        owlready2.declare_datatype(made, iri, made, lambda value: str(int(value)))
        owlready2.declare_datatype(bool, iri, _truth(made), lambda value: str(value).lower())
    return made


def _truth(otherwise: type) -> Callable[[str], object]:
    """Reads true and false; 1 and 0, which say the same, stay numbers."""

    def read(text: str) -> object:
        if text in ("true", "false"):
            return text == "true"
        return otherwise(text) if text in ("1", "0") else Text(text)

    return read


def _day(otherwise: type) -> Callable[[str], object]:
    """Reads a date; one that Python would write otherwise, with a time zone, stays a text."""

    def read(text: str) -> object:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            return otherwise(text)
        return found if found.isoformat() == text else otherwise(text)

    return read


def row(triple: Triple) -> Row:
    """A triple as owlready2 keeps it. Raises BadData for a number that is none."""
    subject, value = triple.subject, triple.object
    head = (_node(subject), triple.predicate.value)
    if not isinstance(value, Literal):
        return (*head, _node(value), None)
    if value.language:
        return (*head, value.value, f"@{value.language}")
    kind = value.datatype.value
    try:
        return (*head, _kept(value.value, kind), kind)
    except ValueError:
        where = f"{head[0]} {head[1]}"
        raise BadData(
            f"{value.value!r} is no {kind}; owlready2 cannot keep it", where=where
        ) from None


def _kept(text: str, kind: str) -> object:
    if kind in INT_DATATYPES:
        return int(text)
    return float(text) if kind in FLOAT_DATATYPES else text


def _node(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else NAMELESS


def rows(onto: Any) -> Counter[Row]:
    """All that an ontology says, nodes without a name as NAMELESS; each triple once.

    What owlready2 notes in its world besides is in ontologies of its own.
    """
    named: dict[int, str] = {}

    def name(number: int) -> str:
        if number < 0:
            return NAMELESS
        if number not in named:
            named[number] = onto.world._unabbreviate(number)
        return named[number]

    found: Counter[Row] = Counter()
    for subject, predicate, value, kind in _quads(onto):
        found[name(subject), name(predicate), *_object(value, kind, name)] += 1
    return found


def _quads(onto: Any) -> Any:
    asked = "SELECT DISTINCT s, p, o, d FROM quads WHERE c = ?"
    return onto.world.graph.execute(asked, (onto.graph.c,)).fetchall()


def _object(value: Any, kind: object, name: Callable[[int], str]) -> tuple[Any, str | None]:
    if kind is None:
        return name(value), None
    return value, kind if isinstance(kind, str) else name(int(str(kind))) if kind else XSD_STRING


def triples(onto: Any, meant: Callable[[Row], Row]) -> list[Triple]:
    """All that an ontology says as triples, each row of named nodes first as it is meant."""

    def node(number: int) -> NamedNode | BlankNode:
        if number < 0:
            return BlankNode(f"b{-number}")
        return NamedNode(onto.world._unabbreviate(number))

    found = []
    for subject, predicate, value, kind in _quads(onto):
        first, verb = node(subject), NamedNode(onto.world._unabbreviate(predicate))
        if kind is None:
            found.append(Triple(first, verb, node(value)))
            continue
        name = first.value if isinstance(first, NamedNode) else NAMELESS
        given = meant((name, verb.value, *_object(value, kind, onto.world._unabbreviate)))
        found.append(Triple(first, verb, triple(("urn:x", *given[1:])).object))
    return found


def triple(given: Row) -> Triple:
    """A row of named nodes as a triple. Raises BadData for a name that is no IRI."""
    subject, predicate, value, kind = given
    try:
        head = NamedNode(subject), NamedNode(predicate)
        if kind is None:
            return Triple(*head, NamedNode(value))
        if kind.startswith("@"):
            return Triple(*head, Literal(value, language=kind[1:]))
        return Triple(*head, Literal(_text(value, kind), datatype=NamedNode(kind)))
    except ValueError as error:
        raise BadData(f"no triple of RDF: {error}", where=f"{subject} {predicate}") from None


def _text(value: object, kind: str) -> str:
    if kind == XSD_DECIMAL and isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, float):
        return repr(value).replace("inf", "INF").replace("nan", "NaN")
    return str(value)
