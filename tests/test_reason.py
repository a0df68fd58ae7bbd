"""Rules on `travaux reason`: what each rule gave, and the graph of it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import ROOT, Run

from travaux import inference, workspace
from travaux.engine import OxigraphEngine
from travaux.reason import told

RULES = sorted(path.stem for path in (ROOT / "ontology" / "rules").glob("*.rq"))


@pytest.fixture
def engine() -> OxigraphEngine:
    return OxigraphEngine.load(workspace.open_at(str(ROOT)))


def test_every_rule_is_listed_with_what_it_says_and_how_much_it_gave(run: Run) -> None:
    """Rules that gave nothing as well; stderr has the sum."""
    done = run("reason", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert sorted(row["rule"] for row in rows) == RULES and all(row["says"] for row in rows)
    total = sum(int(row["triples"]) for row in rows)
    assert f"{total:,} triples by {len(RULES)} rules" in done.stderr
    numbers = {row["rule"]: int(row["triples"]) for row in rows}
    assert numbers["attended"] == 14 and numbers["inverse"] == 0


@pytest.mark.slow
def test_the_formats_tell_the_same(run: Run) -> None:
    """For people and for programs."""
    content = json.loads(run("reason", "--format", "json").stdout)
    numbers = {each["rule"]: each["triples"] for each in content["rules"]}
    assert content["total"] == sum(numbers.values())
    table, markdown = (run("reason", "--format", each).stdout for each in ("table", "markdown"))
    for name in RULES:
        assert re.search(rf"(?m)^{name}\b.* {numbers[name]}$", table), name
        assert re.search(rf"(?m)^\| {name} \|.*\| {numbers[name]} \|$", markdown), name


def test_a_table_fits_80_columns(run: Run) -> None:
    """Names of rules are not broken."""
    lines = run("reason").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert {line.split(" ")[0] for line in lines[2:] if line[:1].strip()} == set(RULES)


@pytest.mark.parametrize(
    ("format", "kind"), [("turtle", ox.RdfFormat.TURTLE), ("nquads", ox.RdfFormat.N_QUADS)]
)
def test_the_graph_itself_can_be_printed(
    format: str, kind: ox.RdfFormat, engine: OxigraphEngine
) -> None:
    """All of it, the same every time; as quads in the inferred graph."""
    data, _ = told(engine, format)
    quads = list(ox.parse(data, kind))
    assert {quad.triple for quad in quads} == set(inference.triples(engine))
    assert len(quads) == len(set(quads))
    if format == "nquads":
        assert {quad.graph_name.value for quad in quads} == {engine.inferred}
    again = OxigraphEngine.load(workspace.open_at(str(ROOT)))
    assert told(again, format)[0] == data


def test_another_workspace_has_its_own_rules_besides_the_borrowed_ones(
    tiny: Path, tmp_path: Path, run: Run
) -> None:
    """Rules are knowledge, so they stand in the workspace."""
    import shutil

    copy = shutil.copytree(tiny, tmp_path / "tiny")
    (copy / "ontology" / "rules").mkdir()
    text = "#+ summary: Cities are big.\nCONSTRUCT { ?x a <urn:x:Big> } WHERE { ?x a trv:City . }"
    (copy / "ontology" / "rules" / "big.rq").write_text(text, "utf-8")
    rows = json.loads(run("reason", "--format", "json", cwd=copy).stdout)["rules"]
    assert {"rule": "big", "says": "Cities are big.", "triples": 1} in rows
    assert len(rows) == len(RULES) + 1


def test_check_and_a_graph_are_two_questions(run: Run) -> None:
    """HermiT says yes or no; it gives no graph here."""
    done = run("reason", "--check", "--format", "turtle")
    assert done.returncode == 2 and "--check gives no graph" in done.stderr


def test_the_time_limit_ends_a_rule_that_takes_too_long(tmp_path: Path, run: Run) -> None:
    """With exit code 2, a reason, and no answer."""
    from small import TRIPLE, build

    parts = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
    facts = "".join(f"<urn:x:{n}> <urn:x:p> {n} ." for n in range(60))
    text = f"#+ summary: All of everything.\nCONSTRUCT {{ ?a0 ?b8 ?a5 }} WHERE {{ {parts} }}"
    files: dict[str, str | bytes] = {"ontology/ontology.ttl": TRIPLE, "graph/reference.ttl": facts}
    build(tmp_path, {**files, "ontology/rules/all.rq": text})
    done = run("reason", "--timeout", "1", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "") and "stopped after 1 s" in done.stderr
