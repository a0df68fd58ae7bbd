"""The printed ledger: what fits, and what is said where nothing fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.layout import width
from travaux.ledger_table import Cells, Section, grid, key, room

WORDS = st.text(st.sampled_from("abc 界\u0301-\x1b\u202e·"), min_size=1, max_size=60)


@given(
    st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=3, max_size=3), st.integers(0, 4))),
    st.integers(30, 160),
)
def test_whatever_it_holds_it_fits_and_steers_nothing(
    rows: list[tuple[str, list[str], int]], columns: int
) -> None:
    """Wide characters, long words, controls and depth: no line is wider than the terminal."""
    cells = [Cells(head, [[each] for each in texts], depth) for head, texts, depth in rows]
    text = grid(["item", "a-b", "c", "d"], [Section("Title", cells)], columns)
    assert max(map(width, text.splitlines())) <= columns
    assert "\x1b" not in text and "\u202e" not in text


def test_cells_stand_beside_their_item_and_go_on_set_in() -> None:
    """Each entry begins on a line of its own; parts stand under their item."""
    rows = [
        Cells("the whole", [["demands s1:2", "rejects (formally) s1:3"], ["·"]]),
        Cells("the part", [["·"], ["offers s1:4"]], 1),
    ]
    text = grid(["item", "Norvik", "Suder"], [Section("", rows)], 60)
    assert text.splitlines() == [
        "item                      Norvik            Suder",
        "────────────────────────  ────────────────  ────────────────",
        "",
        "the whole                 demands s1:2      ·",
        "                          rejects",
        "                           (formally) s1:3",
        "└ the part                ·                 offers s1:4",
    ]


def test_where_no_table_fits_each_item_lists_its_cells() -> None:
    """Those without anything share a line."""
    rows = [Cells("the whole", [["·"], ["offers s1:4"], ["·"]])]
    text = grid(["item", "Norvik", "Suder", "Holm"], [Section("Items", rows)], 30)
    assert text == "Items\n\nthe whole\n  Suder: offers s1:4\n  · Norvik, Holm\n"


@pytest.mark.parametrize(
    ("columns", "actors", "own"), [(100, 13, 3), (80, 13, 2), (140, 13, 6), (100, 2, 2), (40, 9, 1)]
)
def test_as_many_actors_have_a_column_as_fit_beside_the_others(
    columns: int, actors: int, own: int
) -> None:
    """All, if all fit; else one column is kept for the rest."""
    assert room(columns, actors) == own


def test_the_key_is_set_in_columns_that_fit() -> None:
    """Marks on the left, what they mean beside them."""
    text = key([("*", "first-hand"), ("A mark", "word " * 30)], 40)
    assert text.startswith("*       first-hand\nA mark  word")
    assert max(map(len, text.splitlines())) <= 40
