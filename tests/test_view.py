"""`travaux view`: what the picture holds, and the page as text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, run_with_small_files
from pages import EX, REFERENCE, REFUSAL, SECOND, STANCE, built, contents, edges, make, record

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.view import draw, page
from travaux.view.graph import build
from travaux.view.records import clean, natural
from travaux.view.relations import FAMILIES, LINES, OTHER
from travaux.workspace import builtin_root, open_at

# What the picture holds


def test_records_that_say_the_same_share_one_edge_and_stand_on_it_in_order(tmp_path: Path) -> None:
    """Two reports of one stance are one line with two pieces of evidence, by paragraph."""
    graph = built(make(tmp_path, STANCE, SECOND))
    data = graph.edges[EX + "ann", EX + "item", "demands"]
    assert data["line"] == "favourable"
    assert data["records"] == [EX + "second", EX + "stance"]
    assert graph.graph["records"][EX + "second"].cites == ("a1:9",)


def test_stances_that_differ_are_different_edges_of_different_groups(tmp_path: Path) -> None:
    """An attitude is drawn in the group above it; none is merged with another."""
    graph = built(make(tmp_path, STANCE, REFUSAL))
    lines = {word: data["line"] for _, _, word, data in graph.edges(keys=True, data=True)}
    assert lines["demands"] == "favourable"
    assert lines["rejects"] == "unfavourable"


def test_a_stance_told_by_somebody_else_names_the_teller(tmp_path: Path) -> None:
    """Speaker is not holder: the reader must see whose words a stance rests on."""
    records = built(make(tmp_path, STANCE, SECOND)).graph["records"]
    assert records[EX + "stance"].told_by == ("Bob",)
    assert records[EX + "second"].told_by == ()


def test_presence_and_capacity_are_said_and_absence_is_not_presence(tmp_path: Path) -> None:
    """A source that says who was not there does not tie him to the talks as if he had been."""
    here = record(
        "here",
        "a trv:Participation ; trv:agent :ann ; trv:atEvent :talks ; "
        "trv:presence con:present ; trv:capacity con:head",
        1,
    )
    away = record(
        "away",
        "a trv:Participation ; trv:agent :bob ; trv:atEvent :talks ; trv:presence con:absent",
        2,
    )
    found = edges(built(make(tmp_path, here, away)))
    assert ("ann", "present (head of delegation)", "talks") in found
    assert {word for start, word, _ in found if start == "bob"} == {"absent"}


def test_an_office_ties_its_holder_to_the_body_of_the_office(tmp_path: Path) -> None:
    """A tenure reads: Ann, envoy, Arcadia."""
    tenure = record("tenure", "a trv:Tenure ; trv:agent :ann ; trv:office :office", 3)
    assert ("ann", "envoy", "state") in edges(built(make(tmp_path, tenure)))


def test_things_without_a_relation_are_left_out(tmp_path: Path) -> None:
    """A name that nothing ties to another is no part of the picture."""
    nodes = set(built(make(tmp_path, STANCE)))
    assert EX + "eva" not in nodes
    assert EX + "lonely" not in nodes


def test_a_link_of_the_reference_layer_brings_in_its_end_but_never_its_start(
    tmp_path: Path,
) -> None:
    """An item brings its issue; an issue does not bring every item that was ever filed under it."""
    graph = built(make(tmp_path, STANCE))
    assert ("item", "is about", "wall") in edges(graph)
    assert graph.edges[EX + "item", EX + "wall", "is about"]["records"] == []
    assert all(start != "lonely" for start, _, _ in edges(graph))


def test_a_record_that_no_edge_shows_stands_with_its_node(tmp_path: Path) -> None:
    """How long the talks lasted ties nobody to anybody, and is not lost."""
    lasted = record("lasted", 'a trv:Account ; trv:accountOf :talks ; trv:gloss "An hour."@en', 4)
    party = record("party", "a trv:Account ; trv:accountOf :talks ; trv:party :state", 5)
    graph = built(make(tmp_path, lasted, party))
    assert graph.nodes[EX + "talks"]["records"] == [EX + "lasted"]


def test_every_class_of_node_has_its_family_and_the_most_special_wins(tmp_path: Path) -> None:
    """An unnamed voice is an actor, and is not drawn as any other actor."""
    voice = ':voice a trv:SingleVoice ; rdfs:label "a source"@en .\n'
    words = record("words", "a trv:Assessment ; trv:speaker :voice ; trv:topic :wall", 6)
    graph = built(make(tmp_path, STANCE, voice, words))
    families = {n.removeprefix(EX): d["family"] for n, d in graph.nodes(data=True)}
    assert families == {
        "ann": "person",
        "bob": "person",
        "item": "item",
        "wall": "issue",
        "voice": "voice",
    }
    assert graph.nodes[EX + "voice"]["kind"] == "single undisclosed voice"


def test_groups_articles_and_unnamed_sources_are_classes_of_their_own(tmp_path: Path) -> None:
    """A group of people is no state or body, and an article's own voice no unnamed source."""
    more = """
:crowd a trv:ActorGroup ; rdfs:label "the crowd"@en .
:itself a trv:NarrativeVoice ; rdfs:label "the article itself"@en .
"""
    words = record("words", "a trv:Assessment ; trv:speaker :crowd, :itself ; trv:topic :wall", 6)
    graph = built(make(tmp_path, words, reference=REFERENCE + more))
    assert graph.nodes[EX + "crowd"]["family"] == "group"
    assert graph.nodes[EX + "itself"]["family"] == "article"


def test_who_tells_the_stance_of_another_is_tied_to_the_holder(tmp_path: Path) -> None:
    """A source whose every word is about others is part of the picture all the same."""
    graph = built(make(tmp_path, STANCE))
    told = graph.edges[EX + "bob", EX + "ann", "tells the stance of"]
    assert told["records"] == [EX + "stance"]
    assert graph.graph["records"][EX + "stance"].attitude == "demands"
    assert graph.graph["records"][EX + "stance"].holders == ("Ann Árbol",)


def test_what_is_only_spoken_of_is_drawn_with_whoever_speaks_of_it(tmp_path: Path) -> None:
    """A statement without a topic ties its speaker to what it refers to, if nothing else does."""
    contact = record("contact", "a trv:Statement ; trv:speaker :bob ; trv:refersTo :eva, :ann", 3)
    graph = built(make(tmp_path, SECOND, contact))
    assert ("bob", "speaks of", "eva") in edges(graph)
    assert not graph.has_edge(EX + "bob", EX + "ann")
    assert graph.nodes[EX + "ann"]["mentions"] == [EX + "contact"]


def test_a_speaker_whom_nothing_ties_stands_alone_with_the_record(tmp_path: Path) -> None:
    """No record is lost for want of a second end."""
    alone = record("alone", "a trv:Statement ; trv:speaker :eva", 3)
    graph = built(make(tmp_path, STANCE, alone))
    assert graph.degree(EX + "eva") == 0
    assert graph.nodes[EX + "eva"]["records"] == [EX + "alone"]


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ('trv:said "2021-12-17" ; trv:saidBasis con:printed', "2021-12-17"),
        ('trv:said "2021-12-17/.." ; trv:saidBasis con:inferred', "2021-12-17 or later (inferred)"),
        (
            'trv:said "../2021-12" ; trv:saidBasis con:derived',
            "date of the article: 2021-12 or earlier",
        ),
        ('trv:said "2021" ; trv:saidBasis con:derived ; trv:occasion :talks', "2021"),
        ('trv:said "2021" ; trv:happened "1997"', "2021; happened 1997"),
        ("trv:atEvent :talks", "2020"),
        ("trv:occasion :talks", "date of the article: 2022-01-13 or later"),
    ],
)
def test_every_record_has_its_date_in_words(tmp_path: Path, dates: str, words: str) -> None:
    """Open dates are told in words, and one that is only the article's passes for no other."""
    held = record("held", 'a trv:Account ; trv:accountOf :talks ; trv:happened "2020"', 4)
    article = ':a1 trv:published "2022-01-13/.." .\n'
    folder = make(tmp_path, record("said", f"a trv:Statement ; {dates}", 3), held, article)
    assert built(folder).graph["records"][EX + "said"].date == words


def test_a_record_without_a_gloss_says_what_it_records(tmp_path: Path) -> None:
    """A name used and a duration are told, not just cited."""
    lasted = record(
        "lasted",
        'a trv:Account ; trv:accountOf :talks ; trv:namedAs "it" ; '
        'trv:durationQualifier con:about ; trv:duration "PT7H30M"^^<http://www.w3.org/2001/XMLSchema#duration>',
        4,
    )
    gloss = built(make(tmp_path, lasted)).graph["records"][EX + "lasted"].gloss
    assert gloss == "named as “it”; duration: about 7 h 30 min"


def test_every_attestation_of_the_built_in_graph_is_reached_on_the_page() -> None:
    """Whatever is recorded stands in the panel of its speaker, and of whatever drawn it names.

    Situations and places are not drawn: what names one stands at its speaker and topic.
    """
    engine = OxigraphEngine.load(open_at(builtin_root()))
    graph = build(engine)
    shown = {node: set(data["records"] + data["mentions"]) for node, data in graph.nodes(data=True)}
    for start, end, numbers in graph.edges(data="records"):
        shown[start].update(numbers)
        shown[end].update(numbers)
    found = [
        [term.value for term in row]
        for row in engine.query(
            f"SELECT ?record ?link ?node WHERE {{ ?record a/<{v.SUBCLASS_OF}>* <{v.ATTESTATION}> ; "
            f"?link ?node FILTER(isIRI(?node) && ?link != <{v.IN_SOURCE}>) }}"
        )
    ]
    assert len({row[0] for row in found}) > 100
    assert {row[0] for row in found} <= set().union(*shown.values())
    own = {v.SPEAKER, v.HOLDER, v.AGENT, v.ACCOUNT_OF, v.REFERS_TO}
    absent = {node for _, link, node in found if link in own and node not in shown}
    undrawn = engine.query(
        f"SELECT ?s {{ VALUES ?class {{ <{v.SITUATION}> <{v.PLACE}> }} "
        f"?s a/<{v.SUBCLASS_OF}>* ?class }}"
    )
    assert absent <= {row[0].value for row in undrawn}
    assert [row for row in found if row[2] in shown and row[0] not in shown[row[2]]] == []
    assert all(item.date for item in graph.graph["records"].values())
    data = contents(page.render(graph, "x"))
    used = {n for node in data["nodes"] for n in node["records"] + node["mentions"]}
    used |= {n for edge in data["edges"] for n in edge["records"]}
    assert used == set(range(len(data["records"])))
    assert len(used) == len({row[0] for row in found})


@pytest.fixture(scope="module")
def russian(tiny: Path) -> str:
    """The page of the very small workspace with names in Russian."""
    return draw(str(tiny), "ru")[0]


def test_names_come_in_the_language_asked_for_and_say_that_they_do(russian: str) -> None:
    """Nodes, relations and stances; a page in English marks each text that is in another."""
    assert russian.startswith('<!doctype html>\n<html lang="en">')
    data = contents(russian)
    names = {node["label"] for node in data["nodes"]}
    words = {edge["word"] for edge in data["edges"]}
    assert "Анна Берг" in names
    assert [name for name in names - set(data["spoken"]) if re.search("[А-я]", name)] == []
    assert {"отвергает", "присутствует (глава делегации)"} <= words
    assert {"Анна Берг", "отвергает"} <= set(data["spoken"])
    table = russian[russian.index("<noscript") : russian.index("</noscript>")]
    assert '<span lang="ru">Анна Берг</span>' in table
    assert '<td lang="ru">отвергает</td>' in table
    assert not re.search("[А-я]", re.sub(r'<(\w+)[^>]* lang="ru">[^<]*</\1>', "", table))


def test_a_name_that_is_not_there_in_the_language_is_not_marked_as_if_it_were(
    tmp_path: Path,
) -> None:
    """English stands in, as English; a page in English marks nothing."""
    folder = make(tmp_path, STANCE)
    assert " lang=" not in draw(str(folder))[0].split("<body>")[1].split("<script")[0]
    toml = folder / "travaux.toml"
    toml.write_text(toml.read_text("utf-8").replace('["en"]', '["en", "ru"]'), "utf-8")
    spoken = built(folder, "ru").graph["spoken"]
    assert {"Анна", "требует"} <= spoken
    assert "Bob" not in spoken


def test_a_relation_in_another_language_says_no_more_than_the_english_one(tmp_path: Path) -> None:
    """Who acts in an event does not describe it: the words are those of his role."""
    told = record("told", "a trv:Account ; trv:accountOf :talks ; trv:agent :ann", 3)
    folder = make(tmp_path, told)
    toml = folder / "travaux.toml"
    toml.write_text(toml.read_text("utf-8").replace('["en"]', '["en", "ru"]'), "utf-8")
    assert ("ann", "acts in", "talks") in edges(built(folder))
    assert ("ann", "действующее лицо", "talks") in edges(built(folder, "ru"))


def test_marks_that_turn_or_hide_text_are_taken_out_of_labels() -> None:
    """A label cannot turn the direction of its neighbours or break the line it stands in."""
    assert clean("a\u202eb\u2066c\u200f \x00d\n\u2028e\u0085f") == "abc d e f"
    assert clean("Ёлка ابجد") == "Ёлка ابجد"


def test_paragraph_nine_comes_before_paragraph_ten() -> None:
    """Citations sort as people read them."""
    assert sorted(["s2:10", "s10:1", "s2:9"], key=natural) == ["s2:9", "s2:10", "s10:1"]


# Colours and places


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(colour: str, ground: str) -> float:
    lights = sorted(_luminance(each) + 0.05 for each in (colour, ground))
    return lights[1] / lights[0]


@pytest.mark.parametrize("style", [*FAMILIES, OTHER, *LINES], ids=lambda style: style.key)
def test_every_colour_is_seen_on_light_and_on_dark_ground(style: Any) -> None:
    """Contrast of at least 3:1 (WCAG 2.1, non-text contrast), on the grounds that the page has."""
    css = (Path(page.__file__).parent / "style.css").read_text("utf-8")
    found = re.search(r"--paper: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", css)
    assert found
    light, dark = found.groups()
    assert _luminance(light) > 0.8
    assert _luminance(dark) < 0.05
    assert _contrast(style.colour, light) >= 3
    assert _contrast(style.dark, dark) >= 3


def test_no_class_and_no_stance_is_told_by_colour_alone() -> None:
    """Whoever sees no colours tells classes by shape, and stances by the dashes of the line."""
    assert len({family.shape for family in FAMILIES}) == len(FAMILIES)
    stances = [line for line in LINES if line.width > 1]
    assert len({line.dashes for line in stances}) == len(stances) == 4


# The page as text


def test_the_network_keeps_parallel_edges_and_refuses_mistakes() -> None:
    """pyvis ignores a repeated node silently; here that is an error, and no edge gets lost."""
    net = page.PageNetwork("x")
    net.add_node(0, "a")
    net.add_node(1, "b")
    net.add_edge(0, 1, id=0)
    net.add_edge(0, 1, id=1)
    assert (net.num_nodes(), net.num_edges(), net.get_node(1)["label"]) == (2, 2, "b")
    with pytest.raises(ValueError, match="already"):
        net.add_node(0, "again")
    with pytest.raises(ValueError, match="no such node"):
        net.add_edge(0, 2, id=2)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a small workspace."""
    folder = make(tmp_path_factory.mktemp("plain"), STANCE, SECOND, REFUSAL)
    return page.render(built(folder), "Talks")


def test_the_page_names_no_outside_resource(plain: str) -> None:
    """One file: no address that a browser would fetch stands in any attribute or style."""
    markup = re.sub(r"<script.*?</script>", "", plain, flags=re.S)
    assert not re.search(r"""\b(src|href|srcset|data|action)\s*=|url\(|@import|<link""", markup)
    assert "sourceMappingURL" not in plain


def test_the_page_says_what_it_is(plain: str) -> None:
    """Doctype, language, title, heading, counts."""
    assert plain.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Talks</title>" in plain
    assert "<h1>Talks</h1>" in plain
    assert "3 records from 1 source:" in plain


def test_the_page_carries_the_vis_network_that_pyvis_bundles(plain: str) -> None:
    """vis-network comes from the installed pyvis, whole, with its licence notice."""
    import pyvis

    bundled = Path(pyvis.__file__).parent / "templates" / page._VIS
    text = bundled.read_text("utf-8").replace("\r\n", "\n")
    assert text[: text.index("//# sourceMappingURL")] in plain


def test_the_same_workspace_gives_the_same_bytes_under_another_hash_seed(
    run: Run, tmp_path: Path
) -> None:
    """A page can be compared with the one of yesterday."""
    make(tmp_path / "w", STANCE, SECOND, REFUSAL)
    for seed in ("1", "2"):
        done = run(
            "view",
            "-o",
            f"{seed}.html",
            "--workspace",
            "w",
            cwd=tmp_path,
            env={"PYTHONHASHSEED": seed},
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_another_negotiation_is_drawn_by_the_same_code(run: Run, tiny: Path) -> None:
    """The tiny workspace has its own people, terms and sources; its page names them."""
    html = run("view", "-o", "-", "--workspace", str(tiny)).stdout
    data = contents(html)
    assert {node["kind"] for node in data["nodes"]} >= {"person", "state", "meeting"}
    assert {line for edge in data["edges"] for line in [edge["line"]]} >= {"favourable", "present"}
    assert all(cite.startswith(("t1:", "t2:")) for r in data["records"] for cite in r["cites"])


def test_the_page_can_go_to_standard_output(run: Run, tmp_path: Path) -> None:
    """`-o -` writes the page and nothing else; the remark goes to stderr."""
    make(tmp_path / "w", STANCE)
    done = run("view", "-o", "-", "--workspace", "w", cwd=tmp_path)
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.endswith("</html>\n")
    assert done.stderr == "standard output: 4 nodes, 3 relations\n"


@pytest.mark.parametrize("target", ["missing/x.html", "w"])
def test_a_page_that_cannot_be_written_is_one_clear_line(
    run: Run, tmp_path: Path, target: str
) -> None:
    """A missing folder or a folder in place of the file: exit 2, no traceback."""
    make(tmp_path / "w", STANCE)
    done = run("view", "-o", target, "--workspace", "w", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{target}: cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_that_takes_too_long_to_draw_is_not_written(
    run: Run, tmp_path: Path, tiny: Path
) -> None:
    """The limit holds for every command that asks."""
    done = run("view", "--timeout", "0.0001", "--workspace", tiny, cwd=tmp_path)
    assert done.returncode == 2
    assert "stopped after 0.0001 s" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_breaks_off_half_way_leaves_the_old_one(tmp_path: Path, tiny: Path) -> None:
    """No half page, and no file left over."""
    (tmp_path / "graph.html").write_text("old")
    done = run_with_small_files("view", "--workspace", tiny, cwd=tmp_path)
    assert done.returncode == 2
    assert "graph.html: cannot be written: File too large" in done.stderr
    assert (tmp_path / "graph.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]


def test_a_workspace_without_relations_has_a_page_with_nothing_in_it(tmp_path: Path) -> None:
    """Whoever has coded nothing yet gets a page, not an error."""
    data = contents(page.render(built(make(tmp_path)), "Talks"))
    assert (data["nodes"], data["edges"], data["records"]) == ([], [], [])


def test_drawing_is_not_loaded_with_the_command_line() -> None:
    """networkx, pyvis and jinja2 are imported when a page is drawn, not before."""
    code = (
        "import sys, travaux.view; "
        "print([m for m in ('networkx', 'pyvis', 'jinja2', 'rdflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
