"""What the page is given: the graph as plain lists whose entries point at one another by number.

Only keys (CURIEs) mean anything outside the page; numbers are places in these lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from typing import Any

import networkx as nx

from travaux.dates import Days
from travaux.spelling import curie
from travaux.view.answers import Answer
from travaux.view.facts import NEVER, Facts, Source, Tie
from travaux.view.records import Record
from travaux.view.table import Row, Table, by_field

Numbers = Mapping[str, int]
Line = tuple[int, int, str, dict[str, Any]]

NOTHING = Facts()


class Keys:
    """CURIEs of IRIs; IRIs of one kind share a prefix, which is looked up once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        """The IRI with its prefix, if the rest is a plain name; else as `curie` has it."""
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        start, name = iri[:end], iri[end:]
        known = self._known.get(start)
        if known is None:
            short = curie(start + "x", self._prefixes)
            known = self._known[start] = short[:-1] if short.endswith(":x") else ""
        if known and name.isascii() and name.replace("-", "a").isalnum():
            return known + name
        return curie(iri, self._prefixes)


def ordered(graph: nx.MultiDiGraph, numbers: Numbers) -> list[Line]:
    """The lines by the numbers of their ends and by their words, which no two share."""
    lines = [
        (numbers[start], numbers[end], word, data)
        for start, ends in graph.adjacency()
        for end, words in ends.items()
        for word, data in words.items()
    ]
    return sorted(lines)


def sources(graph: nx.MultiDiGraph) -> list[Row]:
    """The texts: key, label, published, told."""
    known: Sequence[Source] = graph.graph.get("sources", ())
    return [{**each._asdict(), "published": _days(each.published)} for each in known]


def records(graph: nx.MultiDiGraph, told: Iterable[str], nodes: Numbers) -> Table:
    """One row for each of the attestations told, without what only its nodes and edges know."""
    key = Keys(graph.graph.get("prefixes", {}))
    told = list(told)
    known: Mapping[str, Facts] = graph.graph.get("facts", {})
    record = by_field([graph.graph["records"][iri] for iri in told], Record._fields)
    fact = by_field([known.get(iri, NOTHING) for iri in told], Facts._fields)
    return Table(
        {
            "key": list(map(key, told)),
            "kind": fact["kind"],
            "gloss": record["gloss"],
            # Whoever is not drawn is told by name.
            "tellers": [list(starmap(nodes.get, each)) for each in fact["tellers"]],
            "holders": [list(starmap(nodes.get, each)) for each in fact["holders"]],
            "attitude": record["attitude"],
            "stance": fact["stance"],
            "degree": fact["degree"],
            "modality": fact["modality"],
            "told": record["date"],
            "happened": list(map(_days, fact["happened"])),
            "said": list(map(_days, fact["said"])),
            "source": fact["source"],
            "cites": record["cites"],
            "via": fact["via"],
            "attributed": [each is False for each in fact["first_hand"]],
            "disputed": fact["disputed"],
        }
    )


def _days(days: Days) -> Days | None:
    return None if days == NEVER else days


def links(graph: nx.MultiDiGraph, numbers: Numbers) -> list[Row]:
    """The curators' links between records that are shown."""
    known: Iterable[Tie] = graph.graph.get("ties", ())
    return [
        {"kind": tie.kind, "from": numbers[tie.start], "to": numbers[tie.end], "reason": tie.reason}
        for tie in known
        if tie.start in numbers and tie.end in numbers
    ]


def questions(graph: nx.MultiDiGraph, nodes: Numbers, numbers: Numbers) -> list[Row]:
    """The named questions with their answers; what a row names is pointed at where it is drawn."""
    answers: Iterable[Answer] = graph.graph.get("answers", ())
    return [_question(graph, answer, nodes, numbers) for answer in answers]


def _question(graph: nx.MultiDiGraph, answer: Answer, nodes: Numbers, numbers: Numbers) -> Row:
    rows = [
        [[cell.text, nodes[cell.iri]] if cell.iri in nodes else cell.text for cell in row]
        for row in answer.rows
    ]
    return {
        "name": answer.name,
        "summary": answer.summary,
        "theme": answer.theme,
        "given": ", ".join(f"{name} = {value}" for name, value in answer.params.items()),
        "columns": list(answer.columns),
        "rows": rows,
        "more": answer.number - len(answer.rows),
        "nodes": _lit(graph, answer, nodes),
    }


def asked(graph: nx.MultiDiGraph, nodes: Numbers) -> Row | None:
    """The question whose answer the page is about, if it is about one."""
    answer: Answer | None = graph.graph.get("asked")
    if answer is None:
        return None
    return {
        "name": answer.name,
        "params": answer.params,
        "nodes": _lit(graph, answer, nodes),
    }


def _lit(graph: nx.MultiDiGraph, answer: Answer, nodes: Numbers) -> list[int]:
    """What an answer names, and what was asked about if it names anything."""
    found = named(graph, answer)
    return sorted(nodes[iri] for iri in (found | answer.bound if found else found) if iri in nodes)


def focus(graph: nx.MultiDiGraph, nodes: Numbers) -> Row | None:
    """The node that the page is about, if it is about one, and how far around it the page goes."""
    if "focus" not in graph.graph:
        return None
    node, depth = graph.graph["focus"]
    return {"node": nodes[node], "depth": depth}


def named(graph: nx.MultiDiGraph, answer: Answer) -> set[str]:
    """The nodes that an answer names; if none, those of the records that it names."""
    found = answer.named & set(graph)
    if found:
        return found
    told = answer.named & graph.graph["records"].keys()
    if not told:
        return set()
    return {node for node, records in around(graph).items() if told & records}


def around(graph: nx.MultiDiGraph) -> dict[str, set[str]]:
    """Every node with the attestations that it or one of its edges shows."""
    found = {node: {*data["records"], *data["mentions"]} for node, data in graph.nodes(data=True)}
    for start, end, records in graph.edges(data="records"):
        found[start].update(records)
        found[end].update(records)
    return found
