"""Checks that no shape can make: undeclared terms, dangling references, nodes without a name.

In shapes and alignments too, where only the terms of W3C's standards and of the ontology are held
to their lists: other vocabularies may be mentioned there without being used. A mistyped term
passes SHACL, reasoners and queries in silence, so this comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from travaux.absent import Loose, split
from travaux.causes import Causes
from travaux.corpus import Corpus, Finding, Part
from travaux.standards import BUILT_IN, NAMES, SPACES, STANDARD, is_wrong, space_of
from travaux.turtle_text import name_of
from travaux.vocabulary import BASE, CON, OWL, RDF, RDFS, TRV, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Triple

_HELD = (TRV, CON, *SPACES)
_PROPERTY_TYPES = {OWL + kind + "Property" for kind in ("Object", "Datatype", "Annotation")}
_PROPERTY_TYPES |= {RDF + "Property"}
_CLASS_TYPES = {OWL + "Class", RDFS + "Class", RDFS + "Datatype"}


class Declared:
    """The terms that the ontology files declare."""

    def __init__(
        self, properties: Iterable[str], classes: Iterable[str], others: Iterable[str]
    ) -> None:
        self.properties = frozenset(properties)
        self.classes = frozenset(classes)
        self.others = frozenset(others)
        # asked of every triple, so made once
        self.all = self.properties | self.classes | self.others
        self.as_property = BUILT_IN | self.properties
        self.as_class = BUILT_IN | self.classes


def declared(corpus: Corpus) -> Declared:
    """What the ontology declares; concepts and schemes are others."""
    found: dict[str, set[str]] = {"properties": set(), "classes": set(), "others": set()}
    for triple in _of(corpus.layer("ontology")):
        if triple.predicate.value == TYPE:
            kind = name_of(triple.object)
            name = "properties" if kind in _PROPERTY_TYPES else "others"
            name = "classes" if kind in _CLASS_TYPES else name
            if not is_wrong(name_of(triple.subject)):  # nobody can declare those
                found[name].add(name_of(triple.subject))
    return Declared(**found)


def check(corpus: Corpus, causes: Causes | None = None) -> list[Finding]:
    """Everything wrong with terms and references; ``causes`` grows by the triples they stand in."""
    terms = declared(corpus)
    found: list[Finding] = []
    for part in corpus.parts:
        found += undeclared(corpus, part, terms)
    loose: list[Loose] = []
    for part in corpus.merged:
        loose += dangling(corpus, part, causes or Causes())
        found += unnamed(corpus, part)
    absent, loose = split(corpus, loose)
    found += absent + [_dangling(corpus, *each) for each in loose]
    if found and causes is not None:
        _note(corpus, terms, causes)
    return found


def _note(corpus: Corpus, terms: Declared, causes: Causes) -> None:
    """Every use of an undeclared term and of a name that nothing describes, not only the first."""
    from pyoxigraph import NamedNode

    known = _known(corpus)
    meant = cache(lambda iri: nearest(iri, terms.properties))
    for triple in corpus.triples():
        subject, predicate = name_of(triple.subject), triple.predicate.value
        value = name_of(triple.object)
        for kind, _ in _terms(triple, terms, True):
            if kind == "class":
                causes.untyped(subject)
            else:
                causes.value(subject, predicate, value)
            if kind == "property":
                causes.misspelt(subject, meant(predicate))
        if isinstance(triple.object, NamedNode) and _dangles(corpus, value, known):
            causes.value(subject, predicate, value)


def undeclared(corpus: Corpus, part: Part, terms: Declared) -> Iterator[Finding]:
    """Terms that the ontology does not declare, each once a file, at its first use."""
    seen: set[tuple[str, str]] = set()
    for triple in part.triples if _may_lack(part, terms) else ():
        for kind, iri in _terms(triple, terms, part.file.merged):
            if (kind, iri) not in seen:
                seen.add((kind, iri))
                yield _undeclared(corpus, part, triple, kind, iri, terms)


def _may_lack(part: Part, terms: Declared) -> bool:
    """Whether any term of a file may be undeclared: the quick answer, since nearly always none."""
    from pyoxigraph import Literal, NamedNode

    for triple in part.triples:
        value = triple.object
        if triple.predicate.value not in terms.as_property:
            return True
        if isinstance(value, Literal):
            if value.datatype.value not in terms.as_class:
                return True
        elif isinstance(value, NamedNode):
            if triple.predicate.value == TYPE:
                if value.value not in terms.as_class:
                    return True
            elif _is_unknown(value.value, terms):
                return True
    return any(_is_unknown(each, terms) for each in part.subjects)


def _is_unknown(iri: str, terms: Declared) -> bool:
    """Whether a name stands where all names are known, and is not one: wherever it is used."""
    return iri.startswith(_HELD) and (
        iri not in terms.all if iri.startswith((TRV, CON)) else is_wrong(iri)
    )


def _terms(triple: Triple, terms: Declared, merged: bool) -> Iterator[tuple[str, str]]:
    """The undeclared terms of one triple; outside the merged files not those of everybody."""
    from pyoxigraph import Literal, NamedNode

    subject, predicate, value = triple.subject, triple.predicate.value, triple.object
    if predicate not in terms.as_property if merged else is_wrong(predicate):
        yield "property", predicate
    if isinstance(value, Literal):
        if value.datatype.value not in terms.as_class:
            yield "datatype", value.datatype.value
    elif merged and predicate == TYPE and name_of(value) not in terms.as_class:
        yield "class", name_of(value)
    for node in (subject, value):
        if isinstance(node, NamedNode) and _is_unknown(node.value, terms):
            if not (node is value and predicate == TYPE and merged):
                yield "term", node.value


def _undeclared(
    corpus: Corpus, part: Part, triple: Triple, kind: str, iri: str, terms: Declared
) -> Finding:
    problem, advice = _judged(corpus, kind, iri, terms)
    value = "" if kind == "property" else name_of(triple.object)
    return corpus.finding(
        "undeclared-term",
        part,
        name_of(triple.subject),
        problem,
        advice,
        predicate=triple.predicate.value,
        value=value,
    )


def _judged(corpus: Corpus, kind: str, iri: str, terms: Declared) -> tuple[str, str]:
    """What is wrong with a term, and what to do."""
    name = corpus.short(iri)
    if is_wrong(iri):
        space = space_of(iri)
        near = did_you_mean(corpus, nearest(iri, STANDARD[space]))
        advice = near or "Look it up; nobody can declare one there."
        if iri in corpus.wrong_terms:
            advice += " Until it is mended, no shape and no check query is run."
        return f"The {kind} {name} is not a term of {NAMES[space]}", advice
    pool = {"property": terms.properties, "class": terms.classes}.get(kind)
    near = did_you_mean(corpus, nearest(iri, pool or terms.all))
    problem = f"The {kind} {name} is not declared in the ontology"
    if iri in terms.all:
        problem = f"{name} is declared, but not as a {kind}"
    return problem, near or "Correct it, or declare it in ontology/."


def did_you_mean(corpus: Corpus, near: str) -> str:
    """The question, or nothing where nothing is near."""
    return f"Did you mean {corpus.short(near)}?" if near else ""


def nearest(iri: str, pool: Iterable[str]) -> str:
    """The IRI most similar behind its prefix; empty if nothing is near."""
    from difflib import get_close_matches

    names = {_local(each): each for each in sorted(pool)}
    near = get_close_matches(_local(iri), names, n=1, cutoff=0.75)
    return names[near[0]] if near else ""


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def dangling(corpus: Corpus, part: Part, causes: Causes) -> Iterator[Loose]:
    """Objects in the workspace's namespaces of which no file says anything, each once a file.

    An article is left out that its file was already found to lack.
    """
    known = _known(corpus)
    seen: set[str] = set()
    for triple, iri in part.links:
        told = causes.explain(name_of(triple.subject), triple.predicate.value, iri, "")
        if iri not in seen and not told and _dangles(corpus, iri, known):
            seen.add(iri)
            yield part, triple, iri


def _dangling(corpus: Corpus, part: Part, triple: Triple, iri: str) -> Finding:
    near = nearest(iri, corpus.homes)
    advice = did_you_mean(corpus, near) or "Correct the name, or describe it."
    property = corpus.short(triple.predicate.value)
    problem = f"{property} leads to {corpus.short(iri)}, of which no file says anything"
    return at(corpus, "dangling-reference", part, triple, problem, advice)


def _known(corpus: Corpus) -> frozenset[str]:
    """All that is described, and the names of the graphs."""
    return frozenset(corpus.homes) | {each.file.iri for each in corpus.parts}


def _dangles(corpus: Corpus, iri: str, known: frozenset[str]) -> bool:
    own = iri.startswith((BASE, corpus.workspace.base)) and not iri.startswith((TRV, CON))
    return own and iri not in known


def unnamed(corpus: Corpus, part: Part) -> Iterator[Finding]:
    """Blank nodes outside the ontology: they make no citation and unstable diffs."""
    from pyoxigraph import BlankNode, NamedNode

    if part.file.layer == "ontology":
        return
    for triple in part.triples:
        if isinstance(triple.object, BlankNode) and isinstance(triple.subject, NamedNode):
            yield corpus.finding(
                "unnamed-node",
                part,
                triple.subject.value,
                f"{corpus.short(triple.predicate.value)} leads to a node without a name",
                "Give it an IRI.",
                predicate=triple.predicate.value,
            )


def at(corpus: Corpus, rule: str, part: Part, triple: Triple, problem: str, advice: str) -> Finding:
    """A finding on one triple."""
    return corpus.finding(
        rule,
        part,
        name_of(triple.subject),
        problem,
        advice,
        predicate=triple.predicate.value,
        value=name_of(triple.object),
    )


def _of(parts: Iterable[Part]) -> Iterator[Triple]:
    for part in parts:
        yield from part.triples
