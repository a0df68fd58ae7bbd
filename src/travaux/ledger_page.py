"""The ledger as a web page: a table on a desk or a wall, a card for each item on a phone."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from travaux import layout, web_page
from travaux.ledger_answer import Answer, filled
from travaux.ledger_key import legend
from travaux.ledger_table import BLANK, Cells

#: As many columns as a table of that many characters has.
_WIDTH = 140
_NOTE = "Marks and short names are explained below the tables."


def page(answer: Answer) -> str:
    """The whole page: each section a table, the key below them."""
    names, sections = filled(answer, _WIDTH)
    parts = []
    for section in sections:
        heading = Markup("<h2>{}</h2>\n").format(layout.escape(section.title))
        parts.append(heading + web_page.table(names, map(_line, section.rows)))
    parts.append(Markup("<h2>Key</h2>\n") + web_page.key(legend(answer)))
    return web_page.page(answer.title, Markup("").join(parts), _NOTE)


def _line(row: Cells) -> web_page.Line:
    return web_page.Line(row.head, [_cell(each) for each in row.cells], row.depth)


def _cell(entries: Sequence[str]) -> Markup:
    """The entries one under the other; the mark alone where nothing is recorded."""
    if len(entries) == 1 and entries[0] in BLANK:
        return Markup(entries[0])
    items = (Markup("<li>{}</li>").format(escape(layout.escape(each))) for each in entries)
    return Markup("<ul>{}</ul>").format(Markup("").join(items))
