"""Run the shapes over the files and tell what they find, in words, with file and line.

No RDFS inference, which would hide errors; the subclass axioms are in the data. PyPI `shacl` does
the work; pySHACL is the reference, and a test holds the one to the other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from travaux.causes import Causes
from travaux.corpus import Corpus, Finding, Part
from travaux.errors import BadData
from travaux.nameless import numbered
from travaux.turtle_text import name_of
from travaux.vocabulary import SH

if TYPE_CHECKING:
    import shacl
    from pyoxigraph import Triple

STYLE = "shapes-style"
#: What to say of a shape without sh:message, by constraint component.
PLAIN = {
    "MinCount": "It needs more values of {path}",
    "MaxCount": "It has too many values of {path}",
    "Datatype": "{value} is not of the datatype that {path} takes",
    "Class": "{value} is not of the class that {path} takes",
    "Closed": "It may not have {path}",
    "Pattern": "{value} does not have the form that {path} takes",
}
_BLANK = re.compile(r"_:0_b(\d+)")
_TERM = re.compile(r'<([^<>]*)>|_:\S+|"(.*)"(?:@[\w-]+|\^\^<[^<>]*>)?', re.DOTALL)
_IRI = re.compile(r"<([^<>]*)>")


def check(corpus: Corpus, causes: Causes | None = None) -> tuple[list[Finding], int]:
    """Findings of all shapes, and how many shapes there are.

    What follows from ``causes``, which are told elsewhere, is left out.

    The shapes of data see all merged files; the shapes of house style see only the ontology files
    they lie beside, so that a workspace may add terms in its own style.
    """
    data = [part for part in corpus.layer("shapes") if not part.file.stem.startswith(STYLE)]
    causes = causes or Causes()
    found, count = _run(corpus, data, corpus.merged, causes)
    for style in corpus.layer("shapes"):
        if style not in data:
            folder = os.path.dirname(style.file.path)
            beside = [
                part
                for part in corpus.layer("ontology")
                if os.path.dirname(part.file.path) == folder
            ]
            more, number = _run(corpus, [style], beside, causes)
            found += more
            count += number
    return found, count


def ntriples(triples: Iterable[Triple]) -> str:
    """The triples as N-Triples, lexical forms kept."""
    from pyoxigraph import RdfFormat, serialize

    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


class Result(NamedTuple):
    """What the engine finds; nodes without a name are called by their labels in the corpus."""

    focus_node: str
    path: str | None
    value: str | None
    component: str
    message: str | None
    source_shape: str | None
    root_shape: str | None

    @property
    def is_whole(self) -> bool:
        """Whether a query says it of a thing as a whole: it names no value, perhaps a property."""
        own = self.value in (None, self.focus_node)
        return self.component.startswith("SPARQL") and (own or not self.path)


class Plan:
    """Shapes made ready: compiled, with the names of their SPARQL constraints and their targets."""

    def __init__(self, shapes: list[Part]) -> None:
        import shacl

        triples = [triple for part in shapes for triple in part.triples]
        try:
            self.shapes = shacl.Shapes.from_text(ntriples(triples), format="ntriples")
        except ValueError as error:
            where = ", ".join(part.name for part in shapes)
            raise BadData(f"the shapes cannot be used: {error}", where=where) from None
        self._blanks = len(numbered(triples))
        self._constraints: dict[tuple[str, str], str] = {}
        self._targets: dict[str, list[str]] = {}
        self._parents: dict[str, list[str]] = {}
        texts = {name_of(t.subject): name_of(t.object) for t in triples if _is(t, "message")}
        for triple in triples:
            shape, value = name_of(triple.subject), name_of(triple.object)
            if _is(triple, "sparql") and value in texts:
                self._constraints[shape, texts[value]] = value
            elif _is(triple, "targetSubjectsOf"):
                self._targets.setdefault(shape, []).append(value)
            elif _is(triple, "property"):
                self._parents.setdefault(value, []).append(shape)

    def results(self, triples: list[Triple]) -> list[Result]:
        """What the shapes find in the data."""
        found = self.shapes.validate_text(ntriples(triples), format="ntriples").results
        nameless = any("_:" in each.focus_node + (each.value or "") for each in found)
        labels = numbered(triples) if nameless else []
        return [self._result(each, labels) for each in found]

    def _result(self, found: shacl.Result, labels: list[str]) -> Result:
        """A result; the engine numbers blank nodes as they come, those of the shapes first."""

        def named(term: str) -> str:
            blank = _BLANK.fullmatch(term)
            at = int(blank[1]) - self._blanks if blank else -1
            return labels[at] if 0 <= at < len(labels) else term

        focus, value = named(found.focus_node), found.value and named(found.value)
        said = found.component, found.message, found.source_shape, found.root_shape
        return Result(focus, found.path, value, *said)

    def rule(self, result: Result) -> str:
        """The local name of the shape, or of the SPARQL constraint, that a result is of."""
        # a nameless shape is called after the named one around it
        shape = plain(result.source_shape or "")
        if ":" not in shape or shape.startswith("_:"):
            shape = plain(result.root_shape or "")
        name = self._constraints.get((shape, result.message or ""), shape)
        return re.split("[#/]", name)[-1] or "shape"

    def properties(self, corpus: Corpus, result: Result) -> list[str]:
        """Where a shape is about a thing for its having a property: those that it has."""
        focus, shape = plain(result.focus_node), plain(result.source_shape or "")
        shapes = [shape, *self._parents.get(shape, ())]
        wanted = {each for one in shapes for each in self._targets.get(one, ())}
        had = {
            triple.predicate.value
            for part in (corpus.homes_of(focus) if wanted else [])
            for triple in part.about(focus)
        }
        return sorted(had & wanted)


def _is(triple: Triple, name: str) -> bool:
    return triple.predicate.value == SH + name


def _run(
    corpus: Corpus, shapes: list[Part], data: list[Part], causes: Causes
) -> tuple[list[Finding], int]:
    if not shapes or corpus.wrong_terms:
        return [], 0
    plan = Plan(shapes)
    results = plan.results([triple for part in data for triple in part.triples])
    return list(_told(corpus, plan, results, causes)), len(plan.shapes)


def _told(corpus: Corpus, plan: Plan, results: list[Result], causes: Causes) -> Iterator[Finding]:
    """The results as findings, without those that follow from others or from the causes.

    What a query says of a whole thing follows from what is wrong with its properties; that a thing
    of two kinds breaks the rules of both follows from its being both; that a property may not
    stand on such a thing is told once.
    """
    faulty = {each.focus_node for each in results if each.path and not each.is_whole}
    double = {
        each.focus_node
        for each in results
        if each.component.startswith("Xone") and _is_typed_twice(corpus, plain(each.focus_node))
    }
    closed = {
        (each.focus_node, _property(each))
        for each in results
        if each.component.startswith("Closed")
    }
    for each in results:
        had = plan.properties(corpus, each)
        if each.path and each.focus_node in double:
            continue
        if each.is_whole and each.focus_node in faulty:
            continue
        if had and all((each.focus_node, property) in closed for property in had):
            continue
        if not _follows(each, had, causes):
            yield _finding(corpus, plan, each, had)


def _is_typed_twice(corpus: Corpus, subject: str) -> bool:
    types = (home.types.get(subject, set()) for home in corpus.homes_of(subject))
    return len(set().union(*types)) > 1


def _follows(result: Result, had: list[str], causes: Causes) -> bool:
    focus, value = plain(result.focus_node), plain(result.value) if result.value else ""
    if had and causes.misplaced(focus, had):
        return True
    return causes.explain(focus, _property(result), value, result.component)


def _finding(corpus: Corpus, plan: Plan, result: Result, had: list[str]) -> Finding:
    # a blank node that is not among those of the files is found in none of them
    focus = "[]" if result.focus_node.startswith("_:") else plain(result.focus_node)
    problem, advice = message(corpus, result)
    predicate, value = _property(result), plain(result.value) if result.value else ""
    if had and not result.path:  # the value is the thing itself, and its properties are meant
        predicate, value = had[0], ""
    return corpus.finding(
        plan.rule(result), None, focus, problem, advice, predicate=predicate, value=value
    )


def _property(result: Result) -> str:
    """The first step of a result's path, by which it is found in the file; empty if it has none."""
    first = _IRI.search(result.path or "")
    return first[1] if first and not (result.path or "").startswith("^") else ""


def message(corpus: Corpus, result: Result) -> tuple[str, str]:
    """What is wrong and what to do: the first sentence of the shape's message, and the rest."""
    if result.message:
        problem, _, advice = result.message.partition(". ")
        return problem, advice
    said = PLAIN.get(result.component.removesuffix("ConstraintComponent"))
    path = _IRI.sub(lambda found: corpus.short(found[1]), result.path or "")
    value = corpus.short(plain(result.value)) if result.value else "It"
    if said:
        return said.format(path=path or "this", value=value), ""
    shape = corpus.short(plain(result.root_shape or result.source_shape or ""))
    return f"{value} breaks the rule {shape}", ""


def plain(term: str) -> str:
    """The IRI or lexical form of a term in N-Triples syntax; a blank node stays as it is."""
    from pyoxigraph import RdfFormat, parse

    found = _TERM.fullmatch(term)
    if not found or found[2] is None:
        return found[1] if found and found[1] else term
    try:
        quads = parse(f"<a:s> <a:p> {term} .", RdfFormat.N_TRIPLES)
        return name_of(next(iter(quads)).object)
    except SyntaxError:
        return found[2]
