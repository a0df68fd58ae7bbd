"""How far two codings of the same texts agree: F1 over units, Cohen's kappa over what they share.

A unit is matched with an equal one of the other sheet, each at most once. F1 is the harmonic mean
of precision and recall, which takes neither sheet for the truth (van Rijsbergen 1979, chapter 7;
for units that are found rather than given: Hripcsak and Rothschild 2005). Kappa corrects the
agreement on how a matched unit is put for what chance would give (Cohen 1960).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from travaux.codings import Unit

#: What of a unit must be equal for a match, from the whole unit down to its paragraph.
LEVELS = {
    "unit": ("source", "paragraph", "kind", "who", "about"),
    "unit, whatever it is about": ("source", "paragraph", "kind", "who"),
    "unit, of whatever kind": ("source", "paragraph", "who", "about"),
    "unit, whoever holds or speaks": ("source", "paragraph", "kind", "about"),
    "paragraph and kind": ("source", "paragraph", "kind"),
    "paragraph": ("source", "paragraph"),
}
WHOLE = LEVELS["unit"]
PUT = ("attitude", "modality")
_TOLD = ("kind", "who", "about")
ONLY_FIRST, ONLY_SECOND = "only in the first", "only in the second"


class Overlap(NamedTuple):
    """How many units two sheets have, and how many of them are matched."""

    first: int
    second: int
    both: int

    @property
    def f1(self) -> float | None:
        """From 0 to 1; None where neither sheet has a unit."""
        return 2 * self.both / (self.first + self.second) if self.first + self.second else None


class Kappa(NamedTuple):
    """Agreement on one property of matched units, of which `n` have it in either sheet."""

    n: int
    equal: int
    kappa: float | None  # None where there is nothing to compare, or but one value

    @property
    def observed(self) -> float | None:
        """The share on which they agree, whatever chance gives."""
        return self.equal / self.n if self.n else None


class Difference(NamedTuple):
    """One unit that is not the same in both: what differs, and each sheet's unit of it."""

    what: str
    first: Unit | None
    second: Unit | None


def overlap(first: Iterable[Unit], second: Iterable[Unit], fields: Sequence[str]) -> Overlap:
    """The units equal in these fields; one that occurs twice is matched twice if both have it."""
    one, other = (Counter(_key(unit, fields) for unit in units) for units in (first, second))
    return Overlap(one.total(), other.total(), (one & other).total())


def _key(unit: Unit, fields: Sequence[str]) -> tuple[object, ...]:
    return tuple(value(unit, field) for field in fields)


def value(unit: Unit, field: str) -> str:
    """One field as it is compared: upper and lower case make no difference."""
    return str(getattr(unit, field)).casefold()


def matched(first: Iterable[Unit], second: Iterable[Unit]) -> list[tuple[Unit, Unit]]:
    """Pairs of equal units; of several that are equal, those put alike are paired first."""
    pairs, _, _ = _pair(list(first), list(second), WHOLE, PUT)
    return pairs


Pairs = tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]


def _pair(
    first: Sequence[Unit], second: Sequence[Unit], equal: Sequence[str], alike: Sequence[str]
) -> Pairs:
    """Units equal in some fields, best those first that are `alike` in more of the others.

    Gives the pairs, in the order of the first sheet, and what is left over of either.
    """
    there: dict[object, list[int]] = defaultdict(list)
    for n, unit in enumerate(second):
        there[_key(unit, equal)].append(n)
    candidates = sorted(
        (-sum(value(unit, f) == value(second[m], f) for f in alike), n, m)
        for n, unit in enumerate(first)
        for m in there.get(_key(unit, equal), ())
    )
    taken: dict[int, int] = {}
    for _, n, m in candidates:
        if n not in taken and m not in taken.values():
            taken[n] = m
    pairs = [(first[n], second[taken[n]]) for n in sorted(taken)]
    gone = set(taken.values())
    return (
        pairs,
        [unit for n, unit in enumerate(first) if n not in taken],
        [unit for m, unit in enumerate(second) if m not in gone],
    )


def kappa(pairs: Iterable[tuple[Unit, Unit]], field: str) -> Kappa:
    """Cohen's kappa on a field of paired units; pairs in which neither has a value are left out."""
    values = ((value(a, field), value(b, field)) for a, b in pairs)
    told = [(a, b) for a, b in values if a or b]
    n, equal = len(told), sum(a == b for a, b in told)
    one, other = Counter(a for a, _ in told), Counter(b for _, b in told)
    chance = sum(one[each] * other[each] for each in one)  # times n squared
    if not n or chance == n * n:
        return Kappa(n, equal, None)
    return Kappa(n, equal, (equal * n - chance) / (n * n - chance))


def differences(first: Sequence[Unit], second: Sequence[Unit]) -> list[Difference]:
    """Every unit that is not the same in both, in the order of the texts.

    What is left unmatched is paired where only one thing differs, then where two do, within a
    paragraph; then where only the paragraph does. What is left then stands in one sheet alone.
    """
    pairs, left, right = _pair(first, second, WHOLE, PUT)
    found = [
        Difference(", ".join(f for f in PUT if value(a, f) != value(b, f)), a, b)
        for a, b in pairs
        if any(value(a, f) != value(b, f) for f in PUT)
    ]
    for equal in _near():
        pairs, left, right = _pair(left, right, equal, PUT)
        what = ", ".join(f for f in WHOLE if f not in equal)
        found += [Difference(what, a, b) for a, b in pairs]
    found += [Difference(ONLY_FIRST, unit, None) for unit in left]
    found += [Difference(ONLY_SECOND, None, unit) for unit in right]
    return sorted(found, key=_place)


def _near() -> Iterator[tuple[str, ...]]:
    """What must be equal for two units to be one unit coded otherwise: the closest first."""
    here = ("source", "paragraph")
    yield from (tuple(f for f in WHOLE if f != other) for other in reversed(_TOLD))
    yield "source", *_TOLD
    yield from ((*here, same) for same in reversed(_TOLD))


def _place(difference: Difference) -> tuple[str, int, str]:
    unit = difference.first or difference.second
    assert unit
    return unit.source, unit.paragraph, difference.what
