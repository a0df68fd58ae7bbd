"""What authoring accepts, made at random from its own table, conforms and comes back from disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from harbour import beside, opened
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

import travaux
from travaux import kinds as of_kind
from travaux import vocabulary as v
from travaux.author import Refused, SourceBlock
from travaux.author.kinds import ANY_IRI, Field, Kind
from travaux.errors import TravauxError
from travaux.kg.graph import KnowledgeGraph
from travaux.turtle_text import parse

DATES = ("2031-05-06", "2031-05", "2031", "2031-05-01/2031-05-06", "../2031-05-06", "2031-02-30")
WORDS = (
    "the port",
    "  two  blanks ",
    "“so”, he says",
    "порт is open",
    "a\nb",
    "é🐟",
    "C:\\d",
    "''",
)
TEXTS = st.sampled_from(WORDS) | st.builds("w {} {}".format, st.integers(0), st.text(max_size=6))
LITERALS = {
    v.LANG_STRING: TEXTS,
    v.XSD + "string": TEXTS,
    v.EDTF_DATE: st.sampled_from(DATES),
    v.XSD_DURATION: st.sampled_from(("PT7H30M", "P2D", "P", "1h")) | st.timedeltas(),
    v.XSD_INTEGER: st.integers(-1, 10**16),
    ANY_IRI: st.sampled_from(("wd:Q42", "https://example.org/a b", "http://example.org/x")),
}
OWNED = v.IN_SOURCE
#: What only the whole of a record, or of the graph, can show: rules that no single field breaks.
WHOLE = """
    position-wants-issue position-wants-item position-wants-package position-attitude-group
    own-voice step-of-speaker said-after-published happened-after-said happened-after-published
    conditional conditional-apart qualified-duration-has-duration derived-date denial-of-own-words
    formulation-of-another present-and-absent statement-before-occasion page-count-of-copy
    long-quotation part-kinds broader-kinds shared-identifier statement-gloss disjoint-types
    reply-cycle undisclosed
""".split()


@pytest.mark.parametrize("examples", [5, pytest.param(40, marks=pytest.mark.slow)])
def test_what_is_accepted_conforms_and_survives_writing_and_loading(
    examples: int, tmp_path: Path
) -> None:
    """A field takes a value or refuses it at once; what it takes holds when all is written."""
    kept: list[int] = []

    # not shrunk: an example takes half a second
    @settings(
        max_examples=examples, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def check(data: st.DataObject) -> None:
        with workspace(tmp_path) as kg:
            kept.append(_written(kg, data))

    check()
    assert sum(kept) > examples


@contextmanager
def workspace(tmp_path: Path) -> Iterator[KnowledgeGraph]:
    """A workspace that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    yield opened(folder)
    shutil.rmtree(folder)


def _written(kg: KnowledgeGraph, data: st.DataObject) -> int:
    """Write random records; how many triples were taken in, and came back."""
    calls = 0
    try:
        with kg.source("t3", text=beside(kg), published="2031-05-06/..") as s:
            for _ in range(data.draw(st.integers(1, 8))):
                calls += _called(s, data)
    except Refused as error:
        assert kg.changes() == []
        assert all(error.calls)
        assert {each.rule for each in error.findings} <= {*WHOLE}
        return 0
    wanted = {change.path: {*change.add} for change in kg.changes()}
    kg.save()
    root = Path(kg.workspace.root)
    text = (root / "graph" / "sources" / "t3.ttl").read_text("utf-8")
    assert {*parse(text, "t3")[0]} == wanted["graph/sources/t3.ttl"]
    assert travaux.open(root).check().conforms
    return calls


def _called(s: SourceBlock, data: st.DataObject) -> bool:
    """Make one call with random fields; whether it was accepted."""
    table = data.draw(st.sampled_from((s._own, s._own, s._kinds.entities)))
    kind = table[data.draw(st.sampled_from(sorted(table)))]
    wanted = [each for each in kind.fields.values() if each.least]
    more = [each for each in kind.fields.values() if not each.least]
    wanted += data.draw(st.lists(st.sampled_from(more), max_size=3, unique=True)) if more else []
    fields = {each.name: _value(s, each, data) for each in wanted}
    try:
        _call(s, kind, fields, data)
    except TravauxError as error:
        assert "test_author_accepts.py:" in error.where
        return False
    return True


def _call(s: SourceBlock, kind: Kind, fields: dict[str, Any], data: st.DataObject) -> None:
    if kind.has(v.EVIDENCE):
        s.record(kind.name, **fields)
        return
    label = data.draw(TEXTS)
    if kind.name in s._own:
        s.record(kind.name, label, **fields)
    else:
        s.entity(kind.name, label, **fields)


def _value(s: SourceBlock, field: Field, data: st.DataObject) -> object:
    if not field.takes:
        return data.draw(LITERALS[field.datatype])
    if field.property == v.EVIDENCE:
        start = data.draw(st.integers(47, 140))
        return s.passage(start=start, end=start + data.draw(st.integers(1, 40)))
    if field.property == v.HAS_STEP:
        return s.step("Suder", step_kind="quotes")
    nodes = [node for kind in field.takes for node in _members(s, kind)]
    some = st.sampled_from(sorted(nodes, key=str)) if nodes else st.just("nobody")
    return data.draw(st.lists(some, min_size=1, max_size=2))


def _members(s: SourceBlock, kind: NamedNode) -> list[NamedNode]:
    """The things of a kind to which a source may point, those of this block too."""
    draft = s._draft
    found = of_kind._members((kind,), s.engine)
    return [each for each in found if {draft.article, *draft.nodes(each, OWNED)} == {draft.article}]
