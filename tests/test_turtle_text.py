"""Reading Turtle as text: comments and lines, whatever strings and IRIs hold."""

from __future__ import annotations

import re

import pytest

from travaux.errors import BadTurtle
from travaux.turtle_text import Places, comments, parse, tokens

TEXT = """@prefix e: <http://e/#> . # one
PREFIX f: <http://f/>
BASE <http://b/>
e:a a f:T ; # two
  f:p "no # comment" , \'\'\'nor # "this"
  on line 6\'\'\' , "a\\"#b"@en ;
  f:q <x#y> , 1.5 , .5 , e:b.c, f:\\#d ;
  f:r [ f:s e:inside ] , ( e:one "two"^^f:dt ) .
[] f:p e:c .
[ f:p 1 ] f:q 2 .
<http://f/z>f:p e:d.# three
"""


def test_only_a_hash_outside_strings_iris_and_names_begins_a_comment() -> None:
    """A fragment, a quoted hash or an escaped one is content."""
    parse(TEXT, "text")
    assert comments(TEXT) == [1, 4, 11]


def test_every_token_is_known() -> None:
    """Nothing of valid Turtle falls through the tokenizer."""
    assert not [token for token in tokens(TEXT) if token.kind == "other"]


def test_lines_of_triples_are_found() -> None:
    """By subject, by property, and by value: IRIs in full, literals by what they say."""
    places = Places(TEXT)
    assert places.line("http://e/#a") == 4
    assert places.line("http://e/#a", "http://f/q") == 7
    assert places.line("http://e/#a", "http://f/q", "http://e/#b.c") == 7
    assert places.line("http://e/#a", "http://f/q", "http://b/x#y") == 7
    assert places.line("http://e/#a", "http://f/p", "no # comment") == 5
    assert places.line("http://e/#a", "http://f/p", 'nor # "this"\n  on line 6') == 5
    assert places.line("http://e/#a", "http://f/p", 'a"#b') == 6
    assert places.line("http://f/z", "http://f/p", "http://e/#d") == 11
    assert places.line("http://e/#a", "http://f/none") == 4
    assert places.line("http://e/#none") is None


def test_the_first_mention_is_found_inside_brackets_too() -> None:
    """Where no statement is about it, the first place that names an IRI serves."""
    places = Places(TEXT)
    assert places.mention("http://e/#inside") == 8
    assert places.mention("http://f/dt") == 8
    assert places.mention("http://e/#none") is None


def test_a_statement_about_a_blank_node_does_not_shift_the_next() -> None:
    """`[] p o` and `[ p o ] q r` have no subject to name, and what follows has its own."""
    places = Places(TEXT)
    assert places.line("http://f/p") is None
    assert places.line("http://f/z") == 11


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@prefix e: <http://e/> .\ne:a e:b .\n", 2),
        ("@prefix e: <http://e/> .\n\ne:a x:b e:c .\n", 3),
        ("<relative> <http://e/p> 1 .\n", 1),
        ('@prefix e: <http://e/> .\ne:a e:b "open .\n', 2),
    ],
)
def test_malformed_turtle_is_an_error_with_its_line(text: str, line: int) -> None:
    """One line, where and what is wrong; then the line of the file and a caret under it."""
    with pytest.raises(BadTurtle) as caught:
        parse(text, "file.ttl")
    assert re.fullmatch(rf"file\.ttl:{line}:\d+", caught.value.where)
    shown, caret = caught.value.hint.splitlines()[:2]
    assert shown.strip() in text and set(caret) <= {" ", "^"}


def test_lexical_forms_and_prefixes_survive_parsing() -> None:
    """No store stands between the file and its terms."""
    text = "@prefix e: <http://e/> . e:a e:b 007 , 1.50 , 1e3 ."
    triples, prefixes = parse(text, "text")
    assert {triple.object.value for triple in triples} == {"007", "1.50", "1e3"}  # type: ignore[union-attr]
    assert prefixes == {"e": "http://e/"}
