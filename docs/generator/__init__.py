"""The reference pages of docs/, made from the commands, the ontology, the questions and the graph.

For developers only: `make docs` runs it, nothing of it is installed.
"""
