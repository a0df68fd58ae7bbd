"""Spreadsheets: what the source files hold as tables, and tables as new records."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from travaux.sheets.model import BadSheets, NotTabular

if TYPE_CHECKING:
    from travaux.kg.graph import KnowledgeGraph
    from travaux.sheets.adding import Added
    from travaux.sheets.helping import Help
    from travaux.sheets.model import Sheet
    from travaux.workspace import Workspace

__all__ = ["BadSheets", "NotTabular", "add", "attestations", "put", "template", "write"]


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


def template(workspace: Workspace, target: str | os.PathLike[str]) -> list[Sheet]:
    """Write empty sheets to fill in, as `travaux template` does; gives what was written.

    A file that is there is never replaced: it may be filled in by now. Raises FileProblem.
    """
    from travaux.errors import FileProblem, short
    from travaux.sheets.helping import template

    path = os.fspath(target)
    if os.path.isfile(path):
        hint = "Name another file, or remove this one."
        raise FileProblem("is there already", where=short(path), hint=hint)
    sheets, help = template(workspace)
    put(sheets, path, help)
    return sheets


def add(
    kg: KnowledgeGraph,
    path: str | os.PathLike[str],
    source: str | None = None,
    text: str | os.PathLike[str] | None = None,
) -> Added:
    """Take filled-in sheets in, as `travaux add` does; `kg.save()` then writes them.

    `source` is that of rows that name none, `text` the file of its text. Raises BadSheets with
    every problem, FileProblem for what cannot be read.
    """
    from travaux.sheets.adding import add

    return add(kg, os.fspath(path), source, None if text is None else os.fspath(text))


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
