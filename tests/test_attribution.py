"""The list of words of attribution, and how a gloss is read by it."""

from __future__ import annotations

import pytest

from travaux.attribution import attribution, unwanted, verbs
from travaux.engine import OxigraphEngine
from travaux.vocabulary import CON, TRV
from travaux.workspace import builtin_root, open_at

USES = ("says", "holds", "bound", "never")


def test_each_word_stands_once_in_order_with_a_use_and_a_reason() -> None:
    """The list can be read and argued with: no word in two uses, none without a reason."""
    words = [each.words for each in verbs()]
    assert len(words) == len(set(words)) > 100
    assert {each.use for each in verbs()} == set(USES)
    assert [each for each in verbs() if not each.reason or not each.verb] == []
    order = [(USES.index(each.use), each.verb, each.words) for each in verbs()]
    assert order == sorted(order)


def test_one_verb_has_one_use_and_one_reason() -> None:
    """Forms of one verb are treated alike, so that no form slips through."""
    for verb in {each.verb for each in verbs()}:
        same = {(each.use, each.bound, each.reason) for each in verbs() if each.verb == verb}
        assert len(same) == 1, verb


def test_what_a_word_is_bound_to_is_a_term_of_the_ontology() -> None:
    """A renamed class or attitude is noticed here."""
    declared = OxigraphEngine.load(open_at(builtin_root())).iris()
    bound = [each.bound for each in verbs() if each.use == "bound"]
    assert bound
    for name in bound:
        assert (TRV + name in declared) != (CON + name in declared), name
    assert [each for each in verbs() if each.use != "bound" and each.bound] == []


@pytest.mark.parametrize(
    ("gloss", "verb"),
    [
        ("Grell says that the quota stays.", "says"),
        ("Grell said it was unready.", "says"),
        ("The quota stays, says Grell, who holds it dear.", "says"),
        ("Grell takes it for granted that the quota stays.", "takes for granted"),
        ("In Grell's account Norvik claims the quota.", "in … account"),
        ("In the reply's own and somewhat long account all is well.", "in … account"),
        ("As Grell sees it, all is well.", "sees"),
        ("Grell admits that all is well.", "admits"),
        ("GRELL SAYS SO.", "says"),
    ],
)
def test_the_first_word_of_attribution_is_the_one_that_counts(gloss: str, verb: str) -> None:
    """Later ones belong to what is told; the longest wins where several begin together."""
    found = attribution(gloss)
    assert found is not None
    assert found.verb == verb


@pytest.mark.parametrize(
    "gloss", ["Norvik keeps its quota.", "The essays are long.", "", "In all, a good account."]
)
def test_a_gloss_without_such_a_word_has_none(gloss: str) -> None:
    """Words count as wholes, and a gap does not reach over a comma."""
    assert attribution(gloss) is None


def test_what_vouches_doubts_or_colours_is_found_wherever_it_stands() -> None:
    """It is used of nobody, so not within what is told either."""
    found = unwanted("Grell says that Norvik claims the quota.")
    assert found is not None
    assert (found.verb, found.reason) == ("claims", "doubts what is said")
    assert unwanted("Grell says that Norvik has a claimant.") is None
