"""The command `timeline`: what happened, was said and was published, in order of time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby, zip_longest

import click
from pyoxigraph import NamedNode

from travaux import kinds, layout, output
from travaux.cites import sources
from travaux.engine import OxigraphEngine
from travaux.layout import bold, escape, pad, wrap
from travaux.moments import CLOCKS, Entry, read
from travaux.options import (
    days_option,
    format_option,
    lang_option,
    timeout_option,
    workspace_option,
)
from travaux.timeout import limit
from travaux.vocabulary import ACTOR
from travaux.when import POSSIBLE, Span, span, told, within
from travaux.workspace import find

FIELDS = (
    *("date", "clock", "kind", "what", "who", "cite", "certainty", "role"),
    *("edtf", "earliest", "latest", "basis", "record"),
)
_CLOCK, _CITE, _LEAST = 9, 14, 24


@click.command(
    "timeline",
    epilog="\b\nExample:\n  travaux timeline --from 2021-12 --to 2022-01 --clock happened\n"
    '  travaux timeline --actor "a name" --as-of 2022-01-12',
    short_help="What happened, was said, was published, in order.",
)
@days_option()
@click.option("--as-of", metavar="DATE", help="What was on record by the end of DATE.")
@click.option("--actor", metavar="NAME", help="Only what this actor has a part in.")
@click.option("--clock", type=click.Choice(CLOCKS), help="One clock; all three if not given.")
@format_option("table", "csv", "tsv", "json", "markdown")
@lang_option
@timeout_option
@workspace_option
def command(
    start: str | None,
    end: str | None,
    as_of: str | None,
    actor: str | None,
    clock: str | None,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """List what happened, what was said and what was published, in order of time.

    DATE is a day, a month or a year (2022-02-17, 2022-02, 2022), the whole of it. NAME is a
    label, an alias, words of a name, a CURIE or an IRI.

    \b
    Three clocks:
      happened   events and documents as the sources date them, and
                 positions said to have been taken at a time
      said       statements, on the day of the words
      published  the articles themselves

    A date stands as exactly as the text gives it: "2021-12, day not given", "2022-01-12 or
    later", "between 2022-01-10 and 2022-01-11"; "(inferred)" or "(derived)" marks a day that
    follows from other words of the text, or from what the words were said at. A year supplied by
    the coder is not marked; csv and json tell each basis.
    "On record in s1 (DATE), day not given" marks words that have no date but that of their
    article: they were known by then, and may have been spoken earlier.

    A date is certain from the latest day that it may mean. There it stands in the list, after
    what is known to the day; with an open end it stands at its earliest day. It is possible from
    its earliest day: under --from, --to or --as-of, what may lie within, but need not, follows
    at the end and is marked "possible". An entry is judged on its own clock, so that what an
    article tells of an earlier day is on record from that day, not from the day of the article.
    What no source dates is not listed.

    --actor keeps what the actor says (speaker), holds as a stance (holder), does (agent), attends
    (participant, unless told to be absent), is party to, receives (recipient) or publishes
    (outlet), and where somebody stands for it (represented); not where it is only spoken to or
    mentioned. The role is told, with its paragraph if another one dates the entry.

    Accounts that agree in event and date are one entry with all their paragraphs; where they
    disagree, they stand side by side, each at its own date.
    """
    asked = span(start, end, as_of)
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        who = meant_actor(actor, engine)
        everything = read(engine, (clock,) if clock else CLOCKS, who)
        entries = select(everything, asked)
        limits = {"from": start, "to": end, "as of": as_of}
        words = _words(clock, engine.label(who.value) if who else None, limits)
        text = WRITERS[format](entries) if entries or format != "table" else ""
        note = _note(entries, len(everything), words, engine)
    output.put(text.encode("utf-8", "backslashreplace"))
    if format == "table" or not entries:
        output.note(note)


def meant_actor(text: str | None, engine: OxigraphEngine) -> NamedNode | None:
    """The actor of that name; raises BadParameter if it names something else."""
    if text is None:
        return None
    return kinds.resolve(text, (NamedNode(ACTOR),), engine, where="--actor")


def select(entries: Sequence[Entry], asked: Span) -> list[Entry]:
    """The entries that may lie in the span, each with its certainty; the possible ones last.

    Where no day is asked for, all of them, as they are.
    """
    if asked == Span():
        return list(entries)
    judged = [(each, within(each.when, asked)) for each in entries]
    found = [each._replace(certainty=certainty) for each, certainty in judged if certainty]
    return sorted(found, key=lambda each: each.certainty == POSSIBLE)


def as_table(entries: Sequence[Entry]) -> str:
    """For a terminal: each date once, its entries below it, as wide as the terminal is."""
    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    several = len({each.clock for each in entries}) > 1
    room = min(_CITE, 1 + max(layout.width(cite) for each in entries for cite in each.cites))
    lines: list[str] = []
    for (date, certainty), group in groupby(entries, _heading):
        possible = " — possible" if certainty == POSSIBLE else ""
        lines += ["", *(bold(line, colour) for line in wrap(escape(date + possible), columns))]
        for each in group:
            lines += _lines(each, columns, room, several)
    return "\n".join(lines[1:]) + "\n"


def _heading(entry: Entry) -> tuple[str, str]:
    return told(entry.when), entry.certainty


def _lines(entry: Entry, columns: int, cite: int, several: bool) -> list[str]:
    """One entry: clock, text and paragraphs side by side, or one after the other if narrow."""
    head = "  " + (pad(entry.clock, _CLOCK) + "  " if several else "")
    room = columns - len(head) - 2 - cite
    text, cites = escape(_text(entry)), ", ".join(entry.cites)
    if room < _LEAST:
        return [f"  {line}" for line in wrap(f"{head.strip()} {text} {cites}".strip(), columns - 2)]
    beside = [line for each in cites.split(" ") for line in wrap(escape(each), cite)]
    pairs = zip_longest(wrap(text, room), beside, fillvalue="")
    rows = [f"{pad(left, room)}  {right}".rstrip() for left, right in pairs]
    return [head + rows[0], *(" " * len(head) + row for row in rows[1:])]


def _text(entry: Entry) -> str:
    """Who, how and what in one line; and the role of the actor asked for."""
    if entry.spoken:
        text = f"{entry.who}: {entry.kind}. {entry.what}"
    else:
        plain = entry.kind.casefold() in entry.what.casefold()  # "talks — talks" tells nothing
        text = " — ".join(filter(None, (entry.what, "" if plain else entry.kind, entry.who)))
    return f"{text} [{entry.role}]" if entry.role else text


def _cells(entry: Entry) -> tuple[str, ...]:
    """The texts of FIELDS."""
    when = entry.when
    return (
        *(told(when), entry.clock, entry.kind, entry.what, entry.who, ", ".join(entry.cites)),
        *(entry.certainty, entry.role, when.date, when.earliest or "", when.latest or ""),
        *(", ".join(entry.bases), ", ".join(entry.records)),
    )


def as_csv(entries: Sequence[Entry]) -> str:
    """All FIELDS as CSV."""
    return layout.csv([FIELDS, *map(_cells, entries)])


def as_tsv(entries: Sequence[Entry]) -> str:
    """All FIELDS with tabs between them; a tab inside one is written as `\\\\t`."""
    return layout.tsv([FIELDS, *map(_cells, entries)])


def as_json(entries: Sequence[Entry]) -> str:
    """A list of objects: FIELDS, lists for what may be several, null for what is open."""
    return layout.json(
        [
            dict(zip(FIELDS, _cells(each), strict=True))
            | {"earliest": each.when.earliest, "latest": each.when.latest}
            | {"cite": each.cites, "basis": each.bases, "record": each.records}
            for each in entries
        ]
    )


def as_markdown(entries: Sequence[Entry]) -> str:
    """The chief columns as a Markdown table, others only where anything stands in them."""
    rows = [_cells(each)[:8] for each in entries]
    filled = [n for n in range(8) if n < 6 or any(row[n] for row in rows)]
    names = [FIELDS[n] for n in filled]
    return layout.markdown(names, [[row[n] for n in filled] for row in rows])


WRITERS = {
    "table": as_table,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
    "markdown": as_markdown,
}


def _words(clock: str | None, actor: str | None, limits: dict[str, str | None]) -> str:
    """What was asked, for the note: `, said, Anna Berg, from 2031, as of 2031-05`."""
    dates = [f"{name} {date}" for name, date in limits.items() if date]
    return "".join(f", {each}" for each in (clock, actor, *dates) if each)


def _note(entries: Sequence[Entry], total: int, words: str, engine: OxigraphEngine) -> str:
    """How many entries there are; of none, how many sources were searched."""
    if not entries:
        searched = output.counted(len(sources(engine)), "source")
        elsewhere = f"; outside these dates: {total}" if total else ""
        return f"nothing on the timeline{words}: {searched} searched{elsewhere}"
    possible = sum(each.certainty == POSSIBLE for each in entries)
    count = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    return f"{count}{words}" + (f"; {possible} of them only possible" if possible else "")
