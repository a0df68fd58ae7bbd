"""Is the base of travaux.toml that of the things in graph/?

With another one the graphs get names that nothing else uses, borrowed prefixes lead elsewhere, and
a reference that leads nowhere is not noticed: all in silence.
"""

from __future__ import annotations

from itertools import takewhile

from travaux.corpus import Corpus, Finding
from travaux.errors import read_text, short
from travaux.workspace import MARKER

RULE = "wrong-base"
LAYERS = ("reference", "analysis", "source")


def check(corpus: Corpus) -> list[Finding]:
    """One finding where most things of the graph are named under another base."""
    base = corpus.workspace.base
    things = sorted({each for part in corpus.layer(*LAYERS) for each in part.subjects})
    outside = [each for each in things if not each.startswith(base)]
    if 2 * len(outside) <= len(things):
        return []
    named = f"{len(outside):,} of {len(things):,} things in graph/ are"
    problem = f"{named} not named under the base <{base}>: <{outside[0]}>."
    advice = f"Correct `base`{_meant(outside)}, or the names of the things."
    path = corpus.workspace.path(MARKER)
    where = short(path), _line(path), "base", ""
    return [Finding(corpus.severity(RULE), RULE, *where, problem, advice)]


def _meant(things: list[str]) -> str:
    """What most likely was meant: all that the names have in common, if that is a base."""
    alike = takewhile(lambda two: two[0] == two[1], zip(things[0], things[-1], strict=False))
    common = "".join(one for one, _ in alike).rpartition("/")[0] + "/"
    return f' (perhaps "{common}")' if common.count("/") > 2 else ""


def _line(path: str) -> int:
    lines = read_text(path).splitlines()
    return next((at for at, line in enumerate(lines, 1) if line.strip().startswith("base")), 1)
