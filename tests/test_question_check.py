"""The .rq files of a workspace: what makes `travaux query` fail does not conform."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux.corpus import Corpus, Finding
from travaux.question_check import check
from travaux.workspace import open_at

HEADER = "#+ summary: A thing?\n#+ theme: things\n"
PARAMETER = "#+ params:\n#+   - name: actor\n#+     type: entity\n"
GOOD = "SELECT ?actor ?x WHERE { ?x trv:speaker ?actor }\n"


def found(workspace: Path, text: str, file: str = "queries/new.rq") -> list[Finding]:
    (workspace / file).write_text(text, encoding="utf-8")
    return check(Corpus(open_at(str(workspace))))[0]


def test_the_untouched_workspace_has_no_fault_in_its_questions(workspace_copy: Path) -> None:
    """And there are questions: a check of none would be no news."""
    told, count = check(Corpus(open_at(str(workspace_copy))))
    assert told == []
    assert count == len(list((workspace_copy / "queries").glob("*.rq"))) > 10


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD, 1, "header lacks"),
        ("#+ summary: A?\n" + GOOD, 1, "theme"),
        ("#+ summary: A?\n#+ thema: x\n" + GOOD, 2, "Unknown key 'thema'"),
        (HEADER + "#+ params:\n#+   - name: x\n#+     type: thing\n" + GOOD, 1, "unknown type"),
        (HEADER + "SELECT ?x WHERE {\n  ?x trv:speaker }\n", 4, "column"),
        (HEADER + "SELECT ?x WHERE { ?x nope:speaker ?y }\n", 3, "prefix nope: is not known"),
        (HEADER + "SELECT ?x WHERE { SERVICE <http://e/> { ?x ?y ?z } }\n", 3, "SERVICE"),
        (HEADER + "SELECT ?x FROM <http://e/> WHERE { ?x ?y ?z }\n", 3, "No graph"),
        (HEADER + "DELETE WHERE { ?x ?y ?z }\n", 3, "refused"),
        (HEADER + PARAMETER + "SELECT ?x {\n ?x trv:speaker ?actor }\n", 6, "?actor is not proj"),
        (HEADER + PARAMETER + "SELECT ?x { ?x trv:speaker ?y }\n", 4, "?actor does not occur"),
        (HEADER + PARAMETER + "#+     default: NATTO\n" + GOOD, 4, "default of parameter actor"),
        (HEADER + PARAMETER + "#+     example: NATTO\n" + GOOD, 4, "example of parameter actor"),
        (HEADER + PARAMETER + "#+     class: trv:Actr\n" + GOOD, 4, "class of parameter actor"),
        (
            HEADER + PARAMETER + "#+     class: trv:Event\n#+     default: NATO\n" + GOOD,
            4,
            "NATO is an alliance, not an event",
        ),
        (HEADER + "\nSELECT ?x { ?x trv:speeker ?y }\n", 4, "trv:speeker is not declared"),
        ("", 1, "header lacks"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_with_file_and_line(
    workspace_copy: Path, text: str, line: int, words: str
) -> None:
    """One slip, one finding; the name of the question stands beside it."""
    (one,) = found(workspace_copy, text)
    assert words in one.problem
    assert one.file.endswith("queries/new.rq") and one.line == line
    assert one.entity == "new"
    assert "^" not in one.advice and "\n" not in one.advice


@pytest.mark.parametrize(
    "text",
    [
        HEADER + PARAMETER + GOOD,
        HEADER + PARAMETER + "#+     default: NATO\n" + GOOD,
        HEADER + PARAMETER + "#+     class: trv:Actor trv:Event\n#+     default: NATO\n" + GOOD,
        HEADER + "SELECT * FROM <https://w3id.org/travaux/graph/s0> { ?x ?y ?z }\n",
        HEADER + "ASK { ?x <https://example.org/elsewhere> ?y }\n",
        HEADER + "CONSTRUCT { ?x a trv:Statement } WHERE { ?x a trv:Position }\n",
    ],
)
def test_a_question_that_can_be_asked_has_no_finding(workspace_copy: Path, text: str) -> None:
    """Terms of others need not stand anywhere, and graphs of the workspace may be asked."""
    assert found(workspace_copy, text) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# why\nCONSTRUCT { ?x trv:cite } WHERE { ?x ?y ?z }\n", 2, "column"),
        ("SELECT ?x WHERE { ?x ?y ?z }\n", 1, "must be a CONSTRUCT"),
        ("\nCONSTRUCT { ?x trv:citte ?z } WHERE { ?x ?y ?z }\n", 2, "trv:citte is not declared"),
    ],
)
def test_a_rule_that_cannot_be_run_is_told(
    workspace_copy: Path, text: str, line: int, words: str
) -> None:
    """Without it nothing can be loaded, so no question can be asked."""
    (one,) = found(workspace_copy, text, "ontology/rules/new.rq")
    assert words in one.problem
    assert one.file.endswith("ontology/rules/new.rq") and one.line == line
    assert (one.rule, one.entity) == ("bad-rule", "new")


def test_a_name_that_no_question_can_have_is_told(workspace_copy: Path) -> None:
    """`travaux queries` would list nothing at all."""
    (one,) = found(workspace_copy, HEADER + GOOD, "queries/New_One.rq")
    assert one.file.endswith("queries/New_One.rq")
    assert "a name is made of" in one.problem
