"""From what a person types to the node that is meant."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from travaux.engine import OxigraphEngine
from travaux.errors import AmbiguousName, UnknownName
from travaux.names import find, fold, resolve, suggest
from travaux.workspace import open_at

ENT = "https://w3id.org/travaux/entity/"


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The built-in workspace."""
    from conftest import ROOT

    return OxigraphEngine.load(open_at(str(ROOT)))


def meant(text: str, engine: OxigraphEngine) -> list[str]:
    """The local names of the nodes found."""
    return [each.node.value.removeprefix(ENT) for each in find(text, engine)]


@pytest.mark.parametrize(
    "text",
    [
        "Sergey Lavrov",
        "Sergei Lavrov",
        "sergei  LAVROV",
        "Lavrov",
        "lavrov",
        "Lavrov, Sergey",
        '"Lavrov"',
        "Сергей Лавров",
        "лавров",
        "Сергій Лавров",
        "Sergueï Lavrov",
        "sergueї lavrov".replace("ї", "i"),
        "ent:sergey-lavrov",
        ENT + "sergey-lavrov",
        f"<{ENT}sergey-lavrov>",
        "wd:Q58217",
    ],
)
def test_every_spelling_leads_to_the_same_person(text: str, engine: OxigraphEngine) -> None:
    """Label, alias, case, accents, word order, script, CURIE, IRI and public identifier."""
    assert meant(text, engine) == ["sergey-lavrov"]


def test_a_name_that_two_persons_bear_gives_both(engine: OxigraphEngine) -> None:
    """Two Sullivans: never a silent choice."""
    assert meant("Sullivan", engine) == ["jake-sullivan", "john-j-sullivan"]
    with pytest.raises(AmbiguousName) as error:
        resolve("Sullivan", engine, where="actor")
    message = str(error.value)
    assert "Jake Sullivan" in message
    assert "ent:john-j-sullivan" in message
    assert message.startswith("actor: ")


def test_an_exact_name_wins_over_names_that_hold_it(engine: OxigraphEngine) -> None:
    """ "NATO" is the alliance, although many names hold the word."""
    assert meant("NATO", engine) == ["nato"]
    assert meant("nato", engine) == ["nato"]


def test_a_person_wins_over_events_named_after_him(engine: OxigraphEngine) -> None:
    """Words of a name mean an actor before they mean his remarks."""
    assert meant("Riabkov", engine) == ["sergei-ryabkov"]


def test_a_leading_article_does_not_matter(engine: OxigraphEngine) -> None:
    """ "Duma" and "the Duma" are one."""
    assert meant("Duma", engine) == meant("the Duma", engine) == ["state-duma"]


def test_the_short_name_of_a_source_is_a_name(engine: OxigraphEngine) -> None:
    """`s2` is the article."""
    assert meant("s2", engine) == ["https://w3id.org/travaux/source/s2"]


def test_a_thing_wins_over_a_term_of_the_ontology_and_a_term_can_be_named_still(
    engine: OxigraphEngine,
) -> None:
    """Ontology terms are found where nothing else bears the name."""
    (found,) = find("delegation", engine)
    assert "ontology#" not in found.node.value
    assert find("participation", engine)[0].node == NamedNode(
        "https://w3id.org/travaux/ontology#Participation"
    )


@pytest.mark.parametrize("text", ["", " ", "-", "¿?", "xyzzy", "ent:nobody", "http://e/x", "<"])
def test_what_nothing_is_called_gives_nothing(text: str, engine: OxigraphEngine) -> None:
    """An empty or strange name is not everything."""
    assert find(text, engine) == []
    with pytest.raises(UnknownName):
        resolve(text, engine)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("Ryabkof", "Sergei Ryabkov"), ("Sulivan", "Jake Sullivan"), ("Rusia", "Russia")],
)
def test_a_misspelling_gets_the_nearest_names(
    typed: str, nearest: str, engine: OxigraphEngine
) -> None:
    """ "Did you mean" names it, with its CURIE."""
    assert nearest in [each.label for each in suggest(typed, engine)]
    with pytest.raises(UnknownName) as error:
        resolve(typed, engine)
    assert "Did you mean" in str(error.value)
    assert nearest in str(error.value)


def test_a_misspelt_surname_gives_all_who_bear_it(engine: OxigraphEngine) -> None:
    """Both Sullivans are near."""
    labels = {each.label for each in suggest("Jack Sulivan", engine)}
    assert "Jake Sullivan" in labels


def test_candidates_tell_what_they_are(engine: OxigraphEngine) -> None:
    """Label, CURIE and class."""
    (found,) = find("Russia", engine)
    assert (found.label, found.curie, found.kind) == ("Russia", "ent:russia", "state")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  État-major ", "etat major"),
        ("Ёлкин", "елкин"),
        ("Saint (Petersburg)", "saint petersburg"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("the West", "west"),
        ("snake_case", "snake case"),
    ],
)
def test_folding_leaves_words_only(text: str, folded: str) -> None:
    """Case, accents, punctuation and a leading article fall away."""
    assert fold(text) == folded


def test_another_workspace_has_its_own_names(tiny: object) -> None:
    """Nothing here knows one negotiation."""
    other = OxigraphEngine.load(open_at(str(tiny)))
    assert [each.label for each in find("Berg", other)] == ["Anna Berg", "Nils Berg"]
    assert [each.label for each in find("Minister Berg", other)] == ["Anna Berg"]
    assert [each.label for each in find("Эрик Даль", other)] == ["Erik Dahl"]


def test_a_name_is_looked_for_among_the_nodes_kept(tiny: object) -> None:
    """An exact name of a node that is not kept does not hide one that holds the word."""
    other = OxigraphEngine.load(open_at(str(tiny)))
    assert [each.label for each in find("Holm", other)] == ["Holm"]
    kept = find("Holm", other, lambda node: node.value.endswith("talks"))
    assert [each.label for each in kept] == ["Holm talks"]
    assert find("ent:holm", other, lambda node: node.value.endswith("talks")) == []
    assert suggest("Norvic", other)
    assert suggest("Norvic", other, keep=lambda node: False) == []
