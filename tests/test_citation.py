"""Citations as they stand in a paper: only what a source prints is told as its own."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, RdfFormat

from travaux.citation import Citations, in_words
from travaux.dossier import compile_dossier, compile_paragraph
from travaux.engine import OxigraphEngine
from travaux.names import describe
from travaux.workspace import open_at

TINY = "https://example.org/tiny/"
BARE = "[title supplied: report t1], [outlet not printed], n.d. [not before 3 May 2031]"
KEYS = re.compile(r"\[([^]]*)](?=$|; )")
PRINTED = "“Cod ‘at last’”, Bay Gazette, 7 May 2031"
EXTRA = """
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX ent: <https://example.org/tiny/entity/>
PREFIX lnk: <https://example.org/tiny/link/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rec: <https://example.org/tiny/record/>
PREFIX src: <https://example.org/tiny/source/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
ent:gazette a trv:MediaOutlet ; rdfs:label "Bay Gazette"@en , "Газета залива"@ru .
ent:wire a trv:MediaOutlet ; rdfs:label "Wire"@en .
ent:post a trv:MediaOutlet ; rdfs:label "Post"@en .
src:t3 a trv:NewsArticle ; dcterms:identifier "t3" ; rdfs:label "not asked for"@en ;
    dcterms:title "Cod “at last”"@en ; trv:outlet ent:gazette ;
    trv:published "2031-05-07"^^edtf:EDTF ; trv:publishedBasis con:printed .
src:t4 a trv:NewsArticle ; dcterms:identifier "t4" ; rdfs:label "a note (t4)"@en ;
    trv:outlet ent:gazette ; trv:drawsOn ent:wire , ent:post , ent:gazette , ent:nobody ;
    trv:published "2031-05-07"^^edtf:EDTF ; trv:publishedBasis con:year-inferred .
src:t5 a trv:NewsArticle ; dcterms:identifier "t5" ; dcterms:title "Bay"@en .
src:t6 a trv:NewsArticle ; dcterms:identifier "t6" ; dcterms:title "Bay"@en ;
    trv:published "2031-05"^^edtf:EDTF ; trv:publishedBasis con:inferred .
ent:norvik dcterms:identifier "t9" .
lnk:half a trv:AnalyticLink ; trv:linkFrom rec:t2-suder-accepts-half ; trv:linkTo ent:norvik .
lnk:none a trv:AnalyticLink ; trv:linkFrom ent:suder ; trv:linkTo ent:norvik .
lnk:back a trv:AnalyticLink ; trv:linkFrom rec:t2-suder-accepts-half ;
    trv:linkTo rec:t1-suder-rejects-halving .
"""


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The very small workspace, names in Russian, with sources that print more."""
    loaded = OxigraphEngine.load(open_at(str(ROOT / "tests" / "tiny")), "ru")
    loaded.store.load(EXTRA.encode(), RdfFormat.TURTLE)
    return loaded


@pytest.fixture(scope="module")
def cited(engine: OxigraphEngine) -> Citations:
    """Citations of that workspace."""
    return Citations(engine)


def test_what_a_source_prints_is_cited_as_it_prints_it(cited: Citations) -> None:
    """Title in quotes, inner quotes single, outlet, date in words, paragraph, key; in English."""
    assert cited("t3:6") == PRINTED + ", para. 6 [t3:6]"


def test_what_a_source_does_not_print_is_supplied_in_square_brackets(cited: Citations) -> None:
    """Our label is no title, an outlet is not guessed, and a limit is no date."""
    assert cited("t1:2") == BARE + ", para. 2 [t1:2]"


def test_the_agencies_drawn_on_are_named_and_an_inferred_year_is_marked(cited: Citations) -> None:
    """Two texts of one agency are not two witnesses; the outlet itself is no agency beside it."""
    assert cited("t4:1") == (
        "[title supplied: a note], Bay Gazette, 7 May [2031] "
        "(drawing on Post, Wire, and https://example.org/tiny/entity/nobody), para. 1 [t4:1]"
    )


def test_a_date_that_is_inferred_stands_in_brackets_and_none_is_said_to_be_none(
    cited: Citations,
) -> None:
    """Whatever is not printed is marked."""
    assert cited("t6:1").startswith("“Bay”, [outlet not printed], [May 2031], para. 1")
    assert cited("t5:1").startswith("“Bay”, [outlet not printed], n.d., para. 1")


@pytest.mark.parametrize(
    ("cites", "ending"),
    [
        ("t3:3, t3:4", "paras. 3–4 [t3:3, t3:4]"),
        ("t3:2, t3:9, t3:10, t3:11", "paras. 2 and 9–11 [t3:2, t3:9, t3:10, t3:11]"),
        ("t3:2, t3:5, t3:8", "paras. 2, 5, and 8 [t3:2, t3:5, t3:8]"),
    ],
)
def test_every_paragraph_that_a_record_rests_on_is_cited(
    cites: str, ending: str, cited: Citations
) -> None:
    """Not only the first."""
    assert cited(cites) == f"{PRINTED}, {ending}"


def test_paragraphs_of_two_sources_are_two_citations(cited: Citations) -> None:
    """Each with all that belongs to it."""
    assert cited("t1:2, t3:1") == f"{BARE}, para. 2 [t1:2]; {PRINTED}, para. 1 [t3:1]"


def test_what_rests_on_no_paragraph_never_looks_as_if_it_did(cited: Citations) -> None:
    """A graph that is a source is cited whole; the reference layer is no source."""
    assert cited("") == "not in a source"
    assert cited("reference") == "not in a source: reference data of the workspace"
    assert cited("t3") == f"{PRINTED} [t3]"
    assert cited("t8:1") == "source t8, para. 1 [t8:1]"
    assert cited("t9:1") == "source t9, para. 1 [t9:1]"  # a state is no source, whatever its number


def test_a_curators_link_names_the_curator_and_both_sides_in_its_own_order(
    cited: Citations,
) -> None:
    """No source says that it contradicts the other."""
    other = BARE.replace("t1", "t2") + ", para. 3 [t2:3]"
    link = TINY + "link/"
    assert cited.comparison(link + "rejection-and-part-acceptance") == (
        f"compared by The travaux contributors: {BARE}, para. 2 [t1:2], with {other}"
    )
    assert cited.comparison(link + "back") == (
        f"compared by a curator: {other}, with {BARE}, para. 2 [t1:2]"
    )
    assert cited.comparison(link + "half") == f"compared by a curator: {other}"
    assert cited.comparison(link + "none") == ""


def test_a_source_a_paragraph_and_a_record_can_be_cited_themselves(
    cited: Citations, engine: OxigraphEngine
) -> None:
    """What a dossier is of; a person is no citation."""
    paragraph = compile_paragraph("t1:2", engine)
    assert paragraph
    assert cited.of(paragraph.subject) == f"{BARE}, para. 2 [t1:2]"
    for name, text in (
        ("source/t3", f"{PRINTED} [t3]"),
        ("record/t1-meeting", f"{BARE}, para. 1 [t1:1]"),
        ("entity/norvik", ""),
    ):
        assert cited.of(describe(NamedNode(TINY + name), engine)) == text


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2022-02-17", "17 February 2022"),
        ("2022-02", "February 2022"),
        ("2021-12-23/..", "not before 23 December 2021"),
        ("../2022-02-02", "not after 2 February 2022"),
        ("2022-01-10/2022-01-11", "10–11 January 2022"),
        ("2021-12/2022-02-02", "December 2021 to 2 February 2022"),
        ("2022-01-10/2022-01-10", "10 January 2022"),
        ("2021-12~", "c. December 2021"),
        ("2021?", "2021 (uncertain)"),
        ("2021-12-17%", "c. 17 December 2021 (uncertain)"),
        ("2021-24", "winter 2021"),
        ("202X", "2020s"),
        ("2021-12-XX", "December 2021"),
        ("2022-01-10T10:00:00Z", "10 January 2022"),
        *((each, each) for each in ("Y17000", "-0044", "2021-13", "2021-21-05", "20XX", "/", "x")),
    ],
)
def test_a_date_is_told_in_words_without_knowing_more_than_it_says(date: str, words: str) -> None:
    """EDTF, levels 0 and 1; what has no words stays as it is written."""
    assert in_words(date) == words


def test_every_line_of_every_dossier_has_a_citation_of_every_paragraph_it_rests_on() -> None:
    """Over all sources of the real workspace."""
    loaded = OxigraphEngine.load(open_at(str(ROOT)))
    cited = Citations(loaded)
    names = [name for name in loaded.graphs if "/graph/s" in name]
    count = 0
    for name in names:
        node = NamedNode(name.replace("/graph/", "/source/"))
        for _, lines in compile_dossier(node, loaded).sections:
            for line in lines:
                text = cited(line.cite)
                keys = {key for found in KEYS.findall(text) for key in found.split(", ")}
                assert set(line.cite.split(", ")) == keys, line
                assert "source s" not in text, line
                count += 1
    assert count > 300
