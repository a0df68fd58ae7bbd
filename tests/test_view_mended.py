"""`travaux view` in a browser: where the keyboard stands after a change, and more like it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages import REFERENCE, Explorer, drawn, make, opened, record, talks

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


IN_SIGHT = """() => {
  const frame = document.getElementById("ledger-table").getBoundingClientRect();
  const corner = document.querySelector("#ledger-table .corner").getBoundingClientRect();
  return [...document.querySelectorAll("td.lit button")].some((each) => {
    const box = each.getBoundingClientRect();
    return box.top >= corner.bottom - 1 && box.top < frame.bottom
      && box.left >= corner.right - 1 && box.left < frame.right;
  });
}"""


def test_the_ledger_and_the_table_go_to_what_is_chosen(browser: Any, tmp_path: Path) -> None:
    """Chosen elsewhere, far down and far right in the ledger; on a later page of the table."""
    things = "".join(
        f':i{n:02} a trv:ProposalItem ; rdfs:label "item {n:02}"@en .\n' for n in range(60)
    )
    people = "".join(
        f':m{n:02} a trv:Person ; rdfs:label "member {n:02}"@en .\n' for n in range(12)
    )
    rows = [
        record(
            f"r{n}",
            f"a trv:Position ; trv:holder :m{max(0, n - 48):02} ; trv:speaker :m00 ; "
            f'trv:topic :i{n:02} ; trv:attitude con:demands ; trv:gloss "Words {n:02}."@en',
            n + 1,
        )
        for n in range(60)
    ]
    folder = make(tmp_path / "w", *rows, reference=things + people)
    view = opened(browser, drawn(tmp_path, folder), fragment="#view=ledger")
    assert view.page.evaluate(IN_SIGHT) is False
    view.find("member 11")
    assert view.page.evaluate(IN_SIGHT) is True
    view.page.keyboard.press("Escape")
    assert view.page.locator("td.lit").count() == 0
    view.view("graph")
    view.find("item 58")
    view.view("ledger")
    assert view.page.evaluate(IN_SIGHT) is True
    view.view("table")
    view.page.click("text=Later rows")
    assert "page=2" in view.fragment()
    view.find("item 03")
    assert view.rows() and "Words 03." in view.rows()[0]
    assert "page=" not in view.fragment()
    assert view.complaints == []


CONTRAST = """(selector) => {
  const sheet = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    sheet.fillStyle = colour;
    sheet.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...sheet.getImageData(0, 0, 1, 1).data].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const { color, backgroundColor } = getComputedStyle(document.querySelector(selector));
  const [low, high] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
  return high / low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pressed_button_is_read_under_the_pointer(
    browser: Any, tmp_path: Path, scheme: str
) -> None:
    """Its digit stands out from its ground, pressed or not."""
    folder = talks(tmp_path / "w")
    look = {"color_scheme": scheme, "reduced_motion": "reduce"}
    view = opened(browser, drawn(tmp_path, folder), **look)
    view.find("Bob")
    view.page.click("#dossier [data-depth='2']")
    for depth in ("1", "2"):
        view.page.hover(f"#dossier [data-depth='{depth}']")
        assert view.page.evaluate(CONTRAST, f"#dossier [data-depth='{depth}']") >= 4.5
    view.view("table")
    view.page.click("#records tr:last-child .date button")
    assert view.page.evaluate(CONTRAST, "#records tr.dim .cite") >= 4.5


BESIDE = """() => {
  const left = document.getElementById("panel").getBoundingClientRect().left;
  return [...document.querySelectorAll(".bar button, .status, #range-told")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > left)
    .map((each) => each.id || each.className);
}"""


@pytest.mark.slow
def test_the_panel_covers_no_button_at_any_width(talks_view: Explorer) -> None:
    """Where there is little room, the tools go to a line of their own."""
    size = talks_view.page.viewport_size
    for width in (870, 900, 940, 990, 1121, 1280):
        talks_view.page.set_viewport_size({"width": width, "height": 700})
        for name in ("graph", "ledger"):
            talks_view.view(name)
            assert talks_view.page.evaluate(BESIDE) == [], (width, name)
    talks_view.page.set_viewport_size(size)


@pytest.mark.slow
def test_filters_are_named_as_what_cuts_a_connection_only_if_there_are_some(
    browser: Any, tmp_path: Path
) -> None:
    """Else it is the sources that tell of no tie."""
    text = 'a trv:Assessment ; trv:speaker :{} ; trv:topic :{} ; trv:gloss "Words."@en'
    rows = [
        record("one", text.format("bob", "wall"), 1),
        record("two", text.format("eva", "isle"), 2),
    ]
    things = REFERENCE + ':isle a trv:Issue ; rdfs:label "the isle"@en .\n'
    view = opened(browser, drawn(tmp_path, make(tmp_path / "w", *rows, reference=things)))
    view.find("Bob")
    view.page.fill("#connect", "Eva")
    view.page.press("#connect", "Enter")
    assert "No source of this page ties the two" in view.panel()
    assert "filters" not in view.panel()
    view.go(view.page.evaluate("location.hash") + "&attitude=demands")
    assert "With what the filters leave" in view.panel()


UNDER = """() => {
  const close = document.getElementById("close").getBoundingClientRect();
  const told = document.createRange();
  return ["#dossier h2", "#dossier .kind"].filter((place) => {
    told.selectNodeContents(document.querySelector(place));
    return [...told.getClientRects()].some(
      (line) => line.right > close.left && line.bottom > close.top && line.top < close.bottom);
  });
}"""


@pytest.mark.slow
def test_on_a_phone_other_spellings_are_not_under_the_button_that_closes(
    browser: Any, tmp_path: Path
) -> None:
    """The line below the heading ends before it."""
    names = ", ".join(f'"Bobby the {n}th of his name"@en' for n in range(4, 12))
    text = 'a trv:Assessment ; trv:speaker :bob ; trv:topic :wall ; trv:gloss "Words."@en'
    things = REFERENCE + f":bob skos:altLabel {names} .\n"
    folder = make(tmp_path / "w", record("one", text, 1), reference=things)
    view = opened(browser, drawn(tmp_path, folder), size=(390, 844))
    view.find("Bob")
    assert view.page.evaluate(UNDER) == []


ASKS = """#+ summary: {}
#+ description: Every one.
#+ theme: {}
SELECT ?record ?thing ?cite WHERE {{
  ?record trv:holder|trv:speaker|trv:topic ?thing ; trv:cite ?cite
}} ORDER BY ?record ?thing ?cite
"""


@pytest.mark.slow
def test_the_panel_begins_with_no_question_on_how_it_was_recorded(
    browser: Any, tmp_path: Path
) -> None:
    """But with those on what is told; the others stand in the list of all questions."""
    folder = talks(tmp_path / "w")
    for name, theme in (("told", "statements"), ("units", "sources"), ("tally", "counts")):
        text = ASKS.format(f"What is {name}?", theme)
        (folder / "queries" / f"{name}.rq").write_text(text, "utf-8")
    view = opened(browser, drawn(tmp_path, folder))
    assert view.page.locator(".starts .start").all_inner_texts() == ["What is told?"]
    view.page.click("#ask")
    assert "What is units?" in view.page.inner_text("#question-list")
