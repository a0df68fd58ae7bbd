"""Tests that authoring can say all that files say: sources told again, call by call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from harbour import opened
from pyoxigraph import NamedNode

import travaux
from travaux import vocabulary as v
from travaux.author import SourceBlock
from travaux.kg.graph import KnowledgeGraph

#: A record: its kind, its local name, its values by property.
Record = tuple[str, str, list[tuple[str, str]]]
_APART = (v.PASSAGE, v.NARRATIVE_VOICE, v.NEWS_ARTICLE)


def test_what_the_files_say_can_be_said_in_calls(tmp_path: Path) -> None:
    """Every record of a source, told again field by field, gives the same triples."""
    kg = opened(tmp_path)
    root = Path(kg.workspace.root)
    again(kg, root / "texts", "t1", "t2")


@pytest.mark.slow
def test_what_the_graph_says_can_be_said_in_calls(workspace_copy: Path, texts: Path) -> None:
    """So it is with every record of the texts that are coded here."""
    kg = travaux.open(workspace_copy)
    again(kg, texts, *(path.stem for path in workspace_copy.glob("graph/sources/*.ttl")))


def again(kg: KnowledgeGraph, texts: Path, *names: str) -> None:
    """Take the sources away, tell them again, and compare."""
    old = {name: records(kg, name) for name in names}
    steps = {name: steps_of(kg, name) for name in names}
    articles = {name: article(kg, name) for name in names}
    root = Path(kg.workspace.root)
    for name in names:
        (root / "graph" / "sources" / f"{name}.ttl").unlink()
    fresh = travaux.open(root)
    for name in names:
        with fresh.source(name, text=texts / f"{name}.txt", **articles[name]) as block:
            repeat_all(block, old[name], steps[name])
    for name in names:
        assert article(fresh, name) == articles[name]
        assert records(fresh, name) == old[name]
        assert steps_of(fresh, name) == steps[name]


def records(kg: KnowledgeGraph, name: str) -> list[Record]:
    """What a source records but for its passages and its own voice: what has a name first."""
    found = []
    nodes = {quad.subject for quad in kg.engine.quads(None, NamedNode(v.IN_SOURCE))}
    for node in sorted(nodes, key=str):
        pairs = [(quad.predicate.value, quad.object.value) for quad in kg.engine.quads(node)]
        kind, local = dict(pairs)[v.TYPE], node.value.rpartition("/")[2]
        if local.startswith(f"{name}-") and kind not in _APART:
            # the voice of the small workspace has another name than new ones get
            values = [
                (property, value.replace(f"{name}-narrative-voice", f"{name}-voice"))
                for property, value in pairs
                if property not in (v.TYPE, v.IN_SOURCE, v.CITE)
            ]
            found.append((kind, local, sorted(values)))
    return sorted(found, key=lambda each: (v.LABEL not in dict(each[2]), each))


def article(kg: KnowledgeGraph, name: str) -> dict[str, Any]:
    """The fields of an article, its label among them, as `kg.source` takes them."""
    found: dict[str, Any] = {}
    node = NamedNode(f"{kg.workspace.base}source/{name}")
    for quad in kg.engine.quads(node):
        local = quad.predicate.value.replace("#", "/").rpartition("/")[2]
        key = "".join(f"_{each.lower()}" if each.isupper() else each for each in local)
        if key == "label":
            found.setdefault(key, {})[quad.object.language] = quad.object.value
        elif key == "draws_on":
            found[key] = sorted([*found.get(key, ()), quad.object.value])
        elif key in ("published", "published_basis", "outlet", "title"):
            found[key] = quad.object.value
    return found


def steps_of(kg: KnowledgeGraph, name: str) -> dict[str, tuple[str, str, str]]:
    """The steps of a source: order, carrier and kind by IRI."""
    found = {}
    for quad in kg.engine.quads(None, NamedNode(v.STEP_ORDER)):
        pairs = {each.predicate.value: each.object.value for each in kg.engine.quads(quad.subject)}
        if f"/{name}-" in quad.subject.value:
            values = (pairs[v.STEP_ORDER], pairs[v.CARRIER], pairs[v.STEP_KIND])
            found[quad.subject.value] = values
    return found


def repeat_all(block: SourceBlock, told: list[Record], steps: dict[str, Any]) -> None:
    """Tell records again, each after those that it names."""
    waiting = {local: record for record in told for local in [record[1]]}
    while waiting:
        free = [
            record
            for record in waiting.values()
            if not any(value.rpartition("/")[2] in waiting for _, value in record[2])
        ]
        assert free
        for kind, local, values in free:
            repeat(block, kind, local, values, steps)
            del waiting[local]


def repeat(
    block: SourceBlock, kind: str, local: str, values: list[tuple[str, str]], steps: dict[str, Any]
) -> None:
    """Make the call that writes a record."""
    name, table = next(
        (key, each) for key, each in block._kinds.records.items() if each.iri == kind
    )
    known = {each.property: each.name for each in table.fields.values()}
    given: dict[str, list[object]] = {}
    labels: dict[str, str] = {}
    for property, value in values:
        if property == v.LABEL:
            labels["ru" if any("а" <= each <= "я" for each in value.lower()) else "en"] = value
        elif property in known:
            given.setdefault(known[property], []).append(meant(block, property, value, steps))
    leading = (labels,) if labels else ()
    block.record(name, *leading, name=local, **given)


def meant(block: SourceBlock, property: str, value: str, steps: dict[str, Any]) -> object:
    """What a call gives for a value."""
    if property == v.EVIDENCE:
        start, end = map(int, value.split("-")[-2:])
        return block.passage(start=start, end=end)
    if property == v.HAS_STEP:
        _, carrier, kind = steps[value]
        return block.step(carrier, step_kind=kind)
    if property in (v.TRV + "pageCount", v.TRV + "memberCount"):
        return int(value)
    return block.voice if value.endswith(f"/{block.name}-voice") else value
