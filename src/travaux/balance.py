"""`travaux balance`: how evenly the graph treats the sides, counted and never judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from travaux import layout, output, tallies
from travaux.engine import OxigraphEngine
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.tallies import ALL, Count
from travaux.timeout import limit
from travaux.workspace import find

#: How the first column of a section and what is counted in it are headed.
_HEADINGS = {
    tallies.VERBS: ("side", "verbs"),
    tallies.BY_SIDE: ("side", "kinds"),
    tallies.BY_SPEAKER: ("speaker", "kinds"),
    tallies.BY_SOURCE: ("source", "kinds"),
    tallies.BY_AGENCY: ("medium", "kinds"),
    tallies.MODE: ("side", "speech modes"),
    tallies.CHANNEL: ("side", "channels"),
    tallies.VOICE: ("side", "voices"),
    tallies.ATTITUDE: ("side", "attitudes"),
    tallies.SILENT: ("actor", "as"),
}


@click.command(
    "balance",
    epilog="\b\nExample:\n  travaux balance\n  travaux balance --format csv",
    short_help="Count how evenly the sides are treated.",
)
@format_option("table", "csv", "tsv", "json", "markdown")
@lang_option
@timeout_option
@workspace_option
def command(format: str, lang: str | None, timeout: float, workspace: str | None) -> None:
    """Count who speaks, in what words we tell of it, by what way, and who never speaks.

    A side is the state or international organization to which the files say that a speaker
    belongs: by office, as its body or on its behalf. Nothing is presumed of others. A statement
    of two speakers counts for both, a source that draws on two media under each. The last column
    is the first paragraph that is counted. The list of verbs is the same for all speakers.
    """
    found = find(workspace)
    with limit(timeout):
        counts = tallies.tallies(OxigraphEngine.load(found, lang))
        text = _WRITERS[format](counts)
    output.put(text.encode("utf-8", "backslashreplace"))
    if not counts:
        number = sum(file.layer == "source" for file in found.graph_files())
        output.note(f"nothing to count: {output.counted(number, 'source')} searched")


def _sections(counts: Sequence[Count]) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Each section: its title, its headings and its lines."""
    for section, found in groupby(counts, key=lambda one: one.section):
        lines = []
        for who, ones in groupby(found, key=lambda one: one.who):
            whole, *parts = ones
            told = ", ".join(f"{one.what} {one.records}" for one in parts)
            lines.append([who, str(whole.records), told, whole.first])
        first, counted = _HEADINGS[section]
        yield section, [first, ALL, counted, "first"], lines


def as_table(counts: Sequence[Count]) -> str:
    """The sections for a terminal, as wide as that is."""
    import sys

    width, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    texts = [
        layout.bold(title, colour) + "\n\n" + layout.table(names, lines, width, colour=colour)
        for title, names, lines in _sections(counts)
    ]
    return "\n\n".join(texts)


def as_markdown(counts: Sequence[Count]) -> str:
    """The sections as Markdown, each under its heading."""
    return "\n".join(
        f"## {layout.mark_escape(title)}\n\n{layout.markdown(names, lines)}"
        for title, names, lines in _sections(counts)
    )


def as_csv(counts: Sequence[Count]) -> str:
    """One line for each count; those of `all` hold the others of the same section and who."""
    return layout.csv([Count._fields, *counts])


def as_tsv(counts: Sequence[Count]) -> str:
    """The same, with tabs."""
    return layout.tsv([Count._fields, *counts])


def as_json(counts: Sequence[Count]) -> str:
    """The same, as a list of objects."""
    return layout.json([one._asdict() for one in counts])


_WRITERS = {
    "table": as_table,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
    "markdown": as_markdown,
}
