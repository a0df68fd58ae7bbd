"""What was changed and is not yet saved: the files of a workspace with other content.

The files are the truth. A file that is changed is held here as a set of triples; a workspace whose
files are these is what the engine loads, what `validate` checks and what is saved.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Quad, Store, Triple

from travaux.errors import FileProblem, TravauxError, read_bytes, short
from travaux.loading import add_file
from travaux.workspace import GraphFile, Workspace, open_at

if TYPE_CHECKING:
    from travaux.corpus import Finding
    from travaux.validate import Report

#: Folders of the graph whose files can be changed, by the layer that they hold.
_FOLDERS = {
    os.path.join("graph", "sources"): "source",
    "graph": "reference",
    "ontology": "ontology",
}


class Change(NamedTuple):
    """Triples to add to a file and to take from it; `path` is relative to the workspace."""

    path: str
    add: Sequence[Triple] = ()
    remove: Sequence[Triple] = ()


class DoesNotConform(TravauxError):
    """What was to be taken in breaks the rules; `findings` are the new errors."""

    def __init__(self, report: Report, findings: Sequence[Finding]) -> None:
        told = [f"{each.rule}: {each.label or each.entity}: {each.problem}" for each in findings]
        more = [f"and {len(told) - 5} more"] if len(told) > 5 else []
        super().__init__(
            "this does not conform; nothing was changed", hint="\n".join(told[:5] + more)
        )
        self.report = report
        self.findings = tuple(findings)


class Overlaid(Workspace):
    """A workspace with files that are not written yet."""

    fresh: tuple[GraphFile, ...] = ()

    def graph_files(self, faults: list[object] | None = None) -> list[GraphFile]:  # type: ignore[override]
        """The files that are there, and those that are not yet."""
        there = super().graph_files(faults)  # type: ignore[arg-type]
        known = {each.iri for each in there}
        return [*there, *(each for each in self.fresh if each.iri not in known)]


class Pending:
    """The changed files of one workspace: their triples, and what they were read from."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._files: dict[str, GraphFile] = {}
        self._triples: dict[str, frozenset[Triple]] = {}
        self._read: dict[str, str] = {}  # digest of the file when its triples were read
        self._originals: dict[str, frozenset[Triple]] = {}
        self._texts: dict[frozenset[Triple], str] = {}  # written and proved, by what they say

    def __bool__(self) -> bool:
        return bool(self._triples)

    @property
    def workspace(self) -> Workspace:
        """The workspace as it would be, its new files included."""
        found = Overlaid(*self._workspace)
        found.fresh = tuple(self._files.values())
        return found

    @property
    def files(self) -> list[GraphFile]:
        """The changed files, by path."""
        return sorted(self._files.values(), key=lambda each: each.path)

    def file(self, path: str) -> GraphFile:
        """The file at a path relative to the workspace, there or not yet.

        Raises FileProblem for a path that is no Turtle file of the workspace's own graph.
        """
        folder, name = os.path.split(os.path.normpath(path))
        stem, ending = os.path.splitext(name)
        if folder not in _FOLDERS or ending != ".ttl":
            raise FileProblem(
                "is no file of a workspace's graph",
                where=path,
                hint="Such are graph/reference.ttl, graph/analysis.ttl, graph/sources/<name>.ttl.",
            )
        whole = self._workspace.path(folder, name)
        for each in self.workspace.graph_files():
            if each.path == whole:
                return each
        layer = "analysis" if (folder, stem) == ("graph", "analysis") else _FOLDERS[folder]
        return GraphFile(whole, f"{self._workspace.base}graph/{stem}", layer)

    def triples(self, file: GraphFile) -> frozenset[Triple]:
        """What a file says now, changes included."""
        if file.iri in self._triples:
            return self._triples[file.iri]
        return self.original(file)

    def original(self, file: GraphFile) -> frozenset[Triple]:
        """What a file said when it was first read; read again, its blank nodes would be others."""
        if file.iri not in self._originals:
            self._read[file.iri] = digest(file.path)
            self._originals[file.iri] = original(file)
        return self._originals[file.iri]

    def put(self, file: GraphFile, triples: Iterable[Triple]) -> None:
        """Let a file say this and nothing else; what it says already is no change."""
        wanted = frozenset(triples)
        if wanted == self.original(file):
            self._files.pop(file.iri, None)
            self._triples.pop(file.iri, None)
        else:
            self._files[file.iri] = file
            self._triples[file.iri] = wanted

    def copy(self) -> Pending:
        """The same changes, to be gone on with apart."""
        made = Pending(self._workspace)
        made._files, made._triples = dict(self._files), dict(self._triples)
        made._read, made._originals = dict(self._read), dict(self._originals)
        made._texts = dict(self._texts)
        return made

    def forget(self) -> None:
        """Change nothing after all."""
        self._files.clear()
        self._triples.clear()
        self._read.clear()
        self._originals.clear()
        self._texts.clear()

    def changed(self) -> Iterator[tuple[GraphFile, frozenset[Triple], frozenset[Triple]]]:
        """Each changed file with what is added to it and what is taken from it."""
        for file in self.files:
            was, now = self.original(file), self._triples[file.iri]
            yield file, now - was, was - now

    def add(self, store: Store, path: str, graph: str) -> None:
        """Load a file of this workspace into a store, as it would be."""
        if graph not in self._triples:
            add_file(store, path, graph)
            return
        name = NamedNode(graph)
        store.extend([Quad(t.subject, t.predicate, t.object, name) for t in self._triples[graph]])

    def texts(self) -> dict[str, str]:
        """The canonical text of each changed file, by path; empty for one that says nothing more.

        Raises BadDate and whatever else `travaux fmt` raises.
        """
        return {file.path: self._text(self._triples[file.iri], file.path) for file in self.files}

    def _text(self, triples: frozenset[Triple], path: str) -> str:
        """Written once: what was checked is what is saved."""
        if triples and triples not in self._texts:
            from travaux.fmt import prove, with_days
            from travaux.turtle import write

            wanted = with_days(triples, where=short(path))
            text = write(wanted, self._workspace.prefixes(), keep_prefixes=False)
            prove(text, wanted, short(path))
            self._texts[triples] = text
        return self._texts[triples] if triples else ""

    def contents(self) -> tuple[dict[str, frozenset[Triple]], dict[str, frozenset[Triple]]]:
        """The changed files by path in the workspace: what they said, and what would be saved."""
        from travaux.fmt import with_days

        before, after, root = {}, {}, self._workspace.path("")
        for file in self.files:
            path, now = file.path.removeprefix(root), self._triples[file.iri]
            before[path], after[path] = self.original(file), now
            with suppress(TravauxError):  # a date that cannot be: `check` tells of it
                after[path] = frozenset(with_days(now, where=short(file.path)))
        return before, after

    def stale(self) -> list[str]:
        """The changed files that somebody else has changed on disk since they were read."""
        return [
            file.path for file in self.files if digest(file.path) != self._read.get(file.iri, "")
        ]


def original(file: GraphFile) -> frozenset[Triple]:
    """What a file says on disk, literals as they are written; nothing if it is not there."""
    if not os.path.lexists(file.path):
        return frozenset()
    from travaux.turtle_text import parse

    text = read_bytes(file.path).decode("utf-8", "replace")
    return frozenset(parse(text, short(file.path))[0]) if text.strip() else frozenset()


def digest(path: str) -> str:
    """SHA-256 of a file; empty if there is none."""
    return sha256(read_bytes(path)).hexdigest() if os.path.lexists(path) else ""


@contextmanager
def written(pending: Pending) -> Iterator[Workspace]:
    """The workspace as it would be, in a folder of its own that is gone afterwards."""
    root = pending.workspace.root
    with tempfile.TemporaryDirectory(prefix="travaux-") as scratch:
        for name in ("travaux.toml", "ontology", "graph", "queries"):
            place = os.path.join(root, name)
            if os.path.isdir(place):
                shutil.copytree(place, os.path.join(scratch, name))
            elif os.path.isfile(place):
                shutil.copy(place, os.path.join(scratch, name))
        for path, text in pending.texts().items():
            target = os.path.join(scratch, os.path.relpath(path, root))
            put(target, text)
        yield open_at(scratch)


def put(path: str, text: str) -> None:
    """Write a file, or remove it if there is nothing to say."""
    if not text:
        if os.path.lexists(path):
            os.unlink(path)
        return
    from travaux.files import replace

    os.makedirs(os.path.dirname(path), exist_ok=True)
    replace(path, text)


def checked(before: Pending, after: Pending) -> Report:
    """Validate what would be; raise DoesNotConform for errors that are not there already."""
    from travaux.severity import ERROR
    from travaux.validate import validate

    with written(after) as space:
        report = validate(space)
        if report.unread:
            raise report.unread[0]
        errors = [each for each in report.findings if each.severity == ERROR]
        if not errors:
            return report
    with written(before) as space:
        old = {_what(each) for each in validate(space).findings}
    new = [each for each in errors if _what(each) not in old]
    if new:
        raise DoesNotConform(report, new)
    return report


def _what(finding: Finding) -> tuple[str, ...]:
    """A finding without its line, which any change above moves."""
    return finding.rule, finding.entity, finding.problem
