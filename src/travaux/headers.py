"""The header of a .rq file: `#+` lines, which are comments for SPARQL.

Without that mark they are YAML, as in the grlc convention; only block style with plain or
double-quoted scalars is read, by the parser here, because a YAML library would cost more than the
query.
"""

from __future__ import annotations

import re
from typing import Any

from travaux.errors import BadQuery

#: What the header of a question may say.
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
