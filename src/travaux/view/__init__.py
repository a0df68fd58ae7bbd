"""`travaux view`: the graph as one HTML page that works offline."""

from __future__ import annotations

from typing import NamedTuple

import click

from travaux.options import infer_option, lang_option, timeout_option, workspace_option
from travaux.timeout import limit


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
@infer_option
@lang_option
@timeout_option
@workspace_option
def command(
    output: str, infer: bool, lang: str | None, timeout: float, workspace: str | None
) -> None:
    """Write one HTML page with the actors, events, documents and topics and what ties them.

    The page needs no other file and no network. Click a node or a line to read what the sources
    say of it, with source and paragraph.
    """
    from travaux.output import note

    with limit(timeout):
        drawn = draw(workspace, lang, infer)
    _write(output, drawn.html)
    note(f"{'standard output' if output == '-' else output}: {drawn.summary}")
    for each in drawn.notes:
        note(each)


class Drawn(NamedTuple):
    """A page, one line on what it holds, and what could not be put on it."""

    html: str
    summary: str
    notes: tuple[str, ...] = ()


def draw(workspace: str | None = None, lang: str | None = None, infer: bool = False) -> Drawn:
    """The page of a workspace, names in `lang`."""
    from travaux.engine import OxigraphEngine
    from travaux.view.answers import ask_all
    from travaux.view.graph import build
    from travaux.view.page import render
    from travaux.workspace import find

    found = find(workspace)
    engine = OxigraphEngine.load(found, lang)
    answers, notes = ask_all(found, engine, inferred=False)
    graph = build(engine, infer)
    more, others = ask_all(found, engine, inferred=True)
    graph.graph["answers"] = sorted([*answers, *more], key=lambda each: (each.theme, each.name))
    summary = f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} relations"
    if infer:
        number = sum(line == "inferred" for _, _, line in graph.edges(data="line"))
        summary += f", {number} of them inferred"
    return Drawn(render(graph, found.title), summary, tuple(dict.fromkeys([*notes, *others])))


def _write(path: str, text: str) -> None:
    """Write the page; FileProblem says why it cannot be written."""
    if path == "-":
        from travaux.output import put

        put(text.encode())
        return
    from travaux.files import replace

    replace(path, text, hint="Name another file with -o.")
