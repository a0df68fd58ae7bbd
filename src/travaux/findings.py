"""Findings written for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from travaux.corpus import Finding
    from travaux.validate import Report


def render(report: Report, format: str, prefixes: Mapping[str, str]) -> str:
    """The report as table, markdown, csv or json, with a line feed at its end."""
    if format == "json":
        return _json(report)
    if format == "csv":
        return _csv(report)
    if format == "markdown":
        return _markdown(report, prefixes)
    return _table(report, prefixes)


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    near = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space)]
    if not near:
        return iri
    length, name = max(near)
    return f"{name}:{iri[length:]}"


def _table(report: Report, prefixes: Mapping[str, str]) -> str:
    """One finding is a place, an entity, a problem and advice, each on lines of its own."""
    from shutil import get_terminal_size

    width = max(40, get_terminal_size((80, 24)).columns)
    lines = [f"{text.source}: {text.sentence}" for text in report.texts]
    lines += [
        f"{text.source}: {text.exact} passages exact, {text.failed} failed"
        for text in report.texts
        if text.state != "missing"
    ]
    for finding in report.findings:
        lines += ["", *_lines(finding, prefixes, width)]
    if report.findings:
        lines.append("")
    return "\n".join([*lines, report.summary, ""]).lstrip("\n")


def _lines(finding: Finding, prefixes: Mapping[str, str], width: int) -> list[str]:
    from textwrap import wrap

    from travaux.layout import escape

    label = f' "{finding.label}"' if finding.label else ""
    name = "a node without a name" if finding.entity == "[]" else _short(finding.entity, prefixes)
    texts = (f"{name}{label}", finding.problem, finding.advice)
    lines = [escape(finding.place)] if finding.place else []
    for text in texts:
        lines += wrap(
            escape(text),
            width,
            initial_indent="  ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lines


def _markdown(report: Report, prefixes: Mapping[str, str]) -> str:
    from travaux.layout import escape

    rows = [("place", "entity", "label", "problem", "advice")]
    rows += [
        (one.place, _short(one.entity, prefixes), one.label, one.problem, one.advice)
        for one in report.findings
    ]
    cells = [[escape(cell).replace("|", "\\|") for cell in row] for row in rows]
    cells.insert(1, ["---"] * len(rows[0]))
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _csv(report: Report) -> str:
    import csv
    import io

    from travaux.validate import COLUMNS

    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(tuple(finding) for finding in report.findings)
    return stream.getvalue()


def _json(report: Report) -> str:
    import json

    content = {
        "conforms": report.conforms,
        "summary": report.summary,
        "texts": [text._asdict() for text in report.texts],
        "findings": [finding._asdict() for finding in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
