"""The command `path`: how two things are connected, step by step, each with its evidence."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from travaux import cites, layout, names, output
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.timeout import limit
from travaux.workspace import find

if TYPE_CHECKING:
    from travaux.network.connections import Connection, Found, Telling

#: The cells of what one step rests on, for programs.
FIELDS = (
    *("path", "step", "from", "fromLabel", "what", "to", "toLabel", "sentence", "toldBy"),
    *("date", "disputed", "cite", "record"),
)
_FEW = 3  # sentences told of a step to people, who find the rest in csv and json
_LINKS = "reference layer"


@click.command(
    "path",
    epilog='\b\nExample:\n  travaux path "a name" "another name"\n'
    '  travaux path "a name" "another name" --max 1 --format json',
    short_help="How two things are connected, step by step.",
)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option(
    "--max",
    "most",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="List at most N connections.",
)
@click.option(
    "--steps",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    metavar="N",
    help="Look for connections of at most N steps.",
)
@format_option("table", "csv", "json", "markdown")
@lang_option
@timeout_option
@workspace_option
def command(
    one: str,
    other: str,
    most: int,
    steps: int,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Tell the shortest connections between two things, as sentences with their evidence.

    A and B are labels, aliases, words of names, CURIEs or IRIs of actors, events, documents,
    items or issues: whatever `travaux view` draws. A step leads along one of its lines, in
    either direction.

    Each sentence stands with its date and its paragraphs, and with who tells it of another.
    "Disputed" marks what a curator says to contradict another record, what denies one, and what
    is denied. Links of the reference layer, such as "is part of", rest on no paragraph.

    Of several shortest connections those come first that rest on evidence throughout, then those
    with the fewest disputed steps, then those that most records tell.
    """
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        ends = [names.resolve(text, engine, where) for text, where in ((one, "A"), (other, "B"))]
        if ends[0] == ends[1]:
            same = names.describe(ends[0], engine)
            raise BadParameter(
                f"both names mean {same.label} ({same.curie})",
                where="A, B",
                hint="Name two things; `travaux show` tells what is recorded of one.",
            )
        from travaux.network.connections import connections

        answer = connections(engine, ends[0].value, ends[1].value, steps)
        text = WRITERS[format](answer.paths[:most])
        note = _note(answer, most, steps, len(cites.sources(engine)))
    output.put(text.encode("utf-8", "backslashreplace"))
    if format == "table" or not answer.paths:
        output.note(note)


def as_table(paths: Sequence[Connection]) -> str:
    """For a terminal: each connection with its sentences below it."""
    width, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    lines: list[str] = []
    for number, path in enumerate(paths, 1):
        head = layout.wrap(layout.escape(f"{number}. {' — '.join(path.labels)}"), width)
        lines += ["", *(layout.bold(line, colour) for line in head)]
        lines += layout.rows(_told(path), width - 3, "   ")
    return "\n".join(lines[1:]) + "\n" if lines else ""


def as_markdown(paths: Sequence[Connection]) -> str:
    """A heading and a table for each connection."""
    parts = []
    for number, path in enumerate(paths, 1):
        title = layout.mark_escape(" — ".join(path.labels))
        table = layout.markdown(("step", "date", "cite"), _told(path))
        parts.append(f"## {number}. {title}\n\n{table}")
    return "\n".join(parts)


def _told(path: Connection) -> list[list[str]]:
    """The sentences of a connection with date and paragraphs, a few of each step."""
    rows = []
    for step in path.steps:
        for each in step[:_FEW]:
            rows.append([_sentence(each), each.date, ", ".join(each.cites) or _LINKS])
        if len(step) > _FEW:
            rows.append([f"and {len(step) - _FEW} more between these two", "", ""])
    return rows


def _sentence(telling: Telling) -> str:
    by = f" (as {', '.join(telling.told_by)} tells)" if telling.told_by else ""
    return telling.sentence + by + (" [disputed]" if telling.disputed else "") + "."


def as_csv(paths: Sequence[Connection]) -> str:
    """All FIELDS as CSV, a line for each sentence."""
    rows = []
    for number, path in enumerate(paths, 1):
        for at, step in enumerate(path.steps, 1):
            rows += [[number, at, *map(_cell, each)] for each in step]
    return layout.csv([FIELDS, *rows])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, tuple) else value


def as_json(paths: Sequence[Connection]) -> str:
    """A list of connections: their things, and for each step what it rests on."""
    return layout.json(
        [
            {
                "nodes": [
                    {"node": node, "label": label}
                    for node, label in zip(path.nodes, path.labels, strict=True)
                ],
                "steps": [
                    [dict(zip(FIELDS[2:], each, strict=True)) for each in step]
                    for step in path.steps
                ],
            }
            for path in paths
        ]
    )


WRITERS = {"table": as_table, "csv": as_csv, "json": as_json, "markdown": as_markdown}


def _note(answer: Found, most: int, steps: int, searched: int) -> str:
    """How many connections there are; of none, why."""
    where = output.counted(searched, "source") + " searched"
    if not answer.paths:
        return f"no connection within {output.counted(steps, 'step')}: {answer.why}; {where}"
    number, length = len(answer.paths), output.counted(len(answer.paths[0].steps), "step")
    least = "at least " if answer.more else ""
    told = f"{least}{output.counted(number, 'shortest connection')} of {length}"
    return told + (f"; {most} listed (--max)" if number > most else "")
