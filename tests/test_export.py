"""Rules on `travaux export`: each format is read again by a library that owns it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from conftest import run_with_small_files
from pages import EX, make, record, talks
from small import build

from travaux.blank_nodes import canonical
from travaux.cli import run as ran
from travaux.engine import OxigraphEngine
from travaux.errors import read_text
from travaux.export import NETWORKS, RDF, single, tables
from travaux.export.csv_tables import ATTESTATIONS, EDGES, NODES
from travaux.export.network import network
from travaux.turtle_text import parse
from travaux.workspace import Workspace, open_at

#: Literals that a store or a library rewrites.
ODD = """
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <https://example.org/small/>
:a :p "007"^^xsd:integer , "1.50"^^xsd:decimal , "1"^^xsd:boolean , "P1Y13M"^^xsd:duration ,
  "+5"^^xsd:integer , "a\\r\\n\\u0001"@EN-us , "1e0"^^xsd:double , [ :q ( 1 2 ) ] .
"""
MEDIA = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with a little of everything that the picture shows."""
    return open_at(str(talks(tmp_path_factory.mktemp("export") / "talks")))


def said(workspace: Workspace) -> dict[str, frozenset[ox.Triple]]:
    """What each file says, by the IRI of its graph, blank nodes in one form."""
    return {
        file.iri: frozenset(canonical(parse(read_text(file.path), file.path)[0]))
        for file in workspace.graph_files()
    }


def by_graph(quads: list[ox.Quad]) -> dict[str, frozenset[ox.Triple]]:
    """Quads as triples by graph, blank nodes in one form."""
    found: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value, []).append(quad.triple)
    return {graph: frozenset(canonical(triples)) for graph, triples in found.items()}


@pytest.mark.parametrize("format", RDF)
def test_rdf_formats_hold_every_triple_of_every_file_in_its_graph(
    format: str, held: Workspace
) -> None:
    """Read by Oxigraph: no triple more, none less, the ontology's blank nodes too."""
    text = single(held, format)
    kind = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
    quads = [*ox.parse(text, kind.get(format, ox.RdfFormat.JSON_LD))]
    there = {graph: triples for graph, triples in said(held).items() if triples}
    assert by_graph(quads) == there
    assert len(there) > 5


@pytest.mark.parametrize("format", RDF)
def test_literals_are_exported_as_they_are_written(format: str, tmp_path: Path) -> None:
    """A store would make 7 of 007; blank nodes of two files stay apart."""
    ontology = {"ontology/ontology.ttl": "<urn:x> a <urn:Y> .", "graph/one.ttl": ODD}
    workspace = build(tmp_path, {**ontology, "graph/two.ttl": ODD.replace(":a", ":b")})
    text = single(workspace, format)
    kind = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
    quads = [*ox.parse(text, kind.get(format, ox.RdfFormat.JSON_LD))]
    assert by_graph(quads) == said(workspace)
    labels = {each for quad in quads for each in (quad.subject, quad.object)}
    assert sum(isinstance(each, ox.BlankNode) for each in labels) == 6
    assert single(workspace, format) == text, "the same files give the same bytes"


@pytest.mark.parametrize("format", RDF)
def test_rdflib_reads_the_named_graphs(
    format: str, held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many triples in each graph as its file has, and no context is fetched."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    dataset.parse(data=single(held, format), format=MEDIA[format])
    counts = {str(graph.identifier): len(graph) for graph in dataset.graphs()}
    for graph, triples in said(held).items():
        assert counts.get(graph, 0) == len(triples), graph
    article = dataset.graph(rdflib.URIRef(EX + "graph/a1"))
    days = {str(each) for each in article.objects(rdflib.URIRef(EX + "stance"))}
    assert "2021-12-17" in days


def shape(graph: nx.MultiDiGraph) -> tuple[set[object], set[object]]:
    """Nodes with label and class, and edges with all that they carry, lists as texts."""

    def text(value: object) -> str:
        return " ".join(value) if isinstance(value, list) else str(value)

    nodes = {(node, data["label"], data["class"]) for node, data in graph.nodes(data=True)}
    carried = ("label", "kind", "evidence", "records", "weight")
    edges = {
        (start, end, *(text(data[key]) for key in carried))
        for start, end, data in graph.edges(data=True)
    }
    return nodes, edges


def reread(format: str, text: str) -> nx.MultiDiGraph:
    """A network as NetworkX reads it."""
    if format == "graphml":
        return nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    if format == "gexf":
        return nx.read_gexf(io.BytesIO(text.encode()))
    return nx.cytoscape_graph({**json.loads(text), "data": []})


@pytest.mark.parametrize("format", NETWORKS)
def test_a_network_is_read_again_with_labels_classes_and_evidence(
    format: str, held: Workspace
) -> None:
    """NetworkX finds every node and every parallel edge, and on what they rest."""
    graph = network(OxigraphEngine.load(held), held.title)
    found = reread(format, single(held, format))
    if format == "gexf":  # there the weight is a number with a point
        for *_, data in found.edges(data=True):
            data["weight"] = int(data["weight"])
    assert shape(found) == shape(graph)
    nodes, edges = shape(found)
    assert (EX + "ann", "Ann Árbol", "person") in nodes
    stance = (EX + "ann", EX + "item", "demands", "favourable", "a1:9 a1:10")
    assert (*stance, f"<{EX}second> <{EX}stance>", "2") in edges
    assert found.is_directed()
    assert single(held, format) == single(held, format), "no time of day is in it"


def test_cytoscape_json_has_the_form_that_cytoscape_documents(held: Workspace) -> None:
    """elements.nodes and elements.edges, each with data; ids are unique, ends are there."""
    content = json.loads(single(held, "cytoscape"))
    assert content["data"] == {"name": "Talks"}
    nodes, edges = content["elements"]["nodes"], content["elements"]["edges"]
    ids = [each["data"]["id"] for each in (*nodes, *edges)]
    assert len(ids) == len({*ids})
    assert all(isinstance(each["data"]["evidence"], list) for each in edges)
    ends = {each["data"][end] for each in edges for end in ("source", "target")}
    assert ends <= {each["data"]["id"] for each in nodes}


def test_what_xml_cannot_hold_does_not_break_a_network(tmp_path: Path) -> None:
    """A hostile label is a label."""
    label = '"a\\u0001<b>&\\uFFFF\\"]]>\\u202E"'
    folder = make(
        tmp_path,
        record("s", "a trv:Statement ; trv:speaker :x ; trv:topic :t", 1),
        reference=f":x a trv:Person ; rdfs:label {label} .\n:t a trv:Issue ; rdfs:label {label} .",
        title="a & b",
    )
    for format in ("graphml", "gexf"):
        found = reread(format, single(open_at(str(folder)), format))
        assert found.nodes[EX + "x"]["label"] == 'a <b>&\ufffd"]]>'


def read(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]


def test_tables_hold_one_record_a_line_and_the_network(held: Workspace) -> None:
    """What a scholar opens in a spreadsheet: whose stance on what, by whom told, and where."""
    found = tables(held)
    assert found["attestations.csv"].startswith("\ufeffcite,")
    rows = read(found["attestations.csv"])
    assert tuple(rows[0]) == ATTESTATIONS
    stance = next(row for row in rows if row["record"] == f"<{EX}stance>")
    assert {key: value for key, value in stance.items() if value} == {
        "cite": "a1:10",
        "source": "a1",
        "kind": "position",
        "holder": "Ann Árbol",
        "stance": "demands",
        "about": "the wall comes down",
        "what": "Ann wants it down.",
        "told_by": "Bob",
        "date": "2021-12-17",
        "said_earliest": "2021-12-17",
        "said_latest": "2021-12-17",
        "record": f"<{EX}stance>",
    }
    assert [row["cite"] for row in rows] == ["a1:4", "a1:5", "a1:9", "a1:10", "a1:11", "b1:2"]
    graph = network(OxigraphEngine.load(held), "")
    nodes, edges = read(found["nodes.csv"]), read(found["edges.csv"])
    assert (tuple(nodes[0]), tuple(edges[0])) == (NODES, EDGES)
    assert {row["Id"] for row in nodes} == {*graph}
    assert len(edges) == graph.number_of_edges()
    assert {(row["Source"], row["Target"]) for row in edges} == {*graph.edges()}
    assert "a1:9 a1:10" in [row["evidence"] for row in edges]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """An apostrophe stands before what a spreadsheet would work out."""
    gloss = '"=HYPERLINK(1)"@en'
    folder = make(
        tmp_path,
        record("s", f"a trv:Statement ; trv:speaker :x ; trv:topic :t ; trv:gloss {gloss}", 1),
        reference=':x a trv:Person ; rdfs:label "@SUM(1)"@en ; skos:altLabel "-1"@en .\n'
        ':t a trv:Issue ; rdfs:label "+1, \\"quoted\\""@en .',
    )
    found = tables(open_at(str(folder)))
    cells = {cell for text in found.values() for row in read(text) for cell in row.values()}
    assert {"'=HYPERLINK(1)", "'@SUM(1)", "'-1", '\'+1, "quoted"'} <= cells
    assert [cell for cell in cells if cell[:1] in tuple("=+-@")] == []


def test_the_command_writes_to_standard_output_or_to_a_file(
    held: Workspace, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The same bytes; names in another language are refused where there are none."""
    place = ["--workspace", held.root]
    assert ran(["export", *place]) == 0
    out = capfd.readouterr().out
    assert ran(["export", "--format", "trig", "-o", str(tmp_path / "x.trig"), *place]) == 0
    assert (tmp_path / "x.trig").read_text("utf-8") == out == single(held, "trig")
    assert "written" in capfd.readouterr().err
    assert ran(["export", "--lang", "xx", *place]) == 2
    assert capfd.readouterr().out == ""


def test_tables_need_a_folder(
    held: Workspace, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is made, or written into; what else is there stays."""
    place = ["--workspace", held.root, "--format", "csv"]
    assert ran(["export", *place]) == 2
    assert "-o DIR" in capfd.readouterr().err
    for _ in range(2):
        assert ran(["export", *place, "-o", str(tmp_path / "t")]) == 0
        (tmp_path / "t" / "mine.txt").write_text("mine")
    names = {path.name for path in (tmp_path / "t").iterdir()}
    assert names == {"attestations.csv", "nodes.csv", "edges.csv", "mine.txt"}


def test_where_the_disk_is_full_the_old_file_stays(held: Workspace, tmp_path: Path) -> None:
    """Whole or not at all, a folder too."""
    (tmp_path / "x").write_text("old")
    for arguments in (["-o", "x"], ["--format", "csv", "-o", "t"]):
        answer = run_with_small_files("export", "--workspace", held.root, *arguments, cwd=tmp_path)
        assert answer.returncode == 2
        assert "cannot be written" in answer.stderr
    assert (tmp_path / "x").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
