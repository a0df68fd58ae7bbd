"""Rules that a workspace lacks: what was deleted does not make everything conform."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from small import build

from travaux.ruleset import OWN
from travaux.validate import validate
from travaux.workspace import open_at

CHECKS = "queries/checks"
#: How a module gives a rule its name.
_NAMED = re.compile(
    r"""(?:corpus\.finding\(\s*|Fault\(|_on\(corpus,\ |at\(corpus,\ |given\ =\ \(
    |RULE\ =\ |severity\(|yield\ _finding\(corpus,\ |rule:\ str\ =\ )"([a-z-]+)\"""",
    re.VERBOSE,
)


def found(root: Path) -> list[tuple[str, str, int]]:
    """Severity, rule and line of the findings."""
    return [(one.severity, one.rule, one.line) for one in validate(open_at(str(root))).findings]


@pytest.mark.parametrize(
    ("name", "rule", "counted"),
    [
        ("ontology/shapes.ttl", "no-shapes", r"\b\d\d shapes, \d+ checks"),
        (CHECKS, "no-checks", r"\b0 checks"),
        (f"{CHECKS}/profile.tsv", "no-profile", r"\b[1-9]\d* checks"),
    ],
)
def test_rules_deleted_beside_an_ontology_are_a_warning(
    workspace_copy: Path, name: str, rule: str, counted: str
) -> None:
    """It would conform to nothing; the summary says how many rules there were."""
    path = workspace_copy / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    report = validate(open_at(str(workspace_copy)))
    assert [(one.severity, one.rule) for one in report.findings] == [("WARN", rule)]
    assert report.findings[0].file.endswith(name)
    assert re.search(counted, report.checked)


def test_check_queries_all_removed_are_told_as_the_folder_is(workspace_copy: Path) -> None:
    """An empty folder checks as little as none."""
    for path in (workspace_copy / CHECKS).glob("*.rq"):
        path.unlink()
    assert found(workspace_copy) == [("WARN", "no-checks", 0)]


def test_shapes_that_aim_at_nothing_are_no_shapes(workspace_copy: Path) -> None:
    """A file with nothing but a label in it is as good as none."""
    text = "PREFIX sh: <http://www.w3.org/ns/shacl#>\n\n<urn:x>\n    a sh:NodeShape\n.\n"
    (workspace_copy / "ontology" / "shapes.ttl").write_text(text, encoding="utf-8")
    assert "no-shapes" in {rule for _, rule, _ in found(workspace_copy)}


def test_who_borrows_the_ontology_borrows_its_rules(tmp_path: Path) -> None:
    """Nothing lacks, whatever folders there are not."""
    build(tmp_path, {})
    assert found(tmp_path) == []


def test_an_unknown_rule_is_a_warning_at_its_line(tmp_path: Path) -> None:
    """What it was meant to soften stays as grave; rules of every kind are known."""
    known = ["orphan-entity", "not-canonical", "huge-literal", "attestation-evidence"]
    lines = ["rule\tseverity", *(f"{each}\tINFO" for each in known), "orfan-entity\tINFO"]
    build(tmp_path, {f"{CHECKS}/profile.tsv": "\n".join(lines) + "\n"})
    assert found(tmp_path) == [("WARN", "unknown-rule", 6)]
    (one,) = validate(open_at(str(tmp_path))).findings
    assert one.advice == "Did you mean orphan-entity?"


def test_the_list_of_names_is_whole() -> None:
    """Whatever name a module gives stands in it, or its severity could not be changed."""
    names = set()
    for path in (ROOT / "src" / "travaux").glob("*.py"):
        names.update(_NAMED.findall(path.read_text(encoding="utf-8")))
    assert {"wrong-base", "passage-place", "near-duplicate", "unknown-rule"} <= names
    assert names <= OWN
