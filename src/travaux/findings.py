"""Findings written for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from travaux import layout
from travaux.layout import escape
from travaux.spelling import curie

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


def _name(finding: Finding, prefixes: Mapping[str, str]) -> str:
    if finding.entity == "[]":
        return "a node without a name"
    # a question has a name, not an IRI
    return curie(finding.entity, prefixes) if ":" in finding.entity else finding.entity


def _table(report: Report, prefixes: Mapping[str, str]) -> str:
    """One finding is a place, an entity, a problem and advice, each on lines of its own."""
    width = max(40, layout.terminal_width())
    lines = [f"{escape(text.source)}: {text.sentence}" for text in report.texts]
    lines += [
        f"{escape(text.source)}: {text.tally}" for text in report.texts if text.state != "missing"
    ]
    for finding in report.findings:
        lines += ["", *_lines(finding, prefixes, width)]
    if report.findings:
        lines.append("")
    return "\n".join([*lines, report.summary, ""]).lstrip("\n")


def _lines(finding: Finding, prefixes: Mapping[str, str], width: int) -> list[str]:
    from textwrap import wrap

    label = f' "{finding.label}"' if finding.label else ""
    texts = (_name(finding, prefixes) + label, finding.problem, finding.advice)
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
    rows = [
        (one.place, _name(one, prefixes), one.label, one.problem, one.advice)
        for one in report.findings
    ]
    return layout.markdown(("place", "entity", "label", "problem", "advice"), rows)


def _csv(report: Report) -> str:
    from travaux.corpus import Finding

    return layout.csv([Finding._fields, *report.findings])


def _json(report: Report) -> str:
    content = {
        "conforms": report.conforms,
        "summary": report.summary,
        "texts": [text._asdict() for text in report.texts],
        "findings": [finding._asdict() for finding in report.findings],
    }
    return layout.json(content)
