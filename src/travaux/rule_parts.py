"""A rule taken apart: what it concludes, from which patterns, and what must not be the case.

The WHERE of a rule is told as variants, one for each way through its UNIONs, so that every
pattern of a variant must hold wherever its SELECT has a solution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode, Variable

from travaux.inference import Rule
from travaux.tokens import Token, base_at, expand, prefixes_at, tokenize
from travaux.vocabulary import TYPE

MOST_VARIANTS = 64


class Path(NamedTuple):
    """A property path: `^`, `/`, `|`, `*`, `+`, `?` or `!` over others; `text` as written."""

    kind: str
    parts: tuple[NamedNode | Path, ...]
    text: str


Node = NamedNode | Literal | Variable
Pattern = tuple[Node, Node | Path, Node]


class Condition(NamedTuple):
    """What is asked besides patterns: `and no` or `and some` of these, where the texts hold."""

    word: str
    patterns: tuple[Pattern, ...]
    texts: tuple[str, ...]


class Variant(NamedTuple):
    """One way through the UNIONs of a rule; `computed` variables come from BIND."""

    select: str
    patterns: tuple[Pattern, ...]
    conditions: tuple[Condition, ...]
    computed: frozenset[str]


class Parts(NamedTuple):
    """A rule with its template and its variants."""

    rule: Rule
    template: tuple[Pattern, ...]
    variants: tuple[Variant, ...]


def take_apart(rule: Rule, prefixes: Mapping[str, str], base: str | None) -> Parts | None:
    """The parts of a rule; None of a text that is beyond the reader, such as SPARQL 1.2."""
    tokens = tokenize(rule.text)
    start = next((n for n, each in enumerate(tokens) if each.is_word("CONSTRUCT")), None)
    opening = _next(tokens, "{", start) if start is not None else None
    if start is None or opening is None:
        return None
    ending = _closing(tokens, opening)
    # the short form: CONSTRUCT WHERE { ... } concludes what it asks for
    short = tokens[start + 1].is_word("WHERE")
    where = opening if short else _next(tokens, "{", ending)
    if where is None:
        return None
    body = rule.text[tokens[where].start : tokens[_closing(tokens, where)].end]
    head = rule.text[: tokens[start].start]
    bound, base = prefixes_at(tokens, prefixes), base_at(tokens, base)
    reader = _Reader(head, bound, base)
    template = reader.patterns(rule.text[tokens[opening].start : tokens[ending].end])
    variants = [reader.variant(text) for text in _ways(body)]
    if template is None or None in variants:
        return None
    return Parts(rule, template, tuple(each for each in variants if each))


class _Reader:
    def __init__(self, head: str, prefixes: Mapping[str, str], base: str | None) -> None:
        self.head, self.prefixes, self.base = head, prefixes, base

    def variant(self, body: str) -> Variant | None:
        patterns = self.patterns(body)
        if patterns is None:
            return None
        tokens = tokenize(body)
        computed = {
            after.text[1:]
            for each, after in pairwise(tokens)
            if each.is_word("AS") and after.kind == "var"
        }
        conditions = tuple(self._conditions(body, tokens))
        select = f"{self.head} SELECT * WHERE {body}"
        return Variant(select, patterns, conditions, frozenset(computed))

    def patterns(self, group: str) -> tuple[Pattern, ...] | None:
        """The patterns of a group in the order of the text, conditions excepted; None unread."""
        from rdflib.plugins.sparql.algebra import translateQuery
        from rdflib.plugins.sparql.parser import parseQuery

        try:
            parsed = parseQuery(f"{self.head} SELECT * WHERE {group}")
            algebra = translateQuery(parsed, base=self.base, initNs=dict(self.prefixes)).algebra
        except Exception:  # of many kinds; SPARQL that the engine reads and this parser does not
            return None
        order = self._order(group)
        found = dict.fromkeys(map(_pattern, _triples(algebra)))
        return tuple(sorted(found, key=lambda each: order(each)))

    def _order(self, group: str) -> Any:
        """A sorting key: where predicate and object of a pattern stand together in the text."""
        spelt = [self._term(each) for each in tokenize(group)]

        def place(pattern: Pattern) -> tuple[int, str]:
            _, predicate, value = pattern
            told = predicate.text if isinstance(predicate, Path) else str(predicate)
            first = told.split()[0] if isinstance(predicate, Path) else told
            plain = isinstance(value, Literal)
            pairs = enumerate(pairwise(spelt))
            at = [n for n, (one, two) in pairs if one == told and _is(two, str(value), plain)]
            at += [n for n, each in enumerate(spelt) if each and each == first]
            return (at[0] if at else len(spelt)), str(pattern)

        return place

    def _term(self, token: Token) -> str:
        if token.kind == "var":
            return "?" + token.text[1:]
        if token.text == "a":
            return f"<{TYPE}>"
        iri = expand(token, self.prefixes, self.base)
        return f"<{iri}>" if iri else token.text

    def _conditions(self, body: str, tokens: Sequence[Token]) -> Iterator[Condition]:
        at = 0
        while at < len(tokens):
            word = tokens[at]
            opening = at + 1
            if not (word.is_word("EXISTS", "MINUS") and tokens[opening].text == "{"):
                at += 1
                continue
            ending = _closing(tokens, opening)
            group = body[tokens[opening].start : tokens[ending].end]
            some = word.is_word("EXISTS") and not tokens[at - 1].is_word("NOT")
            yield Condition(
                "and some" if some else "and no", self.patterns(group) or (), _filters(group)
            )
            at = ending + 1


def _is(spelt: str, value: str, plain: bool) -> bool:
    """Whether a token may spell a value; of a literal only that it is no IRI and no variable."""
    return not spelt.startswith(("?", "<")) if plain else spelt == value


def _filters(group: str) -> tuple[str, ...]:
    """The texts of the FILTERs of a group."""
    tokens = tokenize(group)
    found = []
    for n, token in enumerate(tokens[:-1]):
        if token.is_word("FILTER") and tokens[n + 1].text == "(":
            text = group[tokens[n + 1].start : tokens[_closing(tokens, n + 1)].end]
            found.append(" ".join(text[1:-1].split()))
    return tuple(found)


def _ways(body: str) -> list[str]:
    """The texts of a group in which each UNION is replaced by one of its branches."""
    waiting: list[str] = [body]
    found: list[str] = []
    while waiting and len(waiting) + len(found) < MOST_VARIANTS:
        text = waiting.pop(0)
        union = _first_union(tokenize(text))
        if union is None:
            found.append(text)
        else:
            start, end, branches = union
            waiting += [text[:start] + text[a:b] + text[end:] for a, b in branches]
    return found + waiting


def _first_union(tokens: Sequence[Token]) -> tuple[int, int, list[tuple[int, int]]] | None:
    """Start and end of the first UNION and of its branches; those in conditions are left."""
    at = 0
    while at < len(tokens):
        if tokens[at].text != "{":
            at += 1
        elif at and tokens[at - 1].is_word("EXISTS", "MINUS", "OPTIONAL", "SERVICE"):
            at = _closing(tokens, at) + 1
        else:
            branches, ending = [(at, _closing(tokens, at))], _closing(tokens, at)
            while ending + 2 < len(tokens) and tokens[ending + 1].is_word("UNION"):
                branches.append((ending + 2, _closing(tokens, ending + 2)))
                ending = branches[-1][1]
            if len(branches) > 1:
                ends = [(tokens[a].start, tokens[b].end) for a, b in branches]
                return ends[0][0], ends[-1][1], ends
            at += 1
    return None


def _next(tokens: Sequence[Token], text: str, after: int) -> int | None:
    return next((n for n in range(after + 1, len(tokens)) if tokens[n].text == text), None)


def _closing(tokens: Sequence[Token], opening: int) -> int:
    depth = 0
    for n in range(opening, len(tokens)):
        depth += (tokens[n].text in "{(") - (tokens[n].text in "})")
        if not depth:
            return n
    return len(tokens) - 1


def _triples(part: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The triples of rdflib's algebra; what is excluded, and what stands in filters, is not."""
    waiting = [part]
    while waiting:
        at = waiting.pop()
        if "triples" in at:  # its own `get` gives the key where there is nothing
            yield from at["triples"]
        below = ("p1",) if at.name == "Minus" else ("p", "p1", "p2")
        waiting += [at[key] for key in below if key in at]


def _pattern(triple: tuple[Any, Any, Any]) -> Pattern:
    subject, predicate, value = triple
    return _node(subject), _predicate(predicate), _node(value)


def _node(term: Any) -> Node:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        kind = NamedNode(str(term.datatype)) if term.datatype else None
        return Literal(str(term), datatype=kind, language=term.language)
    # a blank node in a pattern is a variable that nobody asks for
    return Variable(("" if isinstance(term, rdflib.Variable) else "_") + str(term))


def _predicate(term: Any) -> Node | Path:
    from rdflib import paths

    if not isinstance(term, paths.Path):
        return _node(term)
    kinds = {
        paths.InvPath: "^",
        paths.SequencePath: "/",
        paths.AlternativePath: "|",
        paths.NegatedPath: "!",
    }
    kind = kinds.get(type(term)) or str(getattr(term, "mod", "!"))
    parts = getattr(term, "args", None) or [getattr(term, "arg", None) or getattr(term, "path", "")]
    inner = tuple(_predicate(each) for each in parts)
    text = " ".join(each.text if isinstance(each, Path) else str(each) for each in inner)
    return Path(kind, tuple(x for x in inner if isinstance(x, NamedNode | Path)), text)
