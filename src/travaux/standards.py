"""The terms of RDF, RDFS, OWL, XML Schema, SHACL and SKOS: nobody but W3C adds any.

A misspelt one says nothing to anybody: a shape with `sh:mincount` asks for nothing. The lists are
W3C's, and a test holds them to rdflib's, which is too heavy to be asked here. Left out are the
parameters of SHACL's own components (`sh:AndConstraintComponent-and`), which no shape mentions.
"""

from __future__ import annotations

from travaux.vocabulary import EDTF_DATE, OWL, RDF, RDFS, SH, SKOS, XSD

_RDF = "type first rest nil List Property langString dirLangString HTML"
_RDFS = "label comment seeAlso isDefinedBy subClassOf subPropertyOf domain range member Datatype"
_RDFS += " Class Resource Literal"
_OWL = (
    "AllDifferent AllDisjointClasses AllDisjointProperties AnnotationProperty AsymmetricProperty"
    " Axiom Class DatatypeProperty FunctionalProperty InverseFunctionalProperty"
    " IrreflexiveProperty NamedIndividual NegativePropertyAssertion Nothing ObjectProperty"
    " Ontology ReflexiveProperty Restriction SymmetricProperty Thing TransitiveProperty"
    " allValuesFrom annotatedProperty annotatedSource annotatedTarget assertionProperty"
    " cardinality complementOf deprecated differentFrom disjointUnionOf disjointWith"
    " distinctMembers equivalentClass equivalentProperty hasKey hasSelf hasValue imports"
    " intersectionOf inverseOf maxCardinality maxQualifiedCardinality members minCardinality"
    " minQualifiedCardinality onClass onDataRange onDatatype onProperties onProperty oneOf"
    " priorVersion propertyChainAxiom propertyDisjointWith qualifiedCardinality sameAs"
    " someValuesFrom sourceIndividual targetIndividual targetValue topDataProperty"
    " topObjectProperty unionOf versionIRI versionInfo withRestrictions bottomObjectProperty"
)
_XSD = (
    "anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double"
    " duration float gDay gMonth gMonthDay gYear gYearMonth hexBinary int integer language long"
    " negativeInteger nonNegativeInteger nonPositiveInteger normalizedString positiveInteger"
    " short string time token unsignedByte unsignedInt unsignedLong unsignedShort"
    " yearMonthDuration"
)
# What exists, but has no place in data: marks of old versions, reification, facets.
_RDF_TOO = (
    "Alt Bag CompoundLiteral JSON PlainLiteral Seq Statement XMLLiteral direction language object"
    " predicate subject value"
)
_RDFS_TOO = "Container ContainerMembershipProperty"
_OWL_TOO = (
    "Annotation DataRange DeprecatedClass DeprecatedProperty OntologyProperty"
    " backwardCompatibleWith bottomDataProperty datatypeComplementOf incompatibleWith rational real"
)
_XSD_TOO = (
    "Assertions ENTITIES ENTITY ID IDREF IDREFS NCName NMTOKEN NMTOKENS NOTATION Name QName"
    " bounded cardinality day enumeration explicitTimezone fractionDigits hour length"
    " maxExclusive maxInclusive maxLength minExclusive minInclusive minLength minute month numeric"
    " ordered pattern second timezoneOffset totalDigits whiteSpace year"
)
_SKOS = (
    "Collection Concept ConceptScheme OrderedCollection altLabel broadMatch broader"
    " broaderTransitive changeNote closeMatch definition editorialNote exactMatch example"
    " hasTopConcept hiddenLabel historyNote inScheme mappingRelation member memberList narrowMatch"
    " narrower narrowerTransitive notation note prefLabel related relatedMatch scopeNote"
    " semanticRelation topConceptOf"
)
_SH = (
    "AbstractResult AndConstraintComponent BlankNode BlankNodeOrIRI BlankNodeOrLiteral"
    " ClassConstraintComponent ClosedConstraintComponent ConstraintComponent"
    " DatatypeConstraintComponent DisjointConstraintComponent EqualsConstraintComponent"
    " ExpressionConstraintComponent Function HasValueConstraintComponent IRI IRIOrLiteral"
    " InConstraintComponent Info JSConstraint JSConstraintComponent JSExecutable JSFunction"
    " JSLibrary JSRule JSTarget JSTargetType JSValidator LanguageInConstraintComponent"
    " LessThanConstraintComponent LessThanOrEqualsConstraintComponent Literal"
    " MaxCountConstraintComponent MaxExclusiveConstraintComponent MaxInclusiveConstraintComponent"
    " MaxLengthConstraintComponent MinCountConstraintComponent MinExclusiveConstraintComponent"
    " MinInclusiveConstraintComponent MinLengthConstraintComponent NodeConstraintComponent"
    " NodeKind NodeKindConstraintComponent NodeShape NotConstraintComponent OrConstraintComponent"
    " Parameter Parameterizable PatternConstraintComponent PrefixDeclaration"
    " PropertyConstraintComponent PropertyGroup PropertyShape QualifiedMaxCountConstraintComponent"
    " QualifiedMinCountConstraintComponent ResultAnnotation Rule SPARQLAskExecutable"
    " SPARQLAskValidator SPARQLConstraint SPARQLConstraintComponent SPARQLConstructExecutable"
    " SPARQLExecutable SPARQLFunction SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator"
    " SPARQLTarget SPARQLTargetType SPARQLUpdateExecutable Severity Shape Target TargetType"
    " TripleRule UniqueLangConstraintComponent ValidationReport ValidationResult Validator"
    " Violation Warning XoneConstraintComponent alternativePath and annotationProperty"
    " annotationValue annotationVarName ask class closed condition conforms construct datatype"
    " deactivated declare defaultValue description detail disjoint entailment equals expression"
    " filterShape flags focusNode group hasValue ignoredProperties in intersection inversePath js"
    " jsFunctionName jsLibrary jsLibraryURL labelTemplate languageIn lessThan lessThanOrEquals"
    " maxCount maxExclusive maxInclusive maxLength message minCount minExclusive minInclusive"
    " minLength name namespace node nodeKind nodeValidator nodes not object oneOrMorePath optional"
    " or order parameter path pattern predicate prefix prefixes property propertyValidator"
    " qualifiedMaxCount qualifiedMinCount qualifiedValueShape qualifiedValueShapesDisjoint result"
    " resultAnnotation resultMessage resultPath resultSeverity returnType rule select severity"
    " shapesGraph shapesGraphWellFormed sourceConstraint sourceConstraintComponent sourceShape"
    " sparql subject suggestedShapesGraph target targetClass targetNode targetObjectsOf"
    " targetSubjectsOf this union uniqueLang update validator value xone zeroOrMorePath"
    " zeroOrOnePath"
)


def _in(space: str, *names: str) -> frozenset[str]:
    return frozenset(space + name for each in names for name in each.split())


#: What a file may use without declaring it.
BUILT_IN = (_in(RDF, _RDF) | _in(RDFS, _RDFS) | _in(OWL, _OWL) | _in(XSD, _XSD)) | {EDTF_DATE}
#: All that there is, by namespace.
STANDARD = {
    RDF: _in(RDF, _RDF, _RDF_TOO),
    RDFS: _in(RDFS, _RDFS, _RDFS_TOO),
    OWL: _in(OWL, _OWL, _OWL_TOO),
    XSD: _in(XSD, _XSD, _XSD_TOO),
    SH: _in(SH, _SH),
    SKOS: _in(SKOS, _SKOS),
}
SPACES = tuple(STANDARD)
NAMES = {RDF: "RDF", RDFS: "RDFS", OWL: "OWL", XSD: "XML Schema", SH: "SHACL", SKOS: "SKOS"}
_ALL = frozenset().union(*STANDARD.values())
_MEMBER = RDF + "_"  # rdf:_1, rdf:_2, without end


def is_wrong(iri: str) -> bool:
    """Whether an IRI stands in one of the namespaces and is none of its terms."""
    if not iri.startswith(SPACES) or iri in _ALL or iri in SPACES:
        return False
    return not (iri.startswith(_MEMBER) and iri.removeprefix(_MEMBER).isdecimal())


def space_of(iri: str) -> str:
    """The namespace among these that an IRI stands in; empty if it stands in none."""
    return next((each for each in SPACES if iri.startswith(each)), "")
