"""Where a triple is stated, and whose word it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from travaux import vocabulary as v
from travaux import workspace
from travaux.engine import OxigraphEngine
from travaux.stated import Stated

TINY = Path(__file__).parent / "tiny"
SPACE = "https://example.org/tiny/"


@pytest.fixture(scope="module")
def stated() -> Stated:
    space = workspace.open_at(str(TINY))
    engine = OxigraphEngine.load(space)
    engine.infer()
    return Stated(engine, space)


def iri(name: str) -> NamedNode:
    """`entity/holm`, or a full IRI."""
    return NamedNode(name if ":" in name else SPACE + name)


def test_a_record_comes_with_line_speaker_citation_and_passages(stated: Stated) -> None:
    """The line is that of the triple itself."""
    triple = Triple(iri("record/t1-suder-rejects-halving"), iri(v.HOLDER), iri("entity/suder"))
    (told,) = stated(triple)
    lines = (TINY / "graph/sources/t1.ttl").read_text(encoding="utf-8").splitlines()
    assert lines[told.line - 1].strip() == "trv:holder ent:suder ;"
    assert told.file.endswith("graph/sources/t1.ttl")
    assert (told.by, told.cite) == ("spoken by Anna Berg", "t1:2")
    assert told.passages == ("t1:2, characters 174–206",)
    assert str(told) == f"stated: {told.place} · spoken by Anna Berg · t1:2"


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "by"),
    [
        ("record/t1-berg-head", v.AGENT, "entity/anna-berg", "told by the article itself"),
        ("passage/t1-2-62-75", v.IN_SOURCE, "source/t1", "about the source, by the curators"),
        ("entity/suder", v.TYPE, v.STATE, "reference, by the curators"),
        (
            "link/rejection-and-part-acceptance",
            v.LINK_KIND,
            v.CON + "contradicts",
            "curators: The travaux contributors",
        ),
        (v.STATE, v.SUBCLASS_OF, v.ORGANIZATION, "the ontology"),
        # of a situation, the record that speaks of it
        ("record/t2-no-halving", v.TYPE, v.SITUATION, "spoken by Anna Berg"),
    ],
)
def test_every_layer_says_whose_word_a_triple_is(
    stated: Stated, subject: str, predicate: str, value: str, by: str
) -> None:
    """A source's words, the curators' own, and the ontology are never mixed."""
    assert [each.by for each in stated(Triple(iri(subject), iri(predicate), iri(value)))] == [by]


def test_what_rules_add_is_stated_nowhere(stated: Stated) -> None:
    """Nor is what nobody says."""
    attended = Triple(iri("entity/anna-berg"), iri(v.TRV + "attended"), iri("entity/holm-talks"))
    assert any(stated.engine.quads(*attended))
    assert stated(attended) == []
    assert stated(Triple(iri("record/t1-berg-head"), iri(v.CITE), Literal("t1:2"))) == []
    assert stated(Triple(iri("entity/holm"), iri(v.TYPE), iri(v.STATE))) == []


def test_the_inside_of_brackets_has_the_line_of_what_it_stands_in(stated: Stated) -> None:
    """A list in the ontology has no name to look for."""
    chain = next(stated.engine.quads(None, NamedNode(v.OWL + "propertyChainAxiom")))
    cell = next(stated.engine.quads(chain.object, NamedNode(v.RDF + "rest")))
    (around,) = stated(chain.triple)
    (inside,) = stated(cell.triple)
    assert inside.line
    assert (inside.file, inside.line) == (around.file, around.line)
