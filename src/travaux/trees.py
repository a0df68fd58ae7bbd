"""Trees for people: branches with box lines in a terminal, nested lists in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from travaux.layout import bold, escape, width, wrap
from travaux.show import marked

_NARROWEST = 24  # what is left for the text where branches are very deep


class Tree(NamedTuple):
    """A line, the lines that belong to it, and what hangs on it.

    Texts are as the graph has them; the writers escape them.
    """

    text: str
    notes: tuple[str, ...] = ()
    branches: tuple[Tree, ...] = ()


def as_lines(tree: Tree, columns: int, *, colour: bool = False) -> list[str]:
    """The tree in at most so many columns, its first line in bold if that is wanted."""
    first, *more = wrap(escape(tree.text), columns)
    found = [bold(first, colour), *more]
    for note in tree.notes:
        found += wrap(escape(note), columns)
    return found + list(_below(tree, columns))


def _below(tree: Tree, columns: int) -> Iterator[str]:
    # an explicit stack: how deep a tree may be is for the data to say, not for Python
    waiting = list(reversed([(each, "", each is tree.branches[-1]) for each in tree.branches]))
    while waiting:
        at, before, last = waiting.pop()
        inside = before + ("   " if last else "│  ")
        yield from _own(at, before + ("└─ " if last else "├─ "), inside, columns)
        below = [(each, inside, n == len(at.branches)) for n, each in enumerate(at.branches, 1)]
        waiting += reversed(below)


def _own(tree: Tree, head: str, inside: str, columns: int) -> Iterator[str]:
    """The lines of one branch; the line down to its own branches passes by them."""
    room = max(_NARROWEST, columns - len(inside) - 2)
    text = escape(tree.text)
    # the lines after the first stand two columns further in
    first, *more = [text] if width(text) <= room + 2 else wrap(text, room)
    yield head + first
    beside = inside + ("│ " if tree.branches else "  ")
    for line in (*more, *(line for note in tree.notes for line in wrap(escape(note), room))):
        yield beside + line


def as_list(tree: Tree) -> list[str]:
    """The branches as a nested Markdown list; the tree's own line is left to the caller."""
    found = []
    waiting = [(each, 0) for each in reversed(tree.branches)]
    while waiting:
        at, depth = waiting.pop()
        text = " · ".join((at.text, *at.notes))
        found.append("  " * depth + "- " + marked(text))
        waiting += [(each, depth + 1) for each in reversed(at.branches)]
    return found
