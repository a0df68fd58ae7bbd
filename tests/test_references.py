"""Terms and references: what passes SHACL, reasoners and queries in silence is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import HEADER

from travaux import shacl_report
from travaux.corpus import Corpus, Finding
from travaux.references import check
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
        ("rec:x rdfs:lable 'x' .", "property rdfs:lable is not a term of RDFS", "rdfs:label?"),
        ("rec:x a foaf:Person .", "class foaf:Person is not declared", "trv:Person?"),
        ("rec:x trv:said '2021'^^edtf:EDFT .", "datatype edtf:EDFT is not declared", ""),
        (
            "rec:x trv:duration 'P1D'^^xsd:duraton .",
            "datatype xsd:duraton is not a term of XML Schema",
            "xsd:duration?",
        ),
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


#: One file, what to write in place of what, the line's property or value, and what it should be.
SLIPS = [
    ("shapes", "sh:minCount 1", "sh:mincount 1", "property sh:mincount", "sh:minCount"),
    ("shapes", "sh:targetClass ", "sh:targetClas ", "property sh:targetClas", "sh:targetClass"),
    ("shapes", "sh:in (", "sh:inn (", "property sh:inn", "sh:in"),
    ("shapes", "sh:nodeKind sh:IRI", "sh:nodekind sh:IRI", "property sh:nodekind", "sh:nodeKind"),
    ("shapes", "sh:nodeKind sh:IRI", "sh:nodeKind sh:IRIS", "term sh:IRIS", "sh:IRI"),
    ("shapes", "a sh:NodeShape", "a sh:NodeShap", "term sh:NodeShap", "sh:NodeShape"),
    ("shapes", "sh:path ", "sh:severity sh:Violaton ; sh:path ", "sh:Violaton", "sh:Violation"),
    ("shapes", "sh:inversePath", "sh:inversPath", "sh:inversPath", "sh:inversePath"),
    ("shapes", "xsd:integer", "xsd:integr", "term xsd:integr", "xsd:integer"),
    ("shapes-style", "owl:inverseOf", "owl:inverseof", "term owl:inverseof", "owl:inverseOf"),
    ("ontology", "owl:inverseOf", "owl:inverseof", "property owl:inverseof", "owl:inverseOf"),
    ("ontology", "owl:onProperty", "owl:onPropery", "property owl:onPropery", "owl:onProperty"),
    ("ontology", "rdfs:subClassOf", "rdfs:subclassOf", "rdfs:subclassOf", "rdfs:subClassOf"),
    ("ontology", "owl:TransitiveProp", "owl:Transitiveprop", "class owl:Transitivep", "owl:Trans"),
    ("concepts", "skos:broader", "skos:brodaer", "property skos:brodaer", "skos:broader"),
    ("concepts", "skos:Concept ", "skos:Concpt ", "class skos:Concpt", "skos:Concept"),
    ("alignments", "  rdfs:subClassOf", "  rdfs:subclassOf", "rdfs:subclassOf", "rdfs:subClassOf"),
    ("alignments", "owl:Class", "owl:Clas", "term owl:Clas", "owl:Class"),
]


@pytest.mark.parametrize(
    ("stem", "old", "new", "words", "near"), SLIPS, ids=[f"{slip[0]}-{slip[2]}" for slip in SLIPS]
)
def test_a_misspelt_term_of_a_standard_is_one_finding_at_its_line(
    workspace_copy: Path, stem: str, old: str, new: str, words: str, near: str
) -> None:
    """In shapes and alignments too."""
    file = workspace_copy / "ontology" / f"{stem}.ttl"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    (one,) = check(Corpus(open_at(str(workspace_copy))))
    assert words in one.problem
    assert f"Did you mean {near}" in one.advice and one.rule == "undeclared-term"
    assert one.line == text.count("\n", 0, text.index(old)) + 1


def test_with_a_misspelt_term_of_a_standard_no_shape_and_no_check_is_run(
    workspace_copy: Path,
) -> None:
    """A shape without path runs for ever, one with fewer properties finds thousands of things."""
    file = workspace_copy / "ontology" / "shapes.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("sh:path ", "sh:pth "), encoding="utf-8")
    corpus = Corpus(open_at(str(workspace_copy)))
    assert shacl_report.check(corpus) == ([], 0)
    (one,) = check(corpus)
    assert "no shape and no check query is run" in one.advice


def test_a_term_of_shacl_that_exists_is_no_finding(workspace_copy: Path) -> None:
    """Those that no shape here uses yet, and those of SHACL's own lists of results."""
    text = """<https://e/x> a <http://www.w3.org/ns/shacl#PropertyShape> ;
  <http://www.w3.org/ns/shacl#severity> <http://www.w3.org/ns/shacl#Warning> ;
  <http://www.w3.org/ns/shacl#lessThanOrEquals> <https://e/y> .
"""
    assert found(workspace_copy, text, "ontology/shapes-own.ttl") == []


def test_a_standard_term_that_is_declared_but_misspelt_is_told(workspace_copy: Path) -> None:
    """Nobody can declare one there, so its declaration excuses nothing."""
    text = "<http://www.w3.org/2004/02/skos/core#brodaer> a owl:ObjectProperty .\n"
    (one,) = found(workspace_copy, text, "ontology/own.ttl")
    assert "skos:brodaer is not a term of SKOS" in one.problem


def test_references_into_a_source_without_file_are_told_once(workspace_copy: Path) -> None:
    """The cause is the missing file, not each of its records."""
    (workspace_copy / "graph" / "sources" / "s1.ttl").unlink()
    (one,) = check(Corpus(open_at(str(workspace_copy))))
    assert one.rule == "source-file" and one.place.endswith("graph/analysis.ttl:22")
    assert one.problem.startswith("There is no graph/sources/s1.ttl, and ")
