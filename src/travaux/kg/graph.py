"""The door for notebooks and programs: a workspace, open for questions and for changes.

    import travaux

    kg = travaux.open()
    kg.query("positions", topic="a name")

Its words are those of the command line, and so are its answers. What is changed stays in memory
until `save`; questions see it at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Triple

from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError, short
from travaux.kg.pending import Change, Pending, checked, put
from travaux.kg.result import Result
from travaux.output import counted
from travaux.workspace import Workspace, find

if TYPE_CHECKING:
    from os import PathLike

    import networkx as nx
    import rdflib

    from travaux.author.block import SourceBlock
    from travaux.kg.dataset import Mirror
    from travaux.kg.difference import Difference
    from travaux.kg.inline import View
    from travaux.kg.owl import GraphOntology
    from travaux.kg.told import Told
    from travaux.validate import Report


class ChangedOnDisk(TravauxError):
    """A file that is to be saved was changed by somebody else since it was read."""


class KnowledgeGraph:
    """One workspace; made by `travaux.open`. Names come in `lang`, else in its first language."""

    def __init__(self, workspace: Workspace, lang: str | None = None) -> None:
        workspace.speaking(lang)
        self._own = workspace
        self._lang = lang
        self._pending = Pending(workspace)
        self._mirror: Mirror | None = None
        self._engines: dict[bool, OxigraphEngine] = {}

    def __repr__(self) -> str:
        sources = sum(file.layer == "source" for file in self.workspace.graph_files())
        changed = f", {len(self._pending.files)} changed" if self._pending else ""
        told = counted(sources, "source")
        return f"<{self._own.title}: {told}{changed}, in {os.path.basename(self._own.root)}>"

    # What is there ----------------------------------------------------------------------------
    @property
    def workspace(self) -> Workspace:
        """The workspace as it would be if it were saved."""
        self._read_back()
        return self._pending.workspace

    @property
    def engine(self) -> OxigraphEngine:
        """The store that is asked: files, changes, their merge, citations; nothing inferred."""
        return self._engine(inferred=False)

    def _engine(self, *, inferred: bool) -> OxigraphEngine:
        self._read_back()
        if inferred not in self._engines:
            engine = self._fresh()
            if inferred:
                engine.infer()
            self._engines[inferred] = engine
        return self._engines[inferred]

    def _fresh(self) -> OxigraphEngine:
        """A store of its own, for whoever changes it."""
        self._read_back()
        return OxigraphEngine.load(self._pending.workspace, self._lang, self._pending.add)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The workspace as an rdflib Dataset: one named graph a file, `<base>graph/<stem>`.

        A change in it shows in the next `query`, `diff` and `save`. The default graph is empty:
        rdflib.Dataset(default_union=True) over the same store asks all graphs together.
        """
        if self._mirror is None:
            from travaux.kg.dataset import Mirror

            self._mirror = Mirror(self._pending)
        return self._mirror.dataset

    def _read_back(self) -> None:
        if self._mirror is not None and self._mirror.read_back(self._pending):
            self._engines.clear()

    def owl(self, source: str | None = None) -> GraphOntology:
        """The workspace as an ontology of owlready2, in a world of its own.

        `with kg.owl("s6") as onto:` takes in what is made and changed in the block, new records
        into the source named; without `with` nothing comes back.
        """
        from travaux.kg.owl import open_ontology

        return open_ontology(self, source)

    # Questions --------------------------------------------------------------------------------
    def query(self, name: str, *, infer: bool = False, **params: object) -> Result:
        """The answer to a named question; parameters as on the command line, without -p.

        Raises UnknownQuestion, BadParameter, UnknownName, AmbiguousName.
        """
        from travaux.binding import bind
        from travaux.queries import load

        question = load(self.workspace, name)
        engine = self._engine(inferred=infer or question.infer)
        bound = bind(question, _given(params), engine)
        return Result(engine, question.text, bound, question.path)

    def sparql(self, text: str, *, infer: bool = False, **params: object) -> Result:
        """The answer to a SPARQL query; prefixes need not be declared, `params` bind variables."""
        from travaux.binding import bind_text

        engine = self._engine(inferred=infer)
        return Result(engine, text, bind_text(text, _given(params), engine))

    def questions(self) -> list[dict[str, str]]:
        """The named questions: name, summary and theme, by theme."""
        from travaux.queries import load_all

        return [
            {"name": each.name, "summary": each.summary, "theme": each.theme}
            for each in load_all(self.workspace)
        ]

    def show(self, name: str) -> Told:
        """The dossier of a thing, or of a paragraph such as s1:11."""
        from travaux.kg.told import dossier

        return dossier(name, self.engine)

    def ledger(self, item: str | None = None, **options: Any) -> Told:
        """Who stands where: options `roles`, `actor`, `day` (as of), `source`, `by`."""
        from travaux.kg.told import ledger

        return ledger(self.workspace, self._fresh(), item, options)

    def timeline(self, **options: str | None) -> Told:
        """What happened, was said, was published, in order of time.

        Options `start`, `end`, `as_of`, `actor`, `clock`.
        """
        from travaux.kg.told import timeline

        return timeline(self.engine, options)

    def view(
        self,
        question: str | None = None,
        *,
        focus: str | None = None,
        depth: int | None = None,
        infer: bool = False,
        height: int = 720,
        **params: object,
    ) -> View:
        """The explorer in the notebook: all, a question's answer, or what is around a thing."""
        from travaux.kg.inline import View
        from travaux.view.drawing import Asked, drawn_from

        asked = Asked(question, _given(params), focus, depth)
        return View(drawn_from(self.workspace, self._fresh(), infer, asked), height)

    def network(
        self, kind: str = "meetings", *, since: str | None = None, until: str | None = None
    ) -> nx.Graph:
        """A networkx graph of `kind` meetings, agreement, documents or everything.

        Each edge has its evidence. With `since` and `until` it is a slice of time, as with
        `travaux network --from --to`.
        """
        from travaux.network.networks import network

        return network(self.engine, kind, since, until)

    # Changes ----------------------------------------------------------------------------------
    def stage(self, changes: Sequence[Change]) -> Report:
        """Take these changes in, if what would be conforms; else nothing changes.

        Raises DoesNotConform with the findings that are new.
        """
        after = self._with(changes)
        report = checked(self._pending, after)
        self._pending = after
        self._engines.clear()
        if self._mirror:
            for file in after.files:
                self._mirror.show(file, after.triples(file))
        return report

    def would(self, changes: Sequence[Change]) -> Report:
        """What `stage` would tell of these changes; nothing is taken in. Raises as `stage`."""
        return checked(self._pending, self._with(changes))

    def _with(self, changes: Sequence[Change]) -> Pending:
        self._read_back()
        after = self._pending.copy()
        for change in changes:
            file = after.file(change.path)
            after.put(file, (after.triples(file) - {*change.remove}) | {*change.add})
        return after

    def source(
        self,
        name: str,
        *,
        text: str | PathLike[str] | None = None,
        extend: bool = False,
        label: object = None,
        **fields: object,
    ) -> SourceBlock:
        """A block in which a text is coded, for a `with` statement; see travaux.author.source."""
        from travaux.author import source

        return source(self, name, text=text, extend=extend, label=label, **fields)

    def check(self) -> Report:
        """Validate the workspace as it would be. Raises DoesNotConform for errors that are new."""
        self._read_back()
        return checked(Pending(self._own), self._pending)

    def changes(self) -> list[Change]:
        """What would be saved, by file."""
        self._read_back()
        root = self._own.path("")
        return [
            Change(file.path.removeprefix(root), _sorted(added), _sorted(removed))
            for file, added, removed in self._pending.changed()
        ]

    def diff(self) -> Difference:
        """What `save` would change: in words, as a patch of Turtle (`turtle()`), as data."""
        from travaux.kg.difference import Content, compare

        self._read_back()
        before, after = self._pending.contents()
        was = OxigraphEngine.load(self._own, self._lang) if self._pending else self.engine
        return compare(Content(before, was), Content(after, self.engine))

    def save(self) -> list[str]:
        """Write the changed files in canonical form, if all of it conforms; their paths.

        Each is written whole or not at all. Raises DoesNotConform, and ChangedOnDisk if somebody
        else has changed one of them since it was read; nothing is written then.
        """
        self._read_back()
        stale = self._pending.stale()
        if stale:
            raise ChangedOnDisk(
                "was changed by somebody else since it was read",
                where=short(stale[0]),
                hint="Open the workspace again, and repeat the changes there.",
            )
        if not self._pending:
            return []
        self.check()
        texts = self._pending.texts()
        for path, text in texts.items():
            put(path, text)
        self._pending.forget()
        return [short(path) for path in texts]

    def discard(self) -> None:
        """Forget all changes."""
        self._read_back()
        self._pending.forget()
        self._mirror = None
        self._engines.clear()


def open_graph(path: str | None = None, lang: str | None = None) -> KnowledgeGraph:
    """See `travaux.open`."""
    return KnowledgeGraph(find(path), lang)


def _given(params: Mapping[str, object]) -> list[str]:
    """Parameters as the command line has them."""
    return [f"{key}={_written(value)}" for key, value in params.items() if value is not None]


def _written(value: object) -> str:
    """A value as it is written after `-p name=`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _sorted(triples: frozenset[Triple]) -> list[Triple]:
    return sorted(triples, key=str)
