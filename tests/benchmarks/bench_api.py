"""How long Python takes to the first answer, beside rdflib alone; what a DataFrame costs.

    python tests/benchmarks/bench_api.py [ROUNDS]

First answer: whole processes, `import travaux`, open, one named question and its rows, beside the
same in plain rdflib, turn by turn. DataFrame: in one process, a query of many rows as a DataFrame
and as rows of pyoxigraph that are only iterated. Ratios are medians of the rounds.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
QUESTION = "rejected-demands"
OURS = f"import travaux; print(len(travaux.open({str(ROOT)!r}).query({QUESTION!r}).rows))"
MANY = "SELECT ?s ?p ?o { ?s ?p ?o }"


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def first_answer(rounds: int) -> tuple[float, float]:
    """Seconds to the first rows here, and how many times as long rdflib alone takes."""
    ours = [sys.executable, "-c", OURS]
    other = [sys.executable, str(HERE / "plain_rdflib.py"), str(ROOT), QUESTION]
    pairs = []
    for _ in range(rounds):
        pairs.append(
            tuple(
                seconds(lambda line=line: subprocess.run(line, capture_output=True, check=True))
                for line in (ours, other)
            )
        )
    return statistics.median(a for a, _ in pairs), statistics.median(b / a for a, b in pairs)


def frame(rounds: int) -> tuple[int, float]:
    """The rows of a query, and how many times as long as iterating a DataFrame of them takes."""
    import travaux

    kg = travaux.open(ROOT)
    store = kg.engine.store
    ratios = []
    for _ in range(rounds):
        plain = seconds(lambda: [tuple(row) for row in store.query(MANY)])
        ratios.append(seconds(lambda: kg.sparql(MANY).to_pandas()) / plain)
    return len(kg.sparql(MANY)), statistics.median(ratios)


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    first, ratio = first_answer(rounds)
    print(f"first answer: {first:.2f} s; rdflib alone takes {ratio:.1f} times as long")
    rows, cost = frame(rounds)
    print(f"DataFrame of {rows} rows: {cost:.2f} times iterating them (aim: at most 1.6)")


if __name__ == "__main__":
    main()
