"""The command line as a process: help, exit codes, errors, pipes and interrupts."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import clean_environment, travaux_command

from travaux import cli
from travaux.cli import SECTIONS, WORDS

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize("word", WORDS)
def test_the_help_of_every_command_ends_with_an_example_of_that_command(
    word: str, run: Run
) -> None:
    """Somebody who asks for help can copy a line that works."""
    answer = run(word, "--help")
    assert answer.returncode == 0
    end = answer.stdout.rstrip().splitlines()
    start = max(n for n, line in enumerate(end) if line.strip().startswith("Example:"))
    example = "\n".join(end[start:])
    assert f"travaux {word}" in example
    assert all(line.startswith("  ") or line.startswith("Example:") for line in end[start:])


#: In an example, what stands for something of the reader's own.
PLACEHOLDERS = (
    "a name",
    "another name",
    "part of a name",
    "question.rq",
    "talks.ttl",
    "../texts",
    "../texts/s6.txt",
)


@pytest.mark.parametrize("word", ["", *WORDS])
def test_the_examples_of_the_help_run_as_they_stand(
    word: str, run: Run, workspace_copy: Path
) -> None:
    """In the checkout; those with a placeholder are for the reader to fill in."""
    text = run(*filter(None, [word]), "--help").stdout
    lines = re.findall(r"travaux .*", text[text.rindex("Example:") :])
    examples = [shlex.split(line)[1:] for line in lines]
    ready = [
        each
        for each in examples
        if not any(part.partition("=")[2] in PLACEHOLDERS or part in PLACEHOLDERS for part in each)
    ]
    assert ready or word in ("coverage", "path", "suggest"), (
        "only where the texts or two names are needed"
    )
    for arguments in ready:
        if arguments == ["reason", "--check"]:  # test_consistency.py runs it, with Java
            continue
        answer = run(*arguments, cwd=workspace_copy)
        assert answer.returncode == 0, (arguments, answer.stderr)
        assert "not recorded" not in answer.stderr, arguments


def test_the_help_groups_every_command_and_tells_of_completion(run: Run) -> None:
    """What one asks with and what one keeps the graph with stand apart."""
    text = run("--help").stdout
    for title, words in SECTIONS.items():
        section = text.split(f"{title}:\n")[1].split("\n\n")[0]
        assert [line.split()[0] for line in section.splitlines()] == list(words)
    assert "_TRAVAUX_COMPLETE=bash_source" in text
    assert "..." not in text.split("Ask:")[1].split("Completion")[0]


def test_the_version(run: Run) -> None:
    """`--version` names the program and its version."""
    from importlib.metadata import version

    assert run("--version").stdout == f"travaux {version('travaux')}\n"


def test_completion_knows_words_questions_and_formats(run: Run, tiny: Path) -> None:
    """The shell asks the program itself."""

    def completed(*words: str) -> list[str]:
        env = {
            "_TRAVAUX_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("travaux", *words)),
            "COMP_CWORD": str(len(words)),
            "TRAVAUX_WORKSPACE": str(tiny),
        }
        return [line.split(",")[1] for line in run(env=env).stdout.splitlines()]

    assert completed("quer") == ["query", "queries"]
    assert completed("query", "po") == ["positions"]
    assert completed("query", "--format", "js") == ["json", "jsonld"]
    assert "complete" in run(env={"_TRAVAUX_COMPLETE": "bash_source"}).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["quer"], "Did you mean query?"),
        (["frobnicate"], "travaux --help"),
        (["query"], "NAME"),
        (["query", "durations", "--frmat", "csv"], "--format"),
        (["query", "durations", "extra"], "extra"),
        (["query", "durations", "--format", "xls"], "xls"),
        (["show"], "ENTITY"),
        (["queries", "durations", "--workspace", "/nowhere"], "/nowhere"),
        (["query", "nothing-like-it"], "no question"),
    ],
)
def test_a_mistake_is_told_on_stderr_with_exit_code_2(
    arguments: list[str], says: str, run: Run
) -> None:
    """No traceback, nothing on stdout."""
    answer = run(*arguments)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


def test_no_control_character_of_an_argument_reaches_the_terminal(run: Run) -> None:
    """What is echoed in a message is escaped."""
    text = "x\x1b[2J\x1b]0;t\x07\x9b\u202e"
    for arguments in (
        [text],
        ["query", text],
        ["show", text],
        ["queries", "a", text],
        ["queries", "--" + text],
        ["stats", "--format", text],
        ["view", "--timeout", text],
        ["fmt", text],
        ["validate", "--texts", text],
        ["queries", "--workspace", text],
    ):
        answer = run(*arguments)
        assert answer.returncode == 2
        assert answer.stderr.replace("\n", "").isprintable(), arguments


def test_undecodable_bytes_in_an_argument_are_an_unknown_name(run: Run) -> None:
    """Bytes that are no UTF-8 must not end in a traceback."""
    for word in ("query", "show"):
        answer = run(word, os.fsdecode(b"\xff\xfe"))
        assert answer.returncode == 2
        assert "Traceback" not in answer.stderr
        assert "bug" not in answer.stderr


def test_the_traceback_is_shown_where_it_is_asked_for(run: Run) -> None:
    """TRAVAUX_DEBUG=1 is for reporting a bug."""
    answer = run("query", "nothing-like-it", env={"TRAVAUX_DEBUG": "1"})
    assert answer.returncode == 2
    assert "Traceback (most recent call last)" in answer.stderr
    assert "travaux: no question" in answer.stderr


def test_a_bug_is_one_line_that_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unforeseen exception is no traceback for a user, and no success."""
    from travaux import workspace

    def fail(_: object) -> None:
        raise ZeroDivisionError("by the way")

    monkeypatch.setattr(workspace, "open_at", fail)
    assert cli.run(["queries"]) == 2
    error = capsys.readouterr().err
    assert "this is a bug: ZeroDivisionError: by the way" in error
    assert "TRAVAUX_DEBUG=1" in error
    assert "Traceback" not in error


def test_a_reader_that_has_enough_ends_the_writer_quietly() -> None:
    """`travaux queries | head -1`: one line, no complaint."""
    line = f"set -o pipefail; '{travaux_command()}' show Russia | head -1"
    answer = subprocess.run(
        ["bash", "-c", line], env=clean_environment(), capture_output=True, text=True, check=False
    )
    assert answer.stdout == "Russia\n"
    assert answer.stderr == ""


def test_a_pipe_closed_from_the_start_is_quiet() -> None:
    """Nobody reads: no traceback, and not the exit code of success."""
    read, write = os.pipe()
    os.close(read)
    answer = subprocess.run(
        [travaux_command(), "queries"],
        stdout=write,
        stderr=subprocess.PIPE,
        env=clean_environment(),
        check=False,
    )
    os.close(write)
    assert answer.stderr == b""
    assert answer.returncode in (-signal.SIGPIPE, 141)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("word", ["queries", "query", "show"])
def test_a_full_disk_is_told(word: str) -> None:
    """An answer that could not be written is not a success."""
    arguments = {"queries": [], "query": ["durations", "--format", "csv"], "show": ["NATO"]}[word]
    with open("/dev/full", "wb") as full:
        answer = subprocess.run(
            [travaux_command(), word, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env=clean_environment(),
            text=True,
            check=False,
        )
    assert answer.returncode == 2
    assert "No space left" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_closed_standard_output_is_told() -> None:
    """`>&-` is a mistake with a line."""
    answer = subprocess.run(
        ["bash", "-c", f"'{travaux_command()}' queries >&-"],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert "standard output is closed" in answer.stderr


def test_ctrl_c_stops_a_query_at_once_and_in_silence() -> None:
    """Compiled code does not see Python's handlers; the process ends all the same."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with subprocess.Popen(
        [travaux_command(), "sparql", endless],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # In the background SIGINT is inherited as ignored, and the command heeds that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=10)
    assert process.returncode in (-signal.SIGINT, 130)
    assert output == ""
    assert "Traceback" not in error


def test_python_m_travaux_is_the_same_command(run: Run) -> None:
    """Where the script is not on the path."""
    answer = subprocess.run(
        [sys.executable, "-m", "travaux", "--version"],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout == run("--version").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "durations"],
        ["query", "durations", "--format", "csv"],
        ["sparql", "ASK {}"],
        ["show", "Norvik"],
        ["queries"],
    ],
)
def test_asking_imports_nothing_heavy(arguments: list[str], tiny: Path) -> None:
    """A cold start is most of the time of an answer."""
    heavy = (
        "rdflib networkx pyvis pandas owlready2 pyshacl shacl edtf jinja2 numpy IPython "
        "dataclasses importlib.metadata asyncio"
    ).split()
    program = (
        "import sys\nfrom travaux.cli import run\n"
        f"code = run({arguments!r})\n"
        f"print([name for name in {heavy!r} if name in sys.modules], code, file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=clean_environment(TRAVAUX_WORKSPACE=str(tiny)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stderr.splitlines()[-1] == "[] 0"
