"""Write Turtle in one canonical form: rdflib's longturtle layout, with terms never altered.

rdflib's own writer is not used: its terms and short forms change values and datatypes, it orders
subjects by how often they are referred to, and it prints lists that share a cell as two lists.
Here the terms are pyoxigraph's as parsed (no store, which would rewrite literals), blank nodes get
their RDFC-1.0 labels, and the text is a function of the graph and the prefixes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from travaux.turtle_text import name_of

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Node: TypeAlias = NamedNode | BlankNode | Literal | Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
FIRST_PREDICATES = {RDF + "type": 0, LABEL: 1}
INDENT = "    "

# PN_CHARS_BASE of the Turtle grammar; names outside it are written as full IRIs
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL = re.compile(
    f"[{_BASE}_0-9](?:[{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040.-]*"
    f"[{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040-])?"
)
_SHORT = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\b": "\\b", "\r": "\\r", "\f": "\\f"}
# controls, and the marks that reorder text on screen: invisible in a diff unless escaped
_HIDDEN = re.compile(
    "[\\\\\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_DIGITS = re.compile(r"([0-9]+)")


def natural(text: str) -> tuple[object, ...]:
    """A sort key by which ``s2-5-…`` stands before ``s2-10-…``; total, ties broken by the text."""
    parts = _DIGITS.split(text)
    return (tuple(_number(part) if at % 2 else part for at, part in enumerate(parts)), text)


def _number(digits: str) -> tuple[int, str]:
    """Digits in order of value; no int(), which refuses very long ones."""
    bare = digits.lstrip("0")
    return (len(bare), bare)


def canonical(triples: Iterable[Triple]) -> list[Triple]:
    """The distinct triples with blank nodes named by RDFC-1.0."""
    import pyoxigraph as ox

    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def write(triples: Iterable[Triple], prefixes: Mapping[str, str], *, keep_prefixes: bool) -> str:
    """The canonical Turtle of a graph.

    Only the prefixes in use are declared, as ``PREFIX``; with ``keep_prefixes`` all are, as
    ``@prefix``, for the file that is the list of prefixes.
    """
    return Writer(triples, prefixes).text(keep_prefixes)


class Writer:
    """Holds one graph while it is written."""

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        from pyoxigraph import BlankNode, Literal, NamedNode

        self._blank, self._literal, self._named = BlankNode, Literal, NamedNode
        # longest namespace first, then the shorter prefix: one IRI has one name
        order = sorted(prefixes.items(), key=lambda item: (-len(item[1]), len(item[0]), item))
        self._prefixes = dict(sorted(prefixes.items()))
        self._namespaces = [(namespace, prefix) for prefix, namespace in order if namespace]
        self._used: set[str] = set()
        self._names: dict[str, str] = {}
        self._written: set[Node] = set()
        self._references: dict[Node, int] = {}
        self._about: dict[Node, dict[str, list[Node]]] = {}
        for triple in canonical(triples):
            self._add(triple)

    def _add(self, triple: Triple) -> None:
        predicates = self._about.setdefault(triple.subject, {})
        predicates.setdefault(triple.predicate.value, []).append(triple.object)
        if isinstance(triple.object, self._blank):
            self._references[triple.object] = self._references.get(triple.object, 0) + 1

    def text(self, keep_prefixes: bool) -> str:
        """The whole file."""
        blocks = []
        for subject in sorted(self._about, key=self._subject_key):
            if subject not in self._written:
                blocks.append(self._block(subject))
        return "\n".join(part for part in (self._header(keep_prefixes), *blocks) if part)

    def _header(self, keep: bool) -> str:
        if keep:
            return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self._prefixes.items())
        used = {name: iri for name, iri in self._prefixes.items() if name in self._used}
        return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in used.items())

    def _subject_key(self, node: Node) -> tuple[object, ...]:
        """IRIs first; then blank nodes, roots before the parts that roots print inline."""
        if not isinstance(node, self._blank):
            return (0, *natural(name_of(node)))
        references = self._references.get(node, 0)
        return (1, {0: 0, 1: 2}.get(references, 1), *natural(name_of(node)))

    def _block(self, subject: Node) -> str:
        self._written.add(subject)
        unnamed = isinstance(subject, self._blank) and not self._references.get(subject)
        name = "[]" if unnamed else self._name(subject)
        return f"{name}\n{self._predicates(subject, 1)}.\n"

    def _predicates(self, subject: Node, depth: int) -> str:
        about = self._about.get(subject, {})
        order = sorted(about, key=lambda iri: (FIRST_PREDICATES.get(iri, 2), *natural(iri)))
        indent = INDENT * depth
        return "".join(
            f"{indent}{self._verb(iri)}{self._objects(about[iri], depth)} ;\n" for iri in order
        )

    def _verb(self, iri: str) -> str:
        return "a" if iri == RDF + "type" else self._iri(iri)

    def _objects(self, objects: list[Node], depth: int) -> str:
        if len(objects) == 1:
            return " " + self._object(objects[0], depth)
        indent = "\n" + INDENT * (depth + 1)
        ordered = sorted(objects, key=self._object_key)
        return indent + f" ,{indent}".join(self._object(node, depth + 1) for node in ordered)

    def _object_key(self, node: Node) -> tuple[object, ...]:
        if isinstance(node, self._literal):
            return (1, node.value, str(node))
        return (2 if isinstance(node, self._blank) else 0, *natural(name_of(node)))

    def _object(self, node: Node, depth: int) -> str:
        if not isinstance(node, self._blank):
            return self._name(node)
        if node in self._written or self._references.get(node, 0) > 1:
            return self._name(node)
        indent = INDENT * depth
        cells = self._cells(node)
        if cells:
            self._written.update(cells)
            values = [self._about[cell][RDF + "first"][0] for cell in cells]
            lines = [f"{indent}{INDENT}{self._object(value, depth + 1)}\n" for value in values]
            return f"(\n{''.join(lines)}{indent})"
        self._written.add(node)
        if not self._about.get(node):
            return "[]"
        return f"[\n{self._predicates(node, depth + 1)}{indent}]"

    def _cells(self, head: Node) -> list[Node]:
        """The cells of a list that ``( )`` says exactly; empty for anything else."""
        cells: list[Node] = []
        cell = head
        while isinstance(cell, self._blank):
            about = self._about.get(cell, {})
            plain = set(about) == {RDF + "first", RDF + "rest"}
            plain = plain and all(len(objects) == 1 for objects in about.values())
            if not plain or cell in self._written or cell in cells:
                return []
            if self._references.get(cell, 0) != 1:
                return []
            cells.append(cell)
            cell = about[RDF + "rest"][0]
        return cells if isinstance(cell, self._named) and cell.value == RDF + "nil" else []

    def _name(self, node: Node) -> str:
        if isinstance(node, self._literal):
            return self._literal_text(node)
        if isinstance(node, self._named):
            return self._iri(node.value)
        return str(node)

    def _iri(self, iri: str) -> str:
        if iri not in self._names:
            self._names[iri] = self._shorten(iri)
        return self._names[iri]

    def _shorten(self, iri: str) -> str:
        for namespace, prefix in self._namespaces:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self._used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal_text(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        short = _SHORT.get(datatype)
        if short and short.fullmatch(literal.value):
            return literal.value
        quoted = quote(literal.value)
        if literal.language:
            return f"{quoted}@{literal.language}{_direction(literal)}"
        return quoted if datatype == XSD + "string" else f"{quoted}^^{self._iri(datatype)}"


def _direction(literal: Literal) -> str:
    return f"--{literal.direction}" if literal.direction else ""


def quote(text: str) -> str:
    """A Turtle string: one line, or triple-quoted where the text has line feeds."""
    escaped = _HIDDEN.sub(_escape, text)
    if "\n" not in text:
        return '"' + escaped.replace('"', '\\"') + '"'
    # a quote before another, or at the end, could close the string
    return '"""' + re.sub(r'"(?="|\Z)', '\\\\"', escaped) + '"""'


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"
