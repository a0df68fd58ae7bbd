"""The same record twice: a row that was copied, or sheets that are added a second time.

A row with an id is told by that; one without would get another name each time.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Triple

from travaux.engine import OxigraphEngine
from travaux.fmt import DERIVED
from travaux.sheets.entries import Entry
from travaux.sheets.model import ID, Problem
from travaux.spelling import curie
from travaux.vocabulary import ATTRIBUTION_STEP, CITE, EVIDENCE, HAS_STEP

_LEFT_OUT = {CITE, HAS_STEP, *DERIVED}
_REMEDY = "Leave the row out; if it is meant, give it an id of its own."


class Twins:
    """The records that are known: those of the workspace, and the rows so far."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self._engine = engine
        self._rows: dict[frozenset[tuple[str, str]], Entry] = {}

    def of(self, entry: Entry) -> list[Problem]:
        """That a row without an id says what a record or a row before it says."""
        own = [each for each in entry.triples if _subject(each) == entry.iri]
        evidence = [each.object for each in own if each.predicate.value == EVIDENCE]
        if entry.text(ID) or entry.kind == ATTRIBUTION_STEP or not evidence:
            return []
        said = _said(own)
        first = self._rows.setdefault(said, entry)
        if first is not entry:
            return [entry.problem(f"says the same as row {first.row}", _REMEDY)]
        there = self._engine.quads(None, NamedNode(EVIDENCE), evidence[0])
        for node in (quad.subject for quad in there):
            if isinstance(node, NamedNode) and _said(self._engine.quads(node)) == said:
                short = curie(node.value, self._engine.prefixes)
                what = f"the source {entry.source} has this record already: {short}"
                return [entry.problem(what, _REMEDY)]
        return []


def _subject(triple: Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, NamedNode) else ""


def _said(statements: Iterable[Triple | Quad]) -> frozenset[tuple[str, str]]:
    """What is said of a thing, without what is written or named later."""
    return frozenset(
        (each.predicate.value, str(each.object))
        for each in statements
        if each.predicate.value not in _LEFT_OUT
    )
