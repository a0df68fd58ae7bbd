"""From what a person types to a class, and to all that is of it: `position`, `Meeting`."""

from __future__ import annotations

from pyoxigraph import NamedNode

from travaux.engine import Engine
from travaux.errors import AmbiguousName, BadParameter
from travaux.names import Candidate, closure, describe, find, fold, listing, suggest
from travaux.spelling import nearest
from travaux.vocabulary import OWL, TYPE

_CLASS = NamedNode(OWL + "Class")


def resolve(text: str, engine: Engine, where: str = "") -> NamedNode:
    """The class that `text` means: its label, words of that, its local name, CURIE or IRI.

    Raises BadParameter with near names if there is none, AmbiguousName if there are several.
    """
    known = _classes(engine)
    found = find(text, engine, known.__contains__)
    if len(found) != 1:
        local = [node for node in known if _local(node) == _squashed(text) != ""]
        found = [describe(node, engine) for node in sorted(local, key=str)] or found
    if len(found) == 1:
        return found[0].node
    if found:
        raise AmbiguousName(
            f"{_brief(text)} may mean {len(found)} kinds", where=where, hint=listing(found)
        )
    near = _near(text, known, engine)
    hint = "Did you mean\n" + listing(near) if near else "`travaux stats` shows the kinds in use."
    raise BadParameter(f"no kind is called {_brief(text)}", where=where, hint=hint)


def members(kind: NamedNode, engine: Engine) -> set[NamedNode]:
    """All that is of a class or of one below it."""
    return {
        quad.subject
        for each in closure(engine, kind, up=False)
        for quad in engine.quads(None, NamedNode(TYPE), each)
        if isinstance(quad.subject, NamedNode)
    }


def _classes(engine: Engine) -> set[NamedNode]:
    """What is declared a class, and what is used as one."""
    quads = list(engine.quads(None, NamedNode(TYPE)))
    found = {quad.object for quad in quads} | {q.subject for q in quads if q.object == _CLASS}
    return {each for each in found if isinstance(each, NamedNode)}


def _near(text: str, known: set[NamedNode], engine: Engine) -> list[Candidate]:
    if len(text) > 100:  # no name is so long, and comparing would take long
        return []
    near = suggest(text, engine, keep=known.__contains__)
    locals_ = {_local(node): node for node in sorted(known, key=str)}
    like = nearest(_squashed(text), locals_)
    return near or ([describe(locals_[like], engine)] if like else [])


def _local(node: NamedNode) -> str:
    return _squashed(node.value.replace("#", "/").rpartition("/")[2])


def _squashed(text: str) -> str:
    return fold(text).replace(" ", "")


def _brief(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
