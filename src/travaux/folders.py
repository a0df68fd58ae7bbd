"""The files of a workspace's folders, each held to its name, its kind and its place.

Who asks for one thing is told of the first fault; who reports on all of them gets the others too.
"""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from travaux.errors import BadWorkspace, FileProblem, TravauxError, problem, short

NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


class Fault(NamedTuple):
    """What is wrong with an entry of a folder, or with the whole folder."""

    name: str  # without its ending; empty for the folder
    error: TravauxError


def listed(
    root: str, folder: str, ending: str, faults: list[Fault] | None = None
) -> list[tuple[str, str]]:
    """The files of a folder as (stem, path), by stem; hidden ones and other endings pass by.

    Raises FileProblem and BadWorkspace for what cannot be used; with ``faults`` these are added
    to that list, and the others are given.
    """
    place = os.path.join(root, folder)
    try:
        found = _entries(place, ending)
        if found:  # the folder itself, or one above it, may be a link
            inside(root, place)
    except FileProblem as error:
        tell(faults, "", error)
        return []
    files = []
    for entry in found:
        stem = entry.name[: -len(ending)]
        try:
            files.append((stem, _checked(root, entry, stem)))
        except TravauxError as error:
            tell(faults, stem, error)
    return sorted(files)


def tell(faults: list[Fault] | None, name: str, error: TravauxError) -> None:
    """Keep an error where there is a list for it; raise it where there is none."""
    if faults is None:
        raise error
    faults.append(Fault(name, error))


def inside(folder: str, path: str) -> None:
    """Raise FileProblem if a path, links followed, is not in the folder: ask before opening it."""
    root = os.path.realpath(folder)
    if os.path.commonpath([root, os.path.realpath(path)]) != root:
        raise FileProblem("leads out of the workspace", where=short(path))


def regular(path: str) -> None:
    """Raise FileProblem for what is no file; to open a pipe would be to wait for ever."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        raise problem(path, error) from None
    if not stat.S_ISREG(mode):
        kind = next((name for holds, name in _KINDS if holds(mode)), "a device")
        raise FileProblem(f"is {kind}, not a file", where=short(path))


def _entries(place: str, ending: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            found = [each for each in entries if each.name.endswith(ending)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise problem(place, error) from None
    return [each for each in found if each.name[0] != "."]


def _checked(root: str, entry: os.DirEntry[str], stem: str) -> str:
    """The path of an entry that is a file of ours by name, place and kind."""
    if not stem or stem.strip(NAME_CHARACTERS):
        raise BadWorkspace(
            "a name is made of a-z, 0-9 and hyphens",
            where=short(entry.path),
            hint="Rename the file.",
        )
    if entry.is_symlink():
        inside(root, entry.path)
        regular(entry.path)
    elif not entry.is_file():
        regular(entry.path)
    return entry.path
