"""Rules on bad input: whatever a file holds, the answer is an answer or a line that says why not.

`make test` runs few examples; TRAVAUX_HYPOTHESIS=deep, as in `make test-all`, about ten minutes of
them. The examples are the same on every run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT, clean_environment, travaux_command
from forks import Done, Forks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

DEEP = settings.default is not None and settings.default.max_examples > 100
QUICK = settings(max_examples=30, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=5000, suppress_health_check=list(HealthCheck))
MEMORY = 512 * 1024  # in the KiB of `ulimit -v`

ONTOLOGY = """\
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>

trv:Actor
    a owl:Class ;
.

trv:Meeting
    a owl:Class ;
    rdfs:label "meeting"@en ;
    rdfs:subClassOf trv:Event ;
.

trv:Position
    a owl:Class ;
    rdfs:label "position"@en ;
    rdfs:subClassOf trv:Statement ;
.

trv:Statement
    a owl:Class ;
    rdfs:subClassOf trv:Attestation ;
.

trv:State
    a owl:Class ;
    rdfs:subClassOf trv:Actor ;
.
"""
SHAPES = """\
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shp: <https://w3id.org/travaux/shape/>
PREFIX trv: <https://w3id.org/travaux/ontology#>

shp:own
    a sh:NodeShape ;
    sh:property shp:own-holder ;
    sh:targetClass trv:Position ;
.

shp:own-holder
    a sh:PropertyShape ;
    sh:maxCount 1 ;
    sh:message "One holder."@en ;
    sh:minCount 1 ;
    sh:path trv:holder ;
    sh:pattern "^h" ;
.
"""
RULE = """\
#+ summary: Who holds a position is on record.
CONSTRUCT { ?statement trv:onRecord ?actor } WHERE { ?statement trv:holder ?actor }
"""
CHECK = """\
#+ summary: Everybody has a name.
#+ advice: Add one.
SELECT ?entity ?problem ?source WHERE {
  GRAPH ?source { ?entity a trv:State } FILTER NOT EXISTS { ?entity rdfs:label ?l }
  BIND("no name" AS ?problem)
}
"""
COVERAGE = "source,paragraph,start,end,finding,reason\nt1,1,0,4,left-out,joining-words\n"
PREFIX_LIST = """\
@prefix con: <https://w3id.org/travaux/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix ent: <https://example.org/tiny/entity/> .
@prefix fish: <https://example.org/tiny/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix psg: <https://example.org/tiny/passage/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rec: <https://example.org/tiny/record/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shp: <https://w3id.org/travaux/shape/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix src: <https://example.org/tiny/source/> .
@prefix trv: <https://w3id.org/travaux/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FILES = {
    "ontology/prefixes.ttl": PREFIX_LIST,
    "ontology/shapes-own.ttl": SHAPES,
    "ontology/rules/own.rq": RULE,
    "queries/checks/own.rq": CHECK,
    "queries/checks/profile.tsv": "rule\tseverity\nown\tWARN\n",
    "graph/coverage.csv": COVERAGE,
}
#: Formats that `sparql --data` takes, each with a small file of it.
DATA = {
    "x.ttl": '<urn:a> <urn:p> "1"@en .\n',
    "x.trig": '<urn:g> { <urn:a> <urn:p> "1"@en }\n',
    "x.nt": '<urn:a> <urn:p> "1"@en .\n',
    "x.nq": '<urn:a> <urn:p> "1"@en <urn:g> .\n',
    "x.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:u#">'
    '<rdf:Description rdf:about="urn:a"><u:p xml:lang="en">1</u:p></rdf:Description></rdf:RDF>\n',
    "x.jsonld": '{"@id": "urn:a", "urn:p": [{"@value": "1", "@language": "en"}]}\n',
}

#: Every command line that reads the graph; `t` and `out` are names in the workspace.
GRAPH = (
    "query positions",
    "query positions --infer --format markdown",
    "sparql SELECT*{?s?p?o} --format csv",
    "show ent:norvik",
    "show ent:holm-talks --format json",
    "view -o out.html",
    "find cod",
    "timeline",
    "validate --texts texts",
    "fmt",
    "fmt --check",
    "stats",
    "coverage --texts texts",
    "balance",
    "reason",
    "explain ent:norvik a trv:State",
    "provenance ent:norvik",
    "provenance --weak",
)
LINES = {
    "graph/reference.ttl": GRAPH,
    "graph/analysis.ttl": GRAPH,
    "graph/sources/t1.ttl": GRAPH,
    "ontology/fisheries.ttl": GRAPH,
    "ontology/prefixes.ttl": ("query positions", "fmt", "validate", "show Norvik"),
    "ontology/shapes-own.ttl": ("validate", "fmt", "stats"),
    "ontology/rules/own.rq": ("query positions --infer", "reason", "validate"),
    "queries/positions.rq": (
        "query positions",
        "query positions -p holder=Norvik --format json",
        "queries",
        "queries positions --format markdown",
        "sparql queries/positions.rq",
        "validate",
    ),
    "queries/checks/own.rq": ("validate", "validate --strict --format json"),
    "queries/checks/profile.tsv": ("validate",),
    "graph/coverage.csv": ("coverage --texts texts", "coverage --texts texts --format csv"),
    "travaux.toml": ("stats", "query positions", "fmt --check", "validate", "queries"),
    "texts/t1.txt": ("validate --texts texts", "coverage --texts texts"),
    **{name: (f"sparql SELECT*{{?s?p?o}} --data {name}",) for name in DATA},
}

NESTED = 5000
HUGE = 1_000_000
ODD = [
    *(b"\0 \xef\xbb\xbf \xe2\x80\xae \xe2\x81\xa6 \xed\xa0\x80 \xff \x1b[2J \x9b1m".split(b" ")),
    *(
        b"\r\n \r \t \xe2\x80\xa8 # #+ ; . , ] ) } [ ( { < > | & ^ ^^ @ \\ ' \" ''' \"\"\"".split(
            b" "
        )
    ),
    *(b"<javascript:alert(1)> <file:///etc/passwd> <data:text/html,x> <> <a> <//h/p>".split()),
    *(b"<urn:\\u202e> <urn:\\u0000> <urn:%> <http://[> _:b _: a true 1e999999 -0 .5 +5".split()),
    *(b'"\\uD800" "\\U00110000" "\\u0000" "\\x" "\x1b[2J" "a"@en--ltr "a"@-- "a"^^<x:y>'.split()),
    *(b"<<( )>> << >> {| |} VERSION BASE @prefix PREFIX GRAPH SERVICE FROM LOAD".split()),
    *(b"9999999999999999999999999 0x1 1_0 inf nan -inf 1979-05-27T07:32:00Z trv: trv:x :".split()),
    b'"2022-02-30"^^edtf:EDTF',
    b'"y-17e7"^^edtf:EDTF',
    b'"99999999999"^^edtf:EDTF',
    b'"2022/2021"^^edtf:EDTF',
    b'"P9999999999999Y"^^xsd:duration',
    b'"-99999-01-01"^^xsd:date',
]
SCALES = {
    "a huge literal": b'"' + b"x" * HUGE + b'"',
    "a huge word": b"x" * HUGE,
    "many lines": b"\n" * HUGE,
    "many quotes": b'"' * 9999,
    "deep brackets": b"[ " * NESTED,
    "deep brackets, closed": b"[ " * NESTED + b"] " * NESTED,
    "deep nodes": b"<urn:s> " + b"<urn:p> [ " * NESTED + b"] " * NESTED + b".",
    "deep lists": b"<urn:s> <urn:p> " + b"( " * NESTED + b") " * NESTED + b".",
    "deep braces": b"{ " * NESTED + b"} " * NESTED,
    "deep arrays": b"x = " + b"[" * NESTED + b"]" * NESTED,
    "deep tables": b"[" + b"a." * NESTED + b"a]",
    "deep objects": b'{"a":' * NESTED + b"1" + b"}" * NESTED,
    "deep elements": b"<a>" * NESTED + b"</a>" * NESTED,
    "deep triples": b"<urn:s> <urn:p> " + b"<<( <urn:s> <urn:p> " * NESTED + b")>> " * NESTED,
}
CHANGES = ("delete", "double", "swap", "replace", "insert", "cut", "crlf")
TOKEN = re.compile(rb'"(?:[^"\\\n]|\\.)*"|<[^>\s]*>|#\+?|[\w:./-]+|[ \t]+|.', re.DOTALL)


class Workspace(NamedTuple):
    """A folder to spoil, the files as they should be, and what runs commands in it."""

    root: Path
    files: dict[str, bytes]
    forks: Forks

    def run(self, name: str, content: bytes, line: str) -> Done:
        """Run a command line with one file changed; the file is put right again."""
        path = self.root / name
        path.write_bytes(content)
        limit = [] if line.startswith("queries") else ["--timeout", "3"]
        try:
            done = self.forks.run([*line.split(), *limit], self.root)
            self.check_what_was_written(done, name, content)
            return done
        finally:
            for each in self.written():
                (self.root / each).unlink()
            for each, data in self.files.items():
                if (self.root / each).read_bytes() != data:
                    (self.root / each).write_bytes(data)

    def written(self) -> list[str]:
        """The files that were not there before."""
        found = [each for each in self.root.rglob("*") if each.is_file() or each.is_symlink()]
        names = {each.relative_to(self.root).as_posix() for each in found}
        return sorted(names - self.files.keys())

    def check_what_was_written(self, done: Done, name: str, content: bytes) -> None:
        """A page whole or none; Turtle canonical or as it was; nothing else."""
        wants_page = done.line[0] == "view" and done.code == 0
        assert self.written() == (["out.html"] if wants_page else []), done
        if wants_page:
            assert (self.root / "out.html").read_bytes().rstrip().endswith(b"</html>")
        before = {**self.files, name: content}
        changed = {
            each: data for each, data in before.items() if (self.root / each).read_bytes() != data
        }
        assert not changed or (done.line[0] == "fmt" and done.code in (0, 2)), (done, [*changed])
        for each, data in changed.items():
            assert same_graph(data, (self.root / each).read_bytes()), each
            again = self.forks.run(["fmt", "--check", each], self.root)
            assert again.code == 0, again


def same_graph(one: bytes, other: bytes) -> bool:
    """Whether two Turtle files say the same, but for the days that `fmt` writes."""
    graphs = []
    for data in (one, other):
        quads = parse(data.removeprefix(b"\xef\xbb\xbf"), RdfFormat.TURTLE)
        kept = [q for q in quads if not q.predicate.value.endswith(("Earliest", "Latest"))]
        dataset = Dataset(kept)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        graphs.append(set(dataset))
    return graphs[0] == graphs[1]


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks() as found:
        yield found


def workspace(folder: Path, forks: Forks, more: dict[str, str]) -> Workspace:
    """The tiny workspace with one file more of each kind."""
    shutil.copytree(ROOT / "tests" / "tiny", folder)
    for name, text in {**FILES, **DATA, **more}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = [each for each in folder.rglob("*") if each.is_file()]
    files = {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}
    return Workspace(folder, files, forks)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Workspace:
    """A workspace with a small ontology of its own: quick to load."""
    more = {"ontology/ontology.ttl": ONTOLOGY, "ontology/rules/cite.rq": _cite()}
    return workspace(tmp_path_factory.mktemp("own") / "w", forks, more)


@pytest.fixture(scope="module")
def borrowing(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Workspace:
    """A workspace that borrows the built-in ontology, with its shapes, rules and checks."""
    return workspace(tmp_path_factory.mktemp("borrowing") / "w", forks, {})


def _cite() -> str:
    return (ROOT / "ontology" / "rules" / "cite.rq").read_text(encoding="utf-8")


@st.composite
def changed(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with tokens deleted, doubled, swapped and replaced, or cut short."""
    tokens = TOKEN.findall(data) or [b""]
    place = st.integers(0, len(tokens) - 1)
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(
            st.sampled_from(["delete", "double", "swap", "replace", "insert", "cut", "crlf"])
        )
        at, other = draw(place) % len(tokens), draw(place) % len(tokens)
        if kind == "delete" and len(tokens) > 1:
            del tokens[at]
        elif kind == "double":
            tokens.insert(at, tokens[at])
        elif kind == "swap":
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == "replace":
            tokens[at] = draw(st.sampled_from(ODD)) if draw(st.booleans()) else tokens[other]
        elif kind == "insert":
            tokens.insert(at, draw(st.sampled_from(ODD)))
        elif kind == "cut":
            tokens = tokens[: at + 1]
        else:
            tokens = [b"\r\n" if each == b"\n" else each for each in tokens]
    return b"".join(tokens)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str, bytes, bool]:
    """A file's name, a command line that reads it, its changed content; whether to borrow."""
    name = draw(st.sampled_from(sorted(LINES)))
    line = draw(st.sampled_from(LINES[name]))
    return name, line, draw(changed(_content(name))), line.startswith(("validate", "reason"))


def _content(name: str) -> bytes:
    text = {**FILES, **DATA}.get(name)
    return text.encode() if text else (ROOT / "tests" / "tiny" / name).read_bytes()


@st.composite
def senseless(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """A file's name, a command line that reads it, and bytes that may mean anything."""
    name = draw(st.sampled_from(sorted(LINES)))
    parts = st.lists(st.sampled_from([*ODD, b" ", b"\n"]), max_size=30).map(b"".join)
    content = st.one_of(st.binary(max_size=300), parts, st.text(max_size=200).map(_encoded))
    return name, draw(st.sampled_from(LINES[name])), draw(content)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("line", sorted({each for lines in LINES.values() for each in lines}))
def test_the_untouched_workspace_is_read_by_every_command(line: str, own: Workspace) -> None:
    """Else the faults below would be those of the workspace."""
    done = own.run("travaux.toml", own.files["travaux.toml"], line)
    assert not done.fault and done.code in (0, 1), done


@(LONG if DEEP else QUICK)
@given(senseless())
def test_any_bytes_are_an_answer_or_a_line(own: Workspace, example: tuple[str, str, bytes]) -> None:
    """No bytes in any kind of file give a traceback, a hang, or half a file."""
    name, line, content = example
    done = own.run(name, content, line)
    assert not done.fault, (done.fault, done)


@(LONG if DEEP else QUICK)
@given(spoilt())
def test_a_file_changed_in_any_way_is_an_answer_or_a_line(
    own: Workspace, borrowing: Workspace, example: tuple[str, str, bytes, bool]
) -> None:
    """Files that are nearly right go further than bytes without sense."""
    name, line, content, borrows = example
    done = (borrowing if borrows else own).run(name, content, line)
    assert not done.fault, (done.fault, done)


def some(cases: Iterable[tuple[str, ...]], number: int) -> list[tuple[str, ...]]:
    """All cases when there is time, else so many, always the same and of all kinds."""
    ordered = sorted(cases, key=lambda case: sha256(repr(case).encode()).digest())
    return ordered if DEEP else ordered[:number]


#: Each of these was once a traceback, a crash, or a hang.
FOUND = [
    ("deep arrays", "travaux.toml", "stats"),
    ("deep lists", "graph/analysis.ttl", "fmt"),
    ("deep nodes", "graph/reference.ttl", "fmt --check"),
    ("deep objects", "x.jsonld", LINES["x.jsonld"][0]),
    ("deep triples", "x.nt", LINES["x.nt"][0]),
    ("deep triples", "graph/reference.ttl", "fmt"),
]
BEYOND = {(what, name, line) for what in SCALES for name in LINES for line in LINES[name]}


@pytest.mark.parametrize(("what", "name", "line"), [*FOUND, *some(BEYOND - {*FOUND}, 30)])
def test_files_out_of_all_proportion_are_an_answer_or_a_line(
    what: str, name: str, line: str, own: Workspace
) -> None:
    """A megabyte in one word, thousands of brackets: told, not died of."""
    for before in (b"", _content(name) + b"\n"):
        done = own.run(name, before + SCALES[what], line)
        assert not done.fault, (done.fault, done)


VALUES = [
    '"' + "x" * HUGE + '"',
    '"' + "x " * (HUGE // 2) + '"',
    '"' + "\\u202e\\u0000\\u001b[2J" * 40 + '"',
    '"\\uFFFF"',
    "[ rdfs:label " * 60 + "1" + "]" * 60,
    "( " + "1 " * 20000 + ")",
    "<javascript:alert(1)>",
    "<file:///etc/passwd>",
    "<data:text/html,x>",
    "<urn:\u202ex>",
]


@pytest.mark.parametrize(
    ("line", "value"),
    some(((line, value) for line in GRAPH for value in VALUES), 20),
    ids=lambda text: ascii(text[:20]),
)
def test_odd_values_that_parse_are_shown_or_told(line: str, value: str, own: Workspace) -> None:
    """As label, alias, gloss, title, date and type: valid Turtle that nobody expects."""
    places = ("rdfs:label", "skos:altLabel", "trv:gloss", "trv:happened", "dcterms:title", "a")
    prefix = "PREFIX dcterms: <http://purl.org/dc/terms/>\n"
    chosen = places if value[0] in "\"'" else places[-1:]
    facts = "".join(f"ent:norvik {place} {value} .\n" for place in chosen if place != "a")
    facts += "" if value[0] == '"' else f"ent:norvik rdfs:seeAlso {value} .\n"
    facts += f"ent:norvik a {value} .\n" if value[0] == "<" else ""
    content = prefix.encode() + own.files["graph/reference.ttl"] + facts.encode()
    done = own.run("graph/reference.ttl", content, line)
    assert not done.fault, (done.fault, done._replace(out=done.out[:300]))


@pytest.mark.parametrize("line", GRAPH if DEEP else GRAPH[::4])
def test_links_in_a_circle_are_told(line: str, tmp_path: Path, forks: Forks) -> None:
    """A folder or a file that leads to itself: read past or told, never followed for ever."""
    folder = workspace(tmp_path / "w", forks, {}).root
    (folder / "graph" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "circle").symlink_to("circle")
    done = forks.run(line.split(), folder)
    assert not done.fault and done.code in (0, 1), done
    (folder / "graph" / "sources" / "t3.ttl").symlink_to("t3.ttl")
    done = forks.run(line.split(), folder)
    assert not done.fault and done.code == 2 and "t3.ttl" in done.err, done


def test_a_workspace_that_is_a_circle_is_told(tmp_path: Path, forks: Forks) -> None:
    """Named on the command line, or standing where the marker should be."""
    (tmp_path / "circle").symlink_to("circle")
    done = forks.run(["stats", "--workspace", "circle"], tmp_path)
    assert not done.fault and done.code == 2, done
    (tmp_path / "travaux.toml").symlink_to("travaux.toml")
    done = forks.run(["stats", "--workspace", "."], tmp_path)
    assert not done.fault and done.code == 2, done


@pytest.fixture
def locked() -> Iterator[Path]:
    """A copy of the tiny workspace in a folder that everybody can enter."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        shutil.copytree(ROOT / "tests" / "tiny", Path(name, "w"))
        yield Path(name, "w")
        for each in (Path(name), *Path(name).rglob("*")):
            if not each.is_symlink():
                os.chmod(each, 0o700)


@pytest.mark.parametrize(
    "name",
    [".", "travaux.toml", "graph", "graph/sources", "graph/reference.ttl", "ontology", "queries"],
)
def test_what_may_not_be_read_is_told(name: str, locked: Path, forks: Forks) -> None:
    """A locked folder or file is a line on stderr; it is never taken for an empty one."""
    (locked / name).chmod(0)
    done = forks.run(["query", "positions", "--workspace", str(locked)], Path("/"), powerless=True)
    assert not done.fault and done.code == 2, done


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("graph/sources/t3.ttl", "stats"),
        ("queries/pipe.rq", "queries"),
        ("graph/coverage.csv", "coverage --texts texts"),
        ("travaux.toml", "stats --workspace ."),
    ],
)
def test_a_pipe_in_place_of_a_file_is_not_waited_for(
    name: str, line: str, tmp_path: Path, forks: Forks
) -> None:
    """Nobody may ever write to it."""
    folder = workspace(tmp_path / "w", forks, {}).root
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    done = forks.run(line.split(), folder)
    assert not done.fault and done.code == 2, done


@pytest.mark.parametrize(
    "line",
    ["query meetings", "query spoken-of", "show NATO", "validate", "find treaty", "timeline"],
)
def test_the_graph_can_be_asked_and_checked_in_little_memory(line: str) -> None:
    """512 MB of address space are enough for the built-in graph."""
    done = subprocess.run(
        ["bash", "-c", f'ulimit -v {MEMORY}; exec "$0" "$@"', travaux_command(), *line.split()],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
