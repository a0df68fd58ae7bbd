"""Findings written for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from travaux import layout
from travaux.layout import escape
from travaux.spelling import curie

if TYPE_CHECKING:
    from travaux.corpus import Finding
    from travaux.validate import Report
HEADINGS = ("severity", "rule", "place", "entity", "label", "problem", "advice")


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
    # a question has a name, not an IRI, and a node without a name has several words
    is_iri = ":" in finding.entity and " " not in finding.entity
    return curie(finding.entity, prefixes) if is_iri else finding.entity


def _table(report: Report, prefixes: Mapping[str, str]) -> str:
    """By severity; a finding is place and rule, entity, problem, advice, each on its own line."""
    from textwrap import wrap

    width = max(40, layout.terminal_width())
    lines = [f"{escape(text.source)}: {text.sentence}" for text in report.texts]
    lines += [
        f"{escape(text.source)}: {text.tally}" for text in report.texts if text.state != "missing"
    ]
    for severity, group in groupby(report.findings, lambda finding: finding.severity):
        own = list(group)
        lines += ["", f"{severity} ({len(own)})"]
        for finding in own:
            lines += ["", *_lines(finding, prefixes, width)]
    if report.findings:
        lines.append("")
    return "\n".join([*lines, *wrap(report.summary, width), ""]).lstrip("\n")


def _lines(finding: Finding, prefixes: Mapping[str, str], width: int) -> list[str]:
    from textwrap import wrap

    label = f' "{finding.label}"' if finding.label else ""
    texts = (_name(finding, prefixes) + label, finding.problem, finding.advice)
    place = f"{finding.place}  {finding.rule}" if finding.place else finding.rule
    lines = [escape(place)]
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
        (
            one.severity,
            one.rule,
            one.place,
            _name(one, prefixes),
            one.label,
            one.problem,
            one.advice,
        )
        for one in report.findings
    ]
    return layout.markdown(HEADINGS, rows)


def _csv(report: Report) -> str:
    from travaux.corpus import Finding

    return layout.csv([Finding._fields, *report.findings])


def _json(report: Report) -> str:
    content = {
        "conforms": report.conforms,
        "complete": not report.unread,
        "summary": report.summary,
        "texts": [text._asdict() for text in report.texts],
        "findings": [finding._asdict() for finding in report.findings],
    }
    return layout.json(content)
