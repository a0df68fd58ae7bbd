"""What was on the table on a day, and whether it had been answered by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from travaux import vocabulary as v
from travaux.ledger_rows import Later, Ledger, Stance, Topic
from travaux.walk import reached
from travaux.when import POSSIBLE, Span, When, within

#: What was on the table by a day, by what is recorded of an answer by then.
UNANSWERED, NOTHING, WIDER, PERHAPS, ANSWERED = (
    "Not yet answered, or not by all: a silence is reported",
    "Not yet answered: nothing is recorded of anybody else",
    "Not yet answered itself: of its issue, whole or package something is told of others",
    "Perhaps answered: only possible by that day",
    "Answered, or a stance taken by somebody else",
)
#: What an item may belong to, of which something may be said that is not passed down.
ISSUE, WHOLE, PACKAGE = "issue", "whole", "package"
STATES = (UNANSWERED, NOTHING, WIDER, PERHAPS, ANSWERED)


def wider(topic: Topic, topics: Mapping[str, Topic]) -> list[tuple[str, tuple[str, ...]]]:
    """What an item belongs to, the nearest first: its issues, its wholes, its packages."""

    def above(iri: str) -> tuple[str, ...]:
        return topics[iri].broader if iri in topics else ()

    wholes = reached(topic.iri, above) - {topic.iri}
    return [(ISSUE, topic.issues), (WHOLE, tuple(sorted(wholes))), (PACKAGE, topic.packages)]


def as_of(ledger: Ledger, day: str) -> Ledger:
    """What had been said by the end of a day, for certain or possibly, and was on the table.

    On the table is an item that somebody had asked for or offered, or of which it was told that
    an answer is missing, which says that it had been put.
    """
    told = _told(ledger.stances, day)
    put = {each.topic for each in told if each.silent or each.attitude in v.ASKING}
    topics = {iri: topic for iri, topic in ledger.topics.items() if topic.is_item and iri in put}
    kept = tuple(each for each in told if each.topic in topics)
    rest = tuple(each for each in told if each.topic not in topics)
    return Ledger(kept, topics, (*rest, *_told(ledger.around, day)))


def _told(stances: Iterable[Stance], day: str) -> list[Stance]:
    """The stances that are told by a day, with what answers them by then."""
    asked = Span(None, day)
    judged = ((each, within(each.when, asked)) for each in stances)
    return [
        each._replace(certainty=certainty, later=tuple(_known_by(each.later, asked)))
        for each, certainty in judged
        if certainty
    ]


def _known_by(later: Iterable[Later], asked: Span) -> Iterator[Later]:
    for each in later:
        certainty = within(When("", each.first or None, each.last or None), asked)
        if certainty:
            yield each._replace(certainty=certainty)


def put_for_certain(stances: Iterable[Stance]) -> bool:
    """Whether an item was on the table for certain: any stance on it says that it had been put."""
    return any(each.certainty != POSSIBLE for each in stances)


def state(stances: Sequence[Stance], around: Iterable[Stance] = ()) -> str:
    """Which of STATES an item is in that was on the table, by what is said of it by then.

    "Not yet answered" weighs more than what others say, and counts from the first day on which
    it may have been said, since it tells of the time before; to ignore weighs less than to
    answer. A silence that is told to have ended is an answer from then on. What is said of what
    the item belongs to, which is `around`, is no answer to the item.
    """
    silences = [each for each in stances if each.silent and not each.ended]
    linked = [one.certainty for each in stances for one in each.later]
    said = [each.certainty for each in stances if _answers(each, stances)]
    if any(each.attitude == v.NOT_YET_ANSWERED for each in silences):
        return UNANSWERED
    if any(each != POSSIBLE for each in (*linked, *said)):
        return ANSWERED
    if any(each.certainty != POSSIBLE for each in silences):
        return UNANSWERED
    if linked or said or silences:
        return PERHAPS
    return WIDER if any(_beside(each, stances) for each in around) else NOTHING


def _answers(stance: Stance, stances: Sequence[Stance]) -> bool:
    """Whether it is more than asking, and nobody but others ask; to offer what is asked answers."""
    asking = _askers(stances)
    others = bool(asking - {stance.holder}) or not asking
    more = stance.attitude not in v.ASKING or stance.attitude == v.OFFERS
    return others and more and not stance.silent


def _beside(stance: Stance, stances: Sequence[Stance]) -> bool:
    """Whether somebody who does not ask for the item takes a stance on what it belongs to."""
    more = stance.attitude not in v.ASKING or stance.attitude == v.OFFERS
    return stance.holder not in _askers(stances) and more


def _askers(stances: Iterable[Stance]) -> set[str]:
    return {one.holder for one in stances if one.attitude in v.ASKING}
