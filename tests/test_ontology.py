"""The ontology is OWL 2 DL, consistent, and every class of it can have a member."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from travaux.corpus import Corpus
from travaux.shacl_report import ntriples
from travaux.turtle_text import name_of, parse
from travaux.vocabulary import EDTF_DATE, LABEL, OWL, TRV, TYPE, XSD
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
PROFILE = ROOT / "tests" / "java" / "OwlProfile.java"
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
#: HermiT dies on these datatypes, even as values; their rules stand in SHACL.
LEFT_OUT = {EDTF_DATE, XSD + "date", XSD + "duration", XSD + "gYear"}
PREFIXES = """
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX ent: <https://w3id.org/travaux/entity/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(open_at(str(ROOT)))


@pytest.fixture(scope="module")
def ontology(corpus: Corpus) -> list[Triple]:
    return [triple for part in corpus.layer("ontology") for triple in part.triples]


def reasoned(triples: list[Triple], java: str) -> list[str]:
    """The unsatisfiable classes that HermiT finds; owlready2's error if all is inconsistent."""
    owlready2.JAVA_EXE = java
    world = owlready2.World()
    space = world.get_ontology("https://w3id.org/travaux/ontology#")
    # N-Triples, since owlready2 misreads Turtle without a word
    space.load(fileobj=io.BytesIO(ntriples(triples).encode()))
    # and one triple of its own, which declares the ontology it was asked for
    assert len(world.graph) == len(set(triples)) + 1
    with space:
        owlready2.sync_reasoner_hermit(world, debug=0)
    return [each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing]


def added(text: str) -> list[Triple]:
    return parse(PREFIXES + text, "added")[0]


def profile(triples: list[Triple], java: str, folder: Path) -> list[str]:
    """What OWLAPI prints: numbers of classes, properties, individuals; then each violation."""
    path = folder / "ontology.owl"
    prefixes = {"trv": TRV, "owl": OWL, "dcterms": "http://purl.org/dc/terms/"}
    prefixes |= {"skos": "http://www.w3.org/2004/02/skos/core#", "schema": "https://schema.org/"}
    path.write_bytes(ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=prefixes) or b"")
    done = subprocess.run(
        [java, "-cp", os.fspath(HERMIT), os.fspath(PROFILE), os.fspath(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.splitlines()


def declared(triples: list[Triple], kind: str) -> int:
    return len(
        {
            t.subject
            for t in triples
            if t.predicate.value == TYPE
            and name_of(t.object) == OWL + kind
            and isinstance(t.subject, NamedNode)
        }
    )


def test_hermit_finds_no_unsatisfiable_class(java: str, ontology: list[Triple]) -> None:
    """The ontology is consistent, and each of its classes can have a member."""
    assert reasoned(ontology, java) == []


@pytest.mark.slow
def test_hermit_finds_a_seeded_unsatisfiable_class(java: str, ontology: list[Triple]) -> None:
    """The test above can fail: nothing is both a person and a state."""
    seed = added("trv:Sovereign a owl:Class ; rdfs:subClassOf trv:Person, trv:State .")
    assert reasoned([*ontology, *seed], java) == [TRV + "Sovereign"]


def test_hermit_finds_a_seeded_inconsistency(java: str, ontology: list[Triple]) -> None:
    """One attitude a position: concepts are declared different, so two are a contradiction."""
    seed = added("ent:x a trv:Position ; trv:attitude con:demands, con:rejects .")
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reasoned([*ontology, *seed], java)


@pytest.mark.slow
def test_hermit_finds_the_whole_graph_consistent(java: str, corpus: Corpus) -> None:
    """Data and ontology hold together, but for the dates and durations it cannot read."""
    kept = [
        triple
        for triple in corpus.triples()
        if not (isinstance(triple.object, Literal) and triple.object.datatype.value in LEFT_OUT)
    ]
    assert len(kept) < len(list(corpus.triples()))
    assert reasoned(kept, java) == []


def test_owlapi_finds_no_violation_of_owl_2_dl(
    java: str, ontology: list[Triple], tmp_path: Path
) -> None:
    """OWL 2 DL, as OWLAPI's profile checker reads it; the counts say that it read everything."""
    counts, *violations = profile(ontology, java, tmp_path)
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "NamedIndividual")
    assert counts.split() == [str(declared(ontology, kind)) for kind in kinds]
    assert violations == []


def test_owlapi_finds_a_seeded_violation(java: str, ontology: list[Triple], tmp_path: Path) -> None:
    """The test above can fail: a transitive property may not be functional too."""
    seed = added("trv:isPartOf a owl:FunctionalProperty .")
    assert len(profile([*ontology, *seed], java, tmp_path)) > 1


def test_all_concepts_are_declared_different(ontology: list[Triple]) -> None:
    """Without it two attitudes on one position make the two equal instead of a contradiction."""
    concepts = {
        t.subject
        for t in ontology
        if t.predicate.value == TYPE and name_of(t.object).endswith("skos/core#Concept")
    }
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in ontology)  # type: ignore[arg-type]
    rows = store.query(
        PREFIXES
        + "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
        + "SELECT ?x { ?d a owl:AllDifferent ; owl:distinctMembers/rdf:rest*/rdf:first ?x }"
    )
    assert concepts <= {row["x"] for row in rows}


def test_no_range_is_a_date_or_a_duration(ontology: list[Triple]) -> None:
    """Reasoners reject them: those ranges stand in the shapes."""
    assert [t for t in ontology if t.predicate.value.endswith("rdf-schema#range")]
    # Nowhere at all: a restriction can name a datatype as well as rdfs:range can.
    assert not [t for t in ontology if name_of(t.object) in LEFT_OUT]


def test_every_term_has_an_english_and_a_russian_label(ontology: list[Triple]) -> None:
    """Said without SHACL as well, so that a shape that matches nothing cannot hide a gap."""
    kinds = {OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"}
    kinds |= {"http://www.w3.org/2004/02/skos/core#Concept"}
    own = {
        t.subject
        for t in ontology
        if t.predicate.value == TYPE
        and name_of(t.object) in kinds
        and name_of(t.subject).startswith("https://w3id.org/travaux/")
    }
    assert len(own) > 150
    for language in ("en", "ru"):
        labelled = {
            t.subject
            for t in ontology
            if t.predicate.value == LABEL and getattr(t.object, "language", "") == language
        }
        assert own <= labelled
