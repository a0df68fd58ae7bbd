"""Triples in words, and explanations where rules or data are odd."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Triple, Variable
from small import build

from travaux.engine import OxigraphEngine
from travaux.explanations import Explainer, Wording
from travaux.rule_parts import Path as PropertyPath
from travaux.trees import Tree

SPACE = "https://example.org/small/"
DATA = """PREFIX : <https://example.org/small/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
:p rdfs:label "knows"@en ; :chain ( [ owl:inverseOf :p ] :q ( :r ) ) ; :odd [ :q 1 ] .
:a rdfs:label "Ann"@en ; :p :b ; a :Actor . :b rdfs:label "Ben"@en ; a :State .
:Actor rdfs:label "actor"@en . :State rdfs:label "state"@en .
:round :chain _:one . _:one rdf:first :a ; rdf:rest _:one .
"""


def explainer(root: Path, **rules: str) -> Explainer:
    """The explainer over the data above and these rules."""
    files: dict[str, str | bytes] = {
        "ontology/ontology.ttl": "<x:o> <x:p> 1 .",
        "graph/reference.ttl": DATA,
    }
    for name, text in rules.items():
        files[f"ontology/rules/{name}.rq"] = f"PREFIX : <{SPACE}> {text}"
    space = build(root, files)
    engine = OxigraphEngine.load(space)
    engine.infer()
    return Explainer(engine, space)


def triple(text: str) -> Triple:
    """`a p b` in the small space."""
    return Triple(*(NamedNode(SPACE + each) for each in text.split()))


def test_words_for_classes_variables_paths_and_brackets(tmp_path: Path) -> None:
    """`is a` or `is an`; a blank node by what it stands for, also where a list bites its tail."""
    words = Wording(explainer(tmp_path).engine)
    quads = {quad.triple for quad in words.engine.quads()}
    told = {words(each) for each in quads}
    assert {"Ann is an actor", "Ben is a state", "Ann knows Ben"} <= told
    chains = [line for line in told if "(" in line and line.startswith("knows")]
    assert chains == [f"knows <{SPACE}chain> (inverse of knows, <{SPACE}q>, (<{SPACE}r>))"]
    assert f"knows <{SPACE}odd> [...]" in told
    assert words.part(Variable("_x")) == "?x"
    assert words.part(PropertyPath("/", (), "a b")) == "a b"
    assert words.asked(None, NamedNode(SPACE + "p"), NamedNode(SPACE + "b")) == "? knows Ben"


def test_a_triple_that_is_stated_and_follows_besides_says_both(tmp_path: Path) -> None:
    """Shown as stated; the ways are counted, and shown if asked for."""
    explained = explainer(
        tmp_path, same="CONSTRUCT { ?a :p ?b } WHERE { ?b a :State . ?a a :Actor }"
    )
    tree = explained.tree(triple("a p b"))
    assert tree.notes[-1] == "stated in 1 file; follows in 1 way besides (--all shows them)"
    assert len(tree.branches) == 1
    assert len(explained.tree(triple("a p b"), True).branches) == 2


def texts(tree: Tree) -> list[str]:
    """All lines of a tree."""
    return [tree.text, *tree.notes, *(line for each in tree.branches for line in texts(each))]


def test_what_was_explained_above_is_not_explained_again(tmp_path: Path) -> None:
    """Two premises that rest on one and the same."""
    explained = explainer(
        tmp_path,
        one="CONSTRUCT { ?b :q ?a } WHERE { ?a :p ?b }",
        two="CONSTRUCT { ?a :r ?b } WHERE { ?b :q ?a }",
        three="CONSTRUCT { ?a :s ?b } WHERE { ?b :q ?a . ?a :r ?b }",
    )
    told = texts(explained.tree(triple("a s b")))
    assert told.count("inferred: see above") == 1
    assert sum(line.startswith("inferred by one: ") for line in told) == 1


def test_a_rule_that_undoes_its_own_reason_is_no_traceback(tmp_path: Path) -> None:
    """`x if not y` run before `y`: the triple stands there, and no rule explains it any more."""
    explained = explainer(
        tmp_path,
        a="CONSTRUCT { ?x :first ?x } WHERE { ?x a :Actor FILTER NOT EXISTS { ?x :second ?x } }",
        b="CONSTRUCT { ?x :second ?x } WHERE { ?x :first ?x }",
    )
    told = texts(explained.tree(triple("a first a")))
    assert "inferred, but no rule that can be read explains it" in told
    told = texts(explained.tree(triple("a second a")))
    assert told.count("inferred, but no rule that can be read explains it") == 1
