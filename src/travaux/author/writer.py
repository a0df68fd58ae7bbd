"""The two things that calls write: records, which rest on passages, and things that have a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.author import naming
from travaux.author.calls import Call, WrongCall, telling
from travaux.author.draft import REFERENCE, Draft
from travaux.author.forms import Filled, complete, filled, terms
from travaux.author.kinds import Kind, Kinds
from travaux.author.labels import Names
from travaux.author.texts import Text
from travaux.author.things import Passage, Step, Thing
from travaux.author.values import Item, texts
from travaux.engine import Term

Values = dict[str, list[Term]]


class Writer:
    """Writes what the calls of one block say into its draft, each call whole or not at all."""

    def __init__(
        self, draft: Draft, kinds: Kinds, text: Text | None, languages: Sequence[str]
    ) -> None:
        self.draft, self.kinds, self.text = draft, kinds, text
        self._languages = [each.lower() for each in languages]
        self._names: Names | None = None
        #: Statements of which nobody said when they were said.
        self.undated: list[NamedNode] = []

    @property
    def names(self) -> Names:
        """The names that are taken."""
        if self._names is None:
            own = (NamedNode(v.SITUATION), NamedNode(v.UNDISCLOSED_VOICE))
            self._names = Names(self.draft, (*self.kinds.entity_classes, *own))
        return self._names

    # Records --------------------------------------------------------------------------------------
    def record(
        self, kind: Kind, leading: Sequence[object], given: Mapping[str, object], call: Call
    ) -> Thing:
        """Write an attestation of a kind."""
        fields = dict(given)
        name = fields.pop("name", None)
        found = filled(kind, leading, fields, call, self.draft)
        dated = v.SAID in found or not (kind.has(v.SAID) and kind.field(v.SAID).least)
        complete(kind, found, call, self.draft, "" if dated else v.SAID)
        for each in found.get(v.GLOSS, ()):
            self._own_words(each, "gloss", call)
        start = f"{self._paragraph(found[v.EVIDENCE][0])}-"
        made = naming.record(kind, terms(found), self.draft.name)
        node = self.draft.record(_name(name, call), start, made, call)
        self._write(node, kind, found, call)
        if not dated:
            self.undated.append(node)
        return self.draft.thing(node, kind.name)

    def _write(self, node: NamedNode, kind: Kind, found: Filled, call: Call) -> None:
        draft, values = self.draft, terms(found)
        for each in found[v.EVIDENCE]:
            if isinstance(each, Passage):
                values[v.EVIDENCE].append(draft.passage(each, call))
        steps = [each for each in found.get(v.HAS_STEP, ()) if isinstance(each, Step)]
        if steps:
            values[v.HAS_STEP] = list(draft.steps(node, steps))
        heads: Values = {v.TYPE: [NamedNode(kind.iri)], v.IN_SOURCE: [draft.article]}
        draft.describe(draft.path, node, {**heads, **values})

    def _paragraph(self, evidence: Item) -> int:
        """The number of the paragraph that a record is named after."""
        if isinstance(evidence, Passage):
            return evidence.paragraph
        number = self.draft.value(evidence, v.PARAGRAPH) if isinstance(evidence, NamedNode) else 0
        return int(number.value) if isinstance(number, Literal) else 0

    def _own_words(self, told: Item, field: str, call: Call) -> None:
        """Refuse what repeats the text: texts are not ours to publish."""
        if not isinstance(told, Literal) or self.text is None:
            return
        run = self.text.borrowed(told.value)
        if run and not self.names.hold(run):
            what = f"{len(run)} words in a row are those of the text"
            raise WrongCall(what, where=call.at(field), hint="Tell it in your own words.")

    def step(self, leading: Sequence[object], given: Mapping[str, object], call: Call) -> Step:
        """An intermediary, to be written with each record that has it."""
        kind = self.kinds.record(v.ATTRIBUTION_STEP)
        found = filled(kind, leading, given, call, self.draft)
        complete(kind, found, call, self.draft)
        pairs = [(property, term) for property, own in terms(found).items() for term in own]
        return Step(tuple((p, term) for p, term in pairs if isinstance(term, NamedNode)), call)

    # Things that have a name ----------------------------------------------------------------------
    def thing(self, kind: Kind, label: object, given: Mapping[str, object], call: Call) -> Thing:
        """Write a shared entity, or a situation or a voice of the source."""
        fields = dict(given)
        name, homonym = _name(fields.pop("name", None), call), bool(fields.pop("homonym", False))
        labels = self._labels(kind, label, fields, call)
        found = filled(kind, (), fields, call, self.draft)
        complete(kind, found, call, self.draft)
        values = terms(found)
        for each in values.get(v.NOTE, ()):
            self._own_words(each, "note", call)
        own = [*labels, *(e for e in values.get(v.ALT_LABEL, ()) if isinstance(e, Literal))]
        self.names.claim(own, call, homonym=homonym)
        node = (
            self._entity(kind, labels, name, call)
            if kind.shared
            else self._own(kind, labels, name, call)
        )
        heads: Values = {v.TYPE: [NamedNode(kind.iri)], v.LABEL: [*labels]}
        if not kind.shared:
            heads[v.IN_SOURCE] = [self.draft.article]
        self.draft.describe(
            REFERENCE if kind.shared else self.draft.path, node, {**heads, **values}
        )
        self.names.have(node, own)
        return self.draft.thing(node, kind.name)

    def _labels(
        self, kind: Kind, label: object, fields: dict[str, object], call: Call
    ) -> list[Literal]:
        """The names of a new thing; languages of the workspace may be given as fields."""
        with telling(call, "label"):
            labels = list(texts(label))
        for language in self._languages:
            key = language.replace("-", "_")
            if key in fields and key not in kind.fields:
                with telling(call, key):
                    labels += texts({language: fields.pop(key)})
        tags = [each.language for each in labels]
        if "en" not in tags or len({*tags}) < len(tags):
            hint = 'Write {"en": ..., "ru": ...}, or the English name alone.'
            raise WrongCall("one name a language, English among them", where=str(call), hint=hint)
        return labels

    def _entity(self, kind: Kind, labels: list[Literal], name: str | None, call: Call) -> NamedNode:
        if name is not None:
            return self.draft.named("entity", name, call)
        made = naming.entity(kind, _english(labels), self.kinds.entities)
        if not made:
            hint = "It has no Latin letters: give name=, made of a-z, 0-9 and hyphens."
            raise WrongCall("its label makes no name", where=str(call), hint=hint)
        return self.draft.fresh("entity", made, call)

    def _own(self, kind: Kind, labels: list[Literal], name: str | None, call: Call) -> NamedNode:
        for each in labels:
            self._own_words(each, "label", call)
        start = "situation-" if v.SITUATION in kind.above else ""
        return self.draft.record(name, start, naming.slug(_english(labels)) or kind.name, call)


def _english(labels: list[Literal]) -> str:
    return next(each.value for each in labels if each.language == "en")


def _name(given: object, call: Call) -> str | None:
    if given is None or isinstance(given, str):
        return given
    raise WrongCall(f"{given!r} is no name", where=call.at("name"))
