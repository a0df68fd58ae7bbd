"""Rules on which rows rest on inference: those that the query does not give without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
from small import engine_over

from travaux.engine import OxigraphEngine
from travaux.resting import inferring, unlimited

FILES: dict[str, str | bytes] = {
    "ontology/ontology.ttl": "<urn:x:a> <urn:x:near> <urn:x:b> .\n"
    "<urn:x:b> <urn:x:near> <urn:x:c> .",
    "ontology/rules/back.rq": "#+ summary: Near is near from both sides.\n"
    "CONSTRUCT { ?y <urn:x:near> ?x } WHERE { ?x <urn:x:near> ?y . }",
}


@pytest.fixture
def engine(tmp_path: Path) -> OxigraphEngine:
    return engine_over(tmp_path, FILES)


def marked(engine: OxigraphEngine, text: str) -> list[tuple[str, str]]:
    """The first column of each row with its mark."""
    said = inferring(text, engine)
    answer = engine.query(text)
    assert isinstance(answer, QuerySolutions)
    rows = list(answer)
    return [(row[0].value, mark) for row, mark in zip(rows, said.marks(rows), strict=True)]


def test_a_row_that_only_inference_gives_is_marked(engine: OxigraphEngine) -> None:
    """And no other."""
    found = marked(engine, "SELECT ?x { <urn:x:b> <urn:x:near> ?x } ORDER BY ?x")
    assert found == [("urn:x:a", "yes"), ("urn:x:c", "")]


def test_of_equal_rows_as_many_are_marked_as_inference_adds(engine: OxigraphEngine) -> None:
    """Rows are counted, not only told apart."""
    found = marked(engine, "SELECT ('row' AS ?x) { ?s <urn:x:near> ?o }")
    assert found == [("row", ""), ("row", ""), ("row", "yes"), ("row", "yes")]


def test_a_count_that_inference_changes_rests_on_it(engine: OxigraphEngine) -> None:
    """What is counted is not said as it stands there."""
    text = "SELECT ?x (COUNT(*) AS ?n) { ?x <urn:x:near> ?y } GROUP BY ?x ORDER BY ?x"
    assert marked(engine, text) == [("urn:x:a", ""), ("urn:x:b", "yes"), ("urn:x:c", "yes")]


def test_a_limit_does_not_make_a_said_row_look_inferred(engine: OxigraphEngine) -> None:
    """Without inference the row would come behind the limit, or before the offset."""
    text = "SELECT ?x { ?x <urn:x:near> ?y } ORDER BY ?x ?y LIMIT 1 OFFSET 2"
    assert marked(engine, text) == [("urn:x:b", "")]


def test_only_limits_of_the_query_itself_are_taken_away() -> None:
    """That of a sub-select is part of what is asked; nothing else moves."""
    text = "SELECT ?x { { SELECT ?x { ?x ?y 'LIMIT 3' } LIMIT 2 } } ORDER BY ?x limit 5 OFFSET 1"
    assert unlimited(text) == text.replace("limit 5 OFFSET 1", " " * 16)


@pytest.mark.parametrize(
    ("text", "kind", "note"),
    [
        ("ASK { <urn:x:b> <urn:x:near> <urn:x:a> }", QueryBoolean, "this answer rests"),
        ("ASK { <urn:x:a> <urn:x:near> <urn:x:b> }", QueryBoolean, "the same without inference"),
        ("CONSTRUCT WHERE { ?x <urn:x:near> ?y }", QueryTriples, "2 of 4 triples rest on"),
        ("SELECT ?x { ?x <urn:x:near> <urn:x:a> }", QuerySolutions, "the row rests on inference"),
        ("SELECT ?x { ?x <urn:x:far> <urn:x:a> }", QuerySolutions, "no row rests on inference"),
        ("SELECT * FROM <{}> {{ ?x ?y ?z }}", QuerySolutions, "2 of 2 rows rest on inference"),
    ],
)
def test_the_note_says_how_much_rests_on_inference(
    text: str, kind: type, note: str, engine: OxigraphEngine
) -> None:
    """For every kind of answer; also where only inference makes the graph that is named."""
    text = text.format(engine.inferred) if "FROM" in text else text
    said = inferring(text, engine)
    answer = engine.query(text)
    assert isinstance(answer, kind)
    assert said.note(answer).startswith(note)
