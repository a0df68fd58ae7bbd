"""The graph as a still picture, for where no script runs: SVG, light, with the chief names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from travaux import layout
from travaux.view.model import radius

_NAMED, _LONGEST = 25, 28
_LETTER, _LINE = 5.6, 14  # room of a letter, and of a line of them
_WIDE, _MARGIN = 760, 60


def svg(told: Mapping[str, Any]) -> str:
    """The picture of a page's `model`: every node and line where the page has it."""
    nodes, edges = list(told["nodes"]), list(told["edges"])
    left, top, scale, high = _frame(nodes)
    at = [((n["x"] - left) * scale + _MARGIN, (n["y"] - top) * scale + _MARGIN) for n in nodes]
    colours = {each["key"]: each["colour"] for each in (*told["families"], *told["lines"])}
    parts = [
        Markup('<line x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}" stroke="{}"/>').format(
            *at[each["from"]], *at[each["to"]], colours[each["line"]]
        )
        for each in edges
    ]
    lines = Markup('<g stroke-opacity="0.3" stroke-width="0.8">{}</g>').format(_joined(parts))
    size = max(0.35, min(1.0, scale))
    marks = [
        Markup('<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}" fill="{}"/>').format(
            *place, radius(node["weight"]) * size, colours[node["family"]]
        )
        for node, place in zip(nodes, at, strict=True)
    ]
    names = _names(
        nodes,
        [(x, y + radius(n["weight"]) * size + 11) for n, (x, y) in zip(nodes, at, strict=True)],
    )
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" '
            'height="{h}" role="img" font-family="sans-serif" font-size="11">'
            "<title>{title}</title>"
            '<rect width="{w}" height="{h}" fill="#ffffff"/>{lines}{marks}'
            '<g text-anchor="middle" paint-order="stroke" stroke="#ffffff" stroke-width="3" '
            'fill="#1b1f24">{names}</g></svg>'
        ).format(
            w=_WIDE,
            h=high,
            title=told["title"],
            lines=lines,
            marks=_joined(marks),
            names=_joined(names),
        )
    )


def _frame(nodes: list[dict[str, Any]]) -> tuple[float, float, float, int]:
    """Left, top, scale and height of the picture."""
    xs, ys = [node["x"] for node in nodes] or [0], [node["y"] for node in nodes] or [0]
    scale = min(1.0, (_WIDE - 2 * _MARGIN) / (max(xs) - min(xs) or 1))
    return min(xs), min(ys), scale, round((max(ys) - min(ys)) * scale) + 2 * _MARGIN


def _names(nodes: list[dict[str, Any]], at: list[tuple[float, float]]) -> list[Markup]:
    """The names of the weightiest that do not lie over another's."""
    names: list[Markup] = []
    taken: list[tuple[float, float, float]] = []
    for n in sorted(range(len(nodes)), key=lambda n: -nodes[n]["weight"]):
        text = layout.escape(nodes[n]["label"])
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        (x, y), half = at[n], len(text) * _LETTER / 2
        if half > x or x + half > _WIDE:
            continue
        if any(abs(x - x2) < half + half2 and abs(y - y2) < _LINE for x2, y2, half2 in taken):
            continue
        taken.append((x, y, half))
        names.append(Markup('<text x="{:.0f}" y="{:.0f}">{}</text>').format(x, y, text))
        if len(names) == _NAMED:
            break
    return names


def _joined(parts: list[Markup]) -> Markup:
    return Markup("").join(parts)
