"""How IRIs are written short and sorted, and which known word is nearest to an unknown one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# The characters of names in SPARQL's grammar; \w would let through others, such as "²".
_CHARACTER = (
    r"A-Za-z0-9_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF"
    r"\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD"
)
# Oxigraph misreads some names that hold a dot ("0.0.0", "A.0.0"): these are written in full.
_LOCAL = re.compile(rf"(?:[{_CHARACTER}][{_CHARACTER}-]*)?")
_DIGITS = re.compile(r"([0-9]+)")


def natural(text: str) -> tuple[object, ...]:
    """A sort key by which ``s2-5-…`` stands before ``s2-10-…``; total, ties broken by the text."""
    parts = _DIGITS.split(text)
    return (tuple(_number(part) if at % 2 else part for at, part in enumerate(parts)), text)


def _number(digits: str) -> tuple[int, str]:
    """Digits in order of value; no int(), which refuses very long ones."""
    bare = digits.lstrip("0")
    return (len(bare), bare)


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
