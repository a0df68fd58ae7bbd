"""Short names for narrow columns, computed from names that are there, and short dates.

Nothing is abbreviated by a list: a short name is the shortest alias or, where all are long, the
initials of the label. Who prints them prints what they stand for, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from travaux import layout
from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.when import When

LONGEST = 20
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ARTICLES = ("the ", "The ")


def shortened(
    nodes: Iterable[str], engine: OxigraphEngine, longest: int = LONGEST
) -> dict[str, str]:
    """A name of about `longest` columns at most for each node, no two alike."""
    shown = Labels(engine)
    found: dict[str, str] = {}
    for iri in nodes:
        label = bare(shown(NamedNode(iri)))
        names = [each for each in (label, *_aliases(iri, engine)) if layout.width(each) <= longest]
        short = min(names, key=lambda one: (layout.width(one), one), default=initials(label))
        taken, number = short, 2
        while taken in found.values():
            taken, number = f"{short}{number}", number + 1
        found[iri] = taken
    return found


def _aliases(iri: str, engine: OxigraphEngine) -> list[str]:
    """The other names in the language shown, if proper ones: they begin with a capital."""
    quads = engine.quads(NamedNode(iri), NamedNode(v.ALT_LABEL))
    aliases = [quad.object for quad in quads if isinstance(quad.object, Literal)]
    names = [bare(each.value) for each in aliases if each.language == engine.languages[0]]
    return [each for each in names if each[:1] != each[:1].lower()]


def bare(name: str) -> str:
    """A name without its article."""
    return name[4:] if name.startswith(_ARTICLES) else name


def initials(label: str) -> str:
    """The first letters of the words; a word that is all capitals stays whole."""
    words = [word.strip("()[],.'’\"") for word in bare(label).replace("-", " ").split()]
    letters = [w if len(w) > 1 and w.isupper() else w[:1].upper() for w in words if w]
    return "".join(letters)[:LONGEST] or label[:LONGEST]


def letters(number: int) -> str:
    """A, B ... Z, AA, AB ...: the mark of the package of that number, from 0."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


class Days:
    """Dates in few columns; the year is told only where a month alone would be ambiguous."""

    def __init__(self, whens: Sequence[When]) -> None:
        ends = {end[:7] for when in whens for end in (when.earliest, when.latest) if end}
        self.years = len({each[5:] for each in ends}) < len(ends)

    def __call__(self, when: When) -> str:
        """`23 Dec`, `10–11 Jan`, `from 13 Jan`, `by 2 Feb`; empty where nothing is known."""
        early, late = when.earliest or "", when.latest or ""
        if not early or not late:
            both = early or late
            return f"{'from' if early else 'by'} {self._day(both)}" if both else ""
        if early == late:
            return f"by {self._day(late)}" if when.record else self._day(late)
        if early[:7] == late[:7]:
            return f"{int(early[8:10])}–{self._day(late)}"
        return f"{self._day(early)}–{self._day(late)}"

    def _day(self, day: str) -> str:
        year, month, number = day[:10].rsplit("-", 2)
        words = f"{int(number)} {_MONTHS[int(month) - 1]}"
        return f"{words} {year}" if self.years else words
