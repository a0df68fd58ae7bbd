"""What the page is given: rows that point at one another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from made_graph import made
from pages import EX, REFERENCE, REFUSAL, SECOND, STANCE, built, contents, make, record

from travaux.view import draw, page
from travaux.view.contents import Keys
from travaux.view.model import NAMED, _boxes, model

HELD = record("held", 'a trv:Account ; trv:accountOf :talks ; trv:happened "2021-12-15"', 4)


def told(folder: Path, *data: str, **more: Any) -> dict[str, Any]:
    """The contents of the page of a small workspace."""
    return model(built(make(folder, *data, **more)), "Talks")


def name(row: dict[str, Any]) -> str:
    """The last part of a row's key."""
    return re.split("[/:]", str(row["key"]))[-1].strip("<>")


def only(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    """The row of that key."""
    found = [row for row in rows if name(row) == key]
    assert len(found) == 1, key
    return found[0]


# Rows


def test_a_record_says_whose_words_it_is_and_by_what_way_they_came(tmp_path: Path) -> None:
    """Teller, holder, attitude and its group, strength, carriers, source and place."""
    more = (
        ":stance trv:degree con:formally ; trv:modality con:hedged ; trv:hasStep :step .\n"
        ":step a trv:AttributionStep ; trv:stepOrder 1 ; trv:carrier :eva .\n"
        'con:formally rdfs:label "formally"@en . con:hedged rdfs:label "hedged"@en .\n'
    )
    data = told(tmp_path, STANCE, more)
    row = only(data["records"], "stance")
    names = [data["nodes"][n]["label"] for n in row["tellers"] + row["holders"]]
    assert names == ["Bob", "Ann Árbol"]
    assert (row["attitude"], row["stance"]) == ("demands", "favourable")
    assert (row["degree"], row["modality"]) == ("formally", "hedged")
    assert row["via"] == "Eva, whom nothing ties to anybody"
    assert (row["source"], row["cites"], row["kind"]) == ("a1", ("a1:10",), "position")
    assert row["attributed"] is True


def test_who_speaks_for_himself_is_no_hearsay(tmp_path: Path) -> None:
    """A stance that its holder tells is not marked as told by another."""
    assert only(told(tmp_path, SECOND)["records"], "second")["attributed"] is False


def test_who_is_not_drawn_is_told_by_name(tmp_path: Path) -> None:
    """A number points at a node; whoever is none is named."""
    graph = built(make(tmp_path, STANCE))
    graph.remove_node(EX + "bob")
    assert only(model(graph, "x")["records"], "stance")["tellers"] == ["Bob"]


@pytest.mark.parametrize(
    ("dates", "said", "happened"),
    [
        ('trv:said "2021-12-17"', ("2021-12-17", "2021-12-17"), None),
        ('trv:said "2021-12"', ("2021-12-01", "2021-12-31"), None),
        ('trv:said "2021-12-17/.."', ("2021-12-17", None), None),
        ('trv:said "../2021" ; trv:happened "1997"', (None, "2021-12-31"), ("1997-01-01",)),
        ("trv:atEvent :talks", None, ("2021-12-15",)),
        ('trv:said "no date at all"', None, None),
    ],
)
def test_a_clock_is_two_days_and_an_open_end_none(
    tmp_path: Path,
    dates: str,
    said: tuple[str | None, ...] | None,
    happened: tuple[str, ...] | None,
) -> None:
    """What happened at an event happened on its day; a date that is none is left to `validate`."""
    data = told(tmp_path, HELD, record("words", f"a trv:Statement ; trv:speaker :ann ; {dates}", 3))
    row = only(data["records"], "words")
    assert row["said"] == said
    assert (row["happened"] or [None])[0] == (happened or [None])[0]


def test_two_accounts_of_an_event_span_the_days_of_both(tmp_path: Path) -> None:
    """Where sources differ on the day, the day is uncertain."""
    other = record("other", 'a trv:Account ; trv:accountOf :talks ; trv:happened "2021-12-18"', 5)
    here = record("here", "a trv:Participation ; trv:agent :ann ; trv:atEvent :talks", 6)
    row = only(told(tmp_path, HELD, other, here)["records"], "here")
    assert row["happened"] == ("2021-12-15", "2021-12-18")


def test_every_source_has_its_label_and_its_days(tmp_path: Path) -> None:
    """The legend and the clock of publication hang on them."""
    published = ':a1 trv:published "2022-01-13/.." .\n'
    assert told(tmp_path, STANCE, published)["sources"] == [
        {
            "key": "a1",
            "label": "Article one",
            "published": ("2022-01-13", None),
            "told": "2022-01-13 or later",
        }
    ]


def test_a_link_of_a_curator_ties_two_records_with_its_reason(tmp_path: Path) -> None:
    """What is said to contradict something is disputed; what is only worded otherwise is not."""
    link = (
        ":link a trv:AnalyticLink ; trv:linkFrom :stance ; trv:linkTo :refusal ; "
        'trv:linkKind con:contradicts ; trv:gloss "They cannot both be meant."@en .\n'
        ":other a trv:AnalyticLink ; trv:linkFrom :second ; trv:linkTo :stance ; "
        "trv:linkKind con:differs-in-wording .\n"
    )
    data = told(tmp_path, STANCE, SECOND, REFUSAL, link)
    at = {name(row): i for i, row in enumerate(data["records"])}
    assert data["links"] == [
        {
            "kind": "contradicts",
            "from": at["stance"],
            "to": at["refusal"],
            "reason": "They cannot both be meant.",
        },
        {"kind": "differs in wording", "from": at["second"], "to": at["stance"], "reason": ""},
    ]
    assert {name(row) for row in data["records"] if row["disputed"]} == {"stance", "refusal"}


def test_a_denial_and_what_it_denies_are_disputed(tmp_path: Path) -> None:
    """One source tells it, another that it is not so."""
    said = record("said", "a trv:Allegation ; trv:speaker :bob ; trv:topic :wall", 7)
    denied = record("denied", "a trv:Denial ; trv:speaker :ann ; trv:denies :said", 8)
    rows = told(tmp_path, said, denied, STANCE)["records"]
    assert only(rows, "stance")["disputed"] is False
    assert all(row["disputed"] for row in rows if name(row) != "stance")


def test_the_ledger_sets_items_against_holders_and_parts_under_their_whole(tmp_path: Path) -> None:
    """A line for each item of which a stance is told, a part after its whole."""
    part = ':part a trv:ProposalItem ; rdfs:label "a part"@en ; skos:broader :item .\n'
    told_of = record(
        "small",
        "a trv:Position ; trv:holder :bob ; trv:speaker :bob ; trv:topic :part ; "
        "trv:attitude con:rejects",
        12,
    )
    folder = make(tmp_path, STANCE, told_of, reference=REFERENCE + part)
    data = contents(draw(str(folder)).html)
    board, nodes = data["ledger"], data["nodes"]
    lines = [(nodes[line["node"]]["label"], line["depth"]) for line in board["items"]]
    assert lines == [("the wall comes down", 0), ("a part", 1)]
    assert {nodes[actor]["label"] for actor in board["actors"]} == {"Ann Árbol", "Bob"}


def test_items_that_are_parts_of_each_other_still_have_their_lines(tmp_path: Path) -> None:
    """A circle in the data must not hang the page; `validate` reports it."""
    circle = ":item skos:broader :lonely . :lonely skos:broader :item .\n"
    other = STANCE.replace(":stance", ":other").replace(":item", ":lonely")
    lines = contents(draw(str(make(tmp_path, STANCE, other, circle))).html)["ledger"]["items"]
    assert sorted(line["depth"] for line in lines) == [0, 1]


def test_the_questions_stand_on_the_page_with_their_answers(tmp_path: Path) -> None:
    """What a row names is pointed at; a question that cannot be asked is left out with a word."""
    folder = make(tmp_path, STANCE, SECOND)
    (folder / "queries").mkdir()
    head = "#+ summary: Who?\n#+ theme: people\n"
    select = "SELECT ?holder ?cite WHERE { ?p trv:holder ?holder ; trv:cite ?cite } ORDER BY ?cite"
    (folder / "queries" / "who.rq").write_text(head + select, "utf-8")
    (folder / "queries" / "any.rq").write_text(head + "ASK { ?p trv:holder ?h }", "utf-8")
    wrong = "#+ params:\n#+   - name: holder\n#+     type: entity\n#+     default: Zebedee\n"
    (folder / "queries" / "bad.rq").write_text(head + wrong + select, "utf-8")
    drawn = draw(str(folder))
    data = contents(drawn.html)
    found = {question["name"]: question for question in data["questions"]}
    ann = next(i for i, node in enumerate(data["nodes"]) if node["label"] == "Ann Árbol")
    assert set(found) == {"any", "who"}
    assert found["any"]["rows"] == [["yes"]]
    assert found["who"]["rows"] == [[["Ann Árbol", ann], "a1:10"], [["Ann Árbol", ann], "a1:9"]]
    assert (found["who"]["nodes"], found["who"]["columns"]) == ([ann], ["holder", "cite"])
    assert any("bad" in note and "Zebedee" in note for note in drawn.notes)


def test_keys_are_curies_and_tell_every_two_iris_apart() -> None:
    """A link to a view must survive a rebuild; what no prefix fits stands in full."""
    key = Keys({"ent": EX, "deep": EX + "deep/"})
    assert key(EX + "ann") == "ent:ann"
    assert key(EX + "deep/ann-2") == "deep:ann-2"
    assert key("https://example.com/x") == "<https://example.com/x>"
    assert len({key(EX + name) for name in ("a", "a.b", "a b", "ä", "a/b", "")}) == 6


# Weights


def weighed(data: dict[str, Any]) -> dict[str, float]:
    """The weight of every node, by the last part of its key."""
    return {name(node): node["weight"] for node in data["nodes"]}


def test_who_has_more_neighbours_and_records_is_named_first(tmp_path: Path) -> None:
    """Weight is 1 for the first; names and records count, and nothing else does."""
    weights = weighed(told(tmp_path, STANCE, SECOND, REFUSAL))
    ranked = sorted(weights, key=lambda node: -weights[node])
    assert ranked[0] == "item"
    assert ranked[-1] == "wall"
    assert weights[ranked[0]] == 1.0
    assert all(0 < weight <= 1 for weight in weights.values())


def test_the_weightiest_have_room_for_their_names(tmp_path: Path) -> None:
    """At rest a page of thousands names a few, and a small one all."""
    boxes = _boxes(weighed(model(made(200), "x")))
    assert sum(wide > high for wide, high in boxes.values()) == NAMED
    assert all(wide > high for wide, high in _boxes({"a": 1.0, "b": 0.2}).values())


# The whole page


def test_a_large_page_has_its_data_compressed() -> None:
    """A small page can be searched as text; a large one is worth a reader's disk."""
    large, small = page.render(made(1500), "x"), page.render(made(20), "x")
    assert 'id="data" data-encoding="gzip+base64">' in large
    assert 'id="data">{' in small
    assert len(contents(large)["nodes"]) == 1500


@pytest.mark.parametrize(("size", "most"), [(200, 700_000), (1000, 900_000)])
def test_a_page_may_be_mailed(size: int, most: int) -> None:
    """What is aimed at in `make bench`: so many bytes for so many nodes, evidence included."""
    assert len(page.render(made(size), "x").encode()) <= most


def test_the_static_table_lists_all_records_of_a_page_that_can_be_read_so() -> None:
    """Who runs no scripts reads every record; of thousands he is told how many are left out."""
    small, large = page.render(made(20), "x"), page.render(made(200), "x")
    rows = [each[each.index("<noscript>") :].count("<tr>") - 1 for each in (small, large)]
    assert rows == [60, page.FEW]
    assert f"the page holds {600 - page.FEW} more" in large


def test_what_is_left_out_of_scripts_and_styles_is_only_for_their_own_readers() -> None:
    """Indentation and whole-line comments; code keeps its lines."""
    code = "/** Why. */\n  const a = 1; // one\n\n  // two\n/* three\n four */\n  f(a)\n"
    assert page.bare(code) == "const a = 1; // one\nf(a)\n"


def test_no_string_of_our_scripts_goes_on_over_a_line_end() -> None:
    """Their lines lose their indentation in the page, which would change such a string."""
    for name in page.SCRIPTS:
        for line in (Path(page.__file__).parent / name).read_text("utf-8").splitlines():
            assert line.count("`") % 2 == 0, (name, line)


def test_the_empty_graph_has_a_page(tmp_path: Path) -> None:
    """Nothing recorded is no error."""
    data = contents(page.render(built(make(tmp_path)), "Talks"))
    assert data["nodes"] == data["records"] == data["questions"] == []
