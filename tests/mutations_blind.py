# ruff: noqa: E501  (one mutation, one line)
"""Fifteen mutations written from the model alone before any was run.

Whoever wrote them had read the design of the model, the helpers of `mutations` and the form of a
few records; no shape, no check, no other mutation. The rule that notices each was added after the
first run, in which fourteen of the fifteen were noticed. Above each stands what the model says, in other words.
"""

from __future__ import annotations

import re

from mutations import Files, Mutation, a, add, all_of, found, name, of, on, plus, put, replace

S2 = "graph/sources/s2.ttl"
REFERENCE = "graph/reference.ttl"


def said_by(block: str) -> str:
    """The speaker of a record."""
    return re.findall(r"trv:speaker (\S+)", block)[0]


def speaker_passes_on(files: Files) -> Files:
    """The first step of a statement is carried by its own speaker."""
    _, block = found(files, "trv:Position", "trv:hasStep rec:")
    step = re.findall(r"trv:hasStep (rec:\S+)", block)[0]
    return on("trv:AttributionStep", put("trv:carrier", said_by(block)), f"{step}\n")(files)


def two_speakers_one_act(files: Files) -> Files:
    """A link of sameness leads to what another speaker says in the same source."""
    _, link = found(files, "trv:AnalyticLink", "con:same-statement")
    end = re.findall(r"trv:linkTo (rec:\S+)", link)[0]
    source = end.split("-")[0].removeprefix("rec:")
    speaker = next(
        said_by(block)
        for block in re.findall(
            r"^\S.*\n(?:    .*\n)+\.\n", files[f"graph/sources/{source}.ttl"], re.M
        )
        if name(block) == end
    )
    nth = 0
    while True:
        _, other = found(
            files, "trv:Position", f"trv:inSource src:{source} ", "trv:speaker ", nth=nth
        )
        if said_by(other) != speaker:
            return on("trv:AnalyticLink", put("trv:linkTo", name(other)), name(link) + "\n")(files)
        nth += 1


def russian_as_english(block: str, files: Files) -> str:
    """The English label of a thing is its Russian one with the wrong tag."""
    labels = block.index("rdfs:label")
    russian = re.findall(r'("[^"]*")@ru', block[labels:])[0]
    return block[:labels] + re.sub(r'"[^"]*"@en', f"{russian}@en", block[labels:], count=1)


BLIND: list[Mutation] = [
    # Evidence: a passage lies within one paragraph. This one begins in the first and ends in the second.
    Mutation(
        "evidence runs over the end of a paragraph",
        "paragraph-order",
        all_of(
            add(
                S2,
                'psg:s2-1-87-300\n    a trv:Passage ;\n    trv:endChar 300 ;\n    trv:inSource src:s2 ;\n    trv:paragraph 1 ;\n    trv:sha256 "3b1f0c6de94a7785c02d51e6b8fa3794610ce2d9875bf4a3120d6e9c8b7f5a41" ;\n    trv:startChar 87 ;\n.',
            ),
            on("trv:Position", plus("trv:evidence", "psg:s2-1-87-300"), "trv:inSource src:s2 "),
        ),
    ),
    # Kinds, holders: who speaks is not thereby a holder; holder and attitude belong to a Position, not to an Assessment.
    Mutation(
        "an assessment turned into a stance of its speaker",
        "use-position",
        all_of(
            on(
                "trv:Assessment",
                plus("trv:holder", of("trv:speaker")),
                "trv:speaker ",
                "con:paraphrase",
            ),
            on("trv:Assessment", plus("trv:attitude", "con:opposes"), "trv:holder "),
        ),
    ),
    # Voices: an anonymous voice and its affiliation exist only as one text has them, so they live in that source, not among the shared anchors.
    Mutation(
        "an anonymous diplomat shared by all sources",
        "wrong-layer",
        all_of(
            add(
                REFERENCE,
                'ent:western-diplomat\n    a trv:SingleVoice ;\n    rdfs:label\n        "a Western diplomat"@en ,\n        "западный дипломат"@ru ;\n    trv:affiliation ent:nato ;\n.',
            ),
            on(
                "trv:Allegation",
                put("trv:speaker", "ent:western-diplomat"),
                "trv:speaker ",
                "con:paraphrase",
            ),
        ),
    ),
    # Clocks: a derived date of saying is the date of the occasion, or else of the article; this one is neither.
    Mutation(
        "a derived date that nothing yields",
        "derived-date",
        all_of(
            on(
                "trv:Position",
                put("trv:said", '"2021-11-05"^^edtf:EDTF'),
                "trv:inSource src:s2 ",
                "trv:occasion ",
                "trv:saidBasis con:derived ",
                'trv:said "',
            ),
            on(
                "trv:Position",
                put("trv:saidEarliest", '"2021-11-05"^^xsd:date'),
                'trv:said "2021-11-05"',
            ),
            on(
                "trv:Position",
                put("trv:saidLatest", '"2021-11-05"^^xsd:date'),
                'trv:said "2021-11-05"',
            ),
        ),
    ),
    # Attribution: the steps are the intermediaries only; the speaker is not one of them.
    Mutation("a speaker who passes on his own words", "step-of-speaker", speaker_passes_on),
    # Conditionals: a Situation is hypothetical and never asserted, so it never came about on a day; later knowledge stays out.
    Mutation(
        "a hypothesis dated as having come true",
        "use-account-or-position",
        all_of(
            on("trv:Situation", plus("trv:happened", '"2022-02-24"^^edtf:EDTF')),
            on("trv:Situation", plus("trv:happenedBasis", "con:printed"), "trv:happened "),
            on(
                "trv:Situation",
                plus("trv:happenedEarliest", '"2022-02-24"^^xsd:date'),
                "trv:happened ",
            ),
            on(
                "trv:Situation",
                plus("trv:happenedLatest", '"2022-02-24"^^xsd:date'),
                "trv:happened ",
            ),
        ),
    ),
    # Denials: what is denied stands beside the denial in its own source; the tie to another source's allegation is an analysis link.
    Mutation(
        "a denial aimed straight at another article",
        "layer-crossing",
        on(
            "trv:Denial",
            put("trv:denies", a("trv:Allegation", "trv:inSource src:s4 ")),
            "trv:inSource src:s0 ",
        ),
    ),
    # Formulations: our paraphrase, with terms of art of five words at most; this one quotes fifteen.
    Mutation(
        "a formulation that quotes at length",
        "long-quotation",
        on(
            "trv:Formulation",
            put(
                "trv:gloss",
                '"He wants “a firm and binding promise that no further country will ever be invited to join”."@en',
            ),
        ),
    ),
    # Packages: "most" and "some" are said of a package and never passed down to one of its items.
    Mutation(
        "most of a package passed down to an item",
        "position-wants-package",
        on(
            "trv:Position",
            put("trv:topic", a("trv:ProposalItem", "trv:isPartOf ent:package-russian-proposals")),
            "trv:degree con:most ",
        ),
    ),
    # Tenure: outside knowledge enters the reference layer only as marked and with its origin; here nobody says where it is from.
    Mutation(
        "an office known from nowhere",
        "curated-tenure-origin",
        add(
            REFERENCE,
            'ent:tenure-from-memory\n    a trv:CuratedTenure ;\n    rdfs:label\n        "an office held"@en ,\n        "занимаемая должность"@ru ;\n    trv:agent {person} ;\n    trv:office {office} ;\n.',
            person=a("trv:Person"),
            office=a("trv:Office"),
        ),
    ),
    # Copies: page counts stand on the account of the leaked copy, not of the document itself.
    Mutation(
        "the pages of a leaked copy counted for the document",
        "page-count-of-copy",
        on("trv:Account", put("trv:accountOf", a("trv:WrittenReply")), "trv:pageCount "),
    ),
    # Analysis: two reports are one act only if they report the same words of the same speaker; derived acts are counted by it.
    Mutation("two speakers made one act", "same-statement-speakers", two_speakers_one_act),
    # Reference: anchors with types, labels, identifiers and structure, nothing else; the graph takes no side.
    Mutation(
        "a verdict in the reference layer",
        "anchor",
        on(
            "trv:Meeting",
            plus(
                "rdfs:comment",
                '"It failed because one side had come without any will to compromise."@en',
            ),
            "rdfs:label",
        ),
    ),
    # Labels: they are in English, and in Russian where certain; each language tag says which.
    Mutation(
        "a Russian name labelled as English",
        "label-script",
        on("trv:Person", russian_as_english, '"@ru'),
    ),
    # Questions: a mistyped or undeclared term gives no error, just an empty answer, so declared terms are checked first.
    Mutation(
        "a question that asks for a concept nobody declared",
        "bad-question",
        replace("con:presupposed", "con:presumed", "queries/known-from-denials.rq"),
    ),
]
