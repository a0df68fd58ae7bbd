"""Why a query does not parse: the offending token, with a caret, and what was probably meant.

Oxigraph reports the furthest place it looked at, which lies behind the fault by as much as the
longest keyword it tried there. Parsing the text once more with its tokens far apart makes that
place tell the token.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from travaux import words
from travaux.errors import BadQuery, ForbiddenQuery, short
from travaux.layout import width
from travaux.parsing import parse_error
from travaux.spelling import nearest
from travaux.tokens import Token, place, prefixes_at, tokenize

if TYPE_CHECKING:
    from travaux.engine import Engine

GAP = " " * 40  # longer than any keyword
WIDTH = 76
CLOSING = {")": "(", "]": "[", "}": "{", ")>>": "<<(", ">>": "<<", "|}": "{|"}


def explain(text: str, engine: Engine, name: str, error: SyntaxError) -> BadQuery:
    """The error for a text that Oxigraph refused with `error`; never evaluates anything."""
    tokens = tokenize(text)
    if not tokens:
        return BadQuery("the query is empty", where=short(name))
    update = _update(tokens)
    if update:
        what = f"{update.text} is refused: queries only read"
        return _error(ForbiddenQuery, text, name, update, what, "")
    index, message = _offending(tokens, engine, error)
    token = tokens[index] if index < len(tokens) else Token("end", "", tokens[-1].end)
    if _is_service(token, tokens[index + 1 : index + 2]):
        what = "SERVICE is refused: queries ask no other machine"
        return _error(ForbiddenQuery, text, name, token, what, "")
    token, what, hint = _reason(text, tokens, index, token, message, engine)
    return _error(BadQuery, text, name, token, what, hint)


def located(text: str, offset: int, name: str) -> str:
    """Where in a query an offset is: `file:line:column`, or in words for a text without file."""
    line, column = place(text, offset)
    return f"{short(name)}:{line}:{column}" if name else f"line {line}, column {column}"


def excerpt(text: str, start: int, end: int) -> str:
    """The line an offset is in, and carets under start to end."""
    first = text.rfind("\n", 0, start) + 1
    line = re.split(r"[\r\n]", text[first:], maxsplit=1)[0]
    column = start - first
    length = max(1, min(end, first + len(line)) - start)
    cut = max(0, column - WIDTH // 2) if len(line) > WIDTH else 0
    shown = "".join(each if each.isprintable() else " " for each in line[cut : cut + WIDTH])
    before, marked = shown[: column - cut], shown[column - cut : column - cut + length]
    return f"{shown.rstrip()}\n{' ' * width(before)}{'^' * max(1, width(marked))}"


def _error(
    kind: type[BadQuery], text: str, name: str, token: Token, what: str, hint: str
) -> BadQuery:
    shown = excerpt(text, token.start, token.end)
    where = located(text, token.start, name)
    return kind(what, where=where, hint=f"{shown}\n{hint}" if hint else shown)


def _update(tokens: list[Token]) -> Token | None:
    """The first word behind the declarations, if it begins an update."""
    at = 0
    while at < len(tokens) and tokens[at].is_word("PREFIX", "BASE"):
        at += 3 if tokens[at].is_word("PREFIX") else 2
    found = at < len(tokens) and tokens[at].is_word(*words.UPDATES)
    return tokens[at] if found else None


def _is_service(token: Token, after: list[Token]) -> bool:
    """Whether a refused token is SERVICE, perhaps grown together with what follows."""
    grown = token.kind == "pname" and bool(after) and after[0].text == "{"
    return token.text.upper().startswith("SERVICE") and (token.kind == "word" or grown)


def _offending(tokens: list[Token], engine: Engine, error: SyntaxError) -> tuple[int, str]:
    """The index of the token that cannot stand where it is (their number for the end)."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for index, token in enumerate(tokens):
        gap = "" if index and _glued(tokens[index - 1], token) else GAP
        starts.append(at + len(gap))
        parts += (gap, token.text)
        at += len(gap) + len(token.text)
    spread = "".join(parts) + GAP
    again = parse_error(spread, engine, "SERVICE") or error
    message = f"{again}\n{error}"
    found = re.match(r"error at (\d+):(\d+)", str(again))
    if not found or again is error:
        return len(tokens), message
    lines = spread.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    if offset >= len(spread):
        return len(tokens), message
    return max((i for i, start in enumerate(starts) if start <= offset), default=0), message


def _glued(before: Token, token: Token) -> bool:
    """Whether two neighbours make one term: "x"@en, "1"^^xsd:int, -1."""
    if before.end != token.start:
        return False
    signed = before.text in ("+", "-") and token.kind == "number"
    return token.kind == "lang" or token.text == "^^" or before.text == "^^" or signed


def _reason(
    text: str, tokens: list[Token], index: int, token: Token, message: str, engine: Engine
) -> tuple[Token, str, str]:
    """The token to point at, what is wrong with it, and a hint."""
    bound = prefixes_at(tokens[:index], engine.prefixes)
    if token.kind == "pname" and token.text.partition(":")[0] not in bound:
        return token, *_prefix(token, bound)
    if "IRI parsing failed" in message:
        start = max(
            (i for i in range(min(index + 1, len(tokens))) if tokens[i].text[0] == "<"),
            default=index,
        )
        return tokens[start], *_iri(tokens[start])
    for sentence, (what, hint) in words.SENTENCES.items():
        if sentence in message:
            return _guilty(sentence, tokens) or token, what, hint
    if token.kind == "bad":
        return token, *_bad(token)
    unclosed = _brackets(tokens[: index + 1])
    if token.kind == "end":
        open_text = next((each for each in tokens if _opens(text, each)), None)
        if open_text:
            return open_text, *_bad(open_text)
        if unclosed and unclosed.text not in CLOSING:
            return unclosed, f"{unclosed.text} is never closed", ""
        return token, "the query ends too early", words.expected(message)
    if token.text in CLOSING:
        return token, *_closing(text, token, unclosed, tokens[:index])
    return token, *words.advice(tokens, index, message)


def _prefix(token: Token, bound: dict[str, str]) -> tuple[str, str]:
    prefix = token.text.partition(":")[0]
    near = nearest(prefix, bound)
    hint = f"Did you mean {near}:? " if near else ""
    return f"the prefix {prefix}: is not known", hint + "Known: " + " ".join(
        f"{each}:" for each in sorted(bound)
    )


def _iri(token: Token) -> tuple[str, str]:
    if token.kind == "iri":
        return "not an absolute IRI", "Write it in full, or with a prefix: trv:Statement"
    return "not an IRI: it holds a character that IRIs cannot hold", ""


def _opens(text: str, token: Token) -> bool:
    """Whether a text or an IRI begins here that has no end."""
    if token.text == "<":
        return re.match(r"<\w+:[^\s>]*(\s|$)", text[token.start :]) is not None
    return token.kind == "bad" and token.text[0] in "\"'"


def _bad(token: Token) -> tuple[str, str]:
    if token.text == "<":
        return "an IRI without its closing >", ""
    if token.text[0] in "\"'":
        quote = token.text[:3] if token.text[:3] in ('"""', "'''") else token.text[0]
        return "a text without its closing quote", f"It begins with {quote} and needs another."
    return f"{token.text} cannot stand in a query", ""


def _brackets(tokens: list[Token]) -> Token | None:
    """The innermost bracket still open, or the closing one that fits none; None if all is well."""
    stack: list[Token] = []
    for token in tokens:
        if token.kind == "op" and token.text in CLOSING.values():
            stack.append(token)
        elif token.kind == "op" and token.text in CLOSING:
            if not stack or stack[-1].text != CLOSING[token.text]:
                return token if not stack else stack[-1]
            stack.pop()
    return stack[-1] if stack else None


def _closing(
    text: str, token: Token, unclosed: Token | None, before: list[Token]
) -> tuple[str, str]:
    if unclosed is token:
        return f"{token.text} closes nothing", ""
    if unclosed and unclosed.text != CLOSING[token.text]:
        line, column = place(text, unclosed.start)
        return (
            f"{token.text} does not close the {unclosed.text} of line {line}, column {column}",
            "",
        )
    return words.unfinished(before)


def _guilty(sentence: str, tokens: list[Token]) -> Token | None:
    """The token that a sentence about a SELECT is about, as well as it can be told."""
    selects = [i for i, token in enumerate(tokens) if token.is_word("SELECT")]
    for start in selects:
        found = words.guilty(sentence, tokens[start:])
        if found:
            return found
    return tokens[selects[0]] if selects else None
