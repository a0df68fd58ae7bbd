"""The sections of a dossier: which record, in which relation to the thing, belongs where."""

from __future__ import annotations

from travaux.vocabulary import TRV

REPORTED = "Positions that others report of it"
PART = "Documents and events it has a part in"
RECORDS = "What it records"
PASSED_ON = "Passed on by it"
LINKS = "Compared between sources"
OTHER = "Other relations"
#: (title, classes of the record, relations from the record to the thing); the first match wins.
SECTIONS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Offices", ("Tenure", "CuratedTenure"), ("agent", "office")),
    ("Meetings and presence", ("Participation",), ("agent", "atEvent", "onBehalfOf")),
    ("What is told of it", ("Account",), ("accountOf",)),
    ("What it says", ("Statement", "Formulation"), ("speaker",)),
    (REPORTED, ("Position",), ("holder",)),
    (
        PART,
        ("Account",),
        ("agent", "recipient", "party", "transmits", "repliesTo", "place"),
    ),
    ("Said on its behalf", ("Statement", "Account"), ("onBehalfOf",)),
    (
        "What is said about it",
        ("Statement", "Formulation"),
        ("topic", "formulates", "refersTo", "addressee"),
    ),
    ("What is said there", ("Statement", "Formulation"), ("occasion", "statedIn", "atEvent")),
    (RECORDS, ("Attestation",), ("inSource",)),
)
#: What a record is chiefly about, besides the thing itself: it stands first in its line.
MAIN = tuple(TRV + name for name in ("accountOf", "atEvent", "office", "agent"))
#: Sections whose title tells the kind of record, and those where the role of the thing matters.
PLAIN = ("Offices", "Meetings and presence", "What is told of it")
RELATED = (PART,)
