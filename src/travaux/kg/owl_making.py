"""How individuals are made in an ontology of owlready2: where they are named, what they may have.

owlready2 by itself would name all of them alike, and keep the value of a misspelt property as an
attribute of Python, which nobody ever sees again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import owlready2
from owlready2.base import LOADING, SPECIAL_ATTRS

from travaux import vocabulary as v
from travaux.errors import BadParameter, TravauxError
from travaux.layers import home
from travaux.vocabulary import TRV

if TYPE_CHECKING:
    from travaux.kg.owl import GraphOntology

#: Where individuals are named, by their class, then by their layer: tails of the workspace's base.
_BY_CLASS = {v.NEWS_ARTICLE: "source/", v.PASSAGE: "passage/"}
_BY_LAYER = {"source": "record/", "reference": "entity/", "analysis": "link/"}
#: Of what stands in a source's file, these do not say in which source they are.
_NOT_IN_SOURCE = {v.NEWS_ARTICLE, v.ATTRIBUTION_STEP}
_NAME = re.compile(r"[^\s<>\"{}|\\^`]+")
_SPLIT = re.compile("(.*[#/:])(.*)")


class NoSuchTerm(TravauxError, AttributeError):
    """The ontology has no class or property of that name."""


def no_term(name: str, known: Iterable[str]) -> NoSuchTerm:
    """The error for a term that is not there, with near ones."""
    near = get_close_matches(name, known, 3)
    hint = f"Did you mean {', '.join(near)}?" if near else ""
    return NoSuchTerm(f"the ontology has no term {name!r}", hint=hint)


def terms(onto: GraphOntology) -> dict[str, Any]:
    """Classes and properties by the name that they have in Python.

    It is the local name, made fit for Python; where two have one name, the second has its prefix
    before it. Properties are found by these names as attributes of individuals.
    """
    found: dict[str, Any] = {}
    every = [*onto.classes(), *onto.properties()]
    for each in sorted(every, key=lambda term: (not term.iri.startswith(TRV), term.iri)):
        name = _safe(each.name)
        if name in found:
            name = f"{_prefix(onto, each.iri)}_{name}"
        found[name] = each
    props = onto.world._props
    for each in onto.properties():
        props.pop(each.python_name, None)
    for name, each in found.items():
        if isinstance(each, owlready2.PropertyClass):
            type.__setattr__(each, "_python_name", name)
            props[name] = each
    return found


def _safe(name: str) -> str:
    name = re.sub(r"\W", "_", name)
    return f"{name}_" if iskeyword(name) or name in SPECIAL_ATTRS else name


def _prefix(onto: GraphOntology, iri: str) -> str:
    spaces = {space: prefix for prefix, space in onto.prefixes.items()}
    match = _SPLIT.fullmatch(iri)
    return _safe(spaces.get(match[1] if match else "", "other"))


def teach(onto: GraphOntology, root: Any) -> None:
    """Let individuals of a class and those below it be named and filled as is right here."""
    thing = owlready2.Thing

    def new(kind: Any, name: Any = None, namespace: Any = None, is_a: Any = None, **_: Any) -> Any:
        if not (LOADING or namespace or isinstance(name, int)):
            name, namespace = _place(onto, kind, name)
        return thing.__new__(kind, name, namespace, is_a)

    def init(
        self: Any, name: Any = None, namespace: Any = None, is_a: Any = None, **values: Any
    ) -> None:
        if not (LOADING or namespace or isinstance(name, int)):
            name, namespace = _place(onto, type(self), name)
        fresh = "storid" not in self.__dict__
        thing.__init__(self, name, namespace, is_a)
        if fresh and not LOADING:
            values = _completed(onto, type(self), values)
        for attr, value in values.items():
            setattr(self, attr, value)

    def put(self: Any, attr: str, value: Any) -> None:
        own = LOADING or attr in SPECIAL_ATTRS or attr.startswith(("_", "INVERSE_"))
        thing.__setattr__(self, attr, value if own else _fitted(onto, type(self), attr, value))

    def default(self: Any) -> str:
        return "-".join(filter(None, [onto.source, self.__class__.name.lower()]))

    own = {"__new__": staticmethod(new), "__init__": init, "__setattr__": put}
    for name, made in {**own, "generate_default_name": default}.items():
        type.__setattr__(root, name, made)


def _place(onto: GraphOntology, kind: Any, name: str | None) -> tuple[str | None, Any]:
    """The local name of a new individual, and the namespace in which it is named."""
    if name is not None and not _NAME.fullmatch(name):
        raise BadParameter(f"{name!r} cannot be a name: it becomes part of an IRI")
    match = _SPLIT.fullmatch(onto.iri(name)) if name and ":" in name else None
    if match:
        return match[2], onto.get_namespace(match[1])
    kinds = {each.iri for each in kind.ancestors()}
    tail = next((_BY_CLASS[each] for each in _BY_CLASS if each in kinds), None)
    tail = tail or _BY_LAYER.get(home(kinds))
    if tail is None:
        hint = "Name it by a CURIE, such as ent:name, that says where it belongs."
        raise BadParameter(f"nobody can tell where a {kind.name} stands", hint=hint)
    return name, onto.get_namespace(onto.kg.workspace.base + tail)


def _completed(onto: GraphOntology, kind: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a new individual with what goes without saying: in which source it is."""
    property = onto.world[v.IN_SOURCE]
    kinds = {each.iri for each in kind.ancestors()}
    implied = home(kinds) == "source" and kinds.isdisjoint(_NOT_IN_SOURCE)
    if implied and property and onto.article and property.python_name not in values:
        return {property.python_name: onto.article, **values}
    return values


def _fitted(onto: GraphOntology, kind: Any, attr: str, value: Any) -> Any:
    """A value as owlready2 wants it: a list, unless there is at most one value."""
    property = onto.world._props.get(attr)
    if property is None:
        raise no_term(attr, onto.world._props)
    many = isinstance(value, (list, tuple, set, frozenset))
    given = [*value] if many else [] if value is None else [value]
    made = [_value(onto, property, each) for each in given]
    if not property.is_functional_for(kind):
        return made
    if len(made) > 1:
        raise BadParameter(f"{attr} has one value, not {len(made)}")
    return made[0] if made else None


def _value(onto: GraphOntology, property: Any, value: Any) -> Any:
    """One value; a name becomes what it means. Raises BadParameter for what cannot be."""
    name = property.python_name
    if isinstance(property, owlready2.ObjectPropertyClass):
        value = onto.entity(value) if isinstance(value, str) else value
        if not hasattr(value, "storid"):
            raise BadParameter(f"{name}: {value!r} is no individual")
    elif isinstance(property, owlready2.DataPropertyClass) and hasattr(value, "storid"):
        raise BadParameter(f"{name} has texts and numbers, not {value}")
    if hasattr(value, "storid") and value.namespace.world is not onto.world:
        hint = "What one kg.owl() gives, another does not know; look it up by onto.entity."
        raise BadParameter(f"{value} belongs to another ontology", hint=hint)
    return value
