"""`travaux.open()`: the same answers as the command line, and changes that are safe."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Triple

import travaux
from travaux import cli
from travaux.errors import BadData, BadParameter, FileProblem, TravauxError, UnknownQuestion
from travaux.kg.graph import ChangedOnDisk, KnowledgeGraph
from travaux.kg.pending import Change, DoesNotConform
from travaux.kg.result import WrongKind
from travaux.vocabulary import LABEL, PERSON, TYPE

REFERENCE = "graph/reference.ttl"


@pytest.fixture
def own(tmp_path: Path, tiny: Path) -> Path:
    """A copy of the tiny workspace, to be written to."""
    return Path(shutil.copytree(tiny, tmp_path / "own"))


def person(base: str, name: str) -> list[Triple]:
    """The triples of a person of that name."""
    node = NamedNode(f"{base}entity/{name}")
    return [
        Triple(node, NamedNode(TYPE), NamedNode(PERSON)),
        Triple(node, NamedNode(LABEL), Literal(name, language="en")),
    ]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what is in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def told(kg: KnowledgeGraph, name: str) -> bool:
    """Whether a label stands in what is asked."""
    return bool(kg.sparql(f'ASK {{ ?s rdfs:label "{name}"@en }}'))


# Questions ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "params"),
    [("meetings", {}), ("rejected-demands", {"actor": "NATO"}), ("sources", {})],
)
def test_a_named_question_has_the_rows_of_the_command_line(
    name: str, params: dict[str, str]
) -> None:
    """Column by column and row by row, what `--format csv` writes."""
    given = [text for key, value in params.items() for text in ("-p", f"{key}={value}")]
    done = CliRunner().invoke(cli.group, ["query", name, "--format", "csv", *given])
    lines = list(csv.reader(io.StringIO(done.stdout)))
    result = travaux.open().query(name, **params)
    assert result.columns == lines[0]
    texts = [
        ["" if each is None else getattr(each, "value", str(each)) for each in row.values()]
        for row in result.terms
    ]
    assert texts == lines[1:]
    assert texts


def test_a_table_reads_as_on_the_command_line(tiny: Path) -> None:
    """The text of a result is the command's table, at a hundred columns."""
    done = CliRunner(env={"COLUMNS": "100"}).invoke(
        cli.group, ["query", "positions", "--workspace", str(tiny)]
    )
    assert str(travaux.open(tiny).query("positions")) == done.stdout.rstrip("\n")


def test_values_are_those_of_python(tiny: Path) -> None:
    """Numbers, truth and texts are such; what is unbound is None; the rest is as it is written."""
    result = travaux.open(tiny).sparql(
        "SELECT * { VALUES (?a ?b ?c ?d ?e ?f) "
        '{ (1 1.5 true "x" UNDEF "007"^^xsd:integer) ("z"^^xsd:integer 2e0 false ent: 1 2) } }'
    )
    assert list(result.rows[0].values()) == [1, 1.5, True, "x", None, 7]
    assert next(iter(result.rows[1].values())) == "z"
    assert len(result) == 2
    assert [row["c"] for row in result] == [True, False]


def test_each_kind_of_answer_gives_what_it_has(tiny: Path) -> None:
    """SELECT rows, ASK a truth, CONSTRUCT a graph; any other is refused with what to use."""
    kg = travaux.open(tiny)
    assert kg.sparql("ASK { ?s ?p ?o }")
    assert not kg.sparql("ASK { ?s ?p 'nothing' }")
    graph = kg.sparql("CONSTRUCT { ?s a trv:Position } WHERE { ?s a trv:Position }").graph()
    assert len(graph) == len(kg.sparql("SELECT ?s { ?s a trv:Position }")) > 0
    with pytest.raises(WrongKind, match="a graph"):
        _ = kg.sparql("CONSTRUCT WHERE { ?s a trv:Position }").rows
    with pytest.raises(WrongKind, match="rows"):
        kg.query("positions").graph()


def test_a_mistake_is_told_when_it_is_made(tiny: Path) -> None:
    """Not when the answer is first looked at."""
    kg = travaux.open(tiny)
    with pytest.raises(UnknownQuestion):
        kg.query("no-such")
    with pytest.raises(BadParameter):
        kg.query("positions", nothing="x")
    with pytest.raises(TravauxError):
        kg.sparql("SELEC ?s")
    with pytest.raises(BadParameter, match="no option"):
        kg.timeline(since="2022")
    for wrong in ({"roles": "Norvik"}, {"roles": ["demands"]}, {"by": "actors"}):
        with pytest.raises(BadParameter, match="Known: "):
            kg.ledger(**wrong)
    assert str(kg.ledger(roles="demand")) == str(kg.ledger(roles=["demand"]))


def test_an_empty_answer_says_what_may_be_the_reason(tiny: Path) -> None:
    """A term that stands nowhere is named, in text and in notebooks; an answer has no such note."""
    kg = travaux.open(tiny)
    empty = kg.sparql("SELECT ?m { ?m a trv:Meting }")
    assert empty.rows == []
    assert "trv:Meeting" in str(empty)
    assert "trv:Meeting" in empty._repr_html_()
    assert "trv:Meeting" in kg.sparql("ASK { ?m a trv:Meting }")._repr_html_()
    assert kg.query("positions").notes == []


def test_pandas_gets_texts_and_missing_values(tiny: Path) -> None:
    """As many rows and the same columns; "007" stays as it is."""
    pytest.importorskip("pandas")
    kg = travaux.open(tiny)
    frame = kg.query("positions").to_pandas()
    assert list(frame.columns) == kg.query("positions").columns
    assert len(frame) == len(kg.query("positions"))
    odd = kg.sparql('SELECT * { VALUES (?a ?b) { ("007" UNDEF) ("NA" "") } }').to_pandas()
    assert odd["a"].tolist() == ["007", "NA"]
    assert odd["b"].isna().all()


def test_a_notebook_shows_labels_and_escapes_them(own: Path) -> None:
    """A label is text, whatever it holds."""
    kg = travaux.open(own)
    kg.stage([Change(REFERENCE, person(kg.workspace.base, "<script>alert(1)</script>"[1:7]))])
    html = kg.sparql('SELECT ("<img src=x onerror=alert(1)>" AS ?x) { }')._repr_html_()
    assert "<img" not in html
    assert "&lt;img" in html
    assert "not recorded" in kg.sparql("SELECT * { ?s ?p 'none' }")._repr_html_()


def test_dossier_ledger_and_timeline_say_what_their_commands_say(tiny: Path) -> None:
    """Text and rows."""
    kg = travaux.open(tiny)
    shown = {"show": ["Anna Berg"], "ledger": [], "timeline": []}
    for word, arguments in shown.items():
        line = [word, *arguments, "--workspace", str(tiny)]
        done = CliRunner(env={"COLUMNS": "80"}).invoke(cli.group, line)
        found = getattr(kg, word)(*arguments)
        assert str(found) == done.stdout.rstrip("\n"), done.output
        assert found.rows
        assert (found._repr_markdown_() or "").strip()


# Changes ------------------------------------------------------------------------------------
def test_a_change_in_the_dataset_is_asked_at_once_and_saved(own: Path) -> None:
    """It shows in the next query; saved, the file is canonical and says it; twice the same."""
    kg = travaux.open(own)
    graph = kg.dataset.graph(rdflib.URIRef(kg.workspace.base + "graph/reference"))
    assert not told(kg, "Zed")
    for each in person(kg.workspace.base, "Zed"):
        graph.add(
            (
                rdflib.URIRef(each.subject.value),
                rdflib.URIRef(each.predicate.value),
                rdflib.Literal("Zed", lang="en")
                if isinstance(each.object, Literal)
                else rdflib.URIRef(each.object.value),
            )
        )
    assert told(kg, "Zed")
    assert [change.path for change in kg.changes()] == [REFERENCE]
    assert kg.save() and not kg.changes()
    once = contents(own)
    assert told(travaux.open(own), "Zed")
    assert travaux.open(own).save() == []
    assert contents(own) == once
    done = CliRunner().invoke(cli.group, ["fmt", "--check", "--workspace", str(own)])
    assert done.exit_code == 0, done.output


def test_a_dataset_that_is_not_changed_changes_nothing(own: Path) -> None:
    """Every literal comes back as it is written: the files stay, byte for byte."""
    kg = travaux.open(own)
    assert sum(len(graph) for graph in kg.dataset.graphs()) > 0
    for graph in kg.dataset.graphs():
        for each in list(graph):
            graph.remove(each)
            graph.add(each)
    assert kg.changes() == []


def test_the_built_in_dataset_comes_back_unchanged() -> None:
    """Dates, durations, numbers, languages: no triple is altered on the way through rdflib."""
    kg = travaux.open()
    for graph in kg.dataset.graphs():
        for each in list(graph):
            graph.remove(each)
            graph.add(each)
    assert kg.changes() == []


def test_a_change_that_does_not_conform_changes_nothing(own: Path) -> None:
    """The error says what is wrong; questions and files are as before."""
    kg = travaux.open(own)
    before = contents(own)
    nameless = [person(kg.workspace.base, "Zed")[0]]
    with pytest.raises(DoesNotConform) as error:
        kg.stage([Change(REFERENCE, person(kg.workspace.base, "Ann")), Change(REFERENCE, nameless)])
    assert any(each.entity.endswith("Zed") for each in error.value.findings)
    assert not kg.changes()
    assert not told(kg, "Ann")
    assert contents(own) == before


def test_staged_changes_show_in_the_dataset_and_can_be_discarded(own: Path) -> None:
    """Whichever door a change comes by, the other sees it."""
    kg = travaux.open(own)
    size = len(kg.dataset.graph(rdflib.URIRef(kg.workspace.base + "graph/reference")))
    kg.stage([Change(REFERENCE, person(kg.workspace.base, "Zed"))])
    graph = kg.dataset.graph(rdflib.URIRef(kg.workspace.base + "graph/reference"))
    assert len(graph) == size + 2
    assert told(kg, "Zed")
    kg.discard()
    assert not told(kg, "Zed")


def test_a_graph_that_is_no_file_cannot_be_changed(own: Path) -> None:
    """Triples that would be lost are refused."""
    kg = travaux.open(own)
    graph = kg.dataset.graph(rdflib.URIRef("https://example.org/elsewhere"))
    graph.add((rdflib.URIRef("x:a"), rdflib.URIRef("x:b"), rdflib.URIRef("x:c")))
    with pytest.raises(BadData, match="no file of the workspace"):
        kg.query("positions")


@pytest.mark.parametrize("path", ["../out.ttl", "queries/x.ttl", "graph/x.txt", "/etc/passwd"])
def test_only_files_of_the_graph_can_be_changed(own: Path, path: str) -> None:
    """Nothing outside the folders that hold the graph."""
    kg = travaux.open(own)
    with pytest.raises(FileProblem):
        kg.stage([Change(path, person(kg.workspace.base, "Zed"))])


def test_what_somebody_else_changed_is_not_overwritten(own: Path) -> None:
    """The file on disk is another than the one that was read: saving is refused."""
    kg = travaux.open(own)
    kg.stage([Change(REFERENCE, person(kg.workspace.base, "Zed"))])
    path = own / REFERENCE
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    before = contents(own)
    with pytest.raises(ChangedOnDisk, match="somebody else"):
        kg.save()
    assert contents(own) == before


# Faults -------------------------------------------------------------------------------------
SAVE = """
import resource, signal, sys
import travaux
sys.path.insert(0, {tests!r})
from test_kg import REFERENCE, person
from travaux.kg.pending import Change
kg = travaux.open({own!r})
kg.stage([Change(REFERENCE, person(kg.workspace.base, "Zed"))])
{fault}
kg.save()
"""


def save(own: Path, fault: str) -> subprocess.CompletedProcess[str]:
    """Save a change in a process of its own that meets a fault."""
    script = SAVE.format(tests=os.path.dirname(__file__), own=str(own), fault=fault)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


def test_a_full_disk_loses_nothing(own: Path) -> None:
    """A file that may not grow: an error that names the file, which is as before."""
    before = contents(own)
    done = save(
        own,
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "kg.check = lambda: None\n"
        "texts = kg._pending.texts()\nkg._pending.texts = lambda: texts\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))",
    )
    assert done.returncode != 0
    assert "cannot be written" in done.stderr
    assert contents(own) == before


def test_a_kill_in_the_middle_of_saving_leaves_the_file_whole(own: Path) -> None:
    """Between writing and renaming, SIGKILL: the file is as before; what is left is no Turtle."""
    before = contents(own)
    done = save(
        own,
        "import os\nos.replace = lambda *a: os.kill(os.getpid(), signal.SIGKILL)",
    )
    assert done.returncode == -signal.SIGKILL
    after = contents(own)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after.keys() - before.keys() if name.endswith(".ttl")]
    assert travaux.open(own).query("positions")


@pytest.mark.skipif(os.geteuid() != 0, reason="takes another user's id")
def test_a_folder_that_may_not_be_written_is_told(tiny: Path) -> None:
    """As another user: an error that names the file, nothing changed."""
    with TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)  # the test's own folder is closed to others
        own = Path(shutil.copytree(tiny, Path(scratch, "own")))
        before = contents(own)
        done = save(own, "import os\nos.setgid(65534)\nos.setuid(65534)")
        assert "reference.ttl: cannot be written: Permission denied" in done.stderr
        assert contents(own) == before
