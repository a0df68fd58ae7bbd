"""Findings as table, markdown, csv and json."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from travaux.corpus import Finding
from travaux.evidence import TextResult
from travaux.findings import render
from travaux.layout import escape
from travaux.validate import Report

FINDING = Finding(
    "ERROR",
    "attestation-evidence",
    "graph/sources/s9.ttl",
    12,
    "https://e/record/s9-1-x",
    "A label, with | and \x1b[31mcolour\u202e",
    "The record has no evidence.",
    "Add trv:evidence with the Passage that carries the fact, and say so at some length here.",
)
CHECKED = "9 files"
REPORT = Report([FINDING], [TextResult("s9", "differs", 3, 1)], CHECKED)
STEER = "x\x1b[2J\x07\x9b\u202e\u2028\r\n\x7f"
HOSTILE = Report(
    [Finding("ERROR", *(x if isinstance(x, int) else x + STEER for x in FINDING[1:]))],
    [TextResult("s9" + STEER, "differs", 3, 1)],
    CHECKED,
)
PREFIXES = {"rec": "https://e/record/"}


def test_the_table_says_first_whether_the_texts_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then place, entity, problem and advice, within the width of the terminal."""
    monkeypatch.setenv("COLUMNS", "60")
    lines = render(REPORT, "table", PREFIXES).splitlines()
    assert lines[:4] == [
        "s9: the text differs from the one that was coded",
        "s9: 3 passages exact, 1 failed",
        "",
        "ERROR (1)",
    ]
    assert lines[5] == "graph/sources/s9.ttl:12  attestation-evidence"
    assert lines[6].startswith('  rec:s9-1-x "A label')
    assert lines[-1] == REPORT.summary
    assert max(map(len, lines)) <= 60


def test_control_characters_are_escaped_in_every_format() -> None:
    """Neither a file's name nor a source's nor a label can steer a terminal or break a cell."""
    for kind in ("table", "markdown", "csv", "json"):
        text = render(HOSTILE, kind, PREFIXES)
        assert "\\x1b" in text or "\\u001b" in text
        assert re.sub(r"\r?\n", "", text).isprintable(), kind
    assert "\\|" in render(REPORT, "markdown", PREFIXES)


def test_csv_and_json_hold_every_field_in_full() -> None:
    """Programs get the IRI and the number of the line; JSON says what stood there, escaped."""
    rows = list(csv.reader(io.StringIO(render(REPORT, "csv", PREFIXES))))
    assert rows == [
        ["severity", "rule", "file", "line", "entity", "label", "problem", "advice"],
        [escape(str(field)) for field in FINDING],
    ]
    content = json.loads(render(REPORT, "json", PREFIXES))
    assert content["conforms"] is False
    assert content["findings"] == [FINDING._asdict()]
    assert content["texts"] == [{"source": "s9", "state": "differs", "exact": 3, "failed": 1}]


def test_one_passage_is_counted_in_the_singular() -> None:
    """As every other count."""
    text = render(Report([], [TextResult("s9", "same", 1, 0)], CHECKED), "table", {})
    assert "s9: 1 passage exact, 0 failed\n" in text


def test_a_question_is_called_by_its_name() -> None:
    """It has no IRI, so nothing is put in angle brackets."""
    finding = FINDING._replace(entity="demands", label="")
    for kind in ("table", "markdown"):
        text = render(Report([finding], [], "x"), kind, PREFIXES)
        assert "demands" in text and "<demands>" not in text


def test_a_report_without_findings_is_one_line() -> None:
    """Nothing to say is said briefly."""
    assert render(Report([], [], CHECKED), "table", {}) == "Conforms: 9 files.\n"


def test_findings_are_grouped_by_severity_with_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What must be mended is not to be looked for among what may be."""
    monkeypatch.setenv("COLUMNS", "80")
    severities = ("ERROR", "ERROR", "WARN", "INFO")
    text = render(
        Report([FINDING._replace(severity=x) for x in severities], [], "9 files"), "table", {}
    )
    heads = [line for line in text.splitlines() if line and line[0].isupper() and "(" in line]
    assert heads == ["ERROR (2)", "WARN (1)", "INFO (1)"]
    assert max(map(len, text.splitlines())) <= 80
    assert text.endswith("Does not conform: 2 errors, 1 warning, 1 remark in 9 files.\n")


def test_a_finding_without_a_file_has_its_rule_all_the_same() -> None:
    """The line above it is not empty."""
    lines = render(Report([FINDING._replace(file="", line=0)], [], CHECKED), "table", {})
    assert "\nattestation-evidence\n" in lines
