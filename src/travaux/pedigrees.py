"""Trees of attribution: the chain of one record, or many records by source and chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, groupby

from pyoxigraph import NamedNode

from travaux import output
from travaux.chains import Record, in_order
from travaux.names import Candidate
from travaux.origins import Comparison, Origins
from travaux.spelling import curie
from travaux.trees import Tree
from travaux.weak import GROUNDS, HEADINGS, Weak


def tree_of(record: Record, origins: Origins) -> Tree:
    """The chain of one record: each link hangs on the one before it, down to the passages."""
    below = tuple(Tree(f"passage {span}") for span in origins.passages(record))
    for link in reversed(origins.links(record)):
        told = f" ({'; '.join(link.notes)})" if link.notes else ""
        below = (Tree(f"{link.role}: {link.name}{told}", (), below),)
    beside = tuple(map(_beside, origins.comparisons(record)))
    branches = (*below, Tree("beside it, as curators compare:", (), beside)) if beside else below
    return Tree(
        _heading(record, origins), (origins.told(record), *_ways(record, origins)), branches
    )


def _heading(record: Record, origins: Origins) -> str:
    name = curie(record.node.value, origins.engine.prefixes)
    stance = origins.stance(record)
    kind = origins.kind(record)
    topics = origins.names(record.topics)
    told = f"{stance}: {topics}" if stance != kind and topics else stance if stance != kind else ""
    return " · ".join(filter(None, (kind, told, ", ".join(record.cites), name)))


def _ways(record: Record, origins: Origins) -> list[str]:
    """`voice: attributed · channel: mediated`, of statements only."""
    ways = voice_and_channel(record, origins)
    named = zip(("voice", "channel"), ways, strict=True)
    told = " · ".join(f"{name}: {way}" for name, way in named if way)
    return [told] if told else []


def voice_and_channel(record: Record, origins: Origins) -> tuple[str, str]:
    """The labels of a statement's voice and channel, empty where it has none."""
    chains = origins.chains
    voice, channel = (
        origins.shown(NamedNode(iri)) if iri else ""
        for iri in (chains.voice(record), chains.channel(record))
    )
    return voice, channel


def _beside(compared: Comparison) -> Tree:
    notes = filter(None, (compared.reason, compared.remark))
    return Tree(f"{compared.kind}: {compared.cite} — {compared.told}", tuple(notes))


def tree_of_many(subject: Candidate, records: Sequence[Record], origins: Origins) -> Tree:
    """Records by source and chain, with what two sources have in common."""
    number = output.counted(len(records), "record")
    named = subject.kind == "paragraph"  # few enough to be named one by one
    return Tree(
        " · ".join(filter(None, (subject.label, subject.kind))),
        (f"{number}, by source and chain", *_remarks(records, origins)),
        tuple(_source_tree(group, origins, named) for group in _by_source(records, origins)),
    )


def _by_source(records: Iterable[Record], origins: Origins) -> list[list[Record]]:
    ordered = sorted(records, key=lambda each: (origins.source(each), *in_order(each)))
    return [list(group) for _, group in groupby(ordered, key=origins.source)]


def _source_tree(records: Sequence[Record], origins: Origins, named: bool) -> Tree:
    ways: dict[str, list[Record]] = {}
    for record in records:
        ways.setdefault(origins.way(record), []).append(record)
    name = origins.source(records[0])
    return Tree(
        f"{origins.cited.source(name)} [{name}]",
        (),
        tuple(
            Tree(f"{way} ({len(found)})", (), tuple(_leaf(x, origins, named) for x in found))
            for way, found in ways.items()
        ),
    )


def _leaf(record: Record, origins: Origins, named: bool) -> Tree:
    name = (curie(record.node.value, origins.engine.prefixes),) if named else ()
    told = f"{origins.stance(record)}: {origins.told(record)}"
    return Tree(f"{', '.join(record.cites)} {told}", name)


def _remarks(records: Sequence[Record], origins: Origins) -> list[str]:
    """Which of the sources go back to one agency, by what the articles say of themselves."""
    firsts = [origins.article_only(group[0]) for group in _by_source(records, origins)]
    return [
        origins.common(one, other)
        for one, other in combinations(firsts, 2)
        if origins.chains.media(one) & origins.chains.media(other)
    ]


def weak_trees(rows: Sequence[Weak]) -> list[Tree]:
    """A tree for each ground, its records by reason."""
    return [
        _ground(ground, [x for x in rows if x.ground == ground])
        for ground in GROUNDS
        if any(x.ground == ground for x in rows)
    ]


def _ground(ground: str, rows: Sequence[Weak]) -> Tree:
    reasons: dict[str, list[Weak]] = {}
    for row in rows:
        reasons.setdefault(row.reason, []).append(row)
    return Tree(
        f"{HEADINGS.get(ground, f'What rests on {ground}')} ({len(rows)})",
        (),
        tuple(
            Tree(f"{reason} ({len(found)})", (), tuple(map(_weak_leaf, found)))
            for reason, found in reasons.items()
        ),
    )


def _weak_leaf(row: Weak) -> Tree:
    return Tree(f"{row.cite} {row.what}: {row.told}", (row.besides,) if row.besides else ())
