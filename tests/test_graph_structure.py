"""Rules on the graph as a whole, which no shape can tell: nothing uncoded, unused or left hanging.

That Passages and texts are exact is tested with `validate`, that every question has a stored
answer and each stored answer a line in CHECKED.md with the questions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import ROOT

from travaux import leftout
from travaux import vocabulary as v
from travaux.corpus import Corpus
from travaux.coverage_rows import compile_ledger
from travaux.turtle_text import name_of, parse
from travaux.workspace import open_at

Facts = dict[str, dict[str, list[str]]]  # subject to property to values
EXPLICITNESS = v.TRV + "explicitness"
DEMANDING = {v.CON + "demands", v.CON + "insists"}
ITEMS = {v.PROPOSAL_ITEM, v.TRV + "Package"}
#: How what a record names leads on to what it implies. Not by `topic`: that an item belongs to an
#: issue is our order, and no text speaks of the issue by naming the item.
STRUCTURE = (v.POST_IN, v.COPY_OF, v.IS_PART_OF, v.BROADER)
#: What of an implied record is ours is said in its gloss, in one of these ways.
READING = r"is (?:our reading|implied)\b|follows from\b|\bimplies\b|we read\b|read (?:as|from)\b"

#: Of whom the paragraph says that something is demanded. Read in the texts, not in the graph.
TOLD = {
    "s1:17": {"russia"},
    "s1:18": {"russia"},
    "s2:5": {"nato"},
    "s4:8": {"russia"},
    "s4:10": {"russia"},
    "s4:12": {"nato-member-states"},
    "s4:17": {"nato", "united-states"},
    "s4:25": {"nato"},
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(open_at(str(ROOT)))


@pytest.fixture(scope="module")
def facts(corpus: Corpus) -> Facts:
    """What the merged files say."""
    return told(corpus, "ontology", "reference", "source", "analysis")


def told(corpus: Corpus, *layers: str) -> Facts:
    found: Facts = defaultdict(lambda: defaultdict(list))
    for part in corpus.layer(*layers):
        for triple in part.triples:
            found[name_of(triple.subject)][triple.predicate.value].append(name_of(triple.object))
    return found


def local(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2]


def names(iris: Iterable[str]) -> list[str]:
    """Names as a reader would look for them in the files."""
    return sorted(map(local, iris))


def none_of(offenders: Iterable[str]) -> None:
    """Fail with all offenders by name; pytest alone would shorten the list."""
    found = sorted(offenders)
    assert not found, "\n".join(["", *found])


def of_class(facts: Facts, *kinds: str) -> set[str]:
    return {iri for iri, own in facts.items() if set(own.get(v.TYPE, ())) & set(kinds)}


def attestations(facts: Facts) -> set[str]:
    return {iri for iri, own in facts.items() if v.EVIDENCE in own}


def values(facts: Facts, iris: Iterable[str], *properties: str) -> set[str]:
    """What these things lead to, by these properties or by any."""
    return {
        value
        for iri in iris
        for property, each in facts.get(iri, {}).items()
        for value in each
        if not properties or property in properties
    }


def closure(facts: Facts, start: Iterable[str], *properties: str) -> set[str]:
    """These things and all that the properties lead to from them."""
    found: set[str] = set()
    waiting = set(start)
    while waiting:
        found |= waiting
        waiting = values(facts, waiting, *properties) - found
    return found


def demands(facts: Facts) -> set[str]:
    return {
        iri
        for iri in of_class(facts, v.POSITION)
        if DEMANDING & set(facts[iri].get(v.ATTITUDE, ()))
    }


def cites(facts: Facts, iri: str) -> set[str]:
    """Source and paragraph of each Passage of a record."""
    found = set()
    for passage in facts[iri].get(v.EVIDENCE, ()):
        (source,) = facts[passage][v.IN_SOURCE]
        found.add(f"{local(source)}:{facts[passage][v.PARAGRAPH][0]}")
    return found


def test_everything_is_coded_or_listed(corpus: Corpus, texts: Path) -> None:
    """Each span has a record or a reason, each wide Passage a reason; no line is stale."""
    listed = leftout.read(corpus.workspace)
    found = compile_ledger(corpus, str(texts), listed).problems
    none_of(f"{row.source}:{row.paragraph} {row.start}-{row.end} {row.problem}" for row in found)


def test_the_list_of_what_is_left_out_is_in_order_and_its_reasons_are_in_the_codebook(
    corpus: Corpus,
) -> None:
    """A stranger finds each reason explained, in backquotes, and each line at its place."""
    listed = leftout.read(corpus.workspace)
    keys = [(each.source, each.paragraph, each.place) for each in listed]
    assert keys == sorted(keys)
    codebook = (ROOT / "graph" / "README.md").read_text(encoding="utf-8")
    reasons = {each.reason for each in listed}
    none_of(reason for reason in reasons if f"`{reason}`" not in codebook)


def test_every_passage_is_evidence(facts: Facts) -> None:
    """A Passage that no record rests on was forgotten, or its record was."""
    none_of(names(unused_passages(facts)))


def unused_passages(facts: Facts) -> set[str]:
    return of_class(facts, v.PASSAGE) - values(facts, attestations(facts), v.EVIDENCE)


def test_every_reference_entity_is_spoken_of(corpus: Corpus, facts: Facts) -> None:
    """It is the value of an Attestation, or what such a value implies.

    An office implies its body, a copy its document, a part its whole, a topic the broader one.
    What no text speaks of has no place in the reference layer; to pass words on is not enough.
    Knowledge from elsewhere, marked as such, may add an office to somebody a text speaks of.
    """
    none_of(names(unspoken(facts, told(corpus, "reference"))))


def unspoken(facts: Facts, reference: Facts) -> set[str]:
    spoken = values(facts, attestations(facts))
    curated = {iri for iri, own in reference.items() if v.CURATED_TENURE in own.get(v.TYPE, ())}
    known = {iri for iri in curated if spoken.intersection(reference[iri].get(v.AGENT, ()))}
    spoken |= known | values(reference, known)
    return set(reference) - closure(facts, spoken, *STRUCTURE)


def test_an_implied_record_says_in_its_gloss_what_is_our_reading(facts: Facts) -> None:
    """What the text does not say in so many words is ours; the reader is told which part."""
    implied = [own for own in facts.values() if v.CON + "implied" in own.get(EXPLICITNESS, ())]
    assert len(implied) > 50
    none_of(names(untold_readings(facts)))


def untold_readings(facts: Facts) -> set[str]:
    return {
        iri
        for iri, own in facts.items()
        if v.CON + "implied" in own.get(EXPLICITNESS, ())
        and not any(re.search(READING, gloss) for gloss in own.get(v.GLOSS, ()))
    }


def test_somebody_takes_a_position_on_every_item(facts: Facts) -> None:
    """What nobody demands, offers, accepts or rejects is an issue, not an item.

    A Position on a sub-item is one on the item too; one on an item is none on its package.
    """
    none_of(names(without_position(facts)))


def without_position(facts: Facts) -> set[str]:
    topics = values(facts, of_class(facts, v.POSITION), v.TOPIC)
    return of_class(facts, *ITEMS) - closure(facts, topics, v.BROADER)


def test_every_demand_has_a_holder_a_topic_and_a_passage(facts: Facts) -> None:
    """Who demands what, and where that is written."""
    assert len(demands(facts)) > 20
    none_of(names(incomplete_demands(facts)))


def incomplete_demands(facts: Facts) -> set[str]:
    needed = {v.HOLDER, v.TOPIC, v.EVIDENCE}
    return {iri for iri in demands(facts) if not needed <= set(facts[iri])}


def test_a_demand_has_the_addressee_that_its_paragraph_tells(facts: Facts) -> None:
    """Of whom it is demanded: the paragraphs that tell it were read for that."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri in demands(facts):
        for cite in cites(facts, iri):
            found[cite] |= set(map(local, facts[iri].get(v.ADDRESSEE, ())))
    none_of(f"{cite} of {who}" for cite, asked in TOLD.items() for who in asked - found[cite])


def test_a_demand_whose_gloss_names_the_one_asked_has_it_as_addressee(facts: Facts) -> None:
    """A query finds of whom something is asked only where a property says it."""
    none_of(unaddressed(facts))


def unaddressed(facts: Facts) -> list[str]:
    """Demands with the actors that their glosses name as asked, and that are no addressee."""
    found = []
    for iri in sorted(demands(facts)):
        gloss = " ".join(facts[iri].get(v.GLOSS, ()))
        asked = {actor for actor, spelt in spellings(facts) if is_asked(spelt, gloss)}
        missing = asked - set(facts[iri].get(v.ADDRESSEE, ()))
        found += [f"{local(iri)} asks {local(actor)}" for actor in sorted(missing)]
    return found


def spellings(facts: Facts) -> Iterable[tuple[str, str]]:
    """Each name of each thing that is somewhere a holder or an addressee."""
    for iri in sorted(values(facts, of_class(facts, v.POSITION), v.HOLDER, v.ADDRESSEE)):
        for name in facts[iri].get(v.LABEL, []) + facts[iri].get(v.ALT_LABEL, []):
            yield iri, name


def is_asked(name: str, gloss: str) -> bool:
    """Whether the gloss says that something is asked of the actor of this name."""
    verb = r"\b(?:ask|asks|asked|demands?|demanded|requires?|wants?|calls)(?: of| on| from)?"
    who = rf"(?: the)? {re.escape(name)}\b"
    asked = rf"{verb}{who} (?:to|not to|and|that)\b|{who.lstrip()} is asked\b"
    return re.search(asked, f" {gloss}") is not None


TRIPLES = """
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX e: <https://example.org/>
e:body a trv:Organization ; rdfs:label "the Sound League" .
e:post a trv:Office ; trv:postIn e:body .
e:forgotten a trv:Organization ; rdfs:label "Suder" .
e:holder a trv:State ; rdfs:label "Norvik" .
e:whole a trv:ProposalItem ; trv:topic e:matter . e:matter a trv:Issue .
e:part a trv:ProposalItem ; skos:broader e:whole .
e:bundle a trv:Package . e:bundled a trv:ProposalItem ; trv:isPartOf e:bundle .
e:said a trv:Position ; trv:attitude con:demands ; trv:holder e:holder ; trv:topic e:part ;
  trv:gloss "Norvik asks of the Sound League that it wait." ; trv:evidence e:p1 ;
  trv:topic e:bundled ; trv:refersTo e:post .
e:bare a trv:Position ; trv:attitude con:insists ; trv:topic e:part ; trv:evidence e:p1 ;
  trv:explicitness con:implied ; trv:gloss "Ode Grell insists on it." ; trv:hasStep e:step .
e:step a trv:AttributionStep ; trv:carrier e:carrier . e:carrier a trv:MediaOutlet .
e:read a trv:Account ; trv:explicitness con:implied ; trv:evidence e:p1 ;
  trv:gloss "A meeting is held; that it is the one of May is our reading." .
e:other a trv:Position ; trv:attitude con:offers ; trv:addressee e:body ; trv:evidence e:p1 .
e:p1 a trv:Passage . e:p2 a trv:Passage .
"""


def test_each_rule_finds_a_seeded_offender() -> None:
    """A rule that finds nothing in the real graph must be able to."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for triple in parse(TRIPLES, "seeded")[0]:
        facts[name_of(triple.subject)][triple.predicate.value].append(name_of(triple.object))
    reference = {iri: own for iri, own in facts.items() if v.EVIDENCE not in own and iri[-2] != "p"}
    assert names(unused_passages(facts)) == ["p2"]
    assert names(unspoken(facts, reference)) == ["carrier", "forgotten", "matter"]
    assert names(untold_readings(facts)) == ["bare"]
    assert names(without_position(facts)) == ["bundle"]
    assert names(incomplete_demands(facts)) == ["bare"]
    assert unaddressed(facts) == ["said asks body"]
