"""How conflicts are written: two columns for a terminal, tables, a page, or fields for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from travaux import layout
from travaux.layout import bold, escape, mark_escape, pad, wrap
from travaux.opposite import UNTYPED, Block, Telling

FIELDS = (
    *("number", "kind", "possible", "found", "rule", "link", "reason", "about", "side"),
    *("cite", "source", "speaker", "holder", "via", "value", "gloss"),
    *("clock", "date", "earliest", "latest", "record"),
)
_GUTTER = " │ "
_NARROW = 56  # columns below which one side stands under the other
KEY = (
    ("contradicts", "both cannot be true of one matter and time"),
    ("differs in …", "scope, time or wording tells the two apart"),
    ("only seems to contradict", "both can be true"),
    (UNTYPED, "the data leave several kinds possible, and no curator has said which"),
    ("by rule", "found by comparing the records"),
    ("by link", "a curator says so, with a reason"),
)


def as_table(blocks: Sequence[Block]) -> str:
    """For a terminal: a block for each conflict, its two sides next to each other."""
    columns, colour = layout.terminal_width(), layout.colourful(sys.stdout)
    return "\n".join("\n".join(_block(each, columns, colour)) + "\n" for each in blocks)


def _block(block: Block, columns: int, colour: bool) -> list[str]:
    head = [bold(line, colour) for line in wrap(escape(block.heading), columns)]
    tail = [f"  {line}" for line in wrap(escape(block.basis), columns - 2)]
    if columns < _NARROW:
        sides = [_side(side, block.brief, columns - 2) for side in (block.one, block.other)]
        return [*head, *(f"  {x}" for x in sides[0]), "  ──", *(f"  {x}" for x in sides[1]), *tail]
    room = (columns - 2 - len(_GUTTER)) // 2
    one, other = (_side(side, block.brief, room) for side in (block.one, block.other))
    pairs = zip_longest(one, other, fillvalue="")
    beside = [f"  {pad(left, room)}{_GUTTER}{right}".rstrip() for left, right in pairs]
    return [*head, *beside, *tail]


def _side(side: Iterable[Telling], brief: bool, room: int) -> list[str]:
    """The lines of one side; where several records say the same, it is said once."""
    return [line for text in _texts(side, brief) for line in wrap(escape(text), room)]


def _texts(side: Iterable[Telling], brief: bool) -> list[str]:
    """What one side tells: who, what and when of each record; if brief, each value with who."""
    texts: list[str] = []
    if brief:
        for value, alike in _by_value(side).items():
            texts.append(f"{value} ({'; '.join(map(_head, alike))})")
        return texts
    said = ""
    for each in side:
        texts += [_head(each), *_body(each, said)]
        said = each.value
    return texts


def _by_value(side: Iterable[Telling]) -> dict[str, list[Telling]]:
    found: dict[str, list[Telling]] = {}
    for each in side:
        found.setdefault(each.value, []).append(each)
    return found


def _head(telling: Telling) -> str:
    return f"{', '.join(telling.cites)} {telling.who}"


def _body(telling: Telling, said: str = "") -> list[str]:
    """The value, unless it has been said, the gloss and the date."""
    value = "" if telling.value == said else telling.value
    return [each for each in (value, telling.gloss, telling.date) if each]


def as_markdown(blocks: Sequence[Block]) -> str:
    """A heading for each conflict, and a table with a column for each side."""
    parts = []
    for block in blocks:
        pairs = zip_longest(_cells(block.one, block.brief), _cells(block.other, block.brief))
        rows = [[left or "", right or ""] for left, right in pairs]
        table = layout.markdown(["one", "other"], rows)
        parts.append(f"## {mark_escape(block.heading)}\n\n{table}\n{mark_escape(block.basis)}\n")
    return "\n".join(parts)


def _cells(side: Sequence[Telling], brief: bool) -> list[str]:
    """One side as cells of a column: one for each record, or for each value."""
    if brief:
        return _texts(side, brief)
    return [" — ".join((_head(each), *_body(each))) for each in side]


def as_html(blocks: Sequence[Block]) -> str:
    """A page: a row for each conflict, under a heading for each kind."""
    from markupsafe import Markup

    from travaux.web_page import Line, key, page, table

    parts = [Markup("<h2>Key</h2>\n"), key(KEY)]
    for kind in dict.fromkeys(each.kind for each in blocks):
        alike = [each for each in blocks if each.kind == kind]
        lines = [
            Line(b.about, (_paragraphs(b.one, b.brief), _paragraphs(b.other, b.brief), b.basis))
            for b in alike
        ]
        head = Markup("<h2>{} ({})</h2>\n").format(escape(kind), len(alike))
        parts += [head, table(("about", "one", "other", "found"), lines)]
    if not blocks:
        parts.append(Markup("<p>No conflict.</p>\n"))
    note = "Accounts that differ, side by side: who says what, in which source and paragraph."
    return page("Conflicts", Markup("").join(parts), note)


def _paragraphs(side: Sequence[Telling], brief: bool) -> str:
    """One side as a cell of the page: who and where in bold, then what is told."""
    from markupsafe import Markup

    if brief:
        return Markup("").join(Markup("<p>{}</p>").format(escape(x)) for x in _texts(side, brief))
    shown = []
    for each in side:
        lines = Markup("").join(Markup("<br>{}").format(escape(line)) for line in _body(each))
        shown.append(Markup("<p><strong>{}</strong>{}</p>").format(escape(_head(each)), lines))
    return Markup("").join(shown)


def as_csv(blocks: Sequence[Block]) -> str:
    """A line for each record of each side; the number says which belong together."""
    rows: list[Sequence[object]] = [FIELDS]
    for number, block in enumerate(blocks, 1):
        first = _facts(block)
        head = [number, *("; ".join(x) if isinstance(x, list) else x for x in first.values())]
        for name, side in (("one", block.one), ("other", block.other)):
            for each in side:
                cells = ("; ".join(x) if isinstance(x, list) else x for x in _told(each).values())
                rows.append([*head, name, *("" if cell is None else cell for cell in cells)])
    return layout.csv(rows)


def as_json(blocks: Sequence[Block]) -> str:
    """A list of objects, each with its links and the records of its two sides."""
    return layout.json(
        [
            {key: x for key, x in _facts(block).items() if key not in ("link", "reason")}
            | {
                "links": [
                    dict(zip(("link", "kind", "reason"), x, strict=True)) for x in block.links
                ]
            }
            | {"one": list(map(_told, block.one)), "other": list(map(_told, block.other))}
            for block in blocks
        ]
    )


def _facts(block: Block) -> dict[str, object]:
    """What is told of a conflict as a whole."""
    return {
        "kind": block.kind,
        "possible": list(block.possible),
        "found": block.conflict.found,
        "rule": list(block.conflict.rules),
        "link": [link for link, _, _ in block.links],
        "reason": [reason for _, _, reason in block.links],
        "about": block.about,
    }


def _told(telling: Telling) -> dict[str, object]:
    """What one record tells; its dates are null where they are open or not given."""
    when = telling.when
    return {
        "cite": list(telling.cites),
        "source": telling.source,
        "speaker": list(telling.speakers),
        "holder": list(telling.holders),
        "via": list(telling.via),
        "value": telling.value,
        "gloss": telling.gloss,
        "clock": telling.clock or None,
        "date": when.date if when else None,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "record": telling.record,
    }
