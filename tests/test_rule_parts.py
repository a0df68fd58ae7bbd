"""Rules taken apart."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Variable

from travaux import workspace
from travaux.engine import OxigraphEngine
from travaux.inference import Rule, rules
from travaux.rule_parts import Parts, Path, take_apart

SPACE = "https://example.org/"
PREFIXES = {"": SPACE}


def parts(text: str) -> Parts:
    """The parts of a rule of that text."""
    found = take_apart(Rule("rule", "", 1, False, text, "rule.rq"), PREFIXES, None)
    assert found is not None
    return found


def short(pattern: tuple[object, ...]) -> str:
    """A pattern as a person writes it."""
    names = {NamedNode: lambda x: ":" + x.value[len(SPACE) :], Variable: str, Literal: str}
    return " ".join(x.kind if isinstance(x, Path) else names[type(x)](x) for x in pattern)


def patterns(text: str) -> list[list[str]]:
    """The patterns of each variant."""
    return [[short(each) for each in variant.patterns] for variant in parts(text).variants]


def test_patterns_come_in_the_order_of_the_text() -> None:
    """A reader follows the rule; the parser's own order is another one."""
    text = "CONSTRUCT { ?a :z ?d } WHERE { ?c :r ?d . ?a :p ?b ; :q ?c . ?b :p 5 }"
    assert patterns(text) == [["?c :r ?d", "?a :p ?b", "?a :q ?c", "?b :p " + str(Literal(5))]]
    assert [short(each) for each in parts(text).template] == ["?a :z ?d"]


def test_each_way_through_the_unions_is_a_variant_of_its_own() -> None:
    """So that all patterns of a variant hold where it has a solution; UNIONs may be nested."""
    text = """CONSTRUCT { ?a :z ?b } WHERE {
      { ?a :p ?b } UNION { { ?a :q ?b } UNION { ?a :r ?b } ?b :s ?a } UNION { ?b :t ?a }
      ?a :u ?b }"""
    assert sorted(patterns(text)) == [
        ["?a :p ?b", "?a :u ?b"],
        ["?a :q ?b", "?b :s ?a", "?a :u ?b"],
        ["?a :r ?b", "?b :s ?a", "?a :u ?b"],
        ["?b :t ?a", "?a :u ?b"],
    ]


def test_conditions_are_told_apart_from_patterns() -> None:
    """NOT EXISTS, MINUS and EXISTS, with the FILTERs inside; a UNION in one of them stays."""
    text = """CONSTRUCT { ?a :z ?b } WHERE { ?a :p ?b
      FILTER NOT EXISTS { ?a :q ?c . FILTER (STR(?c) < "}") }
      MINUS { { ?a :r ?b } UNION { ?b :r ?a } }
      FILTER EXISTS { ?a :s ?b } }"""
    (variant,) = parts(text).variants
    assert [short(each) for each in variant.patterns] == ["?a :p ?b"]
    told = [(x.word, [short(y) for y in x.patterns], x.texts) for x in variant.conditions]
    assert told == [
        ("and no", ["?a :q ?c"], ('STR(?c) < "}"',)),
        ("and no", ["?a :r ?b", "?b :r ?a"], ()),
        ("and some", ["?a :s ?b"], ()),
    ]


def test_paths_blank_nodes_and_what_bind_computes_are_known_as_such() -> None:
    """A path keeps its parts; a blank node is a variable; a computed one is not bound ahead."""
    text = "CONSTRUCT { ?a :z ?t } WHERE { ?a :p/^:q* _:b . _:b :r ?c BIND (STR(?c) AS ?t) }"
    (variant,) = parts(text).variants
    assert variant.computed == {"t"}
    path = variant.patterns[0][1]
    assert isinstance(path, Path)
    assert (path.kind, path.parts[0]) == ("/", NamedNode(SPACE + "p"))
    assert isinstance(variant.patterns[0][2], Variable)
    assert variant.patterns[0][2] == variant.patterns[1][0]


def test_the_short_form_concludes_what_it_asks_for() -> None:
    """CONSTRUCT WHERE { ... }, and declarations before it."""
    text = "PREFIX x: <https://example.org/> CONSTRUCT WHERE { ?a x:p ?b }"
    found = parts(text)
    assert [short(each) for each in found.template] == ["?a :p ?b"]
    assert [short(each) for each in found.variants[0].patterns] == ["?a :p ?b"]


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }", "", "CONSTRUCT { ?a :p ?b } WHERE {"])
def test_what_is_no_rule_is_not_taken_apart(text: str) -> None:
    """None, and no error: the engine has said already what is wrong with it."""
    assert take_apart(Rule("rule", "", 1, False, text, "rule.rq"), PREFIXES, None) is None


def test_every_rule_of_the_ontology_can_be_taken_apart() -> None:
    """Else what it infers could not be explained."""
    engine = OxigraphEngine.load(workspace.open_at(workspace.builtin_root()))
    for rule in rules(engine):
        found = take_apart(rule, engine.prefixes, engine.base)
        assert found, rule.name
        assert found.template, rule.name
        assert all(variant.patterns for variant in found.variants), rule.name
