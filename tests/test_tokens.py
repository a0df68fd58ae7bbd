"""The tokens of a query are what SPARQL takes them for."""

from __future__ import annotations

import pytest

from travaux import tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens.tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?s $t", [("var", "?s"), ("var", "$t")]),
        ("a:b a: :b :", [("pname", "a:b"), ("pname", "a:"), ("pname", ":b"), ("pname", ":")]),
        ("a:b.c a:b.", [("pname", "a:b.c"), ("pname", "a:b"), ("op", ".")]),
        (r"a:b\-c\#d", [("pname", r"a:b\-c\#d")]),
        ("<a#b> # <c>\n<d>", [("iri", "<a#b>"), ("iri", "<d>")]),
        ("?a<?b", [("var", "?a"), ("op", "<"), ("var", "?b")]),
        ("?a <= ?b", [("var", "?a"), ("op", "<="), ("var", "?b")]),
        ("'a' \"b\"@en-GB", [("string", "'a'"), ("string", '"b"'), ("lang", "@en-GB")]),
        ('"a # \\" SERVICE"', [("string", '"a # \\" SERVICE"')]),
        ("'''a\n'b'' # '''", [("string", "'''a\n'b'' # '''")]),
        ('"" """a"""', [("string", '""'), ("string", '"""a"""')]),
        ("1 1.5 -2 3e5 .5 6.", None),
        ("'1'^^xsd:int", [("string", "'1'"), ("op", "^^"), ("pname", "xsd:int")]),
        ("_:b0 []", [("bnode", "_:b0"), ("op", "["), ("op", "]")]),
        ("é:ü ?ё", [("pname", "é:ü"), ("var", "?ё")]),
        ("'open", [("bad", "'open")]),
        ('"""open', [("bad", '"""open')]),
    ],
)
def test_a_text_is_cut_where_sparql_cuts_it(
    text: str, expected: list[tuple[str, str]] | None
) -> None:
    """Comments vanish; strings, IRIs and names stay whole."""
    if expected is None:
        expected = [("number", "1"), ("number", "1.5"), ("op", "-"), ("number", "2")]
        expected += [("number", "3e5"), ("number", ".5"), ("number", "6"), ("op", ".")]
    assert kinds(text) == expected


def test_every_text_is_cut_and_nothing_but_space_and_comments_is_lost() -> None:
    """The tokens of even a broken text are its characters in order."""
    text = "SELECT % ` \x00 \\ \"x\n}} é 𝔸 'y' # gone\n<z"
    listed = tokens.tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in listed)
    kept = "".join(token.text for token in listed)
    assert kept == "".join(text.replace("# gone", "").split())


def test_columns_count_code_points_and_lines_end_at_newlines() -> None:
    """A tab and a character beyond the BMP are one column each."""
    assert tokens.place("a\n\t𝔸b", 4) == (2, 3)
    assert tokens.place("a\r\nb", 3) == (2, 1)
    assert tokens.place("", 0) == (1, 1)


def test_names_expand_by_the_prefixes_and_the_base_of_the_query() -> None:
    """What the query declares wins; escapes in local names are undone."""
    text = r"BASE <https://b.org/x/> PREFIX a: <https://a.org/> SELECT * { a:b\-c <d> e:f z:g }"
    listed = tokens.tokenize(text)
    bound = tokens.prefixes_at(listed, {"a": "no:", "e": "https://e.org/"})
    base = tokens.base_at(listed, "https://other.org/")
    found = [tokens.expand(token, bound, base) for token in listed[-5:-1]]
    assert found == ["https://a.org/b-c", "https://b.org/x/d", "https://e.org/f", None]


def test_the_terms_of_a_query_are_no_declarations_datatypes_functions_or_templates() -> None:
    """Only what the data must hold for the query to find something."""
    text = """PREFIX p: <p:> BASE <b:> CONSTRUCT { ?s p:made ?o } FROM p:graph FROM NAMED <n:g>
    WHERE { ?s p:asked ?o ; <q:too>/p:path ?x . FILTER (?o = "1"^^p:type && p:function(?o)) }"""
    assert [t.text for t in tokens.terms(tokens.tokenize(text))] == ["p:asked", "<q:too>", "p:path"]
