"""Sources without a file: what leads into one is told once, not at each of its records.

Records and passages are named after their source, so that of names which nothing describes several
of one source that has no file tell of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from travaux.corpus import Corpus, Finding, Part
from travaux.turtle_text import name_of
from travaux.vocabulary import SOURCE_TAILS

if TYPE_CHECKING:
    from pyoxigraph import Triple

Loose = tuple[Part, "Triple", str]  # a triple that leads to an IRI which nothing describes
_NUMBERED = re.compile(r"(.+?)-[0-9]+-")


def split(corpus: Corpus, loose: Iterable[Loose]) -> tuple[list[Finding], list[Loose]]:
    """A finding for each source that has no file, and what does not lead into one of these."""
    claims: dict[str, list[Loose]] = {}
    rest: list[Loose] = []
    for each in loose:
        source = source_of(corpus, each[2])
        (claims.setdefault(source, []) if source else rest).append(each)
    lost = {
        source: own for source, own in claims.items() if len({iri for _, _, iri in own}) > 1
    }  # one name alone is rather misspelt
    rest += [each for source, own in claims.items() if source not in lost for each in own]
    return [_finding(corpus, source, own) for source, own in lost.items()], rest


def source_of(corpus: Corpus, iri: str) -> str:
    """The short name of the source that an IRI is named after; empty if that one has a file."""
    kind = next((each for each in SOURCE_TAILS if iri.startswith(corpus.workspace.base + each)), "")
    name = iri.removeprefix(corpus.workspace.base + kind)
    stems = (part.file.stem for part in corpus.layer("source"))
    if not kind or any(name == stem or name.startswith(f"{stem}-") for stem in stems):
        return ""
    numbered = _NUMBERED.match(name)
    return name if kind == SOURCE_TAILS[0] else numbered[1] if numbered else name.split("-")[0]


def _finding(corpus: Corpus, source: str, own: list[Loose]) -> Finding:
    part, triple, iri = own[0]
    what = f"{len({each for _, _, each in own})} names of this source are used"
    problem = f"There is no graph/sources/{source}.ttl, and {what}, {corpus.short(iri)} first"
    return corpus.finding(
        "source-file",
        part,
        name_of(triple.subject),
        problem,
        "Put the file back, or take out what leads to it.",
        predicate=triple.predicate.value,
        value=iri,
    )
