"""The IRIs of the ontology stand in one module, and the ontology declares them."""

from __future__ import annotations

from pathlib import Path

from travaux import vocabulary
from travaux.engine import OxigraphEngine
from travaux.workspace import builtin_root, open_at

SOURCES = Path(vocabulary.__file__).parent


def test_the_ontology_declares_every_term_that_the_code_names() -> None:
    """A renamed term is noticed here, not by an empty answer."""
    engine = OxigraphEngine.load(open_at(builtin_root()))
    named = {
        value
        for key, value in vars(vocabulary).items()
        if key.isupper() and isinstance(value, str) and value.startswith(vocabulary.BASE)
    } - {vocabulary.BASE, vocabulary.TRV, vocabulary.CON}
    declared = engine.iris()
    assert {iri for iri in named if iri not in declared} == set()


def test_no_other_module_spells_an_iri_of_the_ontology() -> None:
    """One place to change; a workspace with another base is served by the same code."""
    here = vocabulary.BASE.removeprefix("https://")
    spelling = [
        path.name
        for path in SOURCES.rglob("*.py")
        if here in path.read_text(encoding="utf-8") and path.name != "vocabulary.py"
    ]
    assert spelling == []
