"""On which records an inferred triple rests, so that it is never shown without its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple, Variable

from travaux.engine import OxigraphEngine
from travaux.inference import Rule, conclusion, rules
from travaux.vocabulary import CITE

_CONSTRUCT = re.compile(r"\bCONSTRUCT\s*\{[^{}]*\}\s*WHERE\b", re.IGNORECASE)


class Grounds:
    """The rules of an engine that has inferred, asked backwards."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self._engine = engine
        self._rules = [
            (rule, told)
            for rule in rules(engine)
            if not rule.load and (told := conclusion(rule, engine)) is not None
        ]

    def solutions(self, triple: Triple) -> Iterator[tuple[Rule, dict[str, object]]]:
        """Each way in which a rule gives the triple: the rule, and what its variables stand for."""
        ends = [getattr(end, "value", "") for end in triple]
        for rule, told in self._rules:
            bound: dict[str, NamedNode] = {}
            for pattern, term, end in zip(told, triple, ends, strict=True):
                if pattern.startswith("?") and isinstance(term, NamedNode):
                    if bound.setdefault(pattern[1:], term) != term:
                        break
                elif pattern != end:
                    break
            else:
                yield from ((rule, each) for each in self._asked(rule, bound))

    def _asked(self, rule: Rule, bound: dict[str, NamedNode]) -> Iterator[dict[str, object]]:
        text = _CONSTRUCT.sub("SELECT * WHERE", rule.text, count=1)
        found = self._engine.query(text, bindings=bound, name=rule.path)
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: row[Variable(name)] for name in names} | bound

    def records(self, triple: Triple) -> set[NamedNode]:
        """The records with a citation from which rules give the triple."""
        nodes = {node for _, row in self.solutions(triple) for node in row.values()}
        return {node for node in nodes if isinstance(node, NamedNode) and any(self._cites(node))}

    def cites(self, triple: Triple) -> set[str]:
        """Where those records are written: `s2:5`."""
        return {cite for record in self.records(triple) for cite in self._cites(record)}

    def _cites(self, node: NamedNode) -> Iterator[str]:
        for quad in self._engine.quads(node, NamedNode(CITE)):
            if isinstance(quad.object, Literal):
                yield quad.object.value
