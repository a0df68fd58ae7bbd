"""Parameters become terms, never text of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions

from travaux.binding import bind, bind_text, check, split
from travaux.engine import OxigraphEngine
from travaux.errors import AmbiguousName, BadParameter, BadQuery, TravauxError, UnknownName
from travaux.names import fold
from travaux.queries import Parameter, Question, load_all
from travaux.spelling import curie
from travaux.vocabulary import XSD_DATE, XSD_INTEGER
from travaux.workspace import open_at

ENT = "https://example.org/tiny/entity/"


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    """The very small workspace."""
    from conftest import ROOT

    return OxigraphEngine.load(open_at(str(ROOT / "tests" / "tiny")))


def question(kind: str, default: str | None = None, text: str = "") -> Question:
    """A question with one parameter ?x."""
    query = text or "SELECT ?x ?y { ?x ?p ?y }"
    return Question("q", "S?", "", "t", (Parameter("x", kind, default),), query)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("entity", "Anna Berg", NamedNode(ENT + "anna-berg")),
        ("entity", "Minister Berg", NamedNode(ENT + "anna-berg")),
        ("entity", "ent:norvik", NamedNode(ENT + "norvik")),
        ("entity", ENT + "norvik", NamedNode(ENT + "norvik")),
        ("entity", "Норвик", NamedNode(ENT + "norvik")),
        ("date", "2031-05-03", Literal("2031-05-03", datatype=NamedNode(XSD_DATE))),
        ("date", "2024-02-29", Literal("2024-02-29", datatype=NamedNode(XSD_DATE))),
        ("integer", "+07", Literal("7", datatype=NamedNode(XSD_INTEGER))),
        ("integer", "-3", Literal("-3", datatype=NamedNode(XSD_INTEGER))),
        ("text", 'any "text" } ?x', Literal('any "text" } ?x')),
        ("text", "a=b", Literal("a=b")),
        ("source", "t1", NamedNode("https://example.org/tiny/source/t1")),
        ("source", "report t2", NamedNode("https://example.org/tiny/source/t2")),
        ("cite", "t1:2", Literal("t1:2")),
        ("cite", "T1:2", Literal("t1:2")),
    ],
)
def test_a_value_becomes_the_term_of_its_type(
    kind: str, value: str, expected: object, engine: OxigraphEngine
) -> None:
    """Label, alias, CURIE, IRI, date, number, text, source and citation."""
    assert bind(question(kind), [f"x={value}"], engine) == {"x": expected}
    assert bind(question(kind, default=value), [], engine) == {"x": expected}


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("date", "yesterday", "not a date"),
        ("date", "2031-02-30", "not a date"),
        ("date", "1900-02-29", "not a date"),
        ("date", "2031-13-01", "not a date"),
        ("date", "2031-05", "not a date"),
        ("date", "2031-05-03T00:00:00", "not a date"),
        ("date", "٢٠٣١-٠٥-٠٣", "not a date"),
        ("integer", "1.5", "not a whole number"),
        ("integer", "9" * 30, "not a whole number"),
        ("cite", "t1", "not source:paragraph"),
        ("cite", "t1:0", "not source:paragraph"),
        ("cite", "t1:99", "t1 is coded up to paragraph 3"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_the_parameter(
    kind: str, value: str, says: str, engine: OxigraphEngine
) -> None:
    """The message names the parameter and what is wrong."""
    with pytest.raises(BadParameter) as error:
        bind(question(kind), [f"x={value}"], engine)
    assert str(error.value).startswith("x: ")
    assert says in str(error.value)


def test_a_name_is_never_guessed(engine: OxigraphEngine) -> None:
    """Two of a name, none of a name."""
    with pytest.raises(AmbiguousName, match="Berg"):
        bind(question("entity"), ["x=Berg"], engine)
    with pytest.raises(UnknownName, match="Norvic"):
        bind(question("entity"), ["x=Norvic"], engine)
    with pytest.raises(UnknownName, match=r"t9 is not in this workspace \(t1, t2 are\)"):
        bind(question("cite"), ["x=t9:1"], engine)


@pytest.mark.parametrize(
    ("kind", "default", "says"),
    [
        ("entity", "ent:elsewhere", "nothing is called"),
        ("entity", "Berg", "may mean 2 things"),
        ("cite", "t9:1", "not in this workspace"),
        ("date", "soon", "not a date"),
    ],
)
def test_a_default_that_means_nothing_is_told_as_the_question_s(
    kind: str, default: str, says: str, engine: OxigraphEngine
) -> None:
    """Nobody typed it: a question copied from another workspace still names its things."""
    with pytest.raises(TravauxError) as error:
        bind(question(kind, default=default), [], engine)
    message = str(error.value)
    assert message.startswith("x: the question's default: ")
    assert says in message
    assert "-p x=... replaces the default." in message
    with pytest.raises(TravauxError) as error:
        bind(question(kind), [f"x={default}"], engine)
    assert "default" not in str(error.value)


def test_a_value_is_looked_for_in_the_class_of_its_parameter(engine: OxigraphEngine) -> None:
    """ "Holm" is the city, and the talks where a meeting is meant."""
    with_class = question("entity")
    parameter = with_class.params[0]._replace(kinds="trv:Meeting")
    with_class = with_class._replace(params=(parameter,))
    assert bind(question("entity"), ["x=Holm"], engine) == {"x": NamedNode(ENT + "holm")}
    assert bind(with_class, ["x=Holm"], engine) == {"x": NamedNode(ENT + "holm-talks")}
    with pytest.raises(BadParameter, match="x: Norvik is a state, not a meeting"):
        bind(with_class, ["x=Norvik"], engine)


def test_a_default_written_as_a_curie_needs_no_names(
    engine: OxigraphEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most questions are asked with their defaults; reading every name would cost the most."""
    monkeypatch.setattr("travaux.names._names", None)
    parameter = question("entity", default="ent:holm-talks").params[0]._replace(kinds="trv:Meeting")
    with_class = question("entity")._replace(params=(parameter,))
    assert bind(with_class, [], engine) == {"x": NamedNode(ENT + "holm-talks")}


def test_a_parameter_without_value_and_default_stays_out(engine: OxigraphEngine) -> None:
    """Then the question is asked of everything."""
    assert bind(question("entity"), [], engine) == {}


@pytest.mark.parametrize("given_", [["x"], ["=y"], ["x="], ["x= "], ["x=Norvik", "x=Suder"]])
def test_what_is_not_one_key_and_value_is_refused(given_: list[str]) -> None:
    """No silent choice between two values, no empty name."""
    with pytest.raises(BadParameter):
        split(given_)


def test_an_unknown_parameter_is_named_with_those_there_are(engine: OxigraphEngine) -> None:
    """A typing mistake must not ask something else."""
    with pytest.raises(BadParameter) as error:
        bind(question("entity"), ["y=Norvik"], engine)
    assert "'y'" in str(error.value)
    assert "x (entity)" in str(error.value)


def test_a_question_whose_parameter_would_be_ignored_is_refused(engine: OxigraphEngine) -> None:
    """Also where the parameter is not set: the question itself is wrong."""
    text = "SELECT ?x ?n { { SELECT (COUNT(?y) AS ?n) { ?x ?p ?y } } }"
    with pytest.raises(BadQuery, match="projected"):
        bind(question("entity", text=text), [], engine)


def test_every_question_of_both_workspaces_takes_its_parameters_and_defaults() -> None:
    """Each parameter is projected in every SELECT that mentions it, and defaults resolve."""
    from conftest import ROOT

    for root in (ROOT, ROOT / "tests" / "tiny"):
        workspace = open_at(str(root))
        loaded = OxigraphEngine.load(workspace)
        for each in load_all(workspace):
            check(each)
            bind(each, [], loaded)
            for parameter in each.params:
                if parameter.example:
                    bind(each, [f"{parameter.name}={parameter.example}"], loaded)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Norvik", NamedNode(ENT + "norvik")),
        ("2031-05-03", Literal("2031-05-03", datatype=NamedNode(XSD_DATE))),
        ("30", Literal("30", datatype=NamedNode(XSD_INTEGER))),
        ('"30"', Literal("30")),
        ("t1:2", Literal("t1:2")),
        ("T1:2", Literal("t1:2")),
        ("con:rejects", NamedNode("https://w3id.org/travaux/concept/rejects")),
    ],
)
def test_without_a_declared_type_the_look_of_a_value_decides(
    value: str, expected: object, engine: OxigraphEngine
) -> None:
    """For `travaux sparql -p`."""
    assert bind_text("SELECT ?x { ?x ?p ?y }", [f"x={value}"], engine) == {"x": expected}


def test_a_variable_that_is_not_in_the_query_is_refused(engine: OxigraphEngine) -> None:
    """The engine would fail with words nobody understands."""
    with pytest.raises(BadParameter, match="does not occur"):
        bind_text("SELECT ?x { ?x ?p ?y }", ["z=Norvik"], engine)


HOSTILE = st.text(min_size=1).filter(str.strip) | st.sampled_from(
    [
        '" } ; DROP ALL #',
        "x> . ?s ?p ?o . <y",
        "\\u0022 }",
        "'''",
        '"""',
        "} UNION { ?s ?p ?o",
        "\\",
    ]
)


@given(HOSTILE)
def test_no_value_can_change_the_query(value: str) -> None:
    """Whatever the text holds, it comes back as one literal, in one row."""
    store = _plain_engine()
    bound = bind(question("text", text="SELECT ?x ?y { VALUES ?y { 1 } }"), [f"x={value}"], store)
    assert bound == {"x": Literal(value.strip())}
    answer = store.query("SELECT ?x ?y { VALUES ?y { 1 } FILTER(?x = ?x) }", bindings=bound)
    assert isinstance(answer, QuerySolutions)
    assert [row["x"].value for row in answer] == [value.strip()]


@given(HOSTILE | st.sampled_from(["Anna Berg", "Norvik|Suder", "?s", "ent:norvik ; ?p ?o"]))
def test_a_hostile_name_is_a_node_or_an_error_and_nothing_else(
    engine: OxigraphEngine, value: str
) -> None:
    """Names go into look-ups, never into queries, and nothing but a name finds anything."""
    try:
        (found,) = bind(question("entity"), [f"x={value}"], engine).values()
    except (UnknownName, AmbiguousName, BadParameter):
        return
    assert isinstance(found, NamedNode)
    assert engine.knows(found.value)
    same = set(fold(value).split())
    named = [quad.object.value for quad in engine.quads(found) if isinstance(quad.object, Literal)]
    known = any(same and same <= set(fold(name).split()) for name in named)
    assert known or curie(found.value, engine.prefixes) in value or found.value in value


LOOKS = st.sampled_from(["t1:2", "t1", "2031-05-03", "7", "Anna Berg", '"Norvik"', "ent:suder"])
WRAPPED = st.builds("{}{}{}".format, HOSTILE | st.just(""), LOOKS, HOSTILE | st.just(""))


@given(HOSTILE | LOOKS | WRAPPED, st.sampled_from(["?x", "$x"]))
def test_no_value_changes_the_shape_of_a_query_of_ones_own(
    engine: OxigraphEngine, value: str, variable: str
) -> None:
    """For `sparql -p`: one term, the same columns, and each row is one that ?x can have."""
    text = f"SELECT {variable} ?row {{ VALUES ?row {{ 1 2 }} FILTER({variable} = {variable}) }}"
    try:
        bound = bind_text(text, [f"x={value}"], engine)
    except (UnknownName, AmbiguousName, BadParameter):
        return
    (found,) = bound.values()
    assert isinstance(found, NamedNode | Literal)
    answer = engine.query(text, bindings=bound)
    assert isinstance(answer, QuerySolutions)
    assert [each.value for each in answer.variables] == ["x", "row"]
    assert [(row["x"], row["row"].value) for row in answer] == [(found, "1"), (found, "2")]


def _plain_engine() -> OxigraphEngine:
    from pyoxigraph import Store

    return OxigraphEngine(Store(), {"ent": ENT}, "the data", None)
