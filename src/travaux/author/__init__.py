"""Authoring: what a text tells, written in Python and held to the rules before it counts.

    with kg.source("s6", title="...", published="2022-02-03", text=Path("s6.txt")) as s:
        s.position(speaker="Ann Grell", holder="Norvik", topic="...", attitude="rejects",
                   at=s.passage(par=3, contains="a few words"))

Spans are found in the text and kept as offsets and digest; the text itself never is.
"""

from __future__ import annotations

import os

from travaux.author.block import Graph, SourceBlock
from travaux.author.calls import NameTaken, SourceExists, WrongCall
from travaux.author.refusal import Refused
from travaux.author.things import Passage, Step, Thing

__all__ = [
    "NameTaken",
    "Passage",
    "Refused",
    "SourceBlock",
    "SourceExists",
    "Step",
    "Thing",
    "WrongCall",
    "source",
]


def source(
    kg: Graph,
    name: str,
    *,
    text: str | os.PathLike[str] | None = None,
    extend: bool = False,
    label: object = None,
    **fields: object,
) -> SourceBlock:
    """A block that writes the source `name`, new or, with `extend`, one that is there.

    `fields` are those of the article: title, outlet, published (needed for a new one, EDTF; where
    none is printed an interval from the last day told, with published_basis="not printed"),
    draws_on. `label` is what people call it; without it, it is made of these. Raises SourceExists,
    UnknownName, AmbiguousName, TextProblem, BadDate, WrongCall.
    """
    return SourceBlock(kg, name, text=text, extend=extend, label=label, fields=fields)
