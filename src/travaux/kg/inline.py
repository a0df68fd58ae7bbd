"""The explorer inside a notebook: in a frame of its own that may run scripts and nothing else.

The page travels in the frame's srcdoc, so that no file is written and nothing is asked for. A
notebook that is not trusted strips frames: a still picture and a line of text stand beside it.
"""

from __future__ import annotations

import base64
from typing import Any

from markupsafe import Markup

from travaux.view.drawing import Drawn
from travaux.view.preview import svg

_FRAME = (
    '<iframe srcdoc="{}" sandbox="allow-scripts allow-downloads" title="{}" width="100%" '
    'height="{}" style="border: 1px solid #ccc"></iframe>'
)
_STILL = (
    '<details{}><summary>{}</summary><img src="data:image/svg+xml;base64,{}" alt="{}"></details>'
)


class View:
    """A page of the explorer; a notebook shows it, `save` writes it.

    `html` is the page, `summary` says what it holds. Of a page longer than `most` bytes a notebook
    shows the still picture alone, for it is stored with every output.
    """

    def __init__(self, drawn: Drawn, height: int = 720, most: int = 3_000_000) -> None:
        self.html, self.summary, self.notes = drawn.html, drawn.summary, drawn.notes
        self._told, self._height, self._most = drawn.told, height, most

    def __repr__(self) -> str:
        return f"<{self.summary}>"

    @property
    def svg(self) -> str:
        """The still picture."""
        return svg(self._told)

    def save(self, path: str) -> None:
        """Write the page as one file. Raises FileProblem."""
        from travaux.files import replace

        replace(path, self.html)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        still = self.svg
        return {
            "text/html": self._page(still),
            "image/svg+xml": still,
            "text/plain": repr(self),
        }

    def _page(self, still: str) -> str:
        fits = len(self.html.encode()) <= self._most
        told = f"{self.summary}: still picture"
        if not fits:
            told += ", for the page is too long to be kept in a notebook; .save(path) writes it"
        data = base64.b64encode(still.encode()).decode()
        frame = Markup(_FRAME).format(self.html, self.summary, self._height) if fits else Markup()
        return str(frame + Markup(_STILL).format(Markup("" if fits else " open"), told, data, told))
