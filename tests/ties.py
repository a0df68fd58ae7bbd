"""A made-up workspace of which every tie can be counted by hand, for `network` and `path`."""

from __future__ import annotations

from pathlib import Path

from pages import make, record

REFERENCE = """
:ann a trv:Person ; rdfs:label "Ann Berg"@en .
:bob a trv:Person ; rdfs:label "Bob"@en .
:cid a trv:Person ; rdfs:label "Cid"@en .
:dan a trv:Person ; rdfs:label "Dan Berg"@en .
:eva a trv:Person ; rdfs:label "Eva, tied to nothing"@en .
:far a trv:Person ; rdfs:label "Far"@en .
:arcadia a trv:State ; rdfs:label "Arcadia"@en .
:borduria a trv:State ; rdfs:label "Borduria"@en .
:port a trv:City ; rdfs:label "The port"@en .
:first a trv:Meeting ; rdfs:label "First talks"@en .
:second a trv:Meeting ; rdfs:label "Second talks"@en .
:wall a trv:Issue ; rdfs:label "the wall"@en .
:gate a trv:ProposalItem ; rdfs:label "the gate opens"@en ; trv:topic :wall .
:toll a trv:ProposalItem ; rdfs:label "the toll goes"@en ; trv:topic :wall .
:draft a trv:DraftTreaty ; rdfs:label "Draft"@en .
:reply a trv:WrittenReply ; rdfs:label "Reply"@en .
:answer a trv:WrittenReply ; rdfs:label "Answer"@en .
:hand-over a trv:HandOver ; rdfs:label "The hand-over"@en .
"""


def dated(name: str, clock: str, date: str, first: str, last: str) -> str:
    """A date with the days that it may mean, as `fmt` writes them."""
    return (
        f":{name} trv:{clock} {_typed(date, 'http://id.loc.gov/datatypes/edtf/EDTF')} ; "
        f"trv:{clock}Earliest {_typed(first, _DAY)} ; trv:{clock}Latest {_typed(last, _DAY)} .\n"
    )


_DAY = "http://www.w3.org/2001/XMLSchema#date"


def _typed(text: str, datatype: str) -> str:
    return f'"{text}"^^<{datatype}>'


def there(name: str, agent: str, meeting: str, paragraph: int, presence: str = "present") -> str:
    """A participation."""
    text = f"a trv:Participation ; trv:agent :{agent} ; trv:atEvent :{meeting} ; "
    return record(name, text + f"trv:presence con:{presence}", paragraph)


def stance(
    name: str,
    holder: str,
    attitude: str,
    topic: str,
    paragraph: int,
    speaker: str = "",
    more: str = "",
) -> str:
    """A position, told by its holder if by nobody else."""
    text = f"a trv:Position ; trv:holder :{holder} ; trv:speaker :{speaker or holder} ; "
    return record(name, f"{text}trv:topic :{topic} ; trv:attitude con:{attitude} {more}", paragraph)


def replies(name: str, reply: str, to: str, paragraph: int, how: str = "stated") -> str:
    """An account of a reply."""
    text = f"a trv:Account ; trv:accountOf :{reply} ; trv:repliesTo :{to} ; "
    return record(name, text + f"trv:explicitness con:{how}", paragraph)


MEETINGS = (
    there("r1", "ann", "first", 1)
    + there("r2", "bob", "first", 2)
    + there("r3", "cid", "first", 3, "absent")
    + there("r4", "ann", "second", 4)
    + there("r5", "bob", "second", 15)
    + there("r6", "cid", "second", 6)
    + record("r7", "a trv:Account ; trv:accountOf :second ; trv:party :arcadia, :borduria", 7)
    + record("r8", "a trv:Account ; trv:accountOf :draft ; trv:party :arcadia, :ann", 8)
    + record("held1", "a trv:Account ; trv:accountOf :first", 9)
    + dated("held1", "happened", "2031-01-10", "2031-01-10", "2031-01-10")
    + record("held2", "a trv:Account ; trv:accountOf :second", 10)
    + dated("held2", "happened", "2031-02", "2031-02-01", "2031-02-28")
)
STANCES = (
    stance("p1", "ann", "demands", "gate", 20)
    + stance("p2", "bob", "rejects", "gate", 21)
    + stance("p3", "cid", "supports", "gate", 22, speaker="dan")
    + stance("p4", "ann", "rejects", "toll", 23, more="; trv:degree con:some")
    + stance("p5", "bob", "opposes", "toll", 24)
    + stance("p6", "cid", "undecided", "toll", 25)
    + stance("p7", "ann", "concerned", "wall", 26)
    + stance("p8", "cid", "refuses-to-discuss", "wall", 27)
    + "".join(
        dated(f"p{number}", "said", f"2031-0{month}-05", f"2031-0{month}-05", f"2031-0{month}-05")
        for number, month in enumerate((1, 1, 3, 3, 3), 1)
    )
)
DOCUMENTS = (
    replies("d1", "reply", "draft", 30, "implied")
    + replies("d2", "answer", "reply", 31)
    + replies("d3", "answer", "reply", 32, "implied")
    + record("d4", "a trv:Account ; trv:accountOf :hand-over ; trv:transmits :answer", 33)
    + dated("d4", "happened", "2031-04-01", "2031-04-01", "2031-04-01")
)


def ties(folder: Path, *data: str) -> Path:
    """The workspace, with this data or with all of it."""
    return make(folder, *(data or (MEETINGS, STANCES, DOCUMENTS)), reference=REFERENCE)
