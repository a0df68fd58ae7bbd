"""Columns taken out of finished W3C results by name."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from travaux import columns

QUERY = """SELECT ?a ?b ?c { VALUES (?a ?b ?c) {
  (1 "x, \\"y\\"\\nz"@en <http://e/?a>) (UNDEF "tab\\there" "") (3 UNDEF "кириллица <&>") } }"""
FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


def written(query: str, format: str) -> str:
    """What the engine writes."""
    answer = Store().query(query)
    assert isinstance(answer, QuerySolutions)
    data = answer.serialize(format=FORMATS[format])
    assert data is not None
    return data.decode()


def kept(query: str, format: str, names: tuple[str, ...]) -> str:
    """The columns asked for, of what a query with all three gives."""
    if format == "csv":
        answer = Store().query(query)
        assert isinstance(answer, QuerySolutions)
        return columns.csv(answer, names)
    return columns.KEEP[format](written(query, format), ["a", "b", "c"], names)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("names", [("a", "b"), ("c", "a"), ("b",), ("c", "b", "a")])
def test_kept_columns_are_what_the_engine_writes_for_a_query_that_selects_them(
    format: str, names: tuple[str, ...]
) -> None:
    """Dropping a column equals never having asked for it: the values are not touched."""
    chosen = " ".join(f"?{name}" for name in names)
    expected = written(QUERY.replace("SELECT ?a ?b ?c", f"SELECT {chosen}"), format)
    found = kept(QUERY, format, names)
    if format == "json":
        assert json.loads(found) == json.loads(expected)
    elif format == "xml":
        assert ElementTree.canonicalize(found) == ElementTree.canonicalize(expected)
    else:
        assert found == expected


@pytest.mark.parametrize("format", ["tsv", "json", "xml"])
def test_what_is_left_is_still_a_w3c_result(format: str) -> None:
    """Another reader of the standard format reads it."""
    found = kept(QUERY, format, ("c", "b"))
    answer = parse_query_results(found.encode(), FORMATS[format])
    assert isinstance(answer, QuerySolutions)
    assert [variable.value for variable in answer.variables] == ["c", "b"]
    assert len(list(answer)) == 3


def test_csv_with_commas_quotes_and_line_ends_is_read_back_as_it_was() -> None:
    """In IRIs too, which the engine itself would leave unquoted."""
    text = kept(QUERY.replace("/?a", "/?a,b"), "csv", ("c", "b", "a"))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [
        ["c", "b", "a"],
        ["http://e/?a,b", 'x, "y"\nz', "1"],
        ["", "tab\there", ""],
        ["кириллица <&>", "", "3"],
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_answer_is_counted_as_none_and_any_other_is_not(format: str) -> None:
    """ "No rows" is said when there are none, and only then."""
    none = written(QUERY + " LIMIT 0", format)
    assert columns.count(none.encode(), format) == 0
    assert columns.count(written(QUERY, format).encode(), format) > 0
    one = written('SELECT ?a { VALUES ?a { "" } }', format)
    assert columns.count(one.encode(), format) == 1
    unbound = written("SELECT ?a { }", format)
    assert columns.count(unbound.encode(), format) == 1
