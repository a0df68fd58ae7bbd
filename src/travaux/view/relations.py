"""What the picture shows: kinds of nodes, kinds of lines, and where the graph states them.

Everything here is a table over the ontology's terms; no code knows any entity.
"""

from __future__ import annotations

from typing import NamedTuple

from travaux import vocabulary as v


class Family(NamedTuple):
    """A kind of node: its classes, a colour of at least 3:1 on white, one on dark ground, a shape.

    No two shapes are alike, so that nothing hangs on the colours, and no colour is that of a side.
    """

    key: str
    label: str
    classes: tuple[str, ...]
    colour: str
    dark: str
    shape: str


class Line(NamedTuple):
    """A kind of edge: colour on white and on dark, dash pattern (empty: solid), width in pixels."""

    key: str
    label: str
    colour: str
    dark: str
    dashes: tuple[int, ...]
    width: float


class Relation(NamedTuple):
    """Which attestations make an edge: property paths lead from the attestation to its two ends.

    The edge is named by the label of the term `word` (or by plain words); with `word_path`, by the
    label of what that path leads to, if anything, followed by the label of what `detail` leads to.
    """

    kind: str
    start: str
    end: str
    word: str
    line: str
    word_path: str = ""
    detail: str = ""
    unless: str = ""


#: Tried in this order, so that a voice is not drawn as any other actor.
FAMILIES = (
    Family("person", "People", (v.PERSON,), "#0b62a8", "#74b6f0", "dot"),
    Family("voice", "Unnamed sources", (v.UNDISCLOSED_VOICE,), "#5c6570", "#a9b2bc", "star"),
    Family(
        "article", "Articles in their own voice", (v.NARRATIVE_VOICE,), "#2b3137", "#dce0e5", "ring"
    ),
    Family("group", "Groups and delegations", (v.ACTOR_GROUP,), "#3a7418", "#82c45a", "cross"),
    Family("body", "States and bodies", (v.ACTOR,), "#6b3fa0", "#b99ae8", "square"),
    Family("event", "Events", (v.EVENT, v.MEETING_SERIES), "#b04a00", "#f09a60", "diamond"),
    Family(
        "document", "Documents", (v.DOCUMENT, v.DOCUMENT_COPY), "#00716b", "#52c5bc", "triangle"
    ),
    Family("item", "Items asked or offered", (v.PROPOSAL_ITEM,), "#a3195b", "#f183b5", "hexagon"),
    Family(
        "issue", "Issues and principles", (v.TOPIC_CLASS,), "#6f6100", "#cbbb45", "triangleDown"
    ),
)
OTHER = Family("other", "Other", (), "#444444", "#b4b9bf", "dot")

LINES = (
    Line("favourable", "In favour", "#00735c", "#4cc9a4", (), 2.0),
    Line("open", "Open", "#8a6100", "#e0b04a", (12, 5), 2.0),
    Line("unfavourable", "Against", "#9c2f6f", "#ee8cc3", (12, 4, 3, 4), 2.0),
    Line("no-answer", "No answer", "#3d434a", "#c3cad2", (3, 5), 2.0),
    Line("tells", "Tells another's stance", "#4b525a", "#9aa3ad", (1, 3), 1.0),
    Line("said", "Says", "#6e7681", "#8b939d", (7, 4), 1.0),
    Line("present", "Takes part", "#6e7681", "#a2aab4", (), 1.0),
    Line("passed", "Hands over, receives, answers", "#00716b", "#52c5bc", (), 1.0),
    Line("serves", "Serves in", "#6b3fa0", "#b99ae8", (2, 3), 1.0),
    Line("belongs", "Belongs to", "#868d95", "#7d858f", (2, 4), 1.0),
    Line("inferred", "Inferred by rules", "#7a3db8", "#c39af0", (8, 3, 2, 3), 1.0),
)

#: The four groups of attitudes; an attitude outside them is drawn as "open".
STANCES = {
    v.FAVOURABLE: "favourable",
    v.OPEN: "open",
    v.UNFAVOURABLE: "unfavourable",
    v.NO_ANSWER: "no-answer",
}

#: The relations of which a network of one kind is made, too (see `travaux network`).
STANCE = Relation(v.POSITION, v.HOLDER, v.TOPIC, "has a stance on", "open", v.ATTITUDE)
TAKES_PART = Relation(v.PARTICIPATION, v.AGENT, v.AT_EVENT, "at", "present", v.PRESENCE, v.CAPACITY)
IS_PARTY = Relation(v.ACCOUNT, v.PARTY, v.ACCOUNT_OF, "party to", "present")
REPLIES = Relation(v.ACCOUNT, v.ACCOUNT_OF, v.REPLIES_TO, v.REPLIES_TO, "passed")

ATTESTED = (
    STANCE,
    Relation(v.POSITION, v.SPEAKER, v.HOLDER, "tells the stance of", "tells"),
    Relation(v.STATEMENT, v.SPEAKER, v.TOPIC, "speaks of", "said", "", v.TYPE, v.POSITION),
    Relation(v.STATEMENT, v.SPEAKER, v.OCCASION, v.SPOKE_AT, "said"),
    Relation(v.STATEMENT, v.SPEAKER, v.STATED_IN, v.STATED_IN, "said"),
    Relation(v.FORMULATION, v.SPEAKER, v.FORMULATES, v.FORMULATES, "said"),
    TAKES_PART,
    IS_PARTY,
    Relation(v.ACCOUNT, v.AGENT, v.ACCOUNT_OF, "acts in", "passed"),
    Relation(v.ACCOUNT, v.ACCOUNT_OF, v.TRANSMITS, v.TRANSMITS, "passed"),
    Relation(v.ACCOUNT, v.ACCOUNT_OF, v.RECIPIENT, v.RECIPIENT, "passed"),
    REPLIES,
    Relation(v.TENURE, v.AGENT, v.POST_IN, v.OFFICE, "serves", v.OFFICE),
)

#: Drawn only to bring in what nothing else ties to anything.
REFERENCES = (
    Relation(v.STATEMENT, v.SPEAKER, v.REFERS_TO, "speaks of", "said"),
    Relation(v.STATEMENT, v.SPEAKER, v.ADDRESSEE, "speaks to", "said"),
    Relation(v.ACCOUNT, v.ACCOUNT_OF, v.REFERS_TO, "has to do with", "belongs"),
)

#: Links of the reference layer, with words for a reader where the label of the term will not do.
#: They need no evidence, and never bring in their own start.
STRUCTURE = {
    v.TOPIC: "is about",
    v.BROADER: "is a kind of",
    v.IS_PART_OF: "",
    v.COPY_OF: "is a copy of",
    v.AFFILIATION: "is affiliated with",
}

#: By these an attestation is its node's own; whoever has one is drawn even if tied to nothing.
SUBJECTS = (v.ACCOUNT_OF, v.AGENT, v.HOLDER, v.SPEAKER)
