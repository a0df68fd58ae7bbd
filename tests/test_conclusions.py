"""Rules on `show --infer`: a section of its own, cited, that repeats nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import ROOT, Run
from pyoxigraph import NamedNode

from travaux import workspace
from travaux.conclusions import with_conclusions
from travaux.dossier import Dossier, compile_dossier
from travaux.engine import OxigraphEngine
from travaux.sections import INFERRED
from travaux.vocabulary import TRV

ENT = "https://w3id.org/travaux/entity/"


def both(iri: str) -> tuple[Dossier, Dossier]:
    """A dossier without and with what is inferred."""
    engine = OxigraphEngine.load(workspace.open_at(str(ROOT)))
    plain = compile_dossier(NamedNode(iri), engine)
    return plain, with_conclusions(plain, engine)


def test_the_inferred_lines_are_one_more_section_at_the_end() -> None:
    """Everything else stays as it was: what is said is not changed by what follows from it."""
    plain, more = both(ENT + "wendy-sherman")
    assert more.sections[:-1] == plain.sections and more.sections[-1][0] == INFERRED
    assert more._replace(sections=plain.sections) == plain
    told = {(line.relation, line.cite) for line in more.sections[-1][1]}
    assert told == {("attended", "s3:29"), ("spoke at", "s3:7, s3:8, s3:9")}


def test_nobody_rejects_anything_there_without_a_paragraph() -> None:
    """It is told of somebody by somebody."""
    lines = [each for each in both(ENT + "nato")[1].sections[-1][1] if "reject" in each.relation]
    assert len(lines) == 2 and all(":" in line.cite for line in lines)


def test_what_is_said_already_is_not_inferred_once_more() -> None:
    """Whoever speaks stands on record, which the statements of the speaker tell already."""
    engine = OxigraphEngine.load(workspace.open_at(str(ROOT)))
    engine.infer()
    on_record = NamedNode(TRV + "onRecord")
    assert any(engine.quads(None, on_record, NamedNode(ENT + "wendy-sherman")))
    relations = {line.relation for line in both(ENT + "wendy-sherman")[1].sections[-1][1]}
    assert relations and "on record" not in relations


def test_an_event_names_who_attended_it() -> None:
    """The thing may be at the other end."""
    lines = both(ENT + "geneva-talks-2022-01-10")[1].sections[-1][1]
    assert any(line.text.startswith("Wendy Sherman: attended") for line in lines)


def test_an_item_is_told_to_be_a_demand_but_not_to_be_a_topic() -> None:
    """Roles say something; the classes above a class do not."""
    lines = both(ENT + "item-non-expansion")[1].sections[-1][1]
    assert {line.text for line in lines if line.relation == "is a"} == {"demand"}


def test_what_follows_for_a_term_is_no_line_of_its_dossier() -> None:
    """As the classes above the class of a thing are none."""
    plain, more = both(TRV + "State")
    assert more == plain


def test_a_paragraph_tells_what_is_inferred_of_its_records(run: Run) -> None:
    """By what voice and way each came."""
    done = run("show", "s2:5", "--infer", "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(done.stdout)) if row["section"] == INFERRED]
    assert {row["cite"] for row in rows} == {"s2:5"}
    assert any("channel undisclosed" in row["text"] for row in rows)


@pytest.mark.slow
def test_every_format_names_the_section(run: Run) -> None:
    """So that nobody takes an inferred line for a said one."""
    for format in ("table", "markdown", "csv"):
        assert INFERRED in run("show", "Wendy Sherman", "--infer", "--format", format).stdout
    content = json.loads(run("show", "Wendy Sherman", "--infer", "--format", "json").stdout)
    assert content["sections"][-1]["title"] == INFERRED


def test_where_nothing_is_inferred_stderr_says_so(tiny: Path, run: Run) -> None:
    """Instead of an empty section."""
    done = run("show", "Holm", "--infer", cwd=tiny)
    assert done.returncode == 0 and INFERRED not in done.stdout
    assert "the rules infer nothing" in done.stderr
