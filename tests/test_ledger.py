"""`travaux ledger`: cells read from the texts, what was open on a day, and what a reader sees."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from pyoxigraph import Literal, NamedNode, Quad

from travaux import layout, ledger, workspace
from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.ledger import Asked, answered
from travaux.ledger_states import ANSWERED, NOTHING, PERHAPS, UNANSWERED, WIDER
from travaux.ledger_writers import FIELDS, WRITERS, as_html, rows

EXPECTED = ROOT / "tests" / "expected" / "ledger"
STATES = {
    "answered": ANSWERED,
    "nothing": NOTHING,
    "perhaps": PERHAPS,
    "unanswered": UNANSWERED,
    "wider": WIDER,
}
HOSTILE = '<script>alert(1)</script> | "x" \x1b[31m\u202e& end'
ENT = "https://w3id.org/travaux/entity/"


def fresh() -> OxigraphEngine:
    return OxigraphEngine.load(workspace.find(str(ROOT)))


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return fresh()


def asked(engine: OxigraphEngine, **given: Any) -> list[dict[str, object]]:
    return list(rows(answered(workspace.find(str(ROOT)), engine, Asked(**given))))


def expected(name: str) -> list[dict[str, str]]:
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def picked(row: dict[str, object], names: list[str]) -> tuple[str, ...]:
    values = [row[name] for name in names]
    return tuple(", ".join(each) if isinstance(each, list) else str(each) for each in values)


@pytest.mark.parametrize(
    ("name", "column", "given"),
    [("cells.csv", "actor", {}), ("documents.csv", "document", {"by": "document"})],
)
def test_cells_hold_exactly_what_was_read_from_the_texts(
    engine: OxigraphEngine, name: str, column: str, given: dict[str, str]
) -> None:
    """Whatever the file says of an item and an actor, or a document, is the whole of that cell."""
    wanted = expected(name)
    names = list(wanted[0])
    cells = {(row["item"], row[column]) for row in wanted}
    assert len(cells) > 12
    found = [row for row in asked(engine, **given) if (row["item"], row[column]) in cells]
    assert Counter(picked(row, names) for row in found) == Counter(
        tuple(row[each] for each in names) for row in wanted
    )


def test_on_each_day_the_table_is_what_was_read_from_the_texts(engine: OxigraphEngine) -> None:
    """The section of an item, and a stance as certain, possible or not there, day by day."""
    for row in expected("as-of.csv"):
        found = [r for r in asked(engine, day=row["day"]) if r["item"] == row["item"]]
        assert {r["section"] for r in found} == (
            set() if row["section"] == "none" else {STATES[row["section"]]}
        ), row
        told = {
            r["certainty"]
            for r in found
            if (r["actor"], r["attitude"]) == (row["actor"], row["attitude"])
            and row["cite"] in r["cite"]  # type: ignore[operator]
        }
        assert told == (set() if row["certainty"] == "none" else {row["certainty"]}), row


def test_a_silence_that_a_link_says_has_ended_is_told_to_have_ended_once_it_has(
    engine: OxigraphEngine,
) -> None:
    """NATO has not answered on 23 December (s2:8); a reply is on record later (s1:11)."""

    def of_nato(day: str) -> dict[str, object]:
        found = asked(engine, day=day)
        (row,) = [r for r in found if r["status"] == "silence reported" and "s2:8" in r["cite"]]  # type: ignore[operator]
        return row

    assert of_nato("2021-12-23")["later"] == []
    assert of_nato("2022-02-17")["later"] == ["s1:11"]
    assert of_nato("2022-02-17")["section"] == ANSWERED


def test_not_recorded_is_every_cell_without_a_record_and_nothing_else(
    engine: OxigraphEngine,
) -> None:
    """Items times actors: each cell has records, or one row that says that there are none."""
    found = asked(engine)
    cells: dict[tuple[object, object], set[object]] = {}
    for row in found:
        cells.setdefault((row["item_iri"], row["actor_iri"]), set()).add(row["status"])
    items, actors = {item for item, _ in cells}, {actor for _, actor in cells}
    assert len(cells) == len(items) * len(actors)
    assert all(len(each) == 1 or "not recorded" not in each for each in cells.values())
    stances = engine.query(
        "SELECT DISTINCT ?t ?h { ?p a trv:Position ; trv:topic ?t ; trv:holder ?h }"
    )
    told = {(row["t"].value, row["h"].value) for row in stances}  # type: ignore[union-attr]
    assert told == {cell for cell, each in cells.items() if each != {"not recorded"}}


def test_each_item_has_one_line_under_its_item_or_its_only_package(
    engine: OxigraphEngine,
) -> None:
    """What stands in several packages stands once, and all of them are named."""
    found = asked(engine)
    places = {(r["item"], r["section"], r["under"]) for r in found}
    assert len(places) == len({r["item_iri"] for r in found})
    under = {str(r["item"]): r["under"] for r in found}
    assert under["Georgia does not join NATO"] == "NATO does not enlarge further east"
    steps = "the steps for de-escalation named in Russia's reply"
    assert under["no arms are supplied to Ukraine"] == steps
    strike = "no strike weapons are used near Russia's borders"
    assert under[strike] == ""
    (packages,) = {tuple(r["packages"]) for r in found if r["item"] == strike}  # type: ignore[arg-type]
    assert len(packages) == 2


def test_role_keeps_what_is_demanded_or_insisted_on_and_what_is_offered(
    engine: OxigraphEngine,
) -> None:
    """The defined classes: an item that somebody proposes only is neither."""
    demands = {r["item"] for r in asked(engine, roles=("demand",))}
    offers = {r["item"] for r in asked(engine, roles=("offer",))}
    both = "no strike systems are deployed in Europe"
    assert both in demands and both in offers
    assert "a telephone hotline for urgent contacts is set up" in offers - demands
    assert "the representative offices in Brussels and Moscow resume work" not in demands | offers


def test_item_source_and_actor_narrow_the_ledger(engine: OxigraphEngine) -> None:
    """An issue brings the items that would settle it; an actor its bodies, then what it lacks."""
    found = asked(engine, item="NATO enlargement")
    names = {r["item"] for r in found}
    assert {"membership of Georgia in NATO", "NATO compromises on its open-door policy"} <= names
    assert "a telephone hotline for urgent contacts is set up" not in names
    found = asked(engine, source="s2")
    assert {cite for r in found for cite in r["cite"]} >= {"s2:2", "s2:8"}  # type: ignore[attr-defined]
    assert all(str(cite).startswith("s2:") for r in found for cite in r["cite"])  # type: ignore[attr-defined]
    found = asked(engine, actor="ent:united-states")
    assert {r["actor"] for r in found} == {"United States", "US presidential administration"}
    lacking = {r["item"] for r in found if r["section"] == "Not recorded"}
    assert "the OSCE serves as a platform for NATO-Russia talks" in lacking
    assert {r["status"] for r in found if r["item"] in lacking} == {"not recorded"}


def test_documents_stand_in_the_order_in_which_they_reply(engine: OxigraphEngine) -> None:
    """Drafts, the replies to them, the reply to a reply."""
    answer = answered(workspace.find(str(ROOT)), engine, Asked(by="document"))
    names = [each.removeprefix(ENT) for each in answer.sheet.columns]
    assert names == [
        "draft-agreement-russia-nato-2021",
        "draft-treaty-us-russia-2021",
        "nato-response-2022",
        "us-response-2022",
        "russian-response-2022-02-17",
    ]
    (via,) = {
        tuple(answer.sheet.via(line, answer.sheet.columns[0]))
        for line in answer.sheet.lines
        if line.topic.iri == ENT + "item-no-post-soviet-bases"
    }
    assert via == (ENT + "package-russian-proposals",)


SLOW_WIDTHS = [pytest.param(n, marks=pytest.mark.slow) for n in (140, 60)]


@pytest.mark.parametrize("columns", [100, 80, 40, *SLOW_WIDTHS])
@pytest.mark.parametrize("options", [(), ("--as-of", "2022-01-12"), ("--by", "document")])
def test_the_printed_ledger_fits_its_columns_and_explains_its_marks(
    run: Run, columns: int, options: tuple[str, ...]
) -> None:
    """Every line fits; every short name and mark in use stands in the key."""
    done = run("ledger", *options, env={"COLUMNS": str(columns)})
    assert done.returncode == 0, done.stderr
    assert max(map(layout.width, done.stdout.splitlines())) <= columns
    body, _, key = done.stdout.rpartition("\n\n")
    assert "http" not in done.stdout and "None" not in done.stdout
    for mark in "*†○·?▸":
        assert (mark in re.sub(r"\S-\S", "", body)) <= (f"\n{mark}  " in key), mark
    for words in ("of the issue:", "on the whole:", "(on it)", "answered by", "later s"):
        assert (words in body) <= (f"\n{words}" in key or f"\n{words} " in key), words
    letters = set(re.findall(r"\[([A-Z](?: [A-Z])*)\]", body))
    for letter in {one for each in letters for one in each.split()}:
        assert re.search(rf"(?m)^{letter} = |^\W*{letter} +\w", body + "\n\n" + key), letter


@pytest.mark.slow
def test_short_names_are_computed_and_the_terminal_gives_few_actors_a_column(run: Run) -> None:
    """At 100 columns the actors with most positions have columns, all others share one."""
    lines = run("ledger", env={"COLUMNS": "100"}).stdout.splitlines()
    heading = next(line for line in lines if line.startswith("item "))
    assert heading.split("  ")[-1].strip() == "others"
    assert re.sub(" {2,}", "|", heading) == "item|Russia|United States|NATO|others"
    assert any(re.fullmatch(r"USPA +US presidential administration", line) for line in lines)
    eighty = run("ledger", env={"COLUMNS": "80"}).stdout
    assert "item|Russia|United States|others" in re.sub(" {2,}", "|", eighty)


def test_alike_stances_are_one_entry_with_several_cites(run: Run) -> None:
    """Same holder, topic and attitude: one line, each paragraph with its own mark."""
    item = "no strike weapons are used near Russia's borders"
    shown = run("ledger", "--item", item, env={"COLUMNS": "140"}).stdout
    body = shown.split("\n\n")[3]
    assert body.count("demands") == 1
    bare = run("ledger", "--item", item, "--no-dates", env={"COLUMNS": "140"}).stdout
    assert "demands s1:3* s4:23*" in bare and "–17 Feb" not in bare and "–17 Feb" in body


@pytest.mark.slow
def test_formats_hold_the_same_rows(run: Run) -> None:
    """csv, tsv and json are three spellings of one list, with full dates and IRIs."""
    shown = {
        f: run("ledger", "--source", "s2", "--format", f).stdout for f in ("csv", "tsv", "json")
    }
    found = list(csv.DictReader(io.StringIO(shown["csv"])))
    assert tuple(found[0]) == FIELDS
    assert list(csv.DictReader(io.StringIO(shown["tsv"]), delimiter="\t")) == found
    objects = json.loads(shown["json"])
    assert [tuple(each) for each in objects] == [FIELDS] * len(found)
    told = [each for each in objects if each["cite"]]
    assert {(r["cite"][0], r["edtf"], r["earliest"], r["latest"]) for r in told} >= {
        ("s2:2", "2021-12-23", "2021-12-23", "2021-12-23"),
        ("s2:8", "2021-12-23/..", "2021-12-23", None),
    }
    assert all(each["record"].startswith("http") for each in told)


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(run: Run) -> None:
    """The order is total."""
    for format in ("table", "html"):
        first, second = (run("ledger", "--format", format).stdout for _ in range(2))
        assert first == second != ""


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.addresses += [f"{name}={value}" for name, value in attrs if name in ("src", "href")]


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_hostile_labels_steer_nothing(format: str) -> None:
    """A label is text in every format: no tag, no control, no mark of Markdown."""
    hostile = fresh()
    for name in ("item-hotline", "nato", "package-alliance-proposals"):
        node = NamedNode(ENT + name)
        for quad in list(hostile.quads(node, NamedNode(v.LABEL))):
            hostile.store.remove(quad)
        hostile.store.add(Quad(node, NamedNode(v.LABEL), Literal(HOSTILE + name, language="en")))
    answer = answered(workspace.find(str(ROOT)), hostile, Asked())
    text = WRITERS[format](answer)
    assert "alert(1)" in text
    assert "\x1b" not in text and "\u202e" not in text
    if format == "html":
        page = _Tags()
        page.feed(text)
        assert page.tags["script"] == 0 and page.addresses == []
    if format == "markdown":
        assert "<script" not in text.replace("\\<", "")
        widths = {line.count(" | ") for line in text.splitlines() if line.startswith("| ")}
        assert len(widths) == 1


def test_the_page_is_one_file_with_a_row_for_each_line(engine: OxigraphEngine) -> None:
    """No script, no request; headings that stay, and the name of its column with each cell."""
    answer = answered(workspace.find(str(ROOT)), engine, Asked())
    text = as_html(answer)
    page = _Tags()
    page.feed(text)
    assert page.tags["script"] == page.tags["link"] == page.tags["img"] == 0
    assert page.addresses == []
    assert text.count('<th scope="row"') == len(answer.sheet.lines)
    assert 'data-name="Russia"' in text and "position: sticky" in text


def test_an_empty_ledger_says_in_words_what_was_searched(run: Run, tiny: Path) -> None:
    """Nothing on stdout, how many sources on stderr."""
    done = run("ledger", "--as-of", "2020-01-01", "--workspace", tiny)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "nothing in the ledger, as of 2020-01-01: 2 sources searched\n"


def test_a_workspace_without_these_questions_is_asked_the_built_in_ones(
    run: Run, tiny: Path
) -> None:
    """The tiny workspace has other questions; its ledger is told all the same, in its language."""
    done = run("ledger", "--workspace", tiny, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    told = {(r["actor"], r["attitude"], r["cite"]) for r in found if r["attitude"]}
    assert ("Norvik", "demands", "t1:2") in told and ("Suder", "rejects", "t1:2") in told
    assert "Норвик" in run("ledger", "--workspace", tiny, "--lang", "ru").stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--item", "no such thing"), "nothing is called"),
        (("--item", "NATO"), "--item"),
        (("--actor", "hotline"), "--actor"),
        (("--as-of", "2022-13"), "--as-of"),
        (("--source", "s9"), "s9"),
        (("--source", "Sputnik"), "Sputnik is a media outlet, not a news article"),
        (("--item", ""), "--item: no name is given"),
        (("--actor", " "), "--actor: no name is given"),
        (("--source", ""), "--source: no name is given"),
        (("--timeout", "0.0001"), "stopped"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_exit_2(
    run: Run, options: tuple[str, ...], told: str
) -> None:
    """The message names the option or the value; nothing is printed."""
    done = run("ledger", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and "bug" not in done.stderr


def test_what_is_told_of_the_issue_or_the_whole_is_shown_and_not_passed_down(
    engine: OxigraphEngine,
) -> None:
    """The row says of what it is told, and its status is no plain record of the item."""
    found = asked(engine, item="Georgia does not join NATO", day="2022-01-12")
    told = {(r["actor"], r["status"], r["of"]) for r in found if r["of"]}
    issue, whole = "membership of Georgia in NATO", "NATO does not enlarge further east"
    assert ("United States", "recorded of the issue", issue) in told
    assert ("NATO", "recorded of the whole", whole) in told
    assert {r["actor"] for r in found if r["status"] == "recorded"} == {"Russia"}


def test_a_link_that_answers_stands_in_the_cell_that_it_answers_once_it_is_told(
    run: Run, engine: OxigraphEngine
) -> None:
    """The replies of 2 February answer a demand, and fulfil what was promised."""

    def answers(day: str, item: str) -> set[str]:
        rows = asked(engine, item=item, day=day)
        return {str(cite) for row in rows for cite in row["answered_by"]}  # type: ignore[attr-defined]

    assert answers("2022-02-17", "NATO invites no post-Soviet country") == {"s1:12"}
    written = "the United States gives its answer in writing"
    assert answers("2021-11-30", written) == set()
    assert answers("2022-02-02", written) == {"s1:2"}
    shown = run("ledger", "--item", written, env={"COLUMNS": "140"}).stdout
    assert "answered by s1:2" in shown


@pytest.mark.slow
def test_a_cell_that_the_view_leaves_out_is_not_said_to_be_unrecorded(
    run: Run, engine: OxigraphEngine
) -> None:
    """Another source, a later day: the row says so, and the key names what was asked for."""
    item = "the state of 1997 is restored or taken as the measure"
    for given, key in (({"source": "s2"}, "nothing in s2"), ({"day": "2021-12-23"}, "nothing by")):
        found = {r["actor"]: r["status"] for r in asked(engine, item=item, **given) if not r["of"]}
        assert found["NATO"] == "not in this view" and found["OSCE"] == "not recorded"
        flag = {"source": "--source", "day": "--as-of"}
        options = [text for name, value in given.items() for text in (flag[name], value)]
        assert f"\n–  {key}" in re.sub(
            " {3,}", "  ", run("ledger", "--item", item, *options).stdout
        )


def test_a_comment_on_a_reply_is_told_apart_from_what_the_reply_says(
    engine: OxigraphEngine,
) -> None:
    """Who asks again with the reply in hand says nothing of what it holds."""
    found = [r for r in asked(engine, by="document") if r["cite"]]
    reply = "US response to the Russian proposals"
    here = [r for r in found if r["document"] == reply]
    comments = {cite for r in here if r["comment"] for cite in r["cite"]}  # type: ignore[attr-defined]
    own = {cite for r in here if not r["comment"] for cite in r["cite"]}  # type: ignore[attr-defined]
    assert {"s1:2", "s1:3", "s4:22", "s4:23", "s1:17", "s1:18"} <= comments
    assert own == {"s1:10", "s1:11"}
    assert not any(r["actor"] == "Russia" and r["comment"] for r in found)


def test_the_mark_of_words_at_first_hand_is_for_what_nobody_passed_on(run: Run) -> None:
    """What a third person tells of a delegation's words has another mark."""
    item = "no strike systems are deployed in Europe"
    shown = run("ledger", "--item", item, env={"COLUMNS": "140"}).stdout
    assert "s3:29†" in shown and "s3:29*" not in shown


def test_both_roles_may_be_asked_for(engine: OxigraphEngine) -> None:
    """Given twice, the option takes what is demanded and what is offered."""

    def items(*roles: str) -> set[object]:
        return {row["item"] for row in asked(engine, roles=roles)}

    assert items("demand", "offer") == items("demand") | items("offer") != items("demand")


@pytest.mark.slow
def test_where_no_earliest_day_is_known_the_key_says_so(run: Run) -> None:
    """An open beginning makes a stance possible on any day, which is not hidden."""
    shown = run("ledger", "--as-of", "1900-01-01").stdout
    assert "only possible by 1900-01-01: the source gives no earliest day" in shown
    sure = run("ledger", "--as-of", "1900-01-01", "--format", "json").stdout
    assert {each["earliest"] for each in json.loads(sure)} == {None}


def test_the_help_names_every_option() -> None:
    """Each option has its words."""
    for parameter in ledger.command.params:
        assert getattr(parameter, "help", None), parameter.name
