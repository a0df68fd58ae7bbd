"""`travaux explain`: stated, inferred or neither, as a tree."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Run
from pyoxigraph import NamedNode, Triple
from small import build

from travaux import workspace
from travaux.engine import OxigraphEngine
from travaux.explain import as_json, as_markdown
from travaux.explanations import DEEPEST, Explainer
from travaux.readings import read
from travaux.trees import as_lines

TINY = Path(__file__).parent / "tiny"
SPACE = "https://example.org/small/"


def explainer(root: Path) -> Explainer:
    """The explainer over the workspace in a folder."""
    space = workspace.open_at(str(root))
    engine = OxigraphEngine.load(space)
    engine.infer()
    return Explainer(engine, space)


@pytest.fixture(scope="module")
def tiny_explainer() -> Explainer:
    return explainer(TINY)


def lines(explained: Explainer, text: str, everything: bool = False) -> list[str]:
    """The tree at 80 columns, the folder of the tiny workspace left out."""
    triple = read((text,), explained.engine)
    tree = as_lines(explained.tree(triple, everything), 80)
    return [line.replace("tests/tiny/", "").replace(f"{TINY}/", "") for line in tree]


def test_an_inferred_triple_names_rule_premises_files_and_citations(run: Run, tiny: Path) -> None:
    """Told as whoever reads it in that folder sees it."""
    done = run("explain", "Anna Berg attended Holm talks", cwd=tiny)
    assert (done.returncode, done.stderr) == (0, "")
    first, names, *rule = done.stdout.split("├─")[0].splitlines()
    assert first == "Anna Berg attended Holm talks"
    assert names == "ent:anna-berg trv:attended ent:holm-talks"
    assert rule[0].startswith("inferred by attended: ")
    assert done.stdout[done.stdout.index("├─") :].splitlines() == [
        "├─ rec:t1-berg-head is a participation",
        "│    stated: graph/sources/t1.ttl:67 · told by the article itself · t1:2",
        "├─ rec:t1-berg-head presence present",
        "│    stated: graph/sources/t1.ttl:74 · t1:2",
        "├─ rec:t1-berg-head agent Anna Berg",
        "│    stated: graph/sources/t1.ttl:68 · t1:2",
        "└─ rec:t1-berg-head at event Holm talks",
        "     stated: graph/sources/t1.ttl:69 · t1:2",
    ]


def test_a_class_above_is_told_by_the_chain_of_axioms_up_to_it(tiny_explainer: Explainer) -> None:
    """Each axiom with the file and line that states it."""
    told = lines(tiny_explainer, "trv:State rdfs:subClassOf trv:Actor")
    assert told[0] == "state rdfs:subClassOf actor"
    assert told[2].startswith("inferred by class-above: ")
    stated = [each.strip(" │") for each in told if "stated: " in each]
    assert len(stated) == 2 and all(re.search(r"/ontology\.ttl:[0-9]+", each) for each in stated)
    assert told[4] == "├─ state rdfs:subClassOf organization"
    assert told[-2] == "└─ organization rdfs:subClassOf actor"


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("trv:Demand rdfs:subClassOf trv:ProposalItem", "defined-first"),
        ("trv:holder rdfs:domain trv:Attestation", "domain-above"),
        ("trv:denies rdfs:range trv:Attestation", "range-above"),
    ],
)
def test_what_follows_for_a_term_is_explained_as_what_follows_for_a_thing(
    statement: str, rule: str, tiny_explainer: Explainer
) -> None:
    """By the rule, and down to what the ontology states."""
    told = lines(tiny_explainer, statement)
    assert told[2].startswith(f"inferred by {rule}: ")
    assert "ontology.ttl" in "".join(told)


def test_a_fact_is_explained_by_what_is_stated_of_classes_not_by_what_follows_of_them(
    tiny_explainer: Explainer,
) -> None:
    """What is inferred of terms comes after all facts: none of them came of it."""
    told = lines(tiny_explainer, "Anna Berg is an actor", everything=True)
    assert "class-above" not in "".join(told)


def test_a_stated_triple_names_file_line_speaker_and_passage(tiny_explainer: Explainer) -> None:
    """In the words of whom the record tells, and where they stand in the text."""
    assert lines(tiny_explainer, "rec:t1-suder-rejects-halving holder Suder") == [
        "rec:t1-suder-rejects-halving holder Suder",
        "rec:t1-suder-rejects-halving trv:holder ent:suder",
        "stated in 1 file",
        "└─ stated: graph/sources/t1.ttl:140 · spoken by Anna Berg · t1:2",
        "     t1:2, characters 174–206",
    ]


def test_what_must_not_be_the_case_is_told_in_words(tiny_explainer: Explainer) -> None:
    """A rule with NOT EXISTS rests on what nobody says."""
    told = lines(tiny_explainer, "rec:t1-suder-rejects-halving voice attributed")
    assert told[-1] == "└─ and nothing says: rec:t1-suder-rejects-halving voice first-hand"


def test_premises_of_premises_are_explained_down_to_what_is_stated(
    tiny_explainer: Explainer,
) -> None:
    """A class above, through the one between; what is stated ends each branch."""
    told = lines(tiny_explainer, "Suder is an actor")
    assert told[2].startswith("inferred by subclass: ")
    tree = [line for line in told if line[:1] in "├└│ "]
    assert [line for line in tree if "─ " in line] == [
        "├─ organization rdfs:subClassOf actor",
        "└─ Suder is an organization",
        "   ├─ state rdfs:subClassOf organization",
        "   └─ Suder is a state",
    ]
    assert sum("stated: " in line for line in tree) == 3
    assert sum("inferred by subclass: " in line for line in tree) == 1


def test_all_shows_every_way_in_which_it_follows(tiny_explainer: Explainer) -> None:
    """Each with the rule at its head; what was explained is not explained again."""
    told = lines(tiny_explainer, "Suder is an actor", everything=True)
    triple = read(("Suder is an actor",), tiny_explainer.engine)
    ways = len(tiny_explainer.deriver.derivations(triple))
    assert ways > 1
    assert told[2] == f"inferred in {ways} ways"
    heads = [line for line in told if line.startswith(("├─ ", "└─ "))]
    assert len(heads) == ways
    assert all("inferred by " in line for line in heads)


def test_a_chain_of_properties_is_told_without_the_names_of_its_brackets(
    tiny_explainer: Explainer,
) -> None:
    """Blank nodes have another name in every run: no answer shows one."""
    engine = tiny_explainer.engine
    spoke_at = "https://w3id.org/travaux/ontology#spokeAt"
    chain = "http://www.w3.org/2002/07/owl#propertyChainAxiom"
    (quad,) = engine.quads(NamedNode(spoke_at), NamedNode(chain))
    told = "\n".join(as_lines(tiny_explainer.tree(quad.triple), 80))
    assert told.startswith("spoke at owl:propertyChainAxiom (inverse of speaker, occasion)")
    assert "_:" not in told + as_json(quad.triple, tiny_explainer, False)


def test_what_is_neither_lists_what_is_known_instead(run: Run, tiny: Path) -> None:
    """No error, for the question was a fair one: exit code 0, and words on stderr too."""
    done = run("explain", "Erik Dahl attended Holm talks", cwd=tiny)
    assert done.returncode == 0
    assert done.stderr == "neither stated nor inferred: 2 sources searched\n"
    assert done.stdout.splitlines()[2:] == [
        "neither stated nor inferred",
        "├─ Erik Dahl attended ?: nothing",
        "└─ ? attended Holm talks: 1",
        "   └─ Anna Berg attended Holm talks",
        "        inferred by attended",
    ]


def test_json_holds_premises_within_premises(tiny_explainer: Explainer) -> None:
    """For programs: full IRIs, lines as numbers."""
    triple = read(("Suder is an actor",), tiny_explainer.engine)
    content = json.loads(as_json(triple, tiny_explainer, False))
    assert content["object"] == "https://w3id.org/travaux/ontology#Actor"
    (way,) = content["inferred"]
    stated, inferred = way["premises"]
    assert stated["stated"][0]["line"] > 0
    assert inferred["inferred"][0]["rule"] == way["rule"] == "subclass"
    nothing = read(("Erik Dahl attended Holm talks",), tiny_explainer.engine)
    content = json.loads(as_json(nothing, tiny_explainer, False))
    assert (content["stated"], content["inferred"]) == ([], [])
    assert [each["text"] for each in content["instead"]] == ["Anna Berg attended Holm talks"]


def test_markdown_is_a_nested_list_under_a_heading(tiny_explainer: Explainer) -> None:
    """The same tree, to be put into a page."""
    triple = read(("Anna Berg attended Holm talks",), tiny_explainer.engine)
    text = as_markdown(triple, tiny_explainer, False)
    assert text.startswith("# Anna Berg attended Holm talks\n\n")
    assert sum(line.startswith("- rec:t1-berg-head") for line in text.splitlines()) == 4


HOSTILE = """PREFIX : <https://example.org/small/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
:p a owl:ObjectProperty ; rdfs:label "p"@en .
:a rdfs:label "\\u001B[31mred"@en ; :p :b .
:b rdfs:label "<img src=x> | [x](y)"@en .
"""


def test_hostile_labels_are_escaped(tmp_path: Path) -> None:
    """A name is no order to a terminal and no mark in a page."""
    build(
        tmp_path,
        {
            "graph/reference.ttl": HOSTILE,
            "ontology/ontology.ttl": "<x:o> <x:p> 1 .",
            "ontology/rules/turn.rq": f"CONSTRUCT {{ ?y <{SPACE}q> ?x }} WHERE"
            f" {{ ?x <{SPACE}p> ?y }}",
        },
    )
    explained = explainer(tmp_path)
    triple = Triple(*(NamedNode(SPACE + each) for each in "bqa"))
    text = "\n".join(as_lines(explained.tree(triple), 80))
    assert "\\x1b[31mred" in text
    assert "\x1b" not in text
    assert "inferred by turn: a rule without a summary" in text
    text = as_markdown(triple, explained, False)
    assert "\\<img src=x> \\| \\[x](y)" in text


def test_a_long_chain_of_premises_is_cut_and_says_so(tmp_path: Path) -> None:
    """What lies deeper is named, to be asked for by itself; nothing is repeated."""
    long = 2 * DEEPEST
    steps = " ".join(f":n{n} :next :n{n + 1} ." for n in range(long))
    build(
        tmp_path,
        {
            "graph/reference.ttl": f"PREFIX : <{SPACE}>\n:n0 :good :yes . {steps}",
            "ontology/ontology.ttl": "<x:o> <x:p> 1 .",
            "ontology/rules/on.rq": f"#+ summary: On.\nPREFIX : <{SPACE}>\n"
            "CONSTRUCT { ?y :good ?g } WHERE { ?x :good ?g . ?x :next ?y }",
        },
    )
    explained = explainer(tmp_path)
    names = (f"n{long}", "good", "yes")
    triple = Triple(*(NamedNode(SPACE + each) for each in names))
    text = "\n".join(as_lines(explained.tree(triple), 400))
    assert text.count("inferred by on: On.") == DEEPEST
    assert text.count("explain it by itself") == 1
    assert '"by itself"' in as_json(triple, explained, False)


def test_names_come_in_the_language_asked_for(run: Run, tiny: Path) -> None:
    """As everywhere; the words of the program stay."""
    done = run("explain", "Anna Berg attended Holm talks", "--lang", "ru", cwd=tiny)
    assert done.stdout.startswith("Анна Берг присутствовал переговоры в Хольме\n")
    assert "inferred by attended" in done.stdout


def test_an_ambiguous_name_is_an_error_with_its_candidates(run: Run, tiny: Path) -> None:
    """One line for what is wrong, then whom it may mean; exit code 2."""
    done = run("explain", "Berg attended Holm talks", cwd=tiny)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'Berg' may mean 2 things" in done.stderr
    assert "ent:nils-berg" in done.stderr
