"""Where a query's SELECTs are, what they project and what they mention.

Oxigraph's substitution of a variable fails when the query does not project it, is ignored without
a word by a sub-select that does not, and passes by `BOUND(?x)` and by `(?x AS ?y)`, also where the
bare variable is what Oxigraph makes of the expression: `(?x)`, `COALESCE(?x)`, `IF(true, ?x, 1)`.
So a parameter must be projected in each SELECT that mentions it, and stand in none of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from travaux.tokens import Token, tokenize

PROJECT = "Every SELECT must project the parameters it mentions."


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
    if projected and running:  # there is none where brackets do not pair
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
    problems = []
    for n, token in enumerate(listed):
        if token.text not in (f"?{name}", f"${name}"):
            continue
        start, end = _grown(listed, n)
        if _word(listed, end + 1) == "AS" and _word(listed, start - 1) == "(":
            problems.append(
                f"?{name}: a bare (?{name} AS ...) may stay empty; write (IRI(?{name}) AS ...)"
            )
        elif _word(listed, n - 2) == "BOUND" and _word(listed, n - 1) == "(":
            problems.append(
                f"?{name}: BOUND(?{name}) may be false even when it is set; use COALESCE"
            )
    return problems


def _grown(listed: Sequence[Token], n: int) -> tuple[int, int]:
    """First and last token of the largest expression that may come down to the token at `n`."""
    start = end = n
    while _word(listed, start - 1) in ("(", ",") and _word(listed, end + 1) in (",", ")"):
        opening, closing = _opening(listed, start - 1), _closing(listed, end + 1)
        caller = listed[opening - 1] if opening else None
        alone = (opening, closing) == (start - 1, end + 1)
        if caller and alone and caller.kind == "op":  # only parentheses
            start, end = opening, closing
        elif caller and _passes_on(caller, listed[opening:start], listed[end:closing]):
            start, end = opening - 1, closing
        else:
            break
    return start, end


def _passes_on(caller: Token, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a call may be no more than one of its arguments, the one between these tokens."""
    if caller.is_word("COALESCE"):
        return all(each.kind == "var" or each.text in "()," for each in (*before, *after[1:]))
    return caller.is_word("IF") and any(each.text == "," for each in before)


def _opening(listed: Sequence[Token], at: int) -> int:
    """The parenthesis that is open at the token `at`, itself if it opens; 0 if there is none."""
    depth = 0
    for n in range(at, 0, -1):
        depth += {"(": 1, ")": -1}.get(listed[n].text, 0)
        if depth > 0:
            return n
    return 0


def _closing(listed: Sequence[Token], at: int) -> int:
    """The parenthesis that ends what is open at the token `at`, itself if it closes."""
    depth = 0
    for n in range(at, len(listed)):
        depth += {"(": 1, ")": -1}.get(listed[n].text, 0)
        if depth < 0:
            return n
    return len(listed) - 1


def _word(listed: Sequence[Token], at: int) -> str:
    return listed[at].text.upper() if 0 <= at < len(listed) else ""
