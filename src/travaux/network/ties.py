"""Ties between actors that share something, and on what grounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import networkx as nx

from travaux.network.material import Material

#: Two things by IRI, in order.
Pair = tuple[str, str]


class Ground(NamedTuple):
    """One reason for a tie: its sense, what it is about, the records that tell it of either end."""

    sense: str
    matter: str
    one: frozenset[str]
    other: frozenset[str]

    @property
    def ends(self) -> tuple[frozenset[str], frozenset[str]]:
        """The records of the one and of the other."""
        return self.one, self.other


def empty(make: Callable[[], nx.Graph], kind: str, material: Material) -> nx.Graph:
    """A graph without nodes that tells of what kind it is, and of which days."""
    graph, asked = make(), material.slice.asked
    graph.graph.update(kind=kind, since=asked.first, until=asked.last)
    return graph


def finished(graph: nx.Graph, material: Material) -> nx.Graph:
    """The graph, which now tells what its slice left out."""
    graph.graph["undated"] = len(material.slice.undated)
    return graph


def pairs(found: Iterable[tuple[Pair, Ground]]) -> list[tuple[Pair, list[Ground]]]:
    """The grounds of each pair, the pairs in order."""
    ties: dict[Pair, list[Ground]] = {}
    for pair, ground in found:
        ties.setdefault(pair, []).append(ground)
    return sorted(ties.items())


def tie(
    graph: nx.Graph,
    material: Material,
    pair: Pair,
    grounds: list[Ground],
    label: str,
    **more: object,
) -> None:
    """Add an edge without direction; it is certain if both ends of one of its grounds are."""
    one, other = (material.node(graph, each) for each in pair)
    words = f"{named(graph, one)} and {named(graph, other)}: {label}"
    certain = any(all(map(material.is_certain, each.ends)) for each in grounds)
    basis = material.basis({r for each in grounds for end in each.ends for r in end}, certain)
    graph.add_edge(one, other, label=label, words=words, **more, **basis)


def named(graph: nx.Graph, key: str) -> str:
    """The label of a node."""
    return str(graph.nodes[key]["label"])


def joined(*parts: tuple[str, list[str]]) -> str:
    """Verbs, each with what it applies to; those that apply to nothing are left out."""
    return "; ".join(f"{verb} {', '.join(names)}" for verb, names in parts if names)
