"""`travaux validate`: are the files well-formed, do they keep the rules, do the Passages hold."""

from __future__ import annotations

from typing import NamedTuple

import click

from travaux.corpus import Corpus, Finding
from travaux.evidence import TextResult
from travaux.options import format_option, workspace_option
from travaux.workspace import Workspace, find

COLUMNS = ("file", "line", "entity", "label", "problem", "advice")


class Report(NamedTuple):
    """What was checked and what was found wrong."""

    findings: list[Finding]
    texts: list[TextResult]
    summary: str

    @property
    def conforms(self) -> bool:
        """Nothing was found wrong."""
        return not self.findings


@click.command(epilog="\b\nExample:\n  travaux validate --texts ../texts")
@workspace_option
@click.option("--texts", metavar="DIR", help="Folder of <source>.txt: check every passage too.")
@format_option("table", "json", "markdown", "csv")
def command(workspace: str | None, texts: str | None, format: str) -> int:
    """Check all files of the workspace against its rules.

    First terms and references, then the shapes; with --texts every passage, exact or failed. Exit
    code 0: all is well; 1: something is not; 2: could not be checked.
    """
    from travaux.findings import render

    space = find(workspace)
    report = validate(space, texts)
    click.echo(render(report, format, space.prefixes()), nl=False)
    if format in ("csv", "markdown"):
        click.echo(report.summary, err=True)
    return 0 if report.conforms else 1


def validate(workspace: Workspace, texts: str | None = None) -> Report:
    """Check a workspace; ``texts`` is the folder of its source texts.

    Raises BadTurtle at the first malformed file, with its line.
    """
    from travaux import evidence, references, shacl_report

    corpus = Corpus(workspace)
    found = references.check(corpus)
    more, shapes = shacl_report.check(corpus)
    found += more
    results: list[TextResult] = []
    if texts is not None:
        results, more = evidence.check(corpus, texts)
        found += more
    found = sorted(set(found), key=lambda one: (one.file, one.line, one))
    return Report(found, results, _summary(corpus, found, shapes))


def _summary(corpus: Corpus, found: list[Finding], shapes: int) -> str:
    triples = len(set(corpus.triples()))
    checked = f"{len(corpus.parts)} files, {triples:,} triples, {shapes} shapes"
    if not found:
        return f"Conforms: {checked}."
    number = f"{len(found)} finding{'s' * (len(found) > 1)}"
    return f"Does not conform: {number} in {checked}."
