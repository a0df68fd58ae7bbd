"""How one term is described: links, facts, counts, and examples in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from generator.graph import Fact, Graph
from generator.marks import code, heading, link, paragraph, plain
from generator.terms import Ontology, Term


class Describer:
    """Pieces of Markdown about the terms of `known`, which are those that stand on the page."""

    def __init__(self, graph: Graph, terms: Ontology, known: Mapping[str, Term]) -> None:
        self.graph = graph
        self.terms = terms
        self.known = known

    def link(self, iri: str) -> str:
        """A term as a link where it stands on this page, else as it is written in full."""
        term = self.known.get(iri)
        if term:
            return link(plain(term.name), term.anchor)
        return code(self.graph.curie(iri))

    def links(self, iris: Iterable[str]) -> str:
        """Terms as links, with commas between them."""
        return ", ".join(map(self.link, iris))

    def head(self, term: Term) -> Iterator[str]:
        """The heading of a term, its names, its definition and its notes."""
        yield heading(3, plain(term.name), term.anchor)
        others = [plain(label) for label in term.labels[1:] if label]
        yield " · ".join([code(term.curie), *others])
        yield paragraph(term.definition)
        yield from map(paragraph, term.notes)

    def bullets(self, rows: Iterable[tuple[str, str]]) -> str:
        """Named values, one a line; those without a value are left out."""
        return "\n".join(f"- *{name}:* {value}" for name, value in rows if value)

    def aligned(self, term: Term) -> Iterator[tuple[str, str]]:
        """How a term stands to those of other vocabularies, with the reasons below."""
        found = self.terms.aligned(term.iri)
        text = "; ".join(
            f"{words} {', '.join(code(self.graph.curie(each)) for each in iris)}"
            for words, iris in found
        )
        reasons = [f"  - {plain(each)}" for each in self.terms.reasons(term.iri)]
        yield "elsewhere", "\n".join([text or "not aligned", *reasons]) if text or reasons else ""

    def counted(self, counts: Counter[str], limit: int = 5) -> str:
        """`statement (12), position (3)`: the classes with the most, and how many more."""
        ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        shown = [f"{self.link(iri)} ({count:,})" for iri, count in ranked[:limit]]
        rest = len(ranked) - limit
        return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")

    def example(self, shown: tuple[NamedNode, str] | None) -> str:
        """A thing in words, with its citation."""
        if shown is None:
            return ""
        return f"{plain(self.graph.words(shown[0]))} {self.graph.cited(shown[1])}".rstrip()

    def chain(self, steps: list[str]) -> str:
        """The properties of a chain as links."""
        shown = [
            f"{self.link(step[1:])} backwards" if step.startswith("^") else self.link(step)
            for step in steps
        ]
        return ", then ".join(shown)

    def where(self, facts: list[Fact]) -> str:
        """Between what: the classes of the subjects, and of what is led to."""
        subjects = self.graph.kinds_of(fact.subject for fact in facts)
        objects = self.graph.kinds_of(f.object for f in facts if isinstance(f.object, NamedNode))
        parts = [f"of {self.counted(subjects)}"] if subjects else []
        parts += [f"to {self.counted(objects)}"] if objects else []
        return "; " + "; ".join(parts) if parts else ""

    def triple(self, facts: list[Fact]) -> str:
        """One of the facts in words, with its citation."""
        found = self.graph.first(facts)
        if found is None:
            return ""
        fact, cite = found
        subject, value = (plain(self.graph.words(each)) for each in (fact.subject, fact.object))
        name = plain(self.graph.label(NamedNode(fact.predicate)))
        return f"{subject} → **{name}** → {value} {self.graph.cited(cite)}".rstrip()

    def subject(self, facts: list[Fact]) -> str:
        """The subject of one of the facts in words, with its citation."""
        found = self.graph.first(facts)
        return self.example((found[0].subject, found[1]) if found else None)
