"""Named questions asked by commands: the workspace's own, else the built-in ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import QuerySolutions

from travaux import binding, queries
from travaux.engine import OxigraphEngine
from travaux.errors import BadQuery, short
from travaux.workspace import Workspace, builtin_root, open_at


def ask(
    workspace: Workspace,
    engine: OxigraphEngine,
    name: str,
    columns: Sequence[str],
    given: Sequence[str] = (),
) -> Iterator[dict[str, str]]:
    """The rows of a named question as plain texts, empty where a variable is unbound.

    Raises as `rows`.
    """
    for row in rows(workspace, engine, name, columns, given):
        yield {each: getattr(row[each], "value", "") for each in columns}


def rows(
    workspace: Workspace,
    engine: OxigraphEngine,
    name: str,
    columns: Sequence[str],
    given: Sequence[str] = (),
) -> QuerySolutions:
    """The rows of a named question as terms.

    A workspace may have a question of that name with other rows, but needs these columns: raises
    BadQuery if one is lacking, and what `queries.load` and `binding.bind` raise.
    """
    own = name in workspace.question_files()
    question = queries.load(workspace if own else open_at(builtin_root()), name)
    bound = binding.bind(question, given, engine)
    answer = engine.query(question.text, bindings=bound, name=question.path)
    names = [each.value for each in answer.variables] if isinstance(answer, QuerySolutions) else []
    lacking = [each for each in columns if each not in names]
    if lacking or not isinstance(answer, QuerySolutions):
        lacks = ", ".join(f"?{each}" for each in lacking)
        raise BadQuery(f"the question {name} lacks {lacks}", where=short(question.path))
    return answer
