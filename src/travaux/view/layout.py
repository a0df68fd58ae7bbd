"""Where each node stands: the same places on every machine, in plain arithmetic.

Networkx's layouts need numpy, which travaux does not; this needs neither numpy nor chance. What
hangs together is laid out as one; above MANY nodes each community of it for itself, and then the
communities as if each were one large node, so that a picture of thousands is read community by
community. What ties nothing to the rest stands in rows below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import networkx as nx

from travaux.view.springs import End, Floats, Size, neighbours, places

MANY = 150
_GAP = 30  # pixels between two communities
_ROADS = 3  # lines of a community that count for its place: those to its closest ones
_TIGHT = 0.85  # the part of the area that communities cover, which have room inside


def positions(
    graph: nx.Graph,
    sizes: Mapping[str, Size],
    groups: Mapping[str, int] | None = None,
    shape: float = 1.3,
) -> dict[str, tuple[int, int]]:
    """Integer coordinates, in pixels at full size, of every node.

    `sizes`: width and height that each node needs. `groups`: the community of each node, if they
    are known. `shape`: width over height of the whole.
    """
    order = sorted(graph)
    number = {node: i for i, node in enumerate(order)}
    pairs = {(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}
    ends = sorted((number[a], number[b]) for a, b in pairs)
    known = [groups[node] for node in order] if groups else [0] * len(order)
    x, y = _by_component(ends, [sizes[node] for node in order], known, shape)
    return {node: (round(x[i]), round(y[i])) for i, node in enumerate(order)}


def _by_component(
    ends: Sequence[End], sizes: Sequence[Size], groups: Sequence[int], shape: float
) -> tuple[Floats, Floats]:
    """The places of nodes: the largest connected part, and below it, in rows, all others."""
    parts = _parts(neighbours(ends, len(sizes)))
    rooms, fields = [], []
    for nodes, inside in zip(parts, _inside(ends, parts), strict=True):
        own = [sizes[node] for node in nodes]
        if len(nodes) > MANY:
            field = _by_community(inside, own, _dense([groups[node] for node in nodes]), shape)
        else:
            field = places(inside, own, shape)
        rooms.append(_room(*field, own))
        fields.append(field)
    x, y = [0.0] * len(sizes), [0.0] * len(sizes)
    for nodes, field, (across, down) in zip(parts, fields, _shelves(rooms), strict=True):
        for node, a, b in zip(nodes, *field, strict=True):
            x[node], y[node] = a + across, b + down
    return x, y


def _inside(ends: Sequence[End], parts: Sequence[Sequence[int]]) -> list[list[End]]:
    """The pairs inside each of the parts, with numbers of the nodes' places there."""
    at = {node: (part, i) for part, nodes in enumerate(parts) for i, node in enumerate(nodes)}
    inside: list[list[End]] = [[] for _ in parts]
    for a, b in ends:
        (part, one), (there, other) = at[a], at[b]
        if part == there:
            inside[part].append((one, other))
    return inside


def _dense(groups: Sequence[int]) -> list[int]:
    """The same groups, numbered without gaps."""
    number = {group: i for i, group in enumerate(sorted(set(groups)))}
    return [number[group] for group in groups]


def _parts(near: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected parts, the largest first."""
    seen = [False] * len(near)
    parts = []
    for start in range(len(near)):
        if seen[start]:
            continue
        seen[start] = True
        part = [start]
        for node in part:  # it grows while it is read
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part))


def _shelves(rooms: Sequence[Size]) -> list[tuple[float, float]]:
    """Where the middle of each room goes: the first at the origin, the others in rows below it."""
    if not rooms:
        return []
    wide, high = rooms[0]
    wide = max(wide, *(room[0] for room in rooms), 600)
    left, top, deep = -wide / 2, high / 2, 0
    found = [(0.0, 0.0)]
    for width, height in rooms[1:]:
        if left + width > wide / 2:
            left, top, deep = -wide / 2, top + deep, 0
        found.append((left + width / 2, top + height / 2))
        left, deep = left + width, max(deep, height)
    return found


def _by_community(
    ends: Sequence[End], sizes: Sequence[Size], groups: Sequence[int], shape: float
) -> tuple[Floats, Floats]:
    """The places of nodes, each community in a field of its own."""
    members: list[list[int]] = [[] for _ in range(max(groups) + 1)]
    for node, group in enumerate(groups):
        members[group].append(node)
    boxes = [[sizes[node] for node in nodes] for nodes in members]
    fields = [
        places(within, own, shape, len(sizes))
        for own, within in zip(boxes, _inside(ends, members), strict=True)
    ]
    rooms = [_room(*field, own) for field, own in zip(fields, boxes, strict=True)]
    middles = places(_roads(ends, groups, len(members)), rooms, shape, len(members), _TIGHT)
    x, y = [0.0] * len(sizes), [0.0] * len(sizes)
    for nodes, field, across, down in zip(members, fields, *middles, strict=True):
        for node, a, b in zip(nodes, *field, strict=True):
            x[node], y[node] = a + across, b + down
    return x, y


def _room(x: Floats, y: Floats, sizes: Sequence[Size]) -> Size:
    """Centre a field on its middle and say how much room it needs."""
    room = []
    for values, own in ((x, 0), (y, 1)):
        low = min(value - size[own] / 2 for value, size in zip(values, sizes, strict=True))
        high = max(value + size[own] / 2 for value, size in zip(values, sizes, strict=True))
        values[:] = [value - (low + high) / 2 for value in values]
        room.append(round(high - low) + _GAP)
    return room[0], room[1]


def _roads(ends: Sequence[End], groups: Sequence[int], count: int) -> list[End]:
    """The pairs of communities that most ties them together, seen from either."""
    between = Counter(
        (min(pair), max(pair))
        for pair in ((groups[a], groups[b]) for a, b in ends)
        if pair[0] != pair[1]
    )
    found: list[list[tuple[int, End]]] = [[] for _ in range(count)]
    for pair, number in between.items():
        for group in pair:
            found[group].append((-number, pair))
    return sorted({pair for roads in found for _, pair in sorted(roads)[:_ROADS]})
