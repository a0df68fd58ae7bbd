"""SHACL's results told as findings: words, file, line."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux.corpus import Corpus
from travaux.errors import BadData
from travaux.shacl_report import PLAIN, check, plain
from travaux.workspace import open_at

SOURCE = """PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX ent: <https://w3id.org/travaux/entity/>
PREFIX rec: <https://w3id.org/travaux/record/>
PREFIX trv: <https://w3id.org/travaux/ontology#>

rec:x
  a trv:Position ;
  trv:gloss "We say."@en ;
  trv:attitude
    con:demands ,
    con:rejects ;
  trv:holder "NATO" .
"""


def broken(workspace: Path) -> Corpus:
    (workspace / "graph" / "sources" / "s9.ttl").write_text(SOURCE, encoding="utf-8")
    return Corpus(open_at(str(workspace)))


def test_the_untouched_workspace_conforms_to_every_shape(workspace_copy: Path) -> None:
    """And there are shapes: conforming to none would be no news."""
    found, count = check(Corpus(open_at(str(workspace_copy))))
    assert found == []
    assert count > 200


def test_a_finding_has_words_advice_label_file_and_line(workspace_copy: Path) -> None:
    """A historian reads what is wrong and where, not the name of a constraint component."""
    found, _ = check(broken(workspace_copy))
    by_problem = {one.problem: one for one in found}
    several = by_problem["A position has exactly one attitude."]
    assert several.advice.startswith("Correct trv:attitude")
    assert (several.label, several.line) == ("We say.", 9)
    assert several.file.endswith("graph/sources/s9.ttl")
    holder = by_problem["trv:holder leads to something that is not an actor."]
    assert holder.line == 12
    assert by_problem["The record has no evidence."].line == 6
    assert not [one for one in found if "Constraint" in one.problem]


def test_superclass_rules_reach_subclasses(workspace_copy: Path) -> None:
    """The subclass axioms are in the data: a Position is held to the rules of Attestation."""
    found, _ = check(broken(workspace_copy))
    assert any("has no evidence" in one.problem for one in found)


def test_shapes_without_a_message_are_told_in_plain_words(workspace_copy: Path) -> None:
    """The engine has no default messages: ours serve, and the shape is named as a last resort."""
    path = workspace_copy / "ontology" / "shapes.ttl"
    path.write_text(
        """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX shp: <https://w3id.org/travaux/shape/>
shp:n a sh:NodeShape ; sh:targetClass trv:Position ; sh:property shp:few, shp:odd .
shp:few a sh:PropertyShape ; sh:path trv:evidence ; sh:minCount 9 .
shp:odd a sh:PropertyShape ; sh:path trv:gloss ; sh:minLength 9999 .
""",
        encoding="utf-8",
    )
    problems = {one.problem for one in check(broken(workspace_copy))[0]}
    assert "It needs more values of trv:evidence." in problems
    assert any(text.endswith("breaks the rule shp:odd.") for text in problems) or any(
        text.endswith("breaks the rule shp:n.") for text in problems
    )


def test_shapes_that_cannot_be_used_are_an_error_not_a_success(workspace_copy: Path) -> None:
    """A broken rule must not read as a kept one."""
    (workspace_copy / "ontology" / "shapes.ttl").write_text(
        """PREFIX sh: <http://www.w3.org/ns/shacl#>
<https://e/s> a sh:NodeShape ; sh:targetNode <https://e/x> ; sh:sparql <https://e/q> .
<https://e/q> a sh:SPARQLConstraint ; sh:select "SELEKT" .
"""
    )
    with pytest.raises(BadData):
        check(Corpus(open_at(str(workspace_copy))))


def test_style_shapes_hold_only_for_the_ontology_they_lie_beside(tmp_path: Path) -> None:
    """A workspace that borrows the ontology may name its own terms in its own way."""
    (tmp_path / "travaux.toml").write_text(
        'title = "x"\nbase = "https://example.org/x/"\nlanguages = ["en"]\n'
    )
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "own.ttl").write_text(
        "<https://example.org/x/o#Weighs> a <http://www.w3.org/2002/07/owl#DatatypeProperty> ;"
        "<http://www.w3.org/2000/01/rdf-schema#isDefinedBy> <https://example.org/x/o> ."
    )
    assert check(Corpus(open_at(str(tmp_path))))[0] == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("<https://e/a>", "https://e/a"),
        ('"a \\"b\\" \\u00e9"', 'a "b" é'),
        ('"x"@en', "x"),
        ('"7"^^<http://www.w3.org/2001/XMLSchema#integer>', "7"),
        ("_:b0", "_:b0"),
    ],
)
def test_terms_are_read_from_the_engines_syntax(term: str, text: str) -> None:
    """The engine speaks N-Triples."""
    assert plain(term) == text


def test_plain_words_name_real_components() -> None:
    """Names are SHACL's."""
    import rdflib

    for name in PLAIN:
        assert str(rdflib.SH[f"{name}ConstraintComponent"])
