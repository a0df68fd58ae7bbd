"""The command `explain`: where a triple is stated, or by which rules it follows from what is."""

from __future__ import annotations

import click
from pyoxigraph import Triple

from travaux import layout, output
from travaux.engine import OxigraphEngine
from travaux.explanations import NEITHER, Explainer
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.readings import read
from travaux.show import marked
from travaux.timeout import limit
from travaux.trees import as_lines, as_list
from travaux.workspace import find


@click.command(
    "explain",
    epilog='\b\nExample:\n  travaux explain "state subClassOf organization"\n'
    '  travaux explain "a name" attended "part of a name" --format json',
    short_help="Where a statement stands, or from what it follows.",
)
@click.argument("statement", nargs=-1, required=True, metavar="'S P O'")
@click.option("--all", "everything", is_flag=True, help="Show every way in which it follows.")
@format_option("table", "json", "markdown")
@lang_option
@timeout_option
@workspace_option
def command(
    statement: tuple[str, ...],
    everything: bool,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Explain a statement of the graph: subject, property and object.

    Each is a label, a CURIE or an IRI, given as one text or as three; in one text, quotes hold a
    name together. What is stated comes with file and line, with the word whose it is, and its
    passage; what is inferred with the rule, and with what that rests on down to what is stated.
    What is neither is no error: the answer says so, and lists what is known instead.
    """
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        engine.infer()
        triple = read(statement, engine)
        explainer = Explainer(engine, found)
        text = _WRITERS[format](triple, explainer, everything)
        known = explainer.is_known(triple)
    output.put(text.encode("utf-8", "backslashreplace"))
    if not known:
        number = sum(file.layer == "source" for file in found.graph_files())
        output.note(f"{NEITHER}: {output.counted(number, 'source')} searched")


def as_table(triple: Triple, explainer: Explainer, everything: bool) -> str:
    """The tree for a terminal, as wide as that is."""
    import sys

    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    lines = as_lines(explainer.tree(triple, everything), columns, colour=colour)
    return "\n".join(lines) + "\n"


def as_markdown(triple: Triple, explainer: Explainer, everything: bool) -> str:
    """The tree as a nested list."""
    tree = explainer.tree(triple, everything)
    heading = [f"# {marked(tree.text)}", "", *(f"{marked(note)}\n" for note in tree.notes)]
    return "\n".join([*heading, *as_list(tree)]) + "\n"


def as_json(triple: Triple, explainer: Explainer, everything: bool) -> str:
    """The same as one JSON object, premises within premises."""
    return layout.json(explainer.content(triple, everything))


_WRITERS = {"table": as_table, "json": as_json, "markdown": as_markdown}
