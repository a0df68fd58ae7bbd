"""The limit stops whatever runs, and a partial answer is never written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from travaux.errors import BadParameter
from travaux.timeout import limit

PATTERN = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NEVER = "FILTER (CONCAT(STR(?a), STR(?d), STR(?g), STR(?j)) = 'none') }"
HOSTILE = {
    "an aggregate": f"SELECT (COUNT(*) AS ?n) {PATTERN}",
    "a sort": f"SELECT * {PATTERN} ORDER BY ?l",
    "many rows": f"SELECT * {PATTERN}",
    "distinct rows": f"SELECT DISTINCT ?a ?d ?g {PATTERN}",
    "no rows": f"SELECT * {PATTERN[:-1]} {NEVER}",
    "a truth value": f"ASK {PATTERN[:-1]} {NEVER}",
    "a graph": f"CONSTRUCT {{ ?a ?e ?i }} {PATTERN}",
    "a path": "SELECT (COUNT(*) AS ?n) { ?a !<a:b>* ?b . ?c !<a:b>* ?d . ?e !<a:b>* ?f }",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_any_query_is_stopped_with_exit_code_two_and_no_output(
    what: str, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Aggregates and sorts too, which no signal can interrupt."""
    done = run("sparql", HOSTILE[what], "--timeout", "0.5", timeout=60)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == "travaux: stopped after 0.5 s, no answer"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_table_cut_short_never_looks_whole(
    form: str, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Not even its heading is written."""
    done = run("sparql", HOSTILE["many rows"], "--timeout", "0.5", "--format", form, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_block_that_ends_in_time_goes_on() -> None:
    """The watchdog goes away with the block, and an error in it passes through."""
    with limit(0.05):
        pass
    with pytest.raises(KeyError), limit(0.05):
        raise KeyError
    with limit(None):
        pass
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import time\nfrom travaux.timeout import limit\n"
            "with limit(0.1): pass\ntime.sleep(0.4); print('on')",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "on\n", "")


def test_what_was_not_yet_written_is_not_written_when_time_is_up() -> None:
    """Buffered output does not leak out of a stopped process."""
    code = "import time\nfrom travaux.timeout import limit\n"
    code += "with limit(0.1):\n print('x'); time.sleep(9)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env={})
    assert (done.returncode, done.stdout) == (2, b"")


def test_a_limit_may_be_longer_than_any_clock(tmp_path: Path) -> None:
    """An absurd number is no overflow."""
    with limit(1e300):
        tmp_path.exists()


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -float("inf"), 0.0, -1.0])
def test_what_is_no_time_is_no_limit(seconds: float) -> None:
    """NaN is neither below nor above anything, and would stop nothing."""
    with pytest.raises(BadParameter, match="number of seconds above 0"):
        limit(seconds)


@pytest.mark.parametrize("given", ["nan", "inf", "-inf", "0", "-1"])
def test_such_a_limit_is_refused_on_the_command_line(
    given: str, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """One clear message, and nothing is asked."""
    done = run("sparql", "ASK {}", "--timeout", given)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--timeout" in done.stderr
    assert "Traceback" not in done.stderr
