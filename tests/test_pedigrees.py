"""Trees of attribution."""

from __future__ import annotations

from travaux.pedigrees import weak_trees
from travaux.trees import Tree
from travaux.weak import ANONYMOUS, LEAK, Weak


def test_weak_records_stand_by_ground_and_reason() -> None:
    """Each ground once, in the order of the grounds; what is to be added hangs on its record."""
    rows = [
        Weak(LEAK, "A rejects", "Told.", "passed on by B", "", "s1:2", "x:1"),
        Weak(ANONYMOUS, "account", "One.", "a voice", "told otherwise too: s2:1", "s1:3", "x:2"),
        Weak(ANONYMOUS, "account", "Two.", "another", "", "s1:4", "x:3"),
        Weak(ANONYMOUS, "account", "Three.", "a voice", "", "s1:5", "x:4"),
    ]
    assert weak_trees(rows) == [
        Tree(
            f"What rests on {ANONYMOUS} (3)",
            (),
            (
                Tree(
                    "a voice (2)",
                    (),
                    (
                        Tree("s1:3 account: One.", ("told otherwise too: s2:1",)),
                        Tree("s1:5 account: Three."),
                    ),
                ),
                Tree("another (1)", (), (Tree("s1:4 account: Two."),)),
            ),
        ),
        Tree(
            f"What rests on {LEAK} (1)",
            (),
            (Tree("passed on by B (1)", (), (Tree("s1:2 A rejects: Told."),)),),
        ),
    ]
    assert weak_trees([]) == []
