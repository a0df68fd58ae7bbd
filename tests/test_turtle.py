"""The Turtle writer: one text for one graph, and nothing of the graph changed."""

from __future__ import annotations

import os
import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from graphs import graphs
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Triple

from travaux.blank_nodes import canonical
from travaux.turtle import natural, quote, write
from travaux.turtle_text import parse

PREFIXES = {
    "e": "http://e/",
    "f": "http://e/f#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def written(text: str) -> str:
    return write(parse(text, "text")[0], PREFIXES, keep_prefixes=False)


@given(graphs)
def test_what_is_written_reads_back_as_the_same_graph(graph: list[Triple]) -> None:
    """Every lexical form, datatype, tag and blank node, by canonical N-Quads and no store."""
    back, _ = parse(write(graph, PREFIXES, keep_prefixes=False), "text")
    assert set(canonical(back)) == set(canonical(graph))


@given(graphs, st.randoms(use_true_random=False))
def test_the_text_depends_on_the_graph_alone(graph: list[Triple], random: object) -> None:
    """Neither order nor blank node labels show."""
    shuffled = list(graph)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    text = "".join(f"{triple} .\n" for triple in shuffled).replace("_:b", "_:other")
    again, _ = parse(text, "text")
    assert write(again, PREFIXES, keep_prefixes=False) == write(
        graph, PREFIXES, keep_prefixes=False
    )


@pytest.mark.parametrize(
    "literal",
    [
        "007",
        "1.50",
        "1e3",
        "true",
        '"1"^^xsd:boolean',
        '"True"^^xsd:boolean',
        '"5."^^xsd:decimal',
        '"1"^^xsd:double',
        '"1.5"^^xsd:float',
        '"7"^^xsd:positiveInteger',
        '"P1Y13M"^^xsd:duration',
        '"2021-12-31T24:00:00"^^xsd:dateTime',
        '"2021-13-45"^^xsd:date',
        '" a  b "^^xsd:token',
        '"x"@zh-hant',
        '"x"@ar--rtl',
        '"say \\"no\\" \\\\ \\u202E"',
        '"""two\nlines "quoted" \\"""" ""',
    ],
)
def test_a_literal_is_written_short_only_where_that_reads_back_the_same(literal: str) -> None:
    """longturtle rounds doubles and turns a boolean "1" into an integer."""
    literal = literal.removesuffix(' ""')
    text = (
        f"PREFIX e: <http://e/>\nPREFIX xsd: <{PREFIXES['xsd']}>\n\ne:s\n    e:p {literal} ;\n.\n"
    )
    if "xsd:" not in literal:
        text = text.replace(f"PREFIX xsd: <{PREFIXES['xsd']}>\n", "")
    assert written(text) == text


def test_the_layout_is_that_of_longturtle() -> None:
    """On a plain graph the blocks are rdflib's, byte for byte; only their order is our own."""
    text = """PREFIX e: <http://e/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

e:a
    a e:T ;
    rdfs:label
        "a"@en ,
        "b"@ru ;
    e:p e:b ;
    e:q "x" ;
.

e:b
    e:p
        1 ,
        2 ;
.
"""
    assert written(text) == text
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data=text, format="turtle")
    theirs = graph.serialize(format="longturtle", canon=True)
    parts = [out.strip().split("\n\n") for out in (text, theirs)]
    assert parts[0][0] == text.split("\n\n")[0]
    assert sorted(parts[0][1:]) == sorted(part.strip() for part in parts[1][1:])


def test_nodes_without_a_name_and_lists_stand_where_they_are_used() -> None:
    """Brackets where they say the same; a shared or circular node keeps a label."""
    text = """PREFIX e: <http://e/>

e:a
    e:p (
        1
        [
            e:q 2 ;
        ]
    ) ;
    e:shared
        _:c14n0 ,
        [] ;
.

e:b
    e:shared _:c14n0 ;
.

[]
    e:p () ;
.
"""
    out = written(
        text.replace("e:p () ;", "e:p <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> ;")
    )
    assert "    e:p (\n        1\n        [\n            e:q 2 ;\n        ]\n    ) ;\n" in out
    assert out.count("_:") == 2
    assert "\n[]\n    e:p <http" in out


def test_rings_and_shared_list_cells_are_written_and_end() -> None:
    """rdflib's writer does not end on a circular list and doubles a shared one."""
    ring = """
PREFIX e: <http://e/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
_:a rdf:first 1 ; rdf:rest _:a . e:s e:p _:a . _:x e:p _:y . _:y e:p _:x .
e:t e:p _:c . e:u e:p _:d . _:c rdf:first 1 ; rdf:rest _:d .
_:d rdf:first 2 ; rdf:rest rdf:nil .
"""
    back, _ = parse(written(ring), "text")
    assert set(canonical(back)) == set(canonical(parse(ring, "text")[0]))


def test_what_is_said_of_the_end_of_lists_is_kept() -> None:
    """rdflib's writer takes rdf:nil for a list wherever it stands, and walks on from it."""
    nil = """
PREFIX e: <http://e/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
e:s rdf:nil ( 1 2 ) . rdf:nil rdf:first 3 ; rdf:rest rdf:nil .
"""
    back, _ = parse(written(nil), "text")
    assert set(canonical(back)) == set(canonical(parse(nil, "text")[0]))


def test_nodes_nested_without_end_are_written() -> None:
    """Far down, a node gets a label and a block of its own, as no recursion is deep enough."""
    deep = "".join(f"_:b{at} <http://e/p> _:b{at + 1} ; <http://e/q> {at} .\n" for at in range(999))
    out = written(deep)
    assert set(canonical(parse(out, "text")[0])) == set(canonical(parse(deep, "text")[0]))
    assert max(len(line) - len(line.lstrip()) for line in out.splitlines()) < 60


@pytest.mark.parametrize("normalize", [True, False])
def test_rdflib_neither_alters_nor_judges_a_literal(
    normalize: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever its global switch says, which stays as it is; an ill-typed date logs nothing."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", normalize)
    text = """PREFIX e: <http://e/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

e:s
    e:p
        .5 ,
        007 ,
        "2021-13-45"^^xsd:date ,
        "P1Y13M"^^xsd:duration ;
.
"""
    assert written(text) == text
    assert rdflib.NORMALIZE_LITERALS is normalize
    assert not caplog.records


def test_language_tags_are_written_in_lower_case() -> None:
    """RDF compares them so; pyoxigraph's parser lowers them, and text and language survive."""
    text = 'PREFIX e: <http://e/>\n\ne:s\n    e:p "x"@zh-{} ;\n.\n'
    assert written(text.format("Hant")) == text.format("hant")


def test_numbers_in_names_sort_by_value() -> None:
    """Paragraph 10 stands behind paragraph 2, as in the text."""
    names = ["s2-10-1-2", "s2-2-1-2", "s2-2-1-10", "s10-1", "s2", "s02", "9" * 5000]
    ordered = ["9" * 5000, "s02", "s2", "s2-2-1-2", "s2-2-1-10", "s2-10-1-2", "s10-1"]
    assert sorted(names, key=natural) == ordered


@given(st.text())
def test_a_quoted_string_hides_nothing_that_reorders_or_breaks_lines(text: str) -> None:
    """Controls and directional marks are escaped, so that a diff shows what is there."""
    quoted = quote(text)
    assert not set(quoted) & set("\r\t\x00\x1b\x85\u2028\u202a\u202e\u2066\u200f\ufeff")
    back = next(iter(ox.parse(f"<a:s> <a:p> {quoted} .", ox.RdfFormat.TURTLE))).object
    assert back.value == text  # type: ignore[union-attr]


def test_only_prefixes_in_use_are_declared_and_the_longest_namespace_wins() -> None:
    """One IRI has one name; a name that Turtle cannot write short is written in full."""
    out = written("<http://e/f#a> <http://e/b/c> <http://e/x.> .")
    assert out.splitlines()[:2] == ["PREFIX f: <http://e/f#>", ""]
    assert "f:a\n    <http://e/b/c> <http://e/x.> ;\n.\n" in out


@pytest.mark.parametrize("seed", ["0", "1", "31415"])
def test_output_is_the_same_whatever_the_hash_seed(seed: str) -> None:
    """Nothing is ordered by a set."""
    script = (
        "from travaux.turtle import write; from travaux.turtle_text import parse\n"
        "t='PREFIX e: <http://e/> ' + ' '.join(f'e:s{i} e:p [ e:q {i} ], e:o{i}, (1 {i}) .'"
        " for i in range(9))\n"
        "print(write(parse(t, 't')[0], {'e': 'http://e/', 'x': 'http://e/'}, keep_prefixes=False))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": each},
            capture_output=True,
            check=True,
        ).stdout
        for each in (seed, "2")
    }
    assert len(outputs) == 1
