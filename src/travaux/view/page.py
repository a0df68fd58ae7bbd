"""One HTML page that needs nothing but itself: pyvis's Network and its vis-network, our template.

The page may run our script and vis-network and nothing else: a content security policy names both
by digest. Data travel as JSON that cannot end its element, and are shown as text only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

import networkx as nx
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from travaux.view import wire
from travaux.view.model import model, wrapped
from travaux.view.relations import FAMILIES, LINES, OTHER

#: Our scripts, in the order in which they run; STYLES likewise.
SCRIPTS = tuple(
    f"{name}.js"
    for name in (
        "dom dates unpack store state theme shapes paths filters names picture axis range timeline "
        "ledger table empty chips legend combobox search panel questions share main"
    ).split()
)
STYLES = ("style.css",)
_VIS = "lib/vis-9.1.2/vis-network.min.js"
#: The language in which the page itself speaks.
_PAGE = "en"
_LABEL_WIDTH = 20
_LABEL_LINES = 3
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "selectionWidth": 2,
        "hoverWidth": 1,
    },
    "interaction": {
        "hover": True,
        "tooltipDelay": 200,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
}


class PageNetwork(Network):  # type: ignore[misc]
    """pyvis's Network with our template, and nodes and edges added in constant time.

    pyvis looks through lists on every addition, and its own template loads files from the network
    and leaves values unescaped.
    """

    def __init__(self, heading: str) -> None:
        super().__init__(heading=heading, directed=True, cdn_resources="in_line")
        self.options = json.loads(json.dumps(_OPTIONS))
        bundled = PackageLoader("pyvis", "templates")
        self._files = ChoiceLoader([PackageLoader("travaux.view", "."), bundled])
        self.templateEnv = Environment(
            loader=self._files, autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self.templateEnv.filters["json"] = wire.embedded

    def add_node(self, n_id: int, label: str, **options: Any) -> None:
        """As pyvis's; ids are numbers given by the caller, and a repeated one is a mistake."""
        if n_id in self.node_map:
            raise ValueError(f"node {n_id} is there already")
        node = {"id": n_id, "label": label, **options}
        self.nodes.append(node)
        self.node_ids.append(n_id)
        self.node_map[n_id] = node

    def add_edge(self, source: int, to: int, **options: Any) -> None:
        """As pyvis's; parallel edges are kept, each with its own `id`."""
        if source not in self.node_map or to not in self.node_map:
            raise ValueError(f"edge {source} -> {to}: no such node")
        self.edges.append({"from": source, "to": to, **options})

    def source(self, name: str) -> str:
        """A file of ours, or one that pyvis bundles, with newlines as browsers read them."""
        text = self._files.get_source(self.templateEnv, name)[0]
        return text.replace("\r\n", "\n").replace("\r", "\n")


def render(graph: nx.MultiDiGraph, title: str) -> str:
    """The page of a graph made by `graph.build`: the same text for the same graph."""
    net = PageNetwork(title)
    told = model(graph, title)
    records = _records(graph)
    _add_nodes(net, graph, records, told["nodes"])
    _add_edges(net, graph, records)
    # A source map would be a request for a file that is not there.
    vis = re.sub(r"//# sourceMappingURL=\S*", "", net.source(_VIS))
    script = joined(map(net.source, SCRIPTS))
    style = "".join(map(net.source, STYLES))
    data, encoding = wire.packed(told)
    net.templateEnv.globals.update(
        model=told,
        data=data,
        encoding=encoding,
        counts=_counts(told),
    )
    net.templateEnv.globals.update(
        vis=Markup(vis),
        script=Markup(script),
        style=Markup(style),
        policy=_policy([vis, script], style),
        records=[record._asdict() for record in records.values()],
        families=told["families"],
        lines=[line for line in LINES if any(edge["line"] == line.key for edge in net.edges)],
    )
    cites = [cite for record in records.values() for cite in record.cites]
    net.templateEnv.globals.update(_language(graph))
    net.templateEnv.globals.update(
        example=min(cites, default=""), sources=len({cite.partition(":")[0] for cite in cites})
    )
    html: str = net.generate_html()
    return html.rstrip("\n") + "\n"


def joined(files: Iterable[str]) -> str:
    """One script of all files: they see each other, and nothing else sees them."""
    return '(() => {\n"use strict";\n' + "\n".join(files) + "})();\n"


def _counts(told: dict[str, Any]) -> dict[str, int]:
    """How much the page tells of."""
    return {key: len(told[key]) for key in ("nodes", "edges", "records", "sources")}


def _language(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """The language of the names, and the texts that are in it where it is not the page's own."""
    language = graph.graph.get("language", _PAGE)
    return {
        "language": language,
        "spoken": sorted(graph.graph["spoken"]) if language != _PAGE else [],
    }


def _policy(scripts: list[str], style: str) -> str:
    digests = " ".join(map(_digest, scripts))
    return (
        f"default-src 'none'; script-src {digests}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _records(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """The attestations that some node or edge shows."""
    shown: set[str] = set()
    for _, data in graph.nodes(data=True):
        shown.update(data["records"] + data["mentions"])
    for _, _, data in graph.edges(data=True):
        shown.update(data["records"])
    return {iri: record for iri, record in graph.graph["records"].items() if iri in shown}


def _add_nodes(
    net: PageNetwork, graph: nx.MultiDiGraph, records: dict[str, Any], told: list[Any]
) -> None:
    styles = {family.key: family for family in (*FAMILIES, OTHER)}
    number = {iri: i for i, iri in enumerate(records)}
    labels = {node: wrapped(name) for node, name in graph.nodes(data="name")}
    for i, node in enumerate(sorted(graph)):
        data = graph.nodes[node]
        family = styles[data["family"]]
        net.add_node(
            i,
            label=labels[node],
            title=f"{data['name']}\n{data['kind']}",
            name=data["name"],
            kind=data["kind"],
            aliases=data["aliases"],
            family=family.key,
            shape=family.shape,
            color=_colours(family.colour),
            size=min(7 + graph.degree(node) ** 0.5 * 1.6, 20),
            x=told[i]["x"],
            y=told[i]["y"],
            records=[number[iri] for iri in data["records"]],
            mentions=[number[iri] for iri in data["mentions"]],
        )


def _colours(colour: str) -> dict[str, Any]:
    """A node keeps its colour when chosen, and gets a dark rim."""
    chosen = {"background": colour, "border": "#1b1f24"}
    return {"background": colour, "border": colour, "highlight": chosen, "hover": chosen}


def _add_edges(net: PageNetwork, graph: nx.MultiDiGraph, records: dict[str, Any]) -> None:
    styles = {line.key: line for line in LINES}
    node_ids = {node: i for i, node in enumerate(sorted(graph))}
    number = {iri: i for i, iri in enumerate(records)}
    between: dict[tuple[int, int], int] = {}
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for i, (start, end, word, data) in enumerate(edges):
        line = styles[data["line"]]
        ends = node_ids[start], node_ids[end]
        pair = min(ends), max(ends)
        between[pair] = order = between.get(pair, -1) + 1
        net.add_edge(
            *ends,
            id=i,
            title=f"{graph.nodes[start]['name']}: {word}: {graph.nodes[end]['name']}",
            word=word,
            line=line.key,
            color={"color": line.colour, "highlight": line.colour, "hover": line.colour},
            dashes=list(line.dashes) or False,
            width=line.width,
            smooth=bend(order, ends[0] < ends[1]),
            records=[number[iri] for iri in data["records"]],
        )


def bend(order: int, forward: bool) -> dict[str, Any]:
    """The curve of the nth line between two nodes: the first is straight, the rest fan out."""
    if order == 0:
        return {"enabled": False}
    turn = (order % 2 == 1) == forward
    return {
        "enabled": True,
        "type": "curvedCW" if turn else "curvedCCW",
        "roundness": round(0.12 * ((order + 1) // 2), 2),
    }
