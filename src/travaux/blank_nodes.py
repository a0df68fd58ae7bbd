"""Blank nodes named in one way for one graph (RDFC-1.0), and never for ever at it.

Which of them is which can take longer than anybody lives where they are much alike, and Oxigraph
lets nothing else run meanwhile, not even the watchdog of `--timeout`. So a child does it, whose
time is counted; and because it takes memory with the square of their number, that has a limit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from travaux.errors import BadTurtle

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Triple

MOST = 2000
SECONDS = 20


def canonical(triples: Iterable[Triple]) -> list[Triple]:
    """The distinct triples with blank nodes named by RDFC-1.0.

    Raises BadTurtle, without a place, where they are too many or too much alike.
    """
    distinct = list(dict.fromkeys(triples))
    said = _said(distinct)
    if not said:
        return distinct
    if len(said) > MOST:
        raise BadTurtle(
            f"{len(said):,} blank nodes are too many to be put in order",
            hint=f"Give them names; {MOST:,} may be left.",
        )
    if len({tuple(sorted(each)) for each in said.values()}) == len(said):
        return _named(distinct)
    return _named_by_a_child(distinct)


def _said(triples: Iterable[Triple]) -> dict[BlankNode, list[tuple[str, str, str]]]:
    """What is said of each blank node, all other blank nodes being taken for one."""
    from pyoxigraph import BlankNode

    found: dict[BlankNode, list[tuple[str, str, str]]] = {}
    for triple in triples:
        ends = triple.subject, triple.object
        for node in ends:
            if isinstance(node, BlankNode):
                shown = [
                    "" if end == node else "_" if isinstance(end, BlankNode) else str(end)
                    for end in ends
                ]
                found.setdefault(node, []).append((shown[0], triple.predicate.value, shown[1]))
    return found


def _named(triples: Iterable[Triple]) -> list[Triple]:
    import pyoxigraph as ox

    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def _named_by_a_child(triples: Iterable[Triple]) -> list[Triple]:
    import pyoxigraph as ox

    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _write_named(triples, writing)
    os.close(writing)
    with open(reading, "rb") as pipe:
        data = pipe.read()
    if os.waitpid(child, 0)[1]:
        raise BadTurtle(
            "blank nodes are too much alike to be put in order", hint="Give them names."
        )
    return [quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)]


def _write_named(triples: Iterable[Triple], writing: int) -> None:
    """In the child: name them, write them, and end without a trace."""
    import resource

    import pyoxigraph as ox

    code = 1
    try:
        _end_with_parent()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        with open(writing, "wb") as pipe:
            ox.serialize(_named(triples), pipe, ox.RdfFormat.N_TRIPLES)
        code = 0
    finally:
        os._exit(code)


def _end_with_parent() -> None:
    """In the child: a parent that is stopped leaves nobody running, and no pipe held open."""
    import ctypes
    import signal

    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    set_signal = getattr(ctypes.CDLL(None), "prctl", None)  # Linux; elsewhere its own limit ends it
    if set_signal:
        set_signal(1, signal.SIGKILL)
