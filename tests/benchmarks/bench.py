"""How long a cold question takes, beside bare scripts that do the same: `make bench`.

    python tests/benchmarks/bench.py [QUESTION [ROUNDS]]

Whole processes, one interleaved run: each round runs every contestant once, in an order that
turns by one each time. A ratio is the median of the ratios of the rounds, so that a slow moment of
the machine weighs on both sides. Nothing is asserted on time; that all give one answer is.
"""

from __future__ import annotations

import csv
import io
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TRAVAUX = str(Path(sys.executable).parent / "travaux")
# An installed program has its bytecode at hand; this setting would compile it at every start.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
# Which ratios are shown, and what the project aims at.
RATIOS = (
    ("csv", "barest", "at most 2.0, aim 1.5"),
    ("table", "barest", "at most 2.4"),
    ("rdflib", "csv", "at least 5"),
    ("barest", "pass", "about 4 (floor of pyoxigraph)"),
    ("csv", "pass", ""),
)


def contestants(question: str) -> dict[str, list[str]]:
    """The commands by short name."""
    ask = [TRAVAUX, "query", question, "--workspace", str(ROOT)]
    script = [str(ROOT), question]
    return {
        "pass": [sys.executable, "-c", "pass"],
        "barest": [sys.executable, str(HERE / "barest.py"), *script],
        "csv": [*ask, "--format", "csv"],
        "table": [*ask, "--format", "table"],
        "rdflib": [sys.executable, str(HERE / "plain_rdflib.py"), *script],
    }


def rows(command: list[str]) -> list[list[str]]:
    """The rows a command prints as CSV."""
    done = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    return list(csv.reader(io.StringIO(done.stdout.decode("utf-8"))))


def same_answer(commands: dict[str, list[str]]) -> int:
    """The number of rows, if all give the same ones; a race of different questions is no race."""
    answers = {name: rows(commands[name]) for name in ("barest", "csv", "rdflib")}
    for name, answer in answers.items():
        if sorted(answer[1:]) != sorted(answers["barest"][1:]):
            raise SystemExit(f"{name} gives another answer: is a parameter bound by default?")
    return len(answers["barest"]) - 1


def seconds(command: list[str]) -> float:
    """How long one whole process takes."""
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, stdin=quiet, stdout=quiet, stderr=quiet, env=ENVIRONMENT)
    return time.perf_counter() - start


def race(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """The times of every contestant, round by round."""
    names = list(commands)
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(-1, rounds):  # the first round only warms up
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            took = seconds(commands[name])
            if turn >= 0:
                times[name].append(took)
    return times


def main(question: str = "rejected-demands", rounds: str = "15") -> None:
    """Print the medians and the ratios."""
    commands = contestants(question)
    found = same_answer(commands)
    files = sum(1 for part in ("ontology", "graph") for _ in (ROOT / part).rglob("*.ttl"))
    times = race(commands, int(rounds))
    print(f"{question}: {found} rows from {files} Turtle files; n = {rounds}, interleaved\n")
    print(f"{'whole process':<16}{'median ms':>10}{'x pass':>9}{'x barest':>10}")
    for name, own in times.items():
        by_pass, by_barest = ratio(own, times["pass"]), ratio(own, times["barest"])
        print(f"{name:<16}{statistics.median(own) * 1000:>10.1f}{by_pass:>9.2f}{by_barest:>10.2f}")
    print()
    for one, other, aim in RATIOS:
        value = ratio(times[one], times[other])
        print(f"{one} / {other:<8}{value:>8.2f}   {aim}".rstrip())


def ratio(one: list[float], other: list[float]) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
