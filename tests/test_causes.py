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
