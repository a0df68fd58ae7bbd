"""Codings as sheets: what is read, what is refused and where, and what the workspace's own is."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux.codings import ARTICLE, FIELDS, UNDISCLOSED, BadCoding, Unit, parse, read, units
from travaux.engine import OxigraphEngine
from travaux.errors import FileProblem
from travaux.workspace import Workspace, builtin_root, open_at

HEAD = ",".join(FIELDS) + "\n"
GOOD = "t0,5,Position,Norvik,quota,demands,asserted\n"


@pytest.fixture(scope="module")
def built_in() -> Workspace:
    return open_at(builtin_root())


def test_a_row_is_a_unit() -> None:
    """Whatever the line ends, a byte order mark, an empty line, or spaces too many."""
    unit = Unit("t0", 5, "Position", "Norvik", "quota", "demands", "asserted")
    for text in (
        HEAD + GOOD,
        (HEAD + GOOD).replace("\n", "\r\n"),
        "\ufeff" + HEAD + GOOD,
        HEAD + "\n" + GOOD + "\n",
        HEAD + "t0, 5 ,Position,  Norvik,quota ,demands,asserted",
        HEAD.upper() + GOOD,
    ):
        assert parse(text, "x") == [unit]


def test_what_a_unit_need_not_have_may_be_empty() -> None:
    """An account has no attitude, a question no modality, some statements no topic in the list."""
    assert parse(HEAD + "t0,1,Account,the article,,,\n", "x")[0].about == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("t0,5,Position,Norvik,quota,demands\n", "6 fields instead of 7"),
        ("t0;5;Position;Norvik;quota;demands;asserted\n", "1 fields instead of 7"),
        ("t0,five,Position,Norvik,quota,demands,asserted\n", "not a number from 1 on: 'five'"),
        ("t0,0,Position,Norvik,quota,demands,asserted\n", "not a number from 1 on: '0'"),
        ("t0,٥,Position,Norvik,quota,demands,asserted\n", "not a number from 1 on"),
        ("t0," + "9" * 5000 + ",Position,Norvik,quota,demands,asserted\n", "not a number from 1"),
        ("t0,5,,Norvik,quota,demands,asserted\n", "kind is empty"),
        ("t0,5,Position,,quota,demands,asserted\n", "who is empty"),
        ('t0,5,"Position,Norvik\n', "unexpected end of data"),
    ],
)
def test_a_row_that_is_no_unit_is_told_with_its_line(line: str, words: str) -> None:
    """So that whoever keeps the sheet in another program finds it."""
    with pytest.raises(BadCoding) as told:
        parse(HEAD + GOOD + line, "x.csv")
    assert words in told.value.what
    assert told.value.where == "x.csv:3"


def test_a_sheet_needs_its_heading_and_a_unit() -> None:
    """Columns in another order would be compared with the wrong ones in silence."""
    for text in ("", GOOD, "paragraph,source\n"):
        with pytest.raises(BadCoding, match="the first line must be source,paragraph") as told:
            parse(text, "x.csv")
        assert told.value.where == "x.csv:1"
    with pytest.raises(BadCoding, match="no unit"):
        parse(HEAD, "x.csv")


def test_a_sheet_that_is_not_there_or_no_text_is_a_plain_error(tmp_path: Path) -> None:
    """With the file's name."""
    with pytest.raises(FileProblem):
        read(str(tmp_path / "none.csv"))
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(FileProblem, match="UTF-8"):
        read(str(tmp_path / "bad.csv"))


def test_the_own_coding_has_each_record_for_each_holder_and_topic(built_in: Workspace) -> None:
    """A position of two holders on three items is six units; one record is never none."""
    engine = OxigraphEngine.load(built_in)
    found = units(built_in, engine)
    holders = engine.query(
        "SELECT ?record ?holder ?topic WHERE { ?record a trv:Position ; trv:holder ?holder ;"
        " trv:topic ?topic }"
    )
    assert sum(unit.kind == "Position" for unit in found) == len(list(holders))
    told = {(unit.source, unit.kind) for unit in found}
    assert told == {
        (row["source"].value, row["kind"].value.rpartition("#")[2])
        for row in engine.query(
            "SELECT DISTINCT ?source ?kind WHERE { ?record a ?kind ; trv:evidence ?passage ;"
            " trv:inSource/dcterms:identifier ?source . ?kind rdfs:subClassOf* trv:Attestation }"
        )
    }


def test_voices_that_another_coder_cannot_name_have_one_name(built_in: Workspace) -> None:
    """Who wrote a sheet from the texts alone has no label for them."""
    found = units(built_in, OxigraphEngine.load(built_in))
    names = {unit.who for unit in found}
    assert {ARTICLE, UNDISCLOSED} <= names
    assert not any("itself" in name for name in names)


def test_a_unit_stands_at_the_first_paragraph_of_its_record(built_in: Workspace) -> None:
    """One that rests on two paragraphs is told once."""
    engine = OxigraphEngine.load(built_in)
    rows = engine.query(
        "SELECT ?source (MIN(?n) AS ?first) WHERE { ?record a trv:Tenure ;"
        " trv:inSource/dcterms:identifier ?source ; trv:evidence/trv:paragraph ?n }"
        " GROUP BY ?source ?record"
    )
    wanted = sorted((row["source"].value, int(row["first"].value)) for row in rows)
    found = units(built_in, engine)
    assert sorted((u.source, u.paragraph) for u in found if u.kind == "Tenure") == wanted


def test_the_own_coding_reads_back_as_it_is(built_in: Workspace) -> None:
    """Names with commas and quotation marks survive the sheet."""
    from travaux.agreement import sheet

    found = units(built_in, OxigraphEngine.load(built_in))
    assert parse(sheet(found, "csv"), "x") == found
