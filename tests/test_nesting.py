"""Rules on nesting: what would kill a parser is refused, what only looks so is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import build

from travaux.engine import OxigraphEngine
from travaux.errors import BadData
from travaux.nesting import DEEPEST, check_json, check_triples
from travaux.turtle_text import parse

TERM = "<<( <urn:s> <urn:p> "


def nested(depth: int) -> str:
    """A triple whose object is a triple term in a triple term, and so on."""
    return "<urn:s> <urn:p> " + TERM * depth + "1" + " )>>" * depth + " ."


def test_triple_terms_beyond_the_limit_are_refused_with_their_line() -> None:
    """Oxigraph reads and forgets them by recursion; far down it dies."""
    check_triples(nested(DEEPEST).encode(), "x")
    with pytest.raises(BadData, match=f"nested more than {DEEPEST} deep") as caught:
        check_triples(b"\n\n" + nested(DEEPEST + 1).encode(), "x.ttl")
    assert caught.value.where == "x.ttl:3"


def test_triple_terms_side_by_side_are_not_nested() -> None:
    """It is depth that kills, not number."""
    check_triples("\n".join([nested(1)] * (DEEPEST * 3)).encode(), "x")


@pytest.mark.parametrize("hiding", ["# {}\n", '"{}"', "'''{}'''", "urn:a\\#{}"])
def test_marks_in_texts_and_comments_neither_count_nor_hide_others(hiding: str) -> None:
    """`)>>` in a comment closes nothing, `<<(` in a text opens nothing, `\\#` begins no comment."""
    if "\\#" not in hiding:
        check_triples((hiding.format("<<(") + " ").encode() * DEEPEST * 2, "x")
    other = hiding.format("" if "\\#" in hiding else ")>>")
    text = (TERM + other + " ") * (DEEPEST + 1)
    with pytest.raises(BadData):
        check_triples(text.encode(), "x")


@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_json_beyond_the_limit_is_refused_and_brackets_in_texts_are_not_counted(pair: str) -> None:
    """JSON-LD takes memory with the square of its depth."""
    check_json((pair[0] * DEEPEST + pair[1] * DEEPEST).encode(), "x")
    check_json(('["' + pair[0] * 999 + '\\""]').encode(), "x")
    with pytest.raises(BadData, match="brackets"):
        check_json((pair[0] * (DEEPEST + 1)).encode(), "x")


def test_every_reader_of_turtle_asks_first(tmp_path: Path) -> None:
    """Data files, files of a workspace, and what `fmt` and `validate` parse."""
    with pytest.raises(BadData, match="triple terms"):
        parse(nested(DEEPEST * 2), "x.ttl")
    space = build(tmp_path / "w", {"graph/reference.ttl": nested(DEEPEST * 2)})
    with pytest.raises(BadData, match="triple terms"):
        OxigraphEngine.load(space)
    (tmp_path / "x.nt").write_text(nested(DEEPEST * 2))
    with pytest.raises(BadData, match="triple terms"):
        OxigraphEngine.load_data([str(tmp_path / "x.nt")], prefixes={})
