"""Hypothesis strategies for awkward RDF graphs, shared by the tests of the Turtle writer."""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, Triple

from travaux.vocabulary import CLOCKS, EDTF_DATE, LABEL, RDF, TRV, TYPE, XSD

NAMES = ["a", "b", "10", "9", "x.y", "x.", "-z", "é", "a#b", "a/b", "a%20b", "(c)", "", "p~q", "µ"]
SPACES = ["http://e/", "http://e/f#", "https://w3id.org/travaux/entity/", "urn:x:"]
NUMBERS = ["007", "1.50", "1e3", "1", "0", "-0", "+5", ".5", "5.", "1.", "-1.5E-7", "true", "false"]
NUMBERS += ["True", "NaN", "INF", "1_000", "٣", " 1 ", ""]
KINDS = ["integer", "decimal", "double", "float", "boolean", "positiveInteger", "string", "byte"]
KINDS += ["token", "normalizedString"]
ODD = ["P1Y13M", "2021-12-31T24:00:00", "2021", "PT0.50S", "--02-30", "24:00:00Z"]
DATES = ["2021-12-15", "2021-12", "2021-12-17/..", "../2021", "2021-12-15?", "202X", "2021/2022"]

iris = st.sampled_from(
    [NamedNode(space + name) for space in SPACES for name in NAMES if (space + name).count("#") < 2]
    + [NamedNode(RDF + "nil")] * 4
)
blanks = st.sampled_from([BlankNode(f"b{number}") for number in range(6)])
texts = st.text(max_size=12) | st.text(alphabet="\"'\\\n\r\t#<>@.;\u202e\u200f\x00\x7f", max_size=8)
typed = st.builds(
    lambda text, kind: Literal(text, datatype=NamedNode(XSD + kind)),
    st.sampled_from(NUMBERS + ODD) | texts,
    st.sampled_from([*KINDS, "duration", "dateTime", "gYear", "date", "gMonthDay", "time"]),
)
spoken = st.builds(
    lambda text, tag, way: Literal(text, language=tag, direction=way),
    texts,
    st.sampled_from(["en", "ru", "zh-Hant", "de-1996"]),
    st.sampled_from([None, BaseDirection.LTR, BaseDirection.RTL]),
)
literals = typed | spoken | st.builds(Literal, texts)
predicates = st.one_of(
    iris,
    st.sampled_from([NamedNode(iri) for iri in (TYPE, LABEL, RDF + "first", RDF + "rest")]),
)
plain = st.builds(Triple, iris | blanks, predicates, iris | blanks | literals)
# lists, whole and broken ones: rdflib's writer goes wrong on cells that are shared
cells = st.builds(
    lambda cell, value, rest: [
        Triple(cell, NamedNode(RDF + "first"), value),
        Triple(cell, NamedNode(RDF + "rest"), rest),
    ],
    blanks,
    literals | blanks,
    blanks | st.just(NamedNode(RDF + "nil")),
)
dated = st.builds(
    lambda subject, clock, date: Triple(
        subject, NamedNode(TRV + clock), Literal(date, datatype=NamedNode(EDTF_DATE))
    ),
    iris | blanks,
    st.sampled_from(CLOCKS),
    st.sampled_from(DATES),
)
stale = st.builds(
    lambda subject, clock, end, value: Triple(subject, NamedNode(TRV + clock + end), value),
    iris | blanks,
    st.sampled_from(CLOCKS),
    st.sampled_from(["Earliest", "Latest"]),
    literals,
)
graphs = st.builds(
    lambda parts, lists: parts + [triple for cell in lists for triple in cell],
    st.lists(plain | dated | stale, max_size=12),
    st.lists(cells, max_size=4),
)
