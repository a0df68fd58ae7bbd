"""Hold every Passage to the text it was taken from: exact or failed, never fuzzy."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from travaux.causes import Causes
from travaux.corpus import Corpus, Finding, Part
from travaux.errors import FileProblem, short
from travaux.folders import regular
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
#: Nothing longer is a place in a text, and int() refuses thousands of digits.
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")


class Fault(NamedTuple):
    """Why a Passage is not exact: by which rule, in words, and the property to look at."""

    rule: str
    problem: str
    property: str


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
    results, found, claimed = [], [], set()
    for part in corpus.layer("source"):
        facts = _facts(part)
        for article, own in sorted(facts.items()):
            if own.get(TYPE) == NEWS_ARTICLE:
                claimed.add(own.get(IDENTIFIER, ""))
                held = corpus.attempt(partial(_source, corpus, part, facts, article, folder), None)
                for result, more in (held,) if held else ():
                    results.append(result)
                    found += more
    if causes is not None:
        for finding in found:
            causes.untyped(finding.entity)
    return results, found + list(_unclaimed(corpus, folder, claimed))


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
    regular(path)
    text = read(path)
    places = paragraphs(text)
    faults = _faults(facts, article, text, places, same)
    failed = {iri: fault for iri, fault in faults.items() if fault}
    found = [] if same else [_differs(corpus, part, article, bool(faults) and not failed)]
    advice = ANEW if same else AGAIN
    for iri, (rule, problem, property) in failed.items():
        place = {"predicate": property, "value": facts[iri].get(property, "")}
        found.append(corpus.finding(rule, part, iri, problem, advice, **place))
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
) -> dict[str, Fault | None]:
    """Each Passage of an article with what is wrong with it, None where it is exact."""
    return {
        iri: fault(own, text, places, same)
        for iri, own in facts.items()
        if own.get(TYPE) == PASSAGE and own.get(IN_SOURCE) == article
    }


def fault(
    passage: dict[str, str], text: str, places: list[Span], same: bool = False
) -> Fault | None:
    """Why a Passage is not exact in ``text``; None if it is.

    ``same``: the text is the one that was coded, so that the fault is in the graph file.
    """
    wrong = _misplaced(passage, text, places)
    if wrong:
        return Fault("passage-place", *wrong)
    start, end = int(passage[START_CHAR]), int(passage[END_CHAR])
    if digest(text, start, end) == passage.get(SHA256):
        return None
    problem = "The text at this place is not the one that was coded"
    if same:
        problem = "The text is the one that was coded; the passage's digest or its span is wrong"
    return Fault("passage-digest", problem, SHA256)


def _misplaced(passage: dict[str, str], text: str, places: list[Span]) -> tuple[str, str] | None:
    """Why no Passage can be at this place of ``text``, and by which property; None if one can."""
    for key in (PARAGRAPH, START_CHAR, END_CHAR):
        if not _NUMBER.fullmatch(passage.get(key, "")):
            return "The passage lacks its paragraph, start or end", key
    number, start, end = (int(passage[key]) for key in (PARAGRAPH, START_CHAR, END_CHAR))
    if not 0 <= start < end <= len(text):
        what = f"The passage runs from {start} to {end}, the text from 0 to {len(text)}"
        return what, END_CHAR if 0 <= start < len(text) else START_CHAR
    holding = bisect_right(places, start, key=attrgetter("start"))
    if not holding or end > places[holding - 1].end:
        what = "The passage does not lie within one paragraph"
        return what, END_CHAR if holding and start < places[holding - 1].end else START_CHAR
    if holding != number:
        return f"The passage lies in paragraph {holding}, not {number}", PARAGRAPH
    return None
