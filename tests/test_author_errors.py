"""Tests of what authoring refuses: at once, by call and field, with a remedy, changing nothing."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harbour import beside, note, opened
from pyoxigraph import NamedNode

import travaux
from travaux.author import NameTaken, Refused, SourceBlock, SourceExists, WrongCall
from travaux.dates import BadDate
from travaux.errors import AmbiguousName, BadParameter, TravauxError, UnknownName
from travaux.kg.graph import KnowledgeGraph
from travaux.kg.pending import DoesNotConform
from travaux.passages import SnippetProblem, TextProblem

FIELDS = {"speaker": "Erik Dahl", "holder": "Suder", "topic": "Suder halves its catch"}


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """One workspace for all: nothing here may change it, and that is looked at each time."""
    return opened(tmp_path_factory.mktemp("errors"))


def position(s: SourceBlock, **fields: Any) -> None:
    """A call that is right but for these fields."""
    fields.setdefault("at", s.passage(2, "halving"))
    s.position(**{**FIELDS, "attitude": "rejects", **fields})


def statement(s: SourceBlock, **fields: Any) -> None:
    fields.setdefault("at", s.passage(2, "halving"))
    s.statement(**{"gloss": "Dahl speaks.", "speaker": "Erik Dahl", **fields})


WRONG: list[tuple[str, Callable[[SourceBlock], object], type[TravauxError], tuple[str, ...]]] = [
    (
        "an unknown name",
        lambda s: position(s, speaker="Erik Dal"),
        UnknownName,
        ("s.position(speaker=...)", "nothing is called 'Erik Dal'", "Erik Dahl", "ent:erik-dahl"),
    ),
    (
        "a name of two",
        lambda s: position(s, speaker="Berg"),
        AmbiguousName,
        ("s.position(speaker=...)", "2 things", "ent:anna-berg", "ent:nils-berg"),
    ),
    (
        "a thing of another kind",
        lambda s: position(s, holder="Holm"),
        BadParameter,
        ("s.position(holder=...)", "Holm is a city, not an actor"),
    ),
    (
        "an unknown concept",
        lambda s: position(s, attitude="rejekts"),
        UnknownName,
        ("s.position(attitude=...)", "rejects"),
    ),
    (
        "a concept of another list",
        lambda s: position(s, attitude="paraphrase"),
        BadParameter,
        ("s.position(attitude=...)", "not one of the scheme of attitudes"),
    ),
    (
        "a record of another source",
        lambda s: statement(s, speaker="rec:t2-port-voice"),
        BadParameter,
        ("s.statement(speaker=...)", "belongs to src:t2", "no other source"),
    ),
    (
        "another article",
        lambda s: s.account("src:t1", at=s.passage(2, "halving")),
        BadParameter,
        ("s.account(account_of=...)", "belongs to src:t1"),
    ),
    (
        "no name at all",
        lambda s: statement(s, speaker=3.5),
        WrongCall,
        ("s.statement(speaker=...)", "3.5 is no name", "a CURIE"),
    ),
    (
        "an unknown field",
        lambda s: position(s, attitud="rejects"),
        WrongCall,
        ("s.position(...)", "no field attitud", "Did you mean attitude?", "speech_mode"),
    ),
    (
        "missing fields",
        lambda s: s.position(speaker="Dahl", at=s.passage(2, "halving")),
        WrongCall,
        ("attitude, gloss, holder, topic are missing", "The position has no holder."),
    ),
    (
        "no evidence",
        lambda s: s.statement("Dahl speaks.", speaker="Dahl"),
        WrongCall,
        ("s.statement(...)", "at is missing", "at=s.passage("),
    ),
    (
        "words as evidence",
        lambda s: statement(s, at=("halving",)),
        UnknownName,
        ("s.statement(at=...)", "halving"),
    ),
    (
        "two values where one may stand",
        lambda s: position(s, attitude=["rejects", "demands"]),
        WrongCall,
        ("s.position(attitude=...)", "2 values where 1", "exactly one attitude"),
    ),
    (
        "a value given twice",
        lambda s: s.statement("Dahl speaks.", gloss="So he does."),
        WrongCall,
        ("s.statement(gloss=...)", "given twice"),
    ),
    (
        "values without a name",
        lambda s: s.tenure("Erik Dahl", "Suder"),
        WrongCall,
        ("s.tenure(...)", "2 values without a name", "named_as"),
    ),
    (
        "a day that is none",
        lambda s: statement(s, said="2031-02-30"),
        BadDate,
        ("s.statement(said=...)", "2031-02-30", "dates look like"),
    ),
    (
        "a time that ends before it begins",
        lambda s: statement(s, concerns_time="2031-05/2031-04"),
        BadDate,
        ("s.statement(concerns_time=...)", "ends before it begins"),
    ),
    (
        "a date that is no text",
        lambda s: statement(s, said=2031),
        WrongCall,
        ("s.statement(said=...)", "2031 is no date"),
    ),
    (
        "a basis without a date",
        lambda s: statement(s, said_basis="inferred"),
        WrongCall,
        ("s.statement(said_basis=...)", "there is no said"),
    ),
    (
        "an empty gloss",
        lambda s: statement(s, gloss="  "),
        WrongCall,
        ("s.statement(gloss=...)", "empty"),
    ),
    (
        "a character that is none",
        lambda s: statement(s, gloss="Dahl\x00 speaks."),
        WrongCall,
        ("s.statement(gloss=...)", "U+0000"),
    ),
    (
        "the words of the text",
        lambda s: statement(s, gloss="He said on Tuesday that halving is out of the question."),
        WrongCall,
        ("s.statement(gloss=...)", "8 words in a row", "your own words"),
    ),
    (
        "the words of the text in a note",
        lambda s: s.new.person("Ada Grell", note="A clerk of the harbour claims that Norvik lies."),
        WrongCall,
        ("s.new.person(note=...)", "8 words in a row"),
    ),
    (
        "a length that is none",
        lambda s: s.account("Holm talks", duration="7 hours", at=s.passage(2, "halving")),
        WrongCall,
        ("s.account(duration=...)", "PT7H30M"),
    ),
    (
        "a number that is none",
        lambda s: s.participation("Suder", at_event="Holm talks", member_count=-1),
        WrongCall,
        ("s.participation(member_count=...)", "-1 is no whole number"),
    ),
    (
        "a passage that is not there",
        lambda s: s.passage(2, "halfing"),
        SnippetProblem,
        ("s.passage(...)", "0 times in paragraph 2", "quotation marks"),
    ),
    (
        "a passage of another paragraph",
        lambda s: s.passage(3, "halving"),
        SnippetProblem,
        ("s.passage(...)", "it stands in paragraph 2"),
    ),
    (
        "a passage that is there twice",
        lambda s: s.passage(4, "clerk of the"),
        SnippetProblem,
        ("s.passage(...)", "2 times", "longer snippet"),
    ),
    (
        "a paragraph that is not there",
        lambda s: s.passage(9, "halving"),
        TextProblem,
        ("s.passage(...)", "no paragraph 9", "has 4"),
    ),
    (
        "offsets across paragraphs",
        lambda s: s.passage(start=10, end=100),
        TextProblem,
        ("s.passage(...)", "10 to 100", "inside one paragraph"),
    ),
    ("half a passage", lambda s: s.passage(2), WrongCall, ("s.passage(...)", "par= and contains=")),
    (
        "a name that is taken",
        lambda s: s.new.person("anna berg"),
        NameTaken,
        ("s.new.person(...)", "'anna berg'", "ent:anna-berg", "homonym=True"),
    ),
    (
        "an alias that is taken",
        lambda s: s.new.person("Ada Berg", alt_label="Minister Berg"),
        NameTaken,
        ("s.new.person(...)", "'Minister Berg'"),
    ),
    (
        "an IRI that is taken",
        lambda s: s.new.person("Ada Grell", name="anna-berg"),
        WrongCall,
        ("s.new.person(name=...)", "ent:anna-berg already"),
    ),
    (
        "a bad IRI",
        lambda s: s.new.person("Ada Grell", name="Ada Grell"),
        WrongCall,
        ("s.new.person(name=...)", "a-z"),
    ),
    (
        "a name without Latin letters",
        lambda s: s.new.person("Ада"),
        WrongCall,
        ("s.new.person(...)", "name="),
    ),
    (
        "a name without English",
        lambda s: s.new.person({"ru": "Ада"}),
        WrongCall,
        ("s.new.person(...)", "English"),
    ),
    (
        "an item without an issue",
        lambda s: s.new.proposal_item("the port opens"),
        WrongCall,
        ("s.new.proposal_item(...)", "topic is missing", "belongs to an issue"),
    ),
    (
        "a shared thing that points to a source",
        lambda s: s.new.person("Ada Grell", is_part_of=s.voice),
        BadParameter,
        ("s.new.person(is_part_of=...)", "belongs to src:t3", "never to what a source records"),
    ),
    (
        "an unknown kind",
        lambda s: s.entity("Persen", "Ada Grell"),
        WrongCall,
        ("s.entity(...)", "no kind 'Persen'", "person"),
    ),
    (
        "a step of an unknown kind",
        lambda s: s.step("Suder", step_kind="rejects"),
        BadParameter,
        ("s.step(step_kind=...)", "rejects"),
    ),
]


@pytest.mark.parametrize(
    ("call", "kind", "told"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG]
)
def test_a_wrong_call_is_refused_at_once_with_field_and_remedy(
    kg: KnowledgeGraph,
    call: Callable[[SourceBlock], object],
    kind: type[TravauxError],
    told: tuple[str, ...],
) -> None:
    """The error says in which line and which field of which call, what is wrong, what to do."""
    with pytest.raises(kind) as caught, note(kg) as s:
        call(s)
    text = str(caught.value)
    assert text.startswith("tests/") or "test_author_errors.py:" in text
    assert [each for each in told if each not in text] == []
    assert kg.changes() == []


def test_an_error_names_the_line_of_the_call(kg: KnowledgeGraph) -> None:
    """File and line are those of whoever made the call, not of travaux."""
    frame = inspect.currentframe()
    assert frame
    with pytest.raises(UnknownName) as caught, note(kg) as s:
        line = frame.f_lineno + 1
        s.statement("It is said.", speaker="Nobody")
    assert caught.value.where.endswith(f"test_author_errors.py:{line}: s.statement(speaker=...)")


SOURCES: list[tuple[str, dict[str, Any], type[TravauxError], tuple[str, ...]]] = [
    ("t1", {}, SourceExists, ("there is a source t1 already", "extend=True")),
    ("reference", {}, SourceExists, ("another file",)),
    ("T 3", {}, WrongCall, ("'T 3' is no name", "a-z")),
    ("t9", {"extend": True}, UnknownName, ("no source t9", "t1, t2")),
    ("t3", {"text": None}, WrongCall, ("kg.source(text=...)", "is missing")),
    ("t3", {"text": "nowhere.txt"}, TextProblem, ("kg.source(text=...)", "No such file")),
    ("t3", {"published": None}, WrongCall, ("published is missing", "not-printed")),
    ("t3", {"published": "2031-13"}, BadDate, ("kg.source(published=...)", "2031-13")),
    ("t3", {"outlet": "Holm Post"}, UnknownName, ("kg.source(outlet=...)", "s.article(outlet=")),
    ("t3", {"titel": "A word"}, WrongCall, ("kg.source(...)", "Did you mean title?")),
    ("t1", {"extend": True, "text": None, "label": "x"}, WrongCall, ("kg.source(label=...)",)),
    ("t1", {"extend": True}, WrongCall, ("kg.source(text=...)", "differs", "as it was")),
]


@pytest.mark.parametrize(("name", "fields", "kind", "told"), SOURCES)
def test_a_source_that_cannot_be_begun_is_refused(
    kg: KnowledgeGraph,
    name: str,
    fields: dict[str, Any],
    kind: type[TravauxError],
    told: tuple[str, ...],
) -> None:
    """A name that is taken, a text that is none, a date that is none: nothing is begun."""
    if fields.get("extend"):
        fields = {"published": None, **fields}
    with pytest.raises(kind) as caught:
        note(kg, name, **fields)
    assert [each for each in told if each not in str(caught.value)] == []
    assert kg.changes() == []


@pytest.mark.parametrize(
    ("content", "told"), [(b"\n \n", "no text in it"), (b"ab\n\xff", "not UTF-8")]
)
def test_a_text_without_words_is_refused(
    kg: KnowledgeGraph, tmp_path: Path, content: bytes, told: str
) -> None:
    """An empty file, and one that is no text, are told by name."""
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    with pytest.raises(TextProblem, match=told):
        note(kg, text=path)


@pytest.mark.slow
def test_in_a_notebook_an_error_names_cell_and_line(kg: KnowledgeGraph) -> None:
    """Where there are no files to name, it is told in which cell the call stands."""
    program = f"""
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("import travaux; kg = travaux.open({kg.workspace.root!r})", store_history=True)
cell = "with kg.source('t3', text={str(beside(kg))!r}, published='2031') as s:\\n    s.step('Berg')"
print("told:", shell.run_cell(cell, store_history=True).error_in_exec)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "told: Cell In[2], line 2: s.step(carrier=...): 'Berg' may mean 2 things" in done.stdout


def test_a_block_that_breaks_the_rules_changes_nothing_and_names_the_call(
    kg: KnowledgeGraph,
) -> None:
    """What only the rules can see is told when the block is left, by the call that wrote it."""
    frame = inspect.currentframe()
    assert frame
    with pytest.raises(Refused) as caught, note(kg) as s:
        statement(s)
        line = frame.f_lineno + 1
        s.statement("He speaks late.", speaker="Dahl", said="2031-06", at=s.passage(2, "Tuesday"))
    text = str(caught.value)
    assert f"test_author_errors.py:{line}: s.statement(...) (t3-2-erik-dahl-statement-2)" in text
    assert "said on 2031-06-01 at the earliest" in text
    assert "Correct trv:said" in text
    assert isinstance(caught.value, DoesNotConform)
    assert kg.changes() == []
    assert not any(kg.engine.quads(NamedNode("https://example.org/tiny/source/t3")))


def test_each_wrong_call_of_a_block_is_named(kg: KnowledgeGraph) -> None:
    """Two wrong calls are both told, entities and passages too."""
    with pytest.raises(Refused) as caught, note(kg) as s:
        item = s.new.proposal_item("the port opens", topic="cod in Holm Bay", is_part_of="Holm")
        position(s, topic=item, attitude="concerned")
    text = str(caught.value)
    assert "s.new.proposal_item(...) (item-the-port-opens)" in text
    assert "s.position(...) (t3-2-suder-concerned-the-port-opens)" in text
    assert kg.changes() == []


def test_an_exception_inside_the_block_changes_nothing(kg: KnowledgeGraph) -> None:
    """Whatever stops the block, all of it is dropped and the exception goes on."""
    with pytest.raises(ZeroDivisionError), note(kg) as s:
        statement(s)
        _ = 1 / 0
    assert kg.changes() == []


def test_a_wrong_call_that_is_caught_leaves_nothing_behind(tmp_path: Path) -> None:
    """A call is taken whole or not at all, and the block can go on."""
    kg = opened(tmp_path)
    with note(kg) as s:
        with pytest.raises(UnknownName):
            statement(s, at=s.passage(1, "Harbour"), refers_to=["Suder", "Nobody"])
        with pytest.raises(WrongCall):
            s.new.person("Ada Grell", same_as="not an iri")
        statement(s)
    added = {change.path: change.add for change in kg.changes()}
    assert [*added] == ["graph/sources/t3.ttl"]
    assert not [each for each in added["graph/sources/t3.ttl"] if "t3-1-" in str(each)]


def test_a_block_is_used_inside_with_and_once(kg: KnowledgeGraph) -> None:
    """Before `with` and after it a call has nowhere to write to."""
    s = note(kg)
    with pytest.raises(WrongCall, match="has not begun"):
        s.passage(2, "halving")
    with pytest.raises(ZeroDivisionError), s:
        _ = 1 / 0
    with pytest.raises(WrongCall, match="is over"):
        s.new.person("Ada Grell")
    with pytest.raises(WrongCall, match="is over"), s:
        pass


def test_a_passage_of_another_block_is_refused(kg: KnowledgeGraph) -> None:
    """Evidence lies in the record's own source."""
    told = "is one of t4, and this is t3"
    with pytest.raises(WrongCall, match=told), note(kg, "t4") as other, note(kg) as s:
        statement(s, at=other.passage(2, "halving"))
    assert kg.changes() == []


def test_an_unknown_method_names_the_nearest(kg: KnowledgeGraph) -> None:
    """A misspelt kind is an AttributeError that says which was meant."""
    with pytest.raises(AttributeError, match=r"did you mean s\.position\?"):
        _ = note(kg).positon
    with pytest.raises(AttributeError, match=r"did you mean s\.new\.person\?"):
        _ = note(kg).new.persn


def test_a_text_is_needed_to_find_words_in_it(kg: KnowledgeGraph) -> None:
    """A source that is gone on with without its text has only the passages that it has."""
    with pytest.raises(WrongCall, match="text=Path"), kg.source("t1", extend=True) as s:
        s.passage(1, "Norvik")


def test_a_source_begun_twice_is_refused_when_the_second_is_left(tmp_path: Path) -> None:
    """Two blocks of one name cannot both be taken in."""
    kg = opened(tmp_path)
    one, two = note(kg), note(kg)
    with one as s:
        statement(s)
    with pytest.raises(WrongCall, match="src:t3 was written by somebody else meanwhile"), two as s:
        statement(s, gloss="Dahl speaks of another thing.")


def test_what_was_refused_can_be_put_right(tmp_path: Path) -> None:
    """After a block that was refused, the next one is taken in, and only that."""
    kg = opened(tmp_path)
    with pytest.raises(Refused), note(kg) as s:
        statement(s, said="2031-06")
    with note(kg) as s:
        statement(s)
    kg.save()
    assert [path.name for path in Path(kg.workspace.root, "graph", "sources").iterdir()].count(
        "t3.ttl"
    ) == 1
    assert travaux.open(kg.workspace.root).changes() == []
    assert beside(kg).exists()
