"""All that the page tells, as one object: what `data` holds and the static table is made from."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from travaux.view import contents, layout
from travaux.view.contents import Row
from travaux.view.relations import FAMILIES, LINES, OTHER

#: The language in which the page itself speaks.
PAGE = "en"
_LABEL_WIDTH = 20
_LABEL_LINES = 3


def model(graph: nx.MultiDiGraph, title: str) -> dict[str, Any]:
    """The page's contents; the same for the same graph.

    Lists of rows; a number in a row is a place in the list of nodes or of records.
    """
    order = sorted(graph)
    numbers = {iri: place for place, iri in enumerate(order)}
    told = {iri: place for place, iri in enumerate(contents.shown(graph))}
    nodes, edges = _nodes(graph, order, told), _edges(graph, numbers, told)
    language = graph.graph.get("language", PAGE)
    return {
        "title": title,
        "language": language,
        "spoken": sorted(graph.graph["spoken"]) if language != PAGE else [],
        "sources": contents.sources(graph),
        "families": _families(nodes),
        "lines": _lines(edges),
        "nodes": nodes,
        "edges": edges,
        "records": contents.records(graph, numbers),
        "links": contents.links(graph, told),
        "ledger": contents.ledger(graph, numbers, told),
        "questions": contents.questions(graph, numbers, told),
        "asked": None,
        "focus": None,
        "whole": None,
        "communities": [],
        "bundles": [],
        "overview": False,
    }


def _nodes(graph: nx.MultiDiGraph, order: Sequence[str], told: Mapping[str, int]) -> list[Row]:
    sizes = {node: box(wrapped(name)) for node, name in graph.nodes(data="name")}
    places = layout.positions(graph, sizes)
    most = max((graph.degree(node) for node in order), default=0) or 1
    return [
        {
            "key": data["key"],
            "label": data["name"],
            "aliases": data["aliases"],
            "family": data["family"],
            "kind": data["kind"],
            "x": places[node][0],
            "y": places[node][1],
            "weight": round(graph.degree(node) / most, 3),
            "records": [told[iri] for iri in data["records"]],
            "mentions": [told[iri] for iri in data["mentions"]],
        }
        for node in order
        for data in (graph.nodes[node],)
    ]


def _edges(
    graph: nx.MultiDiGraph, numbers: Mapping[str, int], told: Mapping[str, int]
) -> list[Row]:
    return [
        {
            "from": numbers[start],
            "to": numbers[end],
            "word": word,
            "line": data["line"],
            "records": [told[iri] for iri in data["records"]],
        }
        for start, end, word, data in sorted(
            graph.edges(keys=True, data=True), key=lambda edge: edge[:3]
        )
    ]


def _families(nodes: Sequence[Row]) -> list[Row]:
    """The kinds of node that the page has, with how many there are."""
    counts = {f: sum(node["family"] == f.key for node in nodes) for f in (*FAMILIES, OTHER)}
    return [{**family._asdict(), "count": count} for family, count in counts.items() if count]


def _lines(edges: Sequence[Row]) -> list[Row]:
    """The kinds of line that the page has, with how many there are."""
    counts = {line: sum(edge["line"] == line.key for edge in edges) for line in LINES}
    return [{**line._asdict(), "count": count} for line, count in counts.items() if count]


def wrapped(text: str) -> str:
    """The text in at most three short lines; the whole of it stands in the panel."""
    lines = textwrap.wrap(text, _LABEL_WIDTH, max_lines=_LABEL_LINES, placeholder=" …")
    return "\n".join(lines)


def box(label: str) -> tuple[int, int]:
    """Width and height in pixels that a node needs with its label below it."""
    lines = label.split("\n")
    return max(40, round(6 * max(map(len, lines))) + 6), 26 + 13 * len(lines)
