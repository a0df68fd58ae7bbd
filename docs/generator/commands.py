"""docs/commands.md: every command, with the help that it shows on 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

import click

from generator.marks import block, code, heading, link, page, plain, table
from travaux.cli import SECTIONS, group

COLUMNS = 80
_INTRODUCTION = """\
Each command answers `--help` with what stands here. They exit with 0 if all is well, 1 if something
does not conform (`validate`, `fmt --check` and the like), 2 if they could not run, and then say why
in a line on stderr. Options that several commands share mean the same everywhere."""


def commands_page() -> str:
    """The page."""
    return page(_parts())


def _parts() -> Iterator[str]:
    root = group.make_context("travaux", [], resilient_parsing=True, terminal_width=COLUMNS - 2)
    yield "# Commands"
    yield _INTRODUCTION
    commands = {
        title: [(word, group.get_command(root, word)) for word in words]
        for title, words in SECTIONS.items()
    }
    for title, found in commands.items():
        rows = [
            (link(code(word), word), code_safe(each.get_short_help_str(200)))
            for word, each in found
            if each
        ]
        yield table([title, ""], rows)
    yield heading(2, "travaux", "travaux")
    yield shown("travaux --help", root.get_help())
    for found in commands.values():
        for word, each in found:
            if each:
                yield heading(2, word, word)
                yield shown(f"travaux {word} --help", help_text(word, each, root))


def help_text(word: str, command: click.Command, root: click.Context) -> str:
    """What `travaux WORD --help` prints where the terminal has 80 columns."""
    return command.make_context(word, [], root, resilient_parsing=True).get_help()


def shown(line: str, output: str) -> str:
    """A command line and what it prints."""
    return block(f"$ {line}\n{output}", "console")


def code_safe(text: str) -> str:
    """A help text: words in back quotes stay code, the rest is shown as it is."""
    parts = text.split("`")
    return "".join(code(part) if n % 2 else plain(part) for n, part in enumerate(parts))
