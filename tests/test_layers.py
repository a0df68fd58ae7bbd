"""Layers: what stands where it should not, and what points where it may not, is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import HEADER

from travaux.causes import Causes
from travaux.corpus import Corpus, Finding
from travaux.layers import check
from travaux.workspace import open_at

LINES = HEADER.count("\n")
S9 = "graph/sources/s9.ttl"
ARTICLE = 'src:s9 a trv:NewsArticle ; dcterms:identifier "s9" .\n'


def found(workspace: Path, text: str, file: str = S9) -> list[Finding]:
    path = workspace / file
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    article = "\n" + ARTICLE if file == S9 and "trv:NewsArticle" not in text else ""
    path.write_text(before + HEADER + text + article, encoding="utf-8")
    return check(Corpus(open_at(str(workspace))), Causes())


def test_a_source_that_points_into_another_source_is_told(workspace_copy: Path) -> None:
    """Links between sources are the analyst's."""
    (one,) = found(workspace_copy, "\nrec:x a trv:Situation ; trv:inSource src:s2 .\n")
    assert one.problem.startswith("trv:inSource points into ")
    assert one.problem.endswith("graph/sources/s2.ttl, to src:s2.")
    assert "analysis" in one.advice and one.line == LINES + 2


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("ent:nato rdfs:label 'x' .", "reference.ttl"),
        ("trv:speaker rdfs:label 'x' .", "ontology.ttl"),
        ("con:rejects rdfs:label 'x' .", "concepts.ttl"),
        ("src:s2 rdfs:label 'x' .", "s2.ttl"),
    ],
)
def test_a_source_that_puts_a_property_on_a_shared_entity_is_told(
    workspace_copy: Path, text: str, owner: str
) -> None:
    """What one text says of NATO stands on a record of that text, not on NATO."""
    (one,) = [each for each in found(workspace_copy, f"\n{text}\n") if each.file.endswith(S9)]
    assert one.rule == "foreign-property" and owner in one.problem
    assert one.line == LINES + 2


def test_the_reference_layer_may_not_point_into_a_source(workspace_copy: Path) -> None:
    """It holds anchors; what is said of them has evidence and stands in a source."""
    (one,) = found(workspace_copy, "ent:nato dcterms:source src:s2 .\n", "graph/reference.ttl")
    assert "points into" in one.problem


def test_the_analysis_may_point_everywhere(workspace_copy: Path) -> None:
    """It is the one layer that links sources."""
    text = "<https://w3id.org/travaux/link/x> a trv:AnalyticLink ;"
    text += " dcterms:source src:s2, src:s0, ent:nato .\n"
    assert found(workspace_copy, text, "graph/analysis.ttl") == []


@pytest.mark.parametrize(
    ("text", "file", "home"),
    [
        ("rec:x a trv:Position .", "graph/reference.ttl", "the file of its source"),
        ("rec:x a trv:AnalyticLink .", S9, "graph/analysis.ttl"),
        ("ent:x a trv:Legislature .", S9, "graph/reference.ttl"),
        ("rec:x a trv:SingleVoice .", "graph/analysis.ttl", "the file of its source"),
        ("rec:x a trv:SingleVoice .", S9, ""),
        ("ent:x a trv:Legislature .", "graph/reference.ttl", ""),
        ("ent:x a trv:CuratedTenure .", "graph/reference.ttl", ""),
    ],
)
def test_a_kind_of_thing_has_its_layer(
    workspace_copy: Path, text: str, file: str, home: str
) -> None:
    """Anchors are shared, records are one text's, links are the analyst's."""
    told = [one for one in found(workspace_copy, f"\n{text}\n", file) if one.entity.endswith("/x")]
    assert [one.rule for one in told] == ["wrong-layer"] * bool(home)
    assert all(home in one.advice and one.line for one in told)


def test_what_is_in_the_wrong_layer_is_not_told_to_point_across(workspace_copy: Path) -> None:
    """One slip, one finding."""
    text = "rec:x a trv:Statement ; trv:inSource src:s2 .\n"
    (one,) = found(workspace_copy, text, "graph/reference.ttl")
    assert one.rule == "wrong-layer"


def test_a_thing_without_type_is_told_and_nothing_is_known_of_it(workspace_copy: Path) -> None:
    """No shape and no question would find it."""
    path = workspace_copy / S9
    path.write_text(HEADER + ARTICLE + "rec:x trv:inSource src:s9 .\n", encoding="utf-8")
    causes = Causes()
    (one,) = check(Corpus(open_at(str(workspace_copy))), causes)
    assert (one.rule, one.entity.rpartition("/")[2]) == ("untyped-node", "x")
    assert causes.is_untyped(one.entity)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "describes no article"),
        ("rec:x a trv:Situation .", "describes no article"),
        ('src:s9 a trv:NewsArticle ; dcterms:identifier "s8" .', 'called "s8", its file "s9"'),
        (ARTICLE + 'src:t a trv:NewsArticle ; dcterms:identifier "s9" .', "a second article"),
        ('src:t a trv:NewsArticle ; dcterms:identifier "s9" .', "named src:t, its file s9.ttl"),
        (ARTICLE, ""),
    ],
)
def test_a_source_file_is_one_article_of_its_name(
    workspace_copy: Path, text: str, words: str
) -> None:
    """A source without file and a file without source are told, each at its place."""
    (workspace_copy / S9).write_text(HEADER + text, encoding="utf-8")
    told = check(Corpus(open_at(str(workspace_copy))), Causes())
    assert [one.rule for one in told] == ["source-file"] * bool(words)
    assert all(words in one.problem and one.line for one in told)
