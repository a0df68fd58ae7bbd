"""On whose side an actor stands: derived from what the files tell, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BASE, engine_over

from travaux.sides import ARTICLES, Sides, grouped, values
from travaux.vocabulary import ACTOR, ORGANIZATION, STATE

GRAPH = """
PREFIX : <https://example.org/small/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
:norvik a trv:State ; rdfs:label "Norvik"@en , "Норвик"@ru .
:suder a trv:State ; rdfs:label "Suder"@en .
:league a trv:Alliance ; rdfs:label "Sound League"@en .
:ministry a trv:GovernmentBody ; rdfs:label "Ministry"@en ; trv:isPartOf :norvik .
:bureau a trv:GovernmentBody ; rdfs:label "Bureau"@en ; trv:isPartOf :ministry .
:institute a trv:ResearchInstitute ; rdfs:label "Institute of Fish"@en .
:gazette a trv:MediaOutlet ; rdfs:label "Gazette"@en .
:club a trv:Organization ; rdfs:label "Club"@en .
:head a trv:Office ; rdfs:label "Head"@en ; trv:postIn :bureau .
:chair a trv:Office ; rdfs:label "Chair"@en ; trv:postIn :institute .
:seat a trv:Office ; rdfs:label "Seat"@en ; trv:postIn :suder .
:grell a trv:Person ; rdfs:label "Grell"@en .
:holm a trv:Person ; rdfs:label "Holm"@en .
:both a trv:Person ; rdfs:label "Both"@en .
:nobody a trv:Person ; rdfs:label "Nobody"@en .
:delegation a trv:ActorGroup ; rdfs:label "Delegation"@en .
:captains a trv:ActorGroup ; rdfs:label "Captains"@en .
:mate a trv:Person ; rdfs:label "Mate"@en .
:article a trv:NarrativeVoice ; rdfs:label "the article"@en .
:leak a trv:SingleVoice ; rdfs:label "a clerk"@en ; trv:affiliation :ministry .
:whisper a trv:UndisclosedVoice ; rdfs:label "a whisper"@en .
:t1 a trv:Tenure ; trv:agent :grell ; trv:office :head .
:t2 a trv:Tenure ; trv:agent :holm ; trv:office :chair .
:t3 a trv:Tenure ; trv:agent :both ; trv:office :seat , :head , :chair .
:p1 a trv:Participation ; trv:agent :delegation ; trv:onBehalfOf :league .
:p2 a trv:Participation ; trv:agent :mate ; trv:onBehalfOf :captains .
:a1 a trv:Account ; trv:agent :nobody ; trv:onBehalfOf :suder .
"""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    root = tmp_path_factory.mktemp("sides")
    return Sides(engine_over(root, {"graph/reference.ttl": GRAPH}))


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        ("norvik", "Norvik"),
        ("league", "Sound League"),
        ("ministry", "Norvik"),
        ("bureau", "Norvik"),
        ("grell", "Norvik"),
        ("leak", "Norvik"),
        ("delegation", "Sound League"),
        ("both", "Norvik and Suder"),
        ("holm", "research institute"),
        ("gazette", "media outlet"),
        ("club", "organization"),
        ("nobody", "persons, no office told"),
        ("captains", "groups, no body told"),
        ("mate", "groups, no body told"),
        ("whisper", "unnamed, no body told"),
        ("article", ARTICLES),
    ],
)
def test_a_side_is_the_state_or_organization_at_the_top_of_what_is_told(
    sides: Sides, actor: str, side: str
) -> None:
    """By office, as a body, by affiliation or on its behalf; else nothing is presumed."""
    assert sides.name(BASE + actor) == side
    assert sides.has_side(BASE + actor) == (side.split()[0] in ("Norvik", "Sound"))


def test_who_speaks_for_whom_follows_offices_and_bodies_but_no_affiliation(sides: Sides) -> None:
    """An unnamed clerk speaks of his ministry, not for it; a state does not speak for a body."""
    for actor in ("norvik", "ministry", "bureau", "grell", "both"):
        assert sides.speaks_for(BASE + actor, BASE + "norvik"), actor
    assert sides.speaks_for(BASE + "delegation", BASE + "league")
    assert sides.speaks_for(BASE + "grell", BASE + "ministry")
    for actor, holder in (("leak", "norvik"), ("norvik", "ministry"), ("grell", "suder")):
        assert not sides.speaks_for(BASE + actor, BASE + holder), actor
    assert BASE + "norvik" in sides.wholes(BASE + "leak")


def test_classes_are_known_with_those_above_them(sides: Sides) -> None:
    """A ministry is an organization and an actor; a state's kind is its own class in words."""
    assert sides.is_a(BASE + "ministry", ORGANIZATION)
    assert sides.is_a(BASE + "ministry", ACTOR)
    assert not sides.is_a(BASE + "ministry", STATE)
    assert sides.kind(BASE + "ministry") == "government body"
    assert not sides.is_a(BASE + "head", ACTOR)


def test_bodies_that_are_part_of_each_other_end_the_climb(tmp_path: Path) -> None:
    """Files with a circle are wrong, and answered all the same."""
    graph = "PREFIX : <https://example.org/small/> PREFIX trv: <https://w3id.org/travaux/ontology#>"
    graph += " :a a trv:GovernmentBody ; trv:isPartOf :b . :b a trv:GovernmentBody ;"
    graph += " trv:isPartOf :a ."
    sides = Sides(engine_over(tmp_path, {"graph/reference.ttl": graph}))
    assert sides.wholes(BASE + "a") == {BASE + "a", BASE + "b"}
    assert sides.name(BASE + "a") == "government body"


def test_namesakes_are_told_apart(tmp_path: Path) -> None:
    """Two actors with one label are two speakers."""
    graph = GRAPH + ':other a trv:Person ; rdfs:label "Grell"@en .'
    sides = Sides(engine_over(tmp_path, {"graph/reference.ttl": graph}))
    assert sides.actor(BASE + "holm") == "Holm"
    names = {sides.actor(BASE + each) for each in ("grell", "other")}
    assert names == {f"Grell (<{BASE}grell>)", f"Grell (<{BASE}other>)"}


def test_rows_of_a_query_are_plain_texts(tmp_path: Path) -> None:
    """What is unbound is empty; a second value of the same is kept."""
    engine = engine_over(tmp_path, {"graph/reference.ttl": GRAPH})
    text = "SELECT ?a ?b ?c WHERE { ?a a trv:Office ; rdfs:label ?b } ORDER BY ?b"
    assert [row[1:] for row in values(engine, text)] == [["Chair", ""], ["Head", ""], ["Seat", ""]]
    offices = grouped(engine, "SELECT ?a ?b WHERE { ?t trv:agent ?a ; trv:office ?b }")
    assert offices[BASE + "both"] == {BASE + name for name in ("seat", "head", "chair")}
