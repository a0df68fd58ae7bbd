"""Text for terminals: escaping, widths and tables that fit."""

from __future__ import annotations

import io

import pytest

from travaux import layout

LONG = "a proposal on the security of all states that take part in the talks"


def widest(text: str) -> int:
    """The columns that the widest line takes."""
    return max(layout.width(line) for line in text.splitlines())


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\x1b", "\\x1b"),
        ("\x00", "\\x00"),
        ("\x9b", "\\x9b"),
        ("\n", "\\n"),
        ("\r", "\\r"),
        ("\t", "\\t"),
        ("\u202e", "\\u202e"),
        ("\u2066", "\\u2066"),
        ("\u200f", "\\u200f"),
        ("\u2028", "\\u2028"),
        ("\ufeff", "\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
    ],
)
def test_a_character_that_could_steer_a_terminal_is_written_as_its_code(
    character: str, shown: str
) -> None:
    """Control, bidirectional, invisible and broken characters are never passed on."""
    assert layout.escape(f"a{character}b") == f"a{shown}b"


@pytest.mark.parametrize("text", ["Рябков", "Māori", "日本", "no\u00a0break", "क\u200dष", "🕊"])
def test_ordinary_text_of_any_script_stays_as_it_is(text: str) -> None:
    """Escaping must not touch letters, marks, spaces and joiners that belong to spelling."""
    assert layout.escape(text) == text


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("Рябков", 6), ("日本", 4), ("e\u0301", 1), ("क\u200dष", 2), ("ｆ", 2), ("", 0)],
)
def test_width_counts_wide_characters_twice_and_combining_ones_not_at_all(
    text: str, columns: int
) -> None:
    """Widths are terminal columns, not code points."""
    assert layout.width(text) == columns


def test_wrapping_keeps_every_word_and_the_limit() -> None:
    """No word is lost or cut while it fits."""
    lines = layout.wrap(LONG, 20)
    assert " ".join(lines) == LONG
    assert max(map(len, lines)) <= 20


def test_a_word_that_is_too_long_is_broken_but_not_inside_a_character_with_its_accent() -> None:
    """A combining mark stays on the line of its letter."""
    lines = layout.wrap("e\u0301" * 10, 3)
    assert "".join(lines) == "e\u0301" * 10
    assert all(not line.startswith("\u0301") for line in lines)
    assert layout.wrap("日本語日本語", 5) == ["日本", "語日", "本語"]


def test_wrapping_into_less_than_a_wide_character_still_ends() -> None:
    """One character per line is the least there is."""
    assert layout.wrap("日本", 1) == ["日", "本"]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_line_of_a_table_is_wider_than_the_terminal(columns: int) -> None:
    """A table wraps its cells, it never runs over."""
    names = ("actor", "attitude", "item", "said", "cite")
    rows = [("The other side", "finds unacceptable", LONG, "2031-05-03", "t1:2")] * 3
    assert widest(layout.table(names, rows, columns)) <= columns


def test_a_table_with_room_takes_only_what_it_needs_on_one_line_per_row() -> None:
    """Short answers stay compact, without blank lines."""
    assert layout.table(("a", "count"), [("x", "5"), ("yy", "12")], 80) == (
        "a   count\n──  ─────\nx       5\nyy     12\n"
    )


def test_a_table_never_truncates() -> None:
    """Every word of every cell is in the table, however narrow."""
    for columns in (20, 30, 50, 80):
        text = layout.table(("name", "item"), [("Anna Berg", LONG)], columns)
        assert set(LONG.split()) <= set(text.split())


def test_a_terminal_too_narrow_for_columns_gets_records() -> None:
    """One name and value per line, empty values left out."""
    names = tuple(f"column{n}" for n in range(8))
    text = layout.table(names, [("word",) * 7 + ("",)], 40)
    assert text.startswith("── 1 ──")
    assert "column0  word\n" in text
    assert "column7" not in text
    assert widest(text) <= 40


def test_columns_line_up_behind_wide_and_combining_characters() -> None:
    """The second column starts in the same terminal column in every row."""
    text = layout.table(("a", "b"), [("日本", "x"), ("e\u0301e", "x"), ("abcd", "x")], 80)
    rows = text.splitlines()[2:]
    assert {layout.width(row[: row.index("x")]) for row in rows} == {6}


def test_text_of_a_table_is_escaped() -> None:
    """A label cannot clear the screen."""
    assert "\x1b" not in layout.table(("a",), [("\x1b[2J",)], 80)


def test_an_empty_table_still_shows_its_columns() -> None:
    """No rows is an answer of its own."""
    assert layout.table(("a", "b"), [], 80) == "a  b\n─  ─\n"


def test_a_table_without_columns_can_be_shown() -> None:
    """`SELECT * {}` has one row of no columns."""
    assert layout.table([], [[]], 80).strip() == ""


def test_markdown_escapes_what_would_break_the_table_or_become_markup() -> None:
    """A pipe, a backslash or a tag in a label stays text in its cell."""
    text = layout.markdown(("a",), [("x | y",), ("\\|",), ("<b>",), ("a\nb",), ("[l](u)",)])
    assert text.splitlines() == [
        "| a |",
        "| --- |",
        "| x \\| y |",
        "| \\\\\\| |",
        "| \\<b> |",
        "| a\\\\nb |",
        "| \\[l](u) |",
    ]


def test_headings_are_words_rather_than_names_of_variables() -> None:
    """`topicCite` is read as two words."""
    assert [layout.spaced(name) for name in ("topicCite", "cite", "namedAs", "n2")] == [
        "topic cite",
        "cite",
        "named as",
        "n2",
    ]


def test_terminal_width_respects_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS wins, and nonsense in it does no harm."""
    for value, width in (("120", 120), ("3", 20)):
        monkeypatch.setenv("COLUMNS", value)
        assert layout.terminal_width() == width
    monkeypatch.setenv("COLUMNS", "wide")
    assert layout.terminal_width() >= 20


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_bold_only_on_a_terminal_that_is_not_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """NO_COLOR, TERM=dumb and pipes get plain text."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert layout.colourful(Terminal())
    assert not layout.colourful(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not layout.colourful(Terminal())
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    assert not layout.colourful(Terminal())


def test_bold_does_not_disturb_the_columns() -> None:
    """Marks for bold are outside of what is measured."""
    plain = layout.table(("a", "b"), [("x", "y")], 80)
    bold = layout.table(("a", "b"), [("x", "y")], 80, colour=True)
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain
    assert bold != plain


def test_rows_without_heading_leave_out_columns_in_which_nothing_stands() -> None:
    """A dossier spends no room on an empty column."""
    assert layout.rows([("", "a", "b"), ("", "c", "d")], 80, "  ") == ["  a  b", "  c  d"]
    narrow = layout.rows([("2031-05-03", "x" * 16, "y" * 16, "t1:2")], 30)
    assert max(map(len, narrow)) <= 30
