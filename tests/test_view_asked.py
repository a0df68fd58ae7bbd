"""`travaux view NAME`, `--focus`, `--open`: a part of the graph, and where it is shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from pages import EX, HELD, QUESTION, REFUSAL, SECOND, STANCE, built, contents, make, record

from travaux.cli import run as run_here
from travaux.errors import BadParameter, UnknownName, UnknownQuestion
from travaux.view import draw
from travaux.view.cut import cut

PARAMETER = """#+ params:
#+   - name: holder
#+     type: entity
#+     class: trv:Actor
#+     default: Ann
#+     description: Whose.
"""
THERE = record("there", "a trv:Participation ; trv:agent :ann ; trv:atEvent :talks", 5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two questions: one with a parameter, one that finds nothing."""
    made = make(tmp_path_factory.mktemp("asked"), STANCE, SECOND, REFUSAL, HELD, THERE)
    (made / "queries").mkdir()
    head, _, select = QUESTION.partition("SELECT")
    (made / "queries" / "wants.rq").write_text(head + PARAMETER + "SELECT" + select, "utf-8")
    nothing = QUESTION.replace("con:demands", "con:ignores")
    (made / "queries" / "nothing.rq").write_text(nothing, "utf-8")
    everybody = "SELECT ?holder WHERE { ?stance trv:holder ?holder } ORDER BY ?holder"
    (made / "queries" / "holders.rq").write_text(head + everybody, "utf-8")
    return made


def page(folder: Path, **asked: Any) -> dict[str, Any]:
    """The contents of the page of what is asked."""
    return contents(draw(str(folder), **asked).html)


def labels(data: dict[str, Any]) -> set[str]:
    """What the nodes of a page are called."""
    return {node["label"] for node in data["nodes"]}


def test_a_question_shows_what_its_answer_names_and_what_is_around_that(folder: Path) -> None:
    """One line further than the item that is named; and who was asked about, with no more."""
    data = page(folder, question="wants")
    assert labels(data) == {"the wall comes down", "the wall", "Ann Árbol", "Bob"}
    assert data["asked"]["name"] == "wants"
    assert data["asked"]["params"] == {"holder": "Ann Árbol"}
    lit = {data["nodes"][n]["label"] for n in data["asked"]["nodes"]}
    assert lit == {"Ann Árbol", "the wall comes down"}
    assert data["whole"] == {"nodes": 6, "edges": 6}


def test_with_depth_nought_only_what_the_answer_names_is_drawn(folder: Path) -> None:
    """No surroundings."""
    assert labels(page(folder, question="holders", depth=0)) == {"Ann Árbol", "Bob"}


def test_a_parameter_changes_the_answer_of_the_page(folder: Path) -> None:
    """The answer on the page is the one to the question as it was asked."""
    data = page(folder, question="wants", params=("holder=Bob",))
    found = next(each for each in data["questions"] if each["name"] == "wants")
    assert (found["rows"], found["given"]) == ([], "holder = Bob")
    data = page(folder, question="wants", params=("holder=Annie",))
    found = next(each for each in data["questions"] if each["name"] == "wants")
    assert len(found["rows"]) == 2


def test_an_answer_that_names_nothing_leaves_the_whole_graph_and_says_so(folder: Path) -> None:
    """An empty page would say that there is nothing."""
    drawn = draw(str(folder), question="nothing")
    data = contents(drawn.html)
    assert (data["asked"]["name"], data["asked"]["nodes"], data["whole"]) == ("nothing", [], None)
    assert drawn.notes == ("the answer to nothing is empty: this is the whole graph",)


def test_a_focus_shows_a_thing_and_so_many_lines_around_it(folder: Path) -> None:
    """By any spelling; the page knows what it is about."""
    data = page(folder, focus="the wall")
    assert labels(data) == {"the wall", "the wall comes down"}
    assert data["nodes"][data["focus"]["node"]]["label"] == "the wall"
    assert data["focus"]["depth"] == 1
    assert labels(page(folder, focus="the wall", depth=0)) == {"the wall"}
    assert labels(page(folder, focus="the wall", depth=2)) > {"Ann Árbol", "Bob"}


def test_of_the_answers_those_stay_that_name_something_drawn(folder: Path) -> None:
    """What an answer cannot point at is no question for this page."""
    names = {each["name"] for each in page(folder, focus="Bob", depth=0)["questions"]}
    assert names == {"holders"}


def test_what_is_cut_off_takes_no_record_from_the_focus(folder: Path) -> None:
    """With no line left, its records stand with the node itself."""
    data = page(folder, focus="Bob", depth=0)
    told = {data["records"][i]["gloss"] for i in data["nodes"][0]["records"]}
    assert told == {"Ann wants it down.", "Bob will not have it."}
    assert "edges" in data
    assert data["edges"] == []


def test_the_surroundings_bring_in_no_records_of_their_own(tmp_path: Path) -> None:
    """Around the talks stands Ann, without what she demands."""
    graph = built(make(tmp_path, STANCE, SECOND, HELD, THERE))
    part = cut(graph, [EX + "talks"], 1)
    assert set(part) == {EX + "talks", EX + "ann", EX + "series"}
    assert part.nodes[EX + "ann"]["records"] == part.nodes[EX + "ann"]["mentions"] == []
    assert graph.nodes[EX + "talks"]["records"] == part.nodes[EX + "talks"]["records"]


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_name_is_no_name_and_does_not_mean_the_whole_graph(
    folder: Path, empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A variable of a script that has no value must not go unnoticed."""
    for given in (("--focus", empty), (empty,)):
        assert run_here(["view", *given, "--workspace", str(folder), "-o", "-"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert f"is called {empty!r}" in said.err


def test_what_is_not_drawn_cannot_be_the_focus(folder: Path) -> None:
    """The message says so, and an unknown name is told apart from it."""
    with pytest.raises(BadParameter, match="not in the picture"):
        draw(str(folder), focus="nobody spoke of this")
    with pytest.raises(UnknownName):
        draw(str(folder), focus="Zebedee")
    with pytest.raises(UnknownQuestion):
        draw(str(folder), question="who")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("wants", "--focus", "Bob"), "give one"),
        (("-p", "holder=Bob"), "name the question"),
        (("--depth", "2"), "--depth goes with"),
        (("--focus", "Bob", "--depth", "10"), "0<=x<=9"),
        (("--open", "-o", "-"), "writes none"),
    ],
)
def test_options_that_say_nothing_together_are_refused(
    run: Run, folder: Path, words: tuple[str, ...], told: str
) -> None:
    """One clear message, exit 2, and no page."""
    done = run("view", *words, "--workspace", str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_the_command_writes_the_part_and_tells_of_how_much_it_is_one(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """NAME, -p, --focus and --depth on the command line."""
    options = ("--workspace", str(folder))
    done = run("view", "--focus", "Annie", "--depth", "0", "-o", "a.html", *options, cwd=tmp_path)
    assert done.stderr == "a.html: 1 node, 0 relations, of 6 and 6\n"
    done = run("view", "wants", "-p", "holder=Bob", "-o", "b.html", *options, cwd=tmp_path)
    first, second = done.stderr.splitlines()
    assert first == "b.html: 6 nodes, 6 relations"
    assert second.startswith("the answer to wants is empty")


def test_the_page_is_opened_in_the_browser_that_is_named(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """BROWSER gets the address of the file; without a browser the file is there all the same."""
    script = tmp_path / "browser.sh"
    script.write_text('#!/bin/sh\nprintf "%s" "$1" > "$0.opened"\n')
    script.chmod(0o755)
    options = ("view", "--open", "-o", "g.html", "--workspace", str(folder))
    done = run(*options, cwd=tmp_path, env={"BROWSER": f"{script} %s"})
    assert done.returncode == 0, done.stderr
    opened = Path(f"{script}.opened").read_text()
    assert opened == (tmp_path / "g.html").resolve().as_uri()
    nowhere = {"BROWSER": f"{tmp_path / 'missing'} %s", "PATH": os.devnull, "DISPLAY": ""}
    done = run(*options, cwd=tmp_path, env=nowhere)
    assert done.returncode == 0
    assert "no browser could be started" in done.stderr
