# ruff: noqa: E501  (one case, one line)
"""What counts as a conflict, how it is typed, and that the check types alike; on small graphs.

All cases stand in one graph, each with things of its own: `§` in a case is its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from conftest import ROOT
from small import HEADER, build, engine_over

from travaux.differences import BY_BOTH, BY_LINK, BY_RULE, KINDS, RULES, Conflict, read
from travaux.engine import OxigraphEngine
from travaux.vocabulary import CON
from travaux.workspace import open_at

C, S, T, W, A = (
    "contradicts",
    "differs-in-scope",
    "differs-in-time",
    "differs-in-wording",
    "only-seems-to-contradict",
)
REC = "https://w3id.org/travaux/record/"
PREFIXES = (
    HEADER
    + "PREFIX psg: <https://w3id.org/travaux/passage/>\nPREFIX lnk: <https://w3id.org/travaux/link/>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)
ARTICLES = 'src:t a trv:NewsArticle ; dcterms:identifier "t" . src:u a trv:NewsArticle ; dcterms:identifier "u" .\n'


def record(name: str, kind: str, body: str) -> str:
    """A record of the one source, or of the other, each in a paragraph of its own."""
    source, paragraph = ("t", 1) if name.startswith("one") else ("u", 2)
    return (
        f'rec:{name} a trv:{kind} ; trv:inSource src:{source} ; trv:evidence psg:{name} ; trv:gloss "Told as {name}."@en ; {body} .\n'
        f"psg:{name} a trv:Passage ; trv:inSource src:{source} ; trv:paragraph {paragraph} .\n"
    )


def clock(name: str, first: str, last: str = "", basis: str = "printed") -> str:
    """A date by its first and last day; `..` for an open end."""
    last = last or first
    ends = {"Earliest": first, "Latest": last}
    days = [f' ; trv:{name}{end} "{day}"^^xsd:date' for end, day in ends.items() if day != ".."]
    return f'trv:{name} "{first}/{last}"^^edtf:EDTF ; trv:{name}Basis con:{basis}' + "".join(days)


def stance(
    name: str, attitude: str, said: str = "", more: str = "", holder: str = "h§", topic: str = "i§"
) -> str:
    """A position of a holder on an item, each by a speaker of its own."""
    said = said or clock("said", "2031-01-01")
    speaker = "" if "trv:speaker" in more else f" ; trv:speaker ent:{name}-speaker§"
    body = f"trv:attitude con:{attitude} ; trv:holder ent:{holder} ; trv:topic ent:{topic} ; {said}{speaker}"
    return record(f"{name}§", "Position", body + (f" ; {more}" if more else ""))


def stances(one: str, other: str, **more: str) -> str:
    return stance(
        "one",
        one,
        more.get("said1", ""),
        more.get("more1", ""),
        more.get("holder1", "h§"),
        more.get("topic1", "i§"),
    ) + stance(
        "other",
        other,
        more.get("said2", ""),
        more.get("more2", ""),
        more.get("holder2", "h§"),
        more.get("topic2", "i§"),
    )


def accounts(one: str, other: str, of: str = "e§") -> str:
    """Two accounts of one event, or the other of `of`."""
    things = "ent:e§ a trv:Meeting . ent:city§ a trv:City . ent:d§ a trv:City .\n"
    return (
        things
        + record("one§", "Account", f"trv:accountOf ent:e§ ; {one}")
        + record("other§", "Account", f"trv:accountOf ent:{of} ; {other}")
    )


def length(hours: str, qualifier: str = "") -> str:
    return f'trv:duration "{hours}"^^xsd:duration' + (
        f" ; trv:durationQualifier con:{qualifier}" if qualifier else ""
    )


def wordings(one: str, other: str, topics: tuple[str, str] = ("i§", "i§"), link: str = "") -> str:
    """Two wordings of one item, and the statements that they word."""
    text = ""
    for name, more, topic in (("one", one, topics[0]), ("other", other, topics[1])):
        speaker = f"trv:speaker ent:{name}-speaker§"
        text += record(f"{name}-said§", "Statement", f"{speaker} ; trv:topic ent:{topic}")
        body = f"trv:formulates ent:i§ ; trv:wordingOf rec:{name}-said§ ; {speaker}"
        text += record(f"{name}§", "Formulation", body + (f" ; {more}" if more else ""))
    return text + link


def denial(
    more: str = "",
    allegation: str = "",
    other: str = "trv:refersTo ent:x§ ; trv:topic ent:m§ ; trv:speaker ent:y§",
) -> str:
    """A denial of a presupposed allegation (in paragraph 1), and an allegation told elsewhere."""
    actor = "ent:x§ a trv:State . ent:body§ a trv:GovernmentBody ; trv:isPartOf ent:x§ .\n"
    denied = record(
        "one-denied§",
        "Allegation",
        "trv:speaker ent:z§ ; trv:explicitness con:presupposed ; trv:refersTo ent:x§ ; trv:topic ent:m§"
        + allegation,
    )
    own = record(
        "one§",
        "Denial",
        "trv:denies rec:one-denied§ ; trv:speaker ent:x§ ; trv:topic ent:m§" + more,
    )
    return actor + denied + own + record("other§", "Allegation", other)


SAME = "lnk:same§ a trv:AnalyticLink ; trv:linkKind con:same-statement ; trv:linkFrom rec:one§ ; trv:linkTo rec:other§ ."
LATER = clock("said", "2031-02-01")
OPEN = clock("said", "2031-01-01", "..")
ON_RECORD = clock("said", "2031-01-05", basis="derived")


class Case(NamedTuple):
    """A graph with the records :one and :other, and the kinds that its data leave possible."""

    name: str
    turtle: str
    possible: set[str]


# fmt: off
CASES = [
    # stances
    Case("one attitude", stances("rejects", "rejects"), set()),
    Case("other holders", stances("rejects", "accepts", holder2="g§"), set()),
    Case("other topics", stances("rejects", "accepts", topic2="j§"), set()),
    Case("against each other on one day", stances("rejects", "accepts"), {C, A}),
    Case("against each other, times apart", stances("rejects", "accepts", said2=LATER), {T}),
    Case("against each other, an open end", stances("rejects", "accepts", said1=OPEN, said2=LATER), {C, T, A}),
    Case("in one group on one day", stances("rejects", "unwilling"), {W}),
    Case("in one group, times that overlap", stances("demands", "expects", said1=clock("said", "2031-01-01", "2031-01-31"), said2=clock("said", "2031-01-15", "2031-02-15")), {W}),
    Case("in one group, told of others at two times", stances("rejects", "unwilling", said2=LATER), {T, W}),
    Case("in one group, taken at two times", stances("rejects", "unwilling", more1=clock("happened", "2030-01-01"), more2=clock("happened", "2030-05-01")), {T}),
    Case("in one group, by the holder itself at two times", stances("rejects", "unwilling", said2=LATER, more1="trv:speaker ent:h§", more2="trv:speaker ent:body§") + "ent:body§ trv:isPartOf ent:h§ .", {T}),
    Case("in one group, by an official and a delegate at two times", stances("rejects", "unwilling", said2=LATER, more1="trv:speaker ent:y§", more2="trv:onBehalfOf ent:h§") + "rec:tenure§ a trv:Tenure ; trv:agent ent:y§ ; trv:office ent:office§ . ent:office§ trv:postIn ent:body§ . ent:body§ trv:isPartOf ent:h§ .", {T}),
    Case("in one group, by the holder itself and told of it later", stances("rejects", "unwilling", said2=LATER, more1="trv:speaker ent:h§"), {T, W}),
    Case("no answer and a refusal, told of others at two times", stances("ignores", "rejects", said2=LATER), {T}),
    Case("in one group, an open end", stances("rejects", "unwilling", said2=OPEN), {T, W}),
    Case("no answer and a refusal on one day", stances("ignores", "rejects"), {C, W, A}),
    Case("no answer and later a refusal", stances("not-yet-answered", "rejects", said2=LATER), {T}),
    Case("open and a refusal on one day", stances("avoids-outright-refusal", "finds-unacceptable"), {C, W, A}),
    Case("against each other, of most and of all", stances("rejects", "accepts", more1="trv:degree con:most"), {S}),
    Case("against each other, each of some", stances("rejects", "finds-useful", more1="trv:degree con:some", more2="trv:degree con:some"), {S}),
    Case("all is no part", stances("rejects", "accepts", more1="trv:degree con:all"), {C, A}),
    Case("a strength is no part", stances("rejects", "accepts", more1="trv:degree con:formally"), {C, A}),
    Case("a narrower item and the item", stances("rejects", "accepts", topic2="j§") + "ent:j§ skos:broader ent:k§ . ent:k§ skos:broader ent:i§ .", {S}),
    Case("a package and an item of it", stances("accepts", "rejects", topic2="j§") + "ent:j§ trv:isPartOf ent:i§ .", {S}),
    Case("a holder and its part", stances("rejects", "accepts", holder1="g§") + "ent:g§ trv:isPartOf ent:h§ .", {S}),
    Case("a holder and its part, in one group", stances("rejects", "unwilling", holder1="g§") + "ent:g§ trv:isPartOf ent:h§ .", set()),
    Case("a holder and its part, in one group, times apart", stances("rejects", "unwilling", holder1="g§", said2=LATER) + "ent:g§ trv:isPartOf ent:h§ .", set()),
    Case("a holder and its part, in one group, of most and of some", stances("rejects", "unwilling", holder1="g§", more1="trv:degree con:most", more2="trv:degree con:some") + "ent:g§ trv:isPartOf ent:h§ .", {S}),
    Case("a holder and its part, each of some, in one group", stances("rejects", "unwilling", holder1="g§", more1="trv:degree con:some", more2="trv:degree con:some") + "ent:g§ trv:isPartOf ent:h§ .", set()),
    Case("a package and an item of it, in one group", stances("demands", "proposes", topic2="j§") + "ent:j§ trv:isPartOf ent:i§ .", set()),
    Case("a package and an item of it, in one group, an open end", stances("demands", "proposes", topic2="j§", said2=OPEN) + "ent:j§ trv:isPartOf ent:i§ .", set()),
    Case("most of a package and an item of it, in one group", stances("rejects", "unwilling", topic2="j§", more1="trv:degree con:most") + "ent:j§ trv:isPartOf ent:i§ .", set()),
    Case("no answer on a package and a refusal of an item", stances("ignores", "rejects", topic2="j§") + "ent:j§ trv:isPartOf ent:i§ .", {S}),
    Case("no answer on a package and a refusal of an item, times apart", stances("ignores", "rejects", topic2="j§", said2=LATER) + "ent:j§ trv:isPartOf ent:i§ .", {S, T}),
    Case("of most and of all, in one group", stances("rejects", "unwilling", more1="trv:degree con:most"), {S}),
    Case("of most and of some, in one group, an open end", stances("rejects", "unwilling", said2=OPEN, more1="trv:degree con:most", more2="trv:degree con:some"), {S, T}),
    Case("each of some, in one group", stances("rejects", "unwilling", more1="trv:degree con:some", more2="trv:degree con:some"), {S, W}),
    Case("each of some, in one group, times apart", stances("rejects", "unwilling", said2=LATER, more1="trv:degree con:some", more2="trv:degree con:some"), {S, T, W}),
    Case("no answer and a refusal, of some and of all", stances("ignores", "rejects", more1="trv:degree con:some"), {S}),
    Case("a holder and its part, times apart", stances("rejects", "accepts", holder1="g§", said2=LATER) + "ent:g§ trv:isPartOf ent:h§ .", {S, T}),
    Case("one of two holders is shared", stances("rejects", "accepts", holder1="g§, ent:h§") + "ent:g§ trv:isPartOf ent:h§ .", {C, A}),
    Case("when it was taken, not when it was told", stances("rejects", "accepts", more1=clock("happened", "2030-01-01"), more2=clock("happened", "2030-05-01")), {T}),
    Case("on record only: it may be older", stances("accepts", "rejects", said2=ON_RECORD), {C, T, A}),
    Case("on record in the article's own voice", stances("accepts", "rejects", said2=ON_RECORD, more2="trv:speaker ent:voice§") + "ent:voice§ a trv:NarrativeVoice .", {T}),
    Case("derived from an occasion", stances("accepts", "rejects", said2=ON_RECORD, more2="trv:occasion ent:talk§"), {T}),
    Case("one speaker on one occasion", stances("accepts", "rejects", more1="trv:speaker ent:a§ ; trv:occasion ent:talk§", more2="trv:speaker ent:a§ ; trv:occasion ent:talk§"), set()),
    Case("one speaker on two occasions", stances("accepts", "rejects", more1="trv:speaker ent:a§ ; trv:occasion ent:talk§", more2="trv:speaker ent:a§ ; trv:occasion ent:other-talk§"), {C, A}),
    Case("two reports of one statement", stances("accepts", "rejects") + SAME, set()),
    # accounts
    Case("other events", accounts(clock("happened", "2031-01-01"), clock("happened", "2031-01-03"), of="f§"), set()),
    Case("two printed days", accounts(clock("happened", "2031-01-01"), clock("happened", "2031-01-03")), {C}),
    Case("a printed day and an inferred one", accounts(clock("happened", "2031-01-01"), clock("happened", "2031-01-03", basis="inferred")), {C, A}),
    Case("days of a document", accounts(clock("happened", "2031-01-01"), clock("happened", "2031-01-03")).replace("trv:Meeting", "trv:Treaty"), {C, A}),
    Case("a day in a month", accounts(clock("happened", "2031-01-05"), clock("happened", "2031-01-01", "2031-01-31")), {A}),
    Case("spans that overlap", accounts(clock("happened", "2031-01-01", "2031-01-05"), clock("happened", "2031-01-05", "..")), {A}),
    Case("one day", accounts(clock("happened", "2031-01-05"), clock("happened", "2031-01-05")), set()),
    Case("about, and an upper bound above", accounts(length("PT7H30M", "about"), length("PT8H", "within")), {A}),
    Case("about, and an upper bound below", accounts(length("PT7H30M", "about"), length("PT7H", "within")), {C, A}),
    Case("about, and another length", accounts(length("PT7H", "about"), length("PT8H", "exactly")), {C, A}),
    Case("about and exactly the same", accounts(length("PT7H", "about"), length("PT7H", "exactly")), {A}),
    Case("exact lengths", accounts(length("PT7H"), length("PT8H", "exactly")), {C}),
    Case("one length, written otherwise", accounts(length("PT90M"), length("PT1H30M")), set()),
    Case("exact, and an upper bound at it", accounts(length("PT8H"), length("PT8H", "within")), {A}),
    Case("exact, and an upper bound below", accounts(length("PT8H"), length("PT7H", "within")), {C}),
    Case("exact, and a lower bound at it", accounts(length("PT4H", "more-than"), length("PT4H")), {C}),
    Case("exact, and a lower bound below", accounts(length("PT4H", "more-than"), length("PT5H")), {A}),
    Case("two upper bounds", accounts(length("PT4H", "within"), length("PT5H", "within")), {A}),
    Case("two lower bounds", accounts(length("PT4H", "more-than"), length("PT5H", "more-than")), {A}),
    Case("bounds with room between", accounts(length("PT4H", "more-than"), length("PT5H", "within")), {A}),
    Case("bounds that meet", accounts(length("PT5H", "within"), length("PT5H", "more-than")), {C}),
    Case("pages", accounts("trv:pageCount 4", "trv:pageCount 5"), {C}),
    Case("a house in a city", accounts("trv:place ent:city§", "trv:place ent:house§") + "ent:house§ trv:isPartOf ent:city§ .", {A}),
    Case("two cities", accounts("trv:place ent:city§", "trv:place ent:d§"), {C}),
    Case("a city and a house elsewhere", accounts("trv:place ent:city§", "trv:place ent:house§"), {C, S, A}),
    Case("a party and its part", accounts("trv:party ent:a§", "trv:party ent:b§") + "ent:b§ trv:isPartOf ent:a§ .", {S}),
    Case("a party that one account has more", accounts("trv:party ent:a§", "trv:party ent:a§, ent:b§"), set()),
    Case("a party each that the other has not", accounts("trv:party ent:a§, ent:b§", "trv:party ent:a§, ent:c§"), {C, S, A}),
    Case("closed and public", accounts("trv:access con:closed", "trv:access con:public"), {C, S}),
    Case("forms", accounts("trv:format con:bilateral", "trv:format con:special-meeting"), {C, W, A}),
    Case("two details: one fits, one does not", accounts(length("PT7H", "about") + " ; trv:pageCount 4", length("PT8H", "within") + " ; trv:pageCount 5"), {C, A}),
    # denials
    Case("a denial of what is alleged", record("one§", "Denial", "trv:denies rec:other§ ; trv:speaker ent:x§") + record("other§", "Allegation", "trv:speaker ent:y§"), {C}),
    Case("an allegation of another, on one matter and actor", denial(), {C, S, T, A}),
    Case("an allegation on another matter", denial(other="trv:refersTo ent:x§ ; trv:topic ent:n§ ; trv:speaker ent:y§"), set()),
    Case("an allegation about another actor", denial(other="trv:refersTo ent:w§ ; trv:topic ent:m§ ; trv:speaker ent:y§") + "ent:w§ a trv:State .", set()),
    Case("an allegation by a body of the one who denies", denial(other="trv:refersTo ent:x§ ; trv:topic ent:m§ ; trv:speaker ent:body§"), set()),
    Case("an allegation by an official of the one who denies", denial(other="trv:refersTo ent:x§ ; trv:topic ent:m§ ; trv:speaker ent:y§") + "rec:tenure§ a trv:Tenure ; trv:agent ent:y§ ; trv:office ent:office§ . ent:office§ trv:postIn ent:body§ .", set()),
    Case("an allegation known from a denial alone", denial(other="trv:refersTo ent:x§ ; trv:topic ent:m§ ; trv:speaker ent:y§ ; trv:explicitness con:presupposed") + "rec:there§ a trv:Denial ; trv:denies rec:other§ .", set()),
    Case("an allegation taken for granted", denial(other="trv:refersTo ent:x§ ; trv:topic ent:m§ ; trv:speaker ent:y§ ; trv:explicitness con:presupposed"), {C, S, T, A}),
    # wordings
    Case("wordings", wordings("", ""), {W}),
    Case("wordings that name other matters", wordings("trv:refersTo ent:place§", ""), {S, W}),
    Case("wordings of a narrower item", wordings("", "", ("i§", "j§")) + "ent:j§ skos:broader ent:i§ .", {S, W}),
    Case("wordings in statements on other items too", wordings("", "", ("i§, ent:j§", "i§, ent:k§")), {W}),
    Case("wordings of one act", wordings("", "", link="lnk:same§ a trv:AnalyticLink ; trv:linkKind con:same-statement ; trv:linkFrom rec:one-said§ ; trv:linkTo rec:other-said§ ."), set()),
    # lists
    Case("lists that share an item", stances("demands", "demands", topic1="i§, ent:j§", topic2="i§, ent:k§"), {S}),
    Case("a list within a longer one", stances("demands", "demands", topic1="i§, ent:j§", topic2="i§, ent:j§, ent:k§"), {S}),
    Case("equal lists", stances("demands", "demands", topic1="i§, ent:j§", topic2="i§, ent:j§"), set()),
    Case("a list and one item", stances("demands", "demands", topic1="i§, ent:j§", topic2="i§"), set()),
    Case("lists that share nothing", stances("demands", "demands", topic1="i§, ent:j§", topic2="l§, ent:k§"), set()),
]
# fmt: on


def mirrored(case: Case) -> Case:
    """The same with the names of the two records exchanged, and so their order."""
    turned = {"one": "other", "other": "one"}
    text = re.sub(r"\b(rec|psg):(one|other)", lambda m: f"{m[1]}:{turned[m[2]]}", case.turtle)
    return case._replace(name=f"{case.name}, the other way round", turtle=text)


CASES += [mirrored(case) for case in CASES]


def links(number: int) -> str:
    """A link of each kind between the two records of a case, every other one the other way."""
    text = ""
    for n, kind in enumerate((C, S, T, W, A)):
        ends = ("one", "other") if (n + number) % 2 else ("other", "one")
        text += f"lnk:{kind}-{number} a trv:AnalyticLink ; trv:linkKind con:{kind} ; trv:linkFrom rec:{ends[0]}{number} ; trv:linkTo rec:{ends[1]}{number} ; trv:gloss 'Why.'@en .\n"
    return text


def turtle(with_links: bool) -> str:
    parts = [
        each.turtle.replace("§", str(n)) + (links(n) if with_links else "")
        for n, each in enumerate(CASES)
    ]
    return PREFIXES + ARTICLES + "\n".join(parts)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[frozenset[str], list[Conflict]]:
    """What is found in the graph of all cases: to each two records their conflicts."""
    space = build(tmp_path_factory.mktemp("cases"), {"graph/sources/t.ttl": turtle(False)})
    together: dict[frozenset[str], list[Conflict]] = {}
    for each in read(OxigraphEngine.load(space), space):
        names = frozenset(node.value.removeprefix(REC) for node in each.records)
        together.setdefault(names, []).append(each)
    return together


@pytest.fixture(scope="module")
def excluded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The kinds that the check excludes, by case; each pair is linked in all five ways."""
    engine = engine_over(tmp_path_factory.mktemp("linked"), {"graph/sources/t.ttl": turtle(True)})
    query = (ROOT / "queries" / "checks" / "conflict-kinds.rq").read_text(encoding="utf-8")
    result: dict[str, set[str]] = {}
    answer = engine.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    for row in answer:
        kind, _, number = row["entity"].value.rpartition("/")[2].rpartition("-")
        result.setdefault(number, set()).add(kind)
    return result


@pytest.mark.parametrize("number", range(len(CASES)), ids=[each.name for each in CASES])
def test_a_rule_leaves_possible_what_the_data_do_not_exclude(
    number: int, found: dict[frozenset[str], list[Conflict]]
) -> None:
    """The kinds of each branch; one alone is the type, and no pair stands twice."""
    conflicts = found.get(frozenset((f"one{number}", f"other{number}")), [])
    possible = {kind.removeprefix(CON) for each in conflicts for kind in each.possible}
    assert possible == CASES[number].possible
    for each in conflicts:
        assert each.kind == (each.possible[0] if len(each.possible) == 1 else "")
        assert each.found == BY_RULE
    details = [each.matter for each in conflicts]
    assert len(set(details)) == len(details)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[each.name for each in CASES])
def test_the_check_excludes_what_the_rules_exclude(
    number: int, excluded: dict[str, set[str]]
) -> None:
    """Of a pair that no rule finds, a link may say anything; of the others what is possible."""
    possible = CASES[number].possible
    expected = {C, S, T, W, A} - possible if possible else set()
    assert excluded.get(str(number), set()) == expected


def bodies() -> Iterator[tuple[str, str]]:
    for name in RULES:
        text = (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8")
        found = re.search(r"(?s)WHERE \{\n(.*)\}\nORDER BY", text)
        assert found
        yield name, found[1]


def test_the_check_holds_the_patterns_of_the_questions_word_for_word() -> None:
    """What a question calls a conflict cannot drift away from what the check compares."""
    check = (ROOT / "queries" / "checks" / "conflict-kinds.rq").read_text(encoding="utf-8")
    for name, body in bodies():
        assert body in check, name


def test_no_conflict_has_a_record_on_both_sides(
    found: dict[frozenset[str], list[Conflict]],
) -> None:
    """No record stands against itself, and each conflict has two sides."""
    for conflicts in found.values():
        for each in conflicts:
            assert each.one and each.other
            assert not set(each.one) & set(each.other)


def link(name: str, kind: str, one: str, other: str) -> str:
    return f"lnk:{name} a trv:AnalyticLink ; trv:linkKind con:{kind} ; trv:linkFrom rec:{one} ; trv:linkTo rec:{other} ; trv:gloss 'Why {name}.'@en .\n"


def conflicts(root: Path, text: str) -> list[Conflict]:
    space = build(root, {"graph/sources/t.ttl": PREFIXES + ARTICLES + text.replace("§", "")})
    return read(OxigraphEngine.load(space), space)


def names(side: tuple[ox.NamedNode, ...]) -> list[str]:
    return [each.value.removeprefix(REC) for each in side]


def test_a_link_types_what_a_rule_leaves_open(tmp_path: Path) -> None:
    """Found both ways, the kind is the curator's and the reason is kept."""
    text = stances("rejects", "accepts") + link("l", C, "other", "one")
    (only,) = conflicts(tmp_path, text)
    assert (only.kind, only.found, only.disagree) == (CON + C, BY_BOTH, False)
    assert [each.reason for each in only.links] == ["Why l."]


def test_a_link_that_the_rule_excludes_is_marked(tmp_path: Path) -> None:
    """The link's kind is shown, and that the two disagree."""
    text = stances("rejects", "accepts") + link("l", S, "other", "one")
    (only,) = conflicts(tmp_path, text)
    assert (only.kind, only.disagree) == (CON + S, True)


def test_a_link_alone_is_a_conflict_and_answers_are_none(tmp_path: Path) -> None:
    """Of two linked records no rule need know; an answer or a promise kept is no conflict."""
    two = record("one", "Statement", "trv:speaker ent:a") + record(
        "other", "Statement", "trv:speaker ent:b"
    )
    text = (
        two
        + link("l", W, "one", "other")
        + link("m", "answers", "one", "other")
        + link("n", "fulfils", "one", "other")
    )
    (only,) = conflicts(tmp_path, text)
    assert (only.kind, only.found, only.possible, only.rules) == (CON + W, BY_LINK, (), ())


def test_two_links_between_two_records_are_one_conflict(tmp_path: Path) -> None:
    """Whichever way round they point; the first kind in order is shown, both are told."""
    two = record("one", "Statement", "trv:speaker ent:a") + record(
        "other", "Statement", "trv:speaker ent:b"
    )
    (only,) = conflicts(tmp_path, two + link("l", A, "one", "other") + link("m", T, "other", "one"))
    assert only.kind == CON + T
    assert [each.kind for each in only.links] == [CON + T, CON + A]


def test_reports_of_one_act_stand_on_one_side(tmp_path: Path) -> None:
    """What conflicts with one report conflicts with the others, over any number of links."""
    reports = "".join(
        record(name, "Statement", "trv:speaker ent:a") for name in ("one", "other-b", "other-c")
    )
    tied = link("s", "same-statement", "other-b", "one") + link(
        "t", "same-statement", "other-b", "other-c"
    )
    against = record("other-z", "Statement", "trv:speaker ent:b") + link(
        "l", C, "other-z", "other-c"
    )
    (only,) = conflicts(tmp_path, reports + tied + against)
    assert sorted((names(only.one), names(only.other))) == [
        ["one", "other-b", "other-c"],
        ["other-z"],
    ]


def test_a_link_between_two_reports_of_one_act_is_no_conflict(tmp_path: Path) -> None:
    """Two reports of one act may be worded otherwise; they are one act."""
    two = record("one", "Statement", "trv:speaker ent:a") + record(
        "other", "Statement", "trv:speaker ent:a"
    )
    text = two + link("s", "same-statement", "one", "other") + link("l", W, "one", "other")
    assert conflicts(tmp_path, text) == []


def test_accounts_that_give_one_value_stand_on_one_side(tmp_path: Path) -> None:
    """Three accounts of two values are one conflict; a link between two of them belongs to it."""
    event = "ent:e a trv:Meeting .\n"
    told = [("one", "PT4H"), ("one-b", "PT5H"), ("other", "PT5H")]
    text = "".join(
        record(name, "Account", f"trv:accountOf ent:e ; {length(hours)}") for name, hours in told
    )
    (only,) = conflicts(tmp_path, event + text + link("l", C, "one", "other"))
    assert (names(only.one), names(only.other)) == (["one"], ["one-b", "other"])
    assert only.found == BY_BOTH


def test_contradictions_come_first_and_what_is_not_typed_last() -> None:
    """By kind, then in the order of the texts."""
    space = open_at(str(ROOT))
    found = read(OxigraphEngine.load(space), space)
    kinds = [KINDS.index(each.kind) if each.kind else len(KINDS) for each in found]
    assert kinds == sorted(kinds) and set(kinds) == set(range(len(KINDS) + 1))
    pairs = [
        frozenset((each.one, each.other)) for each in found if not each.matter or not each.about
    ]
    assert len(set(pairs)) == len(pairs)
