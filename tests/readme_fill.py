"""The commands of README.md: run them, and write their output into it (`make readme`).

A block marked `console` holds lines that begin with `$ `, each followed by what it prints.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, clean_environment, travaux_command

README = ROOT / "README.md"
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a console block, in order."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def output(command: str) -> str:
    """What a command prints in the checkout, on stdout and stderr together, 80 columns wide."""
    path = f"{Path(travaux_command()).parent}:/usr/local/bin:/usr/bin:/bin"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=clean_environment(PATH=path, NO_COLOR="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def filled(text: str) -> str:
    """The text with the output of every command as it is now."""

    def fill(block: re.Match[str]) -> str:
        shown = "\n".join(f"$ {each}\n{output(each)}" for each in commands(block[1]))
        return f"```console\n{shown}```"

    return CONSOLE.sub(fill, text)


def main() -> None:
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
