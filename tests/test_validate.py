"""`travaux validate`, as a person runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from conftest import clean_environment, travaux_command
from small import build

from travaux.corpus import Finding
from travaux.overlong import HUGE
from travaux.severity import LEVELS
from travaux.validate import UNCOMPARED, Report, validate
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
BROKEN = ROOT / "tests" / "broken.ttl"
Run = Callable[..., "CompletedProcess[str]"]


def test_the_untouched_workspace_conforms(run: Run) -> None:
    """Exit 0 and one line; beside it, that the texts were not asked."""
    done = run("validate")
    assert done.stdout.startswith("Conforms: ") and done.stdout.count("\n") == 1
    assert (done.returncode, done.stderr) == (0, UNCOMPARED + "\n")


def test_the_tiny_workspace_conforms(run: Run, tiny: Path) -> None:
    """The rules are those of the ontology, not of this negotiation."""
    done = run("validate", "--workspace", tiny)
    assert (done.returncode, done.stdout[:8]) == (0, "Conforms"), done.stdout


def test_every_passage_is_exact_in_the_texts(run: Run, texts: Path) -> None:
    """Whoever has the texts can check every Passage; they are said to be the coded ones first."""
    done = run("validate", "--texts", texts)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    lines = done.stdout.splitlines()
    sources = sorted(path.stem for path in (ROOT / "graph" / "sources").glob("*.ttl"))
    first = [f"{source}: the text is the one that was coded" for source in sources]
    assert lines[: len(sources)] == first
    assert all(line.endswith(" exact, 0 failed") for line in lines[len(sources) : -1])


def test_a_changed_text_fails(run: Run, texts: Path, tmp_path: Path) -> None:
    """One letter more at the beginning moves every Passage of that source, and only of that."""
    for path in texts.glob("*.txt"):
        extra = b"X" if path.stem == "s2" else b""
        (tmp_path / path.name).write_bytes(extra + path.read_bytes())
    done = run("validate", "--texts", tmp_path, "--format", "json")
    assert done.returncode == 1
    results = {one["source"]: one for one in json.loads(done.stdout)["texts"]}
    assert (results["s2"]["state"], results["s2"]["exact"]) == ("differs", 0)
    assert (results["s0"]["state"], results["s0"]["failed"]) == ("same", 0)


@pytest.mark.parametrize("kind", ["table", "json", "markdown", "csv"])
def test_a_broken_workspace_does_not_conform_in_any_format(
    run: Run, workspace_copy: Path, kind: str
) -> None:
    """Exit 1 is an answer, given whole."""
    target = workspace_copy / "graph" / "sources" / "broken.ttl"
    target.write_bytes(BROKEN.read_bytes())
    done = run("validate", "--format", kind, cwd=workspace_copy)
    assert done.returncode == 1
    assert "The record has no evidence." in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_findings_stand_in_order_of_file_and_line(workspace_copy: Path) -> None:
    """The same run gives the same list, to be worked off from top to bottom."""
    target = workspace_copy / "graph" / "sources" / "broken.ttl"
    target.write_bytes(BROKEN.read_bytes())
    report = validate(open_at(str(workspace_copy)))
    places = [(LEVELS.index(one.severity), one.file, one.line) for one in report.findings]
    assert places == sorted(places)
    assert len(set(report.findings)) == len(report.findings) > 100
    located = [one for one in report.findings if one.line]
    assert len(located) > 0.95 * len(report.findings)
    assert validate(open_at(str(workspace_copy))) == report


@pytest.mark.parametrize(
    "path",
    ["graph/reference.ttl", "graph/sources/s0.ttl", "ontology/shapes.ttl", "ontology/ontology.ttl"],
)
def test_malformed_turtle_in_any_file_is_one_line_with_file_and_line(
    run: Run, workspace_copy: Path, path: str
) -> None:
    """Exit 2: it could not be checked."""
    file = workspace_copy / path
    lines = file.read_text(encoding="utf-8").count("\n")
    file.write_text(file.read_text(encoding="utf-8") + "ent:a ent:b\n", encoding="utf-8")
    done = run("validate", cwd=workspace_copy)
    assert done.returncode == 2
    at = rf"{path}:({lines + 1}|{lines + 2})"
    (head,) = (line for line in done.stderr.splitlines() if line.startswith("travaux: "))
    assert re.search(rf"{at}:[0-9]+: ", head), head
    assert re.search(rf"^{at}  unreadable-file$", done.stdout, re.MULTILINE), done.stdout


def test_a_missing_semicolon_is_told_with_the_line_and_the_one_before(
    run: Run, workspace_copy: Path
) -> None:
    """The parser stops behind the fault: the line is shown, and where else to look is said.

    `query` and `fmt` say the same of the same file.
    """
    file = workspace_copy / "graph" / "reference.ttl"
    text = file.read_text(encoding="utf-8") + "ent:a\n    a trv:Place\n    trv:postIn ent:b ;\n.\n"
    file.write_text(text, encoding="utf-8")
    commands = (["validate"], ["query", "meetings"], ["fmt", "--check", file])
    said = {run(*words, cwd=workspace_copy).stderr for words in commands}
    (one,) = {text.removeprefix(f"{UNCOMPARED}\n") for text in said}
    line = text.count("\n") - 1
    assert f"graph/reference.ttl:{line}:5: A dot is expected" in one
    assert "trv:postIn ent:b" in one and "^" in one
    assert "end of the line before" in one


def test_a_check_that_takes_too_long_is_stopped(run: Run, tiny: Path) -> None:
    """Exit 2, as for whatever could not be checked; the report is written and says why."""
    words = ("validate", "--timeout", "0.0001", "--workspace", tiny, "--format")
    done = run(*words, "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["conforms"], report["complete"]) == (2, False, False)
    (one,) = report["findings"]
    assert (one["rule"], one["severity"]) == ("out-of-time", "ERROR")
    assert "stopped after 0.0001 s" in done.stderr and "read and checked: nothing" in done.stdout
    for kind in ("table", "csv", "markdown"):
        done = run(*words, kind)
        assert done.returncode == 2 and "out-of-time" in done.stdout, kind


def test_a_lack_of_memory_is_the_report(run: Run, tiny: Path, tmp_path: Path) -> None:
    """In the format asked for; a file larger than the memory that may be had is not read."""
    shutil.copytree(tiny, tmp_path / "w")
    with open(tmp_path / "w" / "graph" / "big.ttl", "wb") as file:
        file.truncate(1 << 31)  # it has no bytes on the disk
    line = 'ulimit -v 1000000; exec "$0" validate --format "$1"'
    for kind in ("json", "csv", "table", "markdown"):
        done = subprocess.run(
            ["bash", "-c", line, travaux_command(), kind],
            cwd=tmp_path / "w",
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2 and "out-of-memory" in done.stdout, (kind, done)
        assert "not enough memory" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("depth", [150, 20000])
def test_brackets_nested_too_deep_are_one_finding(workspace_copy: Path, depth: int) -> None:
    """Each of them would be told with all that is around it, and each would be looked for."""
    file = workspace_copy / "graph" / "sources" / "s2.ttl"
    text = file.read_text(encoding="utf-8")
    own = "rec:aaaaa trv:speaker " + "[ trv:speaker " * depth + "rec:x" + " ]" * depth + " .\n"
    file.write_text(text + own, encoding="utf-8")
    report = validate(open_at(str(workspace_copy)))
    (one,) = report.findings
    assert (one.rule, one.line) == ("unreadable-file", text.count("\n") + 1)
    assert "nested more than 100 deep" in one.problem and report.unread


def test_a_huge_text_is_one_finding_with_its_line(workspace_copy: Path) -> None:
    """To check it would take a hundred times its size in memory."""
    file = workspace_copy / "graph" / "sources" / "s2.ttl"
    text = file.read_text(encoding="utf-8")
    gloss = '"' + "x" * (HUGE + 1) + '"@en'
    file.write_text(f"{text}rec:s2-z a trv:Statement ;\n  trv:gloss {gloss} .\n", encoding="utf-8")
    report = validate(open_at(str(workspace_copy)))
    (one,) = report.findings
    assert (one.rule, one.line) == ("huge-literal", text.count("\n") + 2) and report.unread


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _outward(path: Path) -> None:
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_circle, "symbolic links"),
        (os.mkfifo, "is a pipe"),
        (Path.mkdir, "is a folder"),
        (_outward, "leads out"),
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "graph/sources/t1.ttl",
        pytest.param("ontology/prefixes.ttl", marks=pytest.mark.slow),
        "queries/positions.rq",
        "queries/checks/own.rq",
        pytest.param("queries/checks/profile.tsv", marks=pytest.mark.slow),
    ],
)
def test_what_is_no_file_is_told_and_the_others_are_read(
    tiny: Path, tmp_path: Path, name: str, make: Callable[[Path], None], said: str
) -> None:
    """One finding at its name; all other files are read, and the summary counts those alone."""
    shutil.copytree(tiny, tmp_path / "w")
    whole = validate(open_at(str(tmp_path / "w")))
    path = tmp_path / "w" / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    report = validate(open_at(str(tmp_path / "w")))
    found = [one for one in report.findings if one.rule == "unreadable-file"]
    assert [one.file.endswith(name) for one in found] == [True]
    assert said in f"{found[0].problem}".lower() and report.unread and not report.conforms
    assert len(report.unread) == 1
    files = int(whole.checked.split()[0])
    less = name.endswith(".ttl")
    assert report.checked.startswith(f"{files - less} files")
    if less:
        assert report.checked.endswith("each file by itself; no shape and no check")
    else:
        assert re.findall(r"\d+ (?:shape|check)s", report.checked) == re.findall(
            r"\d+ (?:shape|check)s", whole.checked
        )
    assert [one for one in report.findings if one not in found] == []


def edited(workspace: Path, path: str, old: str, new: str) -> list[Finding]:
    """The findings after one change, all of which must be in that file or follow from it."""
    file = workspace / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return told(workspace)


def told(workspace: Path) -> list[Finding]:
    """The findings, but for how a file is laid out."""
    found = validate(open_at(str(workspace))).findings
    return [one for one in found if one.rule != "not-canonical"]


RECORD = """PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX ent: <https://w3id.org/travaux/entity/>
PREFIX psg: <https://w3id.org/travaux/passage/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rec: <https://w3id.org/travaux/record/>
PREFIX src: <https://w3id.org/travaux/source/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

src:s9 a trv:NewsArticle ; rdfs:label "Nine"@en ; dcterms:identifier "s9" ; trv:sha256 "%(zero)s" ;
  trv:published "2022"^^edtf:EDTF ; trv:publishedBasis con:printed ;
  trv:publishedEarliest "2022-01-01"^^xsd:date ; trv:publishedLatest "2022-12-31"^^xsd:date .
psg:s9-1-0-5 a trv:Passage ; trv:inSource src:s9 ; trv:paragraph 1 ; trv:startChar 0 ;
  trv:endChar 5 ; trv:sha256 "%(zero)s" .
rec:s9-1-x a trv:Position ; trv:gloss "We say."@en ; trv:inSource src:s9 ;
  trv:evidence psg:s9-1-0-5 ;
  trv:holder ent:nato ;
  trv:attitude con:concerned ;
  trv:topic ent:own ; trv:speaker ent:nato ;
  trv:said "2021-12-23"^^edtf:EDTF ; trv:saidBasis con:printed ;
  trv:saidEarliest "2021-12-23"^^xsd:date ; trv:saidLatest "2021-12-23"^^xsd:date .
"""
OWN = """PREFIX ent: <https://w3id.org/travaux/entity/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
ent:own a trv:Issue ; rdfs:label "own"@en .
"""
SLIPS = [
    ("  trv:evidence psg:s9-1-0-5 ;\n", "", "no evidence"),
    ("  trv:evidence psg:s9-1-0-5 ;", "  trv:evidence psg:s9-1-0-6 ;", "of which no file says"),
    ("con:concerned", "con:concerrned", "con:concerrned is not declared"),
    ("  trv:attitude con:concerned ;\n", "", "exactly one attitude"),
    ("holder ent:nato", "holder ent:natto", "of which no file says"),
    ("trv:holder", "trv:holdr", "trv:holdr is not declared"),
    ("a trv:Position", "a trv:Possition", "trv:Possition is not declared"),
    ("saidBasis con:printed", "saidBasis con:prinnted", "con:prinnted is not declared"),
    ('2021-12-23"^^edtf:EDTF', 'yesterday"^^edtf:EDTF', "'yesterday' is not a date"),
    ('2021-12-23"^^edtf:EDTF', '2021-13-23/.."^^edtf:EDTF', "is not a date"),
    ('2021-12-23"^^edtf:EDTF', '17.12.2021"^^edtf:EDTF', "is not a date"),
    ('2021-12-23"^^edtf:EDTF', '2020"^^edtf:EDTF', "not those it means"),
    ('2021-12-23"^^edtf:EDTF', '2021-12-23"', "one date of type edtf:EDTF"),
    ('2021-12-23"^^edtf:EDTF', '2021-12-23"^^edtf:EDFT', "edtf:EDFT is not declared"),
    ('trv:saidEarliest "2021-12-23"^^xsd:date ; ', "", "trv:saidEarliest is missing"),
]


@pytest.fixture
def coded(workspace_copy: Path) -> Path:
    """A workspace with a source of one record, which conforms."""
    file = workspace_copy / "graph" / "own.ttl"
    file.write_text(OWN, encoding="utf-8")
    source = workspace_copy / "graph" / "sources" / "s9.ttl"
    source.write_text(RECORD % {"zero": "0" * 64}, encoding="utf-8")
    return workspace_copy


def test_the_coded_record_conforms(coded: Path) -> None:
    """So that each slip below is the only one."""
    assert told(coded) == []


def test_one_slip_is_one_finding(workspace_copy: Path) -> None:
    """What follows from it is not told: people would mend what is not broken.

    Each slip is made in a source of its own, so that one check of all tells of each.
    """
    words = {}
    for number, (old, new, said) in enumerate(SLIPS, 101):
        text = (RECORD % {"zero": "0" * 64}).replace("Nine", f"Article {number}")
        assert old in text
        source = workspace_copy / "graph" / "sources" / f"s{number}.ttl"
        source.write_text(text.replace(old, new, 1).replace("s9", source.stem), encoding="utf-8")
        words[source.stem] = said
    (workspace_copy / "graph" / "own.ttl").write_text(OWN, encoding="utf-8")
    found = [
        each for each in told(workspace_copy) if each.problem != "No record uses this passage."
    ]
    assert sorted(Path(each.file).stem for each in found) == sorted(words)
    for each in found:
        assert words[Path(each.file).stem] in each.problem and each.line > 10


@pytest.mark.slow
def test_a_typo_hides_nothing_that_does_not_follow_from_it(coded: Path) -> None:
    """Two attitudes are two, and a second wrong holder is wrong, however the first is spelt."""
    new = "trv:attitude con:concerrned, con:opposes ;\n  trv:holder ent:natto, src:s9"
    old = "trv:attitude con:concerned"
    problems = {one.problem for one in edited(coded, "graph/sources/s9.ttl", old, new)}
    assert "A position has exactly one attitude." in problems
    assert "trv:holder leads to something that is not an actor." in problems


def test_a_question_that_fails_does_not_conform(run: Run, workspace_copy: Path) -> None:
    """All files of the workspace are checked, the questions too."""
    bad = workspace_copy / "queries" / "bad.rq"
    bad.write_text("#+ summary: A?\n#+ theme: x\nSELECT ?x WHERE { ?x }\n", encoding="utf-8")
    assert run("query", "bad", cwd=workspace_copy).returncode == 2
    done = run("validate", cwd=workspace_copy)
    assert done.returncode == 1 and "queries/bad.rq:3  bad-question\n" in done.stdout


def test_a_workspace_without_passages_has_none_to_compare(run: Run, tmp_path: Path) -> None:
    """Nothing is said of what is not there."""
    build(tmp_path, {})
    done = run("validate", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


UNREADABLE = [
    ("graph/reference.ttl", b"", 0),
    ("graph/sources/s1.ttl", b"\n\xff", 2),
    ("graph/analysis.ttl", b"@prefix a", 1),
    ("ontology/ontology.ttl", b"@prefix a", 1),
    ("ontology/prefixes.ttl", b"@prefix a", 1),
    ("ontology/shapes.ttl", b"<urn:a>\n.", 2),
    ("ontology/rules/cite.rq", b"\xff", 1),
    ("queries/demands.rq", b"#\n#\n\xff", 3),
    ("queries/checks/part-cycle.rq", b"\xff", 1),
    ("queries/checks/profile.tsv", b"rule\tseverity\npassage-use\tMILD\n", 2),
    ("graph/Own.ttl", b"<urn:a> <urn:b> 1 .", 0),
    ("travaux.toml", b"\xff", 1),
    ("texts/s0.txt", b"a\n\xff", 2),
]


OFTEN = [x if n % 2 else pytest.param(*x, marks=pytest.mark.slow) for n, x in enumerate(UNREADABLE)]


@pytest.mark.parametrize(("path", "content", "line"), OFTEN, ids=[x[0] for x in UNREADABLE])
def test_the_report_is_written_where_something_cannot_be_read(
    run: Run, workspace_copy: Path, path: str, content: bytes, line: int
) -> None:
    """Exit 2 with its line on stderr, and one finding that says why; nothing follows from it."""
    file = workspace_copy / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    options = ["--texts", "texts"] if path.startswith("texts") else []
    done = run("validate", "--format", "json", *options, cwd=workspace_copy)
    place = f"{path}:{line}" if line else path
    assert done.returncode == 2 and f"travaux: {place}:" in done.stderr
    content = json.loads(done.stdout)
    assert (content["conforms"], content["complete"]) == (False, False)
    rules = {one["rule"] for one in content["findings"]} - {"text-missing"}
    assert rules == {"unreadable-file"}
    one = next(one for one in content["findings"] if one["rule"] == "unreadable-file")
    assert (one["file"], one["line"]) == (path, line) and one["advice"]


OTHERS = [pytest.param(kind, marks=pytest.mark.slow) for kind in ("markdown", "csv")]


@pytest.mark.parametrize("kind", ["table", "json", *OTHERS])
def test_what_can_be_found_is_told_beside_what_cannot_be_read(
    run: Run, coded: Path, kind: str
) -> None:
    """A question that is no text hides nothing, nor do a missing folder and a wrong profile."""
    (coded / "queries" / "own.rq").write_bytes(b"\xff")
    (coded / "queries" / "checks" / "profile.tsv").write_text("x\tMILD\n", encoding="utf-8")
    edited(coded, "graph/sources/s9.ttl", "con:concerned ;", "con:concerned ; trv:memberCount 1 ;")
    edited(coded, "graph/sources/s9.ttl", "  trv:evidence psg:s9-1-0-5 ;\n", "")
    done = run("validate", "--texts", "none", "--format", kind, cwd=coded)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert done.stdout.count("unreadable-file") == 3
    assert "use-participation" in done.stdout and "no evidence" in done.stdout
    assert "No such folder of texts" in done.stdout


def test_without_one_file_the_others_are_checked_each_for_itself(coded: Path) -> None:
    """What the file may hold is not missed; what another shows alone is told."""
    (coded / "graph" / "reference.ttl").write_bytes(b"")
    source = "graph/sources/s9.ttl"
    edited(coded, source, "con:concerned", "con:concerrned")
    found = edited(coded, source, '2021-12-23"^^edtf:EDTF', 'yesterday"^^edtf:EDTF')
    rules = {one.rule for one in found}
    assert rules == {"unreadable-file", "undeclared-term", "unreadable-date"}


def test_without_a_workspace_the_report_says_so(run: Run, tmp_path: Path) -> None:
    """Programs that read the report find the reason where they look."""
    done = run("validate", "--workspace", tmp_path / "none", "--format", "json")
    (one,) = json.loads(done.stdout)["findings"]
    assert (done.returncode, one["rule"]) == (2, "unreadable-file")
    assert "no such folder" in done.stderr and "No such folder" in one["problem"]


@pytest.mark.slow
def test_a_node_without_a_name_is_told_with_its_line_the_same_at_every_run(
    run: Run, coded: Path
) -> None:
    """By shapes, checks and Python alike: in words, for its label is made up by a parser."""
    file = coded / "graph" / "own.ttl"
    text = file.read_text(encoding="utf-8")
    start = text.count("\n")
    text += "[]\n  a trv:Meeting ;\n  trv:holdr ent:own .\n"
    text += "_:b\n  a trv:State , trv:Person ;\n  rdfs:label 'x'@en .\n"
    text += "ent:own rdfs:seeAlso\n  [ a trv:Place ;\n    rdfs:label 'y' ] .\n"
    file.write_text(text, encoding="utf-8")
    one, two = (run("validate", "--format", "json", cwd=coded).stdout for _ in range(2))
    assert one == two
    found = {
        (each["entity"].partition(" at ")[2] or each["entity"].partition(",")[0], each["line"])
        for each in json.loads(one)["findings"]
        if "without a name" in each["entity"]
    }
    assert ("a node without a name", start + 3) in found
    assert ("_:b", start + 5) in found or ("_:b", start + 4) in found
    assert ("rdfs:seeAlso of ent:own", start + 9) in found
    assert all(line > start for _, line in found)


@pytest.mark.parametrize(
    ("name", "to", "rule"),
    [
        ("endChar", "6", "passage-name"),
        ("startChar", "1", "passage-name"),
        ("paragraph", "2", "passage-name"),
        ("stepOrder", "2", "attestation-step-order"),
    ],
)
def test_a_number_that_does_not_fit_is_told_at_its_own_line(
    coded: Path, name: str, to: str, rule: str
) -> None:
    """Not at the line of the passage, or of the record."""
    file = coded / "graph" / "sources" / "s9.ttl"
    step = "trv:gloss"
    step = step.replace("trv:gloss", "trv:hasStep rec:s9-1-x-step-1 ; trv:gloss")
    text = file.read_text(encoding="utf-8").replace("trv:gloss", step)
    text += "rec:s9-1-x-step-1 a trv:AttributionStep ; trv:carrier ent:nato ;\n"
    text += "  trv:stepKind con:says ; trv:stepOrder 1 .\n"
    text = re.sub(rf"trv:{name} \d+", f"\n  trv:{name} {to}", text)
    file.write_text(text, encoding="utf-8")
    found = validate(open_at(str(coded))).findings
    line = next(n for n, each in enumerate(text.splitlines(), 1) if f"  trv:{name} {to}" in each)
    assert [one.line for one in found if one.rule == rule] == [line]


def test_validating_needs_no_rdflib() -> None:
    """The check is quick because nothing heavy is loaded."""
    script = (
        "import sys; from travaux.validate import validate; from travaux.workspace import find\n"
        "validate(find())\n"
        "print([name for name in ('rdflib', 'pyshacl', 'owlready2', 'networkx', 'edtf')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_warning_conforms_unless_strict(run: Run, coded: Path) -> None:
    """Exit 0 with the warning told; 1 with --strict; the report is written whole in each case."""
    more = "<https://w3id.org/travaux/entity/z> a <https://w3id.org/travaux/ontology#Place> ;\n"
    more += '  <http://www.w3.org/2000/01/rdf-schema#label> "Nowhere"@en .\n'
    (coded / "graph" / "more.ttl").write_text(more, encoding="utf-8")
    mild, strict = run("validate", cwd=coded), run("validate", "--strict", cwd=coded)
    assert (mild.returncode, strict.returncode) == (0, 1)
    for done in (mild, strict):
        assert "WARN (1)" in done.stdout and "orphan-entity" in done.stdout
    assert "\nConforms, with 1 warning" in mild.stdout
    assert "\nDoes not conform: 1 warning" in strict.stdout


def test_a_remark_conforms_even_if_strict() -> None:
    """An INFO is for the curious."""
    finding = Finding("INFO", "record-name", "f", 1, "urn:x", "", "p", "a")
    for severity, mild, strict in (
        ("INFO", True, True),
        ("WARN", True, False),
        ("ERROR", False, False),
    ):
        report = Report([finding._replace(severity=severity)], [], "1 file")
        assert (report.conforms, report._replace(strict=True).conforms) == (mild, strict)


def test_a_rule_that_fails_is_told_and_the_rest_is_checked(workspace_copy: Path) -> None:
    """Without its store no check query runs, but the shapes do."""
    (workspace_copy / "ontology" / "rules" / "cite.rq").write_text("KONSTRUKT", encoding="utf-8")
    (workspace_copy / "graph" / "sources" / "broken.ttl").write_bytes(BROKEN.read_bytes())
    rules = {one.rule for one in validate(open_at(str(workspace_copy))).findings}
    assert {"bad-rule", "attestation-evidence"} <= rules
    assert "contested-outside-statement" not in rules


@pytest.mark.slow
def test_a_check_that_fails_is_told_and_the_others_are_run(coded: Path) -> None:
    """One slip does not switch the checks off."""
    (coded / "queries" / "checks" / "orphan-entity.rq").write_text("SELEKT", encoding="utf-8")
    (one,) = told(coded)
    assert (one.rule, one.entity) == ("bad-check", "orphan-entity")
    found = edited(
        coded, "graph/sources/s9.ttl", "con:concerned ;", "con:concerned ; trv:memberCount 1 ;"
    )
    assert {"bad-check", "use-participation"} == {one.rule for one in found}


def test_a_profile_that_cannot_be_read_is_an_error(run: Run, coded: Path) -> None:
    """Exit 2 with its line: nothing is called harmless by mistake."""
    profile = coded / "queries" / "checks" / "profile.tsv"
    profile.write_text("rule\tseverity\npassage-use\tMILD\n", encoding="utf-8")
    done = run("validate", cwd=coded)
    assert done.returncode == 2 and "profile.tsv:2" in done.stderr and "WARN" in done.stderr
