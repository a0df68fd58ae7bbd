"""The ontology as classes of Python, by owlready2: what is new in it comes back as a change.

    with kg.owl("s4") as onto:
        onto.Position("s4-9-stance", speaker="a name", holder="another", attitude="rejects", ...)

Individuals made or changed in the block are handed to `kg.stage` at its end. Without `with` the
ontology is a sandbox: classes, too, can be made and reasoned over, and nothing comes back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import owlready2
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from travaux import vocabulary as v
from travaux.errors import BadData, BadParameter, UnknownName
from travaux.kg.owl_changes import Homes, NotTaken, changes
from travaux.kg.owl_literals import (
    LANG_STRING,
    NAMELESS,
    PLAIN,
    XSD_STRING,
    Row,
    declare,
    row,
    rows,
    triples,
)
from travaux.kg.owl_making import no_term, teach, terms
from travaux.kg.pending import DoesNotConform
from travaux.vocabulary import OWL, SH, TRV

if TYPE_CHECKING:
    from types import TracebackType

    from travaux.kg.graph import KnowledgeGraph
    from travaux.kg.owl_reason import Reasoned

_ITSELF = (TRV[:-1], v.TYPE, OWL + "Ontology", None)


class GraphOntology(owlready2.Ontology):  # type: ignore[misc]
    """An ontology of owlready2 that holds a whole workspace, and whose changes can come back.

    Its classes are attributes: `onto.Position`, `onto.Person.instances()`. Individuals are found
    by `entity`, terms and individuals by IRI or CURIE: `onto["ent:nato"]`. Texts may be given for
    what they name (`speaker="a name"`), or for a literal of the datatype that the shapes ask for
    (`said="2022-02"`); one value for a list of one.
    """

    def fill(self, kg: KnowledgeGraph, source: str | None) -> None:
        """Load what a workspace says. Raises BadData if owlready2 does not keep all of it."""
        self.kg, self.source = kg, source
        self.prefixes = kg.workspace.prefixes()
        self.homes = Homes(kg)
        said = [each for _, each in self.homes.said()]
        shapes = [each for _, each in self.homes.said("shapes")]
        self._datatypes = _asked(shapes, "datatype")
        self._iris = _asked(shapes, "nodeKind")
        found = {t.object.datatype.value for t in said if isinstance(t.object, Literal)}
        declare(found | {*self._datatypes.values()})
        self._before = _loaded(self, said)
        self._terms = terms(self)
        for each in self._roots():
            teach(self, each)

    # What is there ----------------------------------------------------------------------------
    def __getattr__(self, attr: str) -> Any:
        if attr.startswith("_") or "_terms" not in self.__dict__:
            raise AttributeError(attr)
        found = self.world[self.base_iri + attr] or self._terms.get(attr)
        if found is None:
            raise no_term(attr, self._terms)
        return found

    def __getitem__(self, name: str) -> Any:
        return self.world[self.iri(name)] if ":" in name else getattr(self, name)

    def __repr__(self) -> str:
        into = f", changes to {self.source}" if self.source else ""
        return f"<{self.kg.workspace.title}: {len(self._terms)} terms{into}>"

    def iri(self, name: str) -> str:
        """The IRI of a CURIE, or the IRI itself."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name

    def entity(self, name: str) -> Any:
        """The individual, class or property that a name means: a label, CURIE or IRI.

        Raises UnknownName with near names, AmbiguousName with the candidates.
        """
        found = self[name] if ":" in name else None
        if found is not None:
            return found
        from travaux.names import resolve

        try:
            iri = resolve(name, self.kg.engine).value
        except UnknownName:
            made = self.world.search_one(label=name)
            if made is None:
                raise
            return made
        return self.world[iri]

    @property
    def article(self) -> Any:
        """The article of the source that is changed; None if it is not there yet."""
        return self.world[f"{self.kg.workspace.base}source/{self.source}"]

    def _roots(self) -> Iterator[Any]:
        """The classes that have none above them."""
        for each in self.classes():
            if each.__bases__ == (owlready2.Thing,):
                yield each

    # What comes back --------------------------------------------------------------------------
    def _meant(self, given: Row) -> Row:
        """A row that is new with the datatype that the shapes ask for, if Python has none."""
        subject, predicate, value, kind = given
        if given in self._before:
            return given
        if kind == XSD_STRING and self._iris.get(predicate) == SH + "IRI":
            return subject, predicate, self.iri(value), None
        wanted = self._datatypes.get(predicate)
        if kind in PLAIN and wanted and wanted != LANG_STRING and subject != NAMELESS:
            head = NamedNode(subject), NamedNode(predicate)
            try:
                return row(Triple(*head, Literal(str(value), datatype=NamedNode(wanted))))
            except BadData:  # the shapes will tell
                return given
        return given

    def _now(self) -> Counter[Row]:
        found: Counter[Row] = Counter()
        for each, number in rows(self).items():
            found[self._meant(each)] += number
        return found

    def __enter__(self) -> GraphOntology:
        super().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        super().__exit__(kind, error, trace)
        if kind is None:
            self.hand_back()

    def hand_back(self) -> None:
        """Stage what was made and changed. What does not conform changes nothing in the graph.

        Raises NotTaken, a DoesNotConform that names the individuals; NotIndividuals for changes
        of the ontology's own terms; BadParameter where no source was named for what is new.
        """
        now = self._now()
        added, gone = now - self._before, self._before - now
        staged = changes(self, added, gone, now)
        try:
            if staged:
                self.kg.stage(staged)
        except DoesNotConform as error:
            raise NotTaken(error, {each[0] for each in added}, self.prefixes) from None
        self._before = now
        self.homes = Homes(self.kg)

    def reason(self, *, explain: bool = True, seconds: float = 60) -> Reasoned:
        """Ask HermiT what follows from all that the ontology says now, changes included.

        With `explain`, statements that contradict each other are searched for. Raises NoJava,
        and ReasonerFailed after so many seconds.
        """
        from travaux.kg.owl_reason import reason

        return reason(self, triples(self, self._meant), explain, seconds)


def open_ontology(kg: KnowledgeGraph, source: str | None) -> GraphOntology:
    """See KnowledgeGraph.owl."""
    if source is not None and not re.fullmatch("[a-z0-9-]+", source):
        raise BadParameter(f"no name for a source: {source!r}", hint="Such as s6, or press-note.")
    found: GraphOntology = owlready2.World().get_ontology(TRV, GraphOntology)
    found.fill(kg, source)
    return found


def _loaded(onto: GraphOntology, said: Sequence[Triple]) -> Counter[Row]:
    """Load triples as N-Triples, and check that all of them are there, and as they were."""
    wanted = Counter(map(row, dict.fromkeys(said)))
    text = serialize(dict.fromkeys(said), format=RdfFormat.N_TRIPLES) or b""
    onto.graph.parse(BytesIO(text), format="ntriples")
    onto._load_properties()
    onto.loaded = True
    found = rows(onto)
    lost = _once(wanted) - found
    if lost or set(found) - set(wanted) - {_ITSELF}:
        strange = next(iter([*lost, *(found - wanted)]))
        what = " ".join(map(str, strange[:3]))
        raise BadData(f"owlready2 reads this otherwise than it is written: {what}")
    return found


def _once(wanted: Counter[Row]) -> Counter[Row]:
    """Rows of two spellings of one number are one; those without names are counted."""
    return Counter({each: n if NAMELESS in each[::2] else 1 for each, n in wanted.items()})


def _asked(shapes: Iterable[Triple], what: str) -> dict[str, str]:
    """The one datatype, or kind of node, that the shapes ask of a property, if they ask for one."""
    paths: dict[Any, str] = {}
    wanted: dict[Any, str] = {}
    for each in shapes:
        for name, found in (("path", paths), (what, wanted)):
            if each.predicate.value == SH + name and isinstance(each.object, NamedNode):
                found[each.subject] = each.object.value
    every: dict[str, set[str]] = {}
    for shape in wanted.keys() & paths.keys():
        every.setdefault(paths[shape], set()).add(wanted[shape])
    return {path: each for path, (each, *more) in every.items() if not more}
