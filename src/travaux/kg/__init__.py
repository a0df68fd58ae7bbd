"""The Python API: `travaux.open()` gives a KnowledgeGraph, whose answers are Results."""
