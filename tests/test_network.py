"""Networks: every tie counted by hand, every edge held to the records of the store."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from pages import record
from ties import DOCUMENTS, MEETINGS, STANCES, dated, stance, ties

from travaux import network as words
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter
from travaux.network import command, measures
from travaux.network.networks import KINDS, network
from travaux.view import graph as drawing
from travaux.workspace import builtin_root, open_at


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    """The made-up workspace."""
    return over(tmp_path_factory.mktemp("ties"))


@pytest.fixture(scope="module")
def built_in() -> OxigraphEngine:
    """The built-in workspace."""
    return OxigraphEngine.load(open_at(builtin_root()))


def over(folder: Path, *data: str) -> OxigraphEngine:
    return OxigraphEngine.load(open_at(str(ties(folder, *data))))


def local(key: str) -> str:
    return key.rstrip(">").rsplit("/", 1)[-1]


def edges(graph: nx.Graph) -> dict[str, dict[str, Any]]:
    """The edges by the local names of their ends."""
    found = {f"{local(a)} {local(b)}": data for a, b, data in graph.edges(data=True)}
    assert len(found) == graph.number_of_edges()
    return found


def asked(folder: Path, *arguments: str) -> Any:
    """What the command answers of the made-up workspace."""
    if not (folder / "travaux.toml").exists():
        ties(folder)
    return CliRunner().invoke(command, ["--workspace", str(folder), *arguments])


def test_actors_are_tied_by_the_meetings_at_which_both_are_present(engine: OxigraphEngine) -> None:
    """Absence ties nobody; parties are tied to parties; a meeting counts once for each pair."""
    found = edges(network(engine))
    assert {pair: data["weight"] for pair, data in found.items()} == {
        "ann bob": 2,
        "ann cid": 1,
        "bob cid": 1,
        "arcadia borduria": 1,
    }


def test_a_tie_by_meetings_names_them_and_its_paragraphs(engine: OxigraphEngine) -> None:
    """The evidence is that of either end, in the order of the texts, and nothing else."""
    data = edges(network(engine))["ann bob"]
    assert data["evidence"] == ["a1:1", "a1:2", "a1:4", "a1:15"]
    assert list(map(local, data["records"])) == ["r1", "r2", "r4", "r5"]
    assert list(map(local, data["meetings"])) == ["first", "second"]
    assert data["words"] == "Ann Berg and Bob: both present at First talks, Second talks"
    assert edges(network(engine))["arcadia borduria"]["label"] == "both party to Second talks"


def test_nodes_have_label_and_class(engine: OxigraphEngine) -> None:
    """A node tells what it is called and of what class it is."""
    nodes = {local(key): data for key, data in network(engine).nodes(data=True)}
    assert (nodes["ann"]["label"], nodes["ann"]["kind"]) == ("Ann Berg", "person")
    assert (nodes["arcadia"]["label"], nodes["arcadia"]["kind"]) == ("Arcadia", "state")
    assert nodes["ann"]["iri"] == "https://example.org/talks/ann"


def test_agreement_is_signed_and_of_holders(engine: OxigraphEngine) -> None:
    """Same direction is pro, opposite is contra; who only tells a stance is tied to nobody."""
    found = edges(network(engine, "agreement"))
    assert {pair: (d["pro"], d["contra"], d["sign"]) for pair, d in found.items()} == {
        "ann bob": (1, 1, 0),
        "ann cid": (1, 0, 1),
        "bob cid": (0, 1, -1),
    }
    assert (found["ann bob"]["pro_evidence"], found["ann bob"]["contra_evidence"]) == (
        ["a1:23", "a1:24"],
        ["a1:20", "a1:21"],
    )


def test_a_stance_told_by_others_or_of_a_part_is_marked(engine: OxigraphEngine) -> None:
    """Hearsay and half-hearted stances are not taken for plain ones."""
    found = edges(network(engine, "agreement"))
    assert list(map(local, found["ann cid"]["second_hand"])) == ["gate"]
    assert found["ann cid"]["label"] == "agree on the gate opens (as others tell)"
    assert (found["ann bob"]["second_hand"], list(map(local, found["ann bob"]["in_part"]))) == (
        [],
        ["toll"],
    )


def test_an_item_on_which_records_tell_both_counts_on_both_sides(tmp_path: Path) -> None:
    """A holder who turns, or is told of in two ways, agrees and disagrees."""
    turned = STANCES + stance("p9", "bob", "accepts", "gate", 28)
    found = edges(network(over(tmp_path, turned), "agreement"))["ann bob"]
    assert (found["pro"], found["contra"], found["weight"]) == (2, 1, 3)


def test_documents_are_tied_from_the_reply_to_what_it_answers(engine: OxigraphEngine) -> None:
    """Each record counts; a reply is implied only if no record tells it outright."""
    found = edges(network(engine, "documents"))
    assert {pair: (d["weight"], d["implied"], d["evidence"]) for pair, d in found.items()} == {
        "reply draft": (1, True, ["a1:30"]),
        "answer reply": (2, False, ["a1:31", "a1:32"]),
    }


def test_everything_has_the_lines_of_the_explorer(engine: OxigraphEngine) -> None:
    """Without days the network and the picture have the same nodes, lines and records."""
    graph, drawn = network(engine, "everything"), drawing.build(engine)
    key = {node: data["key"] for node, data in drawn.nodes(data=True)}
    assert set(graph) == set(key.values())
    assert {(a, b, word): len(data["records"]) for a, b, word, data in
            graph.edges(keys=True, data=True)} == {
        (key[a], key[b], word): len(data["records"])
        for a, b, word, data in drawn.edges(keys=True, data=True)
    }  # fmt: skip


def test_a_line_of_everything_is_a_sentence(engine: OxigraphEngine) -> None:
    """Stances, presence and absence are told as such, topics in quotation marks."""
    told = {data["words"] for *_, data in network(engine, "everything").edges(data=True)}
    assert "Ann Berg takes a stance on “the gate opens”: demands" in told
    assert "Cid was absent from First talks" in told
    assert "Bob was present at Second talks" in told
    assert "Arcadia was party to Second talks" in told


def test_a_slice_has_what_may_lie_within_and_marks_what_need_not(engine: OxigraphEngine) -> None:
    """February may be the 20th; January is over; a meeting dates who takes part in it."""
    found = edges(network(engine, "meetings", since="2031-02-20"))
    tied = ("ann bob", "ann cid", "bob cid", "arcadia borduria")
    assert {pair: (d["weight"], d["certainty"]) for pair, d in found.items()} == dict.fromkeys(
        tied, (1, "possible")
    )
    certain = edges(network(engine, "meetings", until="2031-02"))
    assert {data["certainty"] for data in certain.values()} == {"certain"}
    assert list(edges(network(engine, "meetings", until="2031-01"))) == ["ann bob"]


def test_stances_lie_in_the_slice_in_which_both_are_taken(engine: OxigraphEngine) -> None:
    """Two stances of different months tie nobody in either month."""
    january = edges(network(engine, "agreement", since="2031-01", until="2031-01"))
    march = edges(network(engine, "agreement", since="2031-03"))
    assert {pair: (d["pro"], d["contra"]) for pair, d in january.items()} == {"ann bob": (0, 1)}
    assert {pair: (d["pro"], d["contra"]) for pair, d in march.items()} == {"ann bob": (1, 0)}


def test_what_nobody_dates_is_left_out_of_a_slice_and_counted(engine: OxigraphEngine) -> None:
    """A reply is dated by the day on which the document was passed on, if by nothing else."""
    graph = network(engine, "documents", since="2031-04")
    assert list(edges(graph)) == ["answer reply"]
    assert graph.graph["undated"] == 1  # of the reply to the draft nobody tells a day
    assert network(engine, "documents").graph["undated"] == 0


def test_words_known_from_an_article_only_are_never_certain(tmp_path: Path) -> None:
    """A statement with the day of its article may have been made at any time before."""
    article = dated("a1", "published", "2031-05-01", "2031-05-01", "2031-05-01")
    own = "".join(
        dated(name, "said", "2031-05-01", "2031-05-01", "2031-05-01")
        + f":{name} trv:saidBasis con:derived .\n"
        for name in ("p1", "p2")
    )
    data = article + own + stance("p1", "ann", "demands", "gate", 1)
    data += stance("p2", "bob", "rejects", "gate", 2) + ":a1 trv:publishedBasis con:printed .\n"
    found = edges(network(over(tmp_path, data), "agreement", since="2031-05"))
    assert found["ann bob"]["certainty"] == "possible"


def test_unknown_kinds_measures_and_dates_are_refused(engine: OxigraphEngine) -> None:
    """The message names the argument as Python has it."""
    with pytest.raises(BadParameter, match="no such network"):
        network(engine, "friends")
    with pytest.raises(BadParameter, match="no such measure"):
        measures.measure(network(engine), "fame")
    with pytest.raises(BadParameter) as error:
        network(engine, since="2031-13")
    assert error.value.where == "since"


@pytest.mark.parametrize("kind", KINDS)
def test_every_edge_rests_on_records_that_the_store_has(
    built_in: OxigraphEngine, kind: str
) -> None:
    """Evidence is what the store cites for the records, and each record names the edge's ends."""
    graph = network(built_in, kind)
    cited: dict[str, set[str]] = {}
    named: dict[str, set[str]] = {}
    for row in built_in.query("SELECT ?r ?c ?n WHERE { ?r trv:evidence ?p ; trv:cite ?c ; ?q ?n }"):
        cited.setdefault(row[0].value, set()).add(row[1].value)
        named.setdefault(row[0].value, set()).add(getattr(row[2], "value", ""))
    assert graph.number_of_edges()
    for one, other, data in graph.edges(data=True):
        records = [full(built_in, each) for each in data["records"]]
        assert set(data["evidence"]) == {cite for each in records for cite in cited[each]}
        assert records or data["line"] == "belongs"
        ends = [graph.nodes[end]["iri"] for end in (one, other)]
        for each in records:
            if data.get("line") == "serves":  # the office stands between
                assert ends[0] in named[each]
            elif graph.is_directed():
                assert set(ends) <= named[each]
            else:
                assert not named[each].isdisjoint(ends)


def full(engine: OxigraphEngine, curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return engine.prefixes[prefix] + name


def test_agreement_has_the_pairs_that_sparql_finds(built_in: OxigraphEngine) -> None:
    """The signed pairs are those of one query over holders, items and groups of attitudes."""
    answer = built_in.query(
        "SELECT DISTINCT ?a ?b ?item ?same WHERE { ?x trv:holder ?a ; trv:topic ?item ; "
        "trv:attitude/skos:broader ?one . ?y trv:holder ?b ; trv:topic ?item ; "
        "trv:attitude/skos:broader ?two . ?item a/rdfs:subClassOf* trv:ProposalItem "
        "VALUES ?one { con:favourable con:unfavourable } VALUES ?two { con:favourable "
        "con:unfavourable } FILTER(STR(?a) < STR(?b)) BIND(?one = ?two AS ?same) }"
    )
    wanted = {(r[0].value, r[1].value, r[2].value, r[3].value == "true") for r in answer}
    graph = network(built_in, "agreement")
    iri = dict(graph.nodes(data="iri"))
    assert wanted == {
        (*sorted((iri[a], iri[b])), full(built_in, item), same)
        for a, b, data in graph.edges(data=True)
        for same, items in ((True, data["agree"]), (False, data["disagree"]))
        for item in items
    }


def figures(graph: nx.Graph, name: str) -> dict[str, dict[str, Any]]:
    return {local(each.node): each.figures for each in measures.measure(graph, name)}


def test_degree_counts_others_once(engine: OxigraphEngine) -> None:
    """Others, not ties; of agreement and of documents either direction apart."""
    meetings = figures(network(engine), "degree")
    assert meetings["ann"] == {"degree": 2, "weight": 3}
    assert meetings["cid"] == {"degree": 2, "weight": 2}
    agreement = figures(network(engine, "agreement"), "degree")
    assert agreement["bob"] == {"degree": 2, "agrees with": 1, "disagrees with": 2, "weight": 3}
    documents = figures(network(engine, "documents"), "degree")
    assert documents["reply"] == {"degree": 2, "replies to": 1, "replied by": 1, "weight": 3}


def test_betweenness_is_the_share_of_connections_through_a_node(engine: OxigraphEngine) -> None:
    """In a chain of three all connections of the others lead through the middle."""
    found = figures(network(engine, "documents"), "betweenness")
    assert {name: each["betweenness"] for name, each in found.items()} == {
        "answer": 0.0,
        "draft": 0.0,
        "reply": 1.0,
    }


def test_brokerage_is_that_of_burt(engine: OxigraphEngine) -> None:
    """By hand for a chain: both around the middle have only it; its constraint is a half."""
    found = figures(network(engine, "documents"), "brokerage")
    assert found["reply"] == {"effective size": 2.0, "efficiency": 1.0, "constraint": 0.5}
    assert found["draft"] == {"effective size": 1.0, "efficiency": 1.0, "constraint": 1.0}


@pytest.mark.parametrize("seed", range(5))
def test_brokerage_agrees_with_networkx(seed: int) -> None:
    """Effective size and constraint are what networkx computes, undefined for the lonely."""
    graph = nx.gnp_random_graph(12, 0.3, seed=seed)
    graph.add_node(12)
    plain = nx.relabel_nodes(graph, str)
    found = measures.brokerage(plain)
    size, constraint = nx.effective_size(plain), nx.constraint(plain)
    for node in plain:
        if plain[node]:
            assert found[node]["effective size"] == pytest.approx(size[node], abs=1e-4)
            assert found[node]["constraint"] == pytest.approx(constraint[node], abs=1e-4)
        else:
            assert set(found[node].values()) == {None}


def test_communities_are_numbered_from_the_largest(engine: OxigraphEngine) -> None:
    """The three who met are one, the two parties another."""
    found = figures(network(engine), "communities")
    assert {name: (each["community"], each["members"]) for name, each in found.items()} == {
        "ann": (1, 3),
        "bob": (1, 3),
        "cid": (1, 3),
        "arcadia": (2, 2),
        "borduria": (2, 2),
    }


def test_who_disagrees_as_much_as_agrees_is_no_tie_to_measures(engine: OxigraphEngine) -> None:
    """Of agreement only those who agree on more than they disagree on belong together."""
    found = figures(network(engine, "agreement"), "communities")
    assert found["ann"]["community"] == found["cid"]["community"]
    assert found["bob"]["members"] == 1


def test_ranks_are_shared_by_equals_and_the_order_is_total(engine: OxigraphEngine) -> None:
    """Equal figures have one rank; then names decide; evidence is that of all ties."""
    found = measures.measure(network(engine), "degree")
    assert [(each.rank, each.label) for each in found] == [
        (1, "Ann Berg"),
        (1, "Bob"),
        (3, "Cid"),
        (4, "Arcadia"),
        (4, "Borduria"),
    ]
    assert found[2].evidence == ("a1:4", "a1:6", "a1:15")


def test_help_and_code_name_the_same_kinds_and_measures() -> None:
    """The command offers what there is."""
    assert tuple(KINDS) == words.KINDS
    assert tuple(measures.MEASURES) == words.MEASURES


def test_the_command_lists_edges_in_all_formats(tmp_path: Path) -> None:
    """All formats have the same edges, the heaviest first; json and csv the same cells."""
    told = json.loads(asked(tmp_path, "--format", "json").stdout)
    assert (local(told[0]["from"]), local(told[0]["to"]), told[0]["weight"]) == ("ann", "bob", 2)
    rows = list(csv.DictReader(io.StringIO(asked(tmp_path, "--format", "csv").stdout)))
    assert [row["cite"] for row in rows] == [", ".join(e["cite"]) for e in told]
    assert rows[0]["cite"] == "a1:1, a1:2, a1:4, a1:15"
    tabs = asked(tmp_path, "--format", "tsv").stdout.splitlines()
    assert len(tabs) == len(rows) + 1
    marked = asked(tmp_path, "--format", "markdown").stdout.splitlines()
    assert len(marked) == len(rows) + 2
    table = asked(tmp_path)
    assert "both present at" in table.stdout
    assert "4 ties of 5 nodes: the network of meetings, 1 source searched" in table.stderr


def test_the_command_sets_agreement_and_disagreement_apart(tmp_path: Path) -> None:
    """Each has its own line with its own paragraphs."""
    told = asked(tmp_path, "--kind", "agreement", "--format", "markdown").stdout
    assert "| Ann Berg | Bob | disagree on 1: the gate opens | a1:20, a1:21 |" in told
    assert "| Ann Berg | Bob | agree on 1: the toll goes (in part) | a1:23, a1:24 |" in told


def test_the_command_ranks_and_tells_the_days(tmp_path: Path) -> None:
    """A ranking has its figures and evidence, the note what was asked and what is left out."""
    options = ("--kind", "documents", "--measure", "brokerage", "--from", "2031-04")
    done = asked(tmp_path, *options)
    assert done.exit_code == 0
    assert "effective" in done.stdout and "a1:31, a1:32" in done.stdout
    assert "from 2031-04, 1 record without a date left out" in done.stderr
    told = json.loads(asked(tmp_path, *options, "--format", "json").stdout)
    assert [(each["label"], each["constraint"]) for each in told] == [
        ("Answer", 1.0),
        ("Reply", 1.0),
    ]


@pytest.mark.parametrize("measure", ((), ("--measure", "brokerage")))
@pytest.mark.parametrize("format", ("table", "csv", "tsv", "json", "markdown"))
def test_nothing_found_is_said_in_words(
    tmp_path: Path, format: str, measure: tuple[str, ...]
) -> None:
    """No tie is an answer: exit 0, and on stderr what was searched."""
    done = asked(tmp_path, "--to", "1999", "--format", format, *measure)
    assert done.exit_code == 0
    assert "the network of meetings, to 1999, 1 source searched" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_graphml_is_read_back_by_networkx(tmp_path: Path, kind: str) -> None:
    """The file has the nodes, edges and evidence of the network."""
    text = asked(tmp_path, "--kind", kind, "--format", "graphml").stdout
    again = nx.parse_graphml(text)
    graph = network(OxigraphEngine.load(open_at(str(tmp_path))), kind)
    assert set(again) == set(graph)
    assert sorted(d["evidence"] for *_, d in again.edges(data=True)) == sorted(
        ", ".join(d["evidence"]) for *_, d in graph.edges(data=True)
    )


def test_hostile_labels_steer_no_terminal_and_break_no_xml(tmp_path: Path) -> None:
    """Control characters of a label reach neither the table nor the file."""
    ties(tmp_path)
    file = tmp_path / "graph" / "reference.ttl"
    file.write_text(file.read_text("utf-8").replace('"Bob"', '"B\\u001b[31mo\\u202eb"'), "utf-8")
    for options in ((), ("--format", "graphml"), ("--measure", "degree")):
        told = asked(tmp_path, *options).stdout
        assert "Cid" in told and "\x1b" not in told and "\u202e" not in told


def test_graphml_holds_no_ranking(tmp_path: Path) -> None:
    """A usage error says what to leave out."""
    done = asked(tmp_path, "--format", "graphml", "--measure", "degree")
    assert done.exit_code == 2
    assert "Leave out --measure" in done.stderr


def test_a_disputed_tie_is_marked(tmp_path: Path) -> None:
    """What another record denies is listed, and marked."""
    denial = record("no", "a trv:Denial ; trv:speaker :cid ; trv:denies :r1", 40)
    ties(tmp_path, MEETINGS, DOCUMENTS, denial)
    told = asked(tmp_path, "--format", "markdown").stdout
    marked = [line for line in told.splitlines() if "disputed" in line]
    assert len(marked) == 1 and "| Ann Berg | Bob |" in marked[0]
