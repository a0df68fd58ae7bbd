"""Who agrees and who disagrees with whom on what is demanded and offered: a signed network."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import networkx as nx
from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.chains import Chains
from travaux.engine import OxigraphEngine
from travaux.network.material import Material
from travaux.network.ties import Ground, Pair, empty, finished, joined, pairs, tie
from travaux.view.records import concept_tops
from travaux.view.relations import STANCE
from travaux.when import EVER, Span

_PRO, _CONTRA = "pro", "contra"
_DIRECTIONS = {v.FAVOURABLE: 1, v.UNFAVOURABLE: -1}
#: A holder and a direction.
Side = tuple[str, int]
#: To each topic the sides taken on it, each with its records.
Stances = dict[str, dict[Side, set[str]]]


def agreement(engine: OxigraphEngine, asked: Span = EVER) -> nx.Graph:
    """Actors tied by stances on the same item asked or offered.

    A stance is its holder's, whoever tells it. Two agree on an item if each is told to favour it,
    or each to be against it, and disagree if one favours what the other is against; attitudes that
    are open or give no answer have no direction. Nothing is passed on to wider or narrower items.
    Issues and principles are left out: who worries about a matter and who will not discuss it are
    both "against" it, and do not agree by that.

    `pro` and `contra` are the numbers of items on which two agree and disagree, `weight` is their
    sum and `sign` (1, 0, -1) that of their difference. Where records tell both of one item, it
    counts on both sides. `agree` and `disagree` are the items (`agree_on` and `disagree_on` in
    words), `pro_evidence` and `contra_evidence` their paragraphs. `second_hand` are items on which
    one of the two stances is told by others only, `in_part` those on which one is told of a part
    of the package only.
    """
    material = Material(engine, asked)
    graph = empty(nx.Graph, "agreement", material)
    remarks = _Remarks(engine)
    for pair, grounds in pairs(_compared(_stances(engine, material))):
        _agree(graph, material, remarks, pair, grounds)
    return finished(graph, material)


def _stances(engine: OxigraphEngine, material: Material) -> Stances:
    tops = concept_tops(engine)
    directed = {attitude for attitude, top in tops.items() if top in _DIRECTIONS}
    found: Stances = {}
    for row in material.told(STANCE, material.members(v.PROPOSAL_ITEM), directed):
        side = row.start, _DIRECTIONS[tops[row.word]]
        found.setdefault(row.end, {}).setdefault(side, set()).add(row.record)
    return found


def _compared(stances: Stances) -> Iterator[tuple[Pair, Ground]]:
    """Every two sides on one item that are not of one holder."""
    for item, held in stances.items():
        for mine, yours in combinations(sorted(held), 2):
            if mine[0] != yours[0]:
                sense = _PRO if mine[1] == yours[1] else _CONTRA
                told = frozenset(held[mine]), frozenset(held[yours])
                yield (mine[0], yours[0]), Ground(sense, item, *told)


class _Remarks:
    """What is to be remarked of the stances that two are tied by."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self._chains = Chains(engine)
        self._parts = {NamedNode(v.SOME), NamedNode(v.MOST)}

    def second_hand(self, ground: Ground) -> bool:
        """Whether one of the two is not told to take its stance by itself, nor for it."""
        return any(not any(map(self._own, records)) for records in ground.ends)

    def in_part(self, ground: Ground) -> bool:
        """Whether one of the two is only told to take it on some or most of a package."""
        return any(all(map(self._partial, records)) for records in ground.ends)

    def _own(self, record: str) -> bool:
        return self._chains.voice(self._chains.record(NamedNode(record))) == v.FIRST_HAND

    def _partial(self, record: str) -> bool:
        return not self._parts.isdisjoint(self._chains.values(NamedNode(record), v.DEGREE))


def _agree(
    graph: nx.Graph, material: Material, remarks: _Remarks, pair: Pair, grounds: list[Ground]
) -> None:
    apart = {s: [each for each in grounds if each.sense == s] for s in (_PRO, _CONTRA)}
    keys = {s: sorted(material.key(g.matter) for g in found) for s, found in apart.items()}
    cites = {
        s: material.cites(r for g in found for end in g.ends for r in end)
        for s, found in apart.items()
    }
    names = {
        s: sorted({_remarked(each, material, remarks) for each in found})
        for s, found in apart.items()
    }
    pro, contra = (len(set(keys[s])) for s in (_PRO, _CONTRA))
    tie(
        graph,
        material,
        pair,
        grounds,
        joined(("agree on", names[_PRO]), ("disagree on", names[_CONTRA])),
        weight=pro + contra,
        pro=pro,
        contra=contra,
        sign=(pro > contra) - (pro < contra),
        agree=sorted(set(keys[_PRO])),
        disagree=sorted(set(keys[_CONTRA])),
        agree_on=names[_PRO],
        disagree_on=names[_CONTRA],
        pro_evidence=cites[_PRO],
        contra_evidence=cites[_CONTRA],
        second_hand=sorted({material.key(g.matter) for g in grounds if remarks.second_hand(g)}),
        in_part=sorted({material.key(g.matter) for g in grounds if remarks.in_part(g)}),
    )


def _remarked(ground: Ground, material: Material, remarks: _Remarks) -> str:
    """What a ground is about, with what is to be remarked of it."""
    told = ["in part"] * remarks.in_part(ground) + ["as others tell"] * remarks.second_hand(ground)
    return material.labels(ground.matter) + (f" ({', '.join(told)})" if told else "")
