"""The graph that people mean: actors, events, documents and topics, tied by what was attested.

An n-ary record (who took what stance on what, as which source tells) becomes one edge; records
that say the same of the same two ends share an edge and stand on it as its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from travaux import vocabulary as v
from travaux.view import facts
from travaux.view.contents import Keys
from travaux.view.records import Labels, Record, clean, concept_tops, natural, read, rows
from travaux.view.relations import (
    ATTESTED,
    FAMILIES,
    OTHER,
    REFERENCES,
    STANCES,
    STRUCTURE,
    SUBJECTS,
    Family,
    Relation,
)

if TYPE_CHECKING:
    from travaux.engine import Engine, OxigraphEngine


class Row(NamedTuple):
    """One attested relation: attestation, ends, and the terms that name and qualify it."""

    record: str
    start: str
    end: str
    word: str
    detail: str


class Link(NamedTuple):
    """An attestation that names a thing; own if it is the thing's: told by it or of it."""

    record: str
    node: str
    own: bool


def build(engine: OxigraphEngine, infer: bool = False) -> nx.MultiDiGraph:
    """The graph of the store's default graph, its names in the engine's first language.

    With `infer` the engine infers, and what rules tie is drawn as well, in a line of its own.

    Node: IRI, with key (its CURIE), name, family, kind, aliases; its own records, and mentions:
    others that name it; both without what its edges show.
    Edge: key is its word; line (a key of LINES) and records, a list of attestation IRIs.
    Graph attributes: records, attestation IRI -> Record, and facts, IRI -> Facts; sources and
    ties; prefixes; language, the first; spoken, the texts that are in it.
    """
    labels = Labels(engine)
    kinds = families(engine)
    graph = nx.MultiDiGraph()
    for relation in ATTESTED:
        _draw(graph, engine, relation, kinds, labels)
    links = _links(engine)
    graph.add_nodes_from(sorted(link.node for link in links if link.own and link.node in kinds))
    _structure(graph, engine, kinds, labels)
    drawn = set(graph)
    for relation in REFERENCES:
        _draw(graph, engine, relation, kinds, labels, drawn)
    _structure(graph, engine, kinds, labels)
    graph.graph["records"] = read(engine, labels)
    _read_more(graph, engine, labels)
    if infer:
        _draw_inferred(graph, engine, labels)
    _describe(graph, engine, kinds, labels)
    _list_records(graph, links)
    graph.graph.update(language=labels.language, spoken=labels.spoken)
    return graph


def _read_more(graph: nx.MultiDiGraph, engine: Engine, labels: Labels) -> None:
    """Put on the graph what the page tells beside the picture."""
    known = graph.graph["records"]
    graph.graph.update(
        facts=facts.read(engine, labels, known),
        sources=facts.sources(engine, labels),
        ties=facts.ties(engine, labels, known),
        prefixes=dict(engine.prefixes),
    )


def _links(engine: Engine) -> list[Link]:
    """Every attestation with everything it names, but the source it stands in."""
    return [
        Link(record, node, by in SUBJECTS)
        for record, by, node in rows(
            engine,
            f"SELECT ?record ?by ?node WHERE {{ ?record <{v.EVIDENCE}> ?passage ; ?by ?node "
            f"FILTER(isIRI(?node) && ?by != <{v.IN_SOURCE}> && ?by != <{v.TYPE}>) }}",
        )
    ]


def attested(engine: Engine, relation: Relation) -> list[Row]:
    """Every pair that a relation ties, with its attestation."""
    kind, start, end = relation.kind, relation.start, relation.end
    path = f"<{v.OFFICE}>/<{end}>" if end == v.POST_IN else f"<{end}>"
    optional = "".join(
        f"OPTIONAL {{ ?record <{term}> ?{name} }} "
        for name, term in (("word", relation.word_path), ("detail", relation.detail))
        if term
    )
    unless = (
        f"FILTER NOT EXISTS {{ ?record a/<{v.SUBCLASS_OF}>* <{relation.unless}> }}"
        if relation.unless
        else ""
    )
    found = rows(
        engine,
        f"SELECT DISTINCT ?record ?start ?end ?word ?detail WHERE {{ "
        f"?record a/<{v.SUBCLASS_OF}>* <{kind}> ; <{start}> ?start ; {path} ?end . "
        f"FILTER(!isLiteral(?end)) {optional} {unless} }}",
    )
    return sorted(Row(*row) for row in found)


def _draw(
    graph: nx.MultiDiGraph,
    engine: Engine,
    relation: Relation,
    kinds: dict[str, tuple[Family, str]],
    labels: Labels,
    unless: Set[str] = frozenset(),
) -> None:
    """Add one relation's edges, but to `unless`; an end of no known kind belongs to no picture."""
    tops = concept_tops(engine) if relation.word_path == v.ATTITUDE else {}
    for row in attested(engine, relation):
        if row.start not in kinds or row.end not in kinds or row.end in unless | {row.start}:
            continue
        # What accountOf is called says what the record does; whoever acts in the event does not.
        role = relation.start if relation.end == v.ACCOUNT_OF else relation.end
        word = labels(row.word) if row.word else labels.worded(relation.word, role)
        if row.detail:
            word = labels.joined("{} ({})", word, labels(row.detail))
        line = STANCES.get(tops.get(row.word, ""), relation.line)
        _tie(graph, row.start, row.end, word, line).append(row.record)


def _tie(graph: nx.MultiDiGraph, start: str, end: str, word: str, line: str) -> list[str]:
    """The records of the edge from start to end of that name, made if need be."""
    if not graph.has_edge(start, end, word):
        graph.add_edge(start, end, word, line=line, records=[])
    records: list[str] = graph.edges[start, end, word]["records"]
    return records


def _draw_inferred(graph: nx.MultiDiGraph, engine: OxigraphEngine, labels: Labels) -> None:
    """Let the engine infer, and tie the nodes that are drawn as the rules tie them."""
    from pyoxigraph import NamedNode

    from travaux.grounds import Grounds
    from travaux.inference import triples

    engine.infer()
    grounds, known = Grounds(engine), graph.graph["records"]
    for triple in sorted(triples(engine), key=str):
        if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, NamedNode):
            continue
        start, end, word = triple.subject.value, triple.object.value, labels(triple.predicate.value)
        if (
            start in graph
            and end in graph
            and start != end
            and not graph.has_edge(start, end, word)
        ):
            records = sorted(each.value for each in grounds.records(triple))
            _tie(graph, start, end, word, "inferred").extend(r for r in records if r in known)


def _structure(
    graph: nx.MultiDiGraph,
    engine: Engine,
    kinds: dict[str, tuple[Family, str]],
    labels: Labels,
) -> None:
    """Add the links of the reference layer that start at a node; they may bring in their end."""
    values = " ".join(f"<{term}>" for term in STRUCTURE)
    links = sorted(
        rows(
            engine,
            f"SELECT ?start ?link ?end WHERE {{ VALUES ?link {{ {values} }} ?start ?link ?end }}",
        )
    )
    waiting = [(s, p, o) for s, p, o in links if s in kinds and o in kinds and s != o]
    grown = True
    while grown:
        ready = [link for link in waiting if link[0] in graph]
        waiting = [link for link in waiting if link[0] not in graph]
        for start, link, end in ready:
            _tie(graph, start, end, labels.worded(STRUCTURE[link] or link, link), "belongs")
        grown = bool(ready)


def families(engine: Engine) -> dict[str, tuple[Family, str]]:
    """Every thing that can be a node: its family and its own class."""
    known = {iri: family for family in FAMILIES for iri in family.classes}
    rank = {family.key: place for place, family in enumerate((*FAMILIES, OTHER))}
    values = " ".join(f"<{iri}>" for iri in known)
    found: dict[str, tuple[int, str, Family]] = {}
    for node, kind, top in rows(
        engine,
        f"SELECT DISTINCT ?node ?kind ?top WHERE {{ VALUES ?top {{ {values} }} "
        f"?kind <{v.SUBCLASS_OF}>* ?top . ?node a ?kind }}",
    ):
        candidate = (rank[known[top].key], kind, known[top])
        found[node] = min(found.get(node, candidate), candidate, key=lambda item: item[:2])
    return {node: (family, kind) for node, (_, kind, family) in found.items()}


def _describe(
    graph: nx.MultiDiGraph,
    engine: Engine,
    kinds: dict[str, tuple[Family, str]],
    labels: Labels,
) -> None:
    """Put on each node what names and classes it, and on each edge its records in order."""
    known = graph.graph["records"]
    for _, _, data in graph.edges(data=True):
        data["records"] = _ordered(set(data["records"]), known)
    aliases: dict[str, set[str]] = {}
    for node, alias in rows(
        engine,
        f"SELECT ?node ?alias WHERE {{ ?node <{v.ALT_LABEL}>|<{v.LABEL}> ?alias }}",
    ):
        aliases.setdefault(node, set()).add(clean(alias))
    key = Keys(engine.prefixes)
    for node, data in graph.nodes(data=True):
        family, kind = kinds.get(node, (OTHER, ""))
        data.update(
            key=key(node),
            name=labels(node),
            family=family.key,
            kind=labels(kind) if kind else "",
            aliases=sorted(aliases.get(node, set()) - {labels(node), ""}),
        )


def _list_records(graph: nx.MultiDiGraph, links: list[Link]) -> None:
    """Put on each node the attestations that name it and that none of its edges shows."""
    own: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for link in links:
        (own if link.own else others).setdefault(link.node, set()).add(link.record)
    known = graph.graph["records"]
    for node, data in graph.nodes(data=True):
        shown = {record for edge in _around(graph, node) for record in edge["records"]}
        mine = own.get(node, set())
        data["records"] = _ordered(mine - shown, known)
        data["mentions"] = _ordered(others.get(node, set()) - mine - shown, known)


def _around(graph: nx.MultiDiGraph, node: str) -> Iterator[dict[str, list[str]]]:
    for _, _, data in (*graph.out_edges(node, data=True), *graph.in_edges(node, data=True)):
        yield data


def _ordered(records: set[str], known: dict[str, Record]) -> list[str]:
    """Records that have evidence, in the order of their sources and paragraphs."""
    return sorted(
        records & known.keys(),
        key=lambda record: ([natural(cite) for cite in known[record].cites], record),
    )
