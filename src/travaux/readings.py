"""From 'Somebody attended something' to a triple: every split of the words is tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from travaux.engine import OxigraphEngine, Term
from travaux.errors import AmbiguousName, UnknownName
from travaux.names import Candidate, choose, describe, find, fold, listing, unknown
from travaux.tokens import expand, tokenize
from travaux.vocabulary import LABEL, OWL, RDF, TYPE

MOST_WORDS = 60
#: In words: what a slip of the pen is looked for in; and how many names it is told with.
_LONGEST_NAME, _NEAREST = 4, 5
_PIECE = re.compile(r"\"([^\"]*)\"|“([^”]*)”|«([^»]*)»|(<[^<>\s]*>)|(\S+)")
_IS_A = ("a", "is a", "is an", "type")
_PROPERTIES = (
    NamedNode(OWL + "ObjectProperty"),
    NamedNode(OWL + "DatatypeProperty"),
    NamedNode(OWL + "AnnotationProperty"),
    NamedNode(RDF + "Property"),
)


def read(words: Sequence[str], engine: OxigraphEngine) -> Triple:
    """The triple that one text, or three, may mean.

    Raises AmbiguousName with the candidates, and UnknownName with near names.
    """
    reader = _Reader(engine)
    if len(words) == 3:
        return reader.three(*words)
    pieces = _pieces(" ".join(words))
    if len(pieces) < 3:
        raise UnknownName(
            "a statement has three parts: subject, property, object",
            hint='Write it as "S P O" or as three arguments.',
        )
    if len(pieces) > MOST_WORDS:
        raise UnknownName("so long a text is no statement", hint="Give three arguments: S P O.")
    return reader.one(pieces)


def _pieces(text: str) -> list[str]:
    """Words, and what stands in quotes as one."""
    found = (next(filter(None, match.groups()), "") for match in _PIECE.finditer(text))
    return [each for each in found if each]


class _Reader:
    def __init__(self, engine: OxigraphEngine) -> None:
        self.engine = engine
        self.things = cache(self._things)
        self.properties = cache(self._properties)

    def three(self, subject: str, predicate: str, value: str) -> Triple:
        """The triple of three names."""
        property = self._property(predicate)
        node = choose(list(self.things(subject)), subject, self.engine, "S")
        return Triple(node, property, self._value(value, property))

    def one(self, pieces: Sequence[str]) -> Triple:
        """The triple of a text, split where all three parts are known."""
        splits = list(self._splits(pieces))
        known = [s for s in splits if self.things(s[0]) and self._values(s[2], s[1])]
        if not known:
            raise self._unknown(splits, pieces)
        sure = [s for s in known if len(self.things(s[0])) == 1 == len(self._values(s[2], s[1]))]
        found = dict.fromkeys(
            Triple(self.things(a)[0].node, p, self._values(b, p)[0]) for a, p, b in sure
        )
        holding = [each for each in found if any(self.engine.quads(*each))]
        meant = holding if len(holding) == 1 else list(found)
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise self._several(meant)
        subject, property, value = known[0]
        node = choose(list(self.things(subject)), subject, self.engine, "S")
        return Triple(node, property, self._value(value, property))

    def _splits(self, pieces: Sequence[str]) -> Iterator[tuple[str, NamedNode, str]]:
        """Every way to find a property within; names written exactly come first."""
        count = len(pieces)
        spans = [(i, j) for i in range(1, count - 1) for j in range(i + 1, count)]
        spans.sort(key=lambda span: (span[0] - span[1], span))
        for i, j in spans:
            for property in self.properties(" ".join(pieces[i:j])):
                yield " ".join(pieces[:i]), property, " ".join(pieces[j:])

    def _unknown(
        self, splits: Sequence[tuple[str, NamedNode, str]], pieces: Sequence[str]
    ) -> UnknownName:
        if not splits:
            return self._no_property(f"no property is named in {' '.join(pieces)!r}", pieces[1:-1])
        subject, property, value = splits[0]
        for where, text in (("S", subject), ("O", value)):
            if not (self.things(text) if where == "S" else self._values(text, property)):
                return unknown(text, self.engine, where)
        return UnknownName("no such statement can be read", hint="Give three arguments: S P O.")

    def _no_property(self, what: str, pieces: Sequence[str]) -> UnknownName:
        """The error for words that name no property, with the properties that are nearest."""
        ends = [(i, j) for i in range(len(pieces)) for j in range(i + 1, i + 1 + _LONGEST_NAME)]
        spans = {fold(" ".join(pieces[i:j])) for i, j in ends if j <= len(pieces)}
        # that a list is made of cells is nothing that one asks for
        known = [x for x in self._known if not x.node.value.startswith(RDF)]
        scores = {x: max(map(self._likeness(x), spans), default=0.0) for x in known}
        least = 0.7 * max(scores.values(), default=0.0)
        near = [x for x in known if scores[x] >= least]
        near.sort(key=lambda x: (-scores[x], x.label, x.curie))
        hint = "The nearest properties are\n" + listing(near[:_NEAREST]) if near else ""
        return UnknownName(what, where="P", hint=hint)

    def _likeness(self, property: Candidate) -> Callable[[str], float]:
        """How like a name of the property some words are, from 0 to 1."""
        from difflib import SequenceMatcher

        local = property.curie.rpartition(":")[2]
        names = {*self._names(property.node), fold(property.label), local.lower()}
        return lambda words: max(SequenceMatcher(None, words, name).ratio() for name in names)

    def _several(self, found: Sequence[Triple]) -> AmbiguousName:
        terms = dict.fromkeys(t for each in found for t in each if isinstance(t, NamedNode))
        hint = listing(describe(each, self.engine) for each in terms)
        return AmbiguousName(
            f"may be read in {len(found)} ways",
            hint=hint + "\nGive three arguments, as written in the middle: S P O.",
        )

    def _property(self, text: str) -> NamedNode:
        found = self.properties(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise self._no_property(f"no property is called {text!r}", text.split())
        candidates = [describe(each, self.engine) for each in found]
        return choose(candidates, text, self.engine, "P", self._is_used)

    @cached_property
    def _known(self) -> list[Candidate]:
        """The properties that are declared or used."""
        kind = NamedNode(TYPE)
        found = {q.subject for each in _PROPERTIES for q in self.engine.quads(None, kind, each)}
        used = self.engine.query("SELECT DISTINCT ?p WHERE { ?s ?p ?o }")
        found |= {row["p"] for row in used} if isinstance(used, QuerySolutions) else set()
        named = (describe(each, self.engine) for each in found if isinstance(each, NamedNode))
        return sorted(named, key=lambda each: (each.label, each.curie))

    def _properties(self, text: str) -> tuple[NamedNode, ...]:
        """The properties of exactly that label, local name, CURIE or IRI."""
        if text in _IS_A:
            return (NamedNode(TYPE),)
        wanted, squashed = fold(text), text.replace(" ", "").lower()
        if ":" in text:
            return tuple(each.node for each in self.things(text) if self._is_used(each.node))
        return tuple(
            each.node
            for each in self._known
            if fold(each.label) == wanted
            or each.curie.rpartition(":")[2].lower() == squashed
            or wanted in self._names(each.node)
        )

    def _names(self, node: NamedNode) -> set[str]:
        quads = self.engine.quads(node, NamedNode(LABEL))
        return {fold(quad.object.value) for quad in quads if isinstance(quad.object, Literal)}

    def _is_used(self, node: NamedNode) -> bool:
        kinds = (self.engine.quads(node, NamedNode(TYPE), each) for each in _PROPERTIES)
        return any(map(any, kinds)) or self._is_stated(node)

    def _is_stated(self, property: NamedNode) -> bool:
        """Whether any file uses a property, those kept apart included."""
        return any(self.engine.store.quads_for_pattern(None, property, None, None))

    def _things(self, text: str) -> tuple[Candidate, ...]:
        """What a name may mean; an IRI too that only stands in a graph kept apart."""
        found = find(text, self.engine)
        iris = [expand(token, self.engine.prefixes, None) for token in tokenize(text)]
        if not found and len(iris) == 1 and iris[0] and self.engine.knows(iris[0]):
            found = [describe(NamedNode(iris[0]), self.engine)]
        return tuple(found)

    def _values(self, text: str, property: NamedNode) -> tuple[Term, ...]:
        """What the object may be: a literal that the property has somewhere, else things."""
        literals = {
            quad.object
            for quad in self.engine.quads(None, property)
            if isinstance(quad.object, Literal) and quad.object.value == text
        }
        return tuple(sorted(literals, key=str)) or tuple(x.node for x in self.things(text))

    def _value(self, text: str, property: NamedNode) -> Term:
        values = self._values(text, property)
        if len(values) == 1:
            return values[0]
        return choose(list(self.things(text)), text, self.engine, "O")
