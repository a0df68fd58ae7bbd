"""From tables to changes of source files: everything that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError
from travaux.sheets import kinds
from travaux.sheets.cells import items, literal
from travaux.sheets.entries import Entry, read
from travaux.sheets.model import RECORD, Cell, Problem, Table
from travaux.sheets.naming import Namer, Told
from travaux.sheets.placing import Place
from travaux.sheets.resolving import Names
from travaux.sheets.terms import Column, Property, Terms
from travaux.sheets.twins import Twins
from travaux.vocabulary import (
    ATTESTATION,
    ATTRIBUTION_STEP,
    END_CHAR,
    EVIDENCE,
    HAS_STEP,
    IDENTIFIER,
    IN_SOURCE,
    NEWS_ARTICLE,
    PARAGRAPH,
    PASSAGE,
    SHA256,
    START_CHAR,
    TYPE,
    XSD_INTEGER,
)
from travaux.workspace import Workspace

_RECORD = Property(HAS_STEP, RECORD, True, "", (frozenset((ATTESTATION,)),), "")


class Taken(NamedTuple):
    """What tables say: rows by source, and all that is wrong with them."""

    entries: dict[str, list[Entry]]
    problems: list[Problem]
    #: Whether what is well can be validated in spite of the problems.
    stands: bool


class Intake:
    """Tables on their way into a workspace; `digest` is that of the file of the text."""

    def __init__(
        self,
        engine: OxigraphEngine,
        workspace: Workspace,
        told: Told,
        digest: str | None = None,
    ) -> None:
        self._engine, self._terms = engine, Terms(engine, workspace)
        self._names = Names(engine, workspace, self._terms)
        self._told, self._digest, self._base = told, digest, workspace.base
        self._problems: list[Problem] = []
        self._namer = Namer(self._base, self._terms, self._names, told, self._problems)

    def take(self, tables: Sequence[Table]) -> Taken:
        """Read all rows."""
        entries = read(tables, self._terms, self._problems)
        if not entries and not self._problems:
            remedy = "Fill in rows below the headings."
            self._problems.append(Problem("", 0, 0, "", "there is nothing to add", remedy))
        self._namer.name(entries)
        twins = Twins(self._engine)
        found: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.iri:
                self._say(entry)
                self._problems += twins.of(entry)
                found.setdefault(entry.source, []).append(entry)
        lacking = [each for each in found if not self._has_article(each, found[each])]
        order = {table.name: at for at, table in enumerate(tables)}
        self._problems.sort(key=lambda p: (order.get(p.sheet, -1), p.row, p.column))
        return Taken(found, self._problems, not lacking)

    def _has_article(self, source: str, entries: list[Entry]) -> bool:
        if any(each.kind == NEWS_ARTICLE for each in entries):
            return True
        if self._names.home(f"{self._base}source/{source}"):
            return True
        sheet = next(name for name, kind in self._terms.sheets.items() if kind == NEWS_ARTICLE)
        if not any(each.sheet == sheet for each in self._problems):
            remedy = "Describe it in a row of this sheet: label, published, publishedBasis, sha256."
            what = f"the source {source} is new, and nothing is told of it"
            self._problems.append(Problem(sheet, 0, 0, "", what, remedy))
        return False

    # Triples ----------------------------------------------------------------------------------
    def _say(self, entry: Entry) -> None:
        """What a row says, as triples."""
        subject = NamedNode(entry.iri)
        for kind in entry.types:
            entry.triples.append(Triple(subject, NamedNode(TYPE), NamedNode(kind)))
        for number, column, cell in entry.cells:
            entry.triples += self._cell(entry, number, column, cell)
        self._imply(entry)

    def _cell(self, entry: Entry, number: int, column: Column, cell: Cell) -> list[Triple]:
        subject, predicate = NamedNode(entry.iri), NamedNode(column.property.iri)
        if not column.is_node:
            try:
                return [Triple(subject, predicate, literal(cell.text, column))]
            except TravauxError as error:
                self._problems.append(entry.told(error, number))
                return []
        values = self._resolved(entry, number, cell.text, column.property)
        return [Triple(subject, predicate, value) for value in values]

    def _resolved(self, entry: Entry, number: int, text: str, prop: Property) -> list[NamedNode]:
        found = []
        for each in items(text):
            try:
                found.append(self._names.resolve(each, prop, entry.source))
            except TravauxError as error:
                self._problems.append(entry.told(error, number))
        return found

    def _imply(self, entry: Entry) -> None:
        """What follows from where a row stands."""
        article = NamedNode(f"{self._base}source/{entry.source}")
        said = {each.predicate.value for each in entry.triples}
        if entry.kind not in kinds.SOURCELESS and IN_SOURCE not in said:
            entry.triples.append(Triple(NamedNode(entry.iri), NamedNode(IN_SOURCE), article))
        if entry.kind == ATTRIBUTION_STEP:
            self._step(entry)
        if entry.kind == NEWS_ARTICLE:
            self._article(entry, said)
        place = self._namer.places.get(id(entry))
        if place and entry.kind == PASSAGE:
            entry.triples += _missing(NamedNode(entry.iri), place, said)
        elif place:
            passage = NamedNode(place.iri(self._base, entry.source))
            entry.triples.append(Triple(NamedNode(entry.iri), NamedNode(EVIDENCE), passage))
            entry.triples.append(Triple(passage, NamedNode(TYPE), NamedNode(PASSAGE)))
            entry.triples.append(Triple(passage, NamedNode(IN_SOURCE), article))
            entry.triples += _missing(passage, place, set())

    def _step(self, entry: Entry) -> None:
        number, text = entry.own.get(RECORD, (0, ""))
        if not text.strip():
            remedy = "Name the record that came by this step."
            self._problems.append(entry.problem("the row names no record", remedy))
        for record in self._resolved(entry, number, text, _RECORD):
            entry.triples.append(Triple(record, NamedNode(HAS_STEP), NamedNode(entry.iri)))

    def _article(self, entry: Entry, said: set[str]) -> None:
        """The short name and the digest of a source follow from its name and its text."""
        subject = NamedNode(entry.iri)
        if IDENTIFIER not in said:
            name = Literal(entry.source)
            entry.triples.append(Triple(subject, NamedNode(IDENTIFIER), name))
        column, written = entry.under(SHA256)
        if self._digest and written and written != self._digest:
            remedy = "Empty the cell, or name the right file with --text."
            problem = entry.problem("is not the digest of the text", remedy, column)
            self._problems.append(problem)
        elif self._digest and SHA256 not in said:
            entry.triples.append(Triple(subject, NamedNode(SHA256), Literal(self._digest)))
        elif SHA256 not in said:
            remedy = "Give --text FILE, or write the SHA-256 of the file under sha256."
            self._problems.append(entry.problem("the text has no digest", remedy))


def _missing(passage: NamedNode, place: Place, said: set[str]) -> list[Triple]:
    """What a place tells of a passage and its row does not."""
    found = []
    for iri, number in ((PARAGRAPH, place.paragraph), (START_CHAR, place.start),
                        (END_CHAR, place.end)):  # fmt: skip
        value = Literal(str(number), datatype=NamedNode(XSD_INTEGER))
        found.append(Triple(passage, NamedNode(iri), value))
    found.append(Triple(passage, NamedNode(SHA256), Literal(place.sha256)))
    return [each for each in found if each.predicate.value not in said]
