"""The corpus: files as they are, and findings that lead to a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux.corpus import Corpus
from travaux.errors import BadTurtle
from travaux.vocabulary import HAPPENED, LABEL
from travaux.workspace import open_at

REC = "https://w3id.org/travaux/record/"


def test_a_finding_leads_to_the_line_of_the_triple_else_of_the_subject(
    workspace_copy: Path,
) -> None:
    """A historian goes to file and line, not to an IRI."""
    path = workspace_copy / "graph" / "sources" / "s9.ttl"
    path.write_text(
        f'<{REC}a>\n  <{LABEL}> "Alpha"@en , "Beta"@ru ;\n  <{HAPPENED}> "2021" , "2022" .\n',
        encoding="utf-8",
    )
    corpus = Corpus(open_at(str(workspace_copy)))
    exact = corpus.finding(None, REC + "a", "wrong", "do", predicate=LABEL, value="Beta")
    assert (exact.file.rpartition("/")[2], exact.line, exact.label) == ("s9.ttl", 2, "Alpha")
    assert corpus.finding(None, REC + "a", "wrong", "do", predicate=HAPPENED).line == 3
    assert corpus.finding(None, REC + "a", "wrong", "do").line == 1
    assert corpus.finding(None, REC + "none", "wrong", "do").place == ""


def test_a_label_is_english_before_any_other_and_a_gloss_serves_last(
    workspace_copy: Path,
) -> None:
    """A record has a gloss, an entity a label."""
    corpus = Corpus(open_at(str(workspace_copy)))
    assert corpus.label("https://w3id.org/travaux/entity/nato") == "NATO"
    assert corpus.label(REC + "none") == ""
    glossed = corpus.layer("source")[0]
    assert any(corpus.label(iri) for iri in glossed.subjects if iri.startswith(REC))


def test_malformed_turtle_in_any_file_is_told_with_file_and_line(workspace_copy: Path) -> None:
    """Alignments and shapes too, though they are not merged."""
    (workspace_copy / "ontology" / "alignments.ttl").write_text("\n\n<http://e/a> <http://e/b> .")
    with pytest.raises(BadTurtle, match=r"alignments\.ttl:3:\d+: "):
        Corpus(open_at(str(workspace_copy)))
