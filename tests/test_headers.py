"""Rules on headers that are not questions'; what a question's may say stands in test_queries.py."""

from __future__ import annotations

import pytest

from travaux.errors import BadQuery
from travaux.headers import RULE_KEYS, read_header

RULE = "#+ summary: A rule.\n#+ stratum: 2\nCONSTRUCT {} WHERE {}\n"


def test_a_header_is_held_to_the_keys_of_its_kind() -> None:
    """A rule has a stratum and no theme, a question the reverse; each is told its own keys."""
    assert read_header(RULE, "r.rq", RULE_KEYS) == {"summary": "A rule.", "stratum": "2"}
    with pytest.raises(BadQuery, match="unknown key 'stratum'") as error:
        read_header(RULE, "q.rq")
    assert error.value.where == "q.rq:2" and "theme" in error.value.hint
    with pytest.raises(BadQuery, match="unknown key 'theme'") as error:
        read_header("#+ theme: x\n", "r.rq", RULE_KEYS)
    assert "stratum" in error.value.hint and "theme" not in error.value.hint


@pytest.mark.parametrize("value", ["yes", "1", "True", '"true "'])
def test_infer_is_true_or_false(value: str) -> None:
    """Anything else would be taken for no without a word."""
    from travaux.queries import parse

    text = "#+ summary: s\n#+ theme: t\n#+ infer: {}\nSELECT ?x {{ ?x ?y ?z }}"
    assert parse("q", text.format("true")).infer and not parse("q", text.format("false")).infer
    with pytest.raises(BadQuery, match="true or false"):
        parse("q", text.format(value))
