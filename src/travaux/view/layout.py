"""Where each node stands: the same places on every machine, in plain arithmetic.

Networkx's layouts need numpy, which travaux does not; this needs neither numpy nor chance. Start:
multidimensional scaling of graph distances to a few pivots (Brandes and Pich, "Eigensolver
methods", 2006); then springs with a cooling step, repulsion among near neighbours only
(Fruchterman and Reingold, 1991); then boxes the size of the labels are pushed apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt

import networkx as nx

_PIVOTS = 24
_STEPS = 160
_FEWEST_STEPS = 40
_BOX_STEPS = 80
_CORNERS = 0.6

Point = list[float]


def positions(
    graph: nx.Graph, sizes: Mapping[str, tuple[int, int]], shape: float = 1.3
) -> dict[str, tuple[int, int]]:
    """Integer coordinates, in pixels at full size, of every node.

    `sizes`: width and height of each node with its label. `shape`: width over height of the whole.
    """
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.edges() if a != b))
    if not plain:
        return {}
    place = _start(plain)
    _springs(plain, place)
    _stretch(place, sizes, shape)
    _push_apart(place, sizes)
    return {node: (round(x), round(y)) for node, (x, y) in place.items()}


def _start(graph: nx.Graph) -> dict[str, Point]:
    """Two axes along which graph distances to the pivots vary most; distance 1 is unit length."""
    nodes = list(graph)
    columns = [_distances(graph, pivot) for pivot in _pivots(graph)]
    rows = [[column[node] ** 2 for column in columns] for node in nodes]
    across = [sum(column) / len(nodes) for column in zip(*rows, strict=True)]
    centred = []
    for row in rows:
        mean = sum(row) / len(row)
        centred.append([across[i] + mean - value for i, value in enumerate(row)])
    first = _axis(centred, None)
    second = _axis(centred, first)
    golden = 0.6180339887498949
    return {
        # Nodes with the same neighbours would coincide: shift each by a fixed part of a unit.
        node: [a + 0.5 * (i * golden % 1), b + 0.5 * (i * golden * golden % 1)]
        for i, (node, a, b) in enumerate(zip(nodes, *map(_unit, (first, second)), strict=True))
    }


def _distances(graph: nx.Graph, pivot: str) -> dict[str, int]:
    """Steps to the pivot; what cannot be reached is a little beyond what can."""
    reached: dict[str, int] = nx.single_source_shortest_path_length(graph, pivot)
    beyond = max(reached.values()) + 2
    return {node: reached.get(node, beyond) for node in graph}


def _pivots(graph: nx.Graph) -> list[str]:
    """Nodes far from one another, the best connected first."""
    chosen = [max(graph, key=lambda node: (graph.degree(node), node))]
    nearest = _distances(graph, chosen[0])
    while len(chosen) < min(_PIVOTS, len(graph)):
        chosen.append(max(graph, key=lambda node: (nearest[node], graph.degree(node), node)))
        steps = _distances(graph, chosen[-1])
        nearest = {node: min(nearest[node], steps[node]) for node in graph}
    return chosen


def _axis(rows: list[Point], other: Point | None) -> Point:
    """The rows projected on their main direction (power iteration), apart from `other`."""
    vector = [1.0 / (i + 1) for i in range(len(rows[0]))]
    along = [0.0] * len(rows)
    for _ in range(60):
        along = [sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows]
        if other is not None:
            share = sum(a * b for a, b in zip(along, other, strict=True)) / (
                sum(b * b for b in other) or 1.0
            )
            along = [a - share * b for a, b in zip(along, other, strict=True)]
        columns = zip(*rows, strict=True)
        vector = [sum(a * b for a, b in zip(along, column, strict=True)) for column in columns]
        length = sqrt(sum(x * x for x in vector)) or 1.0
        vector = [x / length for x in vector]
    return along


def _unit(values: Point) -> Point:
    """The values scaled to spread like the side of a square that gives each node one unit."""
    spread = sqrt(sum(x * x for x in values) / len(values)) or 1.0
    side = sqrt(len(values)) / 3
    return [x / spread * side for x in values]


def _springs(graph: nx.Graph, place: dict[str, Point]) -> None:
    """Edges pull, near nodes push, everything leans to the middle; steps get shorter."""
    edges = list(graph.edges())
    degree = dict(graph.degree())
    room = {node: sqrt(sqrt(max(degree[node], 1))) for node in graph}
    steps = max(_FEWEST_STEPS, min(_STEPS, 40_000 // len(place)))
    for step in range(steps):
        force = {node: [-0.02 * x, -0.02 * y] for node, (x, y) in place.items()}
        for a, b in _near(place, 3.0):
            # Busy nodes keep away from one another: each needs room for its own neighbours.
            _push(force, place, a, b, room[a] * room[b])
        for a, b in edges:
            # The spring of a busy node is soft, or its neighbours would all lie on top of it.
            _pull(force, place, a, b, 1.0 / sqrt(min(degree[a], degree[b])))
        limit = 0.6 * (1 - step / steps)
        for node, (x, y) in force.items():
            length = sqrt(x * x + y * y) or 1.0
            reach = min(length, limit) / length
            place[node][0] += x * reach
            place[node][1] += y * reach


def _push(force: dict[str, Point], place: dict[str, Point], a: str, b: str, weight: float) -> None:
    x, y = place[a][0] - place[b][0], place[a][1] - place[b][1]
    weight /= max(x * x + y * y, 0.01)
    force[a][0] += x * weight
    force[a][1] += y * weight
    force[b][0] -= x * weight
    force[b][1] -= y * weight


def _pull(force: dict[str, Point], place: dict[str, Point], a: str, b: str, weight: float) -> None:
    x, y = place[a][0] - place[b][0], place[a][1] - place[b][1]
    weight *= 0.5 * sqrt(x * x + y * y)
    force[a][0] -= x * weight
    force[a][1] -= y * weight
    force[b][0] += x * weight
    force[b][1] += y * weight


def _near(place: dict[str, Point], reach: float) -> Iterator[tuple[str, str]]:
    """Every pair of nodes at most `reach` apart, found by way of a grid."""
    cells: dict[tuple[int, int], list[str]] = {}
    for node, (x, y) in place.items():
        cells.setdefault((int(x // reach), int(y // reach)), []).append(node)
    for (column, row), here in cells.items():
        for i, a in enumerate(here):
            for b in here[i + 1 :]:
                yield a, b
        for next_cell in ((column + 1, row), *((column + i, row + 1) for i in (-1, 0, 1))):
            for b in cells.get(next_cell, ()):
                for a in here:
                    yield a, b


def _stretch(place: dict[str, Point], sizes: Mapping[str, tuple[int, int]], shape: float) -> None:
    """Scale to pixels: an area that holds every box with room to spare, of the given shape.

    Half of each coordinate is the node's rank along the axis: that loosens a crowded middle and
    tightens a thin edge. Then the corners, which springs leave empty, are filled from the rim.
    """
    height = sqrt(1.2 * sum(width * height for width, height in sizes.values()) / shape)
    last = max(len(place) - 1, 1)
    for i in (0, 1):
        order = sorted(place, key=lambda node: (place[node][i], node))
        low = place[order[0]][i]
        extent = place[order[-1]][i] - low or 1.0
        for rank, node in enumerate(order):
            place[node][i] = (place[node][i] - low) / extent + rank / last - 1
    for point in place.values():
        longer = max(abs(point[0]), abs(point[1])) or 1.0
        radius = min(sqrt(point[0] ** 2 + point[1] ** 2), 1.0)
        corner = 1 + _CORNERS * radius * (sqrt(point[0] ** 2 + point[1] ** 2) / longer - 1)
        point[0] *= corner * height * shape / 2
        point[1] *= corner * height / 2


def _push_apart(place: dict[str, Point], sizes: Mapping[str, tuple[int, int]]) -> None:
    """Move boxes that overlap apart, along the axis where less is missing."""
    reach = float(max(max(size) for size in sizes.values()))
    for _ in range(_BOX_STEPS):
        moved = False
        for a, b in list(_near(place, reach)):
            gaps = [
                (sizes[a][i] + sizes[b][i]) / 2 - abs(place[a][i] - place[b][i]) for i in (0, 1)
            ]
            if min(gaps) <= 0:
                continue
            moved = True
            axis = 0 if gaps[0] < gaps[1] else 1
            step = gaps[axis] / 2 if place[a][axis] >= place[b][axis] else -gaps[axis] / 2
            place[a][axis] += step
            place[b][axis] -= step
        if not moved:
            return
