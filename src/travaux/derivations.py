"""Why a triple was inferred: the instances of rules that conclude it, and a proof from leaves.

A derivation is found backwards: the template of a rule is laid over the triple, its WHERE is asked
with what that binds, and its patterns become premises. A proof takes, for each triple, the first
derivation whose premises are proven without it; so it is finite whatever circles the rules have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    Triple,
    Variable,
)

from travaux.engine import OxigraphEngine, Term
from travaux.inference import Conclusion, Rule, conclusion, rules
from travaux.property_paths import walk
from travaux.rule_parts import Condition, Parts, Path, Pattern, Variant, take_apart

MOST_DERIVATIONS = 1000
#: What a thing does tells less of what it is than its class: shown where there is nothing better.
_LAST = ("domain", "range")
_DEFAULT = DefaultGraph()
Bound = Mapping[str, Term]


class Derivation(NamedTuple):
    """One instance of a rule: its premises, and its conditions with what is known put in."""

    rule: Rule
    premises: tuple[Triple, ...]
    conditions: tuple[Condition, ...]


class Deriver:
    """The derivations and proofs of the triples of an engine on which `infer` has run."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self.engine = engine
        self.chosen: dict[Triple, Derivation] = {}
        self._found: dict[Triple, tuple[Derivation, ...]] = {}
        self._rank: dict[Triple, int] = {}
        self._parts: dict[str, Parts | None] = {}

    @cached_property
    def rules(self) -> list[tuple[Rule, Conclusion | None]]:
        """The rules with what each concludes, where that is one triple."""
        return [(rule, conclusion(rule, self.engine)) for rule in rules(self.engine)]

    def parts(self, rule: Rule) -> Parts | None:
        """A rule taken apart; None if it is beyond the reader."""
        if rule.name not in self._parts:
            engine = self.engine
            self._parts[rule.name] = take_apart(rule, engine.prefixes, engine.base)
        return self._parts[rule.name]

    def holds(self, triple: Triple) -> bool:
        """Whether the default graph has the triple, stated or inferred."""
        return Quad(*triple) in self.engine.store

    def is_stated(self, triple: Triple) -> bool:
        """Whether a file states the triple."""
        quads = self.engine.store.quads_for_pattern(
            triple.subject, triple.predicate, triple.object, None
        )
        inferred = NamedNode(self.engine.inferred)
        return any(quad.graph_name not in (_DEFAULT, inferred) for quad in quads)

    def derivations(self, triple: Triple) -> tuple[Derivation, ...]:
        """All instances of rules that conclude the triple and do not rest on it, no more than
        a thousand; the plainest first.
        """
        if not self.holds(triple):
            return ()
        if triple not in self._found:
            found: dict[tuple[str, tuple[Triple, ...]], Derivation] = {}
            for each in self._instances(triple, self.rules):
                if triple not in each.premises and self._in_time(each):
                    found.setdefault((each.rule.name, each.premises), each)
                if len(found) >= MOST_DERIVATIONS:
                    break
            self._found[triple] = tuple(sorted(found.values(), key=self._plainness))
        return self._found[triple]

    def prove(self, triple: Triple) -> Derivation | None:
        """The derivation with which a proof of the triple begins; None if there is no proof.

        Premises that are not stated are in `chosen` then, each resting on earlier ones only.
        """
        for without in (_LAST, ()):
            open_: dict[Triple, list[Derivation]] = {}
            frontier = [triple]
            while frontier and triple not in self.chosen:
                for each in frontier:
                    found = self.derivations(each)
                    open_[each] = [way for way in found if way.rule.name not in without]
                self._close(open_)
                ahead = [p for x in frontier for way in open_.get(x, ()) for p in way.premises]
                ahead = [each for each in ahead if each not in open_ and not self._known(each)]
                frontier = list(dict.fromkeys(ahead))
        return self.chosen.get(triple)

    def _close(self, open_: dict[Triple, list[Derivation]]) -> None:
        """Choose a derivation for every triple whose premises are known, round by round."""
        while True:
            ready: dict[Triple, Derivation] = {}
            for triple, found in open_.items():
                proven = [each for each in found if all(map(self._known, each.premises))]
                if proven:
                    ready[triple] = min(proven, key=self._depth)
            if not ready:
                return
            for triple, each in ready.items():
                self._rank[triple] = 1 + self._depth(each)
                del open_[triple]
            self.chosen.update(ready)

    def _known(self, triple: Triple) -> bool:
        return triple in self.chosen or self.is_stated(triple)

    def _depth(self, derivation: Derivation) -> int:
        return max((self._rank.get(each, 0) for each in derivation.premises), default=0)

    def _plainness(self, each: Derivation) -> tuple[object, ...]:
        inferred = sum(not self.is_stated(premise) for premise in each.premises)
        # a blank node has another name in every run
        names = [[_stable(term) for term in premise] for premise in each.premises]
        return inferred, len(each.premises), each.rule.name in _LAST, each.rule.name, names

    def _in_time(self, each: Derivation) -> bool:
        """Whether every premise was there when the rule ran: its stratum waits for no later one."""
        return all(self._stands_by(each.rule.stratum, premise) for premise in each.premises)

    def _stands_by(self, stratum: int, premise: Triple) -> bool:
        if self.is_stated(premise):
            return True
        able = [(rule, told) for rule, told in self.rules if not told or _may_give(told, premise)]
        early = [(rule, told) for rule, told in able if rule.stratum <= stratum]
        return len(early) == len(able) or any(self._instances(premise, early))

    def _instances(
        self, triple: Triple, asked: Sequence[tuple[Rule, Conclusion | None]]
    ) -> Iterator[Derivation]:
        for rule, told in asked:
            # to take a rule apart takes time: not where it concludes something else
            parts = self.parts(rule) if told is None or _may_give(told, triple) else None
            for pattern in parts.template if parts else ():
                bound = _laid_over(pattern, triple)
                for variant in parts.variants if parts and bound is not None else ():
                    for known in self._solutions(variant, bound or {}):
                        yield self._instance(rule, variant, known)

    def _solutions(self, variant: Variant, bound: Bound) -> Iterator[Bound]:
        """The solutions of a variant that agree with what is bound."""
        engine = self.engine
        # the rule's own text was let through when it ran; asked without further checks
        given = {Variable(k): value for k, value in bound.items() if k not in variant.computed}
        found = engine.store.query(
            variant.select,
            base_iri=engine.base,
            prefixes=dict(engine.prefixes),
            substitutions=given,
        )
        assert isinstance(found, QuerySolutions)
        names = [each.value for each in found.variables]
        for row in found:
            known = {**bound, **{name: row[name] for name in names if row[name] is not None}}
            if all(known[name] == value for name, value in bound.items()):
                yield known

    def _instance(self, rule: Rule, variant: Variant, known: Bound) -> Derivation:
        premises: list[Triple] = []
        for pattern in variant.patterns:
            subject, predicate, value = (_put(each, known) for each in pattern)
            if isinstance(predicate, Path):
                premises += walk(predicate, subject, value, self.engine) or []
            elif not any(isinstance(each, Variable) for each in (subject, predicate, value)):
                triple = _triple(subject, predicate, value)
                premises += [triple] if triple and self.holds(triple) else []
        conditions = tuple(
            each._replace(patterns=tuple(_filled(pattern, known) for pattern in each.patterns))
            for each in variant.conditions
        )
        return Derivation(rule, tuple(dict.fromkeys(premises)), conditions)


def _may_give(told: Conclusion, triple: Triple) -> bool:
    """Whether every term that a conclusion fixes is that of the triple."""
    pairs = zip(told, triple, strict=True)
    return all(a.startswith("?") or a == getattr(b, "value", None) for a, b in pairs)


def _stable(term: object) -> str:
    return "" if isinstance(term, BlankNode) else str(term)


def _laid_over(pattern: Pattern, triple: Triple) -> dict[str, Term] | None:
    """What the variables of a template stand for, if it can give the triple."""
    bound: dict[str, Term] = {}
    for term, value in zip(pattern, triple, strict=True):
        if isinstance(term, Variable):
            if bound.setdefault(term.value, value) != value:
                return None
        elif term != value:
            return None
    return bound


def _put(term: object, known: Bound) -> object:
    return known.get(term.value, term) if isinstance(term, Variable) else term


def _filled(pattern: Pattern, known: Bound) -> Pattern:
    subject, predicate, value = (_put(each, known) for each in pattern)
    return subject, predicate, value  # type: ignore[return-value]  # blank nodes too


def _triple(subject: object, predicate: object, value: object) -> Triple | None:
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
        if isinstance(value, NamedNode | BlankNode | Literal | Triple):
            return Triple(subject, predicate, value)
    return None
