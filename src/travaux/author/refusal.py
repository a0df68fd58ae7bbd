"""What the rules found wrong with a block, told as the calls that wrote it."""

from __future__ import annotations

from collections.abc import Mapping

from travaux.author.calls import Call
from travaux.corpus import Finding
from travaux.kg.pending import DoesNotConform

_SHOWN = 10


class Refused(DoesNotConform):
    """A block breaks the rules, and nothing of it was taken in; says which calls are wrong.

    `findings` are what is wrong, `calls` the call of each, None for what the block did not write.
    """

    def __init__(self, error: DoesNotConform, calls: Mapping[str, Call]) -> None:
        super().__init__(error.report, error.findings)
        self.calls = tuple(calls.get(each.entity) for each in self.findings)
        pairs = list(zip(self.findings, self.calls, strict=True))
        if len(pairs) == 1:
            finding, call = pairs[0]
            self.where = _where(finding, call)
            self.what = finding.problem
            self.hint = f"{finding.advice}\nNothing was changed.".strip()
            return
        wrong = len({each for each in self.calls if each})
        self.what = f"{len(pairs)} things are wrong, written by {wrong} calls; nothing was changed"
        told = [_told(*each) for each in pairs[:_SHOWN]]
        more = [f"and {len(pairs) - _SHOWN} more"] if len(pairs) > _SHOWN else []
        self.hint = "\n".join([*told, *more])


def _told(finding: Finding, call: Call | None) -> str:
    return f"{_where(finding, call)}: {finding.problem} {finding.advice}".rstrip()


def _where(finding: Finding, call: Call | None) -> str:
    """The call and the name of what it wrote, since a loop writes many; else the line of a file."""
    local = finding.entity.replace("#", "/").rpartition("/")[2]
    return f"{call} ({local})" if call else f"{finding.place} ({local})"
