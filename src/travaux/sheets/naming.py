"""Each row gets its source and its name: from its cells, else from where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from travaux.passages import NAME
from travaux.sheets import kinds
from travaux.sheets.entries import PLACE, Entry
from travaux.sheets.model import CONTAINS, ID, RECORD, SOURCE, TYPE, Problem
from travaux.sheets.placing import Given, Place, place
from travaux.sheets.resolving import Names
from travaux.sheets.terms import Terms, local
from travaux.vocabulary import (
    ATTRIBUTION_STEP,
    END_CHAR,
    EVIDENCE,
    NARRATIVE_VOICE,
    NEWS_ARTICLE,
    PARAGRAPH,
    PASSAGE,
    SHA256,
    START_CHAR,
    STEP_ORDER,
)

_HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Told(NamedTuple):
    """What is said beside the tables: the one source, and its text if it is at hand."""

    source: str | None
    text: str | None


class Namer:
    """Gives rows their sources and IRIs; `problems` grows."""

    def __init__(
        self, base: str, terms: Terms, names: Names, told: Told, problems: list[Problem]
    ) -> None:
        self._base, self._terms, self._names = base, terms, names
        self._told, self._problems = told, problems
        self._taken: dict[str, Entry] = {}
        self._handles: dict[tuple[str, str], Entry] = {}
        #: Where the words of a row lie; of passages, and of records that give words themselves.
        self.places: dict[int, Place] = {}

    def name(self, entries: Iterable[Entry]) -> None:
        """Name all rows: passages first, for records are named after theirs, and steps last."""
        last = {PASSAGE: 0, ATTRIBUTION_STEP: 2}
        for entry in sorted(entries, key=lambda each: last.get(each.kind, 1)):
            self._typed(entry)
            entry.source = self._source(entry)
            if not entry.source:
                continue
            self._placed(entry)
            entry.iri = self._iri(entry)
            if entry.iri:
                self._known(entry)

    def _tell(self, entry: Entry, what: str, remedy: str, heading: str) -> str:
        column = entry.own.get(heading, (0, ""))[0]
        self._problems.append(entry.problem(what, remedy, column))
        return ""

    def _typed(self, entry: Entry) -> None:
        """The classes of a row: its sheet's, unless it names others."""
        given = [each.strip() for each in entry.text(TYPE).split(";") if each.strip()]
        by_name = {local(each): each for each in self._terms.classes}
        entry.types = [by_name.get(each) or self._terms.expanded(each) or "" for each in given]
        below = {each for kind in entry.types for each in self._terms.above(kind)}
        if entry.types and ("" in entry.types or entry.kind not in below):
            wanted = ", ".join(
                sorted(local(c) for c in self._terms.classes if entry.kind in self._terms.above(c))
            )
            self._tell(entry, f"is no kind of {local(entry.kind)}", f"Take one of: {wanted}.", TYPE)
            entry.types = []
        entry.types = entry.types or [entry.kind]

    def _source(self, entry: Entry) -> str:
        said, only = entry.text(SOURCE), self._told.source
        if not said and entry.kind == ATTRIBUTION_STEP and not only:
            return self._of_record(entry)
        if not (said or only):
            hint = "Fill in the column source, or give --source NAME."
            return self._tell(entry, "the row names no source", hint, SOURCE)
        if said and only and said != only:
            hint = f"Leave it empty, or write {only}."
            return self._tell(entry, f"is a row of {said[:40]!r}, not of {only}", hint, SOURCE)
        if (said or only) in self._names.reserved:
            hint = "Choose another name for the source."
            return self._tell(entry, f"{said or only} names another graph", hint, SOURCE)
        if not NAME.fullmatch(said or only or ""):
            hint = "Such names are like s6: a-z, 0-9 and hyphens."
            return self._tell(entry, f"{said[:40]!r} is not the name of a source", hint, SOURCE)
        return said or only or ""

    def _of_record(self, entry: Entry) -> str:
        record = entry.text(RECORD).split(";")[0].strip()
        found = {source for (source, handle) in self._handles if handle == record}
        if len(found) == 1:
            return found.pop()
        hint = "Fill in the column source, or give --source NAME."
        return self._tell(entry, "it is not clear to which source the step belongs", hint, RECORD)

    # Places -----------------------------------------------------------------------------------
    def _placed(self, entry: Entry) -> None:
        is_passage = entry.kind == PASSAGE
        if not is_passage and not (entry.text(CONTAINS) or entry.text(PLACE)):
            return
        if not is_passage and not entry.text(CONTAINS):
            remedy = "Write the words into contains, or empty this cell and use evidence."
            self._tell(entry, "a paragraph without words", remedy, PLACE)
            return
        given, columns = _said(entry)
        found, wrong = place(given, self._told.text)
        for heading, error in wrong.items():
            self._problems.append(entry.told(error, columns.get(heading, 0)))
        if found:
            self.places[id(entry)] = found

    # Names ------------------------------------------------------------------------------------
    def _iri(self, entry: Entry) -> str:
        given = entry.text(ID)
        fixed = self._fixed(entry)
        if fixed is not None:
            whole = self._terms.expanded(given) if ":" in given else None
            if fixed and whole and whole != fixed:
                short = fixed.removeprefix(self._base)
                return self._tell(entry, f"its name is {short}", "Empty this cell.", ID)
            return fixed
        if not given:
            return self._made(entry)
        if _HANDLE.fullmatch(given):
            own = given if given.startswith(f"{entry.source}-") else f"{entry.source}-{given}"
            return f"{self._base}record/{own}"
        iri = self._terms.expanded(given)
        hint = f"Write letters, digits and hyphens, such as {entry.source}-3-offer."
        return iri or self._tell(entry, f"{given[:60]!r} cannot be a name", hint, ID)

    def _fixed(self, entry: Entry) -> str | None:
        """The name that follows from what the row is; "" if that is wrong, None if none does."""
        if entry.kind == NEWS_ARTICLE:
            return f"{self._base}source/{entry.source}"
        if entry.kind != PASSAGE:
            return None
        found = self.places.get(id(entry))
        return found.iri(self._base, entry.source) if found else ""

    def _made(self, entry: Entry) -> str:
        """A name for a row without one."""
        start = f"{self._base}record/{entry.source}-"
        if entry.kind == NARRATIVE_VOICE:
            return f"{start}narrative-voice"
        if entry.kind == ATTRIBUTION_STEP:
            return self._step(entry)
        if not kinds.is_record(self._terms.above(entry.kind)):
            hint = "Other rows name it by that; a short word will do."
            return self._tell(entry, "the row has no id", hint, ID)
        stem = f"{start}{self._paragraph(entry)}{local(entry.types[0]).lower()}"
        number, made = 1, stem
        while made in self._taken or self._names.home(made):
            number += 1
            made = f"{stem}-{number}"
        return made

    def _step(self, entry: Entry) -> str:
        record = entry.text(RECORD).split(";")[0].strip()
        known = self._handles.get((entry.source, record))
        iri = known.iri if known else self._terms.expanded(record)
        number = entry.under(STEP_ORDER)[1]
        if iri and number.isdigit():
            return f"{iri}-step-{number}"
        if not record:
            return self._tell(entry, "the row names no record", "Name it in record.", RECORD)
        hint = "Write the id of a row, or its name such as rec:s6-3-offer, and the stepOrder."
        return self._tell(entry, f"{record[:60]!r} with this order names no step", hint, RECORD)

    def _paragraph(self, entry: Entry) -> str:
        """The number of the first paragraph that a record rests on, with a hyphen."""
        found = self.places.get(id(entry))
        if found:
            return f"{found.paragraph}-"
        first = entry.under(EVIDENCE)[1].partition(";")[0].strip()
        row = self._handles.get((entry.source, first))
        where = self.places.get(id(row)) if row else None
        return f"{where.paragraph}-" if where else ""

    def _known(self, entry: Entry) -> None:
        """Take the name, unless another row or the workspace has it."""
        given, other = entry.text(ID), self._taken.get(entry.iri)
        twin = self._handles.get((entry.source, given)) if given else None
        if twin or (other and entry.kind != PASSAGE):
            first = twin or other
            assert first
            place = f"{first.sheet}, row {first.row}"
            self._tell(entry, f"has the same id as {place}", "Give each row its own.", ID)
            return
        home = self._names.home(entry.iri)
        if home and entry.kind != PASSAGE:
            remedy = "Leave the row out, or give it another id; `travaux add` changes nothing old."
            self._tell(entry, f"the source {home} has it already", remedy, ID)
            return
        self._taken[entry.iri] = entry
        short = entry.iri.removeprefix(f"{self._base}record/")
        for handle in {given, self._terms.short(entry.iri), short} - {""}:
            self._handles.setdefault((entry.source, handle), entry)
        self._names.add(entry, given, short)


_WHERE = (PARAGRAPH, START_CHAR, END_CHAR, SHA256)


def _said(entry: Entry) -> tuple[Given, dict[str, int]]:
    """What a row says of a place, and in which columns."""
    number, words = entry.own.get(CONTAINS, (0, ""))
    columns = {CONTAINS: number}
    if entry.kind != PASSAGE:
        columns[PLACE], paragraph = entry.own.get(PLACE, (0, ""))
        return Given(paragraph.strip(), words, "", "", ""), columns
    under = {local(iri): entry.under(iri) for iri in _WHERE}
    columns.update({name: column for name, (column, _) in under.items()})
    paragraph, *rest = (text for _, text in under.values())
    return Given(paragraph, words, *rest), columns
