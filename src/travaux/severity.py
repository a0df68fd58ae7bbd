"""How grave a finding is: queries/checks/profile.tsv says it by the rule's name.

The severity stands beside the rules and not in them, so that a workspace can judge otherwise. A
rule that is not listed is an ERROR.
"""

from __future__ import annotations

from travaux.errors import BadData, read_text, short
from travaux.workspace import Workspace

ERROR, WARN, INFO = LEVELS = ("ERROR", "WARN", "INFO")
HEADER = ["rule", "severity"]


def profile(workspace: Workspace) -> dict[str, str]:
    """Severity by rule; the workspace's own lines go before those it borrows.

    Raises BadData for a line that is not `rule<TAB>severity`.
    """
    found: dict[str, str] = {}
    for path in workspace.profile_files():
        found.update(_read(read_text(path), short(path)))
    return found


def _read(text: str, where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.rstrip().split("\t")
        if number == 1 and cells == HEADER:
            continue
        if len(cells) != 2 or cells[1] not in LEVELS or cells[0] in found:
            raise BadData(
                "a line is a rule, a tab and a severity, each rule once",
                where=f"{where}:{number}",
                hint="Severities: " + ", ".join(LEVELS),
            )
        found[cells[0]] = cells[1]
    return found
