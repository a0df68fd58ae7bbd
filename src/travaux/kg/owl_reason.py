"""What HermiT makes of an ontology of owlready2, in few words."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any

from pyoxigraph import Triple

from travaux import clash, hermit
from travaux.clash_words import ADDED, Told
from travaux.kg.pending import written
from travaux.vocabulary import ACTOR, OWL

if TYPE_CHECKING:
    from travaux.kg.owl import GraphOntology

#: Of the things in a class so many are named.
_SHOWN = 5
#: Where a statement stands that was made in Python.
_NO_FILE = "in no file"


class Reasoned:
    """An answer of the reasoner.

    `consistent` says whether all can be true together. `inferred` has, by class, the individuals
    that belong to it though nothing says so; `impossible` the classes that can have no member;
    `clash` the statements that contradict each other, if there are any.
    """

    def __init__(
        self,
        inferred: Mapping[Any, list[Any]] | None,
        impossible: Sequence[Any] = (),
        clash: Sequence[Told] = (),
    ) -> None:
        self.consistent = inferred is not None
        self.inferred = dict(inferred or {})
        self.impossible = list(impossible)
        self.clash = list(clash)

    def __bool__(self) -> bool:
        return self.consistent

    def __str__(self) -> str:
        if not self.consistent:
            head = "Inconsistent: not all of this can be true together"
            return "\n".join([head + ":" * bool(self.clash), *map(_line, self.clash)])
        lines = ["Consistent."]
        lines += [f"Nothing can be {each.name}." for each in self.impossible]
        for kind, members in self.inferred.items():
            names = ", ".join(_label(each) for each in members[:_SHOWN])
            more = ", ..." if len(members) > _SHOWN else ""
            lines.append(f"{kind.name}: {len(members)} follow ({names}{more})")
        return "\n".join(lines)

    __repr__ = __str__


def _line(told: Told) -> str:
    return f"- {told.statement}  [{told.place}]"


def _label(thing: Any) -> str:
    labels = thing.label
    english = [each for each in labels if getattr(each, "lang", "") == "en"]
    return str((english or labels or [thing.name])[0])


def reason(
    onto: GraphOntology, triples: Sequence[Triple], explain: bool, seconds: float
) -> Reasoned:
    """See GraphOntology.reason."""
    deadline = monotonic() + seconds
    hermit.java()
    said, _ = hermit.readable(triples)
    said += clash.different(_actors(onto))
    found = hermit.taxonomy(said, deadline)
    if found is None:
        return Reasoned(None, clash=_why(onto, said, deadline) if explain else ())
    inferred: dict[Any, list[Any]] = {}
    for thing, kinds in sorted(found.types.items()):
        individual = onto.world[thing]
        for each in sorted(kinds - _known(individual)):
            inferred.setdefault(onto.world[each], []).append(individual)
    return Reasoned(
        dict(sorted(inferred.items(), key=lambda pair: str(pair[0].name))),
        [onto.world[each] for each in found.unsatisfiable],
    )


def _known(individual: Any) -> set[str]:
    """The classes that an individual is said to belong to, and those above them."""
    said = {each for each in individual.is_a if hasattr(each, "iri")}
    return {OWL + "Thing", *(above.iri for each in said for above in each.ancestors())}


def _actors(onto: GraphOntology) -> list[str]:
    """The actors that the reference layer names: different names, different actors."""
    kind = onto.world[ACTOR]
    shared = onto.kg.workspace.path("graph", "reference.ttl")
    found = {each.iri for each in kind.instances()} if kind else set()
    return sorted(each for each in found if onto.homes.of(each) == shared)


def _why(onto: GraphOntology, said: Sequence[Triple], deadline: float) -> list[Told]:
    from travaux.consistency import why
    from travaux.corpus import Corpus

    with written(onto.kg._pending) as space:
        found = why(Corpus(space), said, deadline, lambda line: None).statements
        scratch = space.path("")
    told = [each._replace(file=_placed(each.file, scratch)) for each in found]
    return sorted(told, key=lambda each: (each.file == _NO_FILE, each.file, each.line))


def _placed(file: str, scratch: str) -> str:
    """A file's path in the workspace, of which a copy was read."""
    return _NO_FILE if file == ADDED else os.path.relpath(file, scratch)
