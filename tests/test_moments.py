"""What stands on a timeline: which records, merged how, and in which role an actor is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from small import build

from travaux.dates import days
from travaux.engine import OxigraphEngine
from travaux.moments import CLOCKS, Entry, read
from travaux.when import told

PREFIXES = """
@prefix con: <https://w3id.org/travaux/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix e: <https://example.org/small/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix trv: <https://w3id.org/travaux/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
REFERENCE = """
e:ann a trv:Person ; rdfs:label "Ann"@en , "Анна"@ru .
e:bo a trv:Person ; rdfs:label "Bo"@en .
e:cy a trv:Person ; rdfs:label "Cy"@en .
e:norvik a trv:State ; rdfs:label "Norvik"@en .
e:paper a trv:MediaOutlet ; rdfs:label "The Paper"@en .
e:talks a trv:Meeting ; rdfs:label "the talks"@en .
e:receipt a trv:Receipt ; rdfs:label "arrival of the note"@en .
e:briefing a trv:Briefing ; rdfs:label "Ann's briefing"@en .
e:undated a trv:Meeting ; rdfs:label "a meeting of no date"@en .
"""


def dated(clock: str, date: str, basis: str = "printed") -> str:
    """The triples of a date, its days as `travaux fmt` writes them."""
    ends = zip(("Earliest", "Latest"), days(date), strict=True)
    lines = [f'trv:{clock}{end} "{day}"^^xsd:date ;' for end, day in ends if day]
    return f'trv:{clock} "{date}"^^edtf:EDTF ; trv:{clock}Basis con:{basis} ; {" ".join(lines)}'


def at(source: str, paragraph: int, name: str, more: str) -> str:
    """A record that rests on a paragraph."""
    return (
        f"e:{source}-{paragraph} trv:inSource e:{source} ; trv:paragraph {paragraph} ;"
        f" a trv:Passage .\n"
        f"e:{name} trv:inSource e:{source} ; trv:evidence e:{source}-{paragraph} ; {more} .\n"
    )


def account(event: str, more: str = "") -> str:
    """The triples of an account of an event."""
    return f"a trv:Account ; trv:accountOf e:{event} ; {more}"


def said(speaker: str, date: str, basis: str, more: str = "") -> str:
    """The triples of a statement."""
    gloss = f'trv:gloss "{speaker} speaks."@en'
    return (
        f"a trv:Statement ; trv:speaker e:{speaker} ; {gloss} ; {dated('said', date, basis)}{more}"
    )


ONE = (
    f"e:a1 a trv:NewsArticle ; dcterms:identifier 'a1' ; rdfs:label 'report a1'@en ;"
    f" trv:outlet e:paper ; {dated('published', '2031-05-10')} .\n"
    "e:a1voice a trv:NarrativeVoice ; rdfs:label 'report a1 itself'@en .\n"
    + at("a1", 1, "r1", account("talks", dated("happened", "2031-05-03")))
    + at("a1", 10, "r10", account("talks", "trv:party e:norvik"))
    + at("a1", 11, "p1", "a trv:Participation ; trv:agent e:ann ; trv:atEvent e:talks")
    + at(
        "a1",
        12,
        "p2",
        "a trv:Participation ; trv:agent e:bo ; trv:atEvent e:talks ; trv:presence con:absent",
    )
    + at("a1", 2, "s1", said("bo", "2031-05-10", "derived"))
    + at("a1", 3, "s2", said("a1voice", "2031-05-10", "derived"))
    + at(
        "a1",
        4,
        "s3",
        said("cy", "2031-05-08", "printed", "trv:holder e:norvik ; trv:attitude con:demands")
        + " ; a trv:Position ; trv:hasStep e:step2 , e:step1",
    )
    + "e:step1 trv:stepOrder 1 ; trv:carrier e:ann .\n"
    + "e:step2 trv:stepOrder 2 ; trv:carrier e:paper .\n"
    + at(
        "a1",
        5,
        "h1",
        "a trv:Position ; trv:speaker e:cy ; trv:holder e:norvik ; trv:attitude con:rejects ;"
        f" trv:atEvent e:talks ; trv:gloss 'Cy tells it.'@en ;"
        f" {dated('happened', '2031-05-03', 'inferred')}",
    )
    + at("a1", 6, "u1", account("undated", "trv:agent e:ann"))
)
TWO = (
    f"e:a2 a trv:NewsArticle ; dcterms:identifier 'a2' ; rdfs:label 'report a2'@en ;"
    f" {dated('published', '2031-05-12/..', 'not-printed')} .\n"
    "e:a2voice a trv:NarrativeVoice ; rdfs:label 'report a2 itself'@en .\n"
    + at("a2", 1, "t1", account("talks", dated("happened", "2031-05-03", "year-inferred")))
    + at("a2", 2, "t2", account("talks", dated("happened", "2031-05-04")))
    + at(
        "a2",
        3,
        "t3",
        account(
            "receipt", "trv:recipient e:bo ; " + dated("happened", "../2031-05-09", "inferred")
        ),
    )
    + at(
        "a2",
        4,
        "t4",
        account("briefing", "trv:agent e:ann ; " + dated("happened", "2031-05-06", "inferred")),
    )
    + at("a2", 5, "v1", said("ann", "2031-05-06", "derived", "trv:occasion e:briefing"))
    + at("a2", 6, "v2", said("bo", "2031-05-12/..", "derived"))
    + at("a2", 7, "v3", said("a2voice", "2031-05-12/..", "derived"))
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    """Two articles on one meeting."""
    root: Path = tmp_path_factory.mktemp("small")
    files: dict[str, str | bytes] = {
        "graph/reference.ttl": PREFIXES + REFERENCE,
        "graph/sources/a1.ttl": PREFIXES + ONE,
        "graph/sources/a2.ttl": PREFIXES + TWO,
    }
    return OxigraphEngine.load(build(root, files))


def lines(entries: list[Entry]) -> list[tuple[str, str, str]]:
    """Date, what and paragraphs of each entry."""
    return [(told(each.when), each.what, " ".join(each.cites)) for each in entries]


def by_name(name: str) -> NamedNode:
    """A node of the small graph."""
    return NamedNode("https://example.org/small/" + name)


def test_accounts_that_agree_are_one_entry_and_those_that_do_not_stand_side_by_side(
    engine: OxigraphEngine,
) -> None:
    """Two sources for 3 May, one for 4 May; a day the text gives is not one that is inferred."""
    assert lines(read(engine, ["happened"])) == [
        ("2031-05-03", "the talks", "a1:1 a2:1"),
        ("2031-05-03 (inferred)", "Cy tells it.", "a1:5"),
        ("2031-05-04", "the talks", "a2:2"),
        ("2031-05-06 (inferred)", "Ann's briefing", "a2:4"),
        ("2031-05-09 or earlier", "arrival of the note", "a2:3"),
    ]


def test_a_statement_is_dated_by_its_occasion_with_the_basis_of_that(
    engine: OxigraphEngine,
) -> None:
    """Only words that have no date but the article's are told as on record; its own are not."""
    assert lines(read(engine, ["said"])) == [
        ("2031-05-06 (inferred)", "ann speaks.", "a2:5"),
        ("2031-05-08", "cy speaks. [via Ann, The Paper]", "a1:4"),
        ("2031-05-10", "a1voice speaks.", "a1:3"),
        ("on record in a1 (2031-05-10), day not given", "bo speaks.", "a1:2"),
        ("2031-05-12 or later (date not printed)", "a2voice speaks.", "a2:7"),
        ("on record in a2 (2031-05-12 or later), day not given", "bo speaks.", "a2:6"),
    ]


def test_articles_are_cited_by_their_short_name(engine: OxigraphEngine) -> None:
    """A date of publication rests on no paragraph."""
    assert lines(read(engine, ["published"])) == [
        ("2031-05-10", "report a1", "a1"),
        ("2031-05-12 or later (date not printed)", "report a2", "a2"),
    ]


def test_the_clocks_are_told_together_in_order_of_time(engine: OxigraphEngine) -> None:
    """All that stands on one clock stands among all; what happened before what was said of it."""
    together = read(engine, CLOCKS)
    assert len(together) == sum(len(read(engine, [clock])) for clock in CLOCKS) == 13
    day = [each.clock for each in together if told(each.when) == "2031-05-06 (inferred)"]
    assert day == ["happened", "said"]


def test_who_speaks_is_not_whose_stance_it_is(engine: OxigraphEngine) -> None:
    """The speaker stands first in what was said, the holder in what happened."""
    who = {each.cites: (each.kind, each.who) for each in read(engine, CLOCKS)}
    assert who[("a1:4",)] == ("demands", "Cy (stance of Norvik)")
    assert who[("a1:5",)] == ("rejects", "Norvik (told by Cy)")
    assert who[("a2:3",)] == ("receipt", "to Bo")
    assert who[("a1",)] == ("news article", "The Paper")


def test_the_basis_is_told_with_that_from_which_it_is_derived(engine: OxigraphEngine) -> None:
    """Whoever counts can tell a printed day from one that was worked out."""
    bases = {each.cites: each.bases for each in read(engine, CLOCKS)}
    assert bases[("a1:1", "a2:1")] == ("printed", "year inferred")
    assert bases[("a2:5",)] == ("derived (inferred)",)
    assert bases[("a2:6",)] == ("derived (not printed)",)


@pytest.mark.parametrize(
    ("actor", "roles"),
    [
        (
            "ann",
            {
                "a1:1 a2:1": "participant (a1:11)",
                "a2:2": "participant (a1:11)",
                "a2:4": "agent",
                "a2:5": "speaker",
            },
        ),
        ("bo", {"a2:3": "recipient", "a1:2": "speaker", "a2:6": "speaker"}),
        (
            "norvik",
            {
                "a1:1 a2:1": "party (a1:10)",
                "a2:2": "party (a1:10)",
                "a1:4": "holder",
                "a1:5": "holder",
            },
        ),
        ("paper", {"a1": "outlet"}),
        ("talks", {}),
    ],
)
def test_an_actor_has_the_entries_in_which_it_has_a_role(
    engine: OxigraphEngine, actor: str, roles: dict[str, str]
) -> None:
    """Whoever is told to be absent took no part; a role told elsewhere has its paragraph."""
    found = read(engine, CLOCKS, by_name(actor))
    assert {" ".join(each.cites): each.role for each in found} == roles


def test_an_account_without_a_date_is_on_no_timeline(engine: OxigraphEngine) -> None:
    """No day is made up for what no source dates."""
    assert not [each for each in read(engine, CLOCKS) if "no date" in each.what]


def test_a_date_that_stands_without_basis_or_days_is_listed(tmp_path: Path) -> None:
    """What `travaux fmt` and `validate` have not seen yet is shown, at the end."""
    bare = PREFIXES + "e:r a trv:Account ; trv:accountOf e:x ; trv:happened '2031'^^edtf:EDTF ."
    engine = OxigraphEngine.load(build(tmp_path, {"graph/sources/a1.ttl": bare}))
    (entry,) = read(engine, CLOCKS)
    assert told(entry.when) == "2031, day not given"
    assert (entry.when.earliest, entry.bases) == (None, ())


def test_a_derived_date_that_nothing_explains_is_not_told_as_a_bare_day(tmp_path: Path) -> None:
    """Where neither the occasion nor the article has the date, the graph's own basis is told."""
    text = PREFIXES + at("a1", 1, "s1", said("bo", "2031-05-10", "derived"))
    engine = OxigraphEngine.load(build(tmp_path, {"graph/sources/a1.ttl": text}))
    (entry,) = read(engine, CLOCKS)
    assert told(entry.when) == "2031-05-10 (derived)"
