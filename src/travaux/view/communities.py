"""Communities of the picture: what hangs together stands together."""

from __future__ import annotations

import networkx as nx

#: The random choices of the search for communities, so that they are the same at every run.
_SEED = 1


def communities(graph: nx.Graph) -> dict[str, int]:
    """The community of every node, the largest being 0 (Louvain; networkx).

    Lines count once for each pair, however many kinds of them there are.
    """
    order = sorted(graph)
    number = {node: i for i, node in enumerate(order)}
    # Nodes as numbers: a set of texts has another order in every process.
    plain = nx.Graph()
    plain.add_nodes_from(range(len(order)))
    plain.add_edges_from(sorted({_pair(number[a], number[b]) for a, b in graph.edges() if a != b}))
    if not plain.number_of_edges():
        return {node: i for i, node in enumerate(order)}
    found = nx.community.louvain_communities(plain, seed=_SEED)
    ranked = sorted(map(sorted, found), key=lambda nodes: (-len(nodes), nodes))
    return {order[node]: i for i, nodes in enumerate(ranked) for node in nodes}


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
