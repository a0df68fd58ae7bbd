"""From a text to what it may mention: known things, dates, offices, and names of neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.engine import Engine
from travaux.names import describe
from travaux.passages import paragraphs
from travaux.suggest import dating, unknown
from travaux.suggest.choosing import Chooser
from travaux.suggest.matching import Match, apart, find
from travaux.suggest.offices import Offices
from travaux.suggest.proposal import DATE, Found, Suggestion
from travaux.suggest.spellings import IN_TEXT, Spellings
from travaux.suggest.words import Paragraph, Word, read

_BRACKETED = re.compile(r"\s?\(([^\W\d_]{2,8})\)")


def suggest(text: str, engine: Engine, day: date | None = None) -> list[Suggestion]:
    """What a text may mention, in its order; the same text and graph give the same.

    `day` is the article's own, from which weekdays and years that are not printed are counted.
    Spans are code points of the whole text, from 0, the end exclusive, none laid over another.
    """
    spellings = Spellings(engine)
    read_text = read(text)
    _add_abbreviations(text, read_text, spellings)
    offices = Offices(spellings)
    chooser = Chooser(spellings)
    small = {w.folded for p in read_text for w in p.words if not w.is_capital}
    places = paragraphs(text)
    full = dating.printed(text)
    found: list[Suggestion] = []
    for paragraph in read_text:
        dated = dating.find(text, *places[paragraph.number - 1], day, full)
        kept = _of(paragraph, spellings, offices, chooser, dated)
        taken = {n for each in kept for n in range(each.first, each.last)}
        kept += unknown.names(paragraph, taken, small, offices.is_adjective)
        found += (_told(each, paragraph, text, engine) for each in kept)
    return sorted(found, key=lambda each: each.start)


def _of(
    paragraph: Paragraph,
    spellings: Spellings,
    offices: Offices,
    chooser: Chooser,
    dated: Iterable[dating.Dated],
) -> list[Found]:
    """What a paragraph mentions, names that nothing knows apart; the longest first."""
    matches = find(paragraph, spellings)
    taken = {n for each in matches for n in range(each.first, each.last)}
    known = [chooser(paragraph, each, taken) for each in matches]
    times = [_date(each, paragraph.words) for each in dated]
    owners = find(paragraph, spellings, spellings.members(v.OFFICE_CLASS))
    built = offices.find(paragraph, owners)
    bodies = [each for each in unknown.bodies(paragraph) if not _repeats(each, matches)]
    return apart([*known, *(each for each in times if each), *built, *bodies], paragraph.words)


def _repeats(found: Found, matches: Iterable[Match]) -> bool:
    """Whether a known name ends where this one ends: the words before it are no part of it."""
    return any(each.last == found.last and each.last - each.first > 1 for each in matches)


def _date(each: dating.Dated, words: list[Word]) -> Found | None:
    """A date by the words it covers."""
    inside = [n for n, w in enumerate(words) if each.start <= w.start and w.end <= each.end]
    if not inside:
        return None
    score = {dating.PRINTED: 0.95, dating.YEAR_INFERRED: 0.8}.get(each.basis, 0.6)
    told = (each.date, each.basis, each.why, score if each.date else 0.5)
    return Found(inside[0], inside[-1] + 1, DATE, "", (), *told)


def _add_abbreviations(text: str, read_text: list[Paragraph], spellings: Spellings) -> None:
    """What stands in brackets behind a known name is another name of it in this text."""
    places = paragraphs(text)
    for paragraph in read_text:
        if not _BRACKETED.search(text, *places[paragraph.number - 1]):
            continue
        for match in find(paragraph, spellings):
            if len(match.spellings) != 1:
                continue
            behind = _BRACKETED.match(text, paragraph.words[match.last - 1].end)
            if behind and behind[1].isupper() and behind[1] not in spellings.texts:
                spellings.add(behind[1], match.spellings[0].node, IN_TEXT)


def _told(each: Found, paragraph: Paragraph, text: str, engine: Engine) -> Suggestion:
    """A proposal in words and with its span in the text."""
    start, end = paragraph.words[each.first].start, paragraph.words[each.last - 1].end
    meant = describe(NamedNode(each.entity), engine) if each.entity else None
    others = tuple(describe(NamedNode(iri), engine).curie for iri in each.candidates)
    return Suggestion(
        paragraph.number,
        start,
        end,
        text[start:end],
        meant.kind.lower() if meant else each.kind or "name",
        meant.curie if meant else "",
        meant.label if meant else "",
        others,
        each.date,
        each.basis,
        each.why,
        each.score,
    )
