"""The entries of `travaux changes` as text: for a terminal, as a page, and for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from pyoxigraph import NamedNode

from travaux import cites, layout
from travaux.engine import Engine
from travaux.labels import Labels
from travaux.layout import bold, escape, pad, wrap
from travaux.turns import (
    AGAIN,
    ANSWERED,
    ASKED,
    ON_RECORD,
    SAID,
    SECTIONS,
    TURNED,
    UNANSWERED,
    Change,
    Refers,
)
from travaux.when import POSSIBLE, told

FIELDS = (
    *("section", "date", "certainty", "clock", "kind", "holder", "attitude", "degree", "about"),
    *("speaker", "voice", "recipient", "gloss", "refers", "cite"),
    *("edtf", "earliest", "latest", "basis", "datedBy", "record"),
)
READ = ("date", "certainty", "who", "what", "told by", "refers", "cite")
TITLES = {
    ASKED: "Asked or offered for the first time",
    ANSWERED: "Answered",
    UNANSWERED: "Said to be without an answer",
    TURNED: "Withdrawn or changed",
    SAID: "Newly said",
    AGAIN: "Said again",
}
_NOTHING = {
    ASKED: "nothing recorded as asked for the first time",
    ANSWERED: "nothing recorded as answered",
    TURNED: "nothing recorded as withdrawn",
}
KEY = (
    ("?", "the date may lie within these days, but need not"),
    ("on record", "only the article's day is known: the words may have been spoken earlier"),
    ("first-hand", "the speaker is the holder, or speaks for it"),
    ("attributed", "somebody else tells of the holder's stance"),
)
_LEAST, _CITE = 24, 14


class Shown(NamedTuple):
    """What writers need beside the entries: names, what was asked, how many there are."""

    engine: Engine
    title: str
    counts: str


class Words:
    """Entries in words, with one look-up per name."""

    def __init__(self, engine: Engine) -> None:
        self._shown = Labels(engine)

    def names(self, nodes: Iterable[NamedNode]) -> str:
        return ", ".join(dict.fromkeys(map(self._shown, nodes)))

    def several(self, nodes: Iterable[NamedNode]) -> str:
        """Names among which commas may stand, with semicolons between them."""
        found = list(dict.fromkeys(map(self._shown, nodes)))
        return ("; " if any(", " in each for each in found) else ", ").join(found)

    def date(self, entry: Change) -> str:
        words = told(entry.when)
        if entry.dated_by:
            event, places = entry.dated_by
            words += f", day of: {self._shown(event)} ({', '.join(places)})"
        return words

    def who(self, entry: Change) -> str:
        """Whose stance, words or doing it is; of papers, to whom they go."""
        if _is_passing(entry):
            ends = (self.names(entry.holders), self.names(entry.recipients))
            return " → ".join(ends) if ends[1] else ends[0]
        return self.names(entry.holders or entry.speakers)

    def what(self, entry: Change) -> str:
        """The stance and its matter, the papers; of other words what they say."""
        kind, about = self.names([entry.kind]), self.several(entry.about)
        if _is_passing(entry):
            return f"{kind} of {about}"
        if not entry.holders:
            return f"{kind}. {entry.gloss}"
        degree = f" ({self.names([entry.degree])})" if entry.degree else ""
        return f"{kind}{degree} — {about}" if about else f"{kind}{degree}"

    def whole(self, entry: Change) -> str:
        """Who and what in one line."""
        return f"{self.who(entry)}: {self.what(entry)}".removeprefix(": ").strip()

    def told_by(self, entry: Change) -> str:
        """Who says so, and whether for itself; in our words."""
        if not entry.voice:
            return ""
        return f"{self.names(entry.speakers)} ({entry.voice.rpartition('/')[2]}): {entry.gloss}"

    def refers(self, each: Refers) -> str:
        asked = each.words.startswith("asked for")
        who, attitudes = self.several(each.actors), self.names(each.attitudes)
        if each.words == "before":
            who = attitudes
        elif attitudes and not asked:
            who += f": {attitudes}"
        places = f"({', '.join(each.cites)})" if each.cites else ""
        return " ".join(filter(None, (each.words, "by" if asked else "", who, places)))

    def referring(self, entry: Change) -> str:
        return "; ".join(map(self.refers, entry.refers))

    def cells(self, entry: Change) -> dict[str, str]:
        """The texts of FIELDS."""
        values = self.values(entry)
        return {
            name: ", ".join(x) if isinstance(x, list) else x or "" for name, x in values.items()
        }

    def values(self, entry: Change) -> dict[str, str | list[str] | None]:
        """FIELDS, lists for what may be several, None for what is open."""

        def each(nodes: Iterable[NamedNode]) -> list[str]:
            return list(dict.fromkeys(map(self._shown, nodes)))

        kind, stance = self.names([entry.kind]), bool(entry.voice)
        when, voice, degree = entry.when, _tail(entry.voice), filter(None, [entry.degree])
        named = ("" if stance else kind, each(entry.holders), kind if stance else "")
        told_by = each(entry.speakers), voice, each(entry.recipients), entry.gloss
        refers = list(map(self.refers, entry.refers))
        dated_by = list(entry.dated_by[1]) if entry.dated_by else []
        values: list[str | list[str] | None]
        values = [entry.section, self.date(entry), entry.certainty, entry.clock]
        values += [*named, self.names(degree), each(entry.about), *told_by, refers]
        values += [list(entry.cites), when.date, when.earliest, when.latest, entry.basis]
        values += [dated_by, list(entry.records)]
        return dict(zip(FIELDS, values, strict=True))


def _tail(iri: str) -> str:
    """`first-hand` or `attributed`."""
    return iri.rpartition("/")[2]


def _is_passing(entry: Change) -> bool:
    """Whether papers change hands: nobody speaks."""
    return not entry.speakers


def as_table(entries: Sequence[Change], shown: Shown) -> str:
    """For a terminal: a section after the other, each date once, as wide as the terminal is."""
    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    words = Words(shown.engine)
    lines: list[str] = []
    here = [each for each in entries if each.certainty != ON_RECORD]
    for section in SECTIONS:
        found = [each for each in here if each.section == section]
        if found or section in _NOTHING:
            title = TITLES[section] + (f" ({_number(found)})" if found else "")
            lines += ["", *(bold(line, colour) for line in wrap(title, columns))]
            lines += _section(section, found, words, columns)
    lines += _on_record([e for e in entries if e.certainty == ON_RECORD], words, columns, colour)
    lines += ["", *_keyed(entries, columns)]
    return "\n".join(lines[1:]).rstrip() + "\n"


def _number(entries: Sequence[Change]) -> str:
    possible = sum(each.certainty == POSSIBLE for each in entries)
    return f"{len(entries)}; {possible} only possible" if possible else str(len(entries))


def _section(section: str, entries: Sequence[Change], words: Words, columns: int) -> Iterator[str]:
    if not entries:
        yield from (f"  {line}" for line in wrap(_NOTHING[section], columns - 2))
    elif section == AGAIN:
        yield from _counted(entries, words, columns)
    else:
        for (date, certainty), group in groupby(entries, lambda e: (words.date(e), e.certainty)):
            possible = certainty == POSSIBLE
            head = ("? " if possible else "") + date
            yield from (f"  {line}" for line in wrap(escape(head), columns - 2))
            if possible and section == SAID:
                yield from _spoken([*group], words, columns)
                continue
            for each in group:
                yield from _entry(each, words, columns, "    ")


def _spoken(entries: Sequence[Change], words: Words, columns: int) -> Iterator[str]:
    """Words that may lie within the days: for each speaker only how many and where."""
    groups: dict[str, list[Change]] = {}
    for each in entries:
        groups.setdefault(words.names(each.speakers) or words.who(each), []).append(each)
    for speaker, group in groups.items():
        text = f"{speaker}: {len(group)} ({', '.join(_cites(group))})"
        lines = wrap(escape(text), columns - 6)
        yield from (f"    {'  ' if n else ''}{line}" for n, line in enumerate(lines))


def _cites(entries: Iterable[Change]) -> list[str]:
    return sorted({cite for each in entries for cite in each.cites}, key=cites.place)


def _entry(entry: Change, words: Words, columns: int, indent: str) -> Iterator[str]:
    """One entry: text and paragraphs side by side, or one after the other if narrow."""
    parts = [words.whole(entry), words.told_by(entry), words.referring(entry)]
    room = columns - len(indent) - 2 - _CITE
    if room < _LEAST:
        flat = escape(" — ".join(filter(None, (*parts, ", ".join(entry.cites)))))
        yield from (f"  {line}" for line in wrap(flat, columns - 2))
        return
    text = wrap(escape(parts[0]), room)
    more = [f"  {line}" for part in parts[1:] if part for line in wrap(escape(part), room - 2)]
    beside = wrap(escape(", ".join(entry.cites)), _CITE)
    for left, right in zip_longest([*text, *more], beside, fillvalue=""):
        yield f"{indent}{pad(left, room)}  {right}".rstrip()


def _counted(entries: Sequence[Change], words: Words, columns: int) -> Iterator[str]:
    """What is said again: for each who and what only the paragraphs."""
    groups: dict[str, list[Change]] = {}
    for each in entries:
        mark = "? " if each.certainty == POSSIBLE else ""
        text = (
            words.whole(each) if each.holders else f"{words.who(each)}: {words.names([each.kind])}"
        )
        groups.setdefault(mark + text, []).append(each)
    for text, group in groups.items():
        lines = wrap(escape(f"{text} ({', '.join(_cites(group))})"), columns - 4)
        yield from (f"  {'  ' if n else ''}{line}" for n, line in enumerate(lines))


def _on_record(
    entries: Sequence[Change], words: Words, columns: int, colour: bool
) -> Iterator[str]:
    """What has no date but that of its article: stances told, other words by their paragraphs."""
    if entries:
        title = f"Only on record in these days ({len(entries)})"
        yield from ("", *(bold(line, colour) for line in wrap(title, columns)))
    ordered = sorted(entries, key=lambda each: told(each.when))
    for date, group in groupby(ordered, lambda each: told(each.when)):
        yield from (f"  {line}" for line in wrap(escape(date), columns - 2))
        rest = []
        for each in group:
            if each.section in (SAID, AGAIN):
                rest.append(each)
                continue
            first, *more = _entry(each, words, columns, "    ")
            yield from (f"    [{each.section}]", first, *more)
        if rest:
            yield from (f"    {line}" for line in wrap(f"[{SAID} or again]", columns - 4))
            yield from _spoken(rest, words, columns)


def _keyed(entries: Sequence[Change], columns: int) -> Iterator[str]:
    """The key to the marks that occur."""
    used = {"?": POSSIBLE, "on record": ON_RECORD}
    have = {each.certainty for each in entries} | {_tail(e.voice) for e in entries}
    for mark, meaning in KEY:
        if used.get(mark, mark) in have:
            yield from wrap(f"{mark}: {meaning}", columns)


def rows(entries: Sequence[Change], words: Words) -> Iterator[tuple[str, list[list[str]], str]]:
    """For readers: a title, the rows under READ, and what to say where there is none.

    What is only on record comes last, with its section instead of its certainty.
    """
    apart = [each for each in entries if each.certainty == ON_RECORD]
    for section in SECTIONS:
        found = [e for e in entries if e.section == section and e.certainty != ON_RECORD]
        if found or section in _NOTHING:
            nothing = _NOTHING.get(section, "")
            listed = [_row(each, each.certainty, words) for each in found]
            yield TITLES[section], listed, nothing[:1].upper() + nothing[1:] + "."
    if apart:
        yield "Only on record in these days", [_row(e, e.section, words) for e in apart], ""


def _row(entry: Change, mark: str, words: Words) -> list[str]:
    told_by, refers = words.told_by(entry), words.referring(entry)
    cited = ", ".join(entry.cites)
    return [words.date(entry), mark, words.who(entry), words.what(entry), told_by, refers, cited]
