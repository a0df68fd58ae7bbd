"""The header of a question, and the list of questions."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from travaux.errors import BadQuery, UnknownQuestion
from travaux.queries import load, load_all, parse, read_header
from travaux.workspace import open_at

Run = Callable[..., "subprocess.CompletedProcess[str]"]
QUESTION = """#+ summary: Who rejects what?
#+ description: A first line,
#+   and a second.
#+ theme: positions
#+ params:
#+   - name: actor
#+     type: entity
#+     class: trv:Actor con:scheme-attitude
#+     default: "the \\"West\\""
#+     example: NATO
#+     description: Whose rejections # a remark
#+   - name: day
#+     type: date
# an ordinary comment
SELECT ?actor ?day { ?actor ?p ?day }
"""


def by_yaml(text: str) -> object:
    """The header as a YAML library reads it, every scalar as text."""
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    return yaml.load("\n".join(lines), Loader=yaml.BaseLoader)


def test_a_header_is_read_into_a_question() -> None:
    """Summary, description, theme, parameters; no default is None, not empty."""
    question = parse("q", QUESTION)
    assert question.summary == "Who rejects what?"
    assert question.description == "A first line, and a second."
    assert question.theme == "positions"
    actor, day = question.params
    assert actor.default == 'the "West"'
    assert actor.description == "Whose rejections"
    assert (actor.kinds, day.kinds) == ("trv:Actor con:scheme-attitude", "")
    assert (day.type, day.default, day.example) == ("date", None, None)


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests" / "tiny"])
def test_every_header_is_yaml_and_read_as_a_yaml_library_reads_it(root: Path) -> None:
    """Ours is a part of YAML, not a dialect."""
    texts = [path.read_text("utf-8") for path in (root / "queries").glob("*.rq")]
    assert texts
    for text in [*texts, QUESTION]:
        assert read_header(text) == by_yaml(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_a_plain_text_is_refused_or_read_as_yaml_does(value: str) -> None:
    """Whatever is accepted means the same to any YAML reader."""
    text = f"#+ summary: {value}\n"
    try:
        ours = read_header(text)
    except BadQuery:
        return
    assert ours == by_yaml(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",))))
def test_any_text_can_be_written_in_double_quotes(value: str) -> None:
    """Double quotes carry everything that JSON carries."""
    # Escape by escape: an escaped backslash before an r is no line end.
    rare = {"\\b": "\\u0008", "\\f": "\\u000c", "\\r": "\\u000d"}
    escaped = re.sub(r"\\.", lambda found: rare.get(found[0], found[0]), json.dumps(value))
    if any(ord(character) > 0xFFFF for character in value):
        return
    assert read_header(f"#+ summary: {escaped}\n") == {"summary": value}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("#+ summary: Who rejects what?\n", ""), "summary"),
        (("#+ theme: positions\n", ""), "theme"),
        (("theme:", "topic:"), "unknown key 'topic'"),
        (("summary: Who", "summary: So: who"), "double quotes"),
        (("type: date", "type: day"), "unknown type 'day'"),
        (("type: date", "kind: date"), "unknown key 'kind'"),
        (("type: date", "type: date\n#+     class: trv:Actor"), "only an entity has a class"),
        (("name: day", "name: actor"), "one name"),
        (("name: day", "name: 2 days"), "named like a variable"),
        (("example: NATO", 'example: "NATO'), "double-quoted"),
        (("#+ theme", "#+ summary: twice\n#+ theme"), "twice"),
        (("#+   - name: actor\n", ""), "begins with"),
    ],
)
def test_a_malformed_header_is_told_with_its_line(change: tuple[str, str], says: str) -> None:
    """A typing mistake in a header is an error, not a missing feature."""
    with pytest.raises(BadQuery) as error:
        parse("q", QUESTION.replace(*change))
    assert says in str(error.value)
    assert str(error.value).startswith("q")


def test_an_unknown_question_gets_near_names() -> None:
    """A misspelling, and a word of a name."""
    workspace = open_at(str(ROOT / "tests" / "tiny"))
    with pytest.raises(UnknownQuestion, match="Did you mean durations"):
        load(workspace, "duration")
    with pytest.raises(UnknownQuestion, match="travaux queries"):
        load(workspace, "xyzzy")
    assert load(workspace, "durations").theme == "events"


def test_questions_come_by_theme_and_name() -> None:
    """The order is total and does not depend on the file system."""
    found = load_all(open_at(str(ROOT)))
    assert len(found) >= 20
    assert found == sorted(found, key=lambda each: (each.theme, each.name))


@pytest.mark.parametrize("name", ["../travaux", "/etc/passwd", "..", "a/b", ""])
def test_the_name_of_a_question_is_no_path(name: str, run: Run) -> None:
    """Only names that the folder lists exist."""
    answer = run("queries", "--", name)
    assert answer.returncode == 2
    assert "no question is called" in answer.stderr


def test_the_list_names_every_question_with_summary_and_parameters(run: Run, tiny: Path) -> None:
    """In the table under its theme, in json as objects."""
    answer = run("queries", "--workspace", tiny)
    assert answer.stdout == (
        "events\n"
        "  durations  How long did the talks last, by which source?\n"
        "\n"
        "positions\n"
        "  positions  Who takes which position?\n"
        "             -p holder=Suder\n"
        "\n"
        "statements\n"
        "  warnings   Who warns of what?\n"
    )
    listed = json.loads(run("queries", "--workspace", tiny, "--format", "json").stdout)
    assert [each["name"] for each in listed] == ["durations", "positions", "warnings"]
    assert listed[1]["parameters"][0]["default"] == "Suder"


def test_one_question_is_shown_with_its_parameters_and_its_sparql(run: Run, tiny: Path) -> None:
    """All that is needed to ask it or to write another."""
    text = run("queries", "positions", "--workspace", tiny).stdout
    assert "Whose positions." in text
    assert "default: Suder" in text
    assert "SELECT ?holder" in text
    assert "#+" not in text
    assert "Try: travaux query positions -p holder=Norvik" in text
    found = json.loads(run("queries", "positions", "--format", "json", "--workspace", tiny).stdout)
    assert found["sparql"].startswith("SELECT")


@pytest.mark.parametrize("format", ["table", "markdown", "json"])
def test_the_class_of_a_parameter_is_shown(format: str, run: Run, tiny: Path) -> None:
    """It tells what may be given."""
    text = run("queries", "positions", "--format", format, "--workspace", tiny).stdout
    assert "trv:Actor" in text
    if format == "json":
        assert json.loads(text)["parameters"][0]["class"] == "trv:Actor"
