"""What rests on one unnamed voice, on an alleged leak, or on the word of another side alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import engine_over

from travaux import vocabulary as v
from travaux import workspace
from travaux.engine import OxigraphEngine
from travaux.origins import Origins
from travaux.sides import values
from travaux.weak import ANONYMOUS, GROUNDS, LEAK, NO_SIDE, OTHER_SIDE, OUTSIDER, Weak, weak

BUILTIN = Path(workspace.builtin_root())
#: Two states that talk of one another, an agency, an unnamed voice and two articles.
DATA = """PREFIX : <https://example.org/small/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
:a a trv:NewsArticle ; dcterms:identifier "a" . :b a trv:NewsArticle ; dcterms:identifier "b" .
:pa trv:inSource :a ; trv:paragraph 1 . :pb trv:inSource :b ; trv:paragraph 2 .
:east a trv:State ; rdfs:label "East"@en . :west a trv:State ; rdfs:label "West"@en .
:ministry a trv:GovernmentBody ; rdfs:label "Ministry"@en ; trv:isPartOf :east .
:group a trv:ActorGroup ; rdfs:label "the group"@en . :x a trv:Issue . :y a trv:Issue .
:expert a trv:Person ; rdfs:label "Expert"@en . :voice a trv:NarrativeVoice .
:one a trv:SingleVoice ; rdfs:label "one"@en ; trv:affiliation :west .
:some a trv:SeveralVoices ; rdfs:label "some"@en .
:unknown a trv:UndisclosedVoice ; rdfs:label "unknown"@en .
"""


def position(name: str, holders: str, speaker: str, more: str = "", topics: str = ":x") -> str:
    """A position at a:1; `more` may say otherwise."""
    return (
        f":{name} a trv:Position ; trv:holder {holders} ; trv:speaker :{speaker} ; trv:topic"
        f" {topics} ; trv:attitude con:rejects ; trv:inSource :a ; trv:evidence :pa {more} .\n"
    )


def found(root: Path, *records: str) -> list[tuple[str, str]]:
    """The weak ones among these: name and ground."""
    return [(one.iri.rpartition("/")[2], one.ground) for one in rows(root, *records)]


def rows(root: Path, *records: str) -> list[Weak]:
    """The same, as a whole."""
    engine = engine_over(root, {"graph/sources/a.ttl": DATA + "".join(records)})
    return weak(Origins(engine), engine)


def test_a_position_told_by_another_side_only_is_weak(tmp_path: Path) -> None:
    """By a state or a body of it; not by an expert, by the article, or by the holder itself."""
    assert found(
        tmp_path,
        position("by-ministry", ":west", "ministry"),
        position("by-expert", ":west", "expert", topics=":y"),
        position("by-article", ":east", "voice"),
        position("by-itself", ":east", "ministry", topics=":y"),
    ) == [("by-ministry", OTHER_SIDE), ("by-expert", OUTSIDER)]


@pytest.mark.parametrize("other", ["west", "voice", "expert"])
def test_it_is_not_weak_once_anybody_else_tells_it_in_any_source(
    tmp_path: Path, other: str
) -> None:
    """The holder, the article in its own voice, a third party: then it is no word alone."""
    other_record = f":r2 a trv:Position ; trv:holder :west ; trv:speaker :{other} ; trv:topic :x ;"
    other_record += " trv:attitude con:rejects ; trv:inSource :b ; trv:evidence :pb ."
    assert not found(tmp_path, position("r1", ":west", "ministry"), other_record)


def test_another_attitude_or_topic_is_no_support(tmp_path: Path) -> None:
    """What the holder says of something else does not bear out this."""
    own = position("own", ":west", "west", topics=":y")
    assert ("told", OTHER_SIDE) in found(tmp_path, position("told", ":west", "east"), own)


def test_a_group_has_no_side_so_nobody_is_called_the_other_one(tmp_path: Path) -> None:
    """A ground of its own; and of several holders only those are named of whom it is true."""
    told = rows(
        tmp_path,
        position("r1", ":group", "east"),
        position("r2", ":west, :east", "ministry", topics=":y"),
        position("r3", ":west, :group", "ministry"),
    )
    # r2 is told by one of its own holders' bodies; r3 mixes both grounds
    assert [(one.iri[-2:], one.ground, one.besides) for one in told] == [
        ("r3", OTHER_SIDE, "this holds of West only"),
        ("r1", NO_SIDE, ""),
        ("r3", NO_SIDE, "this holds of the group only"),
    ]
    assert told[0].reason == "told by Ministry (East) only"


def test_what_one_without_a_side_tells_alone_is_a_ground_of_its_own(tmp_path: Path) -> None:
    """Once more by the same is still alone; a second such person, or anybody else, is not."""
    second = ':other a trv:Person . :paper a trv:MediaOutlet ; rdfs:label "Paper"@en .'
    told = rows(
        tmp_path,
        second,
        position("alone", ":west", "expert"),
        position("again", ":west", "expert"),
        position("one-of-two", ":east", "expert"),
        position("two-of-two", ":east", "other"),
        position("with-opponent", ":west", "expert", topics=":y"),
        position("opponent", ":west", "ministry", topics=":y"),
        position("of-a-paper", ":group", "paper"),
        position("of-himself", ":expert", "expert", topics=":y"),
        position("of-both", ":west, :ministry", "expert", topics=":z"),
        position("ministry-itself", ":ministry", "ministry", topics=":z"),
    )
    names = ("again", "alone", "of-a-paper", "of-both")
    assert [(x.iri.rpartition("/")[2], x.ground) for x in told] == [(x, OUTSIDER) for x in names]
    assert [x.besides for x in told] == ["", "", "", "this holds of West only"]


def test_words_that_one_outsider_passes_on_are_told_by_that_one(tmp_path: Path) -> None:
    """The holder's own words too; what an outlet passes on is reporting, as the article is."""
    step = "; trv:hasStep :step§ . :step§ trv:stepOrder 1 ; trv:stepKind con:cites ; trv:carrier "
    told = rows(
        tmp_path,
        ':paper a trv:MediaOutlet ; rdfs:label "Paper"@en .',
        position("heard", ":west", "west", step.replace("§", "1") + ":expert"),
        position("printed", ":east", "ministry", step.replace("§", "2") + ":paper"),
        position("by-several", ":group", "some", topics=":y"),
    )
    assert [(one.iri.rpartition("/")[2], one.ground, one.reason, one.besides) for one in told] == [
        ("heard", OUTSIDER, "told by Expert only, of whom no side is told", "as words of West")
    ]


def test_one_unnamed_voice_is_weak_whether_it_speaks_or_passes_on(tmp_path: Path) -> None:
    """Several voices are not one; where no number is told the reason says so."""
    step = "; trv:hasStep :step . :step trv:stepOrder 1 ; trv:stepKind con:confirms ; trv:carrier "
    told = rows(
        tmp_path,
        position("speaks", ":west", "one"),
        position("several", ":east", "some"),
        position("unknown-number", ":east", "unknown"),
        position("passed-on", ":west", "west", step + ":one"),
    )
    names = [(one.iri.rpartition("/")[2], one.reason) for one in told if one.ground == ANONYMOUS]
    assert names == [
        ("passed-on", "one (of West)"),
        ("speaks", "one (of West)"),
        ("unknown-number", "unknown (no body told, no number told)"),
    ]


def test_a_leak_is_its_own_ground_and_what_is_told_otherwise_too_is_added(tmp_path: Path) -> None:
    """The one who leaked is unnamed as a rule: that is not counted twice."""
    step = "; trv:hasStep :step . :step trv:stepOrder 1 ; trv:stepKind con:leaks ; trv:carrier :one"
    second = position("second", ":west", "west").replace(":pa", ":pb").replace(":a ;", ":b ;")
    (told,) = rows(tmp_path, position("first", ":west", "west", step), second)
    assert (told.ground, told.reason) == (LEAK, "passed on by one")
    assert (told.cite, told.besides) == ("a:1", "told otherwise too: b:2")


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return OxigraphEngine.load(workspace.open_at(str(BUILTIN)))


@pytest.fixture(scope="module")
def real(engine: OxigraphEngine) -> list[Weak]:
    return weak(Origins(engine), engine)


def test_the_claims_on_one_unnamed_source_are_those_that_were_read_from_the_texts(
    real: list[Weak],
) -> None:
    """Compared with the answer that was given before anything was coded: paragraph by paragraph."""
    cites = {cite for one in real if one.ground == ANONYMOUS for cite in one.cite.split(", ")}
    assert cites == {"s2:5", "s3:15", "s3:16", "s3:17", "s4:6"}
    assert len({one.reason for one in real if one.ground == ANONYMOUS}) == 3


def test_what_experts_alone_tell_of_the_us_is_read_from_the_text(real: list[Weak]) -> None:
    """In s3 the interview has five paragraphs of it; no opponent's word is among them."""
    told = {
        cite
        for one in real
        if one.ground == OUTSIDER and "Andrey Koshkin" in one.reason
        if "United States" in one.what
        for cite in one.cite.split(", ")
    }
    assert told == {"s3:29", "s3:30", "s3:32", "s3:33"}
    opposed = {one.iri for one in real if one.ground in (OTHER_SIDE, NO_SIDE)}
    assert opposed.isdisjoint(one.iri for one in real if one.ground == OUTSIDER)


def test_every_unnamed_voice_of_which_there_is_one_has_its_records_here(
    engine: OxigraphEngine, real: list[Weak]
) -> None:
    """As the question `anonymous-voices` lists them: by speaker and by carrier."""
    asked = f"""SELECT DISTINCT ?record WHERE {{
      ?voice a/<{v.SUBCLASS_OF}>* <{v.UNDISCLOSED_VOICE}> .
      FILTER NOT EXISTS {{ ?voice a <{v.SEVERAL_VOICES}> }}
      ?record <{v.SPEAKER}>|(<{v.HAS_STEP}>/<{v.CARRIER}>) ?voice ; <{v.CITE}> ?cite }}"""
    expected = {record for (record,) in values(engine, asked)}
    assert expected
    assert {one.iri for one in real if one.ground in (ANONYMOUS, LEAK)} == expected


def test_what_another_side_tells_alone_is_second_hand_by_the_named_question_too(
    engine: OxigraphEngine, real: list[Weak]
) -> None:
    """The stored answer of `second-hand` holds every paragraph listed here, and more."""
    text = (BUILTIN / "queries" / "second-hand.rq").read_text(encoding="utf-8")
    second_hand = {row[-1] for row in values(engine, text)}
    cites = {
        cite for one in real if one.ground in (OTHER_SIDE, NO_SIDE) for cite in one.cite.split(", ")
    }
    assert cites
    assert cites < second_hand


def test_the_order_is_total_and_every_row_has_its_paragraph(real: list[Weak]) -> None:
    """By ground, then in the order of the texts."""
    order = [GROUNDS.index(one.ground) for one in real]
    assert order == sorted(order)
    assert set(order) == set(range(len(GROUNDS)))
    assert all(":" in one.cite and one.reason and one.told for one in real)
    assert len(real) == len({(one.ground, one.iri) for one in real})
