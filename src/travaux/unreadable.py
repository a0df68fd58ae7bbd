"""Why something could not be checked, as a finding: a file, the folder of texts, time, memory."""

from __future__ import annotations

import re

from travaux.corpus import Finding
from travaux.errors import BadQuery, HugeLiteral, OutOfMemory, OutOfTime, TravauxError
from travaux.severity import ERROR

RULE = "unreadable-file"
FAILED = "failed-query"
_RULES: dict[type[TravauxError], str] = {
    BadQuery: FAILED,
    HugeLiteral: "huge-literal",
    OutOfTime: "out-of-time",
    OutOfMemory: "out-of-memory",
}
#: Every name that is given here.
RULES = (RULE, *_RULES.values())
_PLACE = re.compile(r"(.*?)(?::([0-9]+))?(?::([0-9]+))?", re.DOTALL)
_CARET = re.compile(r" *\^+ *")


def finding(error: TravauxError) -> Finding:
    """An error as a finding at the file and line that it names; ERROR whatever profile.tsv says."""
    place = _PLACE.fullmatch(error.where)
    assert place  # it matches everything
    rule = next((name for kind, name in _RULES.items() if isinstance(error, kind)), RULE)
    column = f" (column {place[3]})" if place[3] else ""
    problem = f"{error.what[:1].upper()}{error.what[1:].rstrip('.')}{column}."
    line = int(place[2] or 0)
    advice = _advice(error.hint) or "Correct it and validate again."
    return Finding(ERROR, rule, place[1], line, "", "", problem, advice)


def _advice(hint: str) -> str:
    """A hint without the line of the file and its carets: the finding names that line."""
    lines = hint.splitlines()
    if len(lines) > 1 and _CARET.fullmatch(lines[1]):
        lines = lines[2:]
    return " ".join(lines)
