"""The benchmark of `suggest`: what is taken away before a text is left out, and how it counts."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import Literal, NamedNode
from small import BASE, build

from travaux.suggest.proposal import Suggestion
from travaux.vocabulary import ALT_LABEL, LABEL
from travaux.workspace import Workspace

HERE = Path(__file__).parent / "benchmarks"
PREFIXES = """PREFIX ent: <https://example.org/small/entity/>
PREFIX rec: <https://example.org/small/record/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
"""
REFERENCE = """
ent:ann a trv:Person ; rdfs:label "Ann Grell"@en ; skos:altLabel "Grell"@en , "A. Grell"@en .
ent:bob a trv:Person ; rdfs:label "Bob Holt"@en ; skos:altLabel "Bobby"@en , "Robert Holt"@en .
ent:office a trv:Office ; rdfs:label "Minister"@en ; trv:postIn ent:ministry .
ent:ministry a trv:Organization ; rdfs:label "Ministry"@en .
ent:quay a trv:Place ; rdfs:label "Quay"@en .
ent:nobody a trv:Person ; rdfs:label "Nobody Here"@en .
"""
SOURCES = {
    "a": "rec:a1 a trv:Statement ; trv:speaker ent:ann , ent:bob .",
    "b": "rec:b1 a trv:Statement ; trv:speaker ent:bob . rec:b2 trv:office ent:office .",
}
TEXTS = {"a": "Grell and Bobby, the bobbysoxer, at the Quay", "b": "Bobby and Robert Holt met"}


def loaded(name: str) -> ModuleType:
    """A program of the benchmarks."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def attested() -> ModuleType:
    return loaded("attested")


@pytest.fixture(scope="module")
def bench(attested: ModuleType) -> ModuleType:
    return loaded("bench_suggest")


@pytest.fixture()
def removed(attested: ModuleType, tmp_path: Path) -> dict[str, tuple[set[str], set[str]]]:
    """What each of the two sources alone attests: entities, and aliases."""
    space = small(tmp_path)
    found = {}
    for name in SOURCES:
        own = attested.only_in(name, space, TEXTS)
        entities = {each.rpartition("/")[2] for each in own.entities}
        found[name] = (entities, {text for _, text in own.aliases})
    return found


def small(root: Path) -> Workspace:
    """A workspace of two sources."""
    files = {f"graph/sources/{name}.ttl": PREFIXES + text for name, text in SOURCES.items()}
    return build(root, {"graph/reference.ttl": PREFIXES + REFERENCE, **files})


def test_an_entity_is_attested_by_the_sources_whose_graphs_speak_of_it(
    removed: dict[str, tuple[set[str], set[str]]],
) -> None:
    """Ann is a's only, Bob of both; the office is b's."""
    assert "ann" in removed["a"][0] and "ann" not in removed["b"][0]
    assert "bob" not in removed["a"][0] | removed["b"][0]
    assert "office" in removed["b"][0]


def test_what_no_record_speaks_of_is_attested_by_what_leads_to_it_else_by_the_texts(
    removed: dict[str, tuple[set[str], set[str]]],
) -> None:
    """The ministry goes with its minister, the quay with the text that names it; what is in no
    text is nobody's, and stays."""
    assert "ministry" in removed["b"][0]
    assert "quay" in removed["a"][0]
    assert "nobody" not in removed["a"][0] | removed["b"][0]


def test_an_alias_goes_with_the_only_text_that_has_it(
    removed: dict[str, tuple[set[str], set[str]]],
) -> None:
    """Bobby stands in both, Robert Holt in b; aliases of what goes anyway are not listed."""
    assert removed["a"][1] == set()
    assert removed["b"][1] == {"Robert Holt"}


def test_the_rest_stays_when_a_text_is_left_out(attested: ModuleType, tmp_path: Path) -> None:
    """Neither the file of the source nor what it alone attests is left; labels of others are."""
    space = small(tmp_path)
    engine = attested.without("b", attested.only_in("b", space, TEXTS), space)
    bob = NamedNode(BASE + "entity/bob")
    names = {q.object.value for p in (LABEL, ALT_LABEL) for q in engine.quads(bob, NamedNode(p))}
    assert names == {"Bob Holt", "Bobby"}
    assert not any(engine.quads(NamedNode(BASE + "record/b1")))
    assert not any(engine.quads(NamedNode(BASE + "entity/office")))
    assert not any(engine.quads(None, None, NamedNode(BASE + "entity/ministry")))
    assert any(engine.quads(NamedNode(BASE + "record/a1")))
    assert any(engine.quads(None, NamedNode(LABEL), Literal("Ann Grell", language="en")))


def one(start: int, end: int, entity: str = "", *candidates: str, kind: str = "x") -> Suggestion:
    return Suggestion(1, start, end, "", kind, entity, "", candidates, "", "", "", 0.5)


def test_only_the_same_span_and_entity_count(bench: ModuleType) -> None:
    """Each miss and each wrong suggestion is told by its kind; dates do not count."""
    text = "Ann Grell, Bob, Cid, Dan, Eve and Fay Gil Hal"
    spans = {name: (text.index(name), text.index(name) + len(name)) for name in text.split(", ")}
    spans |= {n: (text.index(n), text.index(n) + 3) for n in ("Eve", "Fay", "Gil", "Hal", "Ann")}
    mentions = [
        bench.Mention(*spans[name], entity)
        for name, entity in [
            ("Ann Grell", "ent:ann"),
            ("Bob", "ent:bob"),
            ("Cid", "ent:cid"),
            ("Dan", "ent:dan"),
            ("Eve", "ent:eve"),
            ("Fay", "ent:fay"),
            ("Gil", "new:gil"),
            ("Hal", "new:hal"),
        ]
    ]
    own = [
        one(*spans["Ann"], "ent:ann"),
        one(*spans["Bob"], "ent:bob"),
        one(*spans["Cid"], "", "ent:cid", "ent:dan"),
        one(*spans["Dan"], "ent:ann"),
        one(*spans["Gil"], kind="new name"),
        one(0, 3, kind="date"),
        one(text.index("and"), text.index("and") + 3, "ent:bob"),
    ]
    left = {f"ent:{n.lower()}": {n.lower()} for n in ("Ann", "Bob", "Cid", "Dan", "Eve")}
    left["ent:fay"] = {"faye"}
    scored = bench.score(own, mentions, left, text)
    assert scored[:5] == (1, 4, 6, 2, 1)
    assert scored.missed == Counter(
        {"extent": 1, "ambiguous": 1, "other entity": 1, "passed over": 1, "spelling": 1}
    )
    assert scored.wrong == Counter({"extent": 1, "other entity": 1, "no mention there": 1})
    assert (scored.precision, round(scored.recall, 3), scored.of_all) == (0.25, 0.167, 0.125)
    assert round(scored.f1, 3) == 0.2
    assert bench.total([scored, scored])[:5] == (2, 8, 12, 4, 2)


def test_every_remedy_is_told(bench: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has each text, and below it what would raise the scores."""
    scored = bench.Score(3, 4, 6, 2, 1, Counter(dict.fromkeys(bench.REMEDIES, 1)), Counter(x=1))
    bench.show({"s8": scored, "all": scored})
    said = capsys.readouterr().out
    assert "s8          0.75     0.50  0.60     0.38   3/4/6" in said and "1 of 2" in said
    assert all(remedy in said for remedy in bench.REMEDIES.values())


def test_without_the_texts_it_says_so(
    bench: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A benchmark that cannot run is no failure of `make bench`."""
    bench.main(str(tmp_path))
    assert "not at hand" in capsys.readouterr().out


def test_the_list_of_mentions_is_sound(bench: ModuleType) -> None:
    """Spans are in order, none empty, none over another."""
    found = bench.read_mentions()
    assert len(found) == 5 and sum(map(len, found.values())) > 400
    for own in found.values():
        assert all(each.start < each.end for each in own)
        assert all(a.end <= b.start for a, b in pairwise(own))


def test_a_text_that_is_left_out_is_mostly_suggested(bench: ModuleType, texts: Path) -> None:
    """A change that breaks `suggest` shows here: far fewer mentions would be found."""
    from travaux.passages import read

    every = {name: read(str(texts / f"{name}.txt")) for name in bench.read_mentions()}
    scored = bench.measure("s3", bench.open_at(str(bench.ROOT)), every)
    assert scored.f1 > 0.7 and scored.met > 10
