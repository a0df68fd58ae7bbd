"""Names for what is written: short, readable, made of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import combining, normalize

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.author.kinds import Kind
from travaux.engine import Engine, Term

Values = Mapping[str, Sequence[Term]]
LONGEST = 60
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Of which properties a record's name is made: of each row the first that it has.
_PARTS = (
    (v.HOLDER, v.AGENT, v.SPEAKER, v.ACCOUNT_OF),
    (v.ATTITUDE,),
    (v.OFFICE, v.AT_EVENT, v.FORMULATES, v.TOPIC),
)
#: With what the names of entities of a kind begin; it is left out in names of records.
_BEGINNINGS = {
    "office": "office",
    "issue": "issue",
    "legal_principle": "principle",
    "package": "package",
    "proposal_item": "item",
}
_BEGINNING = re.compile(f"(?:{'|'.join(_BEGINNINGS.values())})-")


def slug(text: str) -> str:
    """Words of a name as they stand in IRIs; empty where no letter is Latin."""
    plain = normalize("NFKD", text.replace("’", "").replace("'", "").casefold())
    bare = "".join(each for each in plain if not combining(each))
    return _shortened(re.findall("[a-z0-9]+", bare))


def record(kind: Kind, values: Values, source: str) -> str:
    """A name for a record of a source: who, how, what."""
    words: list[str] = []
    for row in _PARTS:
        found = next((values[each][0] for each in row if values.get(each)), None)
        if isinstance(found, NamedNode):
            words += _BEGINNING.sub("", _local(found).removeprefix(f"{source}-")).split("-")
    if v.ATTITUDE not in values:
        words.append(kind.name.replace("_", "-"))
    return _shortened(filter(None, words))


def entity(kind: Kind, label: str, kinds: Mapping[str, Kind]) -> str:
    """A name for a shared thing; empty if the label has no Latin letter."""
    name = slug(label)
    above = [each for each in _BEGINNINGS if each in kinds and kinds[each].iri in kind.above]
    start = _BEGINNINGS[above[0]] if above else ""
    for each in above:
        if kinds[each].iri == kind.iri:
            start = _BEGINNINGS[each]
    return f"{start}-{name}" if start and name and not name.startswith(start + "-") else name


def gloss(values: Values, engine: Engine) -> str:
    """What a position says, in words that fit every attitude."""

    def names(property: str) -> str:
        nodes = [each for each in values.get(property, ()) if isinstance(each, NamedNode)]
        return ", ".join(engine.label(each.value, "en") or each.value for each in nodes)

    holder, speaker = names(v.HOLDER), names(v.SPEAKER)
    return f"Stance of {holder} as {speaker} tells it: {names(v.ATTITUDE)} ({names(v.TOPIC)})."


def _local(node: NamedNode) -> str:
    return slug(re.split("[#/]", node.value)[-1])


def _shortened(words: Iterable[str]) -> str:
    """As many words as fit, at least one."""
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        found = longer
    return found
