"""What is refused is refused before evaluation, by whatever spelling; unknown terms are named."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from small import TRIPLE, engine_over

from travaux import guard
from travaux.engine import OxigraphEngine
from travaux.errors import BadQuery, ForbiddenQuery
from travaux.workspace import open_at


@pytest.fixture(scope="module")
def engine(tiny: Path) -> OxigraphEngine:
    return OxigraphEngine.load(open_at(str(tiny)))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A local server that notices any connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { service<URL>{ ?s ?p ?o } }",
    "ASK { SERVICE SILENT <URL> {} }",
    "SELECT * { OPTIONAL { { SERVICE # note\n <URL> { ?s ?p ?o } } } }",
    "PREFIX ex: <URL> ASK { SERVICEex:x{ ?s ?p ?o } }",
    "PREFIX : <URL> ASK { SERVICE:x{ ?s ?p ?o } }",
    "ASK { BIND(<URL> AS ?g) SERVICE ?g { ?s ?p ?o } }",
    "ASK { BIND(<URL> AS ?g) FILTER(1<2)SERVICE#>\n?g{ ?s ?p ?o } }",
    "ASK { BIND(<URL> AS ?g) FILTER(1<?b)SERVICE?g#>\n{ ?s ?p ?o } }",
    "ASK { ?s ?p \"'\" . SERVICE <URL> { ?s ?p '\"' } }",
    "ASK { ?s ?p '''a''''' } ASK { SERVICE <URL> {} }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "ASK { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "ASK FROM grp:t1 { SERVICE <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_no_spelling_of_service_asks_another_machine(
    query: str, engine: OxigraphEngine, listener: socket.socket
) -> None:
    """The parser that would run it decides; nothing ever connects."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    with pytest.raises(BadQuery):
        engine.query(query.replace("URL", url))
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("query", SERVICES[:7] + SERVICES[11:15])
def test_service_is_refused_by_name(query: str, engine: OxigraphEngine) -> None:
    """The error says what is refused and where."""
    with pytest.raises(ForbiddenQuery, match="SERVICE is refused") as caught:
        engine.query(query.replace("URL", "http://127.0.0.1:1/"))
    assert "^" in caught.value.hint


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/> { }' }",
        'SELECT * { ?s ?p """\nSERVICE <http://x/> { }\nFROM <http://x/>""" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {}",
        "# SERVICE\nSELECT ?service ?from { ?service ?from ?LOAD }",
        "SELECT * { <http://SERVICE/FROM#SERVICE> ?p ?o }",
        "PREFIX service: <x:> PREFIX from: <y:> SELECT * { service:from from:load ?o }",
        "SELECT * { ?s ?p 'x'@service }",
    ],
)
def test_the_words_may_stand_in_texts_comments_names_and_iris(
    query: str, engine: OxigraphEngine
) -> None:
    """Only the keyword is refused."""
    assert list(engine.query(query)) is not None
    assert guard.prepare(query, engine)[1] is None


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/>",
        "load silent <file:///etc/passwd> into graph <a:b>",
        "PREFIX a: <b:> # note\nINSERT DATA { a:b a:c a:d }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_by_name(update: str, engine: OxigraphEngine) -> None:
    """The command line only reads."""
    size = len(engine.store)
    with pytest.raises(ForbiddenQuery, match="is refused: queries only read"):
        engine.query(update)
    assert len(engine.store) == size


@pytest.mark.parametrize(
    "clause", ["FROM grp:t3", "FROM NAMED grp:t3", "from<https://x/y>", "FROM grp:t1 FROM grp:t3"]
)
def test_a_graph_that_is_not_there_is_refused_with_the_nearest(
    clause: str, engine: OxigraphEngine
) -> None:
    """A mistyped graph is no empty graph."""
    with pytest.raises(ForbiddenQuery, match="no graph") as caught:
        engine.query(f"SELECT * {clause} {{ ?s ?p ?o }}")
    assert "grp:t" in caught.value.hint


@pytest.mark.parametrize("text", ["SELECT*FROMgrp:t1{?s ?p ?o}", "SELECT * FROMNAMEDgrp:t1{}"])
def test_a_from_that_only_the_parser_sees_is_not_run_as_a_bag(
    text: str, engine: OxigraphEngine
) -> None:
    """Oxigraph reads FROMgrp:t1 as FROM; what we cannot merge we refuse."""
    with pytest.raises(BadQuery):
        engine.query(text)


def test_a_misplaced_from_is_a_syntax_error(engine: OxigraphEngine) -> None:
    """Taking FROM clauses out must not mend a broken query."""
    with pytest.raises(BadQuery, match="FROM cannot stand here"):
        engine.query("SELECT * { FROM grp:t1 ?s ?p ?o }")


def test_errors_behind_a_from_keep_their_place(engine: OxigraphEngine) -> None:
    """Positions are those of the text as written."""
    with pytest.raises(BadQuery) as caught:
        engine.query("SELECT *\nFROM grp:t1 FROM grp:t2\n{ ?s ?p }")
    assert caught.value.where == "line 3, column 9"


def test_terms_that_exist_nowhere_are_named_with_the_nearest(engine: OxigraphEngine) -> None:
    """A typing error is found although the query runs and finds nothing."""
    query = """SELECT * {
      ?s a trv:Positon ; trv:holder ent:sunder ; rdfs:lable ?l ; trv:attitude ent:rejects }"""
    messages = guard.unknown_terms(query, engine)
    assert [message.split(" exists")[0] for message in messages] == [
        "trv:Positon (line 2, column 12)",
        "ent:sunder (line 2, column 37)",
        "rdfs:lable (line 2, column 50)",
        "ent:rejects (line 2, column 79)",
    ]
    for message, near in zip(
        messages, ("trv:Position", "ent:suder", "rdfs:label", "con:rejects"), strict=True
    ):
        assert message.endswith(f"nowhere in the workspace; the nearest is {near}")


def test_terms_that_exist_anywhere_are_not_named(engine: OxigraphEngine) -> None:
    """Also not those of shapes, graphs, datatypes, functions and templates."""
    query = """CONSTRUCT { ?s trv:made ?o } WHERE { GRAPH grp:t1 { ?s trv:said ?o }
      FILTER (?o > "2031"^^edtf:EDTF && xsd:date(?o) < NOW()) ?x fish:none* ent:norvik }"""
    assert [m.split()[0] for m in guard.unknown_terms(query, engine)] == ["fish:none"]


def test_nothing_near_is_said_where_nothing_is_near(tmp_path: Path) -> None:
    """No far-fetched advice."""
    engine = engine_over(tmp_path, {"ontology/ontology.ttl": TRIPLE})
    message = guard.unknown_terms("ASK { <urn:qqq> ?p ?o }", engine)[0]
    assert message == "<urn:qqq> (line 1, column 7) exists nowhere in the workspace"


def test_misspelling_keeps_every_position() -> None:
    """Each occurrence is changed in one letter, its case kept; other letters grow no longer."""
    text = "ß Service SERVICE xservicey ſervice From"
    changed = guard.misspelt(text, "SERVICE", "FROM")
    assert changed == "ß Sezvice SEZVICE xsezvicey ſervice Frzm"


def test_the_shortest_name_of_an_iri_uses_the_longest_prefix() -> None:
    """As a person would write it in a query."""
    bound = {"a": "https://x/", "b": "https://x/y#"}
    assert guard.compact("https://x/y#z", bound) == "b:z"
    assert guard.compact("https://x/z", bound) == "a:z"
    assert guard.compact("https://x/z/w", bound) == "<https://x/z/w>"
    assert guard.compact("urn:z", bound) == "<urn:z>"
