"""The picture of the page of `view` that stands in the README: `make picture` writes it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pages import FLAGS, written
from playwright.sync_api import sync_playwright

from travaux.view import draw

FILE = Path(__file__).resolve().parent.parent / "docs" / "explorer.png"
SIZE = {"width": 1280, "height": 800}


def main(fragment: str = "") -> None:
    """Write docs/explorer.png: the page of the built-in graph as it opens, or at this fragment."""
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        file = written(Path(folder), draw().html)
        found = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        window = browser.new_page(viewport=SIZE, color_scheme="light")
        window.goto(file.as_uri() + fragment)
        window.wait_for_selector("html.ready")
        window.wait_for_timeout(500)
        window.screenshot(path=FILE)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
