"""All the files of a workspace, parsed and never rewritten, and what is found wrong with them.

A store is not used: it would rewrite literals, and it forgets lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from travaux.errors import FileProblem, TravauxError, read_text, short
from travaux.folders import Fault
from travaux.part import Part as Part
from travaux.severity import ERROR, LEVELS, profile
from travaux.spelling import curie
from travaux.standards import is_wrong
from travaux.turtle_text import name_of
from travaux.vocabulary import GLOSS, LABEL, SUBCLASS_OF
from travaux.walk import reached
from travaux.workspace import GraphFile, Workspace

if TYPE_CHECKING:
    from pyoxigraph import Triple

Read = TypeVar("Read")


class Finding(NamedTuple):
    """One thing that is wrong: how grave, by which rule, where, about what, what to do."""

    severity: str
    rule: str
    file: str
    line: int  # 0 where nothing in the file can be named
    entity: str
    label: str
    problem: str
    advice: str

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def order(self) -> tuple[int, str, int, Finding]:
        """The gravest first, then as the files stand."""
        return LEVELS.index(self.severity), self.file, self.line, self


@lru_cache(maxsize=64)
def _part(file: GraphFile, name: str, text: str) -> Part:
    """Kept, so that who validates again after an edit has only the edited file read again."""
    return Part(file, name, text)


def _read(file: GraphFile) -> Part | None:
    text = read_text(file.path)
    if not text.strip() and file.stem != "prefixes":  # of that, prefix_list.py tells what it lacks
        raise FileProblem("is empty", where=short(file.path))
    return _part(file, short(file.path), text)


class Corpus:
    """A workspace's files, with the file in which each entity is described.

    What cannot be read is an error; with ``unread`` it is added to that list, and left out.
    """

    def __init__(self, workspace: Workspace, unread: list[TravauxError] | None = None) -> None:
        self.workspace = workspace
        self._unread = unread
        none: list[GraphFile] = []
        faults: list[Fault] | None = None if unread is None else []
        files = self.attempt(partial(workspace.graph_files, faults), none)
        for fault in faults or ():
            self.keep(fault.error)
        read = {file: self.attempt(partial(_read, file), None) for file in files}
        self.parts = [part for part in read.values() if part]
        #: The layers of which something could not be read.
        lacking = {file.layer for file, part in read.items() if not part}
        lacking |= {fault.name for fault in faults or ()}
        self.lacking = frozenset(lacking if files else ["ontology"])
        others = {key: iri for part in self.parts for key, iri in part.prefixes.items()}
        self.prefixes = self.attempt(workspace.prefixes, others)
        self.is_whole = not unread

    def attempt(self, step: Callable[[], Read], otherwise: Read) -> Read:
        """What a step gives, else ``otherwise``: its error is kept, if there is a list for it."""
        try:
            return step()
        except TravauxError as error:
            self.keep(error)
            return otherwise

    def keep(self, error: TravauxError) -> None:
        """Keep an error if there is a list for it, else raise it."""
        if self._unread is None:
            raise error
        if str(error) not in map(str, self._unread):  # one file may be read for two things
            self._unread.append(error)

    def layer(self, *names: str) -> list[Part]:
        """The files of these layers."""
        return [part for part in self.parts if part.file.layer in names]

    @property
    def merged(self) -> list[Part]:
        """The files that make the default graph."""
        return [part for part in self.parts if part.file.merged]

    @cached_property
    def homes(self) -> dict[str, list[Part]]:
        """The merged files that say something about an entity."""
        found: dict[str, list[Part]] = {}
        for part in self.merged:
            for subject in part.subjects:
                found.setdefault(subject, []).append(part)
        return found

    @cached_property
    def _labels(self) -> dict[str, str]:
        wanted = (self.workspace.languages[0].lower(), "en")
        found: dict[str, tuple[int, str]] = {}
        for triple in self.triples():
            if triple.predicate.value in (LABEL, GLOSS):
                tag = getattr(triple.object, "language", None)
                rank = wanted.index(tag) if tag in wanted else len(wanted)
                rank += (len(wanted) + 1) * (triple.predicate.value == GLOSS)
                subject = name_of(triple.subject)
                best = (rank, name_of(triple.object))
                found[subject] = min(found.get(subject, best), best)
        return {subject: text for subject, (_, text) in found.items()}

    def triples(self) -> Iterator[Triple]:
        """The triples of the merged files, in order of the files."""
        for part in self.merged:
            yield from part.triples

    def label(self, iri: str) -> str:
        """The label in the workspace's first language, in English, in any; else the gloss."""
        return self._labels.get(iri, "")

    def short(self, iri: str) -> str:
        """An IRI by its prefix, where it has one; a node without a name in words."""
        part = self._holder(iri)
        return part.nameless[iri].told(self.short) if part else curie(iri, self.prefixes)

    def _holder(self, entity: str) -> Part | None:
        """The file of a node without a name; None for what has one."""
        return None if ":" in entity else self._holders.get(entity)

    @cached_property
    def _holders(self) -> dict[str, Part]:
        return {label: part for part in self.parts for label in part.nameless}

    def homes_of(self, entity: str) -> list[Part]:
        """The merged files that say something about an entity, or about a node without a name."""
        found = self._holder(entity)
        return [found] if found else self.homes.get(entity, [])

    @cached_property
    def wrong_terms(self) -> frozenset[str]:
        """Misspelt terms of W3C's in the ontology and the shapes: nothing is certain with them.

        Shapes without path or target find thousands of things or run for ever, and classes
        without `rdfs:subClassOf` make everything something else than it should be.
        """
        parts = self.layer("ontology", "shapes")
        found = {triple.predicate.value for part in parts for triple in part.triples}
        found.update(iri for part in parts for _, iri in part.links)
        return frozenset(filter(is_wrong, found))

    @cached_property
    def _profile(self) -> dict[str, str]:
        return self.attempt(lambda: profile(self.workspace), {})

    def severity(self, rule: str, otherwise: str = ERROR) -> str:
        """ERROR, WARN or INFO, as profile.tsv has it."""
        return self._profile.get(rule, otherwise)

    @cached_property
    def superclasses(self) -> dict[str, set[str]]:
        """Each class of the ontology with all classes above it, itself included."""
        above: dict[str, set[str]] = {}
        for part in self.layer("ontology"):
            for triple in part.triples:
                if triple.predicate.value == SUBCLASS_OF:
                    above.setdefault(name_of(triple.subject), set()).add(name_of(triple.object))
        return {
            each: reached(each, lambda one: above.get(one, ()))
            for each in {*above, *(c for s in above.values() for c in s)}
        }

    def kinds(self, part: Part, subject: str) -> set[str]:
        """The classes that a file puts a thing in, those above them included."""
        own = part.types.get(subject, set())
        return own.union(*(self.superclasses.get(each, set()) for each in own))

    def finding(
        self,
        rule: str,
        part: Part | None,
        entity: str,
        problem: str,
        advice: str,
        *,
        predicate: str = "",
        value: str = "",
    ) -> Finding:
        """A finding on an entity, at its triple's line in ``part``, else in its own file."""
        problem = problem.rstrip(".") + "."
        severity, label = self.severity(rule), self.label(entity)
        holder = self._holder(entity)
        name = self.short(entity) if holder else entity
        if part is None or holder:
            homes = self.homes_of(entity)
            found = [home for home in homes if home.says(entity, predicate, value)]
            if not homes:
                return Finding(severity, rule, "", 0, name, label, problem, advice)
            part = (found or homes)[0]
        line = part.line(entity, predicate, value)
        if not line and not part.is_canonical(self.prefixes):
            advice = f"{advice} Run `travaux fmt`: the line can be told then.".lstrip()
        return Finding(severity, rule, part.name, line, name, label, problem, advice)
