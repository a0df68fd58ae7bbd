"""`travaux timeline`: what is chosen, how it is written, and what the built-in texts answer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run

from travaux.engine import OxigraphEngine
from travaux.kinds import resolve
from travaux.layout import width
from travaux.moments import CLOCKS, Entry, read
from travaux.names import NamedNode
from travaux.timeline import (
    FIELDS,
    WRITERS,
    as_csv,
    as_json,
    as_markdown,
    as_table,
    as_tsv,
    select,
)
from travaux.vocabulary import ACTOR, INFERRED
from travaux.when import CERTAIN, POSSIBLE, Span, When, span, told
from travaux.workspace import builtin_root, open_at

RLO = "\u202e"  # turns the text after it around


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The built-in workspace."""
    return OxigraphEngine.load(open_at(builtin_root()))


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def entry(date: str, earliest: str | None, latest: str | None, **more: object) -> Entry:
    """An account of some talks."""
    when = When(date, earliest, latest, INFERRED)
    plain = Entry(
        *("happened", when, "meeting", "the talks", "Norvik, Suder"),
        *(("t1:1",), ("inferred",), ("https://example.org/r1",), False),
    )
    return plain._replace(**more)


DAY = entry("2031-05-03/2031-05-04", "2031-05-03", "2031-05-04")
LATER = entry("2031-05-03/..", "2031-05-03", None, cites=("t1:2", "t2:10"))
WORDS = entry(
    "2031-05-03/..",
    "2031-05-03",
    None,
    clock="said",
    who="Ann",
    kind="demands",
    what="Ann asks.",
    spoken=True,
)


def test_without_days_everything_is_listed_and_nothing_judged() -> None:
    """Certainty is a matter of the days asked for."""
    assert select([DAY, LATER], Span()) == [DAY, LATER]


def test_the_possible_follows_the_certain() -> None:
    """What need not lie within does not hide what does."""
    found = select([LATER, DAY], Span("2031-05-01", "2031-05-31"))
    assert [(each.when.date, each.certainty) for each in found] == [
        (DAY.when.date, CERTAIN),
        (LATER.when.date, POSSIBLE),
    ]
    assert select([LATER, DAY], Span(None, "2031-05-02")) == []


def test_a_day_is_the_heading_of_its_entries() -> None:
    """Each date once; one line per entry with its paragraphs, each on a line of its own."""
    assert as_table(select([DAY, LATER, WORDS], Span(None, "2031-05-31"))).splitlines() == [
        "between 2031-05-03 and 2031-05-04",
        "  happened   the talks — meeting — Norvik, Suder                          t1:1",
        "",
        "2031-05-03 or later — possible",
        "  happened   the talks — meeting — Norvik, Suder                          t1:2,",
        "                                                                          t2:10",
        "  said       Ann: demands. Ann asks.                                      t1:1",
    ]


def test_one_clock_needs_no_column() -> None:
    """What is the same on every line is not told on any."""
    assert as_table([DAY]).splitlines()[1].startswith("  the talks — meeting")


def test_a_kind_that_the_label_tells_already_is_not_told_again() -> None:
    """A meeting called a meeting."""
    assert "the Meeting — Norvik, Suder " in as_table([DAY._replace(what="the Meeting")])


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_the_table_keeps_to_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider, whatever the words."""
    monkeypatch.setenv("COLUMNS", str(columns))
    long = DAY._replace(what="talk " * 30 + "交渉" * 40, who="x" * 90, cites=("t" * 60 + ":1",))
    lines = as_table([long, WORDS]).splitlines()
    assert max(map(width, lines)) <= columns
    assert sum(line.count("交") for line in lines) == 40


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_no_format_passes_on_what_steers_a_terminal(format: str) -> None:
    """Labels come from files of anybody."""
    hostile = DAY._replace(what=f"a{RLO}b\x1b[31m", who="c\td\n", cites=(f"t{RLO}:1",))
    written = WRITERS[format]([hostile])
    assert RLO not in written
    assert "\x1b" not in written


def test_csv_tsv_and_json_hold_the_same() -> None:
    """The words of a date for people, the days and the basis for programs."""
    entries = select([DAY, LATER], Span(None, "2031-05-31"))
    rows = list(csv.DictReader(io.StringIO(as_csv(entries))))
    lines = [line.split("\t") for line in as_tsv(entries).splitlines()]
    objects = json.loads(as_json(entries))
    assert [dict(zip(lines[0], line, strict=True)) for line in lines[1:]] == rows
    assert tuple(rows[0]) == tuple(objects[0]) == FIELDS
    assert rows[1]["cite"] == "t1:2, t2:10"
    assert objects[1]["cite"] == ["t1:2", "t2:10"]
    assert (rows[1]["date"], rows[1]["edtf"]) == ("2031-05-03 or later", "2031-05-03/..")
    assert (rows[1]["latest"], objects[1]["latest"]) == ("", None)
    assert [each["certainty"] for each in objects] == ["certain", "possible"]


def test_markdown_has_certainty_and_role_only_where_they_are_asked_for() -> None:
    """A table for reading has no empty columns."""
    assert as_markdown([DAY]).splitlines()[0] == "| date | clock | kind | what | who | cite |"
    judged = DAY._replace(certainty=CERTAIN, role="party")
    assert as_markdown([judged]).splitlines()[0].endswith("| cite | certainty | role |")


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "markdown"])
def test_nothing_found_is_still_a_file_of_its_format(format: str) -> None:
    """A program that reads it finds no rows, not a broken file."""
    written = WRITERS[format]([])
    assert written == "[]\n" if format == "json" else written.count("date") == 1


# The built-in texts, against the questions of the issue.


def found(engine: OxigraphEngine, clock: str, actor: str = "", **days: str) -> list[Entry]:
    """What `travaux timeline` lists."""
    node = resolve(actor, (NamedNode(ACTOR),), engine) if actor else None
    asked = span(days.get("start"), days.get("end"), days.get("as_of"))
    return select(read(engine, [clock], node), asked)


def test_the_events_of_december_stand_in_order(engine: OxigraphEngine) -> None:
    """7 video summit; 15 hand-over; 16 and 17; 20 newspaper; 21 three times; 23."""
    listed = found(engine, "happened", start="2021-12", end="2021-12")
    by_day = [
        (told(each.when)[8:], each.cites)
        for each in listed
        if each.certainty == CERTAIN and len(told(each.when)) == 10 and not each.spoken
    ]
    wanted = [
        ("07", "s3:27"),
        ("15", "s0:1"),
        ("16", "s2:7"),
        ("17", "s2:5"),
        ("20", "s2:8"),
        ("21", "s0:2"),
        ("21", "s2:9"),
        ("21", "s2:10"),
        ("23", "s2:1"),
    ]
    assert [day for day, _ in by_day] == sorted(day for day, _ in by_day)
    for day, cite in wanted:
        assert any(day == each and cite in cites for each, cites in by_day), (day, cite)


def test_what_has_only_a_month_follows_the_days_of_the_month(engine: OxigraphEngine) -> None:
    """Two texts give no more than December; they are not put on the day that others give."""
    listed = [told(each.when) for each in found(engine, "happened", start="2021-12", end="2021-12")]
    assert listed.index("2021-12, day not given") > listed.index("2021-12-23")


def test_an_answer_is_on_record_in_february_and_not_in_december(engine: OxigraphEngine) -> None:
    """Both are true in their time: no answer yet, possibly by 23 December; an offer by February."""
    december = found(engine, "said", "NATO", as_of="2021-12-23")
    february = found(engine, "said", "NATO", as_of="2022-02-02")
    assert [each.kind for each in december if each.certainty == CERTAIN] == []
    assert [each.kind for each in december if each.cites == ("s2:8",)] == ["not yet answered"]
    certain = {(each.kind, cite) for each in february if each.certainty for cite in each.cites}
    assert ("offers", "s1:11") in certain


def test_words_of_an_undated_text_are_never_certain(engine: OxigraphEngine) -> None:
    """Its date is open, so no later day makes sure of it."""
    for each in found(engine, "said", as_of="2100"):
        if "s0" in each.when.record:
            assert each.certainty == POSSIBLE
            assert told(each.when).startswith("on record in s0")


def test_the_three_accounts_of_one_meeting_are_one_entry(engine: OxigraphEngine) -> None:
    """Geneva, 10 January, is told several times by one text: the only event of the day."""
    days = {"start": "2022-01-10", "end": "2022-01-10"}
    listed = [each for each in found(engine, "happened", **days) if each.certainty == CERTAIN]
    assert [{"s0:6", "s0:17"} <= set(each.cites) for each in listed if not each.spoken] == [True]


def test_every_entry_has_a_paragraph_or_its_source(engine: OxigraphEngine) -> None:
    """No line without evidence."""
    listed = read(engine, CLOCKS)
    assert len(listed) > 300
    assert all(cite[:1] == "s" for each in listed for cite in each.cites)
    assert all(":" in cite for each in listed for cite in each.cites if each.clock != "published")


# The command.


def test_the_command_lists_the_other_workspace(run: Run, tiny: Path) -> None:
    """The day of the meeting, the words of that day, and what an undated report has on record."""
    done = run("timeline", "--workspace", tiny)
    assert done.returncode == 0
    assert done.stdout.startswith("2031-05-03\n  happened   Holm talks ")
    assert "2031-05-03 (inferred)\n  said " in done.stdout
    assert "on record in t2 (2031-05-03 or later), day not given\n" in done.stdout
    assert done.stderr.startswith("8 entries")


def test_names_come_in_the_language_asked_for(run: Run, tiny: Path) -> None:
    """--lang chooses labels; dates and clocks stay."""
    done = run("timeline", "--workspace", tiny, "--lang", "ru", "--clock", "happened")
    assert "переговоры в Хольме" in done.stdout


def test_an_empty_answer_tells_what_was_searched(run: Run, tiny: Path) -> None:
    """On stderr in words; the actor has entries on other days."""
    done = run("timeline", "--workspace", tiny, "--actor", "Norvik", "--to", "2031-05-02")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "nothing on the timeline, Norvik, to 2031-05-02: 2 sources searched; "
        "outside these dates: 2\n"
    )


def test_an_impossible_range_is_an_error(run: Run, tiny: Path) -> None:
    """Exit 2 and one line with a hint, before anything is loaded."""
    done = run("timeline", "--workspace", tiny, "--from", "2031-06", "--to", "2031-05")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "travaux: --from, --to: nothing is both from 2031-06 on and up to 2031-05\n"
        "  2031-06 begins on 2031-06-01, 2031-05 ends on 2031-05-31.\n"
    )


def test_an_actor_is_looked_for_among_actors(run: Run, tiny: Path) -> None:
    """A city that bears the name is no answer, and an empty list would be a false one."""
    done = run("timeline", "--workspace", tiny, "--actor", "Holm")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--actor: Holm is a city, not an actor" in done.stderr
