"""Results written out: W3C formats for programs, tables for people, graphs as RDF.

Everything is rendered before the first byte is written, so that a failure or a time limit never
leaves half an answer behind. csv, tsv, json and xml are pure SPARQL 1.1 results.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

from travaux import columns, layout
from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError
from travaux.labels import Labels

if TYPE_CHECKING:
    from travaux.resting import Said

#: The heading of the column that says which rows rest on inference.
COLUMN = "inferred"
Result = QuerySolutions | QueryBoolean | QueryTriples
_RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


class BadFormat(TravauxError):
    """The format cannot hold this kind of result."""


class Rendered(NamedTuple):
    """An answer as bytes, and how many rows or triples it has (one for ASK)."""

    data: bytes
    number: int


def write(
    result: Result,
    format: str,
    *,
    drop: Iterable[str] = (),
    engine: OxigraphEngine,
    stream: BinaryIO | None = None,
    text: str = "",
) -> int:
    """Write a result to `stream` (stdout); return how many rows, triples or truth values it had.

    `drop` names columns to leave out; `text` is the query, from which the columns of a `SELECT *`
    take their order. Raises BadFormat before anything is written.
    """
    answer = render_for(result, format, drop=drop, engine=engine, text=text)
    put(answer.data, stream)
    return answer.number


def render_for(
    result: Result,
    format: str,
    *,
    engine: OxigraphEngine,
    drop: Iterable[str] = (),
    text: str = "",
    said: Said | None = None,
) -> Rendered:
    """An answer as it suits stdout: as wide as the terminal, in bold where that may be.

    With `said`, a table has a column for what rests on inference.
    """
    width = layout.terminal_width() if format == "table" else 80
    colour = format == "table" and layout.colourful(sys.stdout)
    return render(
        result,
        format,
        drop=drop,
        engine=engine,
        text=text,
        width=width,
        colour=colour,
        said=said,
    )


def note(text: str) -> None:
    """A remark beside the answer, on stderr, where no program mistakes it for the answer."""
    if sys.stderr is not None:
        print(layout.escape(text), file=sys.stderr)


def counted(number: int, noun: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def put(data: bytes, stream: BinaryIO | None = None) -> None:
    """Write bytes to stdout, at once."""
    if stream is None:
        if sys.stdout is None:
            raise OSError(9, "standard output is closed")
        sys.stdout.flush()
        stream = sys.stdout.buffer
    stream.write(data)
    stream.flush()


def render(
    result: Result,
    format: str,
    *,
    engine: OxigraphEngine,
    drop: Iterable[str] = (),
    text: str = "",
    width: int = 80,
    colour: bool = False,
    said: Said | None = None,
) -> Rendered:
    """The bytes of an answer; see `write` and `render_for`."""
    if isinstance(result, QueryBoolean):
        return _truth(result, format)
    if isinstance(result, QueryTriples):
        return _graph(result, format, engine, width, colour, said)
    names = columns_of(result, set(drop), text)
    if format in _RESULTS:
        return _standard(result, format, names)
    if format not in ("table", "markdown"):
        raise BadFormat(f"{format} holds a graph; this query gives rows", hint=_other(_RESULTS))
    shown = Labels(engine)
    solutions = list(result)
    rows = [[shown(solution[name]) for name in names] for solution in solutions]
    if said:
        names = _marked(names, rows, said.marks(solutions))
    return _listing(names, rows, format, width, colour)


def _marked(names: Sequence[str], rows: list[list[str]], marks: list[str]) -> list[str]:
    """The names with one more, of a column that says which rows rest on inference, if any does."""
    if any(marks):
        for row, mark in zip(rows, marks, strict=True):
            row.append(mark)
        return [*names, COLUMN]
    return [*names]


def _truth(result: QueryBoolean, format: str) -> Rendered:
    if format in ("json", "xml"):
        return Rendered(_ended(result.serialize(format=_RESULTS[format]) or b""), 1)
    if format not in ("table", "markdown"):
        raise BadFormat(
            f"{format} cannot hold the yes or no of an ASK", hint="Use json, xml or table."
        )
    return Rendered(b"yes\n" if result else b"no\n", 1)


def _graph(
    result: QueryTriples,
    format: str,
    engine: OxigraphEngine,
    width: int,
    colour: bool,
    said: Said | None,
) -> Rendered:
    triples = sorted(set(result), key=str)
    if format in ("table", "markdown"):
        shown = Labels(engine)
        rows = [[shown(t.subject), shown(t.predicate), shown(t.object)] for t in triples]
        marks = said.marks(triples) if said else []
        names = _marked(("subject", "predicate", "object"), rows, marks)
        return _listing(names, rows, format, width, colour)
    if format not in _GRAPHS:
        raise BadFormat(f"{format} holds rows; this query gives a graph", hint=_other(_GRAPHS))
    from pyoxigraph import serialize

    used = "\n".join(map(str, triples))
    prefixes = {k: v for k, v in engine.prefixes.items() if v in used}
    kind = _GRAPHS[format]
    if kind != RdfFormat.N_QUADS:
        data = serialize(triples, format=kind, prefixes=prefixes)
    else:
        data = serialize(triples, format=kind)
    return Rendered(data or b"", len(triples))


def _other(kinds: Mapping[str, object]) -> str:
    return f"Use {', '.join(kinds)}, table or markdown."


def _listing(
    names: Sequence[str], rows: list[list[str]], format: str, width: int, colour: bool
) -> Rendered:
    names = [layout.spaced(name) for name in names]
    if format == "markdown":
        text = layout.markdown(names, rows)
    else:
        text = layout.table(names, rows, width, colour=colour)
    return Rendered(text.encode("utf-8", "backslashreplace"), len(rows))


def columns_of(result: QuerySolutions, drop: set[str], text: str) -> list[str]:
    """The columns to show, in order. Where nothing would be left, all of them are."""
    names = [variable.value for variable in result.variables]
    if text and len(names) > 1:
        from travaux.selects import selects

        found = selects(text)
        if found and found[0].star:
            order = {name: n for n, name in enumerate(found[0].order)}
            names.sort(key=lambda name: order.get(name, len(order)))
    return [name for name in names if name not in drop] or names


def _standard(result: QuerySolutions, format: str, names: Sequence[str]) -> Rendered:
    """W3C results; columns that are not in `names` are taken out of the finished text."""
    if format == "csv":
        data = columns.csv(result, names).encode("utf-8")
        return Rendered(data, columns.count(data, format))
    have = [variable.value for variable in result.variables]
    data = result.serialize(format=_RESULTS[format]) or b""
    if format == "xml":
        data = _xml(data)
    if list(names) != have:
        data = columns.KEEP[format](data.decode("utf-8"), have, names).encode("utf-8")
    return Rendered(_ended(data), columns.count(data, format))


def _ended(data: bytes) -> bytes:
    """An answer that ends with a line end, as every text file does."""
    return data if data.endswith(b"\n") else data + b"\n"


def _xml(data: bytes) -> bytes:
    """The engine's XML, well-formed; it writes control characters as they are."""
    text, wrong = columns.as_xml(data.decode("utf-8"))
    if wrong:
        raise BadFormat(
            f"xml cannot hold the character U+{ord(wrong):04X}, which this answer has",
            hint="Use json, csv or tsv.",
        )
    return text.encode("utf-8")
