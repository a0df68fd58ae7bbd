"""Agreement of codings: F1 and kappa against sums done by hand and against scikit-learn."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.codings import Unit
from travaux.reliability import (
    ONLY_FIRST,
    ONLY_SECOND,
    WHOLE,
    Kappa,
    Overlap,
    differences,
    kappa,
    matched,
    overlap,
)


def unit(
    about: str = "quota",
    *,
    paragraph: int = 1,
    kind: str = "Position",
    who: str = "Norvik",
    attitude: str = "demands",
    modality: str = "asserted",
) -> Unit:
    return Unit("t0", paragraph, kind, who, about, attitude, modality)


UNITS = st.builds(
    unit,
    st.sampled_from(["quota", "fines", ""]),
    paragraph=st.integers(1, 3),
    kind=st.sampled_from(["Position", "Statement"]),
    who=st.sampled_from(["Norvik", "the League"]),
    attitude=st.sampled_from(["demands", "rejects"]),
    modality=st.sampled_from(["asserted", "possible", ""]),
)
SHEETS = st.lists(UNITS, max_size=12)


def test_f1_is_twice_what_both_have_over_what_each_has() -> None:
    """Three units against two, two of them equal: 2 * 2 / (3 + 2)."""
    told = overlap([unit("a"), unit("b"), unit("c")], [unit("a"), unit("b")], WHOLE)
    assert told == Overlap(3, 2, 2)
    assert told.f1 == 0.8


def test_a_unit_that_stands_twice_is_matched_at_most_as_often_as_the_other_sheet_has_it() -> None:
    """Else a sheet could gain by repeating one row."""
    assert overlap([unit()] * 3, [unit()], WHOLE) == Overlap(3, 1, 1)
    assert overlap([unit()] * 3, [unit()] * 2, WHOLE) == Overlap(3, 2, 2)


def test_how_a_unit_is_put_and_how_it_is_written_do_not_part_units() -> None:
    """Attitude and modality are what kappa is of; letters of another case are the same name."""
    other = unit("QUOTA", attitude="rejects", modality="possible", who="NORVIK")
    assert overlap([unit()], [other], WHOLE).both == 1


def test_without_units_there_is_no_figure() -> None:
    """Nothing over nothing is neither 0 nor 1."""
    assert overlap([], [], WHOLE).f1 is None
    assert overlap([], [unit()], WHOLE).f1 == 0.0
    assert kappa([], "attitude") == Kappa(0, 0, None)
    assert kappa([], "attitude").observed is None


def test_kappa_of_a_table_known_from_the_textbooks() -> None:
    """20 and 15 alike, 5 and 10 not: observed 0.7, by chance 0.5, so 0.4."""
    counts = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    pairs = [(unit(attitude=a), unit(attitude=b)) for (a, b), n in counts.items() for _ in range(n)]
    told = kappa(pairs, "attitude")
    assert (told.n, told.equal, told.observed) == (50, 35, 0.7)
    assert told.kappa == pytest.approx(0.4)


def test_kappa_says_nothing_where_all_is_put_alike() -> None:
    """Chance alone would agree wholly: the fraction is nothing over nothing, as in scikit-learn."""
    assert kappa([(unit(), unit())] * 4, "attitude") == Kappa(4, 4, None)


def test_units_that_have_no_value_in_either_sheet_are_not_compared() -> None:
    """An account has no attitude; that both have none is no agreement on one."""
    none = unit(attitude="")
    told = kappa([(none, none), (unit(), none), (unit(), unit())], "attitude")
    assert (told.n, told.equal) == (2, 1)


@pytest.mark.slow
@given(st.lists(st.tuples(UNITS, UNITS), min_size=1, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs: Sequence[tuple[Unit, Unit]]) -> None:
    """For any values, those that one coder alone uses too; where it gives none, so do we."""
    from sklearn.metrics import cohen_kappa_score

    compared = [(a.modality, b.modality) for a, b in pairs if a.modality or b.modality]
    ours = kappa(pairs, "modality").kappa
    if not compared or len({each for pair in compared for each in pair}) == 1:
        assert ours is None
    else:
        theirs = cohen_kappa_score(*zip(*compared, strict=True))
        assert ours == pytest.approx(theirs, abs=1e-12)


@given(SHEETS, SHEETS)
def test_f1_is_that_of_scikit_learn(first: list[Unit], second: list[Unit]) -> None:
    """Every unit that either has as often as either has it: is it in the first, in the second?"""
    from sklearn.metrics import f1_score

    told = overlap(first, second, WHOLE)
    in_both = [(1, 1)] * told.both
    alone = [(1, 0)] * (told.first - told.both) + [(0, 1)] * (told.second - told.both)
    if in_both or alone:
        truth, guess = zip(*in_both, *alone, strict=True)
        assert told.f1 == pytest.approx(f1_score(truth, guess, zero_division=0.0))


@given(SHEETS, SHEETS)
def test_neither_sheet_is_the_measure_of_the_other(first: list[Unit], second: list[Unit]) -> None:
    """Exchanging the sheets exchanges the counts and leaves every figure as it was."""
    one, other = overlap(first, second, WHOLE), overlap(second, first, WHOLE)
    assert (one.first, one.second, one.both) == (other.second, other.first, other.both)
    pairs, back = matched(first, second), matched(second, first)
    assert len(pairs) == len(back) == one.both
    assert kappa(pairs, "attitude").equal == kappa(back, "attitude").equal


@given(SHEETS)
def test_a_coding_agrees_wholly_with_itself(sheet: list[Unit]) -> None:
    """In whatever order its rows stand."""
    shuffled = random.Random(0).sample(sheet, len(sheet))
    assert differences(sheet, shuffled) == []
    assert overlap(sheet, shuffled, WHOLE).f1 == (1.0 if sheet else None)


def test_of_equal_units_those_put_alike_are_compared() -> None:
    """Two attitudes of one holder to one matter, told in another order, are no disagreement."""
    two = [unit(attitude="demands"), unit(attitude="insists")]
    assert differences(two, two[::-1]) == []


def test_a_unit_coded_otherwise_is_told_with_what_differs() -> None:
    """The nearest unit of the paragraph is its counterpart; the paragraph itself may differ."""
    first = [unit("a"), unit("b", paragraph=2), unit("c", paragraph=3), unit("d", paragraph=4)]
    second = [
        unit("a", attitude="rejects"),
        unit("other", paragraph=2),
        unit("c", paragraph=3, kind="Statement"),
        unit("d", paragraph=5),
    ]
    told = [(each.what, each.first, each.second) for each in differences(first, second)]
    assert told == [
        ("attitude", first[0], second[0]),
        ("about", first[1], second[1]),
        ("kind", first[2], second[2]),
        ("paragraph", first[3], second[3]),
    ]


@given(SHEETS, SHEETS)
def test_every_unit_is_in_one_difference_or_matched_and_put_alike(
    first: list[Unit], second: list[Unit]
) -> None:
    """Nothing is lost or told twice, so that all of them can be decided one after the other."""
    told = differences(first, second)
    alike = sum(
        (a.attitude, a.modality) == (b.attitude, b.modality) for a, b in matched(first, second)
    )
    assert sum(each.first is not None for each in told) + alike == len(first)
    assert sum(each.second is not None for each in told) + alike == len(second)
    assert all(each.second is None for each in told if each.what == ONLY_FIRST)
    assert all(each.first is None for each in told if each.what == ONLY_SECOND)
