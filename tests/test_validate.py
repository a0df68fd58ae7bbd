"""`travaux validate`, as a person runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from travaux.validate import validate
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
BROKEN = ROOT / "tests" / "broken.ttl"
Run = Callable[..., "CompletedProcess[str]"]


def test_the_untouched_workspace_conforms(run: Run) -> None:
    """Exit 0 and one line."""
    done = run("validate")
    assert done.stdout.startswith("Conforms: ") and done.stdout.count("\n") == 1
    assert (done.returncode, done.stderr) == (0, "")


def test_the_tiny_workspace_conforms(run: Run, tiny: Path) -> None:
    """The rules are those of the ontology, not of this negotiation."""
    done = run("validate", "--workspace", tiny)
    assert (done.returncode, done.stdout[:8]) == (0, "Conforms"), done.stdout


def test_every_passage_is_exact_in_the_texts(run: Run, texts: Path) -> None:
    """Whoever has the texts can check every Passage; they are said to be the coded ones first."""
    done = run("validate", "--texts", texts)
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    sources = sorted(path.stem for path in (ROOT / "graph" / "sources").glob("*.ttl"))
    first = [f"{source}: the text is the one that was coded" for source in sources]
    assert lines[: len(sources)] == first
    assert all(line.endswith(" exact, 0 failed") for line in lines[len(sources) : -1])


def test_a_changed_text_fails(run: Run, texts: Path, tmp_path: Path) -> None:
    """One letter more at the beginning moves every Passage of that source, and only of that."""
    for path in texts.glob("*.txt"):
        extra = b"X" if path.stem == "s2" else b""
        (tmp_path / path.name).write_bytes(extra + path.read_bytes())
    done = run("validate", "--texts", tmp_path, "--format", "json")
    assert done.returncode == 1
    results = {one["source"]: one for one in json.loads(done.stdout)["texts"]}
    assert (results["s2"]["state"], results["s2"]["exact"]) == ("differs", 0)
    assert (results["s0"]["state"], results["s0"]["failed"]) == ("same", 0)


@pytest.mark.parametrize("kind", ["table", "json", "markdown", "csv"])
def test_a_broken_workspace_does_not_conform_in_any_format(
    run: Run, workspace_copy: Path, kind: str
) -> None:
    """Exit 1 is an answer, given whole."""
    target = workspace_copy / "graph" / "sources" / "broken.ttl"
    target.write_bytes(BROKEN.read_bytes())
    done = run("validate", "--format", kind, cwd=workspace_copy)
    assert done.returncode == 1
    assert "The record has no evidence." in done.stdout
    assert "Traceback" not in done.stderr


def test_findings_stand_in_order_of_file_and_line(workspace_copy: Path) -> None:
    """The same run gives the same list, to be worked off from top to bottom."""
    target = workspace_copy / "graph" / "sources" / "broken.ttl"
    target.write_bytes(BROKEN.read_bytes())
    report = validate(open_at(str(workspace_copy)))
    places = [(one.file, one.line) for one in report.findings]
    assert places == sorted(places)
    assert len(set(report.findings)) == len(report.findings) > 100
    located = [one for one in report.findings if one.line]
    assert len(located) > 0.95 * len(report.findings)
    assert validate(open_at(str(workspace_copy))) == report


@pytest.mark.parametrize(
    "path",
    ["graph/reference.ttl", "graph/sources/s0.ttl", "ontology/shapes.ttl", "ontology/ontology.ttl"],
)
def test_malformed_turtle_in_any_file_is_one_line_with_file_and_line(
    run: Run, workspace_copy: Path, path: str
) -> None:
    """Exit 2: it could not be checked."""
    file = workspace_copy / path
    lines = file.read_text(encoding="utf-8").count("\n")
    file.write_text(file.read_text(encoding="utf-8") + "ent:a ent:b\n", encoding="utf-8")
    done = run("validate", cwd=workspace_copy)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f"{path}:{lines + 1}: " in done.stderr or f"{path}:{lines + 2}: " in done.stderr


def test_a_missing_folder_of_texts_is_an_error(run: Run, tmp_path: Path) -> None:
    """Exit 2: nothing was checked."""
    done = run("validate", "--texts", tmp_path / "none")
    assert done.returncode == 2
    assert "no such folder" in done.stderr


def test_validating_needs_no_rdflib() -> None:
    """The check is quick because nothing heavy is loaded."""
    script = (
        "import sys; from travaux.validate import validate; from travaux.workspace import find\n"
        "validate(find())\n"
        "print([name for name in ('rdflib', 'pyshacl', 'owlready2', 'networkx', 'edtf')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
