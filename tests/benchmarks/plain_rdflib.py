"""The same as barest.py, in plain rdflib: python plain_rdflib.py WORKSPACE QUESTION."""

import sys
from pathlib import Path

from rdflib import Graph

root = Path(sys.argv[1])
graph = Graph(bind_namespaces="none")
for folder in ("ontology", "graph", "graph/sources"):
    for path in sorted((root / folder).glob("*.ttl")):
        if not path.stem.startswith(("shapes", "alignments")):
            graph.parse(path, format="turtle")
names = dict(graph.namespaces())
for triple in graph.query((root / "ontology/rules/cite.rq").read_text("utf-8"), initNs=names):
    graph.add(triple)
answer = graph.query((root / "queries" / f"{sys.argv[2]}.rq").read_text("utf-8"), initNs=names)
sys.stdout.buffer.write(answer.serialize(format="csv"))
