"""Rules on skipping: a test that silently does not run is no test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NO_TEXTS, ROOT, clean_environment

TESTS = {
    "ordinary": "import pytest\ndef test_a(): pytest.skip('no such program')\n",
    "marked": "import pytest\n@pytest.mark.skip(reason='later')\ndef test_a(): pass\n",
    "module": "import pytest\npytest.importorskip('no_such_module_anywhere')\n",
    "texts": "def test_a(texts): pass\n",
    "expected failure": "import pytest\n@pytest.mark.xfail\ndef test_a(): assert False\n",
}


def outcome(folder: Path, kind: str, texts: Path, **environment: str) -> int:
    """The exit code of pytest on one such test; 5 is "nothing was collected"."""
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "test_it.py").write_text(TESTS[kind], encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    settings = clean_environment(TRAVAUX_TEXTS=os.fspath(texts), **environment)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True).returncode


@pytest.mark.parametrize("kind", ["ordinary", "marked", "module"])
def test_a_skip_is_a_failure_under_travaux_ci(kind: str, tmp_path: Path) -> None:
    """Continuous integration has every program, so nothing may be left out there."""
    assert outcome(tmp_path, kind, tmp_path, TRAVAUX_CI="1") not in (0, 5)


@pytest.mark.parametrize("kind", ["ordinary", "marked", "texts", "expected failure"])
def test_a_skip_is_no_failure_elsewhere(kind: str, tmp_path: Path) -> None:
    """Whoever lacks Java, chromium or the texts can still run the rest."""
    assert outcome(tmp_path, kind, tmp_path / "absent") == 0


def test_only_the_want_of_the_texts_may_skip_under_travaux_ci(tmp_path: Path) -> None:
    """The texts are not ours to publish, so a clone may lack them."""
    assert outcome(tmp_path, "texts", tmp_path / "absent", TRAVAUX_CI="1") == 0


def test_an_expected_failure_is_not_taken_for_a_skip(tmp_path: Path) -> None:
    """pytest reports an expected failure as skipped; it did run."""
    assert outcome(tmp_path, "expected failure", tmp_path, TRAVAUX_CI="1") == 0


def test_that_the_texts_lack_is_no_excuse_where_they_are_at_hand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The reason alone does not do: the folder must be absent."""
    import conftest

    monkeypatch.setenv("TRAVAUX_CI", "1")
    monkeypatch.setenv("TRAVAUX_TEXTS", os.fspath(tmp_path))
    assert not conftest.may_skip(NO_TEXTS)
    monkeypatch.setenv("TRAVAUX_TEXTS", os.fspath(tmp_path / "absent"))
    assert conftest.may_skip(NO_TEXTS)
    assert not conftest.may_skip("java is not installed")
