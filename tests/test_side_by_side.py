"""How conflicts are written."""

from __future__ import annotations

import csv
import io
import json

import pytest

from travaux.differences import Conflict
from travaux.layout import width
from travaux.opposite import Block, Telling
from travaux.side_by_side import FIELDS, as_csv, as_html, as_json, as_markdown, as_table
from travaux.when import When

WHEN = When("2031-01", "2031-01-01", "2031-01-31")
ONE = Telling(
    "https://e.org/r1", ("t1:1",), "T1", ("Anna",), ("Suder",), (), "rejects", "No.", "said", WHEN
)
OTHER = Telling(
    "https://e.org/r2", ("t2:1", "t2:2"), "T2", (), (), ("Radio",), "accepts", "Yes & yes."
)
NOTHING = Conflict("", (), ("position-conflicts",), (), (), (), (), ())
BLOCK = Block(
    "contradicts",
    ("contradicts",),
    (("https://e.org/l", "contradicts", "Why."),),
    "the quota",
    (ONE,),
    (OTHER,),
    NOTHING,
)


def test_both_sides_stand_next_to_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who and where in the first line, the gloss below, the reason under both."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = as_table([BLOCK]).splitlines()
    assert lines[0] == "contradicts: the quota"
    assert lines[1].split("│")[0].strip() == "t1:1 Anna on Suder"
    assert lines[1].split("│")[1].strip() == "t2:1, t2:2 the article [via Radio]"
    assert len({line.index("│") for line in lines[1:5]}) == 1
    assert lines[-1].strip() == "By rule (two stances of one holder). By link: Why."


@pytest.mark.parametrize("columns", [20, 40, 55, 56, 100, 200])
def test_no_line_is_wider_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two columns have no room the one side stands under the other."""
    monkeypatch.setenv("COLUMNS", str(columns))
    text = as_table([BLOCK, BLOCK._replace(brief=True)])
    assert max(map(width, text.splitlines())) <= columns
    assert ("│" in text) == (columns >= 56)


def test_a_brief_side_tells_each_value_once_with_all_who_say_it() -> None:
    """And no gloss."""
    block = BLOCK._replace(one=(ONE, ONE._replace(cites=("t9:9",))), brief=True)
    text = " ".join(as_markdown([block]).split())
    assert "rejects (t1:1 Anna on Suder; t9:9 Anna on Suder)" in text
    assert "No." not in text


def test_a_value_that_several_reports_share_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second report adds its place, its words and its date."""
    monkeypatch.setenv("COLUMNS", "80")
    block = BLOCK._replace(one=(ONE, ONE._replace(cites=("t9:9",))))
    assert as_table([block]).count("rejects") == 1


def test_csv_has_a_line_for_each_record_under_stable_names() -> None:
    """An open or missing date is empty; several paragraphs are joined."""
    rows = list(csv.DictReader(io.StringIO(as_csv([BLOCK]))))
    assert tuple(rows[0]) == FIELDS
    assert [row["side"] for row in rows] == ["one", "other"]
    assert (rows[0]["earliest"], rows[0]["latest"], rows[0]["date"]) == (
        "2031-01-01",
        "2031-01-31",
        "2031-01",
    )
    assert (rows[1]["cite"], rows[1]["date"], rows[1]["reason"]) == ("t2:1; t2:2", "", "Why.")
    assert as_csv([]).strip() == ",".join(FIELDS)


def test_json_has_links_and_both_sides() -> None:
    """Null where a date is not given."""
    (only,) = json.loads(as_json([BLOCK]))
    assert only["links"] == [{"link": "https://e.org/l", "kind": "contradicts", "reason": "Why."}]
    assert only["one"][0]["holder"] == ["Suder"]
    assert only["other"][0]["earliest"] is None


def test_the_page_stands_alone_and_says_what_its_words_mean() -> None:
    """A key, a heading for each kind, nothing that is fetched or run."""
    page = as_html([BLOCK])
    assert "<h2>contradicts (1)</h2>" in page and "only seems to contradict" in page
    assert "Yes &amp; yes." in page and "<strong>t1:1 Anna on Suder</strong>" in page
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
