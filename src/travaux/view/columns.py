"""Rows as columns, each written as short as it can be: what is told twice is told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import add, sub
from typing import Any

from travaux.view.table import Row, Table

#: Columns of lists, most of which have one value; such a one stands bare, and null for none.
LISTS = ("aliases", "records", "mentions", "tellers", "holders", "cites")
#: Columns of texts that another column may settle.
SETTLES = {"stance": "attitude", "line": "word", "family": "kind", "told": "said"}
#: Columns of days, first and last, most of which are one day.
DAYS = ("published", "happened", "said")
#: Where a coded column has numbers.
NUMBERS = ("at", "by", "rest")
#: What stands for 0 in a digit; from here on 64 characters are printed, and end no element.
_ZERO = ord("?")
_PRINTED = bytes((_ZERO + digit) % 256 for digit in range(256))


def columns(rows: Sequence[Mapping[str, Any]]) -> Row:
    """`{"count": rows, "columns": {key: values}}`, without the empty columns.

    Where few values recur, a column is `{"of": values, "at": places among them}`, without "at" if
    there is one only; where such a column settles another, that is `{"from": its key, "of": values
    in place of its own}`; where numbers grow slowly, `{"by": differences}`; where keys follow the
    sources, `{"in": prefix, "rest": what comes after prefix and source}`; and numbers are digits.
    A record whose holders are its tellers has `true` for them; a paragraph of its source is a
    number.
    """
    table = rows if isinstance(rows, Table) else Table.of(rows)
    found = {key: _short(key, each) for key, each in table.columns.items() if any(each)}
    prefix = _refer(found)
    coded: Row = {}
    for key in sorted(found, key=SETTLES.__contains__):  # what settles another comes before it
        values, by = found[key], SETTLES.get(key, "")
        coded[key] = _settled(values, by, coded.get(by)) or _coded(values)
    if prefix:
        coded["key"] = {"in": prefix, "rest": coded["key"]}
    return {"count": len(table), "columns": {key: _dense(each) for key, each in coded.items()}}


def _short(key: str, values: list[Any]) -> list[Any]:
    """A value alone stands bare, and one day for two; other days can be looked up in a table."""
    if key in LISTS:
        return [each[0] if len(each) == 1 else list(each) or None for each in values]
    if key in DAYS:
        return [each and (each[0] if each[0] == each[1] else tuple(each)) for each in values]
    return values


def _refer(found: dict[str, list[Any]]) -> str:
    """Say of records what is the same in two columns only once; the prefix, if keys lose theirs."""
    if {"tellers", "holders"} <= found.keys():
        pairs = zip(found["holders"], found["tellers"], strict=True)
        found["holders"] = [
            True if one == other and one is not None else one for one, other in pairs
        ]
    if "source" not in found:
        return ""
    if "cites" in found:
        pairs = zip(found["cites"], found["source"], strict=True)
        found["cites"] = [
            [_paragraph(each, source) for each in cites]
            if isinstance(cites, list)
            else cites and _paragraph(cites, source)
            for cites, source in pairs
        ]
    return _rests(found)


@lru_cache(4096)
def _paragraph(cite: str, source: str) -> int | str:
    """The number of a paragraph of the record's own source; any other place in full."""
    number = cite.removeprefix(source + ":")
    return int(number) if number != cite and _are_numbers([number]) else cite


def _are_numbers(texts: list[str]) -> bool:
    """Whether all are what their numbers are written like, and exact in the browser."""
    if not all(map(str.isdecimal, texts)) or len(max(texts, key=len)) > 15:
        return False
    return list(map(str, map(int, texts))) == texts


def _rests(found: dict[str, list[Any]]) -> str:
    """Take prefix and source from keys that all begin so; the prefix, or nothing."""
    keys, sources = found.get("key", ()), found["source"]
    prefix = keys[0][: keys[0].find(":") + 1] if keys else ""
    start = {source: f"{prefix}{source}-" for source in set(sources)}
    starts = list(map(start.__getitem__, sources))
    if not prefix or not all(map(str.startswith, keys, starts)):
        return ""
    rests = [key[len(start) :] for key, start in zip(keys, starts, strict=True)]
    found["key"] = list(map(int, rests)) if _are_numbers(rests) else rests
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
    distinct = set(values)
    if len(distinct) * 4 > len(values):
        return values
    of = sorted(distinct, key=repr)
    place = {value: i for i, value in enumerate(of)}
    return {"of": of, "at": list(map(place.__getitem__, values))} if len(of) > 1 else {"of": of}


def _dense(given: Any) -> Any:
    """The same column with its numbers as digits, wherever it has a list of them."""
    if isinstance(given, dict):
        return {key: _dense(each) if key in NUMBERS else each for key, each in given.items()}
    return _digits(given) if isinstance(given, list) and set(map(type, given)) == {int} else given


def _digits(numbers: Sequence[int]) -> Row:
    """`{"low": the least, "digits": what is above it}`: all last digits to base 64, and so on."""
    low, most, found = min(numbers), max(numbers), []
    above = [n - low for n in numbers] if low else numbers
    for _ in range(0, max((most - low).bit_length(), 1), 6):
        found.append(bytes([n & 63 for n in above]).translate(_PRINTED).decode())
        above = [n >> 6 for n in above]
    return {"low": low, "digits": found}


def _numbers(given: Any) -> list[Any]:
    """A list, from digits if need be."""
    if not isinstance(given, dict):
        return list(given)
    found = [given["low"]] * len(given["digits"][0])
    for place, digits in enumerate(given["digits"]):
        found = list(map(add, found, (ord(each) - _ZERO << 6 * place for each in digits)))
    return found


def rows(table: Mapping[str, Any]) -> list[Row]:
    """What `columns` made, back as rows; columns that were left out stay out."""
    found: list[Row] = [{} for _ in range(table["count"])]
    for key, given in table["columns"].items():
        for row, value in zip(found, _decoded(given, table), strict=True):
            row[key] = _long(key, value)
    for row in found:
        if any(each is True for each in row.get("holders", ())):
            row["holders"] = row["tellers"]
        if "source" in row:
            row["cites"] = [
                f"{row['source']}:{each}" if isinstance(each, int) else each
                for each in row.get("cites", ())
            ]
    return found


def _decoded(given: Any, table: Mapping[str, Any]) -> list[Any]:
    if not isinstance(given, dict) or "digits" in given:
        return _numbers(given)
    if "by" in given:
        return list(accumulate(_numbers(given["by"])))
    if "in" in given:
        sources = _decoded(table["columns"]["source"], table)
        rests = zip(sources, _decoded(given["rest"], table), strict=True)
        return [f"{given['in']}{source}-{rest}" for source, rest in rests]
    places = table["columns"][given["from"]] if "from" in given else given
    return [given["of"][each] for each in _numbers(places.get("at", [0] * table["count"]))]


def _long(key: str, value: Any) -> Any:
    if key in LISTS and not isinstance(value, list):
        return [] if value is None else [value]
    if key in DAYS and isinstance(value, str):
        return [value, value]
    return value
