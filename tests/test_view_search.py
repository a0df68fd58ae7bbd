"""`travaux view` in a browser: finding by any spelling, and taking what was found along."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from pages import STANCE, Explorer, drawn, make, opened


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


@pytest.mark.slow
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


def downloaded(view: Explorer, button: str) -> tuple[str, list[list[str]]]:
    """The name and the rows of the file that a button saves."""
    with view.page.expect_download() as caught:
        view.page.click(button)
    text = Path(caught.value.path()).read_text("utf-8-sig")
    return caught.value.suggested_filename, list(csv.reader(io.StringIO(text)))


def test_an_answer_is_saved_as_csv(talks_view: Explorer) -> None:
    """Every row that the page has, under the question's own columns."""
    talks_view.go("#ask=wants")
    assert talks_view.page.get_attribute(".save", "title") == "All 2 rows of the answer"
    name, rows = downloaded(talks_view, ".save")
    assert name == "talks-wants.csv"
    assert rows == [
        ["holder", "item", "cite"],
        ["Ann Árbol", "the wall comes down", "a1:10"],
        ["Ann Árbol", "the wall comes down", "a1:9"],
    ]


@pytest.mark.slow
def test_a_saved_answer_is_no_formula_and_says_what_it_lacks(browser: Any, tmp_path: Path) -> None:
    """A text that a spreadsheet would reckon with gets an apostrophe; a cut answer says so."""
    folder = make(tmp_path / "w", STANCE)
    (folder / "queries").mkdir()
    (folder / "queries" / "many.rq").write_text(
        "#+ summary: How many?\n#+ description: Many.\n#+ theme: demands\n"
        "SELECT ?what ?n WHERE { VALUES ?a { 1 2 3 4 5 6 7 8 } VALUES ?b { 1 2 3 4 5 6 7 8 } "
        'VALUES ?c { 1 2 3 4 5 6 7 } BIND("=1+1" AS ?what) BIND(100 * ?a + 10 * ?b + ?c AS ?n) } '
        "ORDER BY ?n\n",
        "utf-8",
    )
    view = opened(browser, drawn(tmp_path, folder), fragment="#ask=many")
    assert (
        view.page.get_attribute(".save", "title")
        == "The page holds 400 rows of 448; these are saved"
    )
    _, rows = downloaded(view, ".save")
    assert len(rows) == 401
    assert rows[1] == ["'=1+1", "111"]


def test_on_a_phone_picture_records_and_link_stand_behind_one_button(
    browser: Any, talks_page: Path
) -> None:
    """Opened by a tap and closed by what is chosen, by Escape, or beside it."""
    view = opened(browser, talks_page, size=(390, 844))
    page = view.page
    assert not page.is_visible("#csv")
    page.click("#save")
    assert page.get_attribute("#save", "aria-expanded") == "true"
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as a picture").click()
    assert caught.value.suggested_filename == "talks-graph.png"
    assert not page.is_visible("#png")
    page.click("#save")
    assert downloaded(view, "#csv")[0] == "talks.csv"
    page.focus("#save")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert not page.is_visible("#link")
    assert page.evaluate("document.activeElement.id") == "save"
    assert view.complaints == []


def test_choosing_a_name_is_one_step(talks_view: Explorer) -> None:
    """The panel is made once, and one step back undoes it."""
    page = talks_view.page
    page.evaluate(
        "window.made = 0; new MutationObserver((all) => window.made += all.length)"
        ".observe(document.getElementById('dossier'), { childList: true })"
    )
    talks_view.find("Bob")
    assert page.evaluate("window.made") == 1
    page.go_back()
    assert talks_view.panel().startswith("Start here")


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
