"""The command `init`: a new workspace with one worked example, to be written over."""

from __future__ import annotations

import os
import re
from shlex import quote

import click

from travaux import settings
from travaux.errors import FileProblem, read_text, short
from travaux.files import put_folder
from travaux.layout import escape

STARTER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "starter")
#: In the files of the starter, what stands for the base and the title of the new workspace.
_BASE = "https://example.org/talks/"
_TITLE = "@TITLE@"
_SLUG = re.compile(r"[^a-z0-9]+")


@click.command(
    "init",
    epilog='\b\nExample:\n  travaux init river-talks --title "The river talks"',
    short_help="Make a new workspace with a worked example.",
)
@click.argument("folder", metavar="DIR")
@click.option("--title", metavar="TEXT", help="What it is called; the folder's name if not given.")
@click.option(
    "--base",
    metavar="IRI",
    help="What its names begin with; https://example.org/DIR/ if not given.",
)
def command(folder: str, title: str | None, base: str | None) -> None:
    """Make DIR a workspace of its own, for another negotiation.

    It holds one worked example: invented talks, a press note on them in texts/, what it tells in
    graph/, a question in queries/, and a README.md that says how to go on. It validates as it
    stands, and every command works in it. DIR must be empty, or not there yet.
    """
    files = starter(folder, title, base)
    _is_free(folder)
    put_folder(folder, files)
    click.echo(f"made: {escape(short(folder))}, a workspace with the worked example n1")
    click.echo(f"next: cd {escape(quote(folder))} && travaux query positions")


def starter(folder: str, title: str | None = None, base: str | None = None) -> dict[str, str]:
    """The files of a new workspace: path in it to text. Raises BadWorkspace for title or base."""
    name = os.path.basename(os.path.abspath(folder))
    title = _utf8(name if title is None else title)
    base = f"https://example.org/{_slug(name)}/" if base is None else _utf8(base)
    made = {
        path: text.replace(_BASE, base).replace(_TITLE, escape(title))
        for path, text in _templates().items()
    }
    made["travaux.toml"] = _toml(title, base)
    settings.parse(made["travaux.toml"], "--title, --base")
    return made


def _slug(name: str) -> str:
    return _SLUG.sub("-", name.lower()).strip("-") or "talks"


def _toml(title: str, base: str) -> str:
    return f'title = {_string(title)}\nbase = {_string(base)}\nlanguages = ["en"]\n'


def _string(text: str) -> str:
    """A text in TOML, whose strings are JSON's, but for one control character more."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _templates() -> dict[str, str]:
    """The files of the starter: path in it to text."""
    found = {}
    for folder, _, names in os.walk(STARTER):
        for name in names:
            path = os.path.join(folder, name)
            found[os.path.relpath(path, STARTER)] = read_text(path)
    return dict(sorted(found.items()))


def _is_free(folder: str) -> None:
    """Raise FileProblem for what a new workspace may not take the place of."""
    where = short(folder) or "''"
    if os.path.isdir(folder):
        if os.listdir(folder):
            raise FileProblem("is not empty", where=where, hint="Name a new folder.")
    elif os.path.lexists(folder):
        raise FileProblem("is there, and is no folder", where=where, hint="Name a new folder.")


def _utf8(text: str) -> str:
    """The text as a file can hold it; of a name in another encoding, what can be read."""
    return text.encode("utf-8", "replace").decode()
