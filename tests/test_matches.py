"""Words looked for in the texts of things."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from small import BASE, engine_over

from travaux.engine import OxigraphEngine
from travaux.matches import ALIAS, BEGUN, GLOSS, LABEL, SAME, TITLE, WHO, WHOLE, fits, search

DATA = """
PREFIX : <https://example.org/small/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
:grell a trv:Person ; rdfs:label "Émile Grell"@fr , "Грелль, Эмиль"@ru , "Emile Grell"@en ;
    skos:altLabel "the Commissioner"@en .
:herring a trv:Issue ; rdfs:label "herring quotas"@en , "об'єм вилову"@uk .
:paper a trv:Document ; rdfs:label "note 7"@en ; dcterms:title "On Herring, and the Quota"@en .
:said a trv:Statement ; trv:speaker :grell ; trv:gloss "Nobody will cut the quotas."@en .
:held a trv:Tenure ; trv:agent :grell ; trv:namedAs "Herring Commissioner" .
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    """A workspace of five things."""
    folder: Path = tmp_path_factory.mktemp("small")
    return engine_over(folder, {"graph/reference.ttl": DATA})


def ours(text: str, engine: OxigraphEngine) -> dict[str, tuple[int, int]]:
    """The local names of the things found, with field and fit."""
    found = search(text, engine)
    return {
        node.value.removeprefix(BASE): (match.field, match.fit)
        for node, match in found.items()
        if node.value.startswith(BASE)
    }


@pytest.mark.parametrize(
    ("words", "text", "fit"),
    [
        ("herring", "herring", SAME),
        ("herring", "quotas of herring", WHOLE),
        ("herring quota", "quotas of herring", BEGUN),
        ("erring", "herring", None),
        ("herring whale", "herring", None),
        ("quotas quota", "quotas", BEGUN),
    ],
)
def test_all_words_are_needed_whole_or_as_beginnings(words: str, text: str, fit: int) -> None:
    """What only stands inside a word is not found; the best of the three ways is told."""
    assert fits(words.split(), text) == fit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("emile GRELL", {"grell": (LABEL, SAME)}),
        ("ÉMILE grell", {"grell": (LABEL, SAME)}),
        ("эмиль", {"grell": (LABEL, WHOLE)}),
        ("Грел", {"grell": (LABEL, BEGUN)}),
        ("об’єм", {"herring": (LABEL, WHOLE)}),
        ("“herring quotas”", {"herring": (LABEL, SAME), "paper": None}),
        ("commissioner", {"grell": (ALIAS, SAME), "held": (TITLE, WHOLE)}),
        ("quota herring", {"herring": (LABEL, BEGUN), "paper": (TITLE, WHOLE)}),
        ("nobody", {"said": (GLOSS, WHOLE)}),
    ],
)
def test_a_thing_is_found_by_its_best_text(
    text: str, found: dict[str, tuple[int, int] | None], engine: OxigraphEngine
) -> None:
    """Label before alias before title before gloss, in any language, whatever the quotes."""
    assert ours(text, engine) == {name: how for name, how in found.items() if how}


def test_a_gloss_may_leave_words_to_the_names_of_who_speaks(engine: OxigraphEngine) -> None:
    """Speaker and topic of interest together, in any spelling; never the name alone."""
    assert ours("Грелль quotas", engine) == {"said": (WHO, BEGUN)}
    assert "said" not in ours("Грелль", engine)
    assert ours("Грелль whales", engine) == {}


def test_the_text_of_a_match_is_that_of_the_preferred_language(engine: OxigraphEngine) -> None:
    """Of two labels that fit as well, the wanted language is told."""
    found = search("emile", engine)[NamedNode(BASE + "grell")]
    assert (found.text.value, found.text.language) == ("Emile Grell", "en")


@pytest.mark.parametrize("text", ["", " ", "?!", "_", "«»", "\u0301"])
def test_where_there_is_no_word_nothing_is_found(text: str, engine: OxigraphEngine) -> None:
    """Never everything."""
    assert search(text, engine) == {}
