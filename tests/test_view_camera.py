"""`travaux view` in a browser: what part of the graph is in view, and who may move it."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
from made_graph import made
from pages import Explorer, contents, opened, pixel, talks, written

from travaux.view import draw
from travaux.view import page as pages
from travaux.view.relations import FAMILIES

COLOURS = {family.key: family.colour for family in FAMILIES}
CANVAS = "document.querySelector('#network canvas').toDataURL()"


def noted(view: Explorer, before: str = "") -> str:
    """The camera in the address, once it stands there and is another than before."""
    view.page.wait_for_function(
        "before => { const at = /[#&]at=([^&]*)/.exec(location.hash)?.[1]; "
        "return at && at !== before }",
        arg=before,
    )
    found = re.search(r"[#&]at=([^&]*)", view.fragment())
    assert found
    return found[1]


def middle(page: Any) -> tuple[float, float]:
    """A place in the middle of the graph."""
    box = page.locator("#network").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Any, dx: float, dy: float) -> None:
    """Move the paper beneath the mouse."""
    x, y = middle(page)
    page.mouse.move(x - 130, y - 90)
    page.mouse.down()
    page.mouse.move(x - 130 + dx, y - 90 + dy, steps=4)
    page.mouse.up()


def test_where_the_reader_moved_the_graph_stands_in_the_address(talks_view: Explorer) -> None:
    """Zoomed and dragged, it looks the same when the address is opened again."""
    page = talks_view.page
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, 120)
    first = noted(talks_view)
    drag(page, 60, -40)
    noted(talks_view, first)
    page.mouse.move(2, 2)
    seen = pixel(page, COLOURS["issue"])
    assert seen
    talks_view.go("#" + talks_view.fragment().removeprefix("#"))
    page.wait_for_timeout(100)
    assert pixel(page, COLOURS["issue"]) == pytest.approx(seen, abs=3)
    talks_view.go("")
    page.wait_for_timeout(100)
    assert pixel(page, COLOURS["issue"]) != pytest.approx(seen, abs=20)


def test_all_brings_everything_back_and_leaves_no_camera_in_the_address(
    talks_view: Explorer,
) -> None:
    """The address of the whole graph is the bare one."""
    page = talks_view.page
    page.wait_for_timeout(100)
    whole = page.evaluate(CANVAS)
    page.click("#closer")
    noted(talks_view)
    assert page.evaluate(CANVAS) != whole
    page.click("#fit")
    page.wait_for_function(f"whole => {CANVAS} === whole", arg=whole)
    assert "at=" not in talks_view.fragment()


def test_going_back_returns_to_where_the_reader_had_been(talks_view: Explorer) -> None:
    """Each step of the browser has the camera that it was left with."""
    page = talks_view.page
    page.click("#closer")
    first = noted(talks_view)
    talks_view.find("Ann Árbol")
    page.click("#farther")
    noted(talks_view, first)
    page.go_back()
    assert noted(talks_view) == first


@pytest.mark.parametrize("at", ["1_2", "x_y_z", "1_2_3_4", "9999999_0_1", "", "0_0_0"])
def test_a_camera_that_cannot_be_is_left_out(talks_view: Explorer, at: str) -> None:
    """The graph is shown whole, or as near as a scale may be, and nothing fails."""
    talks_view.go(f"#at={at}")
    assert talks_view.page.is_visible("#network canvas")
    assert not talks_view.complaints


def test_marks_are_painted_wherever_a_page_opens(browser: Any, tmp_path: Path) -> None:
    """Far from the middle too, with the first picture of it."""
    html = pages.render(made(200), "Made up")
    data = contents(html)
    far = max(data["nodes"], key=lambda node: node["x"] ** 2 + node["y"] ** 2)
    view = opened(browser, written(tmp_path, html))
    view.page.wait_for_timeout(200)
    view.page.evaluate(f"location.hash = 'at={far['x']}_{far['y']}_2000'")
    view.page.wait_for_timeout(200)
    assert pixel(view.page, COLOURS[far["family"]])
    view.page.context.close()


def test_the_ring_of_the_keyboard_is_where_the_reader_chose(talks_view: Explorer) -> None:
    """After a click the arrow keys go on from what was clicked, and Enter takes the next one."""
    page = talks_view.page
    page.wait_for_timeout(100)
    place = pixel(page, COLOURS["issue"])
    assert place
    page.mouse.click(*place)
    assert talks_view.panel().startswith("the wall")
    page.focus("#network")
    page.keyboard.press("Enter")
    assert talks_view.panel().startswith("the wall")


def test_a_line_says_what_it_is_where_the_pointer_rests(talks_view: Explorer) -> None:
    """Both ends, the word between them, records and sources; elsewhere nothing."""
    page = talks_view.page
    page.wait_for_timeout(100)
    place = pixel(page, COLOURS["item"])
    assert place
    found = set()
    for turn in range(120):
        angle = turn * math.pi / 60
        page.mouse.move(place[0] + 34 * math.cos(angle), place[1] + 34 * math.sin(angle))
        if page.is_visible("#tip"):
            found.add(" ".join(page.inner_text("#tip").split()))
    page.mouse.move(2, 2)
    assert page.is_hidden("#tip")
    assert "Ann Árbol demands the wall comes down 2 records: a1" in found


def test_a_thing_is_found_and_copied_by_the_name_that_queries_use(talks_view: Explorer) -> None:
    """The CURIE, or without a prefix the IRI, is a spelling as well, and stands on the card."""
    talks_view.find("Bob")
    key = talks_view.page.inner_text("#dossier .key")
    assert "bob" in key
    assert talks_view.find("Ann Árbol").startswith("Ann Árbol")
    assert talks_view.find(key).startswith("Bob")


def test_a_hasty_reader_s_camera_is_told_too(talks_view: Explorer) -> None:
    """Whoever turns to another view at once finds the graph, and the step back, as it was left."""
    page = talks_view.page
    page.click("#closer")
    page.click("#closer")
    talks_view.view("table")
    at = noted(talks_view)
    page.go_back()
    assert noted(talks_view) == at
    talks_view.go("#at=" + at)
    page.click("#closer")
    page.click("#farther")
    assert noted(talks_view, "") == at


def test_records_of_what_is_chosen_are_counted_as_shown(talks_view: Explorer) -> None:
    """What a filter hides is not counted as chosen either."""
    talks_view.find("Ann Árbol")
    whole = talks_view.page.inner_text("#count")
    talks_view.page.uncheck("[data-line=favourable]")
    fewer = talks_view.page.inner_text("#count")
    counts = [int(re.findall(r"\d+", text)[-1]) for text in (whole, fewer)]
    assert counts[1] < counts[0]
    assert counts[1] <= int(re.findall(r"\d+", fewer)[0])


def test_a_page_about_one_thing_opens_with_its_dossier(browser: Any, tmp_path: Path) -> None:
    """So that a stranger sees whose page it is; closed, it stays closed."""
    html = draw(str(talks(tmp_path / "w")), focus="Ann Árbol").html
    view = opened(browser, written(tmp_path, html))
    assert view.panel().startswith("Ann Árbol")
    view.page.click("#close")
    assert view.panel().startswith("Start here")
    view.go(view.page.evaluate("location.hash"))
    assert view.panel().startswith("Start here")
    view.page.context.close()
