"""The notebooks run as they stand, on the installed package, and carry no outputs."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT
from test_neutrality import loaded_in

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: What some cells show and must not show, by notebook: the source of a cell, and a text.
SHOWN = {
    "01-tour": [
        ("meeting=", "s0:17"),
        ("kg.show(", "s2:9"),
        ("kg.view()", "&lt;!doctype html&gt;"),
        ("kg.view(", "data:image/svg+xml;base64,"),
    ],
    "02-sparql": [("GRAPH ?graph", "grp:s0"), ("GRAPH ?graph", "grp:s3"), ("CONTAINS", "s2:6")],
    "04-networks": [("shortest_path", "['s4:13']"), ("without(text)", "NATO")],
}
NOT_SHOWN = {"01-tour": [("meeting=", "s0:16")]}
PICTURES = {"04-networks": 8}

#: What stands somewhere in what a notebook shows.
ANYWHERE = {
    "05-ontology": [
        "Sergey Lavrov is an organization  [in no file]",
        "Demand: ",
        "DemandedAndRejected: ",
        "nothing was changed",
        "rec:s4-25-second-reading: A position has exactly one attitude.",
        "[('graph/sources/s4.ttl', 14, 0)]",
    ],
}


def read(path: Path) -> Any:
    """The notebook, checked against the format's schema."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def shown(cell: Any) -> str:
    """Everything a cell shows, as text."""
    parts = []
    for output in cell.outputs:
        parts += [output.get("text", ""), *map(str, output.get("data", {}).values())]
    return "\n".join(parts)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    """A diff of a notebook shows what was changed, not what was run."""
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_short_code_cell_follows_prose_and_uses_the_installed_package(path: Path) -> None:
    """Each step is explained first; no path is bent and no shell is called."""
    cells = read(path).cells
    for before, cell in itertools.pairwise(cells):
        if cell.cell_type == "code":
            assert before.cell_type == "markdown"
            assert len(cell.source.splitlines()) <= 18
            assert not cell.source.lstrip().startswith(("!", "%"))
            assert "sys.path" not in cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_use_no_loaded_word(path: Path) -> None:
    """What is told to students takes no side either."""
    # code holds keys of the graph, and speaks of blocks
    prose = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    told = [re.sub(r"`[^`]*`|\bblocks?\b", "", text) for text in prose]
    assert [(loaded_in(text), text) for text in told if loaded_in(text)] == []


def executed(path: Path) -> list[Any]:
    """The code cells of a notebook after a run in a fresh kernel of this interpreter."""
    import matplotlib.font_manager  # lists the fonts of a new machine, of which a kernel would tell
    from nbclient import NotebookClient

    assert matplotlib.font_manager.fontManager
    notebook = read(path)
    where = {"metadata": {"path": str(path.parent)}}
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TRAVAUX_WORKSPACE", raising=False)
        NotebookClient(notebook, timeout=60, kernel_name="python3", resources=where).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_from_top_to_bottom_and_show_what_they_announce(
    path: Path, request: pytest.FixtureRequest
) -> None:
    """Every cell succeeds and shows something, nothing is complained of, answers are cited."""
    if ".reason(" in path.read_text("utf-8"):
        request.getfixturevalue("java")
    code = executed(path)
    assert [cell.source for cell in code if not shown(cell)] == []
    everything = "\n".join(map(shown, code))
    assert [each for each in ANYWHERE.get(path.stem, ()) if each not in everything] == []
    assert not any(output.get("name") == "stderr" for cell in code for output in cell.outputs)
    for source, text in SHOWN.get(path.stem, ()):
        assert text in shown(next(cell for cell in code if source in cell.source)), source
    for source, text in NOT_SHOWN.get(path.stem, ()):
        assert text not in shown(next(cell for cell in code if source in cell.source)), source
    drawn = [out for cell in code for out in cell.outputs if "image/png" in out.get("data", {})]
    assert len(drawn) >= PICTURES.get(path.stem, 0)


def test_the_notebooks_that_are_looked_into_are_there() -> None:
    """A renamed notebook does not escape."""
    assert {*SHOWN, *NOT_SHOWN, *PICTURES, *ANYWHERE} <= {path.stem for path in NOTEBOOKS}


def test_exercises_are_followed_by_a_folded_answer() -> None:
    """A student sees how it is done only when it is asked for; it is a cell that runs."""
    for path in NOTEBOOKS:
        for before, cell in itertools.pairwise(read(path).cells):
            asked = before.cell_type == "markdown" and "**Exercise" in before.source
            folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
            assert asked == folded, cell.source
            # of a folded cell the first line is seen
            assert not asked or (
                cell.cell_type == "code" and cell.source.startswith("# The answer\n")
            )
