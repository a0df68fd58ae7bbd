"""Where the lines of a ledger stand."""

from __future__ import annotations

from travaux import vocabulary as v
from travaux.ledger_rows import Ledger, Topic
from travaux.ledger_tree import lines

ITEM = frozenset({v.PROPOSAL_ITEM})


def placed(*topics: Topic, wanted: str = "") -> list[tuple[str, int, str, tuple[str, ...]]]:
    ledger = Ledger((), {each.iri: each for each in topics})
    found = lines(ledger, wanted or ledger.topics, lambda iri: iri)
    return [(each.topic.iri, each.depth, each.under, each.packages) for each in found]


def test_items_stand_under_their_item_else_in_their_only_package() -> None:
    """An item of two packages stands on its own and names both."""
    assert placed(
        Topic("p", ITEM),
        Topic("q", ITEM),
        Topic("a", ITEM, packages=("p",)),
        Topic("b", ITEM, packages=("p", "q")),
        Topic("c", ITEM, broader=("a",), packages=("q",)),
    ) == [
        ("b", 0, "", ("p", "q")),
        ("p", 0, "", ()),
        ("a", 1, "p", ()),
        ("c", 2, "a", ("q",)),
        ("q", 0, "", ()),
    ]


def test_what_is_not_wanted_is_no_parent_but_stays_named() -> None:
    """A part whose whole is left out stands at the top."""
    parts = Topic("p", ITEM), Topic("a", ITEM, packages=("p",))
    assert placed(*parts, wanted="a") == [("a", 0, "", ("p",))]


def test_circles_are_cut_and_lose_no_line() -> None:
    """Every wanted topic has one line, whatever the files say stands under what."""
    for size in range(1, 5):
        names = "abcd"[:size]
        ring = [Topic(n, ITEM, broader=(names[i - 1],)) for i, n in enumerate(names)]
        assert sorted(each[0] for each in placed(*ring)) == list(names)
