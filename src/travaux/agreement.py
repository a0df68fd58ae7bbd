"""The command `travaux agreement`: how far two codings of the same texts agree."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import click

from travaux import codings, layout, output, reliability
from travaux.codings import FIELDS, Unit
from travaux.options import format_option, timeout_option, workspace_option
from travaux.reliability import Difference, value
from travaux.timeout import limit

_FIGURES = ("measure", "of", "first", "second", "both", "value")
_DIFFERENCES = ("what", *(f"first {f}" for f in FIELDS), *(f"second {f}" for f in FIELDS))


@click.command(
    "agreement",
    epilog="\b\nExample:\n  travaux agreement --units\n"
    "  travaux agreement graph/agreement/first.csv graph/agreement/second.csv\n"
    "  travaux agreement graph/agreement/first.csv graph/agreement/second.csv --differences",
    short_help="Compare two codings of the same texts.",
)
@click.argument("sheets", metavar="[FIRST.csv SECOND.csv]", nargs=-1)
@click.option("--units", is_flag=True, help="Write the units of the workspace's own coding.")
@click.option("--differences", is_flag=True, help="List what is coded otherwise, unit by unit.")
@format_option("table", "csv", "tsv", "json", "markdown", "html")
@timeout_option
@workspace_option
def command(
    sheets: tuple[str, ...],
    units: bool,
    differences: bool,
    format: str,
    timeout: float,
    workspace: str | None,
) -> None:
    """Say how far two codings agree on which units there are, and on how these are put.

    A coding is a CSV file with the columns source, paragraph, kind, who, about, attitude and
    modality, one unit a row; the codebook (graph/README.md) says what a unit is. --units writes
    the workspace's own in this form; "-" is standard input.

    F1 takes neither coding for the truth: twice the units in both, over the units of each
    together. It is told for the whole unit, for less of it, and for each source and kind. Cohen's
    kappa is of the attitude and the modality of the units in both: what of the possible agreement
    beyond chance is reached. Where all units are put alike, there is nothing beyond chance.

    Case and spaces make no difference; any other spelling of a name does.
    """
    with limit(timeout):
        if units:
            text = _units(sheets, format, workspace)
        else:
            first, second = _both(sheets)
            text = (_different if differences else _told)(first, second, format)
    output.put(text.encode("utf-8", "backslashreplace"))
    if not units and format == "table":
        output.note(_note(first, second))


def _units(sheets: Sequence[str], format: str, workspace: str | None) -> str:
    """The workspace's own units, as CSV if no format is asked for: a sheet is to be kept."""
    from travaux.engine import OxigraphEngine
    from travaux.workspace import find

    if sheets:
        raise click.UsageError("--units writes a sheet and takes none")
    found = find(workspace)
    own = codings.units(found, OxigraphEngine.load(found))
    return sheet(own, "csv" if format == "table" else format)


def sheet(units: Sequence[Unit], format: str) -> str:
    """The units as a sheet that `codings.read` reads (csv), or in another format."""
    return _rows(FIELDS, units, format)


def _both(sheets: Sequence[str]) -> tuple[list[Unit], list[Unit]]:
    if len(sheets) != 2:
        raise click.UsageError(
            f"two codings are compared; {len(sheets)} given. With --units, none is read."
        )
    first, second = map(codings.read, sheets)
    return first, second


def figures(first: Sequence[Unit], second: Sequence[Unit]) -> list[tuple[str, ...]]:
    """Every figure as texts, in the order of _FIGURES."""
    found = [("F1", what, *_overlap(first, second, f)) for what, f in reliability.LEVELS.items()]
    for field in ("source", "kind"):
        for each in sorted({value(unit, field) for unit in (*first, *second)}):
            one, other = ([u for u in s if value(u, field) == each] for s in (first, second))
            found.append(("F1", f"unit, {each}", *_overlap(one, other, reliability.WHOLE)))
    pairs = reliability.matched(first, second)
    for field in reliability.PUT:
        told = reliability.kappa(pairs, field)
        counts = (str(told.n), str(told.n), str(told.equal))
        found.append(("kappa", field, *counts, _number(told.kappa)))
        found.append(("agreement", field, *counts, _number(told.observed)))
    return found


def _overlap(
    first: Sequence[Unit], second: Sequence[Unit], fields: Sequence[str]
) -> tuple[str, ...]:
    told = reliability.overlap(first, second, fields)
    return str(told.first), str(told.second), str(told.both), _number(told.f1)


def _number(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}"


def _rows(
    names: Sequence[str], rows: Sequence[Sequence[object]], format: str, note: str = ""
) -> str:
    """The rows in any format; every cell a text. A page has the note below its title."""
    texts = [[str(cell) for cell in row] for row in rows]
    if format == "table":
        return layout.table(
            names, texts, layout.terminal_width(), colour=layout.colourful(sys.stdout)
        )
    if format == "markdown":
        return layout.markdown(names, texts)
    if format == "html":
        from travaux import web_page

        lines = [web_page.Line(row[0], row[1:]) for row in texts]
        return web_page.page("Agreement of two codings", web_page.table(names, lines), note)
    if format == "json":
        return layout.json([dict(zip(names, row, strict=True)) for row in texts])
    return (layout.csv if format == "csv" else layout.tsv)([names, *texts])


def _told(first: Sequence[Unit], second: Sequence[Unit], format: str) -> str:
    return _rows(_FIGURES, figures(first, second), format, _note(first, second))


def _different(first: Sequence[Unit], second: Sequence[Unit], format: str) -> str:
    """One line a difference; for people each unit in one cell, for programs one cell a field."""
    found = reliability.differences(first, second)
    if format in ("table", "markdown", "html"):
        rows = [(d.what, _cite(d), *map(_words, (d.first, d.second))) for d in found]
        return _rows(("what", "cite", "first", "second"), rows, format, _note(first, second))
    empty = [""] * len(FIELDS)
    cells = [(d.what, *(d.first or empty), *(d.second or empty)) for d in found]
    return _rows(_DIFFERENCES, cells, format)


def _cite(difference: Difference) -> str:
    unit = difference.first or difference.second
    return f"{unit.source}:{unit.paragraph}" if unit else ""


def _words(unit: Unit | None) -> str:
    return " · ".join(filter(None, unit[2:])) if unit else ""


def _note(first: Sequence[Unit], second: Sequence[Unit]) -> str:
    """How many differences there are, by what differs, the most frequent first."""
    kinds = Counter(each.what for each in reliability.differences(first, second))
    listed = sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
    told = "; ".join(f"{what}: {number}" for what, number in listed)
    return output.counted(kinds.total(), "difference") + (f" ({told})" if told else "")
