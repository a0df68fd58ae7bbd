"""The words of a text with their places, and when a word of it is a word of a name."""

from __future__ import annotations

import re
from typing import NamedTuple

from travaux.passages import paragraphs
from travaux.suggest.inflection import is_cyrillic, is_form

#: A run of letters and digits, an abbreviation with dots such as U.S., or co-operation.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[Cc]o-(?:op|ord)[^\W_]+|[^\W_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_QUOTES = re.compile('["“”„«»]')
_DASHES = re.compile("[‐‑–—]")
_APOSTROPHES = re.compile("[’‘ʼ`]")
#: What English puts behind an owner; it belongs to no name, and is no word.
_POSSESSIVE = re.compile(r"(?<=[^\W_]|\.)['’ʼ](?:s(?!\w)|(?!\w))")
_STOPS = (".", "!", "?", "…", ":", ";")
_CLOSING = " \t\"'“”’»)]"
_OWNED = re.compile(r"^'s?(?=\W)")
_ENDS = re.compile(r"[.!?:…•\"“„«]")
#: Abbreviations whose dot ends no sentence.
_ABBREVIATED = frozenset("mr mrs ms dr prof gen col sen rep st no г им акад проф".split())
_ROOMY = 4  # letters from which on an acronym may be written like a name, such as Nasa


class Word(NamedTuple):
    """A word, where it stands, what stands between it and the word before, and its sentence."""

    text: str  # without the dots of an abbreviation
    folded: str  # as it is compared
    start: int
    end: int
    joint: str
    opens: bool  # whether a sentence, a quotation or a heading begins with it

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Whether it is made of two or more capitals, digits apart."""
        return len(self.text) > 1 and self.text.isupper()


class Paragraph(NamedTuple):
    """A paragraph by its number, from 1, with its words."""

    number: int
    words: list[Word]
    is_sentence: bool  # whether it ends like one

    @property
    def is_title(self) -> bool:
        """Whether nearly all its longer words have capitals, as in headings: they tell nothing."""
        if self.is_sentence:
            return False
        long = [each for each in self.words if len(each.text) > 3 and each.text.isalpha()]
        return len(long) > 2 and sum(each.is_capital for each in long) > 0.7 * len(long)


def read(text: str) -> list[Paragraph]:
    """The paragraphs of a text, which are its lines that are not empty."""
    return [
        Paragraph(
            number,
            words(text, place.start, place.end),
            text[place.start : place.end].rstrip(_CLOSING).endswith(_STOPS),
        )
        for number, place in enumerate(paragraphs(text), 1)
    ]


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text."""
    found: list[Word] = []
    last = start
    stop = len(text) if end is None else end
    owners = {each.start() + 1 for each in _POSSESSIVE.finditer(text, start, stop)}
    for match in _WORD.finditer(text, start, stop):
        if match.start() in owners:
            continue
        between = text[last : match.start()]
        own = match.group()
        own = own.replace(".", "") if _DOTTED.fullmatch(own) else own
        opens = not found or (
            bool(_ENDS.search(between)) and found[-1].text.casefold() not in _ABBREVIATED
        )
        found.append(Word(own, folded(own), match.start(), match.end(), joint(between), opens))
        last = match.end()
    return found


def folded(word: str) -> str:
    """A word without case, ё as е, and one spelling of -isation and co-operation."""
    plain = word.casefold().replace("ё", "е").replace("-", "")
    return plain.replace("isation", "ization")


def joint(between: str) -> str:
    """What stands between two words, as names are compared: a hyphen is as good as a space."""
    plain = _DASHES.sub("-", _QUOTES.sub("", _APOSTROPHES.sub("'", between)))
    plain = _OWNED.sub("", plain)
    plain = " ".join(plain.split()) if plain.strip() else plain and " "
    if between[:1].isspace() and plain == "-":
        return " - "  # a dash between two clauses
    return " " if plain in ("-", " ") else plain.strip()


def is_joined(word: Word) -> bool:
    """Whether nothing but a space or a hyphen parts it from the word before."""
    return word.joint == " "


def is_named(word: Word, name: Word, *, strict: bool) -> bool:
    """Whether a word of a text is that word of a name.

    Acronyms are written with capitals, names with one; `strict` holds a word to that where the
    name has no other that shows that a name is meant.
    """
    if word.folded != name.folded and not (is_cyrillic(name.text) and _inflected(word, name)):
        return False
    if name.is_acronym:
        tall = len(name.text) >= _ROOMY and word.text[1:].islower()
        return word.text.isupper() or (word.is_capital and tall)
    return word.is_capital or not name.is_capital or not strict


def _inflected(word: Word, name: Word) -> bool:
    return not name.is_acronym and is_form(word.folded, name.folded)
