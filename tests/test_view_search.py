"""`travaux view` in a browser: finding by any spelling, and taking what was found along."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from pages import Explorer, opened

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("text", ["Ann Árbol", "annie", "ANN ARBOL", "анна", "arbol"])
def test_a_search_by_any_spelling_shows_evidence_and_citation(
    talks_view: Explorer, text: str
) -> None:
    """Label, alias, other language, without accents, part of a name: the same person."""
    panel = talks_view.find(text)
    assert panel.startswith("Ann Árbol person · also Annie, Анна")
    assert "demands the wall comes down" in panel
    assert "Ann says so herself. a1:9" in panel
    assert "Ann wants it down. a1:10 told by Bob" in panel


@pytest.mark.parametrize(
    ("text", "name"),
    [("Anie", "Ann Árbol"), ("nan árbol", "Ann Árbol"), ("Ана", "Ann Árbol"), ("Bpb", "Bob")],
)
def test_a_misspelt_name_is_answered_with_the_nearest(
    talks_view: Explorer, text: str, name: str
) -> None:
    """Offered as a guess; nothing is chosen until the reader says so."""
    page = talks_view.page
    page.fill("#name", text)
    assert page.inner_text("#names").startswith("Did you mean")
    assert "sel=" not in talks_view.fragment()
    page.get_by_role("option", name=name).first.click()
    assert page.inner_text("#dossier h2") == name


def test_a_name_that_is_not_there_is_said_not_to_be(talks_view: Explorer) -> None:
    """No silent failure."""
    talks_view.page.fill("#name", "Zebedee")
    assert talks_view.page.inner_text("#names") == "Nothing here is called “Zebedee”."


def test_the_field_is_a_combobox_that_the_keyboard_works(talks_view: Explorer) -> None:
    """Slash goes to it, arrows to a suggestion, Enter takes it, Escape empties it."""
    page = talks_view.page
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Find a name or a question")
    page.keyboard.type("wall")
    assert field.get_attribute("aria-expanded") == "true"
    options = page.locator("#names [role=option]")
    assert options.count() == 2
    first = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") != first
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.count() == 1
    name = chosen.locator(".name").inner_text()
    page.keyboard.press("Enter")
    assert page.inner_text("#dossier h2") == name
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    assert field.input_value() == ""
    assert field.get_attribute("aria-expanded") == "false"
    assert "sel=" in talks_view.fragment()


def test_a_question_is_found_by_its_words(talks_view: Explorer) -> None:
    """The same field leads to an answer."""
    talks_view.page.fill("#name", "wants")
    talks_view.page.get_by_role("option", name="Who wants what?").click()
    assert talks_view.panel().startswith("Who wants what?")


def test_a_search_brings_back_what_was_hidden(talks_view: Explorer) -> None:
    """What is found is shown, and the legend says so."""
    page = talks_view.page
    page.uncheck("[data-class=issue]")
    assert "5 nodes" in talks_view.graph()
    talks_view.page.fill("#name", "the wall")
    talks_view.page.press("#name", "Enter")
    assert page.is_checked("[data-class=issue]")
    assert "6 nodes" in talks_view.graph()


def test_a_citation_is_copied_with_its_source_and_paragraph(browser: Any, talks_page: Path) -> None:
    """A press on a1:9 is enough."""
    window = opened(browser, talks_page, permissions=["clipboard-read", "clipboard-write"])
    window.find("Annie")
    window.page.click("button.cite:text-is('a1:9')")
    window.page.wait_for_selector("#flash:visible")
    copied = window.page.evaluate("navigator.clipboard.readText()")
    assert copied == "Article one (2022-02-01), paragraph 9 [a1:9]: Ann says so herself."
    window.page.click("#link")
    window.page.wait_for_function(
        "navigator.clipboard.readText().then((text) => text.endsWith(location.hash))"
    )


def test_where_copying_is_forbidden_the_text_stands_in_a_field(talks_view: Explorer) -> None:
    """No dead button."""
    talks_view.page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    talks_view.find("Annie")
    talks_view.page.click("button.cite:text-is('a1:9')")
    assert "paragraph 9 [a1:9]" in talks_view.page.input_value("#copy-text")
    talks_view.page.keyboard.press("Escape")
    assert not talks_view.page.is_visible("#copy")


def test_the_records_shown_are_saved_as_csv(talks_view: Explorer) -> None:
    """What the filters leave, with the days of three clocks and the citation."""
    talks_view.go("#source=b1&view=table")
    with talks_view.page.expect_download() as caught:
        talks_view.page.click("#csv")
    text = Path(caught.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 5
    refusal = next(row for row in rows if row["stance"] == "rejects")
    assert (refusal["holder"], refusal["cite"], refusal["source"]) == ("Bob", "a1:11", "a1")
    assert (refusal["said_earliest"], refusal["said_latest"]) == ("2022-01-20", "2022-01-25")


@pytest.mark.parametrize("view", ["graph", "timeline"])
def test_the_picture_is_saved_as_png(talks_view: Explorer, view: str) -> None:
    """Graph and timeline, with title and sources; the other views have no picture."""
    talks_view.view(view)
    with talks_view.page.expect_download() as caught:
        talks_view.page.click("#png")
    assert caught.value.suggested_filename == f"talks-{view}.png"
    data = Path(caught.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 5000
    talks_view.view("table")
    assert talks_view.page.is_disabled("#png")


def test_cyrillic_names_are_there_where_the_machine_speaks_no_utf_8(
    browser: Any, tiny: Path, tmp_path: Path, run: Run
) -> None:
    """Under LC_ALL=C the file is UTF-8 all the same, and found by its letters."""
    file = tmp_path / "graph.html"
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0"}
    assert run("view", "-o", file, "--workspace", tiny, env=settings).returncode == 0
    assert opened(browser, file).find("Судер").startswith("Suder")


def test_the_picture_shows_all_again_once_a_choice_is_undone(talks_view: Explorer) -> None:
    """What was brought near for the sake of a choice moves back with it."""
    before = talks_view.page.screenshot(clip=STAGE)
    talks_view.find("The talks")
    assert talks_view.page.screenshot(clip=STAGE) != before
    talks_view.page.click("#close")
    talks_view.page.mouse.move(5, 5)
    talks_view.page.wait_for_timeout(100)
    assert talks_view.page.screenshot(clip=STAGE) == before


#: The middle of the graph.
STAGE = {"x": 300, "y": 200, "width": 560, "height": 400}
