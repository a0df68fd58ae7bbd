"""The corpus: files as they are, and findings that lead to a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import TRIPLE, build

from travaux.corpus import Corpus
from travaux.errors import BadTurtle
from travaux.fmt import format_text
from travaux.vocabulary import HAPPENED, LABEL, TRV
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
    exact = corpus.finding("r", None, REC + "a", "wrong", "do", predicate=LABEL, value="Beta")
    assert (exact.file.rpartition("/")[2], exact.line, exact.label) == ("s9.ttl", 2, "Alpha")
    assert corpus.finding("r", None, REC + "a", "wrong", "do", predicate=HAPPENED).line == 3
    assert corpus.finding("r", None, REC + "a", "wrong", "do").line == 1
    assert corpus.finding("r", None, REC + "none", "wrong", "do").place == ""


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


def test_where_no_line_can_be_told_the_file_is_to_be_formatted_unless_it_is(tmp_path: Path) -> None:
    """The name of the file stands there all the same."""
    file = "graph/sources/s9.ttl"
    corpus = Corpus(build(tmp_path, {file: TRIPLE}))
    one = corpus.finding("r", corpus.parts[-1], "urn:none", "wrong", "Mend it.")
    assert one.place.endswith(file) and one.line == 0
    assert one.advice == "Mend it. Run `travaux fmt`: the line can be told then."
    (tmp_path / file).write_text(format_text(TRIPLE, corpus.prefixes), encoding="utf-8")
    corpus = Corpus(corpus.workspace)
    assert corpus.finding("r", corpus.parts[-1], "urn:none", "wrong", "Do.").advice == "Do."


def test_a_severity_is_that_of_the_profile_else_error(workspace_copy: Path) -> None:
    """Severities stand in one list, and not in the rules."""
    profile = workspace_copy / "queries" / "checks" / "profile.tsv"
    profile.write_text("rule\tseverity\nodd\tINFO\n", encoding="utf-8")
    corpus = Corpus(open_at(str(workspace_copy)))
    told = [corpus.finding(rule, None, "urn:x", "wrong", "do").severity for rule in ("odd", "bad")]
    assert told == ["INFO", "ERROR"]


def test_a_thing_is_of_its_kinds_and_of_all_above_them(workspace_copy: Path) -> None:
    """As the ontology has them."""
    corpus = Corpus(open_at(str(workspace_copy)))
    part = next(
        part for part in corpus.parts if "https://w3id.org/travaux/entity/nato" in part.types
    )
    kinds = corpus.kinds(part, "https://w3id.org/travaux/entity/nato")
    assert {TRV + each for each in ("Alliance", "Organization", "Actor")} <= kinds
    assert TRV + "State" not in kinds
