"""Markdown: what a page is put together from, and texts that show as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape as html_escape

from travaux.layout import mark_escape

NOTICE = "<!-- Written by `make docs`; edit what it is made from, not this page. -->\n"
#: Of a line's beginning, what would make it a heading, a list or a quotation.
_LEADING = re.compile(r"^(\s*)([#>+=-]|[0-9]+[.)])", re.MULTILINE)


def plain(text: str) -> str:
    """A text that Markdown shows as it is, on one line; also inside a link or a table cell."""
    text = mark_escape(text)
    for mark in "_~[]$":
        if mark != "[":  # escaped already
            text = text.replace(mark, "\\" + mark)
    return text.replace(">", "&gt;")


def paragraph(text: str) -> str:
    """The same as a paragraph of its own, whatever it begins with."""
    return _LEADING.sub(lambda found: found[1] + _guarded(found[2]), plain(text))


def _guarded(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"


def code(text: str) -> str:
    """A word as code."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def block(text: str, language: str = "") -> str:
    """Lines as a block of code; its fence is longer than any in the text."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def anchor(name: str) -> str:
    """A place that `link` leads to."""
    return f'<a id="{html_escape(name)}"></a>'


def link(text: str, name: str, page: str = "") -> str:
    """A link to an anchor of this page or of another; `text` is Markdown."""
    return f"[{text}]({page}#{name})"


def heading(level: int, text: str, name: str) -> str:
    """A heading with an anchor of its own, so that links do not hang on its wording."""
    return f"{anchor(name)}\n\n{'#' * level} {text}"


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all cells are Markdown already."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def folded(summary: str, content: str) -> str:
    """What unfolds when one clicks on it; `summary` is HTML."""
    return f"<details>\n<summary>{summary}</summary>\n\n{content}\n\n</details>"


def page(parts: Iterable[str]) -> str:
    """Paragraphs, headings and tables as one page, with an empty line between them."""
    return NOTICE + "\n" + "\n\n".join(part for part in parts if part) + "\n"


def times(number: int) -> str:
    """`once`, `2 times`, `1,024 times`."""
    return {0: "never", 1: "once"}.get(number, f"{number:,} times")
