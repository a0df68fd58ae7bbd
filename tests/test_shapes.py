"""The shapes themselves: each can fail, none names what does not exist, and two engines agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import shacl
from pyoxigraph import NamedNode, Triple

from travaux.corpus import Corpus
from travaux.references import declared
from travaux.shacl_report import ntriples
from travaux.turtle_text import name_of, parse
from travaux.vocabulary import CON, SUBCLASS_OF, TRV
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
SH = str(rdflib.SH)
BROKEN = ROOT / "tests" / "broken.ttl"
SHAPES = ROOT / "ontology" / "shapes.ttl"
STYLE = ROOT / "ontology" / "shapes-style.ttl"
ONTOLOGY = [ROOT / "ontology" / "ontology.ttl", ROOT / "ontology" / "concepts.ttl"]
STYLE_BREAKS = """
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
trv:meeting_class a owl:Class ; rdfs:isDefinedBy trv:elsewhere ;
  rdfs:label "one", "two"@fr, "three"@fr ; skos:definition "No full stop"@fr .
trv:Replies a owl:ObjectProperty, owl:DatatypeProperty ; rdfs:domain trv:A, trv:B ;
  rdfs:range trv:A, trv:B ; owl:inverseOf trv:repliesTo .
con:Partly_accepts a skos:Concept .
"""

Result = tuple[str, str, str]


def triples(*paths: Path) -> list[Triple]:
    found: list[Triple] = []
    for path in paths:
        found += parse(path.read_text(encoding="utf-8"), path.name)[0]
    return found


def messages(shapes: Iterable[Triple]) -> dict[str, str]:
    return {
        name_of(t.subject): name_of(t.object) for t in shapes if t.predicate.value == SH + "message"
    }


def fast(shapes: Path, data: list[Triple]) -> list[shacl.Result]:
    compiled = shacl.Shapes.from_text(ntriples(triples(shapes)), format="ntriples")
    return list(compiled.validate_text(ntriples(data), format="ntriples").results)


def fast_results(shapes: Path, data: list[Triple]) -> Counter[Result]:
    return Counter(
        (named(one.focus_node), (one.path or "").strip("()"), one.component)
        for one in fast(shapes, data)
    )


def named(node: str) -> str:
    """Each engine has its own labels for blank nodes."""
    return "[]" if node.startswith("_:") else node


def reference_results(shapes: Path, data: list[Triple]) -> Counter[Result]:
    """pySHACL's results; those nested in the explanation of another are left out."""
    import pyshacl

    space = rdflib.Namespace(SH)
    plan, graph = rdflib.Graph(), rdflib.Graph()
    plan.parse(data=ntriples(triples(shapes)), format="nt")
    graph.parse(data=ntriples(data), format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=plan, inference="none")
    assert isinstance(report, rdflib.Graph)
    found: Counter[Result] = Counter()
    for one in report.objects(None, space.result):
        focus, path = report.value(one, space.focusNode), report.value(one, space.resultPath)
        component = str(report.value(one, space.sourceConstraintComponent)).rpartition("#")[2]
        assert focus is not None
        found[named(focus.n3()), path_text(report, plan, path), component] += 1
    return found


def path_text(report: rdflib.Graph, plan: rdflib.Graph, path: object) -> str:
    """A property path as SPARQL writes it."""
    if path is None:
        return ""
    if isinstance(path, rdflib.URIRef):
        return path.n3()
    for graph in (report, plan):
        either = graph.value(path, rdflib.Namespace(SH).alternativePath)
        if either is not None:
            return "|".join(path_text(report, plan, step) for step in graph.items(either))
        inverse = graph.value(path, rdflib.Namespace(SH).inversePath)
        if inverse is not None:
            return "^" + path_text(report, plan, inverse)
        steps = list(graph.items(path))
        if steps:
            return "/".join(path_text(report, plan, step) for step in steps)
    raise AssertionError(path)


@pytest.fixture
def lexical_forms() -> Iterable[None]:
    """rdflib as it reads without rewriting literals."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


def test_every_data_shape_can_fail_and_says_so_in_its_own_words() -> None:
    """A shape that never fires guards nothing: the broken graph breaks each message's shape."""
    data = triples(*ONTOLOGY, BROKEN)
    said = {one.message for one in fast(SHAPES, data)}
    silent = {iri for iri, text in messages(triples(SHAPES)).items() if text not in said}
    assert not silent


def test_every_finding_of_the_broken_graph_has_words() -> None:
    """No finding falls back on the name of a constraint component."""
    assert all(one.message for one in fast(SHAPES, triples(*ONTOLOGY, BROKEN)))


def test_every_style_shape_can_fail_and_the_ontology_keeps_them_all() -> None:
    """House style is SHACL: the ontology conforms, and broken terms break each rule."""
    good = triples(*ONTOLOGY)
    assert fast(STYLE, good) == []
    said = {one.message for one in fast(STYLE, good + parse(STYLE_BREAKS, "breaks")[0])}
    silent = {iri for iri, text in messages(triples(STYLE)).items() if text not in said}
    assert not silent


@pytest.mark.usefixtures("lexical_forms")
def test_the_fast_engine_finds_what_pyshacl_finds_in_the_broken_graph() -> None:
    """PyPI shacl serves because it gives pySHACL's focus nodes, paths and components."""
    data = triples(*ONTOLOGY, BROKEN)
    assert set(fast_results(SHAPES, data)) == set(reference_results(SHAPES, data))


@pytest.mark.usefixtures("lexical_forms")
def test_the_fast_engine_finds_what_pyshacl_finds_in_the_ontology() -> None:
    """The same for the shapes of house style, on broken terms beside the ontology."""
    data = triples(*ONTOLOGY) + parse(STYLE_BREAKS, "breaks")[0]
    assert set(fast_results(STYLE, data)) == set(reference_results(STYLE, data))


@pytest.mark.usefixtures("lexical_forms")
@pytest.mark.slow
def test_the_fast_engine_finds_what_pyshacl_finds_in_the_real_graph() -> None:
    """Both find nothing wrong in the untouched graph."""
    corpus = Corpus(open_at(str(ROOT)))
    data = list(corpus.triples())
    assert fast_results(SHAPES, data) == reference_results(SHAPES, data) == Counter()


def test_without_the_subclass_axioms_a_superclass_target_matches_nothing() -> None:
    """Why the ontology goes into the data: a bare Position is no Attestation to SHACL."""
    data = triples(*ONTOLOGY, BROKEN)
    bare = [t for t in data if t.predicate.value != SUBCLASS_OF]
    words = "The record has no evidence"
    assert any(words in str(one.message) for one in fast(SHAPES, data))
    focus = "<https://w3id.org/travaux/entity/empty-position>"
    found = [one for one in fast(SHAPES, bare) if one.focus_node == focus]
    assert not any(words in str(one.message) for one in found)


def messages_on(text: str) -> list[str]:
    head = (
        f"PREFIX trv: <{TRV}> PREFIX con: <{CON}> PREFIX rec: <https://w3id.org/travaux/record/>\n"
    )
    data = triples(*ONTOLOGY) + parse(head + text, "text")[0]
    focus = "<https://w3id.org/travaux/record/x>"
    return [str(one.message) for one in fast(SHAPES, data) if one.focus_node == focus]


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("rec:x a trv:Tenure ; trv:inSource rec:a .", False),
        ("rec:x a trv:Tenure ; trv:evidence rec:p . rec:p trv:inSource rec:a .", False),
        ("rec:x a trv:Tenure ; trv:inSource rec:a ; trv:evidence rec:p .", False),
        (
            "rec:x a trv:Tenure ; trv:inSource rec:a ; trv:evidence rec:p, rec:q ."
            "rec:p trv:inSource rec:a . rec:q trv:inSource rec:b .",
            True,
        ),
    ],
)
def test_evidence_lies_in_another_source_only_if_both_sources_are_known(
    text: str, fires: bool
) -> None:
    """Missing evidence is missing, and nothing else."""
    assert any("in another source" in said for said in messages_on(text)) is fires


def test_a_missing_attitude_is_told_once() -> None:
    """That it is a group of attitudes is told of an attitude that stands there."""
    said = [
        text
        for text in messages_on("rec:x a trv:Position .")
        if "trv:attitude" in text or "group" in text
    ]
    assert len(said) == 1 and "exactly one attitude" in said[0]
    said = messages_on("rec:x a trv:Position ; trv:attitude con:unfavourable .")
    assert [text for text in said if "group of attitudes" in text]


@pytest.mark.parametrize("path", [SHAPES, STYLE], ids=lambda path: path.stem)
def test_shapes_use_only_terms_that_shacl_and_the_ontology_have(path: Path) -> None:
    """A misspelt sh:minCont or trv:holdr in a shape would switch it off in silence."""
    terms = declared(Corpus(open_at(str(ROOT))))
    own = terms.properties | terms.classes | terms.others
    for triple in triples(path):
        for node in (triple.subject, triple.predicate, triple.object):
            if isinstance(node, NamedNode) and node.value.startswith(SH):
                assert node.value in rdflib.SH, node
            if isinstance(node, NamedNode) and node.value.startswith((TRV, CON)):
                assert node.value in own, node


def test_queries_in_shapes_parse_and_use_only_declared_terms() -> None:
    """A misspelt term in a SPARQL constraint finds nothing for ever."""
    terms = declared(Corpus(open_at(str(ROOT))))
    own = terms.properties | terms.classes | terms.others
    texts = [name_of(t.object) for t in triples(SHAPES) if t.predicate.value == SH + "select"]
    assert texts
    for text in texts:
        ox.Store().query(text.replace("$this", "?this"))
        used = re.findall(r"<([^<>\s]*)>", text)
        assert {iri for iri in used if iri.startswith((TRV, CON))} <= own


def test_shapes_have_names_and_messages_of_two_sentences() -> None:
    """Named shapes keep diffs small; a message says what is wrong, then what to do."""
    shapes = triples(SHAPES, STYLE)
    kinds = {SH + "NodeShape", SH + "PropertyShape", SH + "SPARQLConstraint"}
    for triple in shapes:
        if name_of(triple.object) in kinds:
            assert isinstance(triple.subject, NamedNode), triple
    for text in messages(shapes).values():
        assert re.fullmatch(r'\S.*[A-Za-z0-9"]\. [A-Z"].*\.', text), text
