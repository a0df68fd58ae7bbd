"""Rules on the list of OWL constructs: none is used that no rule covers and nobody left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from generator.constructs import LEFT_OUT, Constructs, constructs_section
from generator.graph import Graph
from travaux.vocabulary import OWL, RDFS
from travaux.workspace import open_at

PREFIXES = """\
PREFIX : <urn:x:>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def real() -> Constructs:
    return Constructs(Graph(open_at(str(ROOT))))


def with_more(workspace: Path, text: str) -> Constructs:
    """The constructs of a workspace with one more file of ontology."""
    (workspace / "ontology" / "more.ttl").write_text(PREFIXES + text, "utf-8")
    return Constructs(Graph(open_at(str(workspace))))


def test_every_construct_that_the_ontology_uses_is_covered_or_left_out_on_purpose(
    real: Constructs,
) -> None:
    """Otherwise the ontology would say what no answer ever rests on, and nobody would know."""
    assert real.uncovered() == []


def test_nothing_is_called_left_out_that_is_not_used_or_that_a_rule_covers(
    real: Constructs,
) -> None:
    """An excuse for nothing hides that there is none."""
    assert real.idle() == []


def test_the_constructs_are_those_that_stand_in_the_files(real: Constructs) -> None:
    """Counted a second time as words of the files."""
    names = Counter[str]()
    for stem in ("ontology", "concepts"):
        text = (ROOT / "ontology" / f"{stem}.ttl").read_text("utf-8")
        for prefix, iri in (("owl:", OWL), ("rdfs:", RDFS)):
            names.update(
                iri + word.removeprefix(prefix)
                for word in text.split()
                if word.startswith(prefix) and word != prefix
            )
    found = Counter[str]()
    for use, number in real.used().items():
        found[use.iri] += number
    for several in ("domain", "range", "subClassOf"):  # with more than one value after one word
        assert found.pop(RDFS + several) >= names.pop(RDFS + several) > 20
    assert found.pop(RDFS + "label") > names.pop(RDFS + "label")
    assert found == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (":p a owl:ReflexiveProperty .", ["owl:ReflexiveProperty"]),
        (":A owl:hasKey ( :p ) .", ["owl:hasKey"]),
        (":A owl:equivalentClass :B .", ["owl:equivalentClass between names"]),
        (
            ":p owl:propertyChainAxiom ( :q :r :s ) .",
            ["owl:propertyChainAxiom of 3 members"],
        ),
        (
            ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ] .",
            ["owl:Restriction", "owl:hasValue", "owl:onProperty"],
        ),
        (
            ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:complementOf :C ] ) ] .",
            ["owl:complementOf", "owl:equivalentClass", "owl:intersectionOf"],
        ),
        (":p rdfs:subPropertyOf :q ; owl:inverseOf :r .", []),
    ],
)
def test_a_construct_that_nothing_covers_is_found(
    text: str, names: list[str], workspace_copy: Path
) -> None:
    """A definition needs a rule of its own, which says who belongs to the class."""
    found = with_more(workspace_copy, text)
    assert [use.name for use in found.uncovered()] == names
    page = "\n".join(constructs_section(found.graph))
    assert all(f"| `{name}` |" in page for name in names)


def test_a_rule_that_is_taken_away_covers_nothing(workspace_copy: Path) -> None:
    """What covers a construct is read from the rules, not from a list."""
    for name in ("symmetric", "demand"):
        (workspace_copy / "ontology" / "rules" / f"{name}.rq").unlink()
    found = with_more(workspace_copy, "")
    assert {use.name for use in found.uncovered()} >= {"owl:SymmetricProperty", "owl:unionOf"}


def test_the_page_tells_of_each_construct_by_what_it_is_covered(real: Constructs) -> None:
    """Rules by name, else why there is none."""
    page = "\n".join(constructs_section(real.graph))
    assert "| `owl:SymmetricProperty` | 1 | `symmetric` |" in page
    assert "| `owl:unionOf` | 1 | `demand` |" in page
    assert page.count("*left out:* it") == len(LEFT_OUT) and "nothing |" not in page
