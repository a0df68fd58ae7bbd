"""Rules on `travaux reason --check`: what HermiT says, in words, with file and line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run

from travaux import consistency
from travaux.clash_words import Told
from travaux.corpus import Corpus
from travaux.workspace import open_at


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    """The tiny workspace, to be changed at will."""
    return shutil.copytree(tiny, tmp_path / "tiny")


def put(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once; return the line it begins in."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.slow
def test_the_real_graph_holds_together_alignments_included(run: Run, java: str) -> None:
    """Ontology, alignments and all that is said; what HermiT was not shown is said on stderr."""
    done = run("reason", "--check", "--format", "json")
    assert done.returncode == 0, done.stdout
    content = json.loads(done.stdout)
    assert content["consistent"] and content["unsatisfiable"] == content["clashes"] == []
    corpus = Corpus(open_at(str(ROOT)))
    said = {triple for part in corpus.layer(*consistency.LAYERS) for triple in part.triples}
    assert content["triples"] == len(said)
    assert any(part.file.layer == "alignments" and part.triples for part in corpus.parts)
    left = sum(content["left_out"].values())
    assert f"left out, for HermiT cannot read their datatypes: {left:,} literals" in done.stderr
    assert content["actors_declared_different"] > 50 and "are all different" in done.stderr


@pytest.mark.slow
def test_a_clash_is_told_in_words_with_file_and_line(copy: Path, run: Run, java: str) -> None:
    """Exit code 1; the two attitudes, that there may be one, and that they are not the same."""
    file = copy / "graph" / "sources" / "t1.ttl"
    text = file.read_text("utf-8")
    first = next(each for each in text.splitlines() if "trv:attitude" in each)
    start = text[: text.index(first)].rindex("\nrec:")
    old = text[start : text.index(first) + len(first)]
    other = "con:ignores" if "con:ignores" not in first else "con:rejects"
    line = put(file, old, f"{old}\n    trv:attitude {other} ;") + old.count("\n") + 1
    done = run("reason", "--check", cwd=copy)
    assert done.returncode == 1
    assert done.stdout.startswith("Inconsistent: not all that is said")
    assert "These 4 cannot all be true; without any one of them the others can:" in done.stdout
    assert f"  graph/sources/t1.ttl:{line - 1}\n" in done.stdout
    assert f"  graph/sources/t1.ttl:{line}\n" in done.stdout
    assert "nothing has more than one value of “attitude”" in done.stdout
    assert "no two of these are the same:" in done.stdout
    assert "searching" in done.stderr and "left to search" in done.stderr


@pytest.mark.slow
def test_a_class_without_members_is_told_and_explained(copy: Path, run: Run, java: str) -> None:
    """Nothing is wrong until somebody uses it: that is why it is asked for."""
    put(
        copy / "ontology" / "fisheries.ttl",
        "fish:CatchLimit\n",
        "fish:Fisher a owl:Class ; rdfs:subClassOf trv:Person , trv:State .\n\nfish:CatchLimit\n",
    )
    done = run("reason", "--check", "--format", "markdown", cwd=copy)
    assert done.returncode == 1
    assert "but nothing can be a member of: fish:Fisher." in done.stdout
    assert (
        "ontology/fisheries.ttl:" in done.stdout and "every fish:Fisher is a person" in done.stdout
    )
    assert "nothing is more than one of these: organization, person" in done.stdout


def report(**changes: object) -> consistency.Report:
    told = Told("graph/s.ttl", 7, "somebody is a person", "")
    clash = consistency.Explained("", (told,), False, 60)
    found = consistency.Report(False, (), (clash,), 100, {"urn:x:odd": 2}, 0)
    return found._replace(**changes)


def test_what_is_not_minimal_is_said_not_to_be() -> None:
    """When time was up; and how much is not shown."""
    corpus = Corpus(open_at(str(ROOT / "tests" / "tiny")))
    words = " ".join(consistency.render(report(), corpus, "table").split())
    assert "Among these 61 are some that cannot all be true (not minimal: time was up)" in words
    assert "the first 1 of them" in words and "graph/s.ttl:7 somebody is a person" in words
    content = json.loads(consistency.render(report(), corpus, "json"))
    assert content["clashes"][0]["minimal"] is False and content["clashes"][0]["more"] == 60


def test_what_was_left_out_is_counted_by_datatype_and_nothing_said_where_nothing_was() -> None:
    """Each with its CURIE."""
    corpus = Corpus(open_at(str(ROOT / "tests" / "tiny")))
    assert consistency.left_out(report(), corpus).endswith("2 literals (2 <urn:x:odd>)")
    assert consistency.left_out(report(left_out={}), corpus) == ""
    assert consistency.added(report()) == ""


def test_every_format_has_the_same_statements() -> None:
    """For people and for programs."""
    corpus = Corpus(open_at(str(ROOT / "tests" / "tiny")))
    for format in ("table", "csv", "json", "markdown"):
        assert "somebody is a person" in consistency.render(report(), corpus, format)


def test_actors_are_those_of_the_reference_layer(tiny: Path) -> None:
    """A voice of a source that is not named may be anybody: it is not declared different."""
    names = [iri.rpartition("/")[2] for iri in consistency._actors(Corpus(open_at(str(tiny))))]
    assert names == ["anna-berg", "erik-dahl", "nils-berg", "norvik", "suder"]


IN_S1, IN_S2, ACTORS = "graph/sources/s1.ttl", "graph/sources/s2.ttl", "graph/reference.ttl"
#: In which file what is changed to what, and how many statements the clash then has at most.
CHANGES = {
    "two attitudes": (IN_S1, "ude con:rejects ;", "ude con:rejects , con:open ;", 4),
    "person and state": (
        ACTORS,
        "sherman\n    a trv:Person",
        "sherman\n    a trv:Person , trv:State",
        4,
    ),
    "two made one": (ACTORS, "sherman\n", "sherman\n    owl:sameAs ent:sergei-ryabkov ;\n", 2),
    "two kinds": (IN_S1, "    a trv:Position ;", "    a trv:Position , trv:Denial ;", 3),
    "two numbers": (IN_S2, "    trv:paragraph 5 ;", "    trv:paragraph 5 , 6 ;", 3),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_clash_in_the_real_graph_is_found_and_small(
    change: str, workspace_copy: Path, run: Run, java: str
) -> None:
    """Five kinds, each by changing one line of some ten thousand."""
    file, old, new, most = CHANGES[change]
    path = workspace_copy / file
    text = path.read_text("utf-8")
    assert old in text
    start = "PREFIX owl: <http://www.w3.org/2002/07/owl#>\n" if "owl:" in new else ""
    path.write_text(start + text.replace(old, new, 1), "utf-8")
    done = run("reason", "--check", "--format", "json", cwd=workspace_copy)
    assert done.returncode == 1
    (clash,) = json.loads(done.stdout)["clashes"]
    assert clash["minimal"] and len(clash["statements"]) <= most
    assert any(told["file"] == file and told["line"] for told in clash["statements"])
