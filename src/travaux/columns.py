"""Columns of W3C results: taken out and put in order by name, values left as they are.

For TSV, JSON and XML the engine writes the result, and each function here is given what it wrote,
the names it has, and the names to keep, in order. CSV is written here, because the engine leaves
an IRI with a comma in it unquoted, which makes two fields of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions


def csv(result: QuerySolutions, names: Sequence[str]) -> str:
    """The columns of a result as SPARQL 1.1 CSV (RFC 4180 quoting, CRLF)."""
    lines = [",".join(names)]
    lines += [",".join([_field(row[name]) for name in names]) for row in result]
    return "\r\n".join(lines) + "\r\n"


def _field(term: object) -> str:
    if term is None:
        return ""
    text = term.value if isinstance(term, NamedNode | Literal) else str(term)
    if isinstance(term, BlankNode) or not any(mark in text for mark in ',"\r\n'):
        return text
    return '"' + text.replace('"', '""') + '"'


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
    return '<?xml version="1.0"?>' + _held(Tree.tostring(root, encoding="unicode"))


def _held(text: str) -> str:
    """XML whose carriage returns, raw in literals only, no reader takes for line feeds."""
    return text.replace("\r", "&#13;")


def as_xml(text: str) -> tuple[str, str]:
    """The engine's XML as a reader gets it back, and a character XML cannot hold ("" if none)."""
    # What no XML 1.0 document holds, not even as `&#27;`; compiled here, for it takes a while.
    found = re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return _held(text), found[0] if found else ""


KEEP = {"tsv": _tsv, "json": _json, "xml": _xml}


def count(data: bytes, format: str) -> int:
    """How many rows a result has, judged by its marks: surely 0 only where there are none."""
    if format == "json":
        return 0 if data.endswith(b'"bindings":[]}}') else data.count(b"},{") + 1
    return data.count(b"<result>") if format == "xml" else data.count(b"\n") - 1
