"""The words of a SPARQL text, so that errors can point at one and hints can name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_ESCAPED = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL = r"(?:[\w:·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TOKEN = re.compile(
    rf"""(?P<skip>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?!"")(?:[^"\\\r\n]|\\.)*"|'(?!'')(?:[^'\\\r\n]|\\.)*')
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPED})*>)
    |(?P<var>[?$]\w+)
    |(?P<lang>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
    |(?P<bnode>_:\w(?:[\w.-]*[\w-])?)
    |(?P<pname>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:{_LOCAL}(?:(?:{_LOCAL}|[.-])*(?:{_LOCAL}|-))?)?)
    |(?P<number>(?:\d+\.\d+|\.?\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<op>&&|\|\||!=|<=|>=|\^\^|<<\(|\)>>|<<|>>|\{{\||\|\}}|[{{}}()\[\].,;=<>+\-*/!|^~])
    |(?P<bad>\"\"\".*|'''.*|["'][^\r\n]*|.)""",
    re.VERBOSE | re.DOTALL,
)
_LOCAL_ESCAPE = re.compile(r"\\([_~.\-!$&'()*+,;=/?#@%])")


class Token(NamedTuple):
    """One word of a query: its kind (a group of the pattern above), spelling and offset."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` without comments and white space; never fails ("bad" is a kind)."""
    return list(_tokens(text))


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[Token, ...]:
    """Kept, because each rule on a query asks for the tokens of the same text again."""
    return tuple(
        Token(match.lastgroup or "bad", match[0], match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "skip"
    )


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1; columns count code points, a tab is one."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def prefixes_at(tokens: list[Token], known: Mapping[str, str]) -> dict[str, str]:
    """The prefixes bound in a query: those known beforehand and those it declares."""
    bound = dict(known)
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.is_word("PREFIX") and name.kind == "pname" and iri.kind == "iri":
            bound[name.text[:-1]] = iri.text[1:-1]
    return bound


def base_at(tokens: list[Token], base: str | None) -> str | None:
    """The base IRI in force: the one the query declares, else `base`."""
    for word, iri in pairwise(tokens):
        if word.is_word("BASE") and iri.kind == "iri":
            base = resolve(iri.text, base) or base
    return base


def resolve(iri: str, base: str | None) -> str | None:
    """An IRI as spelt in a query, `<...>`, made absolute; None if it cannot be."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    try:
        quad = next(parse(f"{iri} <x:p> <x:o> .", RdfFormat.TURTLE, base_iri=base))
    except (SyntaxError, ValueError, StopIteration):
        return None
    return quad.subject.value if isinstance(quad.subject, NamedNode) else None


def expand(token: Token, bound: Mapping[str, str], base: str | None) -> str | None:
    """The IRI a token stands for; None if it is none, or its prefix is not bound."""
    if token.kind == "iri":
        return resolve(token.text, base)
    if token.kind != "pname":
        return None
    prefix, _, local = token.text.partition(":")
    return bound[prefix] + _LOCAL_ESCAPE.sub(r"\1", local) if prefix in bound else None


def dataset_clauses(tokens: list[Token]) -> Iterator[tuple[int, int, bool]]:
    """The FROM clauses as (first token, IRI's token, whether NAMED)."""
    for index, token in enumerate(tokens):
        if not token.is_word("FROM"):
            continue
        named = index + 1 < len(tokens) and tokens[index + 1].is_word("NAMED")
        at = index + 1 + named
        if at < len(tokens) and tokens[at].kind in ("iri", "pname"):
            yield index, at, named


def terms(tokens: list[Token]) -> Iterator[Token]:
    """The IRIs a query asks for: no declarations, datatypes, functions, graphs or templates."""
    skipped = {at for _, at, _ in dataset_clauses(tokens)} | _template(tokens)
    for index, token in enumerate(tokens):
        if token.kind not in ("iri", "pname") or index in skipped:
            continue
        before = tokens[max(index - 2, 0) : index]
        if any(each.is_word("PREFIX", "BASE") for each in before[-1:]):
            continue
        if len(before) == 2 and before[0].is_word("PREFIX"):
            continue
        if before and before[-1].text == "^^":
            continue
        if tokens[index + 1 : index + 2] and tokens[index + 1].text == "(":
            continue
        yield token


def _template(tokens: list[Token]) -> set[int]:
    """The indexes of the tokens of a CONSTRUCT template."""
    for start, token in enumerate(tokens[:-1]):
        if token.is_word("CONSTRUCT") and tokens[start + 1].text == "{":
            depth = 0
            for index in range(start + 1, len(tokens)):
                depth += {"{": 1, "}": -1}.get(tokens[index].text, 0)
                if not depth:
                    return set(range(start, index))
    return set()
