"""Differences in the forms that programs, notebooks and reviewers read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Triple

from travaux import layout
from travaux.kg.differing import CHANGED, EQUAL, MARKS, MOVED, FileDifference, Item

if TYPE_CHECKING:
    from travaux.kg.difference import Difference

Files = Mapping[str, frozenset[Triple]]
_SUMMARY = re.compile(r"^#\+ summary:\s*(.*)$", re.MULTILINE)


def patch(
    files: Iterable[FileDifference],
    sides: Sequence[Files],
    prefixes: Sequence[Mapping[str, str]],
) -> str:
    """See Difference.turtle."""
    return "".join(
        line for file in files for line in _patch(file.path, file.to or file.path, sides, prefixes)
    )


def _patch(
    path: str, to: str, sides: Sequence[Files], prefixes: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """One file; of a moved one, the old path and the new."""
    ends = [sides[0].get(path), sides[1].get(to)]
    texts = [_turtle(each, own) for each, own in zip(ends, prefixes, strict=True)]
    names = [f"a/{path}" if ends[0] else "/dev/null", f"b/{to}" if ends[1] else "/dev/null"]
    if texts[0] == texts[1]:
        yield f"diff --git a/{path} b/{to}\nsimilarity index 100%\n"
        yield f"rename from {path}\nrename to {to}\n"
    old, new = ([f"{line}\n" for line in each.split("\n")[:-1]] for each in texts)
    yield from difflib.unified_diff(old, new, names[0], names[1])


def _turtle(triples: frozenset[Triple] | None, prefixes: Mapping[str, str]) -> str:
    from travaux.turtle import write

    return write(triples, prefixes, keep_prefixes=False) if triples else ""


def words(difference: Difference, columns: int | None) -> str:
    """See Difference.words."""
    if not difference:
        return EQUAL + "\n"
    summary = layout.escape(difference.summary)
    end = layout.wrap(summary, columns) if columns else [summary]
    return "\n".join([*_lines(difference, columns), "", *end]) + "\n"


def _lines(difference: Difference, columns: int | None) -> Iterator[str]:
    def told(mark: str, text: str) -> Iterator[str]:
        lines = layout.wrap(layout.escape(text), columns - 4) if columns else [layout.escape(text)]
        yield f"  {mark} {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])

    for n, file in enumerate(difference.files):
        yield from [""] * bool(n)
        yield layout.escape(str(file))
        for item in file.items:
            yield from told(MARKS[item.how], str(item))
    for n, (path, how, what) in enumerate(difference.others):
        yield from [""] * bool(n or difference.files)
        yield layout.escape(path if how == CHANGED else f"{path} ({how} file)")
        yield from told(MARKS[how], what) if what else ()


def plain(difference: Difference) -> dict[str, Any]:
    """See Difference.data."""
    return {
        "equal": not difference,
        "files": [
            {
                "path": file.path,
                "how": file.how,
                "to": file.to,
                "added": len(file.added),
                "removed": len(file.removed),
                "items": [
                    {
                        **{"how": item.how, "iri": item.node.value, "name": item.name},
                        **{"kind": item.kind, "text": item.text, "cite": item.cite},
                        **{"to": item.to, "parts": [*item.parts], "sentence": str(item)},
                        "details": [each._asdict() for each in item.details],
                    }
                    for item in file.items
                ],
            }
            for file in difference.files
        ],
        "others": [
            {"path": path, "how": how, "text": text} for path, how, text in difference.others
        ],
        "counts": {how: dict(sorted(each.items())) for how, each in difference.counts.items()},
    }


def markdown(difference: Difference) -> str:
    """See Difference.markdown."""
    from travaux.show import marked

    if not difference:
        return f"*{EQUAL}*\n"
    blocks = []
    for file in difference.files:
        blocks.append([f"## {marked(str(file))}", *(f"- {marked(str(i))}" for i in file.items)])
    for path, how, text in difference.others:
        head = path if how == CHANGED else f"{path} ({how} file)"
        blocks.append([f"## {marked(head)}", *([f"- {marked(text)}"] if text else [])])
    texts = ["\n".join([head, *([""] if rest else []), *rest]) for head, *rest in blocks]
    return "\n\n".join([*texts, marked(difference.summary)]) + "\n"


def html(difference: Difference) -> str:
    """The difference as a table for notebooks, every text escaped."""
    from travaux.kg.html import paragraph, table

    rows = [
        (file.path, item.how, item.kind, _told(item), item.cite)
        for file in difference.files
        for item in file.items
    ]
    rows += [(f.path, f.how, "file", str(f), "") for f in difference.files if f.how == MOVED]
    rows += [(path, how, "file", text, "") for path, how, text in difference.others]
    if not rows:
        return paragraph(EQUAL)
    return table(("file", "how", "kind", "what", "cite"), rows, EQUAL) + paragraph(
        difference.summary
    )


def _told(item: Item) -> str:
    details = "; ".join(map(str, item.details))
    text = f"{item.text}, to {item.to}" if item.to else item.text
    return f"{text} — {details}" if details else text


def other(path: str, before: str, after: str) -> str:
    """In what a file that is no graph differs, in words; empty where it is enough that it does."""
    if path.endswith("travaux.toml"):
        from travaux.settings import KEYS, parse

        sides = [parse(each, path) for each in (before, after)]
        pairs = zip(KEYS, *sides, strict=True)
        return "; ".join(f"{k} from {_flat(a)} to {_flat(b)}" for k, a, b in pairs if a != b)
    summaries = [(_SUMMARY.findall(each) or [""])[0].strip('"') for each in (before, after)]
    if summaries[0] and summaries[1] and summaries[0] != summaries[1]:
        return f"question from “{summaries[0]}” to “{summaries[1]}”"
    return f"question: {summaries[1] or summaries[0]}" if any(summaries) else ""


def _flat(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
