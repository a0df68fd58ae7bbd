"""Rules on `travaux diff` and `kg.diff()`: what differs, in words that can be relied on."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

import travaux
from travaux import vocabulary as v
from travaux.cli import run as ran
from travaux.diff import compare_folders
from travaux.engine import OxigraphEngine
from travaux.files import put_folder
from travaux.init import starter
from travaux.kg.difference import Content, Difference, compare
from travaux.kg.differing import EQUAL
from travaux.kg.pending import Change
from travaux.workspace import open_at

BASE = "https://example.org/example/"
SOURCE = "graph/sources/n1.ttl"
REFERENCE = "graph/reference.ttl"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a little of everything; not to be changed."""
    folder = tmp_path_factory.mktemp("diff") / "example"
    put_folder(str(folder), starter(str(folder)))
    return folder


@pytest.fixture
def copy(origin: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(origin, tmp_path / "copy"))


def difference(before: Path, after: Path) -> Difference:
    return compare_folders(open_at(str(before)), open_at(str(after)))


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace pieces of a file, each of which is there."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def block(path: Path, name: str) -> str:
    """The statements of a canonical file on one subject."""
    text = path.read_text("utf-8")
    start = text.index(f"\n{name}\n")
    return text[start : text.index("\n.\n", start) + 3]


def sentences(found: Difference) -> list[str]:
    return [str(item) for item in found.items]


def test_a_workspace_does_not_differ_from_itself(
    origin: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor from one whose files are laid out otherwise: what they say counts."""
    edit(copy / SOURCE, (" ;\n", ";\n\n"), ("PREFIX trv:", "# a remark\nPREFIX trv:"))
    assert ran(["diff", str(origin), str(copy)]) == 0
    assert capsys.readouterr().out == "No difference.\n"
    assert not difference(origin, copy)
    assert difference(origin, copy).turtle() == ""


def test_blank_nodes_of_two_files_are_the_same_if_they_say_the_same(
    origin: Path, copy: Path, tmp_path: Path
) -> None:
    """A parser names them anew each time."""
    text = '<urn:x> <urn:p> [ <urn:q> ( 1 2 ) ; <urn:r> "1" ] .\n'
    other = Path(shutil.copytree(origin, tmp_path / "other"))
    for folder in (copy, other):
        (folder / "graph" / "blank.ttl").write_text(text)
    assert not difference(other, copy)
    edit(copy / "graph" / "blank.ttl", ('"1"', '"2"'))
    assert [(item.how, item.name) for item in difference(other, copy).items] == [
        ("changed", "<urn:x>")
    ]


def test_a_new_position_is_told_with_who_what_attitude_and_paragraph(
    origin: Path, copy: Path
) -> None:
    """Its passage is no line of its own; the other way round it is removed."""
    name, passage = "rec:n1-kostria-rejects-lock", "psg:n1-4-272-311"
    whole = copy / SOURCE
    shorter = whole.read_text("utf-8").replace(block(whole, name), "")
    passage = next(line for line in block(whole, name).splitlines() if "evidence" in line)
    passage = passage.split()[1]
    whole.write_text(shorter.replace(block(whole, passage), ""), "utf-8")
    found = difference(copy, origin)
    sentence = (
        "position: Kostria: rejects “Kostria opens the upper lock to grain barges”; told by "
        "Tomas Keld; said 2032-06-14. Keld says that his side will not have it (n1:4)"
    )
    assert sentences(found) == [f"new {sentence}"]
    assert found.items[0].parts == (passage,)
    assert sentences(difference(origin, copy)) == [f"removed {sentence}"]
    assert found.counts == {"new": {"position": 1}}
    assert found.summary == "1 file; new: position (1)"


def test_a_changed_date_is_told_from_and_to(origin: Path, copy: Path) -> None:
    """The days that fmt works out are not told beside it; a qualifier is a change as well."""
    edit(copy / SOURCE, ("2032-06-12", "2032-06-13"), ("con:about", "con:exactly"))
    account, duration = sorted(sentences(difference(origin, copy)), key=len, reverse=True)
    assert account.endswith("(n1:2) — happened from 2032-06-12 to 2032-06-13")
    assert duration.endswith("(n1:2) — qualifier of duration from about to exactly")
    assert account.startswith("changed account: Brenna talks: ")


def test_a_changed_name_is_told_once_and_not_in_every_record_that_has_it(
    origin: Path, copy: Path
) -> None:
    """Names are for the reader; what is the same is told by IRIs."""
    edit(copy / REFERENCE, ('"Tomas Keld"@en', '"Thomas Keld"@en'))
    assert sentences(difference(origin, copy)) == [
        "changed person: Thomas Keld — label from “Tomas Keld” (en) to “Thomas Keld” (en)"
    ]


def test_a_renamed_record_is_one_removed_and_one_new(origin: Path, copy: Path) -> None:
    """Nothing is guessed; its passage stays, and is not told."""
    edit(copy / SOURCE, ("rec:n1-keld-head", "rec:n1-head"))
    found = difference(origin, copy)
    assert [(item.how, item.name) for item in found.items] == [
        ("new", "rec:n1-head"),
        ("removed", "rec:n1-keld-head"),
    ]


def test_a_new_entity_is_told_with_its_names_and_what_it_belongs_to(
    origin: Path, copy: Path
) -> None:
    """In the order of kinds of change, then of names."""
    with (copy / REFERENCE).open("a", encoding="utf-8") as file:
        file.write('ent:chair a trv:Office ; rdfs:label "Chair"@en ; trv:postIn ent:kostria .\n')
        file.write('ent:oll a trv:Person ; rdfs:label "Vera Oll"@en ; skos:altLabel "Oll"@en .\n')
    assert sentences(difference(origin, copy)) == [
        "new office: Chair; post in Kostria",
        "new person: Vera Oll (also Oll)",
    ]


def test_an_added_value_and_a_removed_one_are_told_as_such(origin: Path, copy: Path) -> None:
    """Where nothing stands on the other side there is no from and to."""
    edit(copy / REFERENCE, ('skos:altLabel "Marrow"@en ;\n', ""))
    gone, come = (sentences(difference(*pair)) for pair in ((origin, copy), (copy, origin)))
    assert gone[0].endswith(" “Marrow” (en) removed")
    assert come[0].endswith(" “Marrow” (en) added")


def test_a_moved_file_is_told_and_so_is_what_moves_to_another_file(
    origin: Path, copy: Path
) -> None:
    """Nothing in them is new."""
    (copy / SOURCE).rename(copy / "graph" / "sources" / "n9.ttl")
    found = difference(origin, copy)
    assert [str(file) for file in found.files] == [
        "graph/sources/n1.ttl is now graph/sources/n9.ttl, with the same content"
    ]
    assert found.items == []
    assert "rename to graph/sources/n9.ttl" in found.turtle()
    (copy / "graph" / "sources" / "n9.ttl").rename(copy / SOURCE)
    person = block(copy / REFERENCE, "ent:ines-marrow")
    edit(copy / REFERENCE, (person, "\n"))
    (copy / "graph" / "people.ttl").write_text(
        (copy / REFERENCE).read_text("utf-8").partition("\n\n")[0] + "\n" + person, "utf-8"
    )
    assert sentences(difference(origin, copy)) == [
        "moved person: Ines Marrow (also Marrow), to graph/people.ttl"
    ]


def test_questions_settings_and_new_files_are_told(origin: Path, copy: Path) -> None:
    """A workspace is more than its graph."""
    edit(copy / "travaux.toml", ('"example"', '"another"'))
    edit(copy / "queries" / "positions.rq", ("on what?", "on it?"))
    (copy / "queries" / "new.rq").write_text('#+ summary: "Who?"\nSELECT ?s { ?s ?p ?o }')
    (copy / "graph" / "coverage.csv").write_text("x")
    assert difference(origin, copy).others == (
        ("graph/coverage.csv", "new", ""),
        ("queries/new.rq", "new", "question: Who?"),
        (
            "queries/positions.rq",
            "changed",
            "question from “Who stands where on what?” to “Who stands where on it?”",
        ),
        ("travaux.toml", "changed", "title from example to another"),
    )


def test_the_patch_makes_the_one_workspace_of_the_other(origin: Path, copy: Path) -> None:
    """Git applies it: changed, new, removed and moved files."""
    edit(copy / SOURCE, ("con:about", "con:exactly"), ("rec:n1-keld-head", "rec:n1-head"))
    edit(copy / REFERENCE, ('"Tomas Keld"@en', '"Thomas\nKeld"@en'.replace("\n", "\\n")))
    second = (origin / SOURCE).read_text("utf-8").replace("n1", "n2")
    (copy / "graph" / "sources" / "n2.ttl").write_text(second, "utf-8")
    assert ran(["fmt", "--workspace", str(copy)]) == 0
    patched = Path(shutil.copytree(origin, copy.parent / "patched"))
    for before, after in ((origin, copy), (copy, origin)):
        patch = difference(before, after).turtle()
        apply = ["git", "apply", "-p1", "-"]
        subprocess.run(apply, cwd=patched, input=patch, text=True, check=True)
        for file in after.rglob("*.ttl"):
            assert (patched / file.relative_to(after)).read_bytes() == file.read_bytes(), file
        assert not difference(patched, after)
    assert not (patched / "graph" / "sources" / "n2.ttl").exists()


def test_every_format_tells_the_same_and_the_exit_code_that_they_differ(
    origin: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As diff does: 1; what cannot be compared is 2."""
    edit(copy / REFERENCE, ('"Brenna"@en', '"Brenna | *City*"@en'))
    out = {}
    for format in ("table", "markdown", "json", "turtle"):
        assert ran(["diff", str(origin), str(copy), "--format", format]) == 1
        out[format] = capsys.readouterr().out
    assert "~ changed city: Brenna | *City* — label from" in out["table"]
    assert max(map(len, out["table"].splitlines())) <= 80
    assert "- changed city: Brenna \\| \\*City\\* — label" in out["markdown"]
    data = json.loads(out["json"])
    assert (data["equal"], data["counts"]) == (False, {"changed": {"city": 1}})
    (file,) = data["files"]
    assert (file["path"], file["added"], file["removed"]) == (REFERENCE, 1, 1)
    assert file["items"][0]["details"] == [
        {"property": "label", "before": ["“Brenna” (en)"], "after": ["“Brenna | *City*” (en)"]}
    ]
    assert '\n+    rdfs:label "Brenna | *City*"@en ;\n' in out["turtle"]
    (copy / SOURCE).write_text("<a> <b")
    assert ran(["diff", str(origin), str(copy)]) == 2
    assert ran(["diff", str(origin), str(copy.parent)]) == 2
    assert ran(["diff", str(origin), str(copy), "--lang", "xx"]) == 2


def test_a_hostile_name_can_neither_steer_a_terminal_nor_a_page(origin: Path, copy: Path) -> None:
    """Control characters are escaped, marks of HTML and Markdown too."""
    edit(copy / REFERENCE, ('"Brenna"@en', '"<img src=x>\\u001B[2J\\u202E"@en'))
    found = difference(origin, copy)
    for text in (found.words(), found.markdown(), found._repr_html_()):
        assert text.replace("\n", "").isprintable()
    assert "<img" not in found._repr_html_()
    assert "&lt;img" in found._repr_html_()
    assert "&lt;p" not in found._repr_html_()  # our own marks stay marks
    assert "\\<img" in found.markdown()


def test_another_base_is_another_name_for_everything(origin: Path, tmp_path: Path) -> None:
    """Nothing is guessed to be the same; the base is told."""
    put_folder(str(tmp_path / "b"), starter("b", "example", "https://example.org/b/"))
    found = difference(origin, tmp_path / "b")
    assert found.counts["new"] == found.counts["removed"]
    assert found.others[0][2] == f"base from {BASE} to https://example.org/b/"


def test_the_built_in_workspace_can_be_named(
    workspace_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`travaux diff built-in .` tells what somebody has changed in a copy."""
    edit(workspace_copy / REFERENCE, ('"Geneva"@en', '"Genf"@en'))
    assert ran(["diff", "built-in", str(workspace_copy)]) == 1
    out = capsys.readouterr().out
    assert "label from “Geneva” (en) to “Genf” (en)" in " ".join(out.split())
    assert out.count("\n  ~ ") == 1


ENDS = st.sampled_from([NamedNode(f"urn:{each}") for each in "abcdp"])
LINES = st.one_of(
    st.builds(Triple, ENDS, st.just(NamedNode(v.TYPE)), st.just(NamedNode(v.PASSAGE))),
    st.builds(Triple, ENDS, st.sampled_from([NamedNode(v.EVIDENCE), NamedNode(v.TOPIC)]), ENDS),
    st.builds(Triple, ENDS, st.just(NamedNode(v.SAID + "Earliest")), st.just(Literal("x"))),
)
FILES = st.dictionaries(st.sampled_from(["one", "two"]), st.frozensets(LINES))


@given(FILES, FILES)
def test_whatever_differs_is_told(
    old: dict[str, frozenset[Triple]], new: dict[str, frozenset[Triple]]
) -> None:
    """As a line, with the record that it belongs to, or with the file that it moved with."""

    def content(files: dict[str, frozenset[Triple]]) -> Content:
        store = Store()
        store.extend([Quad(*each) for said in files.values() for each in said])
        return Content(files, OxigraphEngine(store, {}, "the data", None))

    def of(files: dict[str, frozenset[Triple]], path: str) -> dict[str, frozenset[Triple]]:
        said = files.get(path, frozenset())
        return {f"<{s.value}>": frozenset(t for t in said if t.subject == s) for s, *_ in said}

    found = compare(content(old), content(new))
    differing = {p for p in ("one", "two") if old.get(p, set()) != new.get(p, set())}
    assert bool(found) == bool(differing)
    assert {p for f in found.files for p in (f.path, f.to) if p} == differing
    for file in found.files:
        if file.how == "moved":
            assert old[file.path] == new[file.to]
            continue
        told = {name for item in file.items for name in (item.name, *item.parts)}
        moved = (item for each in found.files for item in each.items if item.to == file.path)
        came = {name for item in moved for name in (item.name, *item.parts)}
        before, after = of(old, file.path), of(new, file.path)
        wanted = {n for n in {*before, *after} if before.get(n) != after.get(n)}
        assert told | came == wanted
        assert found.words() != EQUAL


def test_a_graph_that_is_open_tells_what_saving_would_change(copy: Path) -> None:
    """In words, and as the patch of what is written then; afterwards there is no difference."""
    kg = travaux.open(copy)
    assert not kg.diff()
    assert str(kg.diff()) == "No difference."
    talks = NamedNode(BASE + "record/n1-meeting")
    day = Literal("2032-06-13", datatype=NamedNode(v.EDTF_DATE))
    old = kg.sparql(f"SELECT ?d {{ <{talks.value}> <{v.HAPPENED}> ?d }}").terms[0]["d"]
    clock = NamedNode(v.HAPPENED)
    assert isinstance(old, Literal)
    ends = [NamedNode(f"{v.HAPPENED}{end}") for end in ("Earliest", "Latest")]
    was = Literal("2032-06-12", datatype=NamedNode(v.XSD_DATE))
    remove = [Triple(talks, clock, old), *(Triple(talks, end, was) for end in ends)]
    kg.stage([Change(SOURCE, add=[Triple(talks, clock, day)], remove=remove)])
    found = kg.diff()
    assert len(found.items) == 1
    assert str(found).splitlines()[0] == SOURCE
    assert "happened from 2032-06-12 to 2032-06-13" in str(found)
    assert "happened from 2032-06-12 to 2032-06-13" in found._repr_html_()
    before = (copy / SOURCE).read_text("utf-8")
    subprocess.run(
        ["git", "apply", "-p1", "-"], cwd=copy, input=found.turtle(), text=True, check=True
    )
    patched = (copy / SOURCE).read_bytes()
    (copy / SOURCE).write_text(before, "utf-8")
    kg.save()
    assert (copy / SOURCE).read_bytes() == patched
    assert not kg.diff()


def test_a_new_source_in_an_open_graph_is_a_new_file(copy: Path) -> None:
    """Its records are told with their paragraphs, before anything is written."""
    kg = travaux.open(copy)
    text = (copy / SOURCE).read_text("utf-8").replace("n1", "n2")
    text = text.replace('"the upper lock', '"the lock').replace('"Ardenia brings', '"Ardenia takes')
    added = [quad.triple for quad in parse(text, RdfFormat.TURTLE)]
    kg.stage([Change("graph/sources/n2.ttl", add=added)])
    found = kg.diff()
    assert [str(file) for file in found.files] == ["graph/sources/n2.ttl (new file)"]
    assert found.counts["new"]["position"] == 3
    assert "passage" not in found.counts["new"]
    assert {item.cite for item in found.items if item.kind == "position"} == {"n2:3", "n2:4"}
    assert "--- /dev/null\n+++ b/graph/sources/n2.ttl\n" in found.turtle()
    kg.discard()
    assert not kg.diff()
