"""Pages that stand alone."""

from __future__ import annotations

import base64
import hashlib
import re

from markupsafe import Markup

from travaux.web_page import Line, key, page, table

HOSTILE = "<b>&\"'\x1b[0m\u202e"


def test_texts_are_escaped_and_markup_is_not() -> None:
    """Title, note, headings, cells and keys hold texts; only Markup is taken as it is."""
    lines = [Line(HOSTILE, [HOSTILE, Markup("<i>x</i>")], 1)]
    body = table(["item", HOSTILE, "b"], lines) + key([(HOSTILE, HOSTILE)])
    text = page(HOSTILE, body, HOSTILE)
    assert "<b>" not in text and "\x1b" not in text and "\u202e" not in text
    assert text.count("&lt;b&gt;") >= 7
    assert '<td data-name="b"><i>x</i></td>' in text
    assert page("t", "<b>plain</b>").count("<b>") == 0


def test_the_page_allows_its_own_style_and_nothing_else() -> None:
    """The policy names the style by digest; no address stands in the page."""
    text = page("Title", Markup("<p>x</p>"))
    style = re.search(r"(?s)<style>(.*)</style>", text)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"sha256-{digest}" in text and "default-src &#39;none&#39;" in text.replace("'", "&#39;")
    assert not re.search(r"https?:|url\(|@import|<script|\bsrc=|\bhref=", text)


def test_a_cell_without_anything_is_marked_for_narrow_pages() -> None:
    """Rows keep their depth, cells the name of their column."""
    text = table(["a", "b"], [Line("x", ["·"]), Line("y", ["z"], 9)])
    assert '<td class="none" data-name="b">·</td>' in text
    assert '<th scope="row" class="under" data-depth="4">y</th>' in text
