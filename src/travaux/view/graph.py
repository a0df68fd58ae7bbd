"""The graph that people mean: actors, events, documents and topics, tied by what was attested.

An n-ary record (who took what stance on what, as which source tells) becomes one edge; records
that say the same of the same two ends share an edge and stand on it as its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

import networkx as nx

from travaux import vocabulary as v
from travaux.view.relations import (
    ATTESTED,
    FAMILIES,
    OTHER,
    STANCES,
    STRUCTURE,
    SUBJECTS,
    Family,
    Relation,
)

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

    from travaux.engine import Engine

#: Marks that turn the direction of the text around them; a label has no use for them.
_TURNERS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\\s]+")


class Record(NamedTuple):
    """One attestation as the reader sees it."""

    gloss: str
    cites: tuple[str, ...]
    told_by: tuple[str, ...]


class Row(NamedTuple):
    """One attested relation: attestation, ends, and the terms that name and qualify it."""

    record: str
    start: str
    end: str
    word: str
    detail: str


def build(engine: Engine, language: str = "en") -> nx.MultiDiGraph:
    """The graph of the store's default graph.

    Node: IRI, with name, family, kind, aliases, records (attestations that no edge shows).
    Edge: key is its word; line (a key of LINES) and records, a list of attestation IRIs.
    Graph attribute `records`: attestation IRI -> Record.
    """
    labels = Labels(engine, language)
    kinds = _kinds(engine)
    graph = nx.MultiDiGraph()
    for relation in ATTESTED:
        _draw(graph, engine, relation, kinds, labels)
    _structure(graph, engine, kinds, labels)
    graph.graph["records"] = _records(engine, labels)
    _describe(graph, engine, kinds, labels)
    return graph


class Labels:
    """Labels of terms, fit to be shown: one line, nothing that turns or hides text; remembered."""

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._language = language
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        """The label of a term, or its local name."""
        if iri not in self._known:
            self._known[iri] = clean(self._engine.label(iri, self._language) or "") or _local(iri)
        return self._known[iri]


def clean(text: str) -> str:
    """The text as one line without control characters and direction marks."""
    return _CONTROLS.sub(" ", _TURNERS.sub("", text)).strip()


def _local(iri: str) -> str:
    return re.split("[/#:]", iri.rstrip("/#"))[-1] or iri


def _rows(engine: Engine, text: str) -> Iterator[tuple[str, ...]]:
    """The rows of a SELECT as strings, "" where unbound."""
    for row in cast("QuerySolutions", engine.query(text)):
        yield tuple("" if term is None else term.value for term in row)


def _attested(engine: Engine, relation: Relation) -> list[Row]:
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
    rows = _rows(
        engine,
        f"SELECT DISTINCT ?record ?start ?end ?word ?detail WHERE {{ "
        f"?record a/<{v.SUBCLASS_OF}>* <{kind}> ; <{start}> ?start ; {path} ?end . "
        f"FILTER(!isLiteral(?end)) {optional} {unless} }}",
    )
    return sorted(Row(*row) for row in rows)


def _draw(
    graph: nx.MultiDiGraph,
    engine: Engine,
    relation: Relation,
    kinds: dict[str, tuple[Family, str]],
    labels: Labels,
) -> None:
    """Add one relation's edges; an end of no known kind belongs to no picture."""
    tops = _tops(engine) if relation.word_path == v.ATTITUDE else {}
    for row in _attested(engine, relation):
        if row.start not in kinds or row.end not in kinds or row.start == row.end:
            continue
        plain = not relation.word.startswith(v.BASE)
        word = labels(row.word) if row.word else relation.word if plain else labels(relation.word)
        if row.detail:
            word += f" ({labels(row.detail)})"
        line = STANCES.get(tops.get(row.word, ""), relation.line)
        _tie(graph, row.start, row.end, word, line).append(row.record)


def _tie(graph: nx.MultiDiGraph, start: str, end: str, word: str, line: str) -> list[str]:
    """The records of the edge from start to end of that name, made if need be."""
    if not graph.has_edge(start, end, word):
        graph.add_edge(start, end, word, line=line, records=[])
    records: list[str] = graph.edges[start, end, word]["records"]
    return records


def _tops(engine: Engine) -> dict[str, str]:
    """Every concept with the one above it that has none above."""
    return dict(
        _rows(  # type: ignore[arg-type]
            engine,
            f"SELECT ?concept ?top WHERE {{ ?concept <{v.BROADER}>* ?top . "
            f"?top <{v.IN_SCHEME}> ?scheme FILTER NOT EXISTS {{ ?top <{v.BROADER}> ?above }} }}",
        )
    )


def _structure(
    graph: nx.MultiDiGraph,
    engine: Engine,
    kinds: dict[str, tuple[Family, str]],
    labels: Labels,
) -> None:
    """Add the links of the reference layer that start at a node; they may bring in their end."""
    values = " ".join(f"<{term}>" for term in STRUCTURE)
    links = sorted(
        _rows(
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
            _tie(graph, start, end, labels(link), "belongs")
        grown = bool(ready)


def _kinds(engine: Engine) -> dict[str, tuple[Family, str]]:
    """Every thing that can be a node: its family and its own class."""
    families = {iri: family for family in FAMILIES for iri in family.classes}
    rank = {family.key: place for place, family in enumerate((*FAMILIES, OTHER))}
    values = " ".join(f"<{iri}>" for iri in families)
    found: dict[str, tuple[int, str, Family]] = {}
    for node, kind, top in _rows(
        engine,
        f"SELECT DISTINCT ?node ?kind ?top WHERE {{ VALUES ?top {{ {values} }} "
        f"?kind <{v.SUBCLASS_OF}>* ?top . ?node a ?kind }}",
    ):
        candidate = (rank[families[top].key], kind, families[top])
        found[node] = min(found.get(node, candidate), candidate, key=lambda item: item[:2])
    return {node: (family, kind) for node, (_, kind, family) in found.items()}


def _records(engine: Engine, labels: Labels) -> dict[str, Record]:
    """Every attestation with its gloss, its citations, and who told it if not the holder."""
    glosses: dict[str, str] = {}
    cites: dict[str, set[str]] = {}
    voices: dict[str, set[str]] = {}
    for record, gloss, cite, teller in _rows(
        engine,
        f"SELECT ?record ?gloss ?cite ?teller WHERE {{ ?record <{v.EVIDENCE}> ?passage . "
        f"OPTIONAL {{ ?record <{v.GLOSS}> ?gloss }} OPTIONAL {{ ?record <{v.CITE}> ?cite }} "
        f"OPTIONAL {{ ?record <{v.HOLDER}> ?holder ; <{v.SPEAKER}> ?teller "
        f"FILTER NOT EXISTS {{ ?record <{v.HOLDER}> ?teller }} }} }}",
    ):
        glosses[record] = min(gloss, glosses.get(record, gloss))
        cites.setdefault(record, set()).update([cite] if cite else [])
        voices.setdefault(record, set()).update([labels(teller)] if teller else [])
    return {
        record: Record(
            clean(glosses[record]),
            tuple(sorted(map(clean, cites[record]), key=natural)),
            tuple(sorted(voices[record])),
        )
        for record in sorted(glosses)
    }


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key that puts s2:9 before s2:10."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)
    ]


def _describe(
    graph: nx.MultiDiGraph,
    engine: Engine,
    kinds: dict[str, tuple[Family, str]],
    labels: Labels,
) -> None:
    """Put on each node what the reader sees of it, and on each edge its records in order."""
    known = graph.graph["records"]
    for _, _, data in graph.edges(data=True):
        data["records"] = _ordered(set(data["records"]), known)
    aliases: dict[str, set[str]] = {}
    for node, alias in _rows(
        engine,
        f"SELECT ?node ?alias WHERE {{ ?node <{v.ALT_LABEL}>|<{v.LABEL}> ?alias }}",
    ):
        aliases.setdefault(node, set()).add(clean(alias))
    subjects = "|".join(f"<{term}>" for term in SUBJECTS)
    about: dict[str, set[str]] = {}
    for record, node in _rows(engine, f"SELECT ?record ?node WHERE {{ ?record {subjects} ?node }}"):
        about.setdefault(node, set()).add(record)
    for node, data in graph.nodes(data=True):
        family, kind = kinds.get(node, (OTHER, ""))
        shown = {record for edge in _around(graph, node) for record in edge["records"]}
        data.update(
            name=labels(node),
            family=family.key,
            kind=labels(kind) if kind else "",
            aliases=sorted(aliases.get(node, set()) - {labels(node), ""}),
            records=_ordered(about.get(node, set()) - shown, known),
        )


def _around(graph: nx.MultiDiGraph, node: str) -> Iterator[dict[str, list[str]]]:
    for _, _, data in (*graph.out_edges(node, data=True), *graph.in_edges(node, data=True)):
        yield data


def _ordered(records: set[str], known: dict[str, Record]) -> list[str]:
    """Records that have evidence, in the order of their sources and paragraphs."""
    return sorted(
        records & known.keys(),
        key=lambda record: ([natural(cite) for cite in known[record].cites], record),
    )
