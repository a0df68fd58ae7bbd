"""A name is looked for among things of the kind that a parameter takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, QuerySolutions
from small import engine_over

from travaux import kinds
from travaux.binding import bind
from travaux.engine import OxigraphEngine
from travaux.errors import AmbiguousName, BadParameter, BadQuery, UnknownName
from travaux.queries import load_all
from travaux.workspace import open_at

ENT = "https://w3id.org/travaux/entity/"
TRIPLES = """
PREFIX ent: <https://example.org/small/entity/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
ent:port a trv:City ; rdfs:label "Port"@en .
ent:first a trv:Meeting ; rdfs:label "first talks in Port"@en .
ent:second a trv:Meeting ; rdfs:label "second talks in Port"@en .
ent:pact a trv:Treaty ; rdfs:label "pact of Port"@en .
ent:untyped rdfs:label "harbour"@en .
"""


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The built-in workspace."""
    return OxigraphEngine.load(open_at(str(ROOT)))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    """A city, two meetings in it, and a treaty."""
    return engine_over(tmp_path_factory.mktemp("small"), {"graph/reference.ttl": TRIPLES})


def meant(text: str, classes: str, engine: OxigraphEngine) -> str:
    """The CURIE-like local part of what `text` means among these classes."""
    found = kinds.resolve(text, kinds.wanted(classes, engine), engine, where="x")
    return found.value.rpartition("/")[2].rpartition("#")[2]


@pytest.mark.parametrize(
    ("text", "classes", "node"),
    [
        ("Port", "trv:City", "port"),
        ("first Port", "trv:Meeting", "first"),
        ("Port", "trv:Document", "pact"),
        ("Port", "trv:Person trv:Document", "pact"),
        ("ent:pact", "trv:Document", "pact"),
        ("rejects", "con:scheme-attitude", "rejects"),
        ("con:rejects", "con:scheme-attitude", "rejects"),
        ("assessment", "owl:Class", "Assessment"),
    ],
)
def test_a_name_finds_what_bears_it_among_its_kind(
    text: str, classes: str, node: str, small: OxigraphEngine
) -> None:
    """Words of a label, of subclasses too, of a scheme, of one of several classes."""
    assert meant(text, classes, small) == node


@pytest.mark.parametrize(
    ("text", "classes", "says"),
    [
        ("Port", "trv:Person", "x: Port is a city, not a person"),
        ("ent:port", "trv:Event", "x: Port is a city, not an event"),
        ("<https://example.org/small/entity/port>", "trv:Meeting", "Port is a city, not a meeting"),
        ("Port", "trv:Person trv:Office", "a city, not a person or an office"),
        ("Port", "con:scheme-attitude", "a city, not one of the scheme of attitudes"),
        ("Port", "owl:Class", "a city, not a class"),
        ("harbour", "trv:Meeting", "harbour is not a meeting"),
    ],
)
def test_a_thing_of_another_kind_is_told_as_what_it_is(
    text: str, classes: str, says: str, small: OxigraphEngine
) -> None:
    """By name, CURIE or IRI: never an answer about something else."""
    with pytest.raises(BadParameter) as error:
        meant(text, classes, small)
    assert says in str(error.value)


def test_those_of_the_kind_that_bear_the_name_are_listed(small: OxigraphEngine) -> None:
    """Several hold the word that is the name of a city: none is chosen, all are told."""
    with pytest.raises(BadParameter) as error:
        meant("Port", "trv:Meeting", small)
    message = str(error.value)
    assert "Port is a city, not a meeting" in message
    assert "ent:first" in message
    assert "ent:second" in message
    assert "ent:pact" not in message
    with pytest.raises(AmbiguousName):
        meant("talks", "trv:Meeting", small)


def test_a_misspelling_gets_near_names_of_the_kind_only(small: OxigraphEngine) -> None:
    """What it would refuse is not suggested."""
    with pytest.raises(UnknownName) as error:
        meant("pact of Portt", "trv:Document", small)
    assert "ent:pact" in str(error.value)
    with pytest.raises(UnknownName) as error:
        meant("pact of Portt", "trv:Meeting", small)
    assert "ent:pact" not in str(error.value)


@pytest.mark.parametrize("classes", ["trv:Meetng", "nope:Meeting", "Meeting", "trv:Meeting a:{"])
def test_a_class_that_nobody_knows_is_refused(classes: str, small: OxigraphEngine) -> None:
    """Nothing would be of it, and every value of another kind."""
    with pytest.raises(BadQuery, match="is not known"):
        kinds.wanted(classes, small)


def test_a_node_belongs_to_the_classes_above_its_own(small: OxigraphEngine) -> None:
    """And to no others."""
    node = NamedNode("https://example.org/small/entity/pact")
    assert kinds.belongs(node, kinds.wanted("trv:Document", small), small)
    assert not kinds.belongs(node, kinds.wanted("trv:Event", small), small)
    assert not kinds.belongs(node, (), small)


@pytest.mark.parametrize(
    "root", [pytest.param(ROOT, marks=pytest.mark.slow), ROOT / "tests" / "tiny"]
)
def test_every_parameter_for_an_entity_says_of_which_class_it_is(root: Path) -> None:
    """And its class takes whatever the question finds where it is asked of everything."""
    loaded = OxigraphEngine.load(open_at(str(root)))
    checked = 0
    for question in load_all(open_at(str(root))):
        answer = loaded.query(question.text)
        assert isinstance(answer, QuerySolutions)
        rows = list(answer)
        for parameter in question.params:
            if parameter.type == "entity":
                assert parameter.kinds, (question.name, parameter.name)
                wanted = kinds.wanted(parameter.kinds, loaded)
                values = {row[parameter.name] for row in rows} - {None}
                assert all(kinds.belongs(each, wanted, loaded) for each in values), question.name
                checked += len(values)
    assert checked


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("event-dates", "event=Geneva", "Geneva is a city, not an event"),
        ("meetings", "topic=Geneva", "Geneva is a city, not a topic"),
        ("officials", "body=Geneva", "Geneva is a city, not an organization"),
        ("links", "kind=Putin", "Putin is a person, not one of"),
        ("acceptance", "item=NATO", "is an alliance, not a proposal item"),
        ("positions", "topic=Ukraine", "Ukraine is a state, not a topic"),
        ("durations", "meeting=ent:brussels", "Brussels is a city, not a meeting"),
    ],
)
def test_no_question_answers_none_of_a_thing_of_another_kind(
    name: str, value: str, says: str, engine: OxigraphEngine
) -> None:
    """ "No rows" would be taken for a finding."""
    (question,) = [each for each in load_all(open_at(str(ROOT))) if each.name == name]
    with pytest.raises(BadParameter) as error:
        bind(question, [value], engine)
    assert says in str(error.value)


def test_the_name_of_a_city_finds_the_one_meeting_there(engine: OxigraphEngine) -> None:
    """Words of the label are enough among meetings."""
    assert meant("Geneva", "trv:Meeting", engine) == "geneva-talks-2022-01-10"
