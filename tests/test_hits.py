"""What is found, as lines of a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BASE, engine_over

from travaux.engine import OxigraphEngine
from travaux.hits import Hit, hits
from travaux.matches import search
from travaux.workspace import open_at

TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The tiny workspace."""
    return OxigraphEngine.load(open_at(str(TINY)))


def found(text: str, engine: OxigraphEngine, source: str = "") -> list[Hit]:
    """The hits for a text."""
    return hits(search(text, engine), engine, source=source)


def one(text: str, engine: OxigraphEngine) -> Hit:
    """The only hit."""
    (hit,) = found(text, engine)
    return hit


def test_the_stance_of_another_is_told_after_the_speaker(engine: OxigraphEngine) -> None:
    """Who says it, whose stance it is, and which."""
    hit = one("refuses to cut", engine)
    assert (hit.kind, hit.who, hit.date) == ("position", "Anna Berg: Suder rejects", "2031-05-03")
    assert hit.text == "By her account Suder refuses to cut its catch."
    assert hit.cites == ("t1:2",)


def test_ones_own_stance_needs_no_second_name(tmp_path: Path) -> None:
    """Speaker and holder are one."""
    data = (
        f"PREFIX : <{BASE}> PREFIX trv: <https://w3id.org/travaux/ontology#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        ':p a trv:Position ; trv:speaker :g ; trv:holder :g ; trv:gloss "whales"@en ;\n'
        '  trv:evidence :e . :g rdfs:label "Grell"@en .\n'
    )
    hit = one("whales", engine_over(tmp_path, {"graph/reference.ttl": data}))
    assert (hit.kind, hit.who) == ("position", "Grell")


def test_what_is_only_supposed_is_told_by_who_supposes_it(engine: OxigraphEngine) -> None:
    """A situation has neither speaker nor paragraph of its own."""
    hit = one("closes the bay", engine)
    assert (hit.kind, hit.who, hit.date) == ("situation", "Anna Berg", "2031-05-03 or later")
    assert hit.cites == ("t2:2",)


def test_an_event_is_dated_by_its_accounts_and_has_no_speaker(engine: OxigraphEngine) -> None:
    """Nobody says an event."""
    hit = found("Holm talks", engine)[0]
    assert (hit.kind, hit.who, hit.date) == ("meeting", "", "2031-05-03")
    assert hit.cites == ("t1:1", "t1:2", "t2:1")


def test_a_link_tells_its_kind_and_its_curator(engine: OxigraphEngine) -> None:
    """It is a comparison, not something that a source says."""
    hit = one("unnamed voice in the port", engine)
    assert hit.kind == "analytic link: contradicts"
    assert hit.who == "The travaux contributors"
    assert hit.cites == ("t1:2", "t2:3")


def test_the_text_that_has_the_words_stands_after_the_name(engine: OxigraphEngine) -> None:
    """An alias or another language says why the thing is found; its own label needs no more."""
    assert one("Берг Анна", engine).text == "Anna Berg (Анна Берг)"
    assert one("minister berg", engine).text == "Anna Berg (Minister Berg)"
    assert one("anna", engine).text == "Anna Berg"


def test_an_alias_that_is_part_of_the_name_is_not_told_again(tmp_path: Path) -> None:
    """A family name beside the full name tells nothing."""
    data = (
        f"PREFIX : <{BASE}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        ':g a :T ; rdfs:label "Emil Grell"@en ; skos:altLabel "Grell"@en , "Grelle"@en .\n'
    )
    small = engine_over(tmp_path, {"graph/reference.ttl": data})
    assert one("grell", small).text == "Emil Grell"
    assert one("grelle", small).text == "Emil Grell (Grelle)"


def test_what_no_source_speaks_of_names_its_graph(engine: OxigraphEngine) -> None:
    """A name of the reference, a word of the ontology."""
    assert one("Nils Berg", engine).cites == ("reference",)
    (own,) = [hit for hit in found("catch limit", engine) if hit.kind == "class"]
    assert own.cites == ("fisheries",)


def test_names_come_before_records_and_words_of_the_ontology_last(engine: OxigraphEngine) -> None:
    """Label, alias, gloss; then by source and paragraph."""
    order = [(hit.matched, hit.cites[0]) for hit in found("Suder", engine)]
    names = [how for how, _ in order]
    assert names == sorted(names, key=["label", "alias", "title", "gloss"].index)
    assert order[0] == ("label", "t1:2")
    told = [cite for how, cite in order if how == "gloss"]
    assert told == sorted(told)
    assert len(told) > 3
    kinds = [hit.kind for hit in found("rejects", engine)]
    assert kinds == ["concept"]
    mixed = [hit.kind in ("concept", "class") for hit in found("limit", engine)]
    assert mixed == sorted(mixed)


def test_a_name_that_is_just_the_words_comes_first(tmp_path: Path) -> None:
    """An alias that is the whole of them beats a label that only holds them."""
    data = (
        f"PREFIX : <{BASE}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        ':a a :T ; rdfs:label "UN fleet"@en . :b a :T ; rdfs:label "Nations"@en ;\n'
        '  skos:altLabel "UN"@en .\n'
    )
    small = engine_over(tmp_path, {"graph/reference.ttl": data})
    assert [hit.text for hit in found("un", small)][:2] == ["Nations (UN)", "UN fleet"]


def test_a_source_leaves_what_it_speaks_of(engine: OxigraphEngine) -> None:
    """Records with evidence there, things mentioned there with the paragraphs there, links."""
    everything = {hit.iri for hit in found("Suder", engine)}
    inside = found("Suder", engine, "t2")
    assert {hit.iri for hit in inside} < everything
    assert all(each.startswith("t2") for hit in inside for each in hit.cites)
    assert any(hit.kind == "state" for hit in inside)
    assert found("Nils", engine, "t1") == []
    (link,) = found("refusal by name", engine, "t2")
    assert link.cites == ("t1:2", "t2:3")
