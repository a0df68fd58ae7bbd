"""Rules on nodes without a name: called in words, at their line, the same at every run."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode
from small import build

from travaux.corpus import Corpus, Part
from travaux.nameless import FARTHEST, Nameless, labelled, numbered, read, space
from travaux.turtle_text import parse
from travaux.workspace import GraphFile

TEXT = """@prefix : <urn:x:> .
:a
  :p [
    :q "one" ;
    :r [
      :s "two"
    ]
  ] .
_:b
  a :Kind ;
  :t "three" .
:c :u _:b .
[]
  a :Other ;
  :v "four" .
[ :w "five" ] :x
  "six" .
:d :list ( "seven"
  [ :y "eight" ] ) .
_:e :z [
  :aa "nine" ] .
"""
PATH, GRAPH = "graph/reference.ttl", "https://example.org/small/graph/reference"


def part(text: str = TEXT) -> Part:
    return Part(GraphFile(PATH, GRAPH, "reference"), PATH, text)


def node(text: str) -> tuple[str, Nameless]:
    """The node of which that text is said, with its label."""
    one = part()
    label = next(t.subject.value for t in one.triples if getattr(t.object, "value", "") == text)  # type: ignore[union-attr]
    return label, one.nameless[label]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one", "a node without a name, at p of a"),
        ("two", "a node without a name, at p / r of a"),
        ("three", "_:b, a node without a name, at u of c"),
        ("four", "a node without a name, a Other"),
        ("five", "a node without a name"),
        ("eight", "a node without a name, at list of d"),
        ("nine", "a node without a name, at z of another"),
    ],
)
def test_a_node_is_called_by_what_leads_to_it(text: str, words: str) -> None:
    """Else by what it is; what the file calls it comes first."""
    assert node(text)[1].told(lambda iri: iri.removeprefix("urn:x:")) == words


@pytest.mark.parametrize(
    ("text", "property", "lines"),
    [
        ("one", "q", (4, 4, 3)),
        ("two", "s", (6, 6, 3)),
        ("three", "t", (11, 11, 9)),
        ("four", "v", (15, 15, 13)),
        ("five", "w", (16, 16, 16)),
        ("six", "x", (17, 16, 16)),
        ("eight", "y", (19, 19, 18)),
        ("nine", "aa", (21, 21, 20)),
    ],
)
def test_a_finding_on_a_node_has_the_line_of_the_triple(
    text: str, property: str, lines: tuple[int, int, int]
) -> None:
    """Else that of the property, else that of what leads to the node."""
    label, _ = node(text)
    wanted = (("urn:x:" + property, text), ("urn:x:" + property, ""), ("", ""))
    assert tuple(part().line(label, *each) for each in wanted) == lines


def test_labels_are_the_same_at_every_reading_and_of_one_file_only() -> None:
    """The parser's are random, and `_:b` of two files is two nodes."""
    one = part()
    assert one.triples == part().triples
    labels = set(one.nameless)
    assert len(labels) == 10 and all(BlankNode(label) for label in labels)
    other = Part(GraphFile(PATH, GRAPH + "-2", "reference"), PATH, TEXT)
    assert labels.isdisjoint(other.nameless)


def test_a_file_without_such_nodes_is_left_as_it_is() -> None:
    """Nearly all files are."""
    triples, _ = parse('<urn:a> <urn:p> "_:b" .', "x")
    assert labelled(triples, "", GRAPH) is triples
    assert numbered(triples) == [] and read(triples, GRAPH) == {}


def test_nodes_in_a_circle_are_called_something() -> None:
    """No walk goes round for ever."""
    triples, _ = parse("_:a <urn:p> _:b . _:b <urn:p> _:a .", "x", rename_blank_nodes=False)
    found = read(labelled(triples, "_:a <urn:p> _:b . _:b", GRAPH), GRAPH)
    words = found[space(GRAPH) + "a"].told(str)
    assert words == "_:a, a node without a name, at urn:p / urn:p of another"


def test_a_finding_on_a_node_has_its_file_and_a_label_if_it_has_one(tmp_path: Path) -> None:
    """As every finding; the file needs not be given."""
    text = "<urn:a> <urn:p>\n[ <http://www.w3.org/2000/01/rdf-schema#label> 'L'@en ] ."
    corpus = Corpus(build(tmp_path, {PATH: text}))
    (label,) = corpus.parts[-1].nameless
    one = corpus.finding("r", None, label, "wrong", "do")
    assert (one.file.rpartition("/")[2], one.line, one.label) == ("reference.ttl", 1, "L")
    assert one.entity == "a node without a name, at <urn:p> of <urn:a>"
    assert corpus.short(label) == one.entity


def test_a_node_deep_in_brackets_is_led_to_by_so_many_steps_only() -> None:
    """Else each of thousands would tell of all those around it."""
    depth = 3000
    text = "".join(f"_:n{at} <urn:p> _:n{at + 1} .\n" for at in range(depth - 1))
    one = part(text)
    assert len(one.nameless) == depth
    assert max(len(each.path) for each in one.nameless.values()) == FARTHEST
    told = max((each.told(str) for each in one.nameless.values()), key=len)
    assert told.count("urn:p") == 6 and "..." in told
