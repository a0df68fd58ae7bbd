"""Options that mean the same on every command."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from travaux.options import (
    format_option,
    param_option,
    timeout_option,
    workspace_option,
)

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@click.command()
@workspace_option
@param_option
@timeout_option
@format_option("table", "csv")
def echo(**values: object) -> None:
    """Show what a command is given."""
    click.echo(repr(sorted(values.items())))


def test_defaults() -> None:
    """Nothing set: no folder, no parameter, 30 seconds, a table."""
    assert CliRunner().invoke(echo, []).output == (
        "[('format', 'table'), ('params', ()), ('timeout', 30.0), ('workspace', None)]\n"
    )


def test_values_reach_the_command_under_the_names_promised() -> None:
    """-p may be repeated and keeps its order; = in a value is left alone."""
    arguments = ["-p", "a=b=c", "--param", "d=e", "--timeout", "0.5", "--format", "csv"]
    assert CliRunner().invoke(echo, [*arguments, "--workspace", "x"]).output == (
        "[('format', 'csv'), ('params', ('a=b=c', 'd=e')), ('timeout', 0.5), ('workspace', 'x')]\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "tsv"],
        *(["--timeout", each] for each in ("0", "-1", "x", "nan", "inf", "-inf")),
    ],
)
def test_a_wrong_value_is_a_usage_error(arguments: list[str]) -> None:
    """Exit code 2, as for every mistake of the user's."""
    assert CliRunner().invoke(echo, arguments).exit_code == 2


def test_the_workspace_may_stand_before_or_behind_the_command_and_the_nearer_one_wins(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    """`travaux --workspace A queries` and `travaux queries --workspace A` are one."""
    before = run("--workspace", tiny, "queries")
    behind = run("queries", "--workspace", tiny)
    both = run("--workspace", tmp_path, "queries", "--workspace", tiny)
    assert before.stdout == behind.stdout == both.stdout
    assert "positions" in before.stdout
    wrong = run("--workspace", tmp_path, "queries")
    assert wrong.returncode == 2
    assert "not a workspace" in wrong.stderr


@pytest.mark.parametrize(
    "words",
    [("query", "positions"), ("sparql", "ASK {}"), ("show", "Norvik"), ("stats",), ("view",)],
)
def test_a_language_in_which_nothing_is_named_is_an_error_that_lists_the_known(
    words: tuple[str, ...], run: Run, tiny: Path, tmp_path: Path
) -> None:
    """One option, one meaning, on every command that prints names."""
    answer = run(*words, "--lang", "tlh", "--workspace", tiny, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "travaux: --lang: no names in 'tlh' here\n  Known: en, ru (languages in travaux.toml).\n"
    )
    assert list(tmp_path.iterdir()) == []
