"""The notebooks run as they stand, on the installed package, and carry no outputs."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT
from test_neutrality import loaded_in

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: All that looks at a run of one notebook shares it.
RUN_ONCE = [
    pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(path.stem)) for path in NOTEBOOKS
]


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


def test_there_is_a_first_tour() -> None:
    """The tests below look at something."""
    assert "01-tour.ipynb" in [path.name for path in NOTEBOOKS]


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
    told = [cell.source for cell in read(path).cells]
    assert [(loaded_in(text), text) for text in told if loaded_in(text)] == []


@pytest.fixture(scope="module")
def executed() -> Callable[[Path], list[Any]]:
    """The code cells of a notebook after a run in a fresh kernel of this interpreter."""
    import matplotlib.font_manager  # lists the fonts of a new machine, of which a kernel would tell
    from nbclient import NotebookClient

    assert matplotlib.font_manager.fontManager

    @functools.cache
    def run(path: Path) -> list[Any]:
        notebook = read(path)
        where = {"metadata": {"path": str(path.parent)}}
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("TRAVAUX_WORKSPACE", raising=False)
            NotebookClient(notebook, timeout=60, kernel_name="python3", resources=where).execute()
        return [cell for cell in notebook.cells if cell.cell_type == "code"]

    return run


@pytest.mark.parametrize("path", RUN_ONCE)
def test_notebooks_run_from_top_to_bottom_and_show_what_they_announce(
    path: Path, executed: Callable[[Path], list[Any]]
) -> None:
    """Every code cell succeeds and shows something, and nothing is complained of on stderr."""
    code = executed(path)
    silent = [cell.source for cell in code if not shown(cell)]
    assert silent == []
    assert not any(output.get("name") == "stderr" for cell in code for output in cell.outputs)


@pytest.mark.xdist_group("01-tour")
def test_the_tour_gives_cited_answers_and_a_picture(
    executed: Callable[[Path], list[Any]],
) -> None:
    """The tour's table, dossier and picture hold what they should, with citations."""
    code = executed(ROOT / "notebooks" / "01-tour.ipynb")
    table = next(cell for cell in code if "meeting=" in cell.source)
    dossier = next(cell for cell in code if "kg.show(" in cell.source)
    assert "s0:17" in shown(table)
    assert "s0:16" not in shown(table)
    assert "s2:9" in shown(dossier)
    pictures = [cell for cell in code if "kg.view(" in cell.source]
    assert pictures
    assert all("&lt;!doctype html&gt;" in shown(cell) for cell in pictures)


def test_exercises_are_followed_by_a_folded_answer_that_runs() -> None:
    """A student sees the answer only when it is asked for; it is a cell like the others."""
    for path in NOTEBOOKS:
        for before, cell in itertools.pairwise(read(path).cells):
            asked = before.cell_type == "markdown" and "**Exercise" in before.source
            folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
            assert asked == folded, cell.source
            assert not asked or cell.cell_type == "code"


@pytest.mark.xdist_group("04-networks")
def test_networks_are_drawn_and_told_with_evidence(
    executed: Callable[[Path], list[Any]],
) -> None:
    """The notebook on networks has pictures, and paragraphs behind a chain of ties."""
    code = executed(ROOT / "notebooks" / "04-networks.ipynb")
    drawn = [out for cell in code for out in cell.outputs if "image/png" in out.get("data", {})]
    assert len(drawn) >= 5
    chain = next(cell for cell in code if "shortest_path" in cell.source)
    assert "['s4:13']" in shown(chain)


@pytest.mark.xdist_group("02-sparql")
def test_the_notebook_on_sparql_finds_two_lengths_in_two_graphs(
    executed: Callable[[Path], list[Any]],
) -> None:
    """What sources tell differently stands side by side, each with its graph."""
    code = executed(ROOT / "notebooks" / "02-sparql.ipynb")
    graphs = shown(next(cell for cell in code if "GRAPH ?graph" in cell.source))
    assert "grp:s0" in graphs and "grp:s3" in graphs
