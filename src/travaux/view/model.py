"""All that the page tells, as one object: what `data` holds and the static table is made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import count
from math import sqrt
from operator import add
from typing import Any

import networkx as nx

from travaux.view import communities, contents, layout
from travaux.view.board import Board
from travaux.view.board import told as ledger
from travaux.view.contents import Line
from travaux.view.relations import FAMILIES, LINES, OTHER
from travaux.view.table import Row, Table, by_field

#: The language in which the page itself speaks.
PAGE = "en"
#: So many nodes have their names beside them when the page opens: about what a desktop holds with
#: half its area blank, a name taking some 110 by 30 pixels of 900 by 700.
NAMED = 45
_NAME = (110, 20)  # the room of a name, beside that of the shape, in pixels
_LEAST, _MORE, _MARGIN = 5, 11, 10


def model(graph: nx.MultiDiGraph, title: str) -> dict[str, Any]:
    """The page's contents; the same for the same graph.

    Lists of rows; a number in a row is a place in the list of nodes or of records.
    """
    order = sorted(graph)
    numbers = {iri: place for place, iri in enumerate(order)}
    lines = contents.ordered(graph, numbers)
    # Attestations are numbered as they are met: rows that belong together then stand at like
    # places, and compress well.
    told: dict[str, int] = defaultdict(count().__next__)
    edges = _edges(lines, told)
    nodes = _nodes(graph, order, told, edges)
    told = dict(told)
    language = graph.graph.get("language", PAGE)
    stances, facts = graph.graph.get("board", Board()), graph.graph.get("facts", {})
    return {
        "title": title,
        "language": language,
        "spoken": sorted(graph.graph["spoken"]) if language != PAGE else [],
        "sources": contents.sources(graph),
        "families": _families(nodes),
        "lines": _lines(edges),
        "nodes": nodes,
        "edges": edges,
        "records": contents.records(graph, told, numbers),
        "links": contents.links(graph, told),
        "ledger": ledger(stances, numbers, told, facts),
        "questions": contents.questions(graph, numbers, told),
        "asked": contents.asked(graph, numbers),
        "focus": contents.focus(graph, numbers),
        "whole": graph.graph.get("whole"),
    }


def _nodes(
    graph: nx.MultiDiGraph, order: Sequence[str], told: Mapping[str, int], edges: Table
) -> Table:
    known = [graph.nodes[node] for node in order]
    own = [[[told[iri] for iri in data[key]] for key in ("records", "mentions")] for data in known]
    records, mentions = ([each[i] for each in own] for i in (0, 1))
    weights = weigh(list(map(add, records, mentions)), edges)
    places = arrange(graph, dict(zip(order, weights, strict=True)))
    return Table(
        {
            "key": [data["key"] for data in known],
            "label": [data["name"] for data in known],
            "aliases": [data["aliases"] for data in known],
            "family": [data["family"] for data in known],
            "kind": [data["kind"] for data in known],
            "x": [places[node][0] for node in order],
            "y": [places[node][1] for node in order],
            "weight": weights,
            "records": records,
            "mentions": mentions,
        }
    )


def arrange(graph: nx.MultiDiGraph, weights: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """The place of every node; nothing else of a page takes so long."""
    return layout.positions(graph, _boxes(weights), communities.communities(graph))


def weigh(own: Sequence[Sequence[int]], edges: Table) -> list[float]:
    """How soon each node is to be named, 1 for the first: by neighbours, and by records of it.

    Both count by their root, so that neither many lines to one node nor one source that dwells
    on a thing outweighs the rest; nothing else counts, and nobody's side does. `own` are the
    records of each node that none of its edges shows.
    """
    told: list[set[int]] = list(map(set, own))
    near: list[set[int]] = [set() for _ in own]
    ends = (edges.columns[key] for key in ("from", "to", "records"))
    for start, end, records in zip(*ends, strict=True):
        near[start].add(end)
        near[end].add(start)
        told[start].update(records)
        told[end].update(records)
    score = [sqrt(len(a)) + sqrt(len(b)) for a, b in zip(near, told, strict=True)]
    most = max(score, default=0.0) or 1.0
    return [round(value / most, 3) for value in score]


def _boxes(weights: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """The room of each node: the weightiest have their names beside them, the rest stand bare."""
    first = sorted(weights, key=lambda node: (-weights[node], node))[:NAMED]
    bare = {node: 2 * radius(weight) + _MARGIN for node, weight in weights.items()}
    boxes = {node: (side, side) for node, side in bare.items()}
    return boxes | {node: (_NAME[0], bare[node] + _NAME[1]) for node in first}


def radius(weight: float) -> int:
    """Half the width of a node's shape, in pixels at full size; template and scripts draw it so."""
    return round(_LEAST + _MORE * weight)


def _edges(lines: Sequence[Line], told: Mapping[str, int]) -> Table:
    edges = by_field(lines, ("from", "to", "word", "data"))
    data = edges.pop("data")
    edges["line"] = [each["line"] for each in data]
    edges["records"] = [[told[iri] for iri in each["records"]] for each in data]
    return Table(edges)


def _families(nodes: Table) -> list[Row]:
    """The kinds of node that the page has, with how many there are."""
    counts = Counter(nodes.columns["family"])
    drawn = [family for family in (*FAMILIES, OTHER) if counts[family.key]]
    return [{**family._asdict(), "count": counts[family.key]} for family in drawn]


def _lines(edges: Table) -> list[Row]:
    """The kinds of line that the page has, with how many there are."""
    counts = Counter(edges.columns["line"])
    return [{**line._asdict(), "count": counts[line.key]} for line in LINES if counts[line.key]]
