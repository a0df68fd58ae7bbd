"""Small pieces of HTML for notebooks; every text in them is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from travaux import layout

_MOST = 200  # rows shown; a notebook is no place for thousands


def table(names: Sequence[str], rows: Sequence[Sequence[str]], nothing: str) -> str:
    """A table without styles of its own, so that it looks like the notebook's others."""
    if not rows:
        return paragraph(nothing)
    head = Markup("").join(
        Markup('<th scope="col" style="text-align: left">{}</th>').format(layout.spaced(name))
        for name in names
    )
    body = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td style="text-align: left">{}</td>').format(layout.escape(cell))
                for cell in row
            )
        )
        for row in rows[:_MOST]
    )
    more = len(rows) - _MOST
    rest = Markup("<p>{} more rows</p>").format(more) if more > 0 else Markup("")
    whole = Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n{}")
    return str(whole.format(head, body, rest))  # plain, so that what is joined to it is not escaped


def paragraph(text: str) -> str:
    """A remark."""
    return str(Markup("<p>{}</p>").format(escape(text)))
