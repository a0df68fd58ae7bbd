"""Data nested so deep that a parser would run out of stack or memory and die: refused beforehand.

Oxigraph reads brackets of Turtle and XML elements to any depth; what it reads by recursion are
triple terms (`<<( )>>`), and JSON-LD takes memory with the square of the depth. Who checks or
writes Turtle goes down its brackets, though, and tells of each what leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from travaux.errors import BadData

if TYPE_CHECKING:
    from travaux.turtle_text import Token

DEEPEST = 100
_DEEP = f"are nested more than {DEEPEST} deep"
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
#: Comments, IRIs, escapes and strings may hold such a mark without being one.
_TURTLE = re.compile(
    rb"""
    \#[^\r\n]* |<[^<>\s]*> |\\.
    |\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} |"(?:[^"\\\r\n]|\\.)*"
    |'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} |'(?:[^'\\\r\n]|\\.)*'
    |<<\( |\)>>
    """,
    re.VERBOSE | re.DOTALL,
)


def check_json(data: bytes, where: str) -> None:
    """Raise BadData for JSON with more than so many brackets in one another."""
    _check(data, _JSON, b"[{", b"]}", f"brackets {_DEEP}", where)


def check_triples(data: bytes, where: str) -> None:
    """Raise BadData for Turtle and the like with more than so many triple terms in one another."""
    if data.count(b"<<(") > DEEPEST:
        _check(data, _TURTLE, b"<<(", b")>>", f"triple terms {_DEEP}", where)


def check_brackets(tokens: Iterable[Token], where: str) -> None:
    """Raise BadData for Turtle with more than so many `[` and `(` in one another."""
    depth = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in "[(") - (token.text in "])")
            if depth > DEEPEST:
                hint = "Give the nodes in them names of their own."
                raise BadData(f"brackets {_DEEP}", where=f"{where}:{token.line}", hint=hint)


def _check(
    data: bytes, marks: re.Pattern[bytes], opening: bytes, closing: bytes, what: str, where: str
) -> None:
    depth = 0
    for found in marks.finditer(data):
        depth += (found[0] in opening) - (found[0] in closing)
        if depth > DEEPEST:
            line = data.count(b"\n", 0, found.start()) + 1
            raise BadData(what, where=f"{where}:{line}")
