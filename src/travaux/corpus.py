"""All the files of a workspace, parsed and never rewritten, and what is found wrong with them.

A store is not used: it would rewrite literals, and it forgets lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from travaux.errors import read_text, short
from travaux.spelling import curie
from travaux.turtle_text import Places, name_of, parse
from travaux.vocabulary import GLOSS, LABEL
from travaux.workspace import GraphFile, Workspace

if TYPE_CHECKING:
    from pyoxigraph import Triple


class Finding(NamedTuple):
    """One thing that is wrong: where it stands, what it is about, what to do."""

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


class Part:
    """One file: its text, its triples, and the lines on which they stand."""

    def __init__(self, file: GraphFile) -> None:
        self.file = file
        self.name = short(file.path)
        self.text = read_text(file.path)
        self.triples, _ = parse(self.text, self.name)

    @cached_property
    def places(self) -> Places:
        """Lines by triple; read only when something is wrong."""
        return Places(self.text)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Everything the file says something about, blank nodes excepted."""
        from pyoxigraph import NamedNode

        return frozenset(t.subject.value for t in self.triples if isinstance(t.subject, NamedNode))


class Corpus:
    """A workspace's files, with the file in which each entity is described."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.prefixes = workspace.prefixes()
        self.parts = [Part(file) for file in workspace.graph_files()]

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
        """An IRI by its prefix, where it has one."""
        return curie(iri, self.prefixes)

    def finding(
        self,
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
        if part is None:
            homes = self.homes.get(entity, [])
            found = [home for home in homes if _says(home, entity, predicate, value)]
            if not homes:
                return Finding("", 0, entity, self.label(entity), problem, advice)
            part = (found or homes)[0]
        line = part.places.line(entity, predicate, value) or part.places.mention(entity)
        line = line or part.places.mention(value) or part.places.mention(predicate)
        return Finding(part.name, line or 0, entity, self.label(entity), problem, advice)


def _says(part: Part, subject: str, predicate: str, value: str) -> bool:
    """Whether a file has this triple, or, where there is no value, this property."""
    return any(
        triple.predicate.value == predicate
        and name_of(triple.subject) == subject
        and (not value or name_of(triple.object) == value)
        for triple in part.triples
    )
