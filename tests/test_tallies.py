"""What `travaux balance` counts agrees with the files, counted another way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from small import engine_over
from test_sides import GRAPH

from travaux import tallies
from travaux.attribution import attribution
from travaux.corpus import Corpus
from travaux.engine import OxigraphEngine
from travaux.tallies import ALL, Count
from travaux.turtle_text import name_of
from travaux.vocabulary import (
    ATTITUDE,
    CON,
    DRAWS_ON,
    GLOSS,
    HAS_STEP,
    HOLDER,
    SPEAKER,
    SPEECH_MODE,
    STEP_KIND,
    TRV,
    TYPE,
)
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
KINDS = "Statement Position Conditional Allegation Denial Assessment Prediction Promise"
STATEMENTS = {TRV + kind for kind in KINDS.split()}
HEAD = """
PREFIX : <https://example.org/small/>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
:s a trv:NewsArticle ; dcterms:identifier "s" .
:g2 a trv:Passage ; trv:inSource :s ; trv:paragraph 2 .
:g9 a trv:Passage ; trv:inSource :s ; trv:paragraph 9 .
:g10 a trv:Passage ; trv:inSource :s ; trv:paragraph 10 .
"""

Facts = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def counts() -> list[Count]:
    return tallies.tallies(OxigraphEngine.load(open_at(str(ROOT))))


@pytest.fixture(scope="module")
def facts() -> dict[str, Facts]:
    """Each source's subjects with the values of their properties, read from the files."""
    found: dict[str, Facts] = {}
    for part in Corpus(open_at(str(ROOT))).layer("source"):
        own = found.setdefault(part.file.stem, {})
        for triple in part.triples:
            values = own.setdefault(name_of(triple.subject), {})
            values.setdefault(triple.predicate.value, []).append(name_of(triple.object))
    return found


def statements(facts: Facts) -> list[dict[str, list[str]]]:
    return [own for own in facts.values() if set(own.get(TYPE, ())) & STATEMENTS]


def small(tmp_path: Path, text: str) -> list[Count]:
    files: dict[str, str | bytes] = {
        "graph/reference.ttl": GRAPH,
        "graph/sources/s.ttl": HEAD + text,
    }
    return tallies.tallies(engine_over(tmp_path, files))


def told(counts: list[Count], section: str) -> dict[tuple[str, str], int]:
    return {(one.who, one.what): one.records for one in counts if one.section == section}


def test_statements_are_counted_by_source_and_kind(
    counts: list[Count], facts: dict[str, Facts]
) -> None:
    """Every statement of every file counts once, under its source."""
    found = told(counts, tallies.BY_SOURCE)
    expected = {(stem, ALL): len(statements(own)) for stem, own in facts.items()}
    assert {key: n for key, n in found.items() if key[1] == ALL} == expected
    for stem in facts:
        parts = [n for (who, what), n in found.items() if who == stem and what != ALL]
        assert sum(parts) == found[stem, ALL]


def test_speech_modes_and_verbs_are_counted_once_for_each_speaker_side(
    counts: list[Count], facts: dict[str, Facts]
) -> None:
    """Over all sides the modes and the verbs are those of the files; here no statement has two
    speakers of different sides."""
    every = [own for each in facts.values() for own in statements(each)]
    modes = Counter(own[SPEECH_MODE][0].removeprefix(CON) for own in every)
    found = told(counts, tallies.MODE)
    assert sum(n for (_, what), n in found.items() if what == ALL) == len(every)
    assert sum(n for (_, what), n in found.items() if what == "paraphrase") == modes["paraphrase"]
    verbs = Counter(
        verb.verb if (verb := attribution(own[GLOSS][0])) else tallies.NO_VERB for own in every
    )
    counted: Counter[str] = Counter()
    for (_, what), number in told(counts, tallies.VERBS).items():
        counted[what] += number
    del counted[ALL]
    assert counted == verbs


def test_attitudes_are_counted_for_each_holder(
    counts: list[Count], facts: dict[str, Facts]
) -> None:
    """Several holders hold one attitude each; two of one side count once for it."""
    every = [own for each in facts.values() for own in statements(each) if HOLDER in own]
    attitudes = Counter(own[ATTITUDE][0].removeprefix(CON).replace("-", " ") for own in every)
    found: Counter[str] = Counter()
    for (_, what), number in told(counts, tallies.ATTITUDE).items():
        found[what] += number
    assert found.pop(ALL) >= len(every) == sum(attitudes.values())
    assert set(found) == set(attitudes)
    assert all(found[each] >= attitudes[each] for each in attitudes)


def test_leaked_and_mediated_statements_are_those_with_such_steps(
    counts: list[Count], facts: dict[str, Facts]
) -> None:
    """A step that leaks makes a statement leaked; one without steps is direct or undisclosed."""
    leaked = stepless = 0
    for own in facts.values():
        for each in statements(own):
            steps = each.get(HAS_STEP, [])
            leaked += any(CON + "leaks" in own[step][STEP_KIND] for step in steps)
            stepless += not steps
    found: Counter[str] = Counter()
    for (_, what), number in told(counts, tallies.CHANNEL).items():
        found[what] += number
    assert found["leaked"] == leaked > 0
    assert found["direct"] <= stepless <= found["direct"] + found["undisclosed"]


def test_a_source_counts_under_each_medium_that_it_draws_on(
    counts: list[Count], facts: dict[str, Facts]
) -> None:
    """Two texts of one agency are seen to be of one agency."""
    drawn: Counter[str] = Counter()
    for own in facts.values():
        article = next(each for each in own.values() if TRV + "NewsArticle" in each.get(TYPE, ()))
        for medium in article.get(DRAWS_ON, [tallies.NOT_TOLD]):
            drawn[medium] += len(statements(own))
    found = told(counts, tallies.BY_AGENCY)
    assert sorted(n for (_, what), n in found.items() if what == ALL) == sorted(drawn.values())


def test_who_speaks_is_not_silent_and_nobody_else_is_missing(
    counts: list[Count], facts: dict[str, Facts]
) -> None:
    """No label stands both among the speakers and among those without a voice."""
    speakers = {who for who, _ in told(counts, tallies.BY_SPEAKER)}
    spoken = {name for own in facts.values() for each in statements(own) for name in each[SPEAKER]}
    assert len(speakers) == len(spoken)
    assert speakers.isdisjoint(who for who, _ in told(counts, tallies.SILENT))


def test_the_sections_come_in_order_and_what_is_no_side_comes_last(counts: list[Count]) -> None:
    """In each section the largest comes first, sides before the rest; `all` before its parts."""
    sections = list(dict.fromkeys(one.section for one in counts))
    assert sections == list(tallies.SECTIONS)
    sides = [one for one in counts if one.section == tallies.BY_SIDE and one.what == ALL]
    apart = [one.who[0].islower() for one in sides]  # the words of this module are in small letters
    assert apart == sorted(apart)
    for group in (True, False):
        sizes = [one.records for one, last in zip(sides, apart, strict=True) if last == group]
        assert sizes == sorted(sizes, reverse=True)


def test_the_first_paragraph_is_the_first_as_a_reader_counts(tmp_path: Path) -> None:
    """Paragraph 9 comes before paragraph 10; a record of two paragraphs has the first of them."""
    found = small(
        tmp_path,
        ":a a trv:Denial ; trv:inSource :s ; trv:speaker :grell ; trv:evidence :g10 , :g9 ."
        ':b a trv:Denial ; trv:inSource :s ; trv:speaker :grell ; trv:evidence :g10 ; trv:gloss "x"'
        " .",
    )
    assert [one.first for one in found if one.section == tallies.BY_SPEAKER] == ["s:9", "s:9"]
    assert told(found, tallies.VERBS)["Norvik", "none"] == 1
    assert told(found, tallies.MODE) == {("Norvik", ALL): 2, ("Norvik", "not told"): 2}


def test_two_speakers_count_each_and_their_side_counts_once(tmp_path: Path) -> None:
    """A joint statement is one act of its side, and a word of each who made it."""
    found = small(
        tmp_path,
        ":a a trv:Promise ; trv:inSource :s ; trv:speaker :grell , :ministry , :article ;"
        " trv:evidence :g2 .",
    )
    assert told(found, tallies.BY_SIDE)["Norvik", "promise"] == 1
    assert len(told(found, tallies.BY_SPEAKER)) == 6
    assert told(found, tallies.BY_SOURCE)["s", ALL] == 1


@pytest.mark.parametrize(
    ("steps", "speaker", "channel"),
    [
        ("", "grell", "direct"),
        ("", "leak", "undisclosed"),
        ("gazette con:quotes", "grell", "mediated"),
        ("gazette con:quotes", "whisper", "undisclosed"),
        ("whisper con:is-told", "grell", "undisclosed"),
        ("whisper con:leaks", "grell", "leaked"),
    ],
)
def test_the_channel_is_the_one_that_tells_least_of_whose_the_words_are(
    tmp_path: Path, steps: str, speaker: str, channel: str
) -> None:
    """Leaked, else undisclosed at any link of the chain, else mediated, else direct."""
    text = f":a a trv:Denial ; trv:inSource :s ; trv:speaker :{speaker} ; trv:evidence :g2"
    if steps:
        carrier, kind = steps.split()
        text += f" ; trv:hasStep :x . :x trv:carrier :{carrier} ; trv:stepKind {kind}"
    found = small(tmp_path, text + " .")
    assert [one.what for one in found if one.section == tallies.CHANNEL] == [ALL, channel]


@pytest.mark.parametrize(
    ("speaker", "more", "voice"),
    [
        ("norvik", "", "first-hand"),
        ("grell", "", "first-hand"),
        ("leak", "", "attributed"),
        ("article", "", "attributed"),
        ("article", "; trv:onBehalfOf :norvik", "first-hand"),
    ],
)
def test_a_position_is_first_hand_where_the_holder_or_somebody_for_it_speaks(
    tmp_path: Path, speaker: str, more: str, voice: str
) -> None:
    """An official and a body speak for their state; an unnamed voice and an article do not."""
    found = small(
        tmp_path,
        f":a a trv:Position ; trv:inSource :s ; trv:speaker :{speaker} ; trv:evidence :g2 ;"
        f" trv:holder :norvik ; trv:attitude con:demands {more} .",
    )
    assert told(found, tallies.VOICE) == {("Norvik", ALL): 1, ("Norvik", voice): 1}


def test_silent_are_those_of_whom_nobody_speaks(tmp_path: Path) -> None:
    """Suder is told of and never speaks; Norvik speaks by its official; so does who formulates."""
    found = small(
        tmp_path,
        ":a a trv:Allegation ; trv:inSource :s ; trv:speaker :grell ; trv:evidence :g2 ;"
        " trv:refersTo :suder , :norvik , :head ."
        ":b a trv:Position ; trv:inSource :s ; trv:speaker :grell ; trv:evidence :g9 ;"
        " trv:holder :suder ; trv:addressee :norvik , :league ."
        ":c a trv:Formulation ; trv:inSource :s ; trv:speaker :delegation ; trv:evidence :g9 .",
    )
    assert told(found, tallies.SILENT) == {
        ("Suder", ALL): 2,
        ("Suder", "allegation"): 1,
        ("Suder", "holder"): 1,
    }


def test_nothing_recorded_is_nothing_counted(tmp_path: Path) -> None:
    """A workspace without statements has no sections."""
    assert small(tmp_path, "") == []
