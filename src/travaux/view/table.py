"""Rows of like keys, kept as columns: a page may have tens of thousands, and they travel so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, overload

Row = dict[str, Any]
#: What stands where a row has nothing to say.
_EMPTY: Mapping[type, Any] = {str: "", list: ()}


class Table(Sequence[Row]):
    """Columns of one length that read as rows; a row is made anew whenever it is asked for."""

    def __init__(self, columns: Mapping[str, list[Any]]) -> None:
        self.columns = columns

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Table:
        """The table of rows; where one lacks a key that another has, an empty value stands."""
        rows = list(rows)
        empty = {key: _EMPTY.get(type(value)) for row in rows for key, value in row.items()}
        return cls({key: [row.get(key, none) for row in rows] for key, none in empty.items()})

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        return {key: values[place] for key, values in self.columns.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def by_field(rows: Iterable[Sequence[Any]], fields: Sequence[str]) -> dict[str, list[Any]]:
    """The values of tuples, field by field."""
    found = list(map(list, zip(*rows, strict=True))) or [[] for _ in fields]
    return dict(zip(fields, found, strict=True))
