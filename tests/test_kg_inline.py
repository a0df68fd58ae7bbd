"""`kg.view(...)`: the explorer in a notebook, without a file and without a request."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pages import EX, REFERENCE, STANCE, make, talks

import travaux
from travaux.errors import UnknownQuestion

HOSTILE = '</script></title><img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a notebook is given of a small workspace with a hostile name in it."""
    folder = tmp_path_factory.mktemp("inline")
    name = HOSTILE.replace('"', '\\"')
    made = make(folder / "w", STANCE, reference=REFERENCE.replace("Ann Árbol", name))
    return travaux.open(made).view()._repr_mimebundle_()


def test_the_page_works_in_a_frame_without_an_address(
    browser: Any, bundle: dict[str, str], tmp_path: Path
) -> None:
    """Search, dossier and state work; no script of a name runs; nothing is asked for."""
    file = tmp_path / "notebook.html"
    file.write_text('<!doctype html><meta charset="utf-8">' + bundle["text/html"], "utf-8")
    page = browser.new_context(offline=True).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append("dialog " + dialog.message))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html.ready").wait_for()
    frame.locator("#name").fill("Annie")
    frame.locator("#name").press("Enter")
    assert frame.locator("#dossier h2").inner_text() == HOSTILE
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:"))] == []
    page.context.close()


def test_the_frame_may_run_scripts_and_nothing_else(bundle: dict[str, str]) -> None:
    """It cannot reach the notebook that it stands in."""
    frames = re.findall(r"<iframe [^>]*>", bundle["text/html"])
    assert len(frames) == 1
    assert 'sandbox="allow-scripts allow-downloads"' in frames[0]
    assert "same-origin" not in frames[0].partition("sandbox=")[2]


def test_a_notebook_that_is_not_trusted_has_a_picture_and_a_line(bundle: dict[str, str]) -> None:
    """Where frames are stripped the picture is left, in which every name is text."""
    picture = ElementTree.fromstring(bundle["image/svg+xml"])
    texts = [each.text or "" for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.startswith("</script>") for text in texts)
    assert not list(picture.iter("{http://www.w3.org/2000/svg}img"))
    assert "data:image/svg+xml;base64," in bundle["text/html"]
    assert re.fullmatch(r"<\d+ nodes, \d+ relations>", bundle["text/plain"])


def test_a_long_page_is_not_kept_in_a_notebook(tmp_path: Path) -> None:
    """Then the picture stands open, and says how to have the page."""
    view = travaux.open(make(tmp_path / "w", STANCE)).view()
    view._most = 1000
    shown = unescape(view._repr_mimebundle_()["text/html"])
    assert "<iframe" not in shown
    assert "<details open>" in shown
    assert ".save(path)" in shown


def test_the_page_is_that_of_the_command(tmp_path: Path) -> None:
    """Byte for byte, of all, of an answer and of a focus; unsaved changes are drawn too."""
    from pyoxigraph import Literal, NamedNode, Triple

    from travaux.kg.pending import Change
    from travaux.view import draw
    from travaux.vocabulary import ALT_LABEL

    folder = talks(tmp_path / "w")
    kg = travaux.open(folder)
    assert kg.view().html == draw(str(folder)).html
    assert kg.view(focus="Ann Árbol").html == draw(str(folder), focus="Ann Árbol").html
    kg.view("wants").save(str(tmp_path / "page.html"))
    written = (tmp_path / "page.html").read_text("utf-8")
    assert written == draw(str(folder), question="wants").html
    with pytest.raises(UnknownQuestion):
        kg.view("no-such")
    fresh = Triple(NamedNode(EX + "ann"), NamedNode(ALT_LABEL), Literal("Anka", language="en"))
    kg.stage([Change("graph/reference.ttl", [fresh])])
    assert "Anka" in kg.view().html
