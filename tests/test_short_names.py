"""Short names and short dates."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.short_names import Days, bare, initials, letters, shortened
from travaux.when import When

BASE = "https://example.org/"


def engine(**names: tuple[str, ...]) -> OxigraphEngine:
    """Things with a label and aliases."""
    store = Store()
    for name, (label, *aliases) in names.items():
        node = NamedNode(BASE + name)
        store.add(Quad(node, NamedNode(v.LABEL), Literal(label, language="en")))
        for alias in aliases:
            store.add(Quad(node, NamedNode(v.ALT_LABEL), Literal(alias, language="en")))
    return OxigraphEngine(store, {}, "the data", None)


def test_the_shortest_proper_name_wins_and_initials_where_all_are_long() -> None:
    """An alias in small letters is no name to print; no two things share a short name."""
    names = engine(
        a=("United Kingdom of the Islands", "UKI", "the crown", "crown"),
        b=("the North", "the frozen side"),
        c=("Ministry of Fisheries and Food of UKI",),
        d=("Assembly of the Union Kingdom Islands Town", "UKI"),
    )
    found = shortened([BASE + each for each in "abcd"], names)
    assert [found[BASE + each] for each in "abcd"] == ["UKI", "North", "MOFAFOUKI", "UKI2"]


@pytest.mark.parametrize(
    ("label", "short"), [("the two houses", "TH"), ("NATO council", "NATOC"), ("…", "…"), ("", "")]
)
def test_initials(label: str, short: str) -> None:
    """Words of capitals stay whole; where there are no words, what is there."""
    assert initials(label) == short


def test_letters_go_on_after_z() -> None:
    """However many packages."""
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == "A Z AA AZ BA ZZ AAA".split()
    assert len({letters(n) for n in range(1000)}) == 1000


def test_an_article_is_no_part_of_a_name() -> None:
    """Only the article as a word of its own."""
    assert (bare("the West"), bare("Theatre"), bare("the")) == ("West", "Theatre", "the")


@pytest.mark.parametrize(
    ("first", "last", "short"),
    [
        ("2021-12-23", "2021-12-23", "23 Dec"),
        ("2022-01-10", "2022-01-11", "10–11 Jan"),
        ("2021-12-01", "2022-01-02", "1 Dec–2 Jan"),
        (None, "2022-01-02", "by 2 Jan"),
        ("2021-12-23", None, "from 23 Dec"),
        (None, None, ""),
    ],
)
def test_short_dates(first: str | None, last: str | None, short: str) -> None:
    """No day is read into a date that it does not give; years where months repeat."""
    own = [When("", "2021-12-23", "2022-01-11")]
    assert Days(own)(When("", first, last)) == short
    long = Days([*own, When("", "2022-12-01", None)])(When("", first, last))
    assert (long != short) == bool(short) and len(long) >= len(short)
    assert Days(own)(When("", "2022-01-11", "2022-01-11", record="s3")) == "by 11 Jan"
