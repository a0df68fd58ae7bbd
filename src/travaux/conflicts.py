"""The command `conflicts`: accounts that differ, side by side, with the kind of difference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import click
from pyoxigraph import Literal, NamedNode

from travaux import cites, names, output
from travaux.differences import KINDS, Conflict, below, read, touches
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter
from travaux.opposite import UNTYPED, Block, Reader
from travaux.options import format_option, lang_option, timeout_option, workspace_option
from travaux.side_by_side import as_csv, as_html, as_json, as_markdown, as_table
from travaux.timeout import limit
from travaux.vocabulary import CITE
from travaux.workspace import find

_CITE = re.compile(r"[a-z0-9-]+:[1-9][0-9]*")
WRITERS = {
    "table": as_table,
    "markdown": as_markdown,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
}
_ABOUT = "An actor, an item or issue, an event, a document, a source (s2) or a paragraph (s2:5)."
_WHOLE = ("csv", "json")  # these list each conflict, the others fold those that nothing types


@click.command(
    "conflicts",
    epilog='\b\nExample:\n  travaux conflicts --about "a name"\n'
    '  travaux conflicts --kind contradicts --format csv\n  travaux conflicts --kind "not typed"',
    short_help="Accounts that differ, side by side.",
)
@click.option("--about", metavar="NAME", help="Only where this has a part: see above.")
@click.option("--kind", metavar="KIND", help='Only this kind of difference, or "not typed".')
@click.option("--all", "everything", is_flag=True, help="Those that nothing types, too.")
@format_option(*WRITERS)
@lang_option
@timeout_option
@workspace_option
def command(
    about: str | None,
    kind: str | None,
    everything: bool,
    format: str,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """List the accounts that differ, side by side, each with the kind of difference.

    \b
    Kinds:
      contradicts               both cannot be true of one matter and time
      differs in scope          of more or less, of a part or the whole
      differs in time           each may be true of its time
      differs in wording        one matter, put in other words
      only seems to contradict  both can be true
      not typed                 the data leave several kinds possible

    By rule: details of one event, document or copy that are told in more than one way; stances
    of one holder, or of a holder and its part, on one item or issue, or on a part and its whole
    (but who asks for a part and for the whole, or turns both down, is of one mind);
    lists of one holder that share some items; a denial and what it denies, or what others allege
    on the same matter; wordings of one item or issue. A rule gives a kind only where the data
    leave no other. What one speaker says on one occasion is one telling and no conflict.

    By link: a curator sets two records against each other, and says why.

    Two reports of one statement are one act and stand on one side. NAME is an actor, an item or
    issue with all below it, an event, a document, a source (s2) or a paragraph (s2:5): conflicts
    are kept if one side at least has to do with it. What is not typed is listed with --all or
    --kind "not typed", folded but for csv and json.
    """
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        asked = _kind(kind, engine)
        listed = _about(about, read(engine, found), engine)
        apart = 0 if everything or asked is not None else sum(not each.kind for each in listed)
        listed = [each for each in listed if _wanted(each.kind, asked, everything)]
        reader = Reader(engine)
        whole = format in _WHOLE
        blocks = [reader.block(each) for each in listed] if whole else reader.folded(listed)
        text = WRITERS[format](blocks) if blocks or format != "table" else ""
        note = _note([reader.block(each) for each in listed], about, kind, engine)
        if apart:
            note += f"; besides, {apart} that nothing types (--all)"
    output.put(text.encode("utf-8", "backslashreplace"))
    if format == "table" or not blocks:
        output.note(note)
    for each in filter(lambda block: block.conflict.disagree, blocks):
        output.note(f"the rule excludes the kind of a link: {each.heading}")


def _wanted(kind: str, asked: str | None, everything: bool) -> bool:
    """Whether conflicts of this kind are listed: the one asked for, else all that have one."""
    return kind == asked if asked is not None else everything or bool(kind)


def _kind(text: str | None, engine: OxigraphEngine) -> str | None:
    """The IRI of the kind asked for, empty for what is not typed; None if none is asked for."""
    if text is None:
        return None
    if names.fold(text.strip()) in ("not typed", "untyped", names.fold(UNTYPED)):
        return ""
    hint = f"Known: {', '.join(engine.label(each) or each for each in KINDS)}, not typed."
    text = _named(text, "--kind", hint)
    found = names.find(text, engine, lambda node: node.value in KINDS)
    if not found:
        raise BadParameter(f"{text!r} is no kind of difference", where="--kind", hint=hint)
    return names.choose(found, text, engine, "--kind").value


def _named(text: str, where: str, hint: str) -> str:
    """The text without blanks around it; raises BadParameter if nothing is left."""
    if not text.strip():
        raise BadParameter("nothing is named", where=where, hint=hint)
    return text.strip()


def _about(
    text: str | None, conflicts: Sequence[Conflict], engine: OxigraphEngine
) -> list[Conflict]:
    """The conflicts that have to do with what was named; raises as `names.resolve`."""
    if text is None:
        return list(conflicts)
    wanted = _named(text, "--about", _ABOUT)
    if _CITE.fullmatch(wanted):
        things = _recorded(wanted, engine)
    else:
        things = below(engine, names.resolve(wanted, engine, where="--about"))
    return [each for each in conflicts if any(touches(engine, x, things) for x in each.records)]


def _recorded(cite: str, engine: OxigraphEngine) -> set[NamedNode]:
    """What is recorded from a paragraph; raises as `cites.not_coded`."""
    quads = engine.quads(None, NamedNode(CITE), Literal(cite))
    found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    if not found:
        raise cites.not_coded(cite, engine, where="--about")
    return found


def _note(
    blocks: Sequence[Block], about: str | None, kind: str | None, engine: OxigraphEngine
) -> str:
    """How many of each kind; of none, what was asked and how many sources were searched."""
    asked = (f" of the kind {kind}" if kind else "") + (f" about {about}" if about else "")
    if not blocks:
        searched = output.counted(len(cites.sources(engine)), "source")
        return f"no conflict{asked}: {searched} searched"
    if kind:
        return output.counted(len(blocks), "conflict") + asked
    counts = Counter(each.kind for each in blocks)
    parts = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"{output.counted(len(blocks), 'conflict')}{asked}: {parts}"
