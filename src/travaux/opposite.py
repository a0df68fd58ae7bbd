"""Conflicts as people read them: what each side tells, by whom, where and when, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.chains import Chains, Record, in_order
from travaux.differences import KINDS, RULES, Conflict
from travaux.engine import Engine
from travaux.labels import Labels, by_language
from travaux.moments import CLOCKS, read
from travaux.names import classes
from travaux.when import When, told

UNTYPED = "not typed by rule"
_SOME = 3  # things named in a heading
#: What a record is of, where no rule has told it: its matter, else the first that it has of these.
_MATTER = (v.TOPIC, v.FORMULATES)
_OF = (*_MATTER, v.ACCOUNT_OF, v.OFFICE, v.AT_EVENT, v.REFERS_TO)


class Telling(NamedTuple):
    """What one record tells: all in words, but `record`, and `when` with its `clock`.

    `value` is the detail, the attitude, the wording or the kind of record; `gloss` what it says.
    `when` is None for a record without a date of its own.
    """

    record: str
    cites: tuple[str, ...]
    source: str
    speakers: tuple[str, ...]
    holders: tuple[str, ...]
    via: tuple[str, ...]
    value: str
    gloss: str
    clock: str = ""
    when: When | None = None

    @property
    def who(self) -> str:
        """Who says it, of whom, and through whom: `A on B [via C]`."""
        on = [each for each in self.holders if each not in self.speakers]
        who = ", ".join(self.speakers) or "the article"
        via = f" [via {', '.join(self.via)}]" if self.via else ""
        return who + (f" on {', '.join(on)}" if on else "") + via

    @property
    def date(self) -> str:
        """The date in words, with its clock; empty where there is none."""
        if self.when is None:
            return ""
        return told(self.when) if self.when.record else f"{self.clock} {told(self.when)}"


class Block(NamedTuple):
    """One conflict, or several alike that no rule types: then `brief`, without the glosses."""

    kind: str
    possible: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]  # the link, its kind, its reason
    about: str
    one: tuple[Telling, ...]
    other: tuple[Telling, ...]
    conflict: Conflict
    brief: bool = False

    @property
    def heading(self) -> str:
        """Its kind and what it is about."""
        return f"{self.kind}: {self.about}"

    @property
    def basis(self) -> str:
        """How it was found, in words: which rule, what it leaves possible, what links say."""
        parts = []
        if self.conflict.rules:
            rules = " and ".join(RULES[each].compares for each in self.conflict.rules)
            several = len(self.possible) > 1
            left = f", which leaves possible: {', '.join(self.possible)}" if several else ""
            parts.append(f"By rule ({rules}){left}.")
        mixed = len({kind for _, kind, _ in self.links}) > 1
        for _, kind, reason in self.links:
            parts.append(f"By link{f' ({kind})' if mixed else ''}: {reason}")
        return " ".join(parts)


class Reader:
    """Turns conflicts into blocks; labels and dates are read once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.chains = Chains(engine)
        self.shown = Labels(engine)
        self.telling = cache(self._telling)
        self._dates = cache(self._read_dates)

    def block(self, conflict: Conflict, brief: bool = False) -> Block:
        """A conflict in words."""
        links = tuple((each.iri, self._label(each.kind), each.reason) for each in conflict.links)
        details = tuple(x for x in conflict.matter if x.value.startswith(v.TRV))
        return Block(
            kind=self._label(conflict.kind) if conflict.kind else UNTYPED,
            possible=tuple(map(self._label, conflict.possible)),
            links=links,
            about=self.about(conflict),
            one=tuple(self.telling(each, details) for each in conflict.one),
            other=tuple(self.telling(each, details) for each in conflict.other),
            conflict=conflict,
            brief=brief,
        )

    def folded(self, conflicts: Iterable[Conflict]) -> list[Block]:
        """The blocks. Of those that no rule types, all that set two attitudes of one holder
        against each other are one block, which lists the records of either attitude.
        """
        found: dict[object, list[Conflict]] = {}
        for each in conflicts:
            stances = frozenset((self._stance(each.one), self._stance(each.other)))
            alike = not each.kind and len(stances) > 1 and all(stances)
            found.setdefault((each.about, stances) if alike else each, []).append(each)
        return [self._folded(alike) for alike in found.values()]

    def _folded(self, alike: Sequence[Conflict]) -> Block:
        conflict = self._merged(alike)
        block = self.block(conflict, brief=not conflict.kind)
        if len(alike) == 1:
            return block
        sides = (self._labels(self._stance(side)) for side in (conflict.one, conflict.other))
        stances = " / ".join(map(", ".join, sides))
        return block._replace(about=f"{self._some(conflict.about)}: {stances}")

    def about(self, conflict: Conflict) -> str:
        """What a conflict is about: what the rules compare, else what the records share."""
        if conflict.about:
            return ": ".join(
                filter(None, (self._some(conflict.about), self._some(conflict.matter)))
            )
        if conflict.matter:
            return self._some(conflict.matter)
        sides = (conflict.one, conflict.other)
        return self._shared(sides, _MATTER) or self._shared(sides, _OF) or "two records"

    def _shared(self, sides: Sequence[Sequence[NamedNode]], predicates: Sequence[str]) -> str:
        """What both sides are of, else what each is of; empty if neither has any of these."""
        for predicate in predicates:
            one, other = (self._values(side, predicate) for side in sides)
            both = [each for each in one if each in other]
            if both:
                return self._some(both)
        firsts = [self._some(self._first(side, predicates)) for side in sides]
        return " / ".join(dict.fromkeys(filter(None, firsts)))

    def _values(self, records: Iterable[NamedNode], predicate: str) -> list[NamedNode]:
        found = (x for each in records for x in self.chains.values(each, predicate))
        return list(dict.fromkeys(found))

    def _first(self, side: Sequence[NamedNode], predicates: Sequence[str]) -> list[NamedNode]:
        """What the records of a side are of."""
        return next(filter(None, (self._values(side, each) for each in predicates)), [])

    def _stance(self, side: Sequence[NamedNode]) -> tuple[NamedNode, ...]:
        return self.chains.record(side[0]).attitudes

    def _merged(self, alike: Sequence[Conflict]) -> Conflict:
        """Conflicts of the same attitudes as one."""
        if len(alike) == 1:
            return alike[0]
        sides: dict[object, set[NamedNode]] = {}
        for side in (side for each in alike for side in (each.one, each.other)):
            sides.setdefault(self._stance(side), set()).update(side)
        one, other = (tuple(sorted(side, key=self._place)) for side in sides.values())
        matter = tuple(dict.fromkeys(x for each in alike for x in each.matter))
        possible = tuple(k for k in KINDS if any(k in each.possible for each in alike))
        return alike[0]._replace(one=one, other=other, matter=matter, possible=possible)

    def _place(self, record: NamedNode) -> tuple[object, ...]:
        return in_order(self.chains.record(record))

    def _telling(self, node: NamedNode, details: tuple[NamedNode, ...]) -> Telling:
        record = self.chains.record(node)
        clock, when = self._dates().get(node.value, ("", None))
        kind = ", ".join(self._labels(classes(node, self.engine)))
        value, gloss = self._value(record, details) or kind, self._gloss(node)
        if self.chains.values(node, v.FORMULATES):  # a wording is the value itself
            value, gloss = gloss or value, ""
        return Telling(
            record=node.value,
            cites=record.cites,
            source=self.shown(record.source),
            speakers=self._labels(record.speakers),
            holders=self._labels(record.holders),
            via=self._labels(step.carrier for step in record.steps),
            value=value,
            gloss=gloss,
            clock=clock,
            when=when,
        )

    def _value(self, record: Record, details: tuple[NamedNode, ...]) -> str:
        """The details that an account is compared by; the attitude of a position, its extent."""
        if details:
            parts = [self._text(record.node, each.value) for each in details]
            qualifier = v.DURATION in {each.value for each in details}
            return " ".join([self._text(record.node, v.DURATION_QUALIFIER)] * qualifier + parts)
        degree = self._text(record.node, v.DEGREE)
        attitude = ", ".join(self._labels(record.attitudes))
        topics = self._some(record.topics) if attitude else ""
        return attitude + (f" ({degree})" if degree else "") + (f": {topics}" if topics else "")

    def _text(self, node: NamedNode, predicate: str) -> str:
        ends = {self.shown(quad.object) for quad in self.engine.quads(node, NamedNode(predicate))}
        return ", ".join(sorted(ends))

    def _gloss(self, node: NamedNode) -> str:
        """The gloss in the best language; of a tenure the title as printed."""
        for predicate in (v.GLOSS, v.NAMED_AS):
            ends = [quad.object for quad in self.engine.quads(node, NamedNode(predicate))]
            found = [each for each in ends if isinstance(each, Literal)]
            found.sort(key=lambda one: (by_language(one, self.engine.languages), one.value))
            if found:
                return found[0].value
        return ""

    def _read_dates(self) -> dict[str, tuple[str, When]]:
        """To each record its date: when it happened, else when it was said."""
        entries = read(self.engine, [clock for clock in CLOCKS if clock != "published"])
        entries.sort(key=lambda entry: -CLOCKS.index(entry.clock))
        return {r: (entry.clock, entry.when) for entry in entries for r in entry.records}

    def _label(self, iri: str) -> str:
        return self.shown(NamedNode(iri))

    def _labels(self, nodes: Iterable[NamedNode]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self.shown, nodes)))

    def _some(self, nodes: Iterable[NamedNode]) -> str:
        """The labels of a few things, and how many more there are."""
        labels = self._labels(nodes)
        more = len(labels) - _SOME
        tail = f" and {more} more" if more > 0 else ""
        return ", ".join(labels[:_SOME]) + tail
