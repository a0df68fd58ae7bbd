"""travaux: ask what was said in a negotiation, by whom, and where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from travaux.kg.graph import KnowledgeGraph

__version__ = "0.1.0"


def open(path: str | PathLike[str] | None = None, *, lang: str | None = None) -> KnowledgeGraph:
    """Open a workspace: the folder given, TRAVAUX_WORKSPACE, the nearest upward, the built-in.

    Names come in `lang`, one of the workspace's languages, else in its first. Raises
    WorkspaceNotFound, BadWorkspace, and BadParameter for another language.
    """
    from os import fspath

    from travaux.kg.graph import open_graph

    return open_graph(None if path is None else fspath(path), lang)
