"""Things and files that differ, each with a sentence that tells how."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, Triple

NEW, CHANGED, REMOVED, MOVED = "new", "changed", "removed", "moved"
MARKS = {NEW: "+", CHANGED: "~", REMOVED: "-", MOVED: ">"}
EQUAL = "No difference."
Node = NamedNode | BlankNode


class Detail(NamedTuple):
    """One property of a record that is changed: its values in words."""

    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        old, new = ", ".join(self.before), ", ".join(self.after)
        if old and new:
            return f"{self.property} from {old} to {new}"
        return f"{self.property} {new} added" if new else f"{self.property} {old} removed"


class Item(NamedTuple):
    """One thing that is new, changed, removed or moved (`to` another file), in words.

    `parts` are the passages and steps that came or went with it.
    """

    how: str
    node: Node
    name: str
    kind: str
    text: str
    cite: str
    details: tuple[Detail, ...] = ()
    to: str = ""
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """A sentence; its evidence stands at the end."""
        text = f"{self.how} {self.kind}: {self.text}"
        text = f"{text.rstrip('.')} ({self.cite})" if self.cite else text
        text += f", to {self.to}" if self.to else ""
        return f"{text} — {'; '.join(map(str, self.details))}" if self.details else text


class FileDifference(NamedTuple):
    """A file that is new, changed, removed, or moved (`to` another path, as it was)."""

    path: str
    how: str
    to: str = ""
    items: tuple[Item, ...] = ()
    added: frozenset[Triple] = frozenset()
    removed: frozenset[Triple] = frozenset()

    def __str__(self) -> str:
        if self.how == MOVED:
            return f"{self.path} is now {self.to}, with the same content"
        return self.path if self.how == CHANGED else f"{self.path} ({self.how} file)"
