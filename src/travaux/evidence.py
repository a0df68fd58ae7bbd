"""Hold every Passage to the text it was taken from: exact or failed, never fuzzy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from travaux.causes import Causes
from travaux.corpus import Corpus, Finding, Part
from travaux.errors import FileProblem, short
from travaux.passages import Span, digest, file_digest, paragraphs, read
from travaux.turtle_text import name_of
from travaux.vocabulary import (
    END_CHAR,
    IDENTIFIER,
    IN_SOURCE,
    NEWS_ARTICLE,
    PARAGRAPH,
    PASSAGE,
    SHA256,
    START_CHAR,
    TYPE,
)

ANEW = "Make the passage anew with `make new-passage`."
AGAIN = "Check it again with the text that was coded."


class TextResult(NamedTuple):
    """How one source's text and Passages stand."""

    source: str
    state: str  # "same", "differs" or "missing": the text against the article's digest
    exact: int
    failed: int

    @property
    def sentence(self) -> str:
        """The state of the text in words."""
        return {
            "same": "the text is the one that was coded",
            "differs": "the text differs from the one that was coded",
            "missing": "there is no text; no passage was checked",
        }[self.state]

    @property
    def tally(self) -> str:
        """How many Passages are exact and how many are not."""
        return f"{self.exact} passage{'s' * (self.exact != 1)} exact, {self.failed} failed"


def check(
    corpus: Corpus, folder: str, causes: Causes | None = None
) -> tuple[list[TextResult], list[Finding]]:
    """Every source's text and Passages; ``causes`` grows by the Passages that are not exact.

    Raises FileProblem if ``folder`` is not a folder, or a text cannot be read.
    """
    if not os.path.isdir(folder):
        raise FileProblem("no such folder of texts", where=short(folder) or "''")
    results, found = [], []
    for part in corpus.layer("source"):
        facts = _facts(part)
        for article, own in sorted(facts.items()):
            if own.get(TYPE) == NEWS_ARTICLE:
                result, more = _source(corpus, part, facts, article, folder)
                results.append(result)
                found += more
    if causes is not None:
        for finding in found:
            causes.untyped(finding.entity)
    return results, found + list(_unclaimed(corpus, folder, {one.source for one in results}))


def _unclaimed(corpus: Corpus, folder: str, sources: set[str]) -> Iterator[Finding]:
    """Texts of which no source file tells."""
    for name in sorted(os.listdir(folder)):
        if name.endswith(".txt") and name[:-4] not in sources:
            yield Finding(
                corpus.severity("text-without-source"),
                "text-without-source",
                short(os.path.join(folder, name)),
                0,
                name[:-4],
                "",
                "No source file tells of this text.",
                f"Code it in graph/sources/{name[:-4]}.ttl, or keep it elsewhere.",
            )


def _facts(part: Part) -> dict[str, dict[str, str]]:
    """One value of each property of each subject; several values are SHACL's business."""
    found: dict[str, dict[str, str]] = {}
    for triple in part.triples:
        own = found.setdefault(name_of(triple.subject), {})
        own[triple.predicate.value] = name_of(triple.object)
    return found


def _source(
    corpus: Corpus, part: Part, facts: dict[str, dict[str, str]], article: str, folder: str
) -> tuple[TextResult, list[Finding]]:
    """One source's text held to the article's digest, then each of its Passages to the text."""
    name = facts[article].get(IDENTIFIER, "")
    path = os.path.join(folder, f"{name}.txt")
    if not name or os.path.basename(name) != name or not os.path.isfile(path):
        what = f"There is no text {short(path)}"
        advice = "Put it there, or leave out --texts."
        found = [corpus.finding("text-missing", part, article, what, advice)]
        return TextResult(name or article, "missing", 0, 0), found
    same = file_digest(path) == facts[article].get(SHA256)
    text = read(path)
    places = paragraphs(text)
    faults = _faults(facts, article, text, places, same)
    failed = {iri: problem for iri, problem in faults.items() if problem}
    found = [] if same else [_differs(corpus, part, article, bool(faults) and not failed)]
    advice = ANEW if same else AGAIN
    for iri, problem in failed.items():
        rule = "passage-place" if misplaced(facts[iri], text, places) else "passage-digest"
        found.append(corpus.finding(rule, part, iri, problem, advice))
    state = "same" if same else "differs"
    return TextResult(name, state, len(faults) - len(failed), len(failed)), found


def _differs(corpus: Corpus, part: Part, article: str, exact: bool) -> Finding:
    """That the text has not the article's digest; ``exact``: though every Passage is exact."""
    what = "The text differs from the one that was coded"
    advice = "Take the text that has the article's digest; offsets count in no other."
    if exact:
        what += ", though every passage is exact in it"
        advice = "Take the text that has the article's digest, or correct trv:sha256 if that is it."
    return corpus.finding("text-differs", part, article, what, advice, predicate=SHA256)


def _faults(
    facts: dict[str, dict[str, str]], article: str, text: str, places: list[Span], same: bool
) -> dict[str, str]:
    """Each Passage of an article with what is wrong with it, empty where it is exact."""
    return {
        iri: fault(own, text, places, same)
        for iri, own in facts.items()
        if own.get(TYPE) == PASSAGE and own.get(IN_SOURCE) == article
    }


def fault(passage: dict[str, str], text: str, places: list[Span], same: bool = False) -> str:
    """Why a Passage is not exact in ``text``; empty if it is.

    ``same``: the text is the one that was coded, so that the fault is in the graph file.
    """
    wrong = misplaced(passage, text, places)
    start, end = passage.get(START_CHAR, ""), passage.get(END_CHAR, "")
    if wrong or digest(text, int(start), int(end)) == passage.get(SHA256):
        return wrong
    if same:
        return "The text is the one that was coded; the passage's digest or its span is wrong"
    return "The text at this place is not the one that was coded"


def misplaced(passage: dict[str, str], text: str, places: list[Span]) -> str:
    """Why no Passage can be at this place of ``text``; empty if one can."""
    try:
        number, start, end = (int(passage[key]) for key in (PARAGRAPH, START_CHAR, END_CHAR))
    except (KeyError, ValueError):
        return "The passage lacks its paragraph, start or end"
    if not 0 <= start < end <= len(text):
        return f"The passage runs from {start} to {end}, the text from 0 to {len(text)}"
    holding = [at for at, place in enumerate(places, 1) if place.start <= start < place.end]
    if not holding or end > places[holding[0] - 1].end:
        return "The passage does not lie within one paragraph"
    if holding[0] != number:
        return f"The passage lies in paragraph {holding[0]}, not {number}"
    return ""
