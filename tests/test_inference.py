"""Rules on inference: what rules may be, what they give, and that rows that rest on it say so."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import owlrl
import pyoxigraph as ox
import pytest
import rdflib
import shortcuts
from conftest import ROOT, Run
from pyoxigraph import Literal, NamedNode, Triple
from small import TRIPLE, build

from generator.constructs import BESIDES
from travaux import inference, question_check, workspace
from travaux.corpus import Corpus
from travaux.engine import OxigraphEngine
from travaux.errors import BadQuery, BadWorkspace
from travaux.shacl_report import ntriples
from travaux.turtle_text import name_of
from travaux.view.graph import build as draw
from travaux.vocabulary import BASE, CON, OWL, RDFS, TRV, TYPE

RULES = sorted((ROOT / "ontology" / "rules").glob("*.rq"))
NAMES = [path.stem for path in RULES]
#: The rules that say what OWL and RDFS mean; the others say what the model means.
MEANING = (
    "subclass subproperty inverse inverse-back symmetric transitive domain range chain chain-back "
    "chain-forth-back chain-back-back demand offer class-above property-above domain-above "
    "domain-below range-above range-below defined-first defined-second"
).split()
#: An ontology and facts in which every construct that the rules cover is used, and used together.
CONSTRUCTS = """
PREFIX : <https://example.org/tiny/more#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
:Ferry a owl:Class ; rdfs:subClassOf :Ship . :Ship a owl:Class ; rdfs:subClassOf :Thing .
:Thing a owl:Class .
:near a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:domain :Ship ; rdfs:range :Thing .
:beside a owl:ObjectProperty ; rdfs:subPropertyOf :near .
:within a owl:ObjectProperty, owl:TransitiveProperty .
:holds a owl:ObjectProperty ; owl:inverseOf :within .
:carries a owl:ObjectProperty .
:carriedBy a owl:ObjectProperty . :carries owl:inverseOf :carriedBy .
:one a owl:ObjectProperty ; owl:propertyChainAxiom ( :carries :within ) .
:two a owl:ObjectProperty ; owl:propertyChainAxiom ( [ owl:inverseOf :carries ] :near ) .
:three a owl:ObjectProperty ; owl:propertyChainAxiom ( :carries [ owl:inverseOf :holds ] ) .
:four a owl:ObjectProperty ; owl:propertyChainAxiom
  ( [ owl:inverseOf :carries ] [ owl:inverseOf :near ] ) .
:tonnage a owl:DatatypeProperty ; rdfs:domain :Ship .
:touches a owl:ObjectProperty ; rdfs:subPropertyOf :beside .
:one rdfs:domain :Ship . :two rdfs:range :Ship . :anchor a owl:Class .
:net a owl:DatatypeProperty ; rdfs:subPropertyOf :tonnage .
:Hulk a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf
  ( [ a owl:Restriction ; owl:onProperty :within ; owl:someValuesFrom :anchor ] :Ship ) ] .
:h a :Hulk ; :net 30 . :h :touches :a .
:a a :Ferry ; :beside :b ; :tonnage 900 . :b :carries :c . :c :within :d . :d :within :e .
:f :holds :e . :g :carriedBy :b .
:p a trv:Position ; trv:attitude con:insists ; trv:topic :i . :i a trv:Package .
:q a trv:Position ; trv:attitude con:offers ; trv:topic :i .
"""
ENDLESS = """#+ summary: Everything has a successor.
CONSTRUCT { ?x <urn:x:next> ?next } WHERE {
  ?before <urn:x:next> ?x . BIND (IRI(CONCAT(STR(?x), "1")) AS ?next)
}"""


def inferred(root: Path) -> OxigraphEngine:
    engine = OxigraphEngine.load(workspace.open_at(str(root)))
    engine.infer()
    return engine


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return inferred(ROOT)


def rule(name: str) -> inference.Rule:
    path = ROOT / "ontology" / "rules" / f"{name}.rq"
    return inference.parse(str(path), path.read_text("utf-8"))


def body(text: str) -> str:
    return re.sub(r"(?m)^#.*$", "", text).partition("WHERE")[2]


@pytest.mark.parametrize("name", [each for each in NAMES if each != "cite"])
def test_a_rule_is_patterns_and_filters_and_concludes_one_triple(
    name: str, engine: OxigraphEngine
) -> None:
    """So that what it rests on can be told: no unions, paths, values, and nothing optional."""
    text = body(rule(name).text)
    assert not re.search(
        r"UNION|OPTIONAL|BIND|VALUES|MINUS|SELECT|GRAPH|[/^+|]|\*", text.replace("||", "")
    )
    assert inference.conclusion(rule(name), engine)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_what_it_does_in_one_sentence(name: str) -> None:
    """`travaux reason` and explanations show it."""
    assert re.fullmatch(r"[A-Z][^\n]+\.", rule(name).summary)


def test_cite_alone_runs_at_every_load() -> None:
    """Whoever asks a question waits for it."""
    assert [each for each in NAMES if rule(each).load] == ["cite"]


def test_what_a_rule_says_is_not_there_comes_from_an_earlier_stratum(
    engine: OxigraphEngine,
) -> None:
    """Otherwise the answer would depend on the order in which the rules ran."""
    told = [(rule(name), inference.conclusion(rule(name), engine)) for name in NAMES]
    negations = 0
    for each in map(rule, NAMES):
        for part in re.findall(r"NOT EXISTS \{(.*?)\}", body(each.text), re.DOTALL):
            for term, value in re.findall(r"trv:(\w+) (?:con:)?(\S+)", part):
                strata = [
                    other.stratum
                    for other, its in told
                    if its and its.predicate == TRV + term and its.object in (value, CON + value)
                ]
                negations += bool(strata)
                assert not strata or max(strata) < each.stratum, (each.name, term)
    assert negations > 5


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests" / "tiny"], ids=["real", "tiny"])
@pytest.mark.parametrize("name", shortcuts.SHORT_CUTS)
def test_a_short_cut_is_what_plain_python_works_out(name: str, root: Path) -> None:
    """Worked out a second time from the files, without rules, SPARQL or a store."""
    files = shortcuts.Files(Corpus(workspace.open_at(str(root))).triples())
    wanted = shortcuts.SHORT_CUTS[name](files)
    quads = _engines(root).quads(None, NamedNode(TRV + name))
    got = {(name_of(q.subject), name_of(q.object).removeprefix(CON)) for q in quads}
    assert got == wanted and (wanted or root != ROOT)


@pytest.mark.parametrize(
    ("role", "attitudes"), [("Demand", ("demands", "insists")), ("Offer", ("offers",))]
)
def test_a_demand_and_an_offer_are_what_plain_python_works_out(
    role: str, attitudes: tuple[str, ...], engine: OxigraphEngine
) -> None:
    """Roles of items: who asks or offers stands on the positions."""
    files = shortcuts.Files(Corpus(workspace.open_at(str(ROOT))).triples())
    quads = engine.quads(None, NamedNode(TYPE), NamedNode(TRV + role))
    assert {name_of(quad.subject) for quad in quads} == shortcuts.roles(files, *attitudes) != set()


_ENGINES: dict[Path, OxigraphEngine] = {}


def _engines(root: Path) -> OxigraphEngine:
    return _ENGINES.setdefault(root, inferred(root)) if root not in _ENGINES else _ENGINES[root]


def by_owlrl(triples: Iterable[Triple]) -> set[tuple[str, str, str]]:
    """The closure under OWL 2 RL, as far as it is about named things, classes and properties."""
    graph = rdflib.Graph().parse(data=ntriples(triples), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if isinstance(s, rdflib.URIRef) and isinstance(o, rdflib.URIRef)
    }


def by_rules(triples: list[Triple]) -> set[tuple[str, str, str]]:
    """The same by the rules that say what OWL and RDFS mean."""
    engine = OxigraphEngine(ox.Store(), workspace.open_at(str(ROOT)).prefixes(), "it", BASE)
    engine.store.extend([ox.Quad(t.subject, t.predicate, t.object) for t in triples])
    engine.rules = tuple((str(p), p.read_bytes()) for p in RULES if p.stem in MEANING)
    engine.infer()
    found = (quad.triple for quad in engine.quads() if not isinstance(quad.object, Literal))
    return {tuple(map(name_of, each)) for each in found}  # type: ignore[misc]


#: What may be said of two terms. OWL 2 RL has no rule that makes more of owl:inverseOf.
OF_TERMS = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    OWL + name
    for name in ("equivalentClass", "equivalentProperty", "inverseOf", "disjointWith", "sameAs")
}


def facts(found: set[tuple[str, str, str]], triples: list[Triple]) -> set[tuple[str, str, str]]:
    """What is said of individuals, in the classes and properties that are declared."""
    declared = declarations(triples)
    classes, properties = declared[OWL + "Class"], declared[OWL + "ObjectProperty"]
    terms = classes | properties | declared[OWL + "DatatypeProperty"]
    return {
        (s, p, o)
        for s, p, o in found
        if s not in terms and (p in properties or (p == TYPE and o in classes))
    }


def on_terms(found: set[tuple[str, str, str]], triples: list[Triple]) -> set[tuple[str, str, str]]:
    """What is said of the terms that are declared, and of none of OWL's that has a name there."""
    declared = declarations(triples)
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    terms = set().union(*(declared.get(OWL + kind, set()) for kind in kinds))
    named = terms | {OWL + "Thing", OWL + "Nothing"}
    return {
        (s, p, o)
        for s, p, o in found
        if p in OF_TERMS and {s, o} <= named and not terms.isdisjoint((s, o))
    }


def declarations(triples: list[Triple]) -> dict[str, set[str]]:
    """The things of each class that is stated."""
    declared: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value == TYPE:
            declared.setdefault(name_of(triple.object), set()).add(name_of(triple.subject))
    return declared


def logical(triples: Iterable[Triple]) -> list[Triple]:
    """Without labels and notes, over which owlrl takes long, and lists of different things."""
    kept = [
        t for t in triples if not isinstance(t.object, Literal) or t.predicate.value.startswith(TRV)
    ]
    return [
        t for t in kept if t.predicate.value not in (RDFS + "isDefinedBy", OWL + "distinctMembers")
    ]


def oracle(triples: list[Triple]) -> None:
    """The rules and owlrl give the same, of things and of terms, but for what is left out."""
    named = {tuple(map(name_of, each)) for each in triples}
    by_both = by_owlrl(triples), by_rules(triples)
    stated = facts(named, triples)  # type: ignore[arg-type]
    wanted, got = (facts(each, triples) for each in by_both)
    assert got - stated == wanted - stated != set()
    stated = on_terms(named, triples)  # type: ignore[arg-type]
    wanted, got = (on_terms(each, triples) for each in by_both)
    idle = {kind: {each for each in wanted - got if BESIDES[kind](*each)} for kind in BESIDES}
    assert all(idle.values())  # what is said to be left out is what owlrl gives
    assert got - stated == wanted - stated - set().union(*idle.values()) != set()


def test_the_rules_give_the_facts_that_owlrl_gives_where_every_construct_is_used() -> None:
    """Sub-classes, sub-properties, inverses, chains four ways, domains, ranges, defined classes."""
    ontology = ROOT / "ontology" / "ontology.ttl"
    text = ontology.read_text("utf-8").split("\n[]\n", maxsplit=1)[
        0
    ]  # its disjointness says nothing here
    parsed = [q.triple for part in (text, CONSTRUCTS) for q in ox.parse(part, ox.RdfFormat.TURTLE)]
    triples = logical(parsed)
    oracle(triples)
    new = facts(by_rules(triples), triples)
    more = "https://example.org/tiny/more#"
    assert (more + "b", more + "one", more + "f") in new
    assert {(more + "i", TYPE, TRV + "Demand"), (more + "i", TYPE, TRV + "Offer")} <= new
    terms = on_terms(by_rules(triples), triples)
    assert {
        (more + "Ferry", RDFS + "subClassOf", more + "Thing"),
        (more + "Hulk", RDFS + "subClassOf", more + "Thing"),
        (TRV + "Demand", RDFS + "subClassOf", TRV + "Topic"),
        (more + "touches", RDFS + "subPropertyOf", more + "near"),
        (more + "touches", RDFS + "domain", more + "Thing"),
        (more + "two", RDFS + "range", more + "Thing"),
    } <= terms
    for name in ("near", "within", "holds", "carries", "one", "two", "three", "four"):
        assert any(p == more + name for _, p, _ in new), name


def test_classes_in_a_circle_are_not_said_to_be_below_themselves() -> None:
    """It would be idle, as of any class."""
    below = NamedNode(RDFS + "subClassOf")
    names = [NamedNode("urn:x:" + name) for name in "abc"]
    circle = [Triple(a, below, b) for a, b in zip(names, names[1:] + names[:1], strict=True)]
    found = {(s, o) for s, p, o in by_rules(circle) if p == below.value}
    assert found == {(a.value, b.value) for a in names for b in names if a != b}


def test_the_rules_give_the_facts_that_owlrl_gives_on_a_small_workspace() -> None:
    """The ontology and everything that the tiny workspace says."""
    corpus = Corpus(workspace.open_at(str(ROOT / "tests" / "tiny")))
    oracle(
        logical(t for part in corpus.merged if part.file.stem != "concepts" for t in part.triples)
    )


@pytest.mark.slow
def test_the_rules_give_the_facts_that_owlrl_gives_on_the_whole_graph() -> None:
    """Nothing left out but labels and notes."""
    oracle(logical(Corpus(workspace.open_at(str(ROOT))).triples()))


def test_what_is_inferred_stands_in_a_graph_of_its_own_and_holds_nothing_that_is_said() -> None:
    """Said and inferred are told apart; only citations, made at every load, are in both."""
    engine = OxigraphEngine.load(workspace.open_at(str(ROOT)))
    said = {quad.triple for quad in engine.quads()}
    engine.infer()
    found = set(inference.triples(engine))
    assert {triple.predicate.value for triple in found & said} == {TRV + "cite"}
    assert {quad.triple for quad in engine.quads()} == said | found != said


def test_inferring_twice_adds_nothing(engine: OxigraphEngine) -> None:
    """A fixpoint is one."""
    before = len(engine.store)
    assert inference.infer(engine).counts == {} and len(engine.store) == before


def test_rules_that_make_new_names_without_end_are_refused(tmp_path: Path) -> None:
    """Their names are told, instead of memory running out."""
    terms = {"ontology/ontology.ttl": "<urn:x:a> <urn:x:next> <urn:x:b> ."}
    engine = OxigraphEngine.load(build(tmp_path, {**terms, "ontology/rules/more.rq": ENDLESS}))
    with pytest.raises(BadQuery, match="no end: more"):
        engine.infer()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#+ summary: x\n#+ stratum: 0\nCONSTRUCT {} WHERE {}", "stratum"),
        ("#+ stratum: two\nCONSTRUCT {} WHERE {}", "stratum"),
        ('#+ load: "true"\nCONSTRUCT {} WHERE {}', "load"),
        ("#+ theme: x\nCONSTRUCT {} WHERE {}", "unknown key"),
        ("ASK {}", "CONSTRUCT"),
        ("CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", "not finished"),
    ],
)
def test_a_rule_that_cannot_be_run_is_told_with_its_file(
    tmp_path: Path, text: str, words: str
) -> None:
    """Whoever writes one has to find the mistake."""
    terms = {"ontology/ontology.ttl": TRIPLE}
    engine = OxigraphEngine.load(build(tmp_path, {**terms, "ontology/rules/r.rq": text}))
    with pytest.raises(BadQuery) as error:
        engine.infer()
    assert "r.rq" in error.value.where and re.search(words, str(error.value))


def test_no_file_may_be_called_as_the_inferred_graph_is(tmp_path: Path) -> None:
    """What is said would pass for inferred."""
    space = build(tmp_path, {"ontology/ontology.ttl": TRIPLE, "graph/sources/inferred.ttl": TRIPLE})
    with pytest.raises(BadWorkspace, match="rules add"):
        space.graph_files()


def test_the_derived_terms_are_those_that_the_model_calls_derived(engine: OxigraphEngine) -> None:
    """By what the ontology says of them; cite is made at every load, and needs no inference."""
    definition = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
    called = {
        name_of(quad.subject)
        for quad in engine.quads(None, definition)
        if "; derived" in name_of(quad.object)
    }
    roles = {TRV + "Demand", TRV + "Offer"}
    terms = inference.Derived(engine).terms
    assert terms == (called - {TRV + "cite"}) | roles | {engine.inferred}


def test_the_words_of_rdfs_are_no_derived_terms(run: Run) -> None:
    """The ontology states them: without --infer an answer is shorter, not empty."""
    text = "SELECT ?c { trv:State rdfs:subClassOf ?c } ORDER BY ?c"
    plain, more = (run("sparql", *flags, text, "--format", "csv") for flags in ((), ("--infer",)))
    assert len(plain.stdout.split()) == 2 and len(more.stdout.split()) == 3
    assert plain.stderr == "" and "1 of 2 rows rests on inference" in more.stderr


def test_what_follows_for_terms_comes_after_all_facts(engine: OxigraphEngine) -> None:
    """No fact needs it, for each comes step by step already; so nothing becomes slower by it."""
    told = [(rule(name), inference.conclusion(rule(name), engine)) for name in NAMES]
    strata = {its.predicate in OF_TERMS: set[int]() for _, its in told if its}
    for each, its in told:
        if its and not each.name.startswith("defined-"):
            strata[its.predicate in OF_TERMS].add(each.stratum)
    assert max(strata[False]) < min(strata[True])


def test_a_command_with_infer_changes_no_file(workspace_copy: Path, run: Run) -> None:
    """The inferred graph never reaches a file."""
    before = _digests(workspace_copy)
    run("reason", cwd=workspace_copy)
    run("sparql", "--infer", "ASK { ?a trv:attended ?e }", cwd=workspace_copy)
    assert _digests(workspace_copy) == before


def _digests(root: Path) -> dict[str, str]:
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_sparql_marks_the_rows_that_rest_on_inference(run: Run) -> None:
    """In a table by a column, beside every answer on stderr."""
    both = "{ BIND ('one' AS ?n) ?a trv:attended ?e } UNION { BIND ('two' AS ?n) }"
    text = f"SELECT DISTINCT ?n {{ {both} }} ORDER BY ?n"
    done = run("sparql", "--infer", "--format", "markdown", text)
    assert done.stdout.splitlines() == [
        "| n | inferred |",
        "| --- | --- |",
        "| one | yes |",
        "| two |  |",
    ]
    assert "1 of 2 rows rests on inference" in done.stderr


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_w3c_results_have_no_column_of_ours(format: str, run: Run) -> None:
    """stderr says how many rows rest on inference."""
    done = run(
        "sparql", "--infer", "--format", format, "SELECT ?a { ?a trv:reportedToReject ?t } LIMIT 2"
    )
    assert "inferred" not in done.stdout and "ent" in done.stdout
    assert "2 of 2 rows rest on inference" in done.stderr


def test_sparql_says_of_derived_terms_that_infer_adds_them(run: Run) -> None:
    """An empty answer would pass for "nobody attended"."""
    done = run("sparql", "SELECT ?a { ?a trv:attended ?e ; a trv:Person }")
    assert "trv:attended is inferred: --infer adds" in done.stderr
    done = run("sparql", "SELECT ?g { GRAPH grp:inferred { ?g a trv:Offer } }")
    assert "grp:inferred, trv:Offer are inferred: --infer adds" in done.stderr
    assert "exists nowhere" not in done.stderr
    done = run("sparql", "SELECT ?a { ?a a trv:Person }")
    assert "--infer" not in done.stderr


def test_the_inferred_graph_can_be_asked_by_name(run: Run) -> None:
    """By GRAPH and by FROM, and only with --infer."""
    for text in (
        "SELECT (COUNT(*) AS ?n) { GRAPH grp:inferred { ?a trv:attended ?e } }",
        "SELECT (COUNT(*) AS ?n) FROM grp:inferred { ?a trv:attended ?e }",
    ):
        assert run("sparql", "--infer", "--format", "csv", text).stdout.split() == ["n", "14"]
    refused = run("sparql", text)
    assert refused.returncode == 2 and "--infer makes it" in refused.stderr


def test_infer_goes_without_other_data(run: Run) -> None:
    """Rules belong to a workspace."""
    done = run("sparql", "--infer", "--data", "travaux.toml", "ASK {}")
    assert done.returncode == 2 and "--infer" in done.stderr


def test_a_question_that_needs_inference_gets_it_unasked(run: Run) -> None:
    """By its header; its rows say that they rest on it."""
    done = run("query", "acts")
    assert (
        "inferred" in done.stdout.splitlines()[0] and "3 of 3 rows rest on inference" in done.stderr
    )


def test_a_question_that_needs_none_has_no_mark_with_infer(run: Run) -> None:
    """--infer adds, and takes nothing away."""
    plain, more = run("query", "page-counts"), run("query", "page-counts", "--infer")
    assert plain.stdout == more.stdout and "no row rests on inference" in more.stderr


def test_view_draws_what_rules_tie_in_a_line_of_its_own() -> None:
    """Each with the records that it rests on, where it rests on any; without --infer none."""
    space = workspace.open_at(str(ROOT))
    plain, more = draw(OxigraphEngine.load(space)), draw(OxigraphEngine.load(space), infer=True)
    lines = {key: data for key, data in _edges(more) if data["line"] == "inferred"}
    assert not any(data["line"] == "inferred" for _, data in _edges(plain))
    assert len(more.edges) == len(plain.edges) + len(lines)
    word = "attended"
    pairs = {key[:2] for key in lines if key[2] == word}
    files = shortcuts.Files(Corpus(space).triples())
    assert pairs == shortcuts.attended(files)
    assert all(data["records"] for key, data in lines.items() if key[2] == word)


def _edges(graph: nx.MultiDiGraph) -> list[tuple[tuple[str, str, str], dict[str, Any]]]:
    return [((a, b, key), data) for a, b, key, data in graph.edges(keys=True, data=True)]


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("trv:attended", "trv:attended"),
        ("trv:spokeAt", "trv:spokeAt"),
        ("a trv:Demand", "trv:Demand"),
    ],
)
def test_a_question_that_asks_for_derived_terms_must_say_so(
    term: str, names: str, workspace_copy: Path
) -> None:
    """Its header makes the command infer; without it the answer would be empty or too short."""
    pattern = f"?x {term}" if term.startswith("a ") else f"?x {term} ?y"
    text = f"#+ summary: Which?\n#+ theme: x\nSELECT ?x {{ {pattern} }} ORDER BY ?x\n"
    path = workspace_copy / "queries" / "new.rq"
    path.write_text(text, "utf-8")
    found = question_check.read(Corpus(workspace.open_at(str(workspace_copy))))[1]
    assert [names in each.problem and "infer: true" in each.advice for each in found] == [True]
    path.write_text("#+ infer: true\n" + text, "utf-8")
    assert question_check.read(Corpus(workspace.open_at(str(workspace_copy))))[1] == []
