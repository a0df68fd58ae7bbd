"""Find a span of a source text and name it by place and digest, never by its words.

A paragraph is the nth non-empty line, counted from 1. Offsets are Unicode code points of the whole
file decoded as UTF-8 with nothing normalised, from 0, end exclusive. Digests are the SHA-256 of
the UTF-8 bytes of that slice.
"""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from travaux.errors import TravauxError
from travaux.layout import escape_lines

if TYPE_CHECKING:
    from argparse import Namespace

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
LINE = re.compile(r"[^\r\n]+")


class SnippetProblem(TravauxError):
    """The snippet does not stand exactly once in the paragraph."""


class TextProblem(TravauxError):
    """A source text, or a paragraph of it, cannot be read."""


class Span(NamedTuple):
    """Code points ``start`` (inclusive) to ``end`` (exclusive) of a whole file."""

    start: int
    end: int


def read(path: str) -> str:
    """The text of a file, with its line ends and everything else as they are."""
    try:
        # newline="" because CRLF turned into LF would move every offset behind it
        with open(path, encoding="utf-8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise TextProblem(f"not UTF-8 (byte {error.start})", where=f"{path}:{line}") from None
    except OSError as error:
        raise TextProblem(error.strerror or "cannot be read", where=path) from None


def paragraphs(text: str) -> list[Span]:
    """The spans of the non-empty lines of ``text``, without their line ends, in order."""
    return [Span(*line.span()) for line in LINE.finditer(text) if line.group().strip()]


def span(text: str, paragraph: int, snippet: str) -> Span:
    """Where ``snippet`` stands in the given paragraph (from 1); it must stand there once."""
    found = paragraphs(text)
    if not 1 <= paragraph <= len(found):
        raise TextProblem(f"no paragraph {paragraph}: the text has {len(found)}")
    if not snippet:
        raise SnippetProblem("the snippet is empty")
    place = found[paragraph - 1]
    starts = _starts(text[place.start : place.end], snippet)
    if len(starts) != 1:
        raise SnippetProblem(
            f"the snippet stands {len(starts)} times in paragraph {paragraph}",
            hint=_hint(text, found, snippet) if not starts else "take a longer snippet",
        )
    start = place.start + starts[0]
    return Span(start, start + len(snippet))


def _starts(line: str, snippet: str) -> list[int]:
    """Every start, overlapping ones too: two readings of one span are an ambiguity."""
    return [at for at in range(len(line)) if line.startswith(snippet, at)]


def _hint(text: str, places: list[Span], snippet: str) -> str:
    """Where else the snippet stands: a wrong paragraph number is the commonest slip."""
    others = [
        str(number)
        for number, place in enumerate(places, 1)
        if snippet in text[place.start : place.end]
    ]
    if others:
        return f"it stands in paragraph {', '.join(others)}"
    return "quotation marks, dashes and spaces must be those of the text"


def digest(text: str, start: int, end: int) -> str:
    """SHA-256, in hex, of the UTF-8 bytes of ``text[start:end]``."""
    return sha256(text[start:end].encode("utf-8")).hexdigest()


def file_digest(path: str) -> str:
    """SHA-256, in hex, of the bytes of a file."""
    try:
        with open(path, "rb") as stream:
            return sha256(stream.read()).hexdigest()
    except OSError as error:
        raise TextProblem(error.strerror or "cannot be read", where=path) from None


def text_path(texts: str, source: str) -> str:
    """The file of a source's text: ``<texts>/<source>.txt``."""
    import os.path

    if not NAME.fullmatch(source):
        raise TextProblem(f"{source!r} is not the name of a source", hint="like s2: a-z, 0-9, -")
    return os.path.join(texts, f"{source}.txt")


def turtle(source: str, paragraph: int, place: Span, sha: str) -> str:
    """A Passage as canonical Turtle, as ``travaux fmt`` would write it."""
    name = f"psg:{source}-{paragraph}-{place.start}-{place.end}"
    return (
        f"{name}\n"
        f"    a trv:Passage ;\n"
        f"    trv:endChar {place.end} ;\n"
        f"    trv:inSource src:{source} ;\n"
        f"    trv:paragraph {paragraph} ;\n"
        f'    trv:sha256 "{sha}" ;\n'
        f"    trv:startChar {place.start} ;\n"
        f".\n"
    )


def new_passage(texts: str, source: str, paragraph: int, snippet: str) -> str:
    """The Turtle of the Passage where ``snippet`` stands; SnippetProblem unless it stands once."""
    path = text_path(texts, source)
    try:
        text = read(path)
    except TextProblem as error:
        error.hint = "TEXTS=DIR (--texts DIR) names the folder of the texts, <source>.txt"
        raise
    try:
        place = span(text, paragraph, snippet)
    except TravauxError as error:
        error.where = f"{source}:{paragraph}"
        raise
    return turtle(source, paragraph, place, digest(text, place.start, place.end))


def _arguments(argv: list[str] | None) -> Namespace:
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            # escaped, since it may repeat an argument
            self.exit(2, f"travaux: {escape_lines(message)}\n  {self.format_usage()}")

    parser = Parser(prog="new-passage", description=main.__doc__)
    parser.add_argument("--texts", required=True, metavar="DIR", help="folder of <source>.txt")
    parser.add_argument("source", help="name of the source, like s2")
    parser.add_argument("paragraph", type=int, help="nth non-empty line, from 1")
    parser.add_argument("snippet", nargs="?", help="words of the text; read from stdin without it")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """``python -m travaux.passages --texts DIR SOURCE PARAGRAPH [SNIPPET]``; 2 on any error."""
    given = _arguments(argv)
    # one line end is the shell's, not the snippet's
    snippet = given.snippet if given.snippet is not None else sys.stdin.read().rstrip("\r\n")
    try:
        print(new_passage(given.texts, given.source, given.paragraph, snippet), end="")
    except TravauxError as error:
        print(escape_lines(f"travaux: {error}"), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
