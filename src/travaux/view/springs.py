"""Springs and boxes: where the nodes of one field stand, in plain arithmetic.

Start: multidimensional scaling of graph distances to a few pivots (Brandes and Pich, "Eigensolver
methods", 2006); then springs with a cooling step, repulsion among near neighbours only
(Fruchterman and Reingold, 1991); then boxes the size of nodes and names are pushed apart.

Nodes are numbers here and coordinates two lists: whoever takes thousands of nodes through many
steps in plain Python can afford no more than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

_PIVOTS = 12
_POWER_STEPS = 30
_REACH = 2.2
_PAIRS = 330_000  # of near nodes, in all steps together: what half a second allows
_STEPS = 90
_FEWEST_STEPS = 20
_BOX_STEPS = 30
FULL = 0.42  # the part of the area that boxes cover
_CORNERS = 0.5
_GOLDEN = 0.6180339887498949

Size = tuple[int, int]
Floats = list[float]
End = tuple[int, int]
Line = tuple[int, int, float]


def places(
    ends: Sequence[End],
    sizes: Sequence[Size],
    shape: float,
    most: int = 0,
    full: float = FULL,
) -> tuple[Floats, Floats]:
    """The places of nodes 0, 1, 2 ... that these pairs of them tie, around the origin.

    `most`: of how many nodes in all these are a part. `full`: how much of the area boxes cover.
    """
    if len(sizes) < 2:
        return [0.0] * len(sizes), [0.0] * len(sizes)
    near = neighbours(ends, len(sizes))
    x, y = _start(near)
    _loosen(x, y)
    degrees = [len(each) for each in near]
    # The spring of a busy node is soft, or its neighbours would all lie on top of it.
    lines = [(a, b, 0.5 / sqrt(min(degrees[a], degrees[b]))) for a, b in ends]
    steps = max(_FEWEST_STEPS, min(_STEPS, _PAIRS // (12 * max(most, len(x)))))
    _springs(lines, [sqrt(sqrt(max(each, 1))) for each in degrees], x, y, steps)
    _stretch(x, y, sizes, shape, full)
    _push_apart(x, y, sizes)
    return x, y


def neighbours(ends: Iterable[tuple[int, int]], count: int) -> list[list[int]]:
    """For each of so many nodes those that a pair ties it to."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in ends:
        near[a].append(b)
        near[b].append(a)
    return near


def _start(near: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
    """Two axes along which graph distances to the pivots vary most; distance 1 is unit length."""
    columns = _columns(near)
    # Double centring; what is left of a row is how its node lies to each pivot.
    squares = [[float(steps * steps) for steps in column] for column in columns]
    rows = list(zip(*squares, strict=True))
    means = [sum(row) / len(row) for row in rows]
    centred = []
    for column in squares:
        across = sum(column) / len(column)
        centred.append([across + mean - value for mean, value in zip(means, column, strict=True)])
    first = _axis(centred, None)
    second = _axis(centred, first)
    # Nodes with the same neighbours would coincide: shift each by a fixed part of a unit.
    x = [a + 0.5 * (i * _GOLDEN % 1) for i, a in enumerate(_unit(first))]
    y = [a + 0.5 * (i * _GOLDEN * _GOLDEN % 1) for i, a in enumerate(_unit(second))]
    return x, y


def _loosen(x: Floats, y: Floats) -> None:
    """Half way to an even spread: springs take long to open a crowd, and few steps will do then."""
    side = sqrt(len(x)) / 2
    for values in (x, y):
        _level(values)
        values[:] = [value * side for value in values]


def _columns(near: Sequence[Sequence[int]]) -> list[list[int]]:
    """The steps of every node to each of the pivots, a busy node and others far from each other."""
    degrees = [len(each) for each in near]
    pivot = max(range(len(near)), key=lambda node: (degrees[node], -node))
    columns = [_distances(near, pivot)]
    nearest = columns[0]
    while len(columns) < min(_PIVOTS, len(near)):
        pivot = max(range(len(near)), key=lambda node: (nearest[node], degrees[node], -node))
        columns.append(_distances(near, pivot))
        nearest = [min(pair) for pair in zip(nearest, columns[-1], strict=True)]
    return columns


def _distances(near: Sequence[Sequence[int]], pivot: int) -> list[int]:
    """Steps to the pivot; what cannot be reached is a little beyond what can."""
    steps = [-1] * len(near)
    steps[pivot] = 0
    rim, far = [pivot], 0
    while rim:
        far += 1
        beyond = []
        for node in rim:
            for other in near[node]:
                if steps[other] < 0:
                    steps[other] = far
                    beyond.append(other)
        rim = beyond
    return [step if step >= 0 else far + 1 for step in steps]


def _axis(columns: Sequence[Floats], other: Floats | None) -> Floats:
    """The nodes along their main direction (power iteration), apart from `other`."""
    # Products of the columns with one another: as many as there are pairs of pivots, however
    # many nodes there are.
    if other is not None:
        length = sum(b * b for b in other) or 1.0
        columns = [_apart(column, other, length) for column in columns]
    products = [[sum(map(float.__mul__, one, two)) for two in columns] for one in columns]
    vector = [1.0 / (i + 1) for i in range(len(columns))]
    for _ in range(_POWER_STEPS):
        vector = [sum(map(float.__mul__, row, vector)) for row in products]
        size = sqrt(sum(value * value for value in vector)) or 1.0
        vector = [value / size for value in vector]
    along = [0.0] * len(columns[0])
    for factor, column in zip(vector, columns, strict=True):
        along = [total + factor * value for total, value in zip(along, column, strict=True)]
    return along


def _apart(column: Floats, other: Floats, length: float) -> Floats:
    share = sum(map(float.__mul__, column, other)) / length
    return [a - share * b for a, b in zip(column, other, strict=True)]


def _unit(values: Floats) -> Floats:
    """The values scaled to spread like the side of a square that gives each node one unit."""
    middle = sum(values) / len(values)
    spread = sqrt(sum((value - middle) ** 2 for value in values) / len(values)) or 1.0
    side = sqrt(len(values)) / 3
    return [(value - middle) / spread * side for value in values]


def _springs(
    lines: Sequence[Line], room: Sequence[float], x: Floats, y: Floats, steps: int
) -> None:
    """Lines pull, near nodes push, everything leans to the middle; steps get shorter.

    Busy nodes keep away from one another: each needs room for its own neighbours.
    """
    for step in range(steps):
        across = [-0.02 * value for value in x]
        down = [-0.02 * value for value in y]
        for a, others in _near(x, y, _REACH, _REACH):
            ax, ay, ra = x[a], y[a], room[a]
            fx = fy = 0.0
            for b in others:
                dx, dy = ax - x[b], ay - y[b]
                push = ra * room[b] / (dx * dx + dy * dy + 0.01)
                dx *= push
                dy *= push
                fx += dx
                fy += dy
                across[b] -= dx
                down[b] -= dy
            across[a] += fx
            down[a] += fy
        for a, b, weight in lines:
            dx, dy = x[a] - x[b], y[a] - y[b]
            pull = weight * sqrt(dx * dx + dy * dy)
            dx *= pull
            dy *= pull
            across[a] -= dx
            down[a] -= dy
            across[b] += dx
            down[b] += dy
        _move(x, y, across, down, 0.6 * (1 - step / steps))


def _move(x: Floats, y: Floats, across: Floats, down: Floats, limit: float) -> None:
    """A step along the forces, none longer than the limit."""
    for i, (fx, fy) in enumerate(zip(across, down, strict=True)):
        length = sqrt(fx * fx + fy * fy)
        reach = 1.0 if length <= limit else limit / length
        x[i] += fx * reach
        y[i] += fy * reach


def _near(x: Floats, y: Floats, wide: float, high: float) -> Iterator[tuple[int, list[int]]]:
    """Each node with others near it, every pair once, found by way of a grid of such cells."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (a, b) in enumerate(zip(x, y, strict=True)):
        cells.setdefault((int(a // wide), int(b // high)), []).append(i)
    for (column, row), here in cells.items():
        beside: list[int] = []
        for key in (
            (column + 1, row),
            (column - 1, row + 1),
            (column, row + 1),
            (column + 1, row + 1),
        ):
            if key in cells:
                beside += cells[key]
        for i, a in enumerate(here):
            yield a, here[i + 1 :] + beside


def _stretch(x: Floats, y: Floats, sizes: Sequence[Size], shape: float, full: float) -> None:
    """Scale to pixels: an area that holds every box with room to spare, of the given shape.

    A part of each coordinate is the node's rank along the axis: that loosens a crowded middle and
    tightens a thin edge. Then the corners, which springs leave empty, are filled from the rim.
    """
    height = sqrt(sum(wide * high for wide, high in sizes) / full / shape)
    for values in (x, y):
        _level(values)
    for i, (a, b) in enumerate(zip(x, y, strict=True)):
        longer = max(abs(a), abs(b)) or 1.0
        radius = sqrt(a * a + b * b)
        corner = 1 + _CORNERS * min(radius, 1.0) * (radius / longer - 1)
        x[i] = a * corner * height * shape / 2
        y[i] = b * corner * height / 2


def _level(values: Floats) -> None:
    """Half of each value, brought to -1 ... 1, and half of its rank."""
    order = sorted(range(len(values)), key=lambda i: (values[i], i))
    low, last = values[order[0]], len(values) - 1
    extent = values[order[-1]] - low or 1.0
    for rank, i in enumerate(order):
        values[i] = (values[i] - low) / extent + rank / last - 1


def _push_apart(x: Floats, y: Floats, sizes: Sequence[Size]) -> None:
    """Move boxes that overlap apart, along the axis where less is missing."""
    wide, high = (float(max(size[i] for size in sizes)) for i in (0, 1))
    half = [(a / 2, b / 2) for a, b in sizes]
    for _ in range(_BOX_STEPS):
        moved = False
        for a, others in _near(x, y, wide, high):
            ax, ay = x[a], y[a]
            aw, ah = half[a]
            for b in others:
                dx, dy = ax - x[b], ay - y[b]
                bw, bh = half[b]
                gx = aw + bw - (dx if dx >= 0 else -dx)
                if gx <= 0:
                    continue
                gy = ah + bh - (dy if dy >= 0 else -dy)
                if gy <= 0:
                    continue
                moved = True
                if gx < gy:
                    step = gx / 2 if dx >= 0 else -gx / 2
                    ax += step
                    x[b] -= step
                else:
                    step = gy / 2 if dy >= 0 else -gy / 2
                    ay += step
                    y[b] -= step
            x[a], y[a] = ax, ay
        if not moved:
            return
