"""The command `suggest`: what a text may mention, for a person to accept or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from travaux import layout, output
from travaux.engine import OxigraphEngine
from travaux.errors import BadParameter
from travaux.options import lang_option, timeout_option, workspace_option
from travaux.timeout import limit
from travaux.workspace import find

if TYPE_CHECKING:
    from travaux.suggest.suggestions import Suggestions

FORMATS = ("table", "csv", "json", "xlsx")


@click.command(
    "suggest",
    epilog="\b\nExample:\n  travaux suggest ../texts/s6.txt --day 2022-02-18\n"
    "  travaux suggest ../texts/s6.txt --source s6 --format xlsx -o ../s6-mentions.xlsx",
    short_help="Propose what a text mentions.",
)
@click.argument("text", metavar="TEXT")
@click.option("--source", metavar="S", help="The short name of the source that TEXT is, as in s6.")
@click.option("--day", metavar="DATE", help="The day of the article, if no such source has it.")
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="How the answer is written; xlsx needs -o.",
)
@click.option("-o", "--output", "target", metavar="FILE", help="Write to FILE, not to the screen.")
@click.option("--no-words", is_flag=True, help="Leave out the words of the text: spans alone.")
@lang_option
@timeout_option
@workspace_option
def command(
    text: str,
    source: str | None,
    day: str | None,
    format: str,
    target: str | None,
    no_words: bool,
    lang: str | None,
    timeout: float,
    workspace: str | None,
) -> None:
    """Propose what the file TEXT mentions: known actors, offices, places, meetings and documents,
    dates, and below them names that nothing known has. Nothing is changed.

    Spans are in characters of the file, from 0, the end exclusive. Where a name may be several
    things, all are listed. Weekdays, and years that are not printed, are counted from the day of
    the article.

    csv and xlsx are sheets to fill in: accept (yes or no), entity, kind. They show the words of the
    text, so keep them outside the repository, or leave the words out with --no-words.
    """
    if format == "xlsx" and not target:
        raise BadParameter(
            "a workbook needs a file", where="--format xlsx", hint="Name it: -o s6-mentions.xlsx"
        )
    from travaux.passages import read
    from travaux.suggest.dating import article_day
    from travaux.suggest.proposing import suggest
    from travaux.suggest.suggestions import Suggestions

    own = read(text)
    found = find(workspace)
    with limit(timeout):
        engine = OxigraphEngine.load(found, lang)
        when = article_day(day or published(source, engine))
        proposed = Suggestions(suggest(own, engine, when), source or "")
        _write(proposed, format, target, not no_words)
    output.note(told(proposed))


def published(source: str | None, engine: OxigraphEngine) -> str | None:
    """The date of a source that the graph has. Raises BadParameter for what is no name."""
    from pyoxigraph import Literal, NamedNode

    from travaux import vocabulary as v
    from travaux.passages import NAME

    if source is None:
        return None
    if not NAME.fullmatch(source):
        hint = "Like s6: made of a-z, 0-9 and hyphens."
        raise BadParameter(f"{source!r} is no name of a source", where="--source", hint=hint)
    for quad in engine.quads(None, NamedNode(v.IDENTIFIER), Literal(source)):
        if isinstance(quad.subject, NamedNode):
            for other in engine.quads(quad.subject, NamedNode(v.PUBLISHED)):
                if isinstance(other.object, Literal):
                    return other.object.value
    return None


def told(proposed: Suggestions) -> str:
    """How many there are of which kind, in a line."""
    dates = sum(each.kind == "date" for each in proposed)
    several = sum(not each.entity for each in proposed.known) - dates
    return (
        f"{len(proposed.known) - dates} of known names ({several} of several things), "
        f"{output.counted(dates, 'date')}, {len(proposed.unknown)} found although unknown"
    )


def _write(proposed: Suggestions, format: str, target: str | None, words: bool) -> None:
    if format == "xlsx":
        proposed.to_xlsx(str(target), words)
        return
    if format == "csv":
        answer = proposed.csv(words)
    elif format == "json":
        answer = proposed.json(words)
    else:
        answer = proposed.table(layout.terminal_width(), words=words)
    if target:
        from travaux import files

        files.replace(target, answer)
    else:
        output.put(answer.encode("utf-8", "backslashreplace"))
