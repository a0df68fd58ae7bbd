"""The ledger of the page: items and issues as lines, actors as columns, records in the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from travaux import vocabulary as v
from travaux.view.records import Labels, rows
from travaux.walk import reached

if TYPE_CHECKING:
    from travaux.engine import Engine


class Stance(NamedTuple):
    """What one record tells of one holder and one item or issue."""

    item: str
    actor: str
    record: str


class Board(NamedTuple):
    """Lines as (item, depth), the columns, and what stands in the cells; all by IRI."""

    items: tuple[tuple[str, int], ...] = ()
    actors: tuple[str, ...] = ()
    cells: tuple[Stance, ...] = ()


def read(engine: Engine, labels: Labels) -> Board:
    """The board of all positions: what most is said of comes first, with its parts after it.

    What is said of a package is not passed down to its parts.
    """
    cells = sorted(
        Stance(*row)
        for row in rows(
            engine,
            f"SELECT DISTINCT ?item ?holder ?record WHERE {{ ?record <{v.HOLDER}> ?holder ; "
            f"<{v.TOPIC}> ?item ; <{v.ATTITUDE}> ?attitude ; <{v.EVIDENCE}> ?passage }}",
        )
    )
    said = Counter(cell.item for cell in cells)
    held = Counter(cell.actor for cell in cells)
    actors = sorted(held, key=lambda actor: (-held[actor], labels(actor), actor))
    lines = tuple(_lines(said, _parents(engine, said), labels))
    return Board(lines, tuple(actors), tuple(cells))


def _parents(engine: Engine, said: Iterable[str]) -> dict[str, str]:
    """Under which item each stands: the broader one, else its package if it has just one.

    Only what is on the board, and what stands between two that are, has a line.
    """
    above: dict[str, dict[str, list[str]]] = {v.BROADER: {}, v.IS_PART_OF: {}}
    for link, part, whole in sorted(
        rows(
            engine,
            f"SELECT ?link ?part ?whole WHERE {{ VALUES ?link {{ <{v.BROADER}> <{v.IS_PART_OF}> }} "
            f"?part ?link ?whole . ?whole a/<{v.SUBCLASS_OF}>* <{v.TOPIC_CLASS}> }}",
        )
    ):
        above[link].setdefault(part, []).append(whole)
    parents: dict[str, str] = {}
    waiting = sorted(said)
    while waiting:
        item = waiting.pop()
        packages = above[v.IS_PART_OF].get(item, [])
        wholes = above[v.BROADER].get(item, []) or (packages if len(packages) == 1 else [])
        # A circle is cut where it closes.
        found = [w for w in wholes if item not in reached(w, lambda one: _up(one, parents))]
        parents[item] = found[0] if found else ""
        if found and found[0] not in parents:
            waiting.append(found[0])
    return parents


def _up(item: str, parents: dict[str, str]) -> list[str]:
    return [parents[item]] if parents.get(item) else []


def _lines(
    said: Counter[str], parents: dict[str, str], labels: Labels
) -> Iterator[tuple[str, int]]:
    below: dict[str, list[str]] = {}
    for part, whole in parents.items():
        below.setdefault(whole, []).append(part)

    def rank(item: str) -> tuple[int, str, str]:
        under = reached(item, lambda one: below.get(one, ()))
        return -sum(said[one] for one in under), labels(item), item

    waiting = [(item, 0) for item in sorted(below.get("", ()), key=rank, reverse=True)]
    while waiting:
        item, depth = waiting.pop()
        yield item, depth
        parts = sorted(below.get(item, ()), key=rank, reverse=True)
        waiting += [(part, depth + 1) for part in parts]
