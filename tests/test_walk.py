"""Rules on walks."""

from __future__ import annotations

from travaux.walk import reached

AHEAD = {"a": ["b", "c"], "b": ["d"], "d": ["a"], "x": ["a"]}


def test_a_walk_takes_the_start_and_all_that_follows_and_ends_in_a_circle() -> None:
    """Each thing once; what only leads here is not reached."""
    assert reached("a", lambda each: AHEAD.get(each, [])) == {"a", "b", "c", "d"}
    assert reached("c", lambda each: AHEAD.get(each, [])) == {"c"}
