"""Names that two entities share, or nearly share."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BASE, build

from travaux.causes import Causes
from travaux.corpus import Corpus
from travaux.duplicates import check, folded
from travaux.vocabulary import RDFS, SKOS, TRV

PREFIXES = f"PREFIX trv: <{TRV}>\nPREFIX : <{BASE}>\nPREFIX rdfs: <{RDFS}>\nPREFIX skos: <{SKOS}>\n"

MERGED = "group-merged-with-member"


def found(root: Path, text: str) -> list[tuple[str, str]]:
    told = check(Corpus(build(root, {"graph/reference.ttl": PREFIXES + text})), Causes())
    assert all(each.line > 4 and each.advice for each in told)
    return [(each.rule, each.entity.removeprefix(BASE)) for each in told]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergey Lavrov", "LAVROV, Sergey"),
        ("El País", "el pais"),
        ("Foreign Ministry", "Ministry (Foreign)"),
        ("Пятый канал", "канал «Пятый»"),
    ],
)
def test_a_name_that_differs_by_case_accents_punctuation_or_order_is_the_same(
    one: str, other: str
) -> None:
    """People write one name in many ways."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Person; rdfs:label 'Ann Bo'@en", "Person; rdfs:label 'Ann Bo'@en", "duplicate-label"),
        ("City; rdfs:label 'Bo'@en", "State; rdfs:label 'Bo'@en", "duplicate-label"),
        ("Person; rdfs:label 'Ann Bo'@en", "Person; rdfs:label 'Bo, Ann'@en", "near-duplicate"),
        ("State; rdfs:label 'Bo'@en", "Alliance; skos:altLabel 'BO'@en", "near-duplicate"),
        ("State; rdfs:label 'Bo'@en", "ActorGroup; skos:altLabel 'bo'@en", MERGED),
        ("State; skos:altLabel 'Bo'@en", "ActorGroup; rdfs:label 'Bo'@ru", MERGED),
        ("City; rdfs:label 'Bo'@en", "State; skos:altLabel 'Bo'@en", ""),
        ("Person; skos:altLabel 'Bo'@en", "Person; skos:altLabel 'Bo'@en", ""),
        ("Person; rdfs:label 'Ann Bo'@en", "Person; rdfs:label 'Anna Bo'@en", ""),
        ("Person; rdfs:label 'Bo'@en, 'Bo'@fr", "Person; rdfs:label 'Cy'@en, 'CY'@fr", ""),
        ("Person; rdfs:label '—'@en", "Person; rdfs:label '?'@en", ""),
    ],
)
def test_two_things_of_one_name_are_told_once_unless_their_kinds_differ(
    tmp_path: Path, one: str, other: str, told: str
) -> None:
    """A capital may lend its name to a state, and two people share a surname."""
    text = f":a a trv:{one} .\n:b a trv:{other} .\n"
    assert found(tmp_path, text) == ([(told, "b")] if told else [])


def test_what_belongs_to_different_things_may_have_the_same_words_in_another_order(
    tmp_path: Path,
) -> None:
    """The ambassador of A to B is not that of B to A."""
    text = ':{0} a trv:Office ; rdfs:label "Envoy of {1} to {2}"@en ; trv:postIn :{3} .\n'
    first = text.format("a", "Suder", "Norvik", "x")
    assert found(tmp_path, first + text.format("b", "Norvik", "Suder", "y")) == []
    twice = [("near-duplicate", "b")]
    assert found(tmp_path, first + text.format("b", "Norvik", "Suder", "x")) == twice
    assert found(tmp_path, first + text.format("b", "SUDER", "Norvik", "y")) == twice
