"""From what a program gives for a field to the terms that are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from pyoxigraph import Literal, NamedNode

from travaux import kinds as names_of_kind
from travaux import vocabulary as v
from travaux.author.calls import WrongCall
from travaux.author.draft import Draft
from travaux.author.kinds import ANY_IRI, Field
from travaux.author.things import Passage, Step, Thing
from travaux.dates import days
from travaux.engine import Term
from travaux.errors import BadParameter
from travaux.names import choose, classes, find

_DURATION = re.compile(
    r"P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
_TAG = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.IGNORECASE)
_MOST = 10**15
_OWN = "A source points to shared things and to what it records itself, to no other source."
_SHARED = "A shared thing points to shared things only, never to what a source records."
Item = Term | Passage | Step


def read(field: Field, given: object, draft: Draft, *, shared: bool = False) -> list[Item]:
    """The values of one field, each once; of a shared thing, shared things only.

    Raises WrongCall, UnknownName, AmbiguousName, BadParameter, BadDate.
    """
    terms = (term for one in several(given) for term in _one(field, one, draft, shared))
    found = dict.fromkeys(terms)
    if field.most is not None and len(found) > field.most:
        what = f"{len(found)} values where {field.most} may stand"
        raise WrongCall(what, hint=field.advice)
    return list(found)


def several(given: object) -> list[object]:
    """A list of what was given: None is nothing, and a text is one thing."""
    if given is None:
        return []
    if isinstance(given, (set, frozenset)):
        return sorted(given, key=str)
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _one(field: Field, given: object, draft: Draft, shared: bool) -> Iterator[Item]:
    if field.takes:
        yield _reference(field, given, draft, shared)
    elif field.datatype == v.LANG_STRING:
        yield from texts(given)
    else:
        yield _WRITERS.get(field.datatype, _other)(given, field, draft)


# Things -----------------------------------------------------------------------------------------
def _reference(field: Field, given: object, draft: Draft, shared: bool) -> Item:
    if isinstance(given, Passage) and field.property == v.EVIDENCE:
        if given.source != draft.name:
            what = f"the passage is one of {given.source}, and this is {draft.name}"
            raise WrongCall(what, hint="Take a passage of the same block: at=s.passage(...).")
        return given
    if isinstance(given, Step) and field.property == v.HAS_STEP:
        return given
    if isinstance(given, Thing):
        given = given.node
    if isinstance(given, NamedNode):
        given = str(given)
    if not isinstance(given, str):
        raise WrongCall(f"{given!r} is no name", hint=_remedy(field))
    return resolve(given, field, draft, shared=shared)


def resolve(text: str, field: Field, draft: Draft, *, shared: bool = False) -> NamedNode:
    """The one thing of the kinds that a field takes that is called so.

    What another source records is not among them: a source points to shared things and its own,
    and a shared thing to shared things.
    """
    engine = draft.engine

    def fits(node: NamedNode) -> bool:
        return names_of_kind.belongs(node, field.takes, engine)

    found = find(text, engine, fits)
    own = [each for each in found if not _owner(each.node, draft, shared)]
    if found and not own:
        owner = _owner(found[0].node, draft, shared)
        what = f"{found[0].label} ({found[0].curie}) belongs to {owner}"
        raise BadParameter(what, hint=_SHARED if shared else _OWN)
    if found:
        return choose(own, text, engine)
    return names_of_kind.resolve(text, field.takes, engine)


def _owner(node: NamedNode, draft: Draft, shared: bool) -> str:
    """The source that records a thing, or is it, and may not be pointed to; empty if none."""
    articles = draft.nodes(node, v.IN_SOURCE)
    if any(each.value == v.NEWS_ARTICLE for each in classes(node, draft.engine)):
        articles = [node]
    if draft.article in articles and not shared:
        return ""
    return draft.curie(articles[0]) if articles else ""


def _remedy(field: Field) -> str:
    if field.property == v.EVIDENCE:
        return "Give what s.passage(par=..., contains=...) returns."
    if field.property == v.HAS_STEP:
        return "Give what s.step(carrier, step_kind=...) returns."
    return "Give a name, a CURIE, or what a call such as s.position returned."


# Texts and numbers --------------------------------------------------------------------------------
def texts(given: object) -> Iterator[Literal]:
    """Texts with their language: a text is English, a mapping has other languages for its keys."""
    if not isinstance(given, Mapping):
        yield Literal(plain(given), language="en")
        return
    for tag, told in given.items():
        if not isinstance(tag, str) or not _TAG.fullmatch(tag):
            raise WrongCall(f"{tag!r} is no language", hint='Write {"en": ..., "ru": ...}.')
        for each in several(told):
            yield Literal(plain(each), language=tag.lower())


def plain(given: object) -> str:
    """A text with single spaces; WrongCall if it is empty or holds what cannot be seen."""
    if not isinstance(given, str):
        raise WrongCall(f"{given!r} is no text")
    text = " ".join(given.split())
    if not text:
        raise WrongCall("the text is empty")
    hidden = next((each for each in text if unicodedata.category(each) in ("Cc", "Cs")), "")
    if hidden:
        raise WrongCall(f"the text holds a character that is none: U+{ord(hidden):04X}")
    return text


def _text(given: object, field: Field, draft: Draft) -> Literal:
    return Literal(plain(given))


def _date(given: object, field: Field, draft: Draft) -> Literal:
    if isinstance(given, datetime):
        given = given.date()
    text = given.isoformat() if isinstance(given, date) else given
    if not isinstance(text, str):
        raise WrongCall(f"{given!r} is no date", hint='Write it as text, such as "2021-12-15".')
    days(text)  # raises BadDate
    return Literal(text, datatype=NamedNode(v.EDTF_DATE))


def _duration(given: object, field: Field, draft: Draft) -> Literal:
    text = _spelt(given) if isinstance(given, timedelta) else given
    if not isinstance(text, str) or not _DURATION.fullmatch(text):
        hint = 'Write it like "PT7H30M", or give a timedelta that is not negative.'
        raise WrongCall(f"{given!r} is no duration", hint=hint)
    return Literal(text, datatype=NamedNode(v.XSD_DURATION))


def _spelt(given: timedelta) -> str:
    """A length of time as XML Schema writes it; nothing for a negative one."""
    if given < timedelta(0):
        return ""
    minutes, seconds = divmod(given.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
    if seconds or given.microseconds or not (clock or given.days):
        part = f".{given.microseconds:06}".rstrip("0") if given.microseconds else ""
        clock += f"{seconds}{part}S"
    return "P" + (f"{given.days}D" if given.days else "") + (f"T{clock}" if clock else "")


def _number(given: object, field: Field, draft: Draft) -> Literal:
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given < _MOST:
        raise WrongCall(f"{given!r} is no whole number from 0", hint=field.advice)
    return Literal(str(given), datatype=NamedNode(v.XSD_INTEGER))


def _iri(given: object, field: Field, draft: Draft) -> NamedNode:
    text = plain(given).strip("<>")
    prefix, _, local = text.partition(":")
    space = draft.engine.prefixes.get(prefix)
    try:
        return NamedNode(text if space is None or local.startswith("//") else space + local)
    except ValueError:
        hint = "Write it like wd:Q142, or as an address."
        raise WrongCall(f"{given!r} is no IRI", hint=hint) from None


def _other(given: object, field: Field, draft: Draft) -> Literal:
    return Literal(plain(str(given)), datatype=NamedNode(field.datatype))


_WRITERS: dict[str, Callable[[object, Field, Draft], Term]] = {
    v.XSD + "string": _text,
    v.EDTF_DATE: _date,
    v.XSD_DURATION: _duration,
    v.XSD_INTEGER: _number,
    ANY_IRI: _iri,
}
