"""A workspace is a folder with travaux.toml, ontology/, graph/ and queries/; this finds it.

One file is one named graph, `<base>graph/<stem>`. A workspace without an ontology of its own uses
the built-in one, and may lay its own terms beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from travaux import settings
from travaux.errors import (
    BadParameter,
    BadWorkspace,
    DuplicateStem,
    WorkspaceNotFound,
    short,
)
from travaux.folders import Fault, inside, listed, regular, tell
from travaux.vocabulary import ONTOLOGY_TAILS

MARKER = "travaux.toml"
VARIABLE = "TRAVAUX_WORKSPACE"
CHECKS = os.path.join("queries", "checks")
#: The stem that names the graph of what the rules add, which is no file.
INFERRED = "inferred"
#: In the header of a rule that runs at every load.
LOAD = b"#+ load: true"


class GraphFile(NamedTuple):
    """One Turtle file and the named graph it becomes."""

    path: str
    iri: str
    layer: str  # ontology, shapes, alignments, reference, analysis or source

    @property
    def stem(self) -> str:
        """The file's name without .ttl; for a source, its short name."""
        return os.path.basename(self.path)[:-4]

    @property
    def merged(self) -> bool:
        """Whether the default graph holds this file's triples too."""
        return self.layer not in ("shapes", "alignments")


class Workspace(NamedTuple):
    """A folder of files; nothing is read before it is asked for."""

    root: str
    title: str
    base: str
    languages: tuple[str, ...]

    def path(self, *parts: str) -> str:
        """A path inside the workspace."""
        return os.path.join(self.root, *parts)

    def speaking(self, lang: str | None) -> tuple[str, ...]:
        """The languages of names, `lang` first. Raises BadParameter if it is not one of ours."""
        if lang is None:
            return self.languages
        if lang.lower() not in (each.lower() for each in self.languages):
            raise BadParameter(
                f"no names in {lang!r} here",
                where="--lang",
                hint=f"Known: {', '.join(self.languages)} (languages in travaux.toml).",
            )
        return (lang.lower(), *self.languages)

    @property
    def ontology_root(self) -> str | None:
        """The folder whose ontology is used: None if it is this workspace's own."""
        # whatever is wrong with that file, another one is not meant
        if os.path.lexists(self.path("ontology", "ontology.ttl")):
            return None
        root = builtin_root()
        return None if os.path.realpath(root) == os.path.realpath(self.root) else root

    def graph_files(self, faults: list[Fault] | None = None) -> list[GraphFile]:
        """Every Turtle file with its graph, ontology first.

        Raises DuplicateStem, BadWorkspace for a name that is not `[a-z0-9-]+`, and FileProblem
        for a folder named like a file or a link that leads out of the workspace. With ``faults``
        the errors are added to that list, by layer, and the other files are given.
        """
        found: list[GraphFile] = []
        borrowed = self.ontology_root
        if borrowed:
            found += _graphs(open_at(borrowed), "ontology", "ontology", faults)
        found += _graphs(self, "ontology", "ontology", faults)
        found += _graphs(self, "graph", "reference", faults)
        found += _graphs(self, os.path.join("graph", "sources"), "source", faults)
        seen: dict[str, GraphFile] = {}
        for file in found:
            error = _clash(file, seen.get(file.iri))
            if error:
                tell(faults, file.layer, error)
            else:
                seen[file.iri] = file
        return [*seen.values()]

    def question_files(self, faults: list[Fault] | None = None) -> dict[str, str]:
        """The named questions: name to path of the .rq file, by name."""
        return dict(listed(self.root, "queries", ".rq", faults))

    def list_files(self) -> dict[str, str]:
        """The lists beside the graph, such as coverage.csv: name to path, by name."""
        return dict(listed(self.root, "graph", ".csv"))

    def _layers(self) -> list[Workspace]:
        """The workspace whose ontology is borrowed, if one is, then this one."""
        return [open_at(self.ontology_root), self] if self.ontology_root else [self]

    def rule_files(self, faults: list[Fault] | None = None) -> list[str]:
        """The CONSTRUCT rules: the ontology's, then the workspace's own."""
        folder = os.path.join("ontology", "rules")
        layers = self._layers()
        return [path for each in layers for _, path in listed(each.root, folder, ".rq", faults)]

    def check_files(self, faults: list[Fault] | None = None) -> dict[str, str]:
        """The check queries: rule to path; those of the ontology, then the workspace's own."""
        found = [listed(space.root, CHECKS, ".rq", faults) for space in self._layers()]
        return dict(each for files in found for each in files)

    def profile_files(self) -> list[str]:
        """Where severities stand: beside the ontology's checks, then beside the workspace's own."""
        found = [dict(listed(space.root, CHECKS, ".tsv")) for space in self._layers()]
        return [files["profile"] for files in found if "profile" in files]

    def prefixes(self) -> dict[str, str]:
        """The one list of prefixes: prefixes.ttl of the ontology, then the workspace's own.

        The borrowed prefixes of things (ent: and the like) stand for the things of this base.
        Raises BadTurtle, and FileProblem for a link that leads out of the workspace.
        """
        found: dict[str, str] = {}
        for root in filter(None, (self.ontology_root, self.root)):
            path = os.path.join(root, "ontology", "prefixes.ttl")
            if os.path.lexists(path):
                from travaux.loading import prefixes_of

                inside(root, path)
                regular(path)
                own = prefixes_of(path)
                found.update(own if root == self.root else self._rebased(own, root))
        return found

    def _rebased(self, prefixes: dict[str, str], root: str) -> dict[str, str]:
        """Prefixes of a borrowed ontology: its own terms stay, its things become ours."""
        theirs = open_at(root).base
        terms = tuple(theirs + tail for tail in ONTOLOGY_TAILS)
        return {
            key: self.base + iri[len(theirs) :]
            if iri.startswith(theirs) and not iri.startswith(terms)
            else iri
            for key, iri in prefixes.items()
        }


def find(explicit: str | None = None) -> Workspace:
    """The workspace meant: the folder given, TRAVAUX_WORKSPACE, the nearest upward, the built-in.

    Raises WorkspaceNotFound if a folder is named and is not a workspace, BadWorkspace if its
    travaux.toml is malformed.
    """
    if explicit is not None:
        return open_at(explicit, "--workspace")
    named = os.environ.get(VARIABLE)
    if named:
        return open_at(named, VARIABLE)
    return open_at(_upward() or builtin_root())


def builtin_root() -> str:
    """The folder of the built-in workspace: beside this module, else the checkout's root."""
    here = os.path.dirname(os.path.abspath(__file__))
    packed = os.path.join(here, "builtin")
    if os.path.isfile(os.path.join(packed, MARKER)):
        return packed
    checkout = os.path.dirname(os.path.dirname(here))
    if os.path.isfile(os.path.join(checkout, MARKER)):
        return checkout
    raise WorkspaceNotFound(
        "this installation lacks its built-in workspace",
        where=short(packed),
        hint="Install travaux again, or name a workspace with --workspace DIR.",
    )


def open_at(root: str, named_by: str = "") -> Workspace:
    """The workspace in the folder `root`; raises as `find`."""
    by = f" (from {named_by})" if named_by else ""
    if not os.path.isdir(root):
        what = "is a file, not a folder" if os.path.exists(root) else "no such folder"
        raise WorkspaceNotFound(what + by, where=short(root) or "''")
    marker = os.path.join(root, MARKER)
    if not os.path.isfile(marker):
        raise WorkspaceNotFound(
            f"not a workspace: it has no {MARKER}{by}",
            where=short(root),
            hint=f"A workspace is a folder with {MARKER}, ontology/, graph/ and queries/.",
        )
    inside(root, marker)
    return Workspace(os.path.abspath(root), *settings.read(marker))


def _upward() -> str | None:
    try:
        folder = os.getcwd()
    except OSError:  # the current folder was removed
        return None
    while not os.path.isfile(os.path.join(folder, MARKER)):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def _clash(file: GraphFile, other: GraphFile | None) -> BadWorkspace | None:
    """Why a file cannot make a graph beside another one of the same graph, if there is one."""
    if file.stem == INFERRED:
        what = "is the graph of what the rules add: no file may be called that"
        return BadWorkspace(what, where=short(file.path), hint="Rename the file.")
    if other:
        both = f"{short(other.path)} and {short(file.path)}"
        what = f"two files make one graph <{file.iri}>: {both}"
        return DuplicateStem(what, hint="Rename one of them.")
    return None


def _graphs(
    space: Workspace, folder: str, layer: str, faults: list[Fault] | None
) -> Iterator[GraphFile]:
    own: list[Fault] | None = None if faults is None else []
    for stem, path in listed(space.root, folder, ".ttl", own):
        yield GraphFile(path, f"{space.base}graph/{stem}", _layer(layer, stem))
    if faults is not None:
        faults += [Fault(_layer(layer, each.name), each.error) for each in own or ()]


def _layer(layer: str, stem: str) -> str:
    """The layer of a file in the folder of a layer."""
    if layer == "ontology" and stem.startswith("shapes"):
        return "shapes"
    if (layer, stem) == ("ontology", "alignments"):
        return "alignments"
    return "analysis" if (layer, stem) == ("reference", "analysis") else layer
