"""The barest script that answers a named question with pyoxigraph: the yardstick of `make bench`.

python barest.py WORKSPACE QUESTION: the same files, merge, rule and query as `travaux query
QUESTION --format csv`, and nothing else: no checks, no errors, no options, no limit. The question
must run without parameters.
"""

import os
import sys

from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat, Store, parse

root, question = sys.argv[1:]
store = Store()
later = []
for folder in ("ontology", "graph", "graph/sources"):
    for name in sorted(os.listdir(os.path.join(root, folder))):
        if name.endswith(".ttl"):
            path = os.path.join(root, folder, name)
            graph = NamedNode("https://w3id.org/travaux/graph/" + name[:-4])
            if name.startswith(("shapes", "alignments")):
                later.append((path, graph))
            else:
                store.load(path=path, format=RdfFormat.TURTLE, to_graph=graph)
store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
for path, graph in later:
    store.load(path=path, format=RdfFormat.TURTLE, to_graph=graph)

parser = parse(path=os.path.join(root, "ontology", "prefixes.ttl"), format=RdfFormat.TURTLE)
for _ in parser:
    pass
prefixes = parser.prefixes
with open(os.path.join(root, "ontology", "rules", "cite.rq"), encoding="utf-8") as file:
    derived = store.query(file.read(), prefixes=prefixes)
store.extend([Quad(each.subject, each.predicate, each.object) for each in derived])
with open(os.path.join(root, "queries", question + ".rq"), encoding="utf-8") as file:
    answer = store.query(file.read(), prefixes=prefixes)
answer.serialize(sys.stdout.buffer, QueryResultsFormat.CSV)
