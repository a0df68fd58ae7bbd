"""What a workspace would not know had it never met one of its texts.

An entity of the reference layer is attested by the sources whose graphs speak of it; one that no
source speaks of, by those that speak of what points at it in the reference layer (the ministry by
its minister), and if there are none, by the texts that have one of its names. An alias is attested
by the texts in which it stands as whole words; one that stands in no text is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from travaux.engine import OxigraphEngine
from travaux.loading import add_file
from travaux.vocabulary import ALT_LABEL, LABEL
from travaux.workspace import GraphFile, Workspace

_NAMES = (LABEL, ALT_LABEL)


class Removed(NamedTuple):
    """What only one source attests: entities, and aliases (entity, text) of other entities."""

    entities: frozenset[str]
    aliases: frozenset[tuple[str, str]]


def only_in(source: str, workspace: Workspace, texts: Mapping[str, str]) -> Removed:
    """What is attested in `source` and in no other one; `texts` by short name."""
    engine = OxigraphEngine.load(workspace)
    files = workspace.graph_files()
    reference = [file for file in files if file.layer == "reference"]
    spoken = _spoken(engine, [file for file in files if file.layer == "source"])
    own = [quad for file in reference for quad in _quads(engine, file)]
    entities = {q.subject.value for q in own if isinstance(q.subject, NamedNode)}
    names = _names(own)
    gone = {
        each
        for each in entities
        if _attested(each, spoken, own, names.get(each, {}), texts) == {source}
    }
    aliases = {
        (each, text)
        for each, forms in names.items()
        if each not in gone
        for text, is_alias in forms.items()
        if is_alias and _standing(text, texts) == {source}
    }
    return Removed(frozenset(gone), frozenset(aliases))


def without(source: str, removed: Removed, workspace: Workspace) -> OxigraphEngine:
    """The engine of a workspace that never met a source: without its file and what is `removed`."""
    own = {file.path for file in workspace.graph_files() if file.stem == source}

    def add(store: Store, path: str, iri: str) -> None:
        if path in own:
            return
        add_file(store, path, iri)
        for quad in list(store.quads_for_pattern(None, None, None, NamedNode(iri))):
            if _is_removed(quad, removed):
                store.remove(quad)

    return OxigraphEngine.load(workspace, add=add)


def _is_removed(quad: Quad, removed: Removed) -> bool:
    ends = {each.value for each in (quad.subject, quad.object) if isinstance(each, NamedNode)}
    if ends & removed.entities:
        return True
    is_alias = quad.predicate.value == ALT_LABEL and isinstance(quad.object, Literal)
    return is_alias and (quad.subject.value, quad.object.value) in removed.aliases


def _quads(engine: OxigraphEngine, file: GraphFile) -> list[Quad]:
    return list(engine.store.quads_for_pattern(None, None, None, NamedNode(file.iri)))


def _spoken(engine: OxigraphEngine, sources: list[GraphFile]) -> dict[str, set[str]]:
    """Each IRI with the sources whose graphs have it."""
    found: dict[str, set[str]] = {}
    for file in sources:
        for quad in _quads(engine, file):
            for each in (quad.subject, quad.object):
                if isinstance(each, NamedNode):
                    found.setdefault(each.value, set()).add(file.stem)
    return found


def _names(own: list[Quad]) -> dict[str, dict[str, bool]]:
    """The names of each entity, and whether they are aliases only."""
    found: dict[str, dict[str, bool]] = {}
    for quad in own:
        if quad.predicate.value in _NAMES and isinstance(quad.object, Literal):
            forms = found.setdefault(quad.subject.value, {})
            is_alias = quad.predicate.value == ALT_LABEL
            forms[quad.object.value] = forms.get(quad.object.value, True) and is_alias
    return found


def _attested(
    entity: str,
    spoken: Mapping[str, set[str]],
    own: list[Quad],
    names: Mapping[str, bool],
    texts: Mapping[str, str],
) -> set[str]:
    """The sources that attest an entity."""
    if spoken.get(entity):
        return spoken[entity]
    pointing = {q.subject.value for q in own if _leads_to(q, entity)}
    found = set().union(*(spoken.get(each, set()) for each in pointing))
    return found or set().union(*(_standing(name, texts) for name in names))


def _leads_to(quad: Quad, entity: str) -> bool:
    return isinstance(quad.object, NamedNode) and quad.object.value == entity


def _standing(name: str, texts: Mapping[str, str]) -> set[str]:
    """The texts in which a name stands as whole words, whatever its case."""
    form = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    return {source for source, text in texts.items() if form.search(text)}
