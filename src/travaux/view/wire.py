"""How the page's data travel: lists as columns, long ones compressed; unpack.js reads it back."""

from __future__ import annotations

import base64
import json
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from travaux.view.columns import columns, rows
from travaux.view.table import Row

PLAIN, PACKED = "", "gzip+base64"
#: Lists whose entries all have the same keys; BOARD are those of the ledger.
TABLES = ("sources", "nodes", "edges", "records", "links")
BOARD = ("items", "cells")


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
        tables["questions"], tables["texts"] = _shared(data["questions"], data["nodes"])
    text = embedded(tables)
    if len(text) <= longest:
        return text, PLAIN
    return Markup(base64.b64encode(_gzip(text.encode())).decode()), PACKED


def _board(ledger: Mapping[str, Any], change: Callable[[Any], Any]) -> Row:
    return {key: change(value) if key in BOARD else value for key, value in ledger.items()}


def _shared(questions: Sequence[Row], nodes: Sequence[Row]) -> tuple[list[Row], list[str]]:
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
        return cell[1] if cell[0] == nodes[cell[1]]["label"] else cell

    return [_each_cell(each, short) for each in questions], texts


def _each_cell(question: Row, change: Callable[[Any], Any]) -> Row:
    return {**question, "rows": [list(map(change, row)) for row in question["rows"]]}


def _gzip(data: bytes) -> bytes:
    """The same bytes whenever and wherever: no time, no name, no system in the header."""
    squeeze = zlib.compressobj(5, zlib.DEFLATED, -zlib.MAX_WBITS, 8)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) % 2**32).to_bytes(4, "little")
    return head + squeeze.compress(data) + squeeze.flush() + tail


def unpacked(text: str, encoding: str) -> Row:
    """What `packed` made, back as lists of rows; columns that were left out stay out."""
    if encoding == PACKED:
        text = zlib.decompress(base64.b64decode(text), zlib.MAX_WBITS | 16).decode()
    data: Row = json.loads(text)
    for key in TABLES & data.keys():
        data[key] = rows(data[key])
    if "ledger" in data:
        data["ledger"] = _board(data["ledger"], rows)
    if "questions" in data:
        texts, nodes = data.pop("texts"), data["nodes"]

        def long(cell: Any) -> Any:
            if not isinstance(cell, int):
                return cell
            return texts[-1 - cell] if cell < 0 else [nodes[cell]["label"], cell]

        data["questions"] = [_each_cell(each, long) for each in data["questions"]]
    return data
