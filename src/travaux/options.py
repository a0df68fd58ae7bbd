"""Options that several commands share, so that one word means one thing everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

#: What rows (SELECT), a truth value (ASK) and a graph (CONSTRUCT, DESCRIBE) can be written as.
ROWS = ("table", "csv", "tsv", "json", "xml", "markdown")
GRAPHS = ("turtle", "nquads", "jsonld")


def _from_group(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """The folder given on the command, else the one given before it (`travaux --workspace X`)."""
    if value is not None:
        return value
    given = context.find_root().params.get("workspace")
    return given if isinstance(given, str) else None


def workspace_option(command: F) -> F:
    """Add `--workspace DIR`, passed as `workspace: str | None`."""
    return click.option(
        "--workspace",
        metavar="DIR",
        callback=_from_group,
        help="Folder with the travaux.toml to use (also: TRAVAUX_WORKSPACE).",
    )(command)


def format_option(*kinds: str, default: str = "table") -> Callable[[F], F]:
    """Add `--format`, passed as `format: str`, one of `kinds` (all formats where none is named)."""
    choices = kinds or ROWS + GRAPHS

    def add(command: F) -> F:
        return click.option(
            "--format",
            type=click.Choice(choices),
            default=default,
            show_default=True,
            help="How the answer is written.",
        )(command)

    return add


def days_option(
    first: str = "Leave out what is over before DATE.",
    last: str = "Leave out what begins after DATE.",
) -> Callable[[F], F]:
    """Add `--from DATE` and `--to DATE`, passed as `start` and `end: str | None`."""

    def add(command: F) -> F:
        until = click.option("--to", "end", metavar="DATE", help=last)(command)
        return click.option("--from", "start", metavar="DATE", help=first)(until)

    return add


def _seconds(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """A time that passes: no clock reaches `inf`, and `nan` compares with nothing."""
    if not 0 < value < float("inf"):
        raise click.BadParameter(f"{value} is not a number of seconds above 0.")
    return value


def timeout_option(command: F) -> F:
    """Add `--timeout SECONDS`, passed as `timeout: float`, finite and above 0."""
    return click.option(
        "--timeout",
        type=float,
        callback=_seconds,
        metavar="SECONDS",
        default=30.0,
        help="Stop after so many seconds; 30 if not given.",
    )(command)


def lang_option(command: F) -> F:
    """Add `--lang TAG`, passed as `lang: str | None`: the language in which names are shown."""
    return click.option(
        "--lang",
        metavar="TAG",
        help="Language of the names, such as ru; headings and glosses stay as they are.",
    )(command)


def infer_option(command: F) -> F:
    """Add `--infer`, passed as `infer: bool`."""
    return click.option(
        "--infer",
        is_flag=True,
        help="Use what the rules infer, too; what rests on it is marked.",
    )(command)


def param_option(command: F) -> F:
    """Add `-p key=value`, repeatable, passed as `params: tuple[str, ...]`."""
    return click.option(
        "-p",
        "--param",
        "params",
        multiple=True,
        metavar="KEY=VALUE",
        help="Set a parameter; may be repeated.",
    )(command)
