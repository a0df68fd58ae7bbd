"""The command `show`, as a process."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
NORVIK = """Norvik
state · ent:norvik
Норвик (ru)

Meetings and presence (1)
  Holm talks: head of delegation, present; agent Anna Berg  t1:2

Positions reported by others (1)
  2031-05-03  report t1 itself:      Norvik wants the catch of Suder cut    t1:2
              demands                by half.
"""


def test_the_dossier_of_a_state(run: Run, tiny: Path) -> None:
    """Heading, sections, and at the end of every line its source and paragraph."""
    answer = run("show", "Norvik", "--workspace", tiny)
    assert answer.returncode == 0
    assert answer.stdout == NORVIK
    assert answer.stderr == ""


def test_two_of_a_name_are_both_offered(run: Run) -> None:
    """ "Sullivan": exit code 2 and both, with what tells them apart."""
    answer = run("show", "Sullivan")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "Jake Sullivan" in answer.stderr
    assert "John Sullivan" in answer.stderr
    assert "ent:jake-sullivan" in answer.stderr


def test_a_misspelling_gets_a_suggestion(run: Run) -> None:
    """Did you mean."""
    answer = run("show", "Riabkof")
    assert answer.returncode == 2
    assert "Did you mean" in answer.stderr
    assert "Sergei Ryabkov" in answer.stderr


@pytest.mark.parametrize("name", ["Sergey Ryabkov", "Сергей Рябков", "рябков", "ryabkov"])
def test_spellings_and_scripts_show_the_same_person(name: str, run: Run) -> None:
    """One dossier, whatever was typed."""
    assert run("show", name).stdout == run("show", "Sergei Ryabkov").stdout != ""


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("name", ["Suder", "Holm talks", "t1"])
def test_a_dossier_fits_the_terminal(name: str, columns: int, run: Run, tiny: Path) -> None:
    """No line runs over, no word is lost."""
    wide = run("show", name, "--workspace", tiny, env={"COLUMNS": "400"}).stdout
    answer = run("show", name, "--workspace", tiny, env={"COLUMNS": str(columns)})
    assert max(map(len, answer.stdout.splitlines())) <= columns
    long = {word for word in wide.split() if len(word) > columns // 4}
    lost = set(wide.split()) - set(answer.stdout.split()) - long - {"·"}
    assert lost == set()


def test_json_holds_the_whole_dossier(run: Run, tiny: Path) -> None:
    """For programs: IRIs, languages, relations, and every line with its citation."""
    found = json.loads(run("show", "Suder", "--format", "json", "--workspace", tiny).stdout)
    assert found["iri"] == "https://example.org/tiny/entity/suder"
    assert {"language": "ru", "label": "Судер"} in found["labels"]
    lines = [line for each in found["sections"] for line in each["lines"]]
    assert all(line["cite"] for line in lines)
    assert {"date", "kind", "text", "cite", "relation", "iri"} == set(lines[0])


def test_csv_has_one_row_per_line(run: Run, tiny: Path) -> None:
    """The section is the first column."""
    text = run("show", "Norvik", "--format", "csv", "--workspace", tiny).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["section"] for row in rows] == [
        "Meetings and presence",
        "Positions reported by others",
    ]
    assert rows[1]["cite"] == "t1:2"


def test_markdown_has_headings_and_tables(run: Run, tiny: Path) -> None:
    """It can be put into a document."""
    text = run("show", "Norvik", "--format", "markdown", "--workspace", tiny).stdout
    assert text.startswith("# Norvik\n")
    assert "\n## Positions reported by others\n\n| date | kind | text | cite |\n" in text


def test_no_text_of_a_dossier_can_steer_the_terminal(run: Run, tiny: Path, tmp_path: Path) -> None:
    """Labels, aliases, glosses: what is no printable character is shown as its code."""
    copy = shutil.copytree(tiny, tmp_path / "tiny")
    reference, source = copy / "graph/reference.ttl", copy / "graph/sources/t1.ttl"
    for path, old in (
        (reference, '"Norvik"@en'),
        (reference, '"Норвик"@ru'),
        (source, '"Norvik wants'),
    ):
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, old.replace('"', '"\\u001B[2J\\u202E', 1)), "utf-8")
    answers = {}
    for format in ("table", "markdown", "json", "csv"):
        answer = run("show", "ent:norvik", "--format", format, "--workspace", copy)
        assert answer.returncode == 0
        assert answer.stdout.replace("\n", "").isprintable(), format
        answers[format] = answer.stdout
    assert json.loads(answers["json"])["label"] == "\x1b[2J\u202eNorvik"
    assert "\\x1b[2J\\u202eNorvik wants" in answers["csv"]


def test_a_dossier_that_takes_too_long_is_stopped(run: Run, tiny: Path) -> None:
    """The limit holds for every command that asks."""
    answer = run("show", "Norvik", "--timeout", "0.0001", "--workspace", tiny)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "stopped after 0.0001 s" in answer.stderr


def test_an_empty_or_strange_name_is_unknown(run: Run, tiny: Path) -> None:
    """Never a traceback, never everything."""
    for name in ("", " ", "-", "ent:nobody", "ent:9", "<>", "%"):
        answer = run("show", "--workspace", tiny, "--", name)
        assert answer.returncode == 2
        assert "nothing is called" in answer.stderr
        assert "Traceback" not in answer.stderr


def test_a_paragraph_that_is_not_coded_is_told_as_such(run: Run, tiny: Path) -> None:
    """A source that is not here, a paragraph beyond what is coded; capitals do not matter."""
    for name, says in (
        ("t9:1", "t9 is not in this workspace (t1, t2 are)"),
        ("t1:99", "t1 is coded up to paragraph 3"),
    ):
        answer = run("show", name, "--workspace", tiny)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert says in answer.stderr
    lower = run("show", "t1:3", "--workspace", tiny)
    assert run("show", "T1:3", "--workspace", tiny).stdout == lower.stdout != ""


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_a_thing_of_which_no_source_says_anything_is_told_as_such(
    format: str, run: Run, tiny: Path, tmp_path: Path
) -> None:
    """A heading alone would look like a failure; relations of the reference are no record."""
    copy = shutil.copytree(tiny, tmp_path / "tiny")
    with (copy / "graph" / "reference.ttl").open("a", encoding="utf-8") as reference:
        reference.write('ent:ferry a trv:Office ; rdfs:label "ferry"@en ; trv:postIn ent:pier .\n')
        reference.write('ent:pier a trv:Organization ; rdfs:label "pier"@en .\n')
    said = "\n\nno source here records anything of it\n"
    for name in ("ferry", "pier"):
        answer = run("show", name, "--format", format, "--workspace", copy)
        assert answer.returncode == 0
        assert answer.stdout.endswith(said), name
    assert said not in run("show", "Suder", "--format", format, "--workspace", copy).stdout
