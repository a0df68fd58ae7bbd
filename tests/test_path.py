"""Connections of two things: the shortest, as sentences, each with its evidence."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pages import EX, record
from ties import DOCUMENTS, MEETINGS, STANCES, stance, there, ties

from travaux.cli import run
from travaux.engine import OxigraphEngine
from travaux.network.connections import Found, connections
from travaux.path import command
from travaux.workspace import builtin_root, open_at


def found(folder: Path, one: str, other: str, *data: str, steps: int = 6) -> Found:
    """The connections in the made-up workspace."""
    engine = OxigraphEngine.load(open_at(str(ties(folder, *data))))
    return connections(engine, EX + one, EX + other, steps)


def asked(folder: Path, *arguments: str, data: tuple[str, ...] = ()) -> Any:
    """What the command answers of it."""
    if not (folder / "travaux.toml").exists():
        ties(folder, *data)
    return CliRunner().invoke(command, ["--workspace", str(folder), *arguments])


def code(folder: Path, *arguments: str) -> int:
    """The exit code of the whole command line."""
    ties(folder)
    return run(["path", "--workspace", str(folder), *arguments])


def sentences(answer: Found) -> list[list[list[str]]]:
    return [[[each.sentence for each in step] for step in path.steps] for path in answer.paths]


def test_a_connection_is_told_in_sentences_with_evidence(tmp_path: Path) -> None:
    """Each step tells who, what and whom, and where that stands."""
    data = there("r1", "ann", "first", 3) + there("r2", "bob", "first", 12)
    answer = found(tmp_path, "ann", "bob", data)
    assert sentences(answer) == [
        [["Ann Berg was present at First talks"], ["Bob was present at First talks"]]
    ]
    assert [step[0].cites for step in answer.paths[0].steps] == [("a1:3",), ("a1:12",)]
    assert answer.paths[0].labels == ("Ann Berg", "First talks", "Bob")


def test_all_shortest_connections_are_found(tmp_path: Path) -> None:
    """By the talks of either month and by either item; longer ones are not told."""
    answer = found(tmp_path, "ann", "bob")
    assert {path.labels[1] for path in answer.paths} == {
        "First talks",
        "Second talks",
        "the gate opens",
        "the toll goes",
    }
    assert {len(path.steps) for path in answer.paths} == {2}


def test_a_step_runs_along_a_line_in_either_direction(tmp_path: Path) -> None:
    """From the draft to the answer the replies are walked backwards, and told as they are."""
    answer = found(tmp_path, "draft", "answer")
    told = sentences(answer)[0]
    assert told[0] == ["Reply replies to Draft"]
    assert told[1] == ["Answer replies to Reply"]
    assert answer.paths[0].steps[1][0].cites == ("a1:31", "a1:32")


def test_what_rests_on_evidence_comes_before_links_of_the_reference_layer(tmp_path: Path) -> None:
    """Of two ways of one length the one that texts tell throughout is listed first."""
    data = stance("p1", "ann", "demands", "gate", 1) + stance("p2", "bob", "demands", "gate", 2)
    data += record("t", "a trv:Tenure ; trv:agent :bob ; trv:office :office", 3)
    data += ":office a trv:Office ; trv:postIn :borduria .\n"
    data += ":ann trv:isPartOf :arcadia . :bob trv:isPartOf :arcadia .\n"
    answer = found(tmp_path, "ann", "bob", data)
    assert [path.labels[1] for path in answer.paths] == ["the gate opens", "Arcadia"]
    assert [step[0].cites for step in answer.paths[1].steps] == [(), ()]


def test_disputed_steps_are_marked_and_come_later(tmp_path: Path) -> None:
    """What is denied is told, with the mark, after what nobody disputes."""
    data = "".join(there(f"f{n}", who, "first", n) for n, who in enumerate(("ann", "bob"), 1))
    data += "".join(there(f"s{n}", who, "second", n) for n, who in enumerate(("ann", "bob"), 5))
    denial = record("no", "a trv:Denial ; trv:speaker :cid ; trv:denies :f1", 40)
    answer = found(tmp_path, "ann", "bob", data, denial)
    assert [path.labels[1] for path in answer.paths] == ["Second talks", "First talks"]
    assert [step[0].disputed for step in answer.paths[1].steps] == [True, False]
    told = asked(tmp_path, "Ann", "Bob").stdout
    assert told.count("[disputed]") == 1
    assert "Ann Berg was present at First talks [disputed]." in " ".join(told.split())


def test_who_tells_the_stance_of_another_is_named(tmp_path: Path) -> None:
    """Speaker and holder are not mixed."""
    answer = found(tmp_path, "cid", "gate", stance("p", "cid", "supports", "gate", 2, "dan"))
    step = answer.paths[0].steps[0][0]
    assert (step.sentence, step.told_by) == (
        "Cid takes a stance on “the gate opens”: supports",
        ("Dan Berg",),
    )
    assert "(as Dan Berg tells)" in asked(tmp_path, "Cid", "the gate opens").stdout


def test_records_of_one_line_are_told_apart_by_date(tmp_path: Path) -> None:
    """One line with two dates is two tellings, each with its own paragraphs."""
    data = stance("p1", "ann", "demands", "gate", 1) + stance("p2", "ann", "demands", "gate", 2)
    data += ':p1 trv:said "2031-01-05" . :p2 trv:said "2031-02-06" .\n'
    step = found(tmp_path, "ann", "gate", data).paths[0].steps[0]
    assert [(each.date, each.cites) for each in step] == [
        ("2031-01-05", ("a1:1",)),
        ("2031-02-06", ("a1:2",)),
    ]


@pytest.mark.parametrize(
    ("one", "other", "more", "why"),
    (
        ("Eva, tied to nothing", "Bob", (), "no record ties Eva, tied to nothing (person)"),
        ("The port", "Bob", (), "no record ties The port (city)"),
        ("Ann Berg", "Answer", ("--steps", "2"), "the shortest has 3 (--steps 3)"),
        ("Far", "Bob", (), "nothing on record leads from the one to the other"),
    ),
)
def test_no_connection_is_an_answer_with_its_reason(
    tmp_path: Path, one: str, other: str, more: tuple[str, ...], why: str
) -> None:
    """Exit 0, nothing on stdout, and on stderr why, within how many steps and where."""
    lonely = record("x", "a trv:Participation ; trv:agent :far ; trv:atEvent :away", 50)
    lonely += ':away a trv:Meeting ; rdfs:label "Away"@en .\n'
    # Ann is party to the draft, to which the reply replies
    done = asked(tmp_path, one, other, *more, data=(MEETINGS, STANCES, DOCUMENTS, lonely))
    assert (done.exit_code, done.stdout) == (0, "")
    steps = more[1] if more else "6"
    assert f"no connection within {steps} steps: {why}" in done.stderr
    assert "1 source searched" in done.stderr


def test_ambiguous_and_unknown_names_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The candidates are listed, with the argument that is meant."""
    assert code(tmp_path, "Berg", "Bob") == 2
    told = capsys.readouterr().err
    assert "A: 'Berg' may mean 2 things" in told and "Dan Berg" in told
    assert run(["path", "--workspace", str(tmp_path), "Bob", "Nobody"]) == 2
    assert "B: nothing is called 'Nobody'" in capsys.readouterr().err


def test_two_names_of_one_thing_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing leads from a thing to itself."""
    assert code(tmp_path, "Bob", f"{EX}bob") == 2
    assert "both names mean Bob" in capsys.readouterr().err


def test_at_most_so_many_connections_are_listed(tmp_path: Path) -> None:
    """`--max` lists the best, and the note says how many there are."""
    done = asked(tmp_path, "Ann", "Bob", "--max", "1")
    assert "\n2. " not in done.stdout and done.stdout.startswith("1. Ann Berg — ")
    assert "4 shortest connections of 2 steps; 1 listed (--max)" in done.stderr
    told = json.loads(asked(tmp_path, "Ann", "Bob", "--max", "3", "--format", "json").stdout)
    assert len(told) == 3


def test_all_formats_tell_the_same(tmp_path: Path) -> None:
    """The same connections, steps and paragraphs in json, csv, markdown and table."""
    told = json.loads(asked(tmp_path, "Ann", "Cid", "--format", "json").stdout)
    flat = [
        (str(number), str(at), each["sentence"], ", ".join(each["cite"]))
        for number, path in enumerate(told, 1)
        for at, step in enumerate(path["steps"], 1)
        for each in step
    ]
    rows = csv.DictReader(io.StringIO(asked(tmp_path, "Ann", "Cid", "--format", "csv").stdout))
    assert [(r["path"], r["step"], r["sentence"], r["cite"]) for r in rows] == flat
    marked = asked(tmp_path, "Ann", "Cid", "--format", "markdown").stdout
    plain = " ".join(asked(tmp_path, "Ann", "Cid").stdout.split())
    for _, _, _, cite in flat:
        assert cite in marked and cite in plain
    assert flat and marked.count("## ") == len(told)


@pytest.mark.slow
def test_the_order_does_not_hang_on_the_process() -> None:
    """Texts are hashed anew in every process; the answer is the same."""
    script = (
        "from travaux.cli import run; import sys; "
        "sys.exit(run(['path', 'ent:nato', 'ent:emmanuel-macron', '--format', 'json']))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_every_step_in_the_built_in_graph_rests_on_what_the_store_cites() -> None:
    """The evidence of a telling is that of its records, which name what it ties."""
    engine = OxigraphEngine.load(open_at(builtin_root()))
    actors = [
        r[0].value for r in engine.query("SELECT DISTINCT ?a { ?x trv:holder ?a } ORDER BY ?a")
    ]
    answer = connections(engine, actors[0], actors[-1], 9)
    assert answer.paths
    for telling in (each for path in answer.paths for step in path.steps for each in step):
        cited: set[str] = set()
        for name in telling.records:
            query = f"SELECT ?c ?n {{ {name} trv:cite ?c ; ?p ?n }}"
            cited |= {row[0].value for row in engine.query(query)}
        assert set(telling.cites) == cited
