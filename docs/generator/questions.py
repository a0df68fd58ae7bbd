"""docs/questions.md: every named question, how to ask it, and the first rows of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from shlex import quote

from pyoxigraph import NamedNode, QueryBoolean, QuerySolution, QuerySolutions

from generator.graph import Graph
from generator.marks import block, code, folded, heading, link, page, paragraph, plain, table
from generator.terms import DEFINITION
from travaux.binding import bind, describe
from travaux.catalogue import body
from travaux.layout import spaced
from travaux.output import COLUMN
from travaux.queries import Parameter, Question, load_all
from travaux.resting import Said

ROWS = 5
_INFERS = "*It uses what the [rules](ontology.md#page_rules) add; what rests on that is marked.*"
_NONE = "*No row: not recorded.*"
_INTRODUCTION = """\
Ask a question with `travaux query NAME`; `-p` sets a parameter. A parameter takes what you would
call the thing: a label, an alias, a name in another language, a date, a CURIE. Below each question
stand the first rows of its answer as it is asked without `-p`. What stands below *cite* is the
evidence: a source and its paragraph, listed [at the end](#page_sources)."""


def questions_page(graph: Graph) -> str:
    """The page."""
    return page(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    found = load_all(graph.workspace)
    themes = list(dict.fromkeys(question.theme for question in found))
    yield "# Questions"
    yield _INTRODUCTION
    yield heading(2, "Contents", "page_contents")
    yield "\n".join(_contents(theme, found) for theme in themes)
    for theme in themes:
        yield heading(2, plain(theme), _place(theme))
        for question in found:
            if question.theme == theme:
                yield from _question(question, graph)
    yield heading(2, "Sources", "page_sources")
    yield graph.source_list()


def _place(theme: str) -> str:
    """The anchor of a theme: with an underscore, which no question's name has."""
    return "theme_" + re.sub(r"[\W_]+", "-", theme)


def _contents(theme: str, found: Sequence[Question]) -> str:
    lines = [f"- {link(plain(theme), _place(theme))}"]
    lines += [
        f"  - {link(code(each.name), each.name)}: {plain(each.summary)}"
        for each in found
        if each.theme == theme
    ]
    return "\n".join(lines)


def _question(question: Question, graph: Graph) -> Iterator[str]:
    yield heading(3, code(question.name), question.name)
    yield f"**{plain(question.summary)}**"
    yield paragraph(question.description)
    yield _INFERS if question.infer else ""
    if question.params:
        names = ["parameter", "takes", "if left out", "example", ""]
        yield table(names, [_parameter(each, graph) for each in question.params])
    yield block("\n".join(asked(question)), "sh")
    yield from answer(question, graph)
    yield folded("SPARQL", block(body(question), "sparql"))


def _parameter(parameter: Parameter, graph: Graph) -> list[str]:
    default, example = parameter.default, parameter.example
    kinds = [_kind(each, graph) for each in parameter.kinds.split()]
    return [
        code(parameter.name),
        ", ".join(kinds) or plain(parameter.type),
        _value(default, graph) if default is not None else "*any*",
        _value(example, graph) if example else "",
        plain(parameter.description),
    ]


def _kind(curie: str, graph: Graph) -> str:
    """A class or scheme, as a link to where it is described if it is."""
    iri = graph.iri(curie)
    label = plain(graph.engine.label(iri) or curie) if iri else plain(curie)
    defined = any(graph.engine.quads(NamedNode(iri), NamedNode(DEFINITION))) if iri else False
    return link(label, curie.replace(":", "-"), "ontology.md") if defined else label


def _value(text: str, graph: Graph) -> str:
    """What is typed; beside a CURIE, what it is the name of."""
    iri = graph.iri(text)
    label = graph.engine.label(iri) if iri else None
    return f"{plain(label)} ({code(text)})" if label else plain(text)


def asked(question: Question) -> list[str]:
    """How to ask it: without parameters, and with the examples in its header."""
    lines = [f"travaux query {question.name}"]
    for each in question.params:
        if each.example:
            lines.append(f"travaux query {question.name} -p {each.name}={quote(each.example)}")
    return lines


def answer(question: Question, graph: Graph) -> Iterator[str]:
    """The first rows as `travaux query` shows them, and how many more there are."""
    plainly = graph.engine
    bound = bind(question, (), plainly)
    engine = graph.inferring if question.infer else plainly
    result = engine.query(question.text, bindings=bound, name=question.path)
    if isinstance(result, QueryBoolean):
        yield "Yes." if result else "No."
        return
    assert isinstance(result, QuerySolutions)
    yield f"For {plain(describe(bound, engine))}:" if bound else ""
    names = [each.value for each in result.variables if each.value not in bound]
    solutions = list(result)
    rows = [_row(each, names, graph) for each in solutions]
    if question.infer:
        marks = Said(question.text, plainly, bound).marks(solutions)
        names.append(COLUMN)
        rows = [[*row, mark] for row, mark in zip(rows, marks, strict=True)]
    yield table([plain(spaced(name)) for name in names], rows[:ROWS]) if rows else _NONE
    more = len(rows) - ROWS
    yield f"*and {more:,} more row{'s' * (more > 1)}*" if more > 0 else ""


def _row(solution: QuerySolution, names: Sequence[str], graph: Graph) -> list[str]:
    """The cells of a row; evidence leads to the source."""
    shown = [graph.cited if name.lower().endswith("cite") else plain for name in names]
    return [show(graph.label(solution[name])) for show, name in zip(shown, names, strict=True)]
