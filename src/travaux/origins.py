"""The chain of attribution in words: each link with what the source tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.chains import Chains, Record, Step
from travaux.citation import Citations
from travaux.cites import place
from travaux.dossier import Line, compile_paragraph
from travaux.engine import Engine
from travaux.labels import Labels
from travaux.names import describe
from travaux.spelling import curie

HOLDER, SPEAKER, DOCUMENT, CARRIER = "holder", "speaker", "document", "carrier"
AGENCY, ARTICLE = "agency", "article"


class Link(NamedTuple):
    """One link of a chain: who or what, in what role, and what is told of it."""

    role: str
    name: str
    notes: tuple[str, ...]
    iri: str

    def __str__(self) -> str:
        return f"{self.name} ({'; '.join((self.role, *self.notes))})"


class Comparison(NamedTuple):
    """A curator's link from a record to another: its kind, the other, the reason, a remark."""

    kind: str
    other: NamedNode
    cite: str
    told: str
    reason: str
    remark: str


class Origins:
    """Chains, texts and comparisons of the records of one store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.chains = Chains(engine)
        self.shown = Labels(engine)
        self.cited = Citations(engine)
        self._paragraph = cache(self._lines)

    def links(self, record: Record) -> list[Link]:
        """From the holder down to the article; who speaks for itself is one link."""
        chains = self.chains
        own = [each for each in record.speakers if chains.is_a(each, v.NARRATIVE_VOICE)]
        others = [each for each in record.speakers if each not in own]
        found = [self._holder(record)] if set(record.holders) - set(record.speakers) else []
        found += [self._speaker(each, record) for each in others]
        found += [self._documents(record.documents)] if record.documents else []
        found += [self._carrier(step, record) for step in record.steps]
        found += self._agency(record)
        found += [self._speaker(each, record) for each in own]
        return found + ([self._article(record.source)] if record.source else [])

    def way(self, record: Record) -> str:
        """The chain in one line, from the article outwards; the holder is left out."""
        links = [x for x in self.links(record) if x.role not in (HOLDER, AGENCY, ARTICLE)]
        names = [
            f"{x.name} ({x.notes[0]})" if x.role == CARRIER and x.notes else x.name for x in links
        ]
        return " ← ".join(reversed(names)) or "told by the article itself"

    def kind(self, record: Record) -> str:
        """The class of a record, as people read it."""
        return describe(record.node, self.engine).kind

    def stance(self, record: Record) -> str:
        """`Holder attitude` of a position; else its class."""
        if not record.attitudes:
            return self.kind(record)
        return f"{self.names(record.holders)} {self.names(record.attitudes)}".strip()

    def told(self, record: Record) -> str:
        """The gloss, else the facts of the record; without its carriers."""
        lines = self._paragraph(record.cites[0]) if record.cites else {}
        line = lines.get(record.node.value)
        if line is None:
            glosses = self.chains.texts(record.node, v.GLOSS)
            return glosses[0] if glosses else self.shown(record.node)
        via = ", ".join(self.shown(step.carrier) for step in record.steps)
        return line.text.removesuffix(f" [via {via}]")

    def passages(self, record: Record) -> list[str]:
        """`s2:5, characters 12–40` for each passage, in the order of the texts."""
        spans = map(self._span, self.chains.values(record.node, v.EVIDENCE))
        return [text for *_, text in sorted(spans)]

    def _span(self, passage: NamedNode) -> tuple[object, list[int], str]:
        cites = self.chains.texts(passage, v.CITE)
        cite = cites[0] if cites else curie(passage.value, self.engine.prefixes)
        ends = [self.chains.texts(passage, each) for each in (v.START_CHAR, v.END_CHAR)]
        told = [each[0] for each in ends if each]
        span = f", characters {'–'.join(told)}" if len(told) == len(ends) else ""
        numbers = [int(end) for end in told if end.isdecimal() and len(end) < 10]
        return place(cite), numbers, cite + span

    def comparisons(self, record: Record) -> list[Comparison]:
        """What curators set beside a record, the same statement first."""
        chains = self.chains
        found = []
        for here, there in ((v.LINK_FROM, v.LINK_TO), (v.LINK_TO, v.LINK_FROM)):
            for link in chains.subjects(here, record.node):
                kinds = chains.values(link, v.LINK_KIND)
                same = any(each.value == v.SAME_STATEMENT for each in kinds)
                for other in chains.values(link, there):
                    found.append((not same, self._comparison(link, kinds, record, other, same)))
        return [each for _, each in sorted(found, key=lambda x: (x[0], x[1].kind, x[1].cite))]

    def same(self, record: Record) -> list[Record]:
        """The records that curators take for the same statement."""
        return list(map(self.chains.record, self.chains.linked(record.node, v.SAME_STATEMENT)))

    def common(self, one: Record, other: Record) -> str:
        """What two records of different texts have in common on their way to us, in words."""
        names = [self.source(each) for each in (one, other)]
        if one.source == other.source:
            return f"both stand in one text ({names[0]})"
        shared = self.chains.media(one) & self.chains.media(other)
        if not shared:
            return f"no agency is told that {names[0]} and {names[1]} have in common"
        agencies = self.names(sorted(shared, key=lambda node: node.value))
        return f"{names[0]} and {names[1]} both draw on {agencies}: two texts, not two witnesses"

    def article_only(self, record: Record) -> Record:
        """A record without its own carriers: what is left in common is the articles' own."""
        return record._replace(steps=())

    def source(self, record: Record) -> str:
        """The short name of the source of a record."""
        if record.source is None:
            return ""
        names = self.chains.texts(record.source, v.IDENTIFIER)
        return names[0] if names else self.shown(record.source)

    def names(self, nodes: Iterable[NamedNode]) -> str:
        """Labels with commas between."""
        return ", ".join(map(self.shown, nodes))

    def _lines(self, cite: str) -> dict[str, Line]:
        found = compile_paragraph(cite, self.engine)
        sections = found.sections if found else ()
        return {line.iri: line for _, lines in sections for line in lines}

    def _holder(self, record: Record) -> Link:
        first = self.chains.voice(record) == v.FIRST_HAND
        note = "spoken for by one of its own" if first else "somebody else speaks of it"
        iris = " ".join(each.value for each in record.holders)
        return Link(HOLDER, self.names(record.holders), (note,), iris)

    def _speaker(self, speaker: NamedNode, record: Record) -> Link:
        notes = ["holder too"] if speaker in record.holders else []
        notes += self._about(speaker, record)
        behalf = [each for each in record.principals if each != speaker]
        notes += [f"on behalf of {self.names(behalf)}"] if behalf else []
        notes += [self.shown(mode) for mode in record.modes]
        return Link(SPEAKER, self.shown(speaker), tuple(notes), speaker.value)

    def _about(self, speaker: NamedNode, record: Record) -> Iterator[str]:
        """Office by this source, or what it lets us know of a voice that it does not name."""
        if self.chains.is_a(speaker, v.UNDISCLOSED_VOICE):
            bodies = self.names(self.chains.values(speaker, v.AFFILIATION))
            yield describe(speaker, self.engine).kind
            yield f"of {bodies}" if bodies else "no body told"
        offices: dict[str, list[str]] = {}
        for tenure in self.chains.offices(speaker, record.source):
            titles = self.chains.texts(tenure.node, v.NAMED_AS)
            office = self.names(self.chains.values(tenure.node, v.OFFICE))
            title = ", ".join(f"“{title}”" for title in titles) or office
            offices.setdefault(title, []).extend(tenure.cites)
        for title, cites in offices.items():
            yield ", ".join((title, *dict.fromkeys(cites)))
        if not offices and self.chains.is_a(speaker, v.PERSON):
            yield f"no office told in {self.source(record)}"

    def _documents(self, documents: tuple[NamedNode, ...]) -> Link:
        leaked = [each for each in documents if self.chains.known_from_leaks(each)]
        note = "its content is known only from an alleged leak"
        if len(documents) > 1:
            which = "their content is" if leaked == [*documents] else f"{self.names(leaked)}:"
            note = f"{which} known only from an alleged leak"
        iris = " ".join(each.value for each in documents)
        return Link(DOCUMENT, self.names(documents), (note,) if leaked else (), iris)

    def _carrier(self, step: Step, record: Record) -> Link:
        notes = [self.shown(step.kind)] if step.kind else []
        if record.source and step.carrier in self.chains.agencies(record.source):
            notes.append("an agency that the article draws on")
        if self.chains.is_a(step.carrier, v.UNDISCLOSED_VOICE):
            notes += self._about(step.carrier, record)
        return Link(CARRIER, self.shown(step.carrier), tuple(notes), step.carrier.value)

    def _agency(self, record: Record) -> list[Link]:
        """The agencies of the article, where none of them is among the carriers."""
        agencies = self.chains.agencies(record.source) if record.source else ()
        if not agencies or {step.carrier for step in record.steps} & set(agencies):
            return []
        note = "the article draws on it" if len(agencies) == 1 else "the article draws on them"
        notes = (f"{note}, for which of its words is not told",)
        return [
            Link(AGENCY, self.names(agencies), notes, " ".join(each.value for each in agencies))
        ]

    def _article(self, source: NamedNode) -> Link:
        names = self.chains.texts(source, v.IDENTIFIER)
        name = names[0] if names else self.shown(source)
        return Link(ARTICLE, self.cited.article(name), (name,), source.value)

    def _comparison(
        self,
        link: NamedNode,
        kinds: tuple[NamedNode, ...],
        record: Record,
        node: NamedNode,
        same: bool,
    ) -> Comparison:
        other = self.chains.record(node)
        reason = " ".join(self.chains.texts(link, v.GLOSS))
        cites, remark = ", ".join(other.cites), self.common(record, other) if same else ""
        return Comparison(self.names(kinds), node, cites, self.told(other), reason, remark)
