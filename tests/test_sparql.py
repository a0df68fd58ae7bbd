"""The command `sparql`, driven as installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
STATES = "SELECT ?state { ?state a trv:State } ORDER BY ?state"
CSV = "state\r\nhttps://example.org/tiny/entity/norvik\r\nhttps://example.org/tiny/entity/suder\r\n"
DATA = "@prefix e: <https://example.org/> .\ne:a e:p e:b ; e:q <rel> .\n"


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines on stderr of a command that failed as it should."""
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()


def test_a_query_is_given_as_text_file_or_standard_input(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    """The three ways give the same answer."""
    (tmp_path / "q.rq").write_text(STATES)
    for argument, text in ((STATES, ""), ("q.rq", ""), ("-", STATES)):
        done = run(
            "sparql", argument, "--format", "csv", "--workspace", tiny, cwd=tmp_path, input=text
        )
        assert (done.returncode, done.stdout.replace("\r\n", "\n")) == (
            0,
            CSV.replace("\r\n", "\n"),
        )
        assert done.stderr == ""


@pytest.mark.parametrize("where", ["option", "variable", "folder"])
def test_another_workspace_answers_with_no_change_of_code(
    where: str, run: Run, tiny: Path, tmp_path: Path
) -> None:
    """By option, by variable, by standing in it."""
    options = ["--workspace", str(tiny)] if where == "option" else []
    env = {"TRAVAUX_WORKSPACE": str(tiny)} if where == "variable" else {}
    cwd = tiny / "graph" if where == "folder" else tmp_path
    done = run("sparql", "ASK { ent:norvik a trv:State }", *options, cwd=cwd, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "yes\n", "")


def test_the_columns_of_select_star_come_as_they_are_mentioned(run: Run, tiny: Path) -> None:
    """Oxigraph gives them alphabetically."""
    query = "SELECT * { ?z trv:speaker ?m ; trv:holder ?a }"
    done = run("sparql", query, "--format", "csv", cwd=tiny)
    assert done.stdout.splitlines()[0] == "z,m,a"


def test_parameters_of_a_file_are_those_that_its_header_declares(run: Run, tiny: Path) -> None:
    """With their types and defaults, as in `query`."""
    file = "queries/positions.rq"
    default = run("sparql", file, "--format", "csv", cwd=tiny)
    asked = run("query", "positions", "--format", "csv", cwd=tiny)
    assert default.stdout == asked.stdout != ""
    norvik = run("sparql", file, "-p", "holder=Норвик", "--format", "csv", cwd=tiny)
    assert norvik.stdout.splitlines()[1].startswith("https://w3id.org/travaux/concept/demands,")
    assert "no parameter 'who'" in lines(run("sparql", file, "-p", "who=Suder", cwd=tiny))[0]


def test_without_header_any_variable_is_a_parameter(run: Run, tiny: Path) -> None:
    """Bound as a term; its column is dropped; one that does not occur is an error."""
    query = "SELECT ?who ?what { ?x trv:holder ?who ; trv:topic ?what ; trv:attitude con:rejects }"
    done = run("sparql", query, "-p", "who=Suder", "--format", "csv", cwd=tiny)
    assert done.stdout.split() == ["what", "https://example.org/tiny/entity/item-half-catch"]
    assert "?whom" in lines(run("sparql", query, "-p", "whom=Suder", cwd=tiny))[0]
    hidden = "SELECT ?what { ?x trv:holder ?who ; trv:topic ?what }"
    assert "not projected" in lines(run("sparql", hidden, "-p", "who=Suder", cwd=tiny))[0]


def test_other_data_is_asked_instead_of_the_workspace(run: Run, tmp_path: Path) -> None:
    """Default graph and named graphs, prefixes of the file, a base; nothing of the workspace."""
    (tmp_path / "a.ttl").write_text(DATA)
    (tmp_path / "b.nt").write_text("<a:s> <a:p> <a:o> .")
    query = "SELECT ?g ?o { { e:a ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?o"
    options = ("--data", "a.ttl", "--data", "a:g=b.nt", "--base", "https://example.org/base/")
    done = run("sparql", query, *options, "--format", "csv", cwd=tmp_path)
    rows = ["g,o", "a:g,a:o", ",https://example.org/b", ",https://example.org/base/rel"]
    assert (done.stdout.split(), done.stderr) == (rows, "")
    empty = run("sparql", "SELECT * { ?s a trv:Person }", *options, cwd=tmp_path)
    assert "trv:Person (line 1, column 17) exists nowhere in the data" in empty.stderr


def test_a_broken_workspace_does_not_keep_one_from_asking_other_data(
    run: Run, tmp_path: Path
) -> None:
    """--data needs no workspace."""
    (tmp_path / "travaux.toml").write_text("nonsense")
    (tmp_path / "b.nt").write_text("<a:s> <a:p> <a:o> .")
    done = run("sparql", "ASK { ?s ?p ?o }", "--data", "b.nt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "yes\n")
    assert "travaux.toml" in lines(run("sparql", "ASK {}", cwd=tmp_path))[0]


def test_a_mistyped_term_is_named_beside_an_empty_answer(run: Run, tiny: Path) -> None:
    """The answer stays pure, the note goes to stderr."""
    done = run("sparql", "SELECT ?x { ?x a trv:Sate }", "--format", "csv", cwd=tiny)
    assert (done.returncode, done.stdout.split()) == (0, ["x"])
    note = "trv:Sate (line 1, column 18) exists nowhere in the workspace; the nearest is trv:State"
    assert done.stderr.splitlines() == ["no rows", note]


def test_a_syntax_error_is_shown_with_its_line_and_a_caret(run: Run, tmp_path: Path) -> None:
    """File, line, column, line, caret, hint."""
    (tmp_path / "q.rq").write_text("SELECT ?x\nWERE { ?x ?y ?z }\n")
    assert lines(run("sparql", "q.rq", cwd=tmp_path)) == [
        "travaux: q.rq:2:1: WERE is not a word of SPARQL",
        "  WERE { ?x ?y ?z }",
        "  ^^^^",
        "  Did you mean WHERE?",
    ]


BAD = [
    (["none.rq"], "none.rq: no such file"),
    (["folder.rq"], "folder.rq: is a folder, not a file"),
    (["empty.rq"], "empty.rq: the query is empty"),
    (["latin.rq"], "latin.rq:2: not UTF-8 text: byte 0xf6"),
    ([""], "the query is empty"),
    (["ASK {}", "--data", "none.ttl"], "none.ttl: no such file"),
    (["ASK {}", "--data", "bad.ttl"], "bad.ttl:2:7: "),
    (["ASK {}", "--data", "empty.rq"], "empty.rq: is empty"),
    (["ASK {}", "--workspace", "folder.rq"], "folder.rq: not a workspace"),
    (["ASK {}", "--workspace", "nowhere"], "nowhere: no such folder"),
    (["LOAD <http://127.0.0.1:1/>"], "LOAD is refused"),
    (["ASK { SERVICE <http://127.0.0.1:1/> {} }"], "SERVICE is refused"),
    (["ASK FROM <file:///etc/passwd> {}"], "no graph <file:///etc/passwd>"),
    (["SELECT * {}", "-p", "x"], "not key=value"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_bad_input_gets_one_clear_line_and_exit_code_two(
    arguments: list[str], message: str, run: Run, tmp_path: Path
) -> None:
    """No traceback, nothing on stdout."""
    (tmp_path / "folder.rq").mkdir()
    (tmp_path / "empty.rq").write_text("")
    (tmp_path / "latin.rq").write_bytes(b"ASK\n{ ?s ?p '\xf6' }")
    (tmp_path / "bad.ttl").write_text("<a:s> <a:p> <a:o> .\n<a:s> x")
    first = lines(run("sparql", *arguments, cwd=tmp_path))[0]
    assert first.startswith("travaux: ")
    assert message in first


def test_undecodable_standard_input_is_refused(run: Run, tmp_path: Path) -> None:
    """Bytes that are no text are no query."""
    done = run("sparql", "-", cwd=tmp_path, input=b"ASK { ?s ?p '\xff' }")
    assert done.returncode == 2
    assert b"standard input:1: not UTF-8 text" in done.stderr  # type: ignore[operator]


def test_a_base_without_data_is_a_usage_error(run: Run) -> None:
    """It would do nothing."""
    assert any(
        "--base goes with --data" in line for line in lines(run("sparql", "ASK {}", "--base", "a:"))
    )


def test_a_query_of_undecodable_bytes_is_no_text(run: Run) -> None:
    """The words of the command line may be any bytes."""
    query = os.fsdecode(b"ASK { ?s ?p '\xff' }")
    assert lines(run("sparql", query))[0] == "travaux: the query: not UTF-8 text"


def test_tables_are_in_the_first_language_of_the_workspace(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    """What a person reads, not what a program does."""
    copy = tmp_path / "copy"
    shutil.copytree(tiny, copy)
    toml = (tiny / "travaux.toml").read_text(encoding="utf-8").replace('["en", "ru"]', '["ru"]')
    (copy / "travaux.toml").write_text(toml, encoding="utf-8")
    query = "SELECT ?x { VALUES ?x { ent:norvik } }"
    for folder, name in ((copy, "Норвик"), (tiny, "Norvik")):
        assert name in run("sparql", query, cwd=folder).stdout
        csv = run("sparql", query, "--format", "csv", cwd=folder).stdout
        assert csv.split() == ["x", "https://example.org/tiny/entity/norvik"]


def test_names_in_other_data_come_in_a_language_that_the_data_have(
    run: Run, tmp_path: Path
) -> None:
    """--lang with --data: the languages of a workspace say nothing of them."""
    data = tmp_path / "a.ttl"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    data.write_text(f'<urn:a> {label} "cod"@en , "cabillaud"@fr .', encoding="utf-8")
    asked = ("sparql", "SELECT ?x { ?x ?p 'cod'@en }", "--data", data, "--lang")
    assert run(*asked, "FR").stdout.splitlines()[-1] == "cabillaud"
    assert lines(run(*asked, "ru")) == [
        "travaux: --lang: no names in 'ru' here",
        "  Known: en, fr (of the names in the data).",
    ]
    data.write_text(f'<urn:a> {label} "cod" .', encoding="utf-8")
    assert lines(run(*asked, "ru"))[1] == "  No name has a language."
