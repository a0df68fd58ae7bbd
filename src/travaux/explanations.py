"""Explanations of triples: where they are stated, or the proof from what is, as trees and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, NamedNode, Triple, Variable

from travaux import output
from travaux import vocabulary as v
from travaux.derivations import Derivation, Deriver
from travaux.engine import OxigraphEngine, Term
from travaux.labels import Labels
from travaux.rule_parts import Condition, Path
from travaux.spelling import curie
from travaux.stated import Stated, Stating
from travaux.trees import Tree
from travaux.workspace import Workspace

NEITHER = "neither stated nor inferred"
DEEPEST = 40  # premises under premises; deeper ones are named, to be asked for
_UNREAD = "inferred, but no rule that can be read explains it"
_SOME = 12  # of what is known instead


class Wording:
    """Triples in words. A passage goes by its name, a blank node by what it stands for."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self.engine = engine
        self._shown = Labels(engine)

    def __call__(self, triple: Triple) -> str:
        return " ".join(map(self.part, self._is_a(*triple)))

    def asked(self, *terms: object) -> str:
        """A pattern of which one end is open."""
        return " ".join("?" if each is None else self.part(each) for each in self._is_a(*terms))

    def part(self, part: object) -> str:
        """A term, a variable, a path or a word of our own."""
        if isinstance(part, Variable):
            return f"?{part.value.removeprefix('_')}"
        if isinstance(part, Path | str):
            return part if isinstance(part, str) else part.text
        if isinstance(part, BlankNode):
            return self._blank(part)
        if isinstance(part, NamedNode) and any(
            self.engine.quads(part, NamedNode(v.TYPE), NamedNode(v.PASSAGE))
        ):
            return self.name(part)
        return self._shown(part)  # type: ignore[arg-type]  # a term by now

    def name(self, term: object) -> str:
        """A term as it can be asked for: a CURIE, or as N-Triples write it."""
        if isinstance(term, NamedNode):
            return curie(term.value, self.engine.prefixes)
        return self._blank(term) if isinstance(term, BlankNode) else str(term)

    def _is_a(self, *terms: object) -> list[object]:
        subject, predicate, value = terms
        if predicate != NamedNode(v.TYPE):
            return [subject, predicate, value]
        label = self.part(value) if value is not None else ""
        return [subject, "is an" if label[:1].lower() in tuple("aeiou") else "is a", value]

    def _blank(self, node: BlankNode, depth: int = 0) -> str:
        """`(inverse of speaker, occasion)`: what the ontology writes in brackets."""
        firsts = list(self.engine.quads(node, NamedNode(v.RDF + "first")))
        inverses = list(self.engine.quads(node, NamedNode(v.OWL + "inverseOf")))
        if depth > 20 or not (firsts or inverses):
            return "[...]"
        if inverses:
            return f"inverse of {self.part(inverses[0].object)}"
        found: list[Term] = []
        at: object = node
        while isinstance(at, BlankNode) and len(found) <= 20:
            cells = list(self.engine.quads(at, NamedNode(v.RDF + "first")))
            found += [cells[0].object] if cells else []
            rest = list(self.engine.quads(at, NamedNode(v.RDF + "rest")))
            at = rest[0].object if rest else None
        told = (
            self._blank(x, depth + 1) if isinstance(x, BlankNode) else self.part(x) for x in found
        )
        return f"({', '.join(told)})"


class Explainer:
    """The explanations of the triples of one workspace, inference included."""

    def __init__(self, engine: OxigraphEngine, workspace: Workspace) -> None:
        self.engine = engine
        self.deriver = Deriver(engine)
        self.stated = Stated(engine, workspace)
        self.words = Wording(engine)

    def tree(self, triple: Triple, everything: bool = False) -> Tree:
        """The explanation as a tree, each inferred triple explained once."""
        names = " ".join(map(self.words.name, triple))
        told = {triple}
        branches = [Tree(str(each), each.passages) for each in self.stated(triple)]
        ways = self._ways(triple, everything)
        status = self._status(triple, everything)
        if len(ways) == 1 and not branches:
            notes = (names, _by(ways[0]), *([status] if status != _INFERRED else []))
            return Tree(self.words(triple), notes, tuple(self._below(ways[0], told, 1)))
        for each in ways:
            branches.append(Tree(_by(each), (), tuple(self._below(each, told, 1))))
        if not self.is_known(triple):
            branches = list(self._instead(triple))
        return Tree(self.words(triple), (names, status), tuple(branches))

    def content(self, triple: Triple, everything: bool = False) -> dict[str, object]:
        """The explanation for JSON."""
        told = {triple}
        ways = self._ways(triple, everything)
        instead = [] if self.is_known(triple) else self._instead(triple)
        known = [each for end in instead for each in end.branches]
        return {
            **self._terms(triple),
            "status": self._status(triple, everything),
            "stated": [self._place(each) for each in self.stated(triple)],
            "inferred": [self._because(each, told, 1) for each in ways],
            "ways": len(self.deriver.derivations(triple)),
            "instead": [{"text": each.text, "known": " ".join(each.notes)} for each in known],
        }

    def is_known(self, triple: Triple) -> bool:
        """Whether the triple is stated, if only in a graph kept apart, or inferred."""
        return self.deriver.holds(triple) or self.deriver.is_stated(triple)

    def _terms(self, triple: Triple) -> dict[str, object]:
        names = ("subject", "predicate", "object")
        terms = [x.value if isinstance(x, NamedNode) else self.words.name(x) for x in triple]
        return {"text": self.words(triple), **dict(zip(names, terms, strict=True))}

    def _ways(self, triple: Triple, everything: bool) -> Sequence[Derivation]:
        """The derivations to show: the first of a proof, or all."""
        if everything:
            return self.deriver.derivations(triple)
        if self.deriver.is_stated(triple):
            return ()
        first = self.deriver.prove(triple)
        return (first,) if first else ()

    def _status(self, triple: Triple, everything: bool) -> str:
        stated, ways = len(self.stated(triple)), len(self.deriver.derivations(triple))
        if not stated and self.deriver.prove(triple) is None:
            return _UNREAD if self.is_known(triple) else NEITHER
        more = ways if stated else ways - 1
        if not more:
            return f"stated in {output.counted(stated, 'file')}" if stated else _INFERRED
        shown = "" if everything else " (--all shows them)"
        if stated:
            told = f"stated in {output.counted(stated, 'file')}; follows in "
            return f"{told}{output.counted(more, 'way')} besides{shown}"
        return f"inferred in {ways} ways" if everything else f"one of {ways} ways{shown}"

    def _below(self, derivation: Derivation, told: set[Triple], depth: int) -> Iterator[Tree]:
        """The premises and the conditions of a derivation."""
        before = ""
        for premise in _visible(derivation):
            stated = self.stated(premise) if self.deriver.is_stated(premise) else []
            by = " ".join(each.by for each in stated)
            if not stated:
                yield self._premise(premise, told, depth)
            elif by == before:  # whose word it is stands one line above
                yield Tree(self.words(premise), tuple(str(x._replace(by="")) for x in stated))
            else:
                yield Tree(self.words(premise), tuple(map(str, stated)))
            before = by
        for condition in derivation.conditions:
            yield Tree(self._condition(condition))

    def _premise(self, triple: Triple, told: set[Triple], depth: int) -> Tree:
        """An inferred premise, with what it rests on in turn."""
        words = self.words(triple)
        if triple in told:
            return Tree(words, ("inferred: see above",))
        told.add(triple)
        first = self.deriver.prove(triple)
        if first is None:
            return Tree(words, (_UNREAD,))
        if depth >= DEEPEST:
            return Tree(words, ("inferred; from what is not shown so deep: explain it by itself",))
        ways = len(self.deriver.derivations(triple))
        told_by = f"{_by(first).rstrip('.')} (one of {ways} ways)" if ways > 1 else _by(first)
        return Tree(words, (told_by,), tuple(self._below(first, told, depth + 1)))

    def _condition(self, condition: Condition) -> str:
        """`and nothing says: A P ?x, where ...`."""
        says = "; ".join(" ".join(map(self.words.part, each)) for each in condition.patterns)
        where = f", where {' and '.join(condition.texts)}" if condition.texts else ""
        negated = condition.word == "and no"
        return f"and {'nothing' if negated else 'something'} says: {says or '...'}{where}"

    def _instead(self, triple: Triple) -> Iterator[Tree]:
        """What is known with the same subject and property, or property and object."""
        subject, predicate, value = triple
        patterns = ((subject, predicate, None), (None, predicate, value))
        for pattern in patterns:
            found = sorted({quad.triple for quad in self.engine.quads(*pattern)}, key=str)
            asked = self.words.asked(*pattern)
            some = tuple(Tree(self.words(x), (self._briefly(x),)) for x in found[:_SOME])
            rest = len(found) - len(some)
            more = (Tree(f"and {rest} more"),) if rest else ()
            yield Tree(f"{asked}: {len(found) or 'nothing'}", (), some + more)

    def _briefly(self, triple: Triple) -> str:
        stated = self.stated(triple)
        if stated:
            return str(stated[0])
        first = self.deriver.prove(triple)
        return f"inferred by {first.rule.name}" if first else "inferred"

    def _place(self, stating: Stating) -> dict[str, object]:
        fields = stating._asdict()
        return {**fields, "passages": list(fields["passages"])}

    def _because(self, way: Derivation, told: set[Triple], depth: int) -> dict[str, object]:
        return {
            "rule": way.rule.name,
            "summary": way.rule.summary,
            "premises": [self._premise_content(each, told, depth) for each in _visible(way)],
            "conditions": [self._condition(each) for each in way.conditions],
        }

    def _premise_content(self, triple: Triple, told: set[Triple], depth: int) -> dict[str, object]:
        content = self._terms(triple)
        if self.deriver.is_stated(triple):
            return {**content, "stated": [self._place(each) for each in self.stated(triple)]}
        first = self.deriver.prove(triple)
        if triple in told or depth >= DEEPEST or first is None:
            return {**content, "inferred": [], "see": "above" if triple in told else "by itself"}
        told.add(triple)
        return {**content, "inferred": [self._because(first, told, depth + 1)]}


_INFERRED = "inferred"


def _visible(derivation: Derivation) -> list[Triple]:
    """The premises that are not the inside of another one, such as the cells of a list."""
    return [each for each in derivation.premises if not isinstance(each.subject, BlankNode)]


def _by(derivation: Derivation) -> str:
    rule = derivation.rule
    return f"inferred by {rule.name}: {rule.summary or 'a rule without a summary'}"
