"""The command `provenance`: the chain of attribution down to the article, and what is weak."""

from __future__ import annotations

from collections.abc import Sequence

import click
from pyoxigraph import NamedNode

from travaux import layout, output
from travaux import vocabulary as v
from travaux.chains import Record, in_order
from travaux.dossier import Dossier, compile_dossier, compile_paragraph
from travaux.engine import OxigraphEngine
from travaux.names import describe, resolve
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.origins import Origins
from travaux.pedigrees import tree_of, tree_of_many, voice_and_channel, weak_trees
from travaux.show import marked
from travaux.timeout import limit
from travaux.trees import Tree, as_lines, as_list
from travaux.weak import Weak, weak
from travaux.workspace import Workspace, find

_FIELDS = ("cite", "kind", "stance", "text", "voice", "channel", "chain", "citation", "iri")


@click.command(
    "provenance",
    epilog='\b\nExample:\n  travaux provenance s2:5\n  travaux provenance "part of a name"\n'
    "  travaux provenance --weak --format csv",
    short_help="The chain of attribution down to the article.",
)
@click.argument("subject", metavar="STATEMENT|ENTITY|PARAGRAPH", required=False)
@click.option("--weak", "only_weak", is_flag=True, help="List what little stands behind.")
@format_option("table", "json", "markdown", "csv")
@lang_option
@timeout_option
@workspace_option
def command(
    subject: str | None,
    only_weak: bool,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Show through whose hands a record came: holder, speaker, carriers, agency, article.

    A STATEMENT or another record is named by its CURIE (rec:...) or IRI, an ENTITY as for `show`,
    a PARAGRAPH as s2:5. An office is the one that the same source gives the speaker.

    With --weak: what rests on one unnamed voice, on an alleged leak, or on the word of another
    side alone, that is a position told only by those whose state or international organization is
    not the holder's, while neither the holder nor the article itself says so in any source; and
    what is told of an actor by one outsider alone, a person or body to whom no source gives a side.
    Of the whole graph where nothing is named. Weak does not mean untrue.
    """
    if subject is None and not only_weak:
        raise click.UsageError("Name a record, an entity or a paragraph, or ask for --weak.")
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        origins = Origins(engine)
        dossier = _dossier(subject, engine) if subject is not None else None
        records = _records(dossier, origins) if dossier else None
        if only_weak:
            rows = weak(origins, engine, records)
            text = _WEAK_WRITERS[format](rows) if rows or format != "table" else ""
            notes = _weak_notes(rows, dossier, found, format)
        else:
            assert dossier is not None and records is not None
            text = _WRITERS[format](dossier, records, origins)
            notes = [] if records else [_nothing(dossier.subject.label, "is recorded of", found)]
    output.put(text.encode("utf-8", "backslashreplace"))
    for note in notes:
        output.note(note)


def _dossier(text: str, engine: OxigraphEngine) -> Dossier:
    return compile_paragraph(text.strip(), engine) or compile_dossier(resolve(text, engine), engine)


def _records(dossier: Dossier, origins: Origins) -> list[Record]:
    """The records of a paragraph or about a thing, in the order of the texts.

    A record is itself, a curator's link the two records that it compares.
    """
    node = dossier.subject.node
    if dossier.subject.kind != "paragraph" and origins.chains.is_a(node, v.ATTESTATION):
        return [origins.chains.record(node)]
    if origins.chains.is_a(node, v.ANALYTIC_LINK):
        ends = [origins.chains.values(node, each) for each in (v.LINK_FROM, v.LINK_TO)]
        return [origins.chains.record(each) for found in ends for each in found]
    nodes = {NamedNode(line.iri) for _, lines in dossier.sections for line in lines}
    found = [each for each in nodes if origins.chains.is_a(each, v.ATTESTATION)]
    return sorted(map(origins.chains.record, found), key=in_order)


def as_table(dossier: Dossier, records: Sequence[Record], origins: Origins) -> str:
    """The tree for a terminal, as wide as that is."""
    import sys

    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    lines = as_lines(_tree(dossier, records, origins), columns, colour=colour)
    return "\n".join(lines) + "\n"


def as_markdown(dossier: Dossier, records: Sequence[Record], origins: Origins) -> str:
    """The tree as a nested list."""
    tree = _tree(dossier, records, origins)
    heading = [f"# {marked(tree.text)}", "", *(f"{marked(note)}\n" for note in tree.notes)]
    return "\n".join([*heading, *as_list(tree)]) + "\n"


def _tree(dossier: Dossier, records: Sequence[Record], origins: Origins) -> Tree:
    if [each.node for each in records] == [dossier.subject.node]:
        return tree_of(records[0], origins)
    return tree_of_many(dossier.subject, records, origins)


def as_json(dossier: Dossier, records: Sequence[Record], origins: Origins) -> str:
    """What is asked for, and the records, each with its whole chain."""
    subject = dossier.subject
    content = {
        "iri": subject.node.value if subject.kind != "paragraph" else None,
        "label": subject.label,
        "records": [_content(each, origins) for each in records],
    }
    return layout.json(content)


def _content(record: Record, origins: Origins) -> dict[str, object]:
    beside = [{**each._asdict(), "other": each.other.value} for each in origins.comparisons(record)]
    return {
        **dict(zip(_FIELDS, _row(record, origins), strict=True)),
        "chain": [{**link._asdict(), "iri": link.iri.split()} for link in origins.links(record)],
        "passages": origins.passages(record),
        "beside": beside,
    }


def as_csv(dossier: Dossier, records: Sequence[Record], origins: Origins) -> str:
    """One line for each record, its chain from the article outwards in one cell."""
    return layout.csv([_FIELDS, *(_row(each, origins) for each in records)])


def _row(record: Record, origins: Origins) -> tuple[str, ...]:
    cites = ", ".join(record.cites)
    kind = describe(record.node, origins.engine).kind
    stance = origins.stance(record) if record.attitudes else ""
    ways = voice_and_channel(record, origins)
    told, way = origins.told(record), origins.way(record)
    return (cites, kind, stance, told, *ways, way, origins.cited(cites), record.node.value)


_WRITERS = {"table": as_table, "json": as_json, "markdown": as_markdown, "csv": as_csv}


def weak_table(rows: Sequence[Weak]) -> str:
    """The weak records for a terminal: a tree for each ground, by reason."""
    import sys

    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    trees = ("\n".join(as_lines(each, columns, colour=colour)) for each in weak_trees(rows))
    return "\n\n".join(trees) + "\n"


def weak_markdown(rows: Sequence[Weak]) -> str:
    """The same as Markdown, each ground under its heading."""
    lists = ([f"## {marked(each.text)}", "", *as_list(each)] for each in weak_trees(rows))
    return "\n\n".join(map("\n".join, lists)) + "\n"


def weak_csv(rows: Sequence[Weak]) -> str:
    """One line for each record and ground."""
    return layout.csv([Weak._fields, *rows])


def weak_json(rows: Sequence[Weak]) -> str:
    """The same, as a list of objects."""
    return layout.json([row._asdict() for row in rows])


_WEAK_WRITERS = {
    "table": weak_table,
    "json": weak_json,
    "markdown": weak_markdown,
    "csv": weak_csv,
}


def _weak_notes(
    rows: Sequence[Weak], dossier: Dossier | None, workspace: Workspace, format: str
) -> list[str]:
    of = dossier.subject.label if dossier else ""
    if not rows:
        return [_nothing(of, "weak is recorded of" if of else "weak is recorded", workspace)]
    return []


def _nothing(label: str, what: str, workspace: Workspace) -> str:
    number = sum(file.layer == "source" for file in workspace.graph_files())
    return f"nothing {what} {label}".rstrip() + f": {output.counted(number, 'source')} searched"
