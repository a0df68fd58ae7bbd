"""The command `show`, as a process."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from travaux.show import _NOTE, marked

Run = Callable[..., "subprocess.CompletedProcess[str]"]
BARE = "[title supplied: report t1], [outlet not printed], n.d. [not before 3 May 2031]"
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
    assert {"date", "kind", "text", "cite", "relation", "iri", "citation"} == set(lines[0])


def test_csv_has_one_row_per_line(run: Run, tiny: Path) -> None:
    """The section is the first column."""
    text = run("show", "Norvik", "--format", "csv", "--workspace", tiny).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["section"] for row in rows] == [
        "Meetings and presence",
        "Positions reported by others",
    ]
    assert rows[1]["cite"] == "t1:2"


def test_each_line_of_markdown_stands_alone_with_the_text_that_cites_it(
    run: Run, tiny: Path
) -> None:
    """A scholar copies one line: who, what, and the source in full."""
    text = run("show", "Norvik", "--format", "markdown", "--workspace", tiny).stdout
    cited = f"{BARE}, para. 2 [t1:2]"
    assert text.startswith("# Norvik\n\n- state · ent:norvik\n")
    assert text.split("\n## ")[1:] == [
        "Meetings and presence\n\n"
        f"- Norvik · Holm talks: head of delegation, present; agent Anna Berg — {cited}\n",
        "Positions reported by others\n\n"
        "- 2031-05-03 · report t1 itself: demands. Norvik wants the catch of Suder cut by half. — "
        f"{cited}\n\n{_NOTE}\n",
    ]


def test_a_paragraph_and_a_source_say_how_to_cite_them(run: Run, tiny: Path) -> None:
    """In their heading, and a link of a curator names both sides."""
    paragraph = run("show", "t1:2", "--format", "markdown", "--workspace", tiny).stdout
    assert f"\n- cite as: {BARE}, para. 2 [t1:2]\n" in paragraph
    assert f"— compared by The travaux contributors: {BARE}, para. 2 [t1:2], with " in paragraph
    source = run("show", "t1", "--format", "markdown", "--workspace", tiny).stdout
    assert f"\n- cite as: {BARE} [t1]\n" in source
    lines = source.split("\n## Records\n\n")[1].split("\n\n")[0].split("\n")
    assert len(lines) == 6
    assert all(re.search(r"\bpara\. [1-3] \[t1:[1-3]]$", line) for line in lines)


def test_programs_get_the_citation_of_each_line_too(run: Run, tiny: Path) -> None:
    """JSON and CSV, as plain text."""
    arguments = ("show", "Suder", "--workspace", tiny, "--format")
    found = json.loads(run(*arguments, "json").stdout)["sections"]
    texts = [line["citation"] for each in found for line in each["lines"]]
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "csv").stdout)))
    assert [row["citation"] for row in rows] == texts
    assert texts[-1].startswith("compared by ")
    assert texts[0].startswith("[title supplied: report t")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 1", "\\# 1"),
        ("- a", "\\- a"),
        ("> a", "\\> a"),
        ("7. a", "7\\. a"),
        ("12) a", "12\\) a"),
        ("    a", "a"),
        ("2022-01-10 · a", "2022-01-10 · a"),
        ("_a_ b_c ~~d~~", "\\_a\\_ b_c \\~~d\\~~"),
        ("a [via b] c [t1:2]", "a [via b] c [t1:2]"),
        ("[x] done", "\\[x] done"),
        ("[a]: http://a", "\\[a]: http://a"),
        ("a [b](http://c)", "a \\[b](http://c)"),
        ("a [b][c]", "a \\[b][c]"),
        ("a [b] [c](d)", "a [b] \\[c](d)"),
        ("a [[b](c)](d)", "a \\[\\[b](c)](d)"),
        ("a [^1]", "a \\[^1]"),
        ("a ![b](c) <i> `d` *e*", "a !\\[b](c) \\<i> \\`d\\` \\*e\\*"),
        ("a\\[b](c)", "a\\\\\\[b](c)"),
    ],
)
def test_no_text_of_a_line_is_taken_for_a_mark(text: str, shown: str) -> None:
    """Brackets that make no link stay as they are, so that the raw line can be read and copied."""
    assert marked(text) == shown


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


def test_a_dossier_comes_in_the_language_asked_for_whatever_was_typed(run: Run, tiny: Path) -> None:
    """--lang: names, classes, attitudes, relations; glosses stay as they were written."""
    shown = run("show", "Suder", "--lang", "ru", "--workspace", tiny).stdout
    assert shown == run("show", "судер", "--lang", "RU", "--workspace", tiny).stdout
    assert shown.startswith("Судер\nгосударство · ent:suder\nSuder (en)\n")
    assert "Анна Берг: отвергает" in " ".join(shown.split())
    assert "By her account Suder" in shown
    assert "Анна Берг: " in run("show", "t1:2", "--lang", "ru", "--workspace", tiny).stdout
