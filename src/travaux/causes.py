"""What is already found wrong, so that a shape does not tell the same slip a second time."""

from __future__ import annotations

from collections.abc import Iterable


class Causes:
    """Slips by the triple they stand in; subjects, predicates and values as IRIs or texts.

    That a property has too many values is never the consequence of a slip in one of them, and a
    finding on another value or another property of the same thing is not either.
    """

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], set[str]] = {}
        self._misspelt: set[tuple[str, str]] = set()
        self._whole: set[tuple[str, str]] = set()
        self._untyped: set[str] = set()
        self._unclear: set[str] = set()

    def value(self, subject: str, predicate: str, value: str) -> None:
        """The value of this triple is wrong: undeclared, undescribed, unreadable."""
        self._values.setdefault((subject, predicate), set()).add(value)

    def misspelt(self, subject: str, meant: str) -> None:
        """A property that the subject seems to lack stands there, misspelt."""
        self._misspelt.add((subject, meant))

    def whole(self, subject: str, predicate: str) -> None:
        """Everything about this property of the subject is told or follows from what is told."""
        self._whole.add((subject, predicate))

    def untyped(self, subject: str) -> None:
        """Nothing knows what the subject is, or whose: its type or its article is in doubt."""
        self._untyped.add(subject)

    def unclear(self, subject: str) -> None:
        """The subject is two things at once, so that every rule on it may be out of place."""
        self._unclear.add(subject)

    def is_untyped(self, subject: str) -> bool:
        """Whether it is told that nothing knows what the subject is, or whose."""
        return subject in self._untyped

    def misplaced(self, subject: str, predicates: Iterable[str]) -> bool:
        """Whether it is told of each of these properties that the subject may not have it."""
        return all((subject, each) in self._whole for each in predicates)

    def explain(self, focus: str, predicate: str, value: str, component: str) -> bool:
        """Whether a shape's result is the consequence of a slip that is told.

        ``predicate`` is the first step of the result's path, empty for the thing as a whole;
        ``component`` is the local name of the constraint component.
        """
        at = (focus, predicate)
        if at in self._whole or value in self._untyped:
            return True
        if not self._unclear.isdisjoint((focus, value)):
            return True
        if not predicate:
            return focus in self._untyped
        if component.startswith("MinCount") and at in self._misspelt:
            return True
        wrong = self._values.get(at, set())
        if value:
            return value in wrong
        return bool(wrong) and not component.startswith("MaxCount")
