"""Is ontology/prefixes.ttl, the one list of prefixes, what the other files take it to be?

Queries declare no prefix, so that a line lost there makes every question, rule and check fail, and
a wrong one makes them ask for what is not there: a hundred findings, or none, of one slip.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from travaux.corpus import Corpus, Finding
from travaux.errors import short
from travaux.tokens import prefixes_at, tokenize

if TYPE_CHECKING:
    from travaux.question_check import Asked

RULE = "prefix-list"


def check(corpus: Corpus, asked: list[Asked]) -> tuple[list[Finding], set[str]]:
    """What is wrong with the list, and the paths of the queries that are not to blame for it."""
    used = {one.path: _used(one.text) for one in asked}
    wrong = _wrong(corpus, set().union(*used.values()))
    if not wrong:
        return [], set()
    victims = {path for path, names in used.items() if not names.isdisjoint(wrong)}
    return [_finding(corpus, wrong, len(victims))], victims


def _used(text: str) -> set[str]:
    """The prefixes that a query uses and does not declare itself."""
    tokens = tokenize(text)
    own = prefixes_at(tokens, {})
    names = {token.text.partition(":")[0] for token in tokens if token.kind == "pname"}
    return names - own.keys()


def _wrong(corpus: Corpus, used: set[str]) -> dict[str, str]:
    """Prefixes in use that are not what the workspace's own Turtle files say, with what they say.

    One file that agrees with the list is enough; a prefix that no file has is the query's slip.
    """
    root = os.path.join(corpus.workspace.root, "")
    said: dict[str, set[str]] = {}
    for part in corpus.parts:
        if part.file.path.startswith(root) and part.file.stem != "prefixes":
            for prefix in used & part.prefixes.keys():
                said.setdefault(prefix, set()).add(part.prefixes[prefix])
    listed = corpus.prefixes
    return {each: min(iris) for each, iris in said.items() if listed.get(each) not in iris}


def _finding(corpus: Corpus, wrong: dict[str, str], victims: int) -> Finding:
    path = corpus.workspace.path("ontology", "prefixes.ttl")
    lost = sorted(each for each in wrong if each not in corpus.prefixes)
    other = sorted(wrong.keys() - set(lost))
    said = [f"lacks {_names(lost)}"] if lost else []
    said += [f"has another IRI for {_names(other)} than the files that use it"] if other else []
    queries = "1 query needs" if victims == 1 else f"{victims} queries need"
    problem = f"The list of prefixes {' and '.join(said)}; {queries} it."
    lines = [f"@prefix {each}: <{wrong[each]}> ." for each in sorted(wrong)]
    advice = f"Write into it: {' '.join(lines)}"
    line = _line(path, other)
    return Finding(corpus.severity(RULE), RULE, short(path), line, "prefixes", "", problem, advice)


def _names(prefixes: list[str]) -> str:
    return ", ".join(f"{each}:" for each in prefixes)


def _line(path: str, other: list[str]) -> int:
    """The line of the first prefix that is listed otherwise, else the first; 0 without a file."""
    if not os.path.isfile(path):
        return 0
    with open(path, encoding="utf-8") as file:
        found = [at for at, line in enumerate(file, 1) for e in other if f"prefix {e}:" in line]
    return min(found, default=1)
