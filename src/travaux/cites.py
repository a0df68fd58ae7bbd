"""Citations (`s2:5`): their order, and why nothing is found at one."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from travaux.engine import Engine
from travaux.errors import BadParameter, TravauxError, UnknownName
from travaux.vocabulary import CITE, IDENTIFIER, IN_SOURCE, NEWS_ARTICLE, TYPE

_LONGEST = 18


def place(cite: str) -> tuple[str, int, str]:
    """A sorting key: citations in the order of the texts, s2:5 before s2:10."""
    source, _, paragraph = cite.partition(":")
    number = int(paragraph) if paragraph.isdecimal() and len(paragraph) <= _LONGEST else 0
    return source, number, cite


def not_coded(cite: str, engine: Engine, where: str = "") -> TravauxError:
    """The error for a citation (`s2:5`) at which nothing is recorded."""
    source, _, paragraph = cite.partition(":")
    here = sources(engine)
    if source not in here:
        others = ", ".join(here) + (" is" if len(here) == 1 else " are") if here else "it has none"
        return UnknownName(f"{source} is not in this workspace ({others})", where=where)
    last = max(_paragraphs(source, engine), default=0)
    if not last:
        return BadParameter(f"nothing of {source} is coded", where=where)
    # int() refuses very long numbers
    if len(paragraph) > _LONGEST or int(paragraph) > last:
        return BadParameter(f"{source} is coded up to paragraph {last}", where=where)
    hint = f"{source} is coded up to paragraph {last}."
    return BadParameter(f"nothing is recorded from {cite}", where=where, hint=hint)


def sources(engine: Engine) -> list[str]:
    """The short names of the sources, sorted."""
    nodes = {quad.subject for quad in engine.quads(None, NamedNode(TYPE), NamedNode(NEWS_ARTICLE))}
    nodes |= {
        quad.object
        for quad in engine.quads(None, NamedNode(IN_SOURCE))
        if isinstance(quad.object, NamedNode)
    }
    named = engine.quads(None, NamedNode(IDENTIFIER))
    found = {q.object.value for q in named if q.subject in nodes and isinstance(q.object, Literal)}
    return sorted(found)


def _paragraphs(source: str, engine: Engine) -> set[int]:
    """The paragraphs of a source at which something is recorded."""
    found = set()
    for quad in engine.quads(None, NamedNode(CITE)):
        cite = quad.object.value if isinstance(quad.object, Literal) else ""
        name, _, number = cite.partition(":")
        if name == source and number.isdecimal():
            found.add(int(number))
    return found
