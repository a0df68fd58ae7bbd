"""What each attestation says of itself besides its gloss: whose words, by what way, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.chains import Chains
from travaux.dates import BadDate, Days, days, outer
from travaux.view.records import LENDERS, Labels, clean, concept_tops, in_words, rows
from travaux.view.relations import STANCES

if TYPE_CHECKING:
    from travaux.engine import Engine

NEVER = Days(None, None)
#: A person or thing by IRI and by name.
Named = tuple[str, str]


class Facts(NamedTuple):
    """One attestation; `happened` and `said` as first and last possible day, `source` as cited.

    `stance` is the group that its attitude is drawn in. `first_hand` is None for all but
    positions; `disputed` if a curator says that it contradicts another record, or if it denies
    another or is denied itself.
    """

    kind: str = ""
    tellers: tuple[Named, ...] = ()
    holders: tuple[Named, ...] = ()
    stance: str = ""
    degree: str = ""
    modality: str = ""
    happened: Days = NEVER
    said: Days = NEVER
    source: str = ""
    via: str = ""
    first_hand: bool | None = None
    disputed: bool = False


class Source(NamedTuple):
    """A text: its short name, its label, and when it was published, as days and in words."""

    key: str
    label: str
    published: Days = NEVER
    told: str = ""


class Tie(NamedTuple):
    """What a curator says of two records, and why."""

    kind: str
    start: str
    end: str
    reason: str


def read(engine: Engine, labels: Labels, records: Iterable[str]) -> dict[str, Facts]:
    """The facts of these attestations, by IRI."""
    kinds, sources = _kinds(engine), _pairs(engine, f"<{v.IN_SOURCE}>/<{v.IDENTIFIER}>")
    clocks = {clock: _clock(engine, clock) for clock in (v.HAPPENED, v.SAID)}
    speakers, holders = _pairs(engine, f"<{v.SPEAKER}>"), _pairs(engine, f"<{v.HOLDER}>")
    degrees, modalities = _pairs(engine, f"<{v.DEGREE}>"), _pairs(engine, f"<{v.MODALITY}>")
    stances = {record: group for record, (group, *_) in _groups(engine).items()}
    contested, chains = disputed(engine), Chains(engine)
    return {
        record: Facts(
            _listed(kinds.get(record, ()), labels),
            _named(speakers.get(record, ()), labels),
            _named(holders.get(record, ()), labels),
            stances.get(record, ""),
            _listed(degrees.get(record, ()), labels),
            _listed(modalities.get(record, ()), labels),
            clocks[v.HAPPENED].get(record, NEVER),
            clocks[v.SAID].get(record, NEVER),
            clean(next(iter(sources.get(record, ())), "")),
            *_way(chains, record, labels),
            record in contested,
        )
        for record in records
    }


def _groups(engine: Engine) -> dict[str, list[str]]:
    """The group of stances that the attitude of each record belongs to."""
    tops = concept_tops(engine)
    return {
        record: sorted({STANCES.get(tops.get(iri, ""), "open") for iri in attitudes})
        for record, attitudes in _pairs(engine, f"<{v.ATTITUDE}>").items()
    }


def _way(chains: Chains, record: str, labels: Labels) -> tuple[str, bool | None]:
    """By whom the words were passed on, and whether a position is told by its holder."""
    found = chains.record(NamedNode(record))
    voice = chains.voice(found)
    via = ", ".join(labels(step.carrier.value) for step in found.steps)
    return via, voice == v.FIRST_HAND if voice else None


def _listed(iris: Iterable[str], labels: Labels) -> str:
    names = [labels(iri) for iri in iris]
    return labels.joined(", ".join(["{}"] * len(names)), *names)


def _named(iris: Iterable[str], labels: Labels) -> tuple[Named, ...]:
    return tuple(sorted(((iri, labels(iri)) for iri in iris), key=lambda pair: pair[::-1]))


def _pairs(engine: Engine, path: str) -> dict[str, list[str]]:
    """What a path leads to from each record, sorted."""
    found: dict[str, set[str]] = {}
    for record, value in rows(
        engine, f"SELECT ?r ?value WHERE {{ ?r <{v.EVIDENCE}> ?passage ; {path} ?value }}"
    ):
        found.setdefault(record, set()).add(value)
    return {record: sorted(values) for record, values in found.items()}


def _kinds(engine: Engine) -> dict[str, list[str]]:
    """The classes of each record, without those above another of its classes."""
    above: dict[str, set[str]] = {}
    for kind, other in rows(
        engine, f"SELECT ?kind ?above WHERE {{ ?kind <{v.SUBCLASS_OF}>+ ?above }}"
    ):
        above.setdefault(kind, set()).add(other)
    found = _pairs(engine, f"<{v.TYPE}>")
    return {
        record: [
            kind
            for kind in kinds
            if not any(kind in above.get(other, ()) for other in kinds if other != kind)
        ]
        for record, kinds in found.items()
    }


def _clock(engine: Engine, clock: str) -> dict[str, Days]:
    """First and last possible day of each record; what has none takes that of its event."""
    found: dict[str, Days] = {}
    for lender in LENDERS if clock == v.HAPPENED else LENDERS[:2]:
        lent: dict[str, set[Days]] = {}
        for record, date in rows(
            engine,
            f"SELECT DISTINCT ?record ?date WHERE {{ ?record <{v.EVIDENCE}> ?passage . "
            f"{lender} ?lender <{clock}> ?date }}",
        ):
            lent.setdefault(record, set()).update(possible(date))
        for record, dates in lent.items():
            if dates:
                found.setdefault(record, outer(sorted(dates, key=str)))
    return found


def possible(date: str) -> list[Days]:
    """The days that a date may mean; none where it is no date, which `validate` reports."""
    try:
        return [days(date)]
    except BadDate:
        return []


def disputed(engine: Engine) -> set[str]:
    """The records that contradict another by a curator's word, or that another denies."""
    return {
        record
        for (record,) in rows(
            engine,
            f"SELECT DISTINCT ?record WHERE {{ {{ ?link <{v.LINK_KIND}> <{v.CONTRADICTS}> ; "
            f"<{v.LINK_FROM}>|<{v.LINK_TO}> ?record }} UNION "
            f"{{ ?denial <{v.DENIES}> ?record }} UNION {{ ?record <{v.DENIES}> ?other }} }}",
        )
    }


def sources(engine: Engine, labels: Labels) -> list[Source]:
    """Every text that something is recorded from, by its short name."""
    found: dict[str, tuple[str, str]] = {}
    for article, key, date in sorted(
        rows(
            engine,
            f"SELECT DISTINCT ?article ?key ?date WHERE {{ ?record <{v.IN_SOURCE}> ?article . "
            f"?article <{v.IDENTIFIER}> ?key OPTIONAL {{ ?article <{v.PUBLISHED}> ?date }} }}",
        ),
        key=lambda row: row[1],
    ):
        found[clean(key)] = (article, date)
    return [
        Source(key, labels(article), *_published(date)) for key, (article, date) in found.items()
    ]


def _published(date: str) -> tuple[Days, str]:
    known = possible(date) if date else []
    return (known[0], in_words(date)) if known else (NEVER, "")


def ties(engine: Engine, labels: Labels, known: Mapping[str, object]) -> list[Tie]:
    """The curators' links between two of these records, in the order of their IRIs."""
    found = sorted(
        rows(
            engine,
            f"SELECT DISTINCT ?link ?start ?end ?kind ?reason WHERE {{ ?link <{v.LINK_FROM}> "
            f"?start ; <{v.LINK_TO}> ?end ; <{v.LINK_KIND}> ?kind "
            f"OPTIONAL {{ ?link <{v.GLOSS}> ?reason }} }}",
        )
    )
    return [
        Tie(labels(kind), start, end, clean(reason))
        for _, start, end, kind, reason in found
        if start in known and end in known
    ]
