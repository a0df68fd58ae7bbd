"""Entities that may be one, and groups that may have been merged with a member, by their names.

Two entities have nearly one name if it differs only by case, accents, punctuation or the order of
words. Here and not in SPARQL, because names are folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from travaux import vocabulary as v
from travaux.causes import Causes
from travaux.corpus import Corpus, Finding
from travaux.turtle_text import name_of

_ALIKE = (
    v.ACTOR,
    v.PLACE,
    v.EVENT,
    v.MEETING_SERIES,
    v.DOCUMENT,
    v.DOCUMENT_COPY,
    v.OFFICE_CLASS,
    v.TOPIC_CLASS,
    v.SITUATION,
)
_APART = (v.POST_IN, v.COPY_OF, v.IS_PART_OF, v.TOPIC, v.BROADER, v.SAME_AS, v.IDENTIFIER)


class Name(NamedTuple):
    """One name of a thing, as its file has it."""

    entity: str
    property: str
    text: str
    language: str


def check(corpus: Corpus, causes: Causes) -> list[Finding]:
    """Names that two entities share, or nearly share; each pair of entities once."""
    names: dict[str, list[Name]] = {}
    kinds: dict[str, set[str]] = {}
    for part in corpus.merged:
        if part.file.layer != "ontology":
            for subject in part.types:
                kinds.setdefault(subject, set()).update(corpus.kinds(part, subject))
    for name in _names(corpus):
        if name.entity in kinds and not causes.explain(name.entity, name.property, name.text, ""):
            names.setdefault(folded(name.text), []).append(name)
    told: dict[tuple[str, str], Finding] = {}
    for text, alike in names.items():
        for one, other in combinations(sorted(alike) if text else (), 2):
            pair = one.entity, other.entity
            if one.entity != other.entity and pair not in told:
                told.update((pair, each) for each in _found(corpus, kinds, one, other))
    return list(told.values())


def folded(text: str) -> str:
    """A name without case, accents and punctuation, its words in order of the alphabet."""
    return " ".join(sorted(words(text)))


def words(text: str) -> list[str]:
    """The words of a name in their order, without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each)))


def _names(corpus: Corpus) -> Iterator[Name]:
    for part in corpus.merged:
        for triple in part.triples if part.file.layer != "ontology" else ():
            if triple.predicate.value in (v.LABEL, v.ALT_LABEL):
                language = getattr(triple.object, "language", None) or ""
                text = name_of(triple.object)
                yield Name(name_of(triple.subject), triple.predicate.value, text, language)


def _found(corpus: Corpus, kinds: dict[str, set[str]], one: Name, other: Name) -> Iterator[Finding]:
    """What is wrong with two things of one name: at most one finding."""
    groups = [v.ACTOR_GROUP in kinds[each.entity] for each in (one, other)]
    alike = kinds[one.entity] & kinds[other.entity]
    labels = [each for each in (one, other) if each.property == v.LABEL]
    if v.ACTOR in alike and any(groups) and not all(groups):
        group, member = (one, other) if groups[0] else (other, one)
        problem = f"The group has a name of {corpus.short(member.entity)}, which is not a group"
        advice = "A group is never one with a member of it. Name each by its own names."
        yield _on(corpus, "group-merged-with-member", group, problem, advice)
    elif len(labels) == 2 and one[1:] == other[1:]:
        problem = f"{corpus.short(one.entity)} has the same label, {one.text!r}"
        advice = "Make one of the two, or tell them apart in the label."
        yield _on(corpus, "duplicate-label", other, problem, advice)
    elif labels and not alike.isdisjoint(_ALIKE) and not _told_apart(corpus, one, other):
        problem = f"{other.text!r} is nearly a name of {corpus.short(one.entity)}, {one.text!r}"
        advice = "Make one of the two, or tell them apart in the name."
        yield _on(corpus, "near-duplicate", other, problem, advice)


def _told_apart(corpus: Corpus, one: Name, other: Name) -> bool:
    """Whether only the order of words is another, and the two belong to different things.

    "Ambassador of A to B" and "Ambassador of B to A" are two offices, with two seats.
    """
    if words(one.text) == words(other.text):
        return False
    links = [_links(corpus, each.entity) for each in (one, other)]
    shared = links[0].keys() & links[1].keys()
    return any(links[0][each].isdisjoint(links[1][each]) for each in shared)


def _links(corpus: Corpus, entity: str) -> dict[str, set[str]]:
    """The values by which things are told apart, by property."""
    found: dict[str, set[str]] = {}
    for part in corpus.homes.get(entity, []):
        for triple in part.triples:
            if name_of(triple.subject) == entity and triple.predicate.value in _APART:
                found.setdefault(triple.predicate.value, set()).add(name_of(triple.object))
    return found


def _on(corpus: Corpus, rule: str, name: Name, problem: str, advice: str) -> Finding:
    place = {"predicate": name.property, "value": name.text}
    return corpus.finding(rule, None, name.entity, problem, advice, **place)
