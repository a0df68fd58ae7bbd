"""Clocks: a date can be read, and the days beside it are those it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux.causes import Causes
from travaux.clocks import check
from travaux.corpus import Corpus, Finding
from travaux.fmt import format_text
from travaux.vocabulary import CLOCKS
from travaux.workspace import open_at

HEADER = """PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX rec: <https://w3id.org/travaux/record/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

rec:x
"""
FIRST = HEADER.count("\n") + 1


def found(workspace: Path, lines: str) -> list[Finding]:
    path = workspace / "graph" / "sources" / "s9.ttl"
    path.write_text(HEADER + lines + ".\n", encoding="utf-8")
    return check(Corpus(open_at(str(workspace))), Causes())


def test_the_untouched_workspace_has_the_days_of_its_dates(workspace_copy: Path) -> None:
    """`travaux fmt` writes them, and a test holds the files to it."""
    assert check(Corpus(open_at(str(workspace_copy))), Causes()) == []


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("date", ["yesterday", "2021-13-23/..", "17.12.2021", "2022/2021", ""])
def test_a_date_that_cannot_be_read_is_told_with_its_line(
    workspace_copy: Path, clock: str, date: str
) -> None:
    """Of every clock; what to do is said."""
    lines = f'  trv:gloss "x"@en ;\n  trv:{clock} "{date}"^^edtf:EDTF\n'
    (one,) = found(workspace_copy, lines)
    assert one.problem.startswith(f"trv:{clock}: ")
    assert one.advice
    assert one.place.endswith(f"graph/sources/s9.ttl:{FIRST + 1}")


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize(
    ("date", "earliest", "latest", "words", "line"),
    [
        ("2020", "2021-12-23", "2020-12-31", ["Earliest is 2021-12-23, not 2020-01-01"], 1),
        ("2020", "2020-01-01", "2021-12-31", ["Latest is 2021-12-31, not 2020-12-31"], 2),
        ("2020", "2020-01-01", "", ["Latest is missing, 2020-12-31"], 0),
        ("2020", "", "", ["Earliest is missing", "Latest is missing"], 0),
        ("2020/..", "2020-01-01", "2020-12-31", ["Latest is 2020-12-31, where the date is op"], 2),
        ("2020", "2020-01-01", "2020-12-31", [], 0),
        ("2020/..", "2020-01-01", "", [], 0),
    ],
)
def test_days_that_are_stale_missing_or_too_many_are_told(
    workspace_copy: Path,
    clock: str,
    date: str,
    earliest: str,
    latest: str,
    words: list[str],
    line: int,
) -> None:
    """At the first day that is wrong; `travaux fmt` mends it, and it is said."""
    lines = [f'  trv:{clock} "{date}"^^edtf:EDTF']
    lines += [f'  trv:{clock}Earliest "{earliest}"^^xsd:date'] if earliest else []
    lines += [f'  trv:{clock}Latest "{latest}"^^xsd:date'] if latest else []
    told = found(workspace_copy, " ;\n".join(lines) + "\n")
    assert len(told) == bool(words)
    for one in told:
        assert all(word in one.problem for word in words)
        assert (one.line, one.advice) == (FIRST + line, "Run `travaux fmt`, which writes them.")


def test_what_fmt_writes_is_never_stale(workspace_copy: Path) -> None:
    """The check and its remedy read dates in one way, several dates of one clock too."""
    dates = ["2021-12-17/..", "../2021-12-17", "202X", "2021-24~", "2021"]
    lines = " ;\n".join(
        f'trv:{clock} "{date}"^^edtf:EDTF, "2020-02"^^edtf:EDTF'
        for clock, date in zip(CLOCKS, dates, strict=False)
    )
    text = format_text(f"{HEADER}{lines} .\n", {})
    path = workspace_copy / "graph" / "sources" / "s9.ttl"
    path.write_text(text, encoding="utf-8")
    assert check(Corpus(open_at(str(workspace_copy))), Causes()) == []
