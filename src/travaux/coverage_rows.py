"""What is coded, held against the list of what is not: every paragraph and every gap as a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from travaux.errors import UnknownName, short
from travaux.gaps import Paragraph, hanging, kinds, share, sources, survey
from travaux.leftout import LEFT_OUT, NAME, WIDE, Entry
from travaux.passages import Span, TextProblem, read, text_path

if TYPE_CHECKING:
    from travaux.corpus import Corpus

PARAGRAPH = "paragraph"
NOT_LISTED = "not listed"
_LONGEST = 60  # characters of a span that are shown; whoever wants more has the text
_OUT = f"Take the line out of {NAME}."
_MEND = f"Correct the line of {NAME}."


class Row(NamedTuple):
    """A paragraph, or a span of it that is left out, wide, or only listed as such."""

    source: str
    paragraph: int
    start: int
    end: int
    finding: str  # PARAGRAPH, LEFT_OUT or WIDE
    reason: str = ""
    words: str = ""
    passages: int | None = None
    records: Mapping[str, int] = {}
    covered: int | None = None  # per cent of the paragraph's letters and digits
    problem: str = ""
    advice: str = ""
    line: int = 0  # of the list, where that line is the problem


class Source(NamedTuple):
    """The sums of a source; a record that rests on two paragraphs counts once."""

    name: str
    paragraphs: int
    passages: int
    records: Mapping[str, int]
    covered: int


class Ledger(NamedTuple):
    """All that was counted, and what of it is wrong."""

    sources: list[Source]
    rows: list[Row]

    @property
    def problems(self) -> list[Row]:
        """What is neither coded nor listed, and lines of the list that fit nothing."""
        return [row for row in self.rows if row.problem]


def compile_ledger(
    corpus: Corpus, texts: str, entries: Iterable[Entry], only: str | None = None
) -> Ledger:
    """The sources of a workspace, or one of them, paragraph by paragraph.

    Raises FileProblem or TextProblem if the texts are not there or are not those that were
    coded, UnknownName if there is no such source.
    """
    known = sources(corpus)
    if only is not None and only not in known:
        here = f"Known: {', '.join(known)}." if known else "It has none."
        raise UnknownName(f"{only} is no source of this workspace", where="--source", hint=here)
    names = [only] if only is not None else list(known)
    _exact(corpus, texts, names)
    counted: list[Source] = []
    rows: list[Row] = []
    listed = [entry for entry in entries if only in (None, entry.source)]
    for name in names:
        text = read(text_path(texts, name))
        found = survey(text, hanging(corpus, *known[name]))
        counted.append(_sums(name, found))
        rows += _rows(name, text, found, [entry for entry in listed if entry.source == name])
    strays = [entry for entry in listed if entry.source not in known]
    rows += [_stale(entry, f"There is no source {entry.source}", _OUT) for entry in strays]
    return Ledger(counted, rows)


def _exact(corpus: Corpus, texts: str, names: list[str]) -> None:
    """Raise TextProblem unless each text is the one that was coded, with every Passage exact."""
    from travaux.evidence import check

    files = {name: part.name for name, (part, _) in sources(corpus).items()}
    results, findings = check(corpus, texts)
    for result in results:
        if result.source not in names or (result.state == "same" and not result.failed):
            continue
        if result.state == "missing":
            hint = "--texts names the folder of the texts, <source>.txt; --source takes one source."
            where = short(text_path(texts, result.source))
            raise TextProblem(f"there is no text of {result.source}", where=where, hint=hint)
        first = next(each for each in findings if each.file == files[result.source])
        raise TextProblem(first.problem.rstrip("."), where=first.place, hint=first.advice)


def _sums(name: str, found: list[Paragraph]) -> Source:
    records = {iri: kind for each in found for iri, kind in each.records.items()}
    passages = sum(len(each.hanging) for each in found)
    letters = sum(each.letters for each in found)
    covered = share(sum(each.covered for each in found), letters)
    return Source(name, len(found), passages, kinds(records), covered)


def _rows(name: str, text: str, found: list[Paragraph], listed: list[Entry]) -> Iterator[Row]:
    """Each paragraph with its spans, those first that are not listed, and what is stale of it."""
    waiting = {entry.key: entry for entry in listed}
    here: dict[int, list[Entry]] = {}
    for entry in listed:
        here.setdefault(entry.paragraph, []).append(entry)
    for each in found:
        yield _whole(name, each)
        spans = _spans(name, text, each, waiting)
        yield from sorted(spans, key=lambda row: (not row.problem, row.start, row.end))
        for entry in [one for one in here.get(each.number, ()) if one.key in waiting]:
            yield _stale(waiting.pop(entry.key), *_fault(entry, each), text)
    for entry in waiting.values():
        yield _stale(entry, f"{name} has no paragraph {entry.paragraph}", _OUT)


def _whole(name: str, found: Paragraph) -> Row:
    row = Row(name, found.number, *found.place, PARAGRAPH, passages=len(found.hanging))
    covered = share(found.covered, found.letters)
    return row._replace(records=kinds(found.records), covered=covered)


def _spans(
    name: str, text: str, found: Paragraph, waiting: dict[tuple[str, int, Span, str], Entry]
) -> Iterator[Row]:
    """The gaps and the wide Passages of a paragraph; what is listed of them waits no more."""
    records = {each.place: kinds(each.records) for each in found.wide}
    spans = [(place, LEFT_OUT) for place in found.gaps] + [(each, WIDE) for each in records]
    for place, finding in spans:
        row = Row(name, found.number, *place, finding, words=_words(text, place))
        row = row._replace(records=records.get(place, {}))
        entry = waiting.pop((name, found.number, place, finding), None)
        yield row._replace(reason=entry.reason) if entry else _not_listed(row, found)


def _not_listed(row: Row, found: Paragraph) -> Row:
    line = f"{row.source},{row.paragraph},{row.start},{row.end},{row.finding},REASON"
    problem, advice = "Nothing hangs on it.", f"Code it, or list it in {NAME}: {line}"
    if row.finding == WIDE:
        part = 100 * (row.end - row.start) // found.length
        problem = f"One passage covers {part} % of a paragraph of {found.length} characters."
        advice = f"Take shorter passages, or list it in {NAME}: {line}"
    return row._replace(reason=NOT_LISTED, problem=problem, advice=advice)


def _fault(entry: Entry, found: Paragraph) -> tuple[str, str]:
    """Why a line of the list fits nothing in its paragraph, and what to do."""
    start, end = entry.place
    if not found.place.start <= start < end <= found.place.end:
        own = f"{found.place.start}-{found.place.end}"
        return f"The span lies outside paragraph {found.number}, which is {own}", _MEND
    if entry.finding == WIDE:
        return "No wide passage has this span", _OUT
    near = [gap for gap in found.gaps if gap.start < end and start < gap.end]
    if near:
        own = " and ".join(f"{gap.start}-{gap.end}" for gap in near)
        return f"The span on which nothing hangs is {own}", _MEND
    return "No word of it is without a record", _OUT


def _stale(entry: Entry, problem: str, advice: str, text: str = "") -> Row:
    words = _words(text, entry.place)
    row = Row(entry.source, entry.paragraph, *entry.place, entry.finding, entry.reason, words)
    return row._replace(problem=f"{problem}.", advice=advice, line=entry.line)


def _words(text: str, place: Span) -> str:
    words = text[place.start : place.end]
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
