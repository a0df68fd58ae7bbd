"""The alignments with public vocabularies: every term exists, and nothing false follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from test_ontology import LEFT_OUT, PREFIXES, declared, profile, reasoned

from travaux import references
from travaux.corpus import Corpus
from travaux.engine import OxigraphEngine
from travaux.fmt import formatted
from travaux.standards import BUILT_IN
from travaux.turtle_text import name_of, parse
from travaux.vocabulary import BASE, CON, EDTF_DATE, OWL, RDFS, SKOS, SUBCLASS_OF, TRV, TYPE
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "ontology" / "alignments.ttl"
LISTS = ROOT / "tests" / "vocabularies"
SPACE = open_at(str(ROOT))
SPACES = SPACE.prefixes()
NOTE = SKOS + "note"
UNDER = {SUBCLASS_OF, RDFS + "subPropertyOf"}
NEAR = {SKOS + "closeMatch", SKOS + "broadMatch", SKOS + "narrowMatch"}
MATCHES = NEAR | {SKOS + "relatedMatch"}
KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "object",
    OWL + "DatatypeProperty": "datatype",
    OWL + "AnnotationProperty": "annotation",
}
#: What a linked-data engineer looks for first.
EXPECTED = """
prov:Agent prov:Entity prov:Activity prov:wasAttributedTo prov:hadPrimarySource prov:wasDerivedFrom
prov:wasQuotedFrom prov:actedOnBehalfOf org:Organization org:Post org:postIn org:Membership
org:holds sem:Event sem:Actor sem:Place sem:hasActor sem:hasPlace sem:hasTimeStamp schema:Person
schema:Organization schema:NewsArticle schema:Quotation schema:Claim schema:Event oa:Annotation
oa:SpecificResource oa:TextPositionSelector oa:start oa:end cito:citesAsEvidence cito:disputes
cito:agreesWith foaf:Agent foaf:Person foaf:Document time:hasTime time:hasXSDDuration
dcterms:subject dcterms:publisher dcterms:references
""".split()
#: Of the public classes only these may follow for a record of the real graph.
OF_RECORDS = {"prov:Entity"}
#: Nothing in the graph may turn out to be one of these: they would state what is only attested.
NEVER = {"prov:Activity", "org:Membership", "org:Role", "schema:Claim", "prov:InstantaneousEvent"}
#: The public properties that may follow; each is about records, reference data or articles.
MAY_FOLLOW = """
cito:citesAsEvidence dcterms:isPartOf dcterms:issued dcterms:publisher dcterms:references
dcterms:subject oa:end oa:start org:hasPost org:postIn prov:influenced prov:wasAttributedTo
prov:wasDerivedFrom prov:wasInfluencedBy schema:about schema:mentions schema:publisher
schema:sha256 skos:broaderTransitive skos:narrower skos:narrowerTransitive skos:semanticRelation
""".split()
RULES = (
    "INSERT { ?s ?q ?o } WHERE { ?p rdfs:subPropertyOf+ ?q . ?s ?p ?o }",
    "INSERT { ?o ?q ?s } WHERE { ?p (owl:inverseOf|^owl:inverseOf) ?q . ?s ?p ?o"
    " FILTER(isIRI(?p) && isIRI(?q) && !isLiteral(?o)) }",
    "INSERT { ?s a ?c } WHERE { ?p rdfs:domain ?c . ?s ?p ?o }",
    "INSERT { ?o a ?c } WHERE { ?p rdfs:range ?c . ?s ?p ?o FILTER(!isLiteral(?o)) }",
    "INSERT { ?s a ?d } WHERE"
    " { ?c (rdfs:subClassOf|owl:equivalentClass|^owl:equivalentClass)+ ?d . ?s a ?c }",
)


def full(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return SPACES[prefix] + name


def short(iri: str) -> str:
    fits = [key for key, space in SPACES.items() if iri.startswith(space)]
    key = max(fits, key=lambda each: len(SPACES[each]))
    return f"{key}:{iri.removeprefix(SPACES[key])}"


def local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def read_lists() -> dict[str, set[str]]:
    """The terms of the kept lists, each with its kinds."""
    lines = [line.split() for path in LISTS.glob("*.txt") for line in path.read_text().splitlines()]
    return {iri: set(kinds) for iri, *kinds in lines}


TERMS = read_lists()
LISTED = tuple(SPACES[path.stem] for path in LISTS.glob("*.txt"))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(SPACE)


@pytest.fixture(scope="module")
def ontology(corpus: Corpus) -> list[Triple]:
    return [triple for part in corpus.layer("ontology") for triple in part.triples]


@pytest.fixture(scope="module")
def alignments(corpus: Corpus) -> list[Triple]:
    return [triple for part in corpus.layer("alignments") for triple in part.triples]


@pytest.fixture(scope="module")
def public() -> list[Triple]:
    """What the public vocabularies say of their own terms, with the kinds of these."""
    quads = ox.parse(path=LISTS / "axioms.nt", format=ox.RdfFormat.N_TRIPLES)
    axioms = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    kind = {each: NamedNode(iri) for iri, each in KINDS.items()}
    named = {name_of(end) for axiom in axioms for end in (axiom.subject, axiom.object)}
    types = [
        Triple(NamedNode(iri), NamedNode(TYPE), kind[each])
        for iri in sorted(named)
        for each in TERMS[iri]
    ]
    return axioms + types


def pairs(triples: Iterable[Triple], predicates: set[str]) -> list[tuple[str, str, str]]:
    return [
        (name_of(t.subject), t.predicate.value, name_of(t.object))
        for t in triples
        if t.predicate.value in predicates
    ]


def unknown(triples: Iterable[Triple]) -> set[str]:
    """IRIs used as terms that are neither ours nor built in nor in a list."""
    known = BUILT_IN | TERMS.keys()
    return {
        iri
        for iri in terms(triples)
        if not iri.startswith(BASE) and iri not in known and rdflib.URIRef(iri) not in rdflib.SH
    }


def terms(triples: Iterable[Triple]) -> Iterator[str]:
    for triple in triples:
        yield triple.predicate.value
        if isinstance(triple.object, Literal):
            yield triple.object.datatype.value
        elif triple.predicate.value in UNDER | MATCHES | {TYPE}:
            yield name_of(triple.object)
        # a term on its own: declared, or the value of a restriction or of a shape
        for node in (triple.subject, triple.object):
            if isinstance(node, NamedNode) and node.value.startswith(LISTED):
                yield node.value


def added(text: str) -> list[Triple]:
    names = "".join(f"PREFIX {key}: <{space}>\n" for key, space in SPACES.items())
    return parse(names + text, "added")[0]


def test_every_list_says_where_it_is_from() -> None:
    """Vocabulary, version, origin and licence stand beside each list, and nothing else does."""
    head, *rows = [line.split("\t") for line in (LISTS / "sources.tsv").read_text().splitlines()]
    assert head == ["list", "vocabulary", "version", "taken from", "licence"]
    assert all(len(row) == len(head) and all(row) for row in rows)
    assert [row[0] for row in rows] == sorted(path.stem for path in LISTS.glob("*.txt"))


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_list_holds_the_terms_of_one_namespace(path: Path) -> None:
    """One term a line, in order, each once, with its kinds."""
    lines = [line.split() for line in path.read_text().splitlines()]
    names = [iri for iri, *_ in lines]
    assert names == sorted(set(names))
    assert all(iri.startswith(SPACES[path.stem]) and local(iri) for iri in names)
    assert {kind for _, *kinds in lines for kind in kinds} <= {*KINDS.values(), "property"}
    assert all(kinds for _, *kinds in lines)


def test_every_foreign_term_of_the_workspace_stands_in_a_list(corpus: Corpus) -> None:
    """A mistyped public term breaks nothing and means nothing."""
    for part in corpus.parts:
        assert unknown(part.triples) == set(), part.name


def test_a_mistyped_foreign_term_is_found() -> None:
    """The test above can fail: as property, as class, as target of a match and as datatype."""
    wrong = "trv:speaker skos:closeMatch prov:wasAtributedTo . ent:x a schema:Persn ; foaf:nam 1 ."
    wrong += " trv:x skos:broadMtch 1 ; rdfs:label '1'^^<http://www.w3.org/2001/XMLSchema#intt> ."
    assert {local(iri) for iri in unknown(added(wrong))} == {
        "wasAtributedTo",
        "Persn",
        "nam",
        "broadMtch",
        "intt",
    }


@pytest.mark.parametrize("name", ["dcterms", "foaf", "org", "prov", "schema", "skos", "time"])
def test_rdflib_knows_the_foreign_terms_in_use_too(name: str, corpus: Corpus) -> None:
    """A second witness, independent of the lists, for the namespaces it is shipped with."""
    known = rdflib.SDO if name == "schema" else getattr(rdflib, name.upper())
    used = {iri for part in corpus.parts for iri in terms(part.triples)}
    mine = {rdflib.URIRef(iri) for iri in used if iri.startswith(SPACES[name])}
    assert mine
    assert {iri for iri in mine if iri not in known} == set()
    assert rdflib.URIRef(SPACES[name] + "noSuchTerm") not in known


def test_foreign_terms_are_declared_as_what_they_are(
    ontology: list[Triple], alignments: list[Triple]
) -> None:
    """Class stays class, object property object property; matches alone become annotations."""
    seen = 0
    for triple in ontology + alignments:
        iri, kind = name_of(triple.subject), KINDS.get(name_of(triple.object))
        if triple.predicate.value != TYPE or not kind or iri not in TERMS or iri in MATCHES:
            continue
        seen += 1
        assert TERMS[iri] & {kind, "property"}, f"{iri} is {TERMS[iri]}, not {kind}"
    assert seen > 50


def kind_of(corpus: Corpus, iri: str) -> str:
    """Class, property or concept, of a term of ours or of a listed one."""
    ours = references.declared(corpus)
    if iri in ours.properties or TERMS.get(iri, {"class"}) != {"class"}:
        return "property"
    return "class" if iri in ours.classes | TERMS.keys() else "concept"


def test_terms_are_aligned_with_terms_of_their_kind(
    corpus: Corpus, alignments: list[Triple]
) -> None:
    """Every aligned term of ours is declared; classes meet classes, properties properties."""
    ours = references.declared(corpus)
    rows = pairs(alignments, UNDER | MATCHES)
    assert len(rows) > 150
    for subject, predicate, target in rows:
        assert subject in ours.properties | ours.classes | ours.others, subject
        assert subject.startswith((TRV, CON)), subject
        assert target in TERMS, target
        if subject.startswith(TRV):
            assert kind_of(corpus, subject) == kind_of(corpus, target), (subject, target)
        if predicate in UNDER:
            assert kind_of(corpus, subject) == {SUBCLASS_OF: "class"}.get(predicate, "property")


def test_what_stands_under_a_foreign_term_stands_nowhere_else_as_a_match(
    alignments: list[Triple],
) -> None:
    """One relation for each pair of terms."""
    rows = [(subject, target) for subject, _, target in pairs(alignments, UNDER | MATCHES)]
    assert len(rows) == len(set(rows))


def test_every_alignment_that_is_not_obvious_has_its_reason(alignments: list[Triple]) -> None:
    """Obvious is: the names are the same, and the one is wholly under the other."""
    reasons = {(subject, target) for subject, targets, _ in notes(alignments) for target in targets}
    for subject, predicate, target in pairs(alignments, UNDER | MATCHES):
        same = local(subject).lower() == local(target).lower()
        if not (same and (predicate in UNDER or subject.startswith(CON))):
            assert (subject, target) in reasons, f"{short(subject)} {short(target)}"


def notes(triples: Iterable[Triple]) -> list[tuple[str, set[str], str]]:
    """The reasons: on which term, of which public terms, in what words."""
    found = []
    for subject, _, text in pairs(triples, {NOTE}):
        head = re.match(r"([a-z]+:\w+(?:, [a-z]+:\w+)*): (.+\.)$", text)
        if subject.startswith((TRV, CON)):
            assert head, text
            found.append((subject, {full(each) for each in head[1].split(", ")}, head[2]))
    return found


def test_every_reason_is_of_an_alignment_or_says_that_there_is_none(
    alignments: list[Triple],
) -> None:
    """A reason outlives its alignment easily."""
    rows = {(s, t) for s, _, t in pairs(alignments, UNDER | MATCHES)}
    found = notes(alignments)
    assert len(found) > 80
    for subject, targets, text in found:
        assert targets <= TERMS.keys(), targets - TERMS.keys()
        absent = text.startswith("not aligned;")
        assert {(subject, target) in rows for target in targets} == {not absent}, (subject, text)


def test_the_terms_looked_for_first_are_there(alignments: list[Triple]) -> None:
    """Aligned, or with the reason why not."""
    targets = {target for _, _, target in pairs(alignments, UNDER | MATCHES)}
    assert {short(full(each)) for each in EXPECTED} - {short(each) for each in targets} == set()
    assert full("time:Interval") in {each for _, some, _ in notes(alignments) for each in some}


def above(iri: str, triples: list[Triple]) -> set[str]:
    """A class and all that it is under."""
    found, rows = {iri}, pairs(triples, {SUBCLASS_OF, OWL + "equivalentClass"})
    while more := {t for s, _, t in rows if s in found} - found:
        found |= more
    return found


def test_every_class_of_ours_has_a_counterpart(
    corpus: Corpus, ontology: list[Triple], alignments: list[Triple]
) -> None:
    """Its own, or that of a class above it, SKOS included; Demand and Offer say why not."""
    aligned = {s for s, _, _ in pairs(alignments, UNDER | MATCHES)} | {SKOS + "Concept"}
    for iri in references.declared(corpus).classes:
        if iri.startswith(TRV) and local(iri) not in ("Demand", "Offer"):
            assert above(iri, ontology) & aligned, iri


def test_no_class_is_under_or_near_two_that_exclude_each_other(
    ontology: list[Triple], alignments: list[Triple], public: list[Triple]
) -> None:
    """What the public vocabularies call disjoint cannot both be near."""
    apart = {frozenset((s, t)) for s, _, t in pairs(public, {OWL + "disjointWith"})}
    assert frozenset((full("prov:Activity"), full("prov:Entity"))) in apart
    together = ontology + alignments + public
    for iri in {s for s, _, _ in pairs(alignments, UNDER | NEAR)}:
        mine = above(iri, together)
        near = {t for s, p, t in pairs(alignments, NEAR) if s in mine}
        wide = set().union(*(above(each, together) for each in mine | near))
        clash = [pair for pair in combinations(sorted(wide), 2) if frozenset(pair) in apart]
        assert clash == [], short(iri)


def test_owlapi_finds_ontology_and_alignments_within_owl_2_dl(
    java: str, ontology: list[Triple], alignments: list[Triple], tmp_path: Path
) -> None:
    """No punning, every term declared; the counts say that all was read."""
    both = ontology + alignments
    counts, *violations = profile(both, java, tmp_path)
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "NamedIndividual")
    assert counts.split() == [str(declared(both, kind)) for kind in kinds]
    assert violations == []


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param("trv:topic rdfs:subPropertyOf dcterms:issued .", marks=pytest.mark.slow),
        "trv:Office rdfs:subClassOf org:Undeclared .",
        pytest.param("skos:closeMatch a owl:ObjectProperty .", marks=pytest.mark.slow),
    ],
    ids=["object under datatype property", "undeclared class", "a match as object property"],
)
def test_owlapi_finds_a_seeded_violation(
    wrong: str, java: str, ontology: list[Triple], alignments: list[Triple], tmp_path: Path
) -> None:
    """The test above can fail."""
    assert len(profile([*ontology, *alignments, *added(wrong)], java, tmp_path)) > 1


def once(*parts: Iterable[Triple]) -> list[Triple]:
    return list(dict.fromkeys(triple for part in parts for triple in part))


@pytest.mark.slow  # test_consistency.py asks the same of all data
def test_hermit_finds_no_unsatisfiable_class_beside_the_public_axioms(
    java: str, ontology: list[Triple], alignments: list[Triple], public: list[Triple]
) -> None:
    """Every class of ours can have a member, whatever the vocabularies say of their terms."""
    assert reasoned(once(ontology, alignments, public), java) == []


@pytest.mark.slow
def test_hermit_finds_a_seeded_clash_with_the_public_axioms(
    java: str, ontology: list[Triple], alignments: list[Triple], public: list[Triple]
) -> None:
    """The test above can fail: a statement is a record, so it cannot be an act."""
    seed = added("trv:Denial rdfs:subClassOf prov:Activity .")
    assert reasoned(once(ontology, alignments, public, seed), java) == [TRV + "Denial"]


@pytest.mark.slow
def test_hermit_finds_the_whole_graph_consistent_beside_the_public_axioms(
    java: str, corpus: Corpus, alignments: list[Triple], public: list[Triple]
) -> None:
    """But for the dates and durations that it cannot read."""
    kept = [
        triple
        for triple in corpus.triples()
        if not (isinstance(triple.object, Literal) and triple.object.datatype.value in LEFT_OUT)
    ]
    assert EDTF_DATE in LEFT_OUT
    assert reasoned(once(kept, alignments, public), java) == []


@pytest.fixture(scope="module")
def inferred(corpus: Corpus, alignments: list[Triple], public: list[Triple]) -> ox.Store:
    """The real graph with all that follows from hierarchies, domains, ranges and inverses."""
    store = ox.Store()
    for triple in once(corpus.triples(), alignments, public):
        store.add(ox.Quad(triple.subject, triple.predicate, triple.object))
    size = -1
    while size != len(store):
        size = len(store)
        for rule in RULES:
            store.update(PREFIXES + rule)
    return store


def types(store: ox.Store, iri: str) -> set[str]:
    """The public classes to which the members of a class of ours belong."""
    rows = store.query(f"SELECT DISTINCT ?k {{ ?x a <{iri}>, ?k FILTER(isIRI(?k)) }}")
    return {short(row["k"].value) for row in rows if row["k"].value in TERMS}  # type: ignore[union-attr]


def test_a_record_of_the_real_graph_is_an_entity_and_nothing_else(inferred: ox.Store) -> None:
    """A Position does not become an act, a Tenure no membership, an Account no event."""
    for kind in ("Attestation", "Position", "Statement", "Account", "Tenure", "AnalyticLink"):
        assert types(inferred, TRV + kind) == OF_RECORDS, kind


def test_samples_of_the_real_graph_get_the_public_types_that_are_true(inferred: ox.Store) -> None:
    """A voice is no foaf:Person, a state no place, an event no act of PROV."""
    agents = {"prov:Agent", "foaf:Agent", "dcterms:Agent", "sem:Actor", "sem:Authority", "sem:Core"}
    assert types(inferred, TRV + "SingleVoice") == agents
    persons = agents | {"prov:Person", "foaf:Person", "schema:Person"}
    assert types(inferred, TRV + "Person") == persons
    assert {"org:Organization", "schema:Organization"} <= types(inferred, TRV + "State")
    assert not {"schema:Place", "prov:Location"} & types(inferred, TRV + "State")
    assert types(inferred, TRV + "HandOver") == {"sem:Event", "sem:Core"}
    passage = {"oa:SpecificResource", "oa:ResourceSelection", "prov:Entity"}
    assert types(inferred, TRV + "Passage") == passage


def test_nothing_in_the_real_graph_belongs_to_classes_that_exclude_each_other(
    inferred: ox.Store,
) -> None:
    """Said without a reasoner as well, and with the classes into which nothing may fall."""
    assert not inferred.query(PREFIXES + "ASK { ?a owl:disjointWith ?b . ?x a ?a, ?b }")
    for curie in NEVER:
        assert not inferred.query(f"ASK {{ ?x a <{full(curie)}> }}"), curie


def test_no_public_property_states_what_is_only_attested(
    corpus: Corpus, inferred: ox.Store
) -> None:
    """Only what is about records, reference data and articles follows for the real graph."""
    said = {triple.predicate.value for part in corpus.parts for triple in part.triples}
    rows = inferred.query("SELECT DISTINCT ?p { ?s ?p ?o }")
    found = {row["p"].value for row in rows} & TERMS.keys() - said  # type: ignore[union-attr]
    assert {short(iri) for iri in found} - set(MAY_FOLLOW) == set()
    assert full("prov:wasDerivedFrom") in found


def test_the_alignments_are_canonical_and_stay_out_of_the_default_graph() -> None:
    """Formatted as `travaux fmt` does, and loaded as a graph of their own."""
    assert formatted(str(FILE), SPACES) == FILE.read_bytes()
    engine = OxigraphEngine.load(SPACE)
    pattern = f"<{TRV}Person> <{SUBCLASS_OF}> <{full('foaf:Person')}>"
    assert not engine.store.query(f"ASK {{ {pattern} }}")
    assert engine.store.query(f"ASK {{ GRAPH <{SPACES['grp']}alignments> {{ {pattern} }} }}")


def test_validation_finds_a_term_that_the_ontology_does_not_declare(workspace_copy: Path) -> None:
    """Not merged, but checked: an alignment of a mistyped term of ours is a finding."""
    path = workspace_copy / "ontology" / "alignments.ttl"
    path.write_text(path.read_text() + "\n<https://w3id.org/travaux/ontology#Persom> a 1 .\n")
    (finding,) = references.check(Corpus(open_at(str(workspace_copy))))
    assert "trv:Persom" in finding.problem
    assert "trv:Person" in finding.advice
