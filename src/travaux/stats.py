"""`travaux stats`: how much there is, counted by one query."""

from __future__ import annotations

from typing import NamedTuple

import click

from travaux import vocabulary as v
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.timeout import limit

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


class _Part(NamedTuple):
    """One section of the answer: its columns, what is counted in which pattern, and by what."""

    section: str
    columns: str
    counted: str
    where: str
    by: str = ""


def _parts() -> tuple[_Part, ...]:
    declared = " ".join(f'("{words}" <{kind}>)' for words, kind in _DECLARED.items())
    terms = f"VALUES (?what ?kind) {{ {declared} }} ?term a ?kind ; <{v.LABEL}> ?label"
    entities = " ".join(f"<{kind}>" for kind in _ENTITIES)
    below = f"<{v.SUBCLASS_OF}>*"
    things = f"VALUES ?top {{ {entities} }} ?what {below} ?top . ?one a ?what"
    source = f"<{v.IN_SOURCE}>/<{v.IDENTIFIER}> ?source"
    records = f"?what {below} <{v.ATTESTATION}> . ?one a ?what ; {source}"
    passages = f"?one a <{v.PASSAGE}> ; {source}"
    passage = f"(<{v.PASSAGE}> AS ?what) ?source"
    return (
        _Part("ontology", "?what", "DISTINCT ?term", f"{terms} FILTER(isIRI(?term))", "?what"),
        _Part("triples", "?what", "*", "GRAPH ?what { ?s ?p ?o }", "?what"),
        _Part("triples", '("merged and derived" AS ?what)', "*", "?s ?p ?o"),
        _Part("entities", "?what", "DISTINCT ?one", things, "?what"),
        _Part("records", "?what ?source", "DISTINCT ?one", records, "?what ?source"),
        _Part("passages", passage, "DISTINCT ?one", passages, "?source"),
        _Part("links", "?what", "DISTINCT ?one", f"?one <{v.LINK_KIND}> ?what", "?what"),
    )


def query() -> str:
    """The SPARQL that counts: rows of section, what, source (where it applies) and count."""
    selects = [
        f'  {{ SELECT ({order} AS ?order) ("{part.section}" AS ?section) {part.columns}\n'
        f"      (COUNT({part.counted}) AS ?count)\n"
        f"    WHERE {{ {part.where} }}" + (f" GROUP BY {part.by} }}" if part.by else " }")
        for order, part in enumerate(_parts(), 1)
    ]
    union = "\n  UNION\n".join(selects)
    order = "?order ?source DESC(?count) ?what"
    return f"SELECT ?section ?what ?source ?count WHERE {{\n{union}\n}} ORDER BY {order}\n"


@click.command("stats", epilog="Example: travaux stats --format csv", short_help="Count things.")
@format_option("table", "csv", "tsv", "json", "xml", "markdown")
@lang_option
@timeout_option
@workspace_option
def command(format: str, lang: str | None, timeout: float, workspace: str | None) -> None:
    """Count the ontology's terms, triples, entities, records by kind and source, and passages."""
    from travaux.engine import OxigraphEngine
    from travaux.output import put, render_for
    from travaux.workspace import find

    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        text = query()
        answer = render_for(engine.query(text), format, engine=engine, text=text)
    put(answer.data)
