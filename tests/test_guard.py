"""What is refused is refused before evaluation, by whatever spelling; unknown terms are named."""

from __future__ import annotations

import contextlib
import socket
import threading
from pathlib import Path

import pytest
from conftest import Run
from pyoxigraph import Store
from small import TRIPLE, engine_over

from travaux import guard
from travaux.engine import OxigraphEngine
from travaux.errors import BadQuery, ForbiddenQuery
from travaux.workspace import open_at


@pytest.fixture(scope="module")
def engine(tiny: Path) -> OxigraphEngine:
    return OxigraphEngine.load(open_at(str(tiny)))


class Listener:
    """A local server that hangs up on whoever connects, and notices."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}/"
        self.connections = 0
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self) -> None:
        while True:
            connection = self.server.accept()[0]
            with connection:
                if not connection.recv(9):  # nothing is asked: it is `stop`
                    return
                self.connections += 1

    def stop(self) -> int:
        """How many asked; every one that came before is counted."""
        socket.create_connection(self.server.getsockname()).close()
        self.thread.join()
        self.server.close()
        return self.connections


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
    "ASK { S\\U00000045RVICE <URL> { ?s ?p ?o } }",
    "ASK { ſERVICE <URL> { ?s ?p ?o } }",
    "ASK FROM grp:t1 { SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX SEZVICE: <a:> PREFIX SEZZZZZ: <a:> PREFIX : <URL> ASK { SERVICE:x{ ?s ?p ?o } }",
    # A line that begins with # is not always a comment, and a comment does not end at every break.
    'SELECT * { BIND("""\n# """ AS ?x) SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { BIND('''\r# ''' AS ?x) SERVICE <URL> { ?s ?p ?o } }",
    'SELECT ("\x0b# " AS ?x) { SERVICE <URL> { ?s ?p ?o } }',
    'SELECT ("\x85# " AS ?x) { SERVICE <URL> { ?s ?p ?o } }',
    'SELECT ("\u2028#+ " AS ?x) { SERVICE <URL> { ?s ?p ?o } }',
    "#+ summary: x\rASK { SERVICE <URL> { ?s ?p ?o } }",
    "#+ summary: x\n#\n#\rSELECT * {\n#\r SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX a: <x:> ASK { a:b a:c a:d\\#e\nOPTIONAL {\n SERVICE <URL> { ?s ?p ?o } } }",
]
NAMED = [query for query in SERVICES if "SERVICE <" in query and query.count("ASK") < 2]


@pytest.mark.parametrize("query", SERVICES)
def test_no_spelling_of_service_asks_another_machine(query: str, engine: OxigraphEngine) -> None:
    """The parser that would run it decides; nothing ever connects."""
    listener = Listener()
    with contextlib.suppress(BadQuery):
        list(engine.query(query.replace("URL", listener.url)))
    assert listener.stop() == 0
    with pytest.raises(BadQuery):
        engine.query(query.replace("URL", listener.url))


@pytest.mark.parametrize("query", NAMED)
def test_service_is_refused_by_name(query: str, engine: OxigraphEngine) -> None:
    """The error says what is refused and where."""
    with pytest.raises(ForbiddenQuery, match="SERVICE is refused") as caught:
        engine.query(query.replace("URL", "http://127.0.0.1:1/"))
    assert "^" in caught.value.hint


def test_the_server_of_these_tests_notices_a_request() -> None:
    """Else nothing would be shown: the bare store does ask the other machine."""
    listener = Listener()
    with pytest.raises(OSError):
        list(Store().query(SERVICES[0].replace("URL", listener.url)))
    assert listener.stop() >= 1


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
        "SELECT ?from ?frzm ?FROM ?service ?sezvice { ?from ?service ?o }",
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


FROMS = [
    'SELECT ("""\n# """ AS ?x) CLAUSE { ?s ?p ?o }',
    'SELECT ("\u2028# " AS ?x) CLAUSE { ?s ?p ?o }',
    'SELECT ("\x0b#" AS ?x) CLAUSE { ?s ?p ?o }',
    "SELECT (1 AS ?x)\n#\r CLAUSE { ?s ?p ?o }",
    "SELECT (1 AS ?x) CLAUSE\n# FROM <a:b>\n{ ?s ?p ?o }",
    "SELECT (1<?a&&?b>2 AS ?x) CLAUSE { ?s ?p ?o }",
    "SELECT (1 AS ?x) CLAUSE { ?s ?p ?o FILTER(' FROM grp:t3' != ' FROM <a:b>') }",
]


@pytest.mark.parametrize("query", FROMS)
def test_no_spelling_of_from_asks_graphs_as_a_bag_or_graphs_that_are_not_there(
    query: str, tmp_path: Path
) -> None:
    """A triple of two graphs counts once by every road; a file is no graph."""
    files: dict[str, str | bytes] = {f"graph/sources/t{n}.ttl": TRIPLE for n in (1, 2)}
    engine = engine_over(tmp_path, {"ontology/ontology.ttl": TRIPLE, **files})
    graphs = " ".join(f"FROM <{iri}>" for iri in engine.graphs)
    assert len(list(engine.query(query.replace("CLAUSE", graphs)))) == 1
    for stranger in ("file:///etc/passwd", "http://127.0.0.1:1/"):
        with pytest.raises(ForbiddenQuery, match="no graph"):
            engine.query(query.replace("CLAUSE", f"{graphs} FROM <{stranger}>"))


def test_a_from_in_a_text_keeps_its_letters(engine: OxigraphEngine) -> None:
    """Only clauses are taken out, also where the tokens are cut otherwise than by Oxigraph."""
    query = "SELECT ('a FROM grp:t1' AS ?x) (1<?a&&'>FROM grp:t2 #'>?b AS ?y)\nFROM grp:t1 {}"
    asked, dataset = guard.prepare(query, engine)
    assert dataset is not None
    assert [iri.rpartition("/")[2] for iri in dataset.merged] == ["t1"]
    assert asked.split() == query.replace("\nFROM grp:t1", "").split()


def test_a_prefix_that_looks_like_a_misspelt_from_hides_none(engine: OxigraphEngine) -> None:
    """What stands for the keyword while it is looked for is a word that occurs nowhere."""
    declared = " ".join(f"PREFIX FR{a}M: <a:> PREFIX FR{a}{a}: <a:>" for a in "ZQXJKVW")
    with pytest.raises(ForbiddenQuery, match="FROM clause"):
        engine.query(f"{declared} PREFIX : <http://x/> DESCRIBE <a:b> FROM:x {{}}")


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


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_brackets_too_deep_for_the_parser_are_refused(pair: str, run: Run) -> None:
    """The parser would run out of stack, and the process die without a word."""
    query = "SELECT * { " + pair[0] * 20_000 + pair[1] * 20_000 + " }"
    answer = run("sparql", "-", input=query)
    assert answer.returncode == 2
    assert "nested more than 1000 deep" in answer.stderr


def test_brackets_in_texts_are_not_counted(run: Run) -> None:
    """Only what the parser nests is nested."""
    query = 'ASK { BIND ("' + "(" * 2000 + '" AS ?x) }'
    assert run("sparql", "-", input=query).stdout == "yes\n"
