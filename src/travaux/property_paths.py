"""Property paths walked step by step: the triples by which one end reaches the other."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from travaux.engine import Engine
from travaux.rule_parts import Path

Steps = tuple[Triple, ...]


def walk(path: Path, start: object, end: object, engine: Engine) -> Steps | None:
    """The triples of a shortest way from `start` to `end`; None if there is none to be told."""
    for reached, steps in _reach(path, start, engine):
        if reached == end:
            return steps
    return None


def _reach(path: NamedNode | Path, start: object, engine: Engine) -> Iterator[tuple[object, Steps]]:
    """Every node at the end of the path, with the triples on the way to it."""
    if isinstance(path, NamedNode):
        if isinstance(start, NamedNode | BlankNode):
            for quad in engine.quads(start, path):
                yield quad.object, (quad.triple,)
    elif path.kind == "^":
        yield from _back(path.parts[0], start, engine)
    elif path.kind == "/":
        yield from _through(path.parts, start, engine)
    elif path.kind == "|":
        for part in path.parts:
            yield from _reach(part, start, engine)
    elif path.kind in ("*", "+", "?"):
        yield from _often(path, start, engine)


def _back(path: NamedNode | Path, end: object, engine: Engine) -> Iterator[tuple[object, Steps]]:
    """The path walked backwards."""
    if isinstance(path, NamedNode):
        if isinstance(end, NamedNode | BlankNode | Literal | Triple):
            for quad in engine.quads(None, path, end):
                yield quad.subject, (quad.triple,)
    elif path.kind == "^":
        yield from _reach(path.parts[0], end, engine)
    else:
        turned = tuple(Path("^", (each,), path.text) for each in path.parts)
        parts = turned[::-1] if path.kind == "/" else turned
        yield from _reach(path._replace(parts=parts), end, engine)


def _through(
    parts: tuple[NamedNode | Path, ...], start: object, engine: Engine
) -> Iterator[tuple[object, Steps]]:
    if not parts:
        yield start, ()
        return
    for middle, steps in _reach(parts[0], start, engine):
        for end, more in _through(parts[1:], middle, engine):
            yield end, steps + more


def _often(path: Path, start: object, engine: Engine) -> Iterator[tuple[object, Steps]]:
    """The nodes that repeated steps lead to, each by a shortest way."""
    if path.kind != "+":
        yield start, ()
    seen: set[object] = set() if path.kind == "+" else {start}
    level: list[tuple[object, Steps]] = [(start, ())]
    while level:
        beyond = []
        for at, steps in level:
            for end, more in _reach(path.parts[0], at, engine):
                if end not in seen:
                    seen.add(end)
                    beyond.append((end, steps + more))
        yield from beyond
        level = [] if path.kind == "?" else beyond
