"""What a parser forgets about a Turtle file: its comments, and the line on which a triple stands.

The text is known to parse (pyoxigraph has read it), so this reader is lenient and small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from travaux.errors import BadTurtle

if TYPE_CHECKING:
    from pyoxigraph import Triple

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
    |(?P<iri><[^<>\s]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
        |'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\r\n]|\\.)*"
        |'(?:[^'\\\r\n]|\\.)*')
    |(?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
    |(?P<type>\^\^)
    |(?P<number>\.[0-9]+(?:[eE][+-]?[0-9]+)?)
    |(?P<mark>[.;,\[\]()])
    |(?P<word>(?:[^\s<>"'\#;,.\[\](){}^\\@|]|\\.|\.(?=[\w:%\\.-]*[\w:%\\-]))+)
    |(?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?|true|false")
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def name_of(node: object) -> str:
    """The IRI, label or lexical form of a pyoxigraph term."""
    return str(getattr(node, "value", ""))


class Token(NamedTuple):
    """A piece of Turtle: its kind (a group of the pattern above), text and line."""

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a Turtle text in order; white space is passed over."""
    line, at = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        yield Token(found.lastgroup or "other", found.group(), line)


def comments(text: str) -> list[int]:
    """The lines on which a comment begins; a ``#`` inside an IRI or a string begins none."""
    return [token.line for token in tokens(text) if token.kind == "comment"]


class Places:
    """Lines of a Turtle file by subject, by subject and predicate, and by triple.

    IRIs are keys as they are, literals by their lexical form; what stands inside ``[ ]`` or
    ``( )`` is not told apart from the statement around it.
    """

    def __init__(self, text: str) -> None:
        self._subjects: dict[str, int] = {}
        self._predicates: dict[tuple[str, str], int] = {}
        self._triples: dict[tuple[str, str, str], int] = {}
        self._mentions: dict[str, int] = {}
        self._nameless: list[tuple[int, set[str]]] = []
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._read([token for token in tokens(text) if token.kind != "comment"])

    def line(self, subject: str, predicate: str = "", value: str = "") -> int | None:
        """The line of the triple, else of the predicate, else of the subject; None if absent."""
        return (
            self._triples.get((subject, predicate, value))
            or self._predicates.get((subject, predicate))
            or self._subjects.get(subject)
        )

    def mention(self, iri: str) -> int | None:
        """The first line on which an IRI is written, in whatever place."""
        return self._mentions.get(iri)

    def nameless(self, *iris: str) -> int | None:
        """The line of the first statement about a blank node that names all of these."""
        return next((line for line, named in self._nameless if named.issuperset(iris)), None)

    def _read(self, found: list[Token]) -> None:
        at = 0
        while at < len(found):
            if found[at].text.lower() in ("@prefix", "prefix"):
                self._prefixes[found[at + 1].text.rstrip(":")] = self._term(found[at + 2])
                at += 3
            elif found[at].text.lower() in ("@base", "base"):
                self._base = found[at + 1].text[1:-1]
                at += 2
            elif found[at].text == ".":
                at += 1
            else:
                at = self._statement(found, at)

    def _statement(self, found: list[Token], at: int) -> int:
        """Read one statement from ``at``; return where the next begins."""
        place = ["", ""]
        depth = 0
        named: set[str] = set()
        if found[at].text in "[(":
            self._nameless.append((found[at].line, named))
        while at < len(found):
            token = found[at]
            at += 1
            if token.kind == "mark":
                depth += (token.text in "[(") - (token.text in "])")
                if token.text in "])" and not depth and not place[0]:
                    place[0] = "[]"  # a blank node is the subject: nobody asks for its line
                elif token.text == ";" and not depth:
                    place[1] = ""
                elif token.text == "." and not depth:
                    break
            elif token.kind in ("iri", "word", "string", "number"):
                self._note(place, token, depth)
                named.add(self._term(token))
        return at

    def _note(self, place: list[str], token: Token, depth: int) -> None:
        term = self._term(token)
        self._mentions.setdefault(term, token.line)
        if depth:
            return
        if not place[0]:
            place[0] = term
            self._subjects.setdefault(term, token.line)
        elif not place[1]:
            place[1] = term
            self._predicates.setdefault((place[0], term), token.line)
        else:
            self._triples.setdefault((place[0], place[1], term), token.line)

    def _term(self, token: Token) -> str:
        text = token.text
        if token.kind == "iri":
            iri = _unescape(text[1:-1])
            return iri if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri) else self._base + iri
        if token.kind == "string":
            width = 3 if text[:3] in ('"""', "'''") else 1
            return _unescape(text[width:-width])
        if text == "a":
            return _RDF_TYPE
        if _NUMBER.fullmatch(text) or text.startswith("_:"):
            return text
        prefix, _, local = text.partition(":")
        return self._prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _PLAIN.get(found[3], found[3])
    return chr(int(found[1] or found[2], 16))


def parse(text: str, where: str) -> tuple[list[Triple], dict[str, str]]:
    """The triples of a Turtle text, lexical forms kept, and its prefixes.

    Raises BadTurtle with ``where``, line and column, BadData for what is nested too deep.
    """
    from pyoxigraph import RdfFormat, Triple
    from pyoxigraph import parse as read

    from travaux.nesting import check_triples

    check_triples(text.encode(), where)
    parser = read(text, RdfFormat.TURTLE, rename_blank_nodes=True)
    try:
        triples = [quad.triple for quad in parser]
    except SyntaxError as error:
        from travaux.loading import bad_turtle

        raise bad_turtle(where, error, text.encode()) from None
    if any(isinstance(triple.object, Triple) for triple in triples):
        raise BadTurtle("statements about statements (RDF 1.2) are not used here", where=where)
    return triples, dict(parser.prefixes)
