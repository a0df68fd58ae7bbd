"""A ledger written out: a table for people, a page, and one row per cell entry for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from travaux import layout
from travaux import vocabulary as v
from travaux.ledger_answer import Answer, filled
from travaux.ledger_key import legend
from travaux.ledger_rows import ELSEWHERE, NOT_RECORDED, Stance
from travaux.ledger_sheet import BY_DOCUMENT
from travaux.ledger_table import grid, key
from travaux.ledger_tree import Line
from travaux.ledger_words import Words
from travaux.when import told

#: Columns of csv and tsv, keys of json.
FIELDS = (
    *("section", "item", "under", "packages", "roles", "actor", "document", "status", "attitude"),
    *("degree", "voice", "channel", "speaker", "date", "certainty", "cite", "later"),
    *("answered_by", "of", "puts_forward", "comment", "edtf", "earliest", "latest", "item_iri"),
    *("actor_iri", "document_iri", "record"),
)
ROLES = {"demand": v.DEMAND, "offer": v.OFFER}
_SEVERAL = ("packages", "roles", "cite", "later", "answered_by")


def as_table(answer: Answer) -> str:
    """For a terminal or a wall, as wide as the terminal is, the key below it."""
    width, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    names, sections = filled(answer, width)
    table = grid(names, sections, width, colour=colour)
    title = "\n".join(layout.bold(line, colour) for line in layout.wrap(answer.title, width))
    return f"{title}\n\n{table}\n{key(legend(answer), width)}"


def as_markdown(answer: Answer) -> str:
    """A Markdown table for each section, with the key as a list."""
    names, sections = filled(answer, 140)
    parts = [f"# {layout.mark_escape(answer.title)}\n"]
    for section in sections:
        rows = [
            ["– " * row.depth + row.head, *("; ".join(cell) for cell in row.cells)]
            for row in section.rows
        ]
        heading = f"## {layout.mark_escape(section.title)}\n\n" if section.title else ""
        parts.append(heading + layout.markdown(names, rows))
    marks = legend(answer)
    lines = [f"- {layout.mark_escape(mark)}: {layout.mark_escape(text)}\n" for mark, text in marks]
    return "\n".join([*parts, "".join(lines)])


def as_html(answer: Answer) -> str:
    """A page that stands alone."""
    from travaux.ledger_page import page

    return page(answer)


def as_csv(answer: Answer) -> str:
    """FIELDS, one row per record in a cell, and one for each cell in which nothing is recorded."""
    return layout.csv([FIELDS, *_texts(answer)])


def as_tsv(answer: Answer) -> str:
    """The same with tabs."""
    return layout.tsv([FIELDS, *_texts(answer)])


def as_json(answer: Answer) -> str:
    """The same as a list of objects; lists for what may be several, null for what is open."""
    return layout.json(list(rows(answer)))


def _texts(answer: Answer) -> Iterator[list[str]]:
    for row in rows(answer):
        yield [
            ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            for value in row.values()
        ]


def rows(answer: Answer) -> Iterator[dict[str, Any]]:
    """FIELDS of each record in each cell, in the order of the table."""
    sheet, words = answer.sheet, answer.words
    for title, lines in sheet.sections:
        for line in lines:
            head = _head(title, line, words)
            for column in sheet.columns:
                found = sheet.cell(line.topic.iri, column)
                stances = [each for entry in found for each in entry.stances]
                for stance in stances:
                    yield _row(head, _stance(stance, column, answer))
                beside = [] if stances else list(_beside(line, column, answer))
                for part in beside:
                    yield _row(head, part)
                if not stances and not beside:
                    yield _row(head, _nothing(line, column, answer))


def _row(*parts: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {name: [] if name in _SEVERAL else "" for name in FIELDS}
    row |= {"earliest": None, "latest": None}
    for part in parts:
        row |= part
    return row


def _head(section: str, line: Line, words: Words) -> dict[str, Any]:
    topic = line.topic
    roles = [
        name for kind, name in ((v.DEMAND, "demand"), (v.OFFER, "offer")) if kind in topic.kinds
    ]
    return {
        "section": section,
        "item": words.label(topic.iri),
        "under": words.label(line.under),
        "packages": [words.label(each) for each in topic.packages],
        "roles": roles,
        "item_iri": topic.iri,
    }


def _nothing(line: Line, column: str, answer: Answer) -> dict[str, Any]:
    kind = "document" if answer.sheet.by == BY_DOCUMENT else "actor"
    label = answer.words.label(column)
    status = ELSEWHERE if answer.sheet.left_out(line.topic.iri, column) else NOT_RECORDED
    return {kind: label, f"{kind}_iri": column, "status": status}


def _beside(line: Line, column: str, answer: Answer) -> Iterator[dict[str, Any]]:
    """What an actor says of what the item belongs to, which is `of`, and not of the item."""
    relation, found = answer.sheet.beside(line, column)
    for iri, entries in found.items():
        for stance in (each for entry in entries for each in entry.stances):
            row = _stance(stance, column, answer)
            row |= {"of": answer.words.label(iri), "status": f"{stance.status} of the {relation}"}
            yield row


def _stance(stance: Stance, column: str, answer: Answer) -> dict[str, Any]:
    words, when = answer.words, stance.when
    by_document = answer.sheet.by == BY_DOCUMENT
    documents = (column,) if by_document else stance.documents
    makes = (stance.record, stance.topic, column) in answer.sheet.makes
    return {
        "actor": words.label(stance.holder),
        "document": ", ".join(map(words.label, documents)),
        "status": stance.status,
        "attitude": words.label(stance.attitude),
        "degree": words.label(stance.degree),
        "voice": words.label(v.FIRST_HAND if stance.first_hand else v.ATTRIBUTED),
        "channel": words.label(stance.channel),
        "speaker": words.label(stance.speaker),
        "date": told(when),
        "certainty": stance.certainty,
        "cite": list(stance.cites),
        "later": [each.cite for each in stance.ended],
        "answered_by": [each.cite for each in stance.answers],
        "puts_forward": "yes" if makes else "",
        "comment": "yes" if by_document and column not in stance.documents else "",
        "edtf": when.date,
        "earliest": when.earliest,
        "latest": when.latest,
        "actor_iri": stance.holder,
        "document_iri": ", ".join(documents),
        "record": stance.record,
    }


WRITERS: dict[str, Callable[[Answer], str]] = {
    "table": as_table,
    "markdown": as_markdown,
    "html": as_html,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
}
