"""Named questions: the header of a .rq file, and the command that lists and shows them.

A question is a SPARQL file that opens with `#+` lines. Without that mark they are YAML, as in the
grlc convention; only block style with plain or double-quoted scalars is read, by the parser here,
because a YAML library would cost more than the query.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import click

from travaux.errors import BadQuery, UnknownQuestion, read_text, short
from travaux.options import format_option, workspace_option
from travaux.workspace import Workspace, find

KINDS = ("entity", "date", "text", "integer", "source", "cite")
_KEYS: tuple[str, ...] = ("summary", "description", "theme", "infer", "params")
#: What the header of a rule in ontology/rules/ may say.
RULE_KEYS: tuple[str, ...] = ("summary", "stratum", "load")
_PARAMETER_KEYS: tuple[str, ...] = (
    "name",
    "type",
    "class",
    "default",
    "example",
    "description",
)
_ENTRY = re.compile(r"( *)(- +)?([A-Za-z_]+):(?: +(.*))?$")
_ESCAPE = re.compile(r'\\(?:(["\\/nt])|u([0-9A-Fa-f]{4}))')
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n]*|[-?:](?=\S)[^\n]*")


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


def read_header(text: str, where: str = "", keys: tuple[str, ...] = _KEYS) -> dict[str, Any]:
    """The `#+` lines as a mapping; all scalars are texts, `params` is a list of mappings.

    `keys` are those that it may have. Raises BadQuery with the line of what is wrong.
    """
    header: dict[str, Any] = {}
    target: dict[str, Any] = header
    last: tuple[dict[str, Any], str, int] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#+"):
            if line.strip() and not line.startswith("#"):
                break
            continue
        line, at = line[2:].removeprefix(" ").rstrip(" \t\r"), f"{where}:{number}"
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _ENTRY.match(line)
        if entry is None:
            _continue(last, line, at)
            continue
        indent, dash, key, value = len(entry[1]), entry[2], entry[3], entry[4] or ""
        if not indent and not dash:
            target, known = header, keys
        else:
            target, known = _item(header, target, dash, at), _PARAMETER_KEYS
        if key not in known:
            raise BadQuery(f"unknown key {key!r}", where=at, hint="Known: " + ", ".join(known))
        if key in target:
            raise BadQuery(f"{key!r} stands twice", where=at)
        target[key] = [] if key == "params" and target is header else _scalar(value, at)
        last = target, key, indent + len(dash or "")
    return header


def _item(
    header: dict[str, Any], target: dict[str, Any], dash: str | None, at: str
) -> dict[str, Any]:
    """The mapping of the parameter that an indented line belongs to."""
    if "params" not in header:
        raise BadQuery("indented, but not under `params:`", where=at)
    if dash:
        header["params"].append({})
    elif target is header:
        raise BadQuery("a parameter begins with `- name: ...`", where=at)
    return header["params"][-1]  # type: ignore[no-any-return]


def _continue(last: tuple[dict[str, Any], str, int] | None, line: str, at: str) -> None:
    """Fold a further line of a plain text into it, as YAML does."""
    indent = len(line) - len(line.lstrip(" "))
    if last is None or indent <= last[2] or not isinstance(last[0][last[1]], str):
        raise BadQuery("neither `key: value` nor a further line of a text", where=at)
    last[0][last[1]] += " " + _scalar(line.strip(), at)


def _scalar(value: str, at: str) -> str:
    value = value.strip(" \t")
    if not value:
        return ""
    if value[0] == '"':
        return _quoted(value, at)
    value = re.split(r"[ \t]#", value)[0].rstrip(" \t")
    if not _PLAIN.fullmatch(value) or ": " in value or value.endswith(":"):
        raise BadQuery(f"this text needs double quotes: {value}", where=at)
    return value


def _quoted(value: str, at: str) -> str:
    match = re.fullmatch(r'"((?:[^"\\]|\\["\\/nt]|\\u[0-9A-Fa-f]{4})*)"(?:\s+#.*)?', value)
    if match is None:
        raise BadQuery(
            r"a double-quoted text ends in a quote and knows \" \\ \n \t \uXXXX", where=at
        )
    simple = {"n": "\n", "t": "\t"}
    return _ESCAPE.sub(lambda m: simple.get(m[1], m[1]) if m[1] else chr(int(m[2], 16)), match[1])


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
