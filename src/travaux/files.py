"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from travaux.errors import FileProblem, short


def replace(path: str, text: str, *, hint: str = "") -> None:
    """Write a text as UTF-8, whole or not at all. Raises FileProblem with that hint.

    A file keeps its mode, a new one gets the usual; a link stays a link. What is no file (a
    device, a pipe) cannot be replaced, and is written to as it stands.
    """
    try:
        mode = _mode(path)
        if mode is None or stat.S_ISREG(mode):
            _rename_over(os.path.realpath(path), text.encode(), mode)
        else:
            with open(path, "wb") as file:
                file.write(text.encode())
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise FileProblem(what, where=short(path) or "''", hint=hint) from None


def _mode(path: str) -> int | None:
    """Kind and mode of what `path` leads to, None where nothing is."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _rename_over(target: str, data: bytes, mode: int | None) -> None:
    """Write beside the target, on the same disk, and give that file its name."""
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, os.strerror(13))  # renaming would not ask the file itself
    fresh = os.path.join(os.path.dirname(target), f".{os.urandom(8).hex()}.new")
    try:
        with open(fresh, "xb") as file:
            if mode is not None:
                os.chmod(fresh, stat.S_IMODE(mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(fresh)
        raise
