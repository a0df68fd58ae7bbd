"""`travaux view` in a browser: where the keyboard stands after a change, and more like it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages import Explorer, drawn, make, opened, record

pytestmark = pytest.mark.xdist_group("browser")

STANDS = """() => {
  const { id, tagName, textContent, dataset } = document.activeElement;
  return id || dataset.depth || `${tagName} ${textContent}`;
}"""


def stands(view: Explorer) -> str:
    """Where the keyboard stands: an id, a number of steps, else tag and text."""
    return str(view.page.evaluate(STANDS))


def enter(view: Explorer, selector: str) -> str:
    """Where the keyboard stands after Enter on a control."""
    view.page.focus(selector)
    view.page.keyboard.press("Enter")
    return stands(view)


def test_after_a_link_in_the_panel_the_keyboard_stands_at_its_heading(talks_view: Explorer) -> None:
    """What is new is read from its beginning; what stays is where it was."""
    assert enter(talks_view, "#dossier .hubs .chip").startswith("H2 ")
    assert enter(talks_view, "#dossier [data-depth='2']") == "2"
    assert enter(talks_view, "#dossier a.link").startswith("H2 ")
    assert enter(talks_view, "#close") == "H2 Start here"


def test_after_the_last_chip_the_keyboard_stands_in_the_search_field(talks_view: Explorer) -> None:
    """Until then on the first that is left; after the days, on what chose them."""
    talks_view.go("#attitude=demands&from=2021-12-18&line=present")
    for _ in range(2):
        assert enter(talks_view, "#chips button").startswith("BUTTON ")
    assert enter(talks_view, "#chips button") == "name"
    talks_view.go("#from=2021-12-18")
    assert enter(talks_view, "#range-all") == "range-from"
    talks_view.go("#view=ledger&asof=2022-01-22")
    assert enter(talks_view, "#asof-none") == "asof"


def test_in_the_table_the_keyboard_stays_where_it_was(browser: Any, tmp_path: Path) -> None:
    """On the button that turns the page, the other one at the end, and on a name in a row."""
    text = "a trv:Account ; trv:speaker :bob ; trv:accountOf :talks"
    rows = [record(f"r{i}", f'{text} ; trv:gloss "{i}"@en', i) for i in range(1, 121)]
    view = opened(browser, drawn(tmp_path, make(tmp_path / "w", *rows)), fragment="#view=table")
    assert enter(view, ".pager button:last-child") == "BUTTON Later rows"
    assert enter(view, ".pager button:last-child") == "BUTTON Earlier rows"
    assert enter(view, "#records tr:nth-child(3) .who a") == "A Bob"
    assert enter(view, "[data-sort=what]").startswith("BUTTON What is told")
    assert view.complaints == []
