"""Findings as table, markdown, csv and json."""

from __future__ import annotations

import csv
import io
import json

import pytest

from travaux.corpus import Finding
from travaux.evidence import TextResult
from travaux.findings import render
from travaux.validate import COLUMNS, Report

FINDING = Finding(
    "graph/sources/s9.ttl",
    12,
    "https://e/record/s9-1-x",
    "A label, with | and \x1b[31mcolour\u202e",
    "The record has no evidence.",
    "Add trv:evidence with the Passage that carries the fact, and say so at some length here.",
)
REPORT = Report([FINDING], [TextResult("s9", "differs", 3, 1)], "Does not conform: 1 finding.")
PREFIXES = {"rec": "https://e/record/"}


def test_the_table_says_first_whether_the_texts_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then place, entity, problem and advice, within the width of the terminal."""
    monkeypatch.setenv("COLUMNS", "60")
    lines = render(REPORT, "table", PREFIXES).splitlines()
    assert lines[:4] == [
        "s9: the text differs from the one that was coded",
        "s9: 3 passages exact, 1 failed",
        "",
        "graph/sources/s9.ttl:12",
    ]
    assert lines[4].startswith('  rec:s9-1-x "A label')
    assert lines[-1] == REPORT.summary
    assert max(map(len, lines)) <= 60


def test_control_characters_are_escaped_in_what_people_read() -> None:
    """A label cannot steer a terminal, nor break a markdown cell."""
    for kind in ("table", "markdown"):
        text = render(REPORT, kind, PREFIXES)
        assert "\x1b" not in text and "\u202e" not in text
    assert "\\|" in render(REPORT, "markdown", PREFIXES)


def test_csv_and_json_hold_every_field_as_it_is() -> None:
    """Programs get the IRI, the number of the line, and nothing shortened."""
    rows = list(csv.reader(io.StringIO(render(REPORT, "csv", PREFIXES))))
    assert rows == [list(COLUMNS), [str(field) for field in FINDING]]
    content = json.loads(render(REPORT, "json", PREFIXES))
    assert content["conforms"] is False
    assert content["findings"] == [FINDING._asdict()]
    assert content["texts"] == [{"source": "s9", "state": "differs", "exact": 3, "failed": 1}]


def test_a_report_without_findings_is_one_line() -> None:
    """Nothing to say is said briefly."""
    assert render(Report([], [], "Conforms: 9 files."), "table", {}) == "Conforms: 9 files.\n"
