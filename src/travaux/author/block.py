"""The block in which one text is coded: `with kg.source("s6", ...) as s:`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import Literal

from travaux import vocabulary as v
from travaux.author import opening, said
from travaux.author.calls import Call, WrongCall, here, telling
from travaux.author.draft import Draft
from travaux.author.kinds import Kind, kinds_of, snake
from travaux.author.makers import Maker, Makers, is_labelled, unknown
from travaux.author.refusal import Refused
from travaux.author.texts import Text
from travaux.author.things import Passage, Step, Thing
from travaux.author.writer import Writer
from travaux.engine import Engine
from travaux.kg.pending import Change, DoesNotConform
from travaux.validate import Report
from travaux.workspace import Workspace

if TYPE_CHECKING:
    from travaux.suggest.suggestions import Suggestions

_APART = (v.ATTRIBUTION_STEP, v.NEWS_ARTICLE)  # s.step and s.article write these
_STATES = {
    "new": ("the block has not begun", "Write `with kg.source(...) as s:`."),
    "left": ("the block is over", "To add to the source: kg.source(..., extend=True)."),
}


class Graph(Protocol):
    """What authoring asks of a KnowledgeGraph."""

    @property
    def engine(self) -> Engine:
        """What is known so far."""

    @property
    def workspace(self) -> Workspace:
        """The workspace as it would be if it were saved."""

    def stage(self, changes: Sequence[Change]) -> Report:
        """Take changes in, or raise DoesNotConform and change nothing."""


class SourceBlock:
    """Writes what one text tells; made by `kg.source`, used in a `with` statement.

    There is a method for each kind of record (`s.position`, `s.account`, ...), for situations and
    unnamed voices (`s.situation`, `s.single_voice`, ...), and in `s.new` one for each kind of
    shared entity (`s.new.person`, ...). Fields are the properties of the ontology in snake case,
    but for `at`, the evidence; a name is looked for among the things that the field takes. Each
    call gives back a Thing, to be named in later calls. Leaving the block hands all of it over at
    once; an error in a call, or in what was written, changes nothing.
    """

    def __init__(
        self,
        kg: Graph,
        name: str,
        *,
        text: str | os.PathLike[str] | None,
        extend: bool,
        label: object,
        fields: Mapping[str, object],
    ) -> None:
        call = here("kg.source")
        with telling(call):
            opening.check_name(name, kg.workspace, extend)
        self._kg, self._state = kg, "new"
        self._draft = draft = Draft(kg.engine, kg.workspace, name)
        with telling(call, "text"):
            found = opening.read_text(name, text, extend, draft)
        self._kinds = kinds_of(kg.engine)
        self._writer = Writer(draft, self._kinds, found, kg.workspace.languages)
        if extend and label is not None:
            hint = "Its label stands in the file."
            raise WrongCall("the source has a label already", where=call.at("label"), hint=hint)
        if found and not extend:
            voice = opening.begin(draft, self._kinds, found, label, fields, call)
        else:
            opening.more(draft, self._kinds, fields, call)
            voice = opening.voice(draft, call)
        #: The article itself, and its own voice, to be named in calls.
        self.source = draft.thing(draft.article, "news_article")
        self.voice = draft.thing(voice, "narrative_voice")
        #: Makers of shared entities, by kind.
        self.new = Makers(self._kinds.entities, "s.new", draft.engine, self._write)
        #: What the rules say of the workspace with this block in it; None before it is left.
        self.report: Report | None = None

    # A block --------------------------------------------------------------------------------------
    def __enter__(self) -> SourceBlock:
        if self._state != "new":
            what, hint = _STATES["left"]
            raise WrongCall(what, hint=hint)
        self._state = "open"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._state = "left"
        if kind is None:
            self._hand_over()

    def _hand_over(self) -> None:
        self._draft.still_free(self._kg.engine)
        for node in self._writer.undated:
            said.date(node, self._draft)
        try:
            self.report = self._kg.stage(self._draft.changes())
        except DoesNotConform as error:
            raise Refused(error, self._draft.calls) from None

    def __repr__(self) -> str:
        calls = len({*self._draft.calls.values()}) - 1
        return f"<source {self.name}: {calls} calls, {self._state}>"

    @property
    def name(self) -> str:
        """The source's short name."""
        return self._draft.name

    @property
    def text(self) -> str:
        """The text itself; it stays in memory."""
        return self._writer.text.text if self._writer.text else ""

    @property
    def engine(self) -> Engine:
        """What is known, the names of this block included."""
        return self._draft.engine

    # Spans and steps ------------------------------------------------------------------------------
    def passage(
        self,
        par: int | None = None,
        contains: str | None = None,
        *,
        start: int | None = None,
        end: int | None = None,
    ) -> Passage:
        """The span of the words that `contains` gives, which stand once in paragraph `par`.

        Paragraphs are the non-empty lines, counted from 1. Instead of both, `start` and `end` give
        characters of the whole text, from 0, the end exclusive. Raises SnippetProblem for words
        that stand there twice or not at all, TextProblem for a paragraph that there is not.
        """
        call = self._calling("s.passage")
        text = self._read_text(call)
        with telling(call):
            if start is not None and end is not None and par is None and contains is None:
                return text.at(start, end)
            if par is None or contains is None or start is not None or end is not None:
                hint = "Either par= and contains=, or start= and end=."
                raise WrongCall("a passage needs two things", hint=hint)
            return text.find(par, contains)

    def step(self, *carrier: object, **fields: object) -> Step:
        """An intermediary, for `has_step`: s.step("a magazine", step_kind="quotes").

        Steps are given nearest the speaker first; speaker and article are no steps.
        """
        return self._writer.step(carrier, fields, self._calling("s.step"))

    def suggest(self) -> Suggestions:
        """What the text may mention: known things, dates, offices, and apart names of neither.

        Nothing is written. Dates are counted from the day on which the article was published.
        `.to_xlsx(path)` gives a spreadsheet to fill in; it shows words of the text, so keep it
        outside the repository, or leave them out with words=False.
        """
        from travaux.suggest.dating import article_day
        from travaux.suggest.proposing import suggest
        from travaux.suggest.suggestions import Suggestions

        text = self._read_text(here("s.suggest"))
        published = self._draft.value(self._draft.article, v.PUBLISHED)
        day = article_day(published.value if isinstance(published, Literal) else None)
        return Suggestions(suggest(text.text, self.engine, day), self.name)

    def _read_text(self, call: Call) -> Text:
        if self._writer.text is None:
            hint = f'kg.source("{self.name}", extend=True, text=Path(...)) reads it.'
            raise WrongCall("there is no text to look in", where=str(call), hint=hint)
        return self._writer.text

    # What is written ------------------------------------------------------------------------------
    def article(self, **fields: object) -> Thing:
        """More of the article: s.article(draws_on=["an agency"])."""
        call = self._calling("s.article")
        opening.more(self._draft, self._kinds, fields, call)
        return self.source

    def record(self, kind: str, *leading: object, **fields: object) -> Thing:
        """A record of a kind by its name: s.record("position", ...) is s.position(...)."""
        found = self._kind(kind, self._own, "s.record")
        return self._write(found, leading, fields, here("s.record"))

    def entity(self, kind: str, label: object, **fields: object) -> Thing:
        """A shared entity of a kind by its name: s.entity("Person", ...) is s.new.person(...)."""
        found = self._kind(kind, self._kinds.entities, "s.entity")
        return self._write(found, (label,), fields, here("s.entity"))

    def __getattr__(self, name: str) -> Maker:
        own = {} if name.startswith("_") else self._own
        if name not in own:
            raise AttributeError(unknown("s", name, own))
        return Maker(own[name], f"s.{name}", self._draft.engine, self._write)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._own})

    @property
    def _own(self) -> dict[str, Kind]:
        """The kinds of what a source records, but for those that have their own methods."""
        return {name: kind for name, kind in self._kinds.records.items() if kind.iri not in _APART}

    def _kind(self, name: object, known: Mapping[str, Kind], words: str) -> Kind:
        kind = known.get(snake(name)) if isinstance(name, str) else None
        if kind is None:
            hint = f"Known: {', '.join(known)}."
            raise WrongCall(f"there is no kind {name!r}", where=str(here(words)), hint=hint)
        return kind

    def _write(
        self, kind: Kind, leading: tuple[object, ...], fields: dict[str, Any], call: Call
    ) -> Thing:
        self._open(call)
        if not is_labelled(kind):
            return self._writer.record(kind, leading, fields, call)
        if not leading and "label" in fields:
            leading = (fields.pop("label"),)
        if len(leading) != 1:
            raise WrongCall("one label is needed", where=str(call), hint="Give its name first.")
        return self._writer.thing(kind, leading[0], fields, call)

    def _calling(self, words: str) -> Call:
        call = here(words)
        self._open(call)
        return call

    def _open(self, call: Call) -> None:
        if self._state != "open":
            what, hint = _STATES[self._state]
            raise WrongCall(what, where=str(call), hint=hint)
