"""The command `query`: ask a named question."""

from __future__ import annotations

from collections.abc import Mapping

import click
from pyoxigraph import Literal, QuerySolutions, Variable

from travaux import output
from travaux.binding import Term, bind, describe
from travaux.engine import OxigraphEngine
from travaux.options import (
    format_option,
    infer_option,
    lang_option,
    param_option,
    timeout_option,
    workspace_option,
)
from travaux.queries import complete, load
from travaux.timeout import limit
from travaux.workspace import Workspace, find

ANSWER, NO = Variable("answer"), Literal(False)


@click.command(
    "query",
    epilog="\b\nExample:\n  travaux query meetings\n"
    '  travaux query positions -p topic="a name" --format csv',
    short_help="Ask a named question.",
)
@click.argument("name", shell_complete=complete)
@param_option
@format_option()
@infer_option
@lang_option
@timeout_option
@workspace_option
def command(
    name: str,
    params: tuple[str, ...],
    format: str,
    infer: bool,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Ask the question called NAME; `travaux queries` lists them.

    A parameter is set with -p KEY=VALUE. Something named is written as its label, an alias, a
    CURIE (ent:name) or an IRI; a date as 2022-02-17; a paragraph as s1:11.
    """
    found = find(workspace)
    question = load(found, name)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        bound, text = bind(question, params, engine), question.text
        said = None
        if infer or question.infer:
            from travaux.resting import inferring

            said = inferring(text, engine, bound)
        result = engine.query(text, bindings=bound, name=question.path)
        answer = output.render_for(result, format, drop=bound, engine=engine, text=text, said=said)
        notes = _notes(found, engine, bound, answer.number, format, text)
        if said:
            notes.append(said.note(engine.query(text, bindings=bound)))
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
    no = count and _says_no(text, engine, bound)
    if count and not no:
        return [f"{output.counted(count, 'row')}{asked}"] if format == "table" else []
    sources = sum(file.layer == "source" for file in workspace.graph_files())
    from travaux.guard import uninferred, unknown_terms

    told = f"not recorded{asked}:" if no else f"not recorded: no row{asked};"
    hints = [*unknown_terms(text, engine), *uninferred(text, engine)]
    return [f"{told} {output.counted(sources, 'source')} searched", *hints]


def _says_no(text: str, engine: OxigraphEngine, bound: Mapping[str, Term]) -> bool:
    """Whether a yes-or-no question, one with a column ?answer, gets a no without any evidence."""
    if "?answer" not in text:
        return False
    rows = engine.query(text, bindings=bound)  # once more: what was rendered is used up
    if not isinstance(rows, QuerySolutions) or ANSWER not in rows.variables:
        return False
    told = [each for each in rows.variables if each != ANSWER and each.value not in bound]
    return all(row[ANSWER] == NO and not any(row[each] for each in told) for row in rows)
