"""Where a triple is stated: file and line, in whose words, and on which passage it rests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Triple

from travaux import vocabulary as v
from travaux.chains import Chains, Record
from travaux.engine import OxigraphEngine
from travaux.errors import read_text, short
from travaux.labels import Labels
from travaux.turtle_text import Places, name_of
from travaux.workspace import GraphFile, Workspace


class Stating(NamedTuple):
    """One file that states a triple; `line` 0 where it cannot be told, `by` whose word it is."""

    graph: str
    file: str
    line: int
    by: str
    cite: str
    passages: tuple[str, ...]

    @property
    def place(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        told = " · ".join(filter(None, (self.place, self.by, self.cite)))
        return f"stated: {told}"


class Stated:
    """The files of a workspace, each read for its lines when one is asked for."""

    def __init__(self, engine: OxigraphEngine, workspace: Workspace) -> None:
        self.engine = engine
        self.chains = Chains(engine)
        self._shown = Labels(engine)
        self._files = {file.iri: file for file in workspace.graph_files()}
        self._places = cache(lambda path: Places(read_text(path)))

    def __call__(self, triple: Triple) -> list[Stating]:
        """Every file that states the triple, in the order of the workspace."""
        quads = self.engine.store.quads_for_pattern(
            triple.subject, triple.predicate, triple.object, None
        )
        graphs = {quad.graph_name for quad in quads} - {DefaultGraph()}
        named = {graph.value for graph in graphs if isinstance(graph, NamedNode)}
        return [self._stating(triple, file) for iri, file in self._files.items() if iri in named]

    def _stating(self, triple: Triple, file: GraphFile) -> Stating:
        record = self._record(triple)
        own = record if file.layer == "source" else None
        return Stating(
            file.iri,
            short(file.path),
            self._line(triple, file),
            self._by(file, triple, record),
            ", ".join(own.cites) if own else "",
            tuple(self._passages(own)) if own else (),
        )

    def _line(self, triple: Triple, file: GraphFile) -> int:
        if not isinstance(triple.subject, NamedNode):
            return self._line_around(triple, file)
        names = map(name_of, triple)
        return self._places(file.path).line(*names) or 0

    def _line_around(self, triple: Triple, file: GraphFile) -> int:
        """The line of the statement in whose brackets a blank node stands."""
        node, seen = triple.subject, set()
        while not isinstance(node, NamedNode) and node not in seen:
            seen.add(node)
            for quad in self.engine.quads(None, None, node):
                if isinstance(quad.subject, NamedNode):
                    place = self._places(file.path)
                    return place.line(quad.subject.value, quad.predicate.value) or 0
                node = quad.subject
        return 0

    def _record(self, triple: Triple) -> Record | None:
        """The record whose triple it is: the subject, or the only record that points at it."""
        node = triple.subject
        if not isinstance(node, NamedNode):
            return None
        if self.chains.is_a(node, v.ATTESTATION):
            return self.chains.record(node)
        if self.chains.is_a(node, v.PASSAGE):
            return None
        pointing = {quad.subject for quad in self.engine.quads(None, None, node)}
        named = [each for each in pointing if isinstance(each, NamedNode)]
        found = [each for each in named if self.chains.is_a(each, v.ATTESTATION)]
        return self.chains.record(found[0]) if len(found) == 1 else None

    def _by(self, file: GraphFile, triple: Triple, record: Record | None) -> str:
        """Whose word the triple is."""
        if file.layer in ("ontology", "shapes", "alignments"):
            return "the ontology" if file.layer == "ontology" else f"the {file.layer}, kept apart"
        if file.layer == "analysis":
            creators = self.chains.texts(self._node(triple), v.CREATOR)
            return f"curators: {', '.join(creators)}" if creators else "a curator"
        if file.layer != "source":
            return "reference, by the curators"
        if record is None:
            return "about the source, by the curators"
        speakers = [self._shown(each) for each in record.speakers]
        carriers = [self._shown(step.carrier) for step in record.steps]
        told = f"spoken by {', '.join(speakers)}" if speakers else "told by the article itself"
        return f"{told} via {', '.join(carriers)}" if carriers else told

    def _node(self, triple: Triple) -> NamedNode:
        node = triple.subject
        return node if isinstance(node, NamedNode) else NamedNode(v.BASE)

    def _passages(self, record: Record) -> Iterator[str]:
        for node in self.chains.values(record.node, v.EVIDENCE):
            ends = [self.chains.texts(node, each) for each in (v.START_CHAR, v.END_CHAR)]
            cites = self.chains.texts(node, v.CITE)
            if all(ends) and cites:
                yield f"{cites[0]}, characters {ends[0][0]}–{ends[1][0]}"
