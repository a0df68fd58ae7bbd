"""Rules on clashes in words: every axiom is a sentence, and stands at a file and a line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from travaux.clash import Units
from travaux.clash_words import ADDED, Told, Words
from travaux.corpus import Corpus
from travaux.turtle_text import name_of, parse
from travaux.vocabulary import GLOSS
from travaux.workspace import open_at

PREFIXES = """
PREFIX ent: <https://example.org/tiny/entity/>
PREFIX rec: <https://example.org/tiny/record/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
"""
DECLARED = """trv:speaker a owl:ObjectProperty . trv:holder a owl:ObjectProperty .
trv:State a owl:Class . trv:Person a owl:Class . trv:Actor a owl:Class . """


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(Corpus(open_at(str(ROOT / "tests" / "tiny"))))


def told(words: Words, text: str) -> Told:
    """The one unit of a text in words."""
    declared = parse(PREFIXES + DECLARED, "it")[0]
    (unit,) = Units([*declared, *parse(PREFIXES + text, "it")[0]]).units
    return words.told(unit)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ent:erik-dahl a trv:Actor .", "Erik Dahl is an actor"),
        ("ent:holm owl:sameAs ent:anna-berg .", "Holm and Anna Berg are one and the same"),
        ("ent:erik-dahl trv:speaker ent:holm .", "Erik Dahl: speaker Holm"),
        ("trv:State rdfs:subClassOf trv:Actor .", "every state is an actor"),
        ("trv:State owl:disjointWith trv:Person .", "no state is a person"),
        ("trv:speaker rdfs:domain trv:Actor .", "whatever has “speaker” is an actor"),
        ("trv:speaker rdfs:range trv:State .", "every value of “speaker” is a state"),
        ("trv:speaker rdfs:subPropertyOf trv:holder .",
         "whatever has “speaker” has the same value of “holder”"),
        ("trv:speaker a owl:FunctionalProperty .", "nothing has more than one value of “speaker”"),
        ("trv:speaker owl:inverseOf trv:holder .", "“speaker” is “holder” from the other end"),
        ("[] a owl:AllDisjointClasses ; owl:members ( trv:State trv:Person ) .",
         "nothing is more than one of these: state, person"),
        ("[] a owl:AllDifferent ; owl:distinctMembers ( ent:holm ent:erik-dahl ) .",
         "no two of these are the same: Holm, Erik Dahl"),
        ("trv:Person rdfs:subClassOf [ a owl:Restriction ; owl:onProperty trv:speaker ;"
         " owl:maxCardinality 1 ] .", "what “person” means: A named human being."),
    ],
)  # fmt: skip
def test_a_statement_is_told_in_labels(text: str, sentence: str, words: Words) -> None:
    """Nobody needs to read Turtle; its triples are given besides."""
    assert told(words, text).statement == sentence


def test_what_stands_nowhere_is_said_to_be_added(words: Words) -> None:
    """Such as that the named actors are different."""
    found = told(words, "ent:erik-dahl owl:sameAs ent:anna-berg .")
    assert (found.place, found.line) == (ADDED, 0)
    assert found.triples == "ent:erik-dahl owl:sameAs ent:anna-berg"


def test_what_stands_in_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    """Its own line, in the file that states it; a list without a name by the line it begins in."""
    root = shutil.copytree(ROOT / "tests" / "tiny", tmp_path / "tiny")
    words = Words(Corpus(open_at(str(root))))
    file = root / "graph" / "sources" / "t1.ttl"
    lines = file.read_text("utf-8").splitlines()
    (line, text), *_ = [
        (n, each) for n, each in enumerate(lines, 1) if "presence con:present" in each
    ]
    found = told(
        words, f"trv:presence a owl:ObjectProperty . rec:t1-berg-head {text.strip(' ;')} ."
    )
    assert found.line == line and found.file.endswith("t1.ttl") and found.place.endswith(f":{line}")
    ontology = ROOT / "ontology" / "ontology.ttl"
    found = told(
        words, "[] a owl:AllDisjointClasses ; owl:members ( trv:Meeting trv:CommunicationEvent ) ."
    )
    lines = ontology.read_text("utf-8").splitlines()
    assert found.file.endswith("ontology.ttl") and lines[found.line - 1] == "[]"
    assert "trv:Meeting" in "".join(lines[found.line : found.line + 6])


def test_a_record_without_a_label_is_named_by_its_curie_and_how_its_gloss_begins(
    words: Words,
) -> None:
    """A gloss of several lines would hide what clashes."""
    corpus = Corpus(open_at(str(ROOT / "tests" / "tiny")))
    glossed = {name_of(t.subject) for t in corpus.triples() if t.predicate.value == GLOSS}
    names = [words.name(each) for each in glossed]
    assert len(names) > 3 and all(re.fullmatch(r"(rec|lnk):\S+ \(“.{5,70}”\)", n) for n in names)
    assert words.name("https://example.org/tiny/record/of-which-nothing-is-known").startswith(
        "rec:of"
    )
