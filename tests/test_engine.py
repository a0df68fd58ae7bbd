"""The store: a true merge by every road, derived citations, and refusals before evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples
from small import BASE, TOML, TRIPLE, build, engine_over

from travaux.engine import MERGE, Engine, OxigraphEngine
from travaux.errors import BadQuery, BadTurtle, FileProblem, ForbiddenQuery
from travaux.workspace import builtin_root, open_at

G = BASE + "graph/"
THREE = {
    "ontology/ontology.ttl": "<https://example.org/o> a <https://example.org/O> .",
    "graph/sources/s1.ttl": TRIPLE,
    "graph/sources/s2.ttl": TRIPLE,
    "graph/sources/s3.ttl": TRIPLE + "\n[] <https://example.org/q> [] .",
}


def number(engine: OxigraphEngine, query: str) -> int:
    solutions = engine.query(query)
    assert isinstance(solutions, QuerySolutions)
    return int(next(solutions)[0].value)


COUNT = "SELECT (COUNT(*) AS ?n) {} {{ {} }}"
P = f"?s <{BASE}p> ?o"
ROADS = {
    "default graph": (COUNT.format("", P), 1),
    "one FROM": (COUNT.format(f"FROM <{G}s1>", P), 1),
    "three FROM": (COUNT.format(f"FROM <{G}s1> FROM <{G}s2> FROM <{G}s3>", P), 1),
    "one FROM twice": (COUNT.format(f"FROM <{G}s1> FROM <{G}s1>", P), 1),
    "FROM beside FROM NAMED": (
        COUNT.format(f"FROM <{G}s1> FROM <{G}s2> FROM NAMED <{G}s3>", P),
        1,
    ),
    "GRAPH of FROM NAMED": (
        COUNT.format(f"FROM <{G}s1> FROM NAMED <{G}s3>", f"GRAPH ?g {{ {P} }}"),
        1,
    ),
    "GRAPH of one FROM NAMED twice": (
        COUNT.format(f"FROM NAMED <{G}s3> FROM NAMED <{G}s3>", f"GRAPH ?g {{ {P} }}"),
        1,
    ),
    "default graph of FROM NAMED alone": (COUNT.format(f"FROM NAMED <{G}s3>", P), 0),
    "GRAPH of FROM alone": (COUNT.format(f"FROM <{G}s3>", f"GRAPH ?g {{ {P} }}"), 0),
    "every graph": (COUNT.format("", f"GRAPH ?g {{ {P} }}"), 3),
    "self-join": (COUNT.format("", f"{P} . {P}"), 1),
    "self-join of FROM": (COUNT.format(f"FROM <{G}s1> FROM <{G}s2>", f"{P} . {P}"), 1),
    "FROM with a relative IRI": (COUNT.format("FROM <graph/s1> FROM <graph/s2>", P), 1),
    "FROM with a prefix of the query": (
        f"PREFIX g: <{G}> " + COUNT.format("FROM g:s1 from g:s2", P),
        1,
    ),
}


@pytest.mark.parametrize("road", ROADS)
def test_a_triple_stated_by_three_sources_counts_once_by_every_road(
    road: str, tmp_path: Path
) -> None:
    """Oxigraph's union and lists of graphs are bags; ours are merges."""
    query, expected = ROADS[road]
    assert number(engine_over(tmp_path, THREE), query) == expected


def test_blank_nodes_keep_their_identity_in_the_merge(tmp_path: Path) -> None:
    """The node in the default graph is the node in its source, in a FROM too."""
    engine = engine_over(tmp_path, THREE)
    q = "?s <https://example.org/q> ?o"
    assert number(engine, COUNT.format("", f"{q} . GRAPH ?g {{ {q} }}")) == 1
    both = f"FROM <{G}s3> FROM NAMED <{G}s3>"
    assert number(engine, COUNT.format(both, f"{q} . GRAPH ?g {{ {q} }}")) == 1


def test_shapes_and_alignments_stay_in_their_own_graphs(tmp_path: Path) -> None:
    """They can be asked by name and change no answer."""
    files = {f"ontology/{stem}.ttl": TRIPLE for stem in ("shapes", "shapes-style", "alignments")}
    engine = engine_over(
        tmp_path, {"ontology/ontology.ttl": THREE["ontology/ontology.ttl"], **files}
    )
    assert number(engine, COUNT.format("", P)) == 0
    assert number(engine, COUNT.format("", f"GRAPH ?g {{ {P} }}")) == 3
    assert number(engine, COUNT.format(f"FROM <{G}shapes>", P)) == 1


def test_the_default_graph_of_the_built_in_workspace_is_the_merge_and_the_citations() -> None:
    """Nothing more and nothing less than the files say, and `cite`."""
    space = open_at(builtin_root())
    engine = OxigraphEngine.load(space)
    apart = {file.iri for file in space.graph_files() if not file.merged}
    merged, default = set(), set()
    for quad in engine.store:
        triple = (quad.subject, quad.predicate, quad.object)
        if not isinstance(quad.graph_name, NamedNode):
            default.add(triple)
        elif quad.graph_name.value not in apart:
            merged.add(triple)
    cites = {t for t in default if t[1].value.endswith("#cite") and isinstance(t[2], Literal)}
    assert default == merged | cites
    assert cites


def test_everything_with_evidence_and_every_passage_has_its_citation(tiny: Path) -> None:
    """source:paragraph, in the default graph only."""
    engine = OxigraphEngine.load(open_at(str(tiny)))
    bare = "{ ?x trv:evidence ?p } UNION { ?x a trv:Passage } FILTER NOT EXISTS { ?x trv:cite ?c }"
    assert number(engine, COUNT.format("", bare)) == 0
    rows = engine.query("SELECT ?c { rec:t1-duration trv:cite ?c }")
    assert isinstance(rows, QuerySolutions)
    assert [str(row["c"].value) for row in rows] == ["t1:2"]
    assert number(engine, COUNT.format("", "GRAPH ?g { ?x trv:cite ?c FILTER isLiteral(?c) }")) == 0


def test_the_merge_is_the_one_the_standard_defines() -> None:
    """One INSERT; no copy of a file, no list of graphs."""
    assert MERGE == "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def test_prefixes_are_bound_without_being_declared_and_may_be_redefined(tiny: Path) -> None:
    """The list of the workspace; a PREFIX line in the query wins."""
    engine = OxigraphEngine.load(open_at(str(tiny)))
    assert bool(engine.query("ASK { ent:norvik a trv:State }"))
    assert not bool(engine.query("PREFIX ent: <https://example.org/> ASK { ent:norvik a ?c }"))


def test_answers_are_of_three_kinds(tmp_path: Path) -> None:
    """Rows, a truth value, or triples; DESCRIBE of FROM graphs too."""
    engine = engine_over(tmp_path, THREE)
    assert isinstance(engine.query("SELECT * { ?s ?p ?o }"), QuerySolutions)
    assert isinstance(engine.query("ASK {}"), QueryBoolean)
    found = engine.query(f"DESCRIBE <{BASE}a> FROM <{G}s1> FROM <{G}s2>")
    assert isinstance(found, QueryTriples)
    assert len(list(found)) == 1


def test_values_are_bound_as_terms(tmp_path: Path) -> None:
    """A text that looks like a query stays a text."""
    engine = engine_over(tmp_path, THREE)
    evil = Literal('" } SERVICE <http://localhost:1/> { #')
    rows = engine.query("SELECT ?x { BIND (?x AS ?y) }", bindings={"x": evil})
    assert isinstance(rows, QuerySolutions)
    assert next(rows)["x"] == evil
    with pytest.raises(BadQuery, match="cannot be evaluated"):
        engine.query("SELECT ?s { ?s ?p ?x }", bindings={"x": evil})


@pytest.mark.parametrize(
    "graph", ["<https://example.org/none>", "<file:///etc/passwd>", "<graph/x>"]
)
@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED", "FROM  # note\n"])
def test_graphs_that_are_not_in_the_workspace_are_refused(
    graph: str, clause: str, tmp_path: Path
) -> None:
    """Named and placed, before anything is evaluated."""
    with pytest.raises(ForbiddenQuery, match="no graph"):
        engine_over(tmp_path, THREE).query(f"SELECT * {clause} {graph} {{ ?s ?p ?o }}")


def test_a_rule_is_held_to_the_same_refusals(tmp_path: Path) -> None:
    """A workspace from elsewhere cannot make the engine ask other machines."""
    terms = {"ontology/ontology.ttl": TRIPLE}
    rule = "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }"
    load = "#+ load: true\n"
    with pytest.raises(ForbiddenQuery, match="SERVICE"):
        engine_over(tmp_path / "a", {**terms, "ontology/rules/r.rq": load + rule})
    with pytest.raises(BadQuery, match="CONSTRUCT"):
        engine_over(tmp_path / "b", {**terms, "ontology/rules/r.rq": load + "ASK {}"})


def test_a_malformed_file_anywhere_names_file_line_and_reason(tmp_path: Path) -> None:
    """Ontology, shapes, reference, source: each one is told."""
    places = ("ontology/ontology.ttl", "ontology/shapes.ttl", "graph/r.ttl", "graph/sources/s.ttl")
    for index, name in enumerate(places):
        files = {"ontology/ontology.ttl": TRIPLE, name: TRIPLE + "\n<https://example.org/x> y"}
        with pytest.raises(BadTurtle, match=r".+") as caught:
            engine_over(tmp_path / str(index), files)
        assert name + ":2" in caught.value.where
    with pytest.raises(FileProblem, match="empty"):
        engine_over(tmp_path / "empty", {"ontology/ontology.ttl": TRIPLE, "graph/a.ttl": "\n"})


def test_a_label_is_in_the_language_asked_for_where_there_is_one(tiny: Path) -> None:
    """Else in any, else there is none."""
    engine = OxigraphEngine.load(open_at(str(tiny)))
    iri = "https://example.org/tiny/entity/norvik"
    assert engine.label(iri) == "Norvik"
    assert engine.label(iri, "ru") == "Норвик"
    assert engine.label(iri, "fr") in ("Norvik", "Норвик")
    assert engine.label("https://example.org/none") is None


def test_what_the_engine_knows_is_every_iri_that_stands_anywhere(tmp_path: Path) -> None:
    """Subjects, predicates, objects, graphs; datatypes are listed."""
    engine = engine_over(tmp_path, THREE)
    for iri in (f"{BASE}a", f"{BASE}p", f"{G}s1", "https://example.org/O"):
        assert engine.knows(iri)
        assert iri in engine.iris()
    assert not engine.knows(f"{BASE}b")
    assert "http://www.w3.org/2001/XMLSchema#integer" in engine.iris()


def test_loading_changes_no_file(tmp_path: Path) -> None:
    """The store is derived and thrown away."""
    space = build(tmp_path, THREE)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    OxigraphEngine.load(space)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


class Narrow:
    """An engine that has what the Protocol asks for and no more."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or name not in vars(Engine):
            raise AttributeError(f"the Protocol has no {name}")
        return getattr(self._engine, name)


def test_another_engine_needs_the_protocol_and_no_more(tiny: Path) -> None:
    """Parameters, names, labels and dossiers ask nothing else, and answer the same."""
    from travaux.binding import bind_text, describe
    from travaux.dossier import compile_dossier, compile_paragraph
    from travaux.guard import unknown_terms
    from travaux.names import find, suggest

    whole = OxigraphEngine.load(open_at(str(tiny)))
    narrow: Any = Narrow(whole)
    query = "SELECT ?a ?b ?c ?d { ?a ?b ?c , ?d }"
    given = ["a=Anna Berg", "b=t1:2", "c=t1", "d=2031-05-03"]
    for each in (whole, narrow):
        bound = bind_text(query, given, each)
        assert describe(bound, each) == "a = Anna Berg, b = t1:2, c = report t1, d = 2031-05-03"
    for text in ("Anna Berg", "berg", "holm talks", "ent:suder", "Норвик", "t1"):
        assert find(text, narrow) == find(text, whole) != []
        for one in find(text, whole):
            assert compile_dossier(one.node, narrow) == compile_dossier(one.node, whole)
    assert compile_paragraph("t1:2", narrow) == compile_paragraph("t1:2", whole) is not None
    assert suggest("Ana Berk", narrow) == suggest("Ana Berk", whole) != []
    wrong = "ASK { ?s a trv:Sate }"
    assert unknown_terms(wrong, narrow) == unknown_terms(wrong, whole) != []


def test_quads_are_those_of_the_default_graph(tiny: Path) -> None:
    """Where what three files say stands once."""
    engine = OxigraphEngine.load(open_at(str(tiny)))
    found = list(engine.quads())
    assert len(found) == number(engine, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    one = found[0]
    assert list(engine.quads(one.subject, one.predicate, one.object)) == [one]


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ('["en"]', ["Both", "English", "Anglais", "A"]),
        ('["ru", "en"]', ["Оба", "English", "Anglais", "A"]),
        ('["fr", "ru"]', ["Both", "English", "Anglais", "A"]),
    ],
)
def test_a_label_is_in_the_first_language_of_the_workspace_else_english_else_any(
    languages: str, expected: list[str], tmp_path: Path
) -> None:
    """And one language asked for comes before them all."""
    labels = '"Both"@en , "Оба"@ru ; :p :b . :b @ "English"@en , "Deutsch"@de'
    labels += ' . :c @ "Anglais"@fr . :d @ "B"@pt , "A"@it'
    prefix = "@prefix : <a:> . @prefix r: <http://www.w3.org/2000/01/rdf-schema#> . "
    turtle = prefix + f":a @ {labels} .".replace("@ ", "r:label ")
    toml = TOML + f"languages = {languages}\n"
    engine = OxigraphEngine.load(build(tmp_path, {"graph/reference.ttl": turtle}, toml))
    assert [engine.label(f"a:{name}") for name in "abcd"] == expected
    assert [engine.label(f"a:{name}", "DE") for name in "b"] == ["Deutsch"]
    assert engine.label("a:none") is None
