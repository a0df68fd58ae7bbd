"""A small set of axioms and statements that cannot all be true, found by divide and conquer.

The statements are put in a row, the nearest to the clash first. The shortest beginning of the row
that holds a clash ends with a statement without which there is none: that one is kept, all behind
it is dropped, what is before it is put in a row anew, and so on until what was kept is a clash by
itself. It is then minimal: without any one of them the others hold together. Each step asks about
many beginnings of the row at once (a k-ary search in the place of QuickXplain's halves: HermiT
answers about sixty small sets faster than Java starts twice).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, Triple

from travaux.errors import TravauxError
from travaux.hermit import ReasonerFailed
from travaux.vocabulary import OWL, RDF, RDFS, TYPE

#: Asks which is the first of these sets that cannot hold together (hermit.first_clash).
Asking = Callable[[Sequence[Sequence[Triple]]], "int | None"]
#: How many beginnings of a row are asked about at once: few where they are long.
_MANY, _FEW, _SHORT = 64, 16, 600
_DECLARATIONS = frozenset(
    OWL + name
    for name in (
        "Class ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual Ontology "
        "Restriction"
    ).split()
) | {RDFS + "Datatype", RDFS + "Class", RDF + "Property"}
_TERMS = {OWL + n for n in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
_LOGICAL = frozenset(
    [TYPE, *(RDFS + n for n in ("subClassOf", "subPropertyOf", "domain", "range"))]
)
_BUILT_IN = (OWL, RDF, RDFS)
_MEMBERS = (OWL + "members", OWL + "distinctMembers")


class Unit(NamedTuple):
    """What is kept or dropped as one: a triple, or an axiom with its blank nodes.

    `things` are the individuals it speaks of, `terms` the classes and properties.
    """

    triples: tuple[Triple, ...]
    things: frozenset[str]
    terms: frozenset[str]
    axiom: bool

    @property
    def members(self) -> tuple[str, ...]:
        """What owl:AllDifferent and owl:AllDisjointClasses list; else nothing."""
        if not any(triple.predicate.value in _MEMBERS for triple in self.triples):
            return ()
        firsts = [each.object for each in self.triples if each.predicate.value == RDF + "first"]
        return tuple(each.value for each in firsts if isinstance(each, NamedNode))


class Clash(NamedTuple):
    """Statements that cannot all be true; `minimal` if each of them is needed for that."""

    units: tuple[Unit, ...]
    minimal: bool


class NoClash(TravauxError):
    """There is nothing to search: the statements hold together."""


class Units:
    """The statements of a set of triples, and the declarations that each needs to be read."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        listed = list(dict.fromkeys(triples))
        self._declared: dict[str, list[Triple]] = defaultdict(list)
        rest: list[Triple] = []
        for triple in listed:
            kind = triple.object.value if isinstance(triple.object, NamedNode) else ""
            if isinstance(triple.subject, NamedNode) and triple.predicate.value == TYPE:
                if kind in _DECLARATIONS:
                    self._declared[triple.subject.value].append(triple)
                    continue
            rest.append(triple)
        self.units = [self._unit(group) for group in _grouped(filter(self._is_logical, rest))]

    def _kinds(self, iri: str) -> set[str]:
        return {getattr(each.object, "value", "") for each in self._declared.get(iri, ())}

    def _is_logical(self, triple: Triple) -> bool:
        """Whether a reasoner makes anything of it: it does nothing of labels and other notes."""
        iri = triple.predicate.value
        logical = iri in _LOGICAL or iri.startswith(OWL) or iri.startswith(RDF)
        relations = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
        return logical or bool(self._kinds(iri) & relations)

    def _unit(self, triples: Sequence[Triple]) -> Unit:
        things: set[str] = set()
        terms: set[str] = set()
        for triple in triples:
            for node in (triple.subject, triple.predicate, triple.object):
                iri = node.value if isinstance(node, NamedNode) else ""
                if iri and not iri.startswith(_BUILT_IN):
                    (terms if self._kinds(iri) & _TERMS else things).add(iri)
        first = triples[0]
        named = isinstance(first.subject, NamedNode) and first.subject.value in things
        axiom = not named or any(isinstance(each.subject, BlankNode) for each in triples)
        return Unit(tuple(triples), frozenset(things), frozenset(terms), axiom)

    def written(self, units: Iterable[Unit]) -> list[Triple]:
        """The triples of these units with the declarations of what they speak of."""
        found: dict[Triple, None] = {}
        for unit in units:
            found.update(dict.fromkeys(unit.triples))
            for iri in unit.terms | unit.things:
                found.update(dict.fromkeys(self._declared.get(iri, ())))
        return list(found)


def _grouped(triples: Iterable[Triple]) -> list[list[Triple]]:
    """Triples by twos and more where a blank node ties them, else one by one."""
    root: dict[object, object] = {}

    def find(node: object) -> object:
        while root.get(node, node) != node:
            node = root[node]
        return node

    listed = list(triples)
    for triple in listed:
        ends = [end for end in (triple.subject, triple.object) if isinstance(end, BlankNode)]
        if len(ends) == 2:
            root[find(ends[0])] = find(ends[1])
    groups: dict[object, list[Triple]] = {}
    for triple in listed:
        ends = [end for end in (triple.subject, triple.object) if isinstance(end, BlankNode)]
        groups.setdefault(find(ends[0]) if ends else triple, []).append(triple)
    # what is named comes first, so that it tells what the unit is about
    return [sorted(g, key=lambda t: isinstance(t.subject, BlankNode)) for g in groups.values()]


def smallest(
    units: Units,
    asking: Asking,
    tell: Callable[[str], None],
    fixed: Sequence[Triple] = (),
    suspects: Iterable[str] = (),
) -> Clash:
    """A small clash among the units, of which it is known that there is one.

    With `fixed`, triples that are in every set asked about and no part of the answer; near the
    `suspects`, things, it is looked for first. `tell` gets a line on each step. If asking raises
    ReasonerFailed, what is known by then is the answer. Raises NoClash if there is none.
    """
    return _Search(units, asking, tell, fixed, set(suspects)).run()


class _Search:
    def __init__(
        self,
        units: Units,
        asking: Asking,
        tell: Callable[[str], None],
        fixed: Sequence[Triple],
        suspects: set[str],
    ) -> None:
        self.units, self.asking, self.tell = units, asking, tell
        self.fixed = list(fixed)
        self.kept: list[Unit] = []
        self.rest = sorted(units.units, key=lambda unit: not unit.axiom)
        named = suspects | {n.value for t in fixed for n in t if isinstance(n, NamedNode)}
        if named:
            self.rest = by_distance(self.rest, named, named)

    def run(self) -> Clash:
        try:
            while (number := self._shortest()) > 0:
                self.kept.append(self.rest[number - 1])
                things = {thing for unit in self.kept for thing in unit.things}
                terms = {term for unit in self.kept for term in unit.terms}
                self.rest = by_distance(self.rest[: number - 1], things, terms)
                self.tell(f"{len(self.kept)} found, {len(self.rest):,} left to search")
        except ReasonerFailed:
            return Clash((*self.kept, *self.rest), False)
        return Clash(tuple(self._narrowed()), True)

    def _shortest(self) -> int:
        """How long the shortest beginning of the row is that is a clash with what is kept."""
        # With `low` there is no clash, with `high` there is; of the whole it is yet to be seen.
        low, high = -1, len(self.rest) + (not self.kept)
        while high - low > 1:
            sizes = _between(low, high)
            if high > len(self.rest) and sizes[-1] < len(self.rest):
                sizes.append(len(self.rest))
            found = self.asking([self._set(size) for size in sizes])
            if found is None:
                low = sizes[-1]
            else:
                high, low = sizes[found], sizes[found - 1] if found else low
        if high > len(self.rest):
            raise NoClash("HermiT finds a clash, but none in what can be searched")
        return high

    def _set(self, size: int) -> list[Triple]:
        return [*self.fixed, *self.units.written([*self.kept, *self.rest[:size]])]

    def _narrowed(self) -> list[Unit]:
        """What was kept, with lists of disjoint or different things cut to those that matter."""
        seen = [unit.things | unit.terms for unit in self.kept if not unit.members]
        named = frozenset().union(*seen) if seen else frozenset()
        named |= {n.value for t in self.fixed for n in t if isinstance(n, NamedNode)}
        cut = [_cut(unit, named) for unit in self.kept]
        try:
            holds = self.asking([[*self.fixed, *self.units.written(cut)]]) is None
        except ReasonerFailed:
            holds = True
        return self.kept if holds else cut


def _between(low: int, high: int) -> list[int]:
    """Lengths to ask about: all if they are few, else ever longer ones, else evenly spread."""
    if high - low <= _MANY and high <= _SHORT:
        return list(range(low + 1, high))
    if low < 0:
        doubled = [0] + [2**n - 1 for n in range(3, 30) if 2**n - 1 < high]
        if high > 4 * _SHORT:
            return doubled
        return sorted({*doubled, *range(0, min(high, 32))})
    step = max(1, (high - low) // (_MANY if high <= _SHORT else _FEW))
    return list(range(low + step, high, step))


def by_distance(units: Iterable[Unit], things: set[str], terms: set[str]) -> list[Unit]:
    """The units in the order in which they are reached from some things and terms.

    A statement is reached by a thing it speaks of, an axiom by a term of it, what lists different
    things by two of them; axioms come first among equally near ones. The last are those that
    nothing leads to.
    """
    left = list(units)
    row: list[Unit] = []
    things, terms = set(things), set(terms)
    while left:
        near = [unit for unit in left if _is_reached(unit, things, terms)]
        if not near:
            return row + left
        chosen = set(map(id, near))
        left = [unit for unit in left if id(unit) not in chosen]
        row += sorted(near, key=lambda unit: not unit.axiom)
        for unit in near:
            terms |= unit.terms
            if not unit.members:
                things |= unit.things
    return row


def _is_reached(unit: Unit, things: set[str], terms: set[str]) -> bool:
    if unit.axiom and not unit.terms:
        return len(unit.things & things) > 1
    return bool(unit.terms & terms) if unit.axiom else bool(unit.things & things)


def _cut(unit: Unit, named: frozenset[str]) -> Unit:
    """A list of different or disjoint things without those that no other unit names."""
    left = [iri for iri in unit.members if iri in named]
    if len(left) < 2 or len(left) == len(unit.members):
        return unit
    kind = next(each.object for each in unit.triples if each.predicate.value == TYPE)
    head = next(each for each in unit.triples if each.predicate.value in _MEMBERS)
    made = listing(getattr(kind, "value", ""), head.predicate.value, left)
    names = frozenset(left)
    return Unit(tuple(made), unit.things & names, unit.terms & names, True)


def listing(kind: str, property: str, iris: Sequence[str]) -> list[Triple]:
    """A blank node of a kind that lists two IRIs or more."""
    node, cells = BlankNode(), [BlankNode() for _ in iris]
    made = [Triple(node, NamedNode(TYPE), NamedNode(kind))]
    made.append(Triple(node, NamedNode(property), cells[0]))
    rests: list[BlankNode | NamedNode] = [*cells[1:], NamedNode(RDF + "nil")]
    for cell, after, iri in zip(cells, rests, iris, strict=True):
        made.append(Triple(cell, NamedNode(RDF + "first"), NamedNode(iri)))
        made.append(Triple(cell, NamedNode(RDF + "rest"), after))
    return made


def different(iris: Iterable[str]) -> list[Triple]:
    """owl:AllDifferent over these; nothing for fewer than two."""
    listed = sorted(set(iris))
    if len(listed) < 2:
        return []
    return listing(OWL + "AllDifferent", OWL + "distinctMembers", listed)
