"""`travaux view` in a browser: the scale of time and what the marks on it say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages import Explorer, drawn, make, opened, record

from travaux.view.relations import LINES

IN_FAVOUR = next(line.colour for line in LINES if line.key == "favourable")


def stance(number: int, said: str) -> str:
    """A demand of that date."""
    return record(
        f"r{number}",
        "a trv:Position ; trv:holder :ann ; trv:speaker :ann ; trv:topic :item ; "
        f'trv:attitude con:demands ; trv:said "{said}" ; trv:gloss "Demand {number}."@en',
        number,
    )


@pytest.fixture
def old(browser: Any, tmp_path: Path) -> Explorer:
    """A page with a demand on each of thirty days, and one of half a century before."""
    days = [stance(number, f"2031-01-{number:02}") for number in range(1, 31)]
    folder = make(tmp_path / "w", stance(40, "1975-08-01"), *days)
    return opened(browser, drawn(tmp_path, folder))


def share(view: Explorer, side: str) -> float:
    """Where a handle stands, from 0 to 1."""
    left = view.page.evaluate(f"document.getElementById('range-{side}').style.left")
    return float(left.removesuffix("%")) / 100


@pytest.mark.slow
def test_what_is_far_from_all_other_days_keeps_to_a_margin(old: Explorer) -> None:
    """One old document does not push the talks aside; the line above says that it is there."""
    assert old.page.inner_text("#range-told") == "earlier – 30 Jan 2031"
    old.go("#from=2031-01-01")
    assert old.page.inner_text("#range-told") == "1 Jan 2031 – 30 Jan 2031"
    assert 0 < share(old, "from") < 0.1
    assert share(old, "to") == 1
    assert old.page.inner_text("#count") == "30 of 31 records"


@pytest.mark.slow
def test_what_lies_in_the_margin_is_reached_by_keyboard_and_pointer(old: Explorer) -> None:
    """The handles go there as everywhere: by key to its day, by pointer into the margin."""
    page = old.page
    page.focus("#range-to")
    page.keyboard.press("Home")
    assert page.get_attribute("#range-to", "aria-valuetext") == "1 Aug 1975"
    assert page.inner_text("#range-told") == "1 Aug 1975"
    assert page.inner_text("#count") == "1 of 31 records"
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#range-to", "aria-valuetext") == "1 Jan 2031"
    page.keyboard.press("End")
    box = page.locator("#range-track").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"], box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.03, box["y"] + 20)
    page.mouse.up()
    page.wait_for_function("location.hash.includes('to=19') || location.hash.includes('to=20')")
    assert page.inner_text("#count") == "1 of 31 records"


def test_days_that_all_lie_together_have_no_margin(talks_view: Explorer) -> None:
    """A scale of few days is told in full."""
    assert talks_view.page.inner_text("#range-told") == "17 Dec 2021 – 2 Feb 2022"


STRONG = """(wanted) => {
  const canvas = document.getElementById("time-canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4)
    if (wanted.every((value, c) => Math.abs(data[i + c] - value) < 6)) return true;
  return false;
}"""


@pytest.mark.parametrize(
    ("said", "strong"),
    [
        ("2031-03-05", True),
        ("2031-03-05/2031-03-06", False),
        pytest.param("2031-01-02/2031-06-20", False, marks=pytest.mark.slow),
    ],
)
def test_a_day_is_drawn_more_strongly_than_a_span(
    browser: Any, tmp_path: Path, said: str, strong: bool
) -> None:
    """Only a day has the full colour of its stance."""
    bare = 'a trv:Assessment ; trv:speaker :ann ; trv:topic :item ; trv:said "2031-%s-01"'
    others = [record(f"o{month}", bare % f"{month:02}", month) for month in range(1, 8)]
    view = opened(browser, drawn(tmp_path, make(tmp_path / "w", stance(40, said), *others)))
    view.view("timeline")
    colour = [int(IN_FAVOUR[i : i + 2], 16) for i in (1, 3, 5)]
    assert view.page.evaluate(STRONG, colour) is strong


FILLED = """() => {
  const sheet = document.getElementById("range-canvas");
  const row = sheet.getContext("2d").getImageData(0, sheet.height - 18, sheet.width, 1).data;
  let blank = 0;
  while (blank < sheet.width && row[(sheet.width - 1 - blank) * 4 + 3] === 0) blank += 1;
  return blank / sheet.width;
}"""


@pytest.mark.slow
def test_the_track_is_filled_to_its_end(browser: Any, tmp_path: Path) -> None:
    """A day on which much is told has a wide place, and its bars leave none of it blank."""
    days = [stance(number, f"2031-01-{1 + number % 3:02}") for number in range(1, 61)]
    view = opened(browser, drawn(tmp_path, make(tmp_path / "w", *days)))
    assert view.page.evaluate(FILLED) < 0.02
    assert view.page.inner_text("#range-told") == "1 Jan 2031 – 3 Jan 2031"


def test_presses_in_a_row_on_a_handle_are_one_step_back(old: Explorer) -> None:
    """As a movement of the pointer is; what is chosen on the way to it is another step."""
    page = old.page
    page.click("#tab-timeline")
    page.focus("#range-from")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert old.fragment() == "#view=timeline&from=2031-01-04"
    page.focus("#range-to")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert old.fragment() == "#view=timeline&from=2031-01-04&to=2031-01-28"
    for expected in ("#view=timeline&from=2031-01-04", "#view=timeline", ""):
        page.go_back()
        assert old.fragment() == expected
