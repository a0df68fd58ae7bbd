"""Names that nothing known has: runs of capitalised words, proposed apart from the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from travaux.suggest.lexicon import CALENDAR, COMMON, HEADS, MODIFIERS, ROLES, TITLES
from travaux.suggest.proposal import NEW, Found
from travaux.suggest.words import Paragraph, Word, is_joined

_LINKS = frozenset("of de von van der al bin de la".split())
_LEAST = 2  # letters


def bodies(paragraph: Paragraph) -> list[Found]:
    """Longer names built like those of bodies and documents: "... Institute", "Ministry of ..."."""
    if paragraph.is_title:
        return []
    found = []
    for at, word in enumerate(paragraph.words):
        if word.is_capital and word.folded in HEADS:
            first, last = _run(paragraph.words, at)
            if last - first > 1:
                found.append(
                    Found(first, last, NEW, why="built like the name of a body", score=0.3)
                )
    return found


def names(
    paragraph: Paragraph,
    taken: set[int],
    small: set[str],
    is_adjective: Callable[[Word], bool],
) -> Iterator[Found]:
    """Capitalised words that nothing else has; `small` words stand in the text without capital."""
    if paragraph.is_title:
        return
    for first, last in _runs(paragraph.words, taken):
        own = paragraph.words[first:last]
        while own and _is_no_beginning(own[0], small, is_adjective):
            own, first = own[1:], first + 1
        while own and not own[-1].is_capital:
            own, last = own[:-1], last - 1
        if own and _may_be_name(own, small, is_adjective):
            yield Found(first, last, NEW, why="written like a name", score=0.3)


def _run(words: Sequence[Word], at: int) -> tuple[int, int]:
    """The capitalised words around one, with those behind "of"."""
    first = at
    while first and is_joined(words[first]) and _is_part(words[first - 1]):
        first -= 1
    last = at + 1
    while last < len(words) and is_joined(words[last]):
        behind = last
        while behind < len(words) - 1 and words[behind].folded in ("of", "the", "for"):
            behind += 1
        if behind == last or not is_joined(words[behind]) or not _is_part(words[behind]):
            break
        last = behind + 1
        while last < len(words) and is_joined(words[last]) and _is_part(words[last]):
            last += 1
    return first, last


def _is_part(word: Word) -> bool:
    return word.is_capital and word.folded not in COMMON


def _runs(words: Sequence[Word], taken: set[int]) -> Iterator[tuple[int, int]]:
    first = -1
    for at, word in enumerate(words):
        goes_on = first >= 0 and at not in taken and is_joined(word)
        if goes_on and (word.is_capital or word.folded in _LINKS):
            continue
        if first >= 0:
            yield first, at
        first = at if at not in taken and word.is_capital else -1
    if first >= 0:
        yield first, len(words)


def _is_no_beginning(word: Word, small: set[str], is_adjective: Callable[[Word], bool]) -> bool:
    """Whether a word is no part of the name that it precedes: titles, beginnings of sentences."""
    if word.folded in COMMON or word.folded in TITLES or word.folded in ROLES:
        return True
    if word.folded in MODIFIERS or is_adjective(word):
        return True
    return word.opens and word.folded in small


def _may_be_name(
    own: Sequence[Word], small: set[str], is_adjective: Callable[[Word], bool]
) -> bool:
    if len(own) > 1:
        return True
    word = own[0]
    if len(word.text) < _LEAST or word.text.isdecimal() or word.folded in CALENDAR:
        return False
    if word.opens and not word.is_acronym:
        return False
    return not is_adjective(word) and word.folded not in small
