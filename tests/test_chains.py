"""By what way words reached a source."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from small import engine_over

from travaux import vocabulary as v
from travaux import workspace
from travaux.chains import Chains
from travaux.engine import OxigraphEngine

TINY = Path(__file__).parent / "tiny"
BUILTIN = Path(workspace.builtin_root())
SPACE = "https://example.org/small/"
#: One record for each way in which the rules tell a voice or a channel.
WAYS = """PREFIX : <https://example.org/small/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
:land a trv:State . :house a trv:GovernmentBody ; trv:isPartOf :land .
:room a trv:GovernmentBody ; trv:isPartOf :house .
:chief a trv:Office ; trv:postIn :room . :boss a trv:Office ; trv:postIn :land .
:t1 a trv:Tenure ; trv:agent :ann ; trv:office :chief .
:t2 a trv:Tenure ; trv:agent :ben ; trv:office :boss .
:c1 a trv:CuratedTenure ; trv:agent :eve ; trv:office :boss .
:p1 a trv:Participation ; trv:agent :cay ; trv:onBehalfOf :land .
:p2 a trv:Participation ; trv:agent :dan ; trv:onBehalfOf :room .
:hidden a trv:SingleVoice . :many a trv:SeveralVoices .
:leak trv:stepKind con:leaks ; trv:carrier :hidden ; trv:stepOrder 1 .
:pass trv:stepKind con:quotes ; trv:carrier :paper ; trv:stepOrder 1 .
:hint trv:stepKind con:cites ; trv:carrier :many ; trv:stepOrder 1 .
"""
SPEAKERS = ("land", "house", "room", "ann", "ben", "cay", "dan", "eve", "fay", "hidden")
STEPS = ("", "leak", "pass", "hint")


def ways() -> str:
    """A position of :land by each speaker through each step, and one on its behalf."""
    made = WAYS
    for speaker in SPEAKERS:
        for step in STEPS:
            told = f"trv:hasStep :{step} ; " if step else ""
            made += f":s-{speaker}-{step} a trv:Position ; {told}"
            made += f"trv:speaker :{speaker} ; trv:holder :land ; trv:inSource :a .\n"
    made += ":s-behalf a trv:Position ; trv:speaker :fay ; trv:holder :land ;"
    return (
        made + " trv:onBehalfOf :land ; trv:inSource :a . :s-plain a trv:Promise ; "
        "trv:speaker :land ; trv:inSource :a . :s-account a trv:Account ; trv:inSource :a ."
    )


@pytest.fixture(params=["ways", "tiny", "real"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> OxigraphEngine:
    if request.param == "ways":
        return engine_over(tmp_path, {"graph/sources/a.ttl": ways()})
    root = TINY if request.param == "tiny" else BUILTIN
    return OxigraphEngine.load(workspace.open_at(str(root)))


def test_voice_and_channel_are_what_the_rules_derive(engine: OxigraphEngine) -> None:
    """One logic in two places: here for a single record, there for the whole graph."""
    chains = Chains(engine)
    told = {each: (chains.voice(each), chains.channel(each)) for each in chains.records()}
    assert len(told) > 5
    engine.infer()
    for record, here in told.items():
        for iri, mine in zip((v.TRV + "voice", v.TRV + "channel"), here, strict=True):
            quads = engine.quads(record.node, NamedNode(iri))
            derived = {getattr(quad.object, "value", "") for quad in quads}
            assert derived == ({mine} if mine else set()), (record.node, iri)


def test_every_kind_of_voice_and_channel_occurs(tmp_path: Path) -> None:
    """Else the comparison with the rules would compare nothing."""
    chains = Chains(engine_over(tmp_path, {"graph/sources/a.ttl": ways()}))
    records = chains.records()
    assert {chains.voice(each) for each in records} == {v.FIRST_HAND, v.ATTRIBUTED, ""}
    channels = {v.DIRECT, v.MEDIATED, v.LEAKED, v.UNDISCLOSED, ""}
    assert {chains.channel(each) for each in records} == channels


def test_steps_come_in_order_from_the_speaker_to_the_article(tmp_path: Path) -> None:
    """10 after 9: numbers, not texts; a step without a number or a kind is no error."""
    data = "PREFIX : <https://example.org/small/>\nPREFIX trv: <https://w3id.org/travaux/ontology#>"
    steps = "".join(f" :x{n} trv:stepOrder {n} ; trv:carrier :c{n} ." for n in (10, 9, 2))
    told = f"{data} {steps} :x trv:carrier :c . :r a trv:Account ; trv:inSource :a ;"
    told += " trv:hasStep :x10, :x2, :x, :x9 ."
    chains = Chains(engine_over(tmp_path, {"graph/sources/a.ttl": told}))
    record = chains.record(NamedNode(SPACE + "r"))
    names = [step.carrier.value.removeprefix(SPACE) for step in record.steps]
    assert names == ["c", "c2", "c9", "c10"]
    assert record.steps[0].kind is None


def test_a_document_is_known_from_leaks_only_if_all_of_its_content_is() -> None:
    """In the whole graph, not in one source; one that nobody tells of is not."""
    chains = Chains(OxigraphEngine.load(workspace.open_at(str(BUILTIN))))
    documents = {each for record in chains.records() for each in record.documents}
    leaked = {each for each in documents if chains.known_from_leaks(each)}
    assert leaked
    assert leaked < documents
    for record in chains.records():
        if not chains.is_leaked(record):
            assert leaked.isdisjoint(record.documents)
    assert not chains.known_from_leaks(NamedNode(SPACE + "nothing"))
