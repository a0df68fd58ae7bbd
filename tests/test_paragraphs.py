"""Paragraph numbers that contradict one another are told without the texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BASE, build

from travaux.causes import Causes
from travaux.corpus import Corpus
from travaux.paragraphs import check
from travaux.vocabulary import TRV

Spans = list[tuple[int, int, int]]
GOOD: Spans = [(1, 0, 9), (1, 3, 12), (2, 14, 20), (2, 14, 17), (4, 30, 31), (4, 30, 40)]


def found(root: Path, spans: Spans, name: str = "s9-{0}-{1}-{2}") -> tuple[list[str], Causes]:
    text = f"PREFIX trv: <{TRV}>\nPREFIX : <{BASE}>\n"
    for paragraph, start, end in spans:
        text += f":{name.format(paragraph, start, end)} a trv:Passage ; trv:inSource :s9 ; "
        text += f"trv:paragraph {paragraph} ; trv:startChar {start} ; trv:endChar {end} .\n"
    causes = Causes()
    told = check(Corpus(build(root, {"graph/sources/s9.ttl": text})), causes)
    assert all(each.rule == "paragraph-order" and each.line for each in told)
    return [each.entity.rpartition("/")[2] for each in told], causes


def test_passages_in_order_are_left_alone(tmp_path: Path) -> None:
    """Several of one paragraph may overlap, and paragraphs may be passed over."""
    assert found(tmp_path, GOOD)[0] == []


@pytest.mark.parametrize(
    ("span", "told"),
    [
        ((3, 5, 6), ["s9-3-5-6"]),  # in the midst of paragraph 1
        ((1, 15, 16), ["s9-1-15-16"]),  # in the midst of paragraph 2
        ((9, 25, 26), ["s9-9-25-26"]),  # before paragraph 4
    ],
)
def test_the_one_that_contradicts_the_others_is_told(
    tmp_path: Path, span: tuple[int, int, int], told: list[str]
) -> None:
    """And not those that it contradicts; what is said of it elsewhere follows."""
    entities, causes = found(tmp_path, [*GOOD, span])
    assert entities == told
    assert causes.is_untyped(BASE + told[0])


def test_a_passage_whose_name_says_otherwise_is_left_to_its_shape(tmp_path: Path) -> None:
    """One slip, one finding."""
    assert found(tmp_path, [*GOOD, (3, 5, 6)], "s9-{1}-{0}-{2}")[0] == []


def test_many_that_contradict_many_are_told(tmp_path: Path) -> None:
    """Paragraphs numbered backwards: all but one of several hundred, and not for ever at it."""
    spans = [(500 - at, 10 * at, 10 * at + 5) for at in range(400)]
    assert len(found(tmp_path, spans)[0]) == 399
