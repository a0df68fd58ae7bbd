"""The reference pages: `python docs/generate.py` writes them, `--check` tells the stale ones.

The same tree gives the same bytes: no dates, no paths of a machine, nothing in chance order.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parent


def pages(root: Path) -> dict[str, str]:
    """The text of each page by its file name, for the workspace at `root`."""
    from generator.commands import commands_page
    from generator.graph import Graph
    from generator.ontology import ontology_page
    from generator.questions import questions_page
    from travaux.workspace import open_at

    graph = Graph(open_at(str(root)))
    return {
        "commands.md": commands_page(),
        "ontology.md": ontology_page(graph),
        "questions.md": questions_page(graph),
    }


def stale(found: Mapping[str, str], folder: Path) -> list[str]:
    """The pages that do not stand in the folder as they should."""
    return [name for name, text in found.items() if _read(folder / name) != text]


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None


def main(arguments: Sequence[str]) -> int:
    """Write the pages that are stale; with `--check` only name them, and exit with 1."""
    os.environ["COLUMNS"] = "80"
    found = pages(DOCS.parent)
    old = stale(found, DOCS)
    if "--check" in arguments:
        for name in old:
            print(f"docs/{name} is stale: run make docs", file=sys.stderr)
        return 1 if old else 0
    from travaux.files import replace

    for name in old:
        replace(str(DOCS / name), found[name])
        print(f"written: docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
