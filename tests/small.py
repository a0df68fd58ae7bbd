"""Workspaces of a few lines, for tests."""

from __future__ import annotations

from pathlib import Path

from travaux.engine import OxigraphEngine
from travaux.workspace import Workspace, open_at

BASE = "https://example.org/small/"
TOML = f'title = "Small"\nbase = "{BASE}"\n'
#: The prefixes that records of the built-in workspace use.
HEADER = """PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX ent: <https://w3id.org/travaux/entity/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rec: <https://w3id.org/travaux/record/>
PREFIX src: <https://w3id.org/travaux/source/>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
TRIPLE = "<https://example.org/small/a> <https://example.org/small/p> 1 ."


def build(root: Path, files: dict[str, str | bytes], toml: str = TOML) -> Workspace:
    """A workspace in `root` with these files (path to content) beside its travaux.toml."""
    for name, content in {"travaux.toml": toml, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_at(str(root))


def engine_over(root: Path, files: dict[str, str | bytes]) -> OxigraphEngine:
    """The engine over such a workspace."""
    return OxigraphEngine.load(build(root, files))
