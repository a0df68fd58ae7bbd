"""Passages: a span is found once or not at all, and named by code points of the untouched file."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.passages import (
    SnippetProblem,
    Span,
    TextProblem,
    digest,
    file_digest,
    main,
    new_passage,
    paragraphs,
    read,
    span,
)

TEXT = "Один “two” three.\r\n\r\n  \t\r\nfour two two\nlast 🙂 line"


def test_a_paragraph_is_a_non_empty_line_without_its_line_end() -> None:
    """Blank lines, also those of white space only, are not counted."""
    assert [TEXT[place.start : place.end] for place in paragraphs(TEXT)] == [
        "Один “two” three.",
        "four two two",
        "last 🙂 line",
    ]


def test_offsets_count_code_points_of_the_whole_text() -> None:
    """Neither bytes nor UTF-16: what stands behind Cyrillic and emoji proves it."""
    assert span(TEXT, 1, "two") == Span(6, 9)
    place = span(TEXT, 3, "line")
    assert TEXT[place.start : place.end] == "line"
    assert place.start == len("Один “two” three.\r\n\r\n  \t\r\nfour two two\nlast 🙂 ")


@pytest.mark.parametrize(
    ("paragraph", "snippet", "words"),
    [
        (2, "two", "2 times"),
        (2, "oo", "0 times"),
        (3, "two", "0 times"),
        (1, "", "empty"),
    ],
)
def test_a_snippet_that_does_not_stand_once_is_refused_with_the_count(
    paragraph: int, snippet: str, words: str
) -> None:
    """A Passage that could be either of two places is no evidence."""
    with pytest.raises(SnippetProblem, match=words):
        span(TEXT, paragraph, snippet)


def test_overlapping_occurrences_are_counted() -> None:
    """str.count would say that "aa" stands in "aaa" once."""
    with pytest.raises(SnippetProblem, match="2 times"):
        span("aaa", 1, "aa")


def test_a_snippet_of_another_paragraph_is_told_where_it_stands() -> None:
    """A wrong paragraph number is the commonest slip."""
    with pytest.raises(SnippetProblem) as caught:
        span(TEXT, 3, "three")
    assert "paragraph 1" in str(caught.value)


def test_a_snippet_never_crosses_paragraphs() -> None:
    """A Passage lies within one paragraph."""
    with pytest.raises(SnippetProblem):
        span(TEXT, 2, "two\nlast")


@pytest.mark.parametrize("paragraph", [0, -1, 4])
def test_a_paragraph_that_is_not_there_is_refused_with_the_number_there_are(
    paragraph: int,
) -> None:
    """Paragraphs are numbered from 1."""
    with pytest.raises(TextProblem, match="has 3"):
        span(TEXT, paragraph, "two")


@given(st.text(min_size=1).filter(lambda text: "\r" not in text and "\n" not in text))
def test_a_whole_paragraph_is_found_at_its_own_place(line: str) -> None:
    """Whatever a line holds, the slice at its span is the line."""
    text = f"first\n{line}\nlast"
    if line.strip() and line not in ("first", "last"):
        place = span(text, 2, line)
        assert text[place.start : place.end] == line


def test_the_digest_is_that_of_the_utf_8_bytes_of_the_slice() -> None:
    """Anybody can check it with sha256sum."""
    assert digest(TEXT, 0, 4) == sha256("Один".encode()).hexdigest()


def test_reading_keeps_every_character_of_the_file(tmp_path: Path) -> None:
    """CRLF, a byte order mark and decomposed letters stay, or every offset would move."""
    content = "\ufeffa\r\ne\u0301 b\rc\n".encode()
    path = tmp_path / "s9.txt"
    path.write_bytes(content)
    assert read(str(path)).encode() == content
    assert file_digest(str(path)) == sha256(content).hexdigest()


def test_a_new_passage_is_canonical_turtle(tmp_path: Path) -> None:
    """What is pasted into a source file is as `travaux fmt` would write it."""
    from travaux.fmt import format_text
    from travaux.workspace import find

    (tmp_path / "s9.txt").write_bytes(TEXT.encode())
    block = new_passage(str(tmp_path), "s9", 2, "four two")
    place = span(TEXT, 2, "four two")
    assert block.startswith(f"psg:s9-2-{place.start}-{place.end}\n    a trv:Passage ;\n")
    names = {key: iri for key, iri in find().prefixes().items() if key in ("psg", "trv", "src")}
    header = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(names.items()))
    assert format_text(f"{header}\n{block}", find().prefixes()) == f"{header}\n{block}"


def test_the_script_reads_the_snippet_from_stdin_and_prints_the_passage(tmp_path: Path) -> None:
    """`make new-passage` is this script; the line end is the shell's."""
    (tmp_path / "s9.txt").write_bytes(TEXT.encode())
    done = subprocess.run(
        [sys.executable, "-m", "travaux.passages", "--texts", str(tmp_path), "s9", "1"],
        input="“two” three\n".encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == new_passage(str(tmp_path), "s9", 1, "“two” three")


@pytest.mark.parametrize(
    "arguments",
    [["s9", "1", "none"], ["s8", "1", "x"], ["../s9", "1", "two"], ["s9", "7", "two"]],
)
def test_the_script_says_in_a_line_what_is_wrong_and_exits_2(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and no path that leads out of the folder of texts."""
    (tmp_path / "s9.txt").write_bytes(TEXT.encode())
    assert main(["--texts", str(tmp_path), *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith("travaux: ") and "Traceback" not in said


def test_a_missing_text_is_told_with_the_option_that_names_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is the user's; the default of make need not be it."""
    assert main(["--texts", str(tmp_path), "s8", "1", "x"]) == 2
    assert "TEXTS=" in capsys.readouterr().err


def test_a_paragraph_that_is_no_number_is_told_as_every_other_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One form for all errors."""
    with pytest.raises(SystemExit) as caught:
        main(["--texts", str(tmp_path), "s8", "one", "x"])
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("travaux: ")


def test_no_argument_of_the_script_can_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder's name, or a word too many, is shown escaped in the message."""
    folder = str(tmp_path / "x\x1b[2J\u202e\x9b")
    assert main(["--texts", folder, "s9", "1", "two"]) == 2
    with pytest.raises(SystemExit):
        main(["--texts", folder, "s9", "1", "two", "\x1b[2J\u202e\x9b"])
    error = capsys.readouterr().err
    assert error.count("\\x1b[2J\\u202e\\x9b") == 2
    assert error.replace("\n", "").isprintable()


def test_a_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """Guessing an encoding would move offsets."""
    path = tmp_path / "s9.txt"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(TextProblem, match="byte 3"):
        read(str(path))
