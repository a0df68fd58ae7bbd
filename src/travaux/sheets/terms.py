"""What the ontology and its shapes say of properties: kinds of values, what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter
from travaux.sheets import kinds
from travaux.sheets.model import RESERVED
from travaux.spelling import curie, nearest
from travaux.vocabulary import (
    ATTESTATION,
    DEFINITION,
    DOMAIN,
    IN_SCHEME,
    LABEL,
    OBJECT_PROPERTY,
    OWL,
    RDF,
    SH,
    SUBCLASS_OF,
    TYPE,
    XSD,
)
from travaux.walk import reached
from travaux.workspace import Workspace

LANG_STRING = RDF + "langString"
STRING = XSD + "string"
_HEADING = re.compile(
    r"(?P<name><[^<>]+>|[^@^()\s]+)(?:@(?P<lang>[A-Za-z0-9-]+))?(?:\^\^(?P<type>\S+))?"
    r"(?:\s*\((?P<nth>[0-9]+)\))?"
)
_PROPERTIES = {OWL + each + "Property" for each in ("Object", "Datatype", "Annotation")}
_CLASS = OWL + "Class"
#: Written after ^^ where a property that takes texts has the name of a thing.
IRI = "IRI"


class Property(NamedTuple):
    """A property: how it is called above a column, and what it takes."""

    iri: str
    heading: str
    is_node: bool
    datatype: str
    takes: tuple[frozenset[str], ...]  # of each the value is one: classes or schemes
    definition: str


class Column(NamedTuple):
    """A column of values of one property, in one language or of one datatype."""

    heading: str
    property: Property
    is_node: bool
    datatype: str
    language: str


class Terms:
    """The ontology of a workspace, read once."""

    def __init__(self, engine: OxigraphEngine, workspace: Workspace) -> None:
        self.prefixes = engine.prefixes
        self.language = workspace.languages[0]
        self._about: dict[str, dict[str, list[str]]] = {}
        self._made: dict[str, Property] = {}
        for file in workspace.graph_files():
            if file.layer in ("ontology", "shapes"):
                graph = NamedNode(file.iri)
                for quad in engine.store.quads_for_pattern(None, None, None, graph):
                    self._keep(quad)

    def _keep(self, quad: Quad) -> None:
        value = quad.object
        if isinstance(value, Literal) and value.language not in (None, "en"):
            return
        text = value.value if isinstance(value, (Literal, NamedNode)) else str(value)
        own = self._about.setdefault(_key(quad), {})
        own.setdefault(quad.predicate.value, []).append(text)

    def _values(self, subject: str, predicate: str) -> list[str]:
        return sorted(self._about.get(subject, {}).get(predicate, ()))

    # Classes ----------------------------------------------------------------------------------
    def above(self, kind: str) -> frozenset[str]:
        """A class and all classes above it."""
        return frozenset(reached(kind, lambda each: self._values(each, SUBCLASS_OF)))

    @cached_property
    def classes(self) -> list[str]:
        """Every class that is declared."""
        return sorted(each for each in self._about if _CLASS in self._values(each, TYPE))

    @cached_property
    def kinds(self) -> list[str]:
        """The classes that have a sheet, in order; what a source holds, records last."""
        below = sorted(each for each in self._about if ATTESTATION in self.above(each))
        known = [each for each in kinds.RECORDS if each in below]
        own = [each for each in below if each not in known and each != ATTESTATION]
        return [*kinds.SINGLE, *known, *own]

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The kind of each sheet by its name, which is the local name of the class."""
        found: dict[str, str] = {}
        for kind in self.kinds:
            name = local(kind)[:31]  # spreadsheets take no more
            if name in found:
                name = curie(kind, self.prefixes).replace(":", ".")[:31]
            found[name] = kind
        return found

    def headings(self, kind: str) -> list[str]:
        """The headings that a template offers for a kind."""
        above = sorted(self.above(kind) - {kind}, key=lambda each: -len(self.above(each)))
        found = kinds.headings(kind, above)
        known = {local(each) for each in kinds.RECORDS}
        if kind in kinds.SINGLE or local(kind) in known:
            return found
        own = {kind, *(each for each in above if local(each) not in known)} - {ATTESTATION}
        more = [each for each in self.properties if own & {*self._values(each, DOMAIN)}]
        return [*found, *(self.property(each).heading for each in more)]

    # Properties -------------------------------------------------------------------------------
    @cached_property
    def properties(self) -> list[str]:
        """Every property that is declared, and the label, which needs no declaration."""
        types = ((each, set(self._values(each, TYPE))) for each in self._about)
        return sorted({LABEL, *(each for each, own in types if own & _PROPERTIES)})

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Properties by a local name that only one of them has."""
        found: dict[str, list[str]] = {}
        for each in self.properties:
            found.setdefault(local(each), []).append(each)
        return {
            name: own[0] for name, own in found.items() if len(own) == 1 and name not in RESERVED
        }

    def property(self, iri: str) -> Property:
        """What is known of a property; of an undeclared one, only its name."""
        if iri not in self._made:
            name = local(iri)
            short = name if self._by_name.get(name) == iri else curie(iri, self.prefixes)
            types = self._datatypes.get(iri, [])
            is_node = OBJECT_PROPERTY in self._values(iri, TYPE)
            datatype = types[0] if types else STRING
            told = " ".join(self._values(iri, DEFINITION))
            takes = tuple(self._takes.get(iri, ()))
            self._made[iri] = Property(iri, short, is_node, datatype, takes, told)
        return self._made[iri]

    def column(self, text: str) -> Column:
        """What a heading stands for. Raises BadParameter with what may be meant."""
        match = _HEADING.fullmatch(text.strip())
        iri = self._named(match["name"]) if match else None
        if not match or iri is None:
            near = nearest(text, [*self._by_name, *RESERVED])
            hint = f"Did you mean {near}? " if near else ""
            raise BadParameter(
                f"no property is called {text[:60]!r}",
                hint=f"{hint}Headings are names of properties, as `travaux template` writes them.",
            )
        prop = self.property(iri)
        language, datatype = match["lang"] or "", match["type"] or ""
        if (prop.is_node and not language and not datatype) or datatype == IRI:
            return Column(text, prop, True, "", "")
        if datatype:
            return Column(text, prop, False, self._datatype(datatype), "")
        if not language and prop.datatype == LANG_STRING:
            language = self.language
        return Column(text, prop, False, LANG_STRING if language else prop.datatype, language)

    def short(self, iri: str) -> str:
        """An IRI with its prefix."""
        return curie(iri, self.prefixes)

    def _datatype(self, text: str) -> str:
        iri = self.expanded(text)
        if iri is None or iri == LANG_STRING:  # that one has a language, as in gloss@en
            hint = "Write it like xsd:integer, or the language like gloss@en."
            raise BadParameter(f"{text[:60]!r} is no kind of value", hint=hint)
        return iri

    def _named(self, name: str) -> str | None:
        return self._by_name.get(name) or self.expanded(name)

    def expanded(self, text: str) -> str | None:
        """The IRI that a CURIE or an IRI in angle brackets means; None if it is neither."""
        if text.startswith("<") and text.endswith(">"):
            value = text[1:-1]
        else:
            prefix, colon, name = text.partition(":")
            if not colon or prefix not in self.prefixes:
                return None
            value = self.prefixes[prefix] + name
        try:
            return NamedNode(value).value
        except ValueError:
            return None

    # Shapes -----------------------------------------------------------------------------------
    @cached_property
    def _paths(self) -> list[tuple[str, str]]:
        """Each property shape with its property."""
        found = ((each, self._values(each, SH + "path")) for each in sorted(self._about))
        return [(shape, path) for shape, paths in found for path in paths]

    @cached_property
    def _datatypes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for shape, path in self._paths:
            found.setdefault(path, []).extend(self._values(shape, SH + "datatype"))
        return found

    @cached_property
    def _takes(self) -> dict[str, list[frozenset[str]]]:
        """What the shapes for all that has a property ask of its values."""
        targets: dict[str, set[str]] = {}
        for each in self._about:
            of = self._values(each, SH + "targetSubjectsOf")
            for shape in self._values(each, SH + "property") if of else ():
                targets.setdefault(shape, set()).update(of)
        found: dict[str, list[frozenset[str]]] = {}
        for shape, path in self._paths:
            asked = frozenset(self._asked(shape))
            if asked and path in targets.get(shape, ()):
                found.setdefault(path, []).append(asked)
        return found

    def _asked(self, shape: str) -> Iterator[str]:
        """The classes and schemes of which a value is to be one."""
        yield from self._values(shape, SH + "class")
        for each in self._values(shape, SH + "node"):
            yield from self._asked(each)
        for each in self._values(shape, SH + "or"):
            for member in self._members(each):
                yield from self._asked(member)
        for each in self._values(shape, SH + "property"):
            if IN_SCHEME in self._values(each, SH + "path"):
                yield from self._values(each, SH + "hasValue")

    def _members(self, node: str) -> Iterator[str]:
        for _ in range(100):
            yield from self._values(node, RDF + "first")
            rest = self._values(node, RDF + "rest")
            if not rest or rest[0] == RDF + "nil":
                return
            node = rest[0]


def _key(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]
