"""Where a query's SELECTs are, what they project and what they mention.

Oxigraph's substitution of a variable fails when the query does not project it, is ignored without
a word by a sub-select that does not, and passes by `BOUND(?x)` and a bare `(?x AS ?y)`. So a
parameter must be projected in each SELECT that mentions it, and stand in neither of those two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from travaux.tokens import Token, tokenize


class Select:
    """One SELECT: its place, the variables projected (`star`: all) and all that it mentions.

    `order` holds the variables it mentions, its sub-selects' included, by first appearance.
    """

    __slots__ = ("depth", "order", "projected", "star", "start")

    def __init__(self, start: int, depth: int) -> None:
        self.start = start
        self.depth = depth
        self.star = False
        self.projected: list[str] = []
        self.order: list[str] = []

    def projects(self, name: str) -> bool:
        return self.star or name in self.projected


def selects(text: str) -> list[Select]:
    """The SELECTs of a query in the order in which they begin; none for ASK and the like."""
    found: list[Select] = []
    running: list[Select] = []
    depth = brackets = 0
    heading = False
    for token in tokenize(text):
        word = token.text
        if word == "{":
            depth, heading = depth + 1, False
        elif word == "}":
            depth -= 1
            running = [each for each in running if each.depth <= depth]
        elif word in "()":
            brackets += 1 if word == "(" else -1
        elif word.upper() == "SELECT":
            running.append(Select(token.start, depth))
            found.append(running[-1])
            heading, brackets = True, 0
        elif heading and word == "*" and not brackets:
            running[-1].star = True
        elif word[0] in "?$" and len(word) > 1:
            _mention(running, word[1:], heading and not brackets)
    return found


def _mention(running: Sequence[Select], name: str, projected: bool) -> None:
    for each in running:
        if name not in each.order:
            each.order.append(name)
    if projected:
        running[-1].projected.append(name)


def substitution_problems(text: str, names: Iterable[str]) -> list[str]:
    """Why binding these variables in this query would fail or be ignored; empty if it works."""
    found = selects(text)
    listed = tokenize(text)
    mentioned = {token.text[1:] for token in listed if token.text[0] in "?$"}
    problems = []
    for name in names:
        if name not in mentioned:
            problems.append(f"?{name} does not occur in the query")
            continue
        for each in found:
            if not each.projects(name) and (name in each.order or each is found[0]):
                line = text.count("\n", 0, each.start) + 1
                problems.append(f"?{name} is not projected by the SELECT in line {line}")
        problems += _passed_by(listed, name)
    return problems


def _passed_by(listed: Sequence[Token], name: str) -> list[str]:
    """Uses of a variable that substitution does not reach."""
    words = [token.text for token in listed]
    problems = []
    for n in range(1, len(words) - 1):
        if words[n] not in (f"?{name}", f"${name}") or words[n - 1] != "(":
            continue
        if words[n + 1].upper() == "AS":
            problems.append(f"a bare (?{name} AS ...) may stay empty; write (IRI(?{name}) AS ...)")
        elif words[n - 2 : n - 1] and words[n - 2].upper() == "BOUND":
            problems.append(f"BOUND(?{name}) may be false even when it is set; use COALESCE")
    return problems
