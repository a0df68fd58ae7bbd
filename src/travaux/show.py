"""The command `show`: a dossier of one thing, every line with its source and paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from travaux import layout, output
from travaux.dossier import Dossier, Line, compile_dossier, compile_paragraph
from travaux.engine import OxigraphEngine
from travaux.layout import bold, escape, mark_escape
from travaux.names import resolve
from travaux.options import format_option, timeout_option, workspace_option
from travaux.sections import PLAIN, RELATED
from travaux.timeout import limit
from travaux.workspace import find

_NOTHING = "no source here records anything of it"
_FIELDS = ("section", "date", "kind", "text", "cite", "relation", "iri")


@click.command(
    "show",
    epilog='\b\nExample:\n  travaux show "part of a name"\n  travaux show s2:5',
    short_help="A dossier of one person, body, event, document or topic.",
)
@click.argument("entity")
@format_option("table", "markdown", "json", "csv")
@timeout_option
@workspace_option
def command(entity: str, format: str, timeout: float, workspace: str | None) -> None:
    """Show what the sources say of ENTITY, and what it says itself.

    ENTITY is a label or an alias in any language, words of a name, a CURIE, an IRI, the short
    name of a source (s2) or a paragraph (s2:5). Every line ends with its source and paragraph.
    """
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found)
        dossier = compile_paragraph(entity.strip(), engine)
        dossier = dossier or compile_dossier(resolve(entity, engine), engine)
        text = _WRITERS[format](dossier)
    output.put(text.encode("utf-8", "backslashreplace"))


def as_table(dossier: Dossier) -> str:
    """The dossier for a terminal, as wide as that is."""
    import sys

    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    lines = [bold(escape(dossier.subject.label), colour)]
    for line in _heading(dossier):
        lines += layout.wrap(escape(line), columns)
    for title, found in dossier.sections:
        lines += ["", bold(f"{title} ({len(found)})", colour)]
        lines += layout.rows([_cells(each, title) for each in found], columns - 2, "  ")
    if not _is_recorded(dossier):
        lines += ["", _NOTHING]
    return "\n".join(lines) + "\n"


def as_markdown(dossier: Dossier) -> str:
    """The dossier as Markdown: a heading, then one table per section."""
    lines = [f"# {mark_escape(dossier.subject.label)}", ""]
    lines += [f"- {mark_escape(line)}" for line in _heading(dossier)]
    for title, found in dossier.sections:
        lines += ["", f"## {title}", ""]
        rows = [_cells(each, title) for each in found]
        lines.append(layout.markdown(("date", "kind", "text", "cite"), rows).rstrip("\n"))
    if not _is_recorded(dossier):
        lines += ["", _NOTHING]
    return "\n".join(lines) + "\n"


def as_json(dossier: Dossier) -> str:
    """The dossier as one JSON object."""
    subject = dossier.subject
    content = {
        "iri": subject.node.value,
        "curie": subject.curie,
        "label": subject.label,
        "class": subject.kind,
        "labels": [{"language": tag, "label": label} for tag, label in dossier.labels],
        "aliases": dossier.aliases,
        "identifiers": dossier.identifiers,
        "facts": [{"relation": name, "value": value} for name, value in dossier.facts],
        "sections": [
            {"title": title, "lines": [line._asdict() for line in lines]}
            for title, lines in dossier.sections
        ],
    }
    return layout.json(content)


def as_csv(dossier: Dossier) -> str:
    """The lines of all sections as CSV, the section in the first column."""
    rows = [(title, *line) for title, lines in dossier.sections for line in lines]
    return layout.csv([_FIELDS, *rows])


_WRITERS = {"table": as_table, "markdown": as_markdown, "json": as_json, "csv": as_csv}


def _is_recorded(dossier: Dossier) -> bool:
    """Whether any line rests on a paragraph, not on the workspace's reference alone."""
    return any(":" in line.cite for _, lines in dossier.sections for line in lines)


def _heading(dossier: Dossier) -> Iterator[str]:
    subject = dossier.subject
    yield " · ".join(filter(None, (subject.kind, subject.curie, *dossier.identifiers)))
    others = [f"{label} ({tag})" for tag, label in dossier.labels if label != subject.label]
    if others:
        yield ", ".join(others)
    if dossier.aliases:
        yield "also: " + ", ".join(dossier.aliases)
    for name, value in dossier.facts:
        yield f"{name}: {value}" if name else value


def _cells(line: Line, title: str) -> Sequence[str]:
    """The four columns; where the section tells the kind already, the relation stands instead."""
    kind = "" if title in PLAIN else line.relation if title in RELATED else line.kind
    return line.date, kind, line.text, line.cite
