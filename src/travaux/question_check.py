"""Check the .rq files of a workspace: the questions in queries/ and the rules in ontology/rules/.

Each is held to what `travaux query` asks of it: its header, that it parses and is not refused,
that its parameters reach every SELECT, and that their defaults and examples name something. Terms
of the ontology that it misspells would give an empty answer in silence.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar

from pyoxigraph import Quad, QuerySolutions, QueryTriples, Store

from travaux import checks, inference, prefix_list
from travaux.binding import term
from travaux.corpus import Corpus, Finding
from travaux.engine import OxigraphEngine
from travaux.errors import BadWorkspace, TravauxError, read_text, short
from travaux.folders import Fault
from travaux.kinds import wanted
from travaux.queries import Parameter, Question, parse
from travaux.references import declared, did_you_mean, nearest
from travaux.selects import PROJECT, substitution_problems
from travaux.severity import ERROR
from travaux.tokens import base_at, expand, place, prefixes_at, tokenize
from travaux.vocabulary import CON, PROPERTY_CHAIN, TRV

#: What a file must be, by the rule of the findings on it: the answer's type, problem, advice.
ASKS: dict[str, tuple[type, str, str]] = {
    "bad-rule": (QueryTriples, "a rule must be a CONSTRUCT query", "What it makes is added."),
    "bad-check": (QuerySolutions, "a check must be a SELECT query", "Each row is a finding."),
}
_SELECT = re.compile(r"the SELECT in line (\d+)")
Names = TypeVar("Names", dict[str, str], list[str])
_CARET = re.compile(r" *\^+ *")


class Asked(NamedTuple):
    """One .rq file; `question` is None for a rule or a check, and where its header is faulty.

    `rule` and `severity` are those of the findings on it.
    """

    name: str
    path: str
    text: str
    question: Question | None = None
    rule: str = "bad-question"
    severity: str = ERROR

    def finding(self, line: int, problem: str, advice: str) -> Finding:
        """A finding on a line of this file, from 1."""
        problem = problem[:1].upper() + problem[1:].rstrip(".") + "."
        label = self.question.summary if self.question else ""
        place = short(self.path)
        return Finding(self.severity, self.rule, place, line, self.name, label, problem, advice)

    def of(self, error: TravauxError) -> Finding:
        """An error as a finding, at the line it names in this file, else at the first."""
        found = re.fullmatch(r":(\d+)(?::(\d+))?", error.where.removeprefix(short(self.path)))
        what = f"{error.what} (column {found[2]})" if found and found[2] else error.what
        hints = error.hint.splitlines()
        if len(hints) > 1 and _CARET.fullmatch(hints[1]):
            hints = hints[2:]  # the line itself, which the finding names
        return self.finding(int(found[1]) if found else 1, what, " ".join(hints))

    def declaration(self, parameter: Parameter) -> int:
        """The line on which the header names a parameter."""
        name = rf'^#\+[ -]*name: +"?{re.escape(parameter.name)}\b'
        found = re.search(name, self.text, re.MULTILINE)
        return place(self.text, found.start())[0] if found else 1


def check(corpus: Corpus) -> tuple[list[Finding], int]:
    """Everything wrong with the questions and the rules, and how many questions there are."""
    asked, found = read(corpus)
    if not found:  # with a rule that fails nothing can be loaded
        found += values(asked, OxigraphEngine.load(corpus.workspace))
    return found, sum(each.question is not None for each in asked)


def read(corpus: Corpus) -> tuple[list[Asked], list[Finding]]:
    """The .rq files, and what is wrong with them as they stand; the data is not asked."""
    space = corpus.workspace
    found: list[Finding] = []
    rules = _listed(corpus, found, "bad-rule", space.rule_files, [])
    questions = _listed(corpus, found, "bad-question", space.question_files, {})
    queries = _listed(corpus, found, "bad-check", space.check_files, {})
    parser = OxigraphEngine(Store(), corpus.prefixes, "the workspace", space.base)
    parser.graphs = (*(part.file.iri for part in corpus.parts), parser.inferred)
    asked: list[Asked] = []
    for path in rules:
        stem = os.path.basename(path)[:-3]
        text = _text(corpus, path)
        if text is not None:
            asked.append(Asked(stem, path, text, None, *_as(corpus, "bad-rule")))
            found += _parsed(parser, asked[-1], ASKS["bad-rule"]) or _header(asked[-1])
    for name, path in questions.items():
        found += _question(corpus, parser, asked, name, path)
    for name, path in queries.items():
        found += _check(corpus, parser, asked, name, path)
    found += _undeclared(corpus, parser, asked)
    wrong, victims = prefix_list.check(corpus, asked)
    found = wrong + [one for one in found if one.file not in {short(each) for each in victims}]
    return asked, found if found else _uninferred(corpus, parser, asked)


def _listed(
    corpus: Corpus,
    found: list[Finding],
    rule: str,
    files: Callable[[list[Fault]], Names],
    none: Names,
) -> Names:
    """The files that can be used; ``found`` grows by the names that cannot be."""
    faults: list[Fault] = []
    given = corpus.attempt(partial(files, faults), none)
    for _, error in faults:
        if isinstance(error, BadWorkspace):
            severity, problem = corpus.severity(rule), f"{error.what}."
            found.append(Finding(severity, rule, error.where, 0, "", "", problem, error.hint))
        else:
            corpus.keep(error)
    return given


def _text(corpus: Corpus, path: str) -> str | None:
    return corpus.attempt(partial(read_text, path), None)


def _header(rule: Asked) -> list[Finding]:
    """What is wrong with the header of a rule."""
    try:
        inference.parse(rule.path, rule.text)
    except TravauxError as error:
        return [rule.of(error)]
    return []


def _uninferred(corpus: Corpus, parser: OxigraphEngine, asked: list[Asked]) -> list[Finding]:
    """Questions that mention what only rules give, and do not say so."""
    parser.rules = tuple((one.path, one.text.encode()) for one in asked if one.rule == "bad-rule")
    chains = [t for t in corpus.triples() if t.predicate.value == PROPERTY_CHAIN]
    parser.store.extend([Quad(t.subject, t.predicate, t.object) for t in chains])
    derived = inference.Derived(parser)
    found = []
    for one in asked:
        words = ", ".join(derived.mentioned(one.text))
        if one.question and not one.question.infer and words:
            problem = f"it asks for what only rules give ({words}) and does not say so"
            found.append(one.finding(1, problem, "Add `#+ infer: true` to its header."))
    return found


def _as(corpus: Corpus, rule: str) -> tuple[str, str]:
    return rule, corpus.severity(rule)


def _question(
    corpus: Corpus, parser: OxigraphEngine, asked: list[Asked], name: str, path: str
) -> list[Finding]:
    """What is wrong with a question; ``asked`` grows by it, unless its header is faulty."""
    text = _text(corpus, path)
    if text is None:
        return []
    one = Asked(name, path, text, None, *_as(corpus, "bad-question"))
    try:
        one = one._replace(question=parse(name, one.text, path))
    except TravauxError as error:
        return [one.of(error)]
    asked.append(one)
    return _parsed(parser, one) or _parameters(one)


def _check(
    corpus: Corpus, parser: OxigraphEngine, asked: list[Asked], name: str, path: str
) -> list[Finding]:
    """What is wrong with a check query; ``asked`` grows by it, unless its header is faulty."""
    text = _text(corpus, path)
    if text is None:
        return []
    one = Asked(name, path, text, None, *_as(corpus, "bad-check"))
    try:
        checks.parse(name, one.text, path)
    except TravauxError as error:
        return [one.of(error)]
    asked.append(one)
    return _parsed(parser, one, ASKS["bad-check"])


def _parsed(
    parser: OxigraphEngine, asked: Asked, wanted: tuple[type, str, str] | None = None
) -> list[Finding]:
    """Why a file cannot be asked, or is not what is wanted; nothing is evaluated over the data."""
    try:
        answer = parser.query(asked.text, name=asked.path)
    except TravauxError as error:
        return [asked.of(error)]
    if wanted and not isinstance(answer, wanted[0]):
        return [asked.finding(1, *wanted[1:])]
    if wanted and isinstance(answer, QuerySolutions):
        missing = checks.lacking(answer)
        problem = f"a check query selects ?entity ?problem ?source; it lacks {missing}"
        return [asked.finding(1, problem, "Select all three.")] if missing else []
    return []


def _parameters(asked: Asked) -> list[Finding]:
    """Parameters that the engine would ignore or refuse."""
    found = []
    for parameter in asked.question.params if asked.question else ():
        for problem in substitution_problems(asked.text, [parameter.name]):
            there = _SELECT.search(problem)
            line = int(there[1]) if there else asked.declaration(parameter)
            found.append(asked.finding(line, f"parameter {problem}", PROJECT))
    return found


def values(asked: list[Asked], engine: OxigraphEngine) -> Iterator[Finding]:
    """Defaults and examples that name nothing, or are not of their parameter's type."""
    for each in asked:
        for parameter in each.question.params if each.question else ():
            try:
                wanted(parameter.kinds, engine)
            except TravauxError as error:
                what = f"the class of parameter {parameter.name}: {error.what}"
                yield each.finding(each.declaration(parameter), what, error.hint)
                continue
            values = {"default": parameter.default, "example": parameter.example}
            for role, value in values.items():
                try:
                    if value is not None:
                        term(parameter, value, engine)
                except TravauxError as error:
                    what = f"the {role} of parameter {parameter.name}: {error.what}"
                    hint = " ".join(error.hint.splitlines())
                    yield each.finding(each.declaration(parameter), what, hint)


def _undeclared(corpus: Corpus, parser: OxigraphEngine, asked: list[Asked]) -> Iterator[Finding]:
    """The ontology's terms that it does not declare, each at its first use in a file."""
    if "ontology" in corpus.lacking:
        return
    terms = declared(corpus)
    known = terms.properties | terms.classes | terms.others | {TRV, CON}
    for each in asked:
        for iri, offset in _terms(each.text, parser).items():
            if iri not in known:
                problem = f"the term {corpus.short(iri)} is not declared in the ontology"
                advice = did_you_mean(corpus, nearest(iri, known)) or "Correct it."
                yield each.finding(place(each.text, offset)[0], problem, advice)


def _terms(text: str, parser: OxigraphEngine) -> dict[str, int]:
    """The IRIs in the ontology's namespaces that a query holds, with their first offsets."""
    found: dict[str, int] = {}
    tokens = tokenize(text)
    bound, base = prefixes_at(tokens, parser.prefixes), base_at(tokens, parser.base)
    for token in tokens:
        iri = expand(token, bound, base) if token.kind in ("iri", "pname") else None
        if iri and iri.startswith((TRV, CON)):
            found.setdefault(iri, token.start)
    return found
