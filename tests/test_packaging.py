"""Rules on packaging: what is installed carries the built-in workspace and answers anywhere."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import build
import pytest
from conftest import ROOT, clean_environment, copy_checkout
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import travaux

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# A question of the real workspace, and a word of its answer.
QUESTION = ("query", "meetings", "--format", "csv")
ANSWER = "geneva"


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, to build from and to edit."""
    return copy_checkout(tmp_path_factory.mktemp("packaging") / "checkout")


@pytest.fixture(scope="session")
def sdist(checkout: Path) -> Path:
    return Path(build.ProjectBuilder(checkout).build("sdist", checkout.parent / "sdist"))


@pytest.fixture(scope="session")
def wheel(checkout: Path) -> Path:
    return Path(build.ProjectBuilder(checkout).build("wheel", checkout.parent / "wheel"))


@pytest.fixture(scope="session")
def wheel_of_sdist(sdist: Path) -> Path:
    subprocess.run(["tar", "-xzf", sdist, "-C", sdist.parent], check=True)
    unpacked = sdist.parent / sdist.name.removesuffix(".tar.gz")
    return Path(build.ProjectBuilder(unpacked).build("wheel", sdist.parent / "wheel"))


def environment(folder: Path, wheel: Path) -> Path:
    """A new environment with this wheel and what it declares to need; gives its `travaux`.

    The dependencies are links to those of the environment that runs the tests, so that nothing is
    downloaded; what only the extra `dev` brings is not there.
    """
    venv.create(folder, with_pip=False, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    for distribution in needed(PROJECT["dependencies"]):
        for file in distribution.files or []:
            link = site / file.parts[0]
            if file.parts[0] not in ("..", "__pycache__") and not link.is_symlink():
                link.symlink_to(Path(str(distribution.locate_file(file.parts[0]))).resolve())
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python"]
    offline = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*pip, *offline, wheel], check=True)
    return folder / "bin" / "travaux"


def needed(requirements: list[str]) -> list[importlib.metadata.Distribution]:
    """The installed distributions that these requirements need, directly or not."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        wanted = waiting.pop()
        if wanted.marker and not any(
            wanted.marker.evaluate({"extra": extra}) for extra in (wanted.extras or {""})
        ):
            continue
        name = canonicalize_name(wanted.name)
        if name not in found or wanted.extras:
            found[name] = importlib.metadata.distribution(wanted.name)
            more = [Requirement(line) for line in found[name].requires or []]
            waiting += [
                each
                for each in more
                if each.marker is None
                or any(each.marker.evaluate({"extra": x}) for x in (wanted.extras or {""}))
            ]
    return list(found.values())


@pytest.fixture(scope="session")
def installed(wheel: Path) -> Path:
    """The command of an environment in which only the wheel and its needs are installed."""
    return environment(wheel.parent.parent / "empty", wheel)


def answer(command: Path, cwd: Path, *arguments: str) -> str:
    """What the command prints, run from `cwd`."""
    done = subprocess.run(
        [command, *arguments], cwd=cwd, env=clean_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_installed_wheel_answers_a_named_question_from_any_directory(
    installed: Path, tmp_path: Path
) -> None:
    """The wheel carries its workspace: no checkout is needed, and none is asked."""
    assert ANSWER in answer(installed, tmp_path, *QUESTION).casefold()
    assert answer(installed, tmp_path, "--version").strip() == f"travaux {travaux.__version__}"


@pytest.mark.parametrize(
    "words",
    [
        ("stats",),
        ("validate",),
        ("view", "-o", "page.html"),
        ("queries",),
        ("init", "talks"),
        ("export",),
    ],
    ids=lambda words: words[0],
)
def test_every_command_runs_on_the_declared_dependencies_alone(
    words: tuple[str, ...], installed: Path, tmp_path: Path
) -> None:
    """What a command imports is declared in pyproject.toml, not only brought by the extra dev."""
    assert answer(installed, tmp_path, *words) or (tmp_path / "page.html").stat().st_size


def test_the_wheel_holds_the_workspace_as_it_stands_in_the_checkout(
    checkout: Path, wheel: Path
) -> None:
    """Every file of ontology/, graph/ and queries/, and travaux.toml, unchanged; and no more."""
    held = contents(wheel)
    files = [checkout / "travaux.toml"]
    for part in ("ontology", "graph", "queries"):
        files += [path for path in (checkout / part).rglob("*") if path.is_file()]
    expected = {
        f"travaux/builtin/{path.relative_to(checkout).as_posix()}": path.read_bytes()
        for path in files
    }
    assert {n: data for n, data in held.items() if n.startswith("travaux/builtin/")} == expected


def test_the_wheel_holds_the_package_its_types_and_both_licences(wheel: Path) -> None:
    """Nothing but the package, its workspace and its metadata is installed."""
    names = contents(wheel).keys()
    assert {name.split("/")[0] for name in names} == {
        "travaux",
        f"travaux-{travaux.__version__}.dist-info",
    }
    assert "travaux/py.typed" in names
    assert {"LICENSE", "LICENSE-DATA"} <= {n.rpartition("/")[2] for n in names if "/licenses/" in n}


def test_a_wheel_made_from_the_sdist_is_the_wheel_made_from_the_checkout(
    wheel: Path, wheel_of_sdist: Path
) -> None:
    """The sdist lacks nothing that a build needs."""
    assert contents(wheel_of_sdist) == contents(wheel)


def test_the_sdist_holds_the_tests_and_what_they_read(sdist: Path) -> None:
    """Whoever unpacks the sdist can read, test and cite it."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "tests/conftest.py",
        "Makefile",
        "constraints.txt",
        "README.md",
        "CITATION.cff",
        "docs/generate.py",
        "docs/ontology.md",
        "docs/security.md",
    } <= names
    assert {"LICENSE", "LICENSE-DATA", "CHANGELOG.md", "CONTRIBUTING.md"} <= names


def test_an_editable_installation_sees_an_edited_turtle_file(
    checkout: Path, tmp_path: Path
) -> None:
    """`pip install -e` reads the checkout's folders: no stale copy of them answers instead."""
    copy = copy_checkout(tmp_path / "checkout")
    editable = Path(build.ProjectBuilder(copy).build("editable", tmp_path / "wheel"))
    assert not [name for name in contents(editable) if name.endswith((".ttl", ".rq"))]
    command = environment(tmp_path / "environment", editable)
    ask = ("sparql", 'ASK { ?someone rdfs:label "Newly Minted Person"@en }', "--format", "json")
    assert "false" in answer(command, tmp_path, *ask)
    with (copy / "graph" / "reference.ttl").open("a", encoding="utf-8") as file:
        file.write('\nent:newly-minted a trv:Person ; rdfs:label "Newly Minted Person"@en .\n')
    assert "true" in answer(command, tmp_path, *ask)


def test_the_constraints_are_plain_exact_versions_within_the_declared_ranges() -> None:
    """One line `name==version` for each declared dependency and all that it brings in turn."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", line)] == []
    pins = dict(line.split("==") for line in lines)
    assert list(pins) == sorted(pins)
    extras = PROJECT["optional-dependencies"]
    declared = [*PROJECT["dependencies"], *extras["dev"]]
    for wanted in map(Requirement, [*declared, *extras["notebook"]]):
        assert wanted.specifier, f"{wanted.name} has no range"
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)]), wanted
    brought = {canonicalize_name(each.metadata["Name"]) for each in needed(declared)}
    assert brought - pins.keys() == set()


def test_version_citation_and_changelog_tell_of_one_version() -> None:
    """The version is written once, in the package; what else names it agrees."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {travaux.__version__}\n" in citation
    assert "The travaux contributors" in citation
    assert f"## [{travaux.__version__}]" in changelog or "## [Unreleased]" in changelog
    assert "### Ontology" in changelog


def test_the_checkout_is_what_the_tests_run_against() -> None:
    """A forgotten copy in site-packages must not be tested in its place."""
    assert Path(os.path.dirname(travaux.__file__)) == ROOT / "src" / "travaux"
