"""A part of the graph: what an answer or a focus names, with what lies around it."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx


def cut(
    graph: nx.MultiDiGraph, start: Iterable[str], depth: int, also: Iterable[str] = ()
) -> nx.MultiDiGraph:
    """The nodes at most `depth` lines away from a start, those of `also`, and all lines between.

    The graph's attributes stay, with `whole`, how many nodes and lines it had. Records are those
    of the starts and of the lines; what a line that is cut off tells of a start stands with the
    start itself.
    """
    start = {node for node in start if node in graph}
    kept = set(start)
    for _ in range(depth):
        kept |= {other for node in kept for other in nx.all_neighbors(graph, node)}
    kept.update(node for node in also if node in graph)
    part: nx.MultiDiGraph = graph.subgraph(kept).copy()
    for node in start:
        data = part.nodes[node]
        lost = _shown(graph, node) - _shown(part, node) - set(data["records"])
        data["records"] = [*data["records"], *sorted(lost)]
    _keep_records(part, start)
    part.graph["whole"] = {"nodes": len(graph), "edges": graph.number_of_edges()}
    return part


def _shown(graph: nx.MultiDiGraph, node: str) -> set[str]:
    """The records of a node's lines."""
    edges = (*graph.out_edges(node, data="records"), *graph.in_edges(node, data="records"))
    return {record for _, _, records in edges for record in records}


def _keep_records(part: nx.MultiDiGraph, start: set[str]) -> None:
    """Leave to the nodes around only what a start or a line tells as well."""
    told = {record for _, _, records in part.edges(data="records") for record in records}
    for node in start:
        told.update(part.nodes[node]["records"], part.nodes[node]["mentions"])
    for node, data in part.nodes(data=True):
        if node not in start:
            for key in ("records", "mentions"):
                data[key] = [record for record in data[key] if record in told]
