"""`travaux add`: records from filled-in sheets, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from travaux.options import timeout_option, workspace_option
from travaux.output import counted, note, put
from travaux.timeout import limit

if TYPE_CHECKING:
    from travaux.kg.graph import KnowledgeGraph
    from travaux.sheets.adding import Added


@click.command(
    epilog="\b\nExample:\n  travaux template attestations -o new.xlsx\n"
    "  travaux add new.xlsx --source s6 --text ../texts/s6.txt --dry-run",
    short_help="Add records from filled-in sheets.",
)
@click.argument("sheets", metavar="FILE.xlsx|DIR")
@click.option("--source", metavar="NAME", help="The source of rows that name none, such as s6.")
@click.option("--text", metavar="FILE", help="Its text, in which words are looked for.")
@click.option("--dry-run", is_flag=True, help="Only show what would be added.")
@workspace_option
@timeout_option
def command(
    sheets: str,
    source: str | None,
    text: str | None,
    dry_run: bool,
    workspace: str | None,
    timeout: float,
) -> int:
    """Add what stands in sheets that `travaux template` made, once it is filled in.

    Names are labels or names with a prefix, as elsewhere. Every problem is told with its sheet,
    row and column, and nothing is added while there is one; what would be is validated. Words of
    the text are looked for and never stored.
    """
    import travaux
    from travaux.sheets.adding import add

    with limit(timeout):
        kg = travaux.open(workspace)
        added = add(kg, sheets, source, text)
        said = _told(added, kg)
        paths = [] if dry_run else kg.save()
    put(said.encode("utf-8", "backslashreplace"))
    note("Nothing was written: --dry-run." if dry_run else f"Written: {', '.join(paths)}")
    return 0


def _told(added: Added, kg: KnowledgeGraph) -> str:
    """What is added: the number of each kind, then each row in words."""
    from travaux import layout
    from travaux.sheets.adding import summary

    lines = []
    for name in added.entries:
        counts = ", ".join(f"{number} {kind}" for kind, number in added.counts(name).items())
        lines.append(f"{name}: {counted(sum(added.counts(name).values()), 'row')} ({counts})")
        rows = summary(added.entries[name], kg)
        wide = [max((layout.width(row[i]) for row in rows), default=0) for i in (0, 1)]
        for short, kind, words in rows:
            line = f"  {layout.pad(short, wide[0])}  {layout.pad(kind, wide[1])}  {words}"
            lines.append(layout.escape(line.rstrip()))
    return "\n".join(lines) + "\n"
