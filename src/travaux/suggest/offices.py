"""Offices told by how their names are built: "... Minister of ...", whether known or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.suggest.inflection import is_adjective_of, is_cyrillic
from travaux.suggest.lexicon import COMMON, EMPTY, FIELDS, MODIFIERS, ROLES, RUSSIAN_ROLES, TITLES
from travaux.suggest.matching import Match
from travaux.suggest.proposal import OFFICE, Found
from travaux.suggest.spellings import Spellings
from travaux.suggest.words import Paragraph, Word, is_joined

_BEHIND = frozenset("of for to at".split())
_MOST = 3  # lower-case words between a Russian office and what it is an office of


class Offices:
    """Finds offices by their heads, and tells which known one has the same words."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        known = sorted(spellings.members(v.OFFICE_CLASS), key=lambda each: each.value)
        self._known = [(each, self._owners(each), self._contents(each)) for each in known]
        states = spellings.members(v.STATE) | spellings.members(v.PLACE)
        self._names = sorted(
            {s.words[0].folded for n in states for s in spellings.of.get(n, ()) if s.is_lone}
        )

    def find(self, paragraph: Paragraph, matches: Sequence[Match]) -> list[Found]:
        """The offices in a paragraph."""
        named = {each.first: each for each in matches}
        persons = {n for m in matches if self._is_person(m) for n in range(m.first, m.last)}
        found: dict[int, Found] = {}
        for at, word in enumerate(paragraph.words):
            if word.folded in ROLES:
                first, last, owned = self._extent(paragraph.words, at, named, persons)
            elif word.folded in RUSSIAN_ROLES:
                first, last, owned = self._russian(paragraph.words, at, named)
            else:
                continue
            if owned:
                one = self._told(paragraph.words[first:last], first, last)
                found[first] = max(found.get(first, one), one, key=lambda each: each.last)
        return list(found.values())

    def is_adjective(self, word: Word) -> bool:
        """Whether a word is the adjective of a known state or place: Norwegian of Norway."""
        return word.is_capital and any(is_adjective_of(word.folded, n) for n in self._names)

    # Extent ---------------------------------------------------------------------------------------
    def _extent(
        self, words: Sequence[Word], at: int, named: Mapping[int, Match], persons: set[int]
    ) -> tuple[int, int, bool]:
        """The first word, the word behind the last one, and whether it names whose office it is."""
        first = at
        while first and first - 1 not in persons and self._precedes(words, first):
            first -= 1
        last = at + 1
        while last < len(words) and is_joined(words[last]) and self._is_plain(words[last]):
            last += 1
        owned = any(self._is_owner(each) for each in words[first:at])
        while (end := self._behind(words, last, named)) > last:
            owned = owned or any(self._is_owner(each) for each in words[last:end])
            last = end
        return first, last, owned

    def _precedes(self, words: Sequence[Word], first: int) -> bool:
        """Whether the word before `first` belongs to the office."""
        word, after = words[first - 1], words[first]
        if not is_joined(after):
            return False
        if word.folded in COMMON or word.folded in TITLES:
            return False
        return self._is_plain(word) or word.is_capital

    def _behind(self, words: Sequence[Word], last: int, named: Mapping[int, Match]) -> int:
        """Where "of ..." behind the office ends; `last` where there is none."""
        at = last
        if at >= len(words) or not is_joined(words[at]) or words[at].folded not in _BEHIND:
            return last
        at += 1
        while at < len(words) and is_joined(words[at]) and words[at].folded == "the":
            at += 1
        end = at
        while end < len(words) and is_joined(words[end]):
            if end in named and not self._is_person(named[end]):
                return named[end].last
            if end in named or not (words[end].is_capital or words[end].folded in FIELDS):
                break
            end += 1
            if words[end - 1].folded in FIELDS and not self._goes_on(words, end):
                break
        return end if end > at else last

    def _goes_on(self, words: Sequence[Word], at: int) -> bool:
        return at < len(words) and is_joined(words[at]) and words[at].folded in FIELDS

    def _russian(
        self, words: Sequence[Word], at: int, named: Mapping[int, Match]
    ) -> tuple[int, int, bool]:
        """The office and the known thing that it is an office of: министр ... Норвика."""
        for last in range(at + 1, min(len(words), at + 2 + _MOST)):
            if not is_joined(words[last]):
                break
            if last in named:
                owned = not self._is_person(named[last])
                return at, named[last].last, owned
            if words[last].is_capital or not is_cyrillic(words[last].text):
                break
        return at, at + 1, False

    def _is_person(self, match: Match) -> bool:
        return any(self._spellings.is_a(each.node, v.PERSON) for each in match.spellings)

    def _is_plain(self, word: Word) -> bool:
        return word.folded in MODIFIERS or word.folded in ROLES

    def _is_owner(self, word: Word) -> bool:
        return word.is_capital and not self._is_plain(word) and word.folded not in FIELDS | COMMON

    # Which one ------------------------------------------------------------------------------------
    def _told(self, words: Sequence[Word], first: int, last: int) -> Found:
        fitting = [
            node.value for node, owners, own in self._known if self._fits(words, owners, own)
        ]
        if len(fitting) == 1:
            why = "the words of a known office, in another order"
            return Found(first, last, OFFICE, fitting[0], why=why, score=0.7)
        why = "built like the name of an office"
        if fitting:
            why = f"{len(fitting)} offices of these words"
        return Found(first, last, OFFICE, candidates=tuple(fitting), why=why, score=0.4)

    def _fits(
        self, words: Sequence[Word], owners: set[NamedNode], contents: set[frozenset[str]]
    ) -> bool:
        names = {s for each in owners for s in self._spellings.of.get(each, ())}
        parts = {w.folded for s in names for w in s.words}
        lone = {s.words[0].folded for s in names if s.is_lone}
        owned = {
            w.folded
            for w in words
            if w.is_capital
            and (w.folded in parts or any(is_adjective_of(w.folded, n) for n in lone))
        }
        rest = frozenset(w.folded for w in words) - owned - EMPTY - _BEHIND
        return bool(owned) and rest in contents

    def _owners(self, office: NamedNode) -> set[NamedNode]:
        """What it is an office of, and what that is part of."""
        found, ahead = set(), [office]
        while ahead:
            node = ahead.pop()
            for predicate in (v.POST_IN, v.IS_PART_OF):
                for quad in self._spellings.engine.quads(node, NamedNode(predicate)):
                    if isinstance(quad.object, NamedNode) and quad.object not in found:
                        found.add(quad.object)
                        ahead.append(quad.object)
        return found

    def _contents(self, office: NamedNode) -> set[frozenset[str]]:
        """The words of its names without those that say whose office it is."""
        owners = self._owners(office)
        names = {s for each in owners for s in self._spellings.of.get(each, ())}
        parts = {w.folded for s in names for w in s.words if w.is_capital}
        lone = {s.words[0].folded for s in names if s.is_lone}
        return {
            frozenset(
                w.folded
                for w in each.words
                if w.folded in MODIFIERS | ROLES | FIELDS
                or not (w.folded in parts or any(is_adjective_of(w.folded, n) for n in lone))
            )
            - EMPTY
            - _BEHIND
            for each in self._spellings.of.get(office, ())
        }
