"""Answers for notebooks: rows for people and programs, tables of pandas, graphs of rdflib."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from travaux.engine import Answer, OxigraphEngine, Term
from travaux.errors import TravauxError
from travaux.labels import Labels
from travaux.vocabulary import XSD

if TYPE_CHECKING:
    import pandas
    import rdflib

Value = str | int | float | bool | None
_WHOLE = frozenset(("integer", "int", "long", "short", "byte", "nonNegativeInteger"))
_BROKEN = frozenset(("decimal", "double", "float"))


class WrongKind(TravauxError):
    """This kind of answer has no such thing: a graph has no rows, rows are no graph."""


class Result:
    """The answer to a query; it is worked out when it is first looked at, and once.

    SELECT: `len`, iteration and `rows` give dicts by column; IRIs and texts are str, numbers int
    or float, truth bool, all else as it is written, and None where nothing is bound. ASK: `bool`.
    CONSTRUCT and DESCRIBE: `graph()`. `text` is the SPARQL that was asked.
    """

    def __init__(
        self,
        engine: OxigraphEngine,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        name: str = "",
    ) -> None:
        self.text = text
        self._engine = engine
        self._bound = dict(bindings or {})
        self._name = name
        self._first = self._ask()  # a mistake is told at once; its rows are read off once

    def _ask(self) -> Answer:
        return self._engine.query(self.text, bindings=self._bound, name=self._name)

    @cached_property
    def _truth(self) -> bool:
        assert isinstance(self._first, QueryBoolean)
        return bool(self._first)

    @cached_property
    def _triples(self) -> list[Triple]:
        assert isinstance(self._first, QueryTriples)
        return sorted(set(self._first), key=str)

    @cached_property
    def _kind(self) -> str:
        if isinstance(self._first, QuerySolutions):
            return "rows"
        return "truth" if isinstance(self._first, QueryBoolean) else "graph"

    @cached_property
    def columns(self) -> list[str]:
        """The columns, as the command line has them: without those that a parameter settles."""
        self._must_be("rows")
        from travaux.output import columns_of

        assert isinstance(self._first, QuerySolutions)
        return columns_of(self._first, set(self._bound), self.text)

    @cached_property
    def terms(self) -> list[dict[str, Term | None]]:
        """The rows as terms of pyoxigraph."""
        self._must_be("rows")
        assert isinstance(self._first, QuerySolutions)
        return [{name: row[name] for name in self.columns} for row in self._first]

    @cached_property
    def rows(self) -> list[dict[str, Value]]:
        """The rows as plain values."""
        return [{name: plain(term) for name, term in row.items()} for row in self.terms]

    @cached_property
    def labels(self) -> list[dict[str, str]]:
        """The rows as people read them: labels for IRIs, s1:11 for evidence."""
        shown = Labels(self._engine)
        return [{name: shown(term) for name, term in row.items()} for row in self.terms]

    def __len__(self) -> int:
        if self._kind == "truth":
            return 1
        return len(self.terms if self._kind == "rows" else self._triples)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return self._truth if self._kind == "truth" else len(self) > 0

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame of texts, unbound ones missing, by way of Oxigraph's CSV."""
        self._must_be("rows")
        from io import BytesIO

        pandas = _needed("pandas")
        answer = self._ask()
        assert isinstance(answer, QuerySolutions)
        data = answer.serialize(format=QueryResultsFormat.CSV) or b""
        frame = pandas.read_csv(BytesIO(data), dtype=str, keep_default_na=False, na_values=[""])
        return frame[self.columns]

    def graph(self) -> rdflib.Graph:
        """The triples of CONSTRUCT and DESCRIBE as an rdflib Graph, literals as they are."""
        self._must_be("graph")
        import rdflib

        from travaux.kg.dataset import term

        found = rdflib.Graph()
        for prefix, iri in self._engine.prefixes.items():
            found.bind(prefix, iri)
        for each in self._triples:
            found.add((term(each.subject), term(each.predicate), term(each.object)))
        return found

    def _must_be(self, kind: str) -> None:
        if self._kind != kind:
            has = {"rows": "rows", "truth": "a yes or no", "graph": "a graph"}
            way = {"rows": ".rows", "truth": "bool(...)", "graph": ".graph()"}
            raise WrongKind(f"this query gives {has[self._kind]}", hint=f"Use {way[self._kind]}.")

    def _rendered(self, format: str, width: int) -> str:
        from travaux.output import render

        answer = render(
            self._ask(),
            format,
            engine=self._engine,
            drop=self._bound,
            text=self.text,
            width=width,
        )
        return answer.data.decode()

    @cached_property
    def notes(self) -> list[str]:
        """Of an empty answer what may be the reason, such as a name that stands nowhere."""
        from travaux.guard import uninferred, unknown_terms

        if self:
            return []
        return [*unknown_terms(self.text, self._engine), *uninferred(self.text, self._engine)]

    def __str__(self) -> str:
        return "\n".join([self._rendered("table", 100).rstrip("\n"), *self.notes])

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        if self._kind == "truth":
            from travaux.kg.html import paragraph

            return paragraph("; ".join(["yes" if self._truth else "no", *self.notes]))
        from travaux.kg.html import table

        if self._kind == "rows":
            rows = [list(row.values()) for row in self.labels]
            return table(
                self.columns, rows, nothing="; ".join(["no row: not recorded", *self.notes])
            )
        shown = Labels(self._engine)
        triples = [[shown(t.subject), shown(t.predicate), shown(t.object)] for t in self._triples]
        return table(["subject", "predicate", "object"], triples, nothing="no triple")


def plain(term: Term | None) -> Value:
    """A term as a value of Python."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, Literal):
        kind = term.datatype.value.removeprefix(XSD)
        if kind == "boolean" and term.value in ("true", "false"):
            return term.value == "true"
        with suppress(ValueError):  # an ill-typed literal stays as it is written
            if kind in _WHOLE:
                return int(term.value)
            if kind in _BROKEN:
                return float(term.value)
        return term.value
    return str(term)


def _needed(name: str) -> Any:
    """A module that comes with travaux[notebook]."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        hint = 'Install it: pip install "travaux[notebook]"'
        raise TravauxError(f"{name} is not installed", hint=hint) from None
