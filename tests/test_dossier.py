"""Everything about one thing, in sections."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from travaux.dossier import Dossier, compile_dossier, compile_paragraph
from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError
from travaux.names import resolve
from travaux.sections import LINKS, OTHER, PASSED_ON, RECORDS, REPORTED
from travaux.vocabulary import PASSAGE, TYPE
from travaux.workspace import open_at

EXTRA = """
PREFIX ent: <https://example.org/tiny/entity/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rec: <https://example.org/tiny/record/>
PREFIX fish: <https://example.org/tiny/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
ent:ferry rdfs:label "the ferry"@en ; fish:sails-to ent:holm ; skos:note "red"@en .
rec:step a trv:AttributionStep ; trv:carrier ent:nils-berg ; trv:stepOrder 1 .
rec:t1-suder-offers-surveys trv:hasStep rec:step .
"""


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The very small workspace with a few more triples."""
    loaded = OxigraphEngine.load(open_at(str(ROOT / "tests" / "tiny")))
    loaded.store.load(EXTRA.encode(), RdfFormat.TURTLE)
    return loaded


def dossier(name: str, engine: OxigraphEngine) -> Dossier:
    """The dossier of what is called so."""
    return compile_dossier(resolve(name, engine), engine)


def section(name: str, title: str, engine: OxigraphEngine) -> list[tuple[str, str, str, str]]:
    """Date, kind, text and citation of the lines of a section."""
    found = dict(dossier(name, engine).sections)
    return [tuple(line[:4]) for line in found.get(title, ())]  # type: ignore[misc]


def test_the_heading_has_every_name_and_the_class(engine: OxigraphEngine) -> None:
    """Label, CURIE, class, other languages, aliases."""
    found = dossier("Berg, Anna", engine)
    assert found.subject.label == "Anna Berg"
    assert (found.subject.curie, found.subject.kind) == ("ent:anna-berg", "person")
    assert found.labels == (("en", "Anna Berg"), ("ru", "Анна Берг"))
    assert found.aliases == ("Minister Berg",)


def test_what_a_person_says_stands_apart_from_what_is_said_of_a_holder(
    engine: OxigraphEngine,
) -> None:
    """Speaker is not holder: Berg tells that Suder rejects; it is no word of Suder's."""
    says = section("Anna Berg", "Statements made", engine)
    assert [line[1] for line in says] == ["rejects", "conditional statement"]
    assert says[0] == (
        "2031-05-03",
        "rejects",
        "By her account Suder refuses to cut its catch.",
        "t1:2",
    )
    assert section("Suder", "Statements made", engine) == []
    assert [line[1] for line in section("Suder", REPORTED, engine)] == [
        "Anna Berg: rejects",
        "Erik Dahl: offers",
        "a source in the port: partly accepts",
    ]


def test_meetings_are_told_from_both_ends(engine: OxigraphEngine) -> None:
    """The person has the meeting in the line, the meeting the person."""
    title = "Meetings and presence"
    (of_person,) = section("Anna Berg", title, engine)
    assert of_person[2].startswith("Holm talks: ")
    assert "Norvik" in of_person[2]
    (of_meeting,) = section("Holm talks", title, engine)
    assert of_meeting[2].startswith("Anna Berg: ")
    assert of_meeting[3] == "t1:2"


def test_accounts_that_differ_stand_side_by_side_each_with_its_source(
    engine: OxigraphEngine,
) -> None:
    """Two durations, two lines, each as its source qualifies it."""
    told = section("Holm talks", "Accounts", engine)
    durations = {line[3]: line[2] for line in told if "duration" in line[2]}
    assert "duration exactly 6 h" in durations["t1:2"]
    assert "duration about 5 h" in durations["t2:1"]


def test_links_between_sources_cite_both_ends(engine: OxigraphEngine) -> None:
    """What a curator compared is found from either side."""
    (link,) = section("Suder", LINKS, engine)
    assert link[1] == "contradicts"
    assert link[3] == "t1:2, t2:3"


def test_who_passes_words_on_finds_them_and_they_name_him(engine: OxigraphEngine) -> None:
    """A chain of attribution is shown at the statement and at the carrier."""
    (line,) = section("Nils Berg", PASSED_ON, engine)
    assert line[3] == "t1:3"
    assert line[2].endswith("[via Nils Berg]")


def test_a_relation_that_no_section_knows_is_listed_under_its_own_name(
    engine: OxigraphEngine,
) -> None:
    """Nothing is lost because nobody foresaw it."""
    (line,) = section("Holm", OTHER, engine)
    assert line[2:4] == ("the ferry: sails-to Holm", "")
    assert ("note", "red") in dossier("the ferry", engine).facts


def test_a_source_lists_what_it_records_in_the_order_of_its_paragraphs(
    engine: OxigraphEngine,
) -> None:
    """By paragraph, not by date."""
    cites = [line[3] for line in section("t1", RECORDS, engine)]
    assert cites == ["t1:1", "t1:2", "t1:2", "t1:2", "t1:2", "t1:3"]


def test_a_paragraph_lists_its_records(engine: OxigraphEngine) -> None:
    """`t1:3` holds one; a paragraph of which nothing is recorded is an error."""
    found = compile_paragraph("t1:3", engine)
    assert found is not None
    assert found.subject.kind == "paragraph"
    ((title, lines),) = found.sections
    assert (title, len(lines)) == (RECORDS, 1)
    assert compile_paragraph("T1:3", engine) == found
    for cite in ("Norvik", "", "a b:1", "ent:5"):
        assert compile_paragraph(cite, engine) is None
    for cite, says in (("t1:99", "up to paragraph 3"), ("t9:1", "t9 is not in this workspace")):
        with pytest.raises(TravauxError, match=says):
            compile_paragraph(cite, engine)


def incoming(engine: OxigraphEngine, node: NamedNode) -> set[str]:
    """The subjects that point at a node, but passages, steps and links."""
    found = set()
    for quad in engine.store.quads_for_pattern(None, None, node, DefaultGraph()):
        kinds = {
            kind.object.value
            for kind in engine.store.quads_for_pattern(
                quad.subject, NamedNode(TYPE), None, DefaultGraph()
            )
        }
        if not any(kind.endswith(("#AttributionStep", "#AnalyticLink")) for kind in kinds):
            if PASSAGE not in kinds and isinstance(quad.subject, NamedNode):
                found.add(quad.subject.value)
    return found


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests" / "tiny"])
def test_nothing_that_points_at_an_entity_is_missing_from_its_dossier(root: Path) -> None:
    """Over every entity of both workspaces: each record is on at least one line."""
    loaded = OxigraphEngine.load(open_at(str(root)))
    space = loaded.prefixes["ent"]
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = loaded.store.quads_for_pattern(None, label, None, DefaultGraph())
    nodes = {q.subject for q in quads if isinstance(q.subject, NamedNode)}
    entities = [node for node in nodes if node.value.startswith(space)]
    assert len(entities) >= 8
    for node in entities:
        lines = [line for _, found in compile_dossier(node, loaded).sections for line in found]
        assert incoming(loaded, node) <= {line.iri for line in lines}, node


def test_the_order_does_not_depend_on_the_order_in_the_store(engine: OxigraphEngine) -> None:
    """The same triples in another order give the same dossier."""
    other = OxigraphEngine(Store(), engine.prefixes, "the data", None)
    other.store.extend(reversed(list(engine.store)))
    for name in ("Suder", "Anna Berg", "Holm talks", "t1"):
        assert dossier(name, engine) == dossier(name, other)


def test_a_paragraph_is_shown_though_its_records_lack_their_source(tmp_path: Path) -> None:
    """`validate` tells what is missing; until it is mended the rest can still be read."""
    copy = shutil.copytree(ROOT / "tests" / "tiny", tmp_path / "tiny")
    path = copy / "graph" / "sources" / "t1.ttl"
    passages, mark, records = path.read_text().partition("\nrec:")
    path.write_text(passages + mark + records.replace("    trv:inSource src:t1 ;\n", ""))
    found = compile_paragraph("t1:3", OxigraphEngine.load(open_at(str(copy))))
    assert found is not None
    assert found.facts == ()
    assert [title for title, _ in found.sections] == [RECORDS]


def test_a_line_that_rests_on_no_paragraph_names_the_graph_that_states_it(
    engine: OxigraphEngine,
) -> None:
    """What the reference layer says is never taken for what a source says."""
    relations = section("cod in Holm Bay", OTHER, engine)
    assert [line[2:4] for line in relations] == [
        ("Suder halves its catch: topic cod in Holm Bay", "reference"),
        ("Suder shares its surveys: topic cod in Holm Bay", "reference"),
    ]


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests" / "tiny"])
def test_every_line_has_a_paragraph_or_a_graph(root: Path) -> None:
    """Over every entity: no line without a word on where it comes from."""
    loaded = OxigraphEngine.load(open_at(str(root)))
    stems = {graph.rpartition("/")[2] for graph in loaded.graphs}
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    nodes = {q.subject for q in loaded.quads(None, label) if isinstance(q.subject, NamedNode)}
    for node in nodes:
        for title, lines in compile_dossier(node, loaded).sections:
            for line in lines:
                places = line.cite.split(", ")
                assert all(":" in place or place in stems for place in places), (title, line)


def test_a_dossier_is_in_the_first_language_of_the_workspace(tmp_path: Path) -> None:
    """Labels, classes, relations and glosses; English where there is no other."""
    shutil.copytree(ROOT / "tests" / "tiny", tmp_path, dirs_exist_ok=True)
    toml = tmp_path / "travaux.toml"
    text = toml.read_text(encoding="utf-8").replace('["en", "ru"]', '["ru"]')
    toml.write_text(text, encoding="utf-8")
    source = tmp_path / "graph" / "sources" / "t1.ttl"
    gloss = '"The talks last six hours."@en'
    turtle = source.read_text(encoding="utf-8")
    assert gloss in turtle
    source.write_text(turtle.replace(gloss, gloss + ' , "Шесть часов."@ru'), encoding="utf-8")
    loaded = OxigraphEngine.load(open_at(str(tmp_path)))
    found = dossier("Holm talks", loaded)
    assert (found.subject.label, found.subject.kind) == ("переговоры в Хольме", "встреча")
    told = [line[2] for line in section("Holm talks", "Accounts", loaded)]
    assert any("Шесть часов." in text for text in told)
    assert not any("last six hours" in text for text in told)
    assert any(line[2].startswith("Анна Берг: ") for _, lines in found.sections for line in lines)
