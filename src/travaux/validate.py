"""`travaux validate`: are the files well-formed, do they keep the rules, do the Passages hold."""

from __future__ import annotations

from typing import NamedTuple

import click

from travaux.corpus import Corpus, Finding, Part
from travaux.evidence import TextResult
from travaux.options import format_option, timeout_option, workspace_option
from travaux.timeout import limit
from travaux.turtle_text import name_of
from travaux.vocabulary import PASSAGE, TYPE
from travaux.workspace import Workspace, find

UNCOMPARED = "Passages were not compared with the texts; --texts DIR does that."


class Report(NamedTuple):
    """What was checked and what was found wrong."""

    findings: list[Finding]
    texts: list[TextResult]
    summary: str
    uncompared: bool = False  # there are Passages, but no texts were given

    @property
    def conforms(self) -> bool:
        """Nothing was found wrong."""
        return not self.findings


@click.command(epilog="\b\nExample:\n  travaux validate\n  travaux validate --texts ../texts")
@workspace_option
@click.option("--texts", metavar="DIR", help="Folder of <source>.txt: check every passage too.")
@format_option("table", "json", "markdown", "csv")
@timeout_option
def command(workspace: str | None, texts: str | None, format: str, timeout: float) -> int:
    """Check all files of the workspace against its rules.

    Terms and references, dates, shapes, questions; with --texts every passage, exact or failed.
    Exit code 0: all is well; 1: something is not; 2: could not be checked.
    """
    from travaux.findings import render
    from travaux.output import note, put

    space = find(workspace)
    with limit(timeout):
        report = validate(space, texts)
        text = render(report, format, space.prefixes())
    put(text.encode("utf-8", "backslashreplace"))
    if format in ("csv", "markdown"):
        note(report.summary)
    if report.uncompared:
        note(UNCOMPARED)
    return 0 if report.conforms else 1


def validate(workspace: Workspace, texts: str | None = None) -> Report:
    """Check a workspace; ``texts`` is the folder of its source texts.

    Raises BadTurtle at the first malformed file, with its line.
    """
    from travaux import clocks, evidence, question_check, references, shacl_report
    from travaux.causes import Causes

    corpus, causes = Corpus(workspace), Causes()
    found = references.check(corpus, causes)
    found += clocks.check(corpus, causes)
    more, shapes = shacl_report.check(corpus, causes)
    found += more
    more, questions = question_check.check(corpus)
    found += more
    results: list[TextResult] = []
    if texts is not None:
        results, more = evidence.check(corpus, texts)
        found += more
    found = sorted(set(found), key=lambda one: (one.file, one.line, one))
    uncompared = texts is None and any(_holds_passages(part) for part in corpus.layer("source"))
    return Report(found, results, _summary(corpus, found, shapes, questions), uncompared)


def _holds_passages(part: Part) -> bool:
    return any(
        triple.predicate.value == TYPE and name_of(triple.object) == PASSAGE
        for triple in part.triples
    )


def _summary(corpus: Corpus, found: list[Finding], shapes: int, questions: int) -> str:
    triples = len(set(corpus.triples()))
    checked = f"{len(corpus.parts)} files, {triples:,} triples, {shapes} shapes"
    if questions:
        checked += f", {questions} question{'s' * (questions > 1)}"
    if not found:
        return f"Conforms: {checked}."
    number = f"{len(found)} finding{'s' * (len(found) > 1)}"
    return f"Does not conform: {number} in {checked}."
