"""The command `reason`: what the rules infer; with --check, whether all of it can hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from travaux import layout
from travaux.engine import OxigraphEngine
from travaux.options import format_option, workspace_option
from travaux.timeout import limit
from travaux.workspace import find

if TYPE_CHECKING:
    from pyoxigraph import Triple

_FIELDS = ("rule", "says", "triples")
#: What finding the small set of a clash may take, said in the help.
_SECONDS = 120.0


@click.command(
    "reason",
    epilog="\b\nExample:\n  travaux reason\n  travaux reason --format turtle\n"
    "  travaux reason --check",
    short_help="What follows from what is said; does it hold together?",
)
@click.option("--check", is_flag=True, help="Ask HermiT (needs Java) whether there is a clash.")
@format_option("table", "csv", "json", "markdown", "turtle", "nquads")
@click.option(
    "--timeout",
    type=click.FloatRange(min=1, max=86400),
    metavar="SECONDS",
    default=_SECONDS,
    help="Stop after so many seconds; 120 if not given.",
)
@workspace_option
def command(check: bool, format: str, timeout: float, workspace: str | None) -> int:
    """Run the rules of ontology/rules/ and tell how many triples each gave.

    turtle and nquads give the triples themselves; nothing is written to a file. --infer on query,
    sparql, show and view uses them.

    With --check the reasoner HermiT says whether ontology, alignments and all that is said can be
    true together: exit code 0 if so, 1 if not, and then which statements clash; 2 if it could not
    be asked. HermiT is the one that the package owlready2 brings along. It is started directly,
    which takes a fraction of the time of owlready2's own call; a test holds the two to the same
    answer. It needs Java, and about 450 MB of memory.
    """
    found = find(workspace)
    if check:
        from travaux.consistency import check as ask

        if format in ("turtle", "nquads"):
            raise click.UsageError("--check gives no graph: --format table, csv, json or markdown.")
        return ask(found, format, timeout)
    from travaux.output import note, put

    with limit(timeout):
        engine = OxigraphEngine.load(found)
        text, summary = told(engine, format)
    put(text)
    note(summary)
    return 0


def told(engine: OxigraphEngine, format: str) -> tuple[bytes, str]:
    """What the rules of an engine give, as bytes in that format; and a line that sums it up."""
    from travaux.inference import infer, rules, triples

    found = infer(engine)
    total = sum(found.counts.values())
    summary = f"{total:,} triples by {len(found.counts)} rules, in {found.rounds} rounds"
    if format in ("turtle", "nquads"):
        return _graph(engine, [*triples(engine)], format), summary
    rows = [(rule.name, rule.summary, found.counts[rule.name]) for rule in rules(engine)]
    if format == "json":
        content = {"total": total, "rules": [dict(zip(_FIELDS, row, strict=True)) for row in rows]}
        return layout.json(content).encode(), summary
    cells = [[str(cell) for cell in row] for row in rows]
    if format == "csv":
        text = layout.csv([_FIELDS, *cells])
    elif format == "markdown":
        text = layout.markdown(_FIELDS, cells)
    else:
        text = layout.table(_FIELDS, cells, layout.terminal_width())
    return text.encode("utf-8", "backslashreplace"), summary


def _graph(engine: OxigraphEngine, triples: list[Triple], format: str) -> bytes:
    """The inferred graph, in the same order always."""
    from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

    ordered = sorted(triples, key=str)
    if format == "nquads":
        graph = NamedNode(engine.inferred)
        quads = [Quad(each.subject, each.predicate, each.object, graph) for each in ordered]
        return serialize(quads, format=RdfFormat.N_QUADS) or b""
    used = "\n".join(map(str, ordered))
    prefixes = {key: iri for key, iri in engine.prefixes.items() if iri in used}
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
