"""What the page is given: the graph as plain lists whose entries point at one another by number.

Only keys (CURIEs) mean anything outside the page; numbers are places in these lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from travaux.dates import Days
from travaux.spelling import curie
from travaux.view.answers import Answer
from travaux.view.facts import Facts, Named, Source, Tie
from travaux.view.records import Record

Row = dict[str, Any]
Numbers = Mapping[str, int]
Line = tuple[str, str, str, dict[str, Any]]

_LAST = re.compile(r"[^/#]*$")


class Keys:
    """CURIEs of IRIs; IRIs of one kind share a prefix, which is looked up once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        """The IRI with its prefix, if the rest is a plain name; else as `curie` has it."""
        name = _LAST.search(iri)[0]  # type: ignore[index]
        start = iri[: len(iri) - len(name)]
        if start not in self._known:
            short = curie(start + "x", self._prefixes)
            self._known[start] = short[:-1] if short.endswith(":x") else ""
        if self._known[start] and name.isascii() and name.replace("-", "a").isalnum():
            return self._known[start] + name
        return curie(iri, self._prefixes)


def ordered(graph: nx.MultiDiGraph) -> list[Line]:
    """The lines by their ends and words, which no two share."""
    return sorted(graph.edges(keys=True, data=True))


def shown(graph: nx.MultiDiGraph, lines: Iterable[Line]) -> list[str]:
    """The attestations that some line or node shows, in the order in which they are met.

    Rows that belong together then stand at like places, and compress well.
    """
    found: dict[str, None] = {}
    for *_, data in lines:
        for record in data["records"]:
            found[record] = None
    for node in sorted(graph):
        data = graph.nodes[node]
        found.update(dict.fromkeys((*data["records"], *data["mentions"])))
    return list(found)


def sources(graph: nx.MultiDiGraph) -> list[Row]:
    """The texts: key, label, published, told."""
    known: Sequence[Source] = graph.graph.get("sources", ())
    return [{**each._asdict(), "published": _days(each.published)} for each in known]


def records(graph: nx.MultiDiGraph, told: Iterable[str], nodes: Numbers) -> list[Row]:
    """One row for each of the attestations told, without what only its nodes and edges know."""
    key = Keys(graph.graph.get("prefixes", {}))
    known: Mapping[str, Record] = graph.graph["records"]
    facts: Mapping[str, Facts] = graph.graph.get("facts", {})
    return [_record(key(iri), known[iri], facts.get(iri, Facts()), nodes) for iri in told]


def _record(key: str, record: Record, facts: Facts, nodes: Numbers) -> Row:
    return {
        "key": key,
        "kind": facts.kind,
        "gloss": record.gloss,
        "tellers": [_person(each, nodes) for each in facts.tellers],
        "holders": [_person(each, nodes) for each in facts.holders],
        "attitude": record.attitude,
        "stance": facts.stance,
        "degree": facts.degree,
        "modality": facts.modality,
        "told": record.date,
        "happened": _days(facts.happened),
        "said": _days(facts.said),
        "source": facts.source,
        "cites": list(record.cites),
        "via": facts.via,
        "attributed": facts.first_hand is False,
        "disputed": facts.disputed,
    }


def _person(named: Named, nodes: Numbers) -> int | str:
    """The number of the node, or the name of whoever is not drawn."""
    return nodes.get(named[0], named[1])


def _days(days: Days) -> list[str | None] | None:
    return list(days) if any(days) else None


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
