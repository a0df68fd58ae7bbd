"""Rules on the named questions: stored answers, evidence, order, parameters, and what they tell."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import asking
import pyoxigraph as ox
import pytest
import yaml
from asking import pick
from conftest import ROOT, Run

from travaux import binding, queries
from travaux.engine import OxigraphEngine

# One worker keeps the answers that several tests look at.
EXPECTED = ROOT / "tests" / "expected"
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
Rows = Callable[..., list[dict[str, str]]]
Answer = tuple[list[str], list[tuple[str | None, ...]]]


def text_of(name: str) -> str:
    return (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8")


@cache
def header(name: str) -> dict[str, Any]:
    """The `#+` header of a question, read by PyYAML and not by our own reader."""
    lines = [line[3:] for line in text_of(name).splitlines() if line.startswith("#+ ")]
    found = yaml.safe_load("\n".join(lines))
    assert isinstance(found, dict)
    return found


def body(name: str) -> str:
    return "\n".join(line for line in text_of(name).splitlines() if not line.startswith("#"))


def examples() -> list[Any]:
    found = []
    for name in NAMES:
        for param in header(name).get("params", []):
            found.append(pytest.param(name, param, id=f"{name}-{param['name']}"))
    return found


def one_of_each_type() -> list[Any]:
    return list({each.values[1]["type"]: each for each in examples()}.values())


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return asking.engine()


@pytest.fixture(scope="module")
def backwards(engine: OxigraphEngine) -> OxigraphEngine:
    """The same triples, put into the store in the opposite order."""
    # A store lists what came last first, so adding in the order listed turns the order round; the
    # assertion notices a store that lists otherwise, with which the test below would say nothing.
    quads = list(engine.store.quads_for_pattern(None, None, None, None))
    store = ox.Store()
    for quad in quads:
        store.add(quad)
    assert list(store.quads_for_pattern(None, None, None, None)) == quads[::-1]
    found = OxigraphEngine(store, engine.prefixes, engine.place, engine.base)
    found.rules = engine.rules
    return found


@cache
def inferred(engine: OxigraphEngine) -> OxigraphEngine:
    """Another engine over the same triples, with what the rules add."""
    found = OxigraphEngine(ox.Store(), engine.prefixes, engine.place, engine.base)
    found.store.extend(list(engine.store))
    found.rules = engine.rules
    found.infer()
    return found


@cache  # several rules are about the same answer
def answer(name: str, engine: OxigraphEngine, *given: str) -> Answer:
    """All columns of an answer, those of bound parameters too, and its rows."""
    question = queries.load(asking.SPACE, name)
    bound = binding.bind(question, given, engine)
    engine = inferred(engine) if question.infer else engine
    solutions = engine.query(question.text, bindings=bound)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return names, [tuple(row[n] and str(row[n]) for n in names) for row in solutions]


def answers(name: str, engine: OxigraphEngine) -> list[Answer]:
    """The answer on the defaults, then with each example set in turn."""
    given = [f"{param['name']}={param['example']}" for param in header(name).get("params", [])]
    return [answer(name, engine), *(answer(name, engine, each) for each in given)]


@pytest.mark.parametrize("name", NAMES)
def test_each_question_gives_exactly_the_stored_answer(name: str) -> None:
    """What was written from the texts before the first run is what the question answers."""
    assert asking.answered(name) == (EXPECTED / f"{name}.csv").read_bytes()


@pytest.mark.parametrize("name", ["meetings", "rejected-demands", "was-present", "acts"])
def test_the_installed_command_gives_exactly_the_stored_answer(name: str, run: Run) -> None:
    """Without parameters, on a default, of yes or no, with inference: the same bytes."""
    done = run("query", name, "--format", "csv", input=b"")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (EXPECTED / f"{name}.csv").read_bytes()


def test_every_question_has_a_stored_answer_and_every_stored_answer_a_question() -> None:
    """Fifty questions at least; none without its answer, no answer left over."""
    assert len(NAMES) >= 50
    assert sorted(path.stem for path in EXPECTED.glob("*.csv")) == NAMES


def test_checked_md_says_of_each_stored_answer_who_read_what_and_when() -> None:
    """One line per file with a reader, a day and at least one paragraph."""
    lines = (EXPECTED / "CHECKED.md").read_text(encoding="utf-8").splitlines()
    told = {m[1]: m[2] for line in lines if (m := re.match(r"- `([a-z0-9-]+)\.csv`: (.+)", line))}
    assert sorted(told) == NAMES
    for name, line in told.items():
        assert re.match(r"\w[\w ]*, \d{4}-\d\d-\d\d, against s\d:\d", line), name


@pytest.mark.parametrize("name", NAMES)
def test_rows_differ_on_the_keys_of_order_by(name: str, engine: OxigraphEngine) -> None:
    """The order is total: the keys are columns, and no two rows have the same keys."""
    # Citations are sorted as people read: by source, then by the number of the paragraph.
    reading = r'STRBEFORE\((\?\w+), ":"\) xsd:integer\(STRAFTER\(\1, ":"\)\)'
    text = re.sub(reading, r"\1", body(name).strip())
    clause = re.fullmatch(r"(?s).*\bORDER BY ((?:(?:DESC\(\?\w+\)|\?\w+)\s*)+)", text)
    assert clause, "ORDER BY must come last and hold variables only"
    keys = re.findall(r"\?(\w+)", clause[1])
    for names, rows in answers(name, engine):
        assert set(keys) <= set(names)
        seen = Counter(tuple(row[names.index(key)] for key in keys) for row in rows)
        assert [key for key, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_rows_stand_in_the_same_order_whatever_order_the_triples_came_in(
    name: str, engine: OxigraphEngine, backwards: OxigraphEngine
) -> None:
    """The order comes from ORDER BY, not from the files."""
    assert answers(name, engine) == answers(name, backwards)


def test_each_paragraph_lists_each_of_its_records_once(engine: OxigraphEngine) -> None:
    """A record that rests on two passages of one paragraph is still one record."""
    cites = engine.query("SELECT DISTINCT ?cite WHERE { ?record trv:evidence ?p ; trv:cite ?cite }")
    assert isinstance(cites, ox.QuerySolutions)
    for cite in [row["cite"].value for row in cites]:
        names, rows = answer("paragraph", engine, f"cite={cite}")
        records = Counter(row[names.index("record")] for row in rows)
        assert records and [each for each, times in records.items() if times > 1] == [], cite


@pytest.mark.parametrize("name", NAMES)
def test_each_question_returns_its_evidence(name: str, engine: OxigraphEngine) -> None:
    """Every row says in which source and paragraph it is written."""
    names, rows = answer(name, engine)
    # A row that has a citation of its own may leave open what a further one would cite.
    ends = [i for i, each in enumerate(names) if each.endswith("Cite")]
    where = [names.index("cite")] if "cite" in names else ends
    assert where and rows
    assert all(row[i] for row in rows for i in where)


@pytest.mark.parametrize("name", NAMES)
def test_each_question_says_what_it_asks_and_gives_examples(name: str) -> None:
    """Summary, description and theme; for each parameter a type, a description, an example."""
    told = header(name)
    assert all(told.get(key) for key in ("summary", "description", "theme"))
    assert told["summary"].endswith("?")
    for param in told.get("params", []):
        assert all(param.get(key) for key in ("name", "type", "example", "description"))
        assert f"?{param['name']}" in body(name)


@pytest.mark.parametrize(("name", "param"), examples())
def test_each_example_of_a_parameter_runs(name: str, param: dict[str, Any]) -> None:
    """Who copies an example from the help gets an answer, without the column that it sets."""
    given = f"{param['name']}={param['example']}"
    answer = asking.answered(name, [given]).decode()
    assert param["name"] not in answer.splitlines()[0].split(",")


@pytest.mark.parametrize(("name", "param"), one_of_each_type())
def test_the_installed_command_answers_an_example_of_each_type(
    name: str, param: dict[str, Any], run: Run
) -> None:
    """A name, a day, a paragraph and the rest reach the question from the command line."""
    given = f"{param['name']}={param['example']}"
    done = run("query", name, "-p", given, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert param["name"] not in done.stdout.splitlines()[0].split(",")


def test_no_two_questions_differ_only_by_a_constant() -> None:
    """A constant that sets two questions apart should be a parameter; so should a list of them."""
    # What a question adds beside its pattern does not make it another one.
    extras = r"OPTIONAL \{[^{}]*\}|ORDER BY[^{}]*$|SELECT [^{}]*(?=WHERE)"
    term = r'(?:[a-z]+:[A-Za-z][\w-]*|<[^<>\s]*>|"[^"]*"(?:@\w+|\^\^\S+)?|\b\d+\b)'
    shapes: dict[str, list[str]] = {}
    for name in NAMES:
        # Where a question of yes or no begins with OPTIONAL, that is its pattern.
        whole = re.sub(r"WHERE \{\s*OPTIONAL", "WHERE {", body(name))
        plain = re.sub(rf"{term}(?:\s*,?\s*{term})*", "K", re.sub(extras, "", whole))
        shapes.setdefault(" ".join(plain.split()), []).append(name)
    assert [names for names in shapes.values() if len(names) > 1] == []


# The list of questions of the project, one test each, in labels; each docstring has the number.


@pytest.fixture(scope="module")
def ask() -> Rows:
    """The rows of a question as people read them: labels for names."""
    return asking.rows


def items_at(rows: list[dict[str, str]], cite: str, speaker: str, attitude: str) -> set[str]:
    """What is asked or offered at one paragraph by one speaker's account."""
    wanted = (cite, speaker, attitude)
    return {r["item"] for r in rows if (r["cite"], r["speaker"], r["attitude"]) == wanted}


NON_EXPANSION = "NATO does not enlarge further east"
STRIKE = "no strike weapons are used near Russia's borders"
PUTINS_THREE = {
    NON_EXPANSION,
    STRIKE,
    "NATO's military infrastructure in Europe is as it was in 1997",
}
HOTLINE = "a telephone hotline for urgent contacts is set up"
DE_ESCALATION = "Russia de-escalates the situation around Ukraine"
MINISTRY = "Ministry of Foreign Affairs of Russia"


def test_drafts_were_handed_over_on_15_december(ask: Rows) -> None:
    """Question 1: 15 December 2021 (s0:1); s1:2 gives no more than the month."""
    told = pick(ask("event-dates"), "happened", "cite")
    assert told == [("2021-12", "s1:2"), ("2021-12-15", "s0:1")]


def test_three_january_meetings_with_day_city_and_paragraph(ask: Rows) -> None:
    """Question 2: Geneva 10, Brussels 12, Vienna 13 January (s0:6-8)."""
    told = set(pick(ask("meetings"), "happened", "place", "cite"))
    assert {
        ("2022-01-10", "Geneva", "s0:6"),
        ("2022-01-12", "Brussels", "s0:7"),
        ("2022-01-13", "Vienna", "s0:8"),
    } <= told
    assert {place for _, place, _ in told} == {"Geneva", "Brussels", "Vienna"}


def test_brussels_lasted_more_than_four_hours(ask: Rows) -> None:
    """Question 3: more than four hours (s0:16)."""
    rows = ask("durations", meeting="ent:nrc-meeting-2022-01-12")
    assert pick(rows, "qualifier", "duration", "cite") == [("more than", "4 h", "s0:16")]


def test_page_counts_are_those_of_the_copies(ask: Rows) -> None:
    """Question 4: NATO four, US five, of copies said to be leaked (s1:10-11)."""
    rows = ask("page-counts")
    assert set(pick(rows, "copy of", "pages", "cite")) == {
        ("NATO response to the Russian proposals", "4", "s1:11"),
        ("US response to the Russian proposals", "5", "s1:11"),
    }
    leaked = {row["document"] for row in ask("document-exchange") if "leak" in row["event"]}
    assert leaked == {row["thing"] for row in rows}


def test_osce_offers_itself_as_platform_on_21_december(ask: Rows) -> None:
    """Question 5: the OSCE, 21 December 2021 (s2:10)."""
    rows = ask("demands-and-offers", holder="OSCE")
    platform = "the OSCE serves as a platform for NATO-Russia talks"
    told = pick(rows, "attitude", "item", "said", "cite")
    assert ("offers", platform, "2021-12-21", "s2:10") in told


def test_putins_three_demands_are_one_statement_in_two_reports(ask: Rows) -> None:
    """Question 6: enlargement, strike weapons, infrastructure of 1997 (s1:3, s4:23)."""
    rows = ask("demands-and-offers", holder="Russia")
    for cite in ("s1:3", "s4:23"):
        assert items_at(rows, cite, "Vladimir Putin", "demands") == PUTINS_THREE
        degrees = pick(ask("acceptance"), "degree", "speaker", "cite")
        assert ("not adequately", "Vladimir Putin", cite) in degrees
    links = pick(ask("links", kind="con:same-statement"), "from cite", "to cite")
    assert ("s1:3", "s4:23") in links


def test_steps_for_de_escalation_in_the_russian_reply(ask: Rows) -> None:
    """Question 7: arms supplies, advisers and instructors, joint exercises (s4:12)."""
    told = pick(ask("document-content"), "attitude", "topic", "cite")
    assert {
        ("demands", "no arms are supplied to Ukraine", "s4:12"),
        ("demands", "Western advisers and instructors are recalled from Ukraine", "s4:12"),
        (
            "demands",
            "NATO countries hold no joint exercises with Ukraine's armed forces",
            "s4:12",
        ),
    } <= set(told)


def test_confidence_building_offers_of_the_western_replies(ask: Rows) -> None:
    """Question 8: representative offices, military channels, hotline (s1:11)."""
    rows = ask("demands-and-offers", holder="NATO")
    assert {row["item"] for row in rows if row["cite"] == "s1:11"} == {
        "the representative offices in Brussels and Moscow resume work",
        "existing military channels of communication are fully used",
        HOTLINE,
        "the Alliance's proposals in the written replies",
    }
    found = pick(ask("document-content", document="ent:nato-response-2022"), "topic", "cite")
    assert (HOTLINE, "s1:11") in found


def test_two_sullivans(ask: Rows) -> None:
    """Question 9: Jake, national security adviser (s2:3); John, ambassador (s4:6)."""
    assert pick(ask("who-is", name="Sullivan"), "person", "office", "cite") == [
        ("Jake Sullivan", "US National Security Adviser", "s2:3"),
        ("John Sullivan", "Ambassador of the United States to Russia", "s4:6"),
    ]
    received = pick(ask("document-exchange"), "recipient", "document", "cite")
    assert ("John Sullivan", "Russian response to the US, 17 February 2022", "s4:6") in received


def test_exchange_of_documents_from_the_drafts_to_the_russian_reply(ask: Rows) -> None:
    """Question 10: drafts, replies of the US and of NATO, Russia's reply to the US."""
    told = Counter(pick(ask("document-exchange"), "happened", "cite"))
    assert told[("2021-12-15", "s0:1")] == told[("2021-12-17", "s2:5")] == 2
    assert told[("2021-12/2022-02-02", "s1:2")] == told[("2022-02-02", "s1:10")] == 2
    assert told[("2022-02-17", "s4:7")] == 1
    replies = pick(ask("replies"), "document", "replies to", "cite")
    draft, agreement = (
        "Draft treaty between Russia and the US on security guarantees",
        "Draft agreement on the security of Russia and NATO member states",
    )
    answer_of_us = "US response to the Russian proposals"
    assert {
        (answer_of_us, draft, "s1:15"),
        ("NATO response to the Russian proposals", agreement, "s1:15"),
        ("Russian response to the US, 17 February 2022", answer_of_us, "s4:19"),
    } <= set(replies)


def test_alliance_offers_to_work_on_the_hotline_and_nobody_agrees(ask: Rows) -> None:
    """Question 11: Russia's hotline; an offer to work on it; no agreement (s1:11)."""
    offers = pick(ask("demands-and-offers", attitude="offers"), "holder", "item", "cite")
    assert ("NATO", HOTLINE, "s1:11") in offers
    ideas = pick(ask("demands-and-offers", attitude="proposes"), "holder", "item", "cite")
    assert ("Russia", HOTLINE, "s1:11") in ideas
    assert "yes" not in {row["accepted"] for row in ask("acceptance", item="ent:item-hotline")}


def test_chain_and_occasion_of_putins_words_on_equal_security(ask: Rows) -> None:
    """Question 12: after the talks with Macron; the ministry's reply; Sputnik (s4:5, s4:13)."""
    chain = ask("attribution-chain", speaker="Vladimir Putin")
    assert ("1", MINISTRY, "quotes", "s4:13") in pick(
        chain, "order", "carrier", "step kind", "cite"
    )
    said = pick(ask("event-dates", event="ent:putin-remarks-2022-02-07"), "happened", "cite")
    assert said == [("2022-02-07", "s4:13")]
    present = ask("participants", meeting="ent:putin-macron-talks-2022-02-07")
    assert {row["actor"] for row in present} == {"Vladimir Putin", "Emmanuel Macron"}
    outlets = pick(ask("sources"), "cite", "outlet", "published")
    assert ("s4", "Sputnik", "2022-02-17") in outlets


def test_two_lengths_of_the_geneva_talks_stand_side_by_side(ask: Rows) -> None:
    """Question 13: about 7.5 hours (s0:17), within 8 hours (s3:28)."""
    rows = ask("durations", meeting="Geneva talks")
    assert pick(rows, "qualifier", "duration", "cite") == [
        ("about", "7 h 30 min", "s0:17"),
        ("within", "8 h", "s3:28"),
    ]


def test_15_and_17_december_only_seem_to_contradict(ask: Rows) -> None:
    """Question 14: two events, hand-over and publication (s0:1, s2:5)."""
    rows = ask("links", kind="only seems to contradict")
    assert ("s0:1", "s2:5") in pick(rows, "from cite", "to cite")


def test_1997_has_five_wordings(ask: Rows) -> None:
    """Question 15: borders; Founding Act; infrastructure, twice; forces and weapons."""
    rows = ask("formulations")
    assert pick(rows, "cite", "speaker") == [
        ("s0:10", "Sergei Ryabkov"),
        ("s1:3", "Vladimir Putin"),
        ("s2:2", "Sergei Ryabkov"),
        ("s3:28", "Andrey Koshkin"),
        ("s4:23", "Vladimir Putin"),
    ]
    told = {row["cite"]: row["gloss"] for row in rows}
    assert "borders" in told["s0:10"]
    assert "Founding Act" in told["s2:2"] and "arameters" in told["s2:2"]
    assert "infrastructure" in told["s1:3"] and "infrastructure" in told["s4:23"]
    assert "forces" in told["s3:28"] and "weapons" in told["s3:28"]


def test_lists_of_three_of_putin_and_of_ryabkov_differ(ask: Rows) -> None:
    """Question 16: strike weapons only in the one, curtailing only in the other (s1:3, s0:10)."""
    rows = ask("demands-and-offers", holder="Russia")
    putin = items_at(rows, "s1:3", "Vladimir Putin", "demands")
    ryabkov = items_at(rows, "s0:10", "Sergei Ryabkov", "demands")
    assert len(putin) == len(ryabkov) == 3
    assert STRIKE in putin - ryabkov
    assert "NATO curtails its infrastructure" in ryabkov - putin
    assert putin & ryabkov == {NON_EXPANSION}


def test_each_side_asks_de_escalation_of_the_other(ask: Rows) -> None:
    """Question 17: Nuland of Russia (s2:7), Nikonov on the reply (s1:18), Russia (s4:12)."""
    rows = ask("demands-and-offers", holder="United States")
    assert items_at(rows, "s2:7", "Victoria Nuland", "expects") == {DE_ESCALATION}
    assert items_at(rows, "s1:18", "Vyacheslav Nikonov", "demands") == {DE_ESCALATION}
    steps = "the steps for de-escalation named in Russia's reply"
    assert steps in items_at(
        ask("demands-and-offers", holder="Russia"), "s4:12", MINISTRY, "demands"
    )
    links = pick(ask("links", kind="con:differs-in-scope"), "from cite", "to cite")
    assert ("s4:12", "s2:7") in links


def test_nato_had_not_answered_in_december_and_had_by_february(ask: Rows) -> None:
    """Question 18: no answer yet (s2:8); four pages, by an alleged leak (s1:10-11)."""
    rows = ask("unanswered", holder="NATO", day="2021-12-23")
    assert pick(rows, "topic", "cite", "answered cite") == [
        ("the Russian proposals on security guarantees", "s2:8", "s1:11")
    ]
    copy = "NATO response, copy published by El País"
    found = pick(ask("document-exchange"), "happened", "document", "cite")
    assert ("2022-02-02", copy, "s1:10") in found
    assert (copy, "4") in pick(ask("page-counts"), "thing", "pages")


def test_fomin_and_stoltenberg_are_never_quoted(ask: Rows) -> None:
    """Question 19: Fomin and Stoltenberg (s0:16)."""
    assert pick(ask("silent-participants"), "person", "cite") == [
        ("Alexander Fomin", "s0:16"),
        ("Jens Stoltenberg", "s0:16"),
    ]


def test_nobody_accepts_a_halt_to_enlargement(ask: Rows) -> None:
    """Question 20: none does; what comes nearest stands beside it (s0:10, s1:10, s3:7-8, s3:29)."""
    rows = ask("acceptance")
    assert {row["accepted"] for row in rows} == {"no"}
    assert {
        ("NATO", "s0:10"),
        ("NATO", "s1:10"),
        ("United States", "s3:7"),
        ("United States", "s3:8"),
        ("United States", "s3:29"),
    } <= set(pick(rows, "holder", "cite"))
    agreed = ask("acceptance", item="ent:item-continued-dialogue")
    assert ("yes", "s3:19") in pick(agreed, "accepted", "cite"), "an acceptance would be told"
    refused = pick(ask("rejected-demands", actor="NATO"), "attitude", "item", "cite")
    assert ("unwilling", "NATO compromises on its open-door policy", "s1:12") in refused


def test_no_day_is_given_for_the_delivery_of_the_western_replies(ask: Rows) -> None:
    """Question 21: none; before 2 February 2022 (s1:2), and open in s4:21."""
    rows = ask("event-dates", event="ent:receipt-western-responses")
    assert set(pick(rows, "happened", "basis", "cite")) == {
        ("2021-12/2022-02-02", "inferred", "s1:2"),
        ("2022-02-17 or earlier", "inferred", "s4:21"),
    }


def test_five_us_officials_are_named_blinken_without_office(ask: Rows) -> None:
    """Question 22: both Sullivans, Nuland, Sherman; Blinken's office is not told, but curated."""
    rows = ask("officials")
    assert pick(rows, "person", "cite") == [
        ("Antony Blinken", "s1:5"),
        ("Jake Sullivan", "s2:3"),
        ("John Sullivan", "s4:6"),
        ("Victoria Nuland", "s2:7"),
        ("Wendy Sherman", "s3:7"),
    ]
    elsewhere = [bool(origin) for (origin,) in pick(rows, "origin")]
    assert elsewhere == [True, False, False, False, False]
    assert pick(rows, "named as")[0] == ("",)


def test_december_in_order(ask: Rows) -> None:
    """Question 23: 7, 15, 16, 17, 20, three on the 21st, 23."""
    told = pick(ask("chronology"), "happened", "cite")
    days = [row for row in told if re.fullmatch(r"2021-12-\d\d", row[0])]
    assert days == sorted(days, key=lambda row: row[0])
    assert Counter(days) == Counter(
        [
            ("2021-12-07", "s3:27"),
            ("2021-12-15", "s0:1"),
            ("2021-12-16", "s2:7"),
            ("2021-12-17", "s2:5"),
            ("2021-12-20", "s2:8"),
            ("2021-12-21", "s0:2"),  # the meeting
            ("2021-12-21", "s0:2"),  # what Putin says at it
            ("2021-12-21", "s2:9"),
            ("2021-12-21", "s2:10"),
            ("2021-12-23", "s2:1"),
        ]
    )


def test_earlier_texts_and_who_invokes_them(ask: Rows) -> None:
    """Question 24: Helsinki, two OSCE summits, the Founding Act, the CFE Treaty."""
    assert set(pick(ask("invoked-texts"), "document", "speaker", "cite")) == {
        ("Helsinki Final Act", "Vladimir Putin", "s1:4"),
        ("Charter for European Security", "Sergey Lavrov", "s1:6"),
        ("Astana Commemorative Declaration", "Sergey Lavrov", "s1:6"),
        ("NATO-Russia Founding Act", "Sergei Ryabkov", "s2:2"),
        ("Treaty on Conventional Armed Forces in Europe", "Vyacheslav Nikonov", "s1:17"),
        ("Treaty on Conventional Armed Forces in Europe", "Vyacheslav Nikonov", "s1:18"),
    }


def test_claims_that_rest_on_one_anonymous_source(ask: Rows) -> None:
    """Question 25: White House (s2:5), close to the talks (s3:15-17), State Department (s4:6)."""
    rows = ask("anonymous-voices")
    places: dict[str, set[str]] = {}
    for voice, cite in pick(rows, "voice", "cite"):
        places.setdefault(voice, set()).add(cite)
    assert places["a source in the White House"] == {"s2:5"}
    assert places["a source close to the talks"] == {"s3:15", "s3:16", "s3:17"}
    assert places["an official of the US State Department"] == {"s4:6"}
    promised = {row["cite"] for row in rows if row["kind"] == "promise"}
    assert promised == {"s3:17"}


def test_anonymous_voices_in_all(ask: Rows) -> None:
    """Question 26: those three, sources in NATO (s2:8), and whoever leaked the replies (s1:10)."""
    assert {(row["voice"], row["affiliation"]) for row in ask("anonymous-voices")} == {
        ("a source in the White House", "White House"),
        ("a source close to the talks", ""),
        ("an official of the US State Department", "US Department of State"),
        ("sources in NATO", "NATO"),
        ("whoever passed the NATO and US responses to El País", ""),
    }


def test_warnings_from_the_russian_side(ask: Rows) -> None:
    """Question 27: Putin, Grushko three times, Gavrilov, Bartosh, Koshkin; Putin's chain (s1:8)."""
    rows = ask("warnings")
    assert {
        ("Vladimir Putin", "s0:5"),
        ("Alexander Grushko", "s0:19"),
        ("Alexander Grushko", "s0:20"),
        ("Alexander Grushko", "s0:21"),
        ("Konstantin Gavrilov", "s2:9"),
        ("Alexander Bartosh", "s3:23"),
        ("Andrey Koshkin", "s3:35"),
    } <= set(pick(rows, "speaker", "cite"))
    steps = {(r["antecedent"], r["consequent"]) for r in rows if r["cite"] == "s1:8"}
    ends = {after for _, after in steps} - {before for before, _ in steps}
    joined = {before for before, _ in steps} & {after for _, after in steps}
    assert len(joined) >= 2, "the consequent of one step is the condition of the next"
    assert "a war starts" in ends


def test_warning_of_the_us_reply_has_two_conditions_joined_by_or(ask: Rows) -> None:
    """Question 28: build-up or aggression brings similar steps (s1:13)."""
    rows = ask("warnings", speaker="United States")
    assert {(row["connective"], row["cite"]) for row in rows} == {("or", "s1:13")}
    assert len({row["antecedent"] for row in rows}) == 2
    assert len({row["consequent"] for row in rows}) == 1


def test_stored_answers_are_w3c_csv() -> None:
    """Lines end in CR LF, every row has as many fields as the header."""
    for path in sorted(EXPECTED.glob("*.csv")):
        data = path.read_bytes().decode()
        assert data.count("\n") == data.count("\r\n") and data.endswith("\r\n"), path.name
        rows = list(csv.reader(io.StringIO(data, newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name
