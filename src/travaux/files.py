"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress

from travaux.errors import FileProblem, short


def replace(path: str, text: str, *, hint: str = "") -> None:
    """Write a text as UTF-8, as `replace_bytes` does."""
    replace_bytes(path, text.encode(), hint=hint)


def replace_bytes(path: str, data: bytes, *, hint: str = "") -> None:
    """Write bytes, whole or not at all. Raises FileProblem with that hint.

    A file keeps its mode, a new one gets the usual; a link stays a link. What is no file (a
    device, a pipe) cannot be replaced, and is written to as it stands.
    """
    try:
        mode = _mode(path)
        if mode is None or stat.S_ISREG(mode):
            _rename_over(os.path.realpath(path), data, mode)
        else:
            with open(path, "wb") as file:
                file.write(data)
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


def put_folder(folder: str, texts: Mapping[str, str], *, hint: str = "") -> None:
    """Write the files of a folder (path in it to text) as UTF-8, all of them or none.

    The folder may be there; files of these names are replaced, others stay. Raises FileProblem
    with that hint, also if the folder above it is not there.
    """
    there = os.path.isdir(folder)
    beside = folder if there else os.path.dirname(os.path.abspath(folder))
    if not os.path.isdir(beside):
        raise FileProblem("there is no such folder to put one in", where=short(beside), hint=hint)
    fresh = os.path.join(beside, f".{os.urandom(8).hex()}.new")
    try:
        try:
            _fill(fresh, texts)
            _move_in(fresh, folder, texts) if there else os.rename(fresh, folder)
        finally:
            _remove(fresh)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise FileProblem(what, where=short(folder) or "''", hint=hint) from None


def _fill(folder: str, texts: Mapping[str, str]) -> None:
    os.mkdir(folder)
    for name, text in texts.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())


def _move_in(fresh: str, folder: str, texts: Mapping[str, str]) -> None:
    """Move files into a folder; what is in their way is looked at before the first is moved."""
    for name in texts:
        target = os.path.join(folder, name)
        if os.path.isdir(target):
            raise IsADirectoryError(21, os.strerror(21), target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
    for name in texts:
        os.replace(os.path.join(fresh, name), os.path.join(folder, name))


def _remove(folder: str) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
