"""`travaux provenance`: the chain of attribution down to the article, and `--weak`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run
from pyoxigraph import NamedNode
from small import engine_over

from travaux import workspace
from travaux.dossier import compile_paragraph
from travaux.engine import OxigraphEngine
from travaux.names import resolve
from travaux.origins import Origins
from travaux.provenance import _dossier, _records, as_csv, as_json, as_markdown, as_table

TINY = Path(__file__).parent / "tiny"
FORMATS = ("table", "json", "markdown", "csv")


@pytest.fixture(scope="module")
def real() -> OxigraphEngine:
    return OxigraphEngine.load(workspace.open_at(workspace.builtin_root()))


@pytest.fixture(scope="module")
def tiny_engine() -> OxigraphEngine:
    return OxigraphEngine.load(workspace.open_at(str(TINY)))


def shown(text: str, engine: OxigraphEngine, write: object = as_table) -> str:
    """What the command writes of a record, an entity or a paragraph."""
    dossier, origins = _dossier(text, engine), Origins(engine)
    assert callable(write)
    answer = write(dossier, _records(dossier, origins), origins)
    assert isinstance(answer, str)
    return answer


def test_the_chain_of_a_record_goes_from_the_holder_down_to_the_passage(
    tiny_engine: OxigraphEngine,
) -> None:
    """Each link hangs on the one before; what curators compare it with stands beside."""
    assert shown("rec:t1-suder-rejects-halving", tiny_engine).splitlines() == [
        "position · Suder rejects: Suder halves its catch · t1:2 ·",
        "rec:t1-suder-rejects-halving",
        "By her account Suder refuses to cut its catch.",
        "voice: attributed · channel: direct",
        "├─ holder: Suder (somebody else speaks of it)",
        "│  └─ speaker: Anna Berg (no office told in t1; paraphrase)",
        "│     └─ article: [title supplied: report t1], [outlet not printed], n.d. [not",
        "│        │ before 3 May 2031] (t1)",
        "│        └─ passage t1:2, characters 174–206",
        "└─ beside it, as curators compare:",
        "   └─ contradicts: t2:3 — Suder is said to take on a part of the cut.",
        "        One reports a refusal by name, the other an unnamed voice in the port.",
    ]


def test_records_about_an_entity_stand_by_source_and_chain(tiny_engine: OxigraphEngine) -> None:
    """Every record once, under those through whose hands it came."""
    assert shown("Suder", tiny_engine).splitlines() == [
        "Suder · state",
        "4 records, by source and chain",
        "├─ [title supplied: report t1], [outlet not printed], n.d. [not before 3 May",
        "│  │ 2031] [t1]",
        "│  ├─ report t1 itself (1)",
        "│  │  └─ t1:2 Norvik demands: Norvik wants the catch of Suder cut by half.",
        "│  ├─ Anna Berg (1)",
        "│  │  └─ t1:2 Suder rejects: By her account Suder refuses to cut its catch.",
        "│  └─ Erik Dahl (1)",
        "│     └─ t1:3 Suder offers: Suder would give away what its surveys found.",
        "└─ [title supplied: report t2], [outlet not printed], n.d. [not before 3 May",
        "   │ 2031] [t2]",
        "   └─ a source in the port (1)",
        "      └─ t2:3 Suder partly accepts: Suder is said to take on a part of the cut.",
    ]


def roles(text: str, engine: OxigraphEngine) -> list[tuple[str, str]]:
    """The chain of one record: role and name."""
    (record,) = json.loads(shown(text, engine, as_json))["records"]
    return [(link["role"], link["name"]) for link in record["chain"]]


def test_what_a_leak_brought_names_document_leaker_publisher_and_agencies(
    real: OxigraphEngine,
) -> None:
    """The article speaks last; the agencies it draws on stand beside the carriers' chain."""
    chain = roles("rec:s1-11-nato-offers-work-on-hotline", real)
    assert [role for role, _ in chain] == [
        "holder",
        "document",
        "carrier",
        "carrier",
        "agency",
        "speaker",
        "article",
    ]
    assert [name for role, name in chain if role == "carrier"][1] == "El País"
    text = shown("rec:s1-11-nato-offers-work-on-hotline", real)
    assert "known only from an alleged leak" in " ".join(text.replace("│", " ").split())
    assert "for which of its words is not told" in " ".join(text.replace("│", " ").split())


def test_a_carrier_that_the_article_draws_on_is_its_agency(real: OxigraphEngine) -> None:
    """Then no other agency is named, and the voice comes with what is told of it."""
    assert [role for role, _ in roles("rec:s3-17-us-no-talk-without-kyiv", real)] == [
        "holder",
        "speaker",
        "carrier",
        "article",
    ]
    text = " ".join(shown("rec:s3-17-us-no-talk-without-kyiv", real).replace("│", " ").split())
    assert "RIA Novosti (is told; an agency that the article draws on)" in text
    assert "(single undisclosed voice; no body told; paraphrase)" in text


def test_the_office_is_the_one_that_the_same_source_gives(real: OxigraphEngine) -> None:
    """Its title as printed there, with its paragraphs; another source's title is not borrowed."""
    text = " ".join(shown("rec:s4-23-russia-key-demands", real).replace("│", " ").split())
    assert "Vladimir Putin (“Russian President”, s4:13, s4:22; direct quotation)" in text
    assert "Russia (spoken for by one of its own)" in text


def test_one_statement_in_two_texts_of_one_agency_is_not_two_witnesses(
    real: OxigraphEngine,
) -> None:
    """The remark is made of the articles' own words on their agencies, not of the curator's."""
    text = " ".join(shown("rec:s4-23-russia-key-demands", real).split())
    assert "same statement: s1:3" in text
    assert "s4 and s1 both draw on Sputnik: two texts, not two witnesses" in text
    text = " ".join(shown("Vladimir Putin", real).split())
    assert "s1 and s4 both draw on Sputnik: two texts, not two witnesses" in text


def test_a_paragraph_shows_each_of_its_records_by_name(real: OxigraphEngine) -> None:
    """So that one can be asked for."""
    dossier = compile_paragraph("s2:5", real)
    assert dossier
    lines = [line for title, found in dossier.sections for line in found if title == "Records"]
    text = shown("s2:5", real)
    for line in lines:
        assert "rec:" + line.iri.rpartition("/")[2] in text
    assert f"{len(lines)} records, by source and chain" in text


def test_a_link_shows_the_two_records_that_it_compares(tiny_engine: OxigraphEngine) -> None:
    """A curator's link has no chain of its own."""
    text = shown("lnk:rejection-and-part-acceptance", tiny_engine)
    assert "2 records, by source and chain" in text
    assert "t1:2 Suder rejects" in text
    assert "t2:3 Suder partly accepts" in text


def test_every_record_of_the_graph_has_a_chain_that_ends_in_its_article(
    real: OxigraphEngine,
) -> None:
    """And a way in words, and a passage that it rests on."""
    origins = Origins(real)
    for record in origins.chains.records():
        links = origins.links(record)
        assert links[-1].role == "article"
        assert all(link.name and link.iri for link in links)
        assert origins.passages(record)
        assert origins.way(record)
        assert {link.role for link in links} >= ({"speaker"} if record.speakers else set())


@pytest.mark.parametrize("write", [as_json, as_csv, as_markdown])
def test_every_format_tells_the_same_records(write: object, tiny_engine: OxigraphEngine) -> None:
    """json and csv with full IRIs, Markdown as a nested list."""
    text = shown("t1:2", tiny_engine, write)
    for name in ("t1-berg-head", "t1-duration", "t1-suder-rejects-halving"):
        assert name in text
    if write is as_csv:
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["channel"] for row in rows if row["kind"] == "position"] == ["direct"] * 2
    if write is as_json:
        records = json.loads(text)["records"]
        assert [each["passages"] for each in records if each["kind"] == "participation"] == [
            ["t1:2, characters 106–140"]
        ]


HOSTILE = """PREFIX : <https://example.org/small/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
:a a trv:NewsArticle ; dcterms:identifier "a" . :pa trv:inSource :a ; trv:paragraph 1 .
:bad a trv:State ; rdfs:label "\\u001B[2J<b>x</b>"@en .
:r a trv:Statement ; trv:speaker :bad ; trv:inSource :a ; trv:evidence :pa ; trv:hasStep :s ;
  trv:gloss "[a](b) \\u202E"@en .
:s trv:carrier :s ; trv:stepOrder "no number" .
"""


def test_hostile_labels_and_odd_data_do_no_harm(tmp_path: Path) -> None:
    """Control characters and marks are escaped; a step that carries itself is told as it is."""
    engine = engine_over(tmp_path, {"graph/sources/a.ttl": HOSTILE})
    node = NamedNode("https://example.org/small/r").value
    assert resolve(node, engine)
    for write in (as_table, as_markdown, as_csv):
        text = shown(node, engine, write)
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "\\<b>" in shown(node, engine, as_markdown)
    assert json.loads(shown(node, engine, as_json))["records"][0]["text"] == "[a](b) \u202e"


@pytest.mark.parametrize("format", FORMATS)
def test_weak_is_asked_of_the_whole_graph_or_of_a_part_in_every_format(
    run: Run, tiny: Path, format: str
) -> None:
    """Two records of the tiny graph; of one paragraph only that of it."""
    done = run("provenance", "--weak", "--format", format, cwd=tiny)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Suder is said to take on a part of the cut." in done.stdout
    assert "By her account" in done.stdout
    if format == "table":
        done = run("provenance", "--weak", "t2:3", cwd=tiny)
        assert done.stdout.splitlines() == [
            "What rests on one unnamed voice (1)",
            "└─ a source in the port (no body told) (1)",
            "   └─ t2:3 Suder partly accepts: Suder is said to take on a part of the cut.",
        ]


def test_nothing_weak_is_said_in_words(run: Run, tiny: Path) -> None:
    """An empty answer names what was searched."""
    done = run("provenance", "--weak", "t1:1", cwd=tiny)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "nothing weak is recorded of t1:1: 2 sources searched\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Name a record, an entity or a paragraph, or ask for --weak."),
        (("Nowhere",), "nothing is called 'Nowhere'"),
        (("Berg",), "'Berg' may mean 2 things"),
        (("t9:1",), "t9 is not in this workspace"),
    ],
)
def test_what_cannot_be_asked_is_an_error_in_words(
    run: Run, tiny: Path, arguments: tuple[str, ...], told: str
) -> None:
    """Exit code 2, one line and what to do."""
    done = run("provenance", *arguments, cwd=tiny)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_the_tree_fits_80_columns(real: OxigraphEngine) -> None:
    """Also for the actor of whom most is told."""
    text = shown("Russia", real)
    assert max(map(len, text.splitlines())) <= 80
    assert "http" not in text
