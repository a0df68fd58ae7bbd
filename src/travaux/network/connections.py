"""The shortest connections between two things of the graph that is drawn."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

import networkx as nx
from pyoxigraph import NamedNode

from travaux.cites import place
from travaux.engine import OxigraphEngine
from travaux.names import classes
from travaux.network.sentences import Sentences, quoted
from travaux.view.contents import Keys
from travaux.view.graph import build
from travaux.view.records import Labels

#: So many shortest connections are compared; where there are more, the rest is not looked at.
_MOST = 1000


class Telling(NamedTuple):
    """One line between two things, as the records that agree in date and teller tell it.

    `start` and `end` are CURIEs, `what` is the word of the line; `told_by` is empty where it is
    told by whom it is told of. `date` is in words. Links of the reference layer have no records.
    """

    start: str
    start_label: str
    what: str
    end: str
    end_label: str
    sentence: str
    told_by: tuple[str, ...] = ()
    date: str = ""
    disputed: bool = False
    cites: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


class Connection(NamedTuple):
    """A chain of things, by CURIE and label, and what ties each to the next, at least one each."""

    nodes: tuple[str, ...]
    labels: tuple[str, ...]
    steps: tuple[tuple[Telling, ...], ...]


class Found(NamedTuple):
    """The shortest connections, the best first; `more` if there are others yet.

    `why` tells why there is none.
    """

    paths: tuple[Connection, ...]
    more: bool = False
    why: str = ""


def connections(engine: OxigraphEngine, one: str, other: str, steps: int) -> Found:
    """The shortest connections of two IRIs, if they are no longer than so many steps.

    Those come first that rest on evidence throughout, then those with the fewest disputed steps,
    then those that most records tell, then by name.
    """
    graph = build(engine)
    tied = [each for each in (one, other) if each in graph and graph.degree(each)]
    for each in (one, other):
        if each not in tied:
            return Found((), why=_untied(engine, each))
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges()}))
    try:
        length = nx.shortest_path_length(plain, one, other)
    except nx.NetworkXNoPath:
        return Found((), why="nothing on record leads from the one to the other, however far")
    if length > steps:
        return Found((), why=f"the shortest has {length} (--steps {length})")
    chains = list(islice(nx.all_shortest_paths(plain, one, other), _MOST + 1))
    teller = _Teller(graph, Sentences(Labels(engine)))
    paths = sorted(map(teller.connection, chains[:_MOST]), key=_best)
    return Found(tuple(paths), more=len(chains) > _MOST)


def _untied(engine: OxigraphEngine, iri: str) -> str:
    """Why a thing cannot stand in any connection."""
    kinds = [engine.label(each.value) or each.value for each in classes(NamedNode(iri), engine)]
    kind = f" ({', '.join(kinds)})" if kinds else ""
    return f"no record ties {engine.label(iri) or iri}{kind} to anything that is drawn"


def _best(path: Connection) -> tuple[object, ...]:
    """A sorting key: see `connections`."""
    bare = sum(not any(each.cites for each in step) for step in path.steps)
    disputed = sum(all(each.disputed for each in step) for step in path.steps)
    records = sum(len(each.records) for step in path.steps for each in step)
    return bare, disputed, -records, path.labels, path.nodes


class _Teller:
    """Tells of the lines between two things."""

    def __init__(self, graph: nx.MultiDiGraph, sentences: Sentences) -> None:
        self._graph, self._sentences = graph, sentences
        self._records, self._facts = graph.graph["records"], graph.graph["facts"]
        self._short = Keys(graph.graph["prefixes"])
        self._known: dict[tuple[str, str], tuple[Telling, ...]] = {}

    def connection(self, chain: list[str]) -> Connection:
        """A chain of IRIs with what ties each to the next."""
        nodes = [self._graph.nodes[each] for each in chain]
        return Connection(
            tuple(node["key"] for node in nodes),
            tuple(node["name"] for node in nodes),
            tuple(map(self._step, chain, chain[1:])),
        )

    def _step(self, one: str, other: str) -> tuple[Telling, ...]:
        """All lines between two things; those told on paragraphs first, in order of the texts."""
        if (one, other) not in self._known:
            found = [
                telling
                for start, end in ((one, other), (other, one))
                for word, data in sorted((self._graph.get_edge_data(start, end) or {}).items())
                for telling in self._tellings(start, word, end, data["line"], data["records"])
            ]
            found.sort(key=lambda each: (not each.cites, *map(place, each.cites[:1]), each))
            self._known[one, other] = tuple(found)
        return self._known[one, other]

    def _tellings(
        self, start: str, word: str, end: str, line: str, records: list[str]
    ) -> list[Telling]:
        """A line once for all its records that agree in teller, date and whether disputed."""
        from_, to = self._graph.nodes[start], self._graph.nodes[end]
        names = [quoted(each["name"], each["family"]) for each in (from_, to)]
        sentence = self._sentences(names[0], word, names[1], line)
        bare = Telling(from_["key"], from_["name"], word, to["key"], to["name"], sentence)
        alike: dict[tuple[tuple[str, ...], str, bool], list[str]] = {}
        for each in records:
            told, disputed = self._records[each], self._facts[each].disputed
            # who tells another's stance is the start of the line itself
            by = () if line == "tells" else told.told_by
            alike.setdefault((by, told.date, disputed), []).append(each)
        return [
            bare._replace(
                told_by=by,
                date=date,
                disputed=disputed,
                cites=tuple(sorted({c for r in group for c in self._records[r].cites}, key=place)),
                records=tuple(sorted(map(self._short, group))),
            )
            for (by, date, disputed), group in alike.items()
        ] or [bare]
