"""Does a Turtle file stand as `travaux fmt` writes it? Told by its looks, without writing it anew.

Writing brings rdflib, which takes longer than all other checks together. What is told here is
always true: a file in canonical form is never called otherwise, which a test holds to the writer.
The reverse has gaps: names of blank nodes, and spellings such as `"1"^^xsd:integer` for `1`, pass.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from travaux.corpus import Corpus, Finding, Part
from travaux.fmt import PREFIX_FILE
from travaux.spelling import natural
from travaux.turtle_text import comments, name_of
from travaux.vocabulary import LABEL, TYPE

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

RULE = "not-canonical"
_IRI = r"<[^<>\s]*>"
_NAME = r"""[^\s<>"'#;,()\[\]@^\\]*:[^\s<>"'#;,()\[\]@^\\]*"""
_STRING = rf'"(?:[^"\\\n]|\\.)*"\x00*(?:@[a-z0-9-]+|\^\^(?:{_IRI}|{_NAME}))?'
_NUMBER = r"[+-]?[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?|true|false"
_TERM = rf"(?:{_NAME}|{_STRING}|{_IRI}|\[\]|{_NUMBER})"
_VERB = rf"(?:a|{_NAME}|{_IRI})"
#: A line that is none of those which the writer makes; a dot and the header end with a blank line.
_ODD = re.compile(
    rf"""^(?!(?:
        (?:\ {{4}})+(?:(?:{_VERB}\ )?(?:{_TERM}|[\[(])(?:\ [;,])?|{_VERB}|[\])](?:\ [;,])?)
        |\.(?=\n\n|\Z)
        |(?:{_NAME}|{_IRI}|\[\])(?=\n)
        |(?<=[^\n]\n)(?=\n)
        |PREFIX\ \S*:\ <\S*>(?=\nPREFIX|\n\n)
        |@prefix\ \S*:\ <\S*>\ \.(?=\n@prefix|\n\n|\Z)
    )$)""",
    re.MULTILINE | re.VERBOSE,
)
_LONG = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL)
_HEADER = re.compile(r"^(?:PREFIX|@prefix) (\S*): <(\S*)>", re.MULTILINE)
_IN_FULL = re.compile(r"<(?<=[\n ]<)([^<>\s]*)>(?: [;,])?$", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def check(corpus: Corpus, told: Iterable[Finding] = ()) -> list[Finding]:
    """The workspace's own files that `travaux fmt --check` would name, as far as it shows.

    Nothing is said where the list of prefixes is wrong, by which the form is told.
    """
    if not corpus.is_whole or any(each.rule == "prefix-list" for each in told):
        return []
    root = os.path.join(corpus.workspace.root, "")
    severity = corpus.severity(RULE)
    found = []
    for part in corpus.parts:
        line = odd_line(part, corpus.prefixes) if part.file.path.startswith(root) else 0
        if line:
            problem = "The file is not canonical; this is the first place that shows it."
            place = (part.name, line, part.file.iri, "")
            found.append(Finding(severity, RULE, *place, problem, _advice(part.text)))
    return found


def _advice(text: str) -> str:
    if comments(text):
        return "Make its comments triples (skos:note), then run `travaux fmt`."
    return "Run `travaux fmt`."


def odd_line(part: Part, prefixes: Mapping[str, str]) -> int:
    """The first line that canonical form would not have; 0 where none shows."""
    text = _LONG.sub(_masked, part.text)
    if not text:
        return 0
    odd = _ODD.search(text, 0, len(text) - text.endswith("\n"))
    if odd:
        return 1 + text.count("\n", 0, odd.start()) + text.count("\x00", 0, odd.start())
    if not text.endswith("\n"):
        return 1 + part.text.count("\n")
    is_list = os.path.basename(part.file.path) == PREFIX_FILE
    line = _header(text, part.prefixes if is_list else prefixes, is_list)
    line = line or _in_full(text, prefixes)
    misplaced = None if line else next(_misplaced(part.triples), None)
    if misplaced:
        three = misplaced.subject, misplaced.predicate, misplaced.object
        return part.line(*map(name_of, three)) or 1
    return line


def _masked(found: re.Match[str]) -> str:
    """A long string as a short one of as many lines."""
    return '""' + "\x00" * found[0].count("\n")


def _header(text: str, prefixes: Mapping[str, str], is_list: bool) -> int:
    """The first line of the header that is out of order, of another IRI, or of no use."""
    before = ""
    end = _end(text)
    for line, found in enumerate(_HEADER.finditer(text, 0, end), 1):
        prefix, iri = found.groups()
        wrong = prefixes.get(prefix) != iri or (line > 1 and prefix <= before)
        if wrong or found[0].startswith("@") != is_list:
            return line
        if not is_list and text.find(f"{prefix}:", end) < 0:
            return line
        before = prefix
    return 0


def _end(text: str) -> int:
    """Where the header ends."""
    end = text.find("\n\n")
    return end if end >= 0 else len(text)


def _in_full(text: str, prefixes: Mapping[str, str]) -> int:
    """The first line with an IRI in full that has a short name."""
    for found in _IN_FULL.finditer(text, _end(text) if text[:1] in "P@" else 0):
        iri = found[1]
        for space in prefixes.values():
            if space and iri.startswith(space) and _PLAIN.fullmatch(iri, len(space)):
                start = found.start()
                return 1 + text.count("\n", 0, start) + text.count("\x00", 0, start)
    return 0


def _misplaced(triples: list[Triple]) -> Iterator[Triple]:
    """Triples that stand before what comes first; what is about nodes without a name passes."""
    from pyoxigraph import NamedNode

    verb = cache(_verb)
    last, lasts, subject, key = None, None, "", natural("")
    for triple in triples:
        node = triple.subject
        if not isinstance(node, NamedNode):
            continue
        if node.value != subject:
            before, key = key, natural(node.value)
            wrong = key <= before
        elif triple.predicate != last:
            wrong = last is not None and verb(triple.predicate.value) < verb(last.value)
        else:
            wrong = lasts is not None and not _ascend(lasts, triple.object)
        if wrong:
            yield triple
        subject, last, lasts = node.value, triple.predicate, triple.object


def _ascend(one: Term, two: Term) -> bool:
    first, second = _object(one), _object(two)
    return first < second or first[0] == second[0] == 2


def _verb(iri: str) -> tuple[object, ...]:
    return (iri != TYPE, iri != LABEL, *natural(iri))


def _object(node: Term) -> tuple[object, ...]:
    from pyoxigraph import Literal, NamedNode

    if isinstance(node, Literal):
        return (1, node.value, str(node))
    return (0, *natural(node.value)) if isinstance(node, NamedNode) else (2,)
