"""What the shapes say of properties: which things have them, what they lead to, how many.

The shapes are the one place where this is written down; nothing here knows a property.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions

from travaux import vocabulary as v
from travaux.engine import Answer, Engine, Term

_PATH = v.SH + "path"
_CLASS = v.SH + "class"
_FIRST = v.RDF + "first"
_REST = v.RDF + "rest"
_GRAPHS = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?shape a <{v.SH}NodeShape> }} }}"
_CONTENT = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


class Rule(NamedTuple):
    """One property shape: of what it speaks, and what it asks of the values of a property."""

    property: str
    classes: frozenset[str]  # whose things it speaks of; none: of whatever has one of `having`
    having: frozenset[str]
    takes: tuple[NamedNode, ...]  # classes and schemes
    datatype: str
    least: int
    most: int | None
    message: str
    is_iri: bool


class Shapes:
    """The shapes of an engine's workspace, read once."""

    def __init__(self, engine: Engine) -> None:
        self._values: dict[tuple[str, str], list[Term]] = {}
        for subject, predicate, value in _triples(engine):
            self._values.setdefault((subject, predicate), []).append(value)
        self.rules = [
            self._rule(each, shape)
            for shape in self._shapes()
            for each in self._of(shape, v.SH + "property")
            if self._one(each, "path")
        ]

    def holders(self) -> dict[str, frozenset[str]]:
        """For each property the classes of what may have it, where a shape says so."""
        found: dict[str, frozenset[str]] = {}
        for shape in self._shapes():
            classes = frozenset(node.value for node in self._takes(shape))
            for each in self._of(shape, v.SH + "targetSubjectsOf") if classes else ():
                found[each] = found.get(each, frozenset()) | classes
        return found

    def anchoring(self) -> frozenset[str]:
        """The properties of things that may have no others: the shapes that are closed."""
        found: set[str] = set()
        for shape in self._shapes():
            if self._of(shape, v.SH + "closed") == ["true"]:
                for head in self._values.get((shape, v.SH + "ignoredProperties"), []):
                    found.update(_value(each) for each in self._list(head))
        return frozenset(found)

    def _shapes(self) -> Iterator[str]:
        for (subject, predicate), values in self._values.items():
            if predicate == v.TYPE and v.SH + "NodeShape" in map(_value, values):
                yield subject

    def _of(self, subject: str, predicate: str) -> list[str]:
        """IRIs and lexical forms; a path that is no property is empty."""
        values = self._values.get((subject, predicate), [])
        return ["" if isinstance(each, BlankNode) else _value(each) for each in values]

    def _one(self, subject: str, name: str) -> str:
        return next(iter(self._of(subject, v.SH + name)), "")

    def _rule(self, rule: str, shape: str) -> Rule:
        least, most = self._one(rule, "minCount"), self._one(rule, "maxCount")
        return Rule(
            self._one(rule, "path"),
            frozenset(self._of(shape, v.SH + "targetClass")),
            frozenset(self._of(shape, v.SH + "targetSubjectsOf")),
            tuple(self._takes(rule)),
            self._one(rule, "datatype"),
            int(least or 0),
            int(most) if most else None,
            self._one(rule, "message"),
            self._one(rule, "nodeKind") == v.SH + "IRI",
        )

    def _takes(self, shape: str) -> Iterator[NamedNode]:
        """The classes and schemes, one of which a shape asks for."""
        for iri in self._of(shape, _CLASS):
            yield NamedNode(iri)
        if self._one(shape, "path") == v.IN_SCHEME:
            for iri in self._of(shape, v.SH + "hasValue"):
                yield NamedNode(iri)
        for each in self._of(shape, v.SH + "node"):
            yield from self._takes(each)
        for head in self._values.get((shape, v.SH + "or"), []):
            for member in self._list(head):
                yield from self._takes(_value(member))
        if not self._of(shape, _PATH) and not self._targets(shape):
            for each in self._of(shape, v.SH + "property"):
                yield from self._takes(each)

    def _targets(self, shape: str) -> bool:
        return bool(self._one(shape, "targetClass") or self._one(shape, "targetSubjectsOf"))

    def _list(self, head: Term) -> Iterator[Term]:
        at = _value(head)
        while (at, _FIRST) in self._values:
            yield self._values[at, _FIRST][0]
            at = _value(self._values[at, _REST][0])


def _triples(engine: Engine) -> Iterator[tuple[str, str, Term]]:
    for graph in _rows(engine.query(_GRAPHS)):
        for row in _rows(engine.query(_CONTENT, bindings={"g": graph["g"]})):
            yield _value(row["s"]), _value(row["p"]), row["o"]


def _rows(answer: Answer) -> list[QuerySolution]:
    assert isinstance(answer, QuerySolutions)
    return list(answer)


def _value(term: Term) -> str:
    assert isinstance(term, (NamedNode, BlankNode, Literal))
    return term.value
