"""How a source begins: its name, its text, its article and the voice of the article."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from travaux import vocabulary as v
from travaux.author.calls import Call, SourceExists, WrongCall
from travaux.author.draft import Draft
from travaux.author.forms import Filled, complete, filled, terms
from travaux.author.kinds import Kinds
from travaux.author.naming import Values
from travaux.author.texts import Text
from travaux.author.values import texts
from travaux.errors import UnknownName
from travaux.passages import NAME
from travaux.workspace import INFERRED, Workspace

_INSIDE = "A new outlet or medium: s.article(outlet=s.new.media_outlet(...)) inside the block."


def check_name(name: object, workspace: Workspace, extend: bool) -> None:
    """Whether a source of that name may be begun, or gone on with."""
    if not isinstance(name, str) or not NAME.fullmatch(name):
        hint = "Like s6: made of a-z, 0-9 and hyphens."
        raise WrongCall(f"{name!r} is no name of a source", hint=hint)
    files = {file.stem: file for file in workspace.graph_files()}
    sources = [stem for stem, file in files.items() if file.layer == "source"]
    if extend and name not in sources:
        hint = f"Leave extend out to begin it. There are {', '.join(sources) or 'none'}."
        raise UnknownName(f"there is no source {name}", hint=hint)
    if not extend and name in sources:
        hint = f'To add to it: kg.source("{name}", extend=True). Else take another name.'
        raise SourceExists(f"there is a source {name} already", hint=hint)
    if not extend and (name in files or name == INFERRED):
        raise SourceExists(f"{name} is the name of another file", hint="Take another name.")


def read_text(
    name: str, path: str | os.PathLike[str] | None, extend: bool, draft: Draft
) -> Text | None:
    """The text to be coded. One that is added to may be left out, and must be the same."""
    if path is None:
        if extend:
            return None
        raise WrongCall("is missing", hint="Give the path of the text: text=Path(...).")
    if not isinstance(path, (str, os.PathLike)):
        raise WrongCall(f"{path!r} is no path", hint="Give the path of the text: text=Path(...).")
    found = Text(name, path)
    known = draft.value(draft.article, v.SHA256) if extend else None
    if isinstance(known, Literal) and known.value != found.sha256:
        hint = "Offsets would be wrong. Give the text that was coded, as it was."
        raise WrongCall(f"the text differs from the one that was coded as {name}", hint=hint)
    return found


def begin(
    draft: Draft, kinds: Kinds, text: Text, label: object, fields: Mapping[str, object], call: Call
) -> NamedNode:
    """Write the article and its voice; the voice."""
    node = draft.article
    draft.calls[node.value] = call
    kind = kinds.record(v.NEWS_ARTICLE)
    found = _filled(draft, kinds, fields, call)
    complete(kind, found, call, draft)
    values = terms(found)
    labels = list(texts(label)) if label is not None else [_label(draft, values)]
    draft.describe(draft.path, node, {v.TYPE: [NamedNode(kind.iri)], v.LABEL: labels, **values})
    draft.add(draft.path, node, v.IDENTIFIER, Literal(draft.name))
    draft.add(draft.path, node, v.SHA256, Literal(text.sha256))
    return voice(draft, call)


def more(draft: Draft, kinds: Kinds, fields: Mapping[str, object], call: Call) -> None:
    """Write more about the article."""
    draft.describe(draft.path, draft.article, terms(_filled(draft, kinds, fields, call)))


def _filled(draft: Draft, kinds: Kinds, fields: Mapping[str, object], call: Call) -> Filled:
    kind = kinds.record(v.NEWS_ARTICLE)
    try:
        return filled(kind, (), fields, call, draft)
    except UnknownName as error:
        error.hint = f"{error.hint}\n{_INSIDE}"
        raise


def voice(draft: Draft, call: Call) -> NamedNode:
    """The narrative voice of the article: the one that is there, else a new one."""
    kind = NamedNode(v.NARRATIVE_VOICE)
    for quad in draft.engine.quads(None, NamedNode(v.IN_SOURCE), draft.article):
        node = quad.subject
        if isinstance(node, NamedNode) and kind in draft.nodes(node, v.TYPE):
            return node
    made = draft.fresh("record", f"{draft.name}-narrative-voice", call)
    label = Literal(f"the article {draft.name} itself", language="en")
    heads: Values = {v.TYPE: [kind], v.LABEL: [label], v.IN_SOURCE: [draft.article]}
    draft.describe(draft.path, made, heads)
    return made


def _label(draft: Draft, values: Values) -> Literal:
    """What people call the article: title, outlet, date, as far as known, and short name."""
    title, outlet, published = (
        next(iter(values.get(each, ())), None) for each in (v.TITLE, v.OUTLET, v.PUBLISHED)
    )
    parts = [f"“{title.value}”" if isinstance(title, Literal) else "untitled text"]
    if isinstance(outlet, NamedNode):
        parts.append(draft.engine.label(outlet.value, "en") or draft.curie(outlet))
    if isinstance(published, Literal):
        parts.append(published.value)
    return Literal(f"{', '.join(parts)} ({draft.name})", language="en")
