"""The modules of the package build on one another in one direction."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from graphlib import TopologicalSorter
from pathlib import Path

import travaux

SOURCES = Path(travaux.__file__).parent


def imported(tree: ast.AST, names: Iterable[str]) -> set[str]:
    """The modules of the package that a module needs when it runs, those inside functions too."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "travaux":
            for each in node.names:
                module = f"{node.module}.{each.name}"
                found.add(module if module in names else str(node.module))
    return found


def test_no_module_needs_one_that_needs_it() -> None:
    """An import inside a function spares time; it is not there to hide a circle."""
    parts = {
        path: path.relative_to(SOURCES.parent).with_suffix("") for path in SOURCES.rglob("*.py")
    }
    names = {".".join(part.parts).removesuffix(".__init__"): path for path, part in parts.items()}
    needs = {
        name: imported(ast.parse(path.read_text(encoding="utf-8")), names) - {"travaux"}
        for name, path in names.items()
    }
    assert sum(map(len, needs.values())) > 60
    assert len(list(TopologicalSorter(needs).static_order())) >= len(needs) - 1
