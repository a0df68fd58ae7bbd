"""The list of what is left uncoded: places and reasons, each line right or told with its number."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import build

from travaux.errors import FileProblem
from travaux.leftout import FIELDS, BadList, Entry, parse, read
from travaux.passages import Span

HEAD = ",".join(FIELDS) + "\n"
GOOD = "s2,5,1020,1029,left-out,furniture\n"


def test_a_line_is_a_place_a_finding_and_a_reason() -> None:
    """The line number is kept, so that a stale line can be told; line ends may be CRLF."""
    for text in (HEAD + GOOD, (HEAD + GOOD).replace("\n", "\r\n"), HEAD + GOOD.rstrip()):
        assert parse(text, "x") == [Entry("s2", 5, Span(1020, 1029), "left-out", "furniture", 2)]


def test_a_workspace_without_a_list_has_an_empty_one(tmp_path: Path) -> None:
    """So that a new workspace can begin without it; an empty list is no fault either."""
    assert read(build(tmp_path, {})) == []
    assert read(build(tmp_path, {"graph/coverage.csv": HEAD})) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("s2,5,1020,1029,left-out", "5 fields instead of 6"),
        ("s2,5,1020,1029,left-out,a,b", "7 fields"),
        ("", "0 fields"),
        ("s2,five,1020,1029,left-out,a", "paragraph is not a number: 'five'"),
        ("s2,5,-1,1029,left-out,a", "start is not a number"),
        ("s2,5,1020,1029.0,left-out,a", "end is not a number"),
        ("s2,5,1020, 1029,left-out,a", "end is not a number"),
        ("s2,٥,1020,1029,left-out,a", "paragraph is not a number"),
        ("s2,5,1020," + "9" * 5000 + ",left-out,a", "end is not a number"),
        ("s2,5,1029,1029,left-out,a", "ends at 1029"),
        (",5,1020,1029,left-out,a", "no source"),
        ("s2,5,1020,1029,leftout,a", "neither left-out nor wide"),
        ("s2,5,1020,1029,left-out,", "the reason ''"),
        ("s2,5,1020,1029,left-out,he said", "the reason 'he said'"),
        ('s2,5,1020,1029,left-out,"a" b', "'"),
        (GOOD.strip(), "the same span as in line 2"),
    ],
)
def test_a_bad_line_is_told_with_file_and_line(line: str, words: str) -> None:
    """Whoever mends it need not count; the words of a text are no reason."""
    with pytest.raises(BadList) as caught:
        parse(f"{HEAD}{GOOD}{line}\n", "list.csv")
    assert caught.value.where == "list.csv:3"
    assert words in caught.value.what


def test_the_columns_are_those_of_the_head() -> None:
    """A list without it, or with others, would be misread in silence."""
    for text in ("", GOOD, HEAD.replace("start,end", "end,start") + GOOD):
        with pytest.raises(BadList, match=r"x:1: the first line must be source,paragraph,start"):
            parse(text, "x")


def test_a_list_that_leads_out_of_the_workspace_is_not_read(tmp_path: Path) -> None:
    """As with every file of a workspace."""
    (tmp_path / "other.csv").write_text(HEAD)
    space = build(tmp_path / "space", {"graph/reference.ttl": ""})
    (tmp_path / "space" / "graph" / "coverage.csv").symlink_to(tmp_path / "other.csv")
    with pytest.raises(FileProblem, match="leads out"):
        read(space)
