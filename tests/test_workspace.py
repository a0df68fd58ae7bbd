"""A workspace is found, its files are graphs, and nothing leads out of it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import QuerySolutions
from small import BASE, TOML, TRIPLE, build

from travaux import workspace
from travaux.engine import OxigraphEngine
from travaux.errors import BadTurtle, BadWorkspace, DuplicateStem, FileProblem, WorkspaceNotFound


def test_a_workspace_is_found_by_flag_then_variable_then_upward_then_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of the four that names one wins."""
    for name in ("flag", "variable", "upward"):
        build(tmp_path / name, {})
    below = tmp_path / "upward" / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.setenv("TRAVAUX_WORKSPACE", str(tmp_path / "variable"))
    assert workspace.find(str(tmp_path / "flag")).root == str(tmp_path / "flag")
    assert workspace.find().root == str(tmp_path / "variable")
    monkeypatch.setenv("TRAVAUX_WORKSPACE", "")
    assert workspace.find().root == str(tmp_path / "upward")
    monkeypatch.chdir("/")
    assert workspace.find().root == workspace.builtin_root()


def test_the_built_in_workspace_is_used_where_the_current_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A removed folder is no reason to fail."""
    monkeypatch.delenv("TRAVAUX_WORKSPACE", raising=False)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert workspace.find().root == workspace.builtin_root()


def test_a_folder_named_as_workspace_must_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No silent fall-back: the error names the folder and who named it."""
    (tmp_path / "file").write_text("")
    for name, reason in (
        ("none", "no such folder"),
        ("file", "is a file"),
        (".", "not a workspace"),
    ):
        with pytest.raises(WorkspaceNotFound, match=reason):
            workspace.find(str(tmp_path / name))
    monkeypatch.setenv("TRAVAUX_WORKSPACE", str(tmp_path / "none"))
    with pytest.raises(WorkspaceNotFound, match="TRAVAUX_WORKSPACE"):
        workspace.find()
    with pytest.raises(WorkspaceNotFound):
        workspace.find("")


def test_a_file_is_the_graph_of_its_stem_and_its_folder_tells_the_layer(tmp_path: Path) -> None:
    """`<base>graph/<stem>`; shapes and alignments stay out of the merge."""
    names = ("reference", "analysis", "sources/s1")
    terms = ("ontology", "shapes", "shapes-style", "alignments", "more")
    files = {f"graph/{name}.ttl": TRIPLE for name in names}
    files |= {f"ontology/{name}.ttl": TRIPLE for name in terms}
    found = build(tmp_path, {**files, "graph/.hidden.ttl": "", "graph/note.txt": ""}).graph_files()
    assert {file.iri for file in found} == {f"{BASE}graph/{Path(n).name}" for n in (*names, *terms)}
    assert {file.stem: file.layer for file in found} == {
        "reference": "reference",
        "analysis": "analysis",
        "s1": "source",
        "ontology": "ontology",
        "more": "ontology",
        "shapes": "shapes",
        "shapes-style": "shapes",
        "alignments": "alignments",
    }
    apart = {file.stem for file in found if not file.merged}
    assert apart == {"shapes", "shapes-style", "alignments"}


def test_two_files_of_one_stem_are_an_error_that_names_both(tmp_path: Path) -> None:
    """One graph cannot come from two files."""
    space = build(tmp_path, {"graph/reference.ttl": TRIPLE, "graph/sources/reference.ttl": TRIPLE})
    with pytest.raises(DuplicateStem, match=r"graph/reference\.ttl.*sources/reference\.ttl"):
        space.graph_files()


def test_a_workspace_without_an_ontology_uses_the_built_in_one_and_adds_to_it(tiny: Path) -> None:
    """The built-in files keep their graph names, the workspace's own get its base."""
    space = workspace.open_at(str(tiny))
    files = {file.iri: file for file in space.graph_files()}
    assert "https://w3id.org/travaux/graph/ontology" in files
    assert "https://example.org/tiny/graph/fisheries" in files
    assert not any("w3id" in iri for iri, file in files.items() if str(tiny) in file.path)
    assert space.prefixes()["ent"] == "https://example.org/tiny/entity/"
    assert space.prefixes()["trv"] == "https://w3id.org/travaux/ontology#"
    rules = [Path(path) for path in space.rule_files()]
    assert len(rules) > 1 and {path.parent for path in rules} == {ROOT / "ontology" / "rules"}


def test_a_workspace_with_its_own_ontology_borrows_nothing(tmp_path: Path) -> None:
    """ontology.ttl marks an ontology as complete."""
    space = build(tmp_path, {"ontology/ontology.ttl": TRIPLE})
    assert [file.stem for file in space.graph_files()] == ["ontology"]
    assert space.prefixes() == {}
    assert space.rule_files() == []


@pytest.mark.parametrize("name", ["Upper.ttl", "two words.ttl", "x_y.ttl", "é.ttl", "a.b.ttl"])
def test_names_are_of_small_letters_digits_and_hyphens(name: str, tmp_path: Path) -> None:
    """A name that could not stand in an IRI or a path is refused, not mended."""
    with pytest.raises(BadWorkspace, match="a-z, 0-9 and hyphens"):
        build(tmp_path, {f"graph/sources/{name}": TRIPLE}).graph_files()


def test_nothing_leads_out_of_the_workspace(tmp_path: Path) -> None:
    """A link to a file or a folder elsewhere is refused; one inside is followed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.ttl").write_text(TRIPLE)
    (outside / "q.rq").write_text("ASK {}")
    space = build(tmp_path / "in", {"graph/a.ttl": TRIPLE})
    inside = tmp_path / "in" / "graph" / "b.ttl"
    inside.symlink_to("a.ttl")
    assert len([f for f in space.graph_files() if f.layer == "reference"]) == 2
    inside.unlink()
    inside.symlink_to(outside / "x.ttl")
    with pytest.raises(FileProblem, match="leads out"):
        space.graph_files()
    inside.unlink()
    (tmp_path / "in" / "queries").symlink_to(outside)
    with pytest.raises(FileProblem, match="leads out"):
        space.question_files()


@pytest.mark.parametrize("name", ["ontology/prefixes.ttl", "travaux.toml", "ontology"])
def test_a_link_is_followed_out_of_the_workspace_by_no_road(
    name: str, tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The list of prefixes and the settings too: an error would quote what the file holds."""
    secret = tmp_path / "outside" / "prefixes.ttl"
    secret.parent.mkdir()
    secret.write_text("root:x:0:0:secret\n")
    root = tmp_path / "in"
    build(root, {"queries/q.rq": "#+ summary: x\n#+ theme: y\nASK {}", "graph/a.ttl": TRIPLE})
    (root / name).unlink(missing_ok=True)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(secret.parent if name == "ontology" else secret)
    for words in ("query q", "queries", "show a", "validate", "stats", "view", "fmt --check"):
        if words == "queries" and name != "travaux.toml":
            continue  # it reads neither
        done = run(*words.split(), cwd=root)
        assert "secret" not in done.stdout + done.stderr
        assert (done.returncode, "leads out of the workspace" in done.stderr) == (2, True), words


def test_settings_and_prefixes_may_be_links_inside(tmp_path: Path) -> None:
    """Only where they lead to counts."""
    build(tmp_path, {"ontology/own.ttl": "@prefix own: <a:b> ."})
    (tmp_path / "travaux.toml").rename(tmp_path / "settings")
    (tmp_path / "travaux.toml").symlink_to("settings")
    (tmp_path / "ontology" / "prefixes.ttl").symlink_to("own.ttl")
    assert workspace.open_at(str(tmp_path)).prefixes()["own"] == "a:b"


def test_a_linked_folder_above_leads_out_as_well(tmp_path: Path) -> None:
    """graph/ elsewhere takes graph/sources/ with it."""
    build(tmp_path / "outside", {"graph/sources/x.ttl": TRIPLE})
    space = build(tmp_path / "in", {})
    (tmp_path / "in" / "graph").symlink_to(tmp_path / "outside" / "graph")
    with pytest.raises(FileProblem, match="leads out"):
        space.graph_files()
    (tmp_path / "link").symlink_to(tmp_path / "outside")
    assert len(workspace.open_at(str(tmp_path / "link")).graph_files()) > 1


def test_a_folder_or_a_dangling_link_named_like_a_file_is_an_error(tmp_path: Path) -> None:
    """Neither is passed over in silence."""
    space = build(tmp_path, {"graph/a.ttl/x": "", "queries/none": ""})
    with pytest.raises(FileProblem, match="folder"):
        space.graph_files()
    (tmp_path / "queries" / "q.rq").symlink_to("nowhere")
    with pytest.raises(FileProblem, match="nowhere"):
        space.question_files()


def test_questions_are_named_by_their_files(tmp_path: Path) -> None:
    """Only .rq files of queries/ itself; checks in a folder below are not questions."""
    files = {
        "queries/b.rq": "",
        "queries/a-1.rq": "",
        "queries/checks/c.rq": "",
        "queries/x.md": "",
    }
    assert list(build(tmp_path, files).question_files()) == ["a-1", "b"]


def test_a_malformed_list_of_prefixes_names_file_and_line(tmp_path: Path) -> None:
    """prefixes.ttl is Turtle like any other."""
    files = {"ontology/prefixes.ttl": "@prefix a: <b:> .\n@prefix x <a:> ."}
    with pytest.raises(BadTurtle) as caught:
        build(tmp_path, files, TOML).prefixes()
    assert "prefixes.ttl:2" in caught.value.where


def test_nothing_in_the_code_knows_this_negotiation() -> None:
    """No name of a person, state or organization of the built-in graph stands in src/."""
    engine = OxigraphEngine.load(workspace.find(str(ROOT)))
    names = engine.query(
        """SELECT DISTINCT ?name WHERE {
          ?class rdfs:subClassOf* trv:Actor . ?actor a ?class ; rdfs:label|skos:altLabel ?name .
          FILTER (REGEX(STR(?name), "^\\\\p{Lu}\\\\w{2,}") && !CONTAINS(STR(?actor), "/record/"))
        }"""
    )
    assert isinstance(names, QuerySolutions)
    known = {row["name"].value for row in names}
    assert len(known) > 100
    wanted = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(known))) + r")\b")
    kinds = {".py", ".js", ".css", ".html"}
    for path in (ROOT / "src").rglob("*"):
        if path.suffix in kinds:
            found = wanted.findall(path.read_text(encoding="utf-8"))
            assert found == [], path


def test_borrowed_prefixes_of_things_stand_for_the_borrower_s_things(tmp_path: Path) -> None:
    """Terms stay the ontology's; what is named under the base is the workspace's own."""
    space = build(tmp_path, {})
    theirs = workspace.open_at(workspace.builtin_root()).prefixes()
    things = {"ent", "src", "psg", "rec", "lnk", "grp"}
    found = space.prefixes()
    assert set(found) == set(theirs)
    for key, iri in theirs.items():
        tail = iri.removeprefix("https://w3id.org/travaux/")
        assert found[key] == (BASE + tail if key in things else iri), key
    build(tmp_path, {"ontology/prefixes.ttl": "@prefix ent: <https://example.org/own/> ."})
    assert space.prefixes()["ent"] == "https://example.org/own/"
    assert space.prefixes()["src"] == BASE + "source/"


def test_a_new_workspace_without_an_ontology_can_use_the_usual_prefixes(
    tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """`fmt` keeps them, `show` and `query` read them as its own."""
    turtle = f"""PREFIX ent: <{BASE}entity/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>

ent:x
    a trv:Person ;
    rdfs:label "Somebody"@en ;
.
"""
    build(tmp_path, {"graph/reference.ttl": turtle})
    assert run("fmt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "graph" / "reference.ttl").read_text("utf-8") == turtle
    answer = run("show", "ent:x", cwd=tmp_path)
    assert answer.stdout.startswith("Somebody\nperson · ent:x\n")
    asked = run("sparql", "SELECT ?label { ent:x rdfs:label ?label }", cwd=tmp_path)
    assert "Somebody" in asked.stdout
