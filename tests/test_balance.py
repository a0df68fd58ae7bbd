"""`travaux balance`: every format says the same, at 80 columns and on every run."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from conftest import Run

from travaux import balance, tallies
from travaux.tallies import Count

COUNTS = [
    Count(tallies.BY_SIDE, "A | B\x1b", "all", 3, "s1:2"),
    Count(tallies.BY_SIDE, "A | B\x1b", "denial", 2, "s1:2"),
    Count(tallies.BY_SIDE, "A | B\x1b", "promise", 1, "s1:4"),
    Count(tallies.SILENT, "C", "all", 1, "s2:1"),
    Count(tallies.SILENT, "C", "holder", 1, "s2:1"),
]


def test_every_format_holds_the_same_counts(run: Run, tiny: Path) -> None:
    """csv, tsv and json are three spellings of one list."""
    shown = {
        format: run("balance", "--format", format, "--workspace", tiny).stdout
        for format in ("csv", "tsv", "json")
    }
    rows = list(csv.DictReader(io.StringIO(shown["csv"])))
    assert rows
    assert list(csv.DictReader(io.StringIO(shown["tsv"]), delimiter="\t")) == rows
    objects = json.loads(shown["json"])
    assert [{key: str(value) for key, value in each.items()} for each in objects] == rows


def test_the_table_fits_80_columns_and_names_paragraphs(run: Run) -> None:
    """People read it in a terminal; each line ends with a source and paragraph."""
    done = run("balance")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.split("\n"))) <= 80
    for title in tallies.SECTIONS:
        assert f"{title}\n" in done.stdout
    assert "http" not in done.stdout
    assert "None" not in done.stdout


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "tsv", "json"])
def test_two_runs_give_the_same_bytes(run: Run, tiny: Path, format: str) -> None:
    """The order is total."""
    arguments = ("balance", "--format", format, "--workspace", tiny)
    first, second = run(*arguments), run(*arguments)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout != ""


def test_names_are_shown_in_the_language_asked_for(run: Run, tiny: Path) -> None:
    """Names and terms follow --lang; headings and English verbs stay."""
    shown = run("balance", "--lang", "ru", "--workspace", tiny).stdout
    assert "Норвик" in shown
    assert tallies.VERBS in shown
    assert "Norvik" not in shown


def test_a_line_adds_up_its_parts_and_hostile_names_steer_nothing() -> None:
    """In the table the first count of a group is its whole; marks and controls are escaped."""
    table = balance.as_table(COUNTS)
    assert "A | B\\x1b    3  denial 2, promise 1  s1:2\n" in table
    assert "\x1b" not in table
    text = balance.as_markdown(COUNTS)
    assert "| A \\| B\\\\x1b | 3 | denial 2, promise 1 | s1:2 |\n" in text
    assert text.count("\n## ") == 1
    for write in (balance.as_csv, balance.as_tsv, balance.as_json):
        assert "\x1b" not in write(COUNTS)


def test_a_workspace_without_statements_says_so(run: Run, tiny: Path, tmp_path: Path) -> None:
    """An empty answer tells how many sources were searched."""
    shutil.copytree(tiny, tmp_path / "w")
    shutil.rmtree(tmp_path / "w" / "graph" / "sources")
    (tmp_path / "w" / "graph" / "analysis.ttl").unlink()
    done = run("balance", "--workspace", tmp_path / "w")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "nothing to count: 0 sources searched\n"


def test_a_count_that_takes_too_long_is_stopped(run: Run, tiny: Path) -> None:
    """The limit holds for every command that asks."""
    done = run("balance", "--timeout", "0.0001", "--workspace", tiny)
    assert (done.returncode, done.stdout) == (2, "")
