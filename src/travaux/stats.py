"""`travaux stats`: how much there is, counted by one query."""

from __future__ import annotations

import click

from travaux import vocabulary as v
from travaux.options import format_option, workspace_option

#: What the ontology declares: the words of the answer and the class counted. A term that is only
#: mentioned (a class of another vocabulary, say) has no label here and is not counted.
_DECLARED = {
    "classes": v.OWL + "Class",
    "object properties": v.OWL + "ObjectProperty",
    "datatype properties": v.OWL + "DatatypeProperty",
    "concept schemes": v.CONCEPT_SCHEME,
    "concepts": v.CONCEPT,
}
_ENTITIES = (v.ACTOR, v.EVENT, v.DOCUMENT, v.DOCUMENT_COPY, v.TOPIC_CLASS, v.PLACE, v.OFFICE_CLASS)


def query() -> str:
    """The SPARQL that counts: rows of section, what, source (where it applies) and count."""
    declared = " ".join(f'("{words}" <{kind}>)' for words, kind in _DECLARED.items())
    entities = " ".join(f"<{kind}>" for kind in _ENTITIES)
    below = f"<{v.SUBCLASS_OF}>*"
    from_source = f"<{v.IN_SOURCE}>/<{v.IDENTIFIER}> ?source"
    return f"""
SELECT ?section ?what ?source ?count WHERE {{
  {{ SELECT (1 AS ?order) ("ontology" AS ?section) ?what (COUNT(DISTINCT ?term) AS ?count) WHERE {{
      VALUES (?what ?kind) {{ {declared} }}
      ?term a ?kind ; <{v.LABEL}> ?label FILTER(isIRI(?term)) }} GROUP BY ?what }}
  UNION
  {{ SELECT (2 AS ?order) ("triples" AS ?section) ?what (COUNT(*) AS ?count) WHERE {{
      GRAPH ?what {{ ?s ?p ?o }} }} GROUP BY ?what }}
  UNION
  {{ SELECT (3 AS ?order) ("triples" AS ?section) ("merged and derived" AS ?what)
      (COUNT(*) AS ?count) WHERE {{ ?s ?p ?o }} }}
  UNION
  {{ SELECT (4 AS ?order) ("entities" AS ?section) ?what (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
      VALUES ?top {{ {entities} }} ?what {below} ?top . ?thing a ?what }} GROUP BY ?what }}
  UNION
  {{ SELECT (5 AS ?order) ("records" AS ?section) ?what ?source (COUNT(DISTINCT ?record) AS ?count)
      WHERE {{ ?what {below} <{v.ATTESTATION}> . ?record a ?what ; {from_source} }}
      GROUP BY ?what ?source }}
  UNION
  {{ SELECT (6 AS ?order) ("passages" AS ?section) (<{v.PASSAGE}> AS ?what) ?source
      (COUNT(DISTINCT ?passage) AS ?count)
      WHERE {{ ?passage a <{v.PASSAGE}> ; {from_source} }} GROUP BY ?source }}
  UNION
  {{ SELECT (7 AS ?order) ("links" AS ?section) ?what (COUNT(DISTINCT ?link) AS ?count)
      WHERE {{ ?link <{v.LINK_KIND}> ?what }} GROUP BY ?what }}
}} ORDER BY ?order ?source DESC(?count) ?what
"""


@click.command("stats", epilog="Example: travaux stats --format csv", short_help="Count things.")
@format_option("table", "csv", "tsv", "json", "xml", "markdown")
@workspace_option
def command(format: str, workspace: str | None) -> None:
    """Count the ontology's terms, triples, entities, records by kind and source, and passages."""
    from travaux.engine import OxigraphEngine
    from travaux.output import write
    from travaux.workspace import find

    engine = OxigraphEngine.load(find(workspace))
    text = query()
    write(engine.query(text), format, engine=engine, text=text)
