"""Rules on the search for a small clash: it is one, it is minimal, and few questions find it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from time import monotonic

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from travaux import clash, hermit
from travaux.consistency import _actors
from travaux.corpus import Corpus
from travaux.hermit import ReasonerFailed
from travaux.suspects import suspects
from travaux.turtle_text import name_of, parse
from travaux.vocabulary import OWL, TYPE
from travaux.workspace import open_at

# One worker, which searches each clash once.
SPACE = open_at(str(ROOT / "tests" / "tiny"))
LAYERS = ("ontology", "alignments", "reference", "analysis", "source")
PREFIXES = """
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX ent: <https://example.org/tiny/entity/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rec: <https://example.org/tiny/record/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
"""
#: What is put into a consistent workspace, and how many statements the clash then has at most.
SEEDS = {
    "two attitudes on one position": (
        "rec:new a trv:Position ; trv:attitude con:demands, con:rejects .",
        4,
    ),
    "a person that is an organization": ("ent:anna-berg a trv:State .", 4),
    "a record of two kinds": ("rec:t1-berg-head trv:accountOf ent:holm-talks .", 4),
    "a second value of what has one": ("rec:s trv:carrier ent:anna-berg, ent:erik-dahl .", 4),
    "two actors made one": ("ent:anna-berg owl:sameAs ent:erik-dahl .", 2),
    "two numbers for one paragraph": (
        "<urn:x:passage> trv:paragraph 3 . <urn:x:passage> trv:paragraph 4 .",
        3,
    ),
}


def added(text: str) -> list[Triple]:
    return parse(PREFIXES + text, "a test")[0]


def is_a(thing: str, kind: str) -> Triple:
    return Triple(NamedNode(thing), NamedNode(TYPE), NamedNode(kind))


@pytest.fixture(scope="module")
def said() -> list[Triple]:
    """What HermiT is shown of the tiny workspace."""
    corpus = Corpus(SPACE)
    triples, _ = hermit.readable([t for part in corpus.layer(*LAYERS) for t in part.triples])
    return [*triples, *clash.different(_actors(corpus))]


@pytest.fixture(scope="module")
def search(said: list[Triple], java: str) -> Callable[[str], clash.Clash]:
    """The clash that is found with one of the SEEDS put in; each is searched once."""

    @cache
    def _search(seed: str) -> clash.Clash:
        triples, deadline = [*said, *added(SEEDS[seed][0])], monotonic() + 100
        return clash.smallest(
            clash.Units(triples),
            lambda sets: hermit.first_clash(sets, deadline),
            lambda _: None,
            suspects=suspects(SPACE, triples),
        )

    return _search


#: The other seeds are searched by `make test-all`: each takes seconds of Java.
OFTEN = ("two actors made one",)


@pytest.mark.parametrize(
    "seed",
    [pytest.param(s, marks=() if s in OFTEN else pytest.mark.slow) for s in SEEDS],
)
def test_a_seeded_clash_is_found_and_each_statement_of_it_is_needed(
    seed: str, said: list[Triple], search: Callable[[str], clash.Clash]
) -> None:
    """It holds what was put in, it is small, and HermiT finds no clash in it without any one."""
    text, most = SEEDS[seed]
    units, found = clash.Units([*said, *added(text)]), search(seed)
    assert found.minimal and len(found.units) <= most
    told = {triple for unit in found.units for triple in unit.triples}
    seeded = [
        t for t in added(text) if name_of(t.object) != "https://w3id.org/travaux/ontology#Position"
    ]
    assert told.issuperset(seeded)
    fewer = [[u for u in found.units if u is not left] for left in found.units]
    # One run of Java: it stops at the first clash, which must be the last set, the whole.
    sets = [units.written(each) for each in (*fewer, found.units)]
    assert hermit.first_clash(sets, monotonic() + 100) == len(fewer)


def test_the_seeds_are_what_clashes(said: list[Triple], java: str) -> None:
    """Without them all holds together."""
    assert hermit.first_clash([said], monotonic() + 100) is None


class Made:
    """A set of statements and the sets of them that clash, as HermiT would tell; it counts."""

    def __init__(self, size: int, clashes: Sequence[frozenset[int]]) -> None:
        declared = [is_a(f"urn:c:{n % 7}", OWL + "Class") for n in range(7)]
        self.triples = [is_a(f"urn:x:{n}", f"urn:c:{n % 7}") for n in range(size)]
        self.units = clash.Units([*declared, *self.triples])
        self.clashes = [frozenset(self.triples[n] for n in each) for each in clashes]
        self.calls = 0

    def ask(self, sets: Sequence[Sequence[Triple]]) -> int | None:
        self.calls += 1
        held = [any(each <= set(one) for each in self.clashes) for one in sets]
        return held.index(True) if True in held else None


@st.composite
def made(draw: st.DrawFn) -> Made:
    size = draw(st.integers(1, 300))
    number = st.integers(0, size - 1)
    return Made(size, draw(st.lists(st.frozensets(number, min_size=1, max_size=6), min_size=1)))


@pytest.mark.slow
@given(made())
def test_what_is_found_is_one_of_the_smallest_clashes_there_are(made: Made) -> None:
    """A clash of which no part is one: checked against sets whose clashes are known."""
    found = clash.smallest(made.units, made.ask, lambda _: None)
    told = frozenset(triple for unit in found.units for triple in unit.triples)
    assert found.minimal and told in made.clashes
    assert not any(each < told for each in made.clashes)


@pytest.mark.parametrize("size", [10, 500, 5000])
def test_few_questions_are_asked_whatever_the_size(size: int) -> None:
    """Each takes Java a second: it may grow with the clash, hardly with what is searched."""
    made = Made(size, [frozenset({size // 3, size // 2, size - 1})])
    clash.smallest(made.units, made.ask, lambda _: None)
    assert made.calls <= 20


def test_near_a_suspect_it_is_found_at_once() -> None:
    """The suspect may be wrong: the clash is found all the same."""
    for suspect, most in (("urn:x:3000", 4), ("urn:x:7", 16)):
        made = Made(4000, [frozenset({3000})])
        found = clash.smallest(made.units, made.ask, lambda _: None, suspects=[suspect])
        assert [u.triples for u in found.units] == [(made.triples[3000],)] and made.calls <= most


def test_when_time_is_up_what_is_left_is_told_not_to_be_minimal() -> None:
    """It still holds a clash."""
    made = Made(500, [frozenset({10, 400})])

    def ask(sets: Sequence[Sequence[Triple]]) -> int | None:
        if made.calls > 3:
            raise ReasonerFailed("time is up")
        return made.ask(sets)

    found = clash.smallest(made.units, ask, lambda _: None)
    told = {triple for unit in found.units for triple in unit.triples}
    assert not found.minimal and made.clashes[0] <= told and len(told) < 500


def test_where_there_is_no_clash_none_is_made_up() -> None:
    """What cannot be searched, such as a label that is no label, may hold one."""
    with pytest.raises(clash.NoClash):
        clash.smallest((made := Made(50, [])).units, made.ask, lambda _: None)


def test_an_axiom_with_blank_nodes_is_one_unit_and_a_label_none() -> None:
    """Half of a list says something else; a reasoner makes nothing of notes."""
    text = """ent:p a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "p"@en .
    ent:p ent:note ent:x .
    ent:A a owl:Class . ent:B a owl:Class ; owl:equivalentClass [ owl:unionOf ( ent:A ent:B ) ] .
    [] a owl:AllDisjointClasses ; owl:members ( ent:A ent:B ) . ent:x ent:p ent:y ."""
    units = clash.Units(added(text)).units
    assert sorted(len(unit.triples) for unit in units) == [1, 1, 6, 6]
    assert [unit.axiom for unit in sorted(units, key=lambda u: u.axiom)] == [
        False,
        True,
        True,
        True,
    ]
    listed = next(unit for unit in units if unit.members)
    assert [name.rpartition("/")[2] for name in listed.members] == ["A", "B"]


@pytest.mark.slow
def test_a_list_of_different_things_is_cut_to_those_that_clash(
    search: Callable[[str], clash.Clash],
) -> None:
    """A hundred names would hide the two that matter."""
    found = search("two actors made one")
    listed = next(unit for unit in found.units if unit.members)
    assert [name.rpartition("/")[2] for name in listed.members] == ["anna-berg", "erik-dahl"]


def test_the_nearest_statements_come_first() -> None:
    """By things they share; axioms before statements; what nothing leads to at the end."""
    text = """ent:p a owl:ObjectProperty, owl:FunctionalProperty . ent:q a owl:ObjectProperty .
    ent:far ent:q ent:away . ent:a ent:p ent:b . ent:b ent:q ent:c ."""
    units = clash.Units(added(text)).units
    row = clash.by_distance(units, {"https://example.org/tiny/entity/a"}, set())
    told = [name_of(unit.triples[0].subject).rpartition("/")[2] for unit in row]
    assert told == ["a", "p", "b", "far"]


def test_fewer_than_two_names_are_not_declared_different() -> None:
    """owl:AllDifferent of one says nothing."""
    assert clash.different([]) == clash.different(["urn:x:a", "urn:x:a"]) == []
    assert len(clash.different(["urn:x:a", "urn:x:b"])) == 6
