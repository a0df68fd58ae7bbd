"""Nodes without a name (blank nodes): how they are called, the same at every run, and their lines.

A parser gives them random labels. Here a label is made of the file and of what the file calls the
node, or of the order in which it comes; people are told what leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from travaux.turtle_text import Places, name_of
from travaux.vocabulary import RDF, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Triple

NODE = "a node without a name"
#: So many steps lead back from a node at most: brackets may be nested thousands deep.
FARTHEST = 100
#: So many of them are told at either end.
_TOLD = 3
_WRITTEN = re.compile(r"_:(\w(?:[\w.·-]*[\w·-])?)")
_LISTS = frozenset((RDF + "first", RDF + "rest"))


class Nameless(NamedTuple):
    """One node without a name, as its file has it."""

    written: str  # `_:a` where the file calls it that, else empty
    root: str  # the IRI that leads to it, empty where none does
    path: tuple[str, ...]  # by which properties, the last one being its own
    anchor: tuple[str, str]  # the nearest subject the file has a word for, with its property
    own: frozenset[str]  # the IRIs and texts of what is said of it
    types: tuple[str, ...]

    def told(self, short: Callable[[str], str]) -> str:
        """What to call it: `a node without a name, at trv:evidence of rec:x`."""
        told = f"{self.written}, {NODE}" if self.written else NODE
        steps = [each for each in self.path if each not in _LISTS]
        path = " / ".join(short(each) if each else "..." for each in _ends(steps))
        if path:
            return f"{told}, at {path} of {short(self.root) if self.root else 'another'}"
        return f"{told}, a {short(self.types[0])}" if self.types else told

    def line(self, places: Places, predicate: str = "", value: str = "") -> int:
        """The line of its triple, else of what leads to it, else where it stands; 0 if none."""
        if self.written:
            line = places.line(self.written, predicate, value)
            return line or places.mention(self.written) or 0
        subject, step = self.anchor
        subject = subject or places.bracketed(*self.own)
        return places.inside(subject, step, predicate, value) or 0


def _ends(steps: list[str]) -> list[str]:
    """The first and the last steps of a long path, and an empty one between them."""
    return steps if len(steps) <= 2 * _TOLD else [*steps[:_TOLD], "", *steps[-_TOLD:]]


def labelled(triples: list[Triple], text: str, graph: str) -> list[Triple]:
    """The triples with labels of their own for the nodes without a name; `text` is their file.

    No two files have the same label: it begins with `space(graph)`, then what is written, or a
    hyphen and a number.
    """
    found = numbered(triples)
    if not found:
        return triples
    from pyoxigraph import BlankNode, Triple

    known = set(_WRITTEN.findall(text))
    labels = {
        each: BlankNode(space(graph) + (each if each in known else f"-{number}"))
        for number, each in enumerate(found, 1)
    }

    def new(term: object) -> object:
        return labels[term.value] if isinstance(term, BlankNode) else term

    return [Triple(new(t.subject), t.predicate, new(t.object)) for t in triples]  # type: ignore[arg-type]


def space(graph: str) -> str:
    """What the labels of a graph's nodes begin with."""
    return "n" + sha256(graph.encode()).hexdigest()[:12]


def numbered(triples: Iterable[Triple]) -> list[str]:
    """The labels of the nodes without a name, in the order in which they come."""
    from pyoxigraph import BlankNode

    ends = (end for triple in triples for end in (triple.subject, triple.object))
    return list(dict.fromkeys(end.value for end in ends if isinstance(end, BlankNode)))


class _Step(NamedTuple):
    """What leads to a node: a subject, by its IRI or label, and its property."""

    subject: str
    predicate: str
    is_named: bool


def read(triples: Iterable[Triple], graph: str) -> dict[str, Nameless]:
    """The nodes without a name of a file, by the labels that `labelled` gave them."""
    from pyoxigraph import BlankNode, NamedNode

    leading: dict[str, _Step] = {}
    said: dict[str, list[Triple]] = {}
    for triple in triples:
        value, subject = triple.object, triple.subject
        if isinstance(value, BlankNode) and value.value not in leading:
            is_named = isinstance(subject, NamedNode)
            leading[value.value] = _Step(name_of(subject), triple.predicate.value, is_named)
            said.setdefault(value.value, [])
        if isinstance(subject, BlankNode):
            said.setdefault(subject.value, []).append(triple)
    start = len(space(graph))
    return {label: _node(label, leading, own, start) for label, own in said.items()}


def _node(label: str, leading: dict[str, _Step], own: list[Triple], start: int) -> Nameless:
    from pyoxigraph import BlankNode

    terms = {t.predicate.value for t in own}
    terms |= {name_of(t.object) for t in own if not isinstance(t.object, BlankNode)}
    types = tuple(sorted(name_of(t.object) for t in own if t.predicate.value == TYPE))
    hops = _hops(label, leading)
    return Nameless(
        _called(label, start),
        hops[-1].subject if hops and hops[-1].is_named else "",
        tuple([hop.predicate for hop in reversed(hops)]),
        _anchor(hops, start),
        frozenset(terms),
        types,
    )


def _hops(label: str, leading: dict[str, _Step]) -> list[_Step]:
    """The steps that lead to a node, the nearest first; each node once, and not too many."""
    found: list[_Step] = []
    seen = {label}
    while label in leading and len(found) < FARTHEST:
        found.append(leading[label])
        label = found[-1].subject
        if label in seen:
            break
        seen.add(label)
    return found


def _anchor(hops: list[_Step], start: int) -> tuple[str, str]:
    """The nearest subject that the file has a word for, with its property."""
    for hop in hops:
        if hop.is_named or _called(hop.subject, start):
            return (hop.subject if hop.is_named else _called(hop.subject, start)), hop.predicate
    return "", ""


def _called(label: str, start: int) -> str:
    return "" if label[start] == "-" else f"_:{label[start:]}"
