"""A syntax error points at the offending token and says what was probably meant."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from travaux import syntax
from travaux.engine import OxigraphEngine
from travaux.errors import BadQuery

PREFIXES = {"trv": "https://x/trv#", "rdfs": "https://x/rdfs#", "con": "https://x/con/"}
ENGINE = OxigraphEngine(Store(), PREFIXES, "the workspace", None)

# The query with the offending token in «»; a part of what is said; a part of the hint.
CASES = [
    ("«SELEC» ?s { ?s ?p ?o }", "SELEC is not a word", "Did you mean SELECT?"),
    ("SELECT ?s «WERE» { ?s ?p ?o }", "WERE is not a word", "WHERE?"),
    ("SELECT «DISTINT» ?s {}", "not a word", "DISTINCT?"),
    ("SELECT ?s\nWHERE {\n ?s ?p ?o .\n «FILTR»(?o > 3)\n}", "not a word", "FILTER?"),
    ("SELECT ?s { ?s ?p ?o «OPTINAL» { ?s ?p 3 } }", "not a word", "OPTIONAL?"),
    ("SELECT ?s { ?s ?p ?o FILTER NOT «EXIST» {} }", "not a word", "EXISTS?"),
    ("SELECT ?s { {} «UNOIN» {} }", "not a word", "UNION?"),
    ("SELECT ?s { ?s ?p ?o FILTER(«REGX»(?o, 'x')) }", "not a word", "REGEX?"),
    ("SELECT ?s { ?s ?p ?o } «ODER» BY ?s", "not a word", "ORDER?"),
    ("SELECT (GROUP_CONCAT(?x; «SEPERATOR»=',') AS ?y) {}", "not a word", "SEPARATOR?"),
    ("SELECT ?s { ?s «hasname» trv:x }", "not a word", "?hasname"),
    ("SELECT ?s { ?s ?p ?o } ORDER «?s»", "cannot stand here", "Expected BY"),
    ("SELECT ?s { ?s ?p ?o } LIMIT «x»", "LIMIT needs a number", ""),
    ("SELECT ?s { ?s ?p ?o «LIMIT» 3 }", "LIMIT cannot stand here", ""),
    ("SELECT (COUNT(?s) AS «n») {}", "AS needs a variable", "?n"),
    ("SELECT «COUNT»(?s) { ?s ?p ?o }", "needs parentheses", "(COUNT(...) AS ?name)"),
    ("SELECT ?s«,» ?p { ?s ?p ?o }", "no comma", "spaces"),
    ("SELECT ?s WHERE «(» ?s ?p ?o )", "( cannot stand", "Expected {"),
    ("SELECT * { ?s ?p ?o FILTER «?o» > 3 }", "FILTER needs a condition", "FILTER (...)"),
    ("SELECT * { ?s ?p ?o FILTER(?o =«=» 3) }", "== is not an operator", "One ="),
    ("SELECT ?s { ?s «foo:bar» ?o }", "the prefix foo: is not known", "con: rdfs: trv:"),
    ("SELECT ?s { ?s «trb:x» ?o }", "the prefix trb: is not known", "Did you mean trv:?"),
    ("PREFIX «a» <http://x> SELECT * {}", "PREFIX needs a name and a colon", "PREFIX ex:"),
    ("SELECT ?s { ?s a «<foo>» }", "not an absolute IRI", "prefix"),
    ("SELECT ?s { ?s a «<»foo bar> }", "not an IRI", ""),
    ("SELECT ?s { ?s a «<»http://x }", "without its closing >", ""),
    ("SELECT ?s «{» ?s ?p ?o ", "{ is never closed", ""),
    ("SELECT ?s { ?s ?p ?o } «}»", "} closes nothing", ""),
    ("SELECT * { FILTER(?o > 3 «}»", "} does not close the ( of line 1, column 18", ""),
    ("SELECT ?s { ?s ?p «}»", "too early", ""),
    ("SELECT ?s { ?s ?p ?o, «}»", "too early", ""),
    ('SELECT ?s { ?s ?p «"abc }»\n}', "without its closing quote", '"'),
    ("SELECT ?s { ?s ?p «'''abc }\n}»", "without its closing quote", "'''"),
    ("SELECT ?s { ?s ?p ?o «%» }", "% cannot stand", ""),
    ("SELECT", "ends too early", ""),
    ("  \n# nothing\n", "the query is empty", ""),
    ("SELECT ?s «?o» (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?s", "neither grouped", "GROUP BY"),
    ("SELECT (1 AS ?x) (2 AS «?x») {}", "selected twice", "another name"),
    ("SELECT (1 AS «?x») { ?x ?p ?o }", "already a variable", "another name"),
    ("SELECT «*» { ?s ?p ?o } GROUP BY ?s", "cannot stand with GROUP BY", "columns"),
    ("SELECT ?s { ?s ?p ?o . BIND(1 AS ?o) «}»", "in use", "?o another name"),
    ("SELECT * { VALUES(?a ?b) { (1) «}» }", "row of VALUES", "UNDEF"),
    ("SELECT * { _:a ?p ?o . OPTIONAL { «_:a» ?q ?r } }", "two patterns", "variable"),
    ("SELECT ?s {\n\t?s\ttrv:x '𝔸日本' ;\n\t ?p «}»", "too early", ""),
    ("SELECT ?s { ?s trv:x '𝔸日本é', «FILTR» }", "not a word", "FILTER?"),
    ("SELECT ?s {\r\n ?s ?p «]» }", "] does not close the { of line 1, column 11", ""),
    ("# note\nSELECT ?s { # {\n ?s ?p ?o «UNIN» # }\n}", "not a word", "UNION?"),
]


@pytest.mark.parametrize(("marked", "what", "hint"), CASES)
def test_the_caret_stands_under_the_offending_token(marked: str, what: str, hint: str) -> None:
    """Line, column and carets are those of the token, whatever Oxigraph reports."""
    text = marked.replace("«", "").replace("»", "")
    with pytest.raises(BadQuery) as caught:
        ENGINE.query(text)
    assert what in caught.value.what
    assert hint in caught.value.hint
    if "«" not in marked:
        return
    before = marked.split("«")[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert caught.value.where == f"line {line}, column {column}"
    token = marked.split("«")[1].split("»")[0].split("\n")[0]
    shown, carets = caught.value.hint.split("\n")[:2]
    assert token in shown
    assert carets.strip() == "^" * len(token)


def test_a_query_in_a_file_is_placed_by_file_line_and_column() -> None:
    """So that an editor can go there."""
    with pytest.raises(BadQuery) as caught:
        ENGINE.query("SELECT *\n{ ?s }", name="queries/x.rq")
    assert caught.value.where == "queries/x.rq:2:6"


def test_the_caret_allows_for_wide_and_combining_characters() -> None:
    """Columns of a terminal, not of a file."""
    assert syntax.excerpt("日本 e\u0301 x", 6, 7) == "日本 e\u0301 x\n       ^"


def test_a_tab_is_shown_as_one_space() -> None:
    """Else the caret would stand elsewhere in every terminal."""
    assert syntax.excerpt("\tx\ty", 3, 4) == " x y\n   ^"


def test_a_long_line_is_shown_around_the_fault() -> None:
    """At most 76 columns, the token among them."""
    text = "?a " * 100 + "!!" + " ?b" * 100
    line, carets = syntax.excerpt(text, 300, 302).split("\n")
    assert len(line) <= 76
    assert line[carets.index("^") : carets.rindex("^") + 1] == "!!"


def test_a_fault_at_the_very_end_is_pointed_at() -> None:
    """The caret stands behind the last token."""
    assert syntax.excerpt("SELECT", 6, 6) == "SELECT\n      ^"
