"""No borrowed sentences: the source texts are not ours to publish, and history cannot be recalled.

    python tests/borrowed.py [TEXTS]      # else TRAVAUX_TEXTS, else ../shared/sources

looks for runs of eight words of a text in the working tree, the index, and everything reachable
from HEAD (files, file names, commit messages), and for glosses that follow their paragraph too
closely. Findings name the place and the paragraph, never the words. Exit 1 if there are any.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

HINT = "Name the folder of the texts, or set TRAVAUX_TEXTS to it."
RUN = 8
GLOSS_RUN = 4
ROOT = Path(__file__).resolve().parent.parent
EXEMPT = Path(__file__).with_name("borrowed_exempt.txt")

WORD = re.compile(r"[^\W_]+")
UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})")
OTHER_ESCAPE = re.compile(r"\\(?:\r?\n|[a-zA-Z])?")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|\]\([^()\s]*\)")  # of HTML; the target of a Markdown link
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")

GLOSSES = """
PREFIX trv: <https://w3id.org/travaux/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?node ?gloss ?source ?paragraph WHERE {
  ?node trv:gloss ?gloss ; (trv:linkFrom|trv:linkTo)?/trv:evidence ?passage .
  ?passage trv:paragraph ?paragraph ; trv:inSource/dcterms:identifier ?source .
}
ORDER BY ?node ?source ?paragraph
"""

Gram = tuple[str, ...]


class Corpus(NamedTuple):
    """The texts as runs of words, and the runs that may stand here all the same."""

    runs: dict[Gram, str]  # eight words -> "s2:5", where they begin
    paragraphs: dict[str, list[str]]  # "s2:5" -> its words
    exempt: list[list[str]]  # phrases, as words

    def excused(self, size: int) -> set[Gram]:
        """The runs of `size` words that lie wholly inside an exempt phrase."""
        return {gram for phrase in self.exempt for gram in grams(phrase, size)}


def grams(words: list[str], size: int) -> Iterator[Gram]:
    """Every run of `size` words, in order."""
    return zip(*(words[start:] for start in range(size)), strict=False)


def words(text: str) -> list[str]:
    """The words of a text, folded: case, accents' spelling, punctuation and quotes do not count."""
    folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return WORD.findall(folded)


def plain(text: str) -> str:
    """A file's text with escapes and entities read and markup away; the lines stay the lines."""
    text = UNICODE_ESCAPE.sub(lambda found: _character(found[1] or found[2] or found[3]), text)
    text = OTHER_ESCAPE.sub(lambda found: "\n" if "\n" in found[0] else " ", text)
    text = TAG.sub(lambda found: " " + "\n" * found[0].count("\n"), text)
    return html.unescape(text)


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 else " "


def read_texts(folder: Path) -> dict[str, list[list[str]]]:
    """The words of every paragraph (non-empty line) of every `<source>.txt`, by source."""
    return {
        path.stem: [
            words(line)
            for line in re.split(r"[\r\n]+", path.read_text(encoding="utf-8"))
            if line.strip()
        ]
        for path in sorted(folder.glob("*.txt"))
    }


def exemptions(path: Path = EXEMPT) -> list[tuple[str, str]]:
    """The exempt phrases with the reason of each; lines are `phrase | reason`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(" | ") for line in lines if line.strip() and line[0] != "#"]
    return [(phrase.strip(), reason.strip()) for phrase, _, reason in pairs]


def corpus(folder: Path, exempt: Iterable[str] | None = None) -> Corpus:
    """The corpus of a folder of texts; the exempt phrases are those of the list unless given."""
    runs: dict[Gram, str] = {}
    paragraphs: dict[str, list[str]] = {}
    for source, lines in read_texts(folder).items():
        places = [(word, f"{source}:{n}") for n, line in enumerate(lines, 1) for word in line]
        stream = [word for word, _ in places]
        for (_, cite), gram in zip(places, grams(stream, RUN), strict=False):
            runs.setdefault(gram, cite)
        paragraphs.update({f"{source}:{n}": line for n, line in enumerate(lines, 1)})
    phrases = [phrase for phrase, _ in exemptions()] if exempt is None else exempt
    found = Corpus(runs, paragraphs, [words(phrase) for phrase in phrases])
    for gram in found.excused(RUN):
        runs.pop(gram, None)
    return found


def borrowed(text: str, known: Corpus) -> list[str]:
    """Where `text` borrows: one "line: N words of s2:5" for each run of eight words or more."""
    found: list[str] = []
    # Raw as well, lest the reading of escapes and markup hide something.
    for reading in (plain(text), text):
        if not known.runs.keys().isdisjoint(grams(words(reading), RUN)):
            found += [line for line in _runs(reading, known) if line not in found]
    return found


def _runs(text: str, known: Corpus) -> Iterator[str]:
    placed = [(w, number) for number, line in enumerate(text.split("\n"), 1) for w in words(line)]
    start = None
    windows = [*grams([word for word, _ in placed], RUN), ()]
    for at, gram in enumerate(windows):
        if gram in known.runs:
            start = at if start is None else start
        elif start is not None:
            length = at - start + RUN - 1
            yield f"{placed[start][1]}: {length} words of {known.runs[windows[start]]}"
            start = None


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], input=given, capture_output=True, check=True
    ).stdout


def tracked(root: Path) -> list[Path]:
    """The files of the working tree that git tracks or would: all that is not ignored."""
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = dict.fromkeys(name.decode("utf-8", "replace") for name in listed.split(b"\0") if name)
    return [root / name for name in names if (root / name).is_file()]


def stored(root: Path) -> Iterator[tuple[str, str]]:
    """What git holds: every blob and commit reachable from HEAD or the index, and the paths."""
    index = _git(root, "ls-files", "--stage").decode("utf-8", "replace").splitlines()
    names = {line.split()[1]: line.split("\t", 1)[1] for line in index}
    has_head = subprocess.run(
        ["git", "-C", str(root), "rev-parse", "--quiet", "--verify", "HEAD"], capture_output=True
    )
    if has_head.returncode == 0:
        listed = _git(root, "rev-list", "--objects", "HEAD").decode("utf-8", "replace")
        names.update((line[:40], line[41:]) for line in listed.splitlines())
    yield "names of files", "\n\n".join(sorted(set(names.values())))
    for name, kind, content in _objects(root, names):
        if kind != "tree":
            yield f"{kind} {name[:12]} {names[name]}".rstrip(), content


def _objects(root: Path, names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    data = _git(root, "cat-file", "--batch", given="\n".join(names).encode())
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        header = data[at:end].decode().split()
        at = end + 1
        if len(header) == 3:  # else "missing": a submodule, or a shallow clone
            size = int(header[2])
            yield header[0], header[1], data[at : at + size].decode("utf-8", "replace")
            at += size + 1


def in_repository(root: Path, known: Corpus) -> list[str]:
    """Every borrowed run in the working tree, the index and the history of HEAD."""
    files = [
        (str(path.relative_to(root)), path.read_bytes().decode("utf-8", "replace"))
        for path in tracked(root)
    ]
    findings = [
        f"{place}:{finding}"
        for place, text in (*files, *stored(root))
        for finding in borrowed(text, known)
    ]
    return list(dict.fromkeys(findings))


def close_glosses(graph: Path, known: Corpus) -> list[str]:
    """The glosses under `graph` that share more than half of their runs with their paragraph."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    for path in sorted(graph.rglob("*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    excused = known.excused(GLOSS_RUN)
    findings = []
    for node, gloss, source, paragraph in store.query(GLOSSES):
        cite = f"{source.value}:{paragraph.value}"
        own = [gram for gram in grams(words(gloss.value), GLOSS_RUN) if gram not in excused]
        theirs = set(grams(known.paragraphs.get(cite, []), GLOSS_RUN))
        shared = sum(gram in theirs for gram in own)
        if 2 * shared > len(own):
            findings.append(f"<{node.value}>: {shared} of {len(own)} runs are those of {cite}")
    return findings


def main(arguments: list[str]) -> int:
    """Print every finding; 1 if there is one, 2 without the texts."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    named = arguments[0] if arguments else os.environ.get("TRAVAUX_TEXTS")
    folder = Path(named) if named else ROOT.parent / "shared" / "sources"
    if not folder.is_dir():
        print(f"no such folder: {folder}\n  {HINT}", file=sys.stderr)
        return 2
    known = corpus(folder)
    findings = in_repository(ROOT, known) + close_glosses(ROOT / "graph", known)
    print("\n".join(findings) or f"nothing borrowed ({len(known.runs)} runs looked for)")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
