"""Rules on the questions of yes or no, and on what is said where nothing is recorded."""

from __future__ import annotations

import json
import re

import asking
import pyoxigraph as ox
import pytest
import yaml
from conftest import ROOT, Run

from travaux import binding, queries
from travaux.engine import OxigraphEngine

# One worker keeps the store that all questions are asked of.
SPACE = asking.SPACE
NAMES = sorted(SPACE.question_files())
YES_OR_NO = [name for name in NAMES if queries.load(SPACE, name).theme == "yes or no"]
SOURCES = len(list((ROOT / "graph" / "sources").glob("*.ttl")))
# A pair of which no text tells; by hand, from the texts.
UNTOLD = [
    ("takes-position", {"actor": "OSCE"}),
    ("takes-position", {"attitude": "accepts"}),
    ("takes-position", {"item": "ent:item-hotline"}),
    ("met", {"other": "Joe Biden"}),
    ("met", {"one": "Sergey Lavrov", "other": "Antony Blinken"}),
    ("mentions", {"speaker": "Wendy Sherman"}),
    ("sources-differ", {"event": "ent:gavrilov-statement-2021-12-21"}),
    ("was-present", {"meeting": "Geneva talks"}),
]


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return asking.engine()


def test_there_are_questions_of_yes_or_no() -> None:
    """Rules over an empty list would say nothing."""
    assert len(YES_OR_NO) >= 4


@pytest.mark.parametrize("name", YES_OR_NO)
def test_yes_stands_beside_each_piece_of_evidence(name: str, engine: OxigraphEngine) -> None:
    """A column ?answer that holds true, with a citation in every row."""
    question = queries.load(SPACE, name)
    found = engine.query(question.text, bindings=binding.bind(question, [], engine))
    assert isinstance(found, ox.QuerySolutions)
    rows = list(found)
    assert rows and all(row["answer"] == ox.Literal(True) and row["cite"] for row in rows)


@pytest.mark.parametrize(("name", "params"), UNTOLD)
def test_no_without_evidence_is_told_as_not_recorded(
    name: str, params: dict[str, str], run: Run
) -> None:
    """One row with no and nothing else; how many sources were searched stands in words."""
    rows, words = asking.both(run, name, **params)
    assert [row.pop("answer") for row in rows] == ["no"]
    assert not any(rows[0].values())
    told = rf"not recorded for .+ = .+: {SOURCES} sources searched"
    assert re.fullmatch(told, words.splitlines()[0])


def test_no_with_evidence_is_recorded(run: Run) -> None:
    """A text that says somebody was kept out does record it."""
    rows, words = asking.both(run, "was-present", actor="Journalists", meeting="Geneva talks")
    assert asking.pick(rows, "answer", "presence", "cite") == [("no", "absent", "s0:17")]
    assert "not recorded" not in words


@pytest.mark.parametrize("format", ["table", "csv", "json"])
def test_programs_get_pure_truth_and_people_words(format: str, run: Run) -> None:
    """`yes` and `no` in tables only; the remark on stderr goes with every format."""
    done = run("query", "met", "-p", "other=Joe Biden", "--format", format)
    assert done.stderr.startswith("not recorded for one = Vladimir Putin, other = Joe Biden: ")
    if format == "table":
        assert done.stdout.splitlines()[-1].split() == ["no"]
    elif format == "csv":
        assert done.stdout.splitlines() == ["answer,meeting,cite,otherCite", "false,,,"]
    else:
        (row,) = json.loads(done.stdout)["results"]["bindings"]
        assert row["answer"]["value"] == "false" and len(row) == 1


def test_an_empty_answer_is_told_as_not_recorded_in_every_question(run: Run) -> None:
    """With what was asked and how many sources were searched; silence is an answer."""
    rows, words = asking.both(run, "promises", speaker="NATO")
    assert rows == []
    assert words == f"not recorded: no row for speaker = NATO; {SOURCES} sources searched\n"


def test_a_group_of_attitudes_holds_its_attitudes() -> None:
    """Unwilling is unfavourable, and is not the same as rejects."""
    params = {"actor": "United States", "attitude": "con:unfavourable"}
    rows = asking.rows("takes-position", **params)
    found = asking.pick(rows, "stance", "cite")
    assert {("unwilling", "s0:10"), ("rejects", "s1:10"), ("refuses to discuss", "s3:29")} <= set(
        found
    )
    rows = asking.rows("takes-position", actor="United States", attitude="rejects")
    assert {row["stance"] for row in rows} == {"rejects"}


def cases() -> list[object]:
    found = []
    for name in NAMES:
        text = queries.load(SPACE, name).text
        lines = [line[3:] for line in text.splitlines() if line.startswith("#+ ")]
        for param in yaml.safe_load("\n".join(lines)).get("params", []):
            if f"VALUES ?{param['name']} " in text:
                continue  # a term in place of its variable would be no SPARQL
            for value in sorted({param.get("default"), param["example"]} - {None}):
                case = pytest.param(name, param["name"], value, id=f"{name}-{value}")
                found.append(case)
    return found


@pytest.mark.parametrize(("name", "param", "value"), cases())
def test_a_parameter_reaches_every_corner_of_the_query(
    name: str, param: str, value: str, engine: OxigraphEngine
) -> None:
    """Set as a binding it gives what the same term written into the pattern gives.

    EXISTS, OPTIONAL and UNION are where a binding could be lost without a word.
    """
    question = queries.load(SPACE, name)
    bound = binding.bind(question, [f"{param}={value}"], engine)
    head, where, rest = question.text.partition(" WHERE {")
    cut = max(rest.rfind("} GROUP BY"), 0) or rest.rfind("\nORDER BY")
    written = re.sub(rf"\?{param}\b", lambda _: str(bound[param]), rest[:cut])
    others = {key: term for key, term in bound.items() if key != param}
    answers = [
        engine.query(text, bindings=terms)
        for text, terms in ((question.text, bound), (head + where + written + rest[cut:], others))
    ]
    tables = []
    for answer in answers:
        assert isinstance(answer, ox.QuerySolutions)
        names = [each.value for each in answer.variables if each.value not in bound]
        tables.append(sorted(str([row[each] for each in names]) for row in answer))
    assert tables[0] == tables[1]
