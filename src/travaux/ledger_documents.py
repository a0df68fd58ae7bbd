"""The ledger by document: what drafts and replies are told to say of each item, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.ledger_rows import Ledger, Stance
from travaux.ledger_sheet import BY_DOCUMENT, ISSUES, ITEMS, Sheet
from travaux.ledger_tree import lines
from travaux.named import ask
from travaux.workspace import Workspace

_REPLIES = ("document", "repliesTo")


def by_document(
    workspace: Workspace,
    engine: OxigraphEngine,
    ledger: Ledger,
    label: Callable[[str], str],
    day: str | None,
) -> Sheet:
    """Items of which a document of the exchange says something, itself or of their package."""
    replies: dict[str, set[str]] = {}
    for row in ask(workspace, engine, "replies", _REPLIES):
        replies.setdefault(row["document"], set()).add(row["repliesTo"])
    drafts = _of_class(v.DRAFT_TREATY, engine)
    exchanged = {*replies, *(each for to in replies.values() for each in to), *drafts}
    exchanged |= _of_class(v.WRITTEN_REPLY, engine)
    told = [each for each in ledger.stances if exchanged & {*each.documents, *each.about}]
    documents = in_order(exchanged, replies, label)
    own = {each.topic for each in told if each.topic in ledger.topics}
    wanted = own | {iri for iri, one in ledger.topics.items() if own & set(one.packages)}
    kept = Ledger(tuple(told), ledger.topics)
    makes = frozenset(_makes(told, drafts))
    items = [iri for iri in wanted if ledger.topics[iri].is_item]
    groups = ((ITEMS, items), (ISSUES, [iri for iri in wanted if iri not in items]))
    sections = [(title, tuple(lines(kept, topics, label))) for title, topics in groups]
    return Sheet(kept, BY_DOCUMENT, documents, tuple(s for s in sections if s[1]), day, makes)


def _of_class(kind: str, engine: OxigraphEngine) -> set[str]:
    quads = engine.quads(None, NamedNode(v.TYPE), NamedNode(kind))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def in_order(
    documents: Iterable[str], replies: Mapping[str, Iterable[str]], label: Callable[[str], str]
) -> tuple[str, ...]:
    """Documents, each after all that it replies to; those of one step by name."""

    def step(iri: str, seen: frozenset[str] = frozenset()) -> int:
        before = [one for one in replies.get(iri, ()) if one not in seen]
        return 1 + max((step(one, seen | {iri}) for one in before), default=-1)

    return tuple(sorted(documents, key=lambda iri: (step(iri), label(iri), iri)))


def _makes(stances: list[Stance], drafts: set[str]) -> Iterable[tuple[str, str, str]]:
    """Record, topic and document, where the document puts the topic forward.

    A draft does with all that it asks. A reply does with what its authors ask in their own name,
    and with what it is said to offer, or to propose if nobody is said to offer it there: what is
    demanded may be told of the other side.
    """
    for stance in stances:
        for document in stance.documents:
            alike = [one for one in stances if one.topic == stance.topic]
            offered = any(one.attitude == v.OFFERS for one in alike if document in one.documents)
            summed_up = v.OFFERS if offered else v.PROPOSES
            own = document in drafts or stance.first_hand or stance.attitude == summed_up
            if stance.attitude in v.ASKING and own:
                yield stance.record, stance.topic, document
