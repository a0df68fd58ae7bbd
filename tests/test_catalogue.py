"""The list of questions and one question in every format."""

from __future__ import annotations

import csv
import io
import json
import re

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


@pytest.mark.parametrize("field", ["summary", "description", "theme", "text", "params"])
@pytest.mark.parametrize("format", ["table", "json", "csv", "markdown"])
def test_no_format_passes_a_control_character_on(format: str, field: str) -> None:
    """Nothing in a question file can steer a terminal."""
    good, bad = QUESTIONS[1], "x\x1b[2J\x07\x9b\x0b\u202e\u2028\r\x7f"
    parameter = Parameter("day", "date", "2031" + bad, "2032 " + bad, "When." + bad)
    value = (parameter,) if field == "params" else f"ASK {{}} # {bad}\n"
    question = good._replace(**{field: value})
    both = many([question], format) + one(question, format)
    assert re.sub(r"\r?\n", "", both).isprintable()
    if format != "csv" or field in ("summary", "theme", "params"):
        assert re.search(r"\\(x|u00)1b", both)


def test_json_says_what_stood_in_the_file() -> None:
    """A program that reads it gets the very characters."""
    assert json.loads(many(QUESTIONS, "json"))[0]["summary"] == QUESTIONS[0].summary


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_the_query_can_be_copied_with_its_tabs(format: str) -> None:
    """A tab steers nothing, and `\\t` outside a literal is no SPARQL."""
    assert "\n\tASK\t{}\n" in one(QUESTIONS[1]._replace(text="#\n\tASK\t{}\r\n"), format)


def test_no_line_of_a_query_ends_its_fence() -> None:
    """What follows would be Markdown of the question's."""
    lines = one(QUESTIONS[1]._replace(text="ASK {} # ```\n```\n# x\n"), "markdown").splitlines()
    assert lines[-5:] == ["````sparql", "ASK {} # ```", "```", "# x", "````"]


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
