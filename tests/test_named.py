"""Named questions as commands ask them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import build

from travaux.engine import OxigraphEngine
from travaux.errors import BadQuery, UnknownQuestion
from travaux.named import ask

HEADER = "#+ summary: Which?\n#+ theme: events\n"


def test_a_workspace_may_have_its_own_question_if_it_has_the_columns(tmp_path: Path) -> None:
    """Its rows are taken instead of the built-in ones; a lacking column is told by name."""
    own = HEADER + "SELECT ?document ?repliesTo ?more { VALUES (?document ?more) { (1 2) } }"
    found = build(tmp_path, {"queries/replies.rq": own})
    engine = OxigraphEngine.load(found)
    rows = list(ask(found, engine, "replies", ("document", "repliesTo")))
    assert rows == [{"document": "1", "repliesTo": ""}]
    with pytest.raises(BadQuery, match=r"replies lacks \?cite"):
        list(ask(found, engine, "replies", ("document", "cite")))


def test_the_built_in_question_is_asked_of_a_workspace_that_has_none(tmp_path: Path) -> None:
    """Of its own data; a name that is nowhere is told."""
    found = build(tmp_path, {})
    engine = OxigraphEngine.load(found)
    assert list(ask(found, engine, "replies", ("document",))) == []
    with pytest.raises(UnknownQuestion):
        list(ask(found, engine, "no-such", ()))
