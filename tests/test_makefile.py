"""Rules on the Makefile and .ci/run: two commands do everything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT, clean_environment, copy_checkout

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
TEXT = "First line.\n\nHe said: “It's $5, or 'nothing' \"at all\"; $(HOME) `pwd` \\n #1”.\n"


def make(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run make as a user would, not as a part of the make that runs the tests."""
    environment = clean_environment(**given)
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        environment.pop(name, None)
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def make_installed(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """The same with the programs of the environment that runs the tests; nothing is installed."""
    return make(folder, "-o", "install", "-o", "dev", f"BIN={BIN}", *arguments, **given)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_checkout(tmp_path_factory.mktemp("make") / "checkout")


def test_make_answers_three_questions_with_sources_and_draws_the_graph(checkout: Path) -> None:
    """The first command shows what this is for, whatever workspace the user has set."""
    done = make_installed(checkout, TRAVAUX_WORKSPACE="/no/such/workspace")
    assert done.returncode == 0, done.stderr
    answers = re.split(r"^\$ travaux ", done.stdout, flags=re.MULTILINE)[1:]
    assert len(answers) == 3
    for answer in answers:
        assert re.search(r"\bs[0-9]:[0-9]+\b", answer), answer
    assert (checkout / "build" / "graph.html").stat().st_size > 0


def test_make_fails_if_a_question_fails(checkout: Path) -> None:
    """A demonstration that breaks must not look whole."""
    assert make_installed(checkout, "TELLING='query no-such-question' 'queries'").returncode != 0


def test_make_help_lists_every_target() -> None:
    """A target that help does not name is not found."""
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)
    assert phony
    listed = re.findall(r"^  make (\S+) +\S", make(ROOT, "help").stdout, flags=re.MULTILINE)
    assert sorted(listed) == sorted(phony[1].split())


@pytest.mark.parametrize(
    "snippet",
    ["It's $5", "'nothing' \"at all\"", "$(HOME) `pwd` \\n #1", "“It's"],
)
def test_make_new_passage_takes_a_snippet_as_it_is(
    snippet: str, checkout: Path, tmp_path: Path
) -> None:
    """Quotation marks, dollars and backslashes of a text mean nothing to make or the shell."""
    (tmp_path / "x1.txt").write_text(TEXT, encoding="utf-8")
    given = ["SOURCE=x1", "PAR=2", f"SNIPPET={snippet}", f"TEXTS={tmp_path}"]
    done = make_installed(checkout, "new-passage", *given)
    assert done.returncode == 0, done.stderr
    start = TEXT.index(snippet)
    assert f"psg:x1-2-{start}-{start + len(snippet)}" in done.stdout
    assert sha256(snippet.encode()).hexdigest() in done.stdout


def test_make_new_passage_without_a_snippet_says_how_it_is_used(checkout: Path) -> None:
    """A usage line, and no waiting for input."""
    done = make_installed(checkout, "new-passage", "SOURCE=x1")
    assert done.returncode != 0 and "usage: make new-passage" in done.stderr


def test_each_of_the_two_commands_makes_the_environment_if_it_is_missing(tmp_path: Path) -> None:
    """`make` and `make test` both begin with a virtual environment; neither needs the other."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    for goal in ("demo", "test"):
        lines = make(tmp_path, "-n", goal).stdout.splitlines()
        assert "-m venv .venv" in lines[0] and "-c constraints.txt -e" in lines[1]


def test_ci_run_is_strict_forbids_skips_and_ends_with_the_tests() -> None:
    """.ci/run fails at the first failure, and what it prints last is pytest's closing line."""
    path = ROOT / ".ci" / "run"
    if not path.exists() and (ROOT / "PKG-INFO").is_file():
        pytest.skip("not a checkout")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert os.access(path, os.X_OK) and lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines and "export TRAVAUX_CI=1" in lines
    assert lines[-2:] == ["make lint", "make test"]
    subprocess.run(["bash", "-n", path], check=True)
