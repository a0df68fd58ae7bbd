"""The command `export`: the whole workspace in the formats of other programs."""

from __future__ import annotations

import os

import click

from travaux.engine import OxigraphEngine
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.timeout import limit
from travaux.workspace import Workspace, find

RDF = ("trig", "nquads", "jsonld")
NETWORKS = ("graphml", "gexf", "cytoscape")
TABLES = ("csv",)
#: What `travaux add` reads back.
SHEETS = "attestations"
_HINT = "Name another place with -o."


@click.command(
    "export",
    epilog="\b\nExample:\n  travaux export --format trig -o all.trig\n"
    "  travaux export --format graphml -o network.graphml\n"
    "  travaux export --format csv -o tables\n"
    "  travaux export --format attestations -o all.xlsx",
    short_help="Write all of it for another program.",
)
@format_option(*RDF, *NETWORKS, *TABLES, SHEETS, default="trig")
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    default="-",
    help="File to write; standard output if not given. With csv and attestations, a folder.",
)
@lang_option
@timeout_option
@workspace_option
def command(
    format: str, output: str, lang: str | None, timeout: float, workspace: str | None
) -> None:
    """Write the whole workspace for another program.

    trig, nquads and jsonld hold every triple of every file, the ontology's too, each file a named
    graph, and literals exactly as they are written.

    graphml (Gephi, yEd, NetworkX, igraph), gexf (Gephi) and cytoscape (Cytoscape, Cytoscape.js)
    hold the network of `travaux view`: actors, events, documents and topics, tied by what was
    attested, each tie with its evidence as source:paragraph and its records.

    csv is a folder: attestations.csv, one record a line, for a spreadsheet; nodes.csv and
    edges.csv, the network. A cell that a spreadsheet would take for a formula gets an apostrophe
    before it.

    attestations is a workbook (FILE.xlsx) or a folder of csv files with all that the source files
    hold; `travaux add` reads it back, and nothing is lost.
    """
    if format in (*TABLES, SHEETS) and output == "-":
        raise click.UsageError(f"{format} is a folder of tables: name it with -o DIR.")
    found = find(workspace)
    if format == SHEETS:
        _sheets(found, output, timeout)
        return
    with limit(timeout):
        found.speaking(lang)  # a mistake, also where nothing is named
        files = tables(found, lang) if format in TABLES else {"": single(found, format, lang)}
    _write(output, files)


def _sheets(workspace: Workspace, output: str, timeout: float) -> None:
    """Write the source files as sheets."""
    from travaux.output import note
    from travaux.sheets import write

    with limit(timeout):
        write(workspace, output)
    note(f"written: {output}")


def single(workspace: Workspace, format: str, lang: str | None = None) -> str:
    """The text of a format that is one file."""
    if format in RDF:
        from travaux.export.rdf import text

        return text(workspace, format)
    from travaux.export.network import WRITERS, network

    return WRITERS[format](network(OxigraphEngine.load(workspace, lang), workspace.title))


def tables(workspace: Workspace, lang: str | None = None) -> dict[str, str]:
    """The tables of the workspace: file name to text."""
    from travaux.export.csv_tables import written

    return written(OxigraphEngine.load(workspace, lang))


def _write(output: str, files: dict[str, str]) -> None:
    """Write the one text there is, or a folder of several."""
    from travaux import files as disk
    from travaux.output import note, put

    if "" not in files:
        disk.put_folder(output, files, hint=_HINT)
        note("written: " + ", ".join(os.path.join(output, name) for name in files))
    elif output == "-":
        put(files[""].encode())
    else:
        disk.replace(output, files[""], hint=_HINT)
        note(f"written: {output}")
