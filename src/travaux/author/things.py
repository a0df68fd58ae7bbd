"""What the calls of authoring give back, to be named in later calls."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from travaux.author.calls import Call
from travaux.passages import Span


@dataclass(frozen=True, slots=True)
class Thing:
    """A record, a situation, a voice or an entity that a call has written."""

    node: NamedNode
    curie: str
    kind: str

    @property
    def iri(self) -> str:
        """Its whole name."""
        return self.node.value

    def __str__(self) -> str:
        return self.curie

    def __repr__(self) -> str:
        return f"<{self.kind} {self.curie}>"


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a text by place and digest; it is written when a record rests on it."""

    source: str
    paragraph: int
    span: Span
    sha256: str

    def __str__(self) -> str:
        return f"{self.source}-{self.paragraph}-{self.span.start}-{self.span.end}"

    def __repr__(self) -> str:
        return f"<{self.source}:{self.paragraph}, characters {self.span.start} to {self.span.end}>"


@dataclass(frozen=True, slots=True)
class Step:
    """An intermediary between a speaker and the article; each record that has it gets its own."""

    values: tuple[tuple[str, NamedNode], ...]  # property and value
    call: Call
