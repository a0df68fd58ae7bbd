"""What is found, as a list shows it: kind, who, date, text, and source and paragraph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from travaux import vocabulary as v
from travaux.cites import place
from travaux.engine import Engine
from travaux.labels import Labels
from travaux.layout import spaced
from travaux.matches import Match
from travaux.mentions import Mentions
from travaux.names import classes, fold

_FIELDS = ("label", "alias", "title", "gloss", "gloss and who")
_CLOCKS = (v.SAID, v.HAPPENED, v.PUBLISHED)
#: Where only these say what a thing is, it is a term or a notion of the ontology.
_NOTIONS = (v.OWL, v.RDF, v.RDFS, v.SKOS)


class Hit(NamedTuple):
    """One thing found. `matched` says in which of its texts the words stand.

    `cites` are all paragraphs that speak of it; where there are none, the graphs that state it.
    """

    kind: str
    who: str
    date: str
    text: str
    cites: tuple[str, ...]
    matched: str
    iri: str


def hits(
    found: Mapping[NamedNode, Match],
    engine: Engine,
    members: Collection[NamedNode] | None = None,
    source: str = "",
) -> list[Hit]:
    """What was found, the best first; of `members` only, and of what `source` speaks of."""
    mentions, shown = Mentions(engine), _Shown(engine)
    listed: list[tuple[tuple[object, ...], NamedNode, Hit]] = []
    for node, match in found.items():
        if members is not None and node not in members:
            continue
        cites = mentions(node)
        if source:
            inside = tuple(each for each in cites if each.partition(":")[0] == source)
            if not inside:
                continue
            cites = cites if shown.is_record(node) else inside
        hit = shown.hit(node, match, cites)
        order = is_notion(node, engine), match.rank, place(cites[0]) if cites else ("~",)
        listed.append(((*order, hit.text, hit.iri), node, hit))
    listed.sort(key=lambda each: each[0])
    return _placed([(node, hit) for _, node, hit in listed], engine)


def is_notion(node: NamedNode, engine: Engine) -> bool:
    """Whether a node is a word of the ontology, and nothing that the sources tell of."""
    kinds = [quad.object for quad in engine.quads(node, NamedNode(v.TYPE))]
    iris = [kind.value for kind in kinds if isinstance(kind, NamedNode)]
    return bool(iris) and all(iri.startswith(_NOTIONS) for iri in iris)


def _placed(listed: Iterable[tuple[NamedNode, Hit]], engine: Engine) -> list[Hit]:
    """The hits; those that no source speaks of with the names of the graphs that state them."""
    listed = list(listed)
    bare = " ".join(str(node) for node, hit in listed if not hit.cites)
    stating: dict[str, set[str]] = {}
    if bare:
        text = f"SELECT DISTINCT ?g ?s {{ VALUES ?s {{ {bare} }} GRAPH ?g {{ ?s a ?kind }} }}"
        rows = engine.query(text)
        for row in rows if isinstance(rows, QuerySolutions) else ():
            graph = row["g"].value.rstrip("/#").replace("#", "/").rpartition("/")[2]
            stating.setdefault(row["s"].value, set()).add(graph)
    return [
        hit if hit.cites else hit._replace(cites=tuple(sorted(stating.get(hit.iri, ()))))
        for _, hit in listed
    ]


class _Shown:
    """What is shown of a node."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._label = Labels(engine)

    def hit(self, node: NamedNode, match: Match, cites: tuple[str, ...]) -> Hit:
        """A node as a line of the list."""
        told = self._telling(node)
        who = _joined(self._who(each) for each in told)
        dates = sorted({date for each in told for date in self._dates(each)})
        text, matched = self._text(node, match), _FIELDS[match.field]
        return Hit(self._kind(node), who, ", ".join(dates), text, cites, matched, node.value)

    def is_record(self, node: NamedNode) -> bool:
        """Whether a node rests on paragraphs of its own, or compares what does."""
        return any(self._ends(node, v.EVIDENCE)) or any(self._ends(node, v.LINK_KIND))

    def _telling(self, node: NamedNode) -> list[NamedNode]:
        """The node; of a situation that somebody only supposes, the statements that do."""
        if self.is_record(node):
            return [node]
        found = [
            quad.subject
            for predicate in (v.ANTECEDENT, v.CONSEQUENT)
            for quad in self._engine.quads(None, NamedNode(predicate), node)
            if isinstance(quad.subject, NamedNode)
        ]
        return list(dict.fromkeys(found)) or [node]

    def _kind(self, node: NamedNode) -> str:
        """The most special classes; of a link, what it links as."""
        own = classes(node, self._engine)
        own = [kind for kind in own if not kind.value.startswith(v.OWL)] or own
        kinds = map(self._class, own)
        more = _joined(self._shown(node, v.LINK_KIND))
        return ", ".join(sorted(kinds)) + (f": {more}" if more else "")

    def _class(self, kind: NamedNode) -> str:
        label = self._engine.label(kind.value)
        return label or spaced(kind.value.rstrip("/").replace("#", "/").rpartition("/")[2])

    def _who(self, node: NamedNode) -> str:
        """Who speaks, and of whose stance if it is another's; who acts where nobody speaks."""
        speakers, holders = self._ends(node, v.SPEAKER), self._ends(node, v.HOLDER)
        others = _joined(self._label(each) for each in holders if each not in speakers)
        who = _joined(map(self._label, speakers))
        if others:
            stance = " ".join(filter(None, (others, _joined(self._shown(node, v.ATTITUDE)))))
            return f"{who}: {stance}" if who else stance
        return who or _joined(self._shown(node, v.AGENT)) or self._curator(node)

    def _curator(self, node: NamedNode) -> str:
        return _joined(self._shown(node, v.CREATOR)) if self._ends(node, v.LINK_KIND) else ""

    def _dates(self, node: NamedNode) -> list[str]:
        """When it was said, else when it happened; of an event, as each account has it."""
        for clock in _CLOCKS:
            dates = self._shown(node, clock)
            if dates:
                return dates
        accounts = self._engine.quads(None, NamedNode(v.ACCOUNT_OF), node)
        tellers = [quad.subject for quad in accounts if isinstance(quad.subject, NamedNode)]
        return [date for each in tellers for date in self._shown(each, v.HAPPENED)]

    def _text(self, node: NamedNode, match: Match) -> str:
        """The text that holds the words, after the name of the thing where it is no gloss."""
        if match.predicate == v.GLOSS:
            return match.text.value
        name, text = self._engine.label(node.value), match.text.value
        if match.predicate == v.NAMED_AS:
            name, text = name or _joined(self._shown(node, v.OFFICE)), f"“{text}”"
        told = f" {fold(text)} " in f" {fold(name or '')} "
        return name if name and told else f"{name} ({text})" if name else text

    def _ends(self, node: NamedNode, predicate: str) -> list[NamedNode]:
        quads = self._engine.quads(node, NamedNode(predicate))
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]

    def _shown(self, node: NamedNode, predicate: str) -> list[str]:
        quads = self._engine.quads(node, NamedNode(predicate))
        return [self._label(q.object) for q in quads if isinstance(q.object, NamedNode | Literal)]


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(sorted(set(filter(None, texts))))
