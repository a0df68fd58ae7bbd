"""A time limit that stops any query: Oxigraph cannot be interrupted, so the process ends.

Signal handlers run only between rows, so an aggregate or a sort would outlast them. A watchdog
thread ends the process instead, with exit code 2, and nothing of a partial answer is written as
long as the answer is built in memory inside `limit` and written after it.
"""

from __future__ import annotations

import _thread
import os
from contextlib import suppress
from math import inf
from types import TracebackType

from travaux.errors import BadParameter

EXIT_CODE = 2
LONGER = "--timeout SECONDS gives it longer."


def stopped(seconds: float) -> str:
    """What is said when time is up."""
    return f"stopped after {seconds:g} s, no answer"


class limit:
    """`with limit(seconds):` ends the process with exit code 2 if the block takes longer.

    None sets no limit. What is written inside the block may be cut short: write after it. Where
    even then something must stand on stdout, `instead` is that, made beforehand.
    Raises BadParameter for what is no time: zero, less than zero, infinity, and NaN, which no
    comparison finds.
    """

    def __init__(self, seconds: float | None, instead: bytes = b"") -> None:
        if seconds is not None and not 0 < seconds < inf:
            raise BadParameter(f"not a number of seconds above 0: {seconds:g}", where="--timeout")
        self.seconds = seconds
        self._instead = instead
        self._done = _thread.allocate_lock()  # held while the block runs
        self._ending = _thread.allocate_lock()  # taken by whoever decides how the block ends

    def __enter__(self) -> limit:
        if self.seconds is not None:
            self._done.acquire()
            _thread.start_new_thread(self._watch, (min(self.seconds, _thread.TIMEOUT_MAX),))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.seconds is not None:
            self._ending.acquire()  # never returns once the watchdog has decided to end
            self._done.release()

    def _watch(self, seconds: float) -> None:
        if self._done.acquire(timeout=seconds) or not self._ending.acquire(blocking=False):
            return
        try:
            _write(1, self._instead)
            _write(2, f"travaux: {stopped(seconds)}\n  {LONGER}\n".encode())
        finally:
            os._exit(EXIT_CODE)


def _write(stream: int, data: bytes) -> None:
    """Write all of it, past Python's buffers; where nobody reads, the exit code still tells."""
    with suppress(OSError):
        while data:
            data = data[os.write(stream, data) :]
