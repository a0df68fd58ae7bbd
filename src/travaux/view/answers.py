"""The named questions with their answers, as the page lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from travaux.binding import bind
from travaux.errors import TravauxError
from travaux.labels import Labels
from travaux.layout import spaced
from travaux.queries import Question, load_all
from travaux.view.records import clean

if TYPE_CHECKING:
    from travaux.engine import OxigraphEngine
    from travaux.workspace import Workspace

#: A page is no place for longer answers; it says how many rows there are.
MOST = 400


class Cell(NamedTuple):
    """A text, and the IRI of the thing that it names, if it names one."""

    text: str
    iri: str = ""


class Answer(NamedTuple):
    """A named question with its answer: at most MOST rows of `number`.

    `bound` are the IRIs of the things that it was asked about, its parameters.
    """

    name: str
    summary: str
    theme: str
    params: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number: int
    bound: frozenset[str] = frozenset()

    @property
    def named(self) -> set[str]:
        """The IRIs of all that the rows name."""
        return {cell.iri for row in self.rows for cell in row if cell.iri}


def ask(question: Question, engine: OxigraphEngine, given: Sequence[str] = ()) -> Answer:
    """The answer to one question; the engine has inferred before if the question asks for it.

    Raises what binding and asking raise: BadParameter, UnknownName, AmbiguousName, BadQuery.
    """
    bound = bind(question, given, engine)
    found = engine.query(question.text, bindings=bound, name=question.path)
    shown = Labels(engine)
    params = {name: clean(shown(term)) for name, term in bound.items()}
    columns: tuple[str, ...] = ()
    rows: list[tuple[Cell, ...]] = []
    if isinstance(found, QueryBoolean):
        columns, rows = ("answer",), [(Cell("yes" if found else "no"),)]
    elif isinstance(found, QuerySolutions):
        names = [each.value for each in found.variables if each.value not in bound]
        names = names or [each.value for each in found.variables]
        columns = tuple(map(spaced, names))
        rows = [tuple(_cell(row[name], shown) for name in names) for row in found]
    told = question.name, question.summary, question.theme
    things = frozenset(term.value for term in bound.values() if isinstance(term, NamedNode))
    return Answer(*told, params, columns, tuple(rows[:MOST]), len(rows), things)


def _cell(term: object, shown: Labels) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(clean(shown(term)), term.value)
    return Cell(clean(shown(term))) if isinstance(term, Literal) else Cell("")


def ask_all(
    workspace: Workspace, engine: OxigraphEngine, inferred: bool
) -> tuple[list[Answer], list[str]]:
    """The answers to all questions that can be asked, and for each other a line that says why not.

    With `inferred` only to those that ask for inference, which the engine then makes; without, to
    all others.
    """
    answers: list[Answer] = []
    notes: list[str] = []
    for question in _asked(workspace, notes):
        if question.infer != inferred:
            continue
        try:
            if inferred:
                engine.infer()
            answers.append(ask(question, engine))
        except TravauxError as error:
            notes.append(f"the question {question.name} is left out: {error.what}")
    return answers, notes


def _asked(workspace: Workspace, notes: list[str]) -> Iterable[Question]:
    try:
        return load_all(workspace)
    except TravauxError as error:
        notes.append(f"the questions are left out: {error}")
        return ()
