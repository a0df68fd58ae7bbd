"""The list of questions, and one question in full, in every format of `travaux queries`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from travaux import layout
from travaux.layout import bold, escape, mark_escape, wrap

if TYPE_CHECKING:
    from travaux.queries import Parameter, Question

_INFERS = "asks what the rules infer, too"
_FIELDS = ("name", "theme", "summary", "parameters")


def many(questions: Sequence[Question], format: str) -> str:
    """The questions, by theme in the table; in other formats one row or object each."""
    if format == "json":
        return layout.json([_as_dict(each) for each in questions])
    if format in ("csv", "markdown"):
        return _rows(questions, format)
    if not questions:
        return "There are no questions in this workspace.\n"
    colour, columns = layout.colourful(sys.stdout), layout.terminal_width()
    left = max(layout.width(each.name) for each in questions)
    lines: list[str] = []
    for theme in dict.fromkeys(each.theme for each in questions):
        lines += ["", bold(escape(theme), colour)]
        for each in questions:
            if each.theme == theme:
                lines += _entry(each, left, columns)
    return "\n".join(lines[1:]) + "\n"


def one(question: Question, format: str) -> str:
    """One question: what it asks, its parameters and its SPARQL."""
    if format == "json":
        return layout.json({**_as_dict(question), "sparql": body(question)})
    if format == "csv":
        return _rows([question], format)
    return _page(question) if format == "table" else _markdown_page(question)


def body(question: Question) -> str:
    """The SPARQL of a question without its header."""
    lines = question.text.replace("\r\n", "\n").split("\n")
    start = next((n for n, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    return "\n".join(lines[start:]).strip("\n") + "\n"


def _sparql(question: Question) -> str:
    """The SPARQL to be read and copied: a tab, which steers no terminal, stays what it is."""
    lines = body(question).rstrip("\n").split("\n")
    return "\n".join("\t".join(map(escape, line.split("\t"))) for line in lines)


def _entry(question: Question, left: int, columns: int) -> list[str]:
    """A question in the list: its name, its summary, and its parameters below."""
    room = max(20, columns - left - 4)
    text = wrap(escape(question.summary), room)
    for parameter in question.params:
        text += wrap(escape("-p " + _setting(parameter)), room)
    names = [question.name] + [""] * (len(text) - 1)
    return [f"  {layout.pad(name, left)}  {line}" for name, line in zip(names, text, strict=True)]


def _setting(parameter: Parameter) -> str:
    """`actor=ent:name`: the default; for a parameter without one, what it takes."""
    if parameter.default is not None:
        return f"{parameter.name}={parameter.default}"
    return f"{parameter.name}=... ({parameter.kinds or parameter.type})"


def _page(question: Question) -> str:
    colour, columns = layout.colourful(sys.stdout), layout.terminal_width()
    lines = [bold(question.name, colour), *wrap(escape(question.summary), columns)]
    lines += wrap(escape(question.description), columns) if question.description else []
    lines += [f"theme: {escape(question.theme)}", *[_INFERS] * question.infer, ""]
    if question.params:
        cells = [_parameter_cells(each) for each in question.params]
        lines += [bold("Parameters", colour), *layout.rows(cells, columns - 2, "  "), ""]
    return "\n".join([*lines, bold("SPARQL", colour), _sparql(question), "", _try(question)]) + "\n"


def _try(question: Question) -> str:
    example = next((p for p in question.params if p.example), None)
    value = example.example if example and example.example else ""
    quoted = f"'{value}'" if " " in value else value
    setting = f" -p {example.name}={escape(quoted)}" if example else ""
    return f"Try: travaux query {question.name}{setting}"


def _parameter_cells(parameter: Parameter) -> Sequence[str]:
    given = f"default: {parameter.default}" if parameter.default is not None else "may be left out"
    example = f"example: {parameter.example}" if parameter.example else ""
    return (
        parameter.name,
        parameter.kinds or parameter.type,
        "; ".join(filter(None, (given, example))),
        parameter.description,
    )


def _markdown_page(question: Question) -> str:
    lines = [f"# {question.name}", "", mark_escape(question.summary)]
    lines += ["", mark_escape(question.description)] if question.description else []
    lines += ["", _INFERS] if question.infer else []
    if question.params:
        cells = [_parameter_cells(each) for each in question.params]
        names = ("parameter", "type", "default and example", "description")
        lines += ["", layout.markdown(names, cells).rstrip("\n")]
    text = _sparql(question)
    fence = "```"
    while fence in text:  # a fence ends only at one as long
        fence += "`"
    return "\n".join([*lines, "", f"{fence}sparql", text, fence]) + "\n"


def _as_dict(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "theme": question.theme,
        "summary": question.summary,
        "description": question.description,
        "infers": question.infer,
        "parameters": [_parameter_dict(each) for each in question.params],
    }


def _parameter_dict(parameter: Parameter) -> dict[str, Any]:
    """The keys of the header."""
    values = parameter._asdict()
    kinds = values.pop("kinds")
    return {**values, "class": kinds or None}


def _rows(questions: Sequence[Question], format: str) -> str:
    rows = [
        (each.name, each.theme, each.summary, ", ".join(map(_setting, each.params)))
        for each in questions
    ]
    if format == "markdown":
        return layout.markdown(_FIELDS, rows)
    return layout.csv([_FIELDS, *rows])
