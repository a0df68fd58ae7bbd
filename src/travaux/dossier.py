"""All that a graph holds about one thing, in sections; generic over the ontology.

A section is told by the class of the record and by the relation in which the thing stands to it.
Whatever no section claims is listed at the end under its own relation, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from travaux import vocabulary as v
from travaux.cites import place
from travaux.engine import Engine
from travaux.labels import Labels, by_language
from travaux.layout import spaced
from travaux.names import Candidate, closure, describe
from travaux.sections import LINKS, MAIN, OTHER, PASSED_ON, RECORDS, REPORTED, SECTIONS

_CITATION = re.compile(r"[a-z0-9-]+:[0-9]+")
_STATED = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"
_LAST = re.compile(r"[#/:]")
_SPOKEN = (v.STATEMENT, v.FORMULATION, v.SITUATION)
_NAMES = {v.LABEL, v.ALT_LABEL, v.IDENTIFIER, v.SAME_AS}
_HIDDEN = {v.TYPE, v.EVIDENCE, v.IN_SOURCE, v.CITE, v.HAS_STEP, v.GLOSS, v.IS_DEFINED_BY}
_HIDDEN_ENDINGS = ("Basis", "Earliest", "Latest", "Qualifier")


class Line(NamedTuple):
    """One record about the thing. `relation` says in what role the thing stands in it.

    `cite` names its paragraphs; where it rests on none, the graphs that state it ("reference").
    """

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


def compile_dossier(node: NamedNode, engine: Engine) -> Dossier:
    """The dossier of a node of the default graph."""
    return _Compiler(engine, node).dossier()


def compile_paragraph(cite: str, engine: Engine) -> Dossier | None:
    """All records of a paragraph (`s2:5`), None if it is none; raises if nothing is recorded."""
    cite = cite.lower()
    if not _CITATION.fullmatch(cite) or cite.partition(":")[0] in engine.prefixes:
        return None
    quads = engine.quads(None, NamedNode(v.CITE), Literal(cite))
    found = _Compiler(engine, NamedNode(v.CITE)).paragraph(cite, [quad.subject for quad in quads])
    if found is None:
        from travaux.cites import not_coded

        raise not_coded(cite, engine)
    return found


def record_line(record: NamedNode, engine: Engine) -> Line:
    """One record as a line of no particular dossier."""
    return _Compiler(engine, NamedNode(v.CITE))._line(record, [])


class _Compiler:
    def __init__(self, engine: Engine, node: NamedNode) -> None:
        self.engine = engine
        self.node = node
        self.shown = Labels(engine)
        self.superclasses = cache(self._superclasses)
        self.stating = cache(self._stating)

    def dossier(self) -> Dossier:
        names = sorted(self._literals(v.LABEL))
        subject = describe(self.node, self.engine)
        aliases = sorted({text for _, text in self._literals(v.ALT_LABEL)})
        same = [self.shown(value) for value in self.values(self.node, v.SAME_AS)]
        identifiers = [text for _, text in self._literals(v.IDENTIFIER)] + same
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
        records = [node for node in records if v.ATTESTATION in self.superclasses(node)]
        if not records:
            return None
        sources = tuple(("source", each) for each in self._shown(records[0], v.IN_SOURCE))
        subject = Candidate(records[0], cite, cite, "paragraph")
        found = {RECORDS: records, LINKS: list(self._links(set(records)))}
        sections = tuple(
            (title, tuple(sorted((self._line(node, []) for node in nodes), key=_by_date)))
            for title, nodes in found.items()
            if nodes
        )
        return Dossier(subject, (), (), (), sources[:1], sections)

    def _literals(self, predicate: str) -> list[tuple[str, str]]:
        values = self.values(self.node, predicate)
        return [(one.language or "", one.value) for one in values if isinstance(one, Literal)]

    def values(self, node: NamedNode, predicate: str) -> list[NamedNode | Literal]:
        quads = self.engine.quads(node, NamedNode(predicate))
        found = [q.object for q in quads if isinstance(q.object, NamedNode | Literal)]
        return sorted(found, key=str)

    def _sections(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """Every section that has lines, in the order of SECTIONS."""
        filed: dict[str, dict[NamedNode, list[str]]] = {}
        for quad in self.engine.quads(None, None, self.node):
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
        if v.ATTRIBUTION_STEP in classes:
            holders = self.engine.quads(None, NamedNode(v.HAS_STEP), record)
            yield from ((PASSED_ON, q.subject) for q in holders if isinstance(q.subject, NamedNode))
            return
        if v.PASSAGE in classes or v.ANALYTIC_LINK in classes:
            return  # a passage is shown by its citation, a link with what it compares
        for title, kinds, predicates in SECTIONS:
            if predicate in predicates and not classes.isdisjoint(kinds):
                if title != REPORTED or self.node not in self.values(record, v.SPEAKER):
                    yield title, record
                return
        yield OTHER, record

    def _superclasses(self, node: NamedNode) -> frozenset[str]:
        found: set[str] = set()
        for kind in self.values(node, v.TYPE):
            if isinstance(kind, NamedNode):
                found |= {each.value for each in closure(self.engine, kind, up=True)}
        return frozenset(found)

    def _links(self, records: set[NamedNode]) -> set[NamedNode]:
        """The analytic links that compare any of these records, or the thing itself."""
        found: set[NamedNode] = set()
        for record in (*records, self.node):
            for end in (v.LINK_FROM, v.LINK_TO):
                quads = self.engine.quads(None, NamedNode(end), record)
                found |= {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return found

    def _line(self, record: NamedNode, relations: list[str]) -> Line:
        how = ", ".join(self._relation(NamedNode(each)) for each in relations)
        classes = self.superclasses(record)
        if v.ANALYTIC_LINK in classes:
            return self._link(record)
        date = next(iter(self._shown(record, v.SAID) + self._shown(record, v.HAPPENED)), "")
        cites = ", ".join(sorted(self._shown(record, v.CITE), key=place))
        cites = cites or self._graphs(record, relations)
        text = self._text(record, classes)
        if v.ATTESTATION in classes:
            return Line(date, self._kind(record), text, cites, how, record.value)
        told = f"{text}: {how} {self.shown(self.node)}"
        return Line(date, "", told, cites, how, record.value)

    def _graphs(self, record: NamedNode, relations: list[str]) -> str:
        """The names of the graphs that state how the record is related to the thing."""
        stated = self.stating()
        graphs = {graph for each in relations for graph in stated.get((record.value, each), ())}
        return ", ".join(sorted(_LAST.split(graph)[-1] for graph in graphs))

    def _stating(self) -> dict[tuple[str, str], list[str]]:
        """The graphs that state what points at the thing, by subject and relation."""
        found: dict[tuple[str, str], list[str]] = {}
        rows = self.engine.query(_STATED, bindings={"o": self.node})
        for row in rows if isinstance(rows, QuerySolutions) else ():
            graph, subject, relation = row["g"], row["s"], row["p"]
            if isinstance(subject, NamedNode):
                found.setdefault((subject.value, relation.value), []).append(graph.value)
        return found

    def _shown(self, node: NamedNode, predicate: str) -> list[str]:
        return [self.shown(value) for value in self.values(node, predicate)]

    def _kind(self, record: NamedNode) -> str:
        """What a record is: its attitude, else its class; and who speaks, if another does."""
        kind = ", ".join(self._shown(record, v.ATTITUDE)) or describe(record, self.engine).kind
        speakers = [one for one in self.values(record, v.SPEAKER) if one != self.node]
        if speakers and self.node not in self.values(record, v.SPEAKER):
            kind = ", ".join(map(self.shown, speakers)) + ": " + kind
        return kind

    def _text(self, record: NamedNode, classes: frozenset[str]) -> str:
        """The gloss of a statement, the facts of any other record; then how it came to us."""
        gloss = self._gloss(record)
        if gloss and not classes.isdisjoint(_SPOKEN):
            text = gloss
        else:
            label = self.engine.label(record.value)
            text = label or self._told(record, gloss) or self.shown(record)
        steps = self._steps(record)
        return f"{text} [via {', '.join(steps)}]" if steps else text

    def _gloss(self, record: NamedNode) -> str:
        """The gloss, in the best language that it has."""
        glosses = [one for one in self.values(record, v.GLOSS) if isinstance(one, Literal)]
        glosses.sort(key=lambda one: by_language(one, self.engine.languages))
        return glosses[0].value if glosses else ""

    def _told(self, record: NamedNode, gloss: str) -> str:
        """The facts of a record in one line: the chief one, the others, and the gloss."""
        ends = [(name, self.values(record, name)) for name in MAIN]
        name, main = next(
            ((n, found) for n, found in ends if found and self.node not in found), ("", [])
        )
        facts = self._facts(record, {v.SAID, v.HAPPENED, v.ATTITUDE, name})
        detail = "; ".join(f"{name} {value}" if name else value for name, value in facts)
        head = ", ".join(map(self.shown, main))
        return " — ".join(filter(None, (": ".join(filter(None, (head, detail))), gloss)))

    def _steps(self, record: NamedNode) -> list[str]:
        steps = [one for one in self.values(record, v.HAS_STEP) if isinstance(one, NamedNode)]
        steps.sort(key=lambda step: (self._shown(step, v.STEP_ORDER), step.value))
        return [", ".join(self._shown(step, v.CARRIER)) for step in steps]

    def _facts(self, record: NamedNode, hidden: set[str]) -> list[tuple[str, str]]:
        """What a record says of others than the thing; concepts speak for themselves."""
        found: dict[str, list[str]] = {}
        for quad in self.engine.quads(record):
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
        if predicate.value == v.NAMED_AS:
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
        kinds = {kind.value for kind in self.values(node, v.TYPE) if isinstance(kind, NamedNode)}
        return v.CONCEPT in kinds and not any(kind.startswith(v.TRV) for kind in kinds)

    def _link(self, link: NamedNode) -> Line:
        """A curator's link: its kind, its reason, and the places compared."""
        kind = ", ".join(self._shown(link, v.LINK_KIND))
        ends = [one for end in (v.LINK_FROM, v.LINK_TO) for one in self.values(link, end)]
        cites = [c for end in ends if isinstance(end, NamedNode) for c in self._shown(end, v.CITE)]
        text = self._gloss(link)
        return Line("", kind, text, ", ".join(sorted(set(cites), key=place)), kind, link.value)


def _by_date(line: Line) -> tuple[object, ...]:
    return line.date or "9", place(line.cite.split(",")[0]), line.kind, line.iri


def _by_place(line: Line) -> tuple[object, ...]:
    return place(line.cite.split(",")[0]), line.date or "9", line.kind, line.iri
