"""Empty tables to fill in, and what helps to do so: explanations, and lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError
from travaux.sheets.entries import PLACE
from travaux.sheets.model import CONTAINS, HELP, ID, LISTS, RECORD, SOURCE, TYPE, Sheet
from travaux.sheets.terms import Column, Terms, local
from travaux.spelling import curie
from travaux.vocabulary import EDTF_DATE, IN_SCHEME, XSD
from travaux.workspace import Workspace

_OWN = {
    SOURCE: "The short name of the text, such as s6; may be left empty with --source s6.",
    ID: "A short word by which other rows name this one, such as 3-offer; where no row does, it"
    " may be left empty on the sheets of records, steps and passages.",
    TYPE: "A more special kind; leave it empty for that of the sheet.",
    RECORD: "The id of the record that came by this step.",
    PLACE: "The number of the paragraph: the nth non-empty line of the text.",
    CONTAINS: "The words of the text, as they stand there; with --text FILE they are looked for,"
    " and only their place and digest are kept.",
}
_VALUES = {
    EDTF_DATE: "A date like 2021-12-15, 2021-12, 2021-12-15/2022-01 or 2021-12-17/..",
    XSD + "duration": "A duration like PT7H30M or P3D.",
    XSD + "integer": "A whole number.",
}


class Help(NamedTuple):
    """What stands beside the sheets to fill in."""

    sheet: Sheet  # each column of each sheet, explained
    lists: Sheet  # the concepts to choose from, a column a scheme
    remarks: Mapping[tuple[str, str], str]  # by sheet and heading
    listed: Mapping[tuple[str, str], str]  # the column of the lists for a sheet and heading


def template(workspace: Workspace) -> tuple[list[Sheet], Help]:
    """Every kind as a table without rows, and the help for them."""
    engine = OxigraphEngine.load(workspace)
    terms = Terms(engine, workspace)
    sheets = [Sheet(name, tuple(terms.headings(kind)), ()) for name, kind in terms.sheets.items()]
    return sheets, _Helper(engine, terms).help(sheets)


class _Helper:
    def __init__(self, engine: OxigraphEngine, terms: Terms) -> None:
        self._engine, self._terms = engine, terms

    def help(self, sheets: list[Sheet]) -> Help:
        """The help for these sheets."""
        remarks: dict[tuple[str, str], str] = {}
        listed: dict[tuple[str, str], str] = {}
        rows = []
        for sheet in sheets:
            told = self._terms.property(self._terms.sheets[sheet.name]).definition
            rows.append((sheet.name, "", told, ""))
            for heading in sheet.headings:
                what, takes, of = self._column(heading, sheet)
                rows.append((sheet.name, heading, what, takes))
                remarks[sheet.name, heading] = "\n".join(filter(None, (what, takes)))
                listed[sheet.name, heading] = of
        lists = self._lists({each for each in listed.values() if each})
        return Help(
            Sheet(HELP, ("sheet", "column", "what it holds", "what it takes"), tuple(rows)),
            lists,
            remarks,
            {key: of for key, of in listed.items() if of},
        )

    def _column(self, heading: str, sheet: Sheet) -> tuple[str, str, str]:
        """What a column holds, what it takes, and the list to choose from if there is one."""
        own = heading in _OWN and not (heading == PLACE and CONTAINS not in sheet.headings)
        try:
            column = None if own else self._terms.column(heading)
        except TravauxError:  # the ontology of a workspace may lack it
            column = None
        if column is None:
            return _OWN.get(heading, ""), "", ""
        takes, of = self._takes(column)
        return column.property.definition, takes, of

    def _takes(self, column: Column) -> tuple[str, str]:
        if not column.is_node:
            language = f"A text in the language {column.language}." if column.language else ""
            return language or _VALUES.get(column.datatype, "A text."), ""
        asked = [each for some in column.property.takes for each in some]
        schemes = [each for each in asked if self._concepts(each)]
        if schemes:
            return "One of the list.", " + ".join(sorted(map(local, schemes)))
        named = " or ".join(sorted(self._engine.label(each) or local(each) for each in asked))
        return f"Names; between several, semicolons. It takes: {named}." if named else "", ""

    def _concepts(self, scheme: str) -> list[str]:
        quads = self._engine.quads(None, NamedNode(IN_SCHEME), NamedNode(scheme))
        found = (each.subject for each in quads)
        return sorted(
            curie(node.value, self._terms.prefixes) for node in found if isinstance(node, NamedNode)
        )

    def _lists(self, names: set[str]) -> Sheet:
        """The concepts of each scheme, one below the other."""
        headings = tuple(sorted(names))
        schemes = {
            local(each): each
            for own in self._terms.properties
            for some in self._terms.property(own).takes
            for each in some
        }
        columns = [
            [each for name in heading.split(" + ") for each in self._concepts(schemes[name])]
            for heading in headings
        ]
        most = max(map(len, columns), default=0)
        rows = (tuple(c[row] if row < len(c) else "" for c in columns) for row in range(most))
        return Sheet(LISTS, headings, tuple(rows))
