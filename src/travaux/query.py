"""The command `query`: ask a named question."""

from __future__ import annotations

from collections.abc import Mapping

import click

from travaux import output
from travaux.binding import Term, bind, describe
from travaux.engine import OxigraphEngine
from travaux.options import format_option, param_option, timeout_option, workspace_option
from travaux.queries import complete, load
from travaux.timeout import limit
from travaux.workspace import Workspace, find


@click.command(
    "query",
    epilog="\b\nExample:\n  travaux query meetings\n"
    '  travaux query positions -p topic="a name" --format csv',
    short_help="Ask a named question.",
)
@click.argument("name", shell_complete=complete)
@param_option
@format_option()
@timeout_option
@workspace_option
def command(
    name: str, params: tuple[str, ...], format: str, timeout: float, workspace: str | None
) -> None:
    """Ask the question called NAME; `travaux queries` lists them.

    A parameter is set with -p KEY=VALUE. Something named is written as its label, an alias, a
    CURIE (ent:name) or an IRI; a date as 2022-02-17; a paragraph as s1:11.
    """
    found = find(workspace)
    question = load(found, name)
    with limit(timeout):
        engine = OxigraphEngine.load(found)
        bound = bind(question, params, engine)
        result = engine.query(question.text, bindings=bound, name=question.path)
        text = question.text
        answer = output.render_for(result, format, drop=bound, engine=engine, text=text)
        notes = _notes(found, engine, bound, answer.number, format, text)
    output.put(answer.data)
    for note in notes:
        output.note(note)


def _notes(
    workspace: Workspace,
    engine: OxigraphEngine,
    bound: Mapping[str, Term],
    count: int,
    format: str,
    text: str,
) -> list[str]:
    """What stands on stderr beside an answer: what was asked of, and why nothing may be there."""
    asked = f" for {describe(bound, engine)}" if bound else ""
    if count:
        return [f"{output.counted(count, 'row')}{asked}"] if format == "table" else []
    sources = sum(file.layer == "source" for file in workspace.graph_files())
    from travaux.guard import unknown_terms

    searched = f"no rows{asked}: {output.counted(sources, 'source')} searched"
    return [searched, *unknown_terms(text, engine)]
