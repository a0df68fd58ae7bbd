"""Why a triple was inferred: instances of rules, and proofs down to what is stated."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from small import engine_over

from travaux import workspace
from travaux.derivations import Deriver
from travaux.engine import OxigraphEngine
from travaux.inference import triples

SPACE = "https://example.org/small/"
PREFIXES = f"PREFIX : <{SPACE}>\n"


def derive(root: Path, data: str, **rules: str) -> Deriver:
    """The deriver over a small workspace with these triples and rules, its own prefix known."""
    files: dict[str, str | bytes] = {
        "ontology/ontology.ttl": f"{PREFIXES}:o :is :here .",
        "ontology/prefixes.ttl": PREFIXES,
        "graph/reference.ttl": PREFIXES + data,
    }
    for name, text in rules.items():
        files[f"ontology/rules/{name.replace('_', '-')}.rq"] = f"#+ summary: {name}.\n{text}"
    engine = engine_over(root, files)
    engine.infer()
    return Deriver(engine)


def triple(text: str) -> Triple:
    """`a p b` as a triple of the small space."""
    subject, predicate, value = (NamedNode(SPACE + each) for each in text.split())
    return Triple(subject, predicate, value)


def short(one: Triple) -> str:
    """And back."""
    return " ".join(getattr(x, "value", "").removeprefix(SPACE) for x in one)


def proof(deriver: Deriver, text: str) -> list[str]:
    """The lines of a proof: each triple with the rule and the premises it was given."""
    lines, waiting, seen = [], [triple(text)], set()
    while waiting:
        at = waiting.pop(0)
        if deriver.is_stated(at) or at in seen:
            continue
        seen.add(at)
        way = deriver.prove(at)
        assert way, f"no proof of {short(at)}"
        lines.append(f"{short(at)} <= {way.rule.name}: {', '.join(map(short, way.premises))}")
        waiting += way.premises
    return lines


SYMMETRIC = "CONSTRUCT { ?y :near ?x } WHERE { ?x :near ?y }"
TRANSITIVE = "CONSTRUCT { ?x :near ?z } WHERE { ?x :near ?y . ?y :near ?z }"


def test_a_proof_names_rule_and_premises_down_to_what_is_stated(tmp_path: Path) -> None:
    """The premises of a premise are proven in turn."""
    deriver = derive(
        tmp_path,
        ":a :p :b . :b :q :c .",
        join="CONSTRUCT { ?x :r ?z } WHERE { ?x :p ?y . ?y :q ?z }",
        turn="CONSTRUCT { ?z :back ?x } WHERE { ?x :r ?z }",
    )
    assert proof(deriver, "c back a") == ["c back a <= turn: a r c", "a r c <= join: a p b, b q c"]


def test_a_rule_does_not_rest_on_what_only_a_later_stratum_gives(tmp_path: Path) -> None:
    """It came to rest before; what it gave it gave without."""
    deriver = derive(
        tmp_path,
        ":x :is :c . :c :below :d . :d :below :e .",
        up="CONSTRUCT { ?x :is ?b } WHERE { ?x :is ?a . ?a :below ?b }",
        all="#+ stratum: 2\nCONSTRUCT { ?a :below ?c } WHERE { ?a :below ?b . ?b :below ?c }",
    )
    assert proof(deriver, "c below e") == ["c below e <= all: c below d, d below e"]
    ways = deriver.derivations(triple("x is e"))
    assert [list(map(short, way.premises)) for way in ways] == [["x is d", "d below e"]]


def test_rules_that_run_in_circles_give_no_proof_that_does(tmp_path: Path) -> None:
    """Nothing is explained by itself, at however many removes; the search comes to an end."""
    deriver = derive(
        tmp_path,
        ":a :near :b . :b :near :c . :c :near :d .",
        symmetric=SYMMETRIC,
        transitive=TRANSITIVE,
        inverse="CONSTRUCT { ?y :by ?x } WHERE { ?x :near ?y }",
        back="CONSTRUCT { ?y :near ?x } WHERE { ?x :by ?y }",
    )
    for one in triples(deriver.engine):
        assert deriver.prove(one)
    assert proof(deriver, "d near a")
    rank = {one: n for n, one in enumerate(deriver.chosen)}
    for one, way in deriver.chosen.items():
        for premise in way.premises:
            assert deriver.is_stated(premise) or rank[premise] < rank[one]


def test_other_derivations_are_counted_but_none_that_rests_on_the_triple_itself(
    tmp_path: Path,
) -> None:
    """`a near b` follows from `b near a`; from `a near a` and itself it does not."""
    deriver = derive(tmp_path, ":a :near :b .", symmetric=SYMMETRIC, transitive=TRANSITIVE)
    ways = deriver.derivations(triple("b near a"))
    assert [(way.rule.name, [*map(short, way.premises)]) for way in ways] == [
        ("symmetric", ["a near b"])
    ]
    assert not deriver.derivations(triple("z near a"))


def test_conditions_unions_paths_and_computed_values_are_followed(tmp_path: Path) -> None:
    """All that SPARQL offers to a rule: the premises are the triples of the branch taken."""
    deriver = derive(
        tmp_path,
        ":a :p :b . :b :p :c . :c :name 'C' . :d :q :a .",
        far="CONSTRUCT { ?x :far ?y } WHERE { ?x :p+ ?y FILTER NOT EXISTS { ?x :p ?y } }",
        some="CONSTRUCT { ?x :some ?y } WHERE { { ?x :p ?y } UNION { ?x :q ?y } }",
        named='CONSTRUCT { ?x :told ?t } WHERE { ?x :name ?n BIND (CONCAT(?n, "!") AS ?t) }',
    )
    assert proof(deriver, "a far c") == ["a far c <= far: a p b, b p c"]
    (way,) = deriver.derivations(triple("a far c"))
    assert [each.word for each in way.conditions] == ["and no"]
    assert way.conditions[0].patterns == (tuple(triple("a p c")),)
    assert proof(deriver, "d some a") == ["d some a <= some: d q a"]
    told = Triple(NamedNode(SPACE + "c"), NamedNode(SPACE + "told"), Literal("C!"))
    (way,) = deriver.derivations(told)
    assert [each.predicate.value for each in way.premises] == [SPACE + "name"]


def test_a_rule_with_two_conclusions_explains_both(tmp_path: Path) -> None:
    """And a triple that is stated as well as inferred counts as stated."""
    deriver = derive(
        tmp_path,
        ":a :p :b . :b :r :a .",
        both="CONSTRUCT { ?x :q ?y . ?y :r ?x } WHERE { ?x :p ?y }",
    )
    assert proof(deriver, "a q b") == ["a q b <= both: a p b"]
    assert deriver.is_stated(triple("b r a"))
    assert [way.rule.name for way in deriver.derivations(triple("b r a"))] == ["both"]


@pytest.fixture(scope="module")
def real() -> Deriver:
    engine = OxigraphEngine.load(workspace.open_at(workspace.builtin_root()))
    engine.infer()
    return Deriver(engine)


@pytest.mark.slow
def test_what_the_real_graph_infers_can_be_explained_from_what_it_states(real: Deriver) -> None:
    """Some hundred triples, and some of every rule: each proof ends in stated triples."""
    inferred = sorted(triples(real.engine), key=lambda one: (str(one.predicate), str(one.subject)))
    sample = random.Random(4).sample(inferred, 300)
    predicates = {one.predicate for one in inferred}
    for predicate in predicates:
        sample += [one for one in inferred if one.predicate == predicate][:5]
    waiting, seen = [*sample], set()
    while waiting:
        at = waiting.pop()
        if at in seen or real.is_stated(at):
            continue
        seen.add(at)
        way = real.prove(at)
        assert way, f"cannot be explained: {at}"
        assert way.premises, f"{way.rule.name} explains {at} by nothing"
        assert all(map(real.holds, way.premises))
        waiting += way.premises
    assert len(seen) > 300
