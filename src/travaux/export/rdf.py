"""All files of a workspace as quads; read by a parser only, for a store would rewrite literals."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, serialize

from travaux.errors import read_text, short
from travaux.workspace import GraphFile, Workspace

FORMATS = {
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


def text(workspace: Workspace, format: str) -> str:
    """The workspace in one of FORMATS; the same files give the same text.

    Raises BadTurtle for the first file that does not parse.
    """
    found = [quad for file in workspace.graph_files() for quad in quads(file)]
    kind = FORMATS[format]
    if kind != RdfFormat.TRIG:
        return (serialize(found, format=kind) or b"").decode()
    used = "\n".join({iri for quad in found for iri in _iris(quad)})
    prefixes = {key: iri for key, iri in workspace.prefixes().items() if iri in used}
    return (serialize(found, format=kind, prefixes=prefixes) or b"").decode()


def quads(file: GraphFile) -> Iterator[Quad]:
    """What a file says, in its named graph, in order; blank nodes are named after the file."""
    from travaux.turtle_text import parse

    graph = NamedNode(file.iri)
    triples, _ = parse(read_text(file.path), short(file.path))
    ends = (end for triple in triples for end in (triple.subject, triple.object))
    blank = dict.fromkeys(end for end in ends if isinstance(end, BlankNode))
    names: dict[object, BlankNode] = {
        node: BlankNode(f"{file.layer}-{file.stem}-{number}") for number, node in enumerate(blank)
    }
    named = (
        Quad(names.get(t.subject, t.subject), t.predicate, names.get(t.object, t.object), graph)
        for t in triples
    )
    yield from sorted(named, key=str)


def _iris(quad: Quad) -> Iterator[str]:
    for node in (*quad.triple, quad.graph_name):
        if isinstance(node, NamedNode):
            yield node.value
        elif hasattr(node, "datatype"):
            yield node.datatype.value
