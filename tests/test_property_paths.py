"""Property paths, step by step."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest
from pyoxigraph import NamedNode
from small import engine_over

from travaux.engine import OxigraphEngine
from travaux.property_paths import walk
from travaux.rule_parts import Path

SPACE = "https://example.org/small/"
DATA = """PREFIX : <https://example.org/small/>
:a :p :b . :b :p :c . :c :p :a . :b :q :d .
"""
P, Q = NamedNode(SPACE + "p"), NamedNode(SPACE + "q")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    root: FilePath = tmp_path_factory.mktemp("paths")
    return engine_over(root, {"graph/reference.ttl": DATA})


def names(path: Path, start: str, end: str, engine: OxigraphEngine) -> list[str] | None:
    """The way as `apb bpc`, None if there is none."""
    steps = walk(path, NamedNode(SPACE + start), NamedNode(SPACE + end), engine)
    if steps is None:
        return None
    return ["".join(term.value[len(SPACE) :] for term in step) for step in steps]


def test_each_kind_of_path_is_walked_by_the_triples_it_takes(engine: OxigraphEngine) -> None:
    """Sequence, alternative, inverse, and one, any number or some steps."""
    assert names(Path("/", (P, Q), ""), "a", "d", engine) == ["apb", "bqd"]
    assert names(Path("|", (Q, P), ""), "a", "b", engine) == ["apb"]
    assert names(Path("^", (P,), ""), "b", "a", engine) == ["apb"]
    assert names(Path("*", (P,), ""), "a", "a", engine) == []
    assert names(Path("+", (P,), ""), "a", "a", engine) == ["apb", "bpc", "cpa"]
    assert names(Path("?", (P,), ""), "a", "c", engine) is None


def test_paths_within_paths_are_walked_backwards_too(engine: OxigraphEngine) -> None:
    """The inverse of a sequence is the sequence of the inverses, the last one first."""
    back = Path("^", (Path("/", (P, Q), ""),), "")
    assert names(back, "d", "a", engine) == ["bqd", "apb"]
    assert names(Path("^", (Path("+", (P,), ""),), ""), "c", "b", engine) == ["bpc"]


def test_circles_end_and_what_is_negated_is_not_told(engine: OxigraphEngine) -> None:
    """`*` over a circle comes to an end; a negated set has no steps to show."""
    assert names(Path("*", (P,), ""), "a", "d", engine) is None
    assert names(Path("!", (P,), ""), "a", "b", engine) is None
