"""Names among things of one kind: what the `class` of a parameter says that it takes.

A kind is a class (what is of a class below it counts too) or a SKOS scheme (its concepts). A
question asked of a city where a meeting is meant would answer "none", and that would be false.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from travaux.engine import Engine
from travaux.errors import BadParameter, BadQuery
from travaux.names import (
    Candidate,
    choose,
    classes,
    closure,
    describe,
    find,
    fold,
    listing,
    suggest,
)
from travaux.vocabulary import CONCEPT_SCHEME, IN_SCHEME, TYPE

Kinds = tuple[NamedNode, ...]
_ENOUGH = 5


def wanted(text: str, engine: Engine, where: str = "") -> Kinds:
    """The classes and schemes of a header's `class` line, CURIEs with spaces between them.

    Raises BadQuery for one that the workspace does not know.
    """
    found: list[NamedNode] = []
    for each in text.split():
        prefix, _, local = each.partition(":")
        kind: NamedNode | None
        try:
            kind = NamedNode(engine.prefixes.get(prefix, f"{prefix}:") + local)
        except ValueError:  # no IRI at all
            kind = None
        if kind is None or not _known(kind, engine):
            raise BadQuery(
                f"the class {each} is not known here",
                where=where,
                hint="A class or a scheme of the ontology is meant, such as trv:Meeting.",
            )
        found.append(kind)
    return tuple(found)


def resolve(text: str, kinds: Kinds, engine: Engine, where: str = "") -> NamedNode:
    """The one node of these kinds that `text` means.

    Raises BadParameter if it only names things of other kinds, else as `names.resolve`.
    """
    found = find(text, engine, lambda node: belongs(node, kinds, engine))
    if len(found) == 1:
        return found[0].node
    others = find(text, engine)
    of_kind = _members(kinds, engine)
    if others and not any(each.node in of_kind for each in others):
        raise _other(others[0], found or _near(text, of_kind, engine), kinds, engine, where)
    return choose(found, text, engine, where, of_kind.__contains__)


def belongs(node: NamedNode, kinds: Kinds, engine: Engine) -> bool:
    """Whether a node is of one of the kinds; a few look-ups, no list of names."""
    scheme, kind = NamedNode(IN_SCHEME), NamedNode(TYPE)
    if any(any(engine.quads(node, scheme, each)) for each in kinds):
        return True
    own = {q.object for q in engine.quads(node, kind) if isinstance(q.object, NamedNode)}
    return any(not closure(engine, each, up=True).isdisjoint(kinds) for each in own)


def _members(kinds: Kinds, engine: Engine) -> set[NamedNode]:
    found: set[NamedNode] = set()
    for kind in kinds:
        ends = [(IN_SCHEME, kind), *((TYPE, each) for each in closure(engine, kind, up=False))]
        for predicate, end in ends:
            quads = engine.quads(None, NamedNode(predicate), end)
            found |= {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return found


def _known(kind: NamedNode, engine: Engine) -> bool:
    """Declared as something, or the class of something."""
    is_a = NamedNode(TYPE)
    return any(engine.quads(kind, is_a)) or any(engine.quads(None, is_a, kind))


def _other(
    other: Candidate, near: list[Candidate], kinds: Kinds, engine: Engine, where: str
) -> BadParameter:
    own = " and ".join(_called(each, engine) for each in classes(other.node, engine)[:1])
    meant = " or ".join(_called(each, engine) for each in kinds)
    said = f"{own}, not {meant}" if own else f"not {meant}"
    more = f"\n  and {len(near) - 4 * _ENOUGH} more" if len(near) > 4 * _ENOUGH else ""
    hint = "Nearest of that kind\n" + listing(near[: 4 * _ENOUGH]) + more if near else ""
    return BadParameter(f"{other.label} is {said}", where=where, hint=hint)


def _called(kind: NamedNode, engine: Engine) -> str:
    """`a city`; for a scheme, `one of the scheme of attitudes`."""
    label = (
        engine.label(kind.value, "en") or describe(kind, engine).curie.rpartition(":")[2].lower()
    )
    if any(engine.quads(kind, NamedNode(TYPE), NamedNode(CONCEPT_SCHEME))):
        return f"one of the {label}"
    return f"an {label}" if label[0].lower() in "aeiou" else f"a {label}"


def _near(text: str, of_kind: set[NamedNode], engine: Engine) -> list[Candidate]:
    """The nodes of the kind with names most like the text, however little."""
    near = suggest(text, engine, _ENOUGH, of_kind.__contains__)
    if near:
        return near
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=fold(text))
    scored = []
    for each in (describe(node, engine) for node in of_kind):
        matcher.set_seq1(fold(each.label))
        scored.append((-matcher.ratio(), each.label, each))
    return [each for *_, each in sorted(scored)[:_ENOUGH]]
