"""The made-up graphs that the explorer is measured with, and the table that is printed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from made_graph import made

from travaux.view.relations import FAMILIES, LINES


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The script as a module."""
    file = Path(__file__).parent / "benchmarks" / "bench_view.py"
    spec = importlib.util.spec_from_file_location("bench_view", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("size", [2, 200, 1001])
def test_a_made_up_graph_has_three_lines_for_each_node_and_evidence_for_each_line(
    size: int,
) -> None:
    """Otherwise the sizes and times that are printed would be those of something easier."""
    graph = made(size)
    assert len(graph) == size
    assert graph.number_of_edges() == 3 * size
    records = [record for *_, own in graph.edges(data="records") for record in own]
    assert len(set(records)) == len(records) == 3 * size
    assert all(graph.graph["records"][each].gloss for each in records)
    assert all(graph.graph["records"][each].cites for each in records)


def test_a_made_up_graph_looks_like_a_real_one() -> None:
    """Known classes and lines, a few busy nodes, names of some 25 letters."""
    graph = made(400)
    assert {family for _, family in graph.nodes(data="family")} <= {each.key for each in FAMILIES}
    assert {line for *_, line in graph.edges(data="line")} <= {each.key for each in LINES}
    assert max(degree for _, degree in graph.degree()) > 20
    names = [name for _, name in graph.nodes(data="name")]
    assert 15 < sum(map(len, names)) / len(names) < 35


def test_the_same_size_gives_the_same_graph() -> None:
    """Two runs measure one thing."""
    one, other = made(60), made(60)
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))
    assert one.graph["records"] == other.graph["records"]


def test_the_table_shows_every_row_with_its_aim(
    bench: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not measured at a size is a dash, and no aim is lost."""
    bench.show({200: {"file, MB": "0.71", "  focus": "20"}, 10000: {"file, MB": "1.90"}})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["nodes", "(3", "lines", "each)", "200", "10000"]
    rows = {line[:22].strip(): line[22:].split() for line in lines[1:]}
    assert set(rows) == {*bench.AIMS, "focus"}
    assert rows["file, MB"] == ["0.71", "[0.7]", "1.90", "[1.9]"]
    assert rows["ratio"] == ["-", "[1/15]", "-"]


def test_building_is_told_apart_from_laying_out(bench: ModuleType, tmp_path: Path) -> None:
    """Both are seconds of one run, and the file is the explorer's."""
    built = bench.build(made(30), tmp_path / "x.html")
    assert built.layout > 0
    assert built.rest > 0
    assert built.file.read_text("utf-8").startswith("<!doctype html>")
