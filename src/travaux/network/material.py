"""What networks are made of: attested relations with their paragraphs, and the names of things."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

import networkx as nx

from travaux import vocabulary as v
from travaux.cites import place
from travaux.engine import Engine
from travaux.network.slices import Slice
from travaux.view.contents import Keys
from travaux.view.facts import disputed
from travaux.view.graph import Row, attested, families
from travaux.view.records import Labels, clean, rows
from travaux.view.relations import Relation
from travaux.when import CERTAIN, POSSIBLE, Span


class Material:
    """The relations of one engine between two days; nothing that rests on no paragraph."""

    def __init__(self, engine: Engine, asked: Span) -> None:
        self.engine = engine
        self.slice = Slice(engine, asked)
        self.labels = Labels(engine)
        self.key = Keys(engine.prefixes)
        self.families = families(engine)
        self._disputed = disputed(engine)
        self._cites: dict[str, set[str]] = {}
        for record, cite in rows(
            engine, f"SELECT ?r ?c WHERE {{ ?r <{v.EVIDENCE}> ?p ; <{v.CITE}> ?c }}"
        ):
            self._cites.setdefault(record, set()).add(clean(cite))

    def members(self, kind: str) -> set[str]:
        """What is of a class or of one below it."""
        asked = f"SELECT ?thing WHERE {{ ?thing a/<{v.SUBCLASS_OF}>* <{kind}> }}"
        return {thing for (thing,) in rows(self.engine, asked)}

    def told(
        self, relation: Relation, ends: Set[str] | None = None, words: Set[str] | None = None
    ) -> list[Row]:
        """What a relation ties within the days, where both ends are things that can be drawn.

        With `ends`, only what leads to one of these; with `words`, only what has one of these.
        """
        known = self.families.keys()
        reached = known if ends is None else known & ends
        return [
            row
            for row in attested(self.engine, relation)
            if row.start in known
            and row.end in reached
            and (words is None or row.word in words)
            and self.has(row.record)
        ]

    def has(self, record: str) -> bool:
        """Whether a record rests on a paragraph and may lie within the days."""
        return record in self._cites and self.slice(record) is not None

    def is_certain(self, records: Iterable[str]) -> bool:
        """Whether one of these records lies within the days for certain."""
        return any(self.slice(record) == CERTAIN for record in records)

    def cites(self, records: Iterable[str]) -> list[str]:
        """The paragraphs of records, in the order of the texts."""
        return sorted({cite for each in records for cite in self._cites.get(each, ())}, key=place)

    def node(self, graph: nx.Graph, iri: str) -> str:
        """The key of a thing, which is in the graph from now on."""
        key = self.key(iri)
        if key not in graph:
            family, kind = self.families[iri]
            kinds = {"kind": self.labels(kind), "family": family.label}
            graph.add_node(key, iri=iri, label=self.labels(iri), **kinds)
        return key

    def basis(self, records: Iterable[str], certain: bool) -> dict[str, Any]:
        """On what an edge rests: evidence, records, whether any is disputed, and certainty.

        The certainty is empty where no day is asked for.
        """
        found = set(records)
        certainty = CERTAIN if certain else POSSIBLE
        return {
            "evidence": self.cites(found),
            "records": sorted(map(self.key, found)),
            "disputed": not self._disputed.isdisjoint(found),
            "certainty": certainty if self.slice.limited else "",
        }
