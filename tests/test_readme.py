"""Rules on README.md: what it shows is what happens."""

from __future__ import annotations

import doctest
import re

import pytest
from conftest import ROOT
from readme_fill import CONSOLE, README, commands, output

TEXT = README.read_text(encoding="utf-8")
COMMANDS = [each for block in CONSOLE.findall(TEXT) for each in commands(block)]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_readme_prints_what_stands_below_it(command: str) -> None:
    """Run `make readme` to bring the output up to date, and read the difference."""
    shown = [
        part.partition("\n")[2]
        for block in CONSOLE.findall(TEXT)
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)
        if part.partition("\n")[0] == command
    ]
    assert output(command).strip() == shown[0].strip()


def test_the_readme_shows_commands_and_none_of_them_is_a_bug() -> None:
    """A README without commands would pass every comparison; so would a shown traceback."""
    assert len(COMMANDS) >= 5
    assert "this is a bug" not in TEXT and "Traceback" not in TEXT


def test_the_python_examples_of_the_readme_give_what_they_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The lines marked `>>>` run as they stand, from the checkout."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("TRAVAUX_WORKSPACE", raising=False)
    found = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert found.attempted > 0 and found.failed == 0


def test_the_readme_opens_with_the_two_commands() -> None:
    """A newcomer reads two commands first."""
    first = TEXT.split("```")[1]
    assert re.findall(r"^make(?: test)?(?=\s)", first, flags=re.MULTILINE) == ["make", "make test"]


def test_the_telling_questions_of_make_are_those_that_the_readme_opens_with() -> None:
    """README shows the real output of `make`."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    telling = re.search(r"^TELLING := (.*)$", makefile, flags=re.MULTILINE)
    assert telling
    asked = [f"travaux {words}" for words in re.findall(r"'([^']*)'", telling[1])]
    assert asked == COMMANDS[:3]


def test_every_file_that_a_document_links_to_exists() -> None:
    """Relative links in the documents lead somewhere."""
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), f"{name}: {target}"
