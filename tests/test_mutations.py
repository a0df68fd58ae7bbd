"""The real graph, broken in many ways one at a time: each time the rule that must notice does."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import mutations
import pytest
import test_shapes
from conftest import ROOT, WORKSPACE_PARTS
from mutations import MUTATIONS, Files, Mutation
from mutations_blind import BLIND
from pyoxigraph import Triple
from test_shapes import SHAPES, fast, fast_results, messages, reference_results, triples

from travaux.corpus import Corpus, Finding
from travaux.turtle_text import name_of, parse
from travaux.validate import validate
from travaux.workspace import open_at

#: What breaks loose when something that led to it is taken away; true, and no other mistake.
LOOSE = {"passage-use", "step-use", "orphan-entity", "unused-in-source"}
#: What Turtle written at the end of a file is besides.
LOOSE |= {"not-canonical"}
lexical_forms = test_shapes.lexical_forms  # a fixture
PREFIXES = "ontology/prefixes.ttl"
ENDINGS = (".ttl", ".rq", ".tsv", ".toml")


class Bench:
    """A copy of the workspace, and its text files as they were."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: Files = {
            path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(root.rglob("*"))
            if path.suffix in ENDINGS
        }

    def findings(self, mutation: Mutation, texts: Path | None = None) -> list[Finding]:
        """What is found after a mutation; the copy is mended afterwards."""
        changed = {
            path: text if text is self.files.get(path) else self.with_prefixes(path, text)
            for path, text in mutation.change(dict(self.files)).items()
        }
        assert changed != self.files, "the mutation changes nothing"
        touched = [
            each for each in {*changed, *self.files} if changed.get(each) != self.files.get(each)
        ]
        try:
            for each in touched:
                self._write(each, changed.get(each))
            return validate(open_at(str(self.root)), str(texts) if texts else None).findings
        finally:
            for each in touched:
                self._write(each, self.files.get(each))

    def with_prefixes(self, path: str, text: str) -> str:
        """The text of a graph's file, declaring on its first line whatever prefix it lacks."""
        if not path.startswith("graph/"):
            return text
        bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", text)
        used = set(re.findall(r"(?<![\w:])([a-z]+):(?=[\w-])", bare))
        own = set(re.findall(r"^PREFIX ([a-z]+):", text, re.MULTILINE))
        known = dict(re.findall(r"^@prefix ([a-z]+): (\S+)", self.files[PREFIXES], re.MULTILINE))
        more = sorted(each for each in used - own if each in known)
        return "".join(f"PREFIX {each}: {known[each]} " for each in more) + text

    def _write(self, name: str, text: str | None) -> None:
        if text is None:
            os.remove(self.root / name)
        else:
            (self.root / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    root = tmp_path_factory.mktemp("mutations") / "workspace"
    root.mkdir()
    for part in WORKSPACE_PARTS:
        origin = ROOT / part
        (shutil.copytree if origin.is_dir() else shutil.copy2)(origin, root / part)
    yield Bench(root)


def told(findings: list[Finding]) -> str:
    return "\n".join(f"{one.rule} {one.place} {one.entity} {one.problem}" for one in findings[:9])


def test_the_untouched_graph_has_no_finding(bench: Bench) -> None:
    """So that whatever is found below is the mutation's."""
    found = validate(open_at(str(bench.root))).findings
    assert not found, told(found)


@pytest.mark.parametrize(
    "mutation",
    [pytest.param(each, id=each.name.replace(" ", "-")) for each in [*BLIND, *MUTATIONS]],
)
def test_the_rule_that_must_notice_does_and_no_other(
    bench: Bench, mutation: Mutation, request: pytest.FixtureRequest
) -> None:
    """One slip is told once, by its own rule, with what to do, at a line where there is one."""
    texts = request.getfixturevalue("texts") if mutation.texts else None
    found = bench.findings(mutation, texts)
    noticed = {one.rule for one in found}
    rule = mutation.rule
    assert rule in noticed, told(found) or "nothing is found"
    others = [one for one in found if one.rule != rule and one.rule not in LOOSE]
    assert not others, told(others)
    own = [one for one in found if one.rule == rule]
    assert all(one.problem and one.advice and one.file for one in own)
    assert all(one.line for one in own), told(own)


def test_there_are_enough_mutations_each_with_a_name_of_its_own() -> None:
    """At least sixty ways, at least thirty of them for SHACL."""
    names = [each.name for each in MUTATIONS]
    assert len(set(names)) == len(names) >= 60


def test_blocks_are_all_things_of_a_canonical_file() -> None:
    """A thing that is passed over would never be broken."""
    for path in sorted((ROOT / "graph").rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        assert len(mutations.blocks(text)) == text.count("\n.\n"), path


def shacl_mutations() -> list[Mutation]:
    """Those that a shape of data must notice."""
    names = {name_of(triple.subject).rpartition("/")[2] for triple in triples(SHAPES)}
    return [each for each in MUTATIONS if each.rule in names and not each.texts]


@pytest.mark.usefixtures("lexical_forms")
@pytest.mark.slow
def test_the_fast_engine_finds_what_pyshacl_finds_with_all_mutations_at_once(bench: Bench) -> None:
    """The same focus nodes, paths and components, where each shape has something to say."""
    chosen = shacl_mutations()
    assert len(chosen) >= 30
    base = set(Corpus(open_at(str(bench.root))).triples())
    gone: set[Triple] = set()
    come: set[Triple] = set()
    for mutation in chosen:
        for path, text in mutation.change(dict(bench.files)).items():
            if text != bench.files[path]:
                before = set(parse(bench.files[path], path)[0])
                after = set(parse(bench.with_prefixes(path, text), path)[0])
                gone |= before - after
                come |= after - before
    data = list((base - gone) | come)
    assert set(fast_results(SHAPES, data)) == set(reference_results(SHAPES, data))
    said = {one.message for one in fast(SHAPES, data)}
    words = {iri.rpartition("/")[2]: text for iri, text in messages(triples(SHAPES)).items()}
    noticed = {each.rule for each in chosen if words.get(each.rule) in said}
    assert len(noticed) >= 30
