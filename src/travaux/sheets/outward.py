"""From the source files of a workspace to tables, nothing lost but what `fmt` writes anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from travaux.engine import OxigraphEngine
from travaux.errors import short
from travaux.fmt import DERIVED
from travaux.kg.pending import original
from travaux.sheets import kinds
from travaux.sheets.model import ID, MOST_CHARACTERS, RECORD, SOURCE, TYPE, NotTabular, Sheet
from travaux.sheets.terms import IRI, LANG_STRING, Property, Terms
from travaux.spelling import curie, natural
from travaux.turtle_text import name_of
from travaux.vocabulary import ATTRIBUTION_STEP, HAS_STEP, IN_SOURCE, NEWS_ARTICLE
from travaux.vocabulary import TYPE as A
from travaux.workspace import GraphFile, Workspace

#: A row: texts by heading, the same heading several times where texts cannot share a cell.
Row: TypeAlias = dict[str, str]
AND = "; "


def attestations(workspace: Workspace, engine: OxigraphEngine | None = None) -> list[Sheet]:
    """What the source files hold, one table a kind, as `travaux add` reads it.

    Passages as offsets and digest; the first and last days of dates are left to `fmt`. Raises
    NotTabular for what has no place in a table, and what loading raises.
    """
    terms = Terms(engine or OxigraphEngine.load(workspace), workspace)
    rows: dict[str, list[Row]] = {}
    for file in workspace.graph_files():
        if file.layer == "source":
            for name, row in _File(file, workspace, terms).rows():
                rows.setdefault(name, []).append(row)
    return [_sheet(name, rows[name], terms) for name in terms.sheets if name in rows]


def _sheet(name: str, rows: list[Row], terms: Terms) -> Sheet:
    """Rows as a table: the columns in the order of the template, those that occur."""
    there = {heading for row in rows for heading in row}
    offered = terms.headings(terms.sheets[name])
    order = [*offered, RECORD, TYPE, *sorted(there, key=natural)]
    headings = tuple(dict.fromkeys(each for each in order if each in there))
    return Sheet(name, headings, tuple(tuple(row.get(h, "") for h in headings) for row in rows))


class _File:
    """One source file on its way into tables."""

    def __init__(self, file: GraphFile, workspace: Workspace, terms: Terms) -> None:
        self._file, self._terms = file, terms
        self._article = f"{workspace.base}source/{file.stem}"
        self._about: dict[str, list[Triple]] = {}
        for triple in original(file):
            if not isinstance(triple.subject, NamedNode):
                raise self._misfit(triple, "a node without a name")
            self._about.setdefault(triple.subject.value, []).append(triple)
        self._records = self._records_of_steps()

    def _records_of_steps(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for triple in (each for own in self._about.values() for each in own):
            step = name_of(triple.object)
            if triple.predicate.value == HAS_STEP and ATTRIBUTION_STEP in self._types(step):
                found.setdefault(step, []).append(name_of(triple.subject))
        return found

    def _types(self, subject: str) -> list[str]:
        own = self._about.get(subject, ())
        return sorted(name_of(each.object) for each in own if each.predicate.value == A)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each thing with the name of its sheet."""
        shorts = {each: curie(each, self._terms.prefixes) for each in self._about}
        for subject in sorted(self._about, key=lambda each: natural(shorts[each])):
            types = self._types(subject)
            name, kind = self._home(subject, types)
            row = {SOURCE: self._file.stem, ID: shorts[subject]}
            if kind == NEWS_ARTICLE and subject == self._article:
                del row[ID]
            if types != [kind]:
                row[TYPE] = self._names(types)
            if kind == ATTRIBUTION_STEP and subject in self._records:
                row[RECORD] = self._names(self._records[subject])
            self._values(subject, kind, row)
            yield name, self._sound(subject, row)

    def _home(self, subject: str, types: list[str]) -> tuple[str, str]:
        """The sheet for a thing of these types: that of one of them, else of one above."""
        above = {each for kind in types for each in self._terms.above(kind)}
        for among in (set(types), above):
            for name, kind in self._terms.sheets.items():
                if kind in among:
                    return name, kind
        raise self._misfit(self._about[subject][0], "of no kind that a source tells of")

    def _values(self, subject: str, kind: str, row: Row) -> None:
        """Put what is said of a thing into its row."""
        nodes: dict[str, list[str]] = {}
        texts: dict[str, list[str]] = {}
        for triple in self._about[subject]:
            if self._is_implied(triple, kind):
                continue
            prop, value = self._terms.property(triple.predicate.value), triple.object
            if isinstance(value, NamedNode):
                heading = prop.heading if prop.is_node else f"{prop.heading}^^{IRI}"
                nodes.setdefault(heading, []).append(value.value)
            elif isinstance(value, Literal):
                texts.setdefault(self._heading(prop, value), []).append(value.value)
            else:
                raise self._misfit(triple, "a value without a name")
        row.update({heading: self._names(values) for heading, values in nodes.items()})
        for heading, values in texts.items():
            for number, text in enumerate(sorted(values), 1):
                row[heading if number == 1 else f"{heading} ({number})"] = text

    def _is_implied(self, triple: Triple, kind: str) -> bool:
        """Whether reading the table back tells as much without a column."""
        predicate, value = triple.predicate.value, name_of(triple.object)
        if predicate == HAS_STEP:
            return value in self._records
        if predicate == IN_SOURCE:
            own = [
                each
                for each in self._about[name_of(triple.subject)]
                if each.predicate.value == IN_SOURCE
            ]
            return len(own) == 1 and kind not in kinds.SOURCELESS and value == self._article
        return predicate == A or predicate in DERIVED

    def _heading(self, prop: Property, value: Literal) -> str:
        if value.language:
            return f"{prop.heading}@{value.language}"
        datatype = value.datatype.value
        usual = prop.datatype if not prop.is_node and prop.datatype != LANG_STRING else ""
        if datatype == usual:
            return prop.heading
        return f"{prop.heading}^^{curie(datatype, self._terms.prefixes)}"

    def _names(self, iris: Iterable[str]) -> str:
        return AND.join(sorted((curie(each, self._terms.prefixes) for each in iris), key=natural))

    def _sound(self, subject: str, row: Row) -> Row:
        """The row, if reading it back gives the same texts. Raises NotTabular."""
        for heading, text in row.items():
            wrong = "an empty text" if not text.strip() else ""
            wrong = "a NUL character" if "\0" in text else wrong
            wrong = f"more than {MOST_CHARACTERS:,} characters" if _is_long(text) else wrong
            if wrong:
                raise self._misfit(self._about[subject][0], f"{heading}: {wrong}")
        return row

    def _misfit(self, triple: Triple, what: str) -> NotTabular:
        thing = curie(name_of(triple.subject), self._terms.prefixes)
        return NotTabular(
            f"{thing} has no place in a table: {what}",
            where=short(self._file.path),
            hint="`travaux validate` tells what of it to mend; other formats hold all there is.",
        )


def _is_long(text: str) -> bool:
    return len(text) > MOST_CHARACTERS
