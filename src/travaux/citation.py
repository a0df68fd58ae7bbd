"""Citations as they stand in a paper: title, outlet, date and paragraph, for `s2:5`.

Only what a source prints is told as its own. What is supplied here stands in square brackets, as
libraries and the Chicago Manual have it; whatever a text does not print is said to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.engine import Engine
from travaux.labels import by_language
from travaux.names import Candidate

#: A citation is written in the language of the program, whatever language names are shown in.
_ENGLISH = "en"
_NO_SOURCE = "not in a source"
_CITE = re.compile(r"(.*):([0-9]{1,18})", re.DOTALL)
_POINT = re.compile(r"([0-9]{3}[0-9X])(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:T.*?)?([?~%]?)")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_PARTS = dict(enumerate([*_MONTHS], 1)) | {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


class Citations:
    """Citation texts for the citations of one store; what is told of a source is looked up once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.source = cache(self._source)
        self.article = cache(self._described)

    def __call__(self, cites: str) -> str:
        """The text for `s2:5`, or for several with commas between; semicolons part the sources.

        What is no such place names a graph: a source as a whole, or one that is no source.
        """
        places = [_place(each) for each in cites.split(", ") if each]
        texts = []
        for source, found in groupby(places, lambda place: place[0]):
            numbers = [number for _, number in found]
            if source:
                keys = ", ".join(f"{source}:{number}" for number in numbers)
                texts.append(f"{self.source(source)}, {_paragraphs(numbers)} [{keys}]")
            else:
                texts += map(self._graph, numbers)
        return "; ".join(texts) or _NO_SOURCE

    def _graph(self, name: str) -> str:
        if self._article(name) is None:
            return f"{_NO_SOURCE}: {name} data of the workspace"
        return f"{self.source(name)} [{name}]"

    def of(self, subject: Candidate) -> str:
        """The text for what a dossier is of: a source, a paragraph, a record; else empty."""
        names = self._texts(subject.node, v.IDENTIFIER)
        if names and self._article(names[0]) == subject.node:
            return self._graph(names[0])
        cites = self._texts(subject.node, v.CITE)
        own = [subject.label] if subject.label in cites else _ordered(cites)
        return self(", ".join(own)) if own else ""

    def comparison(self, link: str) -> str:
        """The text for a curator's link: who compares, and both sides, first the one it starts at.

        Empty if neither side rests on a paragraph.
        """
        node = NamedNode(link)
        ends = [self._cites(node, end) for end in (v.LINK_FROM, v.LINK_TO)]
        sides = [self(", ".join(cites)) for cites in ends if cites]
        if not sides:
            return ""
        whom = _joined(self._texts(node, v.CREATOR) + self._names(node, v.CREATOR)) or "a curator"
        return f"compared by {whom}: {', with '.join(sides)}"

    def _cites(self, link: NamedNode, end: str) -> list[str]:
        nodes = [quad.object for quad in self._engine.quads(link, NamedNode(end))]
        ends = [node for node in nodes if isinstance(node, NamedNode)]
        return _ordered({cite for node in ends for cite in self._texts(node, v.CITE)})

    def _source(self, name: str) -> str:
        """What is cited before the paragraph: title, outlet, date, and on whom the text draws."""
        article = self._article(name)
        if article is None:
            return self.article(name)
        outlets = self._names(article, v.OUTLET)
        agencies = [each for each in self._names(article, v.DRAWS_ON) if each not in outlets]
        drawing = f" (drawing on {_joined(agencies)})" if agencies else ""
        return self.article(name) + drawing

    def _described(self, name: str) -> str:
        """Title, outlet and date of a source."""
        article = self._article(name)
        if article is None:
            return f"source {name}"
        outlet = _joined(self._names(article, v.OUTLET)) or "[outlet not printed]"
        return f"{self._title(article, name)}, {outlet}, {self._published(article)}"

    def _article(self, name: str) -> NamedNode | None:
        """The source of that short name."""
        quads = self._engine.quads(None, NamedNode(v.IDENTIFIER), Literal(name))
        named = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        kind, within = NamedNode(v.TYPE), NamedNode(v.IN_SOURCE)
        found = [
            node
            for node in sorted(named, key=str)
            if any(self._engine.quads(node, kind, NamedNode(v.NEWS_ARTICLE)))
            or any(self._engine.quads(None, within, node))
        ]
        return found[0] if found else None

    def _title(self, article: NamedNode, name: str) -> str:
        """The title as printed, in quotes; else our label, said to be none of the source's."""
        for title in self._texts(article, v.TITLE):
            inner = title.replace("“", "‘").replace("”", "’")
            return f"“{inner}”"
        label = self._engine.label(article.value, _ENGLISH) or name
        return f"[title supplied: {label.removesuffix(f'({name})').rstrip()}]"

    def _published(self, article: NamedNode) -> str:
        """The date in words; in square brackets as far as the source does not print it."""
        dates = self._texts(article, v.PUBLISHED)
        if not dates:
            return "n.d."
        words = in_words(dates[0])
        quads = self._engine.quads(article, NamedNode(v.PUBLISHED + "Basis"))
        basis = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
        if v.PRINTED in basis:
            return words
        if v.NOT_PRINTED in basis:
            return f"n.d. [{words}]"
        dated = re.fullmatch(r"(.+ )([0-9]{4})", words) if v.YEAR_INFERRED in basis else None
        return f"{dated[1]}[{dated[2]}]" if dated else f"[{words}]"

    def _names(self, node: NamedNode, predicate: str) -> list[str]:
        nodes = [quad.object for quad in self._engine.quads(node, NamedNode(predicate))]
        iris = [each.value for each in nodes if isinstance(each, NamedNode)]
        return sorted(self._engine.label(iri, _ENGLISH) or iri for iri in iris)

    def _texts(self, node: NamedNode, predicate: str) -> list[str]:
        """The texts of a property, English ones first."""
        values = [quad.object for quad in self._engine.quads(node, NamedNode(predicate))]
        texts = [each for each in values if isinstance(each, Literal)]
        texts.sort(key=lambda text: (by_language(text, (_ENGLISH,)), text.value))
        return [text.value for text in texts]


def in_words(date: str) -> str:
    """An EDTF date in words: `2021-12-23/..` is "not before 23 December 2021".

    What cannot be put into words stays as it is written.
    """
    first, slash, last = date.partition("/")
    if not slash or first == last:
        return _point(first) if first else date
    if last in ("", ".."):
        return f"not before {_point(first)}"
    return (
        f"not after {_point(last)}" if first in ("", "..") else _span(_point(first), _point(last))
    )


def _span(first: str, last: str) -> str:
    """Two ends in words; what they have in common at their end is said once."""
    days = [re.fullmatch(r"([0-9]{1,2}) (.+)", each) for each in (first, last)]
    if days[0] and days[1] and days[0][2] == days[1][2]:
        return f"{days[0][1]}–{days[1][1]} {days[0][2]}"
    return f"{first} to {last}"


def _point(date: str) -> str:
    """A day, a month, a season, a year or a decade in words."""
    match = _POINT.fullmatch(date.replace("-XX", ""))
    if match is None:
        return date
    year, month, day, doubt = match.groups()
    year = year.replace("X", "0s")
    if month and int(month) not in (range(1, 13) if day else _PARTS):
        return date
    words = " ".join(filter(None, (day and str(int(day)), month and _PARTS[int(month)], year)))
    words = f"c. {words}" if doubt in ("~", "%") and doubt else words
    return f"{words} (uncertain)" if doubt in ("?", "%") and doubt else words


def _place(cite: str) -> tuple[str, str]:
    """Source and paragraph; for the name of a graph no source, and the name."""
    match = _CITE.fullmatch(cite)
    return (match[1], match[2]) if match else ("", cite)


def _ordered(cites: Iterable[str]) -> list[str]:
    """In the order of the sources and their paragraphs."""
    return sorted(cites, key=lambda cite: (_place(cite)[0], len(_place(cite)[1]), cite))


def _paragraphs(numbers: Sequence[str]) -> str:
    """`para. 5`, `paras. 5, 7–9, and 12`."""
    runs: list[list[int]] = []
    for number in sorted({int(each) for each in numbers}):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return f"para{'s' * (len(set(numbers)) > 1)}. {_joined(shown)}"


def _joined(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B, and C`."""
    *others, last = [*names] or [""]
    if not others:
        return last
    return f"{', '.join(others)}{',' * (len(others) > 1)} and {last}"
