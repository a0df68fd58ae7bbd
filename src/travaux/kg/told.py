"""Answers that are more than rows: dossiers, ledgers and timelines, as commands have them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter
from travaux.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence


class Told:
    """A text for people, and the same as data: what --format json has.

    `str` is the table of the command line, notebooks show it as a web table or as Markdown.
    """

    def __init__(
        self,
        text: Callable[[], str],
        data: Callable[[], str],
        *,
        html: Callable[[], str] | None = None,
        markdown: Callable[[], str] | None = None,
    ) -> None:
        self._text, self._data, self._html, self._markdown = text, data, html, markdown

    @property
    def data(self) -> Any:
        """What the command writes with --format json, as values of Python."""
        return json.loads(self._data())

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of it; of a dossier, its lines."""
        data = self.data
        return data if isinstance(data, list) else next(_lists(data), [])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self._text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self) -> str | None:
        return self._html() if self._html else None

    def _repr_markdown_(self) -> str | None:
        return self._markdown() if self._markdown else None


def _lists(data: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """The lists of rows in a JSON document, the longest first."""
    found = [each for each in data.values() if isinstance(each, list)]
    yield from sorted(found, key=len, reverse=True)


def dossier(name: str, engine: OxigraphEngine) -> Told:
    """See KnowledgeGraph.show."""
    from travaux.dossier import compile_dossier, compile_paragraph
    from travaux.names import resolve
    from travaux.show import as_json, as_markdown, as_table

    found = compile_paragraph(name.strip(), engine)
    found = found or compile_dossier(resolve(name, engine), engine)
    return Told(
        lambda: as_table(found),
        lambda: as_json(found, engine),
        markdown=lambda: as_markdown(found, engine),
    )


def ledger(
    workspace: Workspace, engine: OxigraphEngine, item: str | None, options: Mapping[str, Any]
) -> Told:
    """See KnowledgeGraph.ledger."""
    from travaux.ledger import Asked, answered
    from travaux.ledger_sheet import BY_ACTOR, BY_DOCUMENT
    from travaux.ledger_writers import ROLES, WRITERS
    from travaux.when import span

    allowed = ("roles", "actor", "day", "source", "by", "dates")
    given = {**_known("ledger", options, allowed), "item": item}
    if given.get("day"):
        given["day"] = span(None, None, str(given["day"])).last
    if "roles" in given:
        roles = given["roles"]
        given["roles"] = (roles,) if isinstance(roles, str) else tuple(roles)
        _among("role", given["roles"], tuple(ROLES))
    _among("column", [given.get("by", BY_ACTOR)], (BY_ACTOR, BY_DOCUMENT))
    answer = answered(workspace, engine, Asked(**given))
    return Told(
        lambda: WRITERS["table"](answer) if answer.sheet.lines else "not recorded",
        lambda: WRITERS["json"](answer),
        markdown=lambda: WRITERS["markdown"](answer) if answer.sheet.lines else "*not recorded*",
    )


def timeline(engine: OxigraphEngine, options: Mapping[str, Any]) -> Told:
    """See KnowledgeGraph.timeline."""
    from travaux.moments import CLOCKS, read
    from travaux.timeline import WRITERS, meant_actor, select
    from travaux.when import span

    given = _known("timeline", options, ("start", "end", "as_of", "actor", "clock"))
    asked = span(given.get("start"), given.get("end"), given.get("as_of"))
    clock = given.get("clock")
    _among("clock", [clock] if clock else [], CLOCKS)
    who = meant_actor(given.get("actor"), engine)
    entries = select(read(engine, (clock,) if clock else CLOCKS, who), asked)
    return Told(
        lambda: WRITERS["table"](entries) if entries else "nothing recorded",
        lambda: WRITERS["json"](entries),
        markdown=lambda: WRITERS["markdown"](entries) if entries else "*nothing recorded*",
    )


def _among(what: str, given: Iterable[object], allowed: Sequence[str]) -> None:
    """Raise BadParameter for a value that is not one of those allowed."""
    for each in given:
        if each not in allowed:
            raise BadParameter(f"no {what} {each!r}", hint="Known: " + ", ".join(allowed))


def _known(what: str, options: Mapping[str, Any], allowed: Sequence[str]) -> dict[str, Any]:
    """The options given. Raises BadParameter for one that is not known."""
    strange = [each for each in options if each not in allowed]
    if strange:
        raise BadParameter(
            f"{what} has no option {strange[0]!r}", hint="Known: " + ", ".join(allowed)
        )
    return {key: value for key, value in options.items() if value is not None}
