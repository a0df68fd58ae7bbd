"""Accounts that differ: pairs found by rule in the records and by a curator's links, as one list.

The rules are named questions, `RULES`. Each of their rows tells two records and the kinds of
difference that the data of the two leave possible; one kind alone is proved, several are not
typed. Records that a curator links as the same statement are one act: they are no conflict with
one another, and what conflicts with the one conflicts with the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.chains import Chains, in_order
from travaux.engine import Engine, OxigraphEngine
from travaux.named import ask
from travaux.walk import reached
from travaux.workspace import Workspace

#: The kinds of difference, in the order in which conflicts are told.
KINDS = (
    *(v.CONTRADICTS, v.DIFFERS_IN_SCOPE, v.DIFFERS_IN_TIME, v.DIFFERS_IN_WORDING),
    v.ONLY_SEEMS_TO_CONTRADICT,
)


class Rule(NamedTuple):
    """What a question compares, in words; its columns of what that is about, of the matter, and
    of the values that stand against each other (those of the one, then of the other)."""

    compares: str
    about: tuple[str, ...]
    matter: tuple[str, ...]
    values: tuple[str, ...] = ()


#: The questions that find pairs by rule.
RULES = {
    "account-conflicts": Rule(
        "two accounts of one detail",
        ("thing",),
        ("detail",),
        ("oneQualifier", "oneValue", "otherQualifier", "otherValue"),
    ),
    "position-conflicts": Rule(
        "two stances of one holder", ("oneHolder", "otherHolder"), ("oneTopic", "otherTopic")
    ),
    "list-conflicts": Rule("two lists of one holder", ("holder",), ("item",)),
    "denial-conflicts": Rule("a denial and an allegation", (), ()),
    "formulation-conflicts": Rule("two wordings of one matter", (), ("topic",)),
}
LINKS = "linked-conflicts"
BY_RULE, BY_LINK, BY_BOTH = "by rule", "by link", "by rule and link"
_BELOW = (v.BROADER, v.TOPIC, v.IS_PART_OF, v.COPY_OF)
_LINK_COLUMNS = ("link", "kind", "from", "to", "reason")

Row = dict[str, str]
Act = tuple[NamedNode, ...]


class Link(NamedTuple):
    """What a curator says of two records: the link, its kind (an IRI) and its reason."""

    iri: str
    kind: str
    reason: str


class Conflict(NamedTuple):
    """Two accounts that differ, each the records that tell it; IRIs throughout.

    `kind` is empty where neither a link tells it nor the rules leave only one; `possible` holds
    what the rules leave, and is empty where none found the two. `about` and `matter` are what
    the rules set side by side: an event or a holder, and a detail or topics.
    """

    kind: str
    possible: tuple[str, ...]
    rules: tuple[str, ...]
    links: tuple[Link, ...]
    about: tuple[NamedNode, ...]
    matter: tuple[NamedNode, ...]
    one: tuple[NamedNode, ...]
    other: tuple[NamedNode, ...]

    @property
    def found(self) -> str:
        """How it was found: by rule, by link, or both."""
        return BY_BOTH if self.rules and self.links else BY_RULE if self.rules else BY_LINK

    @property
    def disagree(self) -> bool:
        """Whether a link gives a kind that the rules exclude."""
        return bool(self.rules) and any(each.kind not in self.possible for each in self.links)

    @property
    def records(self) -> tuple[NamedNode, ...]:
        """The records of both sides."""
        return *self.one, *self.other


class _Gathered:
    """What is found of one conflict until all of it is."""

    def __init__(self) -> None:
        self.sides: dict[object, set[NamedNode]] = {}
        self.possible: set[str] = set()
        self.rules: set[str] = set()
        self.links: set[Link] = set()
        self.about: set[NamedNode] = set()
        self.matter: set[NamedNode] = set()

    def conflict(self, order: Callable[[NamedNode], tuple[object, ...]]) -> Conflict:
        """The conflict, what stands first in the texts on the left."""
        sides = [tuple(sorted(each, key=order)) for each in self.sides.values()]
        one, other = sorted(sides, key=lambda side: order(side[0]))
        links = sorted(self.links, key=lambda link: (KINDS.index(link.kind), link.iri))
        possible = tuple(each for each in KINDS if each in self.possible)
        proved = possible[0] if len(possible) == 1 else ""
        return Conflict(
            *(links[0].kind if links else proved, possible),
            *(tuple(sorted(self.rules)), tuple(links)),
            *(_sorted(self.about), _sorted(self.matter), one, other),
        )


def read(engine: OxigraphEngine, workspace: Workspace) -> list[Conflict]:
    """Every conflict, each once: contradictions first, what no rule types last."""
    return _Reader(engine, workspace).conflicts()


def below(engine: Engine, node: NamedNode) -> set[NamedNode]:
    """A thing with all below it: narrower topics, items of an issue, parts, copies."""
    chains = Chains(engine)
    return reached(node, lambda one: [b for each in _BELOW for b in chains.subjects(each, one)])


def touches(engine: Engine, record: NamedNode, things: set[NamedNode]) -> bool:
    """Whether a record is one of the things, or has one of them in any role, or as a carrier."""
    chains = Chains(engine)
    ends = {quad.object for quad in engine.quads(record)}
    carriers = {step.carrier for step in chains.record(record).steps}
    return not things.isdisjoint({record, *ends, *carriers})


class _Reader:
    def __init__(self, engine: OxigraphEngine, workspace: Workspace) -> None:
        self.engine, self.workspace = engine, workspace
        self.chains = Chains(engine)
        self.act = cache(self._act)
        self.found: dict[object, _Gathered] = {}
        self.keys: dict[object, object] = {}  # of two acts: the conflict that they stand in

    def conflicts(self) -> list[Conflict]:
        """What the rules find and what the links say, merged and in order."""
        for name, rule in RULES.items():
            columns = ("one", "other", "possible", *rule.about, *rule.matter, *rule.values)
            for row in ask(self.workspace, self.engine, name, columns):
                self._add_rule(name, rule, row)
        for row in ask(self.workspace, self.engine, LINKS, _LINK_COLUMNS):
            self._add_link(row)
        return sorted((each.conflict(self.place) for each in self.found.values()), key=self._order)

    def place(self, record: NamedNode) -> tuple[object, ...]:
        """A sorting key: where a record stands in the texts."""
        return in_order(self.chains.record(record))

    def _order(self, conflict: Conflict) -> tuple[object, ...]:
        kind = KINDS.index(conflict.kind) if conflict.kind else len(KINDS)
        return kind, self.place(conflict.one[0]), self.place(conflict.other[0])

    def _add_rule(self, name: str, rule: Rule, row: Row) -> None:
        acts = self.act(row["one"]), self.act(row["other"])
        if acts[0] == acts[1]:
            return
        sides: tuple[object, object] = acts
        key: object = frozenset(acts)
        if rule.values:  # records that give one value stand on one side
            values = [row[column] for column in rule.values]
            half = len(values) // 2
            sides = tuple(values[:half]), tuple(values[half:])
            key = (*(row[each] for each in (*rule.about, *rule.matter)), frozenset(sides))
        self.keys.setdefault(frozenset(acts), key)
        gathered = self._gathered(key, sides, acts)
        gathered.rules.add(name)
        gathered.possible.update(map(_kind, filter(None, row["possible"].split(", "))))
        gathered.about.update(NamedNode(row[each]) for each in rule.about)
        gathered.matter.update(NamedNode(row[each]) for each in rule.matter)

    def _add_link(self, row: Row) -> None:
        acts = self.act(row["from"]), self.act(row["to"])
        if acts[0] == acts[1] or row["kind"] not in KINDS:
            return
        key = self.keys.get(frozenset(acts))
        gathered = self.found[key] if key else self._gathered(frozenset(acts), acts, acts)
        gathered.links.add(Link(row["link"], row["kind"], row["reason"]))

    def _gathered(self, key: object, sides: Iterable[object], acts: Iterable[Act]) -> _Gathered:
        """The conflict of that key, the records of two acts added on their sides."""
        gathered = self.found.setdefault(key, _Gathered())
        for side, act in zip(sides, acts, strict=True):
            gathered.sides.setdefault(side, set()).update(act)
        return gathered

    def _act(self, record: str) -> Act:
        """The records that report one act: those linked as the same statement, any way round.

        Wordings are of one act if they word one thing and the statements that they word are.
        """
        whole = reached(NamedNode(record), lambda x: self.chains.linked(x, v.SAME_STATEMENT))
        for statement in self.chains.values(NamedNode(record), v.WORDING_OF):
            words = self.chains.values(NamedNode(record), v.FORMULATES)
            for same in self.act(statement.value):
                alike = self.chains.subjects(v.WORDING_OF, same)
                whole.update(x for x in alike if self.chains.values(x, v.FORMULATES) == words)
        return _sorted(whole)


def _kind(name: str) -> str:
    """`differs in scope`, as the questions write it, as the IRI of the concept."""
    return v.CON + name.replace(" ", "-")


def _sorted(nodes: Iterable[NamedNode]) -> Act:
    return tuple(sorted(nodes, key=lambda node: node.value))
