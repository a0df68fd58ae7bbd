"""`travaux view` in a browser: it asks for nothing, runs nothing of the data, and stays usable."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pages import (
    EX,
    REFERENCE,
    STANCE,
    Explorer,
    drawn,
    make,
    opened,
    pixel,
    record,
    written,
)

from travaux.view import page
from travaux.view.records import clean
from travaux.view.relations import FAMILIES, LINES

COLOURS = {style.key: style.colour for style in (*FAMILIES, *LINES)}
VIEWS = ("graph", "timeline", "ledger", "table")


def test_the_page_opens_offline_without_a_request_or_a_complaint(
    browser: Any, talks_page: Path
) -> None:
    """Opening it and turning to each view asks for the file and nothing else."""
    window = opened(browser, talks_page)
    for view in VIEWS:
        window.view(view)
    window.view("graph")
    assert pixel(window.page, COLOURS["person"])
    assert window.panel().startswith("Start here 6 records of what 2 sources tell")
    assert window.requests == [talks_page.as_uri()]
    assert [text for text in window.complaints if "getImageData" not in text] == []


HOSTILE = (
    "</script><script>window.hit=1;alert(1)</script>",
    "<img src=x onerror=window.hit=1>",
    '" onfocus=window.hit=1 autofocus x="',
    "<a href='javascript:window.hit=1'>href</a>",
    "{{ 7 * 7 }}{% raw %}{# <!--<script>",
    "--></noscript><svg onload=window.hit=1> 😀",
    "\u202eevil\u2066 \u2028 line",
    "long " * 2000,
)


def literal(text: str) -> str:
    """The text as Turtle and TOML write it."""
    return json.dumps(text, ensure_ascii=False)


def hostile(folder: Path) -> Path:
    """A workspace in which every text of every field is one of these."""
    reference = ":loves skos:broader con:favourable .\n"
    data = []
    for n, text in enumerate(HOSTILE):
        word = literal(text) + "@en"
        reference += (
            f":p{n} a trv:Person , :k{n} ; rdfs:label {word} ; skos:altLabel {word} .\n"
            f":k{n} rdfs:subClassOf trv:Person ; rdfs:label {word} .\n"
            f":i{n} a trv:ProposalItem ; rdfs:label {word} .\n"
            f":a{n} rdfs:label {word} ; skos:broader con:favourable .\n"
        )
        stance = (
            f"a trv:Position ; trv:holder :p{n} ; trv:speaker :i{n} ; trv:topic :i{n} ; "
            f'trv:attitude :a{n} ; trv:said "2021-12-17" ; trv:gloss {word}'
        )
        data.append(record(f"r{n}", stance, n + 1))
    made = make(folder, *data, reference=reference, title=HOSTILE[0])
    source = made / "graph" / "sources" / "a1.ttl"
    named = f"dcterms:identifier {literal(HOSTILE[1])} ; rdfs:label {literal(HOSTILE[2])}@en ."
    plain = 'dcterms:identifier "a1" ; rdfs:label "Article one"@en .'
    source.write_text(source.read_text("utf-8").replace(plain, named), "utf-8")
    (made / "queries").mkdir()
    (made / "queries" / "who.rq").write_text(WHO, "utf-8")
    return made


WHO = """#+ summary: Who "<b>wants</b>"?
#+ description: Who.
#+ theme: <i>who</i>
SELECT ?who ?gloss WHERE { ?r trv:holder ?who ; trv:gloss ?gloss } ORDER BY ?who
"""


def plain(text: str) -> str:
    """The text as a browser tells it: each run of white space as one blank."""
    return " ".join(clean(text).split())


def test_hostile_texts_are_shown_as_text_and_run_nothing_in_any_view(
    browser: Any, tmp_path: Path
) -> None:
    """Title, labels, aliases, classes, attitudes, glosses, citations, answers: text everywhere."""
    file = drawn(tmp_path, hostile(tmp_path / "w"))
    window = opened(browser, file)
    page = window.page
    assert page.inner_text("h1") == HOSTILE[0]
    for view in VIEWS:
        window.view(view)
        page.mouse.move(400, 400)
    rows = page.locator("#records tbody tr").all_inner_texts()
    for n, text in enumerate(HOSTILE):
        assert any(plain(text) in " ".join(row.split()) for row in rows), n
    window.view("ledger")
    for text in HOSTILE:
        assert plain(text) in plain(page.inner_text("#ledger-table"))
        assert plain(text) in window.find(clean(text)[:60])
    page.click("#dossier .claim .date >> nth=0")
    assert plain(HOSTILE[-1]) in window.panel()
    page.click("#ask")
    page.click("[data-ask=who]")
    assert window.panel().startswith('Who "<b>wants</b>"?')
    assert plain(HOSTILE[4]) in window.panel()
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.querySelectorAll('img, i, b, script:not([id])').length") == 2
    odd = (
        "[...document.querySelectorAll('a')].filter((a) => !/^#sel=/.test(a.getAttribute('href')))"
    )
    assert page.evaluate(f"{odd}.length") == 0
    assert window.requests == [file.as_uri()]
    assert window.complaints == []


def test_the_security_policy_stops_what_escaping_would_miss(
    browser: Any, tmp_path: Path, talks_page: Path
) -> None:
    """Were a text to become markup after all, nothing of it would run or be fetched."""
    broken = talks_page.read_text("utf-8").replace(
        "<main>",
        "<main><script>window.hit=1</script><img src='https://example.org/x.png' "
        "onerror='window.hit=2'><script src='https://example.org/x.js'></script>",
    )
    result = opened(browser, written(tmp_path, broken))
    assert result.page.evaluate("window.hit") is None
    assert result.failures == ["csp", "csp"]
    assert sum("Content Security Policy" in text for text in result.complaints) >= 3
    with pytest.raises(Exception, match="TrustedHTML"):
        result.page.evaluate("document.body.innerHTML = '<b>x</b>'")


def test_our_scripts_never_set_markup() -> None:
    """Text enters the page as text: none of the ways that parse HTML or code is used."""
    files = sorted(Path(page.__file__).parent.glob("*.js"))
    assert {file.name for file in files} == set(page.SCRIPTS)
    for file in files:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function"
            r"|setAttribute\(.on|srcdoc|createContextualFragment",
            file.read_text("utf-8"),
        ), file.name


def test_an_empty_graph_says_that_it_is_empty_in_every_view(browser: Any, tmp_path: Path) -> None:
    """Nothing to draw is not an error of the page."""
    window = opened(browser, drawn(tmp_path, make(tmp_path / "w")))
    assert "ties two things to each other yet" in window.page.inner_text("#nothing")
    window.view("ledger")
    assert "No source of this page tells who takes" in window.page.inner_text("#ledger-table")
    window.view("table")
    assert "No source of this page tells anything" in window.page.inner_text("#records")
    window.view("timeline")
    assert "Timeline of 0 records" in window.timeline()
    assert window.complaints == []


def test_a_graph_of_one_node_is_drawn(browser: Any, tmp_path: Path) -> None:
    """A speaker whom nothing ties stands in the middle, and can be chosen."""
    alone = record("alone", 'a trv:Statement ; trv:speaker :eva ; trv:gloss "Alone."@en', 3)
    window = opened(browser, drawn(tmp_path, make(tmp_path / "w", alone)))
    assert "1 node and 0 relations" in window.graph()
    place = pixel(window.page, COLOURS["person"])
    assert place
    window.page.mouse.click(*place)
    window.page.wait_for_function("location.hash.includes('eva')")
    assert "Alone. a1:3" in window.panel()


def test_a_node_with_five_hundred_neighbours_is_told_in_parts(browser: Any, tmp_path: Path) -> None:
    """The first relations at once, the others at a press."""
    many = range(500)
    reference = REFERENCE + "".join(
        f':i{n} a trv:Issue ; rdfs:label "issue {n}"@en .\n' for n in many
    )
    words = [
        record(f"w{n}", f"a trv:Assessment ; trv:speaker :ann ; trv:topic :i{n}", n + 1)
        for n in many
    ]
    window = opened(
        browser, drawn(tmp_path, make(tmp_path / "w", STANCE, *words, reference=reference))
    )
    window.find("Annie")
    assert window.page.locator("#dossier .relation").count() < 20
    window.page.click("#dossier .more >> nth=0")
    assert window.page.locator("#dossier .relation").count() > 500
    assert "and 49" in window.graph()
    assert window.complaints == []


def test_the_table_stands_there_without_javascript(browser: Any, talks_page: Path) -> None:
    """Who runs no scripts reads every record with its citation all the same."""
    window = opened(browser, talks_page, java_script_enabled=False)
    text = window.page.inner_text("body")
    assert "Without JavaScript" in text
    assert "Bob will not have it." in text
    assert "a1:11" in text
    assert not window.page.is_visible("#search")
    assert not window.page.is_visible("main")


BETWEEN = [pytest.param(size, marks=pytest.mark.slow) for size in ((1024, 700), (320, 640))]


@pytest.mark.parametrize("size", [(1280, 800), (390, 844), *BETWEEN])
def test_the_page_fits_the_window(browser: Any, talks_page: Path, size: tuple[int, int]) -> None:
    """In no view does anything run off the side, and each view has most of the room."""
    window = opened(browser, talks_page, size=size)
    for view in VIEWS:
        window.view(view)
        assert window.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        box = window.page.locator("#view-" + view).bounding_box()
        assert box["width"] > size[0] / 2.2
        assert box["height"] > size[1] / 3
        for tool in window.page.locator("header button, [role=tab], .tools button").all():
            if tool.is_visible():
                at = tool.bounding_box()
                assert at["x"] >= 0
                assert at["x"] + at["width"] <= size[0]


def test_on_a_phone_targets_suit_a_thumb_and_details_leave_the_picture_in_view(
    browser: Any, talks_page: Path
) -> None:
    """44 pixels of height; the panel is a sheet below, the legend one that opens and closes."""
    window = opened(browser, talks_page, size=(390, 844), has_touch=True)
    heights = (
        "all => all.filter((e) => e.offsetHeight).map((e) => e.getBoundingClientRect().height)"
    )
    targets = "button:not(.cite, .plain, .chip), #name, select, #legend label"
    window.page.click("#filters")
    assert window.page.is_visible("#legend")
    assert min(window.page.locator(targets).evaluate_all(heights)) >= 44
    window.page.click("#filters-done")
    assert not window.page.is_visible("#legend")
    window.find("Annie")
    assert window.page.is_visible("#panel")
    assert window.page.locator("#network").bounding_box()["height"] > 150
    window.page.click("#close")
    assert not window.page.is_visible("#panel")


def test_everything_is_reached_by_keyboard_and_shows_where_it_is(talks_view: Explorer) -> None:
    """Tab comes to every control of the page, and each has an outline."""
    window = talks_view.page
    window.keyboard.press("Tab")
    reached, faint = set(), []
    for _ in range(90):
        name, outlined = window.evaluate(
            "() => { const e = document.activeElement; const { outlineStyle, outlineWidth } = "
            "getComputedStyle(e); return [e.id || Object.values(e.dataset)[0] || e.className || "
            "e.tagName, outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1] }"
        )
        reached.add(name)
        if not outlined and name != "BODY":
            faint.append(name)
        window.keyboard.press("Tab")
    wanted = {"name", "ask", "help", "theme", "tab-graph", "png", "csv", "link", "network", "fit"}
    wanted |= {"closer", "farther", "clock", "range-from", "range-to", "panel", "person", "chip"}
    assert wanted <= reached
    assert faint == []


def test_the_graph_is_walked_by_arrow_keys(talks_view: Explorer) -> None:
    """From node to node, each told; Enter chooses, Escape undoes."""
    window = talks_view.page
    window.focus("#network")
    told = set()
    for turn in ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
        window.keyboard.press(turn)
        told.add(window.inner_text("#said"))
    assert any(re.search(r"\w+, .*\d+ relations?", text) for text in told)
    window.keyboard.press("Enter")
    assert "sel=" + "<" + EX in talks_view.fragment()
    window.keyboard.press("Escape")
    assert talks_view.fragment() == ""


@pytest.mark.slow
def test_names_on_the_page_say_what_language_they_are_in(
    browser: Any, tiny: Path, tmp_path: Path
) -> None:
    """Found by the English name, shown under the Russian one, marked for whoever reads aloud."""
    from travaux.view import draw

    window = opened(browser, written(tmp_path, draw(str(tiny), "ru").html))
    assert window.find("Suder").startswith("Судер")
    assert window.page.get_attribute("#dossier h2 bdi", "lang") == "ru"
    bare = window.page.evaluate(
        "() => { const all = document.querySelector('#dossier').cloneNode(true);"
        "all.querySelectorAll('[lang=ru]').forEach((each) => each.remove());"
        "return all.textContent }"
    )
    assert not re.search("[А-я]", bare)
    assert window.complaints == []
