"""The command `find`, as a process."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from conftest import Run

HOLM = """\
kind     who  date        text                             cite
───────  ───  ──────────  ───────────────────────────────  ────────────────
city                      Holm                             t1:1
meeting       2031-05-03  Holm talks                       t1:1, t1:2, t2:1
issue                     cod in Holm Bay                  t1:2, t1:3, t2:3
account       2031-05-03  The two ministers meet in Holm.  t1:1
"""


def test_the_list_for_a_word(run: Run, tiny: Path) -> None:
    """Names first, each with where the sources speak of it; how many there are on stderr."""
    answer = run("find", "holm", "--workspace", tiny)
    assert (answer.returncode, answer.stdout) == (0, HOLM)
    assert answer.stderr == "4 found for 'holm'\n"


def test_beginnings_and_scripts_find_words_with_their_endings(run: Run) -> None:
    """A stem finds the word in any of its forms, and the row says which."""
    singular = run("find", "sanction", "--format", "json")
    assert {hit["kind"] for hit in json.loads(singular.stdout)} >= {"issue", "assessment"}
    stem = json.loads(run("find", "расшир", "--format", "json").stdout)
    assert any("расширение" in hit["text"] for hit in stem)
    assert all("расшир" in hit["text"] for hit in stem)


def test_many_rows_are_told_by_kind_and_shortened_paragraphs(run: Run) -> None:
    """An actor of whom all sources speak: the first paragraph and how many more."""
    answer = run("find", "NATO")
    first = answer.stdout.splitlines()
    assert any(line.startswith("alliance") or "  alliance" in line for line in first)
    assert " +" in answer.stdout
    assert ", others " in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_json_and_csv_hold_every_paragraph(run: Run, tiny: Path) -> None:
    """For programs nothing is shortened, and the node is named."""
    found = json.loads(run("find", "suder", "--format", "json", "--workspace", tiny).stdout)
    fields = {"kind", "who", "date", "text", "cites", "matched", "iri"}
    assert all(set(hit) == fields for hit in found)
    assert found[0]["iri"] == "https://example.org/tiny/entity/suder"
    for format, mark in (("csv", ","), ("tsv", "\t")):
        text = run("find", "suder", "--format", format, "--workspace", tiny).stdout
        rows = list(csv.DictReader(io.StringIO(text), delimiter=mark))
        assert [row["iri"] for row in rows] == [hit["iri"] for hit in found]
        assert [row["cite"] for row in rows] == [", ".join(hit["cites"]) for hit in found]


def test_markdown_is_one_table(run: Run, tiny: Path) -> None:
    """It can be put into a document."""
    text = run("find", "holm", "--format", "markdown", "--workspace", tiny).stdout
    assert text.startswith("| kind | who | date | text | cite |\n| --- | --- |")
    assert "| city |  |  | Holm | t1:1 |\n" in text


def test_names_come_in_the_language_asked_for(run: Run, tiny: Path) -> None:
    """Kinds and people too; glosses stay as they are."""
    found = run("find", "refuses to cut", "--lang", "ru", "--format", "json", "--workspace", tiny)
    (hit,) = json.loads(found.stdout)
    assert hit["kind"] == "позиция"
    assert hit["who"] == "Анна Берг: Судер отвергает"


def test_a_kind_and_a_source_narrow_the_search(run: Run, tiny: Path) -> None:
    """Classes below the kind count; paragraphs of other sources are left out."""
    more = ("--kind", "statement", "--source", "T2", "--format", "json", "--workspace", tiny)
    found = json.loads(run("find", "suder", *more).stdout)
    assert [(hit["kind"], hit["cites"]) for hit in found] == [("position", ["t2:3"])]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--kind", "positions"), ("no kind is called 'positions'", "Did you mean", "position")),
        (("--kind", ""), ("no kind is called ''", "travaux stats")),
        (("--source", "t9"), ("'t9' is not in the workspace", "Sources: t1, t2.")),
        (("--source", ""), ("'' is not in the workspace", "Sources: t1, t2.")),
        (("--lang", "xx"), ("xx",)),
    ],
)
def test_a_kind_or_source_that_is_not_here_is_an_error(
    more: tuple[str, str], says: tuple[str, ...], run: Run, tiny: Path
) -> None:
    """With those that are, or near ones."""
    answer = run("find", "suder", *more, "--workspace", tiny)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert all(each in answer.stderr for each in says), answer.stderr


@pytest.mark.parametrize("words", [(), ("",), (" ", ""), ("?!",), ("_", "«»"), (b"\xff\xfe",)])
def test_where_there_is_no_word_there_is_nothing_to_find(
    words: tuple[str, ...], run: Run, tiny: Path
) -> None:
    """An error, never everything."""
    answer = run("find", "--workspace", tiny, "--", *words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "WORDS" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    "words", ["q" * 10000, "ы " * 5000, "\x1b[2J\u202egrell\x07", "'\"“zz", "ent:nobody", "<zz>"]
)
def test_strange_words_are_searched_and_cannot_steer_the_terminal(
    words: str, run: Run, tiny: Path
) -> None:
    """Nothing found is an answer; it repeats no more of the words than fits a line."""
    answer = run("find", "--workspace", tiny, "--", words)
    assert (answer.returncode, answer.stdout) == (0, "")
    assert answer.stderr.replace("\n", "").isprintable()
    assert "of 2 sources searched" in answer.stderr
    assert len(answer.stderr) < 500


@pytest.mark.parametrize(
    ("format", "empty"),
    [("table", ""), ("json", "[]\n"), ("csv", "kind,who,date,text,cite,matched,iri\n")],
)
def test_what_is_not_found_is_told_with_near_names(
    format: str, empty: str, run: Run, tiny: Path
) -> None:
    """Exit code 0: that nothing is recorded is an answer; where was searched is part of it."""
    answer = run("find", "Norwik", "--format", format, "--workspace", tiny)
    assert (answer.returncode, answer.stdout) == (0, empty)
    texts = "labels, aliases, titles and glosses"
    first, *hint = answer.stderr.splitlines()
    assert first == f"nothing has 'Norwik': {texts} of 2 sources searched"
    assert hint[0] == "Did you mean"
    assert "ent:norvik" in hint[1]


def test_what_keeps_the_answer_empty_is_told(run: Run, tiny: Path) -> None:
    """One word of several, the kind, or the source."""
    words = run("find", "catch", "whale", "--workspace", tiny)
    assert "each alone: catch " in words.stderr
    assert ", whale 0" in words.stderr
    more = ("--kind", "person", "--source", "t2", "--workspace", tiny)
    limits = run("find", "suder", *more)
    assert (limits.returncode, limits.stdout) == (0, "")
    assert "nothing of the kind person in t2 has 'suder'" in limits.stderr
    assert "of 1 source searched" in limits.stderr
    assert " found without --kind and --source" in limits.stderr


def test_no_near_name_is_offered_that_only_shares_letters(run: Run) -> None:
    """A hint must not answer a charge with a name: aggression is not Russia."""
    answer = run("find", "агрессия")
    assert (answer.returncode, answer.stdout) == (0, "")
    assert "Did you mean" not in answer.stderr


def test_no_text_that_is_found_can_steer_the_terminal(run: Run, tiny: Path, tmp_path: Path) -> None:
    """What is no printable character is shown as its code; JSON gives it back."""
    copy = shutil.copytree(tiny, tmp_path / "tiny")
    reference = copy / "graph/reference.ttl"
    text = reference.read_text("utf-8")
    assert '"Norvik"@en' in text
    reference.write_text(text.replace('"Norvik"@en', '"\\u001B[2J\\u202ENorvik\\t|x"@en'), "utf-8")
    for format in ("table", "markdown", "json", "csv", "tsv"):
        answer = run("find", "norvik", "x", "--format", format, "--workspace", copy)
        assert answer.returncode == 0
        assert answer.stdout.replace("\n", "").replace("\t", "").isprintable(), format
        if format == "json":
            assert json.loads(answer.stdout)[0]["text"] == "\x1b[2J\u202eNorvik\t|x"
        if format == "tsv":
            assert {line.count("\t") for line in answer.stdout.splitlines()} == {6}


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_list_fits_the_terminal(columns: int, run: Run) -> None:
    """No line runs over."""
    answer = run("find", "US", env={"COLUMNS": str(columns)})
    assert max(map(len, answer.stdout.splitlines())) <= columns


def test_two_runs_give_the_same_bytes(run: Run) -> None:
    """The order leaves nothing to chance."""
    first = run("find", "russia", "--format", "csv", env={"PYTHONHASHSEED": "1"})
    second = run("find", "russia", "--format", "csv", env={"PYTHONHASHSEED": "2"})
    assert first.stdout == second.stdout != ""


def test_a_search_that_takes_too_long_is_stopped(run: Run, tiny: Path) -> None:
    """The limit holds for every command that asks."""
    answer = run("find", "Norvik", "--timeout", "0.0001", "--workspace", tiny)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "stopped after 0.0001 s" in answer.stderr
