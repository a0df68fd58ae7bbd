"""Where a query's SELECTs are and whether binding a variable would reach them all."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Variable

from travaux.selects import selects, substitution_problems

P = "<http://e/p>"
INNER = f"{{ SELECT ?y (COUNT(?z) AS ?n) {{ ?x {P} ?y }} GROUP BY ?y }}"


def test_each_select_with_what_it_projects_and_mentions() -> None:
    """Variables inside an expression are mentioned, not projected."""
    outer, inner = selects(f"SELECT ?x (STR(?y) AS ?s) {{ ?x {P} ?y {INNER} }} ORDER BY ?w")
    assert outer.projected == ["x"]
    assert outer.order == ["x", "y", "s", "z", "n", "w"]
    assert inner.projected == ["y"]
    assert inner.order == ["y", "z", "n", "x"]


def test_a_select_ends_with_its_group() -> None:
    """What follows a sub-select's braces belongs to the outer query."""
    _, inner = selects(f"SELECT * {{ {{ SELECT ?y {{ ?y {P} 1 }} }} ?a {P} ?b }}")
    assert inner.order == ["y"]


def test_words_in_strings_comments_and_iris_are_not_selects() -> None:
    """Only the keyword counts."""
    text = f'SELECT ?a {{ ?a {P} "SELECT ?b {{" . <http://e/SELECT?c> {P} ?a # SELECT ?d\n }}'
    (only,) = selects(text)
    assert only.order == ["a"]


def test_a_star_projects_everything_but_the_star_of_count_does_not() -> None:
    """COUNT(*) and multiplication are no projection."""
    assert selects(f"SELECT * {{ ?a {P} ?b }}")[0].star
    assert not selects(f"SELECT (COUNT(*) AS ?n) (2*3 AS ?m) {{ ?a {P} ?b }}")[0].star
    assert selects("ASK {}") == []


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?x ?y {{ ?x {P} ?y }}",
        f"SELECT * {{ ?x {P} ?y }}",
        f"SELECT ?x ?n {{ {{ SELECT ?x (COUNT(?y) AS ?n) {{ ?x {P} ?y }} GROUP BY ?x }} }}",
        f"SELECT ?x ?n {{ ?x {P} ?n {{ SELECT ?z {{ ?z {P} ?w }} }} }}",
        f"SELECT ?x ?y {{ ?x {P} ?y FILTER(COALESCE(?x = ?y, true)) }}",
        f"ASK {{ ?x {P} ?y }}",
        f"CONSTRUCT {{ ?x {P} ?y }} {{ ?x {P} ?y }}",
        f"select $x $y {{ $x {P} $y }}",
    ],
)
def test_a_variable_that_every_select_projects_can_be_bound(text: str) -> None:
    """No false alarm."""
    assert substitution_problems(text, ["x"]) == []


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?y {{ ?x {P} ?y }}",
        f"SELECT ?x ?y {{ {{ SELECT ?y {{ ?x {P} ?y }} }} }}",
        f"SELECT ?n {{ {{ SELECT ?x (COUNT(?y) AS ?n) {{ ?x {P} ?y }} GROUP BY ?x }} }}",
        f"SELECT ?x {{ ?x {P} ?y FILTER EXISTS {{ SELECT ?y {{ ?x {P} ?y }} }} }}",
        f"SELECT ?x (STR(?x) AS ?y) {{ {{ SELECT (MAX(?x) AS ?z) {{ ?x {P} ?y }} }} }}",
        f"SELECT ?x ?y {{ ?x {P} ?y FILTER(BOUND(?x)) }}",
        f"SELECT ?x ?y {{ ?x {P} ?y BIND(?x AS ?w) }}",
        f"SELECT ?a {{ ?a {P} ?b }}",
    ],
)
def test_a_variable_that_would_be_ignored_or_fail_is_told(text: str) -> None:
    """Each of these is refused or wrongly answered by the engine."""
    assert substitution_problems(text, ["x"])


def test_the_traps_are_real_in_the_engine_in_use() -> None:
    """The rule guards against what Oxigraph does; if it no longer does, the rule may go."""
    store = Store()
    a, b, c = (NamedNode(f"http://e/{name}") for name in "abc")
    for subject, value in ((a, b), (c, b)):
        store.add(Quad(subject, NamedNode("http://e/p"), value, DefaultGraph()))

    def rows(text: str) -> list[list[str]]:
        answer = store.query(text, substitutions={Variable("x"): a})
        return [[str(term) for term in row] for row in answer]  # type: ignore[union-attr]

    with pytest.raises(RuntimeError):
        rows(f"SELECT ?y {{ ?x {P} ?y }}")
    assert len(rows(f"SELECT ?x ?y {{ {{ SELECT ?y {{ ?x {P} ?y }} }} }}")) == 2
    assert len(rows(f"SELECT ?x ?y {{ {{ SELECT ?x ?y {{ ?x {P} ?y }} }} }}")) == 1
    bound = rows(f"SELECT ?x ?w {{ ?z {P} ?y BIND(BOUND(?x) AS ?w) }}")
    assert "false" in bound[0][1]
    assert rows(f"SELECT ?x ?w {{ ?z {P} ?y BIND(?x AS ?w) }}")[0][1] == "None"


def test_a_problem_names_the_line_of_the_select() -> None:
    """The author of a question finds the place."""
    text = f"SELECT ?x ?y {{\n  {{ SELECT ?y {{ ?x {P} ?y }} }}\n}}"
    assert substitution_problems(text, ["x"]) == [
        "?x is not projected by the SELECT in line 2",
    ]


EXPRESSIONS = """?x | (?x) | ((?x)) | COALESCE(?x) | COALESCE((?x)) | (COALESCE(((?x)))) | $x
    IF(true, ?x, 1) | IF(false, 1, (?x)) | IF(BOUND(?z), ?x, 2) | COALESCE(IF(true, ?x, 1))
    COALESCE(?none, ?x) | COALESCE(COALESCE(?x)) | IF(true, COALESCE(?x), 1)
    STR(?x) | STR((?x)) | IRI(COALESCE(?x)) | COALESCE(IRI(?x)) | COALESCE(?x, 1) | (IRI((?x)))
    COALESCE(1/0, ?x) | ?x = <a:b> | (?x) IN (1, <a:b>) | <a:b> IN ((?x)) | IF(STR(?x) = "a", 1, 2)
"""


@pytest.mark.parametrize("value", [v.strip() for v in re.split(r"[|\n]", EXPRESSIONS.strip())])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x ?k { VALUES ?z { 1 } BIND(VALUE AS ?k) }",
        "SELECT ?x (VALUE AS ?k) { VALUES ?z { 1 } }",
        "SELECT ?x ?k { VALUES ?z { 1 } { SELECT ?x ?k { VALUES ?z { 1 } BIND(VALUE AS ?k) } } }",
    ],
)
def test_an_expression_that_would_stay_empty_is_told_and_no_other(value: str, query: str) -> None:
    """Oxigraph itself is the judge, of a variable however it is wrapped."""
    text = query.replace("VALUE ", value + " ")
    answer = Store().query(text, substitutions={Variable("x"): NamedNode("a:b")})
    (row,) = answer  # type: ignore[union-attr]
    assert bool(substitution_problems(text, ["x"])) is (row["k"] is None)  # type: ignore[index]


def test_a_branch_of_an_if_is_told_in_any_case() -> None:
    """Which conditions Oxigraph decides beforehand is not for us to know."""
    assert substitution_problems("SELECT ?x (IF(?z = 1, ?x, 2) AS ?k) { ?z ?p ?x }", ["x"])


def test_brackets_that_do_not_pair_are_for_the_parser_to_tell() -> None:
    """A query that lacks its opening bracket is malformed; looking at it is no bug."""
    assert substitution_problems("SELECT ?a\n ?b trv:p ?c .\n} ORDER BY ?a", ["a"]) == []
