"""The key of the ledger: what each mark and short name in use stands for."""

from __future__ import annotations

from travaux.ledger_answer import Answer
from travaux.ledger_sheet import BY_DOCUMENT
from travaux.ledger_states import ISSUE, PACKAGE, WHOLE
from travaux.ledger_words import (
    ABOUT,
    AWAY,
    BESIDE,
    MAKES,
    MAYBE,
    NONE,
    OWN,
    RELAYED,
    SILENT,
)
from travaux.output import counted
from travaux.short_names import bare
from travaux.when import POSSIBLE, When

_EXAMPLE = When("", "2030-05-04", "2030-05-04")
_DAYS = "the day of the words; from, by: no later, no earlier day is known"
_OWN = "first-hand and direct: the holder speaks, or somebody for it, and nobody passed it on"
_ANSWERED = "a curator's link says that what is told there answers it, or fulfils it"
_SILENT = "a source tells of a silence: no answer, or none that takes the matter up as is due"
_PACKAGES = "a package, and an item of other packages; what is said of one is not passed down"
_WIDER = "nothing is told of the item itself, but of what it belongs to"


def legend(answer: Answer) -> list[tuple[str, str]]:
    """The marks, the packages, and the short names that the cells have used, each with its words.

    To be asked once the cells are written.
    """
    words, marks = answer.words, answer.words.marks
    told = [
        ("day", (words.days(_EXAMPLE), _DAYS)),
        (OWN, (OWN, _OWN)),
        (RELAYED, (RELAYED, "first-hand, but passed on by others before it came to the source")),
        (SILENT, (SILENT, _SILENT)),
        ("later", ("later s1:2", "a curator's link says that the silence ended there")),
        ("answered by", ("answered by s1:2", _ANSWERED)),
        (MAYBE, (MAYBE, _possible(answer))),
        (MAKES, (MAKES, "the document puts the item forward")),
        (ABOUT, (ABOUT, "said about the document; it is not told to say so")),
        (ISSUE, (BESIDE[ISSUE], _WIDER)),
        (WHOLE, (BESIDE[WHOLE], _WIDER)),
        (PACKAGE, (f"{BESIDE[PACKAGE]} A:", _WIDER)),
        (NONE, (NONE, _nobody(answer))),
        (AWAY, (AWAY, f"nothing {answer.view or 'in this view'}, though sources tell of more")),
    ]
    found = [entry for name, entry in told if name in marks]
    return [("s1:2", "source and paragraph"), *found, *_packages(answer), *_names(answer)]


def _possible(answer: Answer) -> str:
    """What is only possible by the day, and whether because no earliest day is given."""
    text = f"only possible by {answer.sheet.day}"
    stances = answer.sheet.ledger.stances
    begins = [each.when.earliest for each in stances if each.certainty == POSSIBLE]
    if None not in begins:
        return text
    return f"{text}: {'' if not any(begins) else 'of some '}the source gives no earliest day"


def _nobody(answer: Answer) -> str:
    total = counted(answer.total, "source")
    who = f"none of {total} tells" if answer.total != 1 else "the source does not tell"
    by_document = answer.sheet.by == BY_DOCUMENT
    what = "that anything is said in it or about it" if by_document else "of a stance, on any day"
    return f"not recorded: {who} {what}, which does not say that there was none"


def _packages(answer: Answer) -> list[tuple[str, str]]:
    words = answer.words
    lines = {line.topic.iri for line in answer.sheet.lines}
    away = [(letter, iri) for iri, letter in words.packages.items() if iri not in lines]
    found = [("A = ... [B C]", _PACKAGES)] if words.packages else []
    found += [(letter, words.label(iri)) for letter, iri in away]
    said = ("(A)", "nothing is told of the item itself, but of its package A")
    return [*found, said] if "(A)" in words.marks else found


def _names(answer: Answer) -> list[tuple[str, str]]:
    words = answer.words
    known = [(words.short[iri], words.label(iri)) for iri in words.short if iri in words.used]
    return [(short, label) for short, label in known if short != bare(label)]
