"""How IRIs are written short, and which known word is nearest to one that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_LOCAL = re.compile(r"(?:\w(?:[\w.-]*[\w-])?)?")


def curie(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI with the longest prefix that leaves a name, else in angle brackets.

    What comes out can stand in a query; a blank node (`_:b`) stays as it is.
    """
    fits = [(len(start), key) for key, start in prefixes.items() if start and iri.startswith(start)]
    for length, key in sorted(fits, reverse=True):
        if _LOCAL.fullmatch(iri, length):
            return f"{key}:{iri[length:]}"
    return iri if iri.startswith("_:") else f"<{iri}>"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word most like `word`, whatever its case; empty if none is like it."""
    from difflib import get_close_matches

    spelt = {each.lower(): each for each in known}
    near = get_close_matches(word.lower(), spelt, n=1, cutoff=cutoff)
    return spelt[near[0]] if near else ""
