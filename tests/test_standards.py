"""The terms of W3C's standards: ours are theirs, all of them."""

from __future__ import annotations

import pytest
import rdflib

from travaux.standards import BUILT_IN, NAMES, SPACES, STANDARD, is_wrong, space_of
from travaux.vocabulary import EDTF_DATE, OWL, RDF, RDFS, SH, SKOS, XSD

THEIRS = {
    RDF: rdflib.RDF,
    RDFS: rdflib.RDFS,
    OWL: rdflib.OWL,
    XSD: rdflib.XSD,
    SH: rdflib.SH,
    SKOS: rdflib.SKOS,
}
#: RDF 1.2 has it, which rdflib does not know yet.
NEWER = {RDF + "dirLangString"}


@pytest.mark.parametrize("space", SPACES, ids=NAMES.values())
def test_the_lists_are_those_of_rdflib(space: str) -> None:
    """So that no misspelling here lets one there pass, and no good term is called wrong."""
    names = (*THEIRS[space].__annotations__, *getattr(THEIRS[space], "_extras", ()))
    theirs = {space + each for each in names if "-" not in each and each[0] != "_"}
    assert STANDARD[space] - NEWER == theirs


def test_what_needs_no_declaration_is_a_term() -> None:
    """But for the type of dates, which is ours to use and the Library of Congress's to define."""
    assert not [iri for iri in BUILT_IN - {EDTF_DATE} if is_wrong(iri) or not space_of(iri)]
    assert EDTF_DATE in BUILT_IN and not space_of(EDTF_DATE)


@pytest.mark.parametrize(
    ("iri", "wrong"),
    [
        (SH + "minCount", False),
        (SH + "mincount", True),
        (RDF + "_12", False),
        (RDF + "_x", True),
        (OWL, False),  # the name of the vocabulary itself
        ("https://e/mincount", False),
    ],
)
def test_only_what_stands_in_a_standard_can_be_wrong(iri: str, wrong: bool) -> None:
    """Everything else is for others to declare."""
    assert is_wrong(iri) is wrong
