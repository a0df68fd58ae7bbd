"""Parameters: from `key=value` to RDF terms bound to variables, never pasted into a query.

The value of a bound parameter reaches the engine as a term; what it holds can therefore never
become part of the query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from travaux.engine import Engine
from travaux.errors import BadParameter, BadQuery, TravauxError, short
from travaux.queries import Parameter, Question
from travaux.selects import PROJECT, substitution_problems
from travaux.vocabulary import CITE, IDENTIFIER, XSD_DATE, XSD_INTEGER

Term = NamedNode | Literal
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CITE = re.compile(r"[a-z0-9-]+:[1-9][0-9]*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


def bind(question: Question, given: Sequence[str], engine: Engine) -> dict[str, Term]:
    """The terms that the parameters of a question stand for; those without a value stay out.

    `given` are `key=value` texts; defaults fill in. Raises BadParameter, UnknownName,
    AmbiguousName, and BadQuery where the engine would ignore a parameter without a word.
    """
    check(question)
    values = split(given)
    known = {each.name: each for each in question.params}
    for name in values:
        if name not in known:
            raise BadParameter(f"{question.name} has no parameter {name!r}", hint=_known(question))
    bound: dict[str, Term] = {}
    for parameter in question.params:
        if parameter.name in values:
            bound[parameter.name] = term(parameter, values[parameter.name], engine)
        elif parameter.default is not None:
            bound[parameter.name] = _default(parameter, parameter.default, engine)
    return bound


def _default(parameter: Parameter, value: str, engine: Engine) -> Term:
    """The term of a default; in a workspace that has copied the question it may mean nothing."""
    try:
        return term(parameter, value, engine)
    except TravauxError as error:
        error.what = f"the question's default: {error.what}"
        instead = f"-p {parameter.name}=... replaces the default."
        error.hint = "\n".join(filter(None, (error.hint, instead)))
        raise


def bind_text(text: str, given: Sequence[str], engine: Engine) -> dict[str, Term]:
    """The same for a query without a header: dates, integers and citations are told by their look.

    Any other value must name something; in double quotes it is a text.
    """
    values = split(given)
    problems = substitution_problems(text, values)
    if problems:
        raise BadParameter(problems[0], hint=PROJECT)
    return {name: _guessed(name, value, engine) for name, value in values.items()}


def check(question: Question) -> None:
    """Raise BadQuery if a declared parameter would be ignored or fail."""
    problems = substitution_problems(question.text, [each.name for each in question.params])
    if problems:
        where = short(question.path) if question.path else question.name
        raise BadQuery(f"parameter {problems[0]}", where=where, hint=PROJECT)


def split(given: Sequence[str]) -> dict[str, str]:
    """`key=value` texts as a mapping; BadParameter if one is malformed or stands twice."""
    values: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        name = name.strip().lstrip("?$")
        if not equals or not name:
            raise BadParameter(f"not key=value: {each!r}", hint='For example -p actor="a name"')
        if name in values:
            raise BadParameter(f"{name} is given twice")
        if any("\ud800" <= character <= "\udfff" for character in each):
            raise BadParameter("not UTF-8 text", where=name)
        if not value.strip():
            raise BadParameter(f"{name} has no value", hint=f"For example -p {name}=...")
        values[name] = value.strip()
    return values


def term(parameter: Parameter, value: str, engine: Engine) -> Term:
    """The term that a value stands for, by the type and the class of its parameter."""
    name, kind = parameter.name, parameter.type
    if kind == "date":
        return _date(name, value)
    if kind == "integer":
        return _integer(name, value)
    if kind == "cite":
        return _cite(name, value, engine)
    if kind == "source":
        return _source(name, value, engine)
    return Literal(value) if kind == "text" else _entity(name, value, engine, parameter.kinds)


def _entity(name: str, value: str, engine: Engine, classes: str = "") -> NamedNode:
    if classes:
        from travaux import kinds

        return kinds.resolve(value, kinds.wanted(classes, engine, name), engine, where=name)
    from travaux.names import resolve

    return resolve(value, engine, where=name)


def _date(name: str, value: str) -> Literal:
    match = _DATE.fullmatch(value)
    if not match or not _in_calendar(*map(int, match.groups())):
        raise BadParameter(
            f"not a date: {value!r}", where=name, hint="Write year-month-day, such as 2022-02-17."
        )
    return Literal(value, datatype=NamedNode(XSD_DATE))


def _in_calendar(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


def _integer(name: str, value: str) -> Literal:
    if not _INTEGER.fullmatch(value):
        raise BadParameter(f"not a whole number: {value!r}", where=name)
    return Literal(str(int(value)), datatype=NamedNode(XSD_INTEGER))


def _cite(name: str, value: str, engine: Engine) -> Literal:
    cite = value.lower()
    if not _CITE.fullmatch(cite):
        raise BadParameter(f"not source:paragraph: {value!r}", where=name, hint="For example s1:11")
    if not any(engine.quads(None, NamedNode(CITE), Literal(cite))):
        from travaux.cites import not_coded

        raise not_coded(cite, engine, where=name)
    return Literal(cite)


def _source(name: str, value: str, engine: Engine) -> NamedNode:
    for quad in engine.quads(None, NamedNode(IDENTIFIER), Literal(value)):
        if isinstance(quad.subject, NamedNode):
            return quad.subject
    return _entity(name, value, engine)


def _guessed(name: str, value: str, engine: Engine) -> Term:
    if _DATE.fullmatch(value):
        return _date(name, value)
    if _INTEGER.fullmatch(value):
        return _integer(name, value)
    if len(value) > 1 and value[0] == value[-1] == '"':
        return Literal(value[1:-1])
    if _CITE.fullmatch(value.lower()) and value.partition(":")[0] not in engine.prefixes:
        return _cite(name, value, engine)
    return _entity(name, value, engine)


def _known(question: Question) -> str:
    if not question.params:
        return "It has none."
    return "It has " + ", ".join(f"{each.name} ({each.type})" for each in question.params) + "."


def describe(bound: Mapping[str, Term], engine: Engine) -> str:
    """The bound parameters on one line, with labels: `actor = A label, day = 2022-02-17`."""
    from travaux.labels import Labels

    shown = Labels(engine)
    return ", ".join(f"{name} = {shown(value)}" for name, value in bound.items())
