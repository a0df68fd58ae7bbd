"""Errors say what, where, and what to do; paths as a person would type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux import errors


def test_an_error_reads_where_what_and_an_indented_hint() -> None:
    """`where: what` is one line, every line of the hint is indented by two spaces."""
    error = errors.BadTurtle("no dot", where="a.ttl:3", hint="one\n ^")
    assert str(error) == "a.ttl:3: no dot\n  one\n   ^"
    assert str(errors.BadTurtle("no dot")) == "no dot"


def test_every_error_is_of_one_family_and_exits_with_two() -> None:
    """The command line catches one class; 1 is kept for "does not conform"."""
    kinds = [
        k for k in vars(errors).values() if isinstance(k, type) and k.__module__ == errors.__name__
    ]
    assert len(kinds) > 8
    assert all(issubclass(kind, errors.TravauxError) and kind.exit_code == 2 for kind in kinds)


def test_a_path_is_shown_relative_to_the_current_folder_where_that_is_shorter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file below is shown relative, one far away as it is."""
    monkeypatch.chdir(tmp_path)
    assert errors.short(str(tmp_path / "graph" / "a.ttl")) == "graph/a.ttl"
    assert errors.short("/a") == "/a"
    assert errors.short("") == ""


def test_a_path_is_shown_even_when_the_current_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Naming a file never fails."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert errors.short("/tmp/x.ttl") == "/tmp/x.ttl"


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    """Missing, a folder, a dangling link, undecodable: each in its own words."""
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "latin").write_bytes(b"one\ntw\xf6\n")
    for name, reason in (("none", "no such file"), ("", "folder"), ("link", "link to nowhere")):
        with pytest.raises(errors.FileProblem, match=reason):
            errors.read_text(str(tmp_path / name))
    with pytest.raises(errors.FileProblem, match="byte 0xf6") as caught:
        errors.read_text(str(tmp_path / "latin"))
    assert caught.value.where.endswith("latin:2")


def test_a_byte_order_mark_is_no_part_of_a_text(tmp_path: Path) -> None:
    """Editors that write one do no harm."""
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfSELECT")
    assert errors.read_text(str(tmp_path / "a")) == "SELECT"
