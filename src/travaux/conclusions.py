"""What the rules infer of one thing, as a section of its dossier, each line with its citation."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from travaux import vocabulary as v
from travaux.cites import place
from travaux.dossier import Dossier, Line
from travaux.engine import OxigraphEngine
from travaux.grounds import Grounds
from travaux.inference import Derived
from travaux.labels import Labels
from travaux.sections import INFERRED, RECORDS

_IS_A, PARAGRAPH = "is a", "paragraph"


def with_conclusions(dossier: Dossier, engine: OxigraphEngine) -> Dossier:
    """The dossier and, if there is any, a last section of what is inferred of its subject.

    Of a paragraph, what is inferred of its records. The engine infers here, not before: the other
    sections tell what is said. What they tell in other words (a speaker stands on record), the
    classes above a class, and what else follows for a term of the ontology are left out.
    """
    engine.infer()
    nodes = [dossier.subject.node]
    if dossier.subject.kind == PARAGRAPH:
        found = [
            line.iri for title, lines in dossier.sections if title == RECORDS for line in lines
        ]
        nodes = [NamedNode(iri) for iri in found]
    told = _Lines(engine, named=dossier.subject.kind != PARAGRAPH)
    lines = sorted({line for node in nodes for line in told.of(node)}, key=_in_order)
    sections = (*dossier.sections, (INFERRED, tuple(lines))) if lines else dossier.sections
    return dossier._replace(sections=sections)


def _in_order(line: Line) -> tuple[object, ...]:
    return line.relation, place(line.cite.split(",")[0]), line.text, line.iri


class _Lines:
    """Lines about a node; `named` if the dossier names it, so that a line need not."""

    def __init__(self, engine: OxigraphEngine, named: bool) -> None:
        self.engine, self.named = engine, named
        self.graph = NamedNode(engine.inferred)
        self.shown, self.grounds = Labels(engine), Grounds(engine)
        self.classes = Derived(engine).terms

    def of(self, node: NamedNode) -> Iterator[Line]:
        """One line for each triple that tells something new of the node."""
        find = self.engine.store.quads_for_pattern
        for quad in (*find(node, None, None, self.graph), *find(None, None, node, self.graph)):
            if quad.subject != quad.object and self._is_new(quad):
                yield self._line(quad, node)

    def _is_new(self, quad: Quad) -> bool:
        if quad.predicate.value == v.TYPE:
            return getattr(quad.object, "value", "") in self.classes
        if quad.predicate.value.startswith((v.RDFS, v.OWL)):
            return False
        if not isinstance(quad.object, NamedNode) or not isinstance(quad.subject, NamedNode):
            return False
        ties = (*self.engine.quads(quad.subject, None, quad.object),)
        ties += (*self.engine.quads(quad.object, None, quad.subject),)
        return all(self._is_inferred(tie) for tie in ties)

    def _is_inferred(self, tie: Quad) -> bool:
        return Quad(tie.subject, tie.predicate, tie.object, self.graph) in self.engine.store

    def _line(self, quad: Quad, node: NamedNode) -> Line:
        relation = self.shown(quad.predicate)
        relation = _IS_A if quad.predicate.value == v.TYPE else relation
        cite = ", ".join(sorted(self.grounds.cites(quad.triple), key=place))
        other = quad.object if quad.subject == node else quad.subject
        iri = getattr(other, "value", "")
        if self.named and quad.subject == node:
            return Line("", relation, self.shown(quad.object), cite, relation, iri)
        text = f"{self._told(quad.subject).rstrip('.')}: {relation} {self.shown(quad.object)}"
        return Line("", "", text, cite, relation, iri)

    def _told(self, node: NamedNode | BlankNode | Triple) -> str:
        """What a record tells; of anything else its label."""
        if not isinstance(node, NamedNode):
            return self.shown(node)
        glosses = [q.object for q in self.engine.quads(node, NamedNode(v.GLOSS))]
        texts = sorted(each.value for each in glosses if isinstance(each, Literal))
        return texts[0] if texts else self.shown(node)
