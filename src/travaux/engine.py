"""The store: files in, answers out. Derived from the files at every run and thrown away.

The default graph holds the true RDF merge of what the workspace says, so that a triple stated by
three sources counts once; each file also stays readable as a named graph. Oxigraph's own ways of
joining graphs (the union flag, several FROM) count such a triple three times and are never used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from travaux import guard, vocabulary
from travaux.errors import BadQuery, decode, read_bytes, short
from travaux.loading import add_file, read_data
from travaux.workspace import INFERRED, LOAD, Workspace

Term = NamedNode | BlankNode | Literal | Triple
Answer = QuerySolutions | QueryBoolean | QueryTriples

MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
NO_BINDINGS: Mapping[str, Term] = {}
ENGLISH = ("en",)


class Engine(Protocol):
    """What travaux asks of an engine; another one needs these and no more."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that queries may use without declaring them."""

    @property
    def graphs(self) -> Iterable[str]:
        """The IRIs of the named graphs."""

    @property
    def place(self) -> str:
        """What is asked, as messages call it: "the workspace" or "the data"."""

    @property
    def base(self) -> str | None:
        """The IRI against which relative IRIs in a query are resolved."""

    @property
    def inferred(self) -> str:
        """The IRI of the graph of what the rules add."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which names are wanted, the best first; any other comes after them."""

    def query(
        self, text: str, *, bindings: Mapping[str, Term] = NO_BINDINGS, name: str = ""
    ) -> Answer:
        """The answer to a SPARQL query, variables bound beforehand by `bindings`.

        `name` is the file the text stands in, for messages. Raises BadQuery for what does not
        parse, ForbiddenQuery for SERVICE, updates and graphs that are not here.
        """

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[Quad]:
        """What the default graph says with these terms; None stands for any."""

    def label(self, iri: str, lang: str | None = None) -> str | None:
        """What people call the thing: in that language, else in `languages`, else in any."""

    def knows(self, iri: str) -> bool:
        """Whether the IRI stands anywhere, as a term or as a graph."""

    def iris(self) -> set[str]:
        """Every IRI that stands anywhere, datatypes too."""


class OxigraphEngine:
    """One in-memory Oxigraph store; made by `load` or `load_data`."""

    def __init__(
        self,
        store: Store,
        prefixes: Mapping[str, str],
        place: str,
        base: str | None,
        languages: tuple[str, ...] = ENGLISH,
    ) -> None:
        self.store = store
        self.prefixes = prefixes
        self.place = place
        self.base = base
        # As the store writes them; of a workspace's languages the first is preferred.
        self.languages = tuple(dict.fromkeys((languages[0].lower(), *ENGLISH)))
        self.graphs: tuple[str, ...] = ()
        #: Path and content of each rule of the workspace.
        self.rules: tuple[tuple[str, bytes], ...] = ()

    @classmethod
    def load(
        cls,
        workspace: Workspace,
        lang: str | None = None,
        add: Callable[[Store, str, str], None] = add_file,
    ) -> OxigraphEngine:
        """The store of a workspace: every file, the merge, and what the rules of loading add.

        The other rules only run when `infer` is called. `add` puts the file of a path into the
        named graph of an IRI.

        Names come in `lang`, one of the workspace's languages, else in its first. Raises
        BadParameter for another language, BadTurtle for the first file that does not parse,
        BadQuery for a rule, and what `Workspace.graph_files` raises.
        """
        prefixes, languages = workspace.prefixes(), workspace.speaking(lang)
        engine = cls(Store(), prefixes, "the workspace", workspace.base, languages)
        files = workspace.graph_files()
        for file in files:
            if file.merged:
                add(engine.store, file.path, file.iri)
        engine.store.update(MERGE)
        for file in files:
            if not file.merged:
                add(engine.store, file.path, file.iri)
        engine.graphs = tuple(file.iri for file in files)
        engine.rules = tuple((path, read_bytes(path)) for path in workspace.rule_files())
        for path, data in engine.rules:
            if LOAD in data:
                engine.add_rule(path, decode(data, short(path)))
        return engine

    @classmethod
    def load_data(
        cls,
        specs: Iterable[str],
        *,
        base: str | None = None,
        prefixes: Mapping[str, str],
        languages: tuple[str, ...] = ENGLISH,
    ) -> OxigraphEngine:
        """The store of files named on the command line, `FILE` or `IRI=FILE`.

        A FILE goes to the default graph, `IRI=FILE` to that named graph only. Prefixes that
        stand at the head of a Turtle or TriG file are bound too. Raises FileProblem, BadData.
        """
        engine = cls(Store(), {}, "the data", base, languages)
        bound = dict(prefixes)
        for spec in specs:
            bound.update(read_data(engine.store, spec, base))
        engine.prefixes = bound
        names = engine.store.named_graphs()
        engine.graphs = tuple(sorted(g.value for g in names if isinstance(g, NamedNode)))
        return engine

    @property
    def inferred(self) -> str:
        """The IRI of the graph in which `infer` puts what the rules add."""
        return f"{self.base or ''}graph/{INFERRED}"

    def infer(self) -> None:
        """Add what the workspace's rules give, to the default graph and to the graph `inferred`.

        Raises BadQuery for a rule that cannot be run or comes to no end.
        """
        from travaux.inference import infer

        infer(self)

    def add_rule(self, path: str, text: str) -> None:
        """Run a CONSTRUCT rule and add what it gives to the default graph."""
        found = self.query(text, name=path)
        if not isinstance(found, QueryTriples):
            raise BadQuery("a rule must be a CONSTRUCT query", where=short(path))
        self.store.extend([Quad(each.subject, each.predicate, each.object) for each in found])

    def query(
        self, text: str, *, bindings: Mapping[str, Term] = NO_BINDINGS, name: str = ""
    ) -> Answer:
        """See Engine.query."""
        asked, dataset = guard.prepare(text, self, name)
        store = self._scratch(dataset) if dataset else self.store
        values = {Variable(key): value for key, value in bindings.items()}
        try:
            return store.query(
                asked, base_iri=self.base, prefixes=dict(self.prefixes), substitutions=values
            )
        except SyntaxError as error:
            raise guard.explain(text, self, name, error) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise BadQuery(f"cannot be evaluated: {error}", where=short(name)) from None

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[Quad]:
        """See Engine.quads."""
        return self.store.quads_for_pattern(subject, predicate, object, _DEFAULT)

    def label(self, iri: str, lang: str | None = None) -> str | None:
        """See Engine.label."""
        node = NamedNode(iri)
        wanted = (lang.lower(), *self.languages) if lang else self.languages
        best: tuple[int, str] | None = None
        for predicate in _LABELS:
            for quad in self.store.quads_for_pattern(node, predicate, None, None):
                if isinstance(quad.object, Literal):
                    tag = quad.object.language
                    rank = wanted.index(tag) if tag in wanted else len(wanted)
                    if best is None or (rank, quad.object.value) < best:
                        best = rank, quad.object.value
            if best and not best[0]:
                break
        return best[1] if best else None

    def knows(self, iri: str) -> bool:
        """See Engine.knows."""
        node, find = NamedNode(iri), self.store.quads_for_pattern
        found = (
            find(node, None, None),
            find(None, node, None),
            find(None, None, node),
            find(None, None, None, node),
        )
        return iri in self.graphs or any(next(quads, None) is not None for quads in found)

    def iris(self) -> set[str]:
        """See Engine.iris."""
        found = set(self.graphs)
        for quad in self.store:
            for term in (quad.subject, quad.predicate, quad.object):
                if isinstance(term, NamedNode):
                    found.add(term.value)
                elif isinstance(term, Literal):
                    found.add(term.datatype.value)
        return found

    def _scratch(self, dataset: guard.Dataset) -> Store:
        """A store whose default graph is the merge of the FROM graphs, as the standard says."""
        scratch = Store()
        for iri in dataset.merged:
            quads = self.store.quads_for_pattern(None, None, None, NamedNode(iri))
            scratch.extend([Quad(q.subject, q.predicate, q.object, _DEFAULT) for q in quads])
        for iri in dataset.named:
            scratch.extend(self.store.quads_for_pattern(None, None, None, NamedNode(iri)))
        return scratch


_DEFAULT = DefaultGraph()
_LABELS = (NamedNode(vocabulary.LABEL), NamedNode(vocabulary.PREF_LABEL))
