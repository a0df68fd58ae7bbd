"""What of OWL and RDFS the ontology uses, which rules cover it, and what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, Quad

from generator.graph import Graph
from generator.marks import code, heading, plain, table
from travaux import vocabulary as v
from travaux.inference import Rule, conclusion, rules
from travaux.tokens import expand, prefixes_at, tokenize
from travaux.walk import reached

_DECLARES = "declares a term, from which nothing follows"
_NAMES = "tells readers of a term or of the ontology, not of what there is"
_FORBIDS = (
    "says what cannot be, and adds nothing; `travaux reason --check` asks HermiT, and "
    "`travaux validate` has its own checks"
)
#: Constructs that no rule covers, on purpose, and why.
LEFT_OUT: Mapping[str, str] = {
    v.OWL + "AllDifferent": _FORBIDS,
    v.OWL + "AllDisjointClasses": _FORBIDS,
    v.OWL + "AnnotationProperty": _DECLARES,
    v.OWL + "Class": _DECLARES,
    v.OWL + "DatatypeProperty": _DECLARES,
    v.OWL + "FunctionalProperty": (
        "would make one thing of two values, where one of them is a slip; "
        "`travaux validate` counts values, and `travaux reason --check` asks HermiT"
    ),
    v.OWL + "NamedIndividual": _DECLARES,
    v.OWL + "ObjectProperty": _DECLARES,
    v.OWL + "Ontology": _NAMES,
    v.OWL + "distinctMembers": _FORBIDS,
    v.OWL + "members": _FORBIDS,
    v.OWL + "versionInfo": _NAMES,
    v.IS_DEFINED_BY: _NAMES,
    v.LABEL: _NAMES,
}
#: What OWL 2 RL says of terms and the rules leave out on purpose: in words, and of which triples.
BESIDES: Mapping[str, Callable[[str, str, str], bool]] = {
    "that every term is below itself, and the same as itself": lambda s, p, o: s == o,
    "that every class is below `owl:Thing`": lambda s, p, o: (
        p == v.SUBCLASS_OF and o == v.OWL + "Thing"
    ),
    "that `owl:Nothing` is below every class": lambda s, p, o: s == v.OWL + "Nothing",
    "that `owl:Thing` is a domain and a range of every property that has one": lambda s, p, o: (
        p in (v.RDFS + "domain", v.RDFS + "range") and o == v.OWL + "Thing"
    ),
}
_INTRODUCTION = """\
What the ontology uses of OWL and RDFS, and which rules say what follows from it. A test compares
what they give with what the library owlrl, which knows all rules of OWL 2 RL, gives for the same
files, and finds the same but for what is left out."""
_BESIDES = "Of the terms themselves OWL 2 RL says more, which the rules leave out, for it is idle:"
_USUAL_CHAIN = 2  # members, as the rules for chains have it


class Use(NamedTuple):
    """A construct in use: its name, its IRI where it is covered by name, and in whose definition.

    ``defines`` is the class in whose definition it stands, empty elsewhere.
    """

    name: str
    iri: str
    defines: str


class Constructs:
    """The constructs of the merged ontology files of a workspace, and the rules for each."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._quads = list(graph.declared())
        self._rules = [rule for rule in rules(graph.engine) if not rule.load]
        self._named = {rule.name: self._words(rule) for rule in self._rules}
        self._gives = {rule.name: self._member_of(rule) for rule in self._rules}

    def used(self) -> Counter[Use]:
        """How often each construct stands in the files."""
        inside = {
            node: quad.subject.value
            for quad in self._quads
            if quad.predicate.value == v.OWL + "equivalentClass"
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, BlankNode)
            for node in reached(quad.object, self._blanks_below)
        }
        found = (self._use(quad, inside) for quad in self._quads)
        return Counter(use for use in found if use)

    def covering(self, use: Use) -> list[str]:
        """The names of the rules that cover a use.

        That is each rule that names the construct; but in a definition none if no rule tells who
        belongs to the class that it defines.
        """
        by_name = {name for name, words in self._named.items() if use.iri in words}
        if not use.defines:
            return sorted(by_name)
        telling = {name for name, given in self._gives.items() if given == use.defines}
        return sorted(telling and telling | by_name)

    def uncovered(self) -> list[Use]:
        """What is used, and neither covered by a rule nor left out on purpose."""
        return [
            use for use in sorted(self.used()) if not self.covering(use) and use.iri not in LEFT_OUT
        ]

    def idle(self) -> list[str]:
        """What is said to be left out, and is not used at all or is covered by a rule."""
        free = {use.iri for use in self.used() if not self.covering(use)}
        return sorted(LEFT_OUT.keys() - free)

    def _use(self, quad: Quad, inside: Mapping[BlankNode, str]) -> Use | None:
        iri = quad.predicate.value
        if iri == v.TYPE and isinstance(quad.object, NamedNode):
            iri = quad.object.value
        if not iri.startswith((v.OWL, v.RDFS)):
            return None
        whole = quad.object if iri == v.OWL + "equivalentClass" else quad.subject
        defines = ""
        if isinstance(whole, BlankNode) and iri not in LEFT_OUT:
            defines = inside.get(whole, "")
        name = self.graph.curie(iri)
        length = self._length(quad.object) if iri == v.PROPERTY_CHAIN else _USUAL_CHAIN
        if length != _USUAL_CHAIN:
            return Use(f"{name} of {length} members", "", defines)
        if iri == v.OWL + "equivalentClass" and not defines:
            return Use(f"{name} between names", "", defines)
        return Use(name, iri, defines)

    def _blanks_below(self, node: BlankNode) -> Iterator[BlankNode]:
        for quad in self.graph.engine.quads(node):
            if isinstance(quad.object, BlankNode):
                yield quad.object

    def _length(self, cell: object) -> int:
        """How many members a list has that stands in brackets."""
        cells = reached(cell, self._blanks_below) if isinstance(cell, BlankNode) else set()
        rest = NamedNode(v.RDF + "rest")
        return sum(any(self.graph.engine.quads(each, rest)) for each in cells)

    def _words(self, rule: Rule) -> set[str]:
        tokens = tokenize(rule.text)
        bound = prefixes_at(tokens, self.graph.engine.prefixes)
        return {iri for each in tokens if (iri := expand(each, bound, None))}

    def _member_of(self, rule: Rule) -> str:
        """The class to which a rule tells what belongs; empty for another rule."""
        told = conclusion(rule, self.graph.engine)
        return told.object if told and told.predicate == v.TYPE else ""


def constructs_section(graph: Graph) -> Iterator[str]:
    """The section of the page."""
    yield heading(2, "Constructs of OWL and RDFS", "page_constructs")
    yield _INTRODUCTION
    yield table(["construct", "used", "covered by"], _rows(Constructs(graph)))
    yield _BESIDES
    yield "\n".join(f"- {words}" for words in BESIDES)


def _rows(found: Constructs) -> Iterator[list[str]]:
    """One row for each construct: those that rules cover come first."""
    uses: dict[str, list[Use]] = {}
    for use in found.used():
        uses.setdefault(use.name, []).append(use)
    covered = {name: {each for use in uses[name] for each in found.covering(use)} for name in uses}
    counts = found.used()
    for name in sorted(uses, key=lambda name: (not covered[name], name)):
        by = ", ".join(map(code, sorted(covered[name])))
        why = dict.fromkeys(LEFT_OUT.get(use.iri, "") for use in uses[name] if use.iri in LEFT_OUT)
        told = by or "".join(f"*left out:* it {each}" for each in why) or "nothing"
        yield [code(plain(name)), f"{sum(counts[use] for use in uses[name]):,}", told]
