"""`travaux reason --check`: whether ontology, alignments and all that is said can hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from time import monotonic
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from travaux import clash, hermit, layout
from travaux.clash_words import Told, Words
from travaux.corpus import Corpus
from travaux.spelling import curie
from travaux.suspects import suspects
from travaux.turtle_text import name_of
from travaux.vocabulary import ACTOR, SUBCLASS_OF, TYPE
from travaux.walk import reached
from travaux.workspace import Workspace

LAYERS = ("ontology", "alignments", "reference", "analysis", "source")
#: More unsatisfiable classes than this are named but not explained: one follows from another.
EXPLAINED = 3
#: Of a set that could not be made small, so many statements are shown.
SHOWN = 40
_MEMBER = "urn:x-travaux:some-member"


class Explained(NamedTuple):
    """Why something cannot be: the statements that clash, and whether all of them are needed."""

    about: str  # the class that can have no member; empty where the whole is inconsistent
    statements: tuple[Told, ...]
    minimal: bool
    more: int = 0  # statements that are not shown


class Report(NamedTuple):
    """What HermiT says."""

    consistent: bool
    unsatisfiable: tuple[str, ...]
    clashes: tuple[Explained, ...]
    triples: int
    left_out: dict[str, int]
    actors: int

    @property
    def holds(self) -> bool:
        """Nothing is wrong."""
        return self.consistent and not self.unsatisfiable


def check(workspace: Workspace, format: str, seconds: float) -> int:
    """Ask HermiT about a workspace, write what it says, and return the exit code.

    Raises NoJava, ReasonerFailed, and BadTurtle for a file that does not parse.
    """
    from travaux.output import note, put

    corpus = Corpus(workspace)
    report = examine(corpus, seconds, note)
    put(render(report, corpus, format).encode("utf-8", "backslashreplace"))
    for line in (left_out(report, corpus), added(report)):
        if line:
            note(line)
    return 0 if report.holds else 1


def examine(corpus: Corpus, seconds: float, tell: Callable[[str], None]) -> Report:
    """What HermiT says of a corpus; `tell` gets lines on the progress of a search."""
    deadline = monotonic() + seconds
    hermit.java()  # before anything else takes time
    said = [triple for part in corpus.layer(*LAYERS) for triple in part.triples]
    triples, out = hermit.readable(said)
    actors = _actors(corpus)
    triples += clash.different(actors)
    classes = hermit.unsatisfiable(triples, deadline)
    searched = _Searched(corpus, triples, deadline, tell)
    if classes is None:
        found = [searched.explained("")]
    else:
        found = [searched.explained(iri) for iri in classes[:EXPLAINED]]
    told = tuple(classes or ()), tuple(found)
    return Report(classes is not None, *told, len(set(said)), dict(out), len(actors))


def why(
    corpus: Corpus, triples: Sequence[Triple], deadline: float, tell: Callable[[str], None]
) -> Explained:
    """A small set of statements that clash, of triples of which it is known that they do."""
    return _Searched(corpus, triples, deadline, tell).explained("")


class _Searched:
    def __init__(
        self,
        corpus: Corpus,
        triples: Sequence[Triple],
        deadline: float,
        tell: Callable[[str], None],
    ) -> None:
        self.units, self.words = clash.Units(triples), Words(corpus)
        self.workspace, self.triples = corpus.workspace, triples
        self.deadline, self.tell = deadline, tell

    def explained(self, iri: str) -> Explained:
        """A small set of statements that clash, or that leave a class without members."""
        self.tell(f"a clash: searching {len(self.units.units):,} statements for a small set of it")
        fixed = [Triple(NamedNode(_MEMBER), NamedNode(TYPE), NamedNode(iri))] if iri else []
        near = () if iri else suspects(self.workspace, self.triples)
        found = clash.smallest(self.units, self._ask, self.tell, fixed, near)
        told = [self.words.told(unit) for unit in found.units[:SHOWN]]
        more = len(found.units) - len(told)
        return Explained(iri, tuple(sorted(told, key=_order)), found.minimal, more)

    def _ask(self, sets: Sequence[Sequence[Triple]]) -> int | None:
        return hermit.first_clash(sets, self.deadline)


def _order(told: Told) -> tuple[object, ...]:
    """What the sources say comes first, the ontology last."""
    return told.file.startswith("ontology"), not told.line, told.file, told.line, told.statement


def _actors(corpus: Corpus) -> list[str]:
    """The actors that the reference layer names: different names, different actors."""
    above: dict[str, set[str]] = {}
    for triple in corpus.triples():
        if triple.predicate.value == SUBCLASS_OF:
            above.setdefault(name_of(triple.object), set()).add(name_of(triple.subject))
    kinds = reached(ACTOR, lambda kind: above.get(kind, ()))
    return sorted(
        {
            triple.subject.value
            for part in corpus.layer("reference")
            for triple in part.triples
            if triple.predicate.value == TYPE
            and name_of(triple.object) in kinds
            and isinstance(triple.subject, NamedNode)
        }
    )


def render(report: Report, corpus: Corpus, format: str) -> str:
    """The report as table, markdown, csv or json, with a line feed at its end."""
    if format == "json":
        return layout.json(_content(report, corpus))
    rows = [
        (_about(clash, corpus), told.file, str(told.line or ""), told.statement)
        for clash in report.clashes
        for told in clash.statements
    ]
    if format == "csv":
        return layout.csv([("about", "file", "line", "statement"), *rows])
    if format == "markdown":
        shown = [(about, f"{f}:{n}" if n else f, words) for about, f, n, words in rows]
        head = layout.mark_escape(verdict(report, corpus))
        return f"{head}\n" + (f"\n{layout.markdown(_HEADS, shown)}" if shown else "")
    return _table(report, corpus)


_HEADS = ("about", "place", "statement")


def _table(report: Report, corpus: Corpus) -> str:
    width = max(40, layout.terminal_width())
    lines = layout.wrap(layout.escape(verdict(report, corpus)), width)
    for found in report.clashes:
        lines += ["", *layout.wrap(layout.escape(heading(found, corpus)), width)]
        for told in found.statements:
            lines.append("  " + layout.escape(told.place))
            lines += [
                "    " + line for line in layout.wrap(layout.escape(told.statement), width - 4)
            ]
    return "\n".join(lines) + "\n"


def verdict(report: Report, corpus: Corpus) -> str:
    """Consistent or not, in one sentence."""
    if not report.consistent:
        return "Inconsistent: not all that is said and declared can be true together."
    triples = f"{report.triples:,} triple{'s' * (report.triples != 1)}"
    held = f"Consistent: the ontology, its alignments and all data, {triples}, hold together"
    if not report.unsatisfiable:
        return f"{held}, and every class can have a member."
    names = ", ".join(_name(iri, corpus) for iri in report.unsatisfiable)
    return f"{held}, but nothing can be a member of: {names}."


def heading(found: Explained, corpus: Corpus) -> str:
    """What the statements of a clash are, and how sure it is that all of them are needed."""
    number = len(found.statements) + found.more
    what = f"leave {_about(found, corpus)} without members" if found.about else "cannot all be true"
    if found.minimal:
        return f"These {number} {what}; without any one of them the others can:"
    shown = f"; the first {len(found.statements)} of them" if found.more else ""
    return f"Among these {number} are some that {what} (not minimal: time was up){shown}:"


def left_out(report: Report, corpus: Corpus) -> str:
    """What HermiT was not shown, in words; empty if it was shown everything."""
    if not report.left_out:
        return ""
    total = sum(report.left_out.values())
    kinds = Counter(report.left_out).most_common()
    each = ", ".join(f"{n:,} {curie(iri, corpus.prefixes)}" for iri, n in kinds)
    return f"left out, for HermiT cannot read their datatypes: {total:,} literals ({each})"


def added(report: Report) -> str:
    """What is taken for granted besides what the files say."""
    if report.actors < 2:
        return ""
    return f"added: the {report.actors} actors that the reference layer names are all different"


def _about(found: Explained, corpus: Corpus) -> str:
    return _name(found.about, corpus) if found.about else ""


def _name(iri: str, corpus: Corpus) -> str:
    return f"{corpus.label(iri)} ({corpus.short(iri)})" if corpus.label(iri) else corpus.short(iri)


def _content(report: Report, corpus: Corpus) -> dict[str, object]:
    return {
        "consistent": report.consistent,
        "summary": verdict(report, corpus),
        "unsatisfiable": list(report.unsatisfiable),
        "clashes": [
            {
                "about": found.about,
                "minimal": found.minimal,
                "more": found.more,
                "statements": [told._asdict() for told in found.statements],
            }
            for found in report.clashes
        ],
        "triples": report.triples,
        "left_out": report.left_out,
        "actors_declared_different": report.actors,
    }
