"""The command `network`: who is tied to whom, on what evidence, and measures of that."""

from __future__ import annotations

import click

from travaux import cites, output
from travaux.engine import OxigraphEngine
from travaux.options import (
    days_option,
    format_option,
    lang_option,
    timeout_option,
    workspace_option,
)
from travaux.timeout import limit
from travaux.when import span
from travaux.workspace import find

#: What `travaux.network.networks` and `.measures` have; these load networkx, help needs it not.
KINDS = ("meetings", "agreement", "documents", "everything")
MEASURES = ("degree", "betweenness", "brokerage", "communities")


@click.command(
    "network",
    epilog="\b\nExample:\n  travaux network --kind agreement\n"
    "  travaux network --kind everything --measure brokerage --from 2022-01\n"
    "  travaux network --kind meetings --format graphml",
    short_help="Who is tied to whom: brokers, agreement, communities.",
)
@click.option(
    "--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="What ties."
)
@click.option("--measure", type=click.Choice(MEASURES), help="Rank the nodes instead.")
@days_option()
@format_option("table", "csv", "tsv", "json", "markdown", "graphml")
@lang_option
@timeout_option
@workspace_option
def command(
    kind: str,
    measure: str | None,
    start: str | None,
    end: str | None,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """List the ties of a network with their evidence, or rank its nodes by a measure.

    DATE is a day, a month or a year (2022-02-17, 2022-02, 2022), the whole of it.

    \b
    Kinds:
      meetings     actors, by the meetings at which both are told to be present,
                   or to which both are told to be party
      agreement    actors, by the items asked or offered on which both are told
                   to be for or against (pro), or one for and one against
                   (contra); a stance is its holder's, whoever tells it
      documents    documents, from the reply to what it replies to
      everything   all that `travaux view` draws

    \b
    Measures, each on plain ties without direction, one for each pair:
      degree       how many others a node is tied to; weight sums its meetings,
                   items or records
      betweenness  share of the shortest connections of others that lead through
                   it (Freeman 1977)
      brokerage    structural holes (Burt 1992): effective size, how many around
                   it have little to do with one another; efficiency, its share
                   of all around it; constraint, low for a broker
      communities  groups with more ties inside than outside (Louvain, Blondel et
                   al. 2008, with a fixed seed)

    Of agreement, all measures but degree take two as tied who agree on more items than they
    disagree on. An item counts on both sides where records tell both. "As others tell" marks an
    item on which one of the two does not speak for itself, "in part" one on which only some or
    most of a package is meant. Issues and principles are no items: not to discuss a matter and to
    worry about it are no agreement.

    With --from or --to, only what happened or was said between these days counts. What may lie
    there but need not counts too; a tie that rests on it alone is marked "possible". What no
    source dates is left out: offices, and the links of the reference layer, such as "is part of".
    """
    if format == "graphml" and measure:
        raise click.UsageError("graphml holds a network, and no ranking. Leave out --measure.")
    asked = span(start, end, None)
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        from travaux.network import listing, networks

        graph = networks.KINDS[kind](engine, asked)
        days = [f"{word} {date}" for word, date in (("from", start), ("to", end)) if date]
        words = ", ".join([f"the network of {kind}", *days])
        if measure:
            text, note = listing.ranked(graph, measure, format)
        else:
            text, note = listing.edges(graph, format)
        searched = output.counted(len(cites.sources(engine)), "source")
        note = f"{note}: {words}{listing.undated(graph)}, {searched} searched"
    output.put(text.encode("utf-8", "backslashreplace"))
    if format == "table" or not graph.number_of_edges():
        output.note(note)
