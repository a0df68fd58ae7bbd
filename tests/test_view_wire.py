"""How the page's data travel: columns, digits, places of texts, and back again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_graph import made

from travaux.view import page, wire
from travaux.view.columns import columns, rows
from travaux.view.model import model

SHARP = st.text("a<>&\u2028\u2029\"'\\/]-!é🙂\x00", max_size=6)
ROW = st.fixed_dictionaries(
    {
        "key": st.one_of(
            SHARP, st.sampled_from(["r:s1-7", "r:s1-07", "r:s1-a", "r:s1-", "r:s:2-3"])
        ),
        "word": st.sampled_from(["demands", "rejects", "__proto__"]),
        "line": st.sampled_from(["favourable", "constructor"]),
        "attitude": st.sampled_from(["demands", ""]),
        "stance": st.sampled_from(["favourable", ""]),
        "x": st.integers(-5, 5),
        "records": st.lists(st.integers(0, 9), max_size=3),
        "tellers": st.lists(st.one_of(st.integers(0, 9), SHARP), max_size=2),
        "holders": st.lists(st.one_of(st.integers(0, 9), SHARP), max_size=2),
        "told": st.one_of(SHARP, st.just("2021-12-17")),
        "source": st.sampled_from(["s1", "s:2", ""]),
        "cites": st.lists(
            st.sampled_from(
                ["s1:7", "s1:07", "s1:x", "s:2:3", ":4", "s1:³", "7", "s1:" + "7" * 5000]
            ),
            max_size=2,
        ),
        "said": st.one_of(
            st.none(),
            st.sampled_from([["2021-12-17"] * 2, ["2021-12-17", None], [None, "2022-01-01"]]),
        ),
        "disputed": st.booleans(),
    }
)
EMPTY: dict[str, Any] = {
    "key": "",
    "word": "",
    "line": "",
    "attitude": "",
    "stance": "",
    "x": 0,
    "records": [],
    "tellers": [],
    "holders": [],
    "told": "",
    "source": "",
    "cites": [],
    "said": None,
    "disputed": False,
}


@given(st.lists(ROW, max_size=12), st.sampled_from([0, 10**9]))
def test_what_is_packed_comes_back(rows: list[dict[str, Any]], longest: int) -> None:
    """Columns, references, days and compression lose nothing but what is empty throughout."""
    data = {"records": rows, "title": "x", **{key: [] for key in wire.TABLES if key != "records"}}
    text, encoding = wire.packed(data, longest)
    assert not re.search("[<>&\u2028\u2029]", text)
    back = wire.unpacked(str(text), encoding)["records"]
    assert [{**EMPTY, **row} for row in back] == rows
    assert encoding == ("" if longest else "gzip+base64")


@pytest.mark.parametrize("key", ["records", "mentions"])
def test_a_list_of_nothing_but_the_first_number_is_not_empty(key: str) -> None:
    """On a page of one record that is number 0, and number 0 is something."""
    row = {"key": "a", "records": [], "mentions": []}
    data = {"nodes": [row | {key: [0]}, row, row | {key: [0, 0]}]}
    (first, second, third) = wire.unpacked(*map(str, wire.packed(data, 10**9)))["nodes"]
    assert (first[key], second[key], third[key]) == ([0], [], [0, 0])
    (only,) = wire.unpacked(*map(str, wire.packed({"nodes": [row | {key: [0]}]}, 0)))["nodes"]
    assert only[key] == [0]


@given(
    st.lists(st.integers(-(2**52), 2**52), min_size=1, max_size=9),
    st.sampled_from(["x", "records"]),
)
def test_numbers_survive_as_digits(numbers: list[int], key: str) -> None:
    """Negative, large, falling, all the same; bare or alone in a list."""
    values = [[number] for number in numbers] if key == "records" else numbers
    back = rows(columns([{key: value, "key": "a"} for value in values]))
    assert [row.get(key, 0) for row in back] == values


def test_names_of_records_lose_what_they_share_with_their_sources() -> None:
    """Numbers after it are numbers; one name of another form leaves them all as they are."""
    told = [{"key": f"rec:s{i % 2}-{i}", "source": f"s{i % 2}"} for i in range(4)]
    for names in (told, [*told, {"key": "rec:s1-07", "source": "s1"}]):
        coded = columns(names)
        assert coded["columns"]["key"]["in"] == "rec:"
        assert rows(coded) == [{**each, "cites": []} for each in names]
    odd = [*told, {"key": "rec:other", "source": "s1"}]
    assert columns(odd)["columns"]["key"] == [each["key"] for each in odd]


def test_cells_of_answers_come_back() -> None:
    """A node called as the cell says, a node called otherwise, a text that recurs, one that not."""
    question = {"name": "q", "rows": [[["Ann", 0], "a1:1"], [["Annie", 0], "a1:1"], ["x", "y"]]}
    data = {"nodes": [{"key": "n", "label": "Ann"}], "questions": [question]}
    text, encoding = wire.packed(data, 10**9)
    assert wire.unpacked(str(text), encoding)["questions"] == [question]
    assert json.loads(text)["questions"][0]["rows"] == [[0, -1], [["Annie", 0], -1], ["x", "y"]]


def test_data_cannot_end_the_element_that_holds_them() -> None:
    """Whatever a label holds, no < > & or line separator of it stands in the script element."""
    text = "</script><!-- & \u2028\u2029 ]]>"
    data = str(wire.embedded([text]))
    assert not re.search("[<>&\u2028\u2029]", data)
    assert json.loads(data) == [text]


def test_compressed_data_are_the_same_at_every_run() -> None:
    """No time and no name of a machine in them."""
    found = {str(wire.packed({"title": "x" * 9}, 0)[0]) for _ in range(2)}
    assert len(found) == 1
    assert found.pop().startswith("H4sIAAAAAAAA/")


UNPACK = """async ([script, text, encoding]) => {
  const { unpacked } = new Function(script + "; return { unpacked };")();
  const element = document.createElement("script");
  element.type = "application/json";
  element.textContent = text;
  if (encoding) element.dataset.encoding = encoding;
  return await unpacked(element);
}"""


@pytest.mark.parametrize("longest", [0, 10**9], ids=["compressed", "plain"])
def test_the_browser_reads_what_was_written(browser: Any, longest: int) -> None:
    """unpack.js gives every list as rows, with what it works out: keys, clocks, who shows it."""
    made_up = model(made(120), "x")
    text, encoding = wire.packed(made_up, longest)
    data = json.loads(json.dumps(made_up, default=list))
    script = (Path(page.__file__).parent / "unpack.js").read_text("utf-8")
    window = browser.new_page()
    window.goto("about:blank")
    back = window.evaluate(UNPACK, [script, str(text), encoding])
    window.close()
    for table in ("nodes", "edges", "links", "sources"):
        assert [{key: row[key] for key in data[table][0]} for row in back[table]] == data[table]
    shown: list[set[int]] = [set() for _ in data["records"]]
    for edge, row in zip(data["edges"], back["edges"], strict=True):
        keys = [data["nodes"][edge[end]]["key"] for end in ("from", "to")]
        assert row["key"] == f"{keys[0]} {edge['word']} {keys[1]}"
        for number in edge["records"]:
            shown[number].update((edge["from"], edge["to"]))
    for record_, row, nodes in zip(data["records"], back["records"], shown, strict=True):
        assert row["clocks"]["said"] == record_["said"]
        assert row["clocks"]["published"] == ["2031-12-31", None]
        assert row["told"] == record_["told"]
        assert [each["node"] for each in row["tellers"]] == record_["tellers"]
        assert row["holders"] == record_["holders"]
        assert row["nodes"] == sorted(nodes)
        assert row["firstHand"] is (not record_["attributed"])
