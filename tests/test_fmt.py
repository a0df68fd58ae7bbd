"""`travaux fmt`: one form for one graph, its days written, nothing else touched."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from conftest import run_with_small_files
from graphs import graphs
from hypothesis import given
from pyoxigraph import Triple

from travaux.blank_nodes import canonical
from travaux.dates import BadDate
from travaux.errors import BadTurtle
from travaux.fmt import DERIVED, HasComments, format_text
from travaux.turtle_text import parse
from travaux.workspace import find

PREFIXES = find(str(Path(__file__).resolve().parent.parent)).prefixes()
HEADER = """PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX rec: <https://w3id.org/travaux/record/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
Run = Callable[..., "CompletedProcess[str]"]


def fmt(text: str) -> str:
    return format_text(text, PREFIXES)


def without_days(triples: Iterable[Triple]) -> set[Triple]:
    return set(canonical(t for t in triples if t.predicate.value not in DERIVED))


def as_text(graph: list[Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in graph)


def test_the_derived_properties_are_the_two_days_of_each_clock() -> None:
    """Eight properties, and none else, are fmt's to write and to remove."""
    assert {iri.rpartition("#")[2] for iri in DERIVED} == {
        clock + end
        for clock in ("happened", "said", "published", "concernsTime")
        for end in ("Earliest", "Latest")
    }


@pytest.mark.slow
@given(graphs)
def test_formatting_twice_changes_nothing(graph: list[Triple]) -> None:
    """Canonical form is a fixed point."""
    once = fmt(as_text(graph))
    assert fmt(once) == once


@given(graphs)
def test_formatting_changes_nothing_but_the_days(graph: list[Triple]) -> None:
    """Canonical N-Quads before and after, read without a store, which would rewrite literals."""
    text = as_text(graph)
    after, _ = parse(fmt(text), "after")
    assert without_days(after) == without_days(parse(text, "before")[0])


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2021-12-15", ["2021-12-15", "2021-12-15"]),
        ("2021-12", ["2021-12-01", "2021-12-31"]),
        ("2021-12-17/..", ["2021-12-17", None]),
        ("../2021-12-17", [None, "2021-12-17"]),
    ],
)
@pytest.mark.parametrize("clock", ["happened", "said", "published", "concernsTime"])
def test_the_days_of_each_clock_are_written_and_stale_ones_replaced(
    clock: str, date: str, days: list[str | None]
) -> None:
    """Whatever stood there, the days are those of the date; an open end has none."""
    out = fmt(
        f'{HEADER}rec:a trv:{clock} "{date}"^^edtf:EDTF ;'
        f' trv:{clock}Earliest "1999-01-01"^^xsd:date, "x" ;'
        f' trv:{clock}Latest "1999-01-01"^^xsd:date .'
    )
    found = dict(re.findall(rf'trv:{clock}(Earliest|Latest) "(.*)"\^\^xsd:date', out))
    assert [found.get("Earliest"), found.get("Latest")] == days
    assert "1999" not in out and '"x"' not in out


def test_days_without_a_date_are_removed_and_other_properties_left() -> None:
    """The days are derived: without the date they say nothing."""
    out = fmt(f'{HEADER}rec:a trv:saidEarliest "2021-01-01"^^xsd:date ; trv:sha256 "x" .')
    assert (
        out
        == f'{HEADER.splitlines()[1]}\n{HEADER.splitlines()[2]}\n\nrec:a\n    trv:sha256 "x" ;\n.\n'
    )


def test_a_date_that_is_not_typed_as_edtf_gets_no_days() -> None:
    """What it means is not known; the shapes say that it is wrong."""
    assert "Earliest" not in fmt(f'{HEADER}rec:a trv:said "2021-12-15" .')


def test_a_date_that_cannot_be_read_is_told_with_file_and_line() -> None:
    """A false date is worse than none."""
    text = f'{HEADER}\nrec:a trv:gloss "x" ;\n  trv:said "mid-December"^^edtf:EDTF .\n'
    with pytest.raises(BadDate) as caught:
        format_text(text, PREFIXES, where="a.ttl")
    assert caught.value.where == "a.ttl:7"


def test_comments_are_refused_unless_dropped() -> None:
    """Formatting must not lose what somebody wrote; # in IRIs and strings is no comment."""
    text = f'{HEADER}rec:a trv:gloss "# no comment" ; # one\n  trv:sha256 "x" . # two\n'
    with pytest.raises(HasComments, match="2 comments") as caught:
        format_text(text, PREFIXES, where="a.ttl")
    assert caught.value.where == "a.ttl:5"
    out = format_text(text, PREFIXES, drop_comments=True)
    assert "# no comment" in out and "one" not in out
    assert fmt(out) == out


def test_malformed_turtle_is_told_with_file_and_line() -> None:
    """The file is left alone."""
    with pytest.raises(BadTurtle) as caught:
        format_text("<http://e/a> <http://e/b> .", PREFIXES, where="a.ttl")
    assert caught.value.where == "a.ttl:1:27"


def test_statements_about_statements_are_refused() -> None:
    """RDF 1.2 triple terms would be lost on the readers of this format."""
    with pytest.raises(BadTurtle, match=r"RDF 1\.2"):
        fmt("<http://e/a> <http://e/b> <<( <http://e/a> <http://e/b> <http://e/c> )>> .")


def test_the_list_of_prefixes_keeps_all_its_prefixes() -> None:
    """Its @prefix lines are the list, though no triple uses them."""
    text = "PREFIX b: <http://b/>\n@prefix a: <http://a/> .\n"
    out = format_text(text, PREFIXES, is_list=True)
    assert out == "@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n"
    assert format_text(out, PREFIXES, is_list=True) == out


def test_every_turtle_file_of_this_repository_is_canonical(run: Run) -> None:
    """Diffs show what changed and nothing else."""
    done = run("fmt", "--check")
    assert (done.returncode, done.stdout) == (0, "")


def test_check_lists_what_is_not_canonical_and_writes_nothing(
    run: Run, workspace_copy: Path
) -> None:
    """Exit 1 is an answer: does not conform."""
    path = workspace_copy / "graph" / "reference.ttl"
    before = path.read_text(encoding="utf-8") + "\n"
    path.write_text(before, encoding="utf-8")
    done = run("fmt", "--check", "--workspace", workspace_copy, cwd=workspace_copy)
    assert done.returncode == 1
    assert done.stdout == "not canonical: graph/reference.ttl\n"
    assert path.read_text(encoding="utf-8") == before
    assert run("fmt", cwd=workspace_copy).returncode == 0
    assert path.read_text(encoding="utf-8") == before[:-1]
    assert run("fmt", "--check", cwd=workspace_copy).returncode == 0


@pytest.mark.slow
def test_a_file_with_comments_is_not_canonical_and_is_left_alone(
    run: Run, workspace_copy: Path
) -> None:
    """--check lists it; fmt refuses it, and writes no other file either."""
    path = workspace_copy / "graph" / "reference.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "# a thought\n", encoding="utf-8")
    other = workspace_copy / "graph" / "analysis.ttl"
    other.write_text(other.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = {each: each.read_bytes() for each in (path, other)}
    done = run("fmt", "--check", path, cwd=workspace_copy)
    assert done.returncode == 1
    assert re.search(r"^not canonical: \S+ \(it holds a comment in line \d+\)$", done.stdout)
    done = run("fmt", cwd=workspace_copy)
    assert done.returncode == 2
    assert "comment" in done.stderr and "graph/reference.ttl:" in done.stderr
    assert before == {each: each.read_bytes() for each in (path, other)}
    assert run("fmt", "--drop-comments", cwd=workspace_copy).returncode == 0
    assert b"# a thought" not in path.read_bytes()


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(run: Run, tmp_path: Path) -> None:
    """Written whole beside the file, then renamed over it; nothing else is left behind."""
    path = tmp_path / "a.ttl"
    path.write_text("<http://e/a><http://e/b><http://e/c>.")
    path.chmod(0o640)
    link = tmp_path / "link.ttl"
    link.symlink_to(path)
    assert run("fmt", link).returncode == 0
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text() == "<http://e/a>\n    <http://e/b> <http://e/c> ;\n.\n"
    assert sorted(os.listdir(tmp_path)) == ["a.ttl", "link.ttl"]


def test_a_write_that_breaks_off_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    """No half file in its place, and none beside it."""
    path = tmp_path / "a.ttl"
    old = "".join(f"<http://e/a><http://e/b><http://e/{n}>.\n" for n in range(500))
    path.write_text(old)
    done = run_with_small_files("fmt", path, cwd=tmp_path)
    assert done.returncode == 2
    assert "a.ttl: cannot be written: File too large" in done.stderr
    assert path.read_text() == old
    assert os.listdir(tmp_path) == ["a.ttl"]


def test_no_name_of_a_file_can_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """Whoever formats what was sent to him has not chosen the names."""
    path = tmp_path / "a\x1b[2J\u202e\x9b.ttl"
    path.write_text("<http://e/a><http://e/b><http://e/c>.")
    for arguments in (["--check"], []):
        done = run("fmt", *arguments, path)
        assert done.stdout.endswith("a\\x1b[2J\\u202e\\x9b.ttl\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", b"<http://e/a> <http://e/b> ."),
        ("a.ttl", b"\xff\xfe"),
        ("a.nt", b""),
        ("folder.ttl", None),
        ("none.ttl", None),
    ],
)
def test_a_file_that_cannot_be_formatted_is_a_line_on_stderr_and_exit_2(
    run: Run, tmp_path: Path, name: str, content: bytes | None
) -> None:
    """Malformed, not UTF-8, not Turtle, a folder, or not there."""
    (tmp_path / "folder.ttl").mkdir()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = run("fmt", tmp_path / name)
    assert done.returncode == 2
    assert name in done.stderr and "Traceback" not in done.stderr


def test_an_empty_file_is_canonical() -> None:
    """No triple, no prefix, no text."""
    assert fmt("") == ""
    assert fmt("PREFIX e: <http://e/>\n\n") == ""


def test_only_the_workspaces_own_files_are_formatted(run: Run, tmp_path: Path) -> None:
    """A workspace that borrows the built-in ontology does not rewrite it."""
    (tmp_path / "travaux.toml").write_text(
        'title = "x"\nbase = "https://example.org/x/"\nlanguages = ["en"]\n'
    )
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "reference.ttl").write_text("<http://e/a><http://e/b><http://e/c>.")
    done = run("fmt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "written: graph/reference.ttl\n")
