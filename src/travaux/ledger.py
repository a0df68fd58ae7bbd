"""The command `ledger`: who stands where on what, and what was still open on a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import click
from pyoxigraph import NamedNode

from travaux import output
from travaux import vocabulary as v
from travaux.cites import sources
from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.ledger_answer import Answer
from travaux.ledger_documents import by_document
from travaux.ledger_names import meant, meant_source
from travaux.ledger_rows import Ledger, Stance, parts_of, read, under
from travaux.ledger_sheet import BY_ACTOR, BY_DOCUMENT, by_actor, only, ranked
from travaux.ledger_states import as_of
from travaux.ledger_words import Words
from travaux.ledger_writers import ROLES, WRITERS
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.timeout import limit
from travaux.when import span
from travaux.workspace import Workspace, find


@click.command(
    "ledger",
    epilog="\b\nExample:\n  travaux ledger\n  travaux ledger --as-of 2022-01-12\n"
    '  travaux ledger --item "a name" --format html > ledger.html\n'
    "  travaux ledger --by document --format csv",
    short_help="Who stands where on what; what was open on a day.",
)
@click.option("--item", metavar="NAME", help="An item or issue, with all under it.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(tuple(ROLES)),
    help="Only what is demanded, or offered; both if given twice.",
)
@click.option("--actor", metavar="NAME", help="Only this actor and its bodies.")
@click.option("--as-of", "day", metavar="DATE", help="What was on the table on DATE.")
@click.option("--source", metavar="NAME", help="Only what this source tells.")
@click.option(
    "--by",
    type=click.Choice((BY_ACTOR, BY_DOCUMENT)),
    default=BY_ACTOR,
    show_default=True,
    help="What the columns are.",
)
@click.option(
    "--dates/--no-dates",
    default=True,
    show_default=True,
    help="The day of the words in each cell of a table.",
)
@format_option("table", "markdown", "html", "csv", "tsv", "json")
@lang_option
@timeout_option
@workspace_option
def command(
    item: str | None,
    roles: tuple[str, ...],
    actor: str | None,
    day: str | None,
    source: str | None,
    by: str,
    dates: bool,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Set items and issues against actors, or documents: who takes which stance, and where.

    NAME is a label, an alias, words of a name, a CURIE or an IRI. DATE is a day, a month or a
    year (2022-02-17, 2022-02, 2022), the end of it.

    Each cell names the attitude, the source and paragraph, the day, and whether the holder speaks
    for itself. Parts stand under their item, and items in their package, if they are in no other.
    What is said of a package is not passed down to its items. "Not recorded" is what no source
    tells, which does not mean that there was no such stance; that a source tells of a silence
    (ignores, not yet answered) is marked as such.

    --role takes what anybody demands or insists on, or what anybody offers.

    --as-of goes by the day of the words. A date that is not fully known counts as certain from
    the latest day that it may mean, and as possible from the earliest; what is only possible is
    marked "?". On the table is an item that somebody had asked for or offered by then, or of
    which a source tells by then that an answer is missing. What others say of an item need not
    be meant as an answer. What they say of its issue, its whole or its package is shown as such.

    --by document sets each item, with the draft or reply that puts it forward, beside what the
    documents of the exchange are told to say of it, and what is said about them, in the order in
    which they reply to each other.
    """
    last = span(None, None, day).last
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        asked = Asked(item, roles, actor, last, source, by, dates)
        answer = answered(found, engine, asked)
        text = WRITERS[format](answer) if answer.sheet.lines else ""
        note = _note(answer, asked)
    output.put(text.encode("utf-8", "backslashreplace"))
    if format == "table" or not text:
        output.note(note)


class Asked(NamedTuple):
    """What the ledger is asked for; None for what is left open, `day` the last day that counts."""

    item: str | None = None
    roles: tuple[str, ...] = ()
    actor: str | None = None
    day: str | None = None
    source: str | None = None
    by: str = BY_ACTOR
    dates: bool = True


def answered(workspace: Workspace, engine: OxigraphEngine, asked: Asked) -> Answer:
    """The ledger that is asked for; the engine infers, for demand and offer are inferred.

    Raises what names and questions raise: UnknownName, AmbiguousName, BadParameter, BadQuery.
    """
    engine.infer()
    shown = Labels(engine)

    def label(iri: str) -> str:
        return shown(NamedNode(iri))

    whole = read(workspace, engine)
    item = meant(asked.item, v.TOPIC_CLASS, engine, "--item")
    actor = meant(asked.actor, v.ACTOR, engine, "--actor")
    source = meant_source(asked.source, engine, "--source")
    ledger = selected(whole, asked, item, source)
    if asked.by == BY_DOCUMENT:
        sheet = by_document(workspace, engine, ledger, label, asked.day)._replace(whole=whole)
    else:
        sheet = by_actor(ledger, whole, ranked(whole, label), asked.day, label)
    if actor:
        bodies = parts_of(actor, engine) & set(whole.holders())
        sheet = only(sheet, [actor.value, *sorted(bodies - {actor.value})], label)
    names = [label(each.value) for each in (item, actor) if each]
    total = len(sources(engine))
    view = _view(asked, label(actor.value) if actor else "")
    words = Words(sheet, engine, asked.dates)
    number = 1 if source else total
    return Answer(sheet, words, _title(workspace.title, asked, names), number, total, view)


def selected(
    ledger: Ledger, asked: Asked, item: NamedNode | None = None, source: NamedNode | None = None
) -> Ledger:
    """The part of a ledger that the options leave, actors apart.

    What is said of other topics is kept around it where an item or a day is asked for.
    """
    topics, stances = dict(ledger.topics), ledger.stances
    if item:
        kept = under(ledger, item.value)
        topics = {iri: topic for iri, topic in topics.items() if iri in kept}
    if asked.roles:
        roles = {ROLES[each] for each in asked.roles}
        topics = {iri: topic for iri, topic in topics.items() if roles & topic.kinds}
    if source:
        stances = tuple(told_in(each) for each in stances if each.source == source.value)
    own = tuple(each for each in stances if each.topic in topics)
    rest = tuple(each for each in stances if each.topic not in topics)
    left = Ledger(own, topics, rest if item or asked.day else ())
    return as_of(left, asked.day) if asked.day else left


def told_in(stance: Stance) -> Stance:
    """A stance with what its own source tells of an answer, and no other."""
    here = {cite.partition(":")[0] for cite in stance.cites}
    return stance._replace(later=tuple(e for e in stance.later if e.cite.partition(":")[0] in here))


def _view(asked: Asked, actor: str) -> str:
    """What a cell is asked for, in words that go after `nothing`: `by 2031-05-04 in s2`."""
    parts = [
        f"by {asked.day}" if asked.day else "",
        f"in {asked.source}" if asked.source else "",
        f"of {actor}" if actor else "",
    ]
    return " ".join(filter(None, parts))


def _title(talks: str, asked: Asked, names: Sequence[str]) -> str:
    """What is shown, in one line: `Ledger: Talks — on the table on 2031-05-04 — only s2`."""
    parts = [
        f"on the table on {asked.day}" if asked.day else "",
        "by document" if asked.by == BY_DOCUMENT else "",
        *names,
        " and ".join(f"{each}s" for each in dict.fromkeys(asked.roles)),
        f"only {asked.source}" if asked.source else "",
    ]
    return " — ".join(filter(None, (f"Ledger: {talks}", *parts)))


def _note(answer: Answer, asked: Asked) -> str:
    """How much there is; of nothing, what was searched."""
    given = asked.item, *asked.roles, asked.actor, asked.day and f"as of {asked.day}", asked.source
    words = "".join(f", {each}" for each in given if each)
    searched = output.counted(answer.sources, "source")
    if not answer.sheet.lines:
        return f"nothing in the ledger{words}: {searched} searched"
    sheet = answer.sheet
    told = {each.record for each in sheet.ledger.stances}
    lines, records = output.counted(len(sheet.lines), "line"), output.counted(len(told), "record")
    return f"{lines}, {records} from {searched}{words}"
