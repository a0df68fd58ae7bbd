"""Has a workspace the rules that its files are to be held to? Without any, all would conform.

One that borrows its ontology borrows shapes, checks and severities with it. One with an ontology of
its own has none but its own; that they were deleted would be told by nothing else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from travaux import unreadable
from travaux.corpus import Corpus, Finding
from travaux.errors import read_text, short
from travaux.severity import HEADER, WARN
from travaux.shacl_report import STYLE
from travaux.vocabulary import SH
from travaux.workspace import CHECKS

#: The names of the rules that neither a shape nor a check query gives.
OWN = frozenset(
    """bad-check bad-question bad-rule dangling-reference duplicate-label foreign-property
    group-merged-with-member layer-crossing near-duplicate no-checks no-profile no-shapes
    not-canonical paragraph-order passage-digest passage-place prefix-list source-file stale-days
    text-differs text-missing
    text-without-source undeclared-term unknown-rule unnamed-node unreadable-date untyped-node
    wrong-base wrong-layer""".split()
).union(unreadable.RULES)
_TARGETS = frozenset(SH + each for each in ("targetClass", "targetNode"))
_TARGETS |= frozenset(SH + each for each in ("targetSubjectsOf", "targetObjectsOf", "target"))
_RESTORE = "Put it back, or take ontology.ttl away and borrow the built-in one with its rules."


def check(corpus: Corpus) -> list[Finding]:
    """Rules that are lacking, and lines of profile.tsv about none.

    Nothing is said where something could not be read: it may hold what seems to lack.
    """
    known = [*corpus.workspace.check_files([])]
    found = [] if corpus.workspace.ontology_root else list(_lacking(corpus, known))
    return found or list(_unknown(corpus, known))


def _lacking(corpus: Corpus, checks: list[str]) -> Iterator[Finding]:
    space = corpus.workspace
    if not corpus.wrong_terms and not _has_shapes(corpus):
        problem = "The ontology is this workspace's own, and no shape says what data must be like."
        yield _finding(corpus, "no-shapes", space.path("ontology", "shapes.ttl"), problem)
    if not checks:
        problem = "The ontology is this workspace's own, and there is no check query."
        yield _finding(corpus, "no-checks", space.path(CHECKS), problem)
    elif not space.profile_files():
        problem = "No severities are listed: every finding is an error."
        yield _finding(corpus, "no-profile", space.path(CHECKS, "profile.tsv"), problem)


def _has_shapes(corpus: Corpus) -> bool:
    data = (each for each in corpus.layer("shapes") if not each.file.stem.startswith(STYLE))
    return any(triple.predicate.value in _TARGETS for part in data for triple in part.triples)


def _unknown(corpus: Corpus, checks: list[str]) -> Iterator[Finding]:
    """Lines of the workspace's own profile.tsv whose rule nothing has."""
    known = OWN.union(checks, _shapes(corpus))
    root = os.path.join(corpus.workspace.root, "")
    for path in corpus.workspace.profile_files():
        if path.startswith(root):
            for line, text in enumerate(read_text(path).splitlines(), 1):
                rule = text.partition("\t")[0]
                if rule not in known and (line > 1 or rule != HEADER[0]):
                    yield _finding(corpus, "unknown-rule", path, *_meant(rule, known), line, rule)


def _shapes(corpus: Corpus) -> set[str]:
    """What the shapes, and the parts of them that have a name, are called."""
    parts = corpus.layer("shapes")
    return {re.split("[#/]", each)[-1] for part in parts for each in part.subjects}


def _meant(rule: str, known: Iterable[str]) -> tuple[str, str]:
    from difflib import get_close_matches

    near = get_close_matches(rule, sorted(known), n=1)
    advice = f"Did you mean {near[0]}?" if near else "Correct the line, or take it out."
    return f"No rule is called {rule!r}: the line changes nothing.", advice


def _finding(
    corpus: Corpus,
    rule: str,
    path: str,
    problem: str,
    advice: str = _RESTORE,
    line: int = 0,
    entity: str = "",
) -> Finding:
    # a warning by itself: the list that says so may be what is lacking
    severity = corpus.severity(rule, WARN)
    return Finding(severity, rule, short(path), line, entity, "", problem, advice)
