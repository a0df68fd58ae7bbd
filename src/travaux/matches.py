"""Which things carry the words that somebody looks for, in which of their texts, and how well.

One pass over the labels, aliases, titles and glosses of the default graph. A text holds a word if
it has it whole or has a word that begins so, for languages with endings ("sanction" is meant to
find "sanctions"). All words are needed; a gloss may leave some to the names of who speaks in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.engine import Engine
from travaux.labels import by_language
from travaux.names import fold

LABEL, ALIAS, TITLE, GLOSS, WHO = range(5)
#: How `fits` counts: the words are the whole text, stand in it, or begin words of it.
SAME, WHOLE, BEGUN = range(3)
#: The texts searched and what they count as, the best first. As what a text names somebody is a
#: title: of an office, or of a person.
_TEXTS = (
    (v.LABEL, LABEL),
    (v.PREF_LABEL, LABEL),
    (v.ALT_LABEL, ALIAS),
    (v.TITLE, TITLE),
    (v.NAMED_AS, TITLE),
    (v.GLOSS, GLOSS),
)
_PEOPLE = tuple(NamedNode(iri) for iri in (v.SPEAKER, v.HOLDER, v.AGENT))


class Match(NamedTuple):
    """The best text of a node that has the words: which kind of text, how well, the text."""

    field: int
    fit: int
    text: Literal
    predicate: str

    @property
    def rank(self) -> tuple[bool, int, int]:
        """A sorting key: a name that is just these words, then by kind of text, then by fit."""
        return not (self.fit == SAME and self.field <= ALIAS), self.field, self.fit


def search(text: str, engine: Engine) -> dict[NamedNode, Match]:
    """Every node that has all words of `text`, with its best match; none where it has no word."""
    words = fold(text).split()
    found: dict[NamedNode, tuple[tuple[object, ...], Match]] = {}
    for node, match in _matches(words, engine) if words else ():
        value = match.text
        key = (match.rank, by_language(value, engine.languages), value.value)
        if node not in found or key < found[node][0]:
            found[node] = key, match
    return {node: match for node, (_, match) in found.items()}


def fits(words: Sequence[str], folded: str) -> int | None:
    """How well a folded text holds all of the folded words; None if it does not."""
    if folded == " ".join(words):
        return SAME
    text = f" {folded} "
    if all(f" {word} " in text for word in words):
        return WHOLE
    return BEGUN if all(f" {word}" in text for word in words) else None


def _matches(words: Sequence[str], engine: Engine) -> Iterator[tuple[NamedNode, Match]]:
    names: dict[NamedNode, str] = {}
    for node, value, field, predicate in _texts(engine):
        folded = fold(value.value)
        if field in (LABEL, ALIAS):
            names[node] = f"{names.get(node, '')} {folded}"
        fit = fits(words, folded)
        if fit is not None:
            yield node, Match(field, fit, value, predicate)
        elif field in (TITLE, GLOSS) and _with_people(words, node, folded, names, engine):
            yield node, Match(WHO, BEGUN, value, predicate)


def _texts(engine: Engine) -> Iterator[tuple[NamedNode, Literal, int, str]]:
    for predicate, field in _TEXTS:
        for quad in engine.quads(None, NamedNode(predicate)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject, quad.object, field, predicate


def _with_people(
    words: Sequence[str], node: NamedNode, folded: str, names: dict[NamedNode, str], engine: Engine
) -> bool:
    """Whether the words that the text lacks stand in the names of who speaks, holds or acts."""
    left = [word for word in words if f" {word}" not in f" {folded}"]
    if len(left) == len(words):
        return False
    ends = (quad.object for each in _PEOPLE for quad in engine.quads(node, each))
    people = " ".join(names.get(end, "") for end in ends if isinstance(end, NamedNode))
    return all(f" {word}" in f" {people}" for word in left)
