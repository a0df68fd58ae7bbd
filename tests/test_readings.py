"""From words to a triple."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from travaux import workspace
from travaux.engine import OxigraphEngine
from travaux.errors import AmbiguousName, TravauxError, UnknownName
from travaux.readings import read
from travaux.spelling import curie


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    tiny = Path(__file__).parent / "tiny"
    engine = OxigraphEngine.load(workspace.open_at(str(tiny)))
    engine.infer()
    return engine


def short(engine: OxigraphEngine, *words: str) -> str:
    """The triple that is meant, by CURIEs."""
    terms = read(words, engine)
    return " ".join(
        curie(each.value, engine.prefixes) if isinstance(each, NamedNode) else str(each)
        for each in terms
    )


@pytest.mark.parametrize(
    "words",
    [
        ("Anna Berg attended Holm talks",),
        ("anna berg Attended the HOLM talks",),
        ("Minister Berg attended Holm talks",),
        ("Анна Берг присутствовал переговоры в Хольме",),
        ('"Anna Berg" attended "Holm talks"',),
        ("“Anna Berg” trv:attended «Holm talks»",),
        ("ent:anna-berg trv:attended ent:holm-talks",),
        ("<https://example.org/tiny/entity/anna-berg> attended ent:holm-talks",),
        ("Anna Berg", "attended", "Holm talks"),
        ("Anna", "attended", "ent:holm-talks"),
    ],
)
def test_labels_aliases_curies_and_iris_are_read_in_one_text_or_three(
    engine: OxigraphEngine, words: tuple[str, ...]
) -> None:
    """However the words are split, the three parts are found."""
    assert short(engine, *words) == "ent:anna-berg trv:attended ent:holm-talks"


def test_a_property_of_several_words_goes_before_one_within_it(engine: OxigraphEngine) -> None:
    """`reported to reject`, `is a`, and names that hold words of others."""
    told = short(engine, "Suder reported to reject Suder halves its catch")
    assert told == "ent:suder trv:reportedToReject ent:item-half-catch"
    told = short(engine, "Suder reportedToReject Suder halves its catch")
    assert told == "ent:suder trv:reportedToReject ent:item-half-catch"
    assert short(engine, "Suder is a state") == "ent:suder rdf:type trv:State"
    assert short(engine, "Suder a state") == "ent:suder rdf:type trv:State"


def test_a_literal_is_meant_where_the_property_has_it(engine: OxigraphEngine) -> None:
    """Citations and numbers are no names."""
    assert short(engine, "rec:t1-berg-head cite t1:2").endswith(' trv:cite "t1:2"')
    told = short(engine, "psg:t1-2-62-75", "paragraph", "2")
    assert told.startswith('psg:t1-2-62-75 trv:paragraph "2"^^')


def test_terms_that_stand_in_a_graph_kept_apart_can_be_named(engine: OxigraphEngine) -> None:
    """Alignments are not merged into the default graph; they are stated all the same."""
    told = short(engine, "trv:Person rdfs:subClassOf foaf:Person")
    assert told == "trv:Person rdfs:subClassOf foaf:Person"


def test_an_ambiguous_name_lists_its_candidates(engine: OxigraphEngine) -> None:
    """Two Bergs: neither is chosen, also where only one of them attended."""
    for words in (("Berg attended Holm talks",), ("Berg", "attended", "Holm talks")):
        with pytest.raises(AmbiguousName) as caught:
            read(words, engine)
        assert caught.value.where == "S"
        assert "ent:anna-berg" in caught.value.hint
        assert "ent:nils-berg" in caught.value.hint


@pytest.mark.parametrize(
    ("words", "where", "near"),
    [
        (("Anna Berg attnded Holm talks",), "P", "trv:attended"),
        (("Anna Berg attended Hulm talks",), "O", "ent:holm-talks"),
        (("Ana Berg attended Holm talks",), "S", "ent:anna-berg"),
        (("Anna Berg", "atended", "Holm talks"), "P", "trv:attended"),
        (("Anna Berg", "attended", "Hulm talks"), "O", "ent:holm-talks"),
    ],
)
def test_an_unknown_name_says_which_part_it_is_and_what_is_near(
    engine: OxigraphEngine, words: tuple[str, ...], where: str, near: str
) -> None:
    """A slip of the pen is put right in one look."""
    with pytest.raises(UnknownName) as caught:
        read(words, engine)
    assert caught.value.where == where
    assert near in caught.value.hint


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("Anna Berg frobs Holm talks",), ""),
        (("Anna Berg spok at Holm talks",), "trv:spokeAt"),
        (("Anna Berg holdr Holm talks",), "trv:holder"),
        (("Anna Berg suclassof Holm talks",), "rdfs:subClassOf"),
        (("Anna Berg", "speakr", "Holm talks"), "trv:speaker"),
        (("Анна присутствова переговоры",), "trv:attended"),
    ],
)
def test_the_nearest_of_all_properties_are_told_where_none_is_named(
    engine: OxigraphEngine, words: tuple[str, ...], near: str
) -> None:
    """Those that files state as well as those that rules infer; the most like comes first."""
    with pytest.raises(UnknownName) as caught:
        read(words, engine)
    first, *lines = caught.value.hint.splitlines()
    assert caught.value.where == "P" and first == "The nearest properties are"
    assert 1 <= len(lines) <= 5 and near in lines[0]


@pytest.mark.parametrize(
    "words", [("Anna Berg attended Qqqq",), ("Anna Berg", "attended", "Qqqq"), ("Qqqq is a Qqq",)]
)
def test_that_nothing_is_called_so_is_said_once(
    engine: OxigraphEngine, words: tuple[str, ...]
) -> None:
    """The line below it says what to do instead."""
    with pytest.raises(UnknownName) as caught:
        read(words, engine)
    assert str(caught.value).lower().count("nothing") == 1
    assert "travaux find" in caught.value.hint


@pytest.mark.parametrize(
    "words", [("",), ("a b",), ("\udcff a b",), ("x " * 500,), ("", "", ""), ('"" "" ""',)]
)
def test_what_is_no_statement_is_refused_in_words(
    engine: OxigraphEngine, words: tuple[str, ...]
) -> None:
    """Nothing, too little, too much, bytes that are no text: an error, and never a traceback."""
    with pytest.raises(TravauxError):
        read(words, engine)
