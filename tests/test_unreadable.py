"""Errors as findings: what could not be read stands in the report beside what was found."""

from __future__ import annotations

from travaux.errors import BadQuery, BadTurtle, FileProblem
from travaux.unreadable import FAILED, RULE, finding


def test_an_error_is_a_finding_at_the_line_it_names() -> None:
    """The column is told; the line of the file and its caret are not told again."""
    hint = "ent:a ent:b\n      ^^^^^\nWhat is missing may belong before."
    one = finding(BadTurtle("a dot is expected", where="graph/a.ttl:3:7", hint=hint))
    assert (one.severity, one.rule, one.place) == ("ERROR", RULE, "graph/a.ttl:3")
    assert one.problem == "A dot is expected (column 7)."
    assert one.advice == "What is missing may belong before."


def test_an_error_without_a_line_or_a_hint_is_told_all_the_same() -> None:
    """A whole file, or a folder."""
    one = finding(FileProblem("is empty", where="graph/a.ttl"))
    assert (one.place, one.problem) == ("graph/a.ttl", "Is empty.")
    assert one.advice == "Correct it and validate again."
    assert finding(FileProblem("gone")).place == ""


def test_a_query_that_cannot_be_evaluated_is_no_file_that_cannot_be_read() -> None:
    """Two rules."""
    assert finding(BadQuery("it fails", where="queries/checks/a.rq")).rule == FAILED
