"""`travaux view`: the graph as one HTML page that works offline."""

from __future__ import annotations

import click

from travaux.errors import FileProblem
from travaux.options import workspace_option


@click.command(
    "view", epilog="Example: travaux view -o graph.html", short_help="Write the graph as one page."
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="graph.html",
    show_default=True,
    help="File to write; - is standard output.",
)
@workspace_option
def command(output: str, workspace: str | None) -> None:
    """Write one HTML page with the actors, events, documents and topics and what ties them.

    The page needs no other file and no network. Click a node or a line to read what the sources
    say of it, with source and paragraph.
    """
    from travaux.output import note

    text, summary = draw(workspace)
    _write(output, text)
    note(f"{'standard output' if output == '-' else output}: {summary}")


def draw(workspace: str | None = None) -> tuple[str, str]:
    """The page of a workspace, and one line on what it holds."""
    from travaux.engine import OxigraphEngine
    from travaux.view.graph import build
    from travaux.view.page import render
    from travaux.workspace import find

    found = find(workspace)
    graph = build(OxigraphEngine.load(found), found.languages[0])
    return (
        render(graph, found.title),
        f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} relations",
    )


def _write(path: str, text: str) -> None:
    """Write the page; FileProblem says why it cannot be written."""
    if path == "-":
        from travaux.output import put

        put(text.encode())
        return
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise FileProblem(
            f"cannot be written: {error.strerror}", where=path, hint="Name another file with -o."
        ) from None
