"""Where a passage lies: by words that are looked for and never kept, or by offsets and digest."""

from __future__ import annotations

from typing import NamedTuple

from travaux.errors import BadParameter, TravauxError
from travaux.passages import Span, digest, paragraphs, span

BY_WORDS = "Give paragraph and contains (words of the text, with --text FILE)"
COUNT = "Paragraphs are the lines that are not empty, from 1."
BY_PLACE = "or paragraph, startChar, endChar and sha256."


class Place(NamedTuple):
    """A paragraph, a span of the text, and its digest."""

    paragraph: int
    start: int
    end: int
    sha256: str

    def iri(self, base: str, source: str) -> str:
        """The name of the Passage there."""
        return f"{base}passage/{source}-{self.paragraph}-{self.start}-{self.end}"


class Given(NamedTuple):
    """What a row says of a place; "" where it says nothing."""

    paragraph: str
    contains: str
    start: str
    end: str
    sha256: str


def place(given: Given, text: str | None) -> tuple[Place | None, dict[str, TravauxError]]:
    """The place, and what is wrong by heading; no place if anything is."""
    wrong: dict[str, TravauxError] = {}
    try:
        found = _by_words(given, text) if given.contains else _by_place(given, text)
    except _Wrong as error:
        wrong[error.heading] = error.error
        return None, wrong
    return found, wrong


class _Wrong(Exception):
    def __init__(self, heading: str, error: TravauxError) -> None:
        super().__init__(heading)
        self.heading, self.error = heading, error


def _number(heading: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        what = f"{text[:40]!r} is not a whole number" if text else f"{heading} is lacking"
        raise _Wrong(heading, BadParameter(what, hint=f"{BY_WORDS} {BY_PLACE}"))
    return int(text)


def _by_words(given: Given, text: str | None) -> Place:
    number = _number("paragraph", given.paragraph)
    if text is None:
        hint = "Name the file of the text with --text FILE, or give offsets and digest."
        raise _Wrong("contains", BadParameter("there is no text to look for it in", hint=hint))
    try:
        found = span(text, number, given.contains)
    except TravauxError as error:
        heading = "contains"
        if not 1 <= number <= len(paragraphs(text)):
            heading, error.hint = "paragraph", COUNT
        raise _Wrong(heading, error) from None
    made = Place(number, found.start, found.end, digest(text, *found))
    for heading, said, is_so in (
        ("startChar", given.start, str(made.start)),
        ("endChar", given.end, str(made.end)),
        ("sha256", given.sha256, made.sha256),
    ):
        if said and said != is_so:
            apart = BadParameter(f"the words stand elsewhere: {is_so}", hint="Empty this cell.")
            raise _Wrong(heading, apart)
    return made


def _by_place(given: Given, text: str | None) -> Place:
    number = _number("paragraph", given.paragraph)
    found = Span(_number("startChar", given.start), _number("endChar", given.end))
    if found.start >= found.end:
        raise _Wrong("endChar", BadParameter("ends before it begins", hint="It is exclusive."))
    sha = given.sha256
    if text is None:
        if not sha:
            hint = "Give it, or the file of the text with --text FILE."
            raise _Wrong("sha256", BadParameter("sha256 is lacking", hint=hint))
        return Place(number, *found, sha)
    _inside(text, number, found)
    own = digest(text, *found)
    if sha and sha != own:
        hint = "Offsets count characters of the whole file, from 0, the end exclusive."
        raise _Wrong("sha256", BadParameter("is not the digest of the text there", hint=hint))
    return Place(number, *found, own)


def _inside(text: str, number: int, found: Span) -> None:
    known = paragraphs(text)
    if not 1 <= number <= len(known):
        error = BadParameter(f"no paragraph {number}: the text has {len(known)}", hint=COUNT)
        raise _Wrong("paragraph", error)
    whole = known[number - 1]
    if not whole.start <= found.start < found.end <= whole.end:
        told = f"paragraph {number} reaches from {whole.start} to {whole.end}"
        raise _Wrong("startChar", BadParameter("lies outside its paragraph", hint=f"{told}."))
