"""Spreadsheets: what the source files hold as tables, and tables as new records."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from travaux.sheets.helping import Help
    from travaux.sheets.model import Sheet
    from travaux.workspace import Workspace


def attestations(workspace: Workspace) -> list[Sheet]:
    """The source files of a workspace as tables, one a kind. Raises NotTabular."""
    from travaux.sheets.outward import attestations

    return attestations(workspace)


def write(workspace: Workspace, target: str | os.PathLike[str]) -> list[Sheet]:
    """Write the source files of a workspace as a workbook (`.xlsx`) or a folder of csv files.

    A workbook is replaced, a folder has to be empty or not there yet. Gives what was written.
    Raises NotTabular, FileProblem.
    """
    sheets = attestations(workspace)
    put(sheets, os.fspath(target))
    return sheets


def put(sheets: list[Sheet], target: str, help: Help | None = None) -> None:
    """Write tables as a workbook or a folder, as `write` does, and the help beside them."""
    from travaux.errors import FileProblem, short

    ending = os.path.splitext(target)[1].lower()
    if ending == ".xlsx":
        from travaux.files import replace_bytes
        from travaux.sheets import workbook

        replace_bytes(target, workbook.write(sheets, help))
        return
    if ending in (".xls", ".xlsm", ".ods", ".csv", ".tsv"):
        hint = "Name a file ending in .xlsx, or a folder for csv files."
        raise FileProblem(f"{ending} files are not written", where=short(target), hint=hint)
    from travaux.sheets import folder

    folder.write([*sheets, help.sheet, help.lists] if help else sheets, target)
