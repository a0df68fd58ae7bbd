"""The command `changes`: what was newly said, asked, answered or withdrawn between two days."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click
from pyoxigraph import NamedNode

from travaux import kinds, layout, output
from travaux import vocabulary as v
from travaux.changes_text import (
    FIELDS,
    KEY,
    READ,
    Shown,
    Words,
    as_table,
    rows,
)
from travaux.cites import sources
from travaux.engine import OxigraphEngine
from travaux.options import (
    days_option,
    format_option,
    lang_option,
    timeout_option,
    workspace_option,
)
from travaux.reports import Reports
from travaux.timeout import limit
from travaux.turns import ON_RECORD, Change, read, select
from travaux.walk import reached
from travaux.when import CERTAIN, POSSIBLE, span
from travaux.workspace import find


def as_csv(entries: Sequence[Change], shown: Shown) -> str:
    """All FIELDS as CSV."""
    words = Words(shown.engine)
    return layout.csv([FIELDS, *(words.cells(each).values() for each in entries)])


def as_tsv(entries: Sequence[Change], shown: Shown) -> str:
    """All FIELDS with tabs between them."""
    words = Words(shown.engine)
    return layout.tsv([FIELDS, *(words.cells(each).values() for each in entries)])


def as_json(entries: Sequence[Change], shown: Shown) -> str:
    """A list of objects: FIELDS, lists for what may be several, null for what is open."""
    words = Words(shown.engine)
    return layout.json([words.values(each) for each in entries])


def as_markdown(entries: Sequence[Change], shown: Shown) -> str:
    """A heading and a table for each section."""
    parts = []
    for title, found, nothing in rows(entries, Words(shown.engine)):
        parts.append(f"## {title}\n")
        parts.append(layout.markdown(READ, found) if found else f"{nothing}\n")
    return "\n".join(parts)


def as_html(entries: Sequence[Change], shown: Shown) -> str:
    """A page with a table for each section, and the key."""
    from markupsafe import Markup

    from travaux.web_page import Line, key, page, table

    body = Markup("")
    for title, found, nothing in rows(entries, Words(shown.engine)):
        body += Markup("<h2>{}</h2>\n").format(title)
        lines = [Line(row[0], row[1:]) for row in found]
        body += table(READ, lines) if found else Markup("<p>{}</p>\n").format(nothing)
    body += Markup("<h2>Key</h2>\n") + key(KEY[1:])
    return page(shown.title[:1].upper() + shown.title[1:], body, shown.counts)


WRITERS: dict[str, Callable[[Sequence[Change], Shown], str]] = {
    "table": as_table,
    "markdown": as_markdown,
    "html": as_html,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
}
_ABOVE = (v.BROADER, v.TOPIC, v.IS_PART_OF, v.COPY_OF)


@click.command(
    "changes",
    epilog="\b\nExample:\n  travaux changes --from 2021-12-15 --to 2021-12-23\n"
    '  travaux changes --from 2022-02 --actor "a name" --format html > changes.html',
    short_help="What was newly said, asked, answered, withdrawn.",
)
@days_option("The first day; open if not given.", "The last day; open if not given.")
@click.option("--actor", metavar="NAME", help="Only what this actor holds, says, does or gets.")
@click.option("--about", metavar="NAME", help="Only this topic, what is under it, or a document.")
@format_option(*WRITERS)
@lang_option
@timeout_option
@workspace_option
def command(
    start: str | None,
    end: str | None,
    actor: str | None,
    about: str | None,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """List what was newly asked, answered, withdrawn and said between two days, both included.

    DATE is a day, a month or a year (2022-02-17, 2022-02, 2022), the whole of it. NAME is a
    label, an alias, words of a name, a CURIE or an IRI.

    \b
    Sections; each entry stands in one:
      asked         a holder asks for or offers an outcome for the first time: no
                    such record of it is certain to be earlier; or a paper to
                    which another replies is handed on or comes out
      answered      another holder takes a stance on what was asked for already,
                    or a curator's link calls it an answer; or a paper that
                    replies to another is handed on or comes out
      not answered  a text tells that a holder has not answered, or passed it over
      withdrawn     a holder leaves the group (favourable, open, unfavourable) of
                    its last stance on a topic, in whatever direction
      newly said    other stances and words
      said again    a stance that its holder took before, or a second report

    What a stance asks, answers or repeats is judged by item, never passed on to wider or
    narrower ones, and against all records, not only those of the days asked for.

    A stance is dated by the day on which it was taken where a text tells one, else by the day of
    the words. What a text sums up from a paper of the holder's is dated by the day on which that
    paper was first handed on; the event is named. "?" or "possible" marks a date that may lie
    within the days, but need not. "On record" marks what has no date but that of its article:
    the words were known by then, and may have been spoken earlier. What has no date is left out.
    """
    asked = span(start, end, None)
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        who = _meant("--actor", actor, (v.ACTOR,), engine)
        what = _meant("--about", about, (v.TOPIC_CLASS, v.DOCUMENT, v.DOCUMENT_COPY), engine)
        everything = _narrowed(read(Reports(found, engine)), who, what, engine)
        entries = select(everything, asked)
        names = [engine.label(each.value) or each.value for each in (who, what) if each]
        title = heading(start, end, names)
        shown = Shown(engine, title, _counted(entries))
        text = WRITERS[format](entries, shown) if entries or format != "table" else ""
        note = _note(entries, len(everything), shown, len(sources(engine)))
    output.put(text.encode("utf-8", "backslashreplace"))
    if format == "table" or not entries:
        output.note(note)


def heading(start: str | None, end: str | None, names: Sequence[str]) -> str:
    """What was asked, in words: `said, asked, answered or withdrawn from ... to ..., Norvik`."""
    limits = [f"from {start}" if start else "", f"to {end}" if end else ""]
    days = " ".join(filter(None, limits))
    if start and start == end:
        days = f"on {start}"
    words = f"said, asked, answered or withdrawn {days or 'on any day'}"
    return ", ".join([words, *names])


def _meant(
    option: str, text: str | None, wanted: Sequence[str], engine: OxigraphEngine
) -> NamedNode | None:
    """What a name given with an option means; raises BadParameter if it is something else."""
    if text is None:
        return None
    return kinds.resolve(text, tuple(map(NamedNode, wanted)), engine, where=option)


def _narrowed(
    entries: Sequence[Change], who: NamedNode | None, what: NamedNode | None, engine: OxigraphEngine
) -> list[Change]:
    """The entries of an actor, on a topic or what is under it, or on a document or its copies."""

    def above(node: NamedNode) -> list[NamedNode]:
        quads = (quad for each in _ABOVE for quad in engine.quads(node, NamedNode(each)))
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]

    if who:
        entries = [e for e in entries if who in (*e.holders, *e.speakers, *e.recipients)]
    if what:
        entries = [e for e in entries if any(what in reached(each, above) for each in e.about)]
    return list(entries)


def _counted(entries: Sequence[Change]) -> str:
    """How many entries there are of each certainty."""
    words = {CERTAIN: "certain", POSSIBLE: "only possible", ON_RECORD: "only on record"}
    counts = {word: sum(e.certainty == each for e in entries) for each, word in words.items()}
    return ", ".join(f"{number} {word}" for word, number in counts.items() if number)


def _note(entries: Sequence[Change], total: int, shown: Shown, searched: int) -> str:
    """How many entries there are; of none, how many sources were searched."""
    if entries:
        count = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
        return f"{count}: {shown.counts}" + (
            "" if " certain" in shown.counts else "; none is certain"
        )
    elsewhere = f"; on other days: {total}" if total else ""
    where = output.counted(searched, "source")
    return f"nothing recorded as {shown.title}: {where} searched{elsewhere}"
