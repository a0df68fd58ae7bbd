"""Small workspaces for the tests of `view`, and their pages in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from travaux.engine import OxigraphEngine
from travaux.view import draw, wire
from travaux.view.graph import build
from travaux.workspace import open_at

EX = "https://example.org/talks/"
HEAD = f"""
PREFIX con: <https://w3id.org/travaux/concept/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX : <{EX}>
"""
REFERENCE = """
:ann a trv:Person ; rdfs:label "Ann Árbol"@en , "Анна"@ru ; skos:altLabel "Annie"@en .
:bob a trv:Person ; rdfs:label "Bob"@en .
:eva a trv:Person ; rdfs:label "Eva, whom nothing ties to anybody"@en .
:office a trv:Office ; rdfs:label "envoy"@en ; trv:postIn :state .
:state a trv:State ; rdfs:label "Arcadia"@en .
:talks a trv:Meeting ; rdfs:label "The talks"@en ; trv:isPartOf :series .
:series a trv:MeetingSeries ; rdfs:label "All talks"@en .
:item a trv:ProposalItem ; rdfs:label "the wall comes down"@en ; trv:topic :wall .
:wall a trv:Issue ; rdfs:label "the wall"@en .
:lonely a trv:ProposalItem ; rdfs:label "nobody spoke of this"@en ; trv:topic :wall .
"""
SOURCE = """
:a1 a trv:NewsArticle ; dcterms:identifier "a1" ; rdfs:label "Article one"@en .
"""


def passage(paragraph: int, source: str = "a1") -> str:
    """A passage of that paragraph, and its name."""
    return (
        f":p-{source}-{paragraph} a trv:Passage ; trv:inSource :{source} ; "
        f"trv:paragraph {paragraph} .\n"
    )


def record(name: str, text: str, *paragraphs: int, source: str = "a1") -> str:
    """An attestation with its evidence."""
    evidence = ", ".join(f":p-{source}-{number}" for number in paragraphs)
    passages = "".join(passage(number, source) for number in paragraphs)
    return f":{name} {text} ; trv:inSource :{source} ; trv:evidence {evidence} .\n{passages}"


STANCE = record(
    "stance",
    "a trv:Position ; trv:holder :ann ; trv:speaker :bob ; trv:topic :item ; "
    'trv:attitude con:demands ; trv:gloss "Ann wants it down."@en',
    10,
)
SECOND = record(
    "second",
    "a trv:Position ; trv:holder :ann ; trv:speaker :ann ; trv:topic :item ; "
    'trv:attitude con:demands ; trv:gloss "Ann says so herself."@en',
    9,
)
REFUSAL = record(
    "refusal",
    "a trv:Position ; trv:holder :bob ; trv:speaker :bob ; trv:topic :item ; "
    'trv:attitude con:rejects ; trv:gloss "Bob will not have it."@en',
    11,
)


def make(folder: Path, *data: str, reference: str = REFERENCE, title: str = "Talks") -> Path:
    """A workspace with the built-in ontology and this data."""
    (folder / "graph" / "sources").mkdir(parents=True)
    name = json.dumps(title, ensure_ascii=False)
    (folder / "travaux.toml").write_text(
        f'title = {name}\nbase = "{EX}"\nlanguages = ["en"]\n', "utf-8"
    )
    (folder / "graph" / "reference.ttl").write_text(HEAD + reference, "utf-8")
    if data:
        (folder / "graph" / "sources" / "a1.ttl").write_text(HEAD + SOURCE + "".join(data), "utf-8")
    return folder


def built(folder: Path, lang: str | None = None) -> nx.MultiDiGraph:
    """The graph of a workspace, names in that language."""
    return build(OxigraphEngine.load(open_at(str(folder)), lang))


def contents(html: str) -> dict[str, Any]:
    """What the data element of a page holds: lists of rows, without the empty columns."""
    found = re.search(r'id="data"(?: data-encoding="([^"]*)")?>(.*?)</script>', html, re.DOTALL)
    assert found
    return wire.unpacked(found[2], found[1] or "")


def edges(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    """Start, word and end of every edge, by local name."""
    return {(s.removeprefix(EX), word, o.removeprefix(EX)) for s, o, word in graph.edges(keys=True)}


FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Explorer(NamedTuple):
    """A page in the browser, what it asked for and what it complained of."""

    page: Any
    requests: list[str]
    failures: list[str]
    complaints: list[str]

    def go(self, fragment: str) -> None:
        """Load the page afresh with this fragment."""
        address = self.page.url.partition("#")[0]
        self.page.goto("about:blank")
        self.page.goto(address + fragment)
        self.page.wait_for_selector("html.ready")

    def fragment(self) -> str:
        """What the address says of the state."""
        return str(self.page.evaluate("decodeURIComponent(location.hash)"))

    def panel(self) -> str:
        """The panel's text, each run of white space as one blank."""
        return " ".join(self.page.inner_text("#dossier").split())

    def find(self, text: str) -> str:
        """The panel after a search whose first suggestion was taken."""
        self.page.fill("#name", text)
        self.page.press("#name", "Enter")
        return self.panel()

    def graph(self) -> str:
        """What the graph says of itself to whoever does not see it."""
        return str(self.page.get_attribute("#network", "aria-label"))

    def timeline(self) -> str:
        """What the timeline says of itself."""
        return str(self.page.get_attribute("#time", "aria-label"))

    def rows(self) -> list[str]:
        """The rows of the table, the faded ones left out."""
        return [
            " ".join(text.split())
            for text in self.page.locator("#records tbody tr:not(.dim)").all_inner_texts()
        ]

    def cells(self) -> list[str]:
        """The names of the ledger's cells, the faded ones left out."""
        found = self.page.locator("#ledger-table td:not(.dim) button.cell")
        return [each.get_attribute("aria-label") for each in found.all()]

    def view(self, name: str) -> None:
        """Turn to a view."""
        self.page.click(f"#tab-{name}")


def opened(
    browser: Any,
    file: Path,
    *,
    size: tuple[int, int] = (1280, 800),
    fragment: str = "",
    **more: Any,
) -> Explorer:
    """The file in a fresh window without a network."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, **more
    )
    window = context.new_page()
    window.set_default_timeout(5000)
    result = Explorer(window, [], [], [])
    window.on("request", lambda request: result.requests.append(request.url))
    window.on("requestfailed", lambda request: result.failures.append(request.failure))
    window.on("console", lambda message: result.complaints.append(message.text))
    window.on("pageerror", lambda error: result.complaints.append(str(error)))
    window.on("dialog", lambda dialog: result.complaints.append("dialog " + dialog.message))
    window.goto(file.as_uri() + fragment)
    if more.get("java_script_enabled", True):
        window.wait_for_function(
            "document.querySelector('iframe') || document.documentElement.matches('.ready')"
        )
    return result


def written(folder: Path, html: str) -> Path:
    """The page as a file."""
    file = folder / "graph.html"
    file.write_text(html, "utf-8", newline="\n")
    return file


def drawn(folder: Path, workspace: Path) -> Path:
    """The page of a workspace as a file, as the command writes it."""
    return written(folder, draw(str(workspace)).html)


PIXEL = """([r, g, b]) => {
  const canvas = document.querySelector("#network canvas");
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const near = (i) => Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b);
  const hits = [];
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 250 && near(i) < 12) hits.push(i / 4);
  if (!hits.length) return null;
  const hit = hits[Math.floor(hits.length / 2)];
  const box = canvas.getBoundingClientRect();
  const scale = box.width / width;
  return [box.left + (hit % width) * scale, box.top + Math.floor(hit / width) * scale];
}"""


def pixel(window: Any, colour: str) -> list[float] | None:
    """A place on the screen where the graph has this colour."""
    found: list[float] | None = window.evaluate(
        PIXEL, [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    )
    return found


#: Two sources on one demand: who wants it, who refuses it, and when they met.
CLOCKS = """
:stance trv:said "2021-12-17" ; trv:saidEarliest "2021-12-17" ; trv:saidLatest "2021-12-17" .
:second trv:said "2022-01-12" ; trv:saidEarliest "2022-01-12" ; trv:saidLatest "2022-01-12" .
:refusal trv:said "2022-01-20/2022-01-25" ;
  trv:saidEarliest "2022-01-20" ; trv:saidLatest "2022-01-25" .
:held trv:happened "2022-01-10" .
:a1 trv:published "2022-02-01" .
"""
HELD = record("held", 'a trv:Account ; trv:accountOf :talks ; trv:gloss "They met."@en', 4)
THERE = record("there", "a trv:Participation ; trv:agent :ann ; trv:atEvent :talks", 5)
OTHER = (
    ':b1 a trv:NewsArticle ; dcterms:identifier "b1" ; rdfs:label "Article two"@en ; '
    'trv:published "2022-02-02" .\n'
    + record(
        "fears",
        "a trv:Assessment ; trv:speaker :bob ; trv:topic :wall ; "
        'trv:said "2022-01-12" ; trv:gloss "Bob fears for the wall."@en',
        2,
        source="b1",
    )
)
QUESTION = """#+ summary: Who wants what?
#+ description: Every demand.
#+ theme: demands
SELECT ?holder ?item ?cite WHERE {
  ?stance trv:attitude con:demands ; trv:holder ?holder ; trv:topic ?item ; trv:cite ?cite
} ORDER BY ?holder ?item ?cite
"""


def talks(folder: Path) -> Path:
    """A workspace with a little of everything that the page shows."""
    made = make(folder, STANCE, SECOND, REFUSAL, HELD, THERE, CLOCKS)
    (made / "graph" / "sources" / "b1.ttl").write_text(HEAD + OTHER, "utf-8")
    (made / "queries").mkdir()
    (made / "queries" / "wants.rq").write_text(QUESTION, "utf-8")
    return made
