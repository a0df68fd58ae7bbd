"""How the page's data travel: lists as columns, long ones compressed; unpack.js reads it back."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

#: Characters of JSON above which it is compressed; nobody greps in more.
LONGEST = 1_000_000
PLAIN, PACKED = "", "gzip+base64"
#: Lists whose entries all have the same keys.
TABLES = ("sources", "nodes", "edges", "records", "links")


def embedded(value: object) -> Markup:
    """JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`{"count": rows, "columns": {key: values}}`, without the empty columns."""
    found = {key: [row[key] for row in rows] for key in (rows[0] if rows else ())}
    kept = {key: values for key, values in found.items() if any(map(_says, values))}
    return {"count": len(rows), "columns": kept}


def _says(value: object) -> bool:
    """Whether a value is more than empty; 0 is a number like any other."""
    return value not in ("", [], None) and value is not False


def packed(data: Mapping[str, Any], longest: int = LONGEST) -> tuple[Markup, str]:
    """The data as they stand in the page, and how they are encoded: PLAIN or PACKED."""
    tables = {key: columns(value) if key in TABLES else value for key, value in data.items()}
    text = embedded(tables)
    if len(text) <= longest:
        return text, PLAIN
    return Markup(base64.b64encode(_gzip(text.encode())).decode()), PACKED


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
    columns: Iterable[tuple[str, list[Any]]] = table["columns"].items()
    rows: list[dict[str, Any]] = [{} for _ in range(table["count"])]
    for key, values in columns:
        for row, value in zip(rows, values, strict=True):
            row[key] = value
    return rows
