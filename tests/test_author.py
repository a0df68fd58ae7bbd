"""Tests of authoring: what calls write, where, and that it holds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from harbour import NOTE, beside, code, note, opened
from pyoxigraph import NamedNode

from travaux import vocabulary as v
from travaux.fmt import formatted
from travaux.kg.graph import KnowledgeGraph
from travaux.passages import digest
from travaux.turtle_text import parse
from travaux.validate import validate
from travaux.workspace import open_at

BASE = "https://example.org/tiny/"


@pytest.fixture
def kg(tmp_path: Path) -> KnowledgeGraph:
    return opened(tmp_path)


def said_of(kg: KnowledgeGraph, name: str) -> dict[str, list[str]]:
    """What the graph says of a record, values by the local name of the property."""
    found: dict[str, list[str]] = {}
    for quad in kg.engine.quads(NamedNode(f"{BASE}record/{name}")):
        key = quad.predicate.value.rpartition("#")[2]
        found.setdefault(key, []).append(quad.object.value.removeprefix(BASE))
    return {key: sorted(values) for key, values in found.items()}


def told(kg: KnowledgeGraph) -> set[tuple[str, ...]]:
    """Everything that the graph says of things of this workspace."""
    return {
        (quad.subject.value, quad.predicate.value, str(quad.object).strip("<>"))
        for quad in kg.engine.quads()
        if quad.subject.value.startswith(BASE)
    }


def test_a_coded_text_conforms_with_exact_passages_in_canonical_files(kg: KnowledgeGraph) -> None:
    """What a block writes keeps all rules, and every passage is where the text has the words."""
    block = code(kg)
    assert block.report and not block.report.findings
    assert {change.path for change in kg.changes()} == {
        "graph/reference.ttl",
        "graph/sources/t3.ttl",
    }
    kg.save()
    root = Path(kg.workspace.root)
    (root / "texts" / "t3.txt").write_text(NOTE, "utf-8")
    report = validate(open_at(str(root)), str(root / "texts"))
    assert not report.findings
    assert [(each.source, each.state, each.exact) for each in report.texts][-1] == ("t3", "same", 6)
    for path in (root / "graph" / "sources" / "t3.ttl", root / "graph" / "reference.ttl"):
        assert formatted(str(path), kg.workspace.prefixes()) == path.read_bytes()


def test_what_is_saved_is_what_was_written_and_comes_out_the_same_again(tmp_path: Path) -> None:
    """The files hold the block's triples and no others; the same calls give the same bytes."""
    files = []
    for each in ("one", "two"):
        (tmp_path / each).mkdir()
        kg = opened(tmp_path / each)
        code(kg)
        wanted = {change.path: {*change.add} for change in kg.changes()}["graph/sources/t3.ttl"]
        kg.save()
        path = Path(kg.workspace.root, "graph", "sources", "t3.ttl")
        assert {*parse(path.read_text("utf-8"), "t3")[0]} == wanted
        files.append((path.read_bytes(), path.parents[1].joinpath("reference.ttl").read_bytes()))
    assert files[0] == files[1]


def test_no_words_of_the_text_reach_the_files(kg: KnowledgeGraph) -> None:
    """Of a span the place and the digest are kept, never the words."""
    code(kg)
    kg.save()
    written = Path(kg.workspace.root, "graph", "sources", "t3.ttl").read_text("utf-8")
    for words in ("out of the question", "offered instead", "counts the same", "calls that untrue"):
        assert words in NOTE
        assert words not in written


def test_a_passage_counts_code_points_from_its_words_or_its_offsets(kg: KnowledgeGraph) -> None:
    """`contains` and `start`, `end` name the same span; characters are code points."""
    with note(kg) as s:
        by_words = s.passage(par=1, contains="press note")
        start = NOTE.index("press note")
        assert by_words.span == (start, start + 10)
        assert by_words.sha256 == digest(NOTE, start, start + 10)
        assert s.passage(start=start, end=start + 10) == by_words
        assert s.text == NOTE


def test_answers_change_as_soon_as_the_block_is_left(kg: KnowledgeGraph) -> None:
    """Questions see a block before it is saved, and the files do not."""
    before = len(kg.query("positions").rows)
    code(kg)
    assert len(kg.query("positions").rows) == before + 2
    assert not Path(kg.workspace.root, "graph", "sources", "t3.ttl").exists()


def test_a_record_is_named_after_source_paragraph_and_what_it_says(kg: KnowledgeGraph) -> None:
    """Names are readable, a number tells equal ones apart, and `name` overrides them."""
    with note(kg) as s:
        at = s.passage(2, "halving")
        fields = {"speaker": "Erik Dahl", "holder": "Suder", "topic": "Suder halves its catch"}
        first = s.position(attitude="rejects", at=at, **fields)
        second = s.position(attitude="rejects", at=at, **fields)
        third = s.position(attitude="rejects", at=at, name="flat-no", **fields)
        whole = s.statement("Dahl speaks.", speaker="Erik Dahl", at=at, name="t3-dahl-speaks")
    assert [str(each) for each in (first, second, third, whole)] == [
        "rec:t3-2-suder-rejects-half-catch",
        "rec:t3-2-suder-rejects-half-catch-2",
        "rec:t3-2-flat-no",
        "rec:t3-dahl-speaks",
    ]
    assert repr(third) == "<position rec:t3-2-flat-no>"


def test_a_statement_without_a_date_has_that_of_its_occasion_else_of_its_article(
    kg: KnowledgeGraph,
) -> None:
    """An undated statement is dated as derived, even by an account that comes after it."""
    with note(kg) as s:
        at = s.passage(2, "Erik Dahl said")
        talk = s.new.remarks("remarks of Dahl")
        s.statement("Dahl speaks.", speaker="Erik Dahl", occasion=talk, at=at, name="on-it")
        s.statement("Dahl speaks on.", speaker="Erik Dahl", at=at, name="apart")
        s.account(talk, happened=date(2031, 5, 5), happened_basis="inferred", at=at)
    dates = [said_of(kg, f"t3-2-{each}") for each in ("on-it", "apart")]
    assert [each["said"] for each in dates] == [["2031-05-05"], ["2031-05-06"]]
    assert {each["saidBasis"][0] for each in dates} == {v.DERIVED}
    assert dates[0]["saidEarliest"] == dates[0]["saidLatest"] == ["2031-05-05"]


def test_a_date_without_a_basis_counts_as_printed(kg: KnowledgeGraph) -> None:
    """A date is taken from the page unless the call says otherwise."""
    with note(kg) as s:
        at = s.passage(2, "Tuesday")
        s.statement("He speaks.", speaker="Erik Dahl", said="2031-05/..", at=at, name="it")
    assert said_of(kg, "t3-2-it")["saidBasis"] == [v.PRINTED]
    assert "saidLatest" not in said_of(kg, "t3-2-it")


def test_steps_are_numbered_from_the_speaker_on_and_each_record_has_its_own(
    kg: KnowledgeGraph,
) -> None:
    """A step given to two records is written twice; its order is its place in the list."""
    with note(kg) as s:
        at = s.passage(2, "Tuesday")
        post = s.new.media_outlet("The Holm Post")
        steps = [s.step("Suder", step_kind="publishes"), s.step(post, step_kind="quotes")]
        for name in ("one", "two"):
            s.statement("He speaks.", speaker="Erik Dahl", has_step=steps, at=at, name=name)
    for name in ("one", "two"):
        own = [said_of(kg, f"t3-2-{name}-step-{order}") for order in (1, 2)]
        assert [each["carrier"] for each in own] == [["entity/suder"], ["entity/the-holm-post"]]
        assert [each["stepOrder"] for each in own] == [["1"], ["2"]]


def test_new_entities_go_to_the_reference_layer_and_are_known_at_once(kg: KnowledgeGraph) -> None:
    """A new thing is named in several languages, and later calls of the block know its names."""
    with note(kg) as s:
        s.new.person("Ode Grell", ru="Уде Грелль", alt_label=["O. Grell", "Clerk Grell"])
        item = s.entity("ProposalItem", "the port opens", topic="cod in Holm Bay")
        assert str(item) == "ent:item-the-port-opens"
        s.assessment(
            "Grell weighs it up.", speaker="Grell", topic=item, at=s.passage(4, "clerk of the m")
        )
    added = {change.path: change.add for change in kg.changes()}["graph/reference.ttl"]
    names = {t.object.value for t in added if t.subject.value == f"{BASE}entity/ode-grell"}
    assert names == {v.PERSON, "Ode Grell", "Уде Грелль", "O. Grell", "Clerk Grell"}


def test_another_thing_of_a_name_is_made_if_the_call_says_so(kg: KnowledgeGraph) -> None:
    """`homonym` lets a new thing share an alias; its IRI differs."""
    with note(kg) as s:
        other = s.new.person("Ann Berg", alt_label="Minister Berg", homonym=True, name="ann-berg")
        s.statement("She speaks.", speaker=other, at=s.passage(2, "Tuesday"))
    assert str(other) == "ent:ann-berg"


def test_lengths_of_time_and_numbers_are_written_as_the_rules_want_them(
    kg: KnowledgeGraph,
) -> None:
    """A timedelta becomes a duration, and a count an integer."""
    lengths = {timedelta(hours=7, minutes=30): "PT7H30M", timedelta(days=2): "P2D"}
    lengths[timedelta(seconds=1, microseconds=500000)] = "PT1.5S"
    lengths[timedelta(0)] = "PT0S"
    with note(kg) as s:
        at = s.passage(2, "Tuesday")
        for number, length in enumerate(lengths):
            s.account("Holm talks", duration=length, at=at, name=f"l{number}")
        s.participation(
            "Suder", at_event="Holm talks", presence="present", member_count=4, at=at, name="p"
        )
    found = [said_of(kg, f"t3-2-l{number}")["duration"][0] for number in range(len(lengths))]
    assert found == [*lengths.values()]
    assert said_of(kg, "t3-2-p")["memberCount"] == ["4"]


def test_a_source_is_added_to_with_its_own_voice_passages_and_records(kg: KnowledgeGraph) -> None:
    """`extend` goes on with a source: nothing of it is written twice, nothing is lost."""
    code(kg)
    kg.save()
    before = told(kg)
    with kg.source("t3", extend=True, text=beside(kg)) as s:
        assert str(s.voice) == "rec:t3-narrative-voice"
        old = s.passage(2, "halving is out of the question")
        s.statement("It is said firmly.", speaker=s.voice, at=old)
    with kg.source("t3", extend=True) as s:
        s.statement("It is said twice.", speaker=s.voice, at="psg:t3-1-6-13", name="more")
    assert before <= told(kg)
    assert not [each for each in told(kg) - before if v.PASSAGE in each]
    assert said_of(kg, "t3-1-more")["speaker"] == ["record/t3-narrative-voice"]


def test_the_article_can_be_told_of_and_described(kg: KnowledgeGraph) -> None:
    """The article is a thing of its own source, with a label made of what is known of it."""
    with note(kg, title="A word") as s:
        s.account(s.source, happened="2031-05-06", at=s.passage(1, "6 May 2031"))
    assert kg.engine.label(s.source.iri) == "“A word”, 2031-05-06 (t3)"
    with kg.source("t4", text=beside(kg), published="2031", label={"en": "my own"}) as s:
        pass
    assert kg.engine.label(s.source.iri) == "my own"
