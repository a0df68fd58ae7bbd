"""Asking a named question as people do: labels for names, one dict per row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from conftest import ROOT, Run

from travaux import binding, output, queries, workspace
from travaux.engine import OxigraphEngine
from travaux.resting import Said

Row = dict[str, str]
SPACE = workspace.find(str(ROOT))


@cache
def engine(infer: bool = False) -> OxigraphEngine:
    """The one engine of a test process over the workspace, or the one in which the rules ran."""
    found = OxigraphEngine.load(SPACE)
    if infer:
        found.infer()
    return found


def answered(name: str, given: Sequence[str] = (), format: str = "csv") -> bytes:
    """What the command writes, in this process: many questions are asked of one store."""
    question = queries.load(SPACE, name)
    bound, text = binding.bind(question, given, engine()), question.text
    asked = engine(question.infer)
    result = asked.query(text, bindings=bound, name=question.path)
    said = Said(text, engine(), bound) if question.infer else None
    return output.render(result, format, engine=asked, drop=bound, text=text, said=said).data


def rows(name: str, /, **params: str) -> list[Row]:
    """The rows of a question in labels, columns by their printed heading."""
    given = [f"{key}={value}" for key, value in params.items()]
    return _read(answered(name, given, "markdown").decode())


def both(run: Run, name: str, /, **params: str) -> tuple[list[Row], str]:
    """The rows that the installed command gives, and what stands on stderr beside them."""
    given = [word for key, value in params.items() for word in ("-p", f"{key}={value}")]
    done = run("query", name, *given, "--format", "markdown")
    assert done.returncode == 0, done.stderr
    return _read(done.stdout), done.stderr


def _read(markdown: str) -> list[Row]:
    lines = [line.strip("|").split(" | ") for line in markdown.splitlines()]
    lines = [[cell.strip() for cell in line] for line in lines]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:] if len(line) > 1]


def pick(rows: list[Row], *names: str) -> list[tuple[str, ...]]:
    """Some columns of each row."""
    return [tuple(row[name] for name in names) for row in rows]
