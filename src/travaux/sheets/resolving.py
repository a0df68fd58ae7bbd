"""From a name in a cell to the thing that is meant: a row, or what the workspace knows."""

from __future__ import annotations

from pyoxigraph import NamedNode

from travaux import names
from travaux.class_names import members
from travaux.engine import OxigraphEngine
from travaux.errors import AmbiguousName, BadParameter, TravauxError, UnknownName
from travaux.names import Candidate, fold
from travaux.sheets.entries import Entry
from travaux.sheets.terms import Property, Terms, local
from travaux.spelling import curie, nearest
from travaux.vocabulary import IN_SCHEME, LABEL
from travaux.workspace import INFERRED, Workspace

#: Near names are looked for so many times only; looking takes long.
MOST_SUGGESTIONS = 50


class Names:
    """All that a cell may name."""

    def __init__(self, engine: OxigraphEngine, workspace: Workspace, terms: Terms) -> None:
        self._engine, self._terms = engine, terms
        self._homes = self._sources(workspace)
        others = (each.stem for each in workspace.graph_files() if each.layer != "source")
        #: Names that no source can have, for they name another graph.
        self.reserved = frozenset((*others, INFERRED))
        self._rows: dict[tuple[str, str], list[Entry]] = {}
        self._kept: dict[Property, frozenset[str] | None] = {}
        self._known: dict[tuple[str, str, str], NamedNode | TravauxError] = {}
        self._looked = 0

    def _sources(self, workspace: Workspace) -> dict[str, str]:
        """What each source file describes, with that source."""
        store = self._engine.store
        return {
            quad.subject.value: file.stem
            for file in workspace.graph_files()
            if file.layer == "source"
            for quad in store.quads_for_pattern(None, None, None, NamedNode(file.iri))
            if isinstance(quad.subject, NamedNode)
        }

    def home(self, iri: str) -> str:
        """The source whose file describes a thing already; "" if none does."""
        return self._homes.get(iri, "")

    def add(self, entry: Entry, *handles: str) -> None:
        """Let a row be known by these, by its IRI and by its labels."""
        short = curie(entry.iri, self._terms.prefixes)
        labels = [cell.text for _, column, cell in entry.cells if column.property.iri == LABEL]
        for each in {*handles, entry.iri, short, *(fold(label) for label in labels)} - {""}:
            self._rows.setdefault((entry.source, each), []).append(entry)

    def resolve(self, text: str, prop: Property, source: str) -> NamedNode:
        """The one thing that a text means as a value of a property, said in a source.

        Raises AmbiguousName, UnknownName with near names, BadParameter for what does not fit.
        """
        rows = self._rows.get((source, text), [])
        if rows:
            return self._row(rows, text, prop)
        key = (text, prop.iri, source)
        if key not in self._known:
            try:
                self._known[key] = self._found(text, prop, source)
            except TravauxError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, TravauxError):
            raise found
        return found

    def _row(self, rows: list[Entry], text: str, prop: Property) -> NamedNode:
        fitting = {each.iri for each in rows if self._fits(each, prop)}
        if len(fitting) == 1:
            return NamedNode(fitting.pop())
        if fitting:
            places = "\n".join(f"  {each.sheet}, row {each.row}" for each in rows)
            raise AmbiguousName(f"{text!r} may mean {len(fitting)} rows", hint=places)
        raise self._unfit(text, rows[0].kind, prop)

    def _fits(self, entry: Entry, prop: Property) -> bool:
        above = {each for kind in entry.types for each in self._terms.above(kind)}
        return all(above & asked for asked in prop.takes)

    def _found(self, text: str, prop: Property, source: str) -> NamedNode:
        iri = self._terms.expanded(text)
        if iri:
            return self._named(text, iri, prop, source)
        rows = [each for each in self._rows.get((source, fold(text)), []) if self._fits(each, prop)]
        if rows:
            return self._row(rows, text, prop)

        def keep(node: NamedNode) -> bool:
            return self._is_kept(node.value, prop) and self.home(node.value) in ("", source)

        found = names.find(text, self._engine, keep)
        if len(found) == 1:
            return found[0].node
        if found:
            raise self._ambiguous(text, found)
        raise self._unknown(text, prop, keep)

    def _named(self, text: str, iri: str, prop: Property, source: str) -> NamedNode:
        """The thing with an IRI, if it is there, fits, and is no other source's."""
        if not any(self._engine.quads(NamedNode(iri))):
            raise self._unknown(text, prop, None)
        if self.home(iri) not in ("", source):
            hint = "A source points into itself and graph/reference.ttl only."
            raise BadParameter(f"{text} belongs to the source {self.home(iri)}", hint=hint)
        if not self._is_kept(iri, prop):
            kinds = names.classes(NamedNode(iri), self._engine)
            raise self._unfit(text, kinds[0].value if kinds else "", prop)
        return NamedNode(iri)

    def _is_kept(self, iri: str, prop: Property) -> bool:
        if prop not in self._kept:
            sets = [
                frozenset(node for kind in asked for node in self._members(kind))
                for asked in prop.takes
            ]
            self._kept[prop] = frozenset.intersection(*sets) if sets else None
        kept = self._kept[prop]
        return kept is None or iri in kept

    def _members(self, kind: str) -> set[str]:
        """What is of a class, or in a scheme."""
        node = NamedNode(kind)
        within = self._engine.quads(None, NamedNode(IN_SCHEME), node)
        found = {quad.subject.value for quad in within if isinstance(quad.subject, NamedNode)}
        return found | {each.value for each in members(node, self._engine)}

    def taken(self, prop: Property) -> str:
        """What a property takes, in words."""
        asked = sorted({each for some in prop.takes for each in some})
        return " or ".join(self._engine.label(each) or local(each) for each in asked)

    def _unfit(self, text: str, kind: str, prop: Property) -> BadParameter:
        told = (self._engine.label(kind) if kind else "") or local(kind) or "of no kind"
        hint = f"{prop.heading} takes: {self.taken(prop)}."
        return BadParameter(f"{text!r} is: {told}", hint=hint)

    def _ambiguous(self, text: str, found: list[Candidate]) -> AmbiguousName:
        hint = names.listing(found) + "\nName one of them, best as written in the middle."
        return AmbiguousName(f"{text!r} may mean {len(found)} things", hint=hint)

    def _unknown(self, text: str, prop: Property, keep: names.Keep | None) -> UnknownName:
        hint, asked = "", {each for some in prop.takes for each in some}
        listed = self._listed(asked)
        if listed:
            near = nearest(text[:80], listed)
            meant = f"Did you mean {near}? " if near else ""
            hint = f"{meant}Take one of: {', '.join(listed)}."
            return UnknownName(f"nothing is called {text[:80]!r} here", hint=hint)
        if keep and self._looked < MOST_SUGGESTIONS and len(text) < 100:
            self._looked += 1
            hint = names.unknown(text, self._engine, keep=keep).hint + "\n"
        sheets = [
            name for name, kind in self._terms.sheets.items() if self._terms.above(kind) & asked
        ]
        where = f"give it a row on the sheet {' or '.join(sheets[:3])}" if sheets else ""
        known = "" if sheets and len(asked) == 1 else "describe it in graph/reference.ttl"
        remedy = " or ".join(filter(None, (where, known)))
        remedy = f"Else {remedy}." if hint else f"{remedy[:1].upper()}{remedy[1:]}."
        return UnknownName(f"nothing is called {text[:80]!r}", hint=hint + remedy)

    def _listed(self, asked: set[str]) -> list[str]:
        """The concepts of the schemes that are asked for."""
        found: set[str] = set()
        for each in asked:
            quads = self._engine.quads(None, NamedNode(IN_SCHEME), NamedNode(each))
            found |= {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted(curie(each, self._terms.prefixes) for each in found)
