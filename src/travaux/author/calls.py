"""Which call wrote what: every error of authoring names the call, the field and the remedy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from travaux.errors import TravauxError, short

_OURS = __name__.partition(".")[0]


class WrongCall(TravauxError):
    """A call of authoring has a field that is unknown, missing or malformed."""


class SourceExists(TravauxError):
    """The source that was to be made is there already, or its name cannot be had."""


class NameTaken(TravauxError):
    """A new thing would have the name of one that is there."""


class Call(NamedTuple):
    """A call in somebody's program: `note.py:14` and `s.position`."""

    place: str
    words: str

    def at(self, field: str = "") -> str:
        """Where in the program: the call, and in it the field if one is meant."""
        return f"{self.place}: {self.words}({field}=...)" if field else str(self)

    def __str__(self) -> str:
        return f"{self.place}: {self.words}(...)"


def here(words: str) -> Call:
    """The call that is being made by whoever uses this package."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and _is_ours(frame):
        frame = frame.f_back
    if frame is None:
        return Call("?", words)
    return Call(_place(frame), words)


def _is_ours(frame: FrameType) -> bool:
    name = str(frame.f_globals.get("__name__", ""))
    return name == _OURS or name.startswith(_OURS + ".")


def _place(frame: FrameType) -> str:
    """`file:line`, or what a notebook calls the cell and the line in it."""
    file, line = frame.f_code.co_filename, frame.f_lineno
    shell = frame.f_globals.get("get_ipython")
    if callable(shell):
        cell = shell().compile.format_code_name(file)
        if cell:
            return f"{' '.join(cell)}, line {line}"
    return f"{file if file.startswith('<') else short(file)}:{line}"


@contextmanager
def telling(call: Call, field: str = "") -> Iterator[None]:
    """Let the errors of a step say which call and which field they are about."""
    try:
        yield
    except TravauxError as error:
        error.where = call.at(field)
        raise
