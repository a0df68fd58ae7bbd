"""Rules on the grounds of what is inferred: the records from which a rule concludes it."""

from __future__ import annotations

import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, Triple

from travaux import inference, workspace
from travaux.engine import OxigraphEngine
from travaux.grounds import Grounds
from travaux.vocabulary import CON, TRV

ENT = "https://w3id.org/travaux/entity/"
REC = "https://w3id.org/travaux/record/"


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    engine = OxigraphEngine.load(workspace.open_at(str(ROOT)))
    engine.infer()
    return engine


@pytest.fixture(scope="module")
def grounds(engine: OxigraphEngine) -> Grounds:
    return Grounds(engine)


def triple(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(TRV + predicate), NamedNode(value))


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "cites"),
    [
        (ENT + "wendy-sherman", "attended", ENT + "geneva-talks-2022-01-10", {"s3:29"}),
        (
            ENT + "us-delegation-geneva",
            "attended",
            ENT + "geneva-talks-2022-01-10",
            {"s0:17", "s3:29"},
        ),
        (ENT + "nato", "reportedToReject", ENT + "item-non-expansion", {"s1:10"}),
        (REC + "s1-2-west-basically-ignored-proposals", "voice", CON + "attributed", {"s1:2"}),
    ],
)
def test_it_is_cited_by_every_record_from_which_it_follows(
    subject: str, predicate: str, value: str, cites: set[str], grounds: Grounds
) -> None:
    """Two reports of one presence are two grounds."""
    assert grounds.cites(triple(subject, predicate, value)) == cites


def test_no_actor_is_reported_to_reject_anything_without_a_citation(
    engine: OxigraphEngine, grounds: Grounds
) -> None:
    """It is somebody's word about somebody."""
    rejecting = [
        t for t in inference.triples(engine) if t.predicate.value == TRV + "reportedToReject"
    ]
    assert rejecting and all(grounds.cites(each) for each in rejecting)


def test_everything_inferred_follows_by_a_rule_that_is_found_again(
    engine: OxigraphEngine, grounds: Grounds
) -> None:
    """Citations aside, which are made at every load."""
    found = [t for t in inference.triples(engine) if t.predicate.value != TRV + "cite"]
    assert [t for t in found[::7] if next(grounds.solutions(t), None) is None] == []


def test_what_is_not_inferred_has_no_grounds(grounds: Grounds) -> None:
    """Absent, so not attended; and no rule concludes where somebody speaks."""
    assert not grounds.records(triple(ENT + "nobody", "attended", ENT + "geneva-talks-2022-01-10"))
    speaker = triple(
        REC + "s1-2-west-basically-ignored-proposals", "speaker", ENT + "vladimir-putin"
    )
    assert not grounds.records(speaker)
