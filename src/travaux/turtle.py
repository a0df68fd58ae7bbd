"""Write Turtle in one canonical form: rdflib's longturtle, with terms never altered.

Import this module inside functions only: it brings rdflib. The terms come from pyoxigraph's parser
and no store, since rdflib's parser, NORMALIZE_LITERALS off, still makes 7 of ``007``, 0.5 of ``.5``
and 5 of ``+5``, and its ``Literal`` trims an xsd:token, knows no base direction and logs a
traceback for an ill-typed date. Language tags come in lower case, as RDF lets a parser do.
Blank nodes get their RDFC-1.0 labels from pyoxigraph: rdflib's ``canon=True`` writes the graph and
reads it again, by which the literals above are altered once more.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.serializers.longturtle import (
    OBJECT,
    SUBJECT,
    VERB,
    LongTurtleSerializer,
)

from travaux.blank_nodes import canonical
from travaux.spelling import natural

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib.term import Node

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
    str(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    str(XSD.decimal): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD.double): re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    str(XSD.boolean): re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\b": "\\b", "\r": "\\r", "\f": "\\f"}
# controls, and the marks that reorder text on screen: invisible in a diff unless escaped
_HIDDEN = re.compile(
    "[\\\\\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def write(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], *, keep_prefixes: bool) -> str:
    """The canonical Turtle of a graph.

    Only the prefixes in use are declared, as ``PREFIX``; with ``keep_prefixes`` all are, as
    ``@prefix``, for the file that is the list of prefixes.
    """
    graph = Graph(bind_namespaces="none")
    for triple in canonical(triples):
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return Canonical(graph, prefixes, keep_prefixes).text()


class Exact(Literal):
    """A pyoxigraph literal in rdflib's graph: to rdflib plain text, of which it alters nothing."""

    __slots__ = ("term",)
    term: ox.Literal


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    import pyoxigraph as ox

    if isinstance(term, ox.Literal):
        exact = Exact(str(term), normalize=False)
        exact.term = term
        return exact
    assert not isinstance(term, ox.Triple)  # the parser refuses them
    return BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(term.value)


class Canonical(LongTurtleSerializer):
    """longturtle, but for what there loses something, depends on chance or leaves trailing spaces.

    That is: the order of subjects, properties and values; names and literals; which prefixes are
    declared; which blank nodes stand in brackets and how those are laid out. One use per graph.
    """

    def __init__(self, graph: Graph, prefixes: Mapping[str, str], keep: bool) -> None:
        super().__init__(graph)  # type: ignore[no-untyped-call]
        # longest namespace first, then the shorter prefix: one IRI has one name
        order = sorted(prefixes.items(), key=lambda item: (-len(item[1]), len(item[0]), item))
        self._prefixes = [(prefix, namespace) for prefix, namespace in order if namespace]
        self._kept = sorted(prefixes.items()) if keep else []

    def text(self) -> str:
        """The whole file."""
        stream = io.BytesIO()
        self.serialize(stream)
        declared = self._kept or sorted(self.namespaces.items())
        form = "@prefix {}: <{}> .\n" if self._kept else "PREFIX {}: <{}>\n"
        header = "".join(form.format(*each) for each in declared)
        return (header + stream.getvalue().decode()).lstrip("\n")

    def startDocument(self) -> None:
        # of the prefixes noted so far, some stand for what ( ) and short numbers leave unsaid
        self.namespaces.clear()

    def orderSubjects(self) -> list[Node]:
        return sorted(self._subjects, key=self._subject_key)

    def _subject_key(self, node: Node) -> tuple[object, ...]:
        """IRIs first; then blank nodes, roots before the parts that roots print inline."""
        if not isinstance(node, BNode):
            return (0, *natural(str(node)))
        return (1, {0: 0, 1: 2}.get(self._references[node], 1), *natural(node))

    def sortProperties(self, properties: Mapping[Node, list[Node]]) -> list[Node]:
        for objects in properties.values():
            objects.sort(key=_object_key)
        return sorted(properties, key=self._property_key)

    def _property_key(self, node: Node) -> tuple[object, ...]:
        """The type, the label, then all others."""
        return ([node != first for first in self.predicateOrder], *natural(str(node)))

    def label(self, node: Node, position: int) -> str:
        if isinstance(node, Exact):
            return self._literal(node.term)
        if isinstance(node, URIRef):
            return "a" if position == VERB and node == RDF.type else self.get_pname(node)
        mentions = self._references[node] + (node in self._subjects)
        return "[]" if mentions == 1 else f"_:{node}"

    def get_pname(self, uri: str, gen_prefix: bool = False) -> str:
        for prefix, namespace in self._prefixes:
            if uri.startswith(namespace) and _LOCAL.fullmatch(uri, len(namespace)):
                self.namespaces[prefix] = URIRef(namespace)
                return f"{prefix}:{uri[len(namespace) :]}"
        return f"<{uri}>"

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        short = _SHORT.get(datatype)
        if short and short.fullmatch(literal.value):
            return literal.value
        quoted = quote(literal.value)
        if literal.language:
            direction = f"--{literal.direction}" if literal.direction else ""
            return f"{quoted}@{literal.language}{direction}"
        return quoted if datatype == str(XSD.string) else f"{quoted}^^{self.get_pname(datatype)}"

    def s_squared(self, subject: Node) -> bool:
        return False  # label() writes its []

    def p_squared(self, node: Node, position: int) -> bool:
        """Write in brackets what only this place mentions; far down it keeps a label."""
        inline = isinstance(node, BNode) and node in self._subjects and position != SUBJECT
        if not inline or self.isDone(node) or self._references[node] > 1:
            return False
        if self.depth > self.maxDepth:
            return False
        is_list = self.isValidList(node)
        self.subjectDone(node)
        self.write("(\n" if is_list else "[\n")
        self.depth += 1
        self.doList(node) if is_list else self.predicateList(node)  # type: ignore[no-untyped-call]
        self.depth -= 1
        self.write("\n" + self.indent(1) + (")" if is_list else "]"))
        return True

    def objectList(self, objects: list[Node]) -> None:
        many = len(objects) > 1
        self.depth += many
        for at, node in enumerate(objects):
            self.write((" ," if at else "") + ("\n" + self.indent(1) if many else " "))
            self.path(node, OBJECT, newline=True)  # type: ignore[no-untyped-call]
        self.depth -= many

    def isValidList(self, cell: Node | None) -> bool:
        """Whether ``( )`` says exactly this; rdflib loops on a ring and doubles a shared cell."""
        while isinstance(cell, BNode) and not self.isDone(cell) and self._references[cell] == 1:
            if sorted(self.store.predicates(cell), key=str) != [RDF.first, RDF.rest]:
                return False
            cell = self.store.value(cell, RDF.rest)
        return cell == RDF.nil and cell not in self._subjects


def _object_key(node: Node) -> tuple[object, ...]:
    if isinstance(node, Exact):
        return (1, node.term.value, str(node))
    return (2 if isinstance(node, BNode) else 0, *natural(str(node)))


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
