"""The command `ledger`: who stands where on what, and what was still open on a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import click
from pyoxigraph import NamedNode

from travaux import kinds, output
from travaux import vocabulary as v
from travaux.binding import term
from travaux.cites import sources
from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.ledger_answer import Answer
from travaux.ledger_documents import by_document
from travaux.ledger_rows import Ledger, as_of, parts_of, read, under
from travaux.ledger_sheet import BY_ACTOR, BY_DOCUMENT, Words, by_actor, only, ranked
from travaux.ledger_writers import ROLES, WRITERS
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.queries import Parameter
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
@click.option("--role", type=click.Choice(tuple(ROLES)), help="Only what is demanded, or offered.")
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
@click.option("--dates", is_flag=True, help="The day of the words in every cell of a table.")
@format_option("table", "markdown", "html", "csv", "tsv", "json")
@lang_option
@timeout_option
@workspace_option
def command(
    item: str | None,
    role: str | None,
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

    Each cell names the attitude, the source and paragraph, and whether the holder speaks for
    itself. Parts stand under their item, and items in their package, if they are in no other.
    What is said of a package is not passed down to its items. "Not recorded" is what no source
    tells, which does not mean that there was no such stance; that a source tells of a silence
    (ignores, not yet answered) is marked as such.

    --role takes what anybody demands or insists on, or what anybody offers.

    --as-of goes by the day of the words. A date that is not fully known counts as certain from
    the latest day that it may mean, and as possible from the earliest; what is only possible is
    marked "?". On the table is an item that somebody had asked for or offered by then, or of
    which a source tells by then that an answer is missing. What others say of an item need not
    be meant as an answer.

    --by document sets each item, with the draft or reply that puts it forward, beside what the
    documents of the exchange are told to say of it, in the order in which they reply to each
    other.
    """
    last = span(None, None, day).last
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        asked = Asked(item, role, actor, last, source, by, dates or format == "html")
        answer = answered(found, engine, asked)
        text = WRITERS[format](answer) if answer.sheet.lines else ""
        note = _note(answer, asked)
    output.put(text.encode("utf-8", "backslashreplace"))
    if format == "table" or not text:
        output.note(note)


class Asked(NamedTuple):
    """What the ledger is asked for; None for what is left open, `day` the last day that counts."""

    item: str | None = None
    role: str | None = None
    actor: str | None = None
    day: str | None = None
    source: str | None = None
    by: str = BY_ACTOR
    dates: bool = False


def answered(workspace: Workspace, engine: OxigraphEngine, asked: Asked) -> Answer:
    """The ledger that is asked for; the engine infers, for demand and offer are inferred.

    Raises what names and questions raise: UnknownName, AmbiguousName, BadParameter, BadQuery.
    """
    engine.infer()
    shown = Labels(engine)

    def label(iri: str) -> str:
        return shown(NamedNode(iri))

    whole = read(workspace, engine)
    item = _meant(asked.item, v.TOPIC_CLASS, engine, "--item")
    actor = _meant(asked.actor, v.ACTOR, engine, "--actor")
    ledger = selected(whole, engine, asked, item)
    if asked.by == BY_DOCUMENT:
        sheet = by_document(workspace, engine, ledger, label, asked.day)
    else:
        sheet = by_actor(ledger, ranked(whole, label), asked.day, label)
    if actor:
        bodies = parts_of(actor, engine) & set(whole.holders())
        sheet = only(sheet, [actor.value, *sorted(bodies - {actor.value})], label)
    names = [label(each.value) for each in (item, actor) if each]
    number = 1 if asked.source else len(sources(engine))
    words = Words(sheet, engine, asked.dates)
    return Answer(sheet, words, _title(workspace.title, asked, names), number)


def _meant(name: str | None, kind: str, engine: OxigraphEngine, where: str) -> NamedNode | None:
    return kinds.resolve(name, (NamedNode(kind),), engine, where) if name else None


def selected(
    ledger: Ledger, engine: OxigraphEngine, asked: Asked, item: NamedNode | None = None
) -> Ledger:
    """The part of a ledger that the options leave, actors apart."""
    topics, stances = dict(ledger.topics), ledger.stances
    if item:
        kept = under(ledger, item.value)
        topics = {iri: topic for iri, topic in topics.items() if iri in kept}
    if asked.role:
        role = ROLES[asked.role]
        topics = {iri: topic for iri, topic in topics.items() if role in topic.kinds}
    if asked.source:
        source = term(Parameter("--source", "source"), asked.source, engine)
        stances = tuple(each for each in stances if each.source == source.value)
    left = Ledger(tuple(each for each in stances if each.topic in topics), topics)
    return as_of(left, asked.day) if asked.day else left


def _title(talks: str, asked: Asked, names: Sequence[str]) -> str:
    """What is shown, in one line: `Ledger: Talks — on the table on 2031-05-04 — only s2`."""
    parts = [
        f"on the table on {asked.day}" if asked.day else "",
        "by document" if asked.by == BY_DOCUMENT else "",
        *names,
        f"{asked.role}s" if asked.role else "",
        f"only {asked.source}" if asked.source else "",
    ]
    return " — ".join(filter(None, (f"Ledger: {talks}", *parts)))


def _note(answer: Answer, asked: Asked) -> str:
    """How much there is; of nothing, what was searched."""
    given = asked.item, asked.role, asked.actor, asked.day and f"as of {asked.day}", asked.source
    words = "".join(f", {each}" for each in given if each)
    searched = output.counted(answer.sources, "source")
    if not answer.sheet.lines:
        return f"nothing in the ledger{words}: {searched} searched"
    sheet = answer.sheet
    told = {each.record for each in sheet.ledger.stances}
    lines, records = output.counted(len(sheet.lines), "line"), output.counted(len(told), "record")
    return f"{lines}, {records} from {searched}{words}"
