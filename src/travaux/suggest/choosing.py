"""Which of several things of one name is meant, as far as general rules tell."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.suggest.lexicon import COMMON, MODIFIERS, ROLES, TITLES
from travaux.suggest.matching import Match
from travaux.suggest.proposal import NEW, Found
from travaux.suggest.spellings import ALIAS, LABELLED, WHY, Spelling, Spellings
from travaux.suggest.words import Paragraph, Word, is_joined

#: What a bare name is taken for first where nothing else tells.
_ORDER = (v.ACTOR, v.PLACE, v.OFFICE_CLASS, v.DOCUMENT, v.MEETING_SERIES, v.EVENT)
_PLACING = frozenset("in at near outside inside around в во около под".split())
_SCORES = (0.95, 0.9, 0.75, 0.8, 0.7)
_ALIKE = 0.6  # of two spellings of one first name


class Chooser:
    """Tells matches apart by what the text has said so far."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        self._told: list[NamedNode] = []  # the last one is the nearest

    def __call__(self, paragraph: Paragraph, match: Match, taken: set[int]) -> Found:
        """What a match is proposed as; `taken` are the words of all matches."""
        words = paragraph.words
        first = match.first
        if match.last - first == 1 and self._are_persons(match.spellings):
            first = self._first_name(words, match, taken)
            if first < 0:
                return _stranger(words, match, taken)
        chosen, why = self._chosen(words, match, words[first : match.first])
        if chosen and match.last - first > 1:
            self._told.append(chosen.node)
        nodes = tuple(sorted(each.node.value for each in match.spellings))
        score = _SCORES[(chosen or match.spellings[0]).rank]
        score = score if len(nodes) == 1 else 0.65 if chosen else 0.4
        return Found(
            first,
            match.last,
            entity=chosen.node.value if chosen else "",
            candidates=nodes if len(nodes) > 1 else (),
            why=why,
            score=score,
        )

    def _are_persons(self, spellings: Sequence[Spelling]) -> bool:
        return all(self._spellings.is_a(each.node, v.PERSON) for each in spellings)

    def _first_name(self, words: Sequence[Word], match: Match, taken: set[int]) -> int:
        """Where the name begins with the first name that stands before it; -1: somebody else's."""
        at = match.first - 1
        if not is_joined(words[match.first]) or at < 0 or at in taken or not _may_be(words[at]):
            return match.first
        if any(_is_first_name(words[at], each, self._spellings) for each in match.spellings):
            return at
        return match.first if words[at].opens else -1

    def _chosen(
        self, words: Sequence[Word], match: Match, before: Sequence[Word]
    ) -> tuple[Spelling | None, str]:
        """The one that is meant, if rules tell, and why."""
        own = match.spellings
        if len(own) == 1:
            return own[0], _spelt(own[0], words[match.first : match.last])
        if before:
            fitting = [s for s in own if _is_first_name(before[0], s, self._spellings)]
            if len(fitting) == 1:
                return fitting[0], "the first name tells which"
        for node in reversed(self._told):
            for each in own:
                if each.node == node:
                    return each, "last named in full before"
        best = [each for each in own if each.rank == min(s.rank for s in own)]
        ranked = self._by_kind(words, match, own) if len(own) > 1 else best
        if len(ranked) == 1:
            return ranked[0], f"the {self._kind(ranked[0])} is likelier here"
        if len(ranked := [each for each in ranked if each in best]) == 1 and best[0].rank in (
            LABELLED,
            ALIAS,
        ):
            return ranked[0], f"{WHY[best[0].rank]}; of the others it is less"
        return None, f"{len(own)} things of that name"

    def _by_kind(
        self, words: Sequence[Word], match: Match, own: Sequence[Spelling]
    ) -> list[Spelling]:
        """Those of the likeliest kind: places after "in", else who acts."""
        before = words[match.first - 1].folded if match.first else ""
        order = (v.PLACE, *_ORDER) if before in _PLACING else _ORDER
        for kind in order:
            found = [each for each in own if self._spellings.is_a(each.node, kind)]
            if found:
                return found
        return list(own)

    def _kind(self, spelling: Spelling) -> str:
        kinds = [k for k in _ORDER if self._spellings.is_a(spelling.node, k)]
        label = self._spellings.engine.label(kinds[0]) if kinds else None
        return (label or "one").lower()


def _spelt(spelling: Spelling, words: Sequence[Word]) -> str:
    """Which of its names it is, and how that is spelt if the text has it otherwise."""
    same = [each.text for each in words] == [each.text for each in spelling.words]
    return WHY[spelling.rank] + ("" if same else f": {spelling.text}")


def _may_be(word: Word) -> bool:
    """Whether a word before a surname may be a first name."""
    plain = word.folded
    if plain in ROLES or plain in MODIFIERS or plain in TITLES or plain in COMMON:
        return False
    return word.is_capital and len(word.text) > 1 and not word.is_acronym


def _is_first_name(word: Word, spelling: Spelling, spellings: Spellings) -> bool:
    """Whether a word is a spelling of the first name that some label has before the surname."""
    for each in spellings.of.get(spelling.node, ()):
        if len(each.words) > 1 and each.words[-1].folded == spelling.words[-1].folded:
            own = each.words[0].folded
            if SequenceMatcher(a=own, b=word.folded).ratio() >= _ALIKE:
                return True
    return False


def _stranger(words: Sequence[Word], match: Match, taken: set[int]) -> Found:
    """Somebody else of the same surname; those that are known stay candidates in words only."""
    first = match.first
    while (
        first and is_joined(words[first]) and first - 1 not in taken and _may_be(words[first - 1])
    ):
        first -= 1
    known = ", ".join(sorted({each.text for each in match.spellings}))
    return Found(first, match.last, NEW, why=f"another first name than that of {known}", score=0.4)
