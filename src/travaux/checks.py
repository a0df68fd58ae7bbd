"""Check queries: rules that need several files or graphs, as SPARQL in queries/checks/<rule>.rq.

Each row of `SELECT ?entity ?problem ?source` is one finding; `?source` is the graph or the article
it lies in, and `?predicate` and `?value` lead to the line. A check may not depend on lexical
forms, which the store rewrites. The header says what must hold (`summary`), how to mend it
(`advice`), and with `hides` what of the thing is not told again by other rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import QuerySolutions

from travaux.errors import BadQuery, short
from travaux.headers import read_header
from travaux.vocabulary import NEWS_ARTICLE

if TYPE_CHECKING:
    from pyoxigraph import QuerySolution

    from travaux.causes import Causes
    from travaux.corpus import Corpus, Finding, Part
    from travaux.engine import OxigraphEngine
    from travaux.question_check import Asked

COLUMNS = ("entity", "problem", "source")
KEYS = ("summary", "advice", "hides")
HIDES = ("", "property", "entity")


class Check(NamedTuple):
    """One check query with what its header says."""

    rule: str
    summary: str
    advice: str
    hides: str  # "property" of the thing, the whole "entity", or nothing
    text: str
    path: str


def parse(rule: str, text: str, path: str = "") -> Check:
    """A check from the text of its file; BadQuery names the line of what is wrong."""
    where = short(path) if path else rule
    header = read_header(text, where, KEYS)
    for key in ("summary", "advice"):
        if not header.get(key):
            raise BadQuery(f"the header lacks `#+ {key}: ...`", where=where)
    hides = header.get("hides", "")
    if hides not in HIDES:
        raise BadQuery("`hides` is property or entity", where=where)
    return Check(rule, header["summary"], header["advice"], hides, text, path)


def lacking(answer: QuerySolutions) -> str:
    """The columns that a check must have and has not."""
    have = {each.value for each in answer.variables}
    return " ".join(f"?{each}" for each in COLUMNS if each not in have)


def run(
    corpus: Corpus, engine: OxigraphEngine, files: Iterable[Asked], causes: Causes
) -> list[Finding]:
    """What the checks find; ``causes`` grows by what they hide, those that hide going first."""
    if corpus.wrong_terms:
        return []
    checks = [parse(each.name, each.text, each.path) for each in files]
    found: list[Finding] = []
    for check in sorted(checks, key=lambda check: (not check.hides, check.rule)):
        found += _findings(corpus, engine, check, causes)
    return found


def _findings(
    corpus: Corpus, engine: OxigraphEngine, check: Check, causes: Causes
) -> list[Finding]:
    answer = engine.query(check.text, name=check.path)
    if not isinstance(answer, QuerySolutions):
        raise BadQuery("a check must be a SELECT query", where=short(check.path))
    columns = {each.value for each in answer.variables}
    found = []
    for row in answer:
        entity, problem, source, predicate, value = (
            _text(row, name) if name in columns else "" for name in (*COLUMNS, "predicate", "value")
        )
        if causes.is_untyped(entity) or causes.explain(entity, predicate, value, ""):
            continue
        part = _part(corpus, source)
        given = (check.rule, part, entity, problem, check.advice)
        found.append(corpus.finding(*given, predicate=predicate, value=value))
        if check.hides == "property":
            causes.whole(entity, predicate)
        elif check.hides == "entity":
            causes.unclear(entity)
    return found


def _text(row: QuerySolution, name: str) -> str:
    value = row[name]
    return str(getattr(value, "value", ""))


def _part(corpus: Corpus, source: str) -> Part | None:
    """The file of a graph, or the one that describes an article."""
    for part in corpus.parts:
        if part.file.iri == source or NEWS_ARTICLE in part.types.get(source, ()):
            return part
    return None
