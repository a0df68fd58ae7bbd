"""travaux.toml is TOML, and a wrong one is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from travaux import settings
from travaux.errors import BadWorkspace

BASE = 'base = "https://example.org/x/"\n'
TOMLS = [
    'title = "A"\n' + BASE,
    '# note\n\ntitle="A # no note"\n' + BASE + 'languages = ["en", "ru"]\n',
    'title = "A \\u0042"\n' + BASE,
    "title = 'A'\n" + BASE,
    'title = """A\nB"""\n' + BASE,
    'title = "A" # note\n' + BASE,
    'title = "A"\n' + BASE + 'languages = [\n  "en",\n  "ru",\n]\n',
    'title = "A"\n' + BASE + 'languages = ["en",]\n',
    'title = "Переговоры"\r\n' + BASE,
]


@pytest.mark.parametrize("text", TOMLS)
def test_settings_are_what_toml_says(text: str, tmp_path: Path) -> None:
    """Title, base and languages come out as TOML has them; the language is English by default."""
    path = tmp_path / "travaux.toml"
    path.write_bytes(text.encode())
    expected = tomllib.loads(text)
    title, base, languages = settings.read(str(path))
    assert (title, base) == (expected["title"], expected["base"])
    assert languages == tuple(expected.get("languages", ["en"]))


@pytest.mark.parametrize(
    "base",
    [
        "http://localhost:8000/",
        "https://example.org/",
        "https://пример.org/a#",
        "http://1.2.3.4/a/",
    ],
)
def test_a_base_has_a_host_and_ends_where_names_begin(base: str, tmp_path: Path) -> None:
    """With a port and letters of any language, if need be."""
    path = tmp_path / "travaux.toml"
    path.write_text(f'title = "A"\nbase = "{base}"\n', encoding="utf-8")
    assert settings.read(str(path))[1] == base


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BASE, "title"),
        ('title = ""\n' + BASE, "title"),
        ('title = "A"\n', "base"),
        ('title = "A"\nbase = "example/"\n', "base"),
        ('title = "A"\nbase = "https://example.org/x"\n', "base"),
        ('title = "A"\nbase = "https://example.org/a b/"\n', "base"),
        ('title = "A"\nbase = "https://example..org/a/"\n', "base"),
        ('title = "A"\nbase = "https:///a/"\n', "base"),
        ('title = "A"\nbase = "https:/example.org/a/"\n', "base"),
        ('title = "A"\nbase = "htps://example.org/a/"\n', "base"),
        ('title = "A"\nbase = "javascript:a/"\n', "base"),
        ('title = "A"\nbase = "https://example.org:8o/"\n', "base"),
        ('title = "A"\nbase = "https://example.org/?a/"\n', "base"),
        ('title = "A"\nbase = "https://example.org/a#b/"\n', "base"),
        ('title = "A"\n' + BASE + "languages = []\n", "languages"),
        ('title = "A"\n' + BASE + 'languages = "en"\n', "languages"),
        ('title = "A"\n' + BASE + 'lanugages = ["en"]\n', "unknown key 'lanugages'"),
        ('title = "A"\ntitle = "B"\n' + BASE, "not TOML"),
        ('title = "A\n' + BASE, "not TOML"),
        ("title\n", "not TOML"),
        ("title = 3\n" + BASE, "title"),
    ],
)
def test_wrong_settings_are_named(text: str, reason: str, tmp_path: Path) -> None:
    """A mistake in travaux.toml says which key, never a traceback."""
    path = tmp_path / "travaux.toml"
    path.write_text(text)
    with pytest.raises(BadWorkspace, match=reason) as caught:
        settings.read(str(path))
    assert "travaux.toml" in caught.value.where


def test_arrays_too_deep_for_the_parser_are_told(tmp_path: Path) -> None:
    """The parser of TOML calls itself for each bracket; that is no bug of the reader's."""
    path = tmp_path / "travaux.toml"
    path.write_text("title = " + "[" * 5000 + "]" * 5000 + "\n" + BASE)
    with pytest.raises(BadWorkspace, match="nested too deep"):
        settings.read(str(path))
