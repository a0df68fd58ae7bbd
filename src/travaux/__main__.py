"""`python -m travaux` and the `travaux` command."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # A query in compiled code would not see Python's handlers until it ends; the defaults
    # stop at once and in silence, as other tools do (130 for Ctrl-C, 141 for a closed pipe).
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as `nohup` and `&` want it
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # Most of what a run makes lives until its end: to look for garbage often is time lost.
    gc.set_threshold(100_000)
    from travaux.cli import run

    code = run(sys.argv[1:])
    # Taking the store and the modules apart, only to leave, would cost a tenth of the time.
    os._exit(code)


if __name__ == "__main__":
    main()
