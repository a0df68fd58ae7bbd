"""Paragraph numbers of Passages that contradict one another; the texts are not needed for it.

Paragraphs follow each other, so of two Passages of a source the one that ends before the other
starts cannot lie in the later paragraph, and Passages of two paragraphs never overlap.
"""

from __future__ import annotations

from typing import NamedTuple

from travaux.causes import Causes
from travaux.corpus import Corpus, Finding, Part
from travaux.turtle_text import name_of
from travaux.vocabulary import END_CHAR, IN_SOURCE, PARAGRAPH, START_CHAR


class Place(NamedTuple):
    """Where a Passage says that it lies."""

    start: int
    end: int
    paragraph: int
    passage: str


def check(corpus: Corpus, causes: Causes) -> list[Finding]:
    """Passages whose paragraph cannot be, each with another that shows it; ``causes`` grows.

    A Passage that contradicts its own name or runs backwards is left to the shapes.
    """
    found: list[Finding] = []
    for part in corpus.layer("source"):
        for places in _places(part).values():
            sound = [each for each in places if _is_sound(each, causes)]
            found += _wrong(corpus, part, sound, causes)
    return found


def _places(part: Part) -> dict[str, list[Place]]:
    """The Passages that have one whole number of each kind, by source."""
    numbers: dict[str, dict[str, str]] = {}
    for triple in part.triples:
        if triple.predicate.value in (START_CHAR, END_CHAR, PARAGRAPH, IN_SOURCE):
            own = numbers.setdefault(name_of(triple.subject), {})
            own[triple.predicate.value] = name_of(triple.object)
    found: dict[str, list[Place]] = {}
    for passage, own in numbers.items():
        start, end, paragraph = (own.get(key, "") for key in (START_CHAR, END_CHAR, PARAGRAPH))
        if start.isdecimal() and end.isdecimal() and paragraph.isdecimal():
            place = Place(int(start), int(end), int(paragraph), passage)
            found.setdefault(own.get(IN_SOURCE, ""), []).append(place)
    return found


def _is_sound(place: Place, causes: Causes) -> bool:
    named = place.passage.endswith(f"-{place.paragraph}-{place.start}-{place.end}")
    return named and place.start < place.end and not causes.is_untyped(place.passage)


def _wrong(corpus: Corpus, part: Part, places: list[Place], causes: Causes) -> list[Finding]:
    """The fewest Passages without which the others agree, the most contradicted ones first."""
    found: list[Finding] = []
    if _agree(places):
        return found
    clashes = _clashes(places)
    while clashes:
        worst = max(clashes, key=lambda each: len(clashes[each]))
        other = next(iter(clashes[worst]))
        problem = (
            f"It cannot lie in paragraph {worst.paragraph}: {corpus.short(other.passage)}"
            f" lies in paragraph {other.paragraph}"
        )
        advice = "Make the passage anew with `make new-passage`."
        given = ("paragraph-order", part, worst.passage, problem, advice)
        found.append(corpus.finding(*given, predicate=PARAGRAPH))
        causes.untyped(worst.passage)
        for each in clashes.pop(worst):
            del clashes[each][worst]
            if not clashes[each]:
                del clashes[each]
    return found


def _clashes(places: list[Place]) -> dict[Place, dict[Place, None]]:
    """Each Passage that contradicts others, with those."""
    found: dict[Place, dict[Place, None]] = {}
    for a, b in ((a, b) for a in places for b in places if _clash(a, b)):
        found.setdefault(a, {})[b] = None
        found.setdefault(b, {})[a] = None
    return found


def _agree(places: list[Place]) -> bool:
    """Whether no two clash: told by one walk, since nearly always none do."""
    last, ends, before = 0, 0, 0  # the paragraph so far, its end, and the end of all before it
    for place in sorted(places):
        if place.paragraph > last:
            last, before = place.paragraph, ends
        if place.paragraph < last or place.start < before:
            return False
        ends = max(ends, place.end)
    return True


def _clash(early: Place, late: Place) -> bool:
    """Whether a Passage of an earlier paragraph ends after one of a later paragraph starts."""
    return early.paragraph < late.paragraph and early.end > late.start
