"""`travaux conflicts`: the conflicts of the texts with their kinds, what is kept, what is told."""

from __future__ import annotations

import csv
import io
import json
from itertools import combinations
from pathlib import Path

import pytest
from conftest import ROOT, Run
from small import engine_over

from travaux.conflicts import WRITERS, _about, _kind
from travaux.differences import KINDS, Conflict, read
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter, TravauxError
from travaux.opposite import Reader
from travaux.vocabulary import CON
from travaux.workspace import open_at

EXPECTED = ROOT / "tests" / "expected" / "conflicts.tsv"
ROWS = list(csv.DictReader(EXPECTED.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return OxigraphEngine.load(open_at(str(ROOT)))


@pytest.fixture(scope="module")
def found(engine: OxigraphEngine) -> list[Conflict]:
    return read(engine, open_at(str(ROOT)))


@pytest.fixture(scope="module")
def told(engine: OxigraphEngine, found: list[Conflict]) -> set[tuple[str, frozenset[str]]]:
    """Of each conflict its kind and a paragraph of each side, for all of these."""
    reader = Reader(engine)
    result = set()
    for block in map(reader.block, found):
        for one in (cite for each in block.one for cite in each.cites):
            for other in (cite for each in block.other for cite in each.cites):
                result.add((block.conflict.kind.removeprefix(CON), frozenset((one, other))))
    return result


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['number']} {row['what']}")
def test_every_conflict_of_the_texts_is_found_with_its_kind(
    row: dict[str, str], told: set[tuple[str, frozenset[str]]]
) -> None:
    """The file was written from the texts before the first run."""
    assert (row["kind"], frozenset((row["one"], row["other"]))) in told


def test_the_expected_conflicts_cover_every_kind_and_the_questions_on_differences() -> None:
    """Numbers 13 to 18 of the list of questions, and each kind at least twice."""
    numbers = {row["number"] for row in ROWS}
    assert numbers >= {str(n) for n in range(13, 19)}
    kinds = [row["kind"] for row in ROWS]
    assert all(kinds.count(each.removeprefix(CON)) > 1 for each in KINDS)


def test_every_two_wordings_of_1997_differ_in_a_kind_that_is_told(
    engine: OxigraphEngine, found: list[Conflict]
) -> None:
    """Four wordings, one of them in two reports: six pairs, each typed by rule or by a curator."""
    item = "item-return-to-1997"
    wordings = [
        each for each in found if [x.value.rpartition("/")[2] for x in each.matter] == [item]
    ]
    pairs = [
        frozenset((c1, c2))
        for each in map(Reader(engine).block, wordings)
        for c1 in each.one[0].cites
        for c2 in each.other[0].cites
    ]
    four = ("s0:10", "s1:3", "s2:2", "s3:28")
    assert sorted(map(sorted, pairs)) == sorted(map(list, combinations(four, 2)))
    assert [each for each in wordings if not each.kind] == []


def test_who_asks_for_a_part_and_for_the_whole_is_in_no_conflict(
    engine: OxigraphEngine, found: list[Conflict]
) -> None:
    """Russia's demand of s4:25 for one item, and its proposals as a whole in s4:20 and s4:21."""
    pairs = cites(found, engine)
    assert {"s4:20", "s4:25"} not in pairs and {"s4:21", "s4:25"} not in pairs
    # a wider no and no answer to one of its items are two attitudes, and are kept
    assert {"s0:9", "s1:3", "s4:23"} in pairs


def test_no_rule_excludes_what_a_curator_says(found: list[Conflict]) -> None:
    """As the check holds for each link, so for the acts whose reports are linked."""
    assert [each for each in found if each.disagree] == []


def test_each_pair_of_acts_stands_once(found: list[Conflict]) -> None:
    """(a, b) and (b, a) are one; no record stands against itself."""
    pairs = [(frozenset((each.one, each.other)), each.about, each.matter) for each in found]
    assert len(set(pairs)) == len(pairs)
    stances = [frozenset((x.one, x.other)) for x in found if "account-conflicts" not in x.rules]
    assert len(set(stances)) == len(stances)
    assert all(not set(each.one) & set(each.other) for each in found)


def test_two_events_are_no_conflict_of_one_event(found: list[Conflict]) -> None:
    """Hand-over and publication are told apart by a link alone."""
    days = [
        each for each in found if {x.value.rpartition("#")[2] for x in each.matter} & {"happened"}
    ]
    assert days == []


def cites(conflicts: list[Conflict], engine: OxigraphEngine) -> list[set[str]]:
    reader = Reader(engine)
    blocks = map(reader.block, conflicts)
    return [{c for each in (*b.one, *b.other) for c in each.cites} for b in blocks]


@pytest.mark.parametrize("source", ["s0", "s2", "s4"])
def test_about_a_source_keeps_what_one_side_at_least_tells_there(
    source: str, engine: OxigraphEngine, found: list[Conflict]
) -> None:
    """All of it and nothing else."""
    kept = _about(source, found, engine)
    has = [any(c.startswith(f"{source}:") for c in each) for each in cites(found, engine)]
    assert kept == [each for each, yes in zip(found, has, strict=True) if yes]


def test_about_a_paragraph_keeps_what_rests_on_it(
    engine: OxigraphEngine, found: list[Conflict]
) -> None:
    """s1:1 is not s1:10."""
    kept = _about("s1:1", found, engine)
    assert kept and all("s1:1" in each for each in cites(kept, engine))
    assert len(kept) == sum("s1:1" in each for each in cites(found, engine))


def test_about_an_issue_keeps_what_is_below_it(
    engine: OxigraphEngine, found: list[Conflict]
) -> None:
    """A conflict on a narrower item, or on an item that would settle the issue, belongs to it."""
    wide = _about("ent:issue-nato-enlargement", found, engine)
    narrow = _about("ent:item-ukraine-not-in-nato", found, engine)
    assert narrow and set(narrow) < set(wide) < set(found)


def test_about_an_event_takes_what_was_taken_or_said_there(
    engine: OxigraphEngine, found: list[Conflict]
) -> None:
    """Accounts of it, stances taken at it; not what only its participants say elsewhere."""
    kept = cites(_about("ent:geneva-talks-2022-01-10", found, engine), engine)
    assert {"s0:17", "s3:28"} in kept and {"s0:9", "s3:29"} in kept
    assert {"s0:24", "s4:11"} not in kept


def test_about_an_actor_takes_speakers_holders_and_carriers(
    engine: OxigraphEngine, found: list[Conflict]
) -> None:
    """A label is enough."""
    assert {"s0:17", "s3:28"} in cites(_about("Andrey Koshkin", found, engine), engine)
    assert {"s2:3", "s4:6"} in cites(_about("Jake Sullivan", found, engine), engine)
    assert _about("Antony Blinken", found, engine) == []


@pytest.mark.parametrize("text", ["s9", "s9:1", "s1:99", "nobody at all"])
def test_about_what_is_not_there_is_an_error(text: str, engine: OxigraphEngine) -> None:
    """And not the answer that there is no conflict."""
    with pytest.raises(TravauxError):
        _about(text, [], engine)


def test_a_kind_is_named_by_its_label_and_only_kinds_of_difference_are(
    engine: OxigraphEngine,
) -> None:
    """What answers, or is one statement, is no conflict."""
    assert _kind("Differs in time", engine) == CON + "differs-in-time"
    assert _kind("not typed", engine) == ""
    assert _kind(None, engine) is None
    for text in ("answers", "same statement", "rejects", "nothing of the kind"):
        with pytest.raises(BadParameter, match="no kind of difference") as caught:
            _kind(text, engine)
        assert "differs in scope" in caught.value.hint
    with pytest.raises(TravauxError, match="may mean"):
        _kind("differs", engine)


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_an_empty_name_is_refused_in_one_way(text: str, engine: OxigraphEngine) -> None:
    """By both options, with what could stand there; and not as if a thing were called so."""
    for ask, where in ((_kind, "--kind"), (lambda x, e: _about(x, [], e), "--about")):
        with pytest.raises(BadParameter, match=f"^{where}: nothing is named") as caught:
            ask(text, engine)
        assert caught.value.hint


def test_the_table_is_as_wide_as_the_terminal_and_says_how_many_there_are(run: Run) -> None:
    """Kind and matter head each block, its sides stand beside each other."""
    for columns in ("60", "80", "100"):
        done = run("conflicts", "--about", "s3:28", env={"COLUMNS": columns})
        assert done.returncode == 0
        lines = done.stdout.splitlines()
        assert max(map(len, lines)) <= int(columns)
        assert any(line.startswith("only seems to contradict: ") for line in lines)
        beside = [line for line in lines if "s0:17" in line and "s3:28" in line]
        assert len(beside) == 1 and " │ " in beside[0]
    assert "conflicts about s3:28: " in done.stderr


def test_no_conflict_is_said_in_words(run: Run) -> None:
    """What was searched, and how many sources; an empty answer keeps its form."""
    empty = ("conflicts", "--about", "Antony Blinken")
    done = run(*empty)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "no conflict about Antony Blinken: 5 sources searched\n"
    assert json.loads(run(*empty, "--format", "json").stdout) == []
    assert "No conflict." in run(*empty, "--format", "html").stdout


def test_csv_and_json_tell_the_same_of_each_record(run: Run, found: list[Conflict]) -> None:
    """Every conflict unfolded; full dates, IRIs and paragraphs."""
    objects = json.loads(run("conflicts", "--all", "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("conflicts", "--all", "--format", "csv").stdout)))
    assert len(objects) == len(found) == int(rows[-1]["number"])
    flat = [
        (
            str(n),
            each["kind"],
            each["found"],
            side,
            "; ".join(x["cite"]),
            x["date"] or "",
            x["record"],
        )
        for n, each in enumerate(objects, 1)
        for side in ("one", "other")
        for x in each[side]
    ]
    names = ("number", "kind", "found", "side", "cite", "date", "record")
    assert flat == [tuple(row[name] for name in names) for row in rows]
    assert all(x["cite"] and x["record"].startswith("https://") for e in objects for x in e["one"])


def test_another_workspace_is_asked_with_the_built_in_questions(run: Run, tiny: Path) -> None:
    """It has a link and two lengths, and no such question of its own."""
    done = run("conflicts", "--workspace", tiny, "--all")
    assert "contradicts: Suder: Suder halves its catch" in done.stdout
    assert "not typed by rule: Holm talks: duration" in done.stdout
    assert done.stderr == "2 conflicts: contradicts 1, not typed by rule 1\n"


def test_what_nothing_types_is_counted_and_listed_when_asked_for(run: Run, tiny: Path) -> None:
    """Else the reader wades through pairs of which nobody says how they differ."""
    done = run("conflicts", "--workspace", tiny)
    assert "not typed by rule" not in done.stdout
    assert done.stderr == "1 conflict: contradicts 1; besides, 1 that nothing types (--all)\n"
    only = run("conflicts", "--workspace", tiny, "--kind", "not typed").stdout
    assert "not typed by rule: Holm talks" in only and "contradicts: Suder" not in only


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_hostile_names_do_no_harm_in_any_form(format: str, tmp_path: Path) -> None:
    """What steers a terminal or opens a tag is escaped."""
    text = """PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX : <https://example.org/>
:s a trv:NewsArticle ; dcterms:identifier "s" .
:e a trv:Meeting ; rdfs:label "<script>\\u001b[31m | talks"@en .
:p a trv:Passage ; trv:inSource :s ; trv:paragraph 1 .
:q a trv:Passage ; trv:inSource :s ; trv:paragraph 2 .
:a a trv:Account ; trv:accountOf :e ; trv:pageCount 4 ; trv:inSource :s ; trv:evidence :p ;
  trv:gloss "<b>\\u202e"@en .
:b a trv:Account ; trv:accountOf :e ; trv:pageCount 5 ; trv:inSource :s ; trv:evidence :q ;
  trv:gloss "x"@en .
"""
    engine = engine_over(tmp_path, {"graph/sources/s.ttl": text})
    blocks = Reader(engine).folded(read(engine, open_at(str(tmp_path))))
    assert len(blocks) == 1
    shown = WRITERS[format](blocks)
    assert "\x1b" not in shown and "\u202e" not in shown
    bare = shown.replace("\\<script>", "")  # Markdown shows it as text
    assert ("<script>" in bare) == (format in ("table", "csv", "json"))
