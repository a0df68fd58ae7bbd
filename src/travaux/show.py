"""The command `show`: a dossier of one thing, every line with its source and paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import click

from travaux import layout, output
from travaux.citation import Citations
from travaux.dossier import Dossier, Line, compile_dossier, compile_paragraph
from travaux.engine import Engine, OxigraphEngine
from travaux.layout import bold, escape, mark_escape
from travaux.names import resolve
from travaux.options import (
    format_option,
    infer_option,
    lang_option,
    timeout_option,
    workspace_option,
)
from travaux.sections import INFERRED, LINKS, PLAIN, RELATED, SPOKEN
from travaux.timeout import limit
from travaux.workspace import find

_NOTHING = "no source here records anything of it"
_FIELDS = ("section", "date", "kind", "text", "cite", "relation", "iri", "citation")
_NOTE = (
    "The words are the curators' account of the sources, not quotations. What a citation has in "
    "square brackets is not printed in the source; its key, such as [s2:5], names the source and "
    "the fifth of its lines that are not empty."
)
#: Brackets in which no link, note or check box can begin: they need no mark of escape.
_PLAIN_BRACKETS = re.compile(r"(?<=.)\\\[([^\\\[\]^][^\\\[\]]*)\](?!\\?[(\[:])")
#: What makes a heading, a list, a quotation or a rule of the line that begins with it.
_LEADING = re.compile(r"(?=[#+>-])|[0-9]{1,9}(?=[.)])")
#: What else than `mark_escape` knows sets words in italics or strikes them out.
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])|~(?=~)")


@click.command(
    "show",
    epilog='\b\nExample:\n  travaux show "part of a name"\n  travaux show s2:5',
    short_help="A dossier of one person, body, event, document or topic.",
)
@click.argument("entity")
@format_option("table", "markdown", "json", "csv")
@infer_option
@lang_option
@timeout_option
@workspace_option
def command(
    entity: str,
    format: str,
    infer: bool,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Show what the sources say of ENTITY, and what it says itself.

    ENTITY is a label or an alias in any language, words of a name, a CURIE, an IRI, the short
    name of a source (s2) or a paragraph (s2:5). Every line ends with its source and paragraph.
    """
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        dossier = compile_paragraph(entity.strip(), engine)
        dossier = dossier or compile_dossier(resolve(entity, engine), engine)
        if infer:
            from travaux.conclusions import with_conclusions

            dossier = with_conclusions(dossier, engine)
        text = as_table(dossier) if format == "table" else _WRITERS[format](dossier, engine)
    output.put(text.encode("utf-8", "backslashreplace"))
    if infer and not any(title == INFERRED for title, _ in dossier.sections):
        output.note("the rules infer nothing of it that is not said")


def as_table(dossier: Dossier) -> str:
    """The dossier for a terminal, as wide as that is."""
    import sys

    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    lines = [bold(escape(dossier.subject.label), colour)]
    for line in _heading(dossier):
        lines += layout.wrap(escape(line), columns)
    for title, found in dossier.sections:
        lines += ["", bold(f"{title} ({len(found)})", colour)]
        lines += layout.rows([_cells(each, title) for each in found], columns - 2, "  ")
    if not _is_recorded(dossier):
        lines += ["", _NOTHING]
    return "\n".join(lines) + "\n"


def as_markdown(dossier: Dossier, engine: Engine) -> str:
    """The dossier as Markdown: a list per section, each line with the text that cites it.

    So that a line may be copied, alone, into a paper.
    """
    cited = Citations(engine)
    own = cited.of(dossier.subject)
    heading = [*_heading(dossier), *([f"cite as: {own}"] if own else [])]
    lines = [f"# {marked(dossier.subject.label)}", "", *map(_item, heading)]
    for title, found in dossier.sections:
        lines += ["", f"## {title}", ""]
        for each in found:
            told = _sentence(each, title, dossier.subject.label)
            lines.append(_item(f"{told} — {_citation(each, title, cited)}"))
    lines += ["", _NOTE if _is_recorded(dossier) else _NOTHING]
    return "\n".join(lines) + "\n"


def as_json(dossier: Dossier, engine: Engine) -> str:
    """The dossier as one JSON object."""
    subject, cited = dossier.subject, Citations(engine)
    content = {
        "iri": subject.node.value,
        "curie": subject.curie,
        "label": subject.label,
        "class": subject.kind,
        "labels": [{"language": tag, "label": label} for tag, label in dossier.labels],
        "aliases": dossier.aliases,
        "identifiers": dossier.identifiers,
        "facts": [{"relation": name, "value": value} for name, value in dossier.facts],
        "sections": [
            {
                "title": title,
                "lines": [
                    {**line._asdict(), "citation": _citation(line, title, cited)} for line in lines
                ],
            }
            for title, lines in dossier.sections
        ],
    }
    return layout.json(content)


def as_csv(dossier: Dossier, engine: Engine) -> str:
    """The lines of all sections as CSV: the section in the first column, the citation last."""
    cited = Citations(engine)
    rows = [
        (title, *line, _citation(line, title, cited))
        for title, lines in dossier.sections
        for line in lines
    ]
    return layout.csv([_FIELDS, *rows])


_WRITERS = {"markdown": as_markdown, "json": as_json, "csv": as_csv}


def _is_recorded(dossier: Dossier) -> bool:
    """Whether any line rests on a paragraph, not on the workspace's reference alone."""
    return any(":" in line.cite for _, lines in dossier.sections for line in lines)


def _heading(dossier: Dossier) -> Iterator[str]:
    subject = dossier.subject
    yield " · ".join(filter(None, (subject.kind, subject.curie, *dossier.identifiers)))
    others = [f"{label} ({tag})" for tag, label in dossier.labels if label != subject.label]
    if others:
        yield ", ".join(others)
    if dossier.aliases:
        yield "also: " + ", ".join(dossier.aliases)
    for name, value in dossier.facts:
        yield f"{name}: {value}" if name else value


def _cells(line: Line, title: str) -> Sequence[str]:
    """The four columns; where the section tells the kind already, the relation stands instead."""
    kind = "" if title in PLAIN else line.relation if title in RELATED else line.kind
    return line.date, kind, line.text, line.cite


def _citation(line: Line, title: str, cited: Citations) -> str:
    """What cites the line; what only a curator compares is cited as his comparison."""
    return (cited.comparison(line.iri) if title == LINKS else "") or cited(line.cite)


def _sentence(line: Line, title: str, subject: str) -> str:
    """`2022-01-12 · Speaker: attitude. Gloss`: a line that stands alone names its subject."""
    date, kind, text, _ = _cells(line, title)
    if title in (SPOKEN, *RELATED):
        kind = f"{subject}: {kind}"
    told = " ".join(filter(None, (kind and f"{kind}.", text)))
    return " · ".join(filter(None, (date, subject if title in PLAIN else "", told)))


def _item(text: str) -> str:
    """The text as an item of a list, on one line."""
    return "- " + marked(text)


def marked(text: str) -> str:
    """The text as Markdown shows it, whatever it begins with, brackets that do no harm as such."""
    text = _EMPHASIS.sub(r"\\\g<0>", mark_escape(text.strip()))
    leading = _LEADING.match(text)
    text = f"{leading[0]}\\{text[leading.end() :]}" if leading else text
    return _PLAIN_BRACKETS.sub(r"[\1]", text)
