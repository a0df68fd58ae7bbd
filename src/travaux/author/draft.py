"""What a block has written so far: triples for two files, and which call wrote what."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from travaux import vocabulary as v
from travaux.author.calls import Call, WrongCall
from travaux.author.naming import NAME
from travaux.author.overlay import Overlay
from travaux.author.things import Passage, Step, Thing
from travaux.engine import Engine, Term
from travaux.fmt import with_days
from travaux.kg.pending import Change
from travaux.spelling import curie
from travaux.workspace import Workspace

REFERENCE = os.path.join("graph", "reference.ttl")


class Draft:
    """The triples of one source and of the new entities it needs; nothing is written to disk."""

    def __init__(self, engine: Engine, workspace: Workspace, name: str) -> None:
        self.engine = Overlay(engine)
        self.name = name
        self.base = workspace.base
        self.path = os.path.join("graph", "sources", f"{name}.ttl")
        self.article = self.node("source", name)
        #: By the IRI of what was written.
        self.calls: dict[str, Call] = {}
        self._triples: dict[str, dict[Triple, None]] = {self.path: {}, REFERENCE: {}}

    def node(self, space: str, name: str) -> NamedNode:
        """The node of a name in one of the spaces: source, record, passage, entity."""
        return NamedNode(f"{self.base}{space}/{name}")

    def add(self, path: str, subject: NamedNode, property: str, value: Term) -> None:
        """Write one triple to a file of the workspace."""
        triple = Triple(subject, NamedNode(property), value)
        if triple not in self._triples[path]:
            self._triples[path][triple] = None
            self.engine.add(triple)

    def fresh(self, space: str, name: str, call: Call) -> NamedNode:
        """A node of this name, or of the name and a number if it is taken."""
        node, number = self.node(space, name), 2
        while self.engine.knows(node.value):
            node, number = self.node(space, f"{name}-{number}"), number + 1
        self.calls[node.value] = call
        return node

    def named(self, space: str, name: str, call: Call) -> NamedNode:
        """A node of exactly this name. Raises WrongCall if it cannot be had."""
        if not isinstance(name, str) or not NAME.fullmatch(name):
            hint = "A name is made of a-z, 0-9 and single hyphens."
            raise WrongCall(f"{name!r} is no name", where=call.at("name"), hint=hint)
        node = self.node(space, name)
        # what only a link of the analysis names may come back
        if any(self.engine.quads(node)):
            what = f"there is something called {self.curie(node)} already"
            raise WrongCall(what, where=call.at("name"), hint="Take another name.")
        self.calls[node.value] = call
        return node

    def record(self, name: str | None, start: str, otherwise: str, call: Call) -> NamedNode:
        """The node of a record: the source, `start`, and the name given or another one.

        A name that begins with the source's is taken whole.
        """
        if name is None:
            return self.fresh("record", f"{self.name}-{start}{otherwise}", call)
        if not str(name).startswith(f"{self.name}-"):
            name = f"{self.name}-{start}{name}"
        return self.named("record", name, call)

    def still_free(self, engine: Engine) -> None:
        """Raise WrongCall if something that is new here was written meanwhile by others."""
        for iri, call in self.calls.items():
            if any(engine.quads(NamedNode(iri))):
                what = f"{self.curie(NamedNode(iri))} was written by somebody else meanwhile"
                raise WrongCall(what, where=str(call), hint="Begin the block again.")

    def describe(self, path: str, node: NamedNode, values: Mapping[str, Sequence[Term]]) -> None:
        """Write all the values of a node."""
        for property, terms in values.items():
            for term in terms:
                self.add(path, node, property, term)

    def passage(self, given: Passage, call: Call) -> NamedNode:
        """Write a passage, if it is not written yet."""
        node = self.node("passage", str(given))
        if not any(self.engine.quads(node)):
            self.calls[node.value] = call
            numbers = {
                v.PARAGRAPH: given.paragraph,
                v.START_CHAR: given.span.start,
                v.END_CHAR: given.span.end,
            }
            self.add(self.path, node, v.TYPE, NamedNode(v.PASSAGE))
            self.add(self.path, node, v.IN_SOURCE, self.article)
            self.add(self.path, node, v.SHA256, Literal(given.sha256))
            for property, number in numbers.items():
                self.add(self.path, node, property, Literal(number))
        return node

    def steps(self, record: NamedNode, steps: Iterable[Step]) -> Iterator[NamedNode]:
        """Write the steps of a record's attribution, in their order."""
        name = record.value.rpartition("/")[2]
        for order, step in enumerate(steps, 1):
            node = self.fresh("record", f"{name}-step-{order}", step.call)
            self.add(self.path, node, v.TYPE, NamedNode(v.ATTRIBUTION_STEP))
            self.add(self.path, node, v.STEP_ORDER, Literal(order))
            for property, value in step.values:
                self.add(self.path, node, property, value)
            yield node

    def curie(self, node: NamedNode) -> str:
        """A node as people write it."""
        return curie(node.value, self.engine.prefixes)

    def thing(self, node: NamedNode, kind: str) -> Thing:
        """A node to be handed to whoever made the call."""
        return Thing(node, self.curie(node), kind)

    def value(self, node: NamedNode, property: str) -> Term | None:
        """A value of a node, from the files or from this block."""
        return next((q.object for q in self.engine.quads(node, NamedNode(property))), None)

    def nodes(self, node: NamedNode, property: str) -> list[NamedNode]:
        """The things to which a property of a node leads."""
        quads = self.engine.quads(node, NamedNode(property))
        return [each.object for each in quads if isinstance(each.object, NamedNode)]

    def changes(self) -> list[Change]:
        """What would be added to each file, with the days of its dates."""
        return [
            Change(path, with_days(triples, where=path), ())
            for path, triples in self._triples.items()
            if triples
        ]
