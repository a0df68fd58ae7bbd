"""Whether a word is a keyword is asked of the parser, by a text in which it is misspelt."""

from __future__ import annotations

from itertools import product

import pytest
from pyoxigraph import Store

from travaux.engine import OxigraphEngine
from travaux.errors import ForbiddenQuery
from travaux.parsing import misspelt, parse_error, stand_in

ENGINE = OxigraphEngine(Store(), {"from": "https://x/from#"}, "the workspace", None)


def test_misspelling_keeps_every_position() -> None:
    """Each occurrence is changed, its case kept; other letters stay."""
    text = "ß Service SERVICE xservicey ſervice From"
    changed = misspelt(text, {"SERVICE": "SEZZZZZ", "FROM": "FRZZ"})
    assert changed == "ß Sezzzzz SEZZZZZ xsezzzzzy ſervice Frzz"


def test_the_word_that_stands_in_occurs_nowhere() -> None:
    """Not in another case either; where every one occurs, the text is refused."""
    assert stand_in("FROM", "SELECT") == "FRZZ"
    assert stand_in("FROM", "?frzz") not in ("FRZZ", "FROM")
    every = " ".join("fr" + "".join(pair) for pair in product("zqxjkvw", repeat=2))
    with pytest.raises(ForbiddenQuery, match="FROM"):
        stand_in("FROM", every)


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("SELECT * FROM <a:b> {}", True),
        ("SELECT * FROMfrom:b {}", True),
        ("SELECT * { ?from from:from 'from'@from }", False),
        ("SELECT * { ?s ?p 'FROM' } # FROM", False),
    ],
)
def test_a_text_that_parses_without_a_word_does_not_use_it(text: str, keyword: bool) -> None:
    """The prefixes known beforehand are misspelt with it."""
    assert parse_error(text, ENGINE) is None
    assert (parse_error(text, ENGINE, "FROM") is not None) is keyword
