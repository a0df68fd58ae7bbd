"""Things that have a name: it is theirs alone, unless whoever writes says that it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.author.calls import Call, NameTaken
from travaux.author.draft import Draft
from travaux.duplicates import folded, words
from travaux.names import closure, describe, listing

_NAMES = (NamedNode(v.LABEL), NamedNode(v.ALT_LABEL))


class Names:
    """The names of all things of a workspace that have a name, as far as they sound alike."""

    def __init__(self, draft: Draft, classes: Iterable[NamedNode]) -> None:
        self._draft = draft
        kinds = {each for top in classes for each in closure(draft.engine, top, up=False)}
        self._nodes: dict[str, set[NamedNode]] = {}
        for node, name in self._read(kinds):
            self._nodes.setdefault(folded(name), set()).add(node)

    def _read(self, kinds: set[NamedNode]) -> Iterator[tuple[NamedNode, str]]:
        engine = self._draft.engine
        for predicate in _NAMES:
            for quad in engine.quads(None, predicate):
                node, name = quad.subject, quad.object
                if isinstance(node, NamedNode) and isinstance(name, Literal):
                    if not kinds.isdisjoint(self._draft.nodes(node, v.TYPE)):
                        yield node, name.value

    def claim(self, names: Iterable[Literal], call: Call, *, homonym: bool) -> None:
        """Raise NameTaken if something has one of these names; `homonym` lets it pass."""
        for name in () if homonym else names:
            others = self._nodes.get(folded(name.value), set())
            if others:
                found = [describe(each, self._draft.engine) for each in others]
                found.sort(key=lambda each: each.curie)
                hint = listing(found) + "\nUse that one by its name; homonym=True for another."
                what = f"there is something called {name.value!r}"
                raise NameTaken(what, where=str(call), hint=hint)

    def hold(self, run: list[str]) -> bool:
        """Whether some name or title holds these words in a row: names are nobody's wording."""
        wanted = f" {' '.join(run)} "
        names = (
            quad.object.value
            for predicate in (*_NAMES, NamedNode(v.TITLE))
            for quad in self._draft.engine.quads(None, predicate)
            if isinstance(quad.object, Literal)
        )
        return any(wanted in f" {' '.join(words(each))} " for each in names)

    def have(self, node: NamedNode, names: Iterable[Literal]) -> None:
        """Note the names of a new thing."""
        for name in names:
            self._nodes.setdefault(folded(name.value), set()).add(node)
