"""The command `find`: words looked for in labels, aliases, titles and glosses of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import click
from pyoxigraph import NamedNode

from travaux import layout, output
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter, UnknownName
from travaux.hits import Hit, hits
from travaux.matches import Match, search
from travaux.names import fold, is_text
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.timeout import limit
from travaux.workspace import Workspace
from travaux.workspace import find as find_workspace

_SHOWN = ("kind", "who", "date", "text", "cite")
_FIELDS = ("kind", "who", "date", "text", "cite", "matched", "iri")
_MANY = 10  # rows from which on it helps to know the kinds
_KINDS = 5  # kinds named in that case
_SOME = 4  # paragraphs: no record rests on so many
_LONG = 60
_LONGEST_NAME = 100  # no name is longer, and near names of long texts take long


@click.command(
    "find",
    epilog="\b\nExample:\n  travaux find sanction\n  travaux find расшир --kind issue\n"
    "  travaux find withdraw --kind position --source s4 --format csv",
    short_help="Find words in names, titles and glosses.",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", metavar="KIND", help="Only this kind, such as person, meeting or position.")
@click.option("--source", metavar="NAME", help="Only what this source speaks of, such as s1.")
@format_option("table", "csv", "tsv", "json", "markdown")
@lang_option
@timeout_option
@workspace_option
def command(
    words: tuple[str, ...],
    kind: str | None,
    source: str | None,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Find what has all the WORDS in its label, aliases, title or gloss, in any language.

    Case and accents do not matter; a word is found by its beginning too, so that "sanction" finds
    "sanctions". Names come first, then what is recorded; words of the ontology come last. Who is
    the speaker, with the stance told of another ("A: B rejects"), or who acts. The last column
    says where the sources speak of it: s0:1 +12 is a paragraph and twelve more.
    """
    text = _asked(words)
    found = find_workspace(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        within = _Within(kind, source, engine)
        matches = search(text, engine)
        listed = within.hits(matches)
        answer = _WRITERS[format](listed) if listed or format != "table" else ""
        notes = list(
            _tally(listed, text, format)
            if listed
            else _nothing(text, within, len(matches), found, engine)
        )
    output.put(answer.encode("utf-8", "backslashreplace"))
    for note in notes:
        output.note(note)


class _Within:
    """What a search is held to: a kind, a source, both or neither."""

    def __init__(self, kind: str | None, source: str | None, engine: OxigraphEngine) -> None:
        from travaux import class_names

        self._engine = engine
        self.source = _source(source, engine) if source is not None else ""
        node = class_names.resolve(kind, engine, "--kind") if kind is not None else None
        self._members = class_names.members(node, engine) if node else None
        self.kind = (engine.label(node.value) or kind or "") if node else ""

    def hits(self, matches: Mapping[NamedNode, Match]) -> list[Hit]:
        """What of the matches is within, the best first."""
        return hits(matches, self._engine, self._members, self.source)

    def __str__(self) -> str:
        """` of the kind position in s1`; nothing where everything is meant."""
        kind = f" of the kind {self.kind}" if self.kind else ""
        return f"{kind} in {self.source}" if self.source else kind


def _asked(words: Sequence[str]) -> str:
    """The words as one text; BadParameter where there are none in it."""
    text = " ".join(words)
    if not is_text(text):
        raise BadParameter("not UTF-8 text", where="WORDS")
    if not fold(text):
        what = f"no word in {_brief(text)}" if text.strip() else "no word to look for"
        raise BadParameter(what, where="WORDS", hint="Words have letters or digits.")
    return text


def _source(name: str, engine: OxigraphEngine) -> str:
    """The short name of a source that is here; UnknownName lists those that are."""
    from travaux.cites import sources

    here = sources(engine)
    if name.strip().lower() in here:
        return name.strip().lower()
    listed = f"Sources: {', '.join(here)}." if here else "It has no sources."
    raise UnknownName(f"{_brief(name)} is not in {engine.place}", where="--source", hint=listed)


def _tally(listed: Sequence[Hit], text: str, format: str) -> Iterator[str]:
    """How many there are, and of which kinds where they are many; only beside a table."""
    if format != "table":
        return
    kinds = Counter(hit.kind.partition(":")[0] for hit in listed).most_common()
    told = f"{len(listed)} found for {_brief(text)}"
    if len(listed) > _MANY and len(kinds) > 1:
        rest = sum(number for _, number in kinds[_KINDS:])
        kinds = kinds[:_KINDS] + ([("others", rest)] if rest else [])
        told += ": " + ", ".join(f"{kind} {number}" for kind, number in kinds)
    yield told


def _nothing(
    text: str, within: _Within, elsewhere: int, workspace: Workspace, engine: OxigraphEngine
) -> Iterator[str]:
    """Why nothing is listed: what was searched, what there is elsewhere, and near names."""
    sources = sum(file.layer == "source" for file in workspace.graph_files())
    searched = output.counted(1 if within.source else sources, "source")
    texts = "labels, aliases, titles and glosses"
    yield f"nothing{within} has {_brief(text)}: {texts} of {searched} searched"
    if elsewhere:
        limits = [f"--{name}" for name in ("kind", "source") if getattr(within, name)]
        yield f"{elsewhere} found without {' and '.join(limits)}"
        return
    words = list(dict.fromkeys(fold(text).split()))
    if 1 < len(words) <= _MANY:
        yield "each alone: " + ", ".join(f"{word} {len(search(word, engine))}" for word in words)
    yield from _near(text, engine)


def _near(text: str, engine: OxigraphEngine) -> Iterator[str]:
    from travaux.hits import is_notion
    from travaux.names import listing, suggest

    short = len(text) <= _LONGEST_NAME
    near = suggest(text, engine, keep=lambda n: not is_notion(n, engine)) if short else []
    if near:
        yield "Did you mean"
        yield from listing(near).split("\n")


def _brief(text: str) -> str:
    return repr(text if len(text) <= _LONG else text[: _LONG - 1] + "…")


def _where(cites: Sequence[str], whole: bool) -> str:
    """The paragraphs; where they are many, the first one and how many more there are."""
    if whole or len(cites) < _SOME:
        return ", ".join(cites)
    return f"{cites[0]} +{len(cites) - 1}"


def _rows(listed: Sequence[Hit]) -> list[tuple[str, ...]]:
    return [
        (hit.kind, hit.who, hit.date, hit.text, _where(hit.cites, whole=False)) for hit in listed
    ]


def _table(listed: Sequence[Hit]) -> str:
    import sys

    colour = layout.colourful(sys.stdout)
    return layout.table(_SHOWN, _rows(listed), layout.terminal_width(), colour=colour)


def _markdown(listed: Sequence[Hit]) -> str:
    return layout.markdown(_SHOWN, _rows(listed))


def _fields(listed: Sequence[Hit]) -> list[tuple[str, ...]]:
    rows = [(*hit[:4], _where(hit.cites, whole=True), hit.matched, hit.iri) for hit in listed]
    return [_FIELDS, *rows]


def _csv(listed: Sequence[Hit]) -> str:
    return layout.csv(_fields(listed))


def _tsv(listed: Sequence[Hit]) -> str:
    return layout.tsv(_fields(listed))


def _json(listed: Sequence[Hit]) -> str:
    return layout.json([hit._asdict() for hit in listed])


_WRITERS = {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "markdown": _markdown}
