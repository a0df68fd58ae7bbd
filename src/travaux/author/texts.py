"""The text that is coded: read, never kept in the graph, and never repeated in our own words."""

from __future__ import annotations

import os
from functools import cached_property

from travaux.author.calls import WrongCall
from travaux.author.things import Passage
from travaux.duplicates import words
from travaux.errors import short
from travaux.passages import (
    Span,
    TextProblem,
    digest,
    file_digest,
    paragraphs,
    read,
    span,
)

#: So many words in a row are borrowed, not told.
RUN = 8


class Text:
    """A file as it is, with the spans found in it."""

    def __init__(self, source: str, path: str | os.PathLike[str]) -> None:
        self.source = source
        self.path = os.fspath(path)
        self.sha256 = file_digest(self.path)
        self.text = read(self.path)
        if not paragraphs(self.text):
            raise TextProblem("there is no text in it", where=short(self.path))

    def find(self, paragraph: int, snippet: str) -> Passage:
        """The passage where a snippet stands; SnippetProblem unless it stands there once."""
        if not isinstance(paragraph, int) or isinstance(paragraph, bool):
            raise WrongCall(f"par is the number of a paragraph, not {paragraph!r}")
        if not isinstance(snippet, str):
            raise WrongCall(f"contains is some words of the text, not {snippet!r}")
        return self._passage(paragraph, span(self.text, paragraph, snippet))

    def at(self, start: int, end: int) -> Passage:
        """The passage of the characters from `start` to before `end`, in one paragraph."""
        for number, place in enumerate(paragraphs(self.text), 1):
            if place.start <= start < end <= place.end:
                return self._passage(number, Span(start, end))
        raise TextProblem(
            f"characters {start!r} to {end!r} are no span inside one paragraph",
            hint=f"The text has {len(self.text)} characters, counted from 0; the end is exclusive.",
        )

    def _passage(self, paragraph: int, place: Span) -> Passage:
        sha = digest(self.text, place.start, place.end)
        return Passage(self.source, paragraph, place, sha)

    def borrowed(self, told: str) -> list[str]:
        """The first words in a row that `told` repeats from the text; none if it does not."""
        own = words(told)
        for at in range(len(own) - RUN + 1):
            if tuple(own[at : at + RUN]) in self._runs:
                return own[at : at + RUN]
        return []

    @cached_property
    def _runs(self) -> set[tuple[str, ...]]:
        found = words(self.text)
        return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}
