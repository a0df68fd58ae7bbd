"""`travaux validate`: are the files well-formed, do they keep the rules, do the Passages hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import click

from travaux.corpus import Corpus, Finding, Part
from travaux.evidence import TextResult
from travaux.options import format_option, timeout_option, workspace_option
from travaux.severity import ERROR, INFO, LEVELS, WARN
from travaux.timeout import limit
from travaux.turtle_text import name_of
from travaux.vocabulary import PASSAGE, TYPE
from travaux.workspace import Workspace, find

if TYPE_CHECKING:
    from travaux.causes import Causes
    from travaux.engine import OxigraphEngine
    from travaux.question_check import Asked

NOUNS = {ERROR: "error", WARN: "warning", INFO: "remark"}
UNCOMPARED = "Passages were not compared with the texts; --texts DIR does that."


class Report(NamedTuple):
    """What was checked and what was found wrong."""

    findings: list[Finding]
    texts: list[TextResult]
    checked: str  # how many files, triples, rules
    uncompared: bool = False  # there are Passages, but no texts were given
    strict: bool = False  # a warning is too much

    @property
    def conforms(self) -> bool:
        """Nothing was found that is too much."""
        too_much = (ERROR, WARN) if self.strict else (ERROR,)
        return not any(each.severity in too_much for each in self.findings)

    @property
    def summary(self) -> str:
        """The outcome in one sentence, with what was checked."""
        numbers = Counter(each.severity for each in self.findings)
        told = ", ".join(_count(numbers[each], NOUNS[each]) for each in LEVELS if each in numbers)
        if not self.conforms:
            return f"Does not conform: {told} in {self.checked}."
        return f"Conforms{', with ' + told if told else ''}: {self.checked}."


@click.command(epilog="\b\nExample:\n  travaux validate\n  travaux validate --texts ../texts")
@workspace_option
@click.option("--strict", is_flag=True, help="Warnings do not conform either.")
@click.option("--texts", metavar="DIR", help="Folder of <source>.txt: check every passage too.")
@format_option("table", "json", "markdown", "csv")
@timeout_option
def command(
    workspace: str | None, strict: bool, texts: str | None, format: str, timeout: float
) -> int:
    """Check all files of the workspace against its rules.

    Terms and references, layers, dates, shapes, check queries, questions; with --texts every
    passage, exact or failed. Errors come first, then warnings and remarks.
    Exit code 0: all is well; 1: something is not; 2: could not be checked.
    """
    from travaux.findings import render
    from travaux.output import note, put

    space = find(workspace)
    with limit(timeout):
        report = validate(space, texts)._replace(strict=strict)
        text = render(report, format, space.prefixes())
    put(text.encode("utf-8", "backslashreplace"))
    if format in ("csv", "markdown"):
        note(report.summary)
    if report.uncompared:
        note(UNCOMPARED)
    return 0 if report.conforms else 1


def validate(workspace: Workspace, texts: str | None = None) -> Report:
    """Check a workspace; ``texts`` is the folder of its source texts.

    What comes first is told first, and what follows from it is not told again. Raises BadTurtle
    at the first malformed file, with its line.
    """
    from travaux import duplicates, evidence, paragraphs, question_check, shacl_report
    from travaux.causes import Causes

    corpus, causes = Corpus(workspace), Causes()
    found = _files(corpus, causes)
    results: list[TextResult] = []
    if texts is not None:
        results, more = evidence.check(corpus, texts, causes)
        found += more
    found += paragraphs.check(corpus, causes)
    asked, engine = _queries(corpus, causes, found)
    more, shapes = shacl_report.check(corpus, causes)
    found += more + duplicates.check(corpus, causes)
    if engine and not found:  # whatever is missing would be told again of each question
        found += question_check.values(asked, engine)
    found = sorted(set(found), key=lambda one: one.order)
    uncompared = texts is None and any(_holds_passages(part) for part in corpus.layer("source"))
    return Report(found, results, _checked(corpus, shapes, asked), uncompared)


def _files(corpus: Corpus, causes: Causes) -> list[Finding]:
    """What the files show as they stand, lexical forms included."""
    from travaux import clocks, layers, references

    found = layers.check(corpus, causes)
    found += references.check(corpus, causes)
    return found + clocks.check(corpus, causes)


def _queries(
    corpus: Corpus, causes: Causes, found: list[Finding]
) -> tuple[list[Asked], OxigraphEngine | None]:
    """Hold the .rq files to their rules and run the checks; ``found`` grows by what they find."""
    from travaux import checks, question_check

    asked, faults = question_check.read(corpus)
    found += faults
    engine = _engine(corpus, asked, faults)
    if engine:
        found += checks.run(corpus, engine, _sound(asked, faults), causes)
    return asked, engine


def _engine(corpus: Corpus, asked: list[Asked], faults: list[Finding]) -> OxigraphEngine | None:
    """The store over the workspace; None where a rule or a file's name would stop it."""
    from travaux.engine import OxigraphEngine

    stopped = not asked or any(each.rule == "bad-rule" for each in faults)
    return None if stopped and faults else OxigraphEngine.load(corpus.workspace)


def _sound(asked: list[Asked], faults: list[Finding]) -> list[Asked]:
    """The check queries that can be run."""
    faulty = {each.entity for each in faults}
    return [each for each in asked if each.rule == "bad-check" and each.name not in faulty]


def _holds_passages(part: Part) -> bool:
    return any(
        triple.predicate.value == TYPE and name_of(triple.object) == PASSAGE
        for triple in part.triples
    )


def _checked(corpus: Corpus, shapes: int, asked: list[Asked]) -> str:
    kinds = Counter(each.rule for each in asked)
    counts = {
        "file": len(corpus.parts),
        "triple": len(set(corpus.triples())),
        "shape": shapes,
        "check": kinds["bad-check"],
        "question": kinds["bad-question"],
    }
    return ", ".join(_count(number, noun) for noun, number in counts.items() if number)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
