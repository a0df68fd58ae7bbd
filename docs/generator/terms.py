"""The terms of an ontology as it states them: classes, properties, concepts, and alignments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from generator.graph import Graph
from travaux import vocabulary as v

Node = NamedNode | BlankNode
DEFINITION = v.SKOS + "definition"
_NOTES = tuple(v.SKOS + each for each in ("scopeNote", "note", "example"))
_PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
#: What a property is besides: the class of OWL, in words.
_TRAITS = {
    "FunctionalProperty": "at most one value",
    "InverseFunctionalProperty": "at most one subject",
    "TransitiveProperty": "passes on (transitive)",
    "SymmetricProperty": "holds both ways (symmetric)",
    "AsymmetricProperty": "never holds both ways (asymmetric)",
    "IrreflexiveProperty": "never holds of a thing and itself (irreflexive)",
}
#: How a term stands to one of another vocabulary, in words.
_ALIGNED = {
    v.SUBCLASS_OF: "a kind of",
    v.RDFS + "subPropertyOf": "a kind of",
    v.OWL + "equivalentClass": "the same as",
    v.OWL + "equivalentProperty": "the same as",
    v.SKOS + "exactMatch": "the same as",
    v.SKOS + "closeMatch": "near",
    v.SKOS + "broadMatch": "narrower than",
    v.SKOS + "narrowMatch": "wider than",
    v.SKOS + "relatedMatch": "related to",
}


class Term(NamedTuple):
    """A class, property, concept or scheme, with what the ontology says of it."""

    iri: str
    curie: str
    labels: tuple[str, ...]  # one for each language of the workspace, where there is one
    definition: str
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its first label, else its CURIE."""
        return next(filter(None, self.labels), self.curie)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return self.curie.replace(":", "-")


class Ontology:
    """What the merged files declare, asked of the default graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._engine = graph.engine
        self.classes = self._declared("Class")
        self.properties = {
            iri: term for kind in _PROPERTIES for iri, term in self._declared(kind).items()
        }
        self.schemes = self._typed(v.CONCEPT_SCHEME)
        topics = {each.iri for each in self.schemes.values()}
        self.concepts = {
            iri: term
            for iri, term in self._typed(v.CONCEPT).items()
            if topics.intersection(self.iris(iri, v.IN_SCHEME)) or self._is_ours(iri)
        }

    def _is_ours(self, iri: str) -> bool:
        return any(self._engine.quads(NamedNode(iri), NamedNode(v.IS_DEFINED_BY)))

    def _declared(self, kind: str) -> dict[str, Term]:
        return self._typed(v.OWL + kind)

    def _typed(self, kind: str) -> dict[str, Term]:
        quads = self._engine.quads(None, NamedNode(v.TYPE), NamedNode(kind))
        iris = sorted(q.subject.value for q in quads if isinstance(q.subject, NamedNode))
        return {iri: self.term(iri) for iri in iris}

    def term(self, iri: str) -> Term:
        """What is said of one term."""
        languages = self.graph.workspace.languages
        labels = tuple(self._text(iri, v.LABEL, language) for language in languages)
        notes = [text for each in _NOTES for text in sorted(self._texts(iri, each))]
        definition = self._text(iri, DEFINITION, languages[0])
        return Term(iri, self.graph.curie(iri), labels, definition, tuple(notes))

    def _text(self, iri: str, predicate: str, language: str) -> str:
        quads = self._engine.quads(NamedNode(iri), NamedNode(predicate))
        texts = (q.object for q in quads if isinstance(q.object, Literal))
        return min((each.value for each in texts if each.language == language), default="")

    def _texts(self, iri: str, predicate: str) -> list[str]:
        quads = self._engine.quads(NamedNode(iri), NamedNode(predicate))
        return [q.object.value for q in quads if isinstance(q.object, Literal)]

    def nodes(self, subject: Node, predicate: str) -> list[Node]:
        """What a property leads to, IRIs and blank nodes."""
        quads = self._engine.quads(subject, NamedNode(predicate))
        found = [q.object for q in quads if isinstance(q.object, NamedNode | BlankNode)]
        return sorted(found, key=lambda node: (isinstance(node, BlankNode), node.value))

    def iris(self, subject: str, predicate: str) -> list[str]:
        """What a property of a term leads to, IRIs only."""
        found = self.nodes(NamedNode(subject), predicate)
        return [node.value for node in found if isinstance(node, NamedNode)]

    def pointing(self, predicate: str, target: str) -> list[str]:
        """The terms that lead to a term by a property."""
        quads = self._engine.quads(None, NamedNode(predicate), NamedNode(target))
        return sorted(q.subject.value for q in quads if isinstance(q.subject, NamedNode))

    def members(self, cell: Node) -> Iterator[Node]:
        """The members of an RDF list."""
        while cell.value != v.RDF + "nil":
            yield from self.nodes(cell, v.RDF + "first")
            following = self.nodes(cell, v.RDF + "rest")
            if not following:
                return
            cell = following[0]

    def disjoint(self, iri: str) -> list[str]:
        """The classes that share nothing with this one, as the ontology states it."""
        found: set[str] = set(self.iris(iri, v.OWL + "disjointWith"))
        kind = NamedNode(v.OWL + "AllDisjointClasses")
        for quad in self._engine.quads(None, NamedNode(v.TYPE), kind):
            if not isinstance(quad.subject, NamedNode | BlankNode):
                continue
            for cell in self.nodes(quad.subject, v.OWL + "members"):
                names = {node.value for node in self.members(cell)}
                if iri in names:
                    found |= names - {iri}
        return sorted(found)

    def traits(self, iri: str) -> list[str]:
        """What OWL says of how a property behaves, in words."""
        kinds = self.iris(iri, v.TYPE)
        return [words for name, words in _TRAITS.items() if v.OWL + name in kinds]

    def chains(self, iri: str) -> list[list[str]]:
        """The chains of properties that a property follows from; an inverse one begins with ^."""
        cells = self.nodes(NamedNode(iri), v.PROPERTY_CHAIN)
        chains = [[self._step(node) for node in self.members(cell)] for cell in cells]
        return sorted(chains)

    def _step(self, node: Node) -> str:
        if isinstance(node, NamedNode):
            return node.value
        inverse = self.nodes(node, v.OWL + "inverseOf")
        return f"^{inverse[0].value}" if inverse else ""

    def aligned(self, iri: str) -> list[tuple[str, list[str]]]:
        """How a term stands to terms of other vocabularies: (in words, their IRIs)."""
        found: dict[str, set[str]] = {}
        for predicate, obj in self._alignments(iri):
            words = _ALIGNED.get(predicate)
            if words and isinstance(obj, NamedNode):
                found.setdefault(words, set()).add(obj.value)
        order = list(dict.fromkeys(_ALIGNED.values()))
        return [(words, sorted(found[words])) for words in order if words in found]

    def reasons(self, iri: str) -> list[str]:
        """Why a term is aligned so: the notes beside its alignments."""
        texts = [o.value for p, o in self._alignments(iri) if p in _NOTES]
        return sorted(texts)

    def _alignments(self, iri: str) -> list[tuple[str, NamedNode | Literal]]:
        files = self.graph.workspace.graph_files()
        graphs = [NamedNode(file.iri) for file in files if file.layer == "alignments"]
        store = self._engine.store
        return [
            (quad.predicate.value, quad.object)
            for each in graphs
            for quad in store.quads_for_pattern(NamedNode(iri), None, None, each)
            if isinstance(quad.object, NamedNode | Literal)
        ]
