"""What was found in one text: a table to look at, and a spreadsheet to fill in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from travaux import files, layout
from travaux.errors import BadParameter, short
from travaux.suggest.proposal import Suggestion

if TYPE_CHECKING:
    from travaux.sheets.model import Sheet

#: What a person fills in comes first behind the words; the rest says what was found.
HEADINGS = ("source", "paragraph", "start", "end", "words", "accept", "entity", "kind", "date",
            "basis", "label", "candidates", "why", "score")  # fmt: skip
_SHOWN = ("par", "span", "words", "kind", "proposed", "why")
_SHEET = "Mentions"
_REMEDY = "Name a file outside the repository: it may hold words of the text."


class Suggestions:
    """The proposals for one text, known ones and dates first, unknown names apart in `unknown`.

    Iteration and `rows` have all of them in the order of the text. `source` is the short name of
    the source that the text is, or nothing.
    """

    def __init__(self, found: Sequence[Suggestion], source: str = "") -> None:
        self.found = list(found)
        self.source = source

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Suggestion]:
        return iter(self.found)

    def __getitem__(self, at: int) -> Suggestion:
        return self.found[at]

    @property
    def known(self) -> list[Suggestion]:
        """Dates, and what the graph has."""
        return [each for each in self.found if each.is_known]

    @property
    def unknown(self) -> list[Suggestion]:
        """Offices and names found although the graph has nothing of that name."""
        return [each for each in self.found if not each.is_known]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """All of them as dicts; `known` tells the two kinds apart."""
        return [
            {"source": self.source, **each._asdict(), "known": each.is_known} for each in self.found
        ]

    # To look at -----------------------------------------------------------------------------------
    def __str__(self) -> str:
        return self.table(100).rstrip("\n")

    def __repr__(self) -> str:
        return str(self)

    def table(self, columns: int, *, words: bool = True) -> str:
        """A table for a terminal; names that nothing has come below, apart."""
        if not self.found:
            return "nothing found\n"
        parts = [
            f"{title} ({len(own)})\n\n"
            + layout.table(_SHOWN, [_line(each, words) for each in own], columns)
            for title, own in self._parts()
        ]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        from travaux.kg.html import paragraph, table

        if not self.found:
            return paragraph("nothing found")
        return "\n".join(
            paragraph(f"{title} ({len(own)})") + table(_SHOWN, [_line(e) for e in own], "")
            for title, own in self._parts()
        )

    def _parts(self) -> Iterator[tuple[str, list[Suggestion]]]:
        if self.known:
            yield "Known, and dates", self.known
        if self.unknown:
            yield "Found although unknown", self.unknown

    # To fill in -----------------------------------------------------------------------------------
    def sheet(self, words: bool = True) -> Sheet:
        """The spreadsheet: `accept` (yes or no), `entity` and `kind` are to be filled in.

        Without `words` it has spans and no words of the text.
        """
        from travaux.sheets.model import Sheet

        rows = [self._cells(each, words) for each in self.found]
        return Sheet(_SHEET, HEADINGS, tuple(rows))

    def _cells(self, each: Suggestion, words: bool) -> tuple[str, ...]:
        values: dict[str, object] = {
            **each._asdict(),
            "source": self.source,
            "words": each.words if words else "",
            "accept": "",
            "candidates": "; ".join(each.candidates),
        }
        return tuple(str(values[heading]) for heading in HEADINGS)

    def csv(self, words: bool = True) -> str:
        """The spreadsheet as CSV."""
        sheet = self.sheet(words)
        return layout.csv([sheet.headings, *sheet.rows])

    def json(self, words: bool = True) -> str:
        """The rows as JSON."""
        dropped = () if words else ("words",)
        return layout.json([{k: w for k, w in r.items() if k not in dropped} for r in self.rows])

    def to_csv(self, path: str | os.PathLike[str], words: bool = True) -> None:
        """Write the spreadsheet as CSV, whole or not at all. Raises FileProblem."""
        files.replace(_named(path), self.csv(words), hint=_REMEDY)

    def to_xlsx(self, path: str | os.PathLike[str], words: bool = True) -> None:
        """Write the spreadsheet as an Excel workbook, every cell a text. Raises FileProblem."""
        from travaux.sheets import workbook

        data = workbook.write([self.sheet(words)])
        files.replace_bytes(_named(path), data, hint=_REMEDY)


def _named(path: str | os.PathLike[str]) -> str:
    name = os.fspath(path)
    if not name:
        raise BadParameter("no file is named", where=short(name), hint=_REMEDY)
    return name


def _line(each: Suggestion, words: bool = True) -> tuple[str, ...]:
    """One proposal for people."""
    meant = each.date or each.label
    if not meant and each.candidates:
        meant = " or ".join(each.candidates)
    return (
        str(each.paragraph),
        f"{each.start}-{each.end}",
        each.words if words else "",
        each.kind,
        meant,
        each.why,
    )
