"""One thing that was found in a text, for a person to accept or not."""

from __future__ import annotations

from typing import NamedTuple


class Suggestion(NamedTuple):
    """A span and what it may mention.

    `entity` is the CURIE of what is known; where several may be meant it is empty or the likelier
    one, and `candidates` lists them all. `date` is EDTF with its `basis` (printed, year inferred,
    inferred). With none of these it is found although unknown. `score`, from 0 to 1, only orders.
    """

    paragraph: int
    start: int
    end: int
    words: str
    kind: str
    entity: str
    label: str
    candidates: tuple[str, ...]
    date: str
    basis: str
    why: str
    score: float

    @property
    def is_known(self) -> bool:
        """Whether it is a date, or one or several things that the graph has."""
        return bool(self.entity or self.candidates or self.kind == DATE)


DATE = "date"
OFFICE = "office"
NEW = "new name"


class Found(NamedTuple):
    """A proposal before it is told: the words `first` to before `last`, and what they may mean."""

    first: int
    last: int
    kind: str = ""
    entity: str = ""  # IRIs here
    candidates: tuple[str, ...] = ()
    date: str = ""
    basis: str = ""
    why: str = ""
    score: float = 0.0
