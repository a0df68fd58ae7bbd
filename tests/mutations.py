# ruff: noqa: E501  (one mutation, one line)
"""Ways to break the real graph, each with the one rule that must notice.

A mutation is `Mutation(name, rule, change)`; `rule` may be "" in mutations_blind.py, where it is
not known: some rule must notice, and one only. `change` takes the workspace's text files, a dict from
path ("graph/sources/s2.ttl", "graph/reference.ttl", "ontology/ontology.ttl", "queries/x.rq") to
text, and gives the changed dict; a path left out is a file removed. `rule` is the name in the
report of `travaux validate`: a shape's local name, a check query's stem, or one of those that
Python checks give. Nothing here names a particular record, so that mutations outlive the coding:

    on(kind, edit, *having)   change the first thing of a kind, `trv:Position`, whose text has all
                              of `having`; sources are searched first, then reference and analysis
    all_of(change, change)    several changes
    add(path, turtle)         text at the end of a file; `{a}` in it is replaced by keyword `a`
    remove(path)              a file
    replace(old, new, path)   a text, where it first stands; `path` may be a pattern

An edit changes the Turtle of one thing, which is in canonical form, one property after another:

    without(property)         take the property away
    put(property, value)      give it this one value
    plus(property, value)     give it this value too
    becomes(kind), also(kind) another type, a second type
    renamed(name)             another subject

A value is Turtle, or `a(kind, *having)`, the first thing of a kind, or `of(property)`, the value
that the thing has of a property; `other(kind, *having)` is the second thing of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatch
from functools import cache
from typing import NamedTuple

Files = dict[str, str]
Change = Callable[[Files], Files]
Edit = Callable[[str, Files], str]
Value = str | Callable[[Files, str], str]


class Mutation(NamedTuple):
    """One way to break the graph, and the rule that must notice."""

    name: str
    rule: str
    change: Change
    texts: bool = False  # only the source texts show it


@cache
def blocks(text: str) -> list[str]:
    """The things of a canonical Turtle file, each from its subject to its dot."""
    return re.findall(r"^\S.*\n(?:    .*\n)+\.\n", text, re.MULTILINE)


def found(files: Files, kind: str, *having: str, nth: int = 0) -> tuple[str, str]:
    """The path and the text of the nth thing of a kind."""
    order = sorted(files, key=lambda path: (not path.startswith("graph/sources/"), path))
    is_kind = re.compile(rf"^    a(?:\n        .*,)* *(?:\n        )?{re.escape(kind)} [;,]", re.M)
    for path in order:
        for block in blocks(files[path]) if path.endswith(".ttl") else ():
            if is_kind.search(block) and all(each in block for each in having):
                if not nth:
                    return path, block
                nth -= 1
    raise LookupError(f"no {kind} with {having}")


def name(block: str) -> str:
    """The subject of a thing."""
    return block.split("\n", 1)[0]


def on(kind: str, edit: Edit, *having: str, nth: int = 0) -> Change:
    """Change one thing."""

    def change(files: Files) -> Files:
        path, block = found(files, kind, *having, nth=nth)
        new = edit(block, files)
        assert new != block
        return {**files, path: files[path].replace(block, new, 1)}

    return change


def all_of(*changes: Change) -> Change:
    """Several changes, one after another."""

    def change(files: Files) -> Files:
        for each in changes:
            files = each(files)
        return files

    return change


def add(path: str, turtle: str, **values: Value) -> Change:
    """Text at the end of a file; `path` may be a pattern."""

    def change(files: Files) -> Files:
        there = _path(files, path)
        text = turtle
        for key, value in values.items():
            text = text.replace("{" + key + "}", _value(value, files, ""))
        return {**files, there: f"{files.get(there, '')}\n{text}\n"}

    return change


def remove(path: str) -> Change:
    """No such file any more."""

    def change(files: Files) -> Files:
        there = _path(files, path)
        return {key: text for key, text in files.items() if key != there}

    return change


def replace(old: str, new: str, path: str = "graph/*.ttl") -> Change:
    """A regular expression, where it first matches."""

    def change(files: Files) -> Files:
        for key in sorted(files):
            if fnmatch(key, path) and re.search(old, files[key], re.MULTILINE):
                text = re.sub(old, new, files[key], count=1, flags=re.MULTILINE)
                return {**files, key: text}
        raise LookupError(old)

    return change


def without(property: str) -> Edit:
    """Take a property away."""
    return lambda block, files: _property(property).sub("", block)


def put(property: str, value: Value) -> Edit:
    """One value, in place of those that stand there."""

    def edit(block: str, files: Files) -> str:
        text = _value(value, files, block)
        return plus(property, text)(_property(property).sub("", block), files)

    return edit


def plus(property: str, value: Value) -> Edit:
    """One value more."""

    def edit(block: str, files: Files) -> str:
        return f"{block.removesuffix('.' + chr(10))}    {property} {_value(value, files, block)} ;\n.\n"

    return edit


def becomes(kind: str) -> Edit:
    """Another type."""
    return put("a", kind)


def also(kind: str) -> Edit:
    """A second type."""
    return plus("a", kind)


def renamed(subject: Value) -> Edit:
    """Another subject."""
    return lambda block, files: block.replace(name(block), _value(subject, files, block), 1)


def a(kind: str, *having: str, nth: int = 0) -> Value:
    """The name of the first thing of a kind."""
    return lambda files, _: name(found(files, kind, *having, nth=nth)[1])


def other(kind: str, *having: str) -> Value:
    """The name of the second thing of a kind."""
    return a(kind, *having, nth=1)


def of(property: str) -> Value:
    """The first value of a property of the thing itself."""

    def value(files: Files, block: str) -> str:
        match = _property(property).search(block)
        assert match, property
        words = match[0].removeprefix(f"    {property}").strip().rstrip(" ;")
        return words.split(" ,\n")[0].strip()

    return value


def english(block: str) -> str:
    """The English label of a thing, as Turtle."""
    match = re.search(r'rdfs:label\s(?:.*\n)*?\s*("[^"]*"@en)', block)
    assert match, block
    return match[1]


def name_of_denied(block: str) -> str:
    """The first line of what a Denial denies."""
    return of("trv:denies")({}, block) + "\n"  # type: ignore[operator]


def carrier_of_first_step(files: Files, block: str) -> str:
    """Who carries the words at the first step of a record."""
    step = of("trv:hasStep")(files, block)  # type: ignore[operator]
    return of("trv:carrier")(files, found(files, "trv:AttributionStep", step + "\n")[1])  # type: ignore


def _property(property: str) -> re.Pattern[str]:
    return re.compile(rf"^    {re.escape(property)}(?: .*;\n|\n(?:        .*\n)+)", re.MULTILINE)


def _value(value: Value, files: Files, block: str) -> str:
    return value if isinstance(value, str) else value(files, block)


def _path(files: Files, pattern: str) -> str:
    return next((path for path in sorted(files) if fnmatch(path, pattern)), pattern)


REFERENCE, ANALYSIS = "graph/reference.ttl", "graph/analysis.ttl"
SOURCE, ANOTHER = "graph/sources/s0.ttl", "graph/sources/s1.ttl"
ZEROS = '"' + "0" * 64 + '"'
PASSAGE = "trv:inSource src:s0 ; trv:evidence {passage} ."


def day(clock: str, date: str, first: str = "", last: str = "") -> Edit:
    """A date with its days, as `travaux fmt` writes them for one day."""

    def edit(block: str, files: Files) -> str:
        for tail, value in (("", date), ("Earliest", first or date), ("Latest", last or date)):
            kind = "xsd:date" if tail else "edtf:EDTF"
            block = put(f"trv:{clock}{tail}", f'"{value}"^^{kind}')(block, files)
        return block

    return edit


def both(*edits: Edit) -> Edit:
    """Several edits of one thing."""

    def edit(block: str, files: Files) -> str:
        for each in edits:
            block = each(block, files)
        return block

    return edit


def another_speaker(files: Files) -> Files:
    """The first record that is linked as the same statement as another one gets a speaker more."""
    for nth in range(99):
        link = found(files, "trv:AnalyticLink", "con:same-statement", nth=nth)[1]
        record = of("trv:linkFrom")(files, link)  # type: ignore[operator]
        for kind in ("trv:Statement", "trv:Position", "trv:Assessment", "trv:Allegation"):
            try:
                return on(kind, put("trv:speaker", a("trv:Person")), record + "\n")(files)
            except LookupError:
                continue
    raise LookupError


def on_a_dated_occasion(date: str) -> Change:
    """A statement whose occasion has a day gets another day, before its article's."""

    def change(files: Files) -> Files:
        for nth in range(999):
            block = found(
                files, "trv:Account", "trv:happenedLatest", "trv:happenedEarliest", nth=nth
            )[1]
            event = of("trv:accountOf")(files, block)  # type: ignore[operator]
            article = of("trv:inSource")(files, block)  # type: ignore[operator]
            for kind in ("trv:Statement", "trv:Position", "trv:Assessment", "trv:Allegation"):
                having = (f"trv:occasion {event} ;", f"{article} ;")
                try:
                    found(files, kind, *having)
                except LookupError:
                    continue
                edit = both(day("said", date), put("trv:saidBasis", "con:printed"))
                return on(kind, edit, *having)(files)
        raise LookupError

    return change


def _moved(paragraph: str, end: str) -> Change:
    """The first Passage of a source with other numbers, in its name too and wherever it is used."""

    def change(files: Files) -> Files:
        path, block = found(files, "trv:Passage")
        old = name(block)
        source, own, start, own_end = old.split("-")
        new = f"{source}-{paragraph or own}-{start}-{end or own_end}"
        moved = block.replace(f"paragraph {own} ;", f"paragraph {paragraph or own} ;")
        moved = moved.replace(f"endChar {own_end} ;", f"endChar {end or own_end} ;")
        text = files[path].replace(block, moved)
        return {**files, path: re.sub(rf"{re.escape(old)}(?=\s)", new, text)}

    return change


def breaks(about: str, rule: str, change: Change, texts: bool = False) -> None:
    """Add a mutation to the list."""
    MUTATIONS.append(Mutation(about, rule, change, texts))


MUTATIONS: list[Mutation] = []

# fmt: off

# Evidence and Passages
breaks("no evidence", "attestation-evidence", on("trv:Position", without("trv:evidence")))
breaks("dangling evidence", "dangling-reference", on("trv:Assessment", put("trv:evidence", "psg:s0-1-0-1")))
breaks("evidence that is no passage", "evidence-leads-to", on("trv:Tenure", put("trv:evidence", of("trv:agent"))))
breaks("evidence of another source", "layer-crossing", on("trv:Account", put("trv:evidence", a("trv:Passage", "src:s1 ;")), "src:s0 ;"))
breaks("two passages for one account", "account-evidence", on("trv:Account", plus("trv:evidence", a("trv:Passage", "src:s0 ;")), "src:s0 ;"))
breaks("a record named after another paragraph than its passage", "record-name", on("trv:Position", put("trv:evidence", a("trv:Passage", "src:s0 ;", nth=60)), "src:s0 ;"))
breaks("a digest of 63 digits", "passage-digest", on("trv:Passage", put("trv:sha256", '"' + "0" * 63 + '"')))
breaks("a passage that ends before it starts", "passage-start", on("trv:Passage", put("trv:startChar", "999999")))
breaks("a passage without an end", "passage-end", on("trv:Passage", without("trv:endChar")))
breaks("a paragraph 0", "passage-paragraph", on("trv:Passage", put("trv:paragraph", "0")))
breaks("a passage in another paragraph than its name says", "passage-name", on("trv:Passage", put("trv:paragraph", "7777")))
breaks("a passage between those of another paragraph", "paragraph-order", _moved("7777", ""))
breaks("a passage that nothing uses", "passage-use", add(SOURCE, f"psg:s0-1-0-1 a trv:Passage ; trv:inSource src:s0 ; trv:paragraph 1 ; trv:startChar 0 ; trv:endChar 1 ; trv:sha256 {ZEROS} ."))
breaks("a wrong digest", "passage-digest", on("trv:Passage", put("trv:sha256", ZEROS)), texts=True)
breaks("a passage beyond its text", "passage-place", _moved("", "999999"), texts=True)
breaks("a text that is another one", "text-differs", on("trv:NewsArticle", put("trv:sha256", ZEROS)), texts=True)

# Sources, files and layers
breaks("a source's property on a shared entity", "foreign-property", add(SOURCE, 'ent:nato trv:happened "2022"^^edtf:EDTF .'))
breaks("a source's label of a shared entity", "foreign-property", add(SOURCE, '{it} rdfs:label "the other side"@en .', it=a("trv:State")))
breaks("a source that speaks of another source's record", "foreign-property", add(SOURCE, "{it} trv:modality con:possible .", it=a("trv:Statement", "src:s1 ;")))
breaks("a record of another article", "layer-crossing", on("trv:Statement", put("trv:inSource", "src:s1"), "src:s0 ;"))
breaks("a denial of another source's allegation", "layer-crossing", on("trv:Denial", put("trv:denies", a("trv:Allegation", "src:s1 ;")), "src:s4 ;"))
breaks("an anchor that points to a source", "layer-crossing", on("trv:Person", plus("schema:sameAs", "src:s0")))
breaks("a record in the reference layer", "wrong-layer", add(REFERENCE, 'ent:x a trv:Situation ; rdfs:label "a situation"@en .'))
breaks("a person in a source", "wrong-layer", add(SOURCE, 'ent:x a trv:Person ; rdfs:label "Somebody"@en .'))
breaks("a link in a source", "wrong-layer", add(SOURCE, 'lnk:x a trv:AnalyticLink ; trv:gloss "Both."@en ; dcterms:creator "me" ; trv:linkKind con:answers ; trv:linkFrom {a} ; trv:linkTo {b} .', a=a("trv:Position", "src:s0 ;"), b=a("trv:Statement", "src:s0 ;")))
breaks("a file without its article", "source-file", on("trv:NewsArticle", lambda block, files: ""))
breaks("a source that has not the name of its file", "source-file", on("trv:NewsArticle", put("dcterms:identifier", '"s8"')))
breaks("a source without its file", "source-file", remove(ANOTHER))
breaks("a source that has another name than its file", "source-file", lambda files: {**files, SOURCE: re.sub(r"\bsrc:s0(?=\s)", "src:x", files[SOURCE])})
breaks("a second article in a file", "source-file", add(SOURCE, f'src:x a trv:NewsArticle ; rdfs:label "X"@en ; dcterms:identifier "x" ; trv:sha256 {ZEROS} ; trv:published "2022-01-01"^^edtf:EDTF ; trv:publishedBasis con:printed ; trv:publishedEarliest "2022-01-01"^^xsd:date ; trv:publishedLatest "2022-01-01"^^xsd:date .'))
breaks("an article without the digest of its text", "article-digest", on("trv:NewsArticle", without("trv:sha256")))
breaks("an article without a date", "article-published", on("trv:NewsArticle", both(*(without(f"trv:published{tail}") for tail in ("", "Basis", "Earliest", "Latest")))))
breaks("two narrative voices", "one-narrative-voice", add(SOURCE, 'rec:s0-z a trv:NarrativeVoice ; rdfs:label "another voice"@en .'))

# Dates
breaks("said after it was published", "said-after-published", on("trv:Prediction", day("said", "2031-01-01"), "Latest"))
breaks("happened after it was said", "happened-after-said", on("trv:Position", both(day("happened", "2031-01-01"), put("trv:happenedBasis", "con:printed")), "trv:saidLatest"))
breaks("a hand-over after the article was published", "happened-after-published", on("trv:Account", both(put("trv:accountOf", a("trv:Publication")), day("happened", "2031-01-01")), "src:s4 ;", "trv:happenedLatest"))
breaks("a statement before its occasion", "statement-before-occasion", on_a_dated_occasion("1999-01-01"))
breaks("a statement after its occasion", "statement-after-occasion", on_a_dated_occasion("2022-02-01"))
breaks("a date that cannot be read", "unreadable-date", on("trv:Statement", put("trv:said", '"in spring"^^edtf:EDTF')))
breaks("a day that does not exist", "unreadable-date", on("trv:Account", put("trv:happened", '"2022-02-30"^^edtf:EDTF'), "trv:happened "))
breaks("an interval that runs backwards", "unreadable-date", on("trv:Allegation", put("trv:said", '"2022-02/2021-12"^^edtf:EDTF')))
breaks("a first day that is stale", "stale-days", on("trv:Account", put("trv:happenedEarliest", '"1999-12-31"^^xsd:date'), "trv:happened "))
breaks("a last day where the date is open", "stale-days", on("trv:NewsArticle", put("trv:publishedLatest", '"2031-01-01"^^xsd:date'), "/.."))
breaks("a date without its basis", "clock-said-basis", on("trv:Statement", without("trv:saidBasis")))
breaks("a date that is a plain text", "clock-said-date", on("trv:Statement", put("trv:said", '"2022-01-11"')))
breaks("days without a date", "days-happened-date", on("trv:Account", both(without("trv:happened"), without("trv:happenedBasis")), "trv:happenedLatest"))
breaks("a statement without a date", "statement-said", on("trv:Assessment", both(*(without(f"trv:said{tail}") for tail in ("", "Basis", "Earliest", "Latest")))))
breaks("a derived date that nothing has", "derived-date", on("trv:Promise", both(day("said", "2021-01-01"), put("trv:saidBasis", "con:derived"), without("trv:occasion"))))

# Events and who took part
breaks("a meeting that no account dates", "meeting-undated", all_of(add(REFERENCE, 'ent:x a trv:Meeting ; rdfs:label "some talks"@en .'), on("trv:Participation", put("trv:atEvent", "ent:x"))))
breaks("a participation without presence", "participation-presence", on("trv:Participation", without("trv:presence")))
breaks("present and absent", "present-and-absent", on("trv:Participation", lambda block, files: (block + block.replace(name(block), name(block) + "-2", 1).replace("con:present", "con:absent")), "con:present"))
breaks("a participation in a place", "at-event-leads-to", on("trv:Participation", put("trv:atEvent", a("trv:City"))))
breaks("a tenure without the printed title", "tenure-named", on("trv:Tenure", without("trv:namedAs")))
breaks("a tenure of two offices", "tenure-office", on("trv:Tenure", plus("trv:office", other("trv:Office"))))
breaks("a negative duration", "account-duration", on("trv:Account", put("trv:duration", '"-PT7H"^^xsd:duration'), "trv:duration "))
breaks("a qualifier of no duration", "qualified-duration-has-duration", on("trv:Account", without("trv:duration"), "trv:durationQualifier"))
breaks("the pages of a document instead of its copy", "page-count-of-copy", on("trv:Account", put("trv:accountOf", a("trv:WrittenReply")), "trv:pageCount"))

# Statements and positions
breaks("a position without holder", "position-holder", on("trv:Position", without("trv:holder")))
breaks("two attitudes at once", "position-attitude", on("trv:Position", plus("trv:attitude", "con:avoids-outright-refusal")))
breaks("a group of attitudes", "position-attitude-group", on("trv:Position", put("trv:attitude", "con:unfavourable")))
breaks("an issue where an item belongs", "position-wants-item", on("trv:Position", put("trv:topic", a("trv:Issue")), "con:demands"))
breaks("an item where an issue belongs", "position-wants-issue", on("trv:Position", put("trv:topic", a("trv:ProposalItem")), "con:concerned"))
breaks("most of one item", "position-wants-package", on("trv:Position", plus("trv:degree", "con:most"), "con:demands", "ent:item-"))
breaks("a statement without speaker", "statement-speaker", on("trv:Allegation", without("trv:speaker")))
breaks("a statement without content", "statement-gloss", on("trv:Statement", without("trv:gloss")))
breaks("a gloss without language", "gloss-language", on("trv:Statement", put("trv:gloss", '"It is so."')))
breaks("a gloss that quotes at length", "long-quotation", on("trv:Assessment", put("trv:gloss", "'He says: \"one, two, three, four, five and six\".'@en")))
breaks("a statement of two kinds", "statement-kind", on("trv:Prediction", also("trv:Assessment")))
breaks("a record of two kinds", "attestation", on("trv:Tenure", also("trv:Account")))
breaks("a place that speaks", "speaker-leads-to", on("trv:Statement", put("trv:speaker", a("trv:City"))))
breaks("a denial of nothing", "denial-denies", on("trv:Denial", without("trv:denies")))
breaks("a denial of one's own words", "denial-of-own-words", on("trv:Denial", put("trv:speaker", lambda files, block: of("trv:speaker")(files, found(files, "trv:Allegation", name_of_denied(block))[1]))))
breaks("several conditions that nothing joins", "conditional", on("trv:Conditional", both(without("trv:connective"), plus("trv:antecedent", other("trv:Situation"))), "src:s0 ;"))
breaks("a condition that is its own consequence", "conditional-apart", on("trv:Conditional", put("trv:consequent", of("trv:antecedent"))))
breaks("the article's voice in another's mouth", "own-voice", on("trv:Statement", put("trv:speaker", a("trv:Person")), "con:own-voice"))
breaks("a concept of another scheme", "attitude-scheme", on("trv:Position", put("trv:attitude", "con:printed")))
breaks("a formulation of another's statement", "formulation-of-another", on("trv:Formulation", put("trv:speaker", a("trv:ResearchInstitute")), "trv:wordingOf"))
breaks("a formulation of two items", "formulation-of", on("trv:Formulation", plus("trv:formulates", a("trv:Package"))))
breaks("a step without carrier", "step-carrier", on("trv:AttributionStep", without("trv:carrier")))
breaks("a step that is the speaker", "step-of-speaker", on("trv:Position", put("trv:speaker", carrier_of_first_step), "trv:hasStep"))
breaks("a chain that begins with 2", "attestation-step-order", on("trv:AttributionStep", put("trv:stepOrder", "2"), "trv:stepOrder 1"))
breaks("a contested property outside a statement", "contested-outside-statement", on("trv:Account", plus("trv:polarity", "con:negative")))
breaks("an attitude of a shared entity", "contested-outside-statement", on("trv:State", plus("trv:attitude", "con:rejects")))
breaks("a property of records on a shared entity", "anchor", on("trv:Person", plus("trv:namedAs", '"Foreign Minister"')))
breaks("a derived property written by hand", "derived-cite", on("trv:Statement", plus("trv:cite", '"s0:1"')))

# Entities and topics
breaks("a person that is an organization", "disjoint-types", on("trv:Person", also("trv:Organization")))
breaks("a group that is a state", "disjoint-types", on("trv:ActorGroup", also("trv:State")))
breaks("a group declared the same as a member", "no-same-as", on("trv:ActorGroup", plus("owl:sameAs", a("trv:State"))))
breaks("a group identified with a member", "same-as-inside", on("trv:ActorGroup", plus("schema:sameAs", a("trv:Alliance"))))
breaks("a group with a member's public identifier", "shared-identifier", on("trv:ActorGroup", plus("schema:sameAs", lambda files, block: of("schema:sameAs")(files, found(files, "trv:State", "schema:sameAs")[1]))))
breaks("a group named like a member", "group-merged-with-member", on("trv:ActorGroup", plus("skos:altLabel", lambda files, block: english(found(files, "trv:State")[1]))))
breaks("a member that is part of a group", "part-kinds", on("trv:Alliance", plus("trv:isPartOf", a("trv:ActorGroup"))))
breaks("a label that two things have", "duplicate-label", add(REFERENCE, 'ent:x a trv:Person ; rdfs:label {it} ; skos:note "x"@en .', it=lambda files, block: english(found(files, "trv:Person")[1])))
breaks("nearly the same name", "near-duplicate", add(REFERENCE, 'ent:x a trv:Person ; rdfs:label {it} ; skos:note "x"@en .', it=lambda files, block: (english(found(files, "trv:Person")[1]).upper().replace("@EN", "@en").replace(" ", ", "))))
breaks("a label without language", "label-language", on("trv:Person", plus("rdfs:label", '"Somebody"')))
breaks("a spelling without language", "spelling-language", on("trv:Person", plus("skos:altLabel", '"Somebody"')))
breaks("no English label", "label-english", add(REFERENCE, 'ent:x a trv:Place ; rdfs:label "Где-то"@ru ; skos:note "x"@en .'))
breaks("a Russian name marked as English", "label-script", on("trv:City", plus("skos:altLabel", '"Где-то"@en')))
breaks("an entity that nothing leads to", "orphan-entity", add(REFERENCE, 'ent:x a trv:Place ; rdfs:label "Somewhere"@en .'))
breaks("a situation that nothing has", "unused-in-source", add(SOURCE, 'rec:s0-z a trv:Situation ; rdfs:label "nothing happens"@en .'))
breaks("a package without items", "package-empty", add(REFERENCE, 'ent:x a trv:Package ; rdfs:label "a package"@en ; trv:topic {issue} ; skos:note "x"@en .', issue=a("trv:Issue")))
breaks("an item without its issue", "item-issue", on("trv:ProposalItem", without("trv:topic")))
breaks("an item under an issue", "broader-kinds", on("trv:ProposalItem", plus("skos:broader", a("trv:Issue"))))
breaks("a demand asserted", "defined-class", on("trv:ProposalItem", also("trv:Demand")))
breaks("a cycle of sub-items", "broader-cycle", on("trv:Issue", lambda block, files: plus("skos:broader", name(block))(block, files)))
breaks("a cycle of parts", "part-cycle", all_of(add(REFERENCE, 'ent:x a trv:Place ; rdfs:label "here"@en ; trv:isPartOf ent:y . ent:y a trv:Place ; rdfs:label "there"@en ; trv:isPartOf ent:x .')))
breaks("a cycle of replies", "reply-cycle", on("trv:Account", lambda block, files: put("trv:repliesTo", of("trv:accountOf")(files, block))(block, files), "trv:repliesTo"))
breaks("a copy of nothing", "copy-of", on("trv:DocumentCopy", without("trv:copyOf")))
breaks("an unnamed voice with an identifier", "undisclosed-same-as", on("trv:SingleVoice", plus("schema:sameAs", "wd:Q1")))
breaks("a public identifier that is none of its kind", "identifier-form", replace("geonames:[0-9]+", "geonames:abc"))
breaks("an identifier that is none", "same-as-form", on("trv:Place", plus("schema:sameAs", "wd:France")))

# Settings and form
breaks("a base that is that of nothing", "wrong-base", replace("(base = .*)travaux", r"\1travux", "travaux.toml"))
breaks("a file that is not in canonical form", "not-canonical", replace("^    a ", "  a ", SOURCE))

# Links
breaks("a link without a reason", "link-gloss", on("trv:AnalyticLink", without("trv:gloss")))
breaks("a link without a curator", "link-creator", on("trv:AnalyticLink", without("dcterms:creator")))
breaks("a link from a record to itself", "link-from", on("trv:AnalyticLink", lambda block, files: put("trv:linkTo", of("trv:linkFrom")(files, block))(block, files)))
breaks("the same link twice", "link-twice", on("trv:AnalyticLink", lambda block, files: block + "\n" + block.replace(name(block), name(block) + "-2", 1)))
breaks("one statement that answers itself", "link-clash", on("trv:AnalyticLink", lambda block, files: (block + "\n" + block.replace(name(block), name(block) + "-2", 1).replace("con:same-statement", "con:answers")), "con:same-statement"))
breaks("a denial that is said to differ in time from what it denies", "conflict-kinds", add("graph/analysis.ttl", 'lnk:x a trv:AnalyticLink ; trv:gloss "Both."@en ; dcterms:creator "me" ; trv:linkKind con:differs-in-time ; trv:linkFrom {a} ; trv:linkTo {b} .', a=a("trv:Denial"), b=lambda files, block: of("trv:denies")(files, found(files, "trv:Denial")[1])))
breaks("one statement with two speakers", "same-statement-speakers", another_speaker)

# Terms and names
breaks("a property that does not exist", "undeclared-term", replace("trv:attitude", "trv:atitude", "graph/sources/*"))
breaks("a class that does not exist", "undeclared-term", on("trv:Promise", becomes("trv:Pledge")))
breaks("a concept that does not exist", "undeclared-term", replace("con:demands", "con:demand", "graph/sources/*"))
breaks("a datatype that does not exist", "undeclared-term", replace("edtf:EDTF", "edtf:EDFT", "graph/sources/*"))
breaks("an entity that does not exist", "dangling-reference", on("trv:Position", put("trv:holder", "ent:nobody")))
breaks("a thing without a type", "untyped-node", on("trv:Situation", without("a")))
breaks("a node without a name", "unnamed-node", add(SOURCE, '{it} trv:refersTo [ a trv:Situation ; rdfs:label "x"@en ] .', it=a("trv:Statement", "src:s0 ;")))
breaks("a class without a Russian label", "style-label-russian", replace(r'(a owl:Class ;\n    rdfs:label\n        ".*"@en) ,\n        ".*"@ru ;', r"\1 ;", "ontology/ontology.ttl"))
breaks("a property that SHACL does not know", "undeclared-term", replace("sh:minCount", "sh:mincount", "ontology/shapes.ttl"))
breaks("a target that SHACL does not know", "undeclared-term", replace("sh:targetClass", "sh:targetClas", "ontology/shapes.ttl"))
breaks("a list that SHACL does not know", "undeclared-term", replace(r"sh:in \(", "sh:inn (", "ontology/shapes.ttl"))
breaks("a kind of node that SHACL does not know", "undeclared-term", replace("sh:IRI", "sh:IRIS", "ontology/shapes.ttl"))
breaks("a shape without its path", "undeclared-term", replace("sh:path", "sh:pth", "ontology/shapes.ttl"))
breaks("a severity that SHACL does not know", "undeclared-term", replace("sh:path", "sh:severity sh:Violaton ; sh:path", "ontology/shapes.ttl"))
breaks("a relation that RDFS does not know", "undeclared-term", replace(" rdfs:subClassOf", " rdfs:subclassOf", "ontology/ontology.ttl"))
breaks("a construct that OWL does not know", "undeclared-term", replace("owl:inverseOf", "owl:inverseof", "ontology/ontology.ttl"))
breaks("a relation that SKOS does not know", "undeclared-term", replace("skos:broader", "skos:brodaer", "ontology/concepts.ttl"))
breaks("a relation in the alignments that RDFS does not know", "undeclared-term", replace("^    rdfs:subClassOf", "    rdfs:subclassOf", "ontology/alignments.ttl"))
breaks("an emptied list of prefixes", "prefix-list", replace(r"(?s)\A.*\Z", "", "ontology/prefixes.ttl"))
breaks("a list of prefixes without one of them", "prefix-list", replace(r"@prefix trv: .*\n", "", "ontology/prefixes.ttl"))
breaks("a prefix of another IRI", "prefix-list", replace("ontology#", "ontolgy#", "ontology/prefixes.ttl"))
breaks("a question that cannot be asked", "bad-question", replace(r"\bSELECT\b", "SELEKT", "queries/*.rq"))
breaks("a rule that cannot be run", "bad-rule", replace(r"\bCONSTRUCT\b", "KONSTRUKT", "ontology/rules/cite.rq"))
