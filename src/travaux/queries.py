"""Named questions, and the command that lists and shows them.

A question is a SPARQL file that opens with `#+` lines, its header (see travaux.headers).
"""

from __future__ import annotations

import re
from typing import NamedTuple

import click

from travaux.errors import BadQuery, UnknownQuestion, read_text, short
from travaux.headers import read_header
from travaux.options import format_option, workspace_option
from travaux.workspace import Workspace, find

KINDS = ("entity", "date", "text", "integer", "source", "cite")


class Parameter(NamedTuple):
    """A parameter of a question; `default` None means that it stays unbound.

    `kinds` are the CURIEs of the classes and schemes it takes its values from (`class` in the
    header), spaces between them; empty where anything will do.
    """

    name: str
    type: str
    default: str | None = None
    example: str | None = None
    description: str = ""
    kinds: str = ""


class Question(NamedTuple):
    """A named question: what its header says, and its SPARQL (header included: it is comments)."""

    name: str
    summary: str
    description: str
    theme: str
    params: tuple[Parameter, ...]
    text: str
    path: str = ""
    infer: bool = False  # whether it asks what the rules add, too


def load(workspace: Workspace, name: str) -> Question:
    """The question of that name.

    Raises UnknownQuestion (with near names), FileProblem, or BadQuery for a malformed header.
    """
    files = workspace.question_files()
    if name not in files:
        raise UnknownQuestion(f"no question is called {name!r}", hint=_near(name, list(files)))
    return parse(name, read_text(files[name]), files[name])


def load_all(workspace: Workspace) -> list[Question]:
    """Every question of the workspace, by theme and name; raises as `load`."""
    found = [parse(n, read_text(p), p) for n, p in workspace.question_files().items()]
    return sorted(found, key=lambda question: (question.theme, question.name))


def parse(name: str, text: str, path: str = "") -> Question:
    """A question from the text of its file; BadQuery names the line of what is wrong."""
    where = short(path) if path else name
    header = read_header(text, where)
    for key in ("summary", "theme"):
        if not header.get(key):
            raise BadQuery(f"the header lacks `#+ {key}: ...`", where=where)
    params = tuple(_parameter(each, where) for each in header.get("params", ()))
    names = [each.name for each in params]
    if len(set(names)) < len(names):
        raise BadQuery("two parameters have one name", where=where)
    infer = header.get("infer", "false")
    if infer not in ("true", "false"):
        raise BadQuery(f"`#+ infer:` is true or false, not {infer!r}", where=where)
    told = header["summary"], header.get("description", ""), header["theme"]
    return Question(name, *told, params, text, path, infer == "true")


def _parameter(values: dict[str, str], where: str) -> Parameter:
    name, kind = values.get("name", ""), values.get("type", "")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise BadQuery(f"a parameter is named like a variable, not {name!r}", where=where)
    if kind not in KINDS:
        raise BadQuery(
            f"parameter {name}: unknown type {kind!r}",
            where=where,
            hint="Known: " + ", ".join(KINDS),
        )
    default, example = values.get("default"), values.get("example")
    description, kinds = values.get("description", ""), values.get("class", "")
    if kinds and kind != "entity":
        raise BadQuery(f"parameter {name}: only an entity has a class, not a {kind}", where=where)
    return Parameter(name, kind, default, example, description, kinds)


def _near(name: str, names: list[str]) -> str:
    from difflib import get_close_matches

    words = set(name.lower().split("-"))
    near = (
        get_close_matches(name.lower(), names, n=3)
        or [each for each in names if words & set(each.split("-"))][:3]
    )
    if near:
        return "Did you mean " + " or ".join(near) + "?"
    return "`travaux queries` lists them." if names else "This workspace has no queries/*.rq."


def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names of questions for shell completion; silent where there is no workspace."""
    from travaux.errors import TravauxError

    try:
        names = find(ctx.params.get("workspace")).question_files()
    except TravauxError:
        return []
    return [name for name in names if name.startswith(incomplete)]


@click.command(
    "queries",
    epilog="\b\nExample:\n  travaux queries\n  travaux queries --format json",
    short_help="List the named questions, or show one.",
)
@click.argument("name", required=False, shell_complete=complete)
@format_option("table", "json", "csv", "markdown")
@workspace_option
def command(name: str | None, format: str, workspace: str | None) -> None:
    """List the named questions by theme, or show the one called NAME.

    With NAME, its description, its parameters and its SPARQL are shown.
    """
    from travaux.catalogue import many, one
    from travaux.output import put

    found = find(workspace)
    text = many(load_all(found), format) if name is None else one(load(found, name), format)
    put(text.encode("utf-8", "backslashreplace"))
