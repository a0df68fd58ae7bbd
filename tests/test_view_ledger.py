"""`travaux view`: its ledger tells what `travaux ledger` tells, by the same marks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pages import contents, make, opened, talks, written

from travaux.dates import Days
from travaux.engine import OxigraphEngine
from travaux.ledger import Asked, answered
from travaux.ledger_rows import NOT_RECORDED
from travaux.ledger_states import STATES
from travaux.ledger_writers import rows
from travaux.spelling import curie
from travaux.view import draw
from travaux.workspace import builtin_root, open_at

Cells = dict[tuple[str, str], list[tuple[Any, ...]]]

#: A package and its part, words that somebody passed on, and a silence that ends.
MORE = """
:whole a trv:Package ; rdfs:label "all of it"@en .
:part a trv:ProposalItem ; rdfs:label "a part"@en ; trv:isPartOf :whole , :rest .
:rest a trv:Package ; rdfs:label "the rest"@en .
"""
PASSED = """
:passed a trv:Position ; trv:holder :ann ; trv:speaker :ann ; trv:topic :part ;
  trv:attitude con:offers ; trv:gloss "Ann offers a part."@en ; trv:said "2022-01-05" ;
  trv:saidEarliest "2022-01-05" ; trv:saidLatest "2022-01-05" ;
  trv:hasStep :step ; trv:inSource :a1 ; trv:evidence :p-a1-20 .
:step a trv:AttributionStep ; trv:stepOrder 1 ; trv:carrier :bob .
:p-a1-20 a trv:Passage ; trv:inSource :a1 ; trv:paragraph 20 .
:quiet a trv:Position ; trv:holder :bob ; trv:speaker :ann ; trv:topic :part ;
  trv:attitude con:not-yet-answered ; trv:gloss "Bob is silent."@en ; trv:said "2022-01-08" ;
  trv:saidEarliest "2022-01-08" ; trv:saidLatest "2022-01-08" ;
  trv:inSource :a1 ; trv:evidence :p-a1-21 .
:p-a1-21 a trv:Passage ; trv:inSource :a1 ; trv:paragraph 21 .
:alone a trv:Position ; trv:holder :bob ; trv:speaker :bob ; trv:topic :lonely ;
  trv:attitude con:supports ; trv:gloss "Bob is for it."@en ; trv:said "2022-01-08" ;
  trv:inSource :a1 ; trv:evidence :p-a1-21 .
:link a trv:AnalyticLink ; trv:linkKind con:differs-in-time ; trv:linkFrom :quiet ;
  trv:linkTo :refusal ; trv:gloss "He answers later."@en .
"""
#: Each line of the ledger in a page, with the title of its section.
LINES = """() => [...document.querySelectorAll("#ledger-table tbody")].flatMap((part) =>
  [...part.querySelectorAll("th[scope=row] bdi")].map((name) =>
    [part.querySelector(".section").textContent, name.textContent]))"""


def small(folder: Path) -> Path:
    """Two sources on a demand, an item of two packages, and a silence."""
    found = talks(folder)
    for name, text in (("reference", MORE), ("sources/a1", PASSED)):
        file = found / "graph" / f"{name}.ttl"
        file.write_text(file.read_text("utf-8") + text, "utf-8")
    return found


@cache
def loaded(folder: str) -> OxigraphEngine:
    """The engine of a workspace, loaded once."""
    return OxigraphEngine.load(open_at(folder))


def by_command(folder: str, day: str | None = None) -> list[dict[str, Any]]:
    """The rows of `travaux ledger --format json`."""
    return list(rows(answered(open_at(folder), loaded(folder), Asked(day=day))))


def mark(row: dict[str, Any]) -> str:
    """What the key of the command calls these words."""
    if row["voice"] != "first-hand":
        return ""
    return "*" if row["channel"] == "direct" else "†"


def in_command(found: list[dict[str, Any]], prefixes: dict[str, str]) -> Cells:
    """Each cell that tells something: record, attitude, degree, mark, places, days."""
    cells: Cells = {}
    for row in found:
        if row["status"] != NOT_RECORDED:
            entry = curie(row["record"], prefixes), row["attitude"], row["degree"], mark(row)
            told = *entry, *row["cite"], row["earliest"], row["latest"], *row["later"]
            cells.setdefault((row["item"], row["actor"]), []).append(told)
    return {key: sorted(each, key=str) for key, each in cells.items()}


def in_page(data: dict[str, Any]) -> Cells:
    """The same of the page."""
    ledger, nodes, cells = data["ledger"], data["nodes"], Cells()
    for cell in ledger["cells"]:
        record = data["records"][cell["record"]]
        entry = record["key"], record["attitude"], record.get("degree", ""), cell.get("mark", "")
        days = cell.get("days") or record["said"] or Days(None, None)
        later = [cite for cite, *_ in cell.get("later", ())]
        item = nodes[ledger["items"][cell.get("item", 0)]["node"]]["label"]
        actor = nodes[ledger["actors"][cell.get("actor", 0)]]["label"]
        cells.setdefault((item, actor), []).append((*entry, *record["cites"], *days, *later))
    return {key: sorted(each, key=str) for key, each in cells.items()}


@cache
def html_of(folder: str) -> str:
    """The page of a workspace, drawn once."""
    return draw(folder).html


@pytest.fixture(scope="module", params=[pytest.param("built-in", marks=pytest.mark.slow), "small"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, Any]]:
    """A workspace, and what its page holds."""
    folder = builtin_root()
    if request.param == "small":
        folder = str(small(tmp_path_factory.mktemp("ledger") / "w"))
    return folder, contents(html_of(folder))


def test_each_cell_holds_the_stances_that_the_command_tells(
    both: tuple[str, dict[str, Any]],
) -> None:
    """Record, attitude, degree, mark, places, days, and where a silence ended."""
    folder, data = both
    expected = in_command(by_command(folder), dict(loaded(folder).prefixes))
    assert in_page(data) == expected
    assert {told[3] for cell in expected.values() for told in cell} == {"", "*", "†"}


def test_lines_and_sections_stand_in_the_order_of_the_command(
    both: tuple[str, dict[str, Any]],
) -> None:
    """Items first, then issues; each part after its whole."""
    folder, data = both
    lines = dict.fromkeys((row["section"], row["item"]) for row in by_command(folder))
    ledger = data["ledger"]
    titles = [title for title, count in ledger["sections"] for _ in range(count)]
    named = [data["nodes"][line["node"]]["label"] for line in ledger["items"]]
    assert list(zip(titles, named, strict=True)) == list(lines)


def test_as_of_a_day_each_item_is_in_the_state_that_the_command_tells(
    both: tuple[str, dict[str, Any]],
) -> None:
    """Answered, silent, only perhaps; what is not on the table is in none."""
    folder, data = both
    for day in ("2021-12-17", "2022-01-09", "2022-01-22", "2022-02-20"):
        expected = {row["item"]: row["section"] for row in by_command(folder, day)}
        found = {}
        for line in data["ledger"]["items"]:
            before = [each for each in line.get("states", ()) if each[0] <= day]
            if before:
                found[data["nodes"][line["node"]]["label"]] = STATES[before[-1][1]]
        assert found == expected, day


def test_as_of_a_day_the_page_shows_the_lines_that_the_command_lists(
    both: tuple[str, dict[str, Any]], browser: Any, tmp_path: Path
) -> None:
    """By state and no other line: neither an issue nor an item that was not on the table."""
    view = opened(browser, written(tmp_path, html_of(both[0])))
    for day in ("1900-01-01", "2021-12-17", "2022-01-12", "2022-01-22", "2022-02-20"):
        expected = {(row["section"], row["item"]) for row in by_command(both[0], day)}
        view.go(f"#view=ledger&asof={day}")
        assert set(map(tuple, view.page.evaluate(LINES))) == expected, day


def test_a_page_of_a_part_has_the_cells_of_what_it_draws(tmp_path: Path) -> None:
    """Between an actor and an item that are drawn nothing is left out; others have no line."""
    folder = str(small(tmp_path / "w"))
    whole, part = in_page(contents(draw(folder).html)), contents(draw(folder, focus="a part").html)
    drawn = {node["label"] for node in part["nodes"]}
    assert "nobody spoke of this" not in drawn
    assert (
        in_page(part) == {key: cell for key, cell in whole.items() if drawn.issuperset(key)} != {}
    )


def test_the_marks_of_the_command_are_seen_and_explained(browser: Any, tmp_path: Path) -> None:
    """First-hand, passed on, silence, not recorded; by a day also possible and left out."""
    view = opened(browser, written(tmp_path, draw(str(small(tmp_path / "w"))).html))
    view.view("ledger")
    shown = view.page.inner_text("#ledger-table")
    assert "a1:9*, 12 Jan" in shown
    assert "a1:20†, 5 Jan" in shown
    assert "○ not yet answered" in shown
    assert "a1:21, 8 Jan, later a1:11" in shown
    assert "a part [A B]" in shown
    key = view.page.inner_text("#ledger-key")
    for text in ("* first-hand", "† first-hand, passed on", "○ a silence is", "· not recorded"):
        assert text in key
    assert "? only possible" not in key
    view.go("#view=ledger&asof=2022-01-22")
    shown = view.page.inner_text("#ledger-table")
    assert "a1:11*?, 20–25 Jan" in shown
    assert "later a1:11?" in shown
    assert STATES[3] in shown
    assert "? only possible by that day" in view.page.inner_text("#ledger-key")
    view.go("#view=ledger&asof=2022-01-06")
    assert "– not in this view" in view.page.inner_text("#ledger-key")
    assert view.page.locator("td.away").first.inner_text() == "not in this view"
    assert view.complaints == []


def test_a_workspace_without_a_position_has_a_ledger_without_lines(tmp_path: Path) -> None:
    """Nothing is typed in."""
    data = contents(draw(str(make(tmp_path))).html)["ledger"]
    assert (data["items"], data["cells"], data["actors"]) == ([], [], [])
