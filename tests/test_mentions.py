"""The paragraphs that speak of a thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from travaux.engine import OxigraphEngine
from travaux.mentions import Mentions
from travaux.workspace import open_at

TINY = "https://example.org/tiny/"


@pytest.fixture(scope="module")
def mentions() -> Mentions:
    """Over the tiny workspace."""
    return Mentions(OxigraphEngine.load(open_at(str(Path(__file__).parent / "tiny"))))


@pytest.mark.parametrize(
    ("name", "cites"),
    [
        ("record/t2-berg-warns", ("t2:2",)),  # its own
        ("entity/holm-talks", ("t1:1", "t1:2", "t2:1")),
        ("entity/holm", ("t1:1",)),
        ("entity/issue-cod", ("t1:2", "t1:3", "t2:3")),  # over its items
        ("record/t2-bay-closed", ("t2:2",)),  # what it is the consequence in
        ("link/rejection-and-part-acceptance", ("t1:2", "t2:3")),
        ("source/t1", ("t1",)),
        ("entity/nils-berg", ()),
    ],
)
def test_a_thing_is_spoken_of_where_its_records_stand(
    name: str, cites: tuple[str, ...], mentions: Mentions
) -> None:
    """A record has its own paragraphs, a link those it compares, a thing the nearest records'."""
    assert mentions(NamedNode(TINY + name)) == cites


def test_an_intermediary_is_spoken_of_as_near_as_a_speaker(
    mentions: Mentions, tmp_path: Path
) -> None:
    """A step of attribution is no record; what it passes on counts beside what names the thing."""
    from small import BASE, engine_over

    data = (
        f"PREFIX : <{BASE}> PREFIX trv: <https://w3id.org/travaux/ontology#>\n"
        ':a trv:speaker :agency ; trv:cite "x:2" . :step trv:carrier :agency .\n'
        ':b trv:hasStep :step ; trv:cite "x:10" .\n'
    )
    found = Mentions(engine_over(tmp_path, {"graph/reference.ttl": data}))
    assert found(NamedNode(BASE + "agency")) == ("x:2", "x:10")


def test_things_that_point_at_each_other_come_to_an_end(tmp_path: Path) -> None:
    """Two parts of each other that no record names."""
    from small import BASE, engine_over

    data = f"PREFIX : <{BASE}>\n:a :part :b . :b :part :a .\n"
    found = Mentions(engine_over(tmp_path, {"graph/reference.ttl": data}))
    assert found(NamedNode(BASE + "a")) == ()
