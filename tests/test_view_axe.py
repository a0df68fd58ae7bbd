"""`travaux view` in a browser: axe-core finds no barrier in any state of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import Explorer, opened


def choose(window: Explorer) -> None:
    """Details of a person."""
    window.find("Annie")


def search(window: Explorer) -> None:
    """An open list of suggestions."""
    window.page.fill("#name", "wall")


def questions(window: Explorer) -> None:
    """The list of the questions."""
    window.page.click("#ask")


def filters(window: Explorer) -> None:
    """Every part of the legend."""
    if window.page.is_visible("#filters"):
        window.page.click("#filters")
    window.page.evaluate("document.querySelectorAll('details').forEach((e) => e.open = true)")


def explain(window: Explorer) -> None:
    """How to read this."""
    window.page.click("#help")


def save(window: Explorer) -> None:
    """What a phone has behind one button."""
    window.page.click("#save")


def rest(window: Explorer) -> None:
    """As it opened."""


STATES: list[tuple[str, tuple[int, int], Callable[[Explorer], None]]] = [
    ("", (1280, 800), rest),
    ("", (1280, 800), filters),
    ("", (1280, 800), choose),
    ("", (1280, 800), search),
    ("", (1280, 800), questions),
    ("", (1280, 800), explain),
    ("#ask=wants", (1280, 800), rest),
    ("#view=timeline", (1280, 800), choose),
    ("#view=ledger", (1280, 800), choose),
    ("#view=table", (1280, 800), choose),
    ("", (390, 844), choose),
    ("", (390, 844), filters),
    ("", (390, 844), save),
    ("#view=ledger&asof=2022-01-22", (390, 844), rest),
    ("#view=table", (390, 844), rest),
]

#: In dark only the colours differ.
DARK = [STATES[place] for place in (1, 2, 6, 8, 9, 13)]


SETTLED = "Promise.all(document.getAnimations().map((each) => each.finished.catch(() => 0)))"


#: What a page is mostly seen as; the others are left to `make test-all`.
MOSTLY = [STATES[place] for place in (1, 3, 8, 9, 10, 13)]


@pytest.mark.parametrize(
    ("scheme", "states"),
    [
        ("light", MOSTLY),
        ("dark", [STATES[2]]),
        pytest.param("light", STATES, marks=pytest.mark.slow),
        pytest.param("dark", DARK, marks=pytest.mark.slow),
    ],
    ids=["light", "dark", "light-all", "dark-all"],
)
def test_no_barrier_is_found_in_any_state(
    browser: Any,
    talks_page: Path,
    axe: str,
    scheme: str,
    states: list[tuple[str, tuple[int, int], Callable[[Explorer], None]]],
) -> None:
    """Names, roles, order, contrast: at rest, filtering, reading, searching, on a phone."""
    found = {}
    windows: dict[tuple[int, int], Explorer] = {}
    for fragment, size, act in states:
        if size not in windows:
            windows[size] = opened(browser, talks_page, size=size, color_scheme=scheme)
        window = windows[size]
        window.go(fragment)
        act(window)
        window.page.evaluate(SETTLED)  # half-way through a change of colour, contrast is less
        window.page.evaluate(axe)
        result = window.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        for rule in result["violations"]:
            nodes = [node["html"][:120] for node in rule["nodes"]]
            found[f"{fragment} {size[0]} {act.__name__}: {rule['id']}"] = nodes[:3]
    assert found == {}
