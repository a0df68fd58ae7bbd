"""`s.position`, `s.new.person` and the like: one callable for each kind, made from the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from typing import Any

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.author.calls import Call, here
from travaux.author.kinds import Field, Kind
from travaux.author.things import Thing
from travaux.engine import Engine
from travaux.spelling import curie, nearest

Write = Callable[[Kind, tuple[object, ...], dict[str, object], Call], Thing]


class Maker:
    """Writes things of one kind; help and completion tell its fields."""

    def __init__(self, kind: Kind, words: str, engine: Engine, write: Write) -> None:
        self._kind, self._words, self._write = kind, words, write
        self.__name__ = kind.name
        self.__doc__ = _help(kind, engine)
        self.__signature__ = _signature(kind)

    def __call__(self, *leading: object, **fields: object) -> Thing:
        return self._write(self._kind, leading, fields, here(self._words))

    def __repr__(self) -> str:
        return f"<{self._words}: {', '.join(self._kind.fields)}>"


class Makers:
    """A maker for each kind of a table, by its name; `s.new` is one."""

    def __init__(self, kinds: Mapping[str, Kind], words: str, engine: Engine, write: Write) -> None:
        self._kinds, self._words, self._engine, self._write = kinds, words, engine, write

    def __getattr__(self, name: str) -> Maker:
        if name.startswith("_") or name not in self._kinds:
            raise AttributeError(unknown(self._words, name, self._kinds))
        words = f"{self._words}.{name}"
        return Maker(self._kinds[name], words, self._engine, self._write)

    def __dir__(self) -> list[str]:
        return sorted(self._kinds)


def unknown(words: str, name: str, known: Mapping[str, Any]) -> str:
    """What to say of a name for which there is no maker."""
    near = nearest(name, known)
    return f"there is no {words}.{name}" + (f"; did you mean {words}.{near}?" if near else "")


def is_labelled(kind: Kind) -> bool:
    """Whether a kind has a name of its own instead of evidence."""
    return not kind.has(v.EVIDENCE)


def _signature(kind: Kind) -> Signature:
    """The fields as a shell or a notebook shows them: first those without which nothing goes."""
    fields = sorted(kind.fields.values(), key=lambda each: (not each.least, each.name))
    leading = "label" if is_labelled(kind) else kind.leading
    found = [Parameter(leading, Parameter.POSITIONAL_OR_KEYWORD)] if leading else []
    names = [each.name for each in fields if each.name != leading]
    named = [Parameter(name, Parameter.KEYWORD_ONLY, default=None) for name in (*names, "name")]
    return Signature([*found, *named])


def _help(kind: Kind, engine: Engine) -> str:
    """What the kind is, and each field with what it takes."""
    definition = next(engine.quads(NamedNode(kind.iri), NamedNode(v.DEFINITION)), None)
    told = getattr(definition.object, "value", "") if definition else kind.name
    rows = [f"  {each.name}: {_taken(kind, each, engine)}" for each in kind.fields.values()]
    extra = ["", "name= sets its IRI."]
    if is_labelled(kind):
        extra.append("Languages are fields too: ru=...; homonym=True shares a name that is taken.")
    return "\n".join([told, "", "Fields; * must be there:", *rows, *extra])


def _taken(kind: Kind, field: Field, engine: Engine) -> str:
    """What a field takes, in a few words."""
    names = [engine.label(each.value, "en") or "" for each in field.takes]
    if not names:
        names = [curie(field.datatype, engine.prefixes)]
    many = "" if field.most == 1 else ", or a list"
    told = "; otherwise that of its occasion or of its article" if field.property == v.SAID else ""
    if field.property == v.GLOSS and v.POSITION in kind.above:
        told = "; otherwise made of the other fields"
    return " or ".join(names) + many + (told or (" *" if field.least else ""))
