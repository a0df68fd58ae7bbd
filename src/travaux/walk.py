"""Walks along relations: what is reached from a start, however far."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def reached(start: T, ahead: Callable[[T], Iterable[T]]) -> set[T]:
    """The start and all that `ahead` leads to from it, step by step; circles do no harm."""
    found, waiting = {start}, [start]
    while waiting:
        more = set(ahead(waiting.pop())) - found
        found |= more
        waiting += more
    return found
