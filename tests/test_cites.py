"""Rules on citations: their order, and why nothing is found at one."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import engine_over

from travaux.cites import not_coded, place, sources
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter, UnknownName
from travaux.workspace import open_at


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The very small workspace."""
    from conftest import ROOT

    return OxigraphEngine.load(open_at(str(ROOT / "tests" / "tiny")))


def test_citations_stand_in_the_order_of_the_texts() -> None:
    """Paragraph 5 before paragraph 10; a source before its paragraphs; no endless digits."""
    cites = ["s2:10", "s10:1", "s2:5", "s2", "s2:" + "9" * 5000]
    assert sorted(cites, key=place) == ["s10:1", "s2", cites[-1], "s2:5", "s2:10"]


@pytest.mark.parametrize(
    ("cite", "kind", "says"),
    [
        ("t9:1", UnknownName, "t9 is not in this workspace (t1, t2 are)"),
        ("t1:99", BadParameter, "t1 is coded up to paragraph 3"),
        ("t1:" + "9" * 5000, BadParameter, "t1 is coded up to paragraph 3"),
    ],
)
def test_a_place_that_is_not_coded_is_told_as_such(
    cite: str, kind: type[Exception], says: str, engine: OxigraphEngine
) -> None:
    """Neither an unknown name nor a paragraph of which nothing is said."""
    error = not_coded(cite, engine, where="x")
    assert isinstance(error, kind)
    assert str(error) == f"x: {says}"


def test_a_paragraph_passed_over_is_not_beyond_the_end(tmp_path: Path) -> None:
    """Nothing is recorded from it, though the text is coded beyond."""
    turtle = """PREFIX trv: <https://w3id.org/travaux/ontology#>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    <a:s> a trv:NewsArticle ; dcterms:identifier "s1" .
    <a:e> a trv:NewsArticle ; dcterms:identifier "s2" .
    <a:p> a trv:Passage ; trv:inSource <a:s> ; trv:paragraph 4 .
    <a:r> a trv:Account ; trv:evidence <a:p> ; trv:inSource <a:s> ."""
    loaded = engine_over(tmp_path, {"graph/sources/s1.ttl": turtle})
    assert sources(loaded) == ["s1", "s2"]
    assert "nothing is recorded from s1:2" in str(not_coded("s1:2", loaded))
    assert "nothing of s2 is coded" in str(not_coded("s2:1", loaded))
    assert "(s1, s2 are)" in str(not_coded("s3:1", loaded))
