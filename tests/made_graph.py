"""A made-up graph of any size, as `travaux.view.graph.build` makes them from a workspace."""

from __future__ import annotations

import itertools
import random

import networkx as nx

from travaux import vocabulary as v
from travaux.dates import Days
from travaux.ledger_rows import Ledger, Stance, Topic
from travaux.view.answers import Answer, Cell
from travaux.view.board import Board
from travaux.view.facts import Facts, Source, Tie
from travaux.view.records import Record
from travaux.when import When

BASE = "https://example.org/"
_FAMILIES = ("person", "body", "event", "document", "item", "issue")
_LINES = {
    "favourable": ("demands", "supports", "accepts"),
    "open": ("open to discussion", "concerned"),
    "unfavourable": ("rejects", "opposes"),
    "said": ("speaks of", "speaks at"),
    "present": ("present", "party to"),
    "belongs": ("is about", "is part of"),
}
_SYLLABLES = "an bel cor dur es fal gor hin il jan kel lor mir nov os par qui ras sol tan".split()

_WORDS = 900
#: Each word is used as often as its rank among the words allows: as in any language (Zipf).
_OFTEN = list(itertools.accumulate(1 / (rank + 3) for rank in range(_WORDS)))


def made(size: int, ratio: int = 3, seed: int = 6) -> nx.MultiDiGraph:
    """`size` nodes in communities of about 40, `ratio` lines for each node, a record for each line.

    A few nodes of each community have most of its lines, and one line in eight leads elsewhere.
    """
    dice = random.Random(seed)
    words = _words(dice)
    graph = nx.MultiDiGraph(
        language="en", spoken=set(), prefixes={"ent": BASE + "entity/", "rec": BASE + "record/"}
    )
    nodes = [f"{BASE}entity/{dice.choice(words)}-{i}" for i in range(size)]
    for i, node in enumerate(nodes):
        family = _FAMILIES[i % len(_FAMILIES)]
        name = " ".join(dice.sample(words, 3)).capitalize()
        graph.add_node(node, key="ent:" + node.rsplit("/", 1)[1], name=name, family=family)
        graph.nodes[node].update(kind=family, aliases=[], records=[], mentions=[])
    records: dict[str, Record] = {}
    facts: dict[str, Facts] = {}
    groups = max(1, round(size / 40))
    while len(records) < ratio * size and size > 1:
        start, end = _ends(dice, size, groups)
        line = dice.choice(sorted(_LINES))
        word = dice.choice(_LINES[line])
        if start == end or graph.has_edge(nodes[start], nodes[end], word):
            continue
        name = f"{BASE}record/s{len(records) % 20}-{len(records)}"
        records[name], facts[name] = _record(
            dice, words, nodes[start], graph.nodes[nodes[start]]["name"], (line, word), len(records)
        )
        graph.add_edge(nodes[start], nodes[end], word, line=line, records=[name])
    _tell(graph, records, facts)
    return graph


def _words(dice: random.Random) -> list[str]:
    """A vocabulary of made-up words."""
    found: dict[str, None] = {}
    while len(found) < _WORDS:
        found["".join(dice.choices(_SYLLABLES, k=dice.choice((2, 2, 3))))] = None
    return list(found)


def _ends(dice: random.Random, size: int, groups: int) -> tuple[int, int]:
    """Two nodes; both of one community, as a rule, and its first ones more often than the rest."""
    group = dice.randrange(groups)
    other = group if dice.random() < 0.875 else dice.randrange(groups)
    members = -(-size // groups)
    ends = [each + groups * int(members * dice.random() ** 2.2) for each in (group, other)]
    return min(ends[0], size - 1), min(ends[1], size - 1)


def _record(
    dice: random.Random, words: list[str], who: str, name: str, stance: tuple[str, str], number: int
) -> tuple[Record, Facts]:
    source = f"s{number % 20}"
    day = f"2031-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    gloss = " ".join(dice.choices(words, cum_weights=_OFTEN, k=6)).capitalize() + "."
    days = Days(day, day if dice.random() < 0.8 else None)
    told = day if days.latest else f"{day} or later"
    record = Record(gloss, (f"{source}:{dice.randint(1, 60)}",), (), told, stance[1], (name,))
    person = ((who, name),)
    return record, Facts("position", person, person, stance[0], said=days, source=source)


def _tell(graph: nx.MultiDiGraph, records: dict[str, Record], facts: dict[str, Facts]) -> None:
    """Sources, a ledger of some cells, links and a question, as a workspace would have them."""
    told = list(records)
    ends = [(start, end, names[0]) for start, end, names in graph.edges(data="records")]
    cells = [_stance(*each, records, facts) for each in ends[: len(ends) // 10]]
    items = {each.topic: Topic(each.topic, frozenset((v.PROPOSAL_ITEM,))) for each in cells}
    rows = tuple((Cell(graph.nodes[n]["name"], n), Cell(str(i))) for i, n in enumerate(graph))
    graph.graph.update(
        records=records,
        facts=facts,
        sources=[Source(f"s{i}", f"Source {i}", Days("2031-12-31", None)) for i in range(20)],
        ties=[
            Tie("answers", *pair, "It says so.")
            for pair in zip(told[::50], told[1::50], strict=False)
        ],
        board=Board(Ledger(tuple(cells), items), lambda iri: str(graph.nodes[iri]["name"])),
        answers=[Answer("all", "What is there?", "all", {}, ("what", "n"), rows[:200], len(rows))],
    )


def _stance(
    start: str, end: str, name: str, records: dict[str, Record], facts: dict[str, Facts]
) -> Stance:
    """What a record says of the thing at the end of its line, said by the one at its start."""
    said, words = facts[name].said, records[name]
    when = When(said.earliest or "", said.earliest, said.latest)
    attitude = v.CON + words.attitude
    told = (facts[name].source, words.cites, name)
    return Stance(end, start, attitude, facts[name].stance, "", start, True, when, (), *told)
