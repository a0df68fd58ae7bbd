"""What is refused before a query is evaluated, and hints about terms that nothing answers to.

SERVICE asks other machines, so it is never evaluated. Whether a text uses it is decided by the
parser that will run it (see travaux.parsing), never by looking at the text. FROM is found
likewise; its graphs must be in the workspace, and are merged by the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from travaux.errors import BadQuery, ForbiddenQuery, short

if TYPE_CHECKING:
    from travaux.engine import Engine, OxigraphEngine
    from travaux.tokens import Token


MAX_NESTING = 1000


class Dataset(NamedTuple):
    """The graphs a query names itself: FROM (merged to its default graph) and FROM NAMED."""

    merged: tuple[str, ...]
    named: tuple[str, ...]


def prepare(text: str, engine: Engine, name: str = "") -> tuple[str, Dataset | None]:
    """The text to run and the graphs it names, if any: the text is then without its FROM clauses.

    Raises ForbiddenQuery for SERVICE and for FROM of a graph that is not there, BadQuery for a
    text that does not parse (only texts that hold one of these words are parsed here).
    """
    _check_nesting(text, name)
    upper = text.upper()  # of letters beyond ASCII it makes too many words, never too few
    if "SERVICE" not in upper and "FROM" not in upper:
        return text, None
    from travaux.parsing import parse_error

    if parse_error(text, engine, "SERVICE", "FROM") is None:
        return text, None
    error = parse_error(text, engine, "SERVICE")
    if error:
        raise explain(text, engine, name, error)
    return _dataset(text, engine, name)


def _check_nesting(text: str, name: str) -> None:
    """Raise BadQuery where brackets are so deep that the parser would run out of stack and die."""
    if sum(map(text.count, "({[")) <= MAX_NESTING:
        return
    from travaux.tokens import tokenize

    depth = 0
    for token in tokenize(text):
        depth += (token.text in ("(", "{", "[")) - (token.text in (")", "}", "]"))
        if depth > MAX_NESTING:
            what = f"brackets are nested more than {MAX_NESTING} deep"
            raise BadQuery(what, where=short(name))


def explain(text: str, engine: Engine, name: str, error: SyntaxError) -> BadQuery:
    """The error to raise for a text that does not parse: where, why, and what to do."""
    from travaux.syntax import explain

    return explain(text, engine, name, error)


def unknown_terms(text: str, engine: Engine) -> list[str]:
    """A message for each IRI that the query asks for and that exists nowhere, with the nearest.

    Declarations, datatypes, functions and CONSTRUCT templates are no such IRIs.
    """
    from travaux.tokens import base_at, expand, place, prefixes_at, terms, tokenize
    from travaux.vocabulary import XSD

    tokens = tokenize(text)
    bound, base = prefixes_at(tokens, engine.prefixes), base_at(tokens, engine.base)
    unknown: dict[str, Token] = {}
    for token in terms(tokens):
        iri = expand(token, bound, base)
        if not iri or iri == engine.inferred or iri.startswith(XSD) or iri in unknown:
            continue
        if not engine.knows(iri):
            unknown[iri] = token
    if not unknown:
        return []
    known = sorted(engine.iris())
    return [
        "{} (line {}, column {}) exists nowhere in {}{}".format(
            token.text, *place(text, token.start), engine.place, _nearest_term(iri, known, bound)
        )
        for iri, token in unknown.items()
    ]


def uninferred(text: str, engine: OxigraphEngine) -> list[str]:
    """A message if the query asks for what only rules add, and nothing has been inferred."""
    from travaux.tokens import base_at, expand, prefixes_at, terms, tokenize

    if engine.inferred in engine.graphs or not engine.rules:
        return []
    tokens = tokenize(text)
    bound, base = prefixes_at(tokens, engine.prefixes), base_at(tokens, engine.base)
    asked = {expand(token, bound, base) for token in terms(tokens)}
    # The rules are read for the few queries only that name a term of which nothing is said.
    if not any(iri and _may_be_inferred(iri, engine) for iri in asked):
        return []
    from travaux.inference import Derived

    found = Derived(engine).mentioned(text)
    verb = "is" if len(found) == 1 else "are"
    return [f"{', '.join(found)} {verb} inferred: --infer adds what rules give"] if found else []


def _may_be_inferred(iri: str, engine: OxigraphEngine) -> bool:
    """Whether the IRI is that of a term that is declared and has no member and no pair."""
    from travaux.vocabulary import TYPE

    node, kind = NamedNode(iri), NamedNode(TYPE)
    used = any(engine.quads(None, node)) or any(engine.quads(None, kind, node))
    return iri == engine.inferred or (any(engine.quads(node, kind)) and not used)


def _nearest_term(iri: str, known: list[str], bound: Mapping[str, str]) -> str:
    from travaux.spelling import curie, nearest

    space, local = _split(iri)
    locals_here = {_split(each)[1]: each for each in known if _split(each)[0] == space}
    near = nearest(local, locals_here, 0.8)
    elsewhere = [each for each in known if local and _split(each)[1] == local]
    found = locals_here[near] if near else elsewhere[0] if elsewhere else ""
    if not found and (near := nearest(local, locals_here)):
        found = locals_here[near]
    return f"; the nearest is {curie(found, bound)}" if found else ""


def _split(iri: str) -> tuple[str, str]:
    """The namespace and the local part of an IRI."""
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:at], iri[at:]


def _dataset(text: str, engine: Engine, name: str) -> tuple[str, Dataset]:
    """The text without its FROM clauses, and their graphs.

    What the tokens take for a clause is one only if the parser agrees: without it the text must
    still parse, and with only its FROM misspelt it must not.
    """
    from travaux.parsing import misspelt, parse_error, stand_in
    from travaux.tokens import base_at, dataset_clauses, expand, prefixes_at, tokenize

    tokens = tokenize(text)
    bound, base = prefixes_at(tokens, engine.prefixes), base_at(tokens, engine.base)
    other = {"FROM": stand_in("FROM", text)}
    merged: dict[str, None] = {}
    named: dict[str, None] = {}
    asked = text
    for first, at, is_named in dataset_clauses(tokens):
        start, end = tokens[first].start, tokens[at].end
        changed = text[:start] + misspelt(tokens[first].text, other) + text[tokens[first].end :]
        if parse_error(changed, engine, "SERVICE") is None:
            continue
        iri = expand(tokens[at], bound, base) or tokens[at].text
        if iri not in engine.graphs:
            raise _no_graph(text, tokens[at], iri, engine, name)
        (named if is_named else merged)[iri] = None
        asked = asked[:start] + _blank(text[start:end]) + asked[end:]
    if parse_error(asked, engine, "SERVICE", "FROM"):
        what = "a FROM clause that cannot be read"
        raise ForbiddenQuery(what, where=short(name), hint="Write it FROM <graph>, apart.")
    return asked, Dataset(tuple(merged), tuple(named))


def _blank(text: str) -> str:
    return "".join(each if each in "\r\n" else " " for each in text)


def _no_graph(text: str, token: Token, iri: str, engine: Engine, name: str) -> ForbiddenQuery:
    from travaux.spelling import curie, nearest
    from travaux.syntax import excerpt, located

    graphs = {curie(each, engine.prefixes): each for each in engine.graphs}
    near = nearest(curie(iri, engine.prefixes), graphs)
    hint = f"Did you mean {near}?" if near else "Its graphs: " + " ".join(sorted(graphs))
    hint = "--infer makes it." if iri == engine.inferred else hint
    return ForbiddenQuery(
        f"no graph {token.text} in {engine.place}",
        where=located(text, token.start, name),
        hint=f"{excerpt(text, token.start, token.end)}\n{hint}",
    )
