"""The network of `travaux view` in the formats of the programs that draw and measure networks."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from travaux import layout
from travaux.spelling import curie
from travaux.view.graph import build

if TYPE_CHECKING:
    from travaux.engine import OxigraphEngine

#: What no XML 1.0 document holds.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: GEXF's writer notes the day; the same workspace is to give the same file.
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_BETWEEN = {"aliases": " | ", "evidence": " ", "records": " "}


def network(
    engine: OxigraphEngine, title: str, seen: nx.MultiDiGraph | None = None
) -> nx.MultiDiGraph:
    """Nodes by IRI: label, curie, class, family, aliases. Edges by e0, e1 ...: label, kind,
    weight, evidence, records.

    `kind` is the kind of line that `view` draws, `evidence` a list of source:paragraph, `records`
    a list of CURIEs, `weight` their number, and 1 for a tie of the reference layer, which has none.
    `seen` is the graph of `view`, if that is there already.
    """
    seen = build(engine) if seen is None else seen
    found = nx.MultiDiGraph(name=title)
    for node, data in sorted(seen.nodes(data=True)):
        found.add_node(
            node,
            label=data["name"],
            curie=data["key"],
            family=data["family"],
            aliases=data["aliases"],
            **{"class": data["kind"]},
        )
    known = seen.graph["records"]
    for number, (start, end, word, data) in enumerate(
        sorted(seen.edges(keys=True, data=True), key=_order)
    ):
        records = data["records"]
        cites = dict.fromkeys(cite for record in records for cite in known[record].cites)
        found.add_edge(
            start,
            end,
            key=f"e{number}",
            label=word,
            kind=data["line"],
            weight=len(records) or 1,
            evidence=[*cites],
            records=[curie(record, engine.prefixes) for record in records],
        )
    return found


def _order(edge: tuple[str, str, str, dict[str, Any]]) -> tuple[str, str, str]:
    return edge[:3]


def graphml(graph: nx.MultiDiGraph) -> str:
    """GraphML; lists are texts with blanks, of aliases with bars, between."""
    from networkx.readwrite.graphml import write_graphml_xml

    stream = io.BytesIO()
    write_graphml_xml(_flat(graph), stream)
    return stream.getvalue().decode() + "\n"


def gexf(graph: nx.MultiDiGraph) -> str:
    """GEXF 1.2, lists as in GraphML."""
    stream = io.BytesIO()
    nx.write_gexf(_flat(graph), stream)
    return _TODAY.sub("", stream.getvalue().decode(), count=1) + "\n"


def cytoscape(graph: nx.MultiDiGraph) -> str:
    """Cytoscape JSON: elements.nodes and elements.edges, each with its `data`; lists stay lists."""
    plain = nx.MultiDiGraph(name=graph.graph["name"])
    plain.add_nodes_from(
        (node, {"name": data["label"], **data}) for node, data in graph.nodes(data=True)
    )
    for start, end, key, data in graph.edges(keys=True, data=True):
        plain.add_edge(start, end, key=key, id=key, **data)
    # NetworkX writes pairs where Cytoscape has an object
    return layout.json({**nx.cytoscape_data(plain), "data": dict(plain.graph)})


def _flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph with texts for lists, and without what XML cannot hold."""
    made = nx.MultiDiGraph(name=_xml(graph.graph["name"]))
    made.add_nodes_from((node, _texts(data)) for node, data in graph.nodes(data=True))
    for start, end, key, data in graph.edges(keys=True, data=True):
        made.add_edge(start, end, key=key, **_texts(data))
    return made


def _texts(data: dict[str, Any]) -> dict[str, Any]:
    joined = {key: _BETWEEN[key].join(data[key]) for key in _BETWEEN if key in data}
    return {
        key: _xml(value) if isinstance(value, str) else value
        for key, value in {**data, **joined}.items()
    }


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


WRITERS = {"graphml": graphml, "gexf": gexf, "cytoscape": cytoscape}
