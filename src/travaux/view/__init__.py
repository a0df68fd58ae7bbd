"""`travaux view`: the graph as one HTML page that works offline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from travaux.options import (
    infer_option,
    lang_option,
    param_option,
    timeout_option,
    workspace_option,
)
from travaux.queries import complete
from travaux.timeout import limit

if TYPE_CHECKING:
    from travaux.view.drawing import Drawn

_MOST = 9  # lines around what is asked for; nothing in a graph that people read is farther


@click.command(
    "view",
    epilog="\b\nExample:\n  travaux view -o graph.html --open\n"
    '  travaux view positions -p topic="a name"\n  travaux view --focus "a name" --depth 2',
    short_help="Write the graph as one page.",
)
@click.argument("name", required=False, shell_complete=complete)
@param_option
@click.option("--focus", metavar="NAME", help="Only this actor, item ... and what is around it.")
@click.option(
    "--depth",
    type=click.IntRange(0, _MOST),
    metavar="N",
    help="So many relations around the focus or the answer; 1 if not given.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="graph.html",
    show_default=True,
    help="File to write; - is standard output.",
)
@click.option("--open", "opened", is_flag=True, help="Show the page in the browser.")
@infer_option
@lang_option
@timeout_option
@workspace_option
def command(
    name: str | None,
    params: tuple[str, ...],
    focus: str | None,
    depth: int | None,
    output: str,
    opened: bool,
    infer: bool,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Write one HTML page with the actors, events, documents and topics and what ties them.

    The page needs no other file and no network. Click a node or a line to read what the sources
    say of it, with source and paragraph.

    With NAME, a named question, the page holds what its answer names and what is around that;
    with --focus, a thing and what is around it. `travaux queries` lists the questions.
    """
    from travaux.output import note

    _agree(name, params, focus, depth, output, opened)
    with limit(timeout):
        drawn = draw(workspace, lang, infer, name, params, focus, depth)
    _write(output, drawn.html)
    note(f"{'standard output' if output == '-' else output}: {drawn.summary}")
    for each in drawn.notes:
        note(each)
    if opened and not _open(output):
        note("no browser could be started: open the file in one")


def draw(
    workspace: str | None = None,
    lang: str | None = None,
    infer: bool = False,
    question: str | None = None,
    params: Sequence[str] = (),
    focus: str | None = None,
    depth: int | None = None,
) -> Drawn:
    """The page of a workspace, names in `lang`; see `travaux.view.drawing.drawn`."""
    from travaux.view.drawing import Asked, drawn

    return drawn(workspace, lang, infer, Asked(question, params, focus, depth))


def _agree(
    name: str | None,
    params: tuple[str, ...],
    focus: str | None,
    depth: int | None,
    output: str,
    opened: bool,
) -> None:
    """Raise UsageError for options that say nothing together."""
    if name is not None and focus is not None:
        raise click.UsageError("NAME and --focus each choose a part of the graph: give one.")
    if params and name is None:
        raise click.UsageError("-p sets a parameter of a question: name the question first.")
    if depth is not None and name is None and focus is None:
        raise click.UsageError("--depth goes with --focus or with the NAME of a question.")
    if opened and output == "-":
        raise click.UsageError("--open shows a file, and -o - writes none.")


def _open(path: str) -> bool:
    """Show a file in the browser that the system, or BROWSER, names."""
    import webbrowser
    from pathlib import Path

    return webbrowser.open(Path(path).resolve().as_uri())


def _write(path: str, text: str) -> None:
    """Write the page; FileProblem says why it cannot be written."""
    if path == "-":
        from travaux.output import put

        put(text.encode())
        return
    from travaux.files import replace

    replace(path, text, hint="Name another file with -o.")
