"""The sections of a dossier: which record, in which relation to the thing, belongs where."""

from __future__ import annotations

from travaux import vocabulary as v

SPOKEN = "Statements made"
REPORTED = "Positions reported by others"
PART = "Part in documents and events"
RECORDS = "Records"
PASSED_ON = "Words passed on"
LINKS = "Compared between sources"
OTHER = "Other relations"
INFERRED = "Inferred by rules"
#: (title, classes of the record, relations from the record to the thing); the first match wins.
SECTIONS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Offices", (v.TENURE, v.CURATED_TENURE), (v.AGENT, v.OFFICE)),
    ("Meetings and presence", (v.PARTICIPATION,), (v.AGENT, v.AT_EVENT, v.ON_BEHALF_OF)),
    ("Accounts", (v.ACCOUNT,), (v.ACCOUNT_OF,)),
    (SPOKEN, (v.STATEMENT, v.FORMULATION), (v.SPEAKER,)),
    (REPORTED, (v.POSITION,), (v.HOLDER,)),
    (
        PART,
        (v.ACCOUNT,),
        (v.AGENT, v.RECIPIENT, v.PARTY, v.TRANSMITS, v.REPLIES_TO, v.HELD_AT),
    ),
    ("Said on behalf of this actor", (v.STATEMENT, v.ACCOUNT), (v.ON_BEHALF_OF,)),
    (
        "Mentioned in",
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
PLAIN = ("Offices", "Meetings and presence", "Accounts")
RELATED = (PART,)
