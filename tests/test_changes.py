"""`travaux changes`: what the built-in texts answer, how days are cut, how it is written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from conftest import ROOT, Run

from travaux.changes import FIELDS, WRITERS, as_json, as_table, command, heading
from travaux.changes_text import Shown
from travaux.engine import OxigraphEngine
from travaux.layout import width
from travaux.reports import Reports
from travaux.turns import ON_RECORD, SAID, SECTIONS, TURNED, Change, Refers, read, select
from travaux.vocabulary import INFERRED
from travaux.when import CERTAIN, POSSIBLE, Span, When, span
from travaux.workspace import builtin_root, open_at

RLO = "\u202e"  # turns the text after it around
EXPECTED = sorted((ROOT / "tests" / "expected" / "changes").glob("*.csv"))
#: Days at which windows are cut: those that the texts name, and some between them.
DAYS = ("2021-12-07", "2021-12-15", "2021-12-16", "2021-12-20", "2021-12-23", "2022-01-01")
LATER = ("2022-01-10", "2022-01-11", "2022-01-12", "2022-02-02", "2022-02-07", "2022-02-17")


class Built(NamedTuple):
    engine: OxigraphEngine
    entries: list[Change]


@pytest.fixture(scope="module")
def built() -> Built:
    """The built-in workspace and all its entries."""
    space = open_at(builtin_root())
    engine = OxigraphEngine.load(space)
    return Built(engine, read(Reports(space, engine)))


def between(built: Built, start: str | None, end: str | None) -> list[Change]:
    return select(built.entries, span(start, end, None))


def written(built: Built, start: str, end: str) -> list[dict[str, object]]:
    shown = Shown(built.engine, heading(start, end, ()), "")
    found = json.loads(as_json(between(built, start, end), shown))
    assert isinstance(found, list)
    return found


def key(entry: Change) -> tuple[object, ...]:
    """What makes an entry the same in another window."""
    return entry._replace(certainty="")


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_what_is_certain_between_two_days_is_what_the_texts_tell(path: Path, built: Built) -> None:
    """Each list was read against the paragraphs, row by row.

    In January and February the words that are neither asked nor answered are left out of it.
    """
    start, _, end = path.stem.partition("--")
    expected = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    sections = {row["section"] for row in expected}
    found = [
        {
            "section": str(each["section"]),
            "date": str(each["edtf"]),
            "who": ", ".join(each["holder"] or each["speaker"]),
            "stance": str(each["attitude"] or each["kind"]),
            "speaker": ", ".join(each["speaker"]),
            "voice": str(each["voice"]),
            "cite": ", ".join(each["cite"]),
        }
        for each in written(built, start, end)
        if each["certainty"] == CERTAIN and (each["section"] != SAID or SAID in sections)
    ]
    assert sorted(map(str, found)) == sorted(map(str, expected))


def test_what_is_asked_and_answered_has_the_items_of_the_texts(built: Built) -> None:
    """One of each kind: a draft (s4:24), an easing (s2:7), a platform (s2:10), steps (s4:12)."""
    told = {
        (", ".join(each["cite"]), each["attitude"]): each["about"]
        for start, end in (("2021-12-15", "2021-12-23"), ("2022-02-17", "2022-02-17"))
        for each in written(built, start, end)
        if each["certainty"] == CERTAIN and each["attitude"]
    }
    assert told["s2:7", "expects"] == ["Russia de-escalates the situation around Ukraine"]
    assert told["s2:8", "finds unacceptable"] == ["the Russian proposals on security guarantees"]
    assert told["s2:8", "undecided"] == ["participants and format of NATO-Russia talks"]
    assert told["s4:8, s4:10", "demands"] == ["Russia withdraws its troops from certain areas"]


def test_what_a_draft_asks_is_dated_by_its_hand_over_and_cites_it(built: Built) -> None:
    """The article that sums it up (s2:5) is later than the paper (s0:1)."""
    [drafted] = [
        each
        for each in written(built, "2021-12-15", "2021-12-15")
        if each["cite"] == ["s2:5"] and each["certainty"] == CERTAIN
    ]
    assert drafted["datedBy"] == ["s0:1"]
    assert (drafted["clock"], drafted["edtf"]) == ("happened", "2021-12-15")
    assert "Hand-over" in str(drafted["date"])


def test_a_paper_does_not_date_what_it_tells_of_another(built: Built) -> None:
    """s1:11: that Russia proposes a hotline stands in a reply which is not Russia's."""
    entries = [e for e in built.entries if any("russia-proposes-hotline" in r for r in e.records)]
    assert [(each.dated_by, each.when.record) for each in entries] == [(None, "s1")]


def test_the_day_of_an_article_is_no_day_of_a_stance_that_it_tells(built: Built) -> None:
    """What the article itself says of others only stands on record; its own judgement is dated."""
    apart = [e for e in between(built, "2022-02-02", "2022-02-02") if e.certainty == ON_RECORD]
    assert {"s1:10"} <= {cite for each in apart for cite in each.cites}
    assert all(each.when.record for each in apart)
    dated = [e for e in built.entries if e.cites == ("s3:6",) and not e.voice]
    assert dated and not any(each.when.record for each in dated)


def test_the_reply_is_received_and_leaked_once_each(built: Built) -> None:
    """s1:2 and s4:21 tell one receipt; the wider date of s4:21 is named, not listed."""
    entries = [e for e in built.entries if e.kind.value.endswith("#Receipt") and "s1:2" in e.cites]
    assert [e.cites for e in entries] == [("s1:2",)]
    assert ("s4:21",) in [each.cites for each in entries[0].refers]
    assert not [e for e in built.entries if e.cites == ("s4:21",) and not e.speakers]


def test_a_remark_told_by_two_texts_is_new_once(built: Built) -> None:
    """s1:3 and s4:23: three demands, one act; the second report is said again."""
    demands = [
        e for e in built.entries if any(r.endswith("s4-23-russia-key-demands") for r in e.records)
    ]
    assert {each.section for each in demands} == {"said again"}
    assert {cite for e in demands for one in e.refers for cite in one.cites} >= {"s1:3"}


def test_every_link_of_answering_from_a_statement_is_found(built: Built) -> None:
    """A curator's judgement is not lost, unless the same was said before."""
    linked = built.engine.query(
        "SELECT ?from { ?l trv:linkKind con:answers ; trv:linkFrom ?from . ?from trv:said ?said }"
    )
    records = {row["from"].value for row in linked}  # type: ignore[union-attr, index]
    assert len(records) > 5
    found = {r for e in built.entries if e.section in ("answered", TURNED) for r in e.records}
    assert records <= found


def test_every_statement_and_every_dated_hand_over_is_in_some_entry(built: Built) -> None:
    """With no days named, all of them are listed."""
    everything = select(built.entries, Span())
    listed = {record for each in everything for record in each.records}
    for pattern in ("?r trv:said ?d", "?r trv:transmits ?x ; trv:happened ?d"):
        rows = built.engine.query(f"SELECT DISTINCT ?r {{ {pattern} }}")
        records = {row["r"].value for row in rows}  # type: ignore[union-attr, index]
        vaguer = {"s4-21-receipt-of-western-response", "s4-24-publication-of-drafts"}
        assert {r.rpartition("/")[2] for r in records - listed} <= vaguer


@pytest.mark.parametrize("cut", LATER)
@pytest.mark.parametrize("start", DAYS)
def test_a_window_cut_in_two_holds_the_same_certain_entries(
    start: str, cut: str, built: Built
) -> None:
    """None is lost but what lies across the cut, which is possible on both sides; none doubled."""
    days = sorted((start, cut))
    before = span(None, days[1], None)
    first = between(built, days[0], days[1])
    after = [day for day in (*DAYS, *LATER) if day > days[1]] or ["2022-03-01"]
    next_day = _next(before.last or "")
    second = between(built, next_day, after[-1])
    whole = between(built, days[0], after[-1])

    def certain(entries: list[Change]) -> Counter[object]:
        return Counter(key(each) for each in entries if each.certainty == CERTAIN)

    halves = certain(first) + certain(second)
    assert not halves - certain(whole)
    assert max(certain(whole).values(), default=0) <= 1
    across = certain(whole) - halves
    possible = [{key(e) for e in half if e.certainty == POSSIBLE} for half in (first, second)]
    assert set(across) <= possible[0] & possible[1]
    assert all(each.when.earliest != each.when.latest for each in across)  # type: ignore[attr-defined]


def _next(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(("start", "end"), [(DAYS[0], DAYS[3]), (DAYS[2], LATER[1]), LATER[4:]])
def test_every_certain_entry_lies_between_the_days(start: str, end: str, built: Built) -> None:
    """Both days belong to the window; what may lie outside is marked."""
    found = between(built, start, end)
    assert {each.certainty for each in found} <= {CERTAIN, POSSIBLE, ON_RECORD}
    for each in found:
        inside = each.when.earliest and each.when.latest
        inside = inside and start <= each.when.earliest and each.when.latest <= end
        assert (each.certainty == CERTAIN) <= bool(inside)
        assert (each.certainty == ON_RECORD) == bool(each.when.record)


def test_sections_stand_in_their_order_with_the_certain_first(built: Built) -> None:
    """What need not lie within does not hide what does."""
    order = (CERTAIN, POSSIBLE, ON_RECORD)
    found = between(built, "2021-12-15", "2022-02-02")
    keys = [(SECTIONS.index(each.section), order.index(each.certainty)) for each in found]
    assert keys == sorted(keys)


def test_a_time_before_everything_says_in_words_that_nothing_is_recorded(run: Run) -> None:
    """On stderr, with how many sources were searched; exit code 0."""
    done = run("changes", "--from", "2021-12-16", "--to", "2021-12-16", "--actor", "Fomin")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing recorded as said, asked, answered or withdrawn on 2021-12-16" in done.stderr
    assert "5 sources searched" in done.stderr


def test_a_window_without_anything_certain_says_so(run: Run) -> None:
    """Open dates are possible on any later day."""
    done = run("changes", "--from", "2030")
    assert done.returncode == 0
    assert "none is certain" in done.stderr
    assert "nothing recorded as withdrawn" in done.stdout
    assert not re.search(r"(?m)^  20", done.stdout), "a date without a question mark"


def test_the_command_is_in_the_help_and_takes_actor_and_topic(run: Run) -> None:
    """Filters narrow what is listed; a topic takes what stands under it."""
    assert "changes" in run("--help").stdout
    options = ("--from", "2021-12-16", "--to", "2021-12-16", "--format", "json")
    by_actor = json.loads(run("changes", *options, "--actor", "Victoria Nuland").stdout)
    assert {tuple(each["cite"]) for each in by_actor} == {("s2:7",)}
    by_topic = json.loads(
        run("changes", *options, "--about", "ent:issue-situation-around-ukraine").stdout
    )
    assert ["s2:7"] in [each["cite"] for each in by_topic]
    assert len(by_topic) < len(json.loads(run("changes", *options).stdout))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "2022-13-01"), "--from"),
        (("--from", "2022", "--to", "2021"), "nothing is both"),
        (("--about", "Wendy Sherman"), "--about"),
        (("--actor", "Geneva"), "--actor"),
    ],
)
def test_a_mistake_is_told_with_its_option(arguments: tuple[str, ...], says: str, run: Run) -> None:
    """One line, exit code 2."""
    done = run("changes", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def hostile(built: Built, text: str) -> list[Change]:
    """An entry whose gloss, words and paragraph are somebody else's."""
    node = built.entries[0].kind
    when = When("2031-05-03", "2031-05-03", "2031-05-03", INFERRED)
    more = {"degree": None, "voice": "", "gloss": text, "cites": (f"{text}:1",)}
    rest = {"records": (text,), "basis": text, "dated_by": None, "recipients": ()}
    refers = (Refers(text, (), (), (text,)),)
    one = Change("newly said", "said", when, node, (), (), (node,), **more, **rest, refers=refers)
    return [one._replace(certainty=CERTAIN), one._replace(section=TURNED, certainty=POSSIBLE)]


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_no_format_passes_on_what_steers_a_terminal_or_a_page(format: str, built: Built) -> None:
    """Glosses and names come from files of anybody."""
    text = f"a{RLO}b\x1b[31m<script>alert(1)</script>|`*"
    made = WRITERS[format](hostile(built, text), Shown(built.engine, text, ""))
    assert RLO not in made
    assert "\x1b" not in made
    if format in ("html", "markdown"):
        assert not re.search(r"(?<!\\)<script", made)


@pytest.mark.parametrize("columns", [20, 40, 80, 100, 140])
def test_the_table_keeps_to_the_terminal(
    columns: int, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is wider, whatever the words."""
    monkeypatch.setenv("COLUMNS", str(columns))
    entries = [*hostile(built, "x" * 90), *between(built, "2021-12-15", "2022-02-17")]
    lines = as_table(entries, Shown(built.engine, "", "")).splitlines()
    assert max(map(width, lines)) <= columns


def test_csv_tsv_and_json_hold_the_same(built: Built) -> None:
    """One row for an entry, all FIELDS, full days for programs."""
    entries = between(built, "2022-02-17", "2022-02-17")
    shown = Shown(built.engine, "", "")
    rows = list(csv.DictReader(io.StringIO(WRITERS["csv"](entries, shown))))
    lines = [line.split("\t") for line in WRITERS["tsv"](entries, shown).splitlines()]
    objects = json.loads(WRITERS["json"](entries, shown))
    assert [dict(zip(lines[0], line, strict=True)) for line in lines[1:]] == rows
    assert len(rows) == len(objects) == len(entries)
    assert tuple(rows[0]) == tuple(objects[0]) == FIELDS
    assert [row["latest"] for row in rows] == [each["latest"] or "" for each in objects]
    assert all(each["record"] and each["cite"] for each in objects)


def test_the_page_stands_alone(built: Built) -> None:
    """No script, no request; a heading for each section and the key."""
    shown = Shown(built.engine, heading("2021-12-15", "2021-12-23", ()), "28 certain")
    made = WRITERS["html"](between(built, "2021-12-15", "2021-12-23"), shown)
    assert "<script" not in made and "http" not in made.replace("http-equiv", "")
    assert "<h2>Answered</h2>" in made and "Nothing recorded as withdrawn." in made
    assert "first-hand" in made


def test_another_workspace_without_the_questions_is_asked_the_built_in_ones(tiny: Path) -> None:
    """Nothing found must not mean that nobody asked."""
    done = CliRunner().invoke(command, ["--workspace", str(tiny), "--format", "json"])
    sections = {each["section"] for each in json.loads(done.stdout)}
    assert "asked" in sections
