"""The words by which a gloss says whose words or views it tells: one list for all speakers.

The list is `attribution.tsv` beside this module. Its column `use` says what a word does: `says`
tells that words were uttered, `holds` gives a view as a view; a `bound` word stands only in one
kind of record or with one attitude; a word that vouches for what is said, doubts it or colours it
is used of nobody (`never`). In a pattern, `…` stands for up to six words.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import NamedTuple

from travaux.errors import read_text

_FILE = os.path.join(os.path.dirname(__file__), "attribution.tsv")
_GAP = r" (?:[^\s,;]+ ){0,6}?"


class Verb(NamedTuple):
    """A word of attribution: as it stands, what it counts as, its use and the reason."""

    words: str
    verb: str
    use: str
    bound: str
    reason: str


@cache
def verbs() -> tuple[Verb, ...]:
    """The list, in the order of the file."""
    lines = read_text(_FILE).splitlines()[1:]
    return tuple(Verb(*line.split("\t")) for line in lines)


def attribution(gloss: str) -> Verb | None:
    """The first word of attribution in a gloss, the longest where several begin there."""
    found = _pattern(("says", "holds", "bound", "never")).search(gloss)
    return _named(found)


def unwanted(gloss: str) -> Verb | None:
    """The first word in a gloss that is used of nobody."""
    return _named(_pattern(("never",)).search(gloss))


def _named(found: re.Match[str] | None) -> Verb | None:
    return verbs()[int(found.lastgroup[1:])] if found and found.lastgroup else None


@cache
def _pattern(uses: tuple[str, ...]) -> re.Pattern[str]:
    numbered = [(n, verb.words) for n, verb in enumerate(verbs()) if verb.use in uses]
    numbered.sort(key=lambda each: -len(each[1]))
    parts = [f"(?P<v{n}>{_GAP.join(map(re.escape, w.split(' … ')))})" for n, w in numbered]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
