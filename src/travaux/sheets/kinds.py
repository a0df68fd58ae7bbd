"""The kinds of sheets, and the columns that each offers: one table.

Names are the ontology's; a class of a workspace's own has the columns of the class above it and
the properties that have it as domain.
"""

from __future__ import annotations

from travaux.vocabulary import (
    ATTESTATION,
    ATTRIBUTION_STEP,
    NARRATIVE_VOICE,
    NEWS_ARTICLE,
    PASSAGE,
    SITUATION,
    TRV,
    UNDISCLOSED_VOICE,
)

#: What a source file holds beside its records; what is below one of these stands on its sheet.
SINGLE = (
    NEWS_ARTICLE,
    NARRATIVE_VOICE,
    UNDISCLOSED_VOICE,
    SITUATION,
    PASSAGE,
    ATTRIBUTION_STEP,
)
#: Records in the order in which people think of them; others that are below come after these.
RECORDS = tuple(
    TRV + name
    for name in (
        "Account Tenure Participation Statement Position Conditional Allegation Denial"
        " Assessment Prediction Promise Formulation"
    ).split()
)
#: These tell no source themselves: they are one, or belong to a record that does.
SOURCELESS = (NEWS_ARTICLE, ATTRIBUTION_STEP)

_ALWAYS = "source id"
_WORDS = "evidence paragraph contains"
_SAID = "said saidBasis"
_HAPPENED = "happened happenedBasis"
_SPOKEN = f"concernsTime concernsTimeBasis modality speechMode explicitness gloss@en {_WORDS}"
_STATEMENT = (
    f"{_ALWAYS} speaker onBehalfOf addressee topic refersTo occasion statedIn {_SAID}"
    f" {{}} {_SPOKEN}"
)
_COLUMNS = {
    "NewsArticle": "source label@en title@en identifier outlet published publishedBasis drawsOn"
    " sha256",
    "NarrativeVoice": f"{_ALWAYS} label@en",
    "UndisclosedVoice": f"{_ALWAYS} type label@en affiliation",
    "Situation": f"{_ALWAYS} label@en",
    "Passage": f"{_ALWAYS} paragraph contains startChar endChar sha256",
    "AttributionStep": "source id record stepOrder carrier stepKind",
    "Attestation": f"{_ALWAYS} explicitness gloss@en {_WORDS}",
    "Account": f"{_ALWAYS} accountOf {_HAPPENED} place format access duration durationQualifier"
    " agent transmits recipient party repliesTo pageCount topic refersTo explicitness gloss@en"
    f" {_WORDS}",
    "Tenure": f"{_ALWAYS} agent office namedAs explicitness gloss@en {_WORDS}",
    "Participation": f"{_ALWAYS} agent atEvent capacity presence memberCount onBehalfOf"
    f" explicitness gloss@en {_WORDS}",
    "Statement": _STATEMENT.format(""),
    "Position": _STATEMENT.format(f"holder attitude degree {_HAPPENED} atEvent antecedent"),
    "Conditional": _STATEMENT.format("antecedent consequent connective"),
    "Denial": _STATEMENT.format("denies"),
    "Assessment": _STATEMENT.format("polarity"),
    "Formulation": f"{_ALWAYS} formulates speaker wordingOf occasion refersTo explicitness gloss@en"
    f" {_WORDS}",
}


def is_record(above: frozenset[str]) -> bool:
    """Whether a class with these classes above it, itself included, is a kind of record."""
    return ATTESTATION in above


def headings(kind: str, above: list[str]) -> list[str]:
    """The headings that a template gives a kind; `above` are its classes, the nearest first."""
    for each in [kind, *above]:
        names = _COLUMNS.get(each.removeprefix(TRV))
        if names:
            return names.split()
    return _ALWAYS.split()
