"""Dates: an EDTF date gives the days it may mean, and nothing that it does not say."""

from __future__ import annotations

import calendar
import datetime
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.dates import BadDate, Days, days, outer

DAY = r"-?\d{4,}-\d\d-\d\d"


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        ("2021-12-15", "2021-12-15", "2021-12-15"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2021-12-15T10:00:00Z", "2021-12-15", "2021-12-15"),
        ("2021-12-15/2022-01", "2021-12-15", "2022-01-31"),
        ("2021-12-15/2021-12-15", "2021-12-15", "2021-12-15"),
        ("2021-12-17/..", "2021-12-17", None),
        ("../2021-12-17", None, "2021-12-17"),
        ("2021-12-17/", "2021-12-17", None),
        ("/2021-12-17", None, "2021-12-17"),
        ("2021-12?", "2021-12-01", "2021-12-31"),
        ("2021-12-15~", "2021-12-15", "2021-12-15"),
        ("2021%", "2021-01-01", "2021-12-31"),
        ("2021-12-15~/2022-01?", "2021-12-15", "2022-01-31"),
        ("2021-12-XX", "2021-12-01", "2021-12-31"),
        ("2021-02-XX", "2021-02-01", "2021-02-28"),
        ("2021-XX", "2021-01-01", "2021-12-31"),
        ("2021-XX-XX", "2021-01-01", "2021-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2021-12-XX/2022-01-XX", "2021-12-01", "2022-01-31"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2021-23", "2021-09-01", "2021-11-30"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2023-24~", "2023-12-01", "2024-02-29"),
        ("-0044-03", "-0044-03-01", "-0044-03-31"),
        ("-0001-XX", "-0001-01-01", "-0001-12-31"),
        ("0000-02", "0000-02-01", "0000-02-29"),
        ("Y17000000002", "17000000002-01-01", "17000000002-12-31"),
    ],
)
def test_a_date_gives_its_first_and_last_possible_day(
    date: str, earliest: str | None, latest: str | None
) -> None:
    """Open and unknown ends have no day; a doubtful date has the days it prints."""
    assert days(date) == (earliest, latest)


@pytest.mark.parametrize(
    "date",
    [
        "",
        " ",
        "/",
        "../..",
        "unknown",
        "yesterday",
        "15.12.2021",
        "2021-13",
        "2021-00",
        "2021-02-30",
        "2021-02-29",
        "1900-02-29",
        "2021-12-15 ",
        "2021-12-15\n",
        "2021-12-15T25:00:00",
        "2022/2021",
        "2021-12-16/2021-12-15",
        "2021/2022/2023",
        "2021-12-15/open",
        "Y2021",
        "２０２１",
        "2021-41",
        "2021-1X",
        "XXXX-12",
        "2021-12-~15",
        "{2021-12-15,2021-12-16}",
        "[2021-12-15,2021-12-16]",
    ],
)
def test_what_is_not_edtf_of_level_0_or_1_is_refused(date: str) -> None:
    """A guess would be a false date; level 2 is not used here."""
    with pytest.raises(BadDate):
        days(date)


@given(st.dates())
def test_a_day_is_its_own_earliest_and_latest_day(day: datetime.date) -> None:
    """Held to the calendar of the standard library."""
    assert days(day.isoformat()) == (day.isoformat(), day.isoformat())


@given(st.dates(), st.dates())
def test_an_interval_runs_from_the_first_day_to_the_last(
    first: datetime.date, last: datetime.date
) -> None:
    """An interval that ends before it begins is refused."""
    date = f"{first}/{last}"
    if first > last:
        with pytest.raises(BadDate):
            days(date)
    else:
        assert days(date) == (first.isoformat(), last.isoformat())


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_ends_on_the_day_before_the_next(year: int, month: int) -> None:
    """Leap years included."""
    earliest, latest = days(f"{year:04}-{month:02}")
    assert earliest == f"{year:04}-{month:02}-01"
    assert latest is not None
    following = datetime.date.fromisoformat(latest).toordinal() + 1
    if (year, month) != (9999, 12):
        assert datetime.date.fromordinal(following).day == 1


@given(
    st.integers(0, 9999).map(lambda year: f"{year:04}"),
    st.sampled_from(["", *(f"-{month:02}" for month in range(14))]),
    st.sampled_from(["", *(f"-{day:02}" for day in range(33))]),
)
def test_a_plain_date_has_the_days_that_the_library_gives_it(
    year: str, month: str, day: str
) -> None:
    """The quick way for years, months and days is held to the slow one."""
    import edtf

    date = year + month + (day if month else "")
    try:
        parsed = edtf.parse_edtf(date)
        ends = [getattr(parsed, end)() for end in ("lower_strict", "upper_strict")]
        wanted = tuple(f"{end[0]:04}-{end[1]:02}-{end[2]:02}" for end in ends)
    except (edtf.EDTFParseException, ValueError):
        wanted = None
    if wanted and not (date.endswith("-02-29") and date[:4] not in _leap_years()):
        assert days(date) == wanted
    else:
        with pytest.raises(BadDate):
            days(date)


def _leap_years() -> set[str]:
    leap = (year for year in range(1, 10000) if calendar.isleap(year))
    return {"0000", *(f"{year:04}" for year in leap)}


def test_dates_together_run_from_the_first_day_to_the_last_and_stay_open() -> None:
    """An end that is open for one of them is open for all."""
    assert outer([days("2021"), days("2020-02")]) == ("2020-02-01", "2021-12-31")
    assert outer([days("2021"), days("2021-03/..")]) == Days("2021-01-01", None)


def test_a_plain_date_needs_no_library() -> None:
    """It would double the time of `travaux validate`."""
    script = "import sys; from travaux.dates import days; days('2021-12/..'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert b"travaux.dates" in done.stdout.split() and b"edtf" not in done.stdout.split()


@given(st.text(alphabet="0123456789-/.X?~%T:Z[]{},Y", max_size=24))
def test_any_text_gives_days_in_order_or_a_clear_error(text: str) -> None:
    """No other exception of the library comes through, and no padded or swapped day."""
    try:
        earliest, latest = days(text)
    except BadDate:
        return
    for day in (earliest, latest):
        assert day is None or re.fullmatch(DAY, day)
    assert earliest or latest
