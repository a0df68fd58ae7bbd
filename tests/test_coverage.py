"""`travaux coverage`: what it prints, in which format, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from conftest import Run
from test_coverage_rows import GAPS

from travaux import coverage
from travaux.coverage_rows import Ledger, Row, Source
from travaux.layout import width
from travaux.leftout import FIELDS

HOSTILE = "a\x1b[2J\u202eb | <b> " + "界" * 40


@pytest.fixture
def listed(tiny: Path, tmp_path: Path) -> Path:
    """The tiny workspace with a list of all that is not coded in it."""
    copy = shutil.copytree(tiny, tmp_path / "tiny")
    (copy / "graph" / "coverage.csv").write_text("\n".join([",".join(FIELDS), *GAPS, ""]))
    return copy


def made(*rows: Row) -> Ledger:
    return Ledger([Source("s", 1, 1, {"account": 1}, 50)], list(rows))


PARAGRAPH = Row("s", 1, 0, 300, "paragraph", passages=1, records={"account": 1}, covered=50)
GAP = Row("s", 1, 5, 90, "left-out", "link", HOSTILE)
WIDE = Row("s", 1, 100, 290, "wide", "claim", "words", records={"account": 1})


def test_a_workspace_with_all_listed_is_told_and_exits_with_0(run: Run, listed: Path) -> None:
    """Paragraph by paragraph, with the reason of each span left out."""
    done = run("coverage", "--texts", "texts", cwd=listed)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    at = lines.index(
        "t1:2  passages  4  covered  80 %  records position 2, account 1, participation 1"
    )
    assert lines[at + 1].split() == "76-104 link they spoke of cod. Anna Berg".split()
    assert "as listed; nothing else is uncoded." in " ".join(lines[-2:])
    assert "Problems" not in done.stdout


def test_what_is_neither_coded_nor_listed_exits_with_1(run: Run, listed: Path) -> None:
    """Marked in its paragraph, and told at the end with what to do."""
    file = listed / "graph" / "coverage.csv"
    file.write_text(file.read_text().replace(GAPS[1] + "\n", ""))
    done = run("coverage", "--texts", "texts", cwd=listed)
    assert done.returncode == 1
    assert "  ! 76-104" in done.stdout
    end = done.stdout[done.stdout.index("Problems (1)") :]
    assert "t1:2  76-104  they spoke of cod. Anna Berg" in end
    assert "Code it, or list it" in end and "t1,2,76,104,left-out,REASON" in end


def test_a_stale_line_exits_with_1_and_is_told_with_file_and_line(run: Run, listed: Path) -> None:
    """The list may hold nothing that is coded now."""
    with (listed / "graph" / "coverage.csv").open("a") as file:
        file.write("t1,2,62,75,left-out,link\n")
    done = run("coverage", "--texts", "texts", cwd=listed)
    assert done.returncode == 1
    assert "graph/coverage.csv:7  t1:2  62-75" in done.stdout


def test_what_cannot_be_checked_exits_with_2(run: Run, listed: Path) -> None:
    """No folder, no text, a malformed list: nothing on stdout, the cause on stderr."""
    (listed / "texts" / "t2.txt").unlink()
    cases = {
        ("--texts", "none"): "no such folder",
        ("--texts", "texts"): "no text of t2",
        ("--texts", "texts", "--source", "t3"): "t3 is no source",
        (): "--texts",
    }
    for arguments, words in cases.items():
        done = run("coverage", *arguments, cwd=listed)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert words in done.stderr
    (listed / "graph" / "coverage.csv").write_text("x\n")
    done = run("coverage", "--texts", "texts", "--source", "t1", cwd=listed)
    assert done.returncode == 2 and "coverage.csv:1: the first line must be" in done.stderr


def test_csv_has_the_columns_of_the_list_first_and_a_row_for_each_paragraph_and_span(
    run: Run, listed: Path
) -> None:
    """The rows of the spans are the list again."""
    done = run("coverage", "--texts", "texts", "--format", "csv", cwd=listed)
    assert done.returncode == 0 and "nothing else is uncoded" in done.stderr
    head, *rows = csv.reader(io.StringIO(done.stdout, newline=""))
    assert tuple(head[:6]) == FIELDS
    spans = [",".join(row[:6]) for row in rows if row[4] != "paragraph"]
    assert tuple(spans) == GAPS
    told = {(row[0], row[1]): row for row in rows if row[4] == "paragraph"}
    assert len(told) == 6
    assert told["t1", "2"][head.index("records")] == "position 2, account 1, participation 1"
    assert told["t1", "2"][head.index("covered")] == "80"


def test_json_holds_sums_rows_and_whether_all_is_well(run: Run, listed: Path, tiny: Path) -> None:
    """Numbers are numbers, counts by kind an object."""
    told = json.loads(run("coverage", "--texts", "texts", "--format", "json", cwd=listed).stdout)
    assert told["conforms"] is True
    assert told["sources"][1] == {
        "name": "t2",
        "paragraphs": 3,
        "passages": 3,
        "records": {"account": 1, "conditional statement": 1, "position": 1},
        "covered": 73,
    }
    done = run("coverage", "--texts", "texts", "--format", "json", cwd=tiny)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["conforms"] is False
    assert sum(bool(row["problem"]) for row in told["rows"]) == len(GAPS)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_table_is_no_wider_than_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words are cut to fit, counts are wrapped; wide characters count two."""
    monkeypatch.setenv("COLUMNS", str(columns))
    kinds = {f"kind of record {n}": n for n in range(9, 0, -1)}
    stale = GAP._replace(problem="No.", advice="Take the line out.", line=3)
    told = coverage.as_table(made(PARAGRAPH._replace(records=kinds), GAP, WIDE, stale))
    assert max(map(width, told.splitlines())) <= columns
    assert "wide, claim" in told and "kind of record 1 1" in told.replace("\n", " ")


@pytest.mark.parametrize("write", [coverage.as_table, coverage.as_csv, coverage.as_markdown])
def test_no_character_of_a_text_steers_the_terminal(
    write: type[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of a text are shown as any label is."""
    monkeypatch.setenv("COLUMNS", "200")
    told = write(made(PARAGRAPH, GAP, GAP._replace(problem="No.", advice="Do.")))
    assert "\x1b" not in told and "\u202e" not in told
    assert "a\\x1b" in told.replace("\\\\", "\\")


def test_long_spans_are_shortened_everywhere(run: Run, texts: Path) -> None:
    """The command shows where a span is, not the text itself."""
    done = run("coverage", "--texts", texts, "--format", "json")
    words = [row["words"] for row in json.loads(done.stdout)["rows"]]
    assert max(map(len, words)) <= 60


def test_a_workspace_without_sources_says_so(run: Run, tmp_path: Path) -> None:
    """And is no failure."""
    (tmp_path / "travaux.toml").write_text('title = "x"\nbase = "https://example.org/x/"\n')
    done = run("coverage", "--texts", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "There is no source here.\n")


@pytest.mark.slow
def test_a_text_out_of_all_proportion_is_cut_in_one_go() -> None:
    """A line of the list may name a source of a million letters: no letter is asked twice."""
    for text in ("x" * 10**6, "好" * 10**6, "e\u0301" * 10**6):
        shown = coverage._fitting(text, 80)
        assert shown.endswith("…") and 78 < width(shown) <= 80
    assert coverage._fitting("short", 80) == "short" and coverage._fitting("too long", 2) == ""
