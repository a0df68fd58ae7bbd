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
    |(?P<string>\"{3}(?:[^"\\]++|\\.|\"{1,2}(?!\"))*+\"{3}
        |'{3}(?:[^'\\]++|\\.|'{1,2}(?!'))*+'{3}
        |"(?:[^"\\\r\n]++|\\.)*+"
        |'(?:[^'\\\r\n]++|\\.)*+')
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
_RDF_FIRST = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"


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

    IRIs are keys as they are, blank nodes as they are written, literals by their lexical form.
    What stands inside ``[ ]`` or ``( )`` is found by the statement around it, with `inside`.
    """

    def __init__(self, text: str) -> None:
        self._subjects: dict[str, int] = {}
        self._predicates: dict[tuple[str, str], int] = {}
        self._triples: dict[tuple[str, str, str], int] = {}
        self._inner: dict[tuple[str, str, str, str], int] = {}
        self._mentions: dict[str, int] = {}
        self._nameless: list[tuple[int, set[str]]] = []
        self._naming: dict[str, list[int]] = {}  # by what each of those names
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

    def inside(self, subject: str, step: str, predicate: str, value: str) -> int | None:
        """The line of a triple in the brackets at a property of the subject, else of them."""
        return (
            self._inner.get((subject, step, predicate, value))
            or self._inner.get((subject, step, predicate, ""))
            or self.line(subject, step or predicate, value)
        )

    def mention(self, iri: str) -> int | None:
        """The first line on which an IRI is written, in whatever place."""
        return self._mentions.get(iri)

    def nameless(self, *iris: str) -> int | None:
        """The line of the first statement about a blank node that names all of these."""
        return self._subjects.get(self.bracketed(*iris))

    def bracketed(self, *terms: str) -> str:
        """What the subject of that statement is called here; empty if there is none."""
        if not self._naming:
            for at, (_, named) in enumerate(self._nameless):
                for term in named:
                    self._naming.setdefault(term, []).append(at)
        # the rarest of them leads to the fewest
        lists = sorted((self._naming.get(each, []) for each in terms), key=len)
        likely = lists[0] if lists else range(len(self._nameless))
        found = (at for at in likely if self._nameless[at][1].issuperset(terms))
        return next((f"[]{at}" for at in found), "")

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
        places = [self._begun(found[at])]  # subject and predicate here, then in each bracket
        named: set[str] = self._nameless[-1][1] if places[0][0] else set()
        while at < len(found):
            token = found[at]
            at += 1
            if token.kind == "mark":
                if token.text in "[(":
                    places.append(["[]", "" if token.text == "[" else _RDF_FIRST])
                elif token.text in "])":
                    del places[max(1, len(places) - 1) :]
                elif token.text == ";":
                    places[-1][1] = ""
                elif token.text == "." and len(places) == 1:
                    break
            elif token.kind in ("iri", "word", "string", "number"):
                self._note(places, token)
                named.add(self._term(token))
        return at

    def _begun(self, token: Token) -> list[str]:
        """Subject and predicate where a statement begins: a bracket is a subject of its own."""
        if token.text not in ("[", "("):
            return ["", ""]
        subject = f"[]{len(self._nameless)}"
        self._nameless.append((token.line, set()))
        self._subjects[subject] = token.line
        return [subject, ""]

    def _note(self, places: list[list[str]], token: Token) -> None:
        term = self._term(token)
        self._mentions.setdefault(term, token.line)
        outer, place = places[0], places[-1]
        if not place[0]:
            place[0] = term
            self._subjects.setdefault(term, token.line)
        elif place is outer and place[1]:
            self._triples.setdefault((place[0], place[1], term), token.line)
        elif place is outer:
            place[1] = term
            self._predicates.setdefault((place[0], term), token.line)
        elif place[1]:
            self._inner.setdefault((outer[0], outer[1], place[1], term), token.line)
        else:
            place[1] = term
            self._inner.setdefault((outer[0], outer[1], term, ""), token.line)

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


def parse(
    text: str, where: str, *, rename_blank_nodes: bool = True
) -> tuple[list[Triple], dict[str, str]]:
    """The triples of a Turtle text, lexical forms kept, and its prefixes.

    Raises BadTurtle with ``where``, line and column, BadData for what is nested too deep or
    too long to be read, HugeLiteral for a text too long to be worked on.
    """
    from pyoxigraph import BlankNode, RdfFormat, Triple
    from pyoxigraph import parse as read

    from travaux.nesting import DEEPEST, check_brackets, check_triples
    from travaux.overlong import HUGE, check_literals, told

    data = text.encode()
    check_triples(data, where)
    parser = read(data, RdfFormat.TURTLE, rename_blank_nodes=rename_blank_nodes)
    try:
        with told(data, RdfFormat.TURTLE, where):
            triples = [quad.triple for quad in parser]
    except SyntaxError as error:
        from travaux.loading import bad_turtle

        raise bad_turtle(where, error, data) from None
    if len(text) > HUGE:
        check_literals(triples, tokens(text), where)
    brackets = text.count("[") + text.count("(")
    if brackets > DEEPEST and sum(isinstance(t.object, BlankNode) for t in triples) >= DEEPEST:
        check_brackets(tokens(text), where)
    if any(isinstance(triple.object, Triple) for triple in triples):
        raise BadTurtle("statements about statements (RDF 1.2) are not used here", where=where)
    return triples, dict(parser.prefixes)
