"""The command `diff`: two workspaces compared in words."""

from __future__ import annotations

import os
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING

import click

from travaux import layout, output
from travaux.engine import OxigraphEngine
from travaux.errors import read_text
from travaux.options import format_option, lang_option, timeout_option
from travaux.timeout import limit
from travaux.workspace import MARKER, Workspace, builtin_root, open_at

if TYPE_CHECKING:
    from travaux.kg.difference import Content, Difference

#: Instead of a folder: the workspace that comes with travaux.
BUILT_IN = "built-in"


@click.command(
    "diff",
    epilog="\b\nExample:\n  travaux diff built-in .",
    short_help="What differs between two workspaces, in words.",
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@format_option("table", "markdown", "json", "turtle")
@lang_option
@timeout_option
def command(before: str, after: str, format: str, lang: str | None, timeout: float) -> int:
    """Tell what is new, changed, removed or moved in workspace B, compared with A.

    A and B are folders; "built-in" is the workspace that comes with travaux. Compared are what
    the files of the graph and the ontology say, not how they are laid out; then travaux.toml, the
    questions, checks, rules and lists. A record with another name is one that is removed and one
    that is new. turtle is a patch of the graph files in canonical form.

    Exit code 0: no difference; 1: they differ; 2: could not be compared.
    """
    with limit(timeout):
        found = compare_folders(open_at(_folder(before)), open_at(_folder(after)), lang)
        text = _written(found, format)
    output.put(text.encode("utf-8", "backslashreplace"))
    return 1 if found else 0


def compare_folders(before: Workspace, after: Workspace, lang: str | None = None) -> Difference:
    """The difference between two workspaces; names in `lang`. Raises what loading them raises."""
    from travaux.kg.difference import compare

    sides = [_texts(each) for each in (before, after)]
    same = {path for path, text in sides[0].items() if sides[1].get(path) == text}
    first, second = (
        _content(space, texts, same, lang)
        for space, texts in zip((before, after), sides, strict=True)
    )
    return compare(first, second)


def _texts(space: Workspace) -> dict[str, list[str]]:
    """The graph files of a workspace by their paths in it, a borrowed ontology's among them."""
    found: dict[str, list[str]] = {}
    for file in space.graph_files():
        found.setdefault(_inside(space, file.path), []).append(read_text(file.path))
    return found


def _content(
    space: Workspace, texts: Mapping[str, list[str]], same: Set[str], lang: str | None
) -> Content:
    """What a workspace holds, but for the files that are the same on both sides."""
    from travaux.kg.difference import Content
    from travaux.turtle_text import parse

    engine = OxigraphEngine.load(space, lang)
    files = {
        path: [triple for text in every for triple in parse(text, path)[0]]
        for path, every in texts.items()
        if path not in same
    }
    others = {_inside(space, path): read_text(path) for path in _beside(space)}
    return Content(files, engine, others)


def _beside(space: Workspace) -> list[str]:
    """The files of a workspace that are no graph, of a borrowed ontology too."""
    lists = [*space.question_files().values(), *space.list_files().values()]
    rules = [*space.rule_files(), *space.check_files().values(), *space.profile_files()]
    prefixes = [space.path("ontology", "prefixes.ttl")]
    return [space.path(MARKER), *lists, *rules, *filter(os.path.isfile, prefixes)]


def _inside(space: Workspace, path: str) -> str:
    """A path in the workspace, or in the one whose ontology it borrows."""
    root = space.root
    if space.ontology_root and not path.startswith(os.path.join(root, "")):
        root = space.ontology_root
    return os.path.relpath(path, root)


def _folder(given: str) -> str:
    return builtin_root() if given == BUILT_IN and not os.path.isdir(given) else given


def _written(found: Difference, format: str) -> str:
    if format == "json":
        return found.as_json()
    if format == "turtle":
        return found.turtle()
    return found.markdown() if format == "markdown" else found.words(layout.terminal_width())
