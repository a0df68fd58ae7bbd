"""The graph as the pages use it: what is used how often, one example, and its citation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from generator.marks import anchor, link, plain
from travaux import vocabulary as v
from travaux.citation import Citations
from travaux.cites import place
from travaux.engine import OxigraphEngine
from travaux.errors import read_text
from travaux.grounds import Grounds
from travaux.labels import Labels
from travaux.mentions import Mentions
from travaux.names import classes
from travaux.sections import MAIN
from travaux.spelling import curie
from travaux.workspace import Workspace

DATA = ("reference", "source", "analysis")
_ENOUGH = 60
_CITE = re.compile(r"\b([a-z0-9-]+)(?::[0-9]+)?(?=,|$)")


class Fact(NamedTuple):
    """A triple between a thing and a term or a literal."""

    subject: NamedNode
    predicate: str
    object: NamedNode | Literal


class Graph:
    """One workspace, loaded once, with what the pages ask of it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.engine = OxigraphEngine.load(workspace)
        self.label = Labels(self.engine)
        self.mentions = Mentions(self.engine)
        self.citations = Citations(self.engine)
        self._texts: dict[str, str] = {}

    def curie(self, iri: str) -> str:
        """The IRI by its prefix."""
        return curie(iri, self.engine.prefixes)

    def iri(self, curie: str) -> str:
        """What a CURIE stands for; empty for what is none."""
        prefix, colon, local = curie.partition(":")
        space = self.engine.prefixes.get(prefix)
        return space + local if colon and space and local and " " not in local else ""

    @cached_property
    def facts(self) -> list[Fact]:
        """What the files of graph/ say, each triple once, in a fixed order."""
        found: dict[Fact, None] = {}
        for graph in self._graphs(*DATA):
            quads = self.engine.store.quads_for_pattern(None, None, None, graph)
            found.update(dict.fromkeys(_facts(quads)))
        return sorted(found, key=str)

    @cached_property
    def by_predicate(self) -> dict[str, list[Fact]]:
        """The same by property."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.predicate].append(fact)
        return found

    @cached_property
    def by_object(self) -> dict[str, list[Fact]]:
        """The same by the IRI that they lead to."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if isinstance(fact.object, NamedNode):
                found[fact.object.value].append(fact)
        return found

    @cached_property
    def kinds(self) -> dict[NamedNode, list[str]]:
        """The most special classes of each thing."""
        subjects = dict.fromkeys(fact.subject for fact in self.by_predicate[v.TYPE])
        return {each: sorted(c.value for c in classes(each, self.engine)) for each in subjects}

    def kinds_of(self, nodes: Iterable[NamedNode]) -> Counter[str]:
        """How many of the nodes are of which class."""
        return Counter(kind for node in nodes for kind in self.kinds.get(node, ()))

    @cached_property
    def inferring(self) -> OxigraphEngine:
        """The same workspace with what its rules add."""
        engine = OxigraphEngine.load(self.workspace)
        engine.infer()
        return engine

    @cached_property
    def _grounds(self) -> Grounds:
        return Grounds(self.inferring)

    def derived(self, predicate: str) -> list[Fact]:
        """What rules add with this property; empty for one that stands in a file."""
        if self.by_predicate.get(predicate) or self.in_ontology(predicate):
            return []
        return sorted(_facts(self.inferring.quads(None, NamedNode(predicate))), key=str)

    def in_ontology(self, predicate: str) -> bool:
        """Whether a file of ontology/ uses a property."""
        return any(
            any(self.engine.store.quads_for_pattern(None, NamedNode(predicate), None, graph))
            for graph in self._graphs("ontology")
        )

    def declared(self) -> Iterator[Quad]:
        """What the files of ontology/ say, each in its graph, alignments and shapes excepted."""
        for graph in self._graphs("ontology"):
            yield from self.engine.store.quads_for_pattern(None, None, None, graph)

    def _graphs(self, *layers: str) -> list[NamedNode]:
        files = self.workspace.graph_files()
        return [NamedNode(file.iri) for file in files if file.layer in layers]

    def derived_to(self, iri: str) -> list[Fact]:
        """What rules add of this class or concept; empty for one that stands in a file."""
        if self.by_object.get(iri):
            return []
        inferred = NamedNode(self.inferring.inferred)
        quads = self.inferring.store.quads_for_pattern(None, None, NamedNode(iri), inferred)
        return sorted(_facts(quads), key=str)

    def cites(self, node: NamedNode) -> tuple[str, ...]:
        """The paragraphs that a thing rests on, or that speak of it."""
        return self.mentions(node)

    def own_cite(self, node: NamedNode) -> str | None:
        """The first paragraph of a record; None of what is no record."""
        quads = self.engine.quads(node, NamedNode(v.CITE))
        found = [quad.object.value for quad in quads if isinstance(quad.object, Literal)]
        return min(found, key=place) if found else None

    def first(self, facts: Iterable[Fact]) -> tuple[Fact, str] | None:
        """The fact to show of many, with its citation: the earliest record, else the best known."""
        facts = list(facts)
        own = [(place(cite), fact) for fact in facts if (cite := self.own_cite(fact.subject))]
        if own:
            (*_, cite), fact = min(own, key=lambda each: (each[0], str(each[1])))
            return fact, str(cite)
        known = [(self._shared(fact), fact) for fact in facts[:_ENOUGH]]
        known.sort(key=lambda each: (-len(each[0]), tuple(map(place, each[0])), str(each[1])))
        return next(((fact, cites[0] if cites else "") for cites, fact in known), None)

    def best(self, nodes: Iterable[NamedNode]) -> tuple[NamedNode, str] | None:
        """The thing to show of many, with its citation: the first record, else the best known."""
        found = []
        for node in nodes:
            own = self.own_cite(node)
            cites = (own,) if own else self.cites(node)
            order = tuple(map(place, cites[:1])), node.value
            found.append((not own, -len(cites), *order, node, "".join(cites[:1])))
        return min(found)[-2:] if found else None

    def _shared(self, fact: Fact) -> tuple[str, ...]:
        """What a triple rests on; else the paragraphs that speak of both its ends, or of one."""
        triple = Triple(fact.subject, NamedNode(fact.predicate), fact.object)
        if not any(self.engine.quads(*triple)):
            return tuple(sorted(self._grounds.cites(triple), key=place))
        cites = self.cites(fact.subject)
        if not isinstance(fact.object, NamedNode):
            return cites
        ends = set(self.cites(fact.object))
        return tuple(cite for cite in cites if cite in ends) or cites

    def words(self, node: NamedNode | Literal) -> str:
        """What a thing is, in words: its label, its gloss, else what is told of it.

        Nothing is cut short: the end of a gloss may say whose reading it is.
        """
        if isinstance(node, Literal):
            return self.label(node)
        name = self.engine.label(node.value) or self._gloss(node)
        return name or self._told(node) or self.curie(node.value)

    def _gloss(self, node: NamedNode) -> str:
        quads = self.engine.quads(node, NamedNode(v.GLOSS))
        return min((q.object.value for q in quads if isinstance(q.object, Literal)), default="")

    def _told(self, node: NamedNode) -> str:
        """Of a record without a text of its own: its kind, and what it is chiefly about."""
        kinds = [self.label(NamedNode(kind)) for kind in self.kinds.get(node, ())]
        about = [
            self.label(quad.object)
            for predicate in MAIN
            for quad in sorted(self.engine.quads(node, NamedNode(predicate)), key=str)
        ]
        return ": ".join(filter(None, (", ".join(kinds), "; ".join(about))))

    def turtle(self, node: NamedNode) -> str:
        """The lines that describe a thing, as they stand in its file; empty if in none."""
        start = f"\n{self.curie(node.value)}\n"
        for file in self.workspace.graph_files():
            if file.layer in DATA:
                text = self._texts.setdefault(file.path, read_text(file.path))
                at = text.find(start)
                if at >= 0:
                    return text[at + 1 : text.index("\n.\n", at) + 2]
        return ""

    def cited(self, cites: str) -> str:
        """Citations, each a link to what the source is; another text stays as it is."""
        return _CITE.sub(lambda found: link(found[0], f"source_{found[1]}"), plain(cites))

    def source_list(self) -> str:
        """What each source is, with the place that its citations lead to."""
        stems = [file.stem for file in self.workspace.graph_files() if file.layer == "source"]
        return "\n".join(
            f"- {anchor(f'source_{stem}')}**{plain(stem)}**: {plain(self.citations.source(stem))}"
            for stem in stems
        )


def _facts(quads: Iterable[Quad]) -> Iterator[Fact]:
    """The triples of quads that are between things with names, or a thing and a literal."""
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield Fact(quad.subject, quad.predicate.value, quad.object)
