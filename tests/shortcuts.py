"""The short cuts, worked out in plain Python from the files alone: no rules, no SPARQL, no store.

Written from the words of the model, for the tests to compare with what the rules give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Triple

from travaux.turtle_text import name_of
from travaux.vocabulary import CON, SKOS, SUBCLASS_OF, TRV, TYPE

Pairs = set[tuple[str, str]]


class Files:
    """Triples by subject and property; IRIs in our namespaces by their local names."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.values: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.pairs: dict[str, Pairs] = defaultdict(set)
        for triple in triples:
            subject, predicate = name_of(triple.subject), name_of(triple.predicate)
            predicate = predicate.removeprefix(TRV).removeprefix(SKOS)
            value = name_of(triple.object).removeprefix(CON)
            value = value.removeprefix(TRV) if predicate in (TYPE, SUBCLASS_OF) else value
            self.values[subject, predicate].add(value)
            self.pairs[predicate].add((subject, value))
        above: dict[str, set[str]] = defaultdict(set)
        for one, other in self.pairs[SUBCLASS_OF]:
            above[one.removeprefix(TRV)].add(other)
        self.classes = {one: closed({one}, above) for one in [*above]}

    def one(self, subject: str, predicate: str) -> set[str]:
        return self.values.get((subject, predicate), set())

    def kinds(self, subject: str) -> set[str]:
        """The classes stated of a thing and all above them."""
        stated = self.one(subject, TYPE)
        return {each for kind in stated for each in self.classes.get(kind, {kind})}

    def all(self, kind: str) -> list[str]:
        return sorted({s for s, _ in self.pairs[TYPE] if kind in self.kinds(s)})


def closed(start: set[str], links: dict[str, set[str]]) -> set[str]:
    """All that is reached from the start."""
    found, ahead = set(start), list(start)
    while ahead:
        more = links.get(ahead.pop(), set()) - found
        found |= more
        ahead += more
    return found


def attended(files: Files) -> Pairs:
    """Present only: who was absent, or is only named, did not attend."""
    present = [p for p in files.all("Participation") if "present" in files.one(p, "presence")]
    return {(a, e) for p in present for a in files.one(p, "agent") for e in files.one(p, "atEvent")}


def spoke_at(files: Files) -> Pairs:
    """The speaker of what was said on an occasion."""
    return {(s, e) for r, s in files.pairs["speaker"] for e in files.one(r, "occasion")}


def reported_to_reject(files: Files) -> Pairs:
    """Holder and topic of a position of that attitude; no weaker or stronger one."""
    rejecting = [p for p in files.all("Position") if "rejects" in files.one(p, "attitude")]
    return {
        (h, t) for p in rejecting for h in files.one(p, "holder") for t in files.one(p, "topic")
    }


def is_about(files: Files) -> Pairs:
    """The topic, everything broader, and the issue that an item would settle."""
    links: dict[str, set[str]] = defaultdict(set)
    for one, other in files.pairs["broader"]:
        links[one].add(other)
    for item in files.all("ProposalItem"):
        links[item] |= files.one(item, "topic")
    found = {s: closed(files.one(s, "topic"), links) for s in files.all("Statement")}
    return {(statement, topic) for statement, topics in found.items() for topic in topics}


def on_record(files: Files) -> Pairs:
    """Every actor in the chain of a record: speaker, holder, carriers."""
    found = files.pairs["speaker"] | files.pairs["holder"]
    actors = set(files.all("Actor"))
    steps = {(r, c) for r, step in files.pairs["hasStep"] for c in files.one(step, "carrier")}
    return found | {(record, carrier) for record, carrier in steps if carrier in actors}


def same(files: Files) -> Pairs:
    """Reports of one act, by a curator's links between statements, in either direction."""
    statements = set(files.all("Statement"))
    links: dict[str, set[str]] = defaultdict(set)
    for link, _ in {p for p in files.pairs["linkKind"] if p[1] == "same-statement"}:
        for one in files.one(link, "linkFrom") & statements:
            for other in files.one(link, "linkTo") & statements:
                links[one].add(other)
                links[other].add(one)
    return {(one, other) for one in links for other in closed({one}, links) if one != other}


def act(files: Files) -> Pairs:
    """Each statement with the first, by name, of the reports of its act."""
    reports: dict[str, set[str]] = defaultdict(set)
    for one, other in same(files):
        reports[one].add(other)
    return {(s, min({s} | reports[s])) for s in files.all("Statement")}


def voice(files: Files) -> Pairs:
    """First-hand where a holder speaks, a body or official of it, or somebody on its behalf."""
    serves: dict[str, set[str]] = defaultdict(set)
    for part, whole in files.pairs["isPartOf"]:
        serves[part].add(whole)
    for tenure in files.all("Tenure"):
        bodies = {b for office in files.one(tenure, "office") for b in files.one(office, "postIn")}
        for agent in files.one(tenure, "agent"):
            serves[agent] |= bodies
    for part in files.all("Participation"):
        for agent in files.one(part, "agent"):
            serves[agent] |= files.one(part, "onBehalfOf")
    found = set()
    for position in files.all("Position"):
        speaking = closed(files.one(position, "speaker"), serves)
        own = (speaking | files.one(position, "onBehalfOf")) & files.one(position, "holder")
        found.add((position, "first-hand" if own else "attributed"))
    return found


def channel(files: Files) -> Pairs:
    """Leaked, else from somebody not named, else passed on by others, else direct."""
    unnamed = set(files.all("UndisclosedVoice"))
    found = set()
    for statement in files.all("Statement"):
        steps = files.one(statement, "hasStep")
        carriers = {c for step in steps for c in files.one(step, "carrier")}
        if any("leaks" in files.one(step, "stepKind") for step in steps):
            how = "leaked"
        elif (files.one(statement, "speaker") | carriers) & unnamed:
            how = "undisclosed"
        else:
            how = "mediated" if steps else "direct"
        found.add((statement, how))
    return found


def roles(files: Files, *attitudes: str) -> set[str]:
    """The proposal items on which somebody is given one of these attitudes."""
    items = set(files.all("ProposalItem"))
    taken = [p for p in files.all("Position") if files.one(p, "attitude") & set(attitudes)]
    return {topic for p in taken for topic in files.one(p, "topic")} & items


SHORT_CUTS = {
    "attended": attended,
    "spokeAt": spoke_at,
    "reportedToReject": reported_to_reject,
    "isAbout": is_about,
    "onRecord": on_record,
    "sameStatementAs": same,
    "act": act,
    "voice": voice,
    "channel": channel,
}
