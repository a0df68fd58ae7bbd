"""Where things may stand: what kind of thing in which layer, and what may point to what.

The reference layer holds anchors, a source file one text and what it tells, the analysis the links
between sources. Mixed, one text's word would become everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from travaux import vocabulary as v
from travaux.causes import Causes
from travaux.corpus import Corpus, Finding, Part
from travaux.references import at
from travaux.turtle_text import name_of

#: What a file may describe and point to besides itself, by layer.
_MAY_POINT = {
    "ontology": {"ontology"},
    "reference": {"ontology", "reference"},
    "source": {"ontology", "reference"},
    "analysis": {"ontology", "reference", "source", "analysis"},
}
_POINT_FROM_ANALYSIS = "Only graph/analysis.ttl may point to what a source or the analysis records."
#: Whatever two sources could mention.
MENTIONABLE = (
    v.ACTOR,
    v.OFFICE_CLASS,
    v.PLACE,
    v.EVENT,
    v.MEETING_SERIES,
    v.DOCUMENT,
    v.DOCUMENT_COPY,
    v.TOPIC_CLASS,
)
#: In which layer things of a class stand; the first class that fits decides.
_HOMES = {
    "source": (
        v.NEWS_ARTICLE,
        v.NARRATIVE_VOICE,
        v.UNDISCLOSED_VOICE,
        v.SITUATION,
        v.PASSAGE,
        v.ATTESTATION,
        v.ATTRIBUTION_STEP,
    ),
    "analysis": (v.ANALYTIC_LINK,),
    "reference": (*MENTIONABLE, v.CURATED_TENURE),
}
_FILES = {
    "source": "the file of its source, graph/sources/<name>.ttl",
    "analysis": "graph/analysis.ttl",
    "reference": "graph/reference.ttl",
}


def check(corpus: Corpus, causes: Causes) -> list[Finding]:
    """Everything that stands where it should not; ``causes`` grows by it."""
    found: list[Finding] = []
    for part in corpus.merged:
        found += article_of(corpus, part, causes)
        if part.file.layer != "ontology":
            found += untyped(corpus, part, causes)
        misplaced = dict(wrong_layer(corpus, part))
        found += misplaced.values()
        found += foreign(corpus, part, causes)
        found += crossing(corpus, part, causes, misplaced.keys())
    return found


def article_of(corpus: Corpus, part: Part, causes: Causes) -> Iterator[Finding]:
    """A source file that describes no article, two, or one that has not the file's name."""
    if part.file.layer != "source":
        return
    stem = part.file.stem
    articles = sorted(each for each in part.types if v.NEWS_ARTICLE in corpus.kinds(part, each))
    if not articles:
        problem = "The file describes no article; a file of graph/sources/ is one text"
        advice = f'Describe it: a trv:NewsArticle with dcterms:identifier "{stem}".'
        yield _on_file(corpus, part, problem, advice)
        for triple, iri in part.links:
            if triple.predicate.value == v.IN_SOURCE:
                causes.value(name_of(triple.subject), v.IN_SOURCE, iri)
    for extra in articles[1:]:
        advice = "Give each text a file of its own."
        yield corpus.finding("source-file", part, extra, "The file has a second article", advice)
    if articles and _local(articles[0]) != stem:
        problem = f"The source is named {corpus.short(articles[0])}, its file {stem}.ttl"
        advice = "Make its name, its dcterms:identifier and the name of the file one."
        yield corpus.finding("source-file", part, articles[0], problem, advice)
        _doubt_all(part, articles[0], causes)
        return
    for triple in part.triples:
        name = name_of(triple.object)
        wrong = triple.predicate.value == v.IDENTIFIER and name != stem
        if wrong and articles and name_of(triple.subject) == articles[0]:
            problem = f'The source is called "{name}", its file "{stem}"'
            advice = "Make dcterms:identifier and the name of the file one."
            yield at(corpus, "source-file", part, triple, problem, advice)
            _doubt_all(part, articles[0], causes)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _doubt_all(part: Part, article: str, causes: Causes) -> None:
    """The names of what an article holds begin with its own, so all of them are in doubt."""
    for triple, iri in part.links:
        if triple.predicate.value == v.IN_SOURCE and iri == article:
            causes.untyped(name_of(triple.subject))


def _on_file(corpus: Corpus, part: Part, problem: str, advice: str) -> Finding:
    severity = corpus.severity("source-file")
    return Finding(severity, "source-file", part.name, 1, part.file.iri, "", f"{problem}.", advice)


def untyped(corpus: Corpus, part: Part, causes: Causes) -> Iterator[Finding]:
    """Things that no file gives a type: no shape, no question would ever find them."""
    for subject in sorted(part.subjects):
        if not any(home.types.get(subject) for home in corpus.homes[subject]):
            causes.untyped(subject)
            advice = "Say with `a` what it is, such as a trv:Statement."
            yield corpus.finding("untyped-node", part, subject, "It has no type", advice)


def wrong_layer(corpus: Corpus, part: Part) -> Iterator[tuple[str, Finding]]:
    """Things of a kind that has its place in another layer, with the finding on each."""
    for subject in sorted(part.types):
        layer = home(corpus.kinds(part, subject))
        foreign = len(corpus.homes.get(subject, ())) > 1
        if layer and layer != part.file.layer and not foreign:
            problem = f"A thing of this kind does not stand in {part.name}"
            advice = f"Move it to {_FILES[layer]}."
            yield subject, corpus.finding("wrong-layer", part, subject, problem, advice)


def home(kinds: set[str]) -> str:
    """The layer in which a thing of these classes stands, those above them included; or nothing."""
    return next((layer for layer, classes in _HOMES.items() if not kinds.isdisjoint(classes)), "")


def foreign(corpus: Corpus, part: Part, causes: Causes) -> Iterator[Finding]:
    """Subjects that belong to another file."""
    for subject in sorted(part.subjects):
        owner = _owner(part, [home for home in corpus.homes[subject] if home is not part])
        if owner:
            problem = f"{part.name} puts a property on an entity of {owner.name}"
            advice = "Put what this file says into a record of its own; leave the entity alone."
            yield corpus.finding("foreign-property", part, subject, problem, advice)
            for triple in part.about(subject):
                causes.whole(subject, triple.predicate.value)


def crossing(
    corpus: Corpus, part: Part, causes: Causes, misplaced: Iterable[str]
) -> Iterator[Finding]:
    """Objects that this layer may not point to."""
    for triple, iri in part.links:
        homes, subject = corpus.homes.get(iri, []), name_of(triple.subject)
        predicate = triple.predicate.value
        if not homes or part in homes or predicate == v.TYPE or subject in misplaced:
            continue
        if any(home.file.layer in _MAY_POINT[part.file.layer] for home in homes):
            continue
        problem = f"{corpus.short(predicate)} points into {homes[0].name}, to {corpus.short(iri)}"
        yield at(corpus, "layer-crossing", part, triple, problem, _POINT_FROM_ANALYSIS)
        causes.value(subject, predicate, iri)
        if predicate == v.IN_SOURCE:  # whose it is, is in doubt
            causes.untyped(subject)
            causes.whole(subject, v.EVIDENCE)


def _owner(part: Part, others: list[Part]) -> Part | None:
    """The file whose entity ``part`` describes too; ontology files may share a term."""
    order = ("ontology", "reference", "source", "analysis")
    layer = part.file.layer
    owners = [other for other in others if order.index(other.file.layer) <= order.index(layer)]
    owners = [other for other in owners if (other.file.layer, layer) != ("ontology", "ontology")]
    return owners[0] if owners else None
