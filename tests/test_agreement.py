"""The command `agreement`: two sheets in, figures and differences out."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, Run

from travaux.agreement import figures
from travaux.codings import FIELDS, parse, read
from travaux.reliability import differences

KEPT = ROOT / "graph" / "agreement"
HEAD = ",".join(FIELDS) + "\n"
FIRST = (
    HEAD + "t0,1,Tenure,Ode Grell,mayor,,\n"
    "t0,2,Position,Norvik,quota,demands,asserted\n"
    "t0,2,Position,Norvik,fines,rejects,asserted\n"
    "t0,3,Statement,the article,fines,,asserted\n"
)
SECOND = (
    HEAD + "t0,1,Tenure,Ode Grell,mayor,,\n"
    "t0,2,Position,Norvik,quota,insists,asserted\n"
    "t0,2,Position,Norvik,fines,rejects,possible\n"
    "t0,3,Assessment,the article,fines,,asserted\n"
    "t0,4,Denial,<b>Norvik</b>,fines,,\n"
)


@pytest.fixture
def sheets(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(FIRST, encoding="utf-8")
    second.write_text(SECOND, encoding="utf-8")
    return first, second


def test_the_figures_of_a_small_pair_are_those_of_a_sum_by_hand() -> None:
    """Three of four and five units are matched: 6/9; the attitudes agree in one of two."""
    told = {row[:2]: row[2:] for row in figures(parse(FIRST, "a"), parse(SECOND, "b"))}
    assert told["F1", "unit"] == ("4", "5", "3", "0.667")
    assert told["F1", "unit, of whatever kind"] == ("4", "5", "4", "0.889")
    assert told["F1", "paragraph"] == ("4", "5", "4", "0.889")
    assert told["F1", "unit, tenure"] == ("1", "1", "1", "1.000")
    assert told["F1", "unit, t0"] == ("4", "5", "3", "0.667")
    assert told["agreement", "attitude"] == ("2", "2", "1", "0.500")
    assert told["kappa", "attitude"] == ("2", "2", "1", "0.333")
    assert told["kappa", "modality"] == ("2", "2", "1", "0.000")


def test_the_command_prints_the_figures_and_what_differs(
    run: Run, sheets: tuple[Path, Path]
) -> None:
    """The figures on stdout, the number of differences by kind beside them."""
    done = run("agreement", *sheets)
    assert done.returncode == 0
    assert "F1         unit " in done.stdout and "0.667" in done.stdout
    assert (
        done.stderr == "4 differences (attitude: 1; kind: 1; modality: 1; only in the second: 1)\n"
    )


def test_the_differences_hold_both_units_field_by_field(
    run: Run, sheets: tuple[Path, Path]
) -> None:
    """So that they can be decided one after the other in a spreadsheet."""
    done = run("agreement", *sheets, "--differences", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["what"] for row in rows] == ["attitude", "modality", "kind", "only in the second"]
    assert (rows[0]["first attitude"], rows[0]["second attitude"]) == ("demands", "insists")
    assert rows[3]["first source"] == "" and rows[3]["second who"] == "<b>Norvik</b>"
    told = json.loads(run("agreement", *sheets, "--differences", "--format", "json").stdout)
    assert [row["what"] for row in told] == [row["what"] for row in rows]


def test_a_name_in_a_sheet_is_text_and_no_mark(run: Run, sheets: tuple[Path, Path]) -> None:
    """A sheet comes from somebody else; Markdown is shown as HTML."""
    shown = run("agreement", *sheets, "--differences", "--format", "markdown").stdout
    assert "\\<b>Norvik" in shown and " <b>" not in shown
    page = run("agreement", *sheets, "--differences", "--format", "html").stdout
    assert "&lt;b&gt;Norvik" in page and "<b>" not in page and "4 differences" in page


def test_equal_codings_have_no_difference(run: Run, sheets: tuple[Path, Path]) -> None:
    """Whatever their case."""
    sheets[1].write_text(FIRST.lower(), encoding="utf-8")
    done = run("agreement", *sheets)
    assert done.stderr == "0 differences\n"
    assert "0." not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "two codings are compared; 0 given"),
        (("a.csv",), "two codings are compared; 1 given"),
        (("a.csv", "b.csv", "b.csv"), "two codings are compared; 3 given"),
        (("a.csv", "none.csv"), "none.csv"),
        (("--units", "a.csv"), "--units writes a sheet and takes none"),
    ],
)
def test_a_mistake_is_told_and_ends_with_2(
    run: Run, sheets: tuple[Path, Path], arguments: tuple[str, ...], words: str
) -> None:
    """Nothing is written to stdout, and no traceback."""
    given = [str(sheets[0].parent / a) if a.endswith(".csv") else a for a in arguments]
    done = run("agreement", *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr and "Traceback" not in done.stderr


def test_standard_input_is_a_sheet_too(run: Run, sheets: tuple[Path, Path]) -> None:
    """The workspace's own units can be compared without a file between."""
    done = run("agreement", "-", sheets[1], input=FIRST)
    assert done.returncode == 0 and "0.667" in done.stdout


def test_the_kept_codings_are_sheets_that_can_be_read() -> None:
    """They are evidence of what two readers made of the texts: the figures rest on them."""
    for name in ("first.csv", "second.csv"):
        assert {unit.source for unit in read(str(KEPT / name))} == {"s0", "s1", "s2", "s3", "s4"}


def test_every_difference_of_the_kept_codings_is_decided_with_a_reason_that_is_explained() -> None:
    """None left out and none made up; the codebook tells the figures and what each reason means."""
    first, second = (read(str(KEPT / name)) for name in ("first.csv", "second.csv"))
    told = [
        (each.what, *map(str, each.first or ("",) * 7), *map(str, each.second or ("",) * 7))
        for each in differences(first, second)
    ]
    with (KEPT / "adjudication.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert sorted(tuple(row[:15]) for row in rows[1:]) == sorted(told)
    assert {row[15] for row in rows[1:]} <= {"first", "second", "both", "neither"}
    book = (ROOT / "graph" / "README.md").read_text(encoding="utf-8")
    for reason, number in Counter(row[16] for row in rows[1:]).items():
        assert f"| {reason} | {number} | " in book
    for figure in figures(first, second):
        assert f"| {' | '.join(figure)} |" in book
