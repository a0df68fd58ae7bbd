"""Command lines run in processes of their own, each in milliseconds, for tests that run thousands.

A server process imports everything once and forks for each line; a child that dies, hangs or asks
for too much memory is told from one that ends, and harms powerless else.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from conftest import clean_environment

PATIENCE = 20.0
MEMORY = 4 << 30
#: What the commands import while they run.
HEAVY = ("rdflib", "rdflib.plugins.serializers.longturtle", "shacl", "edtf", "networkx", "jinja2")
SIGNALS = {each.value: each.name for each in signal.Signals}


class Done(NamedTuple):
    """How a command line ended: `code` is negative for a signal, and `hung` if it had to be."""

    line: tuple[str, ...]
    code: int
    out: bytes
    err: str
    hung: bool

    @property
    def fault(self) -> str:
        """What is wrong with the way it ended; empty if nothing is."""
        if self.hung:
            return f"no end in {PATIENCE:g} s"
        if self.code < 0:
            return f"killed by {SIGNALS.get(-self.code, self.code)}"
        if self.code not in (0, 1, 2):
            return f"exit code {self.code}"
        for words in ("this is a bug", "Traceback", "panicked"):
            if words in self.err:
                return words
        if self.code == 2 and not self.err.strip():
            return "exit code 2 without a word"
        if self.code == 2 and self.out and self.line[0] != "validate":  # which reports all the same
            return "exit code 2 after an answer"
        pure = {"csv", "tsv"} & {*self.line}  # W3C results: the values as they are
        shown = "" if pure else self.out.decode("utf-8", "replace")
        return _unprintable(self.err) or _unprintable(shown)


def _unprintable(text: str) -> str:
    """The control characters that reach the terminal."""
    found = {c for c in text if (c < " " and c not in "\n\r\t") or "\x7f" <= c <= "\x9f"}
    return f"control characters {found}" if found else ""


class Forks:
    """The server, for as long as the `with` block lasts."""

    def __enter__(self) -> Forks:
        self._server = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean_environment(PYTHONPATH=str(Path(__file__).parent)),
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._server.stdin
        self._server.stdin.close()
        self._server.wait()

    def run(self, line: Sequence[str], cwd: Path, *, powerless: bool = False) -> Done:
        """Run `travaux` with these arguments; if powerless, not even root may read everything."""
        done = self._ask(line, cwd, powerless)
        # a machine that stood still is no fault: what hangs, hangs again
        return self._ask(line, cwd, powerless) if done.hung else done

    def _ask(self, line: Sequence[str], cwd: Path, powerless: bool) -> Done:
        assert self._server.stdin and self._server.stdout
        asked = json.dumps([list(line), str(cwd), powerless]) + "\n"
        self._server.stdin.write(asked.encode())
        self._server.stdin.flush()
        code, hung, out, err = json.loads(self._server.stdout.readline())
        return Done(tuple(line), code, bytes.fromhex(out), err, hung)


def serve() -> None:
    """Answer lines until there are no more."""
    from importlib import import_module

    from travaux.cli import WORDS

    for name in (*(f"travaux.{word}" for word in WORDS), *HEAVY):
        import_module(name)
    for line in sys.stdin:
        print(json.dumps(_fork(*json.loads(line))), flush=True)


def _fork(arguments: list[str], folder: str, powerless: bool) -> tuple[int, bool, str, str]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            _child(arguments, folder, powerless, out.fileno(), err.fileno())
        code, hung = _wait(child)
        out.seek(0)
        err.seek(0)
        return code, hung, out.read().hex(), err.read().decode("utf-8", "replace")


def _child(arguments: list[str], folder: str, powerless: bool, out: int, err: int) -> None:
    code = 99
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.chdir(folder)
        if powerless and os.geteuid() == 0:
            _give_up_power()
        from travaux.cli import run

        code = run(arguments)
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _give_up_power() -> None:
    """Let the modes of files hold for root too, who without capabilities is like everybody."""
    version_3 = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert ctypes.CDLL(None).capset(version_3, (ctypes.c_uint32 * 6)()) == 0


def _wait(child: int) -> tuple[int, bool]:
    """The exit code of a child, and whether it had to be killed."""
    watch, until = os.pidfd_open(child), time.monotonic() + PATIENCE
    try:
        hung = not select.select([watch], [], [], max(0.0, until - time.monotonic()))[0]
        if hung:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(watch)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), hung


if __name__ == "__main__":
    serve()
