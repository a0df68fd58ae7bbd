"""All that a graph holds about one thing, in sections; generic over the ontology.

A section is told by the class of the record and by the relation in which the thing stands to it.
Whatever no section claims is listed at the end under its own relation, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode

from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.layout import spaced
from travaux.names import Candidate, closure, describe
from travaux.sections import LINKS, MAIN, OTHER, PASSED_ON, RECORDS, REPORTED, SECTIONS
from travaux.vocabulary import (
    ALT_LABEL,
    ANALYTIC_LINK,
    ATTESTATION,
    ATTITUDE,
    CITE,
    CONCEPT,
    EVIDENCE,
    GLOSS,
    HAPPENED,
    HAS_STEP,
    IDENTIFIER,
    IN_SOURCE,
    LABEL,
    LINK_FROM,
    LINK_KIND,
    LINK_TO,
    NAMED_AS,
    PASSAGE,
    RDFS,
    SAID,
    SAME_AS,
    SPEAKER,
    TRV,
    TYPE,
)

_DEFAULT = DefaultGraph()
_CITATION = re.compile(r"[a-z0-9-]+:[0-9]+")
_LAST = re.compile(r"[#/:]")
_SPOKEN = (TRV + "Statement", TRV + "Formulation", TRV + "Situation")
_NAMES = {LABEL, ALT_LABEL, IDENTIFIER, SAME_AS}
_HIDDEN = {TYPE, EVIDENCE, IN_SOURCE, CITE, HAS_STEP, GLOSS, RDFS + "isDefinedBy"}
_HIDDEN_ENDINGS = ("Basis", "Earliest", "Latest", "Qualifier")


class Line(NamedTuple):
    """One record about the thing. `relation` says in what role the thing stands in it."""

    date: str
    kind: str
    text: str
    cite: str
    relation: str
    iri: str


class Dossier(NamedTuple):
    """What is known of one thing: its names, its own facts, and sections of cited lines."""

    subject: Candidate
    labels: tuple[tuple[str, str], ...]  # (language, label)
    aliases: tuple[str, ...]
    identifiers: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]  # (relation, value)
    sections: tuple[tuple[str, tuple[Line, ...]], ...]


def compile_dossier(node: NamedNode, engine: OxigraphEngine) -> Dossier:
    """The dossier of a node of the default graph."""
    return _Compiler(engine, node).dossier()


def compile_paragraph(cite: str, engine: OxigraphEngine) -> Dossier | None:
    """All records that rest on one paragraph, cited as `s2:5`; None if there are none."""
    if not _CITATION.fullmatch(cite):
        return None
    quads = engine.store.quads_for_pattern(None, NamedNode(CITE), Literal(cite), _DEFAULT)
    return _Compiler(engine, NamedNode(CITE)).paragraph(cite, [quad.subject for quad in quads])


class _Compiler:
    def __init__(self, engine: OxigraphEngine, node: NamedNode) -> None:
        self.engine = engine
        self.node = node
        self.shown = Labels(engine)
        self.superclasses = cache(self._superclasses)

    def dossier(self) -> Dossier:
        names = sorted(self._literals(LABEL))
        subject = describe(self.node, self.engine)
        aliases = sorted({text for _, text in self._literals(ALT_LABEL)})
        same = [self.shown(value) for value in self.values(self.node, SAME_AS)]
        identifiers = [text for _, text in self._literals(IDENTIFIER)] + same
        facts = self._facts(self.node, _NAMES)
        return Dossier(
            subject,
            tuple(names),
            tuple(aliases),
            tuple(sorted(identifiers)),
            tuple(facts),
            tuple(self._sections()),
        )

    def paragraph(self, cite: str, having: list[object]) -> Dossier | None:
        """See compile_paragraph."""
        records = [node for node in having if isinstance(node, NamedNode)]
        records = [node for node in records if ATTESTATION in self.superclasses(node)]
        if not records:
            return None
        source = self.values(records[0], IN_SOURCE)[0]
        subject = Candidate(records[0], cite, cite, "paragraph")
        found = {RECORDS: records, LINKS: list(self._links(set(records)))}
        sections = tuple(
            (title, tuple(sorted((self._line(node, []) for node in nodes), key=_by_date)))
            for title, nodes in found.items()
            if nodes
        )
        return Dossier(subject, (), (), (), (("source", self.shown(source)),), sections)

    def _literals(self, predicate: str) -> list[tuple[str, str]]:
        values = self.values(self.node, predicate)
        return [(v.language or "", v.value) for v in values if isinstance(v, Literal)]

    def values(self, node: NamedNode, predicate: str) -> list[NamedNode | Literal]:
        quads = self.engine.store.quads_for_pattern(node, NamedNode(predicate), None, _DEFAULT)
        found = [q.object for q in quads if isinstance(q.object, NamedNode | Literal)]
        return sorted(found, key=str)

    def _sections(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """Every section that has lines, in the order of SECTIONS."""
        filed: dict[str, dict[NamedNode, list[str]]] = {}
        for quad in self.engine.store.quads_for_pattern(None, None, self.node, _DEFAULT):
            if isinstance(quad.subject, NamedNode):
                for title, record in self._filed(quad.subject, quad.predicate.value):
                    filed.setdefault(title, {}).setdefault(record, []).append(quad.predicate.value)
        records = {record for each in filed.values() for record in each}
        filed.setdefault(LINKS, {}).update({link: [] for link in self._links(records)})
        for title in (*(each[0] for each in SECTIONS), PASSED_ON, LINKS, OTHER):
            if filed.get(title):
                lines = [self._line(r, sorted(how)) for r, how in filed[title].items()]
                order = _by_place if title == RECORDS else _by_date
                yield title, tuple(sorted(lines, key=order))

    def _filed(self, record: NamedNode, predicate: str) -> Iterator[tuple[str, NamedNode]]:
        """The section that a relation to the thing belongs to, and the record to show there."""
        classes = self.superclasses(record)
        if TRV + "AttributionStep" in classes:
            holders = self.engine.store.quads_for_pattern(
                None, NamedNode(HAS_STEP), record, _DEFAULT
            )
            yield from ((PASSED_ON, q.subject) for q in holders if isinstance(q.subject, NamedNode))
            return
        if PASSAGE in classes or ANALYTIC_LINK in classes:
            return  # a passage is shown by its citation, a link with what it compares
        for title, kinds, predicates in SECTIONS:
            if predicate.removeprefix(TRV) in predicates and any(TRV + k in classes for k in kinds):
                if title != REPORTED or self.node not in self.values(record, SPEAKER):
                    yield title, record
                return
        yield OTHER, record

    def _superclasses(self, node: NamedNode) -> frozenset[str]:
        found: set[str] = set()
        for kind in self.values(node, TYPE):
            if isinstance(kind, NamedNode):
                found |= {each.value for each in closure(self.engine, kind, up=True)}
        return frozenset(found)

    def _links(self, records: set[NamedNode]) -> set[NamedNode]:
        """The analytic links that compare any of these records, or the thing itself."""
        found: set[NamedNode] = set()
        for record in (*records, self.node):
            for end in (LINK_FROM, LINK_TO):
                quads = self.engine.store.quads_for_pattern(None, NamedNode(end), record, _DEFAULT)
                found |= {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return found

    def _line(self, record: NamedNode, relations: list[str]) -> Line:
        how = ", ".join(self._relation(NamedNode(each)) for each in relations)
        classes = self.superclasses(record)
        if ANALYTIC_LINK in classes:
            return self._link(record)
        date = next(iter(self._shown(record, SAID) + self._shown(record, HAPPENED)), "")
        cites = ", ".join(sorted(self._shown(record, CITE), key=_place))
        text = self._text(record, classes)
        if ATTESTATION in classes:
            return Line(date, self._kind(record), text, cites, how, record.value)
        told = f"{text}: {how} {self.shown(self.node)}"
        return Line(date, "", told, cites, how, record.value)

    def _shown(self, node: NamedNode, predicate: str) -> list[str]:
        return [self.shown(value) for value in self.values(node, predicate)]

    def _kind(self, record: NamedNode) -> str:
        """What a record is: its attitude, else its class; and who speaks, if another does."""
        kind = ", ".join(self._shown(record, ATTITUDE)) or describe(record, self.engine).kind
        speakers = [v for v in self.values(record, SPEAKER) if v != self.node]
        if speakers and self.node not in self.values(record, SPEAKER):
            kind = ", ".join(map(self.shown, speakers)) + ": " + kind
        return kind

    def _text(self, record: NamedNode, classes: frozenset[str]) -> str:
        """The gloss of a statement, the facts of any other record; then how it came to us."""
        glosses = [v for v in self.values(record, GLOSS) if isinstance(v, Literal)]
        glosses.sort(key=lambda v: v.language != "en")
        gloss = glosses[0].value if glosses else ""
        if gloss and not classes.isdisjoint(_SPOKEN):
            text = gloss
        else:
            label = self.engine.label(record.value)
            text = label or self._told(record, gloss) or self.shown(record)
        steps = self._steps(record)
        return f"{text} [via {', '.join(steps)}]" if steps else text

    def _told(self, record: NamedNode, gloss: str) -> str:
        """The facts of a record in one line: the chief one, the others, and the gloss."""
        ends = [(name, self.values(record, name)) for name in MAIN]
        name, main = next(
            ((n, found) for n, found in ends if found and self.node not in found), ("", [])
        )
        facts = self._facts(record, {SAID, HAPPENED, ATTITUDE, name})
        detail = "; ".join(f"{name} {value}" if name else value for name, value in facts)
        head = ", ".join(map(self.shown, main))
        return " — ".join(filter(None, (": ".join(filter(None, (head, detail))), gloss)))

    def _steps(self, record: NamedNode) -> list[str]:
        steps = [v for v in self.values(record, HAS_STEP) if isinstance(v, NamedNode)]
        steps.sort(key=lambda step: (self._shown(step, TRV + "stepOrder"), step.value))
        return [", ".join(self._shown(step, TRV + "carrier")) for step in steps]

    def _facts(self, record: NamedNode, hidden: set[str]) -> list[tuple[str, str]]:
        """What a record says of others than the thing; concepts speak for themselves."""
        found: dict[str, list[str]] = {}
        for quad in self.engine.store.quads_for_pattern(record, None, None, _DEFAULT):
            predicate, value = quad.predicate.value, quad.object
            if predicate in hidden | _HIDDEN or predicate.endswith(_HIDDEN_ENDINGS):
                continue
            if value == self.node or not isinstance(value, NamedNode | Literal):
                continue
            name, text = self._fact(record, quad.predicate, value)
            found.setdefault(name, []).append(text)
        return [(name, ", ".join(sorted(values))) for name, values in sorted(found.items())]

    def _fact(
        self, record: NamedNode, predicate: NamedNode, value: NamedNode | Literal
    ) -> tuple[str, str]:
        text = self.shown(value)
        if predicate.value == NAMED_AS:
            text = f"“{text}”"
        for qualifier in self._shown(record, predicate.value + "Qualifier"):
            text = f"{qualifier} {text}"
        if isinstance(value, NamedNode) and self._is_notion(value):
            return "", text
        return self._relation(predicate), text

    def _relation(self, predicate: NamedNode) -> str:
        """A relation's label, else the last part of its IRI."""
        return self.engine.label(predicate.value) or spaced(_LAST.split(predicate.value)[-1])

    def _is_notion(self, node: NamedNode) -> bool:
        kinds = {kind.value for kind in self.values(node, TYPE) if isinstance(kind, NamedNode)}
        return CONCEPT in kinds and not any(kind.startswith(TRV) for kind in kinds)

    def _link(self, link: NamedNode) -> Line:
        """A curator's link: its kind, its reason, and the places compared."""
        kind = ", ".join(self._shown(link, LINK_KIND))
        ends = [v for end in (LINK_FROM, LINK_TO) for v in self.values(link, end)]
        cites = [c for end in ends if isinstance(end, NamedNode) for c in self._shown(end, CITE)]
        text = "; ".join(self._shown(link, GLOSS))
        return Line("", kind, text, ", ".join(sorted(set(cites), key=_place)), kind, link.value)


def _place(cite: str) -> tuple[str, int, str]:
    """Citations in the order of the texts: s2:5 before s2:10."""
    source, _, paragraph = cite.partition(":")
    return source, int(paragraph) if paragraph.isdigit() else 0, cite


def _by_date(line: Line) -> tuple[object, ...]:
    return line.date or "9", _place(line.cite.split(",")[0]), line.kind, line.iri


def _by_place(line: Line) -> tuple[object, ...]:
    return _place(line.cite.split(",")[0]), line.date or "9", line.kind, line.iri
