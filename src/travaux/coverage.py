"""The command `coverage`: what hangs on each paragraph of the texts, and what on nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, takewhile

import click

from travaux import layout
from travaux.coverage_rows import PARAGRAPH, Ledger, Row, Source, compile_ledger
from travaux.layout import bold, escape, pad, width, wrap
from travaux.leftout import FIELDS, LEFT_OUT, NAME, WIDE
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.output import counted, note, put
from travaux.timeout import limit

#: The first six are those of the list.
_COLUMNS = (*FIELDS, "words", "passages", "records", "covered", "problem", "advice")

_SPAN = 16  # columns for the mark and the span
_NARROW = 24  # columns that a list of counts needs beside something else
_INDENT = 4


@click.command(
    "coverage",
    epilog="\b\nExample:\n  travaux coverage --texts ../texts\n"
    "  travaux coverage --texts ../texts --source s1",
    short_help="What is coded of each paragraph, and what is not.",
)
@click.option("--texts", metavar="DIR", required=True, help="Folder of <source>.txt.")
@click.option("--source", metavar="S", help="One source only, such as s1.")
@format_option("table", "csv", "json", "markdown")
@lang_option
@timeout_option
@workspace_option
def command(
    texts: str,
    source: str | None,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> int:
    """Show what hangs on each paragraph, and the spans on which nothing hangs.

    A span is coded, or stands in graph/coverage.csv with its reason; so does a passage that
    covers more than 60 % of a paragraph of over 200 characters. "covered" counts letters and
    digits. Spans are in characters of the file, from 0. Exit code 0: all is coded or listed;
    1: something is not, or a line of the list fits nothing (any more); 2: could not be checked.
    """
    from travaux.corpus import Corpus
    from travaux.leftout import read
    from travaux.workspace import find

    found = find(workspace)
    found = found._replace(languages=found.speaking(lang))
    with limit(timeout):
        ledger = compile_ledger(Corpus(found), texts, read(found), source)
        text = _WRITERS[format](ledger)
    put(text.encode("utf-8", "backslashreplace"))
    if format in ("csv", "markdown"):
        note(summary(ledger))
    return 1 if ledger.problems else 0


def summary(ledger: Ledger) -> str:
    """The sums of all sources in one or two sentences."""
    if not ledger.sources:
        return "There is no source here."
    paragraphs = sum(each.paragraphs for each in ledger.sources)
    spans = [row for row in ledger.rows if row.finding != PARAGRAPH and not row.line]
    listed = [row.finding for row in spans if not row.problem]
    stale = sum(bool(row.line) for row in ledger.rows)
    told = (
        f"{counted(len(ledger.sources), 'source')}, {counted(paragraphs, 'paragraph')}: "
        f"{counted(listed.count(LEFT_OUT), 'span')} left out and "
        f"{counted(listed.count(WIDE), 'wide passage')}, as listed"
    )
    missing = len(spans) - len(listed)
    told += f"; {missing} not listed" if missing else ""
    told += f"; {counted(stale, 'stale line')}" if stale else ""
    return told + ("." if missing or stale else "; nothing else is uncoded.")


def as_table(ledger: Ledger) -> str:
    """Source by source, paragraph by paragraph; what is wrong is marked, and told at the end."""
    import sys

    columns, colour = max(40, layout.terminal_width()), layout.colourful(sys.stdout)
    lines: list[str] = []
    for source in ledger.sources:
        rows = [row for row in ledger.rows if row.source == source.name and not row.line]
        lines += [bold(escape(source.name), colour), *_sums(source, columns)]
        lines += [*_paragraphs(rows, columns, colour), ""]
    if ledger.problems:
        lines.append(bold(f"Problems ({len(ledger.problems)})", colour))
        for row in ledger.problems:
            lines += ["", *_problem(row, columns)]
        lines.append("")
    return "\n".join([*lines, *wrap(summary(ledger), columns)]) + "\n"


def _sums(source: Source, columns: int) -> list[str]:
    passages = counted(source.passages, "passage")
    covered = f"{counted(source.paragraphs, 'paragraph')}, {passages}, covered {source.covered} %"
    lines = ["  " + line for line in wrap(covered, columns - 2)]
    number = counted(sum(source.records.values()), "record")
    return lines + _hung(f"  {number}: ", source.records, columns)


def _kinds(records: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in records.items()) or "none"


def _hung(head: str, records: Mapping[str, int], columns: int) -> list[str]:
    """Kinds and counts beside a head; under it where there is no room beside it."""
    glue = "\0"  # a kind and its number stay on one line
    left = width(head) if columns - width(head) >= _NARROW else _INDENT
    told = ", ".join(each.replace(" ", glue) for each in escape(_kinds(records)).split(", "))
    lines = [line.replace(glue, " ") for line in wrap(told, columns - left)]
    first = [head + lines.pop(0)] if left == width(head) else [head.rstrip()]
    return first + [" " * left + line for line in lines]


def _paragraphs(rows: list[Row], columns: int, colour: bool) -> Iterator[str]:
    """A line or more for each paragraph, then one line for each of its spans."""
    left = max((width(_cite(row)) for row in rows), default=0)
    reasons = max((width(_reason(row)) for row in rows), default=0)
    for row in rows:
        if row.finding == PARAGRAPH:
            head = (
                f"{pad(_cite(row), left)}  passages {row.passages:>2}  covered {row.covered:>3} %"
            )
            yield from _hung(f"{head}  records ", row.records, columns)
        else:
            mark = "!" if row.problem else " "
            line = f"  {mark} {row.start}-{row.end}".ljust(_SPAN) + pad(_reason(row), reasons)
            line = f"{line}  {_fitting(escape(row.words), columns - width(line) - 2)}"
            yield bold(line.rstrip(), colour and bool(row.problem))


def _cite(row: Row) -> str:
    return escape(f"{row.source}:{row.paragraph}")


def _reason(row: Row) -> str:
    if row.finding == PARAGRAPH:
        return ""
    return f"{WIDE}, {row.reason}" if row.finding == WIDE else row.reason


def _fitting(text: str, columns: int) -> str:
    """A text of at most so many columns; nothing where it would be next to nothing."""
    if width(text) <= columns:
        return text
    widths = accumulate(map(width, text))
    text = text[: sum(1 for _ in takewhile(columns.__gt__, widths))]
    return f"{text.rstrip(' …')}…" if len(text) > 2 else ""


def _problem(row: Row, columns: int) -> list[str]:
    """Where, which words, what is wrong and what to do."""
    where = f"{NAME}:{row.line}  " if row.line else ""
    place = f"{where}{row.source}:{row.paragraph}  {row.start}-{row.end}"
    words = f"  {row.words}" if row.words else ""
    lines = [_fitting(escape(place + words), columns)]
    told = wrap(escape(f"{row.problem} {row.advice}"), columns - 2)
    return [*lines, *("  " + line for line in told)]


def as_markdown(ledger: Ledger) -> str:
    """One table of paragraphs and spans."""
    return layout.markdown(_COLUMNS, [list(map(str, _cells(row))) for row in ledger.rows])


def as_csv(ledger: Ledger) -> str:
    """The same as CSV; its first six columns are those of the list."""
    return layout.csv([_COLUMNS, *map(_cells, ledger.rows)])


def _cells(row: Row) -> list[object]:
    values = {**row._asdict(), "records": _kinds(row.records) if row.records else ""}
    return ["" if values[name] is None else values[name] for name in _COLUMNS]


def as_json(ledger: Ledger) -> str:
    """One object: whether all is well, the sums of each source, and the rows."""
    content = {
        "conforms": not ledger.problems,
        "summary": summary(ledger),
        "sources": [each._asdict() for each in ledger.sources],
        "rows": [row._asdict() for row in ledger.rows],
    }
    return layout.json(content)


_WRITERS = {"table": as_table, "markdown": as_markdown, "csv": as_csv, "json": as_json}
