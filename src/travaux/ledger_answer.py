"""The ledger as asked for: which actors get a column, and the texts of its cells."""

from __future__ import annotations

from typing import NamedTuple

from travaux.ledger_sheet import BY_DOCUMENT, Sheet
from travaux.ledger_table import Cells, Section, room
from travaux.ledger_tree import Line
from travaux.ledger_words import Words

_OTHERS = "others"
_FEW = 0.05  # who holds a smaller share of the stances gets no column


class Answer(NamedTuple):
    """A sheet with its words, and what stands above it and in its key.

    `sources` is how many were searched of `total`; `view` says what was not asked for.
    """

    sheet: Sheet
    words: Words
    title: str
    sources: int
    total: int
    view: str = ""


def columns_for(answer: Answer, width: int) -> list[str]:
    """The actors or documents that get a column: all documents; actors as many as fit."""
    sheet = answer.sheet
    if sheet.by == BY_DOCUMENT or len(sheet.columns) == 1:
        return list(sheet.columns)
    total = len(sheet.ledger.stances)
    number = {
        iri: sum(sheet.belongs(each, iri) for each in sheet.ledger.stances) for iri in sheet.columns
    }
    many = [iri for iri in sheet.columns if number[iri] >= _FEW * total]
    fit = room(width, len(sheet.columns))
    return many[: max(1, min(fit, len(many)))]


def filled(answer: Answer, width: int) -> tuple[list[str], list[Section]]:
    """Headings, and sections with the texts of their cells."""
    sheet, words = answer.sheet, answer.words
    shown = columns_for(answer, width)
    rest = [each for each in sheet.columns if each not in shown]

    def cells(line: Line) -> list[list[str]]:
        own = [words.cell(line, column) for column in shown]
        return [*own, words.others(line, rest)] if rest else own

    sections = [
        Section(title, [Cells(words.head(line), cells(line), line.depth) for line in lines])
        for title, lines in sheet.sections
    ]
    heads = [words.heading(each) for each in shown]
    return ["item", *heads, *([_OTHERS] if rest else [])], sections
