"""One parsed file of a workspace: its triples as they stand, and the lines they stand on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from travaux import nameless
from travaux.errors import TravauxError
from travaux.turtle_text import Places, name_of, parse
from travaux.vocabulary import TYPE
from travaux.workspace import GraphFile

if TYPE_CHECKING:
    from pyoxigraph import Triple


class Part:
    """One file: its text, its triples, and the lines on which they stand."""

    def __init__(self, file: GraphFile, name: str, text: str) -> None:
        self.file = file
        self.name = name
        self.text = text
        triples, self.prefixes = parse(self.text, self.name, rename_blank_nodes=False)
        self.triples = nameless.labelled(triples, text, file.iri)
        self._canonical: dict[tuple[tuple[str, str], ...], bool] = {}

    @cached_property
    def places(self) -> Places:
        """Lines by triple; read only when something is wrong."""
        return Places(self.text)

    def line(self, entity: str, predicate: str = "", value: str = "") -> int:
        """The triple's line, else its subject's, else where one of the three stands; 0 if none."""
        places = self.places
        node = self.nameless.get(entity)
        if node:
            return node.line(places, predicate, value)
        line = places.line(entity, predicate, value) or places.mention(entity)
        return line or places.mention(value) or places.mention(predicate) or 0

    def is_canonical(self, prefixes: Mapping[str, str]) -> bool:
        """Whether the file stands as `travaux fmt` writes it; told once, it takes its time."""
        known = tuple(sorted(prefixes.items()))
        if known not in self._canonical:
            self._canonical[known] = self._is_canonical(prefixes)
        return self._canonical[known]

    def _is_canonical(self, prefixes: Mapping[str, str]) -> bool:
        from travaux.fmt import PREFIX_FILE, format_text

        is_list = os.path.basename(self.file.path) == PREFIX_FILE
        try:
            new = format_text(self.text, prefixes, where=self.name, is_list=is_list)
            return new == self.text
        except TravauxError:  # comments, or dates that cannot be read
            return False

    @cached_property
    def _about(self) -> dict[str, list[Triple]]:
        found: dict[str, list[Triple]] = {}
        for triple in self.triples:
            found.setdefault(name_of(triple.subject), []).append(triple)
        return found

    def about(self, subject: str) -> list[Triple]:
        """The triples of a subject, in order; asked once for each finding."""
        return self._about.get(subject, [])

    def says(self, subject: str, predicate: str, value: str) -> bool:
        """Whether the file has this triple, or, where there is no value, this property."""
        return any(
            triple.predicate.value == predicate and (not value or name_of(triple.object) == value)
            for triple in self.about(subject)
        )

    @cached_property
    def links(self) -> list[tuple[Triple, str]]:
        """The triples whose object is an IRI, with it."""
        from pyoxigraph import NamedNode

        found = []
        for triple in self.triples:
            value = triple.object
            if isinstance(value, NamedNode):
                found.append((triple, value.value))
        return found

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """The types that the file gives, by subject."""
        found: dict[str, set[str]] = {}
        for triple in self.triples:
            if triple.predicate.value == TYPE:
                found.setdefault(name_of(triple.subject), set()).add(name_of(triple.object))
        return found

    @cached_property
    def nameless(self) -> dict[str, nameless.Nameless]:
        """The nodes without a name, by the label that each has here."""
        return nameless.read(self.triples, self.file.iri)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Everything the file says something about, blank nodes excepted."""
        from pyoxigraph import NamedNode

        return frozenset(t.subject.value for t in self.triples if isinstance(t.subject, NamedNode))
