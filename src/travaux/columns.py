"""Columns of finished W3C results: taken out and put in order by name, values left as they are.

The engine writes the results; each function here is given what it wrote, the names it has, and
the names to keep, in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CSV_FIELD = re.compile(r'("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n|\Z)')


def _csv(text: str, have: Sequence[str], names: Sequence[str]) -> str:
    places, lines, row = [have.index(name) for name in names], [], []
    for field, end in _CSV_FIELD.findall(text):
        row.append(field)
        if end != ",":
            if len(row) == len(have):
                lines.append(",".join([row[place] for place in places]) + end)
            row = []
    return "".join(lines)


def _tsv(text: str, have: Sequence[str], names: Sequence[str]) -> str:
    places = [have.index(name) for name in names]
    lines = [line.split("\t") for line in text.split("\n")[:-1]]  # tabs in terms are escaped
    return "".join("\t".join([line[place] for place in places]) + "\n" for line in lines)


def _json(text: str, have: Sequence[str], names: Sequence[str]) -> str:
    import json

    answer = json.loads(text)
    answer["head"]["vars"] = list(names)
    rows = answer["results"]["bindings"]
    answer["results"]["bindings"] = [{n: row[n] for n in names if n in row} for row in rows]
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _xml(text: str, have: Sequence[str], names: Sequence[str]) -> str:
    from xml.etree import ElementTree as Tree

    space = "{http://www.w3.org/2005/sparql-results#}"
    Tree.register_namespace("", space[1:-1])
    root = Tree.fromstring(text)
    for parent in (root.find(f"{space}head"), *root.iter(f"{space}result")):
        if parent is not None:
            kept = {child.get("name"): child for child in parent}
            parent[:] = [kept[name] for name in names if name in kept]
    return '<?xml version="1.0"?>' + Tree.tostring(root, encoding="unicode")


KEEP = {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}


def count(data: bytes, format: str) -> int:
    """How many rows a result has, judged by its marks: surely 0 only where there are none."""
    if format == "json":
        return 0 if data.endswith(b'"bindings":[]}}') else data.count(b"},{") + 1
    return data.count(b"<result>") if format == "xml" else data.count(b"\n") - 1
