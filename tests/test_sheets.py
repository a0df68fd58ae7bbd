"""Sheets in and out: what is exported comes back byte for byte, what is typed is taken as meant."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

import travaux
from travaux import sheets
from travaux.cli import run
from travaux.errors import BadParameter, FileProblem
from travaux.sheets.adding import Added, add
from travaux.sheets.helping import template
from travaux.sheets.model import BadSheets, NotTabular, Problem
from travaux.sheets.terms import Terms
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
TEXT = 'Norvik holds on\n\n"We keep what is ours," said Berg. It rains. It rains.\n'
ARTICLE = {"label@en": "Norvik holds on", "published": "2031-05-05", "publishedBasis": "printed"}
VOICE = {"id": "voice", "label@en": "The voice of this text"}
STANCE = {
    "speaker": "Anna Berg",
    "holder": "Norvik",
    "attitude": "demands",
    "topic": "Suder halves its catch",
    "said": "2031-05-05",
    "saidBasis": "derived",
    "modality": "asserted",
    "speechMode": "direct-quotation",
    "gloss@en": "Norvik asks for half.",
    "paragraph": "2",
    "contains": "keep what is ours",
}
Rows = dict[str, list[dict[str, str]]]


@pytest.fixture
def place(tmp_path: Path, tiny: Path) -> Path:
    """A folder with a copy of the tiny workspace and a new text."""
    shutil.copytree(tiny, tmp_path / "ws")
    (tmp_path / "t3.txt").write_text(TEXT, "utf-8")
    return tmp_path


def filled(place: Path, rows: Rows) -> str:
    """A folder of csv files with these rows."""
    folder = place / "new"
    folder.mkdir()
    for name, own in rows.items():
        headings = list(dict.fromkeys(key for row in own for key in row))
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(own)
    return str(folder)


def taken(place: Path, rows: Rows, *, source: str | None = "t3", text: bool = True) -> Added:
    """What these rows add to the workspace, written."""
    kg = travaux.open(place / "ws")
    path = str(place / "t3.txt") if text else None
    added = add(kg, filled(place, rows), source, path)
    kg.save()
    return added


def refused(place: Path, rows: Rows, **given: object) -> list[Problem]:
    """The problems of these rows; the workspace stays as it was."""
    before = files(place / "ws")
    with pytest.raises(BadSheets) as error:
        taken(place, rows, **given)  # type: ignore[arg-type]
    assert files(place / "ws") == before
    return list(error.value.problems)


def files(root: Path) -> dict[str, bytes]:
    """The source files of a workspace."""
    return {each.name: each.read_bytes() for each in (root / "graph" / "sources").iterdir()}


def returned(root: Path, target: Path) -> None:
    """Export a workspace, remove its source files, add the sheets; all is as before."""
    before = files(root)
    ws = ["--workspace", str(root)]
    assert run(["export", "--format", "attestations", "-o", str(target), *ws]) == 0
    for each in (root / "graph" / "sources").iterdir():
        each.unlink()
    kg = travaux.open(root)
    add(kg, str(target))
    kg.save()
    assert files(root) == before


# Out and in again -----------------------------------------------------------------------------
@pytest.mark.slow
def test_the_builtin_sources_come_back_byte_for_byte(workspace_copy: Path, tmp_path: Path) -> None:
    """A folder of csv files holds all that the source files hold."""
    returned(workspace_copy, tmp_path / "out")


@pytest.mark.slow
def test_the_builtin_sources_come_back_from_a_workbook(
    workspace_copy: Path, tmp_path: Path
) -> None:
    """So does a workbook."""
    returned(workspace_copy, tmp_path / "out.xlsx")


def test_another_workspace_comes_back_from_a_workbook(place: Path) -> None:
    """With prefixes, classes and a base of its own."""
    returned(place / "ws", place / "out.xlsx")


def test_two_exports_give_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    """No moment of writing, no order of sets shows in a workbook."""
    space = open_at(str(tiny))
    for name in ("a.xlsx", "b.xlsx"):
        sheets.write(space, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_unusual_values_come_back(place: Path) -> None:
    """Two texts in one language, another datatype, a thing where a text is usual, active text."""
    path = place / "ws" / "graph" / "sources" / "t2.ttl"
    text = path.read_text("utf-8")
    old = 'trv:gloss "The talks last some five hours."@en ;'
    new = f"""{old}
    skos:note "=1+1"@en , "it's"@en , "'=quoted"@fr , 2.50 , "a;b" , ent:holm ;"""
    assert old in text
    prefix = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    path.write_text(prefix + text.replace(old, new), "utf-8")
    assert run(["fmt", "--workspace", str(place / "ws"), str(path)]) == 0
    assert '"=1+1"@en' in path.read_text("utf-8")
    returned(place / "ws", place / "out")


def test_what_has_no_place_in_a_table_is_refused_by_name(place: Path) -> None:
    """Rather left unwritten than written without it."""
    path = place / "ws" / "graph" / "sources" / "t2.ttl"
    with path.open("a", encoding="utf-8") as file:
        file.write("rec:t2-duration trv:topic [] .\n")
    with pytest.raises(NotTabular, match="t2-duration"):
        sheets.write(open_at(str(place / "ws")), place / "out")
    assert not (place / "out").exists()


def test_a_folder_that_holds_something_is_left_alone(tiny: Path, tmp_path: Path) -> None:
    """Whatever it holds may be somebody's work."""
    (tmp_path / "mine").write_text("x")
    with pytest.raises(FileProblem, match="not empty"):
        sheets.write(open_at(str(tiny)), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


# The template ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["new.xlsx", "new"])
def test_a_template_can_be_filled_in_and_added(place: Path, name: str) -> None:
    """Its headings are known, its help is no data; unfilled sheets say nothing."""
    target, ws = place / name, str(place / "ws")
    assert run(["template", "attestations", "-o", str(target), "--workspace", ws]) == 0
    rows = {"NewsArticle": ARTICLE, "NarrativeVoice": VOICE, "Position": STANCE}
    if target.is_dir():
        for kind, row in rows.items():
            path = target / f"{kind}.csv"
            headings = path.read_text("utf-8-sig").strip().split(",")
            with path.open("a", newline="", encoding="utf-8") as file:
                csv.writer(file).writerow([row.get(each, "") for each in headings])
    else:
        book = openpyxl.load_workbook(target)
        for kind, row in rows.items():
            book[kind].append([row.get(cell.value) for cell in book[kind][1]])
        book.save(target)
    text = str(place / "t3.txt")
    words = ["add", str(target), "--source", "t3", "--text", text, "--workspace", ws]
    assert run(words) == 0
    told = (place / "ws" / "graph" / "sources" / "t3.ttl").read_text("utf-8")
    assert "rec:t3-2-position" in told and "Norvik asks for half." in told


def test_a_workbook_offers_the_concepts_and_keeps_what_is_typed(tiny: Path, tmp_path: Path) -> None:
    """A list to choose from, an explanation on the heading, and the format Text."""
    made, help = template(open_at(str(tiny)))
    sheets.put(made, str(tmp_path / "new.xlsx"), help)
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    page = book["Position"]
    (heading,) = (cell for cell in page[1] if cell.value == "attitude")
    (choice,) = (
        each for each in page.data_validations.dataValidation if f"{heading.column_letter}2" in each
    )
    start, _, end = choice.formula1.partition("!")[2].replace("$", "").partition(":")
    listed = [row[0].value for row in book["Lists"][start:end]]
    assert "con:demands" in listed and all(listed)
    assert "attitude that a position gives" in heading.comment.text
    assert page.column_dimensions[heading.column_letter].number_format == "@"


def test_a_template_is_never_written_over(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It may be filled in by now."""
    target = place / "new.xlsx"
    target.write_text("mine")
    assert run(["template", "attestations", "-o", str(target)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert target.read_text() == "mine"


def test_programs_have_the_same_doors_as_the_command_line(place: Path) -> None:
    """A template is never written over; what is filled in is taken in, and saved when asked."""
    kg, form = travaux.open(place / "ws"), place / "new.xlsx"
    made = sheets.template(kg.workspace, form)
    with pytest.raises(FileProblem, match="there already"):
        sheets.template(kg.workspace, form)
    book = openpyxl.load_workbook(form)
    assert book.sheetnames[: len(made)] == [sheet.name for sheet in made]
    for kind, row in {"NewsArticle": ARTICLE, "Position": {**STANCE, "speaker": "Nobody"}}.items():
        book[kind].append([row.get(cell.value) for cell in book[kind][1]])
    book.save(form)
    with pytest.raises(sheets.BadSheets, match="'Nobody'"):
        sheets.add(kg, form, "t3", place / "t3.txt")
    book["Position"].cell(2, 3, "Anna Berg")
    book.save(form)
    assert dict(sheets.add(kg, form, "t3", place / "t3.txt").counts("t3"))["Position"] == 1
    assert "t3.ttl" not in files(place / "ws")


def test_the_template_offers_every_property_in_use_on_the_sheet_where_it_is_used() -> None:
    """The table of columns keeps up with the graph."""
    space = open_at(str(ROOT))
    offered = {sheet.name: set(sheet.headings) for sheet in template(space)[0]}
    for sheet in sheets.attestations(space):
        used = {each for each in sheet.headings if not each.endswith("@ru")}
        assert used <= offered[sheet.name], sheet.name


def test_every_heading_of_the_template_is_known_and_explained() -> None:
    """A name in the table of columns that the ontology lacks would be no help."""
    made, help = template(open_at(str(ROOT)))
    lacking = [
        (sheet.name, heading)
        for sheet in made
        for heading in sheet.headings
        if not help.remarks[sheet.name, heading]
    ]
    assert not lacking


def test_a_kind_of_the_workspace_has_a_sheet_with_its_own_property(place: Path) -> None:
    """Sheets come from the ontology, whosever it is."""
    with (place / "ws" / "ontology" / "fisheries.ttl").open("a", encoding="utf-8") as file:
        file.write(
            "fish:Warning a owl:Class ; rdfs:subClassOf trv:Statement .\n"
            "fish:tons a owl:DatatypeProperty ; rdfs:domain fish:Warning .\n"
        )
    made = {sheet.name: sheet.headings for sheet in template(open_at(str(place / "ws")))[0]}
    assert "tons" in made["Warning"] and "speaker" in made["Warning"]
    assert "tons" not in made["Statement"]


# What is typed --------------------------------------------------------------------------------
def test_words_are_looked_for_and_never_stored(place: Path) -> None:
    """Of a passage, the place and the digest are kept."""
    taken(place, {"NewsArticle": [ARTICLE], "Position": [STANCE]})
    told = (place / "ws" / "graph" / "sources" / "t3.ttl").read_text("utf-8")
    start = TEXT.index("keep what")
    assert f"psg:t3-2-{start}-{start + 17}\n" in told
    assert "keep what" not in told


def test_rows_name_one_another(place: Path) -> None:
    """Voices by label, passages, situations and records by id; steps follow from their record."""
    condition = {
        "id": "2-if",
        "speaker": "the voice of this text",
        "antecedent": "rain",
        "consequent": "It floods",
        "topic": "ent:item-half-catch",
        "evidence": "p1; p2",
        "said": "2031-05-05",
        "saidBasis": "con:derived",
        "modality": "asserted",
        "speechMode": "own-voice",
        "gloss@en": "Rain brings a flood.",
    }
    passages = [
        {"id": "p1", "paragraph": "2", "contains": "said Berg"},
        {"id": "p2", "paragraph": "1", "contains": "Norvik"},
    ]
    steps = [{"record": "2-if", "stepOrder": "1", "carrier": "Erik Dahl", "stepKind": "cites"}]
    situations = [{"id": "rain", "label@en": "It rains"}, {"id": "flood", "label@en": "It floods"}]
    taken(
        place,
        {
            "AttributionStep": steps,
            "Conditional": [condition],
            "NarrativeVoice": [VOICE],
            "NewsArticle": [ARTICLE],
            "Passage": passages,
            "Situation": situations,
        },
    )
    told = (place / "ws" / "graph" / "sources" / "t3.ttl").read_text("utf-8")
    for each in ("speaker rec:t3-voice", "antecedent rec:t3-rain", "consequent rec:t3-flood"):
        assert f"trv:{each} ;" in told
    assert "trv:hasStep rec:t3-2-if-step-1 ;" in told and "psg:t3-1-0-6 ,\n" in told


def test_dry_run_tells_and_writes_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In counts, and each record in its own words."""
    path = filled(place, {"NewsArticle": [ARTICLE], "Position": [STANCE]})
    words = ["--source", "t3", "--text", str(place / "t3.txt"), "--workspace", str(place / "ws")]
    before = files(place / "ws")
    assert run(["add", path, *words, "--dry-run"]) == 0
    said = capsys.readouterr()
    assert "t3: 2 rows (1 NewsArticle, 1 Position)" in said.out
    assert "Norvik asks for half." in said.out and "--dry-run" in said.err
    assert files(place / "ws") == before


def test_rows_can_be_added_to_a_source_that_is_there(place: Path) -> None:
    """What it says already stays; the same rows again are told."""
    shutil.copy(place / "ws" / "texts" / "t2.txt", place / "t2.txt")
    row = {**STANCE, "contains": "five hours", "paragraph": "1", "said": "2031-05-03/.."}
    before = files(place / "ws")["t2.ttl"].decode()
    kg = travaux.open(place / "ws")
    path = filled(place, {"Position": [row]})
    add(kg, path, "t2", str(place / "t2.txt"))
    kg.save()
    after = files(place / "ws")["t2.ttl"].decode()
    assert set(before.split("\n\n")) < set(after.split("\n\n"))
    with pytest.raises(BadSheets, match="has this record already: rec:t2-1-position"):
        add(travaux.open(place / "ws"), path, "t2", str(place / "t2.txt"))


# What is wrong --------------------------------------------------------------------------------
def test_all_problems_are_told_at_once_with_their_places(place: Path) -> None:
    """Those of single cells, and those that only the rules see, in one go."""
    problems = refused(
        place,
        {
            "NewsArticle": [ARTICLE],
            "Position": [
                {**STANCE, "topic": "Suder halfs its catch"},
                {**STANCE, "said": "2031-13", "attitude": ""},
                {**STANCE, "contains": "It rains"},
                {**STANCE, "contains": "we keep"},
                {**STANCE, "paragraph": "7"},
                {**STANCE, "holder": "Berg"},
                {**STANCE, "speaker": "Holm"},
                {**STANCE, "attitude": "demand"},
            ],
        },
    )
    told = [(each.sheet, each.row, each.heading) for each in problems]
    assert told == [
        ("Position", 2, "topic"),
        ("Position", 3, "said"),
        ("Position", 4, "contains"),
        ("Position", 5, "contains"),
        ("Position", 6, "paragraph"),
        ("Position", 7, "holder"),
        ("Position", 8, "speaker"),
        ("Position", 9, "attitude"),
        ("Position", 3, "attitude"),
    ]
    assert all(each.remedy for each in problems)
    assert "ent:anna-berg" in problems[5].remedy and "ent:nils-berg" in problems[5].remedy
    assert "con:demands" in problems[7].remedy
    assert "attitude" in problems[8].remedy


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ({"Position": [STANCE]}, "NewsArticle: the source t3 is new"),
        ({"Positions": [STANCE]}, "no kind is called 'Positions'"),
        ({"Position": [{"holdr": "Norvik"}]}, "column A (holdr): no property"),
        ({"Position": [{**STANCE, "evidence": "p1"}]}, "nothing is called 'p1'"),
        ({"Position": [{**STANCE, "id": "a"}] * 2}, "row 3, column L (id): has the same id"),
        ({"Situation": [{"label@en": "x"}]}, "row 2: the row has no id"),
        ({"Situation": [{"id": "a b", "label@en": "x"}]}, "'a b' cannot be a name"),
        ({"AttributionStep": [{"stepOrder": "1"}]}, "the row names no record"),
        ({"Position": [{**STANCE, "speaker": "rec:t2-port-voice"}]}, "belongs to the source t2"),
        ({"Position": [{**STANCE, "type": "Account"}]}, "is no kind of Position"),
        ({"Position": [{**STANCE, "source": "t2"}]}, "is a row of 't2', not of t3"),
        ({"Account": [{"duration": "five hours"}]}, "'five hours' is not a duration"),
        ({"Account": [{"pageCount": "1.5"}]}, "'1.5' is not a whole number"),
        ({"Account": [{"gloss@e_n": "x"}]}, "no property is called 'gloss@e_n'"),
        ({"Account": [{"gloss@en": "x" * 5001}]}, "has 5,001 characters; 5,000 is the limit"),
        ({"Account": [{"gloss@en": "=1+1"}]}, "is a formula"),
        ({"Account": [{"paragraph": "1"}]}, "a paragraph without words"),
        ({"Passage": [{"paragraph": "1", "startChar": "0"}]}, "endChar is lacking"),
        ({"Passage": [{"paragraph": "1", "startChar": "9", "endChar": "9"}]}, "before it begins"),
        ({"Passage": [{"paragraph": "1", "startChar": "0", "endChar": "20"}]}, "outside its"),
        (
            {"Passage": [{"paragraph": "1", "startChar": "0", "endChar": "2", "sha256": "0"}]},
            "not the digest",
        ),
        ({"Position": [STANCE, STANCE]}, "row 3: says the same as row 2"),
        ({"NewsArticle": []}, "there is nothing to add"),
    ],
)
def test_a_mistake_is_told_where_it_stands(place: Path, rows: Rows, what: str) -> None:
    """With the sheet, the row and the column, and what is wrong in words."""
    assert any(what in str(each) for each in refused(place, rows)), what


def test_without_a_text_words_cannot_be_looked_for(place: Path) -> None:
    """The remedy names the option, and a source needs its digest."""
    problems = refused(place, {"NewsArticle": [ARTICLE], "Position": [STANCE]}, text=False)
    assert [each.heading for each in problems if "--text" in each.remedy] == ["", "contains"]


def test_a_row_without_a_source_needs_the_option(place: Path) -> None:
    """No source is guessed."""
    problems = refused(place, {"Position": [STANCE]}, source=None, text=False)
    assert "the row names no source" in str(problems[0])


@pytest.mark.parametrize("name", ["reference", "fisheries", "inferred"])
def test_a_source_cannot_have_the_name_of_another_graph(place: Path, name: str) -> None:
    """Two files of one name would be one graph."""
    problems = refused(place, {"NewsArticle": [ARTICLE]}, source=name)
    assert f"{name} names another graph" in str(problems[0])


def test_the_text_of_another_source_is_refused(place: Path) -> None:
    """Offsets in the wrong file would be worthless."""
    path = filled(place, {"Position": [STANCE]})
    with pytest.raises(BadParameter, match="not the text of this source"):
        add(travaux.open(place / "ws"), path, "t2", str(place / "t3.txt"))


def test_semicolons_between_cells_are_understood(place: Path) -> None:
    """Spreadsheets of half the world write csv so."""
    folder = place / "new"
    folder.mkdir()
    (folder / "NewsArticle.csv").write_text(
        "label@en;published;publishedBasis;drawsOn\nNorvik holds on;2031-05-05;printed;\n", "utf-8"
    )
    added = add(travaux.open(place / "ws"), str(folder), "t3", str(place / "t3.txt"))
    assert added.counts("t3") == {"NewsArticle": 1}


def test_terms_take_what_the_shapes_ask(tiny: Path) -> None:
    """Kinds of values and what they lead to are read from ontology and shapes, not written here."""
    kg = travaux.open(tiny)
    terms = Terms(kg.engine, kg.workspace)
    assert terms.column("said").datatype.endswith("EDTF")
    assert terms.column("gloss").language == "en"
    assert terms.column("speaker").is_node
    (taken,) = terms.column("degree").property.takes
    assert {each.rpartition("/")[2] for each in taken} == {"scheme-extent", "scheme-strength"}
