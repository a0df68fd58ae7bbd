"""What differs between two contents of a workspace: in words, as a patch of Turtle, as data.

Pure: it compares what it is given, and reads no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, NamedNode, Triple

from travaux import layout
from travaux.blank_nodes import canonical
from travaux.cites import place
from travaux.engine import OxigraphEngine
from travaux.kg import difference_forms as forms
from travaux.kg.differing import (
    CHANGED,
    MARKS,
    MOVED,
    NEW,
    REMOVED,
    Detail,
    FileDifference,
    Item,
    Node,
)
from travaux.kg.telling import Teller, is_derived
from travaux.spelling import natural

Said = Mapping[Node, frozenset[Triple]]
_NOTHING: frozenset[Triple] = frozenset()


class Content(NamedTuple):
    """The graph files of a workspace by path, and an engine over all of them for names.

    `others` are files that are no graph, path to text; of these it is told that they differ.
    """

    files: Mapping[str, Iterable[Triple]]
    engine: OxigraphEngine
    others: Mapping[str, str] = {}


class Difference:
    """The difference between two contents; see `compare`. True if there is any."""

    def __init__(self, before: Content, after: Content) -> None:
        self._engines = before.engine, after.engine
        self._files = _read(before), _read(after)
        self._tellers = Teller(before.engine), Teller(after.engine)
        self.others = tuple(_others(before.others, after.others))

    def __bool__(self) -> bool:
        return bool(self.files or self.others)

    @cached_property
    def files(self) -> tuple[FileDifference, ...]:
        """The files that differ, by path."""
        before, after = self._files
        moved = _moved(before, after)
        rest = sorted({*before, *after} - {*moved, *moved.values()})
        found = [FileDifference(path, MOVED, to) for path, to in moved.items()]
        wanderers = self._wanderers(rest)
        for path in rest:
            old, new = before.get(path, _NOTHING), after.get(path, _NOTHING)
            if old != new:
                how = CHANGED if old and new else NEW if new else REMOVED
                items = tuple(sorted(self._items(path, wanderers), key=_order))
                found.append(FileDifference(path, how, "", items, new - old, old - new))
        return tuple(sorted(found, key=lambda each: each.path))

    def _wanderers(self, paths: Iterable[str]) -> dict[Node, tuple[str, str]]:
        """What left one file and came into another as it was: from which, into which."""
        left: dict[tuple[Node, frozenset[Triple]], str] = {}
        came: dict[tuple[Node, frozenset[Triple]], str] = {}
        for path in paths:
            old, new = (_by_subject(side.get(path, ())) for side in self._files)
            left.update({(n, old[n]): path for n in old.keys() - new.keys()})
            came.update({(n, new[n]): path for n in new.keys() - old.keys()})
        return {
            node: (left[node, said], came[node, said]) for node, said in left.keys() & came.keys()
        }

    def _items(self, path: str, wanderers: Mapping[Node, tuple[str, str]]) -> Iterator[Item]:
        old, new = (_by_subject(side.get(path, ())) for side in self._files)
        differing = {n for n in {*old, *new} if old.get(n) != new.get(n)}
        folded = self._folded(differing, old, new, wanderers)
        for node in differing - {part for parts in folded.values() for part in parts}:
            start, end = wanderers.get(node, ("", ""))
            how = CHANGED if node in old and node in new else NEW if node in new else REMOVED
            details = self._details(old[node], new[node]) if how == CHANGED else ()
            parts = tuple(sorted(self._teller(how).name(part) for part in folded.get(node, ())))
            if path not in (start, end):
                yield self._item(how, node, details, parts=parts)
            elif path == start:
                yield self._item(MOVED, node, to=end, parts=parts)

    def _teller(self, how: str) -> Teller:
        return self._tellers[how != REMOVED]

    def _item(
        self,
        how: str,
        node: Node,
        details: tuple[Detail, ...] = (),
        to: str = "",
        parts: tuple[str, ...] = (),
    ) -> Item:
        tell = self._teller(how)
        told = tell.kind(node), tell.sentence(node, brief=how == CHANGED), tell.cite(node)
        return Item(how, node, tell.name(node), *told, details, to, parts)

    def _folded(
        self, differing: set[Node], old: Said, new: Said, wanderers: Mapping[Node, tuple[str, str]]
    ) -> dict[Node, set[Node]]:
        """The passages and steps that came, went or moved with the record that has them."""
        found: dict[Node, set[Node]] = {}
        for side, other, tell in zip((old, new), (new, old), self._tellers, strict=True):
            for node in differing & side.keys():
                here = side[node] - other.get(node, frozenset())
                ends = {e.object for e in here if isinstance(e.object, NamedNode)}
                parts = {
                    part
                    for part in ends & differing & (side.keys() - other.keys())
                    if wanderers.get(part) == wanderers.get(node) and tell.is_part(part)
                }
                if parts and not tell.is_part(node):
                    found.setdefault(node, set()).update(parts)
        return found

    def _details(self, old: frozenset[Triple], new: frozenset[Triple]) -> tuple[Detail, ...]:
        predicates = {each.predicate.value for each in old ^ new}
        shown = {each for each in predicates if not is_derived(each)} or predicates
        found = []
        for predicate in shown:
            sides = [
                tuple(
                    sorted(
                        tell.value(predicate, each.object)
                        for each in here - there
                        if each.predicate.value == predicate
                    )
                )
                for here, there, tell in zip((old, new), (new, old), self._tellers, strict=True)
            ]
            name = next(filter(None, (t.property(predicate) for t in self._tellers)))
            found.append(Detail(name, *sides))
        return tuple(sorted(found))

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """How many things are new, changed, removed and moved, by kind; parts of records too."""
        found: dict[str, Counter[str]] = {}
        for item in self.items:
            found.setdefault(item.how, Counter())[item.kind] += 1
        return {how: found[how] for how in MARKS if how in found}

    @property
    def items(self) -> list[Item]:
        """What differs in all files."""
        return [item for file in self.files for item in file.items]

    @property
    def summary(self) -> str:
        """`new: position (2), person (1); changed: office (1)`."""
        told = [
            f"{how}: " + ", ".join(f"{kind} ({number})" for kind, number in sorted(each.items()))
            for how, each in self.counts.items()
        ]
        number = len(self.files) + len(self.others)
        files = f"{number} file{'s' * (number != 1)}"
        return f"{files}; {'; '.join(told)}" if told else files

    def words(self, columns: int | None = None) -> str:
        """What differs, file by file, in sentences; in lines of so many columns if given."""
        return forms.words(self, columns)

    def markdown(self) -> str:
        """The same as Markdown: a heading for each file, a list of what differs in it."""
        return forms.markdown(self)

    def turtle(self) -> str:
        """A patch of the graph files in canonical form, as `diff -u` and `git diff` write it."""
        return forms.patch(self.files, self._files, [engine.prefixes for engine in self._engines])

    @property
    def data(self) -> dict[str, Any]:
        """The difference as plain values: equal, files with their items, others, counts."""
        return forms.plain(self)

    def as_json(self) -> str:
        """`data` as JSON."""
        return layout.json(self.data)

    def __str__(self) -> str:
        return self.words().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return forms.html(self)


def compare(before: Content, after: Content) -> Difference:
    """What is new, changed, removed and moved in `after`; paths and IRIs tell what is the same.

    A record with another name is one that is removed and one that is new. Raises BadTurtle where
    blank nodes are too many to be compared.
    """
    return Difference(before, after)


def _read(content: Content) -> dict[str, frozenset[Triple]]:
    found = {path: frozenset(canonical(each)) for path, each in content.files.items()}
    return {path: each for path, each in found.items() if each}


def _moved(
    before: Mapping[str, frozenset[Triple]], after: Mapping[str, frozenset[Triple]]
) -> dict[str, str]:
    """Files that say the same under another path: old path to new."""
    came = {after[path]: path for path in sorted(after.keys() - before.keys(), reverse=True)}
    gone = sorted(before.keys() - after.keys())
    return {path: came.pop(before[path]) for path in gone if before[path] in came}


def _by_subject(triples: Iterable[Triple]) -> dict[Node, frozenset[Triple]]:
    """What is said of each thing; what stands in brackets counts to the thing that has them."""
    every = list(triples)
    owner = {each.object: each.subject for each in every if isinstance(each.object, BlankNode)}
    found: dict[Node, set[Triple]] = {}
    for each in every:
        node, seen = each.subject, set[object]()
        while isinstance(node, BlankNode) and node in owner and node not in seen:
            seen.add(node)
            node = owner[node]
        found.setdefault(node, set()).add(each)  # type: ignore[arg-type]
    return {node: frozenset(said) for node, said in found.items()}


def _others(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Path, how it differs, and in what, of the files that are no graph."""
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            how = CHANGED if path in before and path in after else NEW if path in after else REMOVED
            yield path, how, forms.other(path, before.get(path, ""), after.get(path, ""))


def _order(item: Item) -> tuple[object, ...]:
    """By what happened, then as the texts stand."""
    first = item.cite.partition(",")[0]
    return [*MARKS].index(item.how), place(first), natural(item.name), item.node.value
