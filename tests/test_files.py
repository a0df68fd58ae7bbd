"""Files written whole or not at all; how `fmt` and `view` use it is tested with them."""

from __future__ import annotations

import os
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from travaux.errors import FileProblem
from travaux.files import replace


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    """As if any other program had made it."""
    (tmp_path / "usual").touch()
    replace(str(tmp_path / "new"), "é\n")
    assert (tmp_path / "new").read_bytes() == b"\xc3\xa9\n"
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_an_old_file_keeps_its_mode_and_its_length_does_not_show(tmp_path: Path) -> None:
    """Nothing of the old text remains."""
    path = tmp_path / "a"
    path.write_text("a long old text")
    path.chmod(0o751)
    replace(str(path), "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o751


def test_whoever_reads_the_old_file_reads_it_to_its_end(tmp_path: Path) -> None:
    """The new text is another file of the same name, never the old one changed."""
    path = tmp_path / "a"
    path.write_text("old")
    with path.open() as reader:
        replace(str(path), "new text")
        assert reader.read() == "old"


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path: Path, exists: bool) -> None:
    """In whatever folder that is, and even if it is not there yet."""
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "a", tmp_path / "link"
    if exists:
        target.write_text("old")
    link.symlink_to("far/a")
    replace(str(link), "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert os.listdir(tmp_path / "far") == ["a"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """`-o /dev/stdout`, `-o >(gzip)`: to rename a file over these would destroy them."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(path.read_text()), daemon=True)
    reader.start()
    replace(str(path), "new")
    reader.join(10)
    assert read == ["new"]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_name_as_long_as_may_be_is_no_hindrance(tmp_path: Path) -> None:
    """The file beside it does not need a longer one."""
    path = tmp_path / ("a" * 255)
    replace(str(path), "new")
    assert path.read_text() == "new"


@pytest.mark.parametrize("name", ["", "folder", "missing/a", "a" * 256])
def test_what_cannot_be_written_is_a_file_problem_with_the_hint(tmp_path: Path, name: str) -> None:
    """Nothing is left behind."""
    (tmp_path / "folder").mkdir()
    path = str(tmp_path / name) if name else ""
    with pytest.raises(FileProblem, match="cannot be written") as error:
        replace(path, "new", hint="Do this.")
    assert error.value.hint == "Do this."
    assert os.listdir(tmp_path) == ["folder"]


def test_a_file_that_may_not_be_written_is_not_replaced() -> None:
    """Renaming asks the folder only; a file its owner protects is protected."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        path = Path(folder) / "a"
        path.write_text("old")
        path.chmod(0o444)
        child = os.fork()
        if not child:  # root may write anything, so as nobody
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            try:
                replace(str(path), "new")
            except FileProblem as error:
                os._exit(0 if "Permission denied" in error.what else 1)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert path.read_text() == "old"
        assert os.listdir(folder) == ["a"]
