"""From what differs in an ontology of owlready2 to changes of files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, NamedNode, Triple

from travaux import vocabulary as v
from travaux.errors import BadParameter, TravauxError
from travaux.kg.owl_literals import NAMELESS, Row, row, triple
from travaux.kg.pending import Change, DoesNotConform
from travaux.layers import home
from travaux.spelling import curie
from travaux.vocabulary import OWL

if TYPE_CHECKING:
    from travaux.kg.graph import KnowledgeGraph
    from travaux.kg.owl import GraphOntology

#: What owlready2 writes of each individual by itself.
_BY_PRODUCTS = {OWL + "NamedIndividual", OWL + "Thing"}
_SHARED = {"reference": "graph/reference.ttl", "analysis": "graph/analysis.ttl"}


class NotIndividuals(TravauxError):
    """Something other than an individual was changed where only individuals come back."""


class NotTaken(DoesNotConform):
    """Individuals that do not conform; `individuals` are the IRIs of those that are wrong."""

    def __init__(
        self, error: DoesNotConform, touched: Iterable[str], prefixes: Mapping[str, str]
    ) -> None:
        super().__init__(error.report, error.findings)
        self.individuals = tuple(dict.fromkeys(each.entity for each in error.findings))
        told = [
            f"{curie(each.entity, prefixes)}: {each.problem} {each.advice}".rstrip()
            for each in sorted(error.findings, key=lambda one: one.entity not in {*touched})
        ]
        more = [f"and {len(told) - 5} more"] if len(told) > 5 else []
        self.hint = "\n".join(told[:5] + more)


class Homes:
    """In which file each thing is described, and what each file says."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.workspace = kg.workspace
        pending = kg._pending
        self._files = {file: pending.triples(file) for file in self.workspace.graph_files()}
        self._of: dict[str, str] = {}
        for file, said in self._files.items():
            for each in said if file.merged else ():
                if each.predicate.value == v.TYPE and isinstance(each.subject, NamedNode):
                    self._of.setdefault(each.subject.value, file.path)

    def said(self, layer: str = "") -> Iterator[tuple[str, Triple]]:
        """The triples of the merged files, or of a layer, with the path of the file of each.

        Nodes without a name are told apart from those of other files.
        """
        for number, (file, said) in enumerate(self._files.items()):
            if file.layer == layer if layer else file.merged:
                for each in said:
                    yield file.path, _apart(each, number)

    def of(self, subject: str) -> str:
        """The path of the file that describes a thing; empty if none does."""
        return self._of.get(subject, "")

    def relative(self, path: str) -> str:
        """A path as changes have it. Raises BadParameter for a file outside the workspace."""
        root = self.workspace.path("")
        if not path.startswith(root):
            raise BadParameter("belongs to another workspace, and is not changed", where=path)
        return os.path.relpath(path, root)


def _apart(given: Triple, number: int) -> Triple:
    first, last = given.subject, given.object
    if isinstance(first, BlankNode):
        first = BlankNode(f"f{number}-{first.value}")
    if isinstance(last, BlankNode):
        last = BlankNode(f"f{number}-{last.value}")
    return Triple(first, given.predicate, last)


def changes(
    onto: GraphOntology, added: Counter[Row], gone: Counter[Row], now: Iterable[Row]
) -> list[Change]:
    """The changes of files that rows added to an ontology and gone from it come to.

    Raises NotIndividuals, and BadParameter for what belongs in no file.
    """
    kinds: dict[str, set[str]] = {}
    for subject, predicate, value, _ in now:
        if predicate == v.TYPE:
            kinds.setdefault(subject, set()).add(value)
    new = [each for each in added if each[1] != v.TYPE or each[2] not in _BY_PRODUCTS]
    _only_individuals([*new, *gone], kinds, onto)
    plus: dict[str, set[Triple]] = {}
    for each in new:
        plus.setdefault(_path(onto, each[0], kinds), set()).add(triple(each))
    minus: dict[str, set[Triple]] = {}
    for path, said in onto.homes.said() if gone else ():
        if row(said) in gone:
            minus.setdefault(onto.homes.relative(path), set()).add(said)
    return [
        _with_days(onto, path, plus.get(path, set()), minus.get(path, set()))
        for path in sorted(plus.keys() | minus.keys())
    ]


def _only_individuals(
    changed: Iterable[Row], kinds: Mapping[str, set[str]], onto: GraphOntology
) -> None:
    for each in changed:
        own = {kind for kind in kinds.get(each[0], ()) if kind.startswith(OWL)}
        if NAMELESS in (each[0], each[2]) or own - _BY_PRODUCTS:
            named = [curie(one, onto.prefixes) for one in (each[0], each[1]) if one != NAMELESS]
            raise NotIndividuals(
                "only individuals that have a name come back, no classes, properties or axioms",
                where=" ".join(named),
                hint="The ontology is changed in ontology/*.ttl. To try something out, take\n"
                "onto = kg.owl() without `with`: nothing comes back then.",
            )


def _path(onto: GraphOntology, subject: str, kinds: Mapping[str, set[str]]) -> str:
    """The file, relative to the workspace, that says something new of a subject."""
    there = onto.homes.of(subject)
    if there:
        return onto.homes.relative(there)
    above = {each.iri for kind in kinds.get(subject, ()) for each in _ancestors(onto.world[kind])}
    layer = home(above)
    if layer in _SHARED:
        return _SHARED[layer]
    if layer != "source":
        raise BadParameter("belongs in no file of the graph", where=curie(subject, onto.prefixes))
    if onto.source is None:
        hint = 'Say whose: kg.owl("s6"), the name of a source, there or not yet.'
        raise BadParameter(
            "is new, and of no source", where=curie(subject, onto.prefixes), hint=hint
        )
    return f"graph/sources/{onto.source}.ttl"


def _ancestors(kind: Any) -> Iterable[Any]:
    return kind.ancestors() if kind is not None else ()


def _with_days(onto: GraphOntology, path: str, plus: set[Triple], minus: set[Triple]) -> Change:
    """A change of a file, with the first and last days that `travaux fmt` writes for its dates."""
    from travaux.fmt import with_days

    pending = onto.kg._pending
    said = pending.triples(pending.file(path))
    wanted = {*with_days((said - minus) | plus, where=path)}
    return Change(path, sorted(wanted - said, key=str), sorted(said - wanted, key=str))
