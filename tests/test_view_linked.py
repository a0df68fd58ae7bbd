"""`travaux view` in a browser: what is chosen or hidden in one view is so in all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_graph import made
from pages import Explorer, opened, pixel, talks, written

from travaux.view import draw, page
from travaux.view.relations import FAMILIES, LINES

COLOURS = {style.key: style.colour for style in (*FAMILIES, *LINES)}
ANN = "ent:ann"


def key(view: Explorer, name: str) -> str:
    """The key of the thing that a search finds."""
    view.find(name)
    return view.fragment().partition("sel=")[2].partition("&")[0]


def others(view: Explorer, but: str) -> dict[str, Any]:
    """What the other three views show of what is chosen."""
    found: dict[str, Any] = {}
    for name, read in (
        ("graph", view.graph),
        ("timeline", view.timeline),
        ("ledger", view.cells),
        ("table", view.rows),
    ):
        if name != but:
            view.view(name)
            found[name] = read()
    return found


def test_a_node_chosen_in_the_graph_is_chosen_in_the_other_views(talks_view: Explorer) -> None:
    """Its records are marked in the timeline and the table, its cells in the ledger."""
    place = pixel(talks_view.page, COLOURS["issue"])
    assert place
    talks_view.page.mouse.click(*place)
    talks_view.page.wait_for_function("location.hash.includes('sel=')")
    assert talks_view.panel().startswith("the wall issue")
    seen = others(talks_view, "graph")
    assert "1 record belong to what is chosen" in seen["timeline"]
    assert seen["ledger"] == []
    assert [row for row in seen["table"] if "Bob fears for the wall." in row] == seen["table"]


def test_a_mark_chosen_in_the_timeline_is_chosen_in_the_other_views(talks_view: Explorer) -> None:
    """A record lights what it names, its cell and its row."""
    talks_view.view("timeline")
    talks_view.page.focus("#time")
    talks_view.page.keyboard.press("ArrowRight")
    talks_view.page.keyboard.press("Enter")
    assert talks_view.panel().startswith("Ann wants it down.")
    seen = others(talks_view, "timeline")
    assert "Lit: Ann Árbol, Bob, the wall comes down." in seen["graph"]
    assert seen["ledger"] == ["Ann Árbol on the wall comes down: demands"]
    assert ["Ann wants it down." in row for row in seen["table"]].count(True) == 1


def test_a_cell_chosen_in_the_ledger_is_chosen_in_the_other_views(talks_view: Explorer) -> None:
    """A cell stands for the records of one actor on one item."""
    talks_view.view("ledger")
    talks_view.page.click("button.cell[aria-label^='Bob']")
    assert talks_view.panel().startswith("Bob on the wall comes down 1 record")
    seen = others(talks_view, "ledger")
    assert "Lit: the wall comes down, Bob." in seen["graph"]
    assert "1 record belong" in seen["timeline"]
    assert len(seen["table"]) == 1
    assert "rejects" in seen["table"][0]


def test_a_row_chosen_in_the_table_is_chosen_in_the_other_views(talks_view: Explorer) -> None:
    """A row is a record."""
    talks_view.view("table")
    talks_view.page.locator("#records tbody tr", has_text="They met.").locator(
        "button"
    ).first.click()
    assert talks_view.panel().startswith("They met. account")
    seen = others(talks_view, "table")
    assert "Lit: The talks." in seen["graph"]
    assert "1 record belong" in seen["timeline"]
    assert seen["ledger"] == []


def test_the_range_of_days_filters_all_views_and_is_moved_by_keyboard(talks_view: Explorer) -> None:
    """Each press goes to the next day that anything is dated to; Home and End to the ends."""
    page = talks_view.page
    talks_view.view("table")
    assert len(talks_view.rows()) == 6
    page.focus("#range-from")
    assert page.get_attribute("#range-from", "aria-valuetext") == "17 Dec 2021"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#range-from", "aria-valuetext") == "12 Jan 2022"
    assert "from=2022-01-12" in talks_view.fragment()
    assert not [row for row in talks_view.rows() if "Ann wants it down." in row]
    seen = others(talks_view, "table")
    assert "3 nodes" in seen["graph"] or "4 nodes" in seen["graph"]
    assert "Timeline of 3 records" in seen["timeline"]
    page.focus("#range-from")
    page.keyboard.press("Home")
    assert "from" not in talks_view.fragment()


def test_a_span_of_possible_days_is_shown_while_any_of_them_is_in_the_range(
    talks_view: Explorer,
) -> None:
    """The refusal of 20 or 25 January is there on the 22nd, and not on the 27th."""
    talks_view.go("#view=table&from=2022-01-22&to=2022-01-23")
    assert [row for row in talks_view.rows() if "Bob will not have it." in row]
    talks_view.go("#view=table&from=2022-01-27&to=2022-02-01")
    assert "No record is left" in talks_view.page.inner_text("#records")


def test_another_clock_filters_by_its_own_days(talks_view: Explorer) -> None:
    """What was published on the second of February is one record, whenever it was said."""
    talks_view.go("#view=table&clock=published&from=2022-02-02")
    assert len(talks_view.rows()) == 1
    assert "b1:2" in talks_view.rows()[0]


@pytest.mark.parametrize(
    ("box", "left"),
    [
        ("[data-class=issue]", 5),
        ("[data-line=unfavourable]", 5),
        ("[data-source=b1]", 5),
        ("[data-attitude=demands]", 4),
    ],
)
def test_a_box_of_the_legend_hides_its_kind_in_all_views_and_shows_it_again(
    talks_view: Explorer, box: str, left: int
) -> None:
    """Class, stance, source, attitude: what is unticked leaves graph, timeline, ledger, table."""
    page = talks_view.page
    page.evaluate(
        "document.querySelectorAll('#legend details').forEach((each) => each.open = true)"
    )
    before = others(talks_view, "")
    talks_view.view("graph")
    page.click(box)
    after = others(talks_view, "")
    if "class" not in box:
        assert len(after["table"]) == left
        assert f"Timeline of {left} records" in after["timeline"]
    if "class" in box or "source" in box:
        assert "6 nodes" in before["graph"]
        assert "5 nodes" in after["graph"]
    else:
        assert len(after["ledger"]) == 1 < len(before["ledger"])
    talks_view.view("graph")
    page.click(box)
    assert others(talks_view, "") == before


def test_only_shows_one_kind_and_a_second_press_all_again(talks_view: Explorer) -> None:
    """The short way to one source."""
    page = talks_view.page
    page.evaluate(
        "document.querySelectorAll('#legend details').forEach((each) => each.open = true)"
    )
    only = page.get_by_role("button", name="Only b1")
    only.focus()
    page.keyboard.press("Enter")
    assert page.inner_text("#count") == "1 of 6 records"
    page.keyboard.press("Enter")
    assert page.inner_text("#count") == "6 records"


def test_the_ledger_keeps_what_had_been_said_by_a_day(talks_view: Explorer) -> None:
    """Surely from the latest day that a date may mean, possibly from the earliest."""
    talks_view.go("#view=ledger&asof=2022-01-22")
    assert talks_view.cells() == [
        "Ann Árbol on the wall comes down: demands",
        "Bob on the wall comes down: rejects, only possibly by that day",
    ]
    talks_view.page.click("#asof-next")
    assert "asof=2022-01-25" in talks_view.fragment()
    assert talks_view.cells()[1] == "Bob on the wall comes down: rejects"
    talks_view.go("#view=ledger&asof=2021-12-01")
    assert "None is told by that day" in talks_view.page.inner_text("#ledger-table")


def test_the_focus_shows_the_surroundings_to_the_depth_chosen(talks_view: Explorer) -> None:
    """One step from the issue, then two; the line above says so and undoes it."""
    page = talks_view.page
    talks_view.find("the wall")
    page.click("[data-depth='1']")
    near = talks_view.graph()
    page.click("[data-depth='2']")
    assert "3 nodes" in near
    assert "4 nodes" in talks_view.graph()
    assert "Around the wall, 2 steps" in page.inner_text("#chips")
    page.click("#chips .chip")
    assert "6 nodes" in talks_view.graph()


def test_the_shortest_connection_is_told_step_by_step(talks_view: Explorer) -> None:
    """From Bob to the talks leads Ann, whom both name."""
    talks_view.find("Bob")
    talks_view.page.fill("#connect", "The talks")
    talks_view.page.press("#connect", "Enter")
    told = talks_view.panel()
    assert told.startswith("Bob to The talks Shortest connection: 2 steps")
    assert "Ann Árbol" in told
    assert "Lit: " in talks_view.graph()
    assert talks_view.fragment().startswith("#path=")


def test_a_connection_that_the_filters_cut_is_said_to_be_none(talks_view: Explorer) -> None:
    """A path leads over what is shown."""
    talks_view.find("Bob")
    talks_view.page.fill("#connect", "The talks")
    talks_view.page.press("#connect", "Enter")
    talks_view.page.evaluate(
        "document.querySelectorAll('#legend details').forEach((e) => e.open = true)"
    )
    talks_view.page.uncheck("[data-line=present]")
    assert "No connection" in talks_view.panel()


def test_a_question_is_answered_and_lights_what_it_names(talks_view: Explorer) -> None:
    """Found in the list, told row by row, marked in the graph and the table."""
    page = talks_view.page
    page.click("#ask")
    page.fill("#question-filter", "zebra")
    assert "No question has these words" in page.inner_text("#question-list")
    page.fill("#question-filter", "wants")
    page.click("[data-ask=wants]")
    assert talks_view.panel().startswith("Who wants what? 2 rows in the answer")
    assert "Lit: Ann Árbol, the wall comes down." in talks_view.graph()
    talks_view.view("table")
    assert len(talks_view.rows()) == 2
    page.click("#dossier a.link >> nth=0")
    page.click("#back")
    assert talks_view.panel().startswith("Who wants what?")


@pytest.mark.slow
def test_a_very_large_graph_opens_with_its_best_connected(browser: Any, tmp_path: Path) -> None:
    """Of 1,600 nodes 300 are drawn, the rest is counted, found by name, and shown at a press."""
    view = opened(browser, written(tmp_path, page.render(made(1600), "Made")))
    assert view.graph().startswith("Graph: 300 nodes")
    assert "The best connected of 1,600 nodes: show all" in view.page.inner_text("#chips")
    view.page.click("#chips .chip")
    assert view.graph().startswith("Graph: 1,600 nodes")
    assert view.fragment() == "#all=yes"
    assert view.complaints == []


def test_a_page_made_for_a_question_opens_with_its_answer(browser: Any, tmp_path: Path) -> None:
    """`view NAME`: the answer stands there from the start, and once closed stays closed."""
    html = draw(str(talks(tmp_path / "w")), question="wants").html
    view = opened(browser, written(tmp_path, html))
    assert view.panel().startswith("Who wants what? 2 rows in the answer")
    view.page.click("#close")
    assert view.panel().startswith("Start here")
    view.go(view.page.evaluate("location.hash"))
    assert view.panel().startswith("Start here")


def test_the_ledger_marks_what_the_holder_says_itself(talks_view: Explorer) -> None:
    """A star as in `travaux ledger`; what Bob alone tells of Ann bears none."""
    talks_view.go("#view=ledger&to=2021-12-31")
    assert "*" not in talks_view.page.inner_text("#ledger-table")
    talks_view.go("#view=ledger")
    assert talks_view.page.inner_text("#ledger-table").count("*") == 2
    talks_view.page.click("button.cell[aria-label^='Bob']")
    assert "told by" not in talks_view.panel()
