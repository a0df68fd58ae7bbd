"""Rules on HermiT: what it is shown, how it is run, and that what goes wrong is told in words."""

from __future__ import annotations

import io
import os
import re
import subprocess
from pathlib import Path
from time import monotonic

import owlready2
import pytest
from conftest import ROOT, Run, clean_environment, travaux_command
from pyoxigraph import Literal, NamedNode, Triple

from travaux import hermit
from travaux.corpus import Corpus
from travaux.shacl_report import ntriples
from travaux.turtle_text import parse
from travaux.vocabulary import EDTF_DATE, TRV, XSD
from travaux.workspace import open_at

PREFIXES = """
PREFIX : <urn:x:>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
TBOX = ":A a owl:Class . :B a owl:Class ; owl:disjointWith :A . :p a owl:DatatypeProperty . "


def triples(text: str) -> list[Triple]:
    return parse(PREFIXES + text, "a test")[0]


def soon() -> float:
    return monotonic() + 100


def test_literals_of_datatypes_that_it_does_not_know_are_left_out_and_counted() -> None:
    """It dies on them, even as values; equal triples count once."""
    dates = ":x :p '2022-01-10'^^xsd:date . :x :p '2022-01-10'^^xsd:date, 'P1D'^^xsd:duration ."
    kept, out = hermit.readable(triples(dates + ":x :p 1, 'a', 'b'@en . :p rdfs:range xsd:gYear ."))
    assert out == {XSD + "date": 1, XSD + "duration": 1, XSD + "gYear": 1}
    assert [str(triple.object) for triple in kept if isinstance(triple.object, Literal)] == [
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"a"',
        '"b"@en',
    ]


def test_it_reads_every_datatype_that_it_is_shown(java: str) -> None:
    """The list of those it knows is right: none of them ends it."""
    values = {
        "integer": "1",
        "boolean": "true",
        "dateTime": "2022-01-10T00:00:00Z",
        "double": "1.0",
    }
    values |= {"dateTimeStamp": "2022-01-10T00:00:00Z", "decimal": "1.0", "float": "1.0"}
    values |= {"base64Binary": "AAAA", "hexBinary": "AA", "negativeInteger": "-1"}
    values |= {"nonPositiveInteger": "-1"}
    p = NamedNode("urn:x:p")
    shown = [
        Triple(NamedNode(f"urn:x:{n}"), p, Literal(_value(kind, values), datatype=NamedNode(kind)))
        for n, kind in enumerate(sorted(hermit.KNOWN))
        if kind.startswith(XSD)
    ]
    assert len(shown) > 25 and hermit.readable(shown)[0] == shown
    assert hermit.first_clash([[*triples(TBOX), *shown]], soon()) is None


def _value(kind: str, values: dict[str, str]) -> str:
    name = kind.removeprefix(XSD)
    return values.get(name, "1" if re.search("[iI]nt|[lL]ong|[sS]hort|[bB]yte", name) else "a")


@pytest.mark.slow
def test_it_names_the_first_of_several_sets_that_cannot_hold_together(java: str) -> None:
    """Many sets are asked about in one run of Java."""
    good, bad = triples(TBOX + ":x a :A ."), triples(TBOX + ":x a :A, :B .")
    assert hermit.first_clash([good, good], soon()) is None
    assert hermit.first_clash([good, bad, good, bad], soon()) == 1
    assert hermit.first_clash([bad], soon()) == 0


@pytest.mark.slow
def test_it_finds_the_unsatisfiable_classes_that_owlready2_finds(java: str) -> None:
    """owlready2 is the reference; it is given the same ontology as N-Triples."""
    corpus = Corpus(open_at(str(ROOT)))
    said = [triple for part in corpus.layer("ontology", "alignments") for triple in part.triples]
    seed = "trv:Sovereign a owl:Class ; rdfs:subClassOf trv:Person, trv:State ."
    shown, _ = hermit.readable([*said, *triples(seed)])
    owlready2.JAVA_EXE = java
    world = owlready2.World()
    space = world.get_ontology("https://w3id.org/travaux/ontology#")
    space.load(fileobj=io.BytesIO(ntriples(shown).encode()))
    assert len(world.graph) == len(shown) + 1  # and one triple of its own
    with space:
        owlready2.sync_reasoner_hermit(world, debug=0)
    wanted = [each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing]
    assert hermit.unsatisfiable(shown, soon()) == sorted(wanted) == [TRV + "Sovereign"]


def test_a_clash_is_no_class_without_members(java: str) -> None:
    """It is told apart: nothing at all can be."""
    assert hermit.unsatisfiable(triples(TBOX + ":x a :A, :B ."), soon()) is None


def test_what_it_cannot_read_is_told_in_its_own_words(java: str) -> None:
    """Never an empty message, and never taken for a clash."""
    date = Triple(
        NamedNode("urn:x:x"), NamedNode("urn:x:p"), Literal("x", datatype=NamedNode(EDTF_DATE))
    )
    for ask in (
        lambda: hermit.first_clash([[*triples(TBOX), date]], soon()),
        lambda: hermit.unsatisfiable([*triples(TBOX), date], soon()),
    ):
        with pytest.raises(hermit.ReasonerFailed, match=r"HermiT failed: .*EDTF"):
            ask()


def test_when_time_is_up_it_says_so(java: str) -> None:
    """And what to do."""
    with pytest.raises(hermit.ReasonerFailed, match="time was up") as error:
        hermit.first_clash([triples(TBOX)], monotonic() + 0.05)
    assert "--timeout" in error.value.hint


def test_without_java_it_is_said_what_to_install(tmp_path: Path, run: Run) -> None:
    """Java is no Python package: pip cannot bring it."""
    done = run("reason", "--check", env={"PATH": str(tmp_path), "JAVA_HOME": ""})
    assert (done.returncode, done.stdout) == (2, "")
    assert "HermiT needs Java" in done.stderr and "default-jre-headless" in done.stderr
    assert "Traceback" not in done.stderr


def test_java_home_is_as_good_as_the_path(
    monkeypatch: pytest.MonkeyPatch, java: str, tmp_path: Path
) -> None:
    """Where Java is installed but not on the PATH."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").symlink_to(java)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert hermit.java() == str(tmp_path / "bin" / "java")


def limited(megabytes: int) -> subprocess.CompletedProcess[str]:
    """`travaux reason --check` where no process may take more memory than this."""
    line = f'ulimit -v {megabytes * 1024}; exec "$0" reason --check'
    return subprocess.run(
        ["bash", "-c", line, travaux_command()],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_java_takes_no_more_memory_than_a_limit_leaves_it(java: str) -> None:
    """It reserves all of its heap at once: 2 GB of it do not fit into 512 MB."""
    done = limited(512)
    assert (done.returncode, done.stdout[:10]) == (0, "Consistent"), done.stderr


def test_where_memory_is_too_little_it_is_said_how_much_it_takes(java: str) -> None:
    """And by what the limit is set; Java's own words alone help nobody."""
    done = limited(300)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.match("travaux: Java has too little memory: [A-Z]", done.stderr)
    assert "needs about 448 MB" in done.stderr and "a limit of 300 MB" in done.stderr
    assert "ulimit -v unlimited" in done.stderr and "report file" not in done.stderr


@pytest.mark.parametrize(
    ("does", "words", "advice"),
    [
        ("kill -9 $$", "Java has too little memory: it was ended by signal 9", "about 448 MB"),
        ("kill -15 $$", "HermiT failed: it was ended by signal 15", ""),
        ("exit 3", "HermiT failed: it ended without a word, with code 3", ""),
        (
            "echo 'java.lang.OutOfMemoryError: Java heap space' >&2; exit 1",
            "Java has too little memory: java.lang.OutOfMemoryError: Java heap space",
            "a heap of 2000 MB",
        ),
    ],
)
def test_a_java_that_breaks_down_never_leaves_an_empty_message(
    does: str, words: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed by a system short of memory, or gone without a word."""
    program = tmp_path / "java"
    program.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(hermit.ReasonerFailed) as error:
        hermit.first_clash([triples(TBOX)], soon())
    assert error.value.what == words and advice in error.value.hint


def test_a_java_that_breaks_down_leaves_no_report_in_the_folder_where_one_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Java writes hs_err files to where it was started."""
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "java").write_text("#!/bin/sh\n: > hs_err.log; exit 1\n", "utf-8")
    (bin / "java").chmod(0o755)
    monkeypatch.setenv("PATH", str(bin), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(hermit.ReasonerFailed):
        hermit.first_clash([triples(TBOX)], soon())
    assert [each.name for each in tmp_path.iterdir()] == ["bin"]
