"""Write the lists of this folder anew from unpacked npm packages; run by hand, never by a test.

    npm pack @vocabulary/prov@1.0.6 …   # each unpacked into FOLDER/<name>
    python tests/vocabularies/collect.py FOLDER

A list has a line for each term: its IRI and what kinds of term it is declared to be. axioms.nt
holds what the vocabularies say of their classes and properties, as far as both ends are named
and a reasoner for OWL 2 DL can take it. cito.txt was listed by hand: no package has CiTO.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

HERE = Path(__file__).resolve().parent
SPACES = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "http://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
KINDS = {
    RDFS + "Class": "class",
    OWL + "Class": "class",
    OWL + "ObjectProperty": "object",
    OWL + "DatatypeProperty": "datatype",
    OWL + "AnnotationProperty": "annotation",
    RDF + "Property": "property",
}
OF_CLASSES = {RDFS + "subClassOf", OWL + "disjointWith", OWL + "equivalentClass"}
OF_PROPERTIES = {RDFS + "subPropertyOf", OWL + "inverseOf", OWL + "equivalentProperty"}
ENDS = {RDFS + "domain", RDFS + "range"}
Kinds = dict[str, set[str]]


def quads(folder: Path, name: str) -> list[ox.Quad]:
    (path,) = (folder / name).rglob(f"{name}.nq")
    return list(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))


def kinds_of(found: list[ox.Quad], space: str) -> Kinds:
    """The kinds of the terms in a namespace; "property" only where nothing narrower is said."""
    kinds: Kinds = defaultdict(set)
    for quad in found:
        iri, kind = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if iri.startswith(space) and quad.predicate.value == RDF + "type" and kind in KINDS:
            kinds[iri].add(KINDS[kind])
    for each in kinds.values():
        if len(each) > 1:
            each.discard("property")
    return kinds


def fits(quad: ox.Quad, kinds: Kinds) -> bool:
    """Whether an axiom is between listed classes, or listed properties of one kind."""
    if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode):
        return False
    if "Match" in quad.subject.value + quad.object.value or quad.object.value.endswith("gRelation"):
        return False  # SKOS mapping properties: to align classes they must be annotations in OWL
    left, right = kinds.get(quad.subject.value, set()), kinds.get(quad.object.value, set())
    if quad.predicate.value in OF_CLASSES:
        return left == right == {"class"}
    if quad.predicate.value in OF_PROPERTIES:
        return left == right and left in ({"object"}, {"datatype"})
    return quad.predicate.value in ENDS and left <= {"object", "datatype"} and right == {"class"}


def modern(iri: str) -> str:
    return iri.replace("http://schema.org/", "https://schema.org/", 1)


def main(folder: Path) -> None:
    found = {name: quads(folder, name) for name in SPACES}
    everything: Kinds = {}
    for name, space in SPACES.items():
        kinds = kinds_of(found[name], space)
        lines = [f"{modern(iri)} {' '.join(sorted(kinds[iri]))}\n" for iri in sorted(kinds)]
        (HERE / f"{name}.txt").write_text("".join(lines), encoding="utf-8")
        everything |= kinds
    axioms = {
        f"<{modern(quad.subject.value)}> <{quad.predicate.value}> <{modern(quad.object.value)}> .\n"
        for name in SPACES
        if name != "schema"  # it says of no class that it excludes another
        for quad in found[name]
        if fits(quad, everything) and quad.predicate.value in OF_CLASSES | OF_PROPERTIES | ENDS
    }
    (HERE / "axioms.nt").write_text("".join(sorted(axioms)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
