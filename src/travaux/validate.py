"""`travaux validate`: are the files well-formed, do they keep the rules, do the Passages hold."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from travaux.corpus import Corpus, Finding, Part
from travaux.errors import BadData, OutOfMemory, OutOfTime, TravauxError, problem
from travaux.evidence import TextResult
from travaux.options import format_option, timeout_option, workspace_option
from travaux.severity import ERROR, INFO, LEVELS, WARN
from travaux.timeout import LONGER, limit, stopped
from travaux.turtle_text import name_of
from travaux.vocabulary import PASSAGE, TYPE
from travaux.workspace import Workspace, find

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Store

    from travaux.causes import Causes
    from travaux.engine import OxigraphEngine
    from travaux.question_check import Asked

NOUNS = {ERROR: "error", WARN: "warning", INFO: "remark"}
MORE = "Raise the limit, or look for a file that is much too long."
UNCOMPARED = "Passages were not compared with the texts; --texts DIR does that."


class Report(NamedTuple):
    """What was checked and what was found wrong."""

    findings: list[Finding]
    texts: list[TextResult]
    checked: str  # how many files, triples, rules
    uncompared: bool = False  # there are Passages, but no texts were given
    strict: bool = False  # a warning is too much
    unread: tuple[TravauxError, ...] = ()  # why it could not be checked in full

    @property
    def conforms(self) -> bool:
        """All was checked, and nothing was found that is too much."""
        too_much = (ERROR, WARN) if self.strict else (ERROR,)
        return not (self.unread or any(each.severity in too_much for each in self.findings))

    @property
    def summary(self) -> str:
        """The outcome in one sentence, with what was checked."""
        numbers = Counter(each.severity for each in self.findings)
        told = ", ".join(_count(numbers[each], NOUNS[each]) for each in LEVELS if each in numbers)
        if self.unread:
            return f"Could not be checked in full: {told}; read and checked: {self.checked}."
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
    Exit code 0: all is well; 1: something is not; 2: could not be checked in full, and the
    report tells why beside what could be found.
    """
    from travaux.output import note, put

    # made beforehand: when time or memory is up, nothing can be made any more
    late = _given_up(OutOfTime(stopped(timeout), hint=LONGER))
    full = _given_up(OutOfMemory("not enough memory", hint=MORE))
    answers = [_rendered(each, {}, format) for each in (late, full)]
    with limit(timeout, answers[0]):
        try:
            report, prefixes = _found(workspace, texts)
            report = report._replace(strict=strict)
            data = _rendered(report, prefixes, format)
        except MemoryError:
            report, data = full, answers[1]
    put(data)
    if format in ("csv", "markdown"):
        note(report.summary)
    if report.uncompared:
        note(UNCOMPARED)
    if report.unread:
        raise report.unread[0]
    return 0 if report.conforms else 1


def _rendered(report: Report, prefixes: Mapping[str, str], format: str) -> bytes:
    from travaux.findings import render

    return render(report, format, prefixes).encode("utf-8", "backslashreplace")


def _given_up(error: TravauxError) -> Report:
    """The report where all that can be told is why there is none."""
    from travaux.unreadable import finding

    return Report([finding(error)], [], "nothing", unread=(error,))


def _found(named: str | None, texts: str | None) -> tuple[Report, Mapping[str, str]]:
    """The report on the workspace that is named, and its prefixes; without a workspace, why."""
    try:
        space = find(named)
        report = validate(space, texts)
    except TravauxError as error:
        return _given_up(error), {}
    except OSError as error:
        return _given_up(problem(error.filename or "", error)), {}
    except RecursionError:
        return _given_up(BadData("something in what was read is nested too deep")), {}
    try:
        return report, space.prefixes()
    except TravauxError:  # it is told in the report
        return report, {}


def validate(workspace: Workspace, texts: str | None = None) -> Report:
    """Check a workspace; ``texts`` is the folder of its source texts.

    What comes first is told first, and what follows from it is not told again. Without a file of
    the graph, the others are only checked each for itself.
    """
    from travaux import evidence, form, paragraphs, ruleset, unreadable
    from travaux.causes import Causes

    unread: list[TravauxError] = []
    corpus, causes = Corpus(workspace, unread), Causes()
    found = _files(corpus, causes) if corpus.is_whole else _apart(corpus, causes)
    results: list[TextResult] = []
    if texts is not None:
        nothing: tuple[list[TextResult], list[Finding]] = ([], [])
        results, more = corpus.attempt(lambda: evidence.check(corpus, texts, causes), nothing)
        found += more
    found += paragraphs.check(corpus, causes)
    asked, engine = _queries(corpus, causes, found)
    shapes = _rules(corpus, causes, found) if corpus.is_whole else 0
    if (
        engine and not found and not unread
    ):  # whatever is missing would be told again of each question
        from travaux import question_check

        found += question_check.values(asked, engine)
    if corpus.is_whole and not unread:
        found += ruleset.check(corpus)
    found += form.check(corpus, found)
    found = sorted({*found, *map(unreadable.finding, unread)}, key=lambda one: one.order)
    uncompared = texts is None and any(_holds_passages(part) for part in corpus.layer("source"))
    checked = _checked(corpus, shapes, asked, engine is not None)
    return Report(found, results, checked, uncompared, unread=tuple(unread))


def _files(corpus: Corpus, causes: Causes) -> list[Finding]:
    """What the files show as they stand, lexical forms included."""
    from travaux import bases, clocks, layers, references

    found = bases.check(corpus) + layers.check(corpus, causes)
    found += references.check(corpus, causes)
    return found + clocks.check(corpus, causes)


def _apart(corpus: Corpus, causes: Causes) -> list[Finding]:
    """The same where files are missing: what each of the others shows by itself."""
    from travaux import clocks, references

    found = clocks.check(corpus, causes)
    if "ontology" in corpus.lacking:
        return found
    terms = references.declared(corpus)
    return found + [
        one for part in corpus.parts for one in references.undeclared(corpus, part, terms)
    ]


def _rules(corpus: Corpus, causes: Causes, found: list[Finding]) -> int:
    """Check the shapes and the names; ``found`` grows. How many shapes there are."""
    from travaux import duplicates, shacl_report

    none: list[Finding] = []
    more, shapes = corpus.attempt(lambda: shacl_report.check(corpus, causes), (none, 0))
    found += more + duplicates.check(corpus, causes)
    return shapes


def _queries(
    corpus: Corpus, causes: Causes, found: list[Finding]
) -> tuple[list[Asked], OxigraphEngine | None]:
    """Hold the .rq files to their rules and run the checks; ``found`` grows by what they find."""
    from travaux import checks, question_check

    asked, faults = question_check.read(corpus)
    found += faults
    engine = corpus.attempt(lambda: _engine(corpus, asked, faults), None)
    if engine:
        sound, none = _sound(asked, faults), list[Finding]()
        found += corpus.attempt(lambda: checks.run(corpus, engine, sound, causes), none)
    return asked, engine


def _engine(corpus: Corpus, asked: list[Asked], faults: list[Finding]) -> OxigraphEngine | None:
    """The store over the workspace; None where a rule, a prefix, a file's name would stop it."""
    from travaux.engine import OxigraphEngine

    if not corpus.is_whole:
        return None
    stopped = not asked or any(each.rule in ("bad-rule", "prefix-list") for each in faults)
    return (
        None
        if stopped and faults
        else OxigraphEngine.load(corpus.workspace, add=partial(_add, corpus))
    )


def _add(corpus: Corpus, store: Store, path: str, graph: str) -> None:
    """Add a file as it was read: its nodes without a name keep their labels."""
    from pyoxigraph import NamedNode, Quad

    name = NamedNode(graph)
    for part in corpus.parts:
        if part.file.path == path:
            store.extend(Quad(t.subject, t.predicate, t.object, name) for t in part.triples)


def _sound(asked: list[Asked], faults: list[Finding]) -> list[Asked]:
    """The check queries that can be run."""
    faulty = {each.entity for each in faults if each.rule == "bad-check"}
    return [each for each in asked if each.rule == "bad-check" and each.name not in faulty]


def _holds_passages(part: Part) -> bool:
    return any(
        triple.predicate.value == TYPE and name_of(triple.object) == PASSAGE
        for triple in part.triples
    )


def _checked(corpus: Corpus, shapes: int, asked: list[Asked], ran: bool) -> str:
    """What was read, and what it was held to: none is a number too, unless files are lacking."""
    kinds = Counter(each.rule for each in asked)
    counts = {
        "file": len(corpus.parts),
        "triple": len(set(corpus.triples())),
        "shape": shapes,
        "check": kinds["bad-check"] if ran and not corpus.wrong_terms else 0,
        "question": kinds["bad-question"],
    }
    held = ("shape", "check") if corpus.is_whole else ()
    told = (_count(number, noun) for noun, number in counts.items() if number or noun in held)
    read = ", ".join(told) or "nothing"
    return read if corpus.is_whole else f"{read}, each file by itself; no shape and no check"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
