"""Rules on docs/security.md: each promise is held by a test, and some are held here."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import ROOT, clean_environment

from travaux.cli import WORDS

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PROMISES = [
    each.replace("\n", " ")
    for each in re.findall(r"^- .*?(?=^- |^#|\Z)", PAGE.split("\n## ")[1], flags=re.M | re.S)
]
TEST = re.compile(r"`(tests/test_\w+\.py)::(\w+)`")

#: Runs a command line where every file, program and connection that Python opens is noted.
WATCHED = """
import json, sys
noted = []
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        mode, flags = arguments[1] or "", arguments[2] or 0
        if set(mode) & set("wax+") or flags & 3:
            noted.append(["write", arguments[0]])
    elif event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethost")):
        noted.append(["connect", str(arguments)])
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        noted.append(["program", str(arguments)])
sys.addaudithook(note)
sys.dont_write_bytecode = True
from travaux.cli import run
code = run(sys.argv[1:])
sys.stdout.flush()
print(json.dumps([code, noted]), file=sys.stderr)
"""
LINES = {
    "query": "query positions",
    "queries": "queries",
    "sparql": "sparql SELECT(1AS?x){}",
    "show": "show ent:holm",
    "find": "find holm",
    "timeline": "timeline",
    "ledger": "ledger",
    "conflicts": "conflicts",
    "changes": "changes --from 2031",
    "path": "path ent:anna-berg ent:norvik",
    "network": "network --kind everything --measure betweenness",
    "view": "view -o page.html",
    "validate": "validate",
    "coverage": "coverage --texts texts",
    "fmt": "fmt",
    "stats": "stats",
    "balance": "balance",
    "agreement": "agreement --units",
    "reason": "reason",
    "explain": "explain ent:holm rdfs:label Holm",
    "provenance": "provenance ent:anna-berg",
    "export": "export -o all.trig",
    "diff": "diff . built-in",
    "init": "init fresh",
    "template": "template attestations -o new.xlsx",
    "add": "add filled --source t3",
    "suggest": "suggest texts/t1.txt --format csv -o mentions.csv",
}
#: The folders in which a command writes, by their names; a new one is filled before it is named.
WRITES = {
    "fmt": {"ontology", "graph", "sources"},
    "view": {"tiny"},
    "export": {"tiny"},
    "template": {"tiny"},
    "suggest": {"tiny"},
    "add": {"sources"},
    "init": {"NEW", "graph", "sources", "queries", "texts"},
}
#: What `add` is given: a source of which nothing else is told.
FILLED = f"""label@en,published,publishedBasis,sha256
A third text,2031-05-05,printed,{"0" * 64}
"""


def watched(line: str, folder: Path) -> tuple[int, list[list[str]]]:
    """The exit code of a command line, and what it opened."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *line.split()],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    code, noted = json.loads(done.stderr.splitlines()[-1])
    return code, noted


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> dict[str, list[list[str]]]:
    """What each command opens in a small workspace."""
    folder = tmp_path_factory.mktemp("watched") / "tiny"
    shutil.copytree(tiny, folder)
    (folder / "filled").mkdir()
    (folder / "filled" / "NewsArticle.csv").write_text(FILLED, "utf-8")
    found = {word: watched(LINES[word], folder) for word in WORDS}
    assert {word: code for word, (code, _) in found.items() if code > 1} == {}
    return {word: opened for word, (_, opened) in found.items()}


def test_each_promise_names_tests_that_there_are() -> None:
    """A promise without a test is a wish; a test that was renamed holds nothing."""
    assert len(PROMISES) >= 15
    for promise in PROMISES:
        found = TEST.findall(promise)
        assert found, promise
        for path, name in found:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            names = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
            assert name in names, f"{path}::{name}"


def test_no_command_connects_or_starts_a_program(noted: dict[str, list[list[str]]]) -> None:
    """Python tells of every connection and program; Oxigraph's own are for test_guard.py."""
    for word, found in noted.items():
        assert [each for each in found if each[0] != "write"] == [], word


def test_only_who_is_told_where_opens_a_file_to_write(noted: dict[str, list[list[str]]]) -> None:
    """And they write nowhere but beside the file, or the folder, that they then replace.

    `add` and the library that makes workbooks also write to the folder for what is thrown away.
    """
    for word, found in noted.items():
        written = [Path(path) for kind, path in found if kind == "write"]
        if word in ("template", "add"):
            written = [each for each in written if not _is_scratch(each)]
        places = {re.sub(r"^\.[0-9a-f]{16}\.new$", "NEW", each.parent.name) for each in written}
        assert places <= WRITES.get(word, set()), f"{word}: {found}"


def _is_scratch(path: Path) -> bool:
    """Whether a file lies in the folder for what is thrown away, under a name of its own there."""
    try:
        parts = path.relative_to(tempfile.gettempdir()).parts
    except ValueError:
        return False
    return len(parts) < 2 or parts[0].startswith("travaux-")


def test_the_watch_of_these_tests_notices_what_it_looks_for(tmp_path: Path, tiny: Path) -> None:
    """Else nothing would be shown: `view -o` does write."""
    copy = shutil.copytree(tiny, tmp_path / "tiny")
    code, found = watched("view -o page.html", copy)
    assert code == 0 and any(kind == "write" for kind, _ in found)
