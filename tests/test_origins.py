"""The chain of attribution in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from small import engine_over

from travaux.origins import Origins

SPACE = "https://example.org/small/"
DATA = """PREFIX : <https://example.org/small/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
:a a trv:NewsArticle ; dcterms:identifier "a" ; trv:drawsOn :wire, :other .
:b a trv:NewsArticle ; dcterms:identifier "b" ; trv:outlet :wire .
:c a trv:NewsArticle ; dcterms:identifier "c" .
:wire a trv:MediaOutlet ; rdfs:label "Wire"@en . :other a trv:MediaOutlet ; rdfs:label "Other"@en .
:ann a trv:Person ; rdfs:label "Ann"@en . :land a trv:State ; rdfs:label "Land"@en .
:own a trv:NarrativeVoice ; rdfs:label "the article"@en .
:p10 a trv:Passage ; trv:inSource :a ; trv:paragraph 10 ; trv:startChar 100 ; trv:endChar 110 .
:p9 a trv:Passage ; trv:inSource :a ; trv:paragraph 9 ; trv:startChar 9 ; trv:endChar 30 .
:p9b a trv:Passage ; trv:inSource :a ; trv:paragraph 9 ; trv:startChar 40 ; trv:endChar 50 .
:paper a trv:Document ; rdfs:label "Paper"@en . :note a trv:Document ; rdfs:label "Note"@en .
:ra a trv:Position ; trv:inSource :a ; trv:holder :land ; trv:attitude con:rejects ;
  trv:speaker :ann ; trv:onBehalfOf :land ; trv:evidence :p10, :p9b, :p9 .
:rb a trv:Statement ; trv:inSource :b ; trv:speaker :ann ; trv:gloss "Ann says so."@en .
:rc a trv:Statement ; trv:inSource :c ; trv:speaker :own ; trv:statedIn :paper ; trv:hasStep :s .
:rd a trv:Statement ; trv:inSource :c ; trv:speaker :own ; trv:statedIn :paper, :note .
:s trv:stepOrder 1 ; trv:carrier :wire ; trv:stepKind con:leaks .
:link trv:linkFrom :ra ; trv:linkTo :rb ; trv:linkKind con:same-statement ; trv:gloss "Alike."@en .
:link2 trv:linkFrom :rc ; trv:linkTo :ra ; trv:linkKind con:answers ; trv:gloss "Later."@en .
"""


@pytest.fixture(scope="module")
def origins(tmp_path_factory: pytest.TempPathFactory) -> Origins:
    root: Path = tmp_path_factory.mktemp("origins")
    return Origins(engine_over(root, {"graph/sources/a.ttl": DATA}))


def links(origins: Origins, name: str) -> list[str]:
    """The links of a record as texts, the article left out."""
    record = origins.chains.record(NamedNode(SPACE + name))
    return [str(each) for each in origins.links(record)][:-1]


def test_each_link_says_what_the_source_lets_us_know(origins: Origins) -> None:
    """Whom somebody speaks for, that no office is told, and the agencies of the article."""
    assert links(origins, "ra") == [
        "Land (holder; spoken for by one of its own)",
        "Ann (speaker; no office told in a; on behalf of Land)",
        "Other, Wire (agency; the article draws on them, for which of its words is not told)",
    ]


def test_the_article_speaks_after_those_who_passed_the_words_on(origins: Origins) -> None:
    """Its voice is the end of the chain; one record without a leak clears the document."""
    assert links(origins, "rc") == [
        "Paper (document)",
        "Wire (carrier; leaks)",
        "the article (speaker)",
    ]
    assert links(origins, "rd") == ["Note, Paper (document)", "the article (speaker)"]
    record = origins.chains.record(NamedNode(SPACE + "rc"))
    assert origins.way(record) == "the article ← Wire (leaks) ← Paper"


def test_passages_come_in_the_order_of_the_text(origins: Origins) -> None:
    """Paragraph 9 before 10, character 9 before 40."""
    record = origins.chains.record(NamedNode(SPACE + "ra"))
    assert origins.passages(record) == [
        "a:9, characters 9–30",
        "a:9, characters 40–50",
        "a:10, characters 100–110",
    ]


def test_comparisons_come_from_both_ends_the_same_statement_first(origins: Origins) -> None:
    """With the other record, the curator's reason, and what the articles have in common."""
    record = origins.chains.record(NamedNode(SPACE + "ra"))
    same, answers = origins.comparisons(record)
    assert (same.kind, same.told, same.reason) == ("same statement", "Ann says so.", "Alike.")
    assert same.remark == "a and b both draw on Wire: two texts, not two witnesses"
    assert (answers.kind, answers.reason, answers.remark) == ("answers", "Later.", "")
    assert [each.node.value for each in origins.same(record)] == [SPACE + "rb"]


def test_what_two_records_have_in_common_is_told_in_each_case(origins: Origins) -> None:
    """One text, one agency, or none that is told."""
    ra, rb, rc, rd = (
        origins.chains.record(NamedNode(SPACE + each)) for each in ("ra", "rb", "rc", "rd")
    )
    assert origins.common(rc, rd) == "both stand in one text (c)"
    assert origins.common(rb, rd) == "no agency is told that b and c have in common"
    # a carrier is a way in common too, unless only the articles are compared
    assert "two texts, not two witnesses" in origins.common(ra, rc)
    assert "no agency" in origins.common(ra, origins.article_only(rc))
