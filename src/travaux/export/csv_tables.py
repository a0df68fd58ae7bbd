"""The workspace as tables: attestations for a spreadsheet, nodes and edges for a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from travaux import vocabulary as v
from travaux.export.network import network
from travaux.spelling import curie
from travaux.view.graph import build
from travaux.view.records import Labels, natural, rows

if TYPE_CHECKING:
    import networkx as nx

    from travaux.engine import OxigraphEngine

ATTESTATIONS = (
    *("cite", "source", "kind", "agent", "holder", "stance", "degree", "about", "what"),
    *("modality", "told_by", "via", "date", "happened_earliest", "happened_latest"),
    *("said_earliest", "said_latest", "record"),
)
NODES = ("Id", "Label", "class", "family", "aliases", "curie")
#: The first five are what Gephi asks for.
EDGES = (
    *("Source", "Target", "Type", "Label", "Weight", "source_label", "target_label", "kind"),
    *("evidence", "records"),
)
#: What a record is about, by the kinds of records.
_ABOUT = (v.TOPIC, v.ACCOUNT_OF, v.AT_EVENT, v.OFFICE, v.FORMULATES)
_FORMULA = re.compile(r"[=+\-@\t\r]")
#: By it a spreadsheet knows the encoding; whoever reads the network's tables does not need it.
_MARK = "\ufeff"


def written(engine: OxigraphEngine) -> dict[str, str]:
    """The tables: file name to text."""
    seen = build(engine)
    graph = network(engine, "", seen)
    return {
        "attestations.csv": _MARK + csv([ATTESTATIONS, *_attestations(engine, seen)]),
        "nodes.csv": csv([NODES, *_nodes(graph)]),
        "edges.csv": csv([EDGES, *_edges(graph)]),
    }


def csv(lines: Iterable[Iterable[object]]) -> str:
    """Rows as CSV; an apostrophe stands before what a spreadsheet would take for a formula."""
    from travaux.layout import csv as plain

    return plain([[_safe(str(cell)) for cell in line] for line in lines])


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _attestations(engine: OxigraphEngine, seen: nx.MultiDiGraph) -> list[tuple[str, ...]]:
    """One row for each record, in the order of sources and paragraphs; columns ATTESTATIONS."""
    labels = Labels(engine)
    agents, about = _named(engine, labels, (v.AGENT,)), _named(engine, labels, _ABOUT)
    found = []
    for iri, record in seen.graph["records"].items():
        facts = seen.graph["facts"][iri]
        ends = [end or "" for days in (facts.happened, facts.said) for end in days]
        found.append(
            (
                ", ".join(record.cites),
                facts.source,
                facts.kind,
                agents.get(iri, ""),
                "; ".join(name for _, name in facts.holders),
                record.attitude,
                facts.degree,
                about.get(iri, ""),
                record.gloss,
                facts.modality,
                "; ".join(name for _, name in facts.tellers),
                facts.via,
                record.date,
                *ends,
                curie(iri, engine.prefixes),
            )
        )
    return sorted(found, key=lambda row: (natural(row[0]), row[-1]))


def _named(engine: OxigraphEngine, labels: Labels, terms: tuple[str, ...]) -> dict[str, str]:
    """The names of what records point at by these terms, with semicolons between."""
    values = " ".join(f"<{term}>" for term in terms)
    pattern = f"SELECT ?s ?o WHERE {{ VALUES ?p {{ {values} }} ?s <{v.EVIDENCE}> ?e ; ?p ?o }}"
    found: dict[str, set[str]] = {}
    for record, value in rows(engine, pattern):
        found.setdefault(record, set()).add(labels(value))
    return {record: "; ".join(sorted(names)) for record, names in found.items()}


def _nodes(graph: nx.MultiDiGraph) -> Iterator[tuple[Any, ...]]:
    for node, data in graph.nodes(data=True):
        aliases = " | ".join(data["aliases"])
        yield node, data["label"], data["class"], data["family"], aliases, data["curie"]


def _edges(graph: nx.MultiDiGraph) -> Iterator[tuple[Any, ...]]:
    for start, end, data in graph.edges(data=True):
        ends = [graph.nodes[node]["label"] for node in (start, end)]
        lists = [" ".join(data[key]) for key in ("evidence", "records")]
        yield start, end, "Directed", data["label"], data["weight"], *ends, data["kind"], *lists
