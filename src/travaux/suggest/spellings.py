"""The names of what is known, as they may stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.engine import Engine
from travaux.layers import MENTIONABLE
from travaux.names import closure
from travaux.suggest.inflection import stem
from travaux.suggest.lexicon import EMPTY
from travaux.suggest.words import Word, words

LABELLED, ALIAS, DERIVED, IN_TEXT, REORDERED = range(5)
WHY = (
    "its label",
    "its alias",
    "made from its label",
    "set in brackets after its name",
    "the words of its name in another order",
)
_WANTED = tuple(each for each in MENTIONABLE if each != v.TOPIC_CLASS)
_UNNAMED = (v.UNDISCLOSED_VOICE, v.NARRATIVE_VOICE, v.NEWS_ARTICLE)
#: What a label has behind the name: a remark in brackets, a day, a year.
_BEHIND = re.compile(
    r"\s*(?:\([^()]*\)|,?\s+(?:of|on)\s+[0-9]{1,2}\s+\w+\s+[0-9]{4}|,\s+[^,]*[0-9]{4}"
    r"|\s[0-9]{1,2}\s+\w+\s+[0-9]{4}|,?\s+[0-9]{4}(?:\s+года)?)$"
)
_PLACED = re.compile(r"(?<=\w)\s+in\s+(?:the\s+)?[A-Z]\w*(?:\s[A-Z]\w*)*$")
_ARTICLE = "the"


class Spelling(NamedTuple):
    """One way to write the name of one thing."""

    text: str
    words: tuple[Word, ...]
    node: NamedNode
    rank: int  # LABELLED, ALIAS, DERIVED, IN_TEXT
    definite: bool  # a single word that needs "the" before it, unless it has a capital

    @property
    def is_lone(self) -> bool:
        """Whether it is a single word."""
        return len(self.words) == 1


def contents(found: Iterable[Word]) -> tuple[str, ...]:
    """The words that tell names apart, in alphabetical order."""
    return tuple(sorted(each.folded for each in found if each.folded not in EMPTY))


class Spellings:
    """All spellings of what an engine knows, by the first word."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.by_word: dict[str, list[Spelling]] = {}
        self.of: dict[NamedNode, list[Spelling]] = {}
        self.by_contents: dict[tuple[str, ...], list[Spelling]] = {}
        self.parts: set[str] = set()  # the words of names of several words
        self.texts: set[str] = set()
        for node in sorted(self._nodes(), key=lambda each: each.value):
            for text, rank in self._texts(node):
                self.add(text, node, rank)

    def add(self, text: str, node: NamedNode, rank: int) -> None:
        """One more name of a thing."""
        found = words(text)
        definite = len(found) == 2 and found[0].folded == _ARTICLE
        if len(found) > 1 and found[0].folded == _ARTICLE:
            found = found[1:]
        known = {tuple(w.text for w in each.words) for each in self.of.get(node, ())}
        if not found or tuple(w.text for w in found) in known:
            return
        self.texts.add(text)
        spelling = Spelling(text, tuple(found), node, rank, definite)
        self.of.setdefault(node, []).append(spelling)
        self.by_word.setdefault(stem(found[0].folded), []).append(spelling)
        meaning = contents(found)
        if len(meaning) > 1:
            self.by_contents.setdefault(meaning, []).append(spelling)
            self.parts.update(meaning)

    def is_a(self, node: NamedNode, kind: str) -> bool:
        """Whether a thing is of a class or one below it."""
        return node in self.members(kind)

    def members(self, kind: str) -> set[NamedNode]:
        """The things of a class and those below it."""
        if kind not in self._members:
            below = closure(self.engine, NamedNode(kind), up=False)
            self._members[kind] = {
                quad.subject
                for each in below
                for quad in self.engine.quads(None, NamedNode(v.TYPE), each)
                if isinstance(quad.subject, NamedNode)
            }
        return self._members[kind]

    @cached_property
    def _members(self) -> dict[str, set[NamedNode]]:
        return {}

    def _nodes(self) -> set[NamedNode]:
        wanted = set().union(*map(self.members, _WANTED))
        return wanted.difference(*map(self.members, _UNNAMED))

    def _texts(self, node: NamedNode) -> Iterator[tuple[str, int]]:
        labels = sorted({*self._values(node, v.LABEL), *self._values(node, v.PREF_LABEL)})
        for text in labels:
            yield text, LABELLED
        for text in sorted(self._values(node, v.ALT_LABEL)):
            yield text, ALIAS
        for text in labels:
            short = _BEHIND.sub("", text)
            if self.is_a(node, v.EVENT):
                short = _PLACED.sub("", short)
            if short != text:
                yield short, DERIVED
            if self.is_a(node, v.PERSON) and len(short.split()) > 1:
                yield short.split()[-1], DERIVED

    def _values(self, node: NamedNode, predicate: str) -> Iterator[str]:
        for quad in self.engine.quads(node, NamedNode(predicate)):
            if isinstance(quad.object, Literal):
                yield quad.object.value
