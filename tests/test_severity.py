"""Severities: one list beside the checks, a workspace's own before the one it borrows."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import build

from travaux.errors import BadData
from travaux.severity import LEVELS, profile
from travaux.workspace import builtin_root, open_at

CHECKS = "queries/checks/"


def test_a_workspace_that_borrows_the_ontology_borrows_severities_and_may_change_one(
    tmp_path: Path,
) -> None:
    """What is a warning elsewhere may be an error here."""
    theirs = profile(open_at(builtin_root()))
    assert theirs["orphan-entity"] == "WARN"
    assert profile(build(tmp_path, {})) == theirs
    own = build(tmp_path, {CHECKS + "profile.tsv": "rule\tseverity\norphan-entity\tERROR\n"})
    assert profile(own) == {**theirs, "orphan-entity": "ERROR"}


@pytest.mark.parametrize("line", ["orphan-entity", "a\tb\tERROR", "a\tBAD", "a\terror", ""])
def test_a_line_that_is_no_rule_and_severity_is_refused(tmp_path: Path, line: str) -> None:
    """A misspelt severity must not pass as a mild one."""
    text = f"rule\tseverity\nx\tWARN\n{line}\n"
    with pytest.raises(BadData) as raised:
        profile(build(tmp_path, {CHECKS + "profile.tsv": text}))
    assert raised.value.where.endswith("profile.tsv:3")


def test_a_rule_stands_once(tmp_path: Path) -> None:
    """Of two severities none would be the one."""
    text = "rule\tseverity\nx\tWARN\nx\tINFO\n"
    with pytest.raises(BadData):
        profile(build(tmp_path, {CHECKS + "profile.tsv": text}))


def test_the_built_in_list_is_sorted_and_holds_no_default() -> None:
    """ERROR needs no line; every other severity is used."""
    theirs = profile(open_at(builtin_root()))
    assert list(theirs) == sorted(theirs)
    assert set(theirs.values()) == set(LEVELS) - {"ERROR"}
