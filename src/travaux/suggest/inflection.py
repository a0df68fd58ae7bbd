"""Forms of one word: Russian cases as far as endings tell, adjectives made of names of states."""

from __future__ import annotations

_ENDINGS = frozenset(
    "а я о е и ы у ю й ь ой ей ий ый ом ем ам ям ах ях ов ев ою ею ым им ых их ую юю ая яя ое ее "
    "ые ие ия ию ии ами ями ого его ому ему ыми ими ием ией иям иях".split()
) | {""}
_SHORTEST = 3  # letters that all forms of a word share
_ADJECTIVES = ("an", "ian", "n", "ese", "ish", "ic", "i", "ch")


def is_cyrillic(text: str) -> bool:
    """Whether a word is written in Cyrillic letters."""
    return "\u0400" <= text[:1] <= "\u04ff"


def is_form(word: str, name: str) -> bool:
    """Whether two words, folded, differ in nothing but the endings of Russian cases."""
    shared = _shared(word, name)
    if shared < max(_SHORTEST, len(name) - 3):
        return False
    return any(
        word[at:] in _ENDINGS and name[at:] in _ENDINGS for at in range(_SHORTEST, shared + 1)
    )


def stem(word: str) -> str:
    """What to look a folded word up by: all of it, or of a Russian one what does not change."""
    return word[:_SHORTEST] if is_cyrillic(word) else word


def is_adjective_of(word: str, name: str) -> bool:
    """Whether a folded word is the English adjective of a name, as far as letters tell."""
    same = _shared(word, name)
    if same < max(_SHORTEST, len(name) - 2) or len(word) - same > 5 or word == name:
        return False
    return word.endswith(_ADJECTIVES)


def _shared(one: str, other: str) -> int:
    """With how many letters both begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
