# ruff: noqa: E501  (one case, one line)
"""Check queries: each fails where it should and only there; how they are read and run."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from small import BASE, build

from travaux import checks, question_check
from travaux.causes import Causes
from travaux.corpus import Corpus
from travaux.engine import OxigraphEngine
from travaux.errors import BadQuery
from travaux.severity import profile
from travaux.workspace import open_at

FOLDER = ROOT / "queries" / "checks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))
GOOD = "#+ summary: All is well.\n#+ advice: Mend it.\n"
HEADER = f"""PREFIX : <{BASE}>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ARTICLE = ":s a trv:NewsArticle ; dcterms:identifier 's' ; trv:published '2022-02'^^edtf:EDTF ;"
ARTICLE += " trv:publishedLatest '2022-02-28'^^xsd:date .\n"
IN = "trv:inSource :s"


def date(clock: str, first: str, last: str = "") -> str:
    """A clock with its days; EDTF for the first of them."""
    text = f"trv:{clock} '{first}'^^edtf:EDTF ; trv:{clock}Earliest '{first}'^^xsd:date"
    return f"{text} ; trv:{clock}Latest '{last or first}'^^xsd:date"


#: For each check a graph in which :x fails, and what to put in place of what to make it pass.
CASES: dict[str, tuple[str, str, str]] = {
    "broader-cycle": (":x skos:broader :y . :y skos:broader :x .", ":y skos:broader :x", ":y skos:broader :z"),
    "broader-kinds": (":x a trv:ProposalItem ; skos:broader :y . :y a trv:Issue .", "trv:Issue", "trv:Package"),
    "conflict-kinds": (
        f":x a trv:AnalyticLink ; trv:linkFrom :d ; trv:linkTo :y ; trv:linkKind con:differs-in-time . :d a trv:Denial ; trv:denies :y ; trv:speaker :a ; trv:evidence :p ; {IN} . :y a trv:Allegation ; trv:speaker :b ; trv:evidence :p ; {IN} . :p a trv:Passage ; trv:paragraph 1 ; {IN} .",
        "con:differs-in-time",
        "con:contradicts",
    ),
    "contested-outside-statement": (":x a trv:Account ; trv:attitude con:rejects .", "Account", "Position"),
    "defined-class": (":x a trv:ProposalItem, trv:Demand .", ", trv:Demand", ""),
    "denial-of-own-words": (f":x trv:denies :y ; trv:speaker :a ; {IN} . :y trv:speaker :a .", ":a .", ":b ."),
    "derived-date": (
        f":x trv:saidBasis con:derived ; {date('said', '2022-01-05')} ; {IN} ; trv:occasion :e . :y trv:accountOf :e ; {date('happened', '2022-01-06')} .",
        "2022-01-06",
        "2022-01-05",
    ),
    "disjoint-types": (":x a trv:Person, trv:State .", "trv:State", "trv:Actor"),
    "formulation-of-another": (f":x trv:wordingOf :y ; trv:speaker :a ; {IN} . :y trv:speaker :b .", ":b .", ":a ."),
    "happened-after-published": (f":x {date('happened', '2022-03-01')} ; {IN} ; trv:accountOf :e . :e a trv:Leak .", "Leak", "Meeting"),
    "happened-after-said": (f":x {date('happened', '2022-01-06')} ; {date('said', '2022-01-05')} ; {IN} .", "2022-01-06", "2022-01-04"),
    "identifier-form": (":x dcterms:identifier 'geonames:abc', 'own:abc' .", "geonames:abc", "geonames:1"),
    "label-script": (":x rdfs:label 'Москва'@en .", "@en", "@ru"),
    "link-clash": (
        ":x a trv:AnalyticLink ; trv:linkFrom :a ; trv:linkTo :b ; trv:linkKind con:same-statement . :y trv:linkFrom :b ; trv:linkTo :a ; trv:linkKind con:answers .",
        "con:answers",
        "con:differs-in-wording",
    ),
    "link-twice": (
        ":x a trv:AnalyticLink ; trv:linkFrom :a ; trv:linkTo :b ; trv:linkKind con:answers . :w trv:linkFrom :b ; trv:linkTo :a ; trv:linkKind con:answers .",
        ":w trv:linkFrom :b",
        ":w trv:linkFrom :c",
    ),
    "long-quotation": (":x trv:gloss 'He wants “one two three four five six”.'@en .", " six”", "”, six"),
    "meeting-undated": (f":x a trv:Participation ; trv:atEvent :e ; {IN} . :e a trv:Meeting ; rdfs:label 'e'@en .", ":e a", ":y trv:accountOf :e ; trv:happened '2022'^^edtf:EDTF . :e a"),
    "one-narrative-voice": (":x a trv:NarrativeVoice . :v a trv:NarrativeVoice .", ":v a trv:NarrativeVoice", ":v a trv:SingleVoice"),
    "orphan-entity": (":x a trv:Person .", " .", " ; skos:note 'Kept.'@en ."),
    "own-voice": (f":x trv:speechMode con:own-voice ; trv:speaker :a ; {IN} . :a a trv:Person .", "trv:Person", "trv:NarrativeVoice"),
    "package-empty": (":x a trv:Package .", " .", " . :i trv:isPartOf :x ."),
    "page-count-of-copy": (f":x trv:pageCount 4 ; trv:accountOf :d ; {IN} . :d a trv:WrittenReply .", "WrittenReply", "DocumentCopy"),
    "part-cycle": (":x trv:isPartOf :y . :y trv:isPartOf :x .", ":y trv:isPartOf :x", ":y trv:isPartOf :z"),
    "part-kinds": (":x a trv:State ; trv:isPartOf :y . :y a trv:ActorGroup .", "ActorGroup", "Alliance"),
    "present-and-absent": (
        f":x trv:agent :a ; trv:atEvent :e ; trv:presence con:absent ; {IN} . :y trv:agent :a ; trv:atEvent :e ; trv:presence con:present ; {IN} .",
        f"present ; {IN}",
        "present ; trv:inSource :t",
    ),
    "record-name": (f":s-2-x trv:evidence :s-3-0-9 ; {IN} . :s-3-0-9 {IN} .", "s-3-0-9", "s-2-0-9"),
    "reply-cycle": (f":x trv:accountOf :d ; trv:repliesTo :e ; {IN} . :y trv:accountOf :e ; trv:repliesTo :d ; {IN} .", ":e ; trv:repliesTo :d", ":e ; trv:repliesTo :f"),
    "said-after-published": (f":x {date('said', '2022-03-01')} ; {IN} .", "2022-03-01", "2022-02-28"),
    "same-as-form": (":x schema:sameAs wd:P12 .", "P12", "Q12"),
    "same-as-inside": (":x schema:sameAs :y . :y a trv:State .", ":y a", ":z a"),
    "same-statement-speakers": (
        ":x a trv:AnalyticLink ; trv:linkKind con:same-statement ; trv:linkFrom :a ; trv:linkTo :b . :a trv:speaker :p . :b trv:speaker :q . :p a trv:Person .",
        "trv:Person",
        "trv:NarrativeVoice",
    ),
    "shared-identifier": (":x schema:sameAs wd:Q1 . :w schema:sameAs wd:Q1 .", ":w schema:sameAs wd:Q1", ":w schema:sameAs wd:Q2"),
    "statement-after-occasion": (f":x trv:occasion :e ; {date('said', '2022-01-06')} ; {IN} . :y trv:accountOf :e ; {date('happened', '2022-01-05')} .", "2022-01-05", "2022-01-06"),
    "statement-before-occasion": (f":x trv:occasion :e ; {date('said', '2022-01-04')} ; {IN} . :y trv:accountOf :e ; {date('happened', '2022-01-05')} .", "2022-01-05", "2022-01-04"),
    "step-of-speaker": (f":r trv:hasStep :x ; trv:speaker :a ; {IN} . :x trv:carrier :a .", "carrier :a", "carrier :b"),
    "unused-in-source": (":x a trv:Situation .", " .", " . :r trv:antecedent :x ."),
}  # fmt: skip


def found(root: Path, name: str, text: str) -> list[str]:
    """The things that a check finds in a graph."""
    space = build(root, {"graph/sources/s.ttl": HEADER + ARTICLE + text})
    corpus = Corpus(space)
    path = space.check_files()[name]
    asked = question_check.Asked(name, path, Path(path).read_text(encoding="utf-8"))
    told = checks.run(corpus, OxigraphEngine.load(space), [asked], Causes())
    assert all(each.rule == name and each.line for each in told)
    return sorted({each.entity.removeprefix(BASE) for each in told})


@pytest.mark.parametrize("name", NAMES)
def test_a_check_finds_what_is_wrong_and_passes_by_what_is_right(tmp_path: Path, name: str) -> None:
    """One case that fails and one that passes, which differ only in what the rule is about."""
    text, old, new = CASES[name]
    assert {"x", "s-2-x"} & set(found(tmp_path / "bad", name, text))
    assert old in text
    assert found(tmp_path / "good", name, text.replace(old, new)) == []


def test_any_date_of_the_occasion_that_fits_will_do(tmp_path: Path) -> None:
    """Sources may date one event differently, and an open end excludes nothing."""
    text = CASES["statement-before-occasion"][0]
    for more in (date("happened", "2022-01-03"), "trv:happened '../2022-01-05'^^edtf:EDTF"):
        assert not found(
            tmp_path, "statement-before-occasion", f"{text} :z trv:accountOf :e ; {more} ."
        )


@pytest.mark.parametrize(
    ("identifier", "good"),
    [
        ("geonames:2660646", True),
        ("geonames:0266", False),
        ("geonames:", False),
        ("m49:150", True),
        ("m49:15", False),
        ("iso3166-1:RU", True),
        ("iso3166-1:RUS", False),
        ("iso3166-2:RU-MOW", True),
        ("iso3166-2:RU", False),
        ("iso3166-3:SU", True),
        ("iso3166-3:SUHH", True),
        ("iso3166-3:SUH", False),
        ("enwiki:John_Smith_(diplomat)", True),
        ("enwiki:John Smith", False),
        ("everypolitician:61c885a3-28e9-4999-b47a-5e2e354bad12", True),
        ("everypolitician:61c885a3", False),
        ("orcid:x", True),
    ],
)
def test_an_identifier_has_the_form_of_its_kind(
    tmp_path: Path, identifier: str, good: bool
) -> None:
    """Kinds that are not known may have any."""
    text = f":x dcterms:identifier '{identifier}' ."
    assert found(tmp_path, "identifier-form", text) == ([] if good else ["x"])


def test_every_check_says_what_must_hold_and_how_to_mend_it() -> None:
    """In whole sentences; a problem is a sentence too, so that the report reads as text."""
    for path in sorted(FOLDER.glob("*.rq")):
        check = checks.parse(path.stem, path.read_text(encoding="utf-8"))
        for text in (check.summary, check.advice):
            assert text[0].isupper() and text.endswith("."), path.stem


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {}",
        "#+ summary: A.\nSELECT * {}",
        "#+ advice: A.\nSELECT * {}",
        GOOD + "#+ hides: all\nSELECT * {}",
        GOOD + "#+ theme: x\nSELECT * {}",
    ],
)
def test_a_header_that_is_not_one_of_a_check_is_refused(text: str) -> None:
    """Without advice a finding would help nobody."""
    with pytest.raises(BadQuery):
        checks.parse("x", text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "SELECT ?entity ?problem { ?entity ?problem ?source }", "lacks ?source"),
        (GOOD + "ASK { ?entity ?problem ?source }", "must be a SELECT"),
        (GOOD + "SELECT ?entity ?problem ?source { ?entity trv:holdr ?source }", "trv:holdr"),
        (GOOD + "SELECT ?entity { SERVICE <http://e/> { ?entity ?p ?o } }", "SERVICE"),
    ],
)
def test_a_check_that_would_guard_nothing_is_told(tmp_path: Path, text: str, words: str) -> None:
    """It is held to what a question is held to, and to its columns."""
    told = question_check.read(Corpus(build(tmp_path, {"queries/checks/own.rq": text})))[1]
    assert words in told[0].problem and told[0].rule == "bad-check"


def test_a_check_has_not_the_name_of_a_shape() -> None:
    """A rule is known by its name alone, in the report and in the profile."""
    shapes = "".join(path.read_text("utf-8") for path in (ROOT / "ontology").glob("shapes*.ttl"))
    assert not [name for name in NAMES if f"shp:{name}\n" in shapes]


def test_the_profile_names_only_rules_that_exist() -> None:
    """A misspelt name would leave its rule an ERROR."""
    shapes = "".join(path.read_text("utf-8") for path in (ROOT / "ontology").glob("shapes*.ttl"))
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "travaux").glob("*.py"))
    for rule in profile(open_at(str(ROOT))):
        assert rule in NAMES or f"shp:{rule}\n" in shapes or f'"{rule}"' in code, rule


def test_a_workspace_lays_its_checks_beside_those_it_borrows(tmp_path: Path) -> None:
    """And puts its own in place of one of the same name."""
    space = build(tmp_path, {"queries/checks/own.rq": "", "queries/checks/part-cycle.rq": ""})
    files = space.check_files()
    assert set(files) == {*NAMES, "own"}
    assert files["part-cycle"].startswith(str(tmp_path))
    assert open_at(str(ROOT)).check_files().keys() == set(NAMES)


def test_what_is_told_already_is_not_told_by_a_check(tmp_path: Path) -> None:
    """Of a thing without a type nothing more is said, nor of a value that is wrong."""
    name, (text, _, _) = "part-cycle", CASES["part-cycle"]
    space = build(tmp_path, {"graph/sources/s.ttl": HEADER + ARTICLE + text})
    path = space.check_files()[name]
    asked = question_check.Asked(name, path, Path(path).read_text(encoding="utf-8"))
    causes = Causes()
    causes.untyped(BASE + "x")
    causes.whole(BASE + "y", "https://w3id.org/travaux/ontology#isPartOf")
    assert checks.run(Corpus(space), OxigraphEngine.load(space), [asked], causes) == []


@pytest.mark.parametrize(
    ("name", "hidden"),
    [("contested-outside-statement", ("attitude", "")), ("disjoint-types", ("holder", "speaker"))],
)
def test_a_check_may_hide_what_follows_from_it(
    tmp_path: Path, name: str, hidden: tuple[str, str]
) -> None:
    """The property that may not stand there, or everything of a thing that is two."""
    space = build(tmp_path, {"graph/sources/s.ttl": HEADER + ARTICLE + CASES[name][0]})
    path = space.check_files()[name]
    asked = question_check.Asked(name, path, Path(path).read_text(encoding="utf-8"))
    causes = Causes()
    assert checks.run(Corpus(space), OxigraphEngine.load(space), [asked], causes)
    for property in filter(None, hidden):
        full = f"https://w3id.org/travaux/ontology#{property}"
        assert causes.explain(BASE + "x", full, "", "MaxCountConstraintComponent")
    other = "https://w3id.org/travaux/ontology#topic"
    assert causes.explain(BASE + "x", other, "", "") is (name == "disjoint-types")
