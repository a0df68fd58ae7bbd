"""Terms and references: what passes SHACL, reasoners and queries in silence is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import HEADER

from travaux.corpus import Corpus, Finding
from travaux.references import BUILT_IN, check
from travaux.vocabulary import OWL, RDF, RDFS, XSD
from travaux.workspace import open_at

LINES = HEADER.count("\n")


def found(workspace: Path, text: str, file: str = "graph/sources/s9.ttl") -> list[Finding]:
    path = workspace / file
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + HEADER + text, encoding="utf-8")
    return check(Corpus(open_at(str(workspace))))


def test_nothing_is_found_in_the_untouched_workspace(workspace_copy: Path) -> None:
    """Every term is declared, every reference leads somewhere, no node lacks a name."""
    assert check(Corpus(open_at(str(workspace_copy)))) == []


@pytest.mark.parametrize(
    ("text", "problem", "advice"),
    [
        ("rec:x trv:holdr ent:nato .", "property trv:holdr is not declared", "trv:holder?"),
        ("rec:x a trv:Possition .", "class trv:Possition is not declared", "trv:Position?"),
        ("rec:x trv:attitude con:rejcts .", "term con:rejcts is not declared", "con:rejects?"),
        ("rec:x foaf:name 'x' .", "property foaf:name is not declared", "declare it"),
        ("rec:x dcterms:titel 'x' .", "property dcterms:titel is not declared", "dcterms:title?"),
        ("rec:x rdfs:lable 'x' .", "property rdfs:lable is not declared", ""),
        ("rec:x a foaf:Person .", "class foaf:Person is not declared", "trv:Person?"),
        ("rec:x trv:said '2021'^^edtf:EDFT .", "datatype edtf:EDFT is not declared", ""),
        ("rec:x trv:duration 'P1D'^^xsd:duraton .", "datatype xsd:duraton is not", ""),
        ("rec:x trv:Position ent:nato .", "trv:Position is declared, but not as a property", ""),
        ("rec:x a trv:speaker .", "trv:speaker is declared, but not as a class", ""),
    ],
)
def test_an_undeclared_term_is_named_with_the_nearest_declared_one(
    workspace_copy: Path, text: str, problem: str, advice: str
) -> None:
    """A misspelt term is silence everywhere else; the line is that of its first use."""
    one = found(workspace_copy, f"\n{text}\n{text}\n")[0]
    assert problem in one.problem
    assert advice in one.advice
    assert one.place.endswith(f"graph/sources/s9.ttl:{LINES + 2}")


def test_a_misspelt_term_in_a_shape_is_told(workspace_copy: Path) -> None:
    """A shape that names a term which does not exist guards nothing."""
    text = "<https://e/x> <http://www.w3.org/ns/shacl#path> trv:holdr .\n"
    assert "trv:holdr" in found(workspace_copy, text, "ontology/shapes.ttl")[0].problem


def test_a_reference_to_something_undescribed_is_told(workspace_copy: Path) -> None:
    """Only in the workspace's own namespaces; what others publish need not be here."""
    text = """
rec:x trv:speaker ent:natto ;
  <http://purl.org/dc/terms/source> <http://www.wikidata.org/entity/Q1> .
"""
    (one,) = found(workspace_copy, text)
    assert one.problem == "trv:speaker leads to ent:natto, of which no file says anything."
    assert one.advice == "Did you mean ent:nato?"
    assert one.line == LINES + 2


def test_the_name_of_a_graph_may_be_pointed_to(workspace_copy: Path) -> None:
    """A file is a graph, though no triple is about it."""
    text = "rec:x <http://purl.org/dc/terms/source> <https://w3id.org/travaux/graph/s0> .\n"
    assert found(workspace_copy, text) == []


def test_a_node_without_a_name_in_the_graph_is_told(workspace_copy: Path) -> None:
    """It cannot be cited, and its label changes."""
    (one,) = found(workspace_copy, "\nrec:x trv:hasStep [] .\n")
    assert "without a name" in one.problem and one.line == LINES + 2


def test_terms_a_workspace_declares_itself_are_declared(tmp_path: Path) -> None:
    """A workspace may lay its own terms beside the built-in ontology."""
    (tmp_path / "travaux.toml").write_text(
        'title = "x"\nbase = "https://example.org/x/"\nlanguages = ["en"]\n'
    )
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "own.ttl").write_text(
        "<https://example.org/x/o#weighs> a <http://www.w3.org/2002/07/owl#DatatypeProperty> ."
    )
    text = "<https://example.org/x/a> <https://example.org/x/o#weighs> 1 ."
    assert found(tmp_path, text, "graph/reference.ttl") == []
    more = (
        "\n<https://example.org/x/a> <https://example.org/x/o#wieghs> <https://example.org/x/b> ."
    )
    assert len(found(tmp_path, more, "graph/reference.ttl")) == 2


def test_the_built_in_terms_exist() -> None:
    """Held to rdflib's own lists, so that no misspelling here lets one there pass."""
    import rdflib

    for iri in BUILT_IN:
        for space, names in ((RDF, rdflib.RDF), (RDFS, rdflib.RDFS), (OWL, rdflib.OWL)):
            assert not iri.startswith(space) or iri in names or "dirLangString" in iri, iri
        assert not iri.startswith(XSD) or iri in rdflib.XSD, iri
