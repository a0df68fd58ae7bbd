"""Files into a store: Turtle of a workspace, and any RDF named on the command line."""

from __future__ import annotations

import os

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from travaux.errors import BadData, BadTurtle, FileProblem, read_bytes, short
from travaux.nesting import check_json, check_triples
from travaux.overlong import told

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}


def add_file(store: Store, path: str, graph: str) -> None:
    """Load a Turtle file into a named graph. Raises BadTurtle or FileProblem."""
    data = _some_bytes(path)
    check_triples(data, short(path))
    try:
        with told(data, RdfFormat.TURTLE, short(path)):
            store.load(data, RdfFormat.TURTLE, to_graph=NamedNode(graph))
    except SyntaxError as error:
        raise bad_turtle(short(path), error, data) from None


def prefixes_of(path: str) -> dict[str, str]:
    """The prefixes that a Turtle file declares. Raises BadTurtle or FileProblem."""
    data = read_bytes(path)
    check_triples(data, short(path))
    try:
        parser = parse(data, RdfFormat.TURTLE)
        with told(data, RdfFormat.TURTLE, short(path)):
            for _ in parser:
                pass
    except SyntaxError as error:
        raise bad_turtle(short(path), error, data) from None
    return dict(parser.prefixes)


def read_data(store: Store, spec: str, base: str | None) -> dict[str, str]:
    """Load `FILE` or `IRI=FILE`, its format told by its ending; return the prefixes it declares.

    Raises FileProblem, and BadData for what does not parse or is refused: RDF/XML with a DOCTYPE
    (its entities can grow without bound), JSON-LD whose @context is another document, and what is
    nested too deep.
    """
    graph, path = _graph_and_path(spec)
    kind = FORMATS.get(os.path.splitext(path)[1].lower())
    data = _some_bytes(path)
    if kind is None:
        hint = "Known endings: " + " ".join(FORMATS)
        raise BadData("the ending tells no RDF format", where=short(path), hint=hint)
    if kind == RdfFormat.RDF_XML and _has_doctype(data):
        raise BadData(
            "RDF/XML with a DOCTYPE is refused",
            where=short(path),
            hint="Its entities may unfold without end; remove the DOCTYPE, or give Turtle.",
        )
    (check_json if kind == RdfFormat.JSON_LD else check_triples)(data, short(path))
    if graph is not None and kind in (RdfFormat.TRIG, RdfFormat.N_QUADS):
        raise BadData("has graphs of its own: give it without IRI=", where=short(path))
    try:
        with told(data, kind, short(path)):
            store.load(data, kind, base_iri=base, to_graph=graph)
            return _prefixes(data, kind, base)
    except SyntaxError as error:
        if kind == RdfFormat.TURTLE:
            relative = "Give --base IRI to resolve relative IRIs."
            raise bad_turtle(short(path), error, data, relative) from None
        raise _bad_data(path, kind, error) from None
    except ValueError as error:  # the base IRI is not one
        raise BadData(f"--base: {error}") from None


def _graph_and_path(spec: str) -> tuple[NamedNode | None, str]:
    iri, equals, path = spec.rpartition("=")
    if not equals or ":" not in iri or os.path.exists(spec):
        return None, spec
    try:
        return NamedNode(iri), path
    except ValueError as error:
        raise BadData(f"not an IRI: {error}", where=spec) from None


def _some_bytes(path: str) -> bytes:
    data = read_bytes(path)
    if not data.strip():
        raise FileProblem("is empty", where=short(path))
    return data


def _has_doctype(data: bytes) -> bool:
    """Whether an XML document has a DOCTYPE: it can only stand before the first element."""
    at = data.find(b"<")
    while at >= 0:
        rest = data[at : at + 9].upper()
        if rest == b"<!DOCTYPE":
            return True
        closing = b"-->" if rest.startswith(b"<!--") else b"?>" if rest.startswith(b"<?") else b""
        if not closing:
            return False
        end = data.find(closing, at + (4 if closing == b"-->" else 2))
        at = data.find(b"<", end) if end >= 0 else -1
    return False


def _prefixes(data: bytes, kind: RdfFormat, base: str | None) -> dict[str, str]:
    """The prefixes declared before the first triple."""
    if kind not in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return {}
    parser = parse(data, kind, base_iri=base)
    next(parser, None)
    return dict(parser.prefixes)


def _located(place: str, error: SyntaxError) -> tuple[str, str]:
    """`file:line:column` and the reason of a parser's error."""
    message = str(error.args[0]) if error.args else str(error)
    if message.startswith("Parser error"):
        message = message.partition(": ")[2]
    if error.lineno:
        place += f":{error.lineno}:{error.offset}" if error.offset else f":{error.lineno}"
    if message.startswith("Invalid UTF-8"):
        message = "not UTF-8 text"
    return place, message


_RELATIVE = "A relative IRI: write it in full, or with a prefix."
_BEFORE = "What is missing may belong at the end of the line before: a ; a , or a dot."


def bad_turtle(place: str, error: SyntaxError, data: bytes, relative: str = _RELATIVE) -> BadTurtle:
    """The error for Turtle that does not parse, with the offending line and a caret under it.

    ``place`` is the file as messages call it, ``relative`` what to do about a relative IRI.
    """
    where, reason = _located(place, error)
    hints = [_excerpt(data.decode("utf-8", "replace"), error)]
    if reason.startswith("No scheme"):
        hints.append(relative)
    if reason.startswith("A dot is expected"):
        hints.append(_BEFORE)
    return BadTurtle(reason, where=where, hint="\n".join(filter(None, hints)))


def _excerpt(text: str, error: SyntaxError) -> str:
    """The line a parser's error is in, and carets; empty where that line is."""
    from travaux.syntax import excerpt

    lines = text.split("\n")
    if not error.lineno or error.lineno > len(lines) or not lines[error.lineno - 1].strip():
        return ""
    start = sum(len(line) + 1 for line in lines[: error.lineno - 1]) + (error.offset or 1) - 1
    one_line = error.end_lineno == error.lineno and error.end_offset
    length = error.end_offset - (error.offset or 1) if one_line and error.end_offset else 1
    return excerpt(text, start, start + length)


def _bad_data(path: str, kind: RdfFormat, error: SyntaxError) -> BadData:
    where, reason = _located(short(path), error)
    hint = "Give --base IRI to resolve relative IRIs." if reason.startswith("No scheme") else ""
    if kind == RdfFormat.JSON_LD and ("LoadDocumentCallback" in reason or "remote" in reason):
        reason = "JSON-LD whose @context is another document is refused: nothing is fetched"
        hint = "Write the context into the file."
    return BadData(reason, where=where, hint=hint)
