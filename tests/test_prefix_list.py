"""The list of prefixes: what is lost or wrong there is told once, not at each query."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from travaux.corpus import Corpus, Finding
from travaux.prefix_list import check
from travaux.question_check import read
from travaux.validate import validate
from travaux.workspace import open_at


def listed(workspace: Path, pattern: str, new: str) -> list[Finding]:
    """What is wrong with the queries after a change of the list."""
    file = workspace / "ontology" / "prefixes.ttl"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    return read(Corpus(open_at(str(workspace))))[1]


@pytest.mark.parametrize(
    ("pattern", "new", "words", "line"),
    [
        (r"(?s).*", "", "lacks con:, dcterms:, edtf:, ", 1),
        (r"@prefix trv:.*\n", "", "lacks trv:; ", 1),
        (r"@prefix (trv|con):.*\n", "", "lacks con:, trv:; ", 1),
        ("ontology#", "ontolgy#", "has another IRI for trv: than the files that use it; ", 24),
        ("(?s)(.*)ontology#.*", r"\1ontolgy#> .\n", " and has another IRI for trv: than ", 24),
    ],
)
def test_a_list_that_lost_a_prefix_is_one_finding(
    workspace_copy: Path, pattern: str, new: str, words: str, line: int
) -> None:
    """However many queries cannot be asked without it; what to write into it stands there."""
    (one,) = listed(workspace_copy, pattern, new)
    assert words in one.problem and " queries need it." in one.problem
    assert one.rule == "prefix-list" and one.line == line
    assert one.file.endswith("ontology/prefixes.ttl")
    assert "@prefix trv: <https://w3id.org/travaux/ontology#> ." in one.advice


def test_nothing_else_is_told_where_the_list_is_empty(workspace_copy: Path) -> None:
    """Neither the queries, nor the form of the files, which the list says."""
    (workspace_copy / "ontology" / "prefixes.ttl").write_text("", encoding="utf-8")
    report = validate(open_at(str(workspace_copy)))
    assert [one.rule for one in report.findings] == ["prefix-list"]
    assert not report.conforms


def test_a_list_that_is_missing_is_told_too(workspace_copy: Path) -> None:
    """There is no line to name then."""
    (workspace_copy / "ontology" / "prefixes.ttl").unlink()
    (one,) = validate(open_at(str(workspace_copy))).findings
    assert (one.rule, one.line) == ("prefix-list", 0)


def test_a_prefix_that_no_file_has_is_the_slip_of_the_query(workspace_copy: Path) -> None:
    """The list lacks nothing then."""
    text = "#+ summary: A?\n#+ theme: x\nSELECT ?x { ?x trw:speaker ?y }\n"
    (workspace_copy / "queries" / "new.rq").write_text(text, encoding="utf-8")
    (one,) = read(Corpus(open_at(str(workspace_copy))))[1]
    assert (one.rule, one.entity) == ("bad-question", "new")


def test_other_slips_are_told_beside_the_list(workspace_copy: Path) -> None:
    """Only what may follow from the list is left out."""
    text = "#+ summary: A?\n#+ theme: x\nSELECT ?x { ?x }\n"
    (workspace_copy / "queries" / "new.rq").write_text(text, encoding="utf-8")
    found = listed(workspace_copy, r"@prefix trv:.*\n", "")
    assert sorted(one.rule for one in found) == ["bad-question", "prefix-list"]


def test_a_prefix_that_no_query_uses_may_be_missing(workspace_copy: Path) -> None:
    """Turtle files declare theirs themselves."""
    file = workspace_copy / "ontology" / "prefixes.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub("@prefix lnk:.*\n", "", text), encoding="utf-8")
    assert check(Corpus(open_at(str(workspace_copy))), []) == ([], set())
