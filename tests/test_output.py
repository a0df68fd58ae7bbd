"""Results written out, for programs and for people."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from travaux import output
from travaux.engine import OxigraphEngine
from travaux.errors import TravauxError

DATA = """
PREFIX e: <http://e/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
e:a rdfs:label "Anna | Berg\\u001B[2J\\u202E"@en .
e:a e:knows e:b .
e:record a trv:Passage ; trv:cite "t1:2" ; e:lasts "PT7H30M"^^xsd:duration .
"""
ROWS = "SELECT ?who ?whom { ?who e:knows ?whom }"
NONE = "SELECT ?who ?whom { ?who e:misses ?whom }"


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """A few triples."""
    store = Store()
    store.load(DATA.encode(), RdfFormat.TURTLE)
    return OxigraphEngine(store, {"e": "http://e/", "unused": "http://unused/"}, "the data", None)


def asked(engine: OxigraphEngine, text: str, format: str, **more: object) -> output.Rendered:
    """The answer to a query in a format."""
    return output.render(engine.query(text), format, engine=engine, text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_the_standard_formats_are_what_the_engine_writes(
    format: str, engine: OxigraphEngine
) -> None:
    """Pure W3C results: IRIs, not labels; no count, no note."""
    kind = getattr(QueryResultsFormat, format.upper())
    expected = engine.query(ROWS)
    assert isinstance(expected, QuerySolutions)
    data = expected.serialize(format=kind)
    assert data is not None
    ended = data if data.endswith(b"\n") else data + b"\n"
    assert asked(engine, ROWS, format) == (ended, 1)


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml", "table", "markdown"])
def test_columns_are_dropped_by_name(format: str, engine: OxigraphEngine) -> None:
    """A column that happens to hold one value only is kept; the one named is not."""
    answer = asked(engine, ROWS, format, drop={"who"}).data.decode()
    assert "whom" in answer
    assert "http://e/a" not in answer
    assert "Anna" not in answer
    assert "e:b" in answer or "http://e/b" in answer


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml", "table", "markdown"])
def test_an_answer_of_one_row_keeps_its_columns(format: str, engine: OxigraphEngine) -> None:
    """Values are never looked at to decide what to drop."""
    text = "SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (1 1 1) } }"
    shown = asked(engine, text, format).data.decode()
    for name in ("a", "b", "c"):
        assert name in shown
    assert shown.count("1") >= 3


def test_where_every_column_is_bound_the_answer_keeps_them(engine: OxigraphEngine) -> None:
    """A row with nothing in it would tell nothing."""
    answer = asked(engine, ROWS, "csv", drop={"who", "whom"})
    assert answer.data == b"who,whom\r\nhttp://e/a,http://e/b\r\n"


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_the_columns_of_select_star_come_in_order_of_appearance(
    format: str, engine: OxigraphEngine
) -> None:
    """Not in that of the alphabet, as the engine has them."""
    text = "SELECT * { ?z e:knows ?y . OPTIONAL { ?x e:lasts ?w } }"
    data = asked(engine, text, format).data
    if format == "csv":
        assert next(csv.reader(io.StringIO(data.decode()))) == ["z", "y", "x", "w"]
        return
    answer = parse_query_results(data, getattr(QueryResultsFormat, format.upper()))
    assert isinstance(answer, QuerySolutions)
    assert [each.value for each in answer.variables] == ["z", "y", "x", "w"]


def test_a_table_shows_labels_citations_and_durations(engine: OxigraphEngine) -> None:
    """What people read: no IRI where there is a name."""
    text = "SELECT ?record ?lasts { ?record e:lasts ?lasts }"
    assert asked(engine, text, "table").data.decode() == (
        "record  lasts\n──────  ──────────\nt1:2    7 h 30 min\n"
    )


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_no_label_can_steer_the_terminal_or_break_the_table(
    format: str, engine: OxigraphEngine
) -> None:
    """Escape sequences and direction marks are shown as codes."""
    text = asked(engine, ROWS, format).data.decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b" in text or "\\\\x1b" in text
    if format == "markdown":
        assert "Anna \\| Berg" in text
        assert len(text.splitlines()) == 3


@pytest.mark.parametrize("drop", [set(), {"who"}])
@pytest.mark.parametrize("character", ["\\u001B", "\\u0000", "\\uFFFE"])
def test_what_xml_cannot_hold_is_an_error_that_names_formats_that_can(
    character: str, drop: set[str], engine: OxigraphEngine
) -> None:
    """XML 1.0 has no way to write a control character; a file no reader opens helps nobody."""
    text = f'SELECT ?who ?said {{ ?who e:knows e:b BIND("a{character}b" AS ?said) }}'
    stream = io.BytesIO()
    with pytest.raises(output.BadFormat) as error:
        output.write(engine.query(text), "xml", drop=drop, engine=engine, stream=stream)
    assert stream.getvalue() == b""
    assert f"U+{character[2:]}" in error.value.what
    assert error.value.hint == "Use json, csv or tsv."
    assert asked(engine, text, "json", drop=drop).number == 1


@pytest.mark.parametrize("drop", [set(), {"who"}])
def test_line_ends_in_xml_are_read_back_as_they_were(
    drop: set[str], engine: OxigraphEngine
) -> None:
    """A raw carriage return would be read as a line feed."""
    text = 'SELECT ?who ?said { ?who e:knows e:b BIND("a\\r\\nb\\rc\\td" AS ?said) }'
    root = ElementTree.fromstring(asked(engine, text, "xml", drop=drop).data)
    assert [each.text for each in root.iter() if "literal" in each.tag] == ["a\r\nb\rc\td"]


@pytest.mark.parametrize("format", ["json", "xml"])
def test_yes_and_no_in_the_standard_formats(format: str, engine: OxigraphEngine) -> None:
    """ASK has a JSON and an XML form."""
    data, number = asked(engine, "ASK { e:a e:knows e:b }", format)
    assert bool(parse_query_results(data, getattr(QueryResultsFormat, format.upper())))
    assert number == 1


def test_yes_and_no_for_people(engine: OxigraphEngine) -> None:
    """No is an answer too, not an empty one."""
    assert asked(engine, "ASK { e:a e:knows e:b }", "table") == (b"yes\n", 1)
    assert asked(engine, "ASK { e:b e:knows e:a }", "table") == (b"no\n", 1)


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("turtle", RdfFormat.TURTLE),
        ("nquads", RdfFormat.N_QUADS),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_graphs_are_written_as_rdf(format: str, kind: RdfFormat, engine: OxigraphEngine) -> None:
    """What a CONSTRUCT gives can be read back whole; the same run to run."""
    text = "CONSTRUCT { ?a e:met ?b . ?b e:met ?a } { ?a e:knows ?b }"
    data, number = asked(engine, text, format)
    assert len(list(parse(data, kind))) == number == 2
    assert asked(engine, text, format).data == data


def test_turtle_declares_the_prefixes_it_uses_and_no_others(engine: OxigraphEngine) -> None:
    """Readable, without a page of declarations."""
    text = asked(engine, "CONSTRUCT WHERE { ?a e:knows ?b }", "turtle").data.decode()
    assert "e:a e:knows e:b" in text
    assert "unused" not in text


def test_a_graph_as_a_table_has_three_columns(engine: OxigraphEngine) -> None:
    """The default format suits every kind of answer."""
    text = asked(engine, "CONSTRUCT WHERE { ?a e:knows ?b }", "table").data.decode()
    assert text.splitlines()[0].split() == ["subject", "predicate", "object"]


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (ROWS, "turtle"),
        (ROWS, "nquads"),
        (ROWS, "jsonld"),
        ("ASK {}", "csv"),
        ("ASK {}", "tsv"),
        ("ASK {}", "turtle"),
        ("CONSTRUCT WHERE { ?a e:knows ?b }", "csv"),
        ("CONSTRUCT WHERE { ?a e:knows ?b }", "json"),
        ("CONSTRUCT WHERE { ?a e:knows ?b }", "xml"),
    ],
)
def test_a_format_that_cannot_hold_the_answer_is_an_error_with_those_that_can(
    text: str, format: str, engine: OxigraphEngine
) -> None:
    """Nothing is written then."""
    stream = io.BytesIO()
    with pytest.raises(TravauxError) as error:
        output.write(engine.query(text), format, engine=engine, stream=stream)
    assert stream.getvalue() == b""
    assert format in str(error.value)
    assert "Use " in str(error.value)


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml", "table", "markdown"])
def test_no_rows_are_counted_as_none(format: str, engine: OxigraphEngine) -> None:
    """So that a note can say it; the columns are there all the same."""
    data, number = asked(engine, NONE, format)
    assert number == 0
    assert b"whom" in data


def test_write_gives_the_number_of_rows_and_writes_to_the_stream(engine: OxigraphEngine) -> None:
    """For commands that say so on stderr."""
    stream = io.BytesIO()
    assert output.write(engine.query(ROWS), "json", engine=engine, stream=stream) == 1
    assert json.loads(stream.getvalue())["head"]["vars"] == ["who", "whom"]


def test_counted() -> None:
    """One row, two rows."""
    assert [output.counted(n, "row") for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def test_a_note_goes_to_stderr_and_is_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    """No program mistakes it for the answer."""
    output.note("a\x1bb")
    assert capsys.readouterr() == ("", "a\\x1bb\n")


@pytest.mark.parametrize(
    ("text", "format"),
    [(text, format) for text in (ROWS, NONE) for format in ("csv", "tsv", "json", "xml")]
    + [("ASK {}", "json"), ("ASK {}", "xml")],
)
def test_every_answer_ends_with_one_line_end(
    text: str, format: str, engine: OxigraphEngine
) -> None:
    """A shell's prompt, or the next file, does not stand on its last line."""
    for drop in ((), ("who",)):
        data = asked(engine, text, format, drop=drop).data
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")
