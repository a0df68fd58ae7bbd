"""What is suggested for texts made up for the purpose."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import harbour
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import build

from travaux.cli import run as cli
from travaux.engine import OxigraphEngine
from travaux.passages import paragraphs
from travaux.suggest.inflection import is_adjective_of, is_form
from travaux.suggest.proposal import DATE, Suggestion
from travaux.suggest.proposing import suggest
from travaux.suggest.suggestions import HEADINGS, Suggestions
from travaux.suggest.words import words

DAY = date(2031, 3, 14)  # a Friday
NAMES = """PREFIX ent: <https://example.org/small/entity/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
ent:norvik a trv:State ; rdfs:label "Norvik"@en , "Норвик"@ru .
ent:suder a trv:State ; rdfs:label "Suder"@en , "Судер"@ru ; skos:altLabel "US"@en .
ent:league a trv:Alliance ; rdfs:label "Cod League"@en ; skos:altLabel "the League"@en .
ent:ifc a trv:InternationalOrganization ; rdfs:label "International Fisheries Commission"@en .
ent:coop a trv:Organization ; rdfs:label "Organization for Cooperation"@en .
ent:holm a trv:City ; rdfs:label "Holm"@en , "Хольм"@ru .
ent:harbour a trv:City ; rdfs:label "Marsund"@en .
ent:harbour-office a trv:GovernmentBody ; rdfs:label "Marsund Port Office"@en ;
    skos:altLabel "Marsund"@en .
ent:anna a trv:Person ; rdfs:label "Anna Berg"@en , "Анна Берг"@ru ; skos:altLabel "Berg"@en .
ent:nils a trv:Person ; rdfs:label "Nils Berg"@en ; skos:altLabel "Berg"@en .
ent:erik a trv:Person ; rdfs:label "Sergei Dahl"@en , "Сергей Даль"@ru .
ent:minister a trv:Office ; rdfs:label "Minister of Foreign Affairs of Norvik"@en ;
    trv:postIn ent:norvik .
ent:talks a trv:Meeting ; rdfs:label "Holm talks (10 January 2031)"@en .
ent:council a trv:Meeting ; rdfs:label "Cod League meeting in Holm, 12 January 2031"@en .
ent:item a trv:Issue ; rdfs:label "herring"@en .
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    root = tmp_path_factory.mktemp("names")
    return OxigraphEngine.load(build(root, {"graph/reference.ttl": NAMES}))


def found(text: str, engine: OxigraphEngine) -> dict[str, str]:
    """The words of each suggestion with what they are taken for; "?" where several may be meant."""
    return {
        each.words: each.date
        if each.kind == DATE
        else each.entity.removeprefix("ent:") or ("?" if each.candidates else each.kind)
        for each in suggest(text, engine, DAY)
    }


def dates(text: str, engine: OxigraphEngine, day: date | None = DAY) -> list[tuple[str, str, str]]:
    """The dates in a text: their words, EDTF, basis."""
    own = suggest(text, engine, day)
    return [(each.words, each.date, each.basis) for each in own if each.kind == DATE]


# Known names ------------------------------------------------------------------------------------
def test_spans_are_code_points_of_the_whole_text(engine: OxigraphEngine) -> None:
    """Lines that are empty count for offsets, not for paragraphs; 🐟 is one code point."""
    text = "🐟 Norvik\r\n\r\n  in Holm"
    told = [(e.paragraph, e.start, e.end, e.entity) for e in suggest(text, engine)]
    assert told == [(1, 2, 8, "ent:norvik"), (2, 17, 21, "ent:holm")]


def test_a_name_is_whole_words_and_its_possessive_is_left_out(engine: OxigraphEngine) -> None:
    """Neither an adjective nor a longer word is a name; an owner's ending is none of it."""
    assert found("norvikers, Norvikian and Norvik’s boats", engine)["Norvik"] == "norvik"
    assert "Norvikian" not in found("The Norvikian boats", engine)


def test_an_acronym_needs_its_capitals(engine: OxigraphEngine) -> None:
    """US is a state here, us a pronoun, whatever dots stand in it."""
    told = found("they told us that the U.S. and US boats", engine)
    assert told == {"U.S.": "suder", "US": "suder"}


def test_a_common_noun_that_is_an_alias_needs_its_article(engine: OxigraphEngine) -> None:
    """One league that is spoken of may be the League; a league is any."""
    assert found("so the league said", engine) == {"league": "league"}
    assert found("so a league said", engine) == {}


def test_the_longest_name_wins_and_nothing_overlaps(engine: OxigraphEngine) -> None:
    """A name inside a longer one is not suggested apart."""
    assert found("at the Marsund Port Office today", engine) == {
        "Marsund Port Office": "harbour-office",
        "today": "2031-03-14",
    }


def test_topics_are_not_suggested(engine: OxigraphEngine) -> None:
    """Actors, offices, places, meetings and documents are named; what is talked about is not."""
    assert found("much herring", engine) == {}


def test_russian_names_are_known_in_their_cases(engine: OxigraphEngine) -> None:
    """Endings of cases are no other name; another word with the same beginning is."""
    told = found("Анну Берг приняли в Хольме делегации Судера и Норвика", engine)
    assert told == {"Анну Берг": "anna", "Хольме": "holm", "Судера": "suder", "Норвика": "norvik"}
    assert "Норвикова" not in found("а затем Норвиковский порт", engine)
    assert is_form("россии", "россия") and not is_form("российский", "россия")


def test_spellings_of_one_language_are_one(engine: OxigraphEngine) -> None:
    """Organisation and organization, co-operation and cooperation, hyphen and space."""
    assert found("the Organisation for Co-operation met", engine) == {
        "Organisation for Co-operation": "coop"
    }


def test_a_label_is_known_without_what_tells_it_apart(engine: OxigraphEngine) -> None:
    """The day in a label is ours; texts say the rest, also in another order."""
    assert found("the Holm talks ended", engine) == {"Holm talks": "talks"}
    assert found("a meeting of the Cod League in Holm", engine) == {
        "meeting of the Cod League": "council",
        "Holm": "holm",
    }


def test_what_stands_in_brackets_behind_a_name_is_another_name(engine: OxigraphEngine) -> None:
    """An abbreviation that the text explains is known in the rest of it."""
    told = found("the International Fisheries Commission (IFC) met\nthen IFC left", engine)
    assert told == {"International Fisheries Commission": "ifc", "IFC": "ifc"}


# Persons and ambiguity --------------------------------------------------------------------------
def test_an_ambiguous_name_keeps_its_candidates(engine: OxigraphEngine) -> None:
    """Where nothing tells which is meant, both are offered and neither is chosen."""
    one = next(iter(suggest("then Berg spoke", engine)))
    assert (one.entity, one.candidates) == ("", ("ent:anna", "ent:nils"))
    assert one.is_known


def test_the_name_in_full_before_it_tells_who_is_meant(engine: OxigraphEngine) -> None:
    """Of several people of one surname it is the one last named in full."""
    text = "then Nils Berg came\nthen Berg spoke\nthen Anna Berg came\nthen Berg spoke"
    assert [e.entity for e in suggest(text, engine)] == [
        "ent:nils",
        "ent:nils",
        "ent:anna",
        "ent:anna",
    ]


def test_a_first_name_spelt_otherwise_belongs_to_the_name(engine: OxigraphEngine) -> None:
    """Sergey is Sergei; a quite different first name is somebody else."""
    assert found("then Sergey Dahl came", engine) == {"Sergey Dahl": "erik"}
    assert found("then Minister Dahl came", engine)["Dahl"] == "erik"
    assert found("then Tora Dahl came", engine) == {"Tora Dahl": "new name"}


def test_after_a_preposition_of_place_the_place_is_meant(engine: OxigraphEngine) -> None:
    """A city and a body of one name: "in" tells the city, else the one that acts is likelier."""
    assert found("they met in Marsund", engine) == {"Marsund": "harbour"}
    assert found("but Marsund refused", engine) == {"Marsund": "harbour-office"}


# Offices ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "words",
    ["Norvik Foreign Minister", "Norvik's Foreign Minister", "Foreign Minister of Norvik"],
)
def test_an_office_is_known_by_its_words_in_any_order(engine: OxigraphEngine, words: str) -> None:
    """The state that it belongs to and the words of its label make it that office."""
    assert found(f"then the {words} Anna Berg spoke", engine) == {
        words: "minister",
        "Anna Berg": "anna",
    }


def test_an_unknown_office_is_found_apart(engine: OxigraphEngine) -> None:
    """An office of a known or unknown body is proposed; a bare title is anybody's."""
    told = suggest("then the President of Suder met a deputy minister", engine)
    assert [(e.words, e.kind, e.is_known) for e in told] == [
        ("President of Suder", "office", False)
    ]
    assert found("и министр рыболовства Норвика уехал", engine) == {
        "министр рыболовства Норвика": "office"
    }


def test_an_office_ends_before_its_holder(engine: OxigraphEngine) -> None:
    """A name that nobody knows does not become part of the office before it."""
    told = found("then Foreign Minister of Norvik Jon Oleg Vik spoke", engine)
    assert told == {"Foreign Minister of Norvik": "minister", "Jon Oleg Vik": "new name"}


# Dates ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "edtf", "basis"),
    [
        ("10 January", "2031-01-10", "year inferred"),
        ("December 30", "2030-12-30", "year inferred"),
        ("January 12, 2022", "2022-01-12", "printed"),
        ("12th of January 2022", "2022-01-12", "printed"),
        ("10-12 January 2022", "2022-01-10/2022-01-12", "printed"),
        ("2022-01-12", "2022-01-12", "printed"),
        ("12.01.2022", "2022-01-12", "printed"),
        ("January 2022", "2022-01", "printed"),
        ("1990s", "199X", "printed"),
        ("17 февраля", "2031-02-17", "year inferred"),
        ("17 февраля 2022 года", "2022-02-17", "printed"),
        ("10–12 января 2022 г.", "2022-01-10/2022-01-12", "printed"),
        ("январь 2022 года", "2022-01", "printed"),
        ("1997 году", "1997", "printed"),
        ("Monday", "2031-03-10", "inferred"),
        ("Friday", "2031-03-14", "inferred"),
        ("last Friday", "2031-03-07", "inferred"),
        ("next Friday", "2031-03-21", "inferred"),
        ("yesterday", "2031-03-13", "inferred"),
        ("завтра", "2031-03-15", "inferred"),
    ],
)
def test_a_date_is_told_as_edtf_with_its_basis(
    engine: OxigraphEngine, words: str, edtf: str, basis: str
) -> None:
    """What is printed is told from what the day of the article lets infer."""
    end = words.removesuffix(".")  # a word ends in a letter
    assert dates(f"they met on {words} again", engine) == [(end, edtf, basis)]


def test_months_years_and_days_of_the_week_stand_after_their_prepositions(
    engine: OxigraphEngine,
) -> None:
    """The preposition is no part of the date, and without one May and 2000 are no dates."""
    assert dates("in March and since 1997", engine) == [
        ("March", "2031-03", "year inferred"),
        ("1997", "1997", "printed"),
    ]
    assert dates("в прошлую среду, в среду, во вторник", engine) == [
        ("прошлую среду", "2031-03-12", "inferred"),
        ("среду", "2031-03-12", "inferred"),
        ("вторник", "2031-03-11", "inferred"),
    ]
    assert dates("May they have 2000 boats and 1997 crews", engine) == []


def test_a_day_that_cannot_be_is_no_date(engine: OxigraphEngine) -> None:
    """30 February is never, and 29 February only in some years."""
    assert dates("on 30 February and 29 February 2031 and 32 May", engine) == []
    assert dates("on 29 February", engine, date(2034, 3, 1)) == []
    assert dates("in 0000-01-01 on 3 May", engine, None)[-1][1] == ""
    assert dates("on 29 February", engine, date(2032, 3, 1))[0][1] == "2032-02-29"


def test_without_the_article_s_day_nothing_is_inferred(engine: OxigraphEngine) -> None:
    """The span is proposed, and that its year is not printed; no year is made up."""
    own = suggest("on 10 January, on Monday", engine)
    assert [(e.words, e.date, e.basis) for e in own] == [
        ("10 January", "", "year inferred"),
        ("Monday", "", "inferred"),
    ]
    assert all("not" in each.why for each in own)


def test_a_full_date_tells_the_year_of_those_behind_it(engine: OxigraphEngine) -> None:
    """Where the article has no day, the year is that nearest to the last full date before."""
    text = "on 3 May, after 15 December 2030 and\non 10 January"
    assert [each[1] for each in dates(text, engine, None)] == ["", "2030-12-15", "2031-01-10"]


# Unknown names ----------------------------------------------------------------------------------
def test_unknown_names_are_found_apart(engine: OxigraphEngine) -> None:
    """Capitals inside a sentence make a name; those of its beginning and of headings do not."""
    text = (
        "Fishing For Cod Rarely Pays\nBoats were sold. Then Jan Holst of the North Institute left."
    )
    told = suggest(text, engine)
    assert [(e.words, e.is_known) for e in told] == [
        ("Jan Holst", False),
        ("North Institute", False),
    ]


def test_an_adjective_of_a_known_state_is_no_name(engine: OxigraphEngine) -> None:
    """Norvikian boats name nothing, the Norvikian Institute does."""
    assert found("some Norvikian boats", engine) == {}
    assert found("the Norvikian Institute", engine) == {"Norvikian Institute": "new name"}
    assert is_adjective_of("norwegian", "norway") and not is_adjective_of("norvik", "norvik")


@given(st.text(alphabet="Norvik Holm's.\n-’(IFC)10 January 1997вБергs,🐟", max_size=80))
def test_whatever_the_text_spans_are_apart_and_inside_one_paragraph(
    engine: OxigraphEngine, text: str
) -> None:
    """Every span has the words it tells, no two overlap, and the same text gives the same."""
    own = suggest(text, engine, DAY)
    places = paragraphs(text)
    last = 0
    for each in own:
        place = places[each.paragraph - 1]
        assert last <= each.start < each.end and place.start <= each.start and each.end <= place.end
        assert text[each.start : each.end] == each.words
        last = each.end
    assert own == suggest(text, engine, DAY)


# What comes of it -------------------------------------------------------------------------------
TEXT = "Then Anna Berg met Jan Holst in Holm on 10 January.\n"


@pytest.fixture(scope="module")
def proposed(engine: OxigraphEngine) -> Suggestions:
    return Suggestions(suggest(TEXT, engine, DAY), "n6")


def test_rows_and_tables_tell_known_from_unknown(proposed: Suggestions) -> None:
    """Every suggestion is a row; people read the unknown ones under a heading of their own."""
    assert [(r["words"], r["known"]) for r in proposed.rows] == [
        ("Anna Berg", True),
        ("Jan Holst", False),
        ("Holm", True),
        ("10 January", True),
    ]
    assert "Found although unknown (1)" in str(proposed)
    known, _, unknown = proposed.table(200).partition("Found although unknown (1)")
    assert "Anna Berg" in known and "Jan Holst" in unknown and "Holst" not in known
    assert str(Suggestions([])) == "nothing found"


def test_the_web_table_escapes_what_a_text_says() -> None:
    """A text is not to be trusted with markup."""
    odd = Suggestion(1, 0, 3, "<b>", "new name", "", "", (), "", "", "why", 0.3)
    html = Suggestions([odd])._repr_html_()
    assert "&lt;b&gt;" in html and "<b>" not in html


@pytest.mark.parametrize("with_words", [True, False])
def test_the_sheet_is_to_be_filled_in_and_may_be_without_words(
    proposed: Suggestions, tmp_path: Path, with_words: bool
) -> None:
    """accept is empty; without words no word of the text is in either kind of sheet."""
    import openpyxl

    proposed.to_csv(tmp_path / "a.csv", words=with_words)
    proposed.to_xlsx(tmp_path / "a.xlsx", words=with_words)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    cells = [[cell or "" for cell in row] for row in page.iter_rows(values_only=True)]
    assert rows == cells and tuple(rows[0]) == HEADINGS
    table = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert {row["accept"] for row in table} == {""}
    assert [row["words"] for row in table][1] == ("Jan Holst" if with_words else "")
    assert any("Holst" in cell for row in rows for cell in row) == with_words
    assert [row["source"] for row in table] == ["n6"] * 4


def test_the_command_says_the_same(
    engine: OxigraphEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`travaux suggest` has the rows of the pure function, and a note of how many there are."""
    root = tmp_path / "w"
    build(root, {"graph/reference.ttl": NAMES})
    text = tmp_path / "n6.txt"
    text.write_text(TEXT, "utf-8")
    given = ["suggest", str(text), "--workspace", str(root), "--day", "2031-03-14"]
    assert cli([*given, "--source", "n6", "--format", "json"]) == 0
    said = capsys.readouterr()
    rows = Suggestions(suggest(TEXT, engine, DAY), "n6").rows
    assert json.loads(said.out) == json.loads(json.dumps(rows))
    assert "2 of known names (0 of several things), 1 date, 1 found although unknown" in said.err
    assert cli([*given, "--no-words"]) == 0
    assert "Holst" not in capsys.readouterr().out
    assert cli([*given, "--format", "xlsx", "-o", str(tmp_path / "n6.xlsx")]) == 0
    assert (tmp_path / "n6.xlsx").read_bytes()[:2] == b"PK"


def test_the_command_takes_the_day_of_a_source_that_is_known(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --day the article's own date counts, where the graph has it."""
    text = tmp_path / "t.txt"
    text.write_text("Anna Berg left on Monday.", "utf-8")
    given = ["suggest", str(text), "--workspace", str(tiny), "--format", "json"]
    assert cli(given) == 0
    assert [row["date"] for row in json.loads(capsys.readouterr().out)] == ["", ""]
    assert cli([*given, "--source", "t1"]) == 0
    day = json.loads(capsys.readouterr().out)[1]["date"]
    assert date.fromisoformat(day).weekday() == 0


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (["nowhere.txt"], "nowhere.txt"),
        (["{text}", "--day", "soon"], "'soon'"),
        (["{text}", "--source", "No Name"], "--source"),
        (["{text}", "--format", "xlsx"], "-o"),
        (["{text}", "-o", "{folder}"], "cannot be written"),
    ],
)
def test_what_the_command_cannot_do_is_told(
    tmp_path: Path, tiny: Path, capsys: pytest.CaptureFixture[str], given: list[str], part: str
) -> None:
    """One line that names the fault, exit code 2, nothing written."""
    text = tmp_path / "t.txt"
    text.write_text("Norvik", "utf-8")
    own = [each.format(text=text, folder=tmp_path) for each in given]
    assert cli(["suggest", *own, "--workspace", str(tiny)]) == 2
    said = capsys.readouterr()
    assert part in said.err and "bug" not in said.err and not said.out
    assert [each.name for each in tmp_path.iterdir()] == ["t.txt"]


def test_a_block_suggests_what_its_text_mentions(tmp_path: Path) -> None:
    """Days count from the article's own; what the block has written so far is known; a suggestion
    names the very span that `passage` takes, and nothing is written."""
    kg = harbour.opened(tmp_path)
    with harbour.note(kg) as s:
        before = s.suggest()
        clerk = s.new.media_outlet("Holm Post")
        after = s.suggest()
    by_words = {each.words: each for each in before}
    assert by_words["Erik Dahl"].entity == "ent:erik-dahl"
    assert by_words["Tuesday"].date == "2031-05-06"
    assert not by_words["Holm Post"].is_known
    assert {e.words: e.entity for e in after}["Holm Post"] == clerk.curie
    one = by_words["Erik Dahl"]
    assert harbour.NOTE[one.start : one.end] == "Erik Dahl"
    changed = [str(each) for change in kg.changes() for each in change.add]
    assert not any("erik-dahl" in each for each in changed)


def test_words_keep_their_places() -> None:
    """An abbreviation loses its dots and keeps its span; an owner's ending is no word."""
    text = "U.S.’s boats’ nets"
    assert [(w.text, text[w.start : w.end]) for w in words(text)] == [
        ("US", "U.S."),
        ("boats", "boats"),
        ("nets", "nets"),
    ]
