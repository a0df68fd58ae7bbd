"""Rules on the suspects: near what a clash is about, the search for it begins."""

from __future__ import annotations

import pytest
from conftest import ROOT

from travaux.corpus import Corpus
from travaux.suspects import suspects
from travaux.turtle_text import parse
from travaux.workspace import open_at

PREFIXES = """
PREFIX : <urn:x:>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
"""
SPACE = open_at(str(ROOT / "tests" / "tiny"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (":x a trv:Person, trv:State .", {"x"}),
        (":x trv:holder :y ; trv:accountOf :z .", {"x"}),
        (":x trv:attitude con:demands, con:rejects .", {"x"}),
        (":x owl:sameAs :y .", {"x", "y"}),
        (":A a owl:Class ; owl:disjointWith :B . :x a :A, :B .", {"x"}),
        (":p a owl:InverseFunctionalProperty . :x :p :z . :y :p :z .", {"x", "y"}),
        (":x a trv:Person .", set()),
    ],
)
def test_a_thing_that_may_clash_is_suspected(text: str, wanted: set[str]) -> None:
    """By what is said of it and by what the rules make of that."""
    corpus = Corpus(SPACE)
    found = suspects(SPACE, [*corpus.triples(), *parse(PREFIXES + text, "it")[0]])
    assert {f"urn:x:{name}" for name in wanted} <= found and bool(found) == bool(wanted)


def test_the_real_graph_has_no_suspects() -> None:
    """So that a suspect means something."""
    space = open_at(str(ROOT))
    assert suspects(space, Corpus(space).triples()) == set()
