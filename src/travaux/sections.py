"""The sections of a dossier: which record, in which relation to the thing, belongs where."""

from __future__ import annotations

from travaux import vocabulary as v

REPORTED = "Positions that others report of it"
PART = "Documents and events it has a part in"
RECORDS = "What it records"
PASSED_ON = "Passed on by it"
LINKS = "Compared between sources"
OTHER = "Other relations"
#: (title, classes of the record, relations from the record to the thing); the first match wins.
SECTIONS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Offices", (v.TENURE, v.CURATED_TENURE), (v.AGENT, v.OFFICE)),
    ("Meetings and presence", (v.PARTICIPATION,), (v.AGENT, v.AT_EVENT, v.ON_BEHALF_OF)),
    ("What is told of it", (v.ACCOUNT,), (v.ACCOUNT_OF,)),
    ("What it says", (v.STATEMENT, v.FORMULATION), (v.SPEAKER,)),
    (REPORTED, (v.POSITION,), (v.HOLDER,)),
    (
        PART,
        (v.ACCOUNT,),
        (v.AGENT, v.RECIPIENT, v.PARTY, v.TRANSMITS, v.REPLIES_TO, v.HELD_AT),
    ),
    ("Said on its behalf", (v.STATEMENT, v.ACCOUNT), (v.ON_BEHALF_OF,)),
    (
        "What is said about it",
        (v.STATEMENT, v.FORMULATION),
        (v.TOPIC, v.FORMULATES, v.REFERS_TO, v.ADDRESSEE),
    ),
    (
        "What is said there",
        (v.STATEMENT, v.FORMULATION),
        (v.OCCASION, v.STATED_IN, v.AT_EVENT),
    ),
    (RECORDS, (v.ATTESTATION,), (v.IN_SOURCE,)),
)
#: What a record is chiefly about, besides the thing itself: it stands first in its line.
MAIN = (v.ACCOUNT_OF, v.AT_EVENT, v.OFFICE, v.AGENT)
#: Sections whose title tells the kind of record, and those where the role of the thing matters.
PLAIN = ("Offices", "Meetings and presence", "What is told of it")
RELATED = (PART,)
