"""Networks for analysis, as networkx graphs whose every edge tells on what paragraphs it rests.

A node is a CURIE with `iri`, `label`, `kind` (its class in words) and `family` (what it is drawn
as). An edge has `label` (what it is, in short), `words` (a sentence), `weight`, `evidence` (such
as s1:11, in the order of the texts; empty for links of the reference layer), `records` (CURIEs),
`disputed` (whether another record contradicts or denies one of these) and `certainty` (of the
days asked for: "certain", "possible"; else empty).

A graph's own attributes: `kind`, `since`, `until`, and `undated`, how many records were left out
of a slice because no source dates them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import networkx as nx
from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.chains import Chains
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter
from travaux.network.material import Material
from travaux.network.sentences import Sentences, quoted
from travaux.network.signed import agreement
from travaux.network.ties import Ground, Pair, empty, finished, joined, named, pairs, tie
from travaux.view.graph import build
from travaux.view.relations import IS_PARTY, REPLIES, TAKES_PART
from travaux.when import EVER, Span, span

_PRESENT, _PARTY = "present", "party"


#: For each sense and matter (a meeting, a topic): to each actor its records.
Shared = dict[Pair, dict[str, set[str]]]


def network(
    engine: OxigraphEngine,
    kind: str = "meetings",
    since: str | None = None,
    until: str | None = None,
) -> nx.Graph:
    """The network of a kind (meetings, agreement, documents, everything) between two days.

    `since` and `until` are days, months or years, each the whole of it; what may lie between them
    counts, and is marked as only possible. Raises BadParameter for another kind and for what is
    no date.
    """
    if kind not in KINDS:
        raise BadParameter(f"no such network: {kind!r}", where="kind", hint=f"{', '.join(KINDS)}.")
    try:
        asked = span(since, until, None)
    except BadParameter as error:
        error.where = error.where.replace("--from", "since").replace("--to", "until")
        raise
    return KINDS[kind](engine, asked)


def actors_by_meetings(engine: OxigraphEngine, asked: Span = EVER) -> nx.Graph:
    """Actors tied by meetings: both told to be present, or both told to be its parties.

    A delegate and the state it stands for are not tied by that. `weight` is the number of
    meetings, `meetings` are they.
    """
    material = Material(engine, asked)
    meetings = material.members(v.MEETING)
    shared: Shared = {}
    told = {
        _PRESENT: material.told(TAKES_PART, meetings, {v.PRESENT}),
        _PARTY: material.told(IS_PARTY, meetings),
    }
    for sense, row in ((sense, row) for sense, found in told.items() for row in found):
        actors = shared.setdefault((sense, row.end), {})
        actors.setdefault(row.start, set()).add(row.record)
    graph = empty(nx.Graph, "meetings", material)
    for pair, grounds in pairs(_together(shared)):
        _meet(graph, material, pair, grounds)
    return finished(graph, material)


def _together(shared: Shared) -> Iterator[tuple[Pair, Ground]]:
    """Every two actors that share something."""
    for (sense, matter), actors in shared.items():
        for one, other in combinations(sorted(actors), 2):
            told = frozenset(actors[one]), frozenset(actors[other])
            yield (one, other), Ground(sense, matter, *told)


def _meet(graph: nx.Graph, material: Material, pair: Pair, grounds: list[Ground]) -> None:
    present = {each.matter for each in grounds if each.sense == _PRESENT}
    every = {each.matter for each in grounds}
    label = joined(
        ("both present at", _names(material, present)),
        ("both party to", _names(material, every - present)),
    )
    keys = sorted(map(material.key, every))
    tie(graph, material, pair, grounds, label, weight=len(every), meetings=keys)


def documents(engine: OxigraphEngine, asked: Span = EVER) -> nx.DiGraph:
    """Documents tied by replies, from the reply to what it answers.

    `weight` is the number of records that tell it; `implied` if none tells it outright.
    """
    material = Material(engine, asked)
    graph = empty(nx.DiGraph, "documents", material)
    ties: dict[Pair, set[str]] = {}
    for row in material.told(REPLIES):
        ties.setdefault((row.start, row.end), set()).add(row.record)
    chains, implied = Chains(engine), NamedNode(v.IMPLIED)
    for pair, records in sorted(ties.items()):
        told = [chains.values(NamedNode(each), v.EXPLICITNESS) for each in sorted(records)]
        hidden = all(implied in each for each in told)
        label = material.labels(v.REPLIES_TO) + (f" ({material.labels(v.IMPLIED)})" * hidden)
        start, end = (material.node(graph, each) for each in pair)
        words = " ".join((named(graph, start), label, named(graph, end)))
        basis = material.basis(records, material.is_certain(records))
        graph.add_edge(
            start, end, label=label, words=words, weight=len(records), implied=hidden, **basis
        )
    return finished(graph, material)


def everything(engine: OxigraphEngine, asked: Span = EVER) -> nx.MultiDiGraph:
    """All that the explorer draws: actors, events, documents and topics with all their relations.

    The key of an edge is its `label`, `line` the kind of line (a key of `view.relations.LINES`),
    `weight` the number of records, 1 where there is none. Links of the reference layer have no
    date, and are no part of a slice; neither is what is tied to nothing in it.
    """
    material = Material(engine, asked)
    drawn, sentence = build(engine), Sentences(material.labels)
    graph = empty(nx.MultiDiGraph, "everything", material)
    if not material.slice.limited:
        for iri in sorted(drawn):
            material.node(graph, iri)
    for start, end, word, data in sorted(drawn.edges(keys=True, data=True), key=lambda e: e[:3]):
        records = [each for each in data["records"] if material.has(each)]
        if not records and (data["records"] or material.slice.limited):
            continue
        one, other = material.node(graph, start), material.node(graph, end)
        names = [quoted(material.labels(x), material.families[x][0].key) for x in (start, end)]
        words = sentence(names[0], word, names[1], data["line"])
        told = {"label": word, "line": data["line"], "weight": len(records) or 1, "words": words}
        basis = material.basis(records, material.is_certain(records))
        graph.add_edge(one, other, word, **told, **basis)
    return finished(graph, material)


def _names(material: Material, iris: Iterable[str]) -> list[str]:
    return sorted(map(material.labels, iris))


KINDS: dict[str, Callable[..., nx.Graph]] = {
    "meetings": actors_by_meetings,
    "agreement": agreement,
    "documents": documents,
    "everything": everything,
}
