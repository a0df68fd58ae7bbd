"""The `travaux` command: its words, its help, and the one place where errors become lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO

import click

from travaux.errors import TravauxError
from travaux.options import workspace_option

#: Sections of the help; every word is the module `travaux.<word>`, loaded when it is used.
SECTIONS = {
    "Ask": (
        "query",
        "queries",
        "sparql",
        "show",
        "find",
        "timeline",
        "ledger",
        "conflicts",
        "changes",
        "provenance",
        "explain",
        "path",
        "network",
        "view",
    ),
    "Keep": (
        "validate",
        "reason",
        "coverage",
        "fmt",
        "stats",
        "balance",
        "agreement",
        "export",
        "add",
        "template",
        "suggest",
        "diff",
        "init",
    ),
}
WORDS = tuple(word for words in SECTIONS.values() for word in words)
COMPLETION = """\b
Completion of words, questions and options, for the running shell:
  eval "$(_TRAVAUX_COMPLETE=bash_source travaux)"    # or zsh_source
  _TRAVAUX_COMPLETE=fish_source travaux | source

\b
Example:
  travaux query --help
  travaux queries
"""


class Words(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in WORDS:
            return None
        from importlib import import_module

        command = import_module(f"travaux.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in WORDS and not args[0].startswith("-"):
            ctx.fail(f"no such command: {_shown(args[0])}.{_did_you_mean(args[0])}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, words in SECTIONS.items():
            commands = [(word, self.get_command(ctx, word)) for word in words]
            room = formatter.width - 14
            rows = [(word, each.get_short_help_str(room)) for word, each in commands if each]
            with formatter.section(title):
                formatter.write_dl(rows, col_spacing=3)


@click.group(
    cls=Words,
    epilog=COMPLETION,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="travaux", message="travaux %(version)s")
@workspace_option
def group(workspace: str | None) -> None:
    """Ask a graph of a negotiation who said what, when, and in which source.

    Every answer names its evidence as source:paragraph, such as s1:11.
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code.

    0 is fine, 1 does not conform, 2 could not run, 130 interrupted. A mistake of the user's is
    one line on stderr and perhaps a hint; TRAVAUX_DEBUG=1 shows the traceback as well.
    """
    try:
        code = group.main(list(arguments), prog_name="travaux", standalone_mode=False)
        _flush()
        return code if isinstance(code, int) else 0
    except BaseException as error:
        if os.environ.get("TRAVAUX_DEBUG") == "1" and not isinstance(error, SystemExit):
            import traceback

            traceback.print_exc()
        return _explain(error)


def _flush() -> None:
    """Write what is left while an error can still be told (a full disk shows only here)."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _explain(error: BaseException) -> int:
    """Say on stderr what went wrong, in one line and a hint; return the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 2
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        return 130
    if isinstance(error, BrokenPipeError):
        _close_stdout()
        return 141
    if isinstance(error, click.ClickException):
        said = StringIO()
        error.show(file=said)
        _tell(said.getvalue().rstrip("\n"))  # it may repeat an argument
        return error.exit_code
    _tell(_reason(error))
    if isinstance(error, OSError):
        _close_stdout()
    return 2


def _reason(error: BaseException) -> str:
    if isinstance(error, TravauxError):
        return f"travaux: {error}"
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"travaux: {where}{error.strerror or error}"
    if isinstance(error, RecursionError):
        return "travaux: something in what was read is nested too deep"
    if isinstance(error, MemoryError):
        return "travaux: not enough memory"
    name = type(error).__name__
    return (
        f"travaux: this is a bug: {name}: {error}\n"
        f"  please report it; TRAVAUX_DEBUG=1 shows where it happened"
    )


def _tell(message: str) -> None:
    """Write to stderr, with nothing in it that could steer a terminal."""
    from travaux.layout import escape_lines

    # where nobody reads stderr, the exit code still tells
    with suppress(OSError, ValueError, AttributeError):
        print(escape_lines(message), file=sys.stderr)


def _close_stdout() -> None:
    """Give up what stdout still holds, or Python complains about it on its way out."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _shown(text: str) -> str:
    from travaux.layout import escape

    return repr(escape(text))


def _did_you_mean(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), WORDS, n=1)
    return f" Did you mean {near[0]}?" if near else " `travaux --help` lists them."
