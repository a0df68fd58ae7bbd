"""Tests of the table of kinds and fields: read off ontology and shapes, and complete."""

from __future__ import annotations

from inspect import signature
from pathlib import Path

import pytest
from conftest import ROOT
from harbour import TINY, note, opened
from pyoxigraph import NamedNode

import travaux
from travaux import vocabulary as v
from travaux.author.kinds import Kinds, snake
from travaux.engine import OxigraphEngine
from travaux.kg.graph import KnowledgeGraph
from travaux.workspace import open_at

FILLED = {v.TYPE, v.LABEL, v.IN_SOURCE, v.CITE, v.SHA256, v.IDENTIFIER, v.STEP_ORDER}
FILLED |= {v.TRV + clock + end for clock in v.CLOCKS for end in ("Earliest", "Latest")}


@pytest.fixture(scope="module", params=[ROOT, TINY], ids=["graph", "tiny"])
def engine(request: pytest.FixtureRequest) -> OxigraphEngine:
    return OxigraphEngine.load(open_at(str(request.param)))


def test_the_table_has_every_kind_and_every_property_that_is_in_use(engine: OxigraphEngine) -> None:
    """Whatever stands in the files can be written by a call: no kind and no field is missing."""
    kinds = Kinds(engine)
    by_class = {each.iri: each for each in (*kinds.records.values(), *kinds.entities.values())}
    seen = set()
    for quad in engine.quads(None, NamedNode(v.TYPE)):
        kind = by_class.get(quad.object.value)
        if kind and not any(engine.quads(quad.subject, NamedNode(v.IS_DEFINED_BY))):
            known = {each.property for each in kind.fields.values()} | FILLED
            used = {each.predicate.value for each in engine.quads(quad.subject)}
            assert used - known == set(), (quad.subject.value, kind.name)
            seen.add(kind.iri)
    sources = {quad.subject for quad in engine.quads(None, NamedNode(v.IN_SOURCE))}
    classes = {q.object.value for each in sources for q in engine.quads(each, NamedNode(v.TYPE))}
    assert classes - seen == {v.PASSAGE, v.NARRATIVE_VOICE}


def test_the_kinds_and_fields_of_the_codebook_have_their_names(engine: OxigraphEngine) -> None:
    """The names are those of classes and properties, in snake case."""
    kinds = Kinds(engine)
    words = "account tenure participation statement position conditional allegation denial "
    words += "assessment prediction promise formulation situation single_voice several_voices"
    assert {*words.split()} <= kinds.records.keys()
    assert {"person", "state", "office", "meeting", "proposal_item"} <= kinds.entities.keys()
    assert not {"demand", "offer", "actor", "attestation", "news_article"} & kinds.entities.keys()
    position = kinds.records["position"].fields
    assert {"speech_mode", "on_behalf_of", "said_basis", "at", "has_step"} <= position.keys()
    assert snake(v.TRV + "onBehalfOf") == "on_behalf_of"


def test_fields_take_what_the_shapes_say(engine: OxigraphEngine) -> None:
    """Classes, schemes, data types and counts come from the shapes, the nearest first."""
    kinds = Kinds(engine)
    position = kinds.records["position"].fields
    assert position["holder"].takes == (NamedNode(v.ACTOR),)
    assert position["attitude"].takes == (NamedNode(v.CON + "scheme-attitude"),)
    assert (position["attitude"].least, position["attitude"].most) == (1, 1)
    assert (position["topic"].least, position["topic"].most) == (1, None)
    assert position["said"].datatype == v.EDTF_DATE
    assert kinds.records["account"].fields["at"].most == 1
    assert position["at"].most is None
    assert kinds.entities["proposal_item"].fields["topic"].takes == (NamedNode(v.TRV + "Issue"),)
    assert "post_in" in kinds.entities["office"].fields
    assert "post_in" not in kinds.entities["person"].fields


def test_another_shape_makes_another_table(tmp_path: Path) -> None:
    """A shape of the workspace's own is heeded, with no change of code."""
    opened(tmp_path)
    folder = tmp_path / "tiny" / "ontology"
    text = (folder / "fisheries.ttl").read_text("utf-8")
    (folder / "fisheries.ttl").write_text(
        text + "fish:Warning a owl:Class ; rdfs:subClassOf trv:Statement ; "
        'rdfs:label "warning"@en ; skos:definition "What is said to deter."@en .\n',
        "utf-8",
    )
    (folder / "shapes-fish.ttl").write_text(
        "PREFIX fish: <https://example.org/tiny/ontology#>\n"
        "PREFIX sh: <http://www.w3.org/ns/shacl#>\n"
        "PREFIX trv: <https://w3id.org/travaux/ontology#>\n"
        "fish:warning-shape a sh:NodeShape ; sh:targetClass fish:Warning ; "
        "sh:property fish:warning-addressee .\n"
        "fish:warning-addressee a sh:PropertyShape ; sh:path trv:addressee ; sh:minCount 1 ; "
        'sh:message "A warning is meant for somebody."@en .\n',
        "utf-8",
    )
    kg = travaux.open(tmp_path / "tiny")
    with note(kg) as s:
        at = s.passage(2, "Tuesday")
        with pytest.raises(travaux.author.WrongCall, match="meant for somebody"):
            s.warning("Dahl warns.", speaker="Erik Dahl", at=at)
        told = s.warning("Dahl warns.", speaker="Erik Dahl", addressee="Norvik", at=at)
    kind = NamedNode("https://example.org/tiny/ontology#Warning")
    assert any(kg.engine.quads(told.node, NamedNode(v.TYPE), kind))


@pytest.fixture
def kg(tmp_path: Path) -> KnowledgeGraph:
    return opened(tmp_path)


def test_help_and_completion_tell_kinds_and_fields(kg: KnowledgeGraph) -> None:
    """A shell shows the methods, their fields, those that must be there first."""
    s = note(kg)
    assert {"position", "account", "situation", "passage", "new"} <= {*dir(s)}
    assert "person" in dir(s.new)
    assert "on_behalf_of: actor, or a list" in (s.position.__doc__ or "")
    assert "holder: actor, or a list *" in (s.position.__doc__ or "")
    names = [*signature(s.position).parameters]
    assert names[0] == "gloss"
    assert names.index("holder") < names.index("addressee")
    assert next(iter(signature(s.new.person).parameters)) == "label"
    assert repr(s) == "<source t3: 0 calls, new>"
