"""The command `sparql`: ask a query of one's own, of the workspace or of other data."""

from __future__ import annotations

import sys

import click
from pyoxigraph import Literal, NamedNode, QueryBoolean

from travaux import output
from travaux.engine import OxigraphEngine, Term
from travaux.errors import BadParameter, BadQuery, FileProblem, decode, read_text
from travaux.options import (
    format_option,
    infer_option,
    lang_option,
    param_option,
    timeout_option,
    workspace_option,
)
from travaux.timeout import limit
from travaux.vocabulary import LABEL, PREF_LABEL
from travaux.workspace import builtin_root, find, open_at

_NAMES = (NamedNode(LABEL), NamedNode(PREF_LABEL))


@click.command(
    "sparql",
    epilog="""\b
Example:
  travaux sparql 'SELECT ?who { ?who a trv:Person }'
  travaux sparql question.rq -p actor="a name" --format csv
  travaux sparql --data talks.ttl 'SELECT * { ?s ?p ?o } LIMIT 9'
""",
    short_help="Ask a SPARQL query of your own.",
)
@click.argument("query", metavar="TEXT|FILE.rq|-")
@param_option
@click.option(
    "--data",
    multiple=True,
    metavar="[IRI=]FILE",
    help="Ask this file instead of the workspace (IRI=: as a named graph); may be repeated.",
)
@click.option("--base", metavar="IRI", help="What relative IRIs in --data files are relative to.")
@format_option()
@infer_option
@lang_option
@timeout_option
@workspace_option
def command(
    query: str,
    params: tuple[str, ...],
    data: tuple[str, ...],
    base: str | None,
    format: str,
    infer: bool,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Ask a query: its text, a file ending in .rq, or - for standard input.

    Prefixes need not be declared. Only reading is possible: updates, SERVICE, and FROM of a graph
    that is not in the workspace are refused.
    """
    text, name = read_query(query)
    if base is not None and not data:
        raise click.UsageError("--base goes with --data.")
    if infer and data:
        raise click.UsageError("--infer goes with a workspace, which has rules, not with --data.")
    with limit(timeout):
        engine = load(data, base, workspace, lang)
        bound = bindings(text, name, params, engine)
        said = None
        if infer:
            from travaux.resting import inferring

            said = inferring(text, engine, bound)
        result = engine.query(text, bindings=bound, name=name)
        answer = output.render_for(result, format, drop=bound, engine=engine, text=text, said=said)
        rows = None if isinstance(result, QueryBoolean) else answer.number
        notes = _notes(text, engine, rows, format)
        if said:
            notes.append(said.note(engine.query(text, bindings=bound)))
    output.put(answer.data)
    for note in notes:
        output.note(note)


def read_query(query: str) -> tuple[str, str]:
    """The text of a query and the file it stands in, if any. Raises FileProblem, BadQuery."""
    if query == "-":
        if sys.stdin is None:
            raise FileProblem("is closed", where="standard input")
        return decode(sys.stdin.buffer.read(), "standard input"), ""
    if query.endswith(".rq"):
        return read_text(query), query
    if any("\ud800" <= character <= "\udfff" for character in query):
        raise BadQuery("not UTF-8 text", where="the query")
    return query, ""


def load(
    data: tuple[str, ...], base: str | None, workspace: str | None, lang: str | None = None
) -> OxigraphEngine:
    """The engine over the files named, else over the workspace; names come in `lang`.

    Raises BadParameter for a language in which nothing there is named.
    """
    if not data:
        return OxigraphEngine.load(find(workspace), lang)
    space = find(workspace) if workspace else open_at(builtin_root())
    languages = (lang,) if lang else space.languages
    engine = OxigraphEngine.load_data(
        data, base=base, prefixes=space.prefixes(), languages=languages
    )
    if lang:
        _check_language(lang, engine)
    return engine


def _check_language(lang: str, engine: OxigraphEngine) -> None:
    """The languages of other data are those of its names, not those of a workspace."""
    find = engine.store.quads_for_pattern
    values = [quad.object for each in _NAMES for quad in find(None, each, None)]
    tags = {value.language for value in values if isinstance(value, Literal)}
    known = ", ".join(sorted(filter(None, tags)))
    if lang.lower() not in tags:
        hint = f"Known: {known} (of the names in the data)." if known else "No name has a language."
        raise BadParameter(f"no names in {lang!r} here", where="--lang", hint=hint)


def bindings(
    text: str, name: str, params: tuple[str, ...], engine: OxigraphEngine
) -> dict[str, Term]:
    """The parameters bound: those its header declares, or without header any variable named."""
    if "#+" in text:
        from travaux.binding import bind
        from travaux.headers import read_header
        from travaux.queries import parse

        if read_header(text, name).get("params"):
            return dict(bind(parse(name or "query", text, name), params, engine))
    if not params:
        return {}
    from travaux.binding import bind_text

    return dict(bind_text(text, params, engine))


def _notes(text: str, engine: OxigraphEngine, rows: int | None, format: str) -> list[str]:
    """What stands on stderr beside an answer: how much it is, and terms that exist nowhere."""
    from travaux.guard import uninferred, unknown_terms

    counted = []
    if rows == 0:
        counted = ["no rows"]
    elif rows and format == "table":
        counted = [output.counted(rows, "row")]
    return counted + unknown_terms(text, engine) + uninferred(text, engine)
