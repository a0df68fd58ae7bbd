"""An edge of the graph that is drawn, as a sentence."""

from __future__ import annotations

from travaux import vocabulary as v
from travaux.view.records import Labels
from travaux.view.relations import IS_PARTY, STANCES

_STANCE = "{one} takes a stance on {other}: {word}"
_OFFICE = "{one} holds the office “{word}” in {other}"


#: Families whose names are phrases, and stand in quotation marks.
_PHRASES = ("item", "issue")


def quoted(name: str, family: str) -> str:
    """The name of a thing as it stands in a sentence; `family` is a key of FAMILIES."""
    return f"“{name}”" if family in _PHRASES else name


class Sentences:
    """Sentences on edges, by the kind of line that they are drawn in and by their word."""

    def __init__(self, labels: Labels) -> None:
        self._forms = {
            labels(v.PRESENT): "{one} was present at {other}",
            labels.worded(IS_PARTY.word, v.PARTY): "{one} was party to {other}",
            labels(v.ABSENT): "{one} was absent from {other}",
            labels(v.RECIPIENT): "{one} had {other} as recipient",
            labels(v.STATED_IN): "{one} has a statement in {other}",
            "": "{one} {word} {other}",
        }
        self._lines = {"serves": _OFFICE, **dict.fromkeys(STANCES.values(), _STANCE)}

    def __call__(self, one: str, word: str, other: str, line: str) -> str:
        """The sentence on an edge from one thing to another, both by name."""
        if line in self._lines:
            return self._lines[line].format(one=one, word=word, other=other)
        verb, bracket, detail = word.partition(" (")
        form = self._forms.get(verb, self._forms[""])
        return form.format(one=one, word=verb, other=other) + bracket + detail
