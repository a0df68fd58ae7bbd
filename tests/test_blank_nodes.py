"""Rules on blank nodes: one name in one graph, and an end to looking for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from graphs import graphs
from hypothesis import given
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple

from travaux import blank_nodes
from travaux.blank_nodes import MOST, canonical
from travaux.errors import BadTurtle
from travaux.fmt import format_text
from travaux.turtle_text import parse

Run = Callable[..., "CompletedProcess[str]"]


def alike(number: int) -> str:
    """Blank nodes of which each leads to each: nothing tells them apart."""
    names = range(number)
    return "".join(f"_:b{a} <urn:p> _:b{b} .\n" for a in names for b in names if a != b)


@given(graphs)
def test_the_names_are_those_of_the_standard(graph: list[Triple]) -> None:
    """Whether a child finds them or not, whether there are any or not."""
    dataset = Dataset(Quad(*triple) for triple in graph)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert set(canonical(graph)) == {quad.triple for quad in dataset}
    assert len(canonical(graph)) == len(dataset)


def test_what_is_alike_is_named_by_a_child_and_comes_back_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lexical forms, languages and all; a child is asked only where something is alike."""
    text = '_:a <urn:p> _:b, "007"@en .\n_:b <urn:p> _:a, "007"@en .\n<urn:s> <urn:p> _:a .\n'
    found = canonical(parse(text, "")[0])
    assert len(found) == 5 and sum(str(triple.object) == '"007"@en' for triple in found) == 2
    monkeypatch.setattr(blank_nodes, "_named_by_a_child", None)
    assert len(canonical(parse("[] <urn:p> 1 . [] <urn:p> 2 .", "")[0])) == 2


def test_too_many_blank_nodes_are_refused() -> None:
    """Naming them takes memory with the square of their number."""
    triples = parse("".join(f"<urn:a> <urn:p> _:b{n} .\n" for n in range(MOST + 1)), "")[0]
    with pytest.raises(BadTurtle, match="blank nodes are too many"):
        canonical(triples)


@pytest.mark.slow
def test_blank_nodes_too_much_alike_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of the child is counted; the error names the file."""
    monkeypatch.setattr(blank_nodes, "SECONDS", 1)
    with pytest.raises(BadTurtle, match="too much alike") as caught:
        format_text(alike(12), {}, where="f.ttl")
    assert caught.value.where == "f.ttl"


def test_blank_nodes_too_much_alike_end_with_the_time(run: Run, tmp_path: Path) -> None:
    """`fmt --timeout` holds for them too; the file stays as it was."""
    path = tmp_path / "alike.ttl"
    path.write_text(alike(12), encoding="utf-8")
    done = run("fmt", "--timeout", "1", path)
    assert done.returncode == 2 and "stopped after 1 s" in done.stderr
    assert path.read_text(encoding="utf-8") == alike(12) and len(list(tmp_path.iterdir())) == 1


def test_without_blank_nodes_nothing_is_changed() -> None:
    """Each triple once, in the order in which they came."""
    triples = parse("<urn:b> <urn:p> 1 . <urn:a> <urn:p> 1 . <urn:b> <urn:p> 1 .", "")[0]
    assert canonical(triples) == triples[:2]
    assert not any(isinstance(triple.subject, BlankNode) for triple in triples)
