"""The names that the ledger is given: of an item, an actor, a source."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from travaux import cites, kinds, names
from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter


def meant(name: str | None, kind: str, engine: OxigraphEngine, where: str) -> NamedNode | None:
    """The one thing of a class that a name means; None if no name was given.

    Raises BadParameter for an empty name, and what `kinds.resolve` raises.
    """
    if name is None:
        return None
    if not name.strip():
        raise BadParameter("no name is given", where=where, hint=f'For example {where} "a name"')
    return kinds.resolve(name, (NamedNode(kind),), engine, where)


def meant_source(name: str | None, engine: OxigraphEngine, where: str) -> NamedNode | None:
    """The source of that short name, or the article that the name means.

    Raises the same; for what is no source, with the names of those that there are.
    """
    for quad in engine.quads(None, NamedNode(v.IDENTIFIER), Literal(name or "")):
        if isinstance(quad.subject, NamedNode):
            return quad.subject
    try:
        _no_other(name or "", engine, where)
        return meant(name, v.NEWS_ARTICLE, engine, where)
    except BadParameter as error:
        here = ", ".join(cites.sources(engine))
        told = f"A source is an article that is coded here: {here}."
        error.hint = "\n".join(filter(None, (_outlet(name or "", engine), told)))
        raise


def _no_other(name: str, engine: OxigraphEngine, where: str) -> None:
    """Raise BadParameter if the name is that of something else, and of no article."""
    articles = (NamedNode(v.NEWS_ARTICLE),)
    found = names.find(name, engine) if name.strip() else []
    if found and not any(kinds.belongs(each.node, articles, engine) for each in found):
        kinds.resolve(found[0].node.value, articles, engine, where)


def _outlet(name: str, engine: OxigraphEngine) -> str:
    """Which articles are of an outlet of that name: `Of Norvik Post: t1.`."""
    found = names.find(name, engine) if name.strip() else []
    for each in found:
        articles = [quad.subject for quad in engine.quads(None, NamedNode(v.OUTLET), each.node)]
        named = engine.quads(None, NamedNode(v.IDENTIFIER))
        literals = [quad.object for quad in named if quad.subject in articles]
        told = sorted(one.value for one in literals if isinstance(one, Literal))
        if told:
            return f"Of {each.label}: {', '.join(told)}."
    return ""
