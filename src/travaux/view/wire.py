"""How the page's data travel: lists as columns, long ones compressed; unpack.js reads it back."""

from __future__ import annotations

import base64
import json
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter, sub
from typing import Any

from markupsafe import Markup

PLAIN, PACKED = "", "gzip+base64"
#: Lists whose entries all have the same keys; BOARD are those of the ledger.
TABLES = ("sources", "nodes", "edges", "records", "links")
BOARD = ("items", "cells")
#: Columns of lists, most of which have one value; such a one stands bare, and null for none.
LISTS = ("aliases", "records", "mentions", "tellers", "holders", "cites")
#: Columns of texts that another column may settle.
SETTLES = {"stance": "attitude", "line": "word", "family": "kind", "told": "said"}
#: Columns of days, first and last, most of which are one day.
DAYS = ("published", "happened", "said")

Row = dict[str, Any]


def embedded(value: object) -> Markup:
    """JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)


def packed(data: Mapping[str, Any], longest: int) -> tuple[Markup, str]:
    """The data as they stand in the page, and how they are encoded: PLAIN or PACKED.

    Compressed is what is longer than `longest` characters.
    """
    tables = {key: columns(value) if key in TABLES else value for key, value in data.items()}
    if "ledger" in data:
        tables["ledger"] = _board(data["ledger"], columns)
    if "questions" in data:
        labels = [node["label"] for node in data["nodes"]]
        tables["questions"], tables["texts"] = _shared(data["questions"], labels)
    text = embedded(tables)
    if len(text) <= longest:
        return text, PLAIN
    return Markup(base64.b64encode(_gzip(text.encode())).decode()), PACKED


def _board(ledger: Mapping[str, Any], change: Callable[[Any], Any]) -> Row:
    return {key: change(value) if key in BOARD else value for key, value in ledger.items()}


def _shared(questions: Sequence[Row], labels: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The questions with a number for what their cells say, and the texts that recur in them.

    From 0 on it is a node that is called so; below, -1 - the place of the text.
    """
    cells = [cell for each in questions for row in each["rows"] for cell in row]
    counts = Counter(cell for cell in cells if isinstance(cell, str))
    texts = [text for text, count in counts.items() if count > 1]
    places = {text: -1 - i for i, text in enumerate(texts)}

    def short(cell: Any) -> Any:
        if isinstance(cell, str):
            return places.get(cell, cell)
        return cell[1] if cell[0] == labels[cell[1]] else cell

    return [_each_cell(each, short) for each in questions], texts


def _each_cell(question: Row, change: Callable[[Any], Any]) -> Row:
    return {**question, "rows": [list(map(change, row)) for row in question["rows"]]}


def columns(rows: Sequence[Mapping[str, Any]]) -> Row:
    """`{"count": rows, "columns": {key: values}}`, without the empty columns.

    Where few values recur, a column is `{"of": values, "at": places among them}`, without "at" if
    there is one only; where such a column settles another, that is `{"from": its key, "of": values
    in place of its own}`; where numbers grow slowly, `{"by": differences}`; where keys follow the
    sources, `{"in": prefix, "rest": what comes after prefix and source}`. A record whose holders
    are its tellers has `true` for them; a paragraph of its source is a number.
    """
    found = {key: list(map(itemgetter(key), rows)) for key in (rows[0] if rows else ())}
    found = {key: values for key, values in found.items() if any(values)}
    prefix = _refer(found)
    coded: Row = {}
    for key in sorted(found, key=SETTLES.__contains__):  # what settles another comes before it
        values, by = _short(key, found[key]), SETTLES.get(key, "")
        coded[key] = _settled(values, by, coded.get(by)) or _coded(values)
    if prefix:
        coded["key"] = {"in": prefix, "rest": coded["key"]}
    return {"count": len(rows), "columns": coded}


def _short(key: str, values: list[Any]) -> list[Any]:
    """A value alone stands bare, and one day for two; other days can be looked up in a table."""
    if key in LISTS:
        return [each[0] if each and len(each) == 1 else each or None for each in values]
    if key in DAYS:
        return [each and (each[0] if each[0] == each[1] else tuple(each)) for each in values]
    return values


def _refer(found: dict[str, list[Any]]) -> str:
    """Say of records what is the same in two columns only once; the prefix, if keys lose theirs."""
    if {"tellers", "holders"} <= found.keys():
        found["holders"] = [
            [True] if one and one == other else one
            for one, other in zip(found["holders"], found["tellers"], strict=True)
        ]
    if "source" not in found:
        return ""
    if "cites" in found:
        found["cites"] = [
            [_paragraph(cite, source) for cite in cites]
            for cites, source in zip(found["cites"], found["source"], strict=True)
        ]
    return _rests(found)


@lru_cache(4096)
def _paragraph(cite: str, source: str) -> int | str:
    """The number of a paragraph of the record's own source; any other place in full."""
    start = source + ":"
    number = _number(cite[len(start) :])
    return number if cite.startswith(start) and isinstance(number, int) else cite


def _number(text: str) -> int | str:
    """The number, if the text is what it is written like."""
    short = len(text) < 16 and text.isdecimal()  # no more digits than are exact in the browser
    return int(text) if short and text == str(int(text)) else text


def _rests(found: dict[str, list[Any]]) -> str:
    """Take prefix and source from keys that all begin so; the prefix, or nothing."""
    keys, sources = found.get("key", ()), found["source"]
    prefix = keys[0][: keys[0].find(":") + 1] if keys else ""
    starts = [f"{prefix}{source}-" for source in sources]
    if not prefix or not all(map(str.startswith, keys, starts)):
        return ""
    found["key"] = [_number(key[len(start) :]) for key, start in zip(keys, starts, strict=True)]
    return prefix


def _settled(values: list[Any], by: str, other: Any) -> Row | None:
    """The column by way of the one that may settle it, if that is coded and does."""
    if not isinstance(other, dict) or "at" not in other:
        return None
    pairs = set(zip(other["at"], values, strict=True))
    if len(pairs) > len(other["of"]):
        return None
    return {"from": by, "of": [value for _, value in sorted(pairs)]}


def _coded(values: list[Any]) -> Any:
    """The column, by way of its different values if there are few, or of what numbers differ by."""
    kinds = set(map(type, values))
    if kinds == {int}:
        steps = list(map(sub, values, (0, *values)))
        return {"by": steps} if 2 * sum(map(abs, steps)) < sum(map(abs, values)) else values
    if not kinds <= {str, tuple, type(None)} and kinds != {bool}:
        return values
    of = sorted(set(values), key=repr)
    if len(of) * 4 > len(values):
        return values
    place = {value: i for i, value in enumerate(of)}
    return {"of": of, "at": list(map(place.__getitem__, values))} if len(of) > 1 else {"of": of}


def _gzip(data: bytes) -> bytes:
    """The same bytes whenever and wherever: no time, no name, no system in the header."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) % 2**32).to_bytes(4, "little")
    return head + squeeze.compress(data) + squeeze.flush() + tail


def unpacked(text: str, encoding: str) -> Row:
    """What `packed` made, back as lists of rows; columns that were left out stay out."""
    if encoding == PACKED:
        text = zlib.decompress(base64.b64decode(text), zlib.MAX_WBITS | 16).decode()
    data: Row = json.loads(text)
    for key in TABLES & data.keys():
        data[key] = _rows(data[key])
    if "ledger" in data:
        data["ledger"] = _board(data["ledger"], _rows)
    if "questions" in data:
        texts, nodes = data.pop("texts"), data["nodes"]

        def long(cell: Any) -> Any:
            if not isinstance(cell, int):
                return cell
            return texts[-1 - cell] if cell < 0 else [nodes[cell]["label"], cell]

        data["questions"] = [_each_cell(each, long) for each in data["questions"]]
    return data


def _rows(table: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = [{} for _ in range(table["count"])]
    for key, given in table["columns"].items():
        for row, value in zip(rows, _decoded(given, table), strict=True):
            row[key] = _long(key, value)
    for row in rows:
        if any(each is True for each in row.get("holders", ())):
            row["holders"] = row["tellers"]
        if "source" in row:
            row["cites"] = [
                f"{row['source']}:{each}" if isinstance(each, int) else each
                for each in row.get("cites", ())
            ]
    return rows


def _decoded(given: Any, table: Mapping[str, Any]) -> list[Any]:
    if not isinstance(given, dict):
        return list(given)
    if "by" in given:
        return list(accumulate(given["by"]))
    if "in" in given:
        sources = _decoded(table["columns"]["source"], table)
        rests = zip(sources, _decoded(given["rest"], table), strict=True)
        return [f"{given['in']}{source}-{rest}" for source, rest in rests]
    at = table["columns"][given["from"]]["at"] if "from" in given else given.get("at")
    return [given["of"][each] for each in at or [0] * table["count"]]


def _long(key: str, value: Any) -> Any:
    if key in LISTS and not isinstance(value, list):
        return [] if value is None else [value]
    if key in DAYS and isinstance(value, str):
        return [value, value]
    return value
