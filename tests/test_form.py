"""Canonical form by its looks: never denied to what `travaux fmt` wrote, missed in little else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from graphs import graphs
from hypothesis import given
from pyoxigraph import Triple
from small import BASE, build

from travaux.corpus import Corpus, Finding, Part
from travaux.form import check, odd_line
from travaux.turtle import write
from travaux.workspace import GraphFile, open_at

PREFIXES = {
    "e": "http://e/",
    "f": "http://e/f#",
    "ent": "https://w3id.org/travaux/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
GOOD = """PREFIX e: <http://e/>

e:a
    a e:T ;
    e:p
        "x" ,
        "y"@en ;
    e:q [
        e:r (
            1
            e:b
        ) ;
    ] ;
.

e:b
    e:p \"\"\"two
lines\"\"\" ;
    e:q <urn:x> ;
.
"""


def line(text: str, name: str = "graph/a.ttl") -> int:
    return odd_line(Part(GraphFile(name, "urn:g", "reference"), name, text), PREFIXES)


@given(graphs)
def test_what_the_writer_wrote_is_never_called_odd(graph: list[Triple]) -> None:
    """Whoever runs `travaux fmt` is rid of the finding, whatever stands in the file."""
    assert line(write(graph, PREFIXES, keep_prefixes=False)) == 0


def test_what_the_writer_wrote_as_the_list_of_prefixes_is_not_odd() -> None:
    """All are declared there, used or not."""
    listed = write([], PREFIXES, keep_prefixes=True)
    assert line(listed, "ontology/prefixes.ttl") == 0
    assert line(listed, "ontology/other.ttl") == 1


def test_the_files_of_the_workspace_are_in_form() -> None:
    """The list of prefixes too, which has another header."""
    assert check(Corpus(open_at(str(ROOT)))) == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("e:a\n    a e:T", "e:a a e:T", 3),
        ("    a e:T", "   a e:T", 4),
        ("    a e:T", "\ta e:T", 4),
        (" ;\n    e:p", ";\n    e:p", 4),
        ("    a e:T ;", "    a e:T ; # so", 4),
        ("e:a\n", "# so\ne:a\n", 3),
        ("e:a\n", "\ne:a\n", 3),
        ("PREFIX", "\nPREFIX", 1),
        (".\n\ne:b", ".\ne:b", 14),
        ('lines""" ;\n    e:q <urn:x>', 'lines""" ;\n  e:q <urn:x>', 19),
        ("<urn:x>", "<http://e/x>", 19),
        ("@en", "@EN", 7),
        ('"x"', "'x'", 6),
        ("e:T", "rdf:T", 1),
        ("e: <http://e/>", "e: <http://e/>\nPREFIX f: <http://e/f#>", 2),
        ("PREFIX e: <http://e/>", "@prefix e: <http://e/> .", 1),
        ("PREFIX e", "prefix e", 1),
        ('"y"@en ;', '"y"@en ,\n        "a" ;', 8),
        ("e:b\n    e:p", "e:A\n    e:p", 17),
        ("    e:q <urn:x> ;\n", "    e:q <urn:x> ;\n    e:a <urn:x> ;\n", 20),
        ("    e:q <urn:x> ;\n", "    e:q <urn:x> ;\n    a <urn:x> ;\n", 20),
        (".\n\ne:b", ". \n\ne:b", 14),
    ],
)
def test_what_the_writer_would_not_write_is_told_at_its_line(old: str, new: str, at: int) -> None:
    """Layout, comments, the header, the order, names in full."""
    assert line(GOOD) == 0
    text = GOOD.replace(old, new, 1)
    if "rdf:" in text:
        rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        text = f"PREFIX rdf: <{rdf}>\n" + text
    assert line(text) == at


@pytest.mark.parametrize("end", ["\n\n", "", " \n"])
def test_a_file_ends_with_one_line_feed(end: str) -> None:
    """As every file that `travaux fmt` writes."""
    assert line(GOOD.rstrip("\n") + end) >= GOOD.count("\n")


def found(root: Path, text: str) -> list[Finding]:
    prefixes = f"@prefix e: <{BASE}> .\n"
    files = {"graph/own.ttl": text, "ontology/prefixes.ttl": prefixes}
    return check(Corpus(build(root, files)))


def test_a_file_that_is_not_canonical_is_one_remark(tmp_path: Path) -> None:
    """With its name, the first line that shows it, and the command that mends it."""
    text = f"PREFIX e: <{BASE}>\n\ne:b e:p 1 . e:a e:p 2 . e:a e:p 1 .\n"
    (one,) = found(tmp_path, text)
    assert (one.rule, one.severity, one.line) == ("not-canonical", "INFO", 3)
    assert one.file.endswith("graph/own.ttl") and one.advice == "Run `travaux fmt`."


def test_comments_are_to_become_triples_first(tmp_path: Path) -> None:
    """`travaux fmt` refuses the file otherwise."""
    (one,) = found(tmp_path, f"# of mine\n<{BASE}a> <{BASE}p> 1 .\n")
    assert re.match("Make its comments triples .* then run `travaux fmt`", one.advice)


def test_files_that_are_borrowed_are_not_judged(tmp_path: Path) -> None:
    """`travaux fmt` leaves them alone, and their prefixes are not these."""
    assert found(tmp_path, f"PREFIX e: <{BASE}>\n\ne:a\n    e:p 1 ;\n.\n") == []
