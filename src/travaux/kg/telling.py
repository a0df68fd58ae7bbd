"""What a thing of the graph is, in a sentence that tells it to a reader with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode

from travaux import vocabulary as v
from travaux.chains import Chains
from travaux.cites import place
from travaux.dossier import record_line
from travaux.engine import OxigraphEngine, Term
from travaux.labels import Labels
from travaux.layout import spaced
from travaux.names import describe
from travaux.spelling import curie

#: Said of a thing beside its names, or told elsewhere in its sentence.
_UNTOLD = {v.TYPE, v.LABEL, v.ALT_LABEL, v.GLOSS, v.IN_SOURCE, v.CITE, v.SHA256, v.IS_DEFINED_BY}
_TEXTS = {v.LABEL, v.ALT_LABEL, v.GLOSS, v.NAMED_AS, v.TITLE}
_NAMELESS = "[...]"


class Teller:
    """Sentences on the things of one store."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self.engine = engine
        self.chains = Chains(engine)
        self.shown = Labels(engine)
        self.kind = cache(self._kind)

    def name(self, node: NamedNode | BlankNode) -> str:
        """The CURIE of a thing."""
        return curie(node.value, self.engine.prefixes) if isinstance(node, NamedNode) else _NAMELESS

    def _kind(self, node: NamedNode | BlankNode) -> str:
        """The label of its class; `thing` where it has none."""
        kind = describe(node, self.engine).kind if isinstance(node, NamedNode) else ""
        return kind or "thing"

    def cite(self, node: NamedNode | BlankNode) -> str:
        """The paragraphs that it rests on, as source:paragraph."""
        if not isinstance(node, NamedNode):
            return ""
        ends = [each for end in (v.LINK_FROM, v.LINK_TO) for each in self.chains.values(node, end)]
        cites = {cite for each in (node, *ends) for cite in self.chains.texts(each, v.CITE)}
        return ", ".join(sorted(cites, key=place))

    def is_part(self, node: NamedNode | BlankNode) -> bool:
        """Whether it is told with the record that it belongs to: a passage, a step."""
        return isinstance(node, NamedNode) and any(
            self.chains.is_a(node, kind) for kind in (v.PASSAGE, v.ATTRIBUTION_STEP)
        )

    def sentence(self, node: NamedNode | BlankNode, *, brief: bool = False) -> str:
        """What it is, without its kind and its evidence; `brief`, no more than to know it by."""
        if not isinstance(node, NamedNode):
            return _NAMELESS
        if self.chains.is_a(node, v.POSITION):
            return self._position(node, brief)
        if self.chains.is_a(node, v.ATTESTATION):
            return self._record(node)
        if self.chains.is_a(node, v.ANALYTIC_LINK):
            return self._link(node)
        if self.is_part(node):
            return self.value(v.EVIDENCE, node)
        return self._thing(node)

    def _position(self, node: NamedNode, brief: bool) -> str:
        """`Kostria: rejects “the lock is opened”; told by Tomas Keld; said 2032-06-14. Gloss`."""
        record = self.chains.record(node)
        degree = self._names(self.chains.values(node, v.DEGREE))
        stance = self._names(record.attitudes) + (f" ({degree})" if degree else "")
        about = ", ".join(f"“{self.shown(each)}”" for each in record.topics)
        head = f"{self._names(record.holders)}: {stance} {about}".strip()
        if brief:
            return head
        others = [each for each in record.speakers if each not in record.holders]
        told = f"told by {self._names(others)}" if others else ""
        return self._with_gloss("; ".join(filter(None, (head, told, *self._way(node)))), node)

    def _record(self, node: NamedNode) -> str:
        """`Ines Marrow: gloss`, or what an account, a tenure ... tells."""
        line = record_line(node, self.engine)
        speakers = self._names(self.chains.record(node).speakers)
        text = f"{speakers}: {line.text}" if speakers else line.text
        days = [*self._days(node)]
        return "; ".join([text.rstrip(".") if days else text, *days])

    def _way(self, node: NamedNode) -> Iterable[str]:
        """By whom it was passed on, and when it was said or happened."""
        steps = [self.shown(step.carrier) for step in self.chains.record(node).steps]
        if steps:
            yield f"via {', '.join(steps)}"
        yield from self._days(node)

    def _days(self, node: NamedNode) -> Iterable[str]:
        for clock in (v.SAID, v.HAPPENED):
            for quad in self.engine.quads(node, NamedNode(clock)):
                yield f"{self.property(clock)} {self.shown(quad.object)}"

    def _link(self, node: NamedNode) -> str:
        """`contradicts: rec:a and rec:b. Reason`."""
        ends = [
            self.name(each)
            for end in (v.LINK_FROM, v.LINK_TO)
            for each in self.chains.values(node, end)
        ]
        kinds = self._names(self.chains.values(node, v.LINK_KIND))
        return self._with_gloss(f"{kinds}: {' and '.join(ends)}", node)

    def _with_gloss(self, head: str, node: NamedNode) -> str:
        gloss = next(iter(self.chains.texts(node, v.GLOSS)), "")
        return f"{head}. {gloss}" if gloss else head

    def _thing(self, node: NamedNode) -> str:
        """`Ines Marrow (also Marrow); post in Ardenia`: its names and what is said of it."""
        label = self.shown(node)
        names = {*self.chains.texts(node, v.LABEL), *self.chains.texts(node, v.ALT_LABEL)} - {label}
        also = f" (also {'; '.join(sorted(names))})" if names else ""
        said: dict[str, list[str]] = {}
        for quad in self.engine.quads(node):
            if quad.predicate.value not in _UNTOLD and not is_derived(quad.predicate.value):
                said.setdefault(quad.predicate.value, []).append(self.value("", quad.object))
        facts = [f"{self.property(p)} {', '.join(sorted(said[p]))}" for p in sorted(said)]
        return "; ".join([label + also, *facts])

    def _names(self, nodes: Iterable[NamedNode]) -> str:
        return ", ".join(map(self.shown, nodes))

    def property(self, iri: str) -> str:
        """A property in words."""
        if iri == v.TYPE:
            return "kind"
        local = iri[max(iri.rfind(mark) for mark in "#/:") + 1 :]
        return self.engine.label(iri) or spaced(local)

    def value(self, predicate: str, term: Term) -> str:
        """A value in words: texts in quotation marks, passages with their characters."""
        if isinstance(term, NamedNode) and self.chains.is_a(term, v.PASSAGE):
            ends = [next(iter(self.chains.texts(term, e)), "?") for e in (v.START_CHAR, v.END_CHAR)]
            return f"{self.cite(term) or self.name(term)}, characters {'–'.join(ends)}"
        if isinstance(term, NamedNode) and self.chains.is_a(term, v.ATTRIBUTION_STEP):
            carriers, kinds = (self.chains.values(term, e) for e in (v.CARRIER, v.STEP_KIND))
            return f"{self._names(carriers)} ({self._names(kinds)})"
        if isinstance(term, Literal) and predicate in _TEXTS:
            return f"“{term.value}”" + (f" ({term.language})" if term.language else "")
        return _NAMELESS if isinstance(term, BlankNode) else self.shown(term)


def is_derived(predicate: str) -> bool:
    """Whether `fmt` works it out: the outer days of a date."""
    return any(
        predicate == f"{v.TRV}{clock}{end}" for clock in v.CLOCKS for end in ("Earliest", "Latest")
    )
