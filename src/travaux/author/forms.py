"""One call as a form: which fields it fills in, what is filled in for it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.author.calls import Call, WrongCall, telling
from travaux.author.draft import Draft
from travaux.author.kinds import Field, Kind
from travaux.author.naming import gloss
from travaux.author.values import Item, read
from travaux.engine import Term
from travaux.spelling import nearest
from travaux.vocabulary import TRV

Filled = dict[str, list[Item]]
_TOLD = {v.EVIDENCE: "Say where it stands: at=s.passage(par=..., contains=...)."}


def filled(
    kind: Kind, leading: Sequence[object], given: Mapping[str, object], call: Call, draft: Draft
) -> Filled:
    """The values of a call by property, those that follow from others included.

    Raises WrongCall for unknown fields, and whatever `values.read` raises for a value.
    """
    every = _named(kind, leading, given, call)
    found: Filled = {}
    for name, value in every.items():
        field = kind.fields.get(name)
        if field is None:
            raise _unknown(kind, name, call)
        with telling(call, name):
            items = read(field, value, draft, shared=kind.shared)
        if items:
            found[field.property] = items
    _bases(kind, found, call)
    return found


def complete(kind: Kind, found: Filled, call: Call, draft: Draft, later: str = "") -> None:
    """Add what can be told from the rest; raise WrongCall for all that is missing.

    The property `later` is filled in when the block ends.
    """
    if kind.has(v.ATTITUDE, v.GLOSS) and v.GLOSS not in found:
        if {v.HOLDER, v.SPEAKER, v.ATTITUDE, v.TOPIC} <= found.keys():
            found[v.GLOSS] = [Literal(gloss(terms(found), draft.engine), language="en")]
    lacking = [
        each
        for each in kind.fields.values()
        if each.least and each.property != later and each.property not in found
    ]
    if lacking:
        names = ", ".join(each.name for each in lacking)
        what = f"{names} {'is' if len(lacking) == 1 else 'are'} missing"
        hints = [f"{each.name}: {_TOLD.get(each.property, each.advice)}" for each in lacking]
        raise WrongCall(what, where=str(call), hint="\n".join(hints))


def terms(found: Filled) -> dict[str, list[Term]]:
    """What a form holds but for passages and steps, which are written by the draft."""
    return {
        property: [each for each in items if isinstance(each, (NamedNode, Literal))]
        for property, items in found.items()
    }


def _named(
    kind: Kind, leading: Sequence[object], given: Mapping[str, object], call: Call
) -> dict[str, object]:
    """The fields by name, the one that leads included."""
    every = dict(given)
    if len(leading) > bool(kind.leading):
        hint = f"Write them with the names of fields: {_listed(kind)}."
        raise WrongCall(f"{len(leading)} values without a name", where=str(call), hint=hint)
    if leading:
        if kind.leading in every:
            raise WrongCall("is given twice", where=call.at(kind.leading))
        every[kind.leading] = leading[0]
    return every


def _unknown(kind: Kind, name: str, call: Call) -> WrongCall:
    near = nearest(name, kind.fields)
    known = f"Its fields: {_listed(kind)}."
    if name in (v.EVIDENCE.removeprefix(TRV), "passage"):
        near = "at"
    hint = f"Did you mean {near}?\n{known}" if near else known
    return WrongCall(f"there is no field {name}", where=str(call), hint=hint)


def _listed(kind: Kind) -> str:
    return ", ".join(kind.fields) or "none"


def _bases(kind: Kind, found: Filled, call: Call) -> None:
    """A date without a basis is printed in the text; a basis without a date is a slip."""
    for clock, basis in _clocks(kind):
        if clock.property in found:
            found.setdefault(basis.property, [NamedNode(v.PRINTED)])
        elif basis.property in found:
            what = f"there is no {clock.name} that it could be the basis of"
            raise WrongCall(what, where=call.at(basis.name))
        if len(found.get(basis.property, ())) > 1:
            raise WrongCall("a date has one basis", where=call.at(basis.name))


def _clocks(kind: Kind) -> Iterator[tuple[Field, Field]]:
    for clock in v.CLOCKS:
        if kind.has(TRV + clock, TRV + clock + "Basis"):
            yield kind.field(TRV + clock), kind.field(TRV + clock + "Basis")
