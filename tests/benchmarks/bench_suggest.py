"""How much of what a new text mentions `suggest` proposes: part of `make bench`.

    python tests/benchmarks/bench_suggest.py [TEXTS]

Each text is left out in turn: its file, and the entities and aliases that only it attests
(attested.py). What is then suggested for it is held against mentions.csv, strictly: the same span
and the same entity. Precision counts the suggestions that name one entity; recall counts the
mentions of entities that are left ("of all": every mention). Mentions of what the workspace does
not have are apart: how many of them were found although unknown, with that very span.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from attested import only_in, without

from travaux.engine import OxigraphEngine
from travaux.passages import read
from travaux.spelling import curie
from travaux.suggest import published
from travaux.suggest.dating import article_day
from travaux.suggest.proposal import DATE, Suggestion
from travaux.suggest.proposing import suggest
from travaux.suggest.spellings import Spellings
from travaux.suggest.words import words
from travaux.workspace import Workspace, open_at

ROOT = Path(__file__).resolve().parents[2]
MENTIONS = Path(__file__).resolve().parent / "mentions.csv"
#: Why a mention was missed, and what would raise the score.
REMEDIES = {
    "spelling": "no name of the entity is spelt so: an alias would find it",
    "extent": "found, but with more or fewer words",
    "other entity": "something else was proposed there",
    "ambiguous": "its entity was among several candidates",
    "inside another": "a longer suggestion lies over it",
    "passed over": "a name is spelt so, yet nothing was proposed: case, inflection, choice of span",
}


class Mention(NamedTuple):
    """A span of a text and whose name it is, as a CURIE."""

    start: int
    end: int
    entity: str


class Score(NamedTuple):
    """The counts of one text, or of several."""

    found: int  # the same span and entity
    proposed: int  # suggestions that name one entity
    known: int  # mentions of entities that are left
    unknown: int  # mentions of what the workspace does not have
    met: int  # of these, found although unknown
    missed: Counter[str]
    wrong: Counter[str]

    @property
    def precision(self) -> float:
        return self.found / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.known if self.known else 0.0

    @property
    def of_all(self) -> float:
        every = self.known + self.unknown
        return self.found / every if every else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_mentions(file: Path = MENTIONS) -> dict[str, list[Mention]]:
    """The mentions of each text."""
    found: dict[str, list[Mention]] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            one = Mention(int(row["start"]), int(row["end"]), row["entity"])
            found.setdefault(row["source"], []).append(one)
    return found


def score(
    suggested: Iterable[Suggestion],
    mentions: Iterable[Mention],
    left: Mapping[str, set[str]],
    text: str,
) -> Score:
    """Suggestions against mentions; `left` has the names of each entity that is left."""
    own = [each for each in suggested if each.kind != DATE]
    told = {(each.start, each.end, each.entity) for each in own if each.entity}
    known = [each for each in mentions if each.entity in left]
    unknown = [each for each in mentions if each.entity not in left]
    apart = {(each.start, each.end) for each in own if not each.is_known}
    missed = Counter(_why(m, own, left[m.entity], text) for m in known if tuple(m) not in told)
    every = [*known, *unknown]
    wrong = Counter(
        _how(each, every)
        for each in own
        if each.entity and (each.start, each.end, each.entity) not in {tuple(m) for m in known}
    )
    found = sum(tuple(each) in told for each in known)
    met = sum((each.start, each.end) in apart for each in unknown)
    return Score(found, len(told), len(known), len(unknown), met, missed, wrong)


def _why(mention: Mention, own: Iterable[Suggestion], names: set[str], text: str) -> str:
    """Why a mention of something known was missed."""
    over = [each for each in own if each.start < mention.end and mention.start < each.end]
    if any(each.entity == mention.entity for each in over):
        return "extent"
    if any(mention.entity in each.candidates for each in over):
        return "ambiguous"
    if _folded(text[mention.start : mention.end]) not in names:
        return "spelling"
    if any((each.start, each.end) == mention[:2] for each in over):
        return "other entity"
    return "inside another" if over else "passed over"


def _how(each: Suggestion, mentions: Iterable[Mention]) -> str:
    """What is wrong with a suggestion that is no mention."""
    over = [m for m in mentions if each.start < m.end and m.start < each.end]
    if not over:
        return "no mention there"
    if any(m.entity == each.entity for m in over):
        return "extent"
    same = any((m.start, m.end) == (each.start, each.end) for m in over)
    return "other entity" if same else "part of another mention, or around it"


def _folded(text: str) -> str:
    return " ".join(each.folded for each in words(text) if each.folded != "the")


def measure(source: str, workspace: Workspace, texts: Mapping[str, str]) -> Score:
    """The score of one text that was left out."""
    removed = only_in(source, workspace, texts)
    engine = without(source, removed, workspace)
    spelt = Spellings(engine)
    left = {
        curie(node.value, engine.prefixes): {_folded(each.text) for each in forms}
        for node, forms in spelt.of.items()
    }
    day = article_day(published(source, OxigraphEngine.load(workspace)))
    own = suggest(texts[source], engine, day)
    return score(own, read_mentions().get(source, []), left, texts[source])


def total(scores: Iterable[Score]) -> Score:
    """All texts together."""
    every = list(scores)
    sums = [sum(each[n] for each in every) for n in range(5)]
    missed = sum((each.missed for each in every), Counter[str]())
    wrong = sum((each.wrong for each in every), Counter[str]())
    return Score(*sums, missed, wrong)


def show(scores: Mapping[str, Score]) -> None:
    """Print the table, and what would raise it."""
    print("text   precision   recall    F1   of all   found/proposed/known   unknown: found")
    for name, each in scores.items():
        counts = f"{each.found}/{each.proposed}/{each.known}"
        print(
            f"{name:<6} {each.precision:>9.2f} {each.recall:>8.2f} {each.f1:>5.2f} "
            f"{each.of_all:>8.2f}   {counts:<22} {each.met} of {each.unknown}"
        )
    last = list(scores.values())[-1]
    print("\nmissed, and what would raise recall")
    for kind, number in last.missed.most_common():
        print(f"{number:>5}  {kind}: {REMEDIES[kind]}")
    print(f"{last.unknown:>5}  not in the reference: an entity would have to be made first")
    print("\nproposed, and wrong")
    for kind, number in last.wrong.most_common():
        print(f"{number:>5}  {kind}")


def main(folder: str = "") -> None:
    """Measure and print; say so where the texts are not at hand."""
    place = Path(folder or os.environ.get("TRAVAUX_TEXTS") or ROOT.parent / "shared" / "sources")
    names = sorted(read_mentions())
    if not all((place / f"{name}.txt").is_file() for name in names):
        print("suggest: not measured, the source texts are not at hand (TRAVAUX_TEXTS=DIR)")
        return
    texts = {name: read(str(place / f"{name}.txt")) for name in names}
    workspace = open_at(str(ROOT))
    scores = {name: measure(name, workspace, texts) for name in names}
    print("\nsuggest: each text left out in turn, strict span and entity\n")
    show({**scores, "all": total(scores.values())})


if __name__ == "__main__":
    main(*sys.argv[1:])
