"""`travaux fmt`: Turtle files in one canonical form, with the days of their dates written out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import click

from travaux.errors import BadTurtle, FileProblem, TravauxError, read_text, short
from travaux.files import replace
from travaux.layout import escape
from travaux.options import timeout_option, workspace_option
from travaux.timeout import limit
from travaux.vocabulary import CLOCKS, EDTF_DATE, TRV, XSD_DATE
from travaux.workspace import Workspace, find

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, Triple

    Subject: TypeAlias = NamedNode | BlankNode | Triple

DERIVED = frozenset(TRV + clock + end for clock in CLOCKS for end in ("Earliest", "Latest"))
DATED = {TRV + clock: clock for clock in CLOCKS}
PREFIX_FILE = "prefixes.ttl"


class HasComments(TravauxError):
    """A Turtle file holds comments, which its canonical form would lose."""


class NotWritten(TravauxError):
    """What was about to be written does not read back as the same graph."""


@click.command(epilog="\b\nExample:\n  travaux fmt --check graph/reference.ttl")
@workspace_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not canonical.")
@click.option("--drop-comments", is_flag=True, help="Format files with comments, without them.")
@timeout_option
@click.argument("files", nargs=-1)
def command(
    workspace: str | None,
    check: bool,
    drop_comments: bool,
    timeout: float,
    files: tuple[str, ...],
) -> int:
    """Write Turtle files in canonical form: sorted, one object a line.

    Without FILES, all of the workspace's ontology/ and graph/. For each date the earliest and the
    latest day it may mean are written beside it.
    """
    space = find(workspace)
    changed = []
    with limit(timeout):
        for path in files or turtle_files(space):
            new = formatted(path, space.prefixes(), drop_comments=drop_comments or check)
            lines = _comments(path) if check else []
            if lines or new != _bytes(path):
                changed.append((path, new.decode(), lines))
    for path, text, lines in changed:
        if not check:
            replace(path, text)
        said = f"{'not canonical' if check else 'written'}: {escape(short(path))}"
        click.echo(said + _remark(lines))
    return 1 if check and changed else 0


def turtle_files(space: Workspace) -> list[str]:
    """The workspace's own Turtle files, not those it borrows."""
    folder = os.path.join(space.root, "")
    return [file.path for file in space.graph_files() if file.path.startswith(folder)]


def formatted(path: str, prefixes: Mapping[str, str], *, drop_comments: bool = False) -> bytes:
    """The canonical bytes of the file at ``path``; the file is not touched.

    Raises FileProblem, BadTurtle, HasComments or BadDate, each with file and line.
    """
    if not path.endswith(".ttl"):
        raise FileProblem("only Turtle files (.ttl) are formatted", where=short(path))
    text = read_text(path)
    is_list = os.path.basename(path) == PREFIX_FILE
    return format_text(
        text, prefixes, where=short(path), drop_comments=drop_comments, is_list=is_list
    ).encode()


def format_text(
    text: str,
    prefixes: Mapping[str, str],
    *,
    where: str = "<text>",
    drop_comments: bool = False,
    is_list: bool = False,
) -> str:
    """The canonical form of a Turtle text; ``is_list`` keeps its own prefixes, all of them."""
    from travaux.turtle import write
    from travaux.turtle_text import comments, parse

    triples, own = parse(text, where)
    lines = [] if drop_comments else comments(text)
    if lines:
        raise HasComments(
            f"{len(lines)} comment{'s' * (len(lines) > 1)} would be lost",
            where=f"{where}:{lines[0]}",
            hint="make them triples (skos:note), or use --drop-comments",
        )
    wanted = with_days(triples, text, where)
    try:
        new = write(wanted, own if is_list else prefixes, keep_prefixes=is_list)
    except BadTurtle as error:  # of its blank nodes
        error.where = where
        raise
    prove(new, wanted, where)
    return new


def with_days(triples: Iterable[Triple], text: str = "", where: str = "<text>") -> list[Triple]:
    """The triples with XEarliest and XLatest as their dates say; stale ones are left out."""
    from pyoxigraph import Literal, NamedNode, Triple

    kept = [triple for triple in triples if triple.predicate.value not in DERIVED]
    day = NamedNode(XSD_DATE)
    for (subject, clock), dates in _dates(kept).items():
        for end, value in _ends(subject, clock, dates, text, where).items():
            kept.append(Triple(subject, NamedNode(TRV + clock + end), Literal(value, datatype=day)))
    return kept


def _dates(triples: Iterable[Triple]) -> dict[tuple[Subject, str], list[str]]:
    """EDTF lexical forms by subject and clock; what is not typed as EDTF is for validate to say."""
    from pyoxigraph import Literal

    found: dict[tuple[Subject, str], list[str]] = {}
    for triple in triples:
        clock = DATED.get(triple.predicate.value)
        value = triple.object
        if clock and isinstance(value, Literal) and value.datatype.value == EDTF_DATE:
            found.setdefault((triple.subject, clock), []).append(value.value)
    return found


def _ends(subject: Subject, clock: str, dates: list[str], text: str, where: str) -> dict[str, str]:
    """The outer days of one subject's dates (there should be one date); open ends are absent."""
    from travaux.dates import days, outer

    both = []
    for date in sorted(dates):
        try:
            both.append(days(date))
        except TravauxError as error:
            from travaux.turtle_text import Places, name_of

            line = Places(text).line(name_of(subject), TRV + clock, date)
            error.where = f"{where}:{line}" if line else where
            raise
    ends = zip(("Earliest", "Latest"), outer(both), strict=True)
    return {end: value for end, value in ends if value}


def prove(new: str, wanted: Iterable[Triple], where: str) -> None:
    """Refuse to write a file that would not say what it said."""
    from travaux.blank_nodes import canonical
    from travaux.turtle_text import parse

    try:
        back = set(canonical(parse(new, where)[0]))
    except BadTurtle as error:
        raise NotWritten(f"this is a bug, nothing is written: {error.what}", where=where) from None
    if back != set(canonical(wanted)):
        raise NotWritten("this is a bug, nothing is written: the graph would change", where=where)


def _comments(path: str) -> list[int]:
    from travaux.turtle_text import comments

    return comments(read_text(path))


def _remark(lines: list[int]) -> str:
    """That a file holds comments, for which `fmt` will not write it as it is."""
    if not lines:
        return ""
    number = "a comment" if len(lines) == 1 else f"{len(lines)} comments, the first"
    return f" (it holds {number} in line {lines[0]})"


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
