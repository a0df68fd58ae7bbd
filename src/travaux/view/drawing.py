"""From a workspace to its page: the graph, the answers, and the part of them that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter, TravauxError
from travaux.names import resolve
from travaux.output import counted
from travaux.queries import load
from travaux.view import board
from travaux.view.answers import ask, ask_all
from travaux.view.contents import named
from travaux.view.cut import cut
from travaux.view.graph import build
from travaux.view.model import model
from travaux.view.page import rendered, uncollected
from travaux.workspace import Workspace, find

if TYPE_CHECKING:
    import networkx as nx

_AROUND = 1


class Asked(NamedTuple):
    """What of the graph is wanted: a question's answer or a thing, and how many lines around it."""

    question: str | None = None
    params: Sequence[str] = ()
    focus: str | None = None
    depth: int | None = None

    @property
    def around(self) -> int:
        """The lines to go from there."""
        return _AROUND if self.depth is None else self.depth


class Drawn(NamedTuple):
    """A page, one line on what it holds, what could not be put on it, and its `model`."""

    html: str
    summary: str
    notes: tuple[str, ...] = ()
    told: Mapping[str, Any] = MappingProxyType({})


EVERYTHING = Asked()


def drawn(
    workspace: str | None = None,
    lang: str | None = None,
    infer: bool = False,
    asked: Asked = EVERYTHING,
) -> Drawn:
    """The page of a workspace, names in `lang`.

    Raises what loading, naming and asking raise: UnknownQuestion, UnknownName, AmbiguousName,
    BadParameter, BadQuery.
    """
    found = find(workspace)
    return drawn_from(found, OxigraphEngine.load(found, lang), infer, asked)


def drawn_from(
    found: Workspace, engine: OxigraphEngine, infer: bool = False, asked: Asked = EVERYTHING
) -> Drawn:
    """The page of a store, in which the rules may be run; else as `drawn`."""
    graph, notes = _told(found, engine, infer, asked)
    if asked.question is not None:
        graph, more = _around_answer(graph, asked)
        notes += more
    elif asked.focus is not None:
        graph = _around_focus(graph, engine, asked.focus, asked.around)
    if "whole" in graph.graph:
        _keep_answers(graph)
    with uncollected():
        told = model(graph, found.title)
        return Drawn(rendered(told), _summary(graph), tuple(dict.fromkeys(notes)), told)


def _told(
    found: Workspace, engine: OxigraphEngine, infer: bool, asked: Asked
) -> tuple[nx.MultiDiGraph, list[str]]:
    """The whole graph with the answers on it, the one that was asked for with its parameters."""
    wanted = load(found, asked.question) if asked.question is not None else None
    answers, notes = ask_all(found, engine, inferred=False)
    own = [ask(wanted, engine, asked.params)] if wanted and not wanted.infer else []
    graph = build(engine, infer)
    more, others = ask_all(found, engine, inferred=True)
    if wanted and wanted.infer:
        engine.infer()
        own = [ask(wanted, engine, asked.params)]
    try:
        graph.graph["board"] = board.read(found, engine)
    except TravauxError as error:
        notes.append(f"the ledger is left out: {error.what}")
    known = {each.name: each for each in (*answers, *more, *own)}
    graph.graph["answers"] = sorted(known.values(), key=lambda each: (each.theme, each.name))
    return graph, [*notes, *others]


def _around_answer(graph: nx.MultiDiGraph, asked: Asked) -> tuple[nx.MultiDiGraph, list[str]]:
    answer = next(each for each in graph.graph["answers"] if each.name == asked.question)
    start = named(graph, answer)
    graph.graph["asked"] = answer
    if not start:
        told = "names nothing that is drawn" if answer.rows else "is empty"
        return graph, [f"the answer to {answer.name} {told}: this is the whole graph"]
    return cut(graph, start, asked.around, answer.bound), []


def _around_focus(
    graph: nx.MultiDiGraph, engine: OxigraphEngine, focus: str, depth: int
) -> nx.MultiDiGraph:
    node = resolve(focus, engine, "--focus").value
    if node not in graph:
        name = engine.label(node) or focus
        hint = "No source ties it to anything that is drawn; `travaux show` tells what there is."
        raise BadParameter(f"{name} is not in the picture", where="--focus", hint=hint)
    graph.graph["focus"] = node, depth
    return cut(graph, [node], depth)


def _keep_answers(graph: nx.MultiDiGraph) -> None:
    """Of the answers those that name something that is drawn, and the one that was asked for."""
    asked, answers = graph.graph.get("asked"), graph.graph["answers"]
    graph.graph["answers"] = [
        each for each in answers if each is asked or (each.named | each.bound) & set(graph)
    ]


def _summary(graph: nx.MultiDiGraph) -> str:
    lines = graph.number_of_edges()
    summary = f"{counted(len(graph), 'node')}, {counted(lines, 'relation')}"
    if "whole" in graph.graph:
        summary += f", of {graph.graph['whole']['nodes']} and {graph.graph['whole']['edges']}"
    inferred = sum(line == "inferred" for _, _, line in graph.edges(data="line"))
    return f"{summary}, {inferred} of them inferred" if inferred else summary
