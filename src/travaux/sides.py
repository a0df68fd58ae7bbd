"""On whose side an actor stands, as far as the files tell: derived from offices, bodies and wholes.

A side is the state or international organization at the top of what an actor belongs to: by an
office in it, as a body of it, by the affiliation of an unnamed voice, or because it takes part
somewhere on its behalf. Nothing is presumed: a person to whom no source gives an office has no
side, and a group is not merged into any of its members. Articles in their own voice stand apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode, QuerySolutions

from travaux import vocabulary as v
from travaux.engine import OxigraphEngine
from travaux.labels import Labels
from travaux.spelling import curie
from travaux.walk import reached

ARTICLES = "the articles themselves"
_NONE_TOLD = (
    (v.NARRATIVE_VOICE, ARTICLES),
    (v.UNDISCLOSED_VOICE, "unnamed, no body told"),
    (v.ACTOR_GROUP, "groups, no body told"),
    (v.PERSON, "persons, no office told"),
)
_SERVES = f"""
  {{ ?actor <{v.IS_PART_OF}> ?body }}
  UNION {{ ?tenure <{v.AGENT}> ?actor ; <{v.OFFICE}>/<{v.POST_IN}> ?body }}
  UNION {{ ?part a <{v.PARTICIPATION}> ; <{v.AGENT}> ?actor ; <{v.ON_BEHALF_OF}> ?body }}"""
_BELONGS = f"{_SERVES} UNION {{ ?actor <{v.AFFILIATION}> ?body }}"
_ACTOR = f"?kind <{v.SUBCLASS_OF}>* <{v.ACTOR}> . ?actor a ?kind"


class Sides:
    """The actors of a workspace, what they are and what they belong to."""

    def __init__(self, engine: OxigraphEngine) -> None:
        self._shown = Labels(engine)
        self._kinds = grouped(engine, f"SELECT DISTINCT ?actor ?kind WHERE {{ {_ACTOR} }}")
        above = f"{_ACTOR} . ?kind <{v.SUBCLASS_OF}>* ?class"
        self._classes = grouped(engine, f"SELECT DISTINCT ?actor ?class WHERE {{ {above} }}")
        self._serves = grouped(engine, f"SELECT DISTINCT ?actor ?body WHERE {{ {_SERVES} }}")
        self._belongs = grouped(engine, f"SELECT DISTINCT ?actor ?body WHERE {{ {_BELONGS} }}")
        self._names: dict[str, str] = {}
        self._bearers: Counter[str] | None = None
        self._prefixes = engine.prefixes

    def is_a(self, iri: str, class_: str) -> bool:
        """Whether something is an actor of a class or of one below it."""
        return class_ in self._classes.get(iri, ())

    def wholes(self, actor: str) -> set[str]:
        """The actor itself and all that it belongs to, however far up."""
        return reached(actor, lambda each: self._belongs.get(each, ()))

    def speaks_for(self, actor: str, holder: str) -> bool:
        """Whether an actor is the holder, a body or official of it, or takes part on its behalf.

        An unnamed voice speaks for nobody, whatever its affiliation.
        """
        return holder in reached(actor, lambda each: self._serves.get(each, ()))

    def name(self, actor: str) -> str:
        """The side of an actor in words."""
        if actor not in self._names:
            self._names[actor] = self._name(actor)
        return self._names[actor]

    def has_side(self, actor: str) -> bool:
        """Whether the files tell a state or international organization for the actor."""
        return bool(self._sides(actor))

    def kind(self, actor: str) -> str:
        """The class of an actor in words."""
        return ", ".join(sorted(map(self.label, self._kinds.get(actor, ()))))

    def label(self, iri: str) -> str:
        """A thing as people read it."""
        return self._shown(NamedNode(iri))

    def actor(self, iri: str) -> str:
        """The label of an actor, with its CURIE where another actor has the same."""
        label = self.label(iri)
        if self._bearers is None:
            self._bearers = Counter(map(self.label, self._kinds))
        return f"{label} ({curie(iri, self._prefixes)})" if self._bearers[label] > 1 else label

    def _tops(self, actor: str) -> set[str]:
        return {each for each in self.wholes(actor) if not self._belongs.get(each)}

    def _sides(self, actor: str) -> set[str]:
        wanted = {v.STATE, v.INTERNATIONAL_ORGANIZATION}
        return {top for top in self._tops(actor) if self._classes.get(top, set()) & wanted}

    def _name(self, actor: str) -> str:
        sides, tops = self._sides(actor), self._tops(actor)
        if sides:
            return " and ".join(sorted(map(self.label, sides)))
        if actor in tops or not tops:
            told = [words for class_, words in _NONE_TOLD if self.is_a(actor, class_)]
            return told[0] if told else self.kind(actor)
        return " and ".join(sorted(set(map(self.name, tops))))


def values(engine: OxigraphEngine, text: str) -> Iterator[list[str]]:
    """The rows of a SELECT as plain texts, empty where a variable is unbound."""
    answer = engine.query(text)
    assert isinstance(answer, QuerySolutions)
    for row in answer:
        yield [getattr(row[variable], "value", "") for variable in answer.variables]


def grouped(engine: OxigraphEngine, text: str) -> dict[str, set[str]]:
    """A SELECT of two columns: to each value of the first those of the second."""
    found: dict[str, set[str]] = {}
    for one, other in values(engine, text):
        found.setdefault(one, set()).add(other)
    return found
