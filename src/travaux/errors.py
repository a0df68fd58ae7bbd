"""One family of errors, each named for the fact; the command line turns them into one line.

Every error says what is wrong, where, and where possible what to do. Exit code 2 always:
"does not conform" (exit 1) is an answer, not an error.
"""

from __future__ import annotations

import os


def short(path: str) -> str:
    """The path as a person would type it: relative to the current folder where that is shorter.

    No path stays no path.
    """
    path = os.fspath(path)
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the current folder is gone, or another drive
        return path
    return relative if len(relative) < len(path) else path


class TravauxError(Exception):
    """Something travaux cannot do. `str()` is "where: what", then the hint, indented.

    `what` is one line; `hint` may have several (a source line, a caret, advice).
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return "\n  ".join([head, *self.hint.splitlines()])


class WorkspaceNotFound(TravauxError):
    """The folder named as a workspace is not one."""


class BadWorkspace(TravauxError):
    """travaux.toml is malformed, or a file's name cannot be used."""


class DuplicateStem(BadWorkspace):
    """Two files claim one named graph."""


class FileProblem(TravauxError):
    """A file is missing, empty, unreadable, a folder, or leads out of the workspace."""


class BadData(TravauxError):
    """A data file is malformed or of a kind that is refused."""


class BadTurtle(BadData):
    """A Turtle file does not parse."""


class HugeLiteral(BadData):
    """A text in a file is too long to be worked on."""


class OutOfTime(TravauxError):
    """What was asked took longer than it may."""


class OutOfMemory(TravauxError):
    """What was asked took more memory than there is."""


class BadQuery(TravauxError):
    """A query does not parse, or cannot be evaluated."""


class ForbiddenQuery(BadQuery):
    """A query asks for what the command line never does: other machines, files, updates."""


class UnknownQuestion(TravauxError):
    """No question of that name."""


class UnknownName(TravauxError):
    """No entity of that name."""


class AmbiguousName(TravauxError):
    """Several entities of that name."""


class BadParameter(TravauxError):
    """A parameter is unknown, missing or malformed."""


def read_bytes(path: str) -> bytes:
    """What a file holds, without a UTF-8 byte order mark. Raises FileProblem."""
    try:
        with open(path, "rb") as file:
            return file.read().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise problem(path, error) from None


def read_text(path: str) -> str:
    """The text of a UTF-8 file, without a byte order mark. Raises FileProblem."""
    return decode(read_bytes(path), short(path))


def decode(data: bytes, where: str) -> str:
    """Bytes as UTF-8 text; FileProblem names the line that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileProblem(
            f"not UTF-8 text: byte 0x{data[error.start]:02x}",
            where=f"{where}:{line}",
            hint="Save the file as UTF-8.",
        ) from None


def problem(path: str, error: OSError) -> FileProblem:
    """An OSError on `path` as a clear error."""
    if isinstance(error, FileNotFoundError):
        what = "a link to nowhere" if os.path.islink(path) else "no such file"
    elif isinstance(error, IsADirectoryError) or os.path.isdir(path):
        what = "is a folder, not a file"
    else:
        what = (error.strerror or str(error)).lower()
    return FileProblem(what, where=short(path) or "''")
