"""Advice on words: the words of SPARQL that Oxigraph knows, and what was meant."""

from __future__ import annotations

from pyoxigraph import Store

from travaux import words
from travaux.tokens import tokenize


def test_every_sentence_that_is_translated_is_one_of_oxigraphs() -> None:
    """A new Oxigraph that words them differently is noticed here."""
    faults = {
        words.UNBOUND: "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }",
        words.DUPLICATE: "SELECT (1 AS ?x) (2 AS ?x) {}",
        words.OVERRIDES: "SELECT (1 AS ?x) { ?x ?p ?o }",
        words.STAR: "SELECT * { ?s ?p ?o } GROUP BY ?s",
    }
    assert set(faults) == set(words.SENTENCES)
    for sentence, query in faults.items():
        try:
            Store().query(query)
        except SyntaxError as error:
            assert sentence in str(error)
        else:
            raise AssertionError(query)


def test_the_variable_that_a_bind_reuses_is_found() -> None:
    """Only one that stands before it."""
    assert words.rebound(tokenize("{ ?s ?p ?o . BIND (1 AS ?o)")) == "?o"
    assert words.rebound(tokenize("{ ?s ?p ?o . BIND (1 AS ?x)")) == ""


def test_expectations_are_told_only_where_there_is_one() -> None:
    """Oxigraph's long lists help nobody."""
    assert words.expected('error at 1:3: expected "{"\nmore') == "Expected {"
    assert words.expected('error at 1:3: expected one of "{", "}"') == ""
