"""Axioms and statements in words, each with the file and the line on which it stands."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from travaux.clash import Unit
from travaux.corpus import Corpus, Part
from travaux.turtle_text import name_of
from travaux.vocabulary import LABEL, OWL, RDFS, TYPE

#: Where what is added for the check stands.
ADDED = "added for the check"
_LONGEST = 70
_KINDS = {
    OWL + "FunctionalProperty": "nothing has more than one value of “{s}”",
    OWL + "InverseFunctionalProperty": "no two things have one value of “{s}”",
    OWL + "TransitiveProperty": "“{s}” reaches through the one between",
    OWL + "SymmetricProperty": "“{s}” holds in both directions",
    OWL + "AsymmetricProperty": "“{s}” never holds in both directions",
    OWL + "IrreflexiveProperty": "nothing has itself as value of “{s}”",
    OWL + "ReflexiveProperty": "everything has itself as value of “{s}”",
}
_AXIOMS = {
    RDFS + "subClassOf": "every {s} is {a_o}",
    RDFS + "subPropertyOf": "whatever has “{s}” has the same value of “{o}”",
    RDFS + "domain": "whatever has “{s}” is {a_o}",
    RDFS + "range": "every value of “{s}” is {a_o}",
    OWL + "equivalentClass": "{s} and {o} are one class",
    OWL + "equivalentProperty": "“{s}” and “{o}” say the same",
    OWL + "inverseOf": "“{s}” is “{o}” from the other end",
    OWL + "disjointWith": "no {s} is {a_o}",
    OWL + "complementOf": "{s} is whatever is not {o}",
    OWL + "propertyDisjointWith": "“{s}” and “{o}” never hold of the same two",
    OWL + "propertyChainAxiom": "“{s}” holds between the ends of a chain of properties",
    OWL + "sameAs": "{s} and {o} are one and the same",
    OWL + "differentFrom": "{s} and {o} are two",
}
_LISTS = {
    OWL + "members": "nothing is more than one of these: {o}",
    OWL + "distinctMembers": "no two of these are the same: {o}",
}


class Told(NamedTuple):
    """A statement: where it stands, in words, and its triples as Turtle has them."""

    file: str
    line: int  # 0 where it stands in no file
    statement: str
    triples: str

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Words:
    """Tells units of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._parts = [part for part in corpus.parts if part.file.layer != "shapes"]
        self._homes: dict[Triple, Part] = {}
        self._labelled: set[str] = set()
        for part in self._parts:
            for triple in part.triples:
                self._homes.setdefault(triple, part)
                if triple.predicate.value == LABEL:
                    self._labelled.add(name_of(triple.subject))

    def told(self, unit: Unit) -> Told:
        """The unit in words."""
        part, line = self._place(unit)
        spelt = "; ".join(self._spelt(each) for each in unit.triples if not _is_inner(each))
        return Told(part.name if part else ADDED, line, self._said(unit), spelt)

    def _place(self, unit: Unit) -> tuple[Part | None, int]:
        """The file and the line; of what has no name of its own, by what it lists."""
        head = unit.triples[0]
        if unit.members:
            for part in self._parts:
                line = part.places.nameless(*unit.members)
                if line:
                    return part, line
            return None, 0
        found = self._homes.get(head)
        if found is None:
            return None, 0
        line = found.places.line(*map(name_of, head)) or found.places.mention(name_of(head.subject))
        return found, line or 0

    def _said(self, unit: Unit) -> str:
        if unit.members:
            listed = next(t for t in unit.triples if t.predicate.value in _LISTS)
            names = ", ".join(map(self.name, unit.members))
            return _LISTS[listed.predicate.value].format(o=names)
        head = unit.triples[0]
        subject, predicate = self.name(name_of(head.subject)), head.predicate.value
        if len(unit.triples) > 1 and predicate != OWL + "propertyChainAxiom":
            note = self._defined(unit) or self._spelt(head)
            return f"what “{subject}” means: {note}"
        if predicate == TYPE:
            kind = name_of(head.object)
            known = _KINDS.get(kind)
            return known.format(s=subject) if known else f"{subject} is {_one(self.name(kind))}"
        if predicate in _AXIOMS:
            value = self.name(name_of(head.object))
            return _AXIOMS[predicate].format(s=subject, o=value, a_o=_one(value))
        return f"{subject}: {self.name(predicate)} {self._value(head)}"

    def _defined(self, unit: Unit) -> str:
        """The definition that the ontology gives in words of what a unit defines."""
        subject = unit.triples[0].subject
        for triple in self._corpus.triples():
            if triple.subject == subject and triple.predicate.value.endswith("#definition"):
                return name_of(triple.object)
        return ""

    def _value(self, triple: Triple) -> str:
        if isinstance(triple.object, Literal):
            return f"“{_cut(triple.object.value)}”"
        return self.name(name_of(triple.object))

    def name(self, iri: str) -> str:
        """The label, and for what has none its CURIE and how its gloss begins."""
        label, short = self._corpus.label(iri), self._corpus.short(iri)
        if not label or iri in self._labelled:
            return label or short
        return f"{short} (“{_cut(label)}”)"

    def _spelt(self, triple: Triple) -> str:
        return " ".join(
            self._corpus.short(term.value) if isinstance(term, NamedNode) else str(term)
            for term in triple
            if not isinstance(term, BlankNode)
        )


def _one(name: str) -> str:
    """The name of a class with its article."""
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def _is_inner(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
