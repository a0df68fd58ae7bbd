"""Kinds named as people name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux.class_names import members, resolve
from travaux.engine import OxigraphEngine
from travaux.errors import AmbiguousName, BadParameter
from travaux.vocabulary import CONCEPT, OWL, TRV
from travaux.workspace import open_at


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The tiny workspace, with the built-in ontology and a class of its own."""
    return OxigraphEngine.load(open_at(str(Path(__file__).parent / "tiny")))


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("person", TRV + "Person"),
        ("PERSON", TRV + "Person"),
        ("позиция", TRV + "Position"),
        ("ProposalItem", TRV + "ProposalItem"),
        ("proposal item", TRV + "ProposalItem"),
        ("proposal-item", TRV + "ProposalItem"),
        ("proposalitem", TRV + "ProposalItem"),
        ("trv:Statement", TRV + "Statement"),
        ("link", TRV + "AnalyticLink"),
        ("catch limit", "https://example.org/tiny/ontology#CatchLimit"),
        ("concept", CONCEPT),
        ("class", OWL + "Class"),
    ],
)
def test_a_kind_is_named_by_label_local_name_curie_or_words(
    text: str, iri: str, engine: OxigraphEngine
) -> None:
    """In any language and case, with or without spaces; classes that are only used too."""
    assert resolve(text, engine).value == iri


@pytest.mark.parametrize("text", ["positions", "Postion", "allegations"])
def test_an_unknown_kind_gets_near_names(text: str, engine: OxigraphEngine) -> None:
    """Plurals and slips."""
    with pytest.raises(BadParameter) as error:
        resolve(text, engine, "--kind")
    assert error.value.where == "--kind"
    assert "Did you mean" in error.value.hint


@pytest.mark.parametrize("text", ["", "?", "Anna Berg", "qqq", "<>", "ы" * 10000, "\x1b"])
def test_what_names_no_class_is_no_kind(text: str, engine: OxigraphEngine) -> None:
    """A thing is no kind; a long text is not repeated whole."""
    with pytest.raises(BadParameter) as error:
        resolve(text, engine)
    assert "no kind is called" in error.value.what
    assert len(error.value.what) < 100


def test_words_of_several_kinds_are_ambiguous(engine: OxigraphEngine) -> None:
    """All of them are told."""
    with pytest.raises(AmbiguousName) as error:
        resolve("voice", engine)
    assert "trv:NarrativeVoice" in error.value.hint
    assert "trv:SingleVoice" in error.value.hint


def test_what_is_of_a_class_below_is_of_the_kind(engine: OxigraphEngine) -> None:
    """A position is a statement; an event is none."""
    found = {
        node.value.rpartition("/")[2] for node in members(resolve("statement", engine), engine)
    }
    assert {"t1-suder-rejects-halving", "t2-berg-warns"} <= found
    assert "holm-talks" not in found
    assert "t1-duration" not in found
