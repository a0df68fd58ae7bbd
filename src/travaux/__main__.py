"""`python -m travaux` and the `travaux` command."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A query in compiled code would not see Python's handlers until it ends; the defaults
    # stop at once and in silence, as other tools do (130 for Ctrl-C, 141 for a closed pipe).
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    from travaux.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
