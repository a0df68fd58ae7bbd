"""Where each line of the ledger stands: under its item, in its package, or on its own.

Every item has one line. It stands under the item that it is a part of; else in its package, if it
has one and no more; an item of several packages stands alone, and its packages are named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from travaux.ledger_rows import Ledger, Topic
from travaux.walk import reached


class Line(NamedTuple):
    """A topic, how deep it stands, under which topic, and of which other packages it is part."""

    topic: Topic
    depth: int
    under: str
    packages: tuple[str, ...]


def lines(ledger: Ledger, wanted: Iterable[str], label: Callable[[str], str]) -> list[Line]:
    """The wanted topics as lines: what most is said of first, each with its parts after it."""
    topics = {iri: ledger.topics[iri] for iri in sorted(set(wanted) & set(ledger.topics))}
    parents = _parents(topics)
    children: dict[str, list[str]] = {}
    for iri, parent in parents.items():
        children.setdefault(parent, []).append(iri)
    said = Counter(each.topic for each in ledger.stances)

    def order(iri: str) -> tuple[int, str, str]:
        below = reached(iri, lambda one: children.get(one, ()))
        return -sum(said[one] for one in below), label(iri), iri

    found: list[Line] = []

    def put(iri: str, depth: int) -> None:
        topic, under = topics[iri], parents[iri]
        others = tuple(sorted(set(topic.packages) - {under}))
        found.append(Line(topic, depth, under, others))
        for child in sorted(children.get(iri, ()), key=order):
            put(child, depth + 1)

    for root in sorted(children.get("", ()), key=order):
        put(root, 0)
    return found


def _parents(topics: Mapping[str, Topic]) -> dict[str, str]:
    """Under which topic each stands, an empty text for none; circles are cut."""
    parents: dict[str, str] = {}

    def up(iri: str) -> list[str]:
        return [parents[iri]] if parents.get(iri) else []

    for iri, topic in topics.items():
        above = _above(topic, topics)
        parents[iri] = "" if above and iri in reached(above, up) else above
    return parents


def _above(topic: Topic, topics: Mapping[str, Topic]) -> str:
    """The broader topic, or the one package; the first by IRI of several broader ones."""
    broader = [each for each in topic.broader if each in topics]
    packages = [each for each in topic.packages if each in topics]
    return broader[0] if broader else packages[0] if len(packages) == 1 else ""
