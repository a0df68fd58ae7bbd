"""docs/ontology.md: every term with its definition, where it is used, and an example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from generator.constructs import constructs_section
from generator.describe import Describer
from generator.graph import Fact, Graph
from generator.marks import (
    anchor,
    block,
    code,
    folded,
    heading,
    link,
    page,
    plain,
    table,
    times,
)
from generator.terms import Ontology, Term
from travaux import vocabulary as v
from travaux.inference import rules
from travaux.walk import reached

_INTRODUCTION = """\
What can be said in this graph: **classes** of things and records, **properties** that join them,
and **concepts**, the fixed values of some properties. Each term stands here with its label, its
definition, how often the graph uses it, and one example with its citation, a source and its
paragraph, which leads to [the sources](#page_sources). Numbers are of triples and things in the
files of `graph/`, each counted once however many files say it. What stands at *elsewhere* relates a
term to other vocabularies; `ontology/alignments.ttl` says so, which never mixes with answers."""

_RULES = """\
What follows from what is said, as `ontology/rules/` has it. The rules run until nothing new comes,
with `--infer` and for a question that needs them ({load} at every load); no file ever holds what
they add, and what rests on it is marked."""


def ontology_page(graph: Graph) -> str:
    """The page."""
    return page(_Page(graph).parts())


class _Page:
    """The parts of the page, from one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.terms = Ontology(graph)
        ours = self.terms.classes.items()
        self.classes = {iri: term for iri, term in ours if term.definition}
        named = self.terms.properties.items()
        self.properties = {iri: term for iri, term in named if term.definition}
        self._below: dict[str, list[str]] = {
            iri: [each for each in self.terms.pointing(v.SUBCLASS_OF, iri) if each in self.classes]
            for iri in self.classes
        }
        concepts = {**self.terms.schemes, **self.terms.concepts}
        self.say = Describer(graph, self.terms, {**concepts, **self.properties, **self.classes})

    def parts(self) -> Iterator[str]:
        yield "# Ontology"
        yield _INTRODUCTION
        yield from self._contents()
        yield heading(2, "Classes", "page_classes")
        for iri in self._in_tree_order():
            yield from self._class(self.classes[iri])
        yield heading(2, "Properties", "page_properties")
        for term in self._by_name(self.properties):
            yield from self._property(term)
        yield heading(2, "Concepts", "page_concepts")
        for scheme in self._by_name(self.terms.schemes):
            yield from self._scheme(scheme)
        yield from self._rules()
        yield from constructs_section(self.graph)
        yield from self._foreign()
        yield from self._sources()

    # -- contents ---------------------------------------------------------------------------

    def _contents(self) -> Iterator[str]:
        yield heading(2, "Contents", "page_contents")
        yield f"**{link('Classes', 'page_classes')}** ({len(self.classes)})"
        yield "\n".join(self._tree(self._roots(), 0))
        yield f"**{link('Properties', 'page_properties')}** ({len(self.properties)})"
        yield self._list(self.properties)
        concepts = len(self.terms.concepts)
        yield f"**{link('Concepts', 'page_concepts')}** ({concepts}), by scheme"
        yield self._list(self.terms.schemes)
        yield f"**{link('Rules', 'page_rules')}**"
        yield f"**{link('Constructs of OWL and RDFS', 'page_constructs')}**"
        yield f"**{link('Terms of other vocabularies', 'page_others')}**"
        yield f"**{link('Sources', 'page_sources')}**"

    def _list(self, terms: dict[str, Term]) -> str:
        return ", ".join(self.say.link(each.iri) for each in self._by_name(terms))

    def _by_name(self, terms: dict[str, Term]) -> list[Term]:
        return sorted(terms.values(), key=lambda term: (term.name.lower(), term.iri))

    def _roots(self) -> list[str]:
        above = {each: self.terms.iris(each, v.SUBCLASS_OF) for each in self.classes}
        found = [each for each in self.classes if not set(above[each]) & self.classes.keys()]
        return self._sorted(found)

    def _sorted(self, iris: Iterable[str]) -> list[str]:
        return sorted(iris, key=lambda iri: (self.classes[iri].name.lower(), iri))

    def _tree(self, iris: list[str], depth: int) -> Iterator[str]:
        for iri in iris:
            yield f"{'  ' * depth}- {self.say.link(iri)}"
            yield from self._tree(self._sorted(self._below[iri]), depth + 1)

    def _in_tree_order(self) -> list[str]:
        found: dict[str, None] = {}

        def walk(iris: list[str]) -> None:
            for iri in iris:
                found.setdefault(iri)
                walk(self._sorted(self._below[iri]))

        walk(self._roots())
        return list(found)

    # -- classes ----------------------------------------------------------------------------

    def _class(self, term: Term) -> Iterator[str]:
        yield from self.say.head(term)
        below = self._all_below(term.iri)
        own = [node for node, kinds in self.graph.kinds.items() if term.iri in kinds]
        narrower = [n for n, kinds in self.graph.kinds.items() if below.intersection(kinds)]
        by_rules = self.graph.derived_to(term.iri)
        first = None if own or narrower else self.graph.first(by_rules)
        shown = (first[0].subject, first[1]) if first else self.graph.best(own or narrower)
        used = self._used(len({*own, *narrower}), len(by_rules))
        counts = self.graph.kinds_of(narrower)
        more = Counter({iri: count for iri, count in counts.items() if iri in below})
        yield self.say.bullets(
            [
                ("kind of", self.say.links(self.terms.iris(term.iri, v.SUBCLASS_OF))),
                ("kinds", self.say.links(self._sorted(self._below[term.iri]))),
                ("has", self.say.links(self._with(v.RDFS + "domain", term.iri))),
                ("value of", self.say.links(self._with(v.RDFS + "range", term.iri))),
                ("never also", self.say.links(self.terms.disjoint(term.iri))),
                *self.say.aligned(term),
                ("used", f"{used}: {self.say.counted(more)}" if more else used),
                ("example", self.say.example(shown)),
            ]
        )
        lines = self.graph.turtle(shown[0]) if shown else ""
        yield folded("The example in Turtle", block(lines, "turtle")) if lines else ""

    def _used(self, stated: int, by_rules: int, at_load: bool = False) -> str:
        if by_rules and not stated:
            return f"{times(by_rules)}, by rules ({'at every load' if at_load else '`--infer`'})"
        return f"{times(stated)} in the graph"

    def _all_below(self, iri: str) -> set[str]:
        return reached(iri, lambda each: self._below.get(each, ())) - {iri}

    def _with(self, predicate: str, iri: str) -> list[str]:
        found = self.terms.pointing(predicate, iri)
        return [each.iri for each in self._by_name({i: self.properties[i] for i in found})]

    # -- properties -------------------------------------------------------------------------

    def _property(self, term: Term) -> Iterator[str]:
        yield from self.say.head(term)
        facts = self.graph.by_predicate.get(term.iri, []) or self.graph.derived(term.iri)
        stated = len(self.graph.by_predicate.get(term.iri, []))
        at_load = any(self.graph.engine.quads(None, NamedNode(term.iri)))
        used = self._used(stated, len(facts) - stated, at_load)
        used = "by the ontology alone" if at_load and not facts else used
        inverse = self.terms.iris(term.iri, v.OWL + "inverseOf")
        inverse += self.terms.pointing(v.OWL + "inverseOf", term.iri)
        yield self.say.bullets(
            [
                ("kind of", self.say.links(self.terms.iris(term.iri, v.RDFS + "subPropertyOf"))),
                ("kinds", self.say.links(self.terms.pointing(v.RDFS + "subPropertyOf", term.iri))),
                ("from", self.say.links(self.terms.iris(term.iri, v.RDFS + "domain"))),
                ("to", self.say.links(self.terms.iris(term.iri, v.RDFS + "range"))),
                ("the other way", self.say.links(inverse)),
                ("follows from", "; ".join(map(self.say.chain, self.terms.chains(term.iri)))),
                ("logic", ", ".join(self.terms.traits(term.iri))),
                *self.say.aligned(term),
                ("used", used + self.say.where(facts)),
                ("example", self.say.triple(facts)),
            ]
        )

    # -- concepts ---------------------------------------------------------------------------

    def _scheme(self, term: Term) -> Iterator[str]:
        yield from self.say.head(term)
        inside = set(self.terms.pointing(v.IN_SCHEME, term.iri)) & self.terms.concepts.keys()
        counts = Counter(fact.predicate for iri in inside for fact in self._leading_to(iri))
        yield self.say.bullets([("value of", self.say.counted(counts))])
        rows = [self._concept(each, depth) for each, depth in self._ordered(inside)]
        yield table(["concept", "definition", "used", "example"], rows)

    def _leading_to(self, iri: str) -> list[Fact]:
        return self.graph.by_object.get(iri, []) or self.graph.derived_to(iri)

    def _ordered(self, inside: set[str]) -> list[tuple[Term, int]]:
        """Concepts by name, narrower ones below the broader."""
        above = {iri: set(self.terms.iris(iri, v.BROADER)) & inside for iri in inside}
        found: list[tuple[Term, int]] = []

        def walk(parent: str | None, depth: int) -> None:
            level = {
                iri: self.terms.concepts[iri]
                for iri in inside
                if (parent in above[iri] if parent else not above[iri])
            }
            for term in self._by_name(level):
                found.append((term, depth))
                walk(term.iri, depth + 1)

        walk(None, 0)
        return found

    def _concept(self, term: Term, depth: int) -> list[str]:
        facts = self._leading_to(term.iri)
        others = "".join(f"<br>{plain(label)}" for label in term.labels[1:] if label)
        name = f"{anchor(term.anchor)}{'– ' * depth}**{plain(term.name)}**<br>{code(term.curie)}"
        definition = " ".join(plain(each) for each in (term.definition, *term.notes))
        aligned = "".join(
            f"<br>*{words}* {', '.join(code(self.graph.curie(each)) for each in iris)}"
            for words, iris in self.terms.aligned(term.iri)
        )
        return [name + others, definition + aligned, f"{len(facts):,}", self.say.subject(facts)]

    # -- the end ----------------------------------------------------------------------------

    def _rules(self) -> Iterator[str]:
        """What follows from what is said."""
        yield heading(2, "Rules", "page_rules")
        found = rules(self.graph.engine)
        yield _RULES.format(load=", ".join(code(rule.name) for rule in found if rule.load))
        yield table(
            ["rule", "what it adds"],
            [[code(rule.name), plain(rule.summary)] for rule in found],
        )

    def _foreign(self) -> Iterator[str]:
        """Terms of other vocabularies that the graph uses, which define them."""
        yield heading(2, "Terms of other vocabularies", "page_others")
        yield "Used as they are defined there, by whoever keeps them."
        known = {**self.terms.classes, **self.terms.properties}
        rows = []
        for iri in sorted(known.keys() - self.classes.keys() - self.properties.keys()):
            term = known[iri]
            facts = self.graph.by_predicate.get(iri) or self.graph.by_object.get(iri, [])
            example = self.say.triple(facts) if iri in self.terms.properties else ""
            used = f"{len(facts):,}" if facts else "by the ontology alone"
            rows.append([f"{anchor(term.anchor)}{code(term.curie)}", used, example])
        yield table(["term", "used", "example"], rows)

    def _sources(self) -> Iterator[str]:
        yield heading(2, "Sources", "page_sources")
        yield self.graph.source_list()
