"""Where the sources speak of a thing: its paragraphs, its own or those of the records about it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.cites import place
from travaux.engine import Engine

_CITE = NamedNode(v.CITE)
#: Relations that do not make one thing speak of the other.
_SILENT = {v.TYPE, v.SUBCLASS_OF, v.IN_SCHEME, v.IS_DEFINED_BY, v.IN_SOURCE, v.LINK_FROM, v.LINK_TO}


class Mentions:
    """The paragraphs (`s2:5`) of nodes, in the order of the texts; a source itself is `s2`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own: dict[NamedNode, frozenset[str]] = {}

    def __call__(self, node: NamedNode) -> tuple[str, ...]:
        """The paragraphs a node rests on; of a link, its ends'; else those that speak of it.

        What no record speaks of is spoken of through its parts, copies, posts and the like, the
        nearest only.
        """
        found = self._of(node) or self._compared(node) or self._reached(node)
        return tuple(sorted(found, key=place))

    def _of(self, node: NamedNode) -> frozenset[str]:
        known = self._own.get(node)
        if known is None:
            predicate = _CITE if any(self._engine.quads(node, _CITE)) else self._short(node)
            quads = self._engine.quads(node, predicate) if predicate else ()
            texts = (quad.object for quad in quads)
            known = frozenset(each.value for each in texts if isinstance(each, Literal))
            self._own[node] = known
        return known

    def _short(self, node: NamedNode) -> NamedNode | None:
        """The property that holds the short name of a source; None of anything else."""
        kind = NamedNode(v.NEWS_ARTICLE)
        is_source = any(self._engine.quads(node, NamedNode(v.TYPE), kind))
        return NamedNode(v.IDENTIFIER) if is_source else None

    def _compared(self, link: NamedNode) -> set[str]:
        ends = [
            quad.object
            for predicate in (v.LINK_FROM, v.LINK_TO)
            for quad in self._engine.quads(link, NamedNode(predicate))
            if isinstance(quad.object, NamedNode)
        ]
        return {cite for end in ends for cite in self._of(end) or self._reached(end)}

    def _reached(self, node: NamedNode) -> set[str]:
        """The paragraphs of the nearest nodes that point at this one."""
        seen, level = {node}, [node]
        while level:
            found: set[str] = set()
            beyond: list[NamedNode] = []
            for each in level:  # it grows: a step is no record, and its record is as near
                for subject, predicate in self._pointing(each, seen):
                    own = self._of(subject)
                    found |= own
                    if not own:
                        (level if predicate == v.CARRIER else beyond).append(subject)
            if found:
                return found
            level = beyond
        return set()

    def _pointing(self, node: NamedNode, seen: set[NamedNode]) -> Iterable[tuple[NamedNode, str]]:
        for quad in self._engine.quads(None, None, node):
            subject, predicate = quad.subject, quad.predicate.value
            if isinstance(subject, NamedNode) and predicate not in _SILENT and subject not in seen:
                seen.add(subject)
                yield subject, predicate
