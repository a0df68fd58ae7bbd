"""Things that a clash may be about, by rules and without Java: only to search near them first.

Nothing rests on this list. A thing on it may be innocent, and a clash may be about none of it; then
the search for the clash takes longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store, Triple

from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError, read_bytes
from travaux.workspace import Workspace

#: Members of two disjoint classes, things with two values of what has one, names for one thing.
_PATTERNS = (
    """?d a owl:AllDisjointClasses ; owl:members ?list .
    ?list rdf:rest*/rdf:first ?one . ?list rdf:rest*/rdf:first ?other .
    FILTER (STR(?one) < STR(?other)) ?thing a ?one . ?thing a ?other""",
    "?one owl:disjointWith ?other . ?thing a ?one . ?thing a ?other",
    "?p a owl:FunctionalProperty . ?thing ?p ?one . ?thing ?p ?other . FILTER (?one != ?other)",
    """?p a owl:InverseFunctionalProperty . ?one ?p ?thing . ?other ?p ?thing .
    FILTER (?one != ?other)""",
    "?one owl:sameAs ?other . FILTER (?one != ?other) BIND (?one AS ?thing)",
    "?one owl:differentFrom ?other . ?one owl:sameAs ?other . BIND (?one AS ?thing)",
)
_PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def suspects(workspace: Workspace, triples: Iterable[Triple]) -> set[str]:
    """The IRIs of things about which these triples, and what the rules make of them, may clash."""
    engine = OxigraphEngine(Store(), workspace.prefixes(), "the workspace", workspace.base)
    engine.store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    engine.rules = tuple((path, read_bytes(path)) for path in workspace.rule_files())
    with suppress(TravauxError):  # with a rule that cannot be run, what is said must do
        engine.infer()
    found: set[str] = set()
    for pattern in _PATTERNS:
        text = f"SELECT DISTINCT ?thing ?one ?other WHERE {{ {pattern} }}"
        rows = engine.store.query(text, prefixes=_PREFIXES)
        assert isinstance(rows, QuerySolutions)
        for row in rows:
            found |= {node.value for node in row if isinstance(node, NamedNode)}
    return found
