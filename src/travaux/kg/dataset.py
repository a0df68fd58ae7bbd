"""The workspace as a plain rdflib Dataset, one named graph a file, and back.

Literals keep their lexical form: rdflib would make 7 of "007". NORMALIZE_LITERALS, a switch of all
of rdflib, is therefore off as soon as there is a dataset.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import rdflib
from rdflib.store import TripleAddedEvent, TripleRemovedEvent

from travaux.errors import BadData
from travaux.kg.pending import Pending
from travaux.workspace import GraphFile

if TYPE_CHECKING:
    from rdflib.term import Node


def term(given: object) -> Node:
    """A term of pyoxigraph as one of rdflib, its lexical form untouched."""
    if isinstance(given, ox.NamedNode):
        return rdflib.URIRef(given.value)
    if isinstance(given, ox.BlankNode):
        return rdflib.BNode(given.value)
    assert isinstance(given, ox.Literal)
    if given.language:
        return rdflib.Literal(given.value, lang=given.language)
    kind = given.datatype.value
    datatype = None if kind == str(rdflib.XSD.string) else rdflib.URIRef(kind)
    return rdflib.Literal(given.value, datatype=datatype, normalize=False)


def triple(given: Iterable[Node]) -> ox.Triple:
    """A triple of rdflib as one of pyoxigraph. Raises BadData for what RDF does not allow."""
    subject, predicate, last = given
    try:
        verb = _node(predicate)
        if not isinstance(verb, ox.NamedNode):
            raise TypeError("a blank node is no predicate")
        return ox.Triple(_node(subject), verb, _object(last))
    except (TypeError, ValueError) as error:
        shown = " ".join(each.n3() for each in (subject, predicate, last))
        raise BadData(f"no triple of RDF: {error}", where=shown) from None


def _object(given: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if not isinstance(given, rdflib.Literal):
        return _node(given)
    if given.language:
        return ox.Literal(str(given), language=given.language)
    if given.datatype is None:
        return ox.Literal(str(given))
    return ox.Literal(str(given), datatype=ox.NamedNode(str(given.datatype)))


def _node(given: Node) -> ox.NamedNode | ox.BlankNode:
    if isinstance(given, rdflib.URIRef):
        return ox.NamedNode(str(given))
    if isinstance(given, rdflib.BNode):
        return ox.BlankNode(str(given))
    raise TypeError(f"{given!r} can only be an object")


class Mirror:
    """The dataset, and which of its graphs were changed since it was last read back."""

    def __init__(self, pending: Pending) -> None:
        rdflib.NORMALIZE_LITERALS = False
        self.dataset = rdflib.Dataset()
        self._dirty: set[str] = set()
        self._quiet = False
        for prefix, iri in pending.workspace.prefixes().items():
            self.dataset.bind(prefix, iri, override=True, replace=True)
        for file in pending.workspace.graph_files():
            self.show(file, pending.triples(file))
        dispatcher = self.dataset.store.dispatcher
        for event in (TripleAddedEvent, TripleRemovedEvent):
            dispatcher.subscribe(event, self._note)  # type: ignore[no-untyped-call]

    def _note(self, event: Any) -> None:
        if self._quiet:
            return
        context = getattr(event.context, "identifier", event.context)
        self._dirty.add("" if context is None else str(context))

    def show(self, file: GraphFile, triples: Iterable[ox.Triple]) -> None:
        """Let the graph of a file say this."""
        self._quiet = True
        try:
            graph = self.dataset.graph(rdflib.URIRef(file.iri))
            graph.remove((None, None, None))
            for each in triples:
                graph.add((term(each.subject), term(each.predicate), term(each.object)))
        finally:
            self._quiet = False

    def read_back(self, pending: Pending) -> bool:
        """Take what was changed in the dataset into `pending`; whether anything was.

        Raises BadData for a change in a graph that is none of the workspace's files.
        """
        if not self._dirty:
            return False
        known = {each.iri: each for each in pending.workspace.graph_files()}
        strange = [iri for iri in sorted(self._dirty) if iri not in known and self._says(iri)]
        if strange:
            raise BadData(
                f"a graph that is no file of the workspace was changed: {strange[0] or 'default'}",
                hint="Change one of " + ", ".join(sorted(known)),
            )
        for iri in self._dirty & known.keys():
            graph = self.dataset.graph(rdflib.URIRef(iri))
            pending.put(known[iri], [triple(each) for each in graph])
        self._dirty.clear()
        return True

    def _says(self, iri: str) -> bool:
        graph = self.dataset.graph(rdflib.URIRef(iri)) if iri else self.dataset.default_graph
        return len(graph) > 0
