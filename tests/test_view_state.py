"""`travaux view` in a browser: the address holds the state, and the browser's steps lead back."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest
from pages import Explorer, opened, written


def test_back_and_forward_step_through_what_was_chosen(talks_view: Explorer) -> None:
    """A choice is a step; so is another view."""
    talks_view.find("Ann Árbol")
    talks_view.view("table")
    talks_view.find("Bob")
    talks_view.page.go_back()
    assert talks_view.panel().startswith("Ann Árbol")
    talks_view.page.go_back()
    assert talks_view.page.is_visible("#view-graph")
    talks_view.page.go_back()
    assert talks_view.panel().startswith("Start here")
    talks_view.page.go_forward()
    assert talks_view.panel().startswith("Ann Árbol")


def test_the_address_restores_the_whole_state(talks_view: Explorer) -> None:
    """View, choice, clock, range, filters, focus, sorting: all of it, in a new window."""
    page = talks_view.page
    talks_view.find("Ann Árbol")
    page.click("[data-depth='2']")
    page.select_option("#clock", "happened")
    page.uncheck("[data-class=issue]")
    talks_view.view("table")
    page.click("[data-sort=who]")
    page.click("[data-sort=who]")
    page.click("#theme")
    before = page.inner_text("body"), page.evaluate("document.documentElement.dataset.theme")
    fragment = page.evaluate("location.hash")
    talks_view.go(fragment)
    assert (
        page.inner_text("body"),
        page.evaluate("document.documentElement.dataset.theme"),
    ) == before
    assert page.evaluate("location.hash") == fragment
    assert "focus=" in fragment
    assert "sort=-who" in fragment


@pytest.mark.parametrize(
    "fragment",
    [
        "#sel=ent:nobody&view=nonsense&from=2022-13-45&depth=x&page=-3",
        "#sel=%E0%A4%A&path=a,b&ask=none&sort=drop",
        "#<img src=x onerror=alert(1)>",
        "#__proto__=1&constructor=2&sel",
    ],
)
def test_an_address_that_makes_no_sense_opens_the_page_at_rest(
    talks_view: Explorer, fragment: str
) -> None:
    """What names nothing here is left out without a complaint."""
    talks_view.go(fragment)
    assert talks_view.panel().startswith("Start here")
    assert talks_view.page.is_visible("#view-graph")


def test_escape_undoes_the_last_choice_first(talks_view: Explorer) -> None:
    """What is chosen, then the answer, then the focus."""
    talks_view.find("Ann Árbol")
    talks_view.page.click("[data-depth='1']")
    talks_view.page.keyboard.press("Escape")
    assert "sel=" not in talks_view.fragment()
    assert "focus=" in talks_view.fragment()
    talks_view.page.keyboard.press("Escape")
    assert talks_view.fragment() == ""


@pytest.mark.slow
def test_in_a_frame_without_an_address_the_state_can_be_copied_and_pasted(
    browser: Any, tmp_path: Path, talks_page: Path
) -> None:
    """As in a notebook, where replaceState throws: the picture answers, the state is a text."""
    html = talks_page.read_text("utf-8")
    frame = f'<iframe sandbox="allow-scripts" width=1200 height=700 srcdoc="{escape(html)}">'
    result = opened(browser, written(tmp_path, "<!doctype html>" + frame))
    inside = result.page.frame_locator("iframe")
    inside.locator("#name").fill("Annie")
    inside.locator("#name").press("Enter")
    assert inside.locator("#dossier h2").inner_text() == "Ann Árbol"
    inside.locator("#link").click()
    state = inside.locator("#state-text").input_value()
    assert state.startswith("#sel=")
    inside.locator("#state-text").fill("#view=table")
    inside.locator("#state-go").click()
    assert inside.locator("#records tbody tr").count() == 6
    assert result.complaints == []


def test_light_and_dark_follow_the_system_until_the_reader_says_otherwise(
    browser: Any, talks_page: Path
) -> None:
    """The switch wins, and the address keeps it."""
    window = opened(browser, talks_page, color_scheme="dark")
    theme = "document.documentElement.dataset.theme"
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert window.page.evaluate(theme) == "dark"
    dark = window.page.evaluate(ground)
    window.page.click("#theme")
    assert window.page.evaluate(theme) == "light"
    assert window.page.evaluate(ground) != dark
    assert window.fragment() == "#theme=light"
