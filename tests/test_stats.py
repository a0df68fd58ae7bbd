"""`travaux stats`: the counts agree with what the files hold, counted another way."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import Run

from travaux.workspace import open_at

TRV = "https://w3id.org/travaux/ontology#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def counts(run: Run, *more: str) -> dict[tuple[str, str, str], int]:
    """Section, what and source to count."""
    done = run("stats", "--format", "csv", *more)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    found = {(row["section"], row["what"], row["source"]): int(row["count"]) for row in rows}
    assert len(found) == len(rows)
    return found


def triples(workspace: Path) -> dict[str, list[ox.Triple]]:
    """The triples of each file by graph."""
    return {
        file.iri: [quad.triple for quad in ox.parse(path=file.path)]
        for file in open_at(str(workspace)).graph_files()
    }


def test_every_named_graph_is_counted_as_its_file_has_it(run: Run, tiny: Path) -> None:
    """Triples per graph are the triples of the file; files without triples are no graph."""
    found = counts(run, "--workspace", str(tiny))
    stated = {what: n for (section, what, _), n in found.items() if section == "triples"}
    del stated["merged and derived"]
    assert stated == {iri: len(set(each)) for iri, each in triples(tiny).items() if each}


def test_a_triple_of_several_files_counts_once_in_the_merge(run: Run, tiny: Path) -> None:
    """The default graph is a set: the distinct triples of the merged files and one cite each."""
    merged = {file.iri for file in open_at(str(tiny)).graph_files() if file.merged}
    everything = {t for iri, each in triples(tiny).items() if iri in merged for t in each}
    total = counts(run, "--workspace", str(tiny))["triples", "merged and derived", ""]
    cites = json.loads(
        run(
            "sparql",
            "SELECT ?s ?c WHERE { ?s trv:cite ?c }",
            "--format",
            "json",
            "--workspace",
            str(tiny),
        ).stdout
    )
    assert total == len(everything) + len(cites["results"]["bindings"])


def test_records_and_passages_are_counted_by_kind_and_source(run: Run, tiny: Path) -> None:
    """Each record counts once, under its own class and the source that holds it."""
    expected: Counter[tuple[str, str]] = Counter()
    for iri, each in triples(tiny).items():
        stem = iri.rsplit("/", 1)[1]
        evidence = {t.subject for t in each if t.predicate.value == TRV + "evidence"}
        for triple in each:
            if triple.predicate != TYPE:
                continue
            if triple.subject in evidence or triple.object.value == TRV + "Passage":
                expected[triple.object.value, stem] += 1
    found = {
        (what, source): n
        for (section, what, source), n in counts(run, "--workspace", str(tiny)).items()
        if section in ("records", "passages")
    }
    assert expected
    assert found == dict(expected)


def test_the_ontology_counts_terms_that_it_defines_and_not_those_it_mentions(
    run: Run, tiny: Path
) -> None:
    """skos:ConceptScheme is declared as a class for OWL's sake; it is no class of ours."""
    found = counts(run)
    classes = {
        t.subject
        for t in triples(Path(__file__).parent.parent)["https://w3id.org/travaux/graph/ontology"]
        if t.predicate == TYPE
        and t.object.value == "http://www.w3.org/2002/07/owl#Class"
        and isinstance(t.subject, ox.NamedNode)
        and t.subject.value.startswith(TRV)
    }
    assert found["ontology", "classes", ""] == len(classes) > 60


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_every_format_is_written_and_is_the_same_on_a_second_run(run: Run, format: str) -> None:
    """Total order: two runs give the same bytes."""
    first, second = run("stats", "--format", format), run("stats", "--format", format)
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert "reference" in first.stdout


def test_a_count_that_takes_too_long_is_stopped(run: Run, tiny: Path) -> None:
    """The limit holds for every command that asks."""
    done = run("stats", "--timeout", "0.0001", "--workspace", tiny)
    assert (done.returncode, done.stdout) == (2, "")
    assert "stopped after 0.0001 s" in done.stderr


def test_the_table_shows_labels_and_no_addresses(run: Run) -> None:
    """People read names."""
    shown = run("stats").stdout
    assert "http" not in shown
    assert "participation" in shown


def test_what_is_counted_is_named_in_the_language_asked_for(run: Run, tiny: Path) -> None:
    """Classes and kinds of links; the counts do not change."""
    shown = {
        lang: run("stats", "--lang", lang, "--format", "markdown", "--workspace", tiny).stdout
        for lang in ("en", "ru")
    }
    assert "| records | участие | t1 | 1 |" in shown["ru"]
    assert "participation" not in shown["ru"]
    numbers = {
        lang: sorted(line.split("|")[-2] for line in text.splitlines())
        for lang, text in shown.items()
    }
    assert numbers["en"] == numbers["ru"]
