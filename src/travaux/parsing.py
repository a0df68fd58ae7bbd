"""Whether Oxigraph would read a word of a query as a keyword, asked of its parser itself.

A second opinion on the grammar would err sooner or later: on comments, on quotes, on `SERVICEex:g`.
So every occurrence of the word is replaced by one that is no keyword; if the text still parses,
none of them was the keyword.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from pyoxigraph import Store

from travaux.errors import ForbiddenQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from travaux.engine import Engine

_LETTERS = "ZQXJKVW"


def parse_error(text: str, engine: Engine, *words: str) -> SyntaxError | None:
    """Why Oxigraph cannot parse the text with these words misspelt, None if it can.

    Places in the error are those of `text`. Nothing of the workspace is asked.
    """
    everything = " ".join((text, *engine.prefixes))
    others = {word: stand_in(word, everything) for word in words}
    bound = {misspelt(key, others): value for key, value in engine.prefixes.items()}
    try:
        Store().query(misspelt(text, others), base_iri=engine.base, prefixes=bound)
    except SyntaxError as error:
        return error
    except (OSError, RuntimeError, ValueError):
        pass  # it parses; only its evaluation fails
    return None


def stand_in(word: str, text: str) -> str:
    """A word of the same length that occurs nowhere in the text; it is no keyword.

    It must be new: were it the name of a prefix already, `FROM:g` could become a name.
    """
    upper = text.upper()
    for letters in product(_LETTERS, repeat=len(word) - 2):
        other = word[:2] + "".join(letters)
        if other not in upper:
            return other
    raise ForbiddenQuery(f"cannot be read: it holds every word like {word}")


def misspelt(text: str, others: Mapping[str, str]) -> str:
    """The text with every occurrence of a word replaced, letter by letter and case by case."""
    for word, other in others.items():
        text = re.sub(
            word,
            lambda found, other=other: "".join(  # type: ignore[misc]
                new if old.isupper() else new.lower()
                for old, new in zip(found[0], other, strict=True)
            ),
            text,
            flags=re.IGNORECASE | re.ASCII,
        )
    return text
