"""Rules on `travaux init`: a workspace that works at once, or nothing at all."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run_with_small_files

from travaux.cli import run as ran
from travaux.engine import OxigraphEngine
from travaux.errors import BadWorkspace
from travaux.files import put_folder
from travaux.init import starter
from travaux.validate import validate
from travaux.workspace import open_at

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace."""
    folder = tmp_path_factory.mktemp("init") / "River talks"
    assert ran(["init", str(folder)]) == 0
    return folder


def test_a_new_workspace_conforms_and_every_passage_is_exact(made: Path) -> None:
    """Without a remark, in canonical form; and --texts finds the text that was coded."""
    report = validate(open_at(str(made)), str(made / "texts"))
    assert report.findings == []
    assert [(each.source, each.state, each.failed) for each in report.texts] == [("n1", "same", 0)]
    assert report.texts[0].exact > 5


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["query", "positions"], "Kostria opens the upper lock"),
        (["query", "positions", "-p", "holder=Ardenia"], "n1:3"),
        (["ledger"], "rejects n1:4"),
        (["show", "Marrow"], "Foreign Minister of Ardenia"),
        (["timeline"], "2032-06-12"),
        (["provenance", "n1:4"], "Tomas Keld"),
        (["validate", "--texts", "texts"], "Conforms"),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_the_commands_that_ask_have_something_to_tell(
    words: list[str],
    says: str,
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The example has a little of everything."""
    monkeypatch.chdir(made)
    assert ran(words) == 0
    assert says in " ".join(capsys.readouterr().out.split())


def test_the_graph_of_a_new_workspace_can_be_seen(made: Path, tmp_path: Path) -> None:
    """`view` draws it."""
    page = tmp_path / "page.html"
    assert ran(["view", "-o", str(page), "--workspace", str(made)]) == 0
    assert "Brenna talks" in page.read_text("utf-8")


def test_the_readme_names_commands_that_run(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says first is true; the page is written, not opened."""
    monkeypatch.chdir(made)
    monkeypatch.setenv("BROWSER", "true")
    text = (made / "README.md").read_text("utf-8")
    lines = [line.split("#")[0].strip() for line in text.splitlines() if line.startswith("    ")]
    assert len(lines) == 5
    for line in lines:
        word, *arguments = shlex.split(line)
        assert word == "travaux"
        arguments = ["-o", "graph.html", *arguments[1:-1]] if "--open" in arguments else arguments
        assert ran(["view", *arguments] if "graph.html" in arguments else arguments) == 0, line
    (made / "graph.html").unlink()


def test_everything_is_named_under_the_base_that_is_given(tmp_path: Path) -> None:
    """No name of the example's own is left; files stay canonical, whatever the base."""
    folder = tmp_path / "new"
    base = "http://talks.example.com/z#"
    assert ran(["init", str(folder), "--base", base, "--title", 'A "title" \\ of \x7f']) == 0
    found = open_at(str(folder))
    assert (found.base, found.title) == (base, 'A "title" \\ of \x7f')
    engine = OxigraphEngine.load(found)
    assert [iri for iri in engine.iris() if "example.org" in iri] == []
    assert engine.label(base + "entity/brenna-talks") == "Brenna talks"
    assert validate(found, str(folder / "texts")).findings == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--base", "talks"], "base:"),
        (["--base", "https://example.org/a b/"], "base:"),
        (["--title", " "], "title:"),
    ],
)
def test_a_title_or_base_that_cannot_be_makes_nothing(
    options: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told before a file is written."""
    assert ran(["init", str(tmp_path / "new"), *options]) == 2
    assert says in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


def test_the_base_is_made_of_the_name_of_the_folder() -> None:
    """A name without a letter that an IRI can hold is no base."""
    assert (
        'base = "https://example.org/river-talks-2/"' in starter("x/River Talks 2")["travaux.toml"]
    )
    assert 'base = "https://example.org/talks/"' in starter("Переговоры")["travaux.toml"]
    with pytest.raises(BadWorkspace):
        starter("x", base="")


def test_a_folder_that_is_not_empty_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody's files are mixed with the example's; an empty folder is taken."""
    (tmp_path / "mine.txt").write_text("mine")
    assert ran(["init", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["mine.txt"]
    assert ran(["init", str(tmp_path / "mine.txt")]) == 2
    assert "is no folder" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    before = os.stat(tmp_path / "empty").st_ino
    assert ran(["init", str(tmp_path / "empty")]) == 0
    assert os.stat(tmp_path / "empty").st_ino == before, "a shell may stand in it"
    assert sorted(os.listdir(tmp_path / "empty")) == [
        "README.md",
        "graph",
        "queries",
        "texts",
        "travaux.toml",
    ]


def test_a_folder_in_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder above it is not made."""
    assert ran(["init", str(tmp_path / "a" / "b")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


def test_where_the_disk_is_full_nothing_is_left(tmp_path: Path) -> None:
    """All or nothing, in a new folder and in an empty one."""
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        answer = run_with_small_files("init", name, cwd=tmp_path)
        assert answer.returncode == 2
        assert "cannot be written" in answer.stderr
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty"]


def test_a_file_in_the_way_is_seen_before_any_is_replaced(tmp_path: Path) -> None:
    """A folder of that name: the others stay as they were."""
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_text("old")
    with pytest.raises(Exception, match="cannot be written"):
        put_folder(str(tmp_path), {"a": "new", "b": "new"})
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
