"""Causes: a result follows from a slip that is told, or it is told itself."""

from __future__ import annotations

import pytest

from travaux.causes import Causes

X, P, Q = "https://e/x", "https://e/p", "https://e/q"


@pytest.fixture
def causes() -> Causes:
    found = Causes()
    found.value(X, P, "wrong")
    found.misspelt(X, Q)
    found.whole("https://e/w", P)
    found.untyped("https://e/u")
    return found


@pytest.mark.parametrize(
    ("result", "follows"),
    [
        ((X, P, "wrong", "NodeConstraintComponent"), True),
        ((X, P, "right", "NodeConstraintComponent"), False),
        ((X, P, "", "MinCountConstraintComponent"), True),  # of the path's second step
        ((X, P, "", "MaxCountConstraintComponent"), False),
        ((X, "", "", "XoneConstraintComponent"), False),
        ((X, Q, "", "MinCountConstraintComponent"), True),
        ((X, Q, "wrong", "ClassConstraintComponent"), False),
        (("https://e/y", P, "wrong", "NodeConstraintComponent"), False),
        (("https://e/w", P, "", "MaxCountConstraintComponent"), True),
        (("https://e/w", Q, "", "MinCountConstraintComponent"), False),
        (("https://e/u", "", "https://e/u", "XoneConstraintComponent"), True),
        (("https://e/u", P, "", "MinCountConstraintComponent"), False),
        ((X, Q, "https://e/u", "ClassConstraintComponent"), True),
    ],
)
def test_only_what_a_slip_explains_is_left_out(
    causes: Causes, result: tuple[str, str, str, str], follows: bool
) -> None:
    """The same thing, the same property, the same value; what is missing, or has no known type."""
    assert causes.explain(*result) is follows


def test_of_what_is_two_things_at_once_nothing_more_is_told(causes: Causes) -> None:
    """Nor of what leads to it."""
    causes.unclear("https://e/d")
    assert causes.explain("https://e/d", P, "", "MinCountConstraintComponent")
    assert causes.explain(X, Q, "https://e/d", "ClassConstraintComponent")


def test_a_property_is_misplaced_if_all_that_is_asked_about_is(causes: Causes) -> None:
    """One that is in its place keeps the rule."""
    assert causes.misplaced("https://e/w", [P])
    assert not causes.misplaced("https://e/w", [P, Q])
    assert not causes.misplaced(X, [P])
    assert causes.is_untyped("https://e/u") and not causes.is_untyped(X)
