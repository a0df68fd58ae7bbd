"""Every attestation as the reader sees it: date, stance, gloss, who told it, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.labels import humane

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

    from travaux.engine import Engine

#: Marks that turn the direction of the text around them; a label has no use for them.
_TURNERS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\\s]+")

#: Where a date may be lent from, nearest first: the words that a formulation is of, then the event.
LENDERS = (
    "BIND(?record AS ?lender)",
    f"?record <{v.WORDING_OF}> ?lender .",
    f"?record (<{v.AT_EVENT}>|<{v.ACCOUNT_OF}>)/^<{v.ACCOUNT_OF}> ?lender .",
)
_DATES = f"""SELECT DISTINCT ?record ?happened ?date ?basis ?article WHERE {{
    ?record <{v.EVIDENCE}> ?passage . %s
    VALUES (?clock ?how ?happened) {{
        (<{v.SAID}> <{v.SAID}Basis> UNDEF) (<{v.HAPPENED}> <{v.HAPPENED}Basis> <{v.HAPPENED}>)
    }}
    ?lender ?clock ?date OPTIONAL {{ ?lender ?how ?basis }}
    BIND(?basis = <{v.DERIVED}> && NOT EXISTS {{ ?lender <{v.OCCASION}> ?any }} AS ?article) }}"""
#: Ways of knowing a date that the reader need not be warned of.
_SURE = (v.PRINTED, v.DERIVED, "")


class Record(NamedTuple):
    """One attestation; `attitude` and `holders` of a stance, else empty.

    `gloss` falls back on what is recorded besides the ends: a name used, how long a thing lasted.
    """

    gloss: str
    cites: tuple[str, ...]
    told_by: tuple[str, ...]
    date: str
    attitude: str
    holders: tuple[str, ...]


class Labels:
    """Labels of terms, fit to be shown: one line, nothing that turns or hides text; remembered.

    `spoken` are the texts that are in `language`, the engine's first: others are in what language
    they happen to be.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, str] = {}
        self.language = engine.languages[0]
        self.spoken: set[str] = set()

    def __call__(self, iri: str) -> str:
        """The label of a term, or its local name."""
        if iri not in self._known:
            label = self._engine.label(iri)
            self._known[iri] = text = clean(label or "") or _local(iri)
            if label and any(self._engine.quads(NamedNode(iri), None, self._literal(label))):
                self.spoken.add(text)
        return self._known[iri]

    def remark(self, iri: str) -> str:
        """A term as a word of the page beside a date: English, as the page's own words are."""
        return clean(self._engine.label(iri, "en") or "") or _local(iri)

    def _literal(self, text: str) -> Literal:
        return Literal(text, language=self.language)

    def worded(self, word: str, term: str) -> str:
        """The label of an IRI; for plain words, which are English, that of the term elsewhere."""
        if word.startswith(v.BASE):
            return self(word)
        there = self(term)
        return there if self.language != "en" and there in self.spoken else word

    def joined(self, form: str, *texts: str) -> str:
        """Texts put together; the whole is spoken if each of them is."""
        text = form.format(*texts)
        if texts and self.spoken.issuperset(texts):
            self.spoken.add(text)
        return text


def clean(text: str) -> str:
    """The text as one line without control characters and direction marks."""
    return _CONTROLS.sub(" ", _TURNERS.sub("", text)).strip()


def _local(iri: str) -> str:
    return re.split("[/#:]", iri.rstrip("/#"))[-1] or iri


def rows(engine: Engine, text: str) -> Iterator[tuple[str, ...]]:
    """The rows of a SELECT as strings, "" where unbound."""
    for row in cast("QuerySolutions", engine.query(text)):
        yield tuple("" if term is None else term.value for term in row)


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key that puts s2:9 before s2:10."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)
    ]


def read(engine: Engine, labels: Labels) -> dict[str, Record]:
    """Every attestation that has evidence, by IRI."""
    glosses: dict[str, str] = {}
    for record, gloss in rows(
        engine,
        f"SELECT ?record ?gloss WHERE {{ ?record <{v.EVIDENCE}> ?passage "
        f"OPTIONAL {{ ?record <{v.GLOSS}> ?gloss }} }}",
    ):
        glosses[record] = min(gloss, glosses.get(record, gloss))
    cites = _values(engine, f"?record <{v.CITE}> ?value")
    tellers = _values(
        engine,
        f"?record <{v.HOLDER}> ?holder ; <{v.SPEAKER}> ?value "
        f"FILTER NOT EXISTS {{ ?record <{v.HOLDER}> ?value }}",
    )
    attitudes = _values(engine, f"?record <{v.ATTITUDE}> ?value")
    holders = _values(engine, f"?record <{v.HOLDER}> ?value")
    dates, details = _dates(engine, labels), _details(engine, labels)
    return {
        record: Record(
            clean(glosses[record]) or details.get(record, ""),
            tuple(sorted(map(clean, cites.get(record, ())), key=natural)),
            _names(tellers.get(record), labels),
            dates.get(record, ""),
            _attitude(attitudes.get(record), labels),
            _names(holders.get(record), labels),
        )
        for record in sorted(glosses)
    }


def _names(iris: set[str] | None, labels: Labels) -> tuple[str, ...]:
    return tuple(sorted(map(labels, iris or ())))


def _attitude(iris: set[str] | None, labels: Labels) -> str:
    names = _names(iris, labels)
    return labels.joined(", ".join(["{}"] * len(names)), *names)


def _values(engine: Engine, pattern: str) -> dict[str, set[str]]:
    """The values that a pattern finds for each record."""
    found: dict[str, set[str]] = {}
    for record, value in rows(engine, f"SELECT ?record ?value WHERE {{ {pattern} }}"):
        found.setdefault(record, set()).add(value)
    return found


def _dates(engine: Engine, labels: Labels) -> dict[str, str]:
    """When each was said or happened, in words; what is only the date of its article says so."""
    found: dict[str, str] = {}
    for lender in LENDERS:
        lent: dict[str, list[list[str]]] = {}
        for record, *date in sorted(rows(engine, _DATES % lender)):
            lent.setdefault(record, []).append(date)
        for record, dates in lent.items():
            found.setdefault(record, _told(dates, labels))
    published = _values(engine, f"?record <{v.IN_SOURCE}>/<{v.PUBLISHED}> ?value")
    undated = published.keys() - found
    return found | {
        record: ", ".join(map(_of_article, sorted(published[record]))) for record in undated
    }


def _told(dates: list[list[str]], labels: Labels) -> str:
    """Dates with what the reader must know: of what, if there are two, and how they are known."""
    told = []
    for happened, date, basis, article in dates:
        words = _of_article(date) if article == "true" else in_words(date)
        note = "" if basis in _SURE else f" ({labels.remark(basis)})"
        apart = happened and not all(other[0] for other in dates)
        told.append(f"{labels.remark(happened)} {words}{note}" if apart else words + note)
    return "; ".join(told)


def in_words(date: str) -> str:
    """An EDTF date as people read it."""
    return clean(humane(Literal(date, datatype=NamedNode(v.EDTF_DATE))))


def _of_article(date: str) -> str:
    return f"date of the article: {in_words(date)}"


def _details(engine: Engine, labels: Labels) -> dict[str, str]:
    """What a record without a gloss records: "named as …", "duration: about 4 h"."""
    found: dict[str, list[str]] = {}
    for record, name in sorted(rows(engine, f"SELECT ?r ?n WHERE {{ ?r <{v.NAMED_AS}> ?n }}")):
        found.setdefault(record, []).append(f"{labels(v.NAMED_AS)} “{clean(name)}”")
    for record, length, about in sorted(
        rows(
            engine,
            f"SELECT ?r ?length ?about WHERE {{ ?r <{v.DURATION}> ?length "
            f"OPTIONAL {{ ?r <{v.DURATION_QUALIFIER}> ?about }} }}",
        )
    ):
        words = clean(humane(Literal(length, datatype=NamedNode(v.XSD + "duration"))))
        qualified = f"{labels(about)} {words}" if about else words
        found.setdefault(record, []).append(f"{labels(v.DURATION)}: {qualified}")
    return {record: "; ".join(parts) for record, parts in found.items()}


def concept_tops(engine: Engine) -> dict[str, str]:
    """Every concept with the one above it that has none above."""
    return dict(
        rows(  # type: ignore[arg-type]
            engine,
            f"SELECT ?concept ?top WHERE {{ ?concept <{v.BROADER}>* ?top . "
            f"?top <{v.IN_SCHEME}> ?scheme FILTER NOT EXISTS {{ ?top <{v.BROADER}> ?above }} }}",
        )
    )
