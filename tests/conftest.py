"""Fixtures shared by all tests, the rule on skipping, and the profiles of hypothesis."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
WORKSPACE_PARTS = ("travaux.toml", "ontology", "graph", "queries")
NO_TEXTS = "the source texts are not at hand"

# The same examples on every run, so that a red run can be repeated; no deadline, so that a busy
# machine is not a failure.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("deep", derandomize=True, deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("TRAVAUX_HYPOTHESIS", "steady"))


def texts_folder() -> Path:
    """Where the source texts would be: TRAVAUX_TEXTS, else beside the checkout."""
    return Path(os.environ.get("TRAVAUX_TEXTS") or ROOT.parent / "shared" / "sources")


def may_skip(reason: str) -> bool:
    """Whether a test may skip for this reason; under TRAVAUX_CI=1 only for want of the texts."""
    if os.environ.get("TRAVAUX_CI") != "1":
        return True
    return NO_TEXTS in reason and not texts_folder().is_dir()


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not may_skip(reason):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: under TRAVAUX_CI=1 nothing may skip: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


def copy_checkout(target: Path) -> Path:
    """Copy to `target` what git tracks or would track; of an unpacked sdist, everything."""
    if not (ROOT / ".git").exists():
        return shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(".*", "build", "dist"))
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def _program(*names: str) -> str:
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    pytest.skip(f"{names[0]} is not installed")


@pytest.fixture(scope="session")
def java() -> str:
    """The path of java, or a skip; one test compiles, so a JDK is asked for."""
    _program("javac")
    return _program("java")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of chromium, or a skip."""
    return _program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Generator[Any]:
    """One real browser for all tests of a worker."""
    from pages import FLAGS
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The program that finds barriers in a page, as `make test` fetches it, or a skip."""
    file = ROOT / ".cache" / "axe.min.js"
    if not file.is_file():
        pytest.skip("axe-core is not there; `make test` fetches it with npm")
    return file.read_text("utf-8")


@pytest.fixture(scope="session")
def talks_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small workspace that has a little of everything."""
    from pages import drawn, talks

    folder = tmp_path_factory.mktemp("talks")
    return drawn(folder, talks(folder / "workspace"))


@pytest.fixture(scope="session")
def talks_window(browser: Any, talks_page: Path) -> Any:
    """That page in a window of the browser."""
    from pages import opened

    return opened(browser, talks_page)


@pytest.fixture()
def talks_view(talks_window: Any) -> Generator[Any]:
    """That page as it opens; it has not complained when the test is over."""
    talks_window.complaints.clear()
    talks_window.go("")
    yield talks_window
    assert talks_window.complaints == []


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the source texts, or a skip."""
    folder = texts_folder()
    if not folder.is_dir():
        pytest.skip(NO_TEXTS)
    return folder


def travaux_command() -> Path:
    """The installed `travaux` of the environment that runs the tests."""
    return Path(sys.executable).parent / "travaux"


def clean_environment(**changes: str) -> dict[str, str]:
    """The environment for a command: no TRAVAUX_* settings, 80 columns, UTF-8, then `changes`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRAVAUX_")}
    for name in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE"):  # the latter only makes each start slow
        kept.pop(name, None)
    return {**kept, "COLUMNS": "80", "PYTHONUTF8": "1", **changes}


Run = Callable[..., "subprocess.CompletedProcess[str]"]

#: Of tests with many cases `make test` runs one in so many, by module; `make test-all` runs all.
THINNED = {
    "test_alignments": 2,
    "test_author_errors": 2,
    "test_cli": 2,
    "test_clocks": 2,
    "test_fuzz": 3,
    "test_inference": 4,
    "test_mutations": 9,
    "test_neutrality": 2,
    "test_ontology": 2,
    "test_packaging": 3,
    "test_question_check": 2,
    "test_references": 2,
    "test_validate": 2,
    "test_view_camera": 3,
    "test_view_linked": 2,
    "test_view_mended": 2,
    "test_view_safe": 2,
    "test_view_state": 2,
    "test_view_time": 2,
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what is left to `make test-all`: of every test its first case stays."""
    seen: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        share = THINNED.get(Path(name.partition("::")[0]).stem, 1)
        if "[" in item.nodeid and seen[name] % share:
            item.add_marker(pytest.mark.slow)
        seen[name] += 1


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the installed command: `run("query", "NAME", cwd=..., env={...}, input="...")`.

    Gives the completed process with text streams, whatever the exit code. Without `cwd` it runs
    in the checkout, so the built-in workspace is asked. `input` may be bytes; then so are the
    streams.
    """

    def _run(
        *arguments: str | os.PathLike[str],
        cwd: str | os.PathLike[str] = ROOT,
        env: dict[str, str] | None = None,
        input: str | bytes | None = None,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        streams = {"stdin": subprocess.DEVNULL} if input is None else {"input": input}
        return subprocess.run(
            [travaux_command(), *arguments],
            cwd=cwd,
            env=clean_environment(**(env or {})),
            encoding=None if isinstance(input, bytes) else "utf-8",
            capture_output=True,
            timeout=timeout,
            check=False,
            **streams,
        )

    return _run


def run_with_small_files(
    *arguments: str | os.PathLike[str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run the command where no file can grow beyond a few bytes: a write breaks half-way."""
    return subprocess.run(
        ["bash", "-c", 'ulimit -f 1; exec "$0" "$@"', travaux_command(), *arguments],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The other workspace, a very small one."""
    return ROOT / "tests" / "tiny"


@pytest.fixture
def workspace_copy(tmp_path: Path) -> Path:
    """A copy of the real workspace, to be changed at will."""
    copy = tmp_path / "workspace"
    copy.mkdir()
    for part in WORKSPACE_PARTS:
        origin = ROOT / part
        if origin.is_dir():
            shutil.copytree(origin, copy / part)
        elif origin.is_file():
            shutil.copy2(origin, copy / part)
    return copy
