"""One HTML page that needs nothing but itself: pyvis's Network and its vis-network, our template.

The page may run our script and vis-network and nothing else: a content security policy names both
by digest. Data travel as JSON that cannot end its element, and are shown as text only.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import networkx as nx
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from travaux.view import wire
from travaux.view.model import model

#: Our scripts, in the order in which they run; STYLES likewise.
SCRIPTS = tuple(
    f"{name}.js"
    for name in (
        "dom dates unpack store state theme shapes paths filters pieces tip stage camera curves "
        "names paint rings pointing picture axis range tracks timeline stances ledger table empty "
        "chips legend combobox search connection start dossier panel questions poster share focus "
        "main"
    ).split()
)
STYLES = ("style.css", "narrow.css")
#: Characters of scripts, styles and data above which the data are compressed: with all the rest a
#: page then stays below 0.7 MB until compressed data alone take it there.
LONGEST = 660_000
#: So many records the static table lists; of more it gives the first FEW and says how many there
#: are, for a page of thousands is none to be read so.
STATIC, FEW = 500, 100
_VIS = "lib/vis-9.1.2/vis-network.min.js"
#: What vis-network is told: places are given, and our scripts draw and listen themselves.
_OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom"},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}},
    "interaction": {
        "dragNodes": False,
        "selectable": False,
        "hover": False,
        "keyboard": False,
    },
}


class PageNetwork(Network):  # type: ignore[misc]
    """pyvis's Network with our template, and nodes and edges added in constant time.

    pyvis looks through lists on every addition, and its own template loads files from the network
    and leaves values unescaped.
    """

    def __init__(self, heading: str) -> None:
        super().__init__(heading=heading, directed=True, cdn_resources="in_line")
        self.options = json.loads(json.dumps(_OPTIONS))
        bundled = PackageLoader("pyvis", "templates")
        self._files = ChoiceLoader([PackageLoader("travaux.view", "."), bundled])
        self.templateEnv = Environment(
            loader=self._files, autoescape=True, trim_blocks=True, lstrip_blocks=True
        )

    def add_node(self, n_id: int, label: str, **options: Any) -> None:
        """As pyvis's; ids are numbers given by the caller, and a repeated one is a mistake."""
        if n_id in self.node_map:
            raise ValueError(f"node {n_id} is there already")
        node = {"id": n_id, "label": label, **options}
        self.nodes.append(node)
        self.node_ids.append(n_id)
        self.node_map[n_id] = node

    def add_edge(self, source: int, to: int, **options: Any) -> None:
        """As pyvis's; parallel edges are kept, each with its own `id`."""
        if source not in self.node_map or to not in self.node_map:
            raise ValueError(f"edge {source} -> {to}: no such node")
        self.edges.append({"from": source, "to": to, **options})

    def source(self, name: str) -> str:
        """A file of ours, or one that pyvis bundles, with newlines as browsers read them."""
        text = self._files.get_source(self.templateEnv, name)[0]
        return text.replace("\r\n", "\n").replace("\r", "\n")


def render(graph: nx.MultiDiGraph, title: str) -> str:
    """The page of a graph made by `graph.build`: the same text for the same graph."""
    with uncollected():
        return rendered(model(graph, title))


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage: among the many small things of a large graph it finds none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def rendered(told: dict[str, Any]) -> str:
    """The page of what `model` made."""
    net = PageNetwork(told["title"])
    labels = told["nodes"].columns["label"]
    for number, label in enumerate(labels):
        net.add_node(number, label)
    lines = (told["edges"].columns[key] for key in ("from", "to", "word"))
    for number, (start, end, word) in enumerate(zip(*lines, strict=True)):
        net.add_edge(start, end, id=number, label=word)
    told["options"] = net.options
    listed = told["records"][: FEW if len(told["records"]) > STATIC else STATIC]
    # A source map would be a request for a file that is not there.
    vis = re.sub(r"//# sourceMappingURL=\S*", "", net.source(_VIS))
    script, style = joined(map(net.source, SCRIPTS)), bare("".join(map(net.source, STYLES)))
    # Of more than LONGEST the data are compressed: nobody reads in so much.
    data, encoding = wire.packed(told, LONGEST - len(vis) - len(script) - len(style))
    net.templateEnv.globals.update(
        labels=labels,
        data=data,
        encoding=encoding,
        counts={key: len(told[key]) for key in ("nodes", "edges", "records", "sources")},
        listed=listed,
        unlisted=len(told["records"]) - len(listed),
        language=told["language"],
        spoken=told["spoken"],
        vis=Markup(vis),
        script=Markup(script),
        style=Markup(style),
        policy=_policy([vis, script], style),
    )
    html: str = net.generate_html()
    return html.rstrip("\n") + "\n"


def joined(files: Iterable[str]) -> str:
    """One script of all files: they see each other, and nothing else sees them."""
    return '(() => {\n"use strict";\n' + "".join(map(bare, files)) + "})();\n"


def bare(text: str) -> str:
    """A script or style without what only its own readers need: indentation, whole-line comments.

    No string of ours goes on over a line end.
    """
    lines = re.sub(r"(?m)^\s*/\*.*?\*/\s*$", "", text, flags=re.DOTALL).splitlines()
    kept = [line.strip() for line in lines]
    return "".join(f"{line}\n" for line in kept if line and not line.startswith("//"))


def _policy(scripts: list[str], style: str) -> str:
    digests = " ".join(map(_digest, scripts))
    return (
        f"default-src 'none'; script-src {digests}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
