"""From what a person types to the node that is meant: labels, aliases, CURIEs, IRIs, identifiers.

An exact name wins over one that differs in case or accents, and that over one that only holds all
the words typed (a family name). Names are read from the default graph when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from travaux.engine import Engine
from travaux.errors import AmbiguousName, UnknownName
from travaux.vocabulary import (
    ACTOR,
    ALT_LABEL,
    CONCEPT,
    CONCEPT_SCHEME,
    IDENTIFIER,
    LABEL,
    OWL,
    PREF_LABEL,
    SAME_AS,
    SUBCLASS_OF,
    TITLE,
    TYPE,
)
from travaux.walk import reached

_ACTOR, _ENTITY, _NOTION, _TERM = range(4)
_NAMING = tuple(NamedNode(iri) for iri in (LABEL, ALT_LABEL, PREF_LABEL, TITLE, IDENTIFIER))
_WORD = re.compile(r"[^\W_]+")
_IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+)>?")
Keep = Callable[[NamedNode], bool]
_QUOTES = "\"'“”„«»‘’"


class Candidate(NamedTuple):
    """A node that may be meant: its label, its CURIE, and the label of its class."""

    node: NamedNode
    label: str
    curie: str
    kind: str


def _any(node: NamedNode) -> bool:
    return True


def find(text: str, engine: Engine, keep: Keep = _any) -> list[Candidate]:
    """The nodes that `text` may mean, by label; none if it is unknown, several if ambiguous.

    With `keep`, only nodes that it holds true of, so that a name is looked for among those.
    """
    text = " ".join(text.split()).strip(_QUOTES).strip()
    if not is_text(text):
        return []
    meant = _by_iri(text, engine)
    nodes = set(filter(keep, meant)) if meant else _by_name(text, engine, keep)
    return sorted((describe(node, engine) for node in nodes), key=lambda c: (c.label, c.curie))


def is_text(text: str) -> bool:
    """Whether every character can be written: bytes that were no UTF-8 are surrogates here."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def resolve(text: str, engine: Engine, where: str = "") -> NamedNode:
    """The one node that `text` means.

    Raises AmbiguousName, listing the candidates, and UnknownName with near names.
    """
    return choose(find(text, engine), text, engine, where)


def choose(
    found: list[Candidate], text: str, engine: Engine, where: str = "", keep: Keep = _any
) -> NamedNode:
    """The one node found for `text`; raises as `resolve`, near names among those kept."""
    if len(found) == 1:
        return found[0].node
    if found:
        raise AmbiguousName(
            f"{text!r} may mean {len(found)} things",
            where=where,
            hint=listing(found) + "\nName one of them, by its label or as written in the middle.",
        )
    raise unknown(text, engine, where, keep)


def unknown(text: str, engine: Engine, where: str = "", keep: Keep = _any) -> UnknownName:
    """The error for a name that nothing has, with near names if there are any."""
    near = suggest(text, engine, keep=keep)
    hint = "No name is near it; `travaux find` looks for words in names and in what is told."
    hint = "Did you mean\n" + listing(near) if near else hint
    return UnknownName(f"nothing is called {text!r}", where=where, hint=hint)


def listing(candidates: Iterable[Candidate]) -> str:
    """Candidates one per line: label, CURIE, class."""
    from travaux.layout import pad, width

    rows = [(each.label, each.curie, each.kind) for each in candidates]
    wide = [max(width(row[i]) for row in rows) for i in (0, 1)]
    return "\n".join(f"  {pad(a, wide[0])}  {pad(b, wide[1])}  {c}".rstrip() for a, b, c in rows)


def describe(node: NamedNode, engine: Engine) -> Candidate:
    """A node with what tells it from others."""
    from travaux.spelling import curie

    short = curie(node.value, engine.prefixes)
    kinds = sorted(engine.label(each.value) or "" for each in classes(node, engine))
    return Candidate(node, engine.label(node.value) or short, short, ", ".join(filter(None, kinds)))


def classes(node: NamedNode, engine: Engine) -> list[NamedNode]:
    """The classes that a node is said to belong to, the most special ones only."""
    found = list(_objects(engine, node, TYPE))
    broader = {b for each in found for b in closure(engine, each, up=True) if b != each}
    return [each for each in found if each not in broader]


def _by_iri(text: str, engine: Engine) -> set[NamedNode]:
    match = _IRI.fullmatch(text)
    if match is None:
        return set()
    prefix, _, local = match[1].partition(":")
    space = engine.prefixes.get(prefix)
    value = match[1] if space is None or local.startswith("//") else space + local
    try:
        node = NamedNode(value)
    except ValueError:  # it looks like an IRI, and is none
        return set()
    same = engine.quads(None, NamedNode(SAME_AS), node)
    owners = {quad.subject for quad in same if isinstance(quad.subject, NamedNode)}
    return owners or ({node} if _occurs(node, engine) else set())


def _occurs(node: NamedNode, engine: Engine) -> bool:
    return any(engine.quads(node)) or any(engine.quads(None, None, node))


def _by_name(text: str, engine: Engine, keep: Keep) -> set[NamedNode]:
    """The nodes of the first road that leads anywhere: exact, folded, all words."""
    exact = set(filter(keep, _exact(text, engine)))
    if exact:
        return _first_rank(exact, engine, actors_first=False)
    wanted = fold(text)
    if not wanted:
        return set()
    names = list(_names(engine))
    same = {node for name, node in names if name == text and keep(node)}
    same = same or {node for name, node in names if fold(name) == wanted and keep(node)}
    if same:
        return _first_rank(same, engine, actors_first=False)
    words = set(wanted.split())
    holding = {node for name, node in names if words <= set(fold(name).split())}
    return _first_rank(set(filter(keep, holding)), engine, actors_first=True)


def _exact(text: str, engine: Engine) -> set[NamedNode]:
    """Nodes named exactly so in a wanted language or in none; spares reading all the names."""
    forms = (*(Literal(text, language=tag) for tag in engine.languages), Literal(text))
    return {
        quad.subject
        for predicate in _NAMING
        for form in forms
        for quad in engine.quads(None, predicate, form)
        if isinstance(quad.subject, NamedNode)
    }


def _names(engine: Engine) -> Iterator[tuple[str, NamedNode]]:
    for predicate in _NAMING:
        for quad in engine.quads(None, predicate):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.object.value, quad.subject


def _first_rank(nodes: set[NamedNode], engine: Engine, *, actors_first: bool) -> set[NamedNode]:
    """Those that are most likely meant: things before notions, notions before ontology terms."""
    actors = closure(engine, NamedNode(ACTOR), up=False) if actors_first else set()
    ranks = {node: _rank(node, engine, actors) for node in nodes}
    best = min(ranks.values(), default=_ENTITY)
    return {node for node, rank in ranks.items() if rank == best}


def _rank(node: NamedNode, engine: Engine, actors: set[NamedNode]) -> int:
    kinds = set(_objects(engine, node, TYPE))
    if kinds & actors:
        return _ACTOR
    if any(kind.value.startswith(OWL) for kind in kinds):
        return _TERM
    return _NOTION if kinds <= {NamedNode(CONCEPT), NamedNode(CONCEPT_SCHEME)} else _ENTITY


def _objects(engine: Engine, node: NamedNode, predicate: str) -> Iterator[NamedNode]:
    for quad in engine.quads(node, NamedNode(predicate)):
        if isinstance(quad.object, NamedNode):
            yield quad.object


def closure(engine: Engine, start: NamedNode, *, up: bool) -> set[NamedNode]:
    """A class with all above it, or all below it."""
    predicate = NamedNode(SUBCLASS_OF)

    def ahead(at: NamedNode) -> Iterator[NamedNode]:
        ends = (at, None) if up else (None, at)
        for quad in engine.quads(ends[0], predicate, ends[1]):
            node = quad.object if up else quad.subject
            if isinstance(node, NamedNode):
                yield node

    return reached(start, ahead)


def fold(text: str) -> str:
    """Words of a name without case, accents, punctuation and a leading "the"."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join(_WORD.findall(text.casefold())).removeprefix("the ")


def suggest(text: str, engine: Engine, limit: int = 5, keep: Keep = _any) -> list[Candidate]:
    """Nodes with a name close to `text`, the closest first."""
    from difflib import SequenceMatcher, get_close_matches

    wanted = fold(text)
    nodes: dict[str, set[NamedNode]] = {}
    for name, node in _names(engine):
        if keep(node):
            nodes.setdefault(fold(name), set()).add(node)
    vocabulary = {word for name in nodes for word in name.split()}
    near = [set(get_close_matches(word, vocabulary, n=5, cutoff=0.75)) for word in wanted.split()]
    close = set(get_close_matches(wanted, list(nodes), n=limit, cutoff=0.75))
    close |= {name for name in nodes if near and all(each & set(name.split()) for each in near)}
    matcher = SequenceMatcher(b=wanted)
    scored: dict[NamedNode, float] = {}
    for name in close:
        matcher.set_seq1(name)
        for node in _first_rank(nodes[name], engine, actors_first=True):
            scored[node] = max(scored.get(node, 0.0), matcher.ratio())
    least = 0.7 * max(scored.values(), default=0.0)
    best = sorted(scored, key=lambda node: (-scored[node], node.value))[:limit]
    return [describe(node, engine) for node in best if scored[node] >= least]
