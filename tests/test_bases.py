"""The base of travaux.toml: it is that of the things, or that is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BASE, build

from travaux.bases import check
from travaux.corpus import Corpus, Finding

THINGS = "\n".join(f"<{BASE}entity/{name}> a <{BASE}T> ." for name in "abc")
OTHERS = THINGS.replace(BASE, "https://example.org/other/")


def found(root: Path, graph: str, toml: str = "") -> list[Finding]:
    text = toml or f'title = "Small"\nbase = "{BASE}"\n'
    return check(Corpus(build(root, {"graph/reference.ttl": graph}, text)))


@pytest.mark.parametrize("graph", [THINGS, THINGS + OTHERS, "PREFIX x: <urn:x>"])
def test_a_base_of_half_of_the_things_is_one(tmp_path: Path, graph: str) -> None:
    """Some may be named by others, and a graph may be without things yet."""
    assert found(tmp_path, graph) == []


def test_a_base_of_none_of_the_things_is_told_at_its_line(tmp_path: Path) -> None:
    """With the base that they seem to have."""
    (one,) = found(tmp_path, OTHERS)
    assert (one.rule, one.line) == ("wrong-base", 2) and one.file.endswith("travaux.toml")
    assert one.problem.startswith("3 of 3 things in graph/ are not named under the base")
    assert '(perhaps "https://example.org/other/entity/")' in one.advice


def test_a_base_that_is_only_a_part_of_the_things_is_told(tmp_path: Path) -> None:
    """A base with a folder too much holds the entities, say, and not the records."""
    more = THINGS.replace("entity", "record") + THINGS.replace("entity", "passage")
    toml = f'title = "Small"\n\nbase = "{BASE}entity/"\n'
    (one,) = found(tmp_path, THINGS + more, toml)
    assert one.problem.startswith("6 of 9 things") and one.line == 3


def test_what_has_nothing_in_common_suggests_nothing(tmp_path: Path) -> None:
    """Rather no proposal than a wrong one."""
    (one,) = found(tmp_path, "<urn:a> a <urn:T> . <https://e/x> a <urn:T> .")
    assert one.advice == "Correct `base`, or the names of the things."
