"""Measures of a network's nodes, ranked; the same at every run.

All are taken on the plain network: no directions, one tie for each pair, however many records
tell it. Of the signed network of agreement, two are tied in it if they agree on more than they
disagree on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import networkx as nx

from travaux.cites import place
from travaux.errors import BadParameter
from travaux.view import communities as drawn

#: A figure, to be ranked by; None where it is not defined.
Figure = float | int | None
#: The figures of a node by name, and where they place it.
Figures = dict[str, Figure]
Place = tuple[float | int, ...]
Key = Callable[[Figures], Place]
_DIGITS = 4
_BROKERAGE = ("effective size", "efficiency", "constraint")


class Ranked(NamedTuple):
    """One node: its rank, which equals share; its figures by name; the paragraphs of its ties."""

    rank: int
    node: str
    label: str
    kind: str
    figures: Figures
    evidence: tuple[str, ...]


def measure(graph: nx.Graph, name: str) -> list[Ranked]:
    """The nodes of a network by a measure (degree, betweenness, brokerage, communities).

    Raises BadParameter for another measure.
    """
    if name not in MEASURES:
        known = f"{', '.join(MEASURES)}."
        raise BadParameter(f"no such measure: {name!r}", where="measure", hint=known)
    figures, key = MEASURES[name]
    found = figures(graph)
    order = {node: key(found[node]) for node in found}
    listed = sorted(found, key=lambda node: (order[node], _label(graph, node), node))
    ranks: dict[object, int] = {}
    for place_, node in enumerate(listed, 1):
        ranks.setdefault(order[node], place_)
    return [
        Ranked(
            ranks[order[node]],
            node,
            _label(graph, node),
            graph.nodes[node]["kind"],
            found[node],
            _evidence(graph, node),
        )
        for node in listed
    ]


def plain(graph: nx.Graph) -> nx.Graph:
    """The network without directions, one tie for each pair."""
    found = nx.Graph()
    found.add_nodes_from(sorted(graph))
    for one, other, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        if one != other and data.get("pro", 1) > data.get("contra", 0):
            found.add_edge(one, other)
    return found


def degree(graph: nx.Graph) -> dict[str, Figures]:
    """How many others a node is tied to, by whatever tie; and the sum of the ties' weights.

    Of documents, how many a document replies to and how many reply to it; of agreement, with how
    many others a holder agrees and disagrees on some topic.
    """
    found: dict[str, Figures] = {}
    for node in sorted(graph):
        around = set(nx.all_neighbors(graph, node)) - {node}
        figures: Figures = {"degree": len(around)}
        if graph.graph.get("kind") == "documents":
            figures |= {"replies to": graph.out_degree(node), "replied by": graph.in_degree(node)}
        elif graph.graph.get("kind") == "agreement":
            ties = [graph.edges[node, other] for other in sorted(around)]
            figures["agrees with"] = sum(each["pro"] > 0 for each in ties)
            figures["disagrees with"] = sum(each["contra"] > 0 for each in ties)
        found[node] = figures | {"weight": graph.degree(node, weight="weight")}
    return found


def betweenness(graph: nx.Graph) -> dict[str, Figures]:
    """The share of shortest connections of others that lead through a node, from 0 to 1.

    Freeman (1977), as networkx computes it after Brandes (2001).
    """
    found = nx.betweenness_centrality(plain(graph))
    return {node: {"betweenness": _figure(value)} for node, value in found.items()}


def brokerage(graph: nx.Graph) -> dict[str, Figures]:
    """How much a node stands between others who are not tied to one another: structural holes.

    Effective size is the number of those around a node less the average of how many of one
    another these are tied to; efficiency is its share of that number; constraint is high where
    those around a node are tied to one another. Burt (1992), Structural Holes; effective size in
    the form of Borgatti (1997). Undefined for what is tied to nothing.
    """
    simple = plain(graph)
    return {node: dict(zip(_BROKERAGE, _holes(simple, node), strict=True)) for node in simple}


def _holes(graph: nx.Graph, node: str) -> tuple[Figure, Figure, Figure]:
    """Burt's figures of a node where every tie is as strong as any other.

    networkx has two of them; without scipy, which is not asked for, it is a hundred times slower.
    """
    around = graph[node]
    if not around:
        return None, None, None
    number = len(around)
    shared = {each: [other for other in graph[each] if other in around] for each in around}
    size = number - sum(map(len, shared.values())) / number
    parts = (1 + sum(1 / graph.degree(q) for q in others) for others in shared.values())
    constraint = sum((part / number) ** 2 for part in parts)
    return _figure(size), _figure(size / number), _figure(constraint)


def communities(graph: nx.Graph) -> dict[str, Figures]:
    """The community of a node, the largest being 1, and how many belong to it.

    Louvain (Blondel et al. 2008) with a fixed seed; a node tied to nothing is one by itself.
    """
    found = drawn.communities(plain(graph))
    sizes: dict[int, int] = {}
    for number in found.values():
        sizes[number] = sizes.get(number, 0) + 1
    return {
        node: {"community": number + 1, "members": sizes[number]} for node, number in found.items()
    }


def _figure(value: float) -> float:
    """A number as it is told; sums of fractions differ in what lies behind that."""
    return round(value, _DIGITS)


def _most(*names: str) -> Key:
    """A sorting key: the highest figures of these names first."""
    return lambda figures: tuple(-(figures[name] or 0) for name in names)


def _broker(figures: Figures) -> Place:
    """A sorting key: the largest effective size first, of equal ones the least constraint."""
    size, constraint = figures["effective size"], figures["constraint"]
    return float("inf") if size is None else -size, constraint or 0


def _community(figures: Figures) -> Place:
    """A sorting key: community by community."""
    return (figures["community"] or 0,)


def _label(graph: nx.Graph, node: str) -> str:
    return str(graph.nodes[node]["label"])


def _evidence(graph: nx.Graph, node: str) -> tuple[str, ...]:
    """The paragraphs of all ties of a node."""
    ties = list(graph.edges(node, data="evidence"))
    if graph.is_directed():
        ties += graph.in_edges(node, data="evidence")
    return tuple(sorted({cite for *_, cites in ties for cite in cites}, key=place))


#: Each measure with the key by which its nodes are ranked.
MEASURES: dict[str, tuple[Callable[[nx.Graph], dict[str, Figures]], Key]] = {
    "degree": (degree, _most("degree", "weight")),
    "betweenness": (betweenness, _most("betweenness")),
    "brokerage": (brokerage, _broker),
    "communities": (communities, _community),
}
