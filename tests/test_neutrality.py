"""The graph takes no side, as far as a machine can tell.

What a party may dispute stands in statements only; words that one side would strike out stand only
in what somebody is said to say; one list of verbs serves all speakers; labels and colours, which
are ours, treat the sides alike.
"""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import Literal

from travaux.attribution import attribution, unwanted
from travaux.corpus import Corpus
from travaux.turtle_text import name_of
from travaux.validate import validate
from travaux.view.relations import FAMILIES, LINES, OTHER
from travaux.vocabulary import (
    ALT_LABEL,
    ANALYTIC_LINK,
    ANTECEDENT,
    ATTESTATION,
    ATTITUDE,
    CON,
    CONSEQUENT,
    DENIAL,
    DENIES,
    FORMULATION,
    GLOSS,
    HOLDER,
    LABEL,
    NAMED_AS,
    OFFICE_CLASS,
    PERSON,
    POSITION,
    POST_IN,
    REFERS_TO,
    SITUATION,
    SPEAKER,
    STATE,
    STATEMENT,
    SUBCLASS_OF,
    TITLE,
    TRV,
    TYPE,
)
from travaux.workspace import open_at

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "loaded_words.txt"
CONTESTED = TRV + "contested"
SH = "http://www.w3.org/ns/shacl#"
RDFS_DOMAIN = "http://www.w3.org/2000/01/rdf-schema#domain"
#: Spellings of the texts by which things are to be found; no other alias holds a listed word.
ALIASES = {
    "NATO does not expand further east",
    "NATO's eastward expansion",
    "expansion of NATO",
    "non-expansion of NATO",
    "red lines",
    "the bloc",
    "the military bloc",
}
#: Names by which sides stand side by side in labels, in the order in which they do.
SIDES = ("NATO", "Russia", "Ukraine", "US", "United States")

Values = dict[str, list[str]]


class Text(NamedTuple):
    """A text of ours: where it stands, on what, and by which property."""

    file: str
    subject: str
    property: str
    text: str


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(open_at(str(ROOT)))


@pytest.fixture(scope="module")
def things(corpus: Corpus) -> dict[str, Values]:
    """Everything the merged files say, by subject and property."""
    return read(corpus)


@pytest.fixture(scope="module")
def below(things: dict[str, Values]) -> dict[str, set[str]]:
    """Each class with itself and those above it."""
    above: dict[str, set[str]] = {}
    for iri in things:
        found, ahead = {iri}, [iri]
        while ahead:
            more = set(things.get(ahead.pop(), {}).get(SUBCLASS_OF, ())) - found
            found |= more
            ahead += more
        above[iri] = found
    return above


def read(corpus: Corpus) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for triple in corpus.triples():
        values = found.setdefault(name_of(triple.subject), {})
        values.setdefault(triple.predicate.value, []).append(name_of(triple.object))
    return found


def a(own: Values, class_: str, below: dict[str, set[str]]) -> bool:
    """Whether a thing is of a class or of one below it."""
    return any(class_ in below.get(kind, {kind}) for kind in own.get(TYPE, ()))


def loaded() -> list[tuple[str, str]]:
    """The listed words with their reasons."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [(word, reason) for word, _, reason in (line.partition("\t") for line in lines)]


def loaded_in(text: str) -> str:
    """The first listed word that a word of the text begins with, empty if there is none."""
    words = "|".join(re.escape(word) for word, _ in loaded())
    found = re.search(rf"(?<!\w)(?:{words})", text, re.IGNORECASE)
    return found[0] if found else ""


# What a party may dispute


def test_contested_properties_stand_on_statements_only(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """Whose attitude is which is somebody's word, never a fact of the graph."""
    flagged = {iri for iri, own in things.items() if own.get(CONTESTED) == ["true"]}
    assert {HOLDER, ATTITUDE, DENIES, ANTECEDENT, CONSEQUENT} <= flagged
    uses = [(iri, own) for iri, own in things.items() if flagged & set(own)]
    assert len(uses) > 100
    assert [iri for iri, own in uses if not a(own, STATEMENT, below)] == []


def test_the_domain_of_a_contested_property_is_a_kind_of_statement(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """The ontology says the same in its own terms."""
    for iri, own in things.items():
        if CONTESTED in own:
            (domain,) = own[RDFS_DOMAIN]
            assert STATEMENT in below[domain], iri


def test_a_shape_guards_every_contested_property(
    corpus: Corpus, things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """`travaux validate` refuses it on anything else."""
    shapes: dict[str, Values] = {}
    for part in corpus.layer("shapes"):
        for triple in part.triples:
            values = shapes.setdefault(name_of(triple.subject), {})
            values.setdefault(triple.predicate.value, []).append(name_of(triple.object))
    guarded = {
        property
        for own in shapes.values()
        for property in own.get(SH + "targetSubjectsOf", ())
        if any(STATEMENT in below.get(each, ()) for each in own.get(SH + "class", ()))
    }
    assert {iri for iri, own in things.items() if CONTESTED in own} <= guarded


@pytest.mark.parametrize(
    "broken",
    [
        "ent:russia trv:attitude con:rejects .",
        "ent:x a trv:Situation ; trv:holder ent:russia .",
        "rec:x a trv:Account ; trv:denies rec:s0-23-invasion-intended-alleged .",
    ],
)
def test_validate_refuses_what_is_disputed_outside_a_statement(
    workspace_copy: Path, broken: str
) -> None:
    """The rule is enforced where files are kept, not only here."""
    path = workspace_copy / "graph" / "reference.ttl"
    prefixes = "".join(
        f"PREFIX {name}: <https://w3id.org/travaux/{tail}>\n"
        for name, tail in (("con", "concept/"), ("ent", "entity/"), ("rec", "record/"))
    )
    text = f"{path.read_text('utf-8')}{prefixes}PREFIX trv: <{TRV}>\n{broken}\n"
    path.write_text(text, "utf-8")
    found = validate(open_at(str(workspace_copy))).findings
    wanted = ("contested-outside-statement", "use-")
    assert any(each.rule.startswith(wanted) for each in found)


def test_every_statement_has_a_speaker_and_every_position_a_holder(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """Nothing is said by nobody, and no stance is nobody's."""
    for class_, property in ((STATEMENT, SPEAKER), (FORMULATION, SPEAKER), (POSITION, HOLDER)):
        members = [(iri, own) for iri, own in things.items() if a(own, class_, below)]
        assert members
        assert [iri for iri, own in members if not own.get(property)] == []


# Words that one side would strike out


def test_the_list_is_sorted_and_gives_reasons_for_whoever_would_strike_a_word_out() -> None:
    """One word or stem a line, a tab, who strikes it out, a colon, why."""
    listed = loaded()
    words = [word for word, _ in listed]
    lines = LIST.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert len(words) == len(set(words)) >= 50
    assert [word for word in words if word != word.lower() or word != word.strip()] == []
    form = re.compile(r"(either|Russia|Ukraine|the West): \S.*\S")
    assert [word for word, reason in listed if not form.fullmatch(reason)] == []


def test_the_list_serves_all_sides() -> None:
    """Words that Russia would strike out are about as many as those of Ukraine and the West."""
    who = Counter(reason.partition(":")[0] for _, reason in loaded())
    assert 2 / 3 < who["Russia"] / (who["Ukraine"] + who["the West"]) < 3 / 2
    assert min(who["Ukraine"], who["the West"]) >= 15


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Russian aggression in Ukraine", "aggress"),
        ("the Kyiv regime", "regime"),
        ("NATO's expansion", "expan"),
        ("боевые действия на Украине", "на украине"),
        ("боевые действия на территории Украины", ""),
        ("possible hostilities", ""),
        ("a defence ministry", ""),
        ("NATO enlargement", ""),
    ],
)
def test_listed_words_are_found_where_a_word_begins_with_them(text: str, word: str) -> None:
    """Whatever its case; stems do not match in the middle of a word."""
    assert loaded_in(text).lower() == word


def ours(corpus: Corpus, below: dict[str, set[str]]) -> Iterator[Text]:
    """What is said in our own voice: labels, definitions, messages, glosses of no statement."""
    for part in corpus.parts:
        kinds = {name_of(t.subject): name_of(t.object) for t in part.triples if is_type(t)}
        for triple in part.triples:
            subject, property = name_of(triple.subject), triple.predicate.value
            kind = kinds.get(subject, "")
            attributed = below.get(kind, set()) & {STATEMENT, FORMULATION, SITUATION, ANALYTIC_LINK}
            spelt = property in (TITLE, NAMED_AS, ALT_LABEL)
            if isinstance(triple.object, Literal) and not attributed and not spelt:
                yield Text(part.name, subject, property, triple.object.value)


def is_type(triple: object) -> bool:
    return getattr(triple, "predicate").value == TYPE  # noqa: B009


def test_no_loaded_word_stands_in_our_own_voice(corpus: Corpus, below: dict[str, set[str]]) -> None:
    """Labels, definitions and accounts hold no word that one side would strike out."""
    texts = list(ours(corpus, below))
    assert len(texts) > 1000
    assert [(text, loaded_in(text.text)) for text in texts if loaded_in(text.text)] == []


def test_a_loaded_word_in_a_label_would_be_found(
    workspace_copy: Path, below: dict[str, set[str]]
) -> None:
    """The test above can fail."""
    path = workspace_copy / "graph" / "reference.ttl"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"NATO enlargement"@en', '"NATO expansion"@en'), "utf-8")
    found = [t.text for t in ours(Corpus(open_at(str(workspace_copy))), below)]
    assert "NATO expansion" in [text for text in found if loaded_in(text)]


def test_aliases_hold_a_loaded_word_only_where_the_texts_call_a_thing_so(
    things: dict[str, Values],
) -> None:
    """An alias is there to be found by; each of the few is listed here."""
    aliases = {text for own in things.values() for text in own.get(ALT_LABEL, ())}
    assert {alias for alias in aliases if loaded_in(alias)} == ALIASES


def test_a_loaded_word_in_a_gloss_is_somebodys_word(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """The gloss of a statement that holds one says whose word it is, and it has a speaker."""
    told = 0
    for iri, own in things.items():
        for gloss in own.get(GLOSS, ()):
            if loaded_in(gloss):
                told += 1
                assert a(own, FORMULATION, below) or attribution(gloss), (iri, gloss)
                assert own.get(SPEAKER) or a(own, ANALYTIC_LINK, below), iri
    assert told > 10


def test_a_situation_is_spoken_of_by_somebody(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """What a situation is called is never asserted: a statement with a speaker points at it."""
    pointed = {
        value
        for own in things.values()
        if a(own, STATEMENT, below) and own.get(SPEAKER)
        for property in (ANTECEDENT, CONSEQUENT, REFERS_TO)
        for value in own.get(property, ())
    }
    situations = {iri for iri, own in things.items() if a(own, SITUATION, below)}
    assert situations
    assert situations - pointed == set()


def test_no_question_and_no_page_holds_a_loaded_word_or_a_verb_of_ours() -> None:
    """Summaries, descriptions and parameters are ours; so is prose, but for what it shows.

    Two pages of docs/ are made of the glosses, which have tests of their own; the one on security
    speaks of programs.
    """
    wrong = []
    for path in sorted((ROOT / "queries").rglob("*.rq")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#+") and "default:" not in line:
                text = re.sub(r"\b\w+:[\w-]*-[\w-]*", "", line)  # names of things
                wrong += [(path.name, line)] if loaded_in(text) or unwanted(text) else []
    pages = [*ROOT.glob("*.md"), ROOT / "graph" / "README.md", ROOT / "docs" / "commands.md"]
    for path in pages:
        shown = r"(?ms)^```.*?^```|\"[^\"]*\"|`[^`]*`"  # output, examples and names
        prose = re.sub(shown, "", path.read_text(encoding="utf-8"))
        wrong += [(path.name, line) for line in prose.splitlines() if loaded_in(line)]
    assert wrong == []


# Verbs of attribution


def test_every_gloss_of_a_statement_says_by_one_list_whose_words_it_tells(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """The same verbs for all speakers; none vouches for what is said, doubts or colours it."""
    found = [
        (iri, gloss)
        for iri, own in things.items()
        if a(own, STATEMENT, below)
        for gloss in own[GLOSS]
    ]
    assert len(found) > 200
    assert [each for each in found if attribution(each[1]) is None] == []


def test_no_gloss_vouches_for_what_is_said_or_doubts_or_colours_it(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """Of nobody is it said that he admits, claims or boasts, not even within what is told."""
    wrong = []
    for iri, own in things.items():
        if a(own, ATTESTATION, below) or a(own, ANALYTIC_LINK, below):
            found = ((gloss, unwanted(gloss)) for gloss in own.get(GLOSS, ()))
            wrong += [(iri, verb.words, gloss) for gloss, verb in found if verb]
    assert wrong == []


def test_a_bound_verb_stands_in_its_kind_of_record(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """Denies in Denials and what they deny, insists and demands with that attitude, promises in
    Promises: a strong verb needs the record to be as strong."""
    denied = {each for own in things.values() for each in own.get(DENIES, ())}
    bound = 0
    for iri, own in things.items():
        for gloss in own.get(GLOSS, ()) if a(own, STATEMENT, below) else ():
            verb = attribution(gloss)
            if verb and verb.use == "bound":
                bound += 1
                kinds = set(own[TYPE]) | set(own.get(ATTITUDE, ()))
                right = {TRV + verb.bound, CON + verb.bound} & kinds
                assert right or (TRV + verb.bound == DENIAL and iri in denied), (iri, gloss)
    assert bound


# Labels and colours


def test_states_have_labels_in_the_same_languages(
    corpus: Corpus, below: dict[str, set[str]]
) -> None:
    """No state is named in fewer languages than another."""
    languages: dict[str, set[str | None]] = {}
    for part in corpus.layer("reference"):
        states = {name_of(t.subject) for t in part.triples if is_type(t) and _is(t, STATE)}
        for triple in part.triples:
            if name_of(triple.subject) in states and triple.predicate.value == LABEL:
                assert isinstance(triple.object, Literal)
                languages.setdefault(name_of(triple.subject), set()).add(triple.object.language)
    assert len(languages) > 3
    assert len({frozenset(each) for each in languages.values()}) == 1, languages


def _is(triple: object, class_: str) -> bool:
    return name_of(getattr(triple, "object")) == class_  # noqa: B009


def test_persons_are_named_without_titles(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """What somebody is stands on a Tenure with its source; a label gives a name, to all alike."""
    title = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|President|Minister|General|Ambassador|Comrade|Sir)\b")
    labels = [own[LABEL] for own in things.values() if a(own, PERSON, below)]
    assert len(labels) > 10
    assert [each for own in labels for each in own if title.search(each) or "," in each] == []


def test_ambassadors_and_presidents_are_titled_alike(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """Offices of one kind have one form: President of X, Ambassador of X to Y."""
    forms = {"President": r"President of .+", "Ambassador": r"Ambassador of .+ to .+"}
    offices = [own for own in things.values() if a(own, OFFICE_CLASS, below) and POST_IN in own]
    for word, form in forms.items():
        labels = [each for own in offices for each in own[LABEL] if word in each.split()]
        assert len(labels) > 1
        assert [each for each in labels if not re.fullmatch(form, each)] == []


def pairs(label: str) -> list[tuple[str, str]]:
    """The sides that stand side by side in a label."""
    names = "|".join(sorted(SIDES, key=len, reverse=True))
    return re.findall(rf"\b({names})(?: and (?:the )?|-| — )({names})\b", label)


def test_sides_stand_in_alphabetical_order(
    things: dict[str, Values], below: dict[str, set[str]]
) -> None:
    """As seats at a table: no side is named first for its weight. Documents keep their titles."""
    found = [
        (label, pair)
        for own in things.values()
        if not a(own, TRV + "Document", below) and not a(own, TRV + "DocumentCopy", below)
        for label in own.get(LABEL, ())
        for pair in pairs(label)
    ]
    assert len(found) > 2
    assert [label for label, (first, second) in found if first > second] == []


def test_pairs_of_sides_are_seen_in_labels() -> None:
    """The test above can fail."""
    assert pairs("talks of Russia and NATO") == [("Russia", "NATO")]
    assert pairs("the US-Russia dialogue") == [("US", "Russia")]
    assert pairs("Russia and the United States") == [("Russia", "United States")]


def test_colours_in_the_view_are_of_classes_and_stances_and_of_no_side() -> None:
    """Every state has one colour; for and against are not green and red, and equally strong."""
    classes = [class_ for family in (*FAMILIES, OTHER) for class_ in family.classes]
    assert classes
    assert all(class_.startswith(TRV) for class_ in classes)
    stances = {line.key: line for line in LINES}
    assert stances["favourable"].width == stances["unfavourable"].width
    hues = {key: _hue(stances[key].colour) for key in ("favourable", "unfavourable")}
    assert all(15 < hue < 75 or 165 < hue < 345 for hue in hues.values()), hues


def _hue(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0] * 360
