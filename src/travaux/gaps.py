"""What hangs on each paragraph of a source, and the spans of it on which nothing hangs.

Spans are code points of the whole file, as in `passages`. A Passage that is nobody's evidence
covers nothing. Covered is told in letters and digits: what stands between words needs no record.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from travaux.corpus import Corpus, Part
from travaux.passages import Span, paragraphs
from travaux.turtle_text import name_of
from travaux.vocabulary import (
    END_CHAR,
    EVIDENCE,
    IDENTIFIER,
    IN_SOURCE,
    NEWS_ARTICLE,
    PASSAGE,
    START_CHAR,
    TYPE,
)

LONG = 200  # code points: in a shorter paragraph one passage may well be the whole of it
SHARE = 60  # per cent of a long paragraph that one passage may cover without being listed


class Hanging(NamedTuple):
    """A span of a source and the records that rest on it: each record with its kind."""

    place: Span
    records: Mapping[str, str]


class Paragraph(NamedTuple):
    """One paragraph: what hangs on it, where nothing does, and which passages are wide."""

    number: int
    place: Span
    length: int  # code points, blanks at its ends not counted
    hanging: list[Hanging]
    covered: int  # letters and digits on which something hangs
    letters: int  # letters and digits in all
    gaps: list[Span]
    wide: list[Hanging]

    @property
    def records(self) -> dict[str, str]:
        """Each record that rests on the paragraph, once, with its kind."""
        return {iri: kind for each in self.hanging for iri, kind in each.records.items()}


def kinds(records: Mapping[str, str]) -> dict[str, int]:
    """How many of the records are of each kind, the commonest first."""
    counted = Counter(records.values())
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def share(covered: int, letters: int) -> int:
    """Per cent, rounded down, so that 100 means all of it."""
    return 100 * covered // letters if letters else 100


def sources(corpus: Corpus) -> dict[str, tuple[Part, str]]:
    """Each source's short name, with its file and the IRI of its article."""
    found = {}
    for part in corpus.layer("source"):
        articles = {
            name_of(triple.subject)
            for triple in part.triples
            if triple.predicate.value == TYPE and name_of(triple.object) == NEWS_ARTICLE
        }
        for triple in part.triples:
            if triple.predicate.value == IDENTIFIER and name_of(triple.subject) in articles:
                found[name_of(triple.object)] = (part, name_of(triple.subject))
    return dict(sorted(found.items()))


def hanging(corpus: Corpus, part: Part, article: str) -> list[Hanging]:
    """The article's Passages that are somebody's evidence, in order of the text."""
    facts: dict[str, dict[str, str]] = {}
    resting: dict[str, list[str]] = {}
    for triple in part.triples:
        subject, value = name_of(triple.subject), name_of(triple.object)
        facts.setdefault(subject, {})[triple.predicate.value] = value
        if triple.predicate.value == EVIDENCE:
            resting.setdefault(value, []).append(subject)
    found = []
    for iri, own in facts.items():
        if own.get(TYPE) == PASSAGE and own.get(IN_SOURCE) == article and iri in resting:
            records = {each: _kind(corpus, facts[each]) for each in resting[iri]}
            found.append(Hanging(Span(int(own[START_CHAR]), int(own[END_CHAR])), records))
    return sorted(found, key=lambda each: each.place)


def _kind(corpus: Corpus, facts: Mapping[str, str]) -> str:
    """The name of a record's class."""
    iri = facts.get(TYPE, "")
    return corpus.label(iri) or corpus.short(iri)


def survey(text: str, found: Iterable[Hanging]) -> list[Paragraph]:
    """Each paragraph of a text with what hangs on it; every span lies within one paragraph."""
    waiting = sorted(found, key=lambda each: each.place)
    starts = [each.place.start for each in waiting]
    return [
        _paragraph(text, number, place, waiting[slice(*(bisect_left(starts, at) for at in place))])
        for number, place in enumerate(paragraphs(text), 1)
    ]


def _paragraph(text: str, number: int, place: Span, own: list[Hanging]) -> Paragraph:
    bare = _bare(place, [each.place for each in own])
    letters = _letters(text, place)
    missing = sum(_letters(text, each) for each in bare)
    gaps = [trimmed(text, each) for each in bare if _letters(text, each)]
    length = len(text[place.start : place.end].strip())
    wide = [each for each in own if _is_wide(each.place, length)]
    return Paragraph(number, place, length, own, letters - missing, letters, gaps, wide)


def _is_wide(place: Span, length: int) -> bool:
    """Whether a Passage is most of a long paragraph."""
    return length > LONG and 100 * (place.end - place.start) > SHARE * length


def _bare(place: Span, covered: Sequence[Span]) -> list[Span]:
    """What is left of a paragraph without these spans, which come in order of their starts."""
    found, at = [], place.start
    for each in covered:
        if each.start > at:
            found.append(Span(at, each.start))
        at = max(at, each.end)
    return [*found, Span(at, place.end)] if at < place.end else found


def _letters(text: str, place: Span) -> int:
    return sum(map(str.isalnum, text[place.start : place.end]))


def trimmed(text: str, place: Span) -> Span:
    """The span from its first to its last letter or digit, an accent on the last one included."""
    from unicodedata import combining

    start, end = place
    while not text[start].isalnum():
        start += 1
    while not (text[end - 1].isalnum() or combining(text[end - 1])):
        end -= 1
    return Span(start, end)
