"""What follows from what is said: the rules of `ontology/rules/`, run until nothing new comes.

Materialisation in the store, without Java; nothing of it reaches a file. What the rules add goes
to the default graph and, to be told apart from what is said, to the named graph
`<base>graph/inferred`.

A rule is a CONSTRUCT query with a header: `#+ summary:`, and `#+ stratum: N` (1 if left out) where
it says NOT EXISTS of what other rules add: all rules of one stratum come to rest before those of
the next begin. `#+ load: true` marks the rule that runs whenever a workspace is loaded.

The rules cover, for named classes and properties, these constructs of RDFS and OWL:
rdfs:subClassOf, rdfs:subPropertyOf, rdfs:domain, rdfs:range, owl:inverseOf, owl:SymmetricProperty,
owl:TransitiveProperty, owl:propertyChainAxiom of two members, each a property or the inverse of a
named one; and by a rule for each the two defined classes of the built-in ontology
(owl:equivalentClass). What follows for terms themselves (a class is below every class above those
above it) comes last, in a stratum that no fact waits for. For all of these they give the same as
owlrl, which a test holds them to. `docs/ontology.md` lists the constructs that the ontology uses,
the rules for each, and what is left out, and why.

Alignments are no part of the default graph: nothing is inferred from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Quad, QueryTriples, Triple

from travaux.errors import BadQuery, decode, short
from travaux.headers import RULE_KEYS, read_header
from travaux.tokens import base_at, expand, prefixes_at, tokenize
from travaux.vocabulary import OWL, PROPERTY_CHAIN, RDFS, TYPE
from travaux.workspace import LOAD

if TYPE_CHECKING:
    from travaux.engine import OxigraphEngine

#: More rounds than this in one stratum means that a rule makes new names without end.
ROUNDS = 300
_HEAD = re.compile(r"\bCONSTRUCT\s*\{([^{}]*)\}\s*WHERE\b", re.IGNORECASE)


class Rule(NamedTuple):
    """A rule: what its header says, and its SPARQL (header included: it is comments)."""

    name: str
    summary: str
    stratum: int
    load: bool
    text: str
    path: str


class Inferred(NamedTuple):
    """How many triples each rule gave, in the order in which the rules ran first."""

    counts: dict[str, int]
    rounds: int


class Conclusion(NamedTuple):
    """What a rule concludes: three terms, each an IRI or, with ? before it, a variable."""

    subject: str
    predicate: str
    object: str


def rules(engine: OxigraphEngine) -> list[Rule]:
    """The rules of an engine's workspace, by stratum and name. Raises BadQuery for a header."""
    found = [parse(path, decode(data, short(path))) for path, data in engine.rules]
    return sorted(found, key=lambda rule: (rule.stratum, rule.name))


def parse(path: str, text: str) -> Rule:
    """A rule from the text of its file; BadQuery names the line of what is wrong."""
    header = read_header(text, short(path), RULE_KEYS)
    stratum, load = header.get("stratum", "1"), header.get("load", "false")
    if not re.fullmatch("[1-9]", stratum):
        raise BadQuery(f"`#+ stratum:` is 1 to 9, not {stratum!r}", where=short(path))
    if load not in ("true", "false") or (load == "true") is not (LOAD.decode() in text):
        raise BadQuery(f"the line for a rule of loading is `{LOAD.decode()}`", where=short(path))
    name = path.replace("\\", "/").rpartition("/")[2].removesuffix(".rq")
    return Rule(name, header.get("summary", ""), int(stratum), load == "true", text, path)


def infer(engine: OxigraphEngine) -> Inferred:
    """Add to the store all that its rules give.

    Raises BadQuery for a rule that cannot be run, is no CONSTRUCT, or comes to no end.
    """
    if engine.inferred in engine.graphs:
        return Inferred({}, 0)  # all is there already
    engine.graphs = (*engine.graphs, engine.inferred)
    counts: Counter[str] = Counter()
    strata: dict[int, list[Rule]] = {}
    for rule in rules(engine):
        counts[rule.name] = 0
        if rule.load:  # it ran already: its triples are only named
            counts[rule.name] = _add(engine, _given(engine, rule), stated=True)
        else:
            strata.setdefault(rule.stratum, []).append(rule)
    rounds = sum(_rest(engine, strata[stratum], counts) for stratum in sorted(strata))
    return Inferred(dict(counts), rounds)


def _rest(engine: OxigraphEngine, asked: list[Rule], counts: Counter[str]) -> int:
    """Run rules of one stratum until a round adds nothing; return the number of rounds."""
    for number in range(1, ROUNDS + 1):
        before = counts.total()
        for rule in asked:
            counts[rule.name] += _add(engine, _given(engine, rule))
        if counts.total() == before:
            return number
    names = ", ".join(rule.name for rule in asked)
    raise BadQuery(f"the rules come to no end: {names}", hint="One of them makes new names.")


def _given(engine: OxigraphEngine, rule: Rule) -> set[Triple]:
    found = engine.query(rule.text, name=rule.path)
    if not isinstance(found, QueryTriples):
        raise BadQuery("a rule must be a CONSTRUCT query", where=short(rule.path))
    return set(found)


def _add(engine: OxigraphEngine, triples: set[Triple], stated: bool = False) -> int:
    """Add what is new to both graphs, or where `stated` all to the named one; return how much."""
    store, graph = engine.store, NamedNode(engine.inferred)
    new = [Quad(*each) for each in triples]
    new = new if stated else [quad for quad in new if quad not in store]
    if not stated:
        store.extend(new)
    store.extend([Quad(each.subject, each.predicate, each.object, graph) for each in new])
    return len(new)


def triples(engine: OxigraphEngine) -> Iterator[Triple]:
    """What the rules added, in no order."""
    graph = NamedNode(engine.inferred)
    return (quad.triple for quad in engine.store.quads_for_pattern(None, None, None, graph))


def conclusion(rule: Rule, engine: OxigraphEngine) -> Conclusion | None:
    """What a rule concludes, if its template is one triple; else None."""
    head = _HEAD.search(rule.text)
    if head is None:
        return None
    tokens = tokenize(rule.text)
    bound, base = prefixes_at(tokens, engine.prefixes), base_at(tokens, engine.base)
    inside = [each for each in tokens if head.start(1) <= each.start < head.end(1)]
    terms = [
        "?" + each.text[1:]
        if each.kind == "var"
        else TYPE
        if each.text == "a"
        else expand(each, bound, base) or ""
        for each in inside
        if each.text != "."
    ]
    return Conclusion(*terms) if len(terms) == 3 and all(terms) else None


class Derived:
    """The terms that only rules give: what they are, and which of them a query mentions."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self._engine = engine

    @cached_property
    def terms(self) -> frozenset[str]:
        """Properties and classes that a rule concludes, chains, and the graph of all of it.

        Those of rules that run at load are not among them: they need no inference. Nor are the
        words of RDFS and OWL, in which rules tell more of what the ontology tells already.
        """
        found = set()
        for rule in rules(self._engine):
            told = conclusion(rule, self._engine) if not rule.load else None
            if told:
                found.add(told.object if told.predicate == TYPE else told.predicate)
        chains = self._engine.quads(None, NamedNode(PROPERTY_CHAIN))
        found |= {quad.subject.value for quad in chains if isinstance(quad.subject, NamedNode)}
        found.add(self._engine.inferred)
        return frozenset(each for each in found if not each.startswith(("?", RDFS, OWL)))

    def mentioned(self, text: str) -> list[str]:
        """Those of them that a query mentions, as it writes them, in order."""
        tokens = tokenize(text)
        bound = prefixes_at(tokens, self._engine.prefixes)
        base = base_at(tokens, self._engine.base)
        named = [each for each in tokens if each.kind in ("iri", "pname")]
        return list(
            dict.fromkeys(each.text for each in named if expand(each, bound, base) in self.terms)
        )
