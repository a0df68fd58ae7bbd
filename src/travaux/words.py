"""The words of SPARQL, and advice on how they were probably meant."""

from __future__ import annotations

import re
from itertools import pairwise

from travaux.spelling import nearest
from travaux.tokens import Token

UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
KEYWORDS = tuple(
    """a ADD ALL AS ASC ASK BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FILTER FROM
    GRAPH GROUP HAVING IN LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT
    SEPARATOR UNDEF UNION USING VALUES WHERE true false""".split()
)
FUNCTIONS = tuple(
    """ABS BNODE BOUND CEIL COALESCE CONCAT CONTAINS DATATYPE DAY ENCODE_FOR_URI FLOOR HOURS
    IF IRI LANG LANGMATCHES LCASE MD5 MINUTES MONTH NOW RAND REGEX REPLACE ROUND SECONDS
    SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS
    STRUUID SUBSTR TIMEZONE TZ UCASE URI UUID YEAR isBLANK isIRI isLITERAL isNUMERIC isURI
    sameTerm""".split()
)
ALL = (*KEYWORDS, *AGGREGATES, *FUNCTIONS)

UNBOUND = "The SELECT contains a variable that is unbound"
DUPLICATE = "Duplicated variable name in SELECT"
OVERRIDES = "The SELECT overrides an existing variable"
STAR = "SELECT * is not authorized with GROUP BY"
#: What Oxigraph says about meaning rather than grammar: what to say instead, and a hint.
SENTENCES = {
    UNBOUND: (
        "this is selected, but neither grouped nor aggregated",
        "Add it to GROUP BY, or take one of its values: (SAMPLE(?x) AS ?one)",
    ),
    DUPLICATE: ("this name is selected twice", "Give one of them another name after AS."),
    OVERRIDES: ("this name is already a variable of the query", "Give it another name after AS."),
    STAR: ("SELECT * cannot stand with GROUP BY", "Name the columns."),
}


def advice(tokens: list[Token], index: int, message: str) -> tuple[str, str]:
    """What is wrong with the token at `index`, and what was probably meant."""
    token = tokens[index]
    before = tokens[index - 1] if index else Token("start", "", 0)
    if before.is_word("AS") and token.kind != "var":
        return "AS needs a variable", f"Write ?{token.text}" if token.kind == "word" else ""
    if before.is_word("LIMIT", "OFFSET"):
        return f"{before.text} needs a number", ""
    if before.is_word("PREFIX"):
        return "PREFIX needs a name and a colon", "For example PREFIX ex: <https://example.org/>"
    if before.text + token.text == "==":
        return "== is not an operator of SPARQL", "One = compares."
    if token.text == "," and before.kind == "var":
        return "no comma can stand here", "Columns are separated by spaces."
    if before.is_word("FILTER", "HAVING"):
        return f"{before.text} needs a condition in parentheses", f"{before.text} (...)"
    if token.kind == "bnode":
        return f"{token.text} stands in two patterns", "A variable says that it is one thing."
    if token.is_word(*AGGREGATES) and _selecting(tokens[:index]):
        return f"{token.text} needs parentheses and a name", f"({token.text}(...) AS ?name)"
    if token.kind == "word":
        return _word(token, message)
    return f"{token.text} cannot stand here", expected(message)


def expected(message: str) -> str:
    """The one sign or word that the parser wanted, where it wanted just one."""
    found = re.match(r"error at \S+ expected (\"[^\"]+\"|BY)(?:\n|$)", message)
    return f"Expected {found[1].strip(chr(34))}" if found else ""


def guilty(sentence: str, select: list[Token]) -> Token | None:
    """The token of a SELECT (given from that word on) that one of SENTENCES is about."""
    body = next((i for i, each in enumerate(select) if each.text == "{"), len(select))
    columns, rest = select[1:body], select[body:]
    plain = [
        each for i, each in enumerate(columns) if each.kind == "var" and not _depth(columns, i)
    ]
    named = [b for a, b in pairwise(columns) if a.is_word("AS")]
    if sentence == UNBOUND:
        grouped = _grouped(rest)
        return next((each for each in plain if each.text[1:] not in grouped), None)
    if sentence == DUPLICATE:
        both = sorted([*plain, *named], key=lambda each: each.start)
        names = [each.text[1:] for each in both]
        return next((e for i, e in enumerate(both) if e.text[1:] in names[:i]), None)
    if sentence == OVERRIDES:
        used = {each.text[1:] for each in rest if each.kind == "var"}
        return next((each for each in named if each.text[1:] in used), None)
    return next((each for each in columns if each.text == "*"), None)


def unfinished(before: list[Token]) -> tuple[str, str]:
    """Why a bracket that fits comes too early, after these tokens."""
    reused = rebound(before)
    if reused:
        return "a BIND names a variable that is in use", f"Give {reused} another name after AS."
    values = max((i for i, each in enumerate(before) if each.is_word("VALUES")), default=None)
    if values is not None and before[-1].text == ")":
        if all(each.text != "}" for each in before[values:]):
            return "a row of VALUES has too many values or too few", "UNDEF stands for none."
    return "this comes too early: what stands before it is not finished", ""


def rebound(before: list[Token]) -> str:
    """The variable of a BIND that was in use before it, if there is one."""
    for index, token in enumerate(before[:-1]):
        if token.is_word("AS") and before[index + 1].kind == "var":
            name = before[index + 1].text
            if any(each.text == name for each in before[:index] if each.kind == "var"):
                return name
    return ""


def _word(token: Token, message: str) -> tuple[str, str]:
    if token.text.upper() in {each.upper() for each in ALL}:
        return f"{token.text} cannot stand here", expected(message)
    near = nearest(token.text, ALL, 0.7)
    hint = f"Did you mean {near}?" if near else f"A variable is ?{token.text}, a text is in quotes."
    return f"{token.text} is not a word of SPARQL", hint


def _selecting(before: list[Token]) -> bool:
    """Whether the columns of a SELECT are being named."""
    for index in range(len(before) - 1, -1, -1):
        if before[index].is_word("SELECT"):
            return not _depth(before[index:], len(before) - index)
        if before[index].text in "{}":
            return False
    return False


def _depth(tokens: list[Token], index: int) -> int:
    texts = [each.text for each in tokens[:index]]
    return texts.count("(") - texts.count(")")


def _grouped(tokens: list[Token]) -> set[str]:
    """The variables of the GROUP BY in these tokens."""
    for index, token in enumerate(tokens):
        if token.is_word("GROUP"):
            names = set()
            for each in tokens[index + 2 :]:
                if each.is_word("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"):
                    break
                names.add(each.text[1:] if each.kind == "var" else "")
            return names
    return set()
