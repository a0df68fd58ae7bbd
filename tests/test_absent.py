"""A source without its file: told once, and a misspelt name is not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BASE, build

from travaux.absent import source_of
from travaux.corpus import Corpus, Finding
from travaux.references import check

HEADER = f"PREFIX : <{BASE}>\nPREFIX trv: <https://w3id.org/travaux/ontology#>\n"
LINKS = "<link/x> trv:linkFrom <record/s2-5-a> ;\n  trv:linkTo <record/s2-6-b> .\n"


def told(root: Path, links: str) -> list[Finding]:
    own = "<source/s1> a trv:NewsArticle .\n"
    files = {
        "graph/analysis.ttl": f"BASE <{BASE}>\n{HEADER}{links}",
        "graph/sources/s1.ttl": f"BASE <{BASE}>\n{HEADER}{own}",
    }
    return check(Corpus(build(root, files)))


def test_several_names_of_one_source_without_file_are_one_finding(tmp_path: Path) -> None:
    """At the first of them, with how many there are."""
    (one,) = told(tmp_path, LINKS)
    assert (one.rule, one.line) == ("source-file", 4)
    assert "no graph/sources/s2.ttl, and 2 names of this source are used" in one.problem


def test_one_name_alone_is_rather_misspelt(tmp_path: Path) -> None:
    """Its own finding stays, with the nearest name that there is."""
    rules = [one.rule for one in told(tmp_path, LINKS.replace("s2-6-b", "s2-5-a"))]
    assert rules == ["dangling-reference"]


def test_a_missing_record_of_a_source_that_has_a_file_is_a_dangling_reference(
    tmp_path: Path,
) -> None:
    """Each of them: the file is there."""
    rules = [one.rule for one in told(tmp_path, LINKS.replace("s2-", "s1-"))]
    assert rules == ["dangling-reference"] * 2


@pytest.mark.parametrize(
    ("tail", "source"),
    [
        ("source/s2", "s2"),
        ("source/long-name", "long-name"),
        ("record/s2-voice", "s2"),
        ("record/long-name-12-rejects", "long-name"),
        ("passage/s2-5-1020-1084", "s2"),
        ("record/s1-5-rejects", ""),
        ("source/s1", ""),
        ("entity/s2", ""),
    ],
)
def test_records_and_passages_are_named_after_their_source(
    tmp_path: Path, tail: str, source: str
) -> None:
    """By the number of the paragraph, since a short name may hold hyphens."""
    corpus = Corpus(build(tmp_path, {"graph/sources/s1.ttl": f"<{BASE}a> a <{BASE}b> ."}))
    assert source_of(corpus, BASE + tail) == source
