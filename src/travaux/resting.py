"""Which rows of an answer rest on inference: those that the same query does not give without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from travaux.engine import NO_BINDINGS, Answer, OxigraphEngine, Term
from travaux.errors import ForbiddenQuery
from travaux.output import counted
from travaux.tokens import tokenize

#: What stands in the column of a table that says it.
YES = "yes"


class Said:
    """What a query answers without inference; ask before the engine infers.

    Rows are compared by all their values, those of columns that are not shown too. What the query
    counts or leaves out may change by inference: such a row rests on it as well.
    """

    def __init__(
        self, text: str, engine: OxigraphEngine, bindings: Mapping[str, Term] = NO_BINDINGS
    ) -> None:
        try:
            self._rows = Counter(_keys(engine.query(unlimited(text), bindings=bindings)))
        except ForbiddenQuery:  # it names the graph that is yet to be made
            self._rows = Counter()

    def marks(self, rows: Iterable[Iterable[object]]) -> list[str]:
        """For each row of the same query with inference "yes" if it rests on that, else ""."""
        left = self._rows.copy()
        found = []
        for row in rows:
            key = tuple(map(str, row))
            found.append("" if left[key] else YES)
            left[key] -= left[key] > 0
        return found

    def note(self, answer: Answer) -> str:
        """What stands on stderr: how much of the same answer with inference rests on it."""
        keys = list(_keys(answer))
        number = self.marks(keys).count(YES)
        if isinstance(answer, QueryBoolean):
            return "this answer rests on inference" if number else "the same without inference"
        noun = "triple" if isinstance(answer, QueryTriples) else "row"
        if not number:
            return f"no {noun} rests on inference"
        of = f"the {noun}" if len(keys) == 1 else f"{number} of {counted(len(keys), noun)}"
        return f"{of} {'rests' if number == 1 else 'rest'} on inference"


def inferring(
    text: str, engine: OxigraphEngine, bindings: Mapping[str, Term] = NO_BINDINGS
) -> Said:
    """Let the engine infer; return what the query answers without that."""
    said = Said(text, engine, bindings)
    engine.infer()
    return said


def unlimited(text: str) -> str:
    """The query without LIMIT and OFFSET of its own, so that no row is missing by chance."""
    depth, tokens = 0, tokenize(text)
    for token, number in pairwise(tokens):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if not depth and token.is_word("LIMIT", "OFFSET") and number.kind == "number":
            clause = slice(token.start, number.end)
            text = text[: clause.start] + " " * (clause.stop - clause.start) + text[clause.stop :]
    return text


def _keys(answer: Answer) -> Sequence[tuple[str, ...]]:
    if isinstance(answer, QueryBoolean):
        return [(str(bool(answer)),)]
    if isinstance(answer, QuerySolutions):
        return [tuple(map(str, row)) for row in answer]
    return [tuple(map(str, triple)) for triple in {*answer}]
