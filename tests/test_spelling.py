"""Short forms of IRIs that can be typed again, and the nearest of the known words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store

from travaux.spelling import curie, nearest

BOUND = {"a": "https://x/", "b": "https://x/y#", "none": ""}


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://x/y#z", "b:z"),
        ("https://x/y#", "b:"),
        ("https://x/z", "a:z"),
        ("https://x/y#s2-5-1", "b:s2-5-1"),
        ("https://x/z/w", "<https://x/z/w>"),
        ("https://x/y#z.", "<https://x/y#z.>"),
        ("https://x/y#-z", "<https://x/y#-z>"),
        ("urn:z", "<urn:z>"),
        ("_:b0", "_:b0"),
    ],
)
def test_the_shortest_name_of_an_iri_uses_the_longest_prefix(iri: str, short: str) -> None:
    """As a person would write it in a query."""
    assert curie(iri, BOUND) == short


@given(st.from_regex(r"[A-Za-z0-9_.\-/~é²:]{0,6}", fullmatch=True))
def test_what_is_written_short_is_read_as_the_same_iri(local: str) -> None:
    """By the parser of queries itself."""
    iri = BOUND["b"] + local
    prefixes = {key: value for key, value in BOUND.items() if value}
    query = f"SELECT (IRI(STR({curie(iri, BOUND)})) AS ?x) {{}}"
    (row,) = Store().query(query, prefixes=prefixes)  # type: ignore[union-attr, misc]
    assert row["x"] == NamedNode(iri)


def test_the_nearest_word_is_found_whatever_its_case() -> None:
    """Nothing far-fetched."""
    assert nearest("selct", ("SELECT", "WHERE")) == "SELECT"
    assert nearest("qqq", ("SELECT", "WHERE")) == ""
