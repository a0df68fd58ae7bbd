"""Terms as people read them: labels for IRIs, `s2:5` for passages, words for durations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Triple

from travaux.engine import Engine, Term
from travaux.spelling import curie
from travaux.vocabulary import CITE, EDTF_DATE, EVIDENCE, PASSAGE, TYPE, XSD

_DURATION = re.compile(
    r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?"
)
_UNITS = ("y", "mo", "d", "h", "min", "s")


class Labels:
    """Terms as people read them: label, else CURIE, a passage its citation; one look-up per node.

    A record without a label is no citation: several records rest on one paragraph.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[NamedNode, str] = {}

    def __call__(self, term: Term | None) -> str:
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            known = self._known.get(term)
            if known is None:
                known = self._known[term] = self._name(term)
            return known
        if isinstance(term, Literal):
            return humane(term)
        if isinstance(term, Triple):
            return f"<<{self(term.subject)} {self(term.predicate)} {self(term.object)}>>"
        return str(term)

    def _name(self, node: NamedNode) -> str:
        label = self._engine.label(node.value)
        if label:
            return label
        if self._is_passage(node):
            for quad in self._engine.quads(node, NamedNode(CITE)):
                return self(quad.object)
        return curie(node.value, self._engine.prefixes)

    def _is_passage(self, node: NamedNode) -> bool:
        typed = self._engine.quads(node, NamedNode(TYPE), NamedNode(PASSAGE))
        return any(typed) or any(self._engine.quads(None, NamedNode(EVIDENCE), node))


def humane(literal: Literal) -> str:
    """A literal as people read it: durations, open dates and truth in words, others as written."""
    if literal.datatype.value == XSD + "boolean" and literal.value in ("true", "false"):
        return "yes" if literal.value == "true" else "no"
    if literal.datatype.value == EDTF_DATE:
        early, _, late = literal.value.partition("/")
        if late == "..":
            return f"{early} or later"
        return f"{late} or earlier" if early == ".." else literal.value
    if literal.datatype.value in (XSD + "duration", XSD + "dayTimeDuration"):
        match = _DURATION.fullmatch(literal.value)
        numbers = match.groups()[1:] if match else [None] * len(_UNITS)
        parts = [f"{n} {unit}" for n, unit in zip(numbers, _UNITS, strict=True) if n]
        if match and parts:
            return ("minus " if match[1] else "") + " ".join(parts)
    return literal.value


def by_language(literal: Literal, languages: Sequence[str]) -> int:
    """A sorting key: literals of the wanted languages first, the best of all."""
    tag = literal.language
    return languages.index(tag) if tag in languages else len(languages)
