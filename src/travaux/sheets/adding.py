"""Tables taken into a KnowledgeGraph: all of them, or none."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import passages
from travaux.corpus import Finding
from travaux.errors import BadParameter, FileProblem, short
from travaux.kg.graph import KnowledgeGraph
from travaux.kg.pending import Change, DoesNotConform
from travaux.sheets import folder, workbook
from travaux.sheets.entries import PLACE, Entry
from travaux.sheets.inward import Intake, Taken
from travaux.sheets.model import CONTAINS, BadSheets, Problem, Table
from travaux.sheets.naming import Told
from travaux.spelling import curie
from travaux.vocabulary import ATTRIBUTION_STEP, GLOSS, LABEL, NAMED_AS, PASSAGE, SHA256

_TERM = re.compile(r"[a-z][a-z0-9]*:[A-Za-z]+")


class Added(NamedTuple):
    """What tables add: the rows by source, and the files that they go to."""

    entries: dict[str, list[Entry]]
    changes: list[Change]

    def counts(self, source: str) -> Counter[str]:
        """How many rows of each sheet."""
        return Counter(each.sheet for each in self.entries[source])


def tables(path: str) -> list[Table]:
    """The tables at a path: a workbook, a folder of csv files, or one of them.

    Raises FileProblem.
    """
    ending = os.path.splitext(path)[1].lower()
    if os.path.isdir(path) or ending == ".csv":
        return folder.read(path)
    if ending == ".xlsx":
        return workbook.read(folder.bounded(path), short(path))
    if not os.path.lexists(path):
        raise FileProblem("no such file", where=short(path) or "''")
    hint = "Save it as an Excel workbook (.xlsx), or as csv files in a folder."
    raise FileProblem("is neither a workbook nor a folder", where=short(path), hint=hint)


def add(kg: KnowledgeGraph, path: str, source: str | None = None, text: str | None = None) -> Added:
    """Stage what the tables at a path say; `kg.save()` then writes it.

    `source` is that of rows that name none, `text` the file of its text, in which words are
    looked for. Raises BadSheets with every problem, FileProblem for what cannot be read.
    """
    told, digest = _told(kg, source, text)
    intake = Intake(kg.engine, kg.workspace, told, digest)
    taken = intake.take(tables(path))
    changes = [
        Change(f"graph/sources/{name}.ttl", [t for each in rows for t in each.triples])
        for name, rows in taken.entries.items()
    ]
    if taken.problems:
        problems = [*taken.problems, *_further(kg, taken, changes)]
        raise BadSheets(problems, short(path))
    try:
        kg.stage(changes)
    except DoesNotConform as error:
        problems = _problems(error.findings, taken, kg)
        raise BadSheets(problems, short(path)) from None
    return Added(taken.entries, changes)


def _told(kg: KnowledgeGraph, source: str | None, text: str | None) -> tuple[Told, str | None]:
    """What is given beside the tables, with the digest of the text."""
    if source is not None and not passages.NAME.fullmatch(source):
        hint = "Such names are like s6: a-z, 0-9 and hyphens."
        raise BadParameter(f"{source!r} is not the name of a source", where="--source", hint=hint)
    if text is None:
        return Told(source, None), None
    if source is None:
        hint = "A text belongs to one source."
        raise BadParameter("--text needs --source", where="--text", hint=hint)
    digest = passages.file_digest(text)
    article = NamedNode(f"{kg.workspace.base}source/{source}")
    for quad in kg.engine.quads(article, NamedNode(SHA256)):
        if getattr(quad.object, "value", "") != digest:
            hint = f"Its digest is not the one that {source} carries; name the right file."
            raise BadParameter("is not the text of this source", where=short(text), hint=hint)
    return Told(source, passages.read(text)), digest


def _further(kg: KnowledgeGraph, taken: Taken, changes: list[Change]) -> list[Problem]:
    """What the rules find wrong in rows that are sound in themselves."""
    if not taken.stands or kg.changes():
        return []
    try:
        kg.would(changes)
    except DoesNotConform as error:
        wrong = _wrong(taken.problems)
        rows = _rows(taken)
        sound = [each for each in error.findings if _is_new(each, rows.get(each.entity), wrong)]
        return _problems(sound, taken, kg)
    return []


def _wrong(problems: Iterable[Problem]) -> dict[tuple[str, int], set[str]]:
    """The properties of each row of which something is told already."""
    found: dict[tuple[str, int], set[str]] = {}
    for each in problems:
        name = re.split(r"[@^( ]", each.heading)[0].rpartition(":")[2]
        name = "evidence" if name in (PLACE, CONTAINS) else name
        found.setdefault((each.sheet, each.row), set()).add(name)
    return found


def _is_new(finding: Finding, entry: Entry | None, wrong: dict[tuple[str, int], set[str]]) -> bool:
    """Whether a finding follows from no problem that is told already."""
    if entry is None:
        return False
    told = wrong.get((entry.sheet, entry.row), set())
    names = {each.rpartition(":")[2] for each in _mentioned(finding)}
    return not told or (bool(names) and "" not in told and not names & told)


def _mentioned(finding: Finding) -> list[str]:
    """The terms that a finding names."""
    return _TERM.findall(f"{finding.problem} {finding.advice}")


def _expanded(term: str, kg: KnowledgeGraph) -> str:
    prefix, _, name = term.partition(":")
    return kg.engine.prefixes.get(prefix, "") + name


def _rows(taken: Taken) -> dict[str, Entry]:
    """The row that describes each thing; the first of several."""
    return {
        getattr(triple.subject, "value", ""): each
        for entries in taken.entries.values()
        for each in reversed(entries)
        for triple in reversed(each.triples)
    }


def _problems(findings: Iterable[Finding], taken: Taken, kg: KnowledgeGraph) -> list[Problem]:
    """What the rules find, at the row that says it."""
    rows = _rows(taken)
    found = dict.fromkeys(_problem(each, rows.get(each.entity), kg) for each in findings)
    return sorted(found, key=lambda each: (each.sheet, each.row, each.column))


def _problem(finding: Finding, entry: Entry | None, kg: KnowledgeGraph) -> Problem:
    if entry is None:
        name = finding.label or curie(finding.entity, kg.engine.prefixes)
        return Problem("", 0, 0, "", f"{name}: {finding.problem}", finding.advice)
    iris = (_expanded(each, kg) for each in _mentioned(finding))
    at = next(filter(None, map(entry.column, iris)), 0)
    return entry.problem(finding.problem, finding.advice, at)


def summary(entries: Iterable[Entry], kg: KnowledgeGraph) -> list[tuple[str, str, str]]:
    """Each row that says something in words: its name, its kind, its gloss or label."""
    found = []
    for entry in entries:
        told = entry.under(GLOSS)[1] or entry.under(NAMED_AS)[1] or entry.under(LABEL)[1]
        if told or entry.kind not in (PASSAGE, ATTRIBUTION_STEP):
            found.append((curie(entry.iri, kg.engine.prefixes), entry.sheet, told))
    return found
