"""How the page's data travel: lists as columns, long ones compressed; unpack.js reads it back."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from markupsafe import Markup

PLAIN, PACKED = "", "gzip+base64"
#: Lists whose entries all have the same keys.
TABLES = ("sources", "nodes", "edges", "records", "links")
#: Columns of lists, most of which have one value; such a one stands bare, and null for none.
LISTS = ("aliases", "records", "mentions", "tellers", "holders", "cites")
#: Columns of texts that another column of texts may settle.
SETTLES = {"stance": "attitude", "line": "word", "family": "kind"}
#: Columns of days, first and last, most of which are one day.
DAYS = ("published", "happened", "said")


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
    text = embedded(tables)
    if len(text) <= longest:
        return text, PLAIN
    return Markup(base64.b64encode(_gzip(text.encode())).decode()), PACKED


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`{"count": rows, "columns": {key: values}}`, without the empty columns.

    Where few values recur, a column is `{"of": values, "at": places among them}`; where numbers
    grow slowly, `{"by": differences}`; where another column settles it, `{"from": its key, "of":
    {its value: value}}`. A record whose holders are its tellers has `true` for
    them, and so has one told of the one day of its words; a paragraph of its source is a number.
    """
    found = {key: [row[key] for row in rows] for key in (rows[0] if rows else ())}
    found = {key: values for key, values in found.items() if any(values)}
    _refer(found)
    for key, values in found.items():
        if key in LISTS:
            found[key] = [each[0] if each and len(each) == 1 else each or None for each in values]
        elif key in DAYS:
            found[key] = [each[0] if each and each[0] == each[1] else each for each in values]
    coded = {key: _settled(key, found) or _coded(each) for key, each in found.items()}
    return {"count": len(rows), "columns": coded}


def _settled(key: str, found: Mapping[str, list[Any]]) -> dict[str, Any] | None:
    """The column by way of the one that may settle it, if that does and has few values."""
    other = SETTLES.get(key, "")
    if other not in found:
        return None
    pairs = set(zip(found[other], found[key], strict=True))
    of = dict(pairs)
    few = len(of) == len(pairs) and len(of) * 4 <= len(found[key])
    return {"from": other, "of": of} if few else None


def _refer(found: dict[str, list[Any]]) -> None:
    """Say of records what is the same in two columns only once."""
    if {"tellers", "holders"} <= found.keys():
        found["holders"] = [
            [True] if one and one == other else one
            for one, other in zip(found["holders"], found["tellers"], strict=True)
        ]
    if {"cites", "source"} <= found.keys():
        found["cites"] = [
            [_paragraph(cite, source) for cite in cites]
            for cites, source in zip(found["cites"], found["source"], strict=True)
        ]
    if {"told", "said"} <= found.keys():
        found["told"] = [
            True if day and days == [day, day] else day
            for day, days in zip(found["told"], found["said"], strict=True)
        ]


def _paragraph(cite: str, source: str) -> int | str:
    """The number of a paragraph of the record's own source; any other place in full."""
    number = cite.removeprefix(source + ":")
    plain = number != cite and number.isdecimal() and number == str(int(number))
    return int(number) if plain else cite


def _coded(values: list[Any]) -> Any:
    """The column, by way of its different texts if there are few, or of what numbers differ by."""
    if all(type(value) is int for value in values):
        steps = [b - a for a, b in zip((0, *values), values, strict=False)]
        return {"by": steps} if 2 * sum(map(abs, steps)) < sum(map(abs, values)) else values
    if not all(isinstance(value, str) for value in values):
        return values
    of = sorted(set(values))
    if len(of) * 4 > len(values):
        return values
    place = {value: i for i, value in enumerate(of)}
    return {"of": of, "at": [place[value] for value in values]}


def _gzip(data: bytes) -> bytes:
    """The same bytes whenever and wherever: no time, no name, no system in the header."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) % 2**32).to_bytes(4, "little")
    return head + squeeze.compress(data) + squeeze.flush() + tail


def unpacked(text: str, encoding: str) -> dict[str, Any]:
    """What `packed` made, back as lists of rows; columns that were left out stay out."""
    if encoding == PACKED:
        text = zlib.decompress(base64.b64decode(text), zlib.MAX_WBITS | 16).decode()
    data: dict[str, Any] = json.loads(text)
    return {key: _rows(value) if key in TABLES else value for key, value in data.items()}


def _rows(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{} for _ in range(table["count"])]
    known: dict[str, list[Any]] = {}
    # What another column settles comes after that.
    for key, given in sorted(table["columns"].items(), key=_is_settled):
        known[key] = values = _decoded(given, known)
        for row, value in zip(rows, values, strict=True):
            row[key] = _long(key, value)
    for row in rows:
        if any(each is True for each in row.get("holders", ())):
            row["holders"] = row["tellers"]
        if "source" in row:
            row["cites"] = [
                f"{row['source']}:{each}" if isinstance(each, int) else each
                for each in row.get("cites", ())
            ]
        if row.get("told") is True:
            row["told"] = row["said"][0]
    return rows


def _is_settled(column: tuple[str, Any]) -> bool:
    return isinstance(column[1], dict) and "from" in column[1]


def _decoded(given: Any, known: Mapping[str, list[Any]]) -> list[Any]:
    if not isinstance(given, dict):
        return list(given)
    if "by" in given:
        return list(accumulate(given["by"]))
    of = given["of"]
    return [of[each] for each in (known[given["from"]] if "from" in given else given["at"])]


def _long(key: str, value: Any) -> Any:
    if key in LISTS and not isinstance(value, list):
        return [] if value is None else [value]
    if key in DAYS and isinstance(value, str):
        return [value, value]
    return value
