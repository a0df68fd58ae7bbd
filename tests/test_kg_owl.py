"""`kg.owl()`: classes of Python whose individuals come back, and nothing else does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any

import owlready2
import pytest
from conftest import ROOT
from owlready2 import locstr
from owlready2.base import from_literal, to_literal
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

import travaux
from travaux import hermit
from travaux.errors import AmbiguousName, BadParameter, UnknownName
from travaux.kg.graph import KnowledgeGraph
from travaux.kg.owl import GraphOntology
from travaux.kg.owl_changes import NotIndividuals, NotTaken
from travaux.kg.owl_making import NoSuchTerm
from travaux.kg.pending import Change
from travaux.vocabulary import EDTF_DATE, IDENTIFIER, LABEL, PERSON, TRV, TYPE, XSD, XSD_DATE

BASE = "https://example.org/tiny/"
REFERENCE, FIRST = "graph/reference.ttl", "graph/sources/t1.ttl"
#: What a Position of the tiny workspace has besides who rejects what.
REST: dict[str, Any] = {
    "evidence": "psg:t1-2-174-206",
    "gloss": locstr("Norvik will not share.", "en"),
    "modality": "asserted",
    "said": "2031-05",
    "saidBasis": "con:inferred",
    "speechMode": "paraphrase",
}


@pytest.fixture
def own(tmp_path: Path, tiny: Path) -> Path:
    """A copy of the tiny workspace, to be written to."""
    return Path(shutil.copytree(tiny, tmp_path / "own"))


@pytest.fixture
def kg(tiny: Path) -> KnowledgeGraph:
    """The tiny workspace, open; nothing is saved."""
    return travaux.open(tiny)


def position(onto: GraphOntology, name: str | None = "t1-norvik-rejects", **more: Any) -> Any:
    """A Position that conforms."""
    given = {"speaker": "Anna Berg", "holder": "Norvik", "attitude": "rejects", **REST}
    return onto.Position(name, **{**given, "topic": "ent:item-shared-surveys", **more})


def said(change: Change) -> set[str]:
    """What a change adds, in N-Triples."""
    return set(map(str, change.add))


# Nothing is lost ----------------------------------------------------------------------------
def test_every_literal_of_the_real_graph_is_read_and_written_as_it_stands() -> None:
    """What owlready2 gives for a literal, given back, is that literal: text, datatype, language."""
    onto = travaux.open(ROOT).owl()
    asked = "SELECT DISTINCT o, d FROM datas WHERE c = ?"
    kinds = set()
    for stored, kind in onto.world.graph.execute(asked, (onto.graph.c,)).fetchall():
        assert to_literal(from_literal(stored, kind, onto.world)) == (stored, kind)
        kinds.add(kind if isinstance(kind, str) else onto.world._unabbreviate(kind))
    wanted = {XSD + name for name in ("string", "integer", "boolean", "date", "duration")}
    assert kinds >= wanted | {EDTF_DATE, "@en", "@ru"}


def test_values_are_what_python_has_for_them_else_texts(kg: KnowledgeGraph) -> None:
    """A date is a date, a number a number; what is uncertain stays as it is written."""
    onto = kg.owl()
    said = onto["rec:t1-suder-rejects-halving"]
    assert said.saidEarliest == date(2031, 5, 3) and type(said.saidEarliest) is date
    assert repr(said.said) == "EDTF('2031-05-03')" and said.said == "2031-05-03"
    assert repr(onto["rec:t1-duration"].duration) == "duration('PT6H')"
    assert onto["psg:t1-1-34-59"].paragraph == 1 and onto.attitude.contested == [True]
    assert said.gloss[0].lang == "en"


def test_all_of_a_workspace_is_there(kg: KnowledgeGraph) -> None:
    """Each triple of the merged files, once."""
    onto = kg.owl()
    asked = "SELECT count(*) FROM (SELECT DISTINCT s, p, o, d FROM quads WHERE c = ?)"
    (count,) = onto.world.graph.execute(asked, (onto.graph.c,)).fetchone()
    files = [Path(each.path).read_bytes() for each in kg.workspace.graph_files() if each.merged]
    wanted = {quad.triple for text in files for quad in parse(text, format=RdfFormat.TURTLE)}
    assert count == len(wanted) > 2000


def test_reading_and_rewriting_everything_changes_nothing(kg: KnowledgeGraph) -> None:
    """Each value of each individual, taken away and given again, is the value that was there."""
    with kg.owl() as onto:
        for record in [*onto.Attestation.instances(), *onto.Actor.instances()]:
            for each in [*record.get_properties()]:
                value = getattr(record, each.python_name)
                kept = [*value] if isinstance(value, list) else value
                setattr(record, each.python_name, None)
                setattr(record, each.python_name, kept)
    assert kg.changes() == []


def test_odd_spellings_stay_as_they_are_and_can_be_taken_away(own: Path) -> None:
    """Numbers with zeros, months, zones, quotes: what is not touched does not change."""
    node, path = NamedNode(f"{BASE}entity/holm"), own / REFERENCE
    odd = [
        "007 integer",
        "1.50 decimal",
        "P1M duration",
        "2022-01-26Z date",
        "0 boolean",
        "20220126 date",
    ]
    odd += ["1.0E2 double", "a:b anyURI", "8 nonNegativeInteger", "2022 gYear"]
    texts = [each.split() for each in odd]
    values = [Literal(text, datatype=NamedNode(XSD + kind)) for text, kind in texts]
    values += [Literal('a "b"\\\n\tц 😀', language="en-GB"), Literal("")]
    triples = [Triple(node, NamedNode(IDENTIFIER), each) for each in values]
    path.write_text(path.read_text() + "".join(f"{each} .\n" for each in triples))
    kg = travaux.open(own)
    with kg.owl() as onto:
        there = [*onto["ent:holm"].identifier]
        assert len(there) == len(values)
        onto["ent:holm"].identifier = []
        onto["ent:holm"].identifier = there
        onto["ent:holm"].altLabel.append(locstr("Holm town", "en"))
    (change,) = kg.changes()
    assert [each.object for each in change.add] == [Literal("Holm town", language="en")]
    assert not change.remove
    with kg.owl() as onto:
        onto["ent:holm"].identifier = []
    assert {*kg.changes()[0].remove} == {*triples}


# What comes back ----------------------------------------------------------------------------
def test_a_new_position_comes_back_exactly(kg: KnowledgeGraph) -> None:
    """Names become what they mean, a text the date that the shapes want, and no by-product."""
    with kg.owl("t1") as onto:
        position(onto)
    (change,) = kg.changes()
    assert (change.path, change.remove) == (FIRST, [])
    con, ent = "https://w3id.org/travaux/concept/", f"{BASE}entity/"
    nodes = {
        TYPE: f"{TRV}Position",
        f"{TRV}attitude": f"{con}rejects",
        f"{TRV}evidence": f"{BASE}passage/t1-2-174-206",
        f"{TRV}holder": f"{ent}norvik",
        f"{TRV}inSource": f"{BASE}source/t1",
        f"{TRV}modality": f"{con}asserted",
        f"{TRV}saidBasis": f"{con}inferred",
        f"{TRV}speaker": f"{ent}anna-berg",
        f"{TRV}speechMode": f"{con}paraphrase",
        f"{TRV}topic": f"{ent}item-shared-surveys",
    }
    wanted = {f"<{key}> <{value}>" for key, value in nodes.items()}
    wanted |= {
        f'<{TRV}gloss> "Norvik will not share."@en',
        f'<{TRV}said> "2031-05"^^<{EDTF_DATE}>',
        f'<{TRV}saidEarliest> "2031-05-01"^^<{XSD_DATE}>',
        f'<{TRV}saidLatest> "2031-05-31"^^<{XSD_DATE}>',
    }
    assert said(change) == {f"<{BASE}record/t1-norvik-rejects> {each}" for each in wanted}
    assert kg.sparql("SELECT ?a { rec:t1-norvik-rejects trv:attitude ?a }").rows


def test_a_new_person_stands_in_the_reference_layer_and_can_speak_at_once(
    kg: KnowledgeGraph,
) -> None:
    """The class tells the file; a name made in the block is known in it."""
    with kg.owl("t1") as onto:
        labels = [locstr("Ida Lund", "en"), locstr("Ида Лунд", "ru")]
        onto.Person("ida-lund", label=labels).sameAs.append("wd:Q1")
        position(onto, speaker=onto.entity("Ida Lund"))
    reference, first = kg.changes()
    node = f"<{BASE}entity/ida-lund>"
    assert reference.path == REFERENCE
    assert said(reference) == {
        f"{node} <{TYPE}> <{PERSON}>",
        f'{node} <{LABEL}> "Ida Lund"@en',
        f'{node} <{LABEL}> "Ида Лунд"@ru',
        f"{node} <https://schema.org/sameAs> <http://www.wikidata.org/entity/Q1>",
    }
    assert f"<{BASE}record/t1-norvik-rejects> <{TRV}speaker> {node}" in said(first)


def test_what_is_changed_and_removed_changes_in_its_own_file(kg: KnowledgeGraph) -> None:
    """Whatever source the block is for; the days of a date follow it."""
    with kg.owl("t2") as onto:
        onto["rec:t1-suder-offers-surveys"].said = "2031-05-04"
        owlready2.destroy_entity(onto["rec:t1-berg-head"])
    (change,) = kg.changes()
    assert change.path == FIRST
    days = {each.object.value for each in change.add if isinstance(each.object, Literal)}
    assert days == {"2031-05-04"} and len(change.add) == 3
    gone = [each for each in change.remove if "berg-head" in str(each.subject)]
    assert len(gone) == len(change.remove) - 3 == 8


def test_one_ontology_serves_several_blocks(kg: KnowledgeGraph) -> None:
    """Each block brings back what is new in it."""
    onto = kg.owl("t1")
    with onto:
        made = position(onto, None)
    assert made.iri == f"{BASE}record/t1-position1"
    with onto:
        made.attitude = onto.entity("accepts")
    (row,) = kg.sparql("SELECT ?a { rec:t1-position1 trv:attitude ?a }").rows
    assert row == {"a": "https://w3id.org/travaux/concept/accepts"}


def test_a_sandbox_brings_nothing_back(kg: KnowledgeGraph) -> None:
    """Without `with`, classes and individuals are made for nobody else."""
    onto = kg.owl("t1")
    type("Refusal", (onto.Position,), {"namespace": onto})
    assert onto.Refusal("t1-no").is_a == [onto.Refusal]
    assert kg.changes() == []


# What does not ------------------------------------------------------------------------------
def test_a_wrong_one_changes_nothing_and_is_named(kg: KnowledgeGraph) -> None:
    """Not even what is right beside it; put right in the same ontology, all of it comes back."""
    onto = kg.owl("t1")
    with pytest.raises(NotTaken) as told, onto:
        position(onto)
        wrong = position(onto, "t1-wrong", holder=[])
    assert told.value.individuals == (f"{BASE}record/t1-wrong",)
    assert "rec:t1-wrong: The position has no holder." in str(told.value)
    assert kg.changes() == []
    with onto:
        wrong.holder = "Norvik"
    assert len({each.subject for each in kg.changes()[0].add}) == 2


def test_an_exception_in_the_block_changes_nothing(kg: KnowledgeGraph) -> None:
    """It is passed on as it is."""
    with pytest.raises(ZeroDivisionError), kg.owl("t1") as onto:
        position(onto)
        raise ZeroDivisionError
    assert kg.changes() == []


def a_class(onto: GraphOntology) -> None:
    """A class is made."""
    type("Refusal", (onto.Position,), {"namespace": onto})


def a_list(onto: GraphOntology) -> None:
    """Two are said to differ: blank nodes."""
    owlready2.AllDifferent([onto["ent:norvik"], onto["ent:suder"]])


def a_note_on_a_triple(onto: GraphOntology) -> None:
    """A comment on a relation: a blank node."""
    record = onto["rec:t1-suder-rejects-halving"]
    owlready2.comment[record, onto["trv:holder"], record.holder[0]] = "sic"


def a_definition(onto: GraphOntology) -> None:
    """A class gets another meaning."""
    onto.Demand.equivalent_to.append(onto.Offer)


@pytest.mark.parametrize("do", [a_class, a_list, a_note_on_a_triple, a_definition])
def test_classes_axioms_and_blank_nodes_never_come_back(
    do: Callable[[GraphOntology], None], kg: KnowledgeGraph
) -> None:
    """Nor are they forgotten without a word."""
    with pytest.raises(NotIndividuals), kg.owl("t1") as onto:
        do(onto)
    assert kg.changes() == []


def test_what_is_new_needs_a_source(kg: KnowledgeGraph) -> None:
    """A record without one belongs in no file."""
    with pytest.raises(BadParameter, match="of no source"), kg.owl() as onto:
        position(onto)
    with pytest.raises(BadParameter, match="no name for a source"):
        kg.owl("../t1")


def test_mistakes_are_told_where_they_are_made(kg: KnowledgeGraph) -> None:
    """owlready2 would take most of them in silence."""
    onto, other = kg.owl("t1"), kg.owl("t1")
    with pytest.raises(NoSuchTerm, match=r"(?s)'Positon'.*Position"):
        onto.Positon("t1-x")
    with pytest.raises(NoSuchTerm, match=r"(?s)'speeker'.*speaker"):
        onto.Position("t1-x", speeker="Anna Berg")
    with pytest.raises(BadParameter, match="one value, not 2"):
        onto.Position("t1-x", attitude=["rejects", "accepts"])
    with pytest.raises(BadParameter, match="cannot be a name"):
        onto.Position("t1 x")
    with pytest.raises(BadParameter, match="another ontology"):
        onto.Position("t1-x", speaker=other.entity("Anna Berg"))
    with pytest.raises(BadParameter, match="is no individual"):
        onto.Position("t1-x", speaker=3)
    with pytest.raises(BadParameter, match="texts and numbers"):
        onto["rec:t1-duration"].duration = onto["ent:norvik"]


def test_individuals_are_found_by_what_they_are_called(kg: KnowledgeGraph) -> None:
    """Label, part of it, CURIE, IRI; unknown and ambiguous names are errors."""
    onto = kg.owl()
    anna = onto.entity("Anna Berg")
    assert anna is onto.entity("anna berg") is onto["ent:anna-berg"] is onto.entity(anna.iri)
    assert isinstance(anna, onto.Person) and anna in onto.Actor.instances()
    with pytest.raises(UnknownName):
        onto.entity("Nobody at all")
    with pytest.raises(AmbiguousName):
        onto.entity("Berg")


def test_terms_with_one_name_are_told_apart(own: Path) -> None:
    """The workspace's own gets its prefix; what Python cannot say gets an underscore."""
    (own / "ontology" / "more.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix fish: <urn:x:fish#> .\n"
        "fish:topic a owl:ObjectProperty .\nfish:class a owl:Class .\nfish:a-b a owl:Class .\n"
    )
    prefixes = own / "ontology" / "prefixes.ttl"
    prefixes.write_text(prefixes.read_text() + "@prefix fish: <urn:x:fish#> .\n")
    onto = travaux.open(own).owl()
    assert onto.topic.iri == f"{TRV}topic" and onto.fish_topic.iri == "urn:x:fish#topic"
    assert onto.class_.iri == "urn:x:fish#class" and onto.a_b.iri == "urn:x:fish#a-b"
    assert onto["rec:t1-suder-rejects-halving"].topic == [onto["ent:item-half-catch"]]


# What follows -------------------------------------------------------------------------------
@pytest.mark.slow
def test_the_reasoner_tells_what_follows_and_what_contradicts(
    java: str, kg: KnowledgeGraph
) -> None:
    """Demands are recognised by who demands them; of a contradiction it tells the statements."""
    onto = kg.owl()
    wanted = onto.attitude.value(onto.entity("demands"))
    meaning = [onto.ProposalItem & owlready2.Inverse(onto.topic).some(onto.Position & wanted)]
    made = type("Wanted", (onto.ProposalItem,), {"namespace": onto, "equivalent_to": meaning})
    found = onto.reason()
    assert found.inferred[made] == found.inferred[onto.Demand]
    assert found.consistent and found.inferred[onto.Demand] == [onto["ent:item-half-catch"]]
    assert found.inferred[onto.Offer] == [onto["ent:item-shared-surveys"]]
    onto.entity("Anna Berg").is_a.append(onto.Organization)
    found = onto.reason()
    assert not found and not found.inferred
    told = {each.statement for each in found.clash}
    assert {"Anna Berg is an organization", "Anna Berg is a person"} < told
    places = [each.place for each in found.clash]
    assert any(each.startswith("graph/reference.ttl:") for each in places)
    assert all("travaux-" not in each for each in places)


def test_without_java_the_reasoner_says_so(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what to install."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(hermit.NoJava, match=r"(?s)no java is on the PATH.*Install"):
        kg.owl().reason()


@pytest.mark.slow
def test_it_finds_what_owlready2_finds(java: str, kg: KnowledgeGraph) -> None:
    """owlready2's own call is the reference; it is given the same, as N-Triples."""
    said, _ = hermit.readable(each for _, each in kg.owl().homes.said())
    found = hermit.taxonomy(said, monotonic() + 60)
    assert found is not None
    owlready2.JAVA_EXE = java
    world = owlready2.World()
    onto = world.get_ontology("urn:x:check#")
    text = serialize(said, format=RdfFormat.N_TRIPLES)
    onto.load(fileobj=BytesIO(text or b""), format="ntriples")
    before = {each.iri: {*each.is_a} for each in onto.world.search(iri=f"{BASE}entity/*")}
    with onto:
        owlready2.sync_reasoner_hermit(world, debug=0)
    top = {"http://www.w3.org/2002/07/owl#Thing"}
    for iri, was in before.items():
        new = {each.iri for each in {*world[iri].is_a} - was if hasattr(each, "iri")}
        above = {up.iri for each in world[iri].is_a for up in each.ancestors()}
        assert new <= found.types[iri] | top
        assert found.types[iri] | top == above | top
