"""The files of a folder: each fault is told, and the others are given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from travaux.errors import BadWorkspace, FileProblem
from travaux.folders import Fault, inside, listed, regular


def test_with_a_list_for_faults_the_other_files_are_given(tmp_path: Path) -> None:
    """Without one, the first fault is raised."""
    for name in ("a.ttl", "B.ttl", ".c.ttl", "d.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    os.mkfifo(tmp_path / "e.ttl")
    (tmp_path / "f.ttl").symlink_to("f.ttl")
    faults: list[Fault] = []
    assert [stem for stem, _ in listed(str(tmp_path), ".", ".ttl", faults)] == ["a"]
    kinds = {each.name: type(each.error) for each in faults}
    assert kinds == {"B": BadWorkspace, "e": FileProblem, "f": FileProblem}
    with pytest.raises((BadWorkspace, FileProblem)):
        listed(str(tmp_path), ".", ".ttl")


def test_a_folder_that_is_none_is_told_once(tmp_path: Path) -> None:
    """Not there is empty; a circle is a fault of the folder itself."""
    assert listed(str(tmp_path), "none", ".rq") == []
    (tmp_path / "graph").symlink_to("graph")
    faults: list[Fault] = []
    assert listed(str(tmp_path), "graph", ".rq", faults) == []
    assert [each.name for each in faults] == [""]


def test_a_pipe_is_called_one_and_never_opened(tmp_path: Path) -> None:
    """It is there, so it is not called missing."""
    os.mkfifo(tmp_path / "x")
    with pytest.raises(FileProblem, match="is a pipe, not a file"):
        regular(str(tmp_path / "x"))
    with pytest.raises(FileProblem, match="is a device, not a file"):
        regular(os.devnull)
    with pytest.raises(FileProblem, match="leads out"):
        inside(str(tmp_path), os.devnull)
