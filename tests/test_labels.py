"""Terms as people read them."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

from travaux.engine import OxigraphEngine
from travaux.labels import Labels, by_language, humane
from travaux.vocabulary import EDTF_DATE, XSD

PREFIXES = {"ent": "http://e/", "deep": "http://e/deep/"}
DATA = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
<http://e/a> rdfs:label "Анна"@ru, "Anna"@en .
<http://e/b> rdfs:label "Борис"@ru .
<http://e/record> trv:cite "t1:2" ; trv:evidence <http://e/passage> .
<http://e/passage> trv:cite "t1:2" .
<http://e/lone> a trv:Passage ; trv:cite "t1:3" .
"""


@pytest.fixture(scope="module")
def shown() -> Labels:
    """Labels over a few triples."""
    store = Store()
    store.load(DATA.encode(), RdfFormat.TURTLE)
    return Labels(OxigraphEngine(store, PREFIXES, "the data", None))


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ("http://e/a", "Anna"),
        ("http://e/b", "Борис"),
        ("http://e/record", "ent:record"),
        ("http://e/passage", "t1:2"),
        ("http://e/lone", "t1:3"),
        ("http://e/other", "ent:other"),
        ("http://elsewhere/x", "<http://elsewhere/x>"),
    ],
)
def test_a_node_is_its_label_else_its_short_form_and_a_passage_its_citation(
    shown: Labels, node: str, text: str
) -> None:
    """English first, any other language before the IRI; several records rest on one passage."""
    assert shown(NamedNode(node)) == text
    assert shown(NamedNode(node)) == text


def test_other_terms(shown: Labels) -> None:
    """Nothing for unbound, the value of a literal, both names of a triple term."""
    assert shown(None) == ""
    assert shown(Literal("x", language="en")) == "x"
    assert shown(BlankNode("b")) == "_:b"
    triple = Triple(NamedNode("http://e/a"), NamedNode("http://e/p"), Literal("1"))
    assert shown(triple) == "<<Anna ent:p 1>>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("PT7H30M", "7 h 30 min"),
        ("PT4H", "4 h"),
        ("P1Y2M3DT4H5M6.5S", "1 y 2 mo 3 d 4 h 5 min 6.5 s"),
        ("-P1D", "minus 1 d"),
        ("PT0S", "0 s"),
        ("rubbish", "rubbish"),
        ("P", "P"),
    ],
)
def test_durations_are_read_in_words(value: str, text: str) -> None:
    """What is no duration stays as written."""
    assert humane(Literal(value, datatype=NamedNode(XSD + "duration"))) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2022-01-13/..", "2022-01-13 or later"),
        ("../2022-01-13", "2022-01-13 or earlier"),
        ("2021-12-23", "2021-12-23"),
        ("2021-12/2022-01", "2021-12/2022-01"),
    ],
)
def test_open_dates_are_read_in_words(value: str, text: str) -> None:
    """An open end says that only one day is known."""
    assert humane(Literal(value, datatype=NamedNode(EDTF_DATE))) == text


@pytest.mark.parametrize(("value", "text"), [("true", "yes"), ("false", "no"), ("1", "1")])
def test_truth_is_read_in_words(value: str, text: str) -> None:
    """As the store writes it; another spelling stays as written."""
    assert humane(Literal(value, datatype=NamedNode(XSD + "boolean"))) == text


def test_a_text_that_looks_like_a_duration_is_not_changed() -> None:
    """Only the datatype decides."""
    assert humane(Literal("PT4H")) == "PT4H"


def test_the_wanted_languages_come_first() -> None:
    """Then any other, and what has none."""
    texts = [Literal("x"), Literal("b", language="ru"), Literal("a", language="en")]
    texts.sort(key=lambda text: by_language(text, ("ru", "en")))
    assert [text.language for text in texts] == ["ru", "en", None]
