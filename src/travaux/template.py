"""`travaux template`: empty sheets to fill in, for `travaux add`."""

from __future__ import annotations

import click

from travaux.errors import short
from travaux.options import timeout_option, workspace_option
from travaux.output import counted, note
from travaux.timeout import limit
from travaux.workspace import find

KINDS = ("attestations",)


@click.command(
    epilog="\b\nExample:\n  travaux template attestations -o new.xlsx\n"
    "  travaux template attestations -o new-text",
    short_help="Empty sheets to fill in, for `travaux add`.",
)
@click.argument("what", type=click.Choice(KINDS), metavar="attestations")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.xlsx|DIR",
    help="A workbook, or a folder for csv files; it must not be there yet.",
)
@workspace_option
@timeout_option
def command(what: str, output: str, workspace: str | None, timeout: float) -> int:
    """Write empty sheets: one for each kind of record, and for the source, voices and passages.

    The headings are the ontology's names of properties; the sheet Help explains each, and Lists
    has the concepts to choose from. `travaux add` reads them back.
    """
    from travaux.sheets import template

    with limit(timeout):
        sheets = template(find(workspace), output)
    note(f"{counted(len(sheets), 'sheet')} to fill in: {short(output)}")
    return 0
