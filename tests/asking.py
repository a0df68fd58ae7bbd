"""Asking a named question as people do: labels for names, one dict per row."""

from __future__ import annotations

from conftest import Run

Row = dict[str, str]


def rows(run: Run, name: str, /, **params: str) -> list[Row]:
    """The rows of a question in labels, columns by their printed heading."""
    return both(run, name, **params)[0]


def both(run: Run, name: str, /, **params: str) -> tuple[list[Row], str]:
    """The rows, and what stands on stderr beside them."""
    given = [word for key, value in params.items() for word in ("-p", f"{key}={value}")]
    done = run("query", name, *given, "--format", "markdown")
    assert done.returncode == 0, done.stderr
    lines = [line.strip("|").split(" | ") for line in done.stdout.splitlines()]
    lines = [[cell.strip() for cell in line] for line in lines]
    found = [dict(zip(lines[0], line, strict=True)) for line in lines[2:] if len(line) > 1]
    return found, done.stderr


def pick(rows: list[Row], *names: str) -> list[tuple[str, ...]]:
    """Some columns of each row."""
    return [tuple(row[name] for name in names) for row in rows]
