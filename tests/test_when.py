"""Uncertain dates: their words, their place in a row, and what they are certain of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.dates import days
from travaux.errors import BadParameter
from travaux.vocabulary import DERIVED, INFERRED, NOT_PRINTED, PRINTED
from travaux.when import CERTAIN, POSSIBLE, Span, When, order, place, span, told, within


def when(date: str, basis: str = PRINTED, record: str = "") -> When:
    """A date with the days that it may mean."""
    return When(date, *days(date), basis, record)


@pytest.mark.parametrize(
    ("date", "basis", "words"),
    [
        ("2031-05-03", PRINTED, "2031-05-03"),
        ("2031-05-03", INFERRED, "2031-05-03 (inferred)"),
        ("2031-05-03", DERIVED, "2031-05-03 (derived)"),
        ("2031-05", PRINTED, "2031-05, day not given"),
        ("2031", INFERRED, "2031, day not given"),
        ("2031-21", PRINTED, "spring 2031, day not given"),
        ("2031-05-03/..", INFERRED, "2031-05-03 or later"),
        ("../2031-05", INFERRED, "2031-05 or earlier"),
        ("2031-05/2031-06-02", PRINTED, "between 2031-05 and 2031-06-02"),
        ("2031-05-03?", PRINTED, "perhaps 2031-05-03"),
        ("2031-05~", PRINTED, "about 2031-05, day not given"),
        ("2031-05%/2031-07", PRINTED, "between perhaps about 2031-05 and 2031-07"),
        ("2031-05-03/..", NOT_PRINTED, "2031-05-03 or later (date not printed)"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(date: str, basis: str, words: str) -> None:
    """A bare day stands only where a text gives the day."""
    assert told(when(date, basis)) == words


def test_the_date_of_an_article_is_not_told_as_the_day_of_the_words_in_it() -> None:
    """Words known only from an article were on record with it, and perhaps spoken earlier."""
    assert told(when("2031-05-12/..", NOT_PRINTED, "a2")) == (
        "on record in a2 (2031-05-12 or later), day not given"
    )
    assert told(when("2031-05-12", PRINTED, "a1")) == "on record in a1 (2031-05-12), day not given"


@pytest.mark.parametrize(
    ("date", "day_before", "first", "between", "last", "day_after"),
    [
        ("2031-05-03", None, CERTAIN, CERTAIN, CERTAIN, CERTAIN),
        ("2031-05-03/2031-05-07", None, POSSIBLE, POSSIBLE, CERTAIN, CERTAIN),
        ("2031-05-03/..", None, POSSIBLE, POSSIBLE, POSSIBLE, POSSIBLE),
        ("../2031-05-07", POSSIBLE, POSSIBLE, POSSIBLE, CERTAIN, CERTAIN),
    ],
)
def test_a_date_is_possible_from_its_earliest_day_and_certain_from_its_latest(
    date: str,
    day_before: str | None,
    first: str,
    between: str,
    last: str,
    day_after: str,
) -> None:
    """2, 3, 5, 7 and 8 May: before, on the earliest, between, on the latest, after."""
    by = [f"2031-05-0{n}" for n in (2, 3, 5, 7, 8)]
    found = [within(when(date), span(None, None, day)) for day in by]
    assert found == [day_before, first, between, last, day_after]


@pytest.mark.parametrize(
    ("date", "start", "end", "expected"),
    [
        ("2031-05-03", "2031-05-03", "2031-05-03", CERTAIN),
        ("2031-05-03", "2031-05-04", None, None),
        ("2031-05-03", None, "2031-05-02", None),
        ("2031-05", "2031-05-31", None, POSSIBLE),
        ("2031-05", "2031-06", None, None),
        ("2031-05", "2031-05", "2031-05", CERTAIN),
        ("2031-05", "2031", "2031", CERTAIN),
        ("2031-05-03/..", "2031-05-03", None, CERTAIN),
        ("2031-05-03/..", "2031-05-04", None, POSSIBLE),
        ("2031-05-03/..", "2031-05-03", "2040", POSSIBLE),
        ("../2031-05-03", "2031-05-04", None, None),
        ("../2031-05-03", "2031-05-03", None, POSSIBLE),
        ("../2031-05-03", None, "2031-05-03", CERTAIN),
    ],
)
def test_a_range_holds_what_may_lie_in_it(
    date: str, start: str | None, end: str | None, expected: str | None
) -> None:
    """What can overlap is there; what need not lie inside is marked so."""
    assert within(when(date), span(start, end, None)) == expected


def test_a_date_without_known_days_is_possible_at_any_time() -> None:
    """Nothing is left out for want of days; and nothing is certain of it."""
    assert within(When("?", None, None), Span("2031-05-03", "2031-05-04")) == POSSIBLE


def test_months_and_years_count_whole() -> None:
    """--from takes their first day, --to and --as-of their last; the nearer end counts."""
    assert span("2031-02", "2032", None) == Span("2031-02-01", "2032-12-31")
    assert span("2031", "2032", "2032-02") == Span("2031-01-01", "2032-02-29")
    assert span(None, None, None) == Span()


@pytest.mark.parametrize(
    ("start", "end", "as_of", "where"),
    [
        ("2031-05-04", "2031-05-03", None, "--from, --to"),
        ("2031-06", None, "2031-05", "--from, --as-of"),
        ("tomorrow", None, None, "--from"),
        (None, "", None, "--to"),
        (None, "2031-02-29", None, "--to"),
        (None, None, "2031-13", "--as-of"),
        (None, None, "2031-05-03/..", "--as-of"),
        (None, None, "2031-05-03\n", "--as-of"),
        ("٢٠٣١", None, None, "--from"),
    ],
)
def test_what_is_no_period_is_refused_with_the_option_that_has_it(
    start: str | None, end: str | None, as_of: str | None, where: str
) -> None:
    """A range that nothing can lie in is an error, not an empty answer."""
    with pytest.raises(BadParameter) as caught:
        span(start, end, as_of)
    assert caught.value.where == where
    assert caught.value.hint


def test_a_range_of_one_day_is_not_empty() -> None:
    """--from and --to may be the same day, or a month and a day of it."""
    assert span("2031-05-03", "2031-05-03", None) == Span("2031-05-03", "2031-05-03")
    assert span("2031-05", "2031-05-01", None) == Span("2031-05-01", "2031-05-01")


def test_a_date_stands_where_it_is_certain_and_after_what_is_exact() -> None:
    """The narrower before the wider; open ends and the article's own date after them all."""
    expected = [
        when("2031-04-30"),
        when("2031-05-31"),
        when("2031-05-31", INFERRED),
        when("2031-05-30/2031-05-31"),
        when("2031-05"),
        when("../2031-05-31"),
        when("2031-05-31/.."),
        when("2031-05-31/..", NOT_PRINTED, "a2"),
        when("2031-06-01"),
        When("?", None, None),
    ]
    turned = expected[::-1]
    assert sorted(turned, key=place) == expected


def test_days_of_any_year_are_in_order() -> None:
    """Years before 0 and after 9999 are numbers, not texts."""
    found = ["-0044-03-15", "-0043-01-01", "0001-01-01", "2031-05-03", "12031-01-01"]
    turned = found[::-1]
    assert sorted(turned, key=order) == found


dates = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}")
months = dates.map(lambda day: day[:7])
intervals = st.tuples(dates, dates).map(lambda pair: "/".join(sorted(pair)))
opens = dates.flatmap(lambda day: st.sampled_from([f"{day}/..", f"../{day}"]))
whens = (dates | months | intervals | opens).map(when)


@given(whens, dates, dates)
def test_what_is_certain_by_a_day_stays_certain(date: When, one: str, other: str) -> None:
    """As-of only grows: unknown, possible, certain."""
    rank = [None, POSSIBLE, CERTAIN].index
    by = [within(date, span(None, None, day)) for day in sorted((one, other))]
    assert rank(by[0]) <= rank(by[1])


@given(whens, dates, dates)
def test_what_is_left_out_of_a_range_lies_wholly_on_one_side(
    date: When, one: str, other: str
) -> None:
    """Nothing falls between: before, in the range, or after."""
    first, last = sorted((one, other))
    inside = within(date, span(first, last, None))
    is_over = date.latest is not None and date.latest < first
    is_to_come = date.earliest is not None and date.earliest > last
    assert (inside is None) == (is_over or is_to_come)


@given(whens)
def test_a_bare_day_is_told_only_of_a_day(date: When) -> None:
    """Whoever reads day, month and year alone may rely on it."""
    bare = told(date) == (date.earliest or date.latest)
    assert bare == (date.date == date.earliest == date.latest)
