"""When a statement was said of which nobody told it: with its occasion, else with its article."""

from __future__ import annotations

from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.author.calls import WrongCall
from travaux.author.draft import Draft
from travaux.engine import Term


def date(node: NamedNode, draft: Draft) -> None:
    """Write the date of a statement, as derived. Raises WrongCall if its occasion has several."""
    own, others = set[Term](), set[Term]()
    for occasion in draft.nodes(node, v.OCCASION):
        for quad in draft.engine.quads(None, NamedNode(v.ACCOUNT_OF), occasion):
            if isinstance(quad.subject, NamedNode):
                here = draft.article in draft.nodes(quad.subject, v.IN_SOURCE)
                days = draft.engine.quads(quad.subject, NamedNode(v.HAPPENED))
                (own if here else others).update(each.object for each in days)
    found = own or others
    if len(found) > 1:
        told = ", ".join(sorted(str(getattr(each, "value", each)) for each in found))
        raise WrongCall(
            f"is missing, and its occasion is dated {told}",
            where=draft.calls[node.value].at("said"),
            hint="Say which: said=..., said_basis=...",
        )
    day = next(iter(found), None) or draft.value(draft.article, v.PUBLISHED)
    if day is not None:
        draft.add(draft.path, node, v.SAID, day)
        draft.add(draft.path, node, v.SAID + "Basis", NamedNode(v.DERIVED))
