"""The list of questions and one question in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest

from travaux import layout
from travaux.catalogue import body, many, one
from travaux.queries import Parameter, Question

QUESTIONS = [
    Question(
        "first",
        "Who | what, and \x1b[2J where does all of it stand in the several sources that tell it?",
        "About it.",
        "events",
        (Parameter("actor", "entity", None, "the West", "Who."),),
        "#+ summary: x\n#+ theme: y\n\nSELECT ?actor {}\n",
    ),
    Question("second", "When?", "", "time", (Parameter("day", "date", "2031-05-03"),), "ASK {}\n"),
]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_list_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Summaries wrap beside the names."""
    monkeypatch.setenv("COLUMNS", str(columns))
    text = many(QUESTIONS, "table")
    assert max(map(layout.width, text.splitlines())) <= columns
    assert "second" in text


@pytest.mark.parametrize("format", ["table", "json", "csv", "markdown"])
def test_no_format_but_csv_passes_a_control_character_on(format: str) -> None:
    """A question file cannot steer a terminal; CSV holds the values as they are."""
    assert ("\x1b" in many(QUESTIONS, format)) == (format == "csv")
    assert "\x1b" not in one(QUESTIONS[0], format) or format == "csv"


def test_csv_and_json_hold_the_same_questions() -> None:
    """One row or object per question."""
    rows = list(csv.DictReader(io.StringIO(many(QUESTIONS, "csv"))))
    objects = json.loads(many(QUESTIONS, "json"))
    assert [row["name"] for row in rows] == [each["name"] for each in objects]
    assert rows[1]["parameters"] == "day=2031-05-03"
    assert rows[0]["parameters"] == "actor=... (entity)"


def test_markdown_has_one_line_per_question() -> None:
    """A pipe in a summary does not start a column."""
    lines = many(QUESTIONS, "markdown").splitlines()
    assert len(lines) == 4
    assert "Who \\| what" in lines[2]


def test_the_body_is_the_query_without_its_header() -> None:
    """Only the lines that open with the mark are left out."""
    assert body(QUESTIONS[0]) == "SELECT ?actor {}\n"
    assert body(QUESTIONS[1]) == "ASK {}\n"


def test_the_line_to_try_quotes_an_example_with_spaces() -> None:
    """It can be pasted into a shell."""
    assert "Try: travaux query first -p actor='the West'" in one(QUESTIONS[0], "table")


def test_a_workspace_without_questions_says_so() -> None:
    """An empty list would look like a failure."""
    assert "no questions" in many([], "table")
    assert many([], "json") == "[]\n"
