"""Files become triples, or a line that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from travaux import loading
from travaux.errors import BadData, BadTurtle, FileProblem

S, P = "https://example.org/s", "https://example.org/p"
ONE = f'<{S}> <{P}> "x" .'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/"'
XML = f'<rdf:RDF {RDF}><rdf:Description rdf:about="{S}"><e:p>x</e:p></rdf:Description></rdf:RDF>'
KINDS = {
    "a.ttl": ONE,
    "a.nt": ONE,
    "a.nq": ONE,
    "a.trig": f"{{ {ONE} }}",
    "a.rdf": XML,
    "a.owl": f"<?xml version='1.0'?><!-- <!DOCTYPE --> {XML}",
    "a.xml": XML,
    "a.jsonld": f'{{"@id": "{S}", "{P}": "x"}}',
    "a.JSON": f'{{"@context": {{"p": "{P}"}}, "@id": "{S}", "p": "x"}}',
}


@pytest.mark.parametrize("name", KINDS)
def test_each_format_is_told_by_its_ending(name: str, tmp_path: Path) -> None:
    """Seven formats, one triple."""
    (tmp_path / name).write_text(KINDS[name])
    store = Store()
    loading.read_data(store, str(tmp_path / name), None)
    assert [quad.object for quad in store] == [Literal("x")]


def test_a_named_graph_is_given_as_iri_and_file(tmp_path: Path) -> None:
    """`IRI=FILE`, also where the IRI or the file's name holds a =."""
    (tmp_path / "a.ttl").write_text(ONE)
    (tmp_path / "k=v.ttl").write_text(ONE)
    store = Store()
    loading.read_data(store, f"https://example.org/?q=1={tmp_path}/a.ttl", None)
    loading.read_data(store, f"{tmp_path}/k=v.ttl", None)
    names = {getattr(quad.graph_name, "value", "") for quad in store}
    assert names == {"https://example.org/?q=1", ""}


def test_relative_iris_need_a_base(tmp_path: Path) -> None:
    """Without one they are an error that tells of --base."""
    (tmp_path / "a.ttl").write_text("<s> <p> <o> .")
    with pytest.raises(BadTurtle, match="No scheme") as caught:
        loading.read_data(Store(), str(tmp_path / "a.ttl"), None)
    assert "--base" in caught.value.hint
    store = Store()
    loading.read_data(store, str(tmp_path / "a.ttl"), "https://example.org/")
    assert next(iter(store)).subject == NamedNode(S)
    with pytest.raises(BadData, match="--base"):
        loading.read_data(store, str(tmp_path / "a.ttl"), "no base")


DOCTYPES = [
    '<!DOCTYPE rdf:RDF [<!ENTITY a "b">]>',
    '<?xml version="1.0"?>\n<!-- > -->\n<!doctype x>',
    '<!-- <rdf:RDF> --><?pi <a> ?><!DOCTYPE x SYSTEM "file:///etc/passwd">',
]


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_rdf_xml_with_a_doctype_is_refused(doctype: str, tmp_path: Path) -> None:
    """Entities unfold without bound: 491 bytes can become 10 MB."""
    (tmp_path / "a.rdf").write_text(doctype + XML)
    with pytest.raises(BadData, match="DOCTYPE"):
        loading.read_data(Store(), str(tmp_path / "a.rdf"), None)


CONTEXTS = ['"https://schema.org/"', '[{"p": "a:p"}, "other.jsonld"]', '{"@import": "http://x/"}']


@pytest.mark.parametrize("context", CONTEXTS)
def test_json_ld_with_a_remote_context_is_refused(context: str, tmp_path: Path) -> None:
    """Nothing is fetched, and the error says so."""
    (tmp_path / "a.jsonld").write_text(f'{{"@context": {context}, "@id": "a:s", "a:p": "x"}}')
    with pytest.raises(BadData, match="nothing is fetched"):
        loading.read_data(Store(), str(tmp_path / "a.jsonld"), "https://example.org/")


BROKEN = [
    ("a.ttl", b"<a:s> <a:p>\n<a:o>", r":2:\d+"),
    ("a.ttl", b"<a:s> <a:p> foo:x .", ":1:13"),
    ("a.ttl", b"<a:s> <a:p> '\xff' .", ":1"),
    ("a.nt", b"<a:s> <a:p> .", ":1"),
    ("a.nq", b"\n<a:s>", ":2"),
    ("a.trig", b"<a:g> { <a:s>", ":1"),
    ("a.rdf", b"<rdf:RDF>", ""),
    ("a.rdf", "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), ""),
    ("a.jsonld", b'{"@id": x}', ":1"),
]


@pytest.mark.parametrize(("name", "content", "place"), BROKEN)
def test_what_does_not_parse_names_file_line_and_reason(
    name: str, content: bytes, place: str, tmp_path: Path
) -> None:
    """One line, whatever the format."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadData, match=name + place) as caught:
        try:
            loading.read_data(Store(), str(tmp_path / name), None)
        except BadData as error:
            raise BadData(str(error)) from None
    assert "\n" not in str(caught.value).split("\n  ")[0]


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ("none.ttl", "no such file"),
        ("folder.ttl", "folder"),
        ("empty.ttl", "is empty"),
        ("blank.nt", "is empty"),
        ("a.csv", "tells no RDF format"),
        ("https://example.org/g=a.trig", "graphs of its own"),
        ("not an:iri=a.trig", "not an IRI"),
        ("https://example.org/data.ttl", "no such file"),
    ],
)
def test_files_that_hold_no_data_are_told_apart(
    spec: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is guessed, nothing is fetched."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.ttl").mkdir()
    for name, text in (("empty.ttl", ""), ("blank.nt", " \n"), ("a.csv", "a"), ("a.trig", ONE)):
        (tmp_path / name).write_text(text)
    with pytest.raises((FileProblem, BadData), match=reason):
        loading.read_data(Store(), spec, None)


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    """`_:a` here is not `_:a` there."""
    store = Store()
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(f'_:a <{P}> "x" .')
        loading.read_data(store, str(tmp_path / name), None)
    assert len(store) == 2


def test_the_prefixes_at_the_head_of_a_file_are_known(tmp_path: Path) -> None:
    """A query over a file may use the prefixes that the file declares."""
    (tmp_path / "a.ttl").write_text(f"@prefix e: <https://example.org/> .\n{ONE}")
    assert loading.read_data(Store(), str(tmp_path / "a.ttl"), None) == {
        "e": "https://example.org/"
    }
