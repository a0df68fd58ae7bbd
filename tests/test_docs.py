"""Rules on the pages of docs/: they are made from the tree, complete, and true."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run, clean_environment, copy_checkout

from generator.graph import Graph
from generator.marks import paragraph, plain
from generator.ontology import ontology_page
from generator.questions import ROWS, questions_page
from travaux import output
from travaux.binding import bind
from travaux.cli import WORDS
from travaux.engine import OxigraphEngine
from travaux.queries import Question, load_all
from travaux.resting import Said
from travaux.vocabulary import CITE, IDENTIFIER, IS_DEFINED_BY
from travaux.workspace import open_at

PAGES = ("commands.md", "ontology.md", "questions.md")
WORKSPACE = open_at(str(ROOT))
QUESTIONS = load_all(WORKSPACE)
LINK = re.compile(r"(?<!\\)\]\(([^()\s]+)\)")
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
STALE = "is stale: run make docs"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages as they stand in the tree."""
    return {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in PAGES}


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return OxigraphEngine.load(WORKSPACE)


def generated(root: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the generator of a checkout as make does."""
    return subprocess.run(
        [sys.executable, root / "docs" / "generate.py", *arguments],
        env=clean_environment(**given),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_pages_are_fresh_whatever_the_seed_the_width_and_the_language() -> None:
    """Run `make docs` if this fails; the same tree gives the same bytes everywhere."""
    given = {"PYTHONHASHSEED": "7", "COLUMNS": "33", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    done = generated(ROOT, "--check", **given)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.slow
def test_a_change_makes_the_pages_stale_until_they_are_written_again(tmp_path: Path) -> None:
    """`--check` names the pages that do not follow, writes nothing, and says what to do."""
    copy = copy_checkout(tmp_path / "checkout")
    reference = copy / "graph" / "reference.ttl"
    text = reference.read_text(encoding="utf-8")
    reference.write_text(text.replace('"Geneva"@en', '"Genf am See"@en'), encoding="utf-8")
    (copy / "docs" / "commands.md").unlink()
    before = (copy / "docs" / "ontology.md").read_bytes()
    done = generated(copy, "--check")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"docs/{name} {STALE}" for name in PAGES]
    assert (copy / "docs" / "ontology.md").read_bytes() == before
    assert generated(copy).returncode == 0
    assert "Genf am See" in (copy / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert generated(copy, "--check").returncode == 0


def test_make_lint_asks_for_fresh_pages_and_make_docs_writes_them() -> None:
    """Nobody has to remember it."""
    for goal, words in (("lint", "docs/generate.py --check"), ("docs", "docs/generate.py")):
        lines = subprocess.run(["make", "-n", goal], cwd=ROOT, capture_output=True, text=True)
        assert re.search(rf"python {re.escape(words)}$", lines.stdout, flags=re.M), goal


@pytest.mark.parametrize("word", ["", *WORDS])
def test_every_command_stands_there_with_the_help_it_prints(
    word: str, run: Run, pages: dict[str, str]
) -> None:
    """What `--help` prints on 80 columns is what the page shows, options and example too."""
    line = " ".join(filter(None, ("travaux", word, "--help")))
    printed = run(*line.split()[1:], cwd=ROOT).stdout
    assert f"```console\n$ {line}\n{printed.rstrip()}\n```" in pages["commands.md"]
    assert f'<a id="{word or "travaux"}"></a>' in pages["commands.md"]
    assert f"[`{word}`](#{word})" in pages["commands.md"] or not word


def test_every_term_of_the_ontology_has_its_place_and_its_definition(
    engine: OxigraphEngine, pages: dict[str, str]
) -> None:
    """Whatever the ontology defines: classes, properties, concepts, schemes."""
    defined = "SELECT ?term ?text { ?term rdfs:isDefinedBy ?o ; skos:definition ?text }"
    rows = list(engine.query(defined))
    assert len(rows) > 200
    page, anchors = pages["ontology.md"], set(ANCHOR.findall(pages["ontology.md"]))
    for row in rows:
        curie = Graph.curie(_named(engine), row["term"].value)
        assert curie.replace(":", "-") in anchors, curie
        assert f"`{curie}`" in page and plain(row["text"].value) in page, curie


def _named(engine: OxigraphEngine) -> Graph:
    """A graph that can only name things: nothing is loaded again."""
    graph = Graph.__new__(Graph)
    graph.engine = engine
    return graph


def test_every_defined_term_has_a_count_and_every_used_one_an_example(
    pages: dict[str, str],
) -> None:
    """Each class and property says how often it is used; if it is, one use is shown, cited."""
    sections = re.split(r"^### ", pages["ontology.md"].partition("\n## Concepts\n")[0], flags=re.M)
    assert len(sections) > 140
    for section in sections[1:]:
        used = re.search(r"^- \*used:\* (.+)$", section, flags=re.M)
        assert used, section[:80]
        elsewhere = "`trv:CuratedTenure`" in section  # knowledge from outside the texts
        if not elsewhere and not used[1].startswith(("never", "by the ontology")):
            assert re.search(r"^- \*example:\* .*\S.*\[s[0-9]+(:[0-9]+)?\]\(#", section, flags=re.M)


def test_counts_are_those_that_a_query_gives(engine: OxigraphEngine, pages: dict[str, str]) -> None:
    """The number beside a property is the number of triples in the files of graph/."""
    for term in ("speaker", "accountOf", "drawsOn"):
        graphs = "FILTER(!STRSTARTS(STR(?g), CONCAT(STR(grp:), 'ontology')))"
        text = f"SELECT DISTINCT ?s ?o {{ GRAPH ?g {{ ?s trv:{term} ?o }} {graphs} }}"
        number = len(list(engine.query(text)))
        section = pages["ontology.md"].partition(f'<a id="trv-{term}"></a>')[2]
        used = re.search(r"^- \*used:\* ([0-9,]+) times in the graph", section, flags=re.M)
        assert used and int(used[1].replace(",", "")) == number


def test_every_citation_on_the_pages_is_in_the_graph(
    engine: OxigraphEngine, pages: dict[str, str]
) -> None:
    """An example without a true place would be worse than none."""
    known = {quad.object.value for iri in (CITE, IDENTIFIER) for quad in _quads(engine, iri)}
    for name in ("ontology.md", "questions.md"):
        cites = set(re.findall(r"\[(s[0-9]+(?::[0-9]+)?)\]\(#source_", pages[name]))
        assert len(cites) > 50 and cites <= known


def _quads(engine: OxigraphEngine, iri: str):  # type: ignore[no-untyped-def]
    from pyoxigraph import NamedNode

    return engine.quads(None, NamedNode(iri))


def test_the_examples_in_turtle_stand_so_in_the_graph(pages: dict[str, str]) -> None:
    """They are lines of its files, whole and unchanged."""
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "graph").rglob("*.ttl")]
    blocks = re.findall(r"^```turtle\n(.*?)^```$", pages["ontology.md"], flags=re.M | re.S)
    assert len(blocks) > 50
    for block in blocks:
        assert any(f"\n{block}" in text for text in files), block


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_shows_the_first_rows_of_its_own_answer(
    question: Question, pages: dict[str, str], engines: tuple[OxigraphEngine, OxigraphEngine]
) -> None:
    """The rows are those of `travaux query NAME --format markdown`, cell by cell."""
    section = pages["questions.md"].partition(f'<a id="{question.name}"></a>')[2]
    section = section.partition('\n<a id="')[0]
    assert f"### `{question.name}`" in section and plain(question.summary) in section
    assert f"\ntravaux query {question.name}\n" in section
    assert all(f"| `{each.name}` |" in section for each in question.params)
    told = output_rows(question, *engines)
    tables = section.partition("```sh")[2].partition("<details>")[0]
    shown = [cells(line) for line in tables.splitlines() if line.startswith("| ")]
    assert shown == told[: ROWS + 2] if len(told) > 2 else "*No row" in section
    more = re.search(r"^\*and ([0-9,]+) more rows?\*$", section, flags=re.M)
    assert (int(more[1]) if more else 0) == max(0, len(told) - 2 - ROWS)


@pytest.fixture(scope="module")
def engines(engine: OxigraphEngine) -> tuple[OxigraphEngine, OxigraphEngine]:
    """The workspace without and with what its rules add."""
    inferring = OxigraphEngine.load(WORKSPACE)
    inferring.infer()
    return engine, inferring


def output_rows(
    question: Question, plainly: OxigraphEngine, inferring: OxigraphEngine
) -> list[list[str]]:
    """The rows that the command would write, its heading and the line below that among them."""
    asked, bound = inferring if question.infer else plainly, bind(question, (), plainly)
    said = Said(question.text, plainly, bound) if question.infer else None
    result = asked.query(question.text, bindings=bound)
    written = output.render(result, "markdown", engine=asked, drop=bound, said=said)
    return [cells(line) for line in written.data.decode().splitlines()]


def cells(line: str) -> list[str]:
    """The cells of a line of a Markdown table, as a reader sees them."""
    parts = re.split(r"(?<!\\)\|", line)[1:-1]
    linked = [re.sub(r"(?<!\\)\[([^]]+)\]\(#[^)]+\)", r"\1", part) for part in parts]
    return [html.unescape(re.sub(r"\\([^\w\s])", r"\1", part)).strip() for part in linked]


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    """Each to an anchor that stands exactly once on its page; none out of docs/."""
    anchors = {name: ANCHOR.findall(text) for name, text in pages.items()}
    for name, text in pages.items():
        assert len(anchors[name]) == len(set(anchors[name])), name
        targets = LINK.findall(_without_code(text))
        assert len(targets) > 10
        for target in targets:
            page, _, place = target.partition("#")
            assert place in anchors[page or name], f"{name}: {target}"


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def test_the_pages_hold_no_path_of_this_machine_and_no_day_of_today(
    pages: dict[str, str],
) -> None:
    """They are the same for everybody, always."""
    for text in pages.values():
        assert str(ROOT) not in text and os.path.expanduser("~/") not in text
        assert "build/" not in text.replace("build/graph.html", "")


def test_the_readme_links_every_page() -> None:
    """A page that nothing leads to is not read."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in (*PAGES, "security.md"):
        assert f"](docs/{name})" in readme, name


def test_hostile_texts_of_a_workspace_show_as_texts(tiny: Path, tmp_path: Path) -> None:
    """No label, definition or question can set marks, tags or links of its own on a page."""
    copy = Path(shutil.copytree(tiny, tmp_path / "tiny"))
    evil = "<script>x</script> [a](javascript:1) *b* _c_ `d` | zz ``` \\u202e# $f$ &lt;"
    told = f'"{evil.replace(chr(92) + "u202e", "")}"'
    (copy / "ontology").mkdir(exist_ok=True)
    (copy / "ontology" / "evil.ttl").write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"<urn:evil> a owl:Class ; rdfs:label {told}@en ; skos:definition {told}@en ;\n"
        f"  skos:note {told}@en ; rdfs:isDefinedBy <urn:x> .\n",
        encoding="utf-8",
    )
    (copy / "queries" / "evil.rq").write_text(
        f"#+ summary: {told}\n#+ description: {told}\n#+ theme: {told}\n"
        f"SELECT ({told} AS ?evil) ({told} AS ?cite) {{}}\n",
        encoding="utf-8",
    )
    graph = Graph(open_at(str(copy)))
    for page in (ontology_page(graph), questions_page(graph)):
        shown = _without_code(page)
        assert "script" in shown and "<script" not in re.sub(r"\\<", "", shown)
        assert "](javascript" not in shown.replace("\\]", "")
        assert not re.search(r"(?<!\\)\*b\*|(?<!\\)_c_|(?<!\\)\| zz|(?<!\\)\$f", shown)


@pytest.mark.parametrize("text", ["# a", "- a", "1. a", "> a", "+ a", "=== a", "12) a"])
def test_a_paragraph_is_a_paragraph_whatever_it_begins_with(text: str) -> None:
    """A definition that begins with a number and a dot is no list."""
    assert re.match(r"\\|[0-9]+\\|&gt;", paragraph(text)), paragraph(text)
    assert html.unescape(paragraph(text).replace("\\", "")) == text


def test_what_the_pages_are_made_by_is_not_installed() -> None:
    """The generator is for developers: the package never imports it."""
    for path in (ROOT / "src").rglob("*.py"):
        assert not re.search(r"\b(?:import|from) (?:generate|generator)\b", path.read_text("utf-8"))
    assert IS_DEFINED_BY  # the property by which the terms above are found
