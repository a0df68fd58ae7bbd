"""How long a cold `travaux validate` takes, beside pySHACL's command line: part of `make bench`.

    python tests/benchmarks/bench_validate.py [ROUNDS]

Whole processes, interleaved, as in bench.py. pySHACL gets the same shapes of data, and the same
data merged into one file of N-Triples, the format that it reads fastest; `travaux validate` also
checks terms, dates, layers, house style, check queries and questions meanwhile.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench import ROOT, TRAVAUX, race, ratio

sys.path.insert(0, str(ROOT / "src"))
from travaux.corpus import Corpus
from travaux.shacl_report import STYLE, ntriples
from travaux.workspace import open_at


def commands(folder: Path) -> dict[str, list[str]]:
    """The two contestants; what pySHACL reads is written into ``folder``."""
    corpus = Corpus(open_at(str(ROOT)))
    shapes, data = folder / "shapes.nt", folder / "data.nt"
    plain = [part for part in corpus.layer("shapes") if not part.file.stem.startswith(STYLE)]
    shapes.write_text(ntriples(t for part in plain for t in part.triples), encoding="utf-8")
    data.write_text(ntriples(corpus.triples()), encoding="utf-8")
    pyshacl = str(Path(sys.executable).parent / "pyshacl")
    return {
        "travaux": [TRAVAUX, "validate", "--workspace", str(ROOT)],
        "pyshacl": [pyshacl, "-s", str(shapes), "-sf", "nt", "-df", "nt", str(data)],
    }


def main(rounds: str = "3") -> None:
    """Print the medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        times = race(commands(Path(folder)), int(rounds))
    print(f"\nvalidate: n = {rounds}, interleaved\n")
    for name, own in times.items():
        print(f"{name:<16}{statistics.median(own) * 1000:>10.1f} ms")
    value = ratio(times["pyshacl"], times["travaux"])
    print(f"\npyshacl / travaux {value:>7.1f}   at least 5")


if __name__ == "__main__":
    main(*sys.argv[1:])
