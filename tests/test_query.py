"""The command `query`, as a process."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import termios
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from asking import answered
from conftest import clean_environment, travaux_command

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ENT = "https://example.org/tiny/entity/"


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the very small workspace, to be changed."""
    return shutil.copytree(tiny, tmp_path / "tiny")


def ask(run: Run, workspace: Path, *arguments: str, **more: object) -> list[list[str]]:
    """The rows of an answer, heading first."""
    answer = run("query", *arguments, "--format", "csv", "--workspace", workspace, **more)
    assert answer.returncode == 0, answer.stderr
    return list(csv.reader(io.StringIO(answer.stdout)))


def test_a_question_runs_on_its_defaults_and_drops_the_bound_column(run: Run, tiny: Path) -> None:
    """`holder` is Suder in every row, so it is not repeated."""
    head, *rows = ask(run, tiny, "positions")
    assert head == ["attitude", "item", "speaker", "cite"]
    assert [row[-1] for row in rows] == ["t1:2", "t1:3", "t2:3"]


@pytest.mark.parametrize(
    "name", ["Norvik", "norvik", "Норвик", "ent:norvik", ENT + "norvik", f"<{ENT}norvik>"]
)
def test_every_way_to_name_a_thing_gives_the_same_answer(name: str, run: Run, tiny: Path) -> None:
    """Label, case, script, CURIE and IRI."""
    head, row = ask(run, tiny, "positions", "-p", f"holder={name}")
    assert head == ["attitude", "item", "speaker", "cite"]
    assert row[1] == ENT + "item-half-catch"
    assert row[3] == "t1:2"


def test_an_answer_that_takes_too_long_is_not_given(run: Run, tiny: Path) -> None:
    """The limit holds for every command that asks."""
    answer = run("query", "positions", "--timeout", "0.0001", "--workspace", tiny)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "stopped after 0.0001 s" in answer.stderr


def test_an_answer_of_one_row_keeps_the_columns_that_were_not_bound(run: Run, tiny: Path) -> None:
    """Dropping looks at names: here every column has one value."""
    answer = run("query", "positions", "-p", "holder=Norvik", "--workspace", tiny)
    assert answer.stdout.splitlines()[0].split() == ["attitude", "item", "speaker", "cite"]
    assert "report t1 itself" in answer.stdout


def test_the_table_shows_names_and_what_was_asked_stands_on_stderr(run: Run, tiny: Path) -> None:
    """Nothing but the answer is on stdout."""
    answer = run("query", "durations", "--workspace", tiny)
    assert answer.stdout == (
        "event       duration  cite\n"
        "──────────  ────────  ────\n"
        "Holm talks  6 h       t1:2\n"
        "Holm talks  5 h       t2:1\n"
    )
    assert answer.stderr == "2 rows\n"
    answer = run("query", "positions", "--workspace", tiny)
    assert answer.stderr == "3 rows for holder = Suder\n"


def test_no_rows_is_said_with_the_number_of_sources_searched(run: Run, tiny: Path) -> None:
    """None is an answer: that the sources do not tell."""
    answer = run("query", "positions", "-p", "holder=Nils Berg", "--workspace", tiny)
    assert answer.returncode == 0
    words = "not recorded: no row for holder = Nils Berg; 2 sources searched"
    assert answer.stderr.splitlines()[0] == words
    answer = run(
        "query", "positions", "-p", "holder=Nils Berg", "--format", "json", "--workspace", tiny
    )
    assert json.loads(answer.stdout)["results"]["bindings"] == []
    assert answer.stderr.startswith("not recorded")


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("holder=Berg", "Anna Berg"),
        ("holder=Berg", "Nils Berg"),
        ("holder=Norvick", "Did you mean"),
        ("holder=", "no value"),
        ("holder", "key=value"),
        ("holdr=Norvik", "holder (entity)"),
    ],
)
def test_a_wrong_parameter_is_told_with_exit_code_2(
    setting: str, says: str, run: Run, tiny: Path
) -> None:
    """Ambiguous, unknown, empty, malformed, misnamed."""
    answer = run("query", "positions", "-p", setting, "--workspace", tiny)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert says in answer.stderr


def test_a_date_that_is_none_is_told(run: Run, copy: Path) -> None:
    """The calendar is checked, not only the form."""
    (copy / "queries" / "by-day.rq").write_text(
        "#+ summary: What by then?\n#+ theme: time\n#+ params:\n#+   - name: day\n"
        "#+     type: date\n#+     default: 2031-05-03\n"
        "SELECT ?day ?account ?cite { ?account trv:happenedLatest ?latest ; trv:cite ?cite\n"
        "FILTER(?latest <= ?day) } ORDER BY ?cite ?account\n",
        "utf-8",
    )
    assert len(ask(run, copy, "by-day")) == 2
    assert len(ask(run, copy, "by-day", "-p", "day=2031-05-02")) == 1
    answer = run("query", "by-day", "-p", "day=2031-02-29", "--workspace", copy)
    assert answer.returncode == 2
    assert "day: not a date: '2031-02-29'" in answer.stderr


def test_a_question_whose_parameter_would_be_ignored_is_refused(run: Run, copy: Path) -> None:
    """A sub-select that does not project it would answer something else without a word."""
    path = copy / "queries" / "positions.rq"
    text = path.read_text("utf-8")
    path.write_text(
        text.split("SELECT")[0]
        + "SELECT ?holder ?n { { SELECT (COUNT(*) AS ?n) { ?p trv:holder ?holder } } }\n",
        "utf-8",
    )
    answer = run("query", "positions", "--workspace", copy)
    assert answer.returncode == 2
    assert "?holder is not projected by the SELECT in line 11" in answer.stderr


def test_the_workspace_is_found_upward_and_by_variable(run: Run, tiny: Path) -> None:
    """Inside a workspace no option is needed."""
    inside = run("query", "durations", cwd=tiny / "graph" / "sources")
    named = run("query", "durations", env={"TRAVAUX_WORKSPACE": str(tiny)})
    assert inside.stdout == named.stdout
    assert "Holm talks" in inside.stdout


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_a_table_fits_the_terminal(columns: int, run: Run, tiny: Path) -> None:
    """At 40 columns as records, else as a table; never wider than asked."""
    answer = run("query", "positions", "--workspace", tiny, env={"COLUMNS": str(columns)})
    assert all(len(line) <= columns for line in answer.stdout.splitlines())
    assert "unnamed" not in answer.stdout
    flat = " ".join(answer.stdout.split())
    assert "halves" in flat
    assert "cite" in flat


def test_every_question_reads_well_at_80_columns(run: Run) -> None:
    """Nothing runs over, and up to four columns stay a table; more may be listed as records."""
    names = [each["name"] for each in json.loads(run("queries", "--format", "json").stdout)]
    for name in names:
        lines = answered(name, format="table").decode().splitlines()
        if lines[0].startswith("── 1"):
            columns = answered(name, format="tsv").decode().splitlines()[0].split("\t")
            assert len(columns) > 4, name
        assert all(_width(line) <= 80 for line in lines), name


def _width(line: str) -> int:
    """Terminal columns, counted in another way than the program does."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in line
    )


def test_no_escape_sequences_without_a_terminal(run: Run, tiny: Path) -> None:
    """Output into a pipe or a file is plain."""
    assert "\x1b" not in run("query", "durations", "--workspace", tiny).stdout


def on_a_terminal(columns: int, workspace: Path, **env: str) -> str:
    """What the command writes when stdout is a terminal of so many columns."""
    main, side = pty.openpty()
    termios.tcsetwinsize(side, (24, columns))
    environment = clean_environment(TERM="xterm", **env)
    environment.pop("COLUMNS")
    subprocess.run(
        [travaux_command(), "query", "positions", "--workspace", workspace],
        stdout=side,
        stderr=subprocess.DEVNULL,
        env=environment,
        check=True,
    )
    os.close(side)
    text = b""
    with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
        while part := os.read(main, 65536):
            text += part
    os.close(main)
    return text.decode().replace("\r\n", "\n")


def test_a_terminal_gets_its_own_width_and_bold_headings_unless_no_color(tiny: Path) -> None:
    """The heading is bold, and nothing else changes."""
    plain = on_a_terminal(60, tiny, NO_COLOR="1")
    bold = on_a_terminal(60, tiny)
    assert max(map(len, plain.splitlines())) <= 60
    assert "\x1b" not in plain
    assert bold.startswith("\x1b[1mattitude")
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain
    assert on_a_terminal(120, tiny, NO_COLOR="1") != plain


def test_a_label_cannot_steer_the_terminal_in_any_text_format(run: Run, copy: Path) -> None:
    """Escape sequences and direction marks in data are shown, not obeyed."""
    path = copy / "graph" / "reference.ttl"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"Holm talks"@en', '"Holm\\u001B[2J\\u202E | talks"@en'), "utf-8")
    for format in ("table", "markdown"):
        answer = run("query", "durations", "--format", format, "--workspace", copy)
        assert answer.returncode == 0
        assert "\x1b" not in answer.stdout
        assert "\u202e" not in answer.stdout
        assert "\\x1b" in answer.stdout.replace("\\\\", "\\")
    assert "\\|" in answer.stdout


def test_a_time_limit_leaves_nothing_on_stdout(run: Run, copy: Path) -> None:
    """A partial answer never looks whole."""
    (copy / "queries" / "endless.rq").write_text(
        "#+ summary: Does it end?\n#+ theme: time\n"
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }\n",
        "utf-8",
    )
    answer = run("query", "endless", "--timeout", "1", "--workspace", copy)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "--timeout" in answer.stderr


def test_a_malformed_file_is_told_with_its_line(run: Run, copy: Path) -> None:
    """File, line, reason; nothing on stdout."""
    path = copy / "graph" / "reference.ttl"
    path.write_text(path.read_text("utf-8") + "ent:broken a ; .\n", "utf-8")
    answer = run("query", "durations", "--workspace", copy)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "reference.ttl:" in answer.stderr.splitlines()[0]


def test_names_come_in_the_language_asked_for_and_iris_stay(run: Run, tiny: Path) -> None:
    """--lang RU: entities, concepts and notes; whatever language the user writes in."""
    arguments = ("query", "positions", "-p", "holder=Norvik", "--workspace", tiny)
    answer = run(*arguments, "--lang", "RU")
    assert "требует" in answer.stdout
    assert "Судер вдвое сокращает вылов" in answer.stdout
    assert answer.stderr == "1 row for holder = Норвик\n"
    assert not re.search("[A-Za-z]{3}", answer.stdout.split("─\n")[1])
    csv = [run(*arguments, "--format", "csv", *more).stdout for more in ((), ("--lang", "ru"))]
    assert csv[0] == csv[1] != ""
