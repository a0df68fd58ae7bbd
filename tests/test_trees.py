"""Trees for a terminal and for Markdown."""

from __future__ import annotations

from travaux.layout import width
from travaux.trees import Tree, as_lines, as_list

TREE = Tree(
    "root",
    ("a remark",),
    (
        Tree("one", ("noted",), (Tree("deep", ("told",)),)),
        Tree("two", (), (Tree("first"), Tree("last", ("noted",)))),
    ),
)


def test_the_lines_join_every_branch_to_what_it_hangs_on() -> None:
    """A branch with others after it leaves a line open; the last one closes it."""
    assert as_lines(TREE, 80) == [
        "root",
        "a remark",
        "├─ one",
        "│  │ noted",
        "│  └─ deep",
        "│       told",
        "└─ two",
        "   ├─ first",
        "   └─ last",
        "        noted",
    ]


def test_long_texts_are_wrapped_within_their_branch() -> None:
    """The line down to the branches below passes by the second line of a text."""
    tree = Tree("r", (), (Tree("word " * 12 + "end", ("note " * 12,), (Tree("leaf"),)),))
    lines = as_lines(tree, 40)
    assert all(width(line) <= 40 for line in lines)
    assert lines[1].startswith("└─ word")
    assert all(line.startswith("   │ ") for line in lines[2:-1])
    assert lines[-1] == "   └─ leaf"


def test_a_tree_of_any_depth_is_written() -> None:
    """How deep it is is for the data to say; Python's own limit is not met."""
    tree = Tree("0")
    for number in range(1, 1500):
        tree = Tree(str(number), (), (tree,))
    assert as_lines(tree, 80)[-1].endswith("└─ 0")
    assert len(as_list(tree)) == 1499


def test_hostile_texts_are_escaped_in_both_forms() -> None:
    """Neither the terminal nor a Markdown viewer takes a name for an order."""
    tree = Tree("a", (), (Tree("\x1b[31m<script> [x](y) | *b*\u202e", ("\x07",)),))
    line = "\n".join(as_lines(tree, 80))
    assert "\x1b" not in line
    assert "\u202e" not in line
    assert "\x07" not in line
    item = as_list(tree)[0]
    assert item == r"- \\x1b\[31m\<script> \[x](y) \| \*b\*\\u202e · \\x07"


def test_the_list_is_indented_by_two_for_each_level() -> None:
    """Its own line is left to the caller, who makes a heading of it."""
    assert as_list(TREE) == [
        "- one · noted",
        "  - deep · told",
        "- two",
        "  - first",
        "  - last · noted",
    ]
