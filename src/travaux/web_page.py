"""Answers as one web page that needs nothing but itself: no script, no request, system fonts.

Tables keep their heading and first column in sight; on a phone each row becomes a card. Colours
are shades of grey, light or dark as the reader's device has it: none stands for anybody.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from travaux import layout

_NOTHING = ("", "·")  # cells that a card shows on one line


class Line(NamedTuple):
    """A row of a table: what it is about, and its cells; `depth` is how far it stands under."""

    head: str
    cells: Sequence[str]
    depth: int = 0


def page(title: str, body: str, note: str = "", language: str = "en") -> str:
    """The whole page. `body` is Markup; a plain text in it, as in the others, is escaped."""
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("travaux", ".")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True)
    style = loader.get_source(environment, "page.css")[0].replace("\r\n", "\n")
    sha = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("page.html").render(
        title=layout.escape(title),
        body=_shown(body),
        note=_shown(note),
        language=language,
        style=Markup(style),
        digest=f"'sha256-{sha}'",
    )


def table(names: Sequence[str], lines: Iterable[Line]) -> Markup:
    """A table whose first column heads the rows; on a phone each row is a card."""
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(_shown(n)) for n in names)
    rows = Markup("\n").join(_row(names[1:], line) for line in lines)
    return Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n").format(
        heads, rows
    )


def key(entries: Iterable[tuple[str, str]]) -> Markup:
    """A list of marks and what they mean."""
    rows = (Markup("<dt>{}</dt><dd>{}</dd>").format(*map(_shown, each)) for each in entries)
    return Markup("<dl>\n{}\n</dl>\n").format(Markup("\n").join(rows))


def _row(names: Sequence[str], line: Line) -> Markup:
    """One row; the name of each column goes with its cell, for where there is no heading."""
    indent = f' class="under" data-depth="{min(line.depth, 4)}"' if line.depth else ""
    head = Markup('<tr><th scope="row"{}>{}</th>').format(Markup(indent), _shown(line.head))
    cells = (
        Markup('<td{} data-name="{}">{}</td>').format(
            Markup(' class="none"') if cell in _NOTHING else "", _shown(name), _shown(cell)
        )
        for name, cell in zip(names, line.cells, strict=True)
    )
    return head + Markup("").join(cells) + Markup("</tr>")


def _shown(text: str) -> Markup:
    """A text with nothing in it that steers a page or hides in it; Markup stays as it is."""
    return text if isinstance(text, Markup) else escape(layout.escape(text))
