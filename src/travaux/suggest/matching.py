"""Known names in a paragraph: the longest first, none laid over another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from pyoxigraph import NamedNode

from travaux.suggest.inflection import stem
from travaux.suggest.lexicon import DIRECTIONS, EMPTY
from travaux.suggest.spellings import REORDERED, Spelling, Spellings, contents
from travaux.suggest.words import Paragraph, Word, is_joined, is_named

_LONGEST = 10  # words of a name in another order


class Match(NamedTuple):
    """The words `first` to before `last` of a paragraph, and whose names they may be."""

    first: int
    last: int
    spellings: tuple[Spelling, ...]  # the best one of each thing


class Placed(Protocol):
    """What covers some words of a paragraph."""

    @property
    def first(self) -> int:
        """The first word."""

    @property
    def last(self) -> int:
        """The word behind the last one."""


Any_ = TypeVar("Any_", bound=Placed)


def find(
    paragraph: Paragraph, spellings: Spellings, leaving_out: Container[NamedNode] = ()
) -> list[Match]:
    """The names of known things in a paragraph, in order."""
    found: dict[tuple[int, int], dict[str, Spelling]] = {}
    for at, word in enumerate(paragraph.words):
        for each in spellings.by_word.get(stem(word.folded), ()):
            last = at + len(each.words)
            if each.node not in leaving_out and _stands(paragraph.words, at, each):
                own = found.setdefault((at, last), {})
                best = own.get(each.node.value)
                if best is None or each.rank < best.rank:
                    own[each.node.value] = each
    matches = [
        Match(first, last, tuple(own[iri] for iri in sorted(own)))
        for (first, last), own in found.items()
    ]
    over: dict[int, list[tuple[int, int]]] = {}
    for span in found:
        for at in range(*span):
            over.setdefault(at, []).append(span)
    matches += (
        each
        for each in _reordered(paragraph.words, spellings, leaving_out)
        if not any(_cuts(each, s) for at in range(each.first, each.last) for s in over.get(at, ()))
    )
    return apart(matches, paragraph.words)


def _cuts(match: Match, span: tuple[int, int]) -> bool:
    """Whether a match is a span of which it has something, or has a part of it only."""
    first, last = span
    return (first, last) == match[:2] or first < match.first or match.last < last


def _reordered(
    words: Sequence[Word], spellings: Spellings, leaving_out: Container[NamedNode]
) -> Iterator[Match]:
    """Known names whose words stand in another order: "the council of X" for "X Council"."""
    for first, word in enumerate(words):
        if word.folded not in spellings.parts:
            continue
        for last in range(first + 1, min(len(words), first + _LONGEST) + 1):
            own = words[first:last]
            if last - first > 1 and not is_joined(own[-1]):
                break
            if own[-1].folded in EMPTY:
                continue
            if own[-1].folded not in spellings.parts:
                break
            if not any(each.is_capital for each in own):
                continue
            named = spellings.by_contents.get(contents(own), ())
            best = {each.node.value: each for each in named if each.node not in leaving_out}
            if best:
                forms = (best[iri]._replace(rank=REORDERED) for iri in sorted(best))
                yield Match(first, last, tuple(forms))


def apart(found: Iterable[Any_], words: Sequence[Word]) -> list[Any_]:
    """The longest of those that overlap, in order of the text; of equals the first given."""
    ranked = sorted(found, key=lambda each: words[each.first].start - words[each.last - 1].end)
    taken: set[int] = set()
    kept = []
    for each in ranked:
        own = set(range(each.first, each.last))
        if not own & taken:
            taken |= own
            kept.append(each)
    return sorted(kept, key=lambda each: each.first)


def _stands(words: Sequence[Word], at: int, name: Spelling) -> bool:
    """Whether a name stands at a word."""
    own = words[at : at + len(name.words)]
    if len(own) < len(name.words):
        return False
    if name.definite and not own[0].is_capital:
        return own[0].folded == name.words[0].folded and _is_definite(words, at)
    strict = len(own) == 1
    pairs = list(zip(own, name.words, strict=True))
    if not all(is_named(word, part, strict=strict) for word, part in pairs):
        return False
    if any(word.joint != part.joint for word, part in pairs[1:]):
        return False
    # of several words one at least shows that a name is meant, if any of the name's would
    tall = [word.is_capital for word, part in pairs if part.is_capital]
    return not tall or any(tall)


def _is_definite(words: Sequence[Word], at: int) -> bool:
    return at > 0 and words[at - 1].folded == "the" and words[at].folded not in DIRECTIONS
