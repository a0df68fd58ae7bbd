"""Where the nodes of the picture stand, and which communities they are in."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from travaux.view import layout, springs
from travaux.view.communities import communities

HERE = Path(__file__).parent


def _ring(size: int) -> nx.Graph:
    return nx.relabel_nodes(nx.cycle_graph(size), {i: f"n{i:03}" for i in range(size)})


def _cliques(count: int, size: int) -> nx.Graph:
    """Groups in which all know each other, each with one line to the next."""
    graph = nx.ring_of_cliques(count, size)
    return nx.relabel_nodes(graph, {i: f"n{i:04}" for i in graph})


def _overlaps(
    places: dict[str, tuple[int, int]], sizes: dict[str, tuple[int, int]]
) -> list[tuple[str, str]]:
    """The pairs of boxes that cover each other by more than rounding does."""
    return [
        (a, b)
        for a, b in itertools.combinations(places, 2)
        if all(
            abs(places[a][i] - places[b][i]) < (sizes[a][i] + sizes[b][i]) / 2 - 2 for i in (0, 1)
        )
    ]


GRAPHS = {
    "empty": nx.Graph(),
    "one": nx.empty_graph(["a"]),
    "apart": nx.empty_graph("abcd"),
    "pair": nx.Graph([("a", "b")]),
    "ring": _ring(30),
    "star": nx.star_graph("abcdefg"),
    "path": nx.path_graph(list("abcdefghij")),
    "loop": nx.Graph([("a", "a"), ("a", "b")]),
    "many": _cliques(30, 8),
    "crowd": nx.relabel_nodes(nx.star_graph(500), str),
    "dust": nx.relabel_nodes(nx.empty_graph(400), str),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_no_two_nodes_stand_in_one_place(name: str) -> None:
    """Each node has integer coordinates of its own, whatever the graph."""
    graph = GRAPHS[name]
    places = layout.positions(graph, dict.fromkeys(graph, (60, 40)), communities(graph))
    assert set(places) == set(graph)
    assert len(set(places.values())) == len(graph)
    assert all(type(number) is int for place in places.values() for number in place)


@pytest.mark.parametrize("name", ["ring", "star", "path", "dust"])
def test_boxes_do_not_overlap(name: str) -> None:
    """At full size every node has its room, and so has its name where it has one."""
    graph = GRAPHS[name]
    sizes = {node: (110, 44) if i % 4 == 0 else (24, 24) for i, node in enumerate(graph)}
    assert _overlaps(layout.positions(graph, sizes), sizes) == []


def test_places_do_not_depend_on_the_order_of_the_input() -> None:
    """The same graph built in another order is drawn alike."""
    forward, backward = _cliques(25, 8), nx.Graph()
    backward.add_edges_from(reversed([(b, a) for a, b in forward.edges()]))
    sizes = dict.fromkeys(forward, (30, 30))
    drawn = [layout.positions(each, sizes, communities(each)) for each in (forward, backward)]
    assert drawn[0] == drawn[1]


def test_communities_of_a_large_graph_stand_apart() -> None:
    """Every node is nearer to the middle of its own community than to that of any other."""
    graph = _cliques(30, 8)
    groups = communities(graph)
    places = layout.positions(graph, dict.fromkeys(graph, (24, 24)), groups)
    members: dict[int, list[tuple[int, int]]] = {}
    for node, group in groups.items():
        members.setdefault(group, []).append(places[node])
    boxes = {
        group: [(min(axis), max(axis)) for axis in zip(*own, strict=True)]
        for group, own in members.items()
    }
    for one, other in itertools.combinations(boxes.values(), 2):
        assert any(one[i][1] < other[i][0] or other[i][1] < one[i][0] for i in (0, 1))


def test_what_nothing_ties_to_the_rest_stands_below_it() -> None:
    """Loose ends take no room from what hangs together."""
    graph = nx.union(_ring(20), nx.relabel_nodes(nx.empty_graph(5), lambda i: f"z{i}"))
    places = layout.positions(graph, dict.fromkeys(graph, (24, 24)))
    lowest = max(places[node][1] for node in graph if graph.degree(node))
    assert all(places[node][1] > lowest for node in graph if not graph.degree(node))


def test_neighbours_are_nearer_than_strangers() -> None:
    """The picture shows who is tied to whom: a path is drawn as one."""
    graph = nx.path_graph([f"n{i:02}" for i in range(40)])
    places = layout.positions(graph, dict.fromkeys(graph, (24, 24)))

    def distance(a: str, b: str) -> float:
        return float(sum((places[a][i] - places[b][i]) ** 2 for i in (0, 1)) ** 0.5)

    near = [distance(a, b) for a, b in graph.edges()]
    far = [distance(a, b) for a, b in itertools.combinations(graph, 2)]
    assert max(near) < sorted(far)[len(far) // 2]


def test_communities_are_those_that_hang_together_the_largest_first() -> None:
    """Two crowds with one line between them are two communities."""
    graph = nx.union(
        nx.relabel_nodes(nx.complete_graph(5), lambda i: f"a{i}"),
        nx.relabel_nodes(nx.complete_graph(8), lambda i: f"b{i}"),
    )
    graph.add_edge("a0", "b0")
    assert communities(graph) == {node: int(node[0] == "a") for node in graph}


def test_nodes_without_lines_are_communities_of_their_own() -> None:
    """No line, no community to belong to."""
    assert communities(nx.empty_graph("cab")) == {"a": 0, "b": 1, "c": 2}


@pytest.mark.slow
def test_places_and_communities_are_the_same_under_another_hash_seed() -> None:
    """Sets of texts have another order in every process; no place may hang on it."""
    code = (
        "import json, sys; from made_graph import made; from travaux.view.model import model; "
        "m = model(made(400), 'x'); print(json.dumps(m, default=list))"
    )
    found = []
    for seed in ("1", "2"):
        paths = [str(HERE), str(HERE.parent / "src")]
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)},
        )
        found.append(json.loads(done.stdout))
    assert found[0]["nodes"] == found[1]["nodes"]
    assert found[0] == found[1]


def test_the_layout_needs_no_numpy() -> None:
    """travaux does not depend on it, and its last digits differ between machines."""
    code = (
        "import sys, networkx as nx; from travaux.view import layout, communities; "
        "g = nx.relabel_nodes(nx.ring_of_cliques(30, 8), str); "
        "layout.positions(g, dict.fromkeys(g, (9, 9)), communities.communities(g)); "
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_field_of_one_or_none_stands_in_the_middle() -> None:
    """Nothing to push apart."""
    assert springs.places([], [], 1.3) == ([], [])
    assert springs.places([], [(9, 9)], 1.3) == ([0.0], [0.0])
