"""Rules on the named questions: stored answers, evidence, order, parameters, and what they tell."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from conftest import ROOT, Run

from travaux import binding, queries, workspace
from travaux.engine import OxigraphEngine

EXPECTED = ROOT / "tests" / "expected"
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
Rows = Callable[..., list[dict[str, str]]]
Answer = tuple[list[str], list[tuple[str | None, ...]]]


def text_of(name: str) -> str:
    return (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8")


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


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return OxigraphEngine.load(workspace.find(str(ROOT)))


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
    return OxigraphEngine(store, engine.prefixes, engine.place, engine.base)


def answer(name: str, engine: OxigraphEngine, *given: str) -> Answer:
    """All columns of an answer, those of bound parameters too, and its rows."""
    question = queries.load(workspace.find(str(ROOT)), name)
    solutions = engine.query(question.text, bindings=binding.bind(question, given, engine))
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return names, [tuple(row[n] and str(row[n]) for n in names) for row in solutions]


def answers(name: str, engine: OxigraphEngine) -> list[Answer]:
    """The answer on the defaults, then with each example set in turn."""
    given = [f"{param['name']}={param['example']}" for param in header(name).get("params", [])]
    return [answer(name, engine), *(answer(name, engine, each) for each in given)]


@pytest.mark.parametrize("name", NAMES)
def test_the_installed_command_gives_exactly_the_stored_answer(name: str, run: Run) -> None:
    """What was written from the texts before the first run is what the command answers."""
    done = run("query", name, "--format", "csv", input=b"")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (EXPECTED / f"{name}.csv").read_bytes()


def test_every_question_has_a_stored_answer_and_every_stored_answer_a_question() -> None:
    """Twenty questions at least; none without its answer, no answer left over."""
    assert len(NAMES) >= 20
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
    where = [i for i, each in enumerate(names) if each == "cite" or each.endswith("Cite")]
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
def test_each_example_of_a_parameter_runs(name: str, param: dict[str, Any], run: Run) -> None:
    """Who copies an example from the help gets an answer, without the column that it sets."""
    given = f"{param['name']}={param['example']}"
    done = run("query", name, "-p", given, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert param["name"] not in done.stdout.splitlines()[0].split(",")


def test_no_two_questions_differ_only_by_a_constant() -> None:
    """A constant that sets two questions apart should be a parameter; so should a list of them."""
    term = r'(?:[a-z]+:[A-Za-z][\w-]*|<[^<>\s]*>|"[^"]*"(?:@\w+|\^\^\S+)?|\b\d+\b)'
    shapes: dict[str, list[str]] = {}
    for name in NAMES:
        plain = re.sub(rf"{term}(?:\s*,?\s*{term})*", "K", body(name))
        shapes.setdefault(" ".join(plain.split()), []).append(name)
    assert [names for names in shapes.values() if len(names) > 1] == []


# What the list of questions of the project asks of the two texts coded so far, in labels.


@pytest.fixture(scope="module")
def ask(run: Run) -> Rows:
    """The rows of a question as people read them: labels for names."""

    def _ask(name: str, /, **params: str) -> list[dict[str, str]]:
        given = [word for key, value in params.items() for word in ("-p", f"{key}={value}")]
        done = run("query", name, *given, "--format", "markdown")
        assert done.returncode == 0, done.stderr
        lines = [line.strip("|").split(" | ") for line in done.stdout.splitlines()]
        lines = [[cell.strip() for cell in line] for line in lines]
        return [dict(zip(lines[0], line, strict=True)) for line in lines[2:] if len(line) > 1]

    return _ask


def pick(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_drafts_were_handed_over_on_15_december(ask: Rows) -> None:
    """Question 1: 15 December 2021 (s0:1)."""
    assert pick(ask("event-dates"), "happened", "cite") == [("2021-12-15", "s0:1")]


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


def test_geneva_lasted_about_seven_and_a_half_hours_by_s0(ask: Rows) -> None:
    """Question 13, s0: about 7.5 hours (s0:17)."""
    rows = ask("durations", meeting="Geneva talks")
    assert ("about", "7 h 30 min", "s0:17") in pick(rows, "qualifier", "duration", "cite")


def test_osce_offers_itself_as_platform_on_21_december(ask: Rows) -> None:
    """Question 5: the OSCE, 21 December 2021 (s2:10)."""
    told = pick(ask("offers", holder="OSCE"), "attitude", "item", "said", "cite")
    platform = "the OSCE serves as a platform for NATO-Russia talks"
    assert ("offers", platform, "2021-12-21", "s2:10") in told


def test_sullivan_in_s2_is_jake(ask: Rows) -> None:
    """Question 9, s2: Jake Sullivan, national security adviser (s2:3)."""
    told = [row for row in ask("who-is", name="Sullivan") if row["cite"].startswith("s2:")]
    assert pick(told, "person", "office", "cite") == [
        ("Jake Sullivan", "US National Security Adviser", "s2:3")
    ]


def test_drafts_are_handed_over_and_then_published(ask: Rows) -> None:
    """Question 10, its first step: two drafts, 15 and 17 December (s0:1, s2:5)."""
    told = Counter(pick(ask("document-exchange"), "happened", "cite"))
    assert told[("2021-12-15", "s0:1")] == told[("2021-12-17", "s2:5")] == 2


def test_15_and_17_december_only_seem_to_contradict(ask: Rows) -> None:
    """Question 14: two events, hand-over and publication (s0:1, s2:5)."""
    rows = ask("links", kind="only seems to contradict")
    assert ("s0:1", "s2:5") in pick(rows, "from cite", "to cite")


def test_1997_has_two_wordings_of_ryabkovs(ask: Rows) -> None:
    """Question 15, s0 and s2: borders; parameters and boundaries of the Founding Act."""
    told = {row["cite"]: row for row in ask("formulations")}
    assert {told[cite]["speaker"] for cite in ("s0:10", "s2:2")} == {"Sergei Ryabkov"}
    assert "borders" in told["s0:10"]["gloss"]
    assert "Founding Act" in told["s2:2"]["gloss"] and "arameters" in told["s2:2"]["gloss"]


def test_ryabkovs_list_of_three_has_infrastructure_and_no_strike_weapons(ask: Rows) -> None:
    """Question 16, s0: curtailing infrastructure is an item of its own (s0:10)."""
    items = {row["item"] for row in ask("demands", holder="Russia") if row["cite"] == "s0:10"}
    assert len(items) == 3
    assert "NATO curtails its infrastructure" in items
    assert not any("strike" in item for item in items)


def test_nuland_expects_de_escalation_of_russia(ask: Rows) -> None:
    """Question 17, Nuland: the US expects it of Russia (s2:7)."""
    told = pick(ask("demands", holder="United States"), "attitude", "item", "speaker", "cite")
    wanted = "Russia de-escalates the situation around Ukraine"
    assert ("expects", wanted, "Victoria Nuland", "s2:7") in told


def test_nato_had_not_answered_by_23_december(ask: Rows) -> None:
    """Question 18, s2: no official answer yet (s2:8)."""
    told = pick(ask("unanswered", holder="NATO"), "attitude", "topic", "cite")
    assert told == [("not yet answered", "the Russian proposals on security guarantees", "s2:8")]


def test_fomin_and_stoltenberg_are_never_quoted(ask: Rows) -> None:
    """Question 19: Fomin and Stoltenberg (s0:16)."""
    assert pick(ask("silent-participants"), "person", "cite") == [
        ("Alexander Fomin", "s0:16"),
        ("Jens Stoltenberg", "s0:16"),
    ]


def test_nobody_accepts_a_halt_to_enlargement(ask: Rows) -> None:
    """Question 20: none does; what comes nearest stands beside it (s0:10)."""
    rows = ask("acceptance")
    assert rows and {row["accepted"] for row in rows} == {"false"}
    assert ("NATO", "s0:10") in pick(rows, "holder", "cite")


def test_two_of_the_five_us_officials(ask: Rows) -> None:
    """Question 22, s2: Jake Sullivan and Nuland (s2:3, s2:7)."""
    told = pick(ask("officials"), "person", "cite")
    assert {("Jake Sullivan", "s2:3"), ("Victoria Nuland", "s2:7")} <= set(told)


def test_december_in_order(ask: Rows) -> None:
    """Question 23, s0 and s2: 15, 16, 17, 20, three on the 21st, 23."""
    told = pick(ask("chronology"), "happened", "cite")
    assert told == sorted(told, key=lambda row: row[0])
    assert {
        ("2021-12-15", "s0:1"),
        ("2021-12-16", "s2:7"),
        ("2021-12-17", "s2:5"),
        ("2021-12-20", "s2:8"),
        ("2021-12-21", "s0:2"),
        ("2021-12-21", "s2:9"),
        ("2021-12-21", "s2:10"),
        ("2021-12-23", "s2:1"),
    } <= set(told)


def test_ryabkov_invokes_the_founding_act(ask: Rows) -> None:
    """Question 24, 1997: the Founding Act, by Ryabkov (s2:2)."""
    told = pick(ask("invoked-texts"), "document", "speaker", "cite")
    assert ("NATO-Russia Founding Act", "Sergei Ryabkov", "s2:2") in told


def test_anonymous_voices_of_s2(ask: Rows) -> None:
    """Questions 25 and 26, s2: one source in the White House, several in NATO (s2:5, s2:8)."""
    told = {pair for pair in pick(ask("anonymous-voices"), "voice", "cite") if "s2:" in pair[1]}
    assert told == {("a source in the White House", "s2:5"), ("sources in NATO", "s2:8")}


def test_warnings_from_the_russian_side(ask: Rows) -> None:
    """Question 27, s0 and s2: Putin, Grushko three times, Gavrilov."""
    told = set(pick(ask("warnings"), "speaker", "cite"))
    assert {
        ("Vladimir Putin", "s0:5"),
        ("Alexander Grushko", "s0:19"),
        ("Alexander Grushko", "s0:20"),
        ("Alexander Grushko", "s0:21"),
        ("Konstantin Gavrilov", "s2:9"),
    } <= told


def test_stored_answers_are_w3c_csv() -> None:
    """Lines end in CR LF, every row has as many fields as the header."""
    for path in sorted(EXPECTED.glob("*.csv")):
        data = path.read_bytes().decode()
        assert data.count("\n") == data.count("\r\n") and data.endswith("\r\n"), path.name
        rows = list(csv.reader(io.StringIO(data, newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name
