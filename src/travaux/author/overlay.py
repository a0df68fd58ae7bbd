"""An engine with what a block has written so far laid over it, so that its names are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from travaux.engine import NO_BINDINGS, Answer, Engine, OxigraphEngine, Term


class Overlay:
    """Reads as the engine under it and the triples added; `query` asks the engine only."""

    def __init__(self, under: Engine) -> None:
        self._under = under
        self._own = OxigraphEngine(
            Store(), under.prefixes, under.place, under.base, under.languages
        )

    def add(self, triple: Triple) -> None:
        """Lay one more triple over the engine."""
        self._own.store.add(Quad(triple.subject, triple.predicate, triple.object))

    @property
    def prefixes(self) -> Mapping[str, str]:
        """See Engine.prefixes."""
        return self._under.prefixes

    @property
    def graphs(self) -> Iterable[str]:
        """See Engine.graphs."""
        return self._under.graphs

    @property
    def place(self) -> str:
        """See Engine.place."""
        return self._under.place

    @property
    def base(self) -> str | None:
        """See Engine.base."""
        return self._under.base

    @property
    def inferred(self) -> str:
        """See Engine.inferred."""
        return self._under.inferred

    @property
    def languages(self) -> tuple[str, ...]:
        """See Engine.languages."""
        return self._under.languages

    def query(
        self, text: str, *, bindings: Mapping[str, Term] = NO_BINDINGS, name: str = ""
    ) -> Answer:
        """See Engine.query."""
        return self._under.query(text, bindings=bindings, name=name)

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[Quad]:
        """See Engine.quads."""
        yield from self._under.quads(subject, predicate, object)
        yield from self._own.quads(subject, predicate, object)

    def label(self, iri: str, lang: str | None = None) -> str | None:
        """See Engine.label."""
        return self._own.label(iri, lang) or self._under.label(iri, lang)

    def knows(self, iri: str) -> bool:
        """See Engine.knows."""
        return self._own.knows(iri) or self._under.knows(iri)

    def iris(self) -> set[str]:
        """See Engine.iris."""
        return self._own.iris() | self._under.iris()
