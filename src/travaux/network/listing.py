"""Networks and rankings written out, for people and for programs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import networkx as nx

from travaux import layout, output
from travaux.network.measures import Figure, Ranked, measure
from travaux.when import POSSIBLE

#: The cells of an edge for programs; of a node they are these of RANKED, the figures between.
FIELDS = (
    *("from", "fromLabel", "to", "toLabel", "label", "weight", "pro", "contra", "certainty"),
    *("disputed", "cite", "record"),
)
RANKED = ("rank", "node", "label", "kind")
_LINKS = "reference layer"
_FEW = 4  # paragraphs told to people, who find the rest in csv and json

Edge = tuple[str, str, dict[str, Any]]


def edges(graph: nx.Graph, format: str) -> tuple[str, str]:
    """The edges in a format, the heaviest first, and how many there are."""
    found = sorted(graph.edges(data=True), key=lambda edge: _place(graph, edge))
    if format == "graphml":
        text = graphml(graph)
    elif format in ("table", "markdown"):
        text = _people(*_for_people(graph, found), format) if found or format != "table" else ""
    elif format == "json":
        text = layout.json([_values(graph, edge) for edge in found])
    else:
        cells = [list(map(_cell, _values(graph, edge).values())) for edge in found]
        text = (layout.csv if format == "csv" else layout.tsv)([FIELDS, *cells])
    return text, _counted(graph, found)


def ranked(graph: nx.Graph, name: str, format: str) -> tuple[str, str]:
    """The nodes by a measure in a format, and how many there are."""
    found = measure(graph, name)
    figures = list(found[0].figures) if found else []
    if format in ("table", "markdown"):
        names = ["rank", "name", "class", *figures, "cite"]
        shown = _shown(graph)
        rows = [_row(each, shown[each.node]) for each in found]
        if name == "communities":  # the number of the community is all the rank there is
            names, rows = names[1:], [row[1:] for row in rows]
        text = _people(names, rows, format) if found or format != "table" else ""
    elif format == "json":
        text = layout.json([_node(each) for each in found])
    else:
        cells = [list(map(_cell, _node(each).values())) for each in found]
        names = [*RANKED, *figures, "cite"]
        text = (layout.csv if format == "csv" else layout.tsv)([names, *cells])
    return text, output.counted(len(found), "node")


def graphml(graph: nx.Graph) -> str:
    """The network as GraphML, which takes no lists: their members stand with ", " between them."""
    flat = graph.__class__()
    flat.graph.update({key: value for key, value in graph.graph.items() if value is not None})
    for node, data in graph.nodes(data=True):
        flat.add_node(node, **{key: _flat(value) for key, value in data.items()})
    for *ends, data in graph.edges(data=True, **({"keys": True} if graph.is_multigraph() else {})):
        flat.add_edge(*ends, **{key: _flat(value) for key, value in data.items()})
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def undated(graph: nx.Graph) -> str:
    """How many records a slice left out because nobody dates them; empty where it is none."""
    number = graph.graph["undated"]
    return f", {output.counted(number, 'record')} without a date left out" if number else ""


def _place(graph: nx.Graph, edge: Edge) -> tuple[object, ...]:
    """A sorting key: the heaviest first, but of everything by name."""
    one, other, data = edge
    heavy = 0 if graph.graph["kind"] == "everything" else -data["weight"]
    labels = [graph.nodes[each]["label"] for each in (one, other)]
    return heavy, *labels, data["label"], one, other


def _counted(graph: nx.Graph, found: Sequence[Edge]) -> str:
    """`3 ties of 4 nodes; 1 of them only possible`."""
    if not found:
        return "no tie"
    nodes = {end for edge in found for end in edge[:2]}
    possible = sum(data["certainty"] == POSSIBLE for *_, data in found)
    told = f"{output.counted(len(found), 'tie')} of {output.counted(len(nodes), 'node')}"
    return told + (f" ({possible} of them only possible)" if possible else "")


def _people(names: Sequence[str], rows: Sequence[Sequence[str]], format: str) -> str:
    if format == "markdown":
        return layout.markdown(names, rows)
    return layout.table(names, rows, layout.terminal_width(), colour=layout.colourful(sys.stdout))


def _for_people(graph: nx.Graph, found: Sequence[Edge]) -> tuple[list[str], list[list[str]]]:
    """The columns that people read; agreement and disagreement of two stand apart."""
    kind, shown = graph.graph["kind"], _shown(graph)
    names = [*(("from", "to") if graph.is_directed() else ("one", "other")), "what", "cite"]
    if kind == "meetings":
        names.insert(2, kind)
    rows = []
    for one, other, data in found:
        parts = _sides(data) if kind == "agreement" else [(str(data["label"]), data["evidence"])]
        number = [str(data["weight"])] * (kind == "meetings")
        for what, cites in parts:
            told = ", ".join(cites) or _LINKS
            rows.append([shown[one], shown[other], *number, what + _marks(data), told])
    return names, rows


def _sides(data: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """On what two agree and disagree, each with its paragraphs."""
    return [
        (f"{verb} on {data[number]}: {'; '.join(data[items])}", data[cites])
        for verb, number, items, cites in (
            ("agree", "pro", "agree_on", "pro_evidence"),
            ("disagree", "contra", "disagree_on", "contra_evidence"),
        )
        if data[number]
    ]


def _marks(data: dict[str, Any]) -> str:
    """What must be remarked of an edge."""
    told = [*(["disputed"] * data["disputed"]), *([POSSIBLE] * (data["certainty"] == POSSIBLE))]
    return f" [{', '.join(told)}]" if told else ""


def _shown(graph: nx.Graph) -> dict[str, str]:
    """The label of each node, with its key where another has the same."""
    labels = {node: str(label) for node, label in graph.nodes(data="label")}
    bearers = Counter(labels.values())
    return {
        node: f"{label} ({node})" if bearers[label] > 1 else label for node, label in labels.items()
    }


def _values(graph: nx.Graph, edge: Edge) -> dict[str, Any]:
    """FIELDS of an edge; null for what its kind of network does not have."""
    one, other, data = edge
    labels = [graph.nodes[each]["label"] for each in (one, other)]
    told = (data["label"], data["weight"], data.get("pro"), data.get("contra"))
    rest = (data["certainty"], data["disputed"], data["evidence"], data["records"])
    return dict(zip(FIELDS, (one, labels[0], other, labels[1], *told, *rest), strict=True))


def _node(each: Ranked) -> dict[str, Any]:
    head = dict(zip(RANKED, (each.rank, each.node, each.label, each.kind), strict=True))
    return head | each.figures | {"cite": each.evidence}


def _row(each: Ranked, name: str) -> list[str]:
    few, more = each.evidence[:_FEW], len(each.evidence) - _FEW
    told = ", ".join(few) + (f" and {more} more" if more > 0 else "")
    return [str(each.rank), name, each.kind, *map(_told, each.figures.values()), told]


def _told(figure: Figure) -> str:
    """A figure for people: none is no nought."""
    return "" if figure is None else f"{figure:.3f}" if isinstance(figure, float) else str(figure)


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _flat(value: object) -> object:
    """A value that GraphML and XML can hold."""
    if isinstance(value, (str, list, tuple)):
        return layout.escape(_cell(value))
    return value
