"""A fictional press note, and the small workspace to which it is added."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import travaux
from travaux.author import SourceBlock
from travaux.kg.graph import KnowledgeGraph

TINY = Path(__file__).parent / "tiny"
# 🐟 is one code point and two of UTF-16; é may be one or two
NOTE = """Suder Harbour Office 🐟 press note, 6 May 2031

Erik Dahl said on Tuesday that halving is out of the question. He offered instead to open the \
logbooks of all trawlers at the café of the port.

"Should Norvik close the bay, we shall sell our cod elsewhere," Dahl told the Holm Post.

A clerk of the harbour claims that Norvik counts the same fish twice. Anna Berg calls that \
untrue; the clerk of the ministry did not comment.
"""


def opened(folder: Path) -> KnowledgeGraph:
    """The small workspace in a folder of its own, with the note beside it."""
    shutil.copytree(TINY, folder / "tiny")
    (folder / "t3.txt").write_text(NOTE, "utf-8")
    return travaux.open(folder / "tiny")


def beside(kg: KnowledgeGraph) -> Path:
    """The text of the note."""
    return Path(kg.workspace.root).parent / "t3.txt"


def note(kg: KnowledgeGraph, name: str = "t3", **fields: Any) -> SourceBlock:
    """The block in which the note is coded."""
    given = {"published": "2031-05-06", "text": beside(kg), **fields}
    return kg.source(name, **given)


def snippets(block: SourceBlock, *pairs: tuple[int, str]) -> Sequence[Any]:
    """Passages of the note, by paragraph and words."""
    return [block.passage(par=number, contains=words) for number, words in pairs]


def code(kg: KnowledgeGraph) -> SourceBlock:
    """The note, coded with something of everything; the block that was left."""
    with note(kg, title="A word from the harbour") as s:
        post = s.new.media_outlet("The Holm Post", ru="Хольмская почта", alt_label="Holm Post")
        logs = s.new.proposal_item("Suder opens its logbooks", topic="cod in Holm Bay")
        office = s.new.office("spokesman of Suder", post_in="Suder")
        s.article(draws_on=post)
        refusal, offer = snippets(
            s, (2, "halving is out of the question"), (2, "He offered instead to open the logbooks")
        )
        s.tenure("Erik Dahl", office=office, named_as="Harbour Office", at=s.passage(1, "Harbour"))
        no = s.position(
            "Suder will not cut its catch by half, says Dahl.",
            speaker="Dahl",
            holder="Suder",
            topic="Suder halves its catch",
            attitude="rejects",
            said="2031-05-06",
            said_basis="inferred",
            at=refusal,
        )
        s.position(speaker="Erik Dahl", holder="Suder", topic=logs, attitude="offers", at=offer)
        s.formulation(
            "Suder halves its catch",
            speaker="Erik Dahl",
            gloss="No cut by half.",
            wording_of=no,
            at=refusal,
        )
        told = s.step(post, step_kind="quotes")
        s.conditional(
            "With the bay closed, Suder turns to other buyers, says Dahl.",
            speaker="Erik Dahl",
            antecedent=s.situation("Norvik shuts the bay"),
            consequent=s.situation("Suder sells to others"),
            has_step=told,
            at=s.passage(3, "Should Norvik close the bay"),
        )
        clerk = s.single_voice("a clerk of the harbour", affiliation="Suder")
        twice = s.passage(4, "claims that Norvik counts the same fish twice")
        claim = s.allegation(
            "Norvik is said to count fish more than once.", speaker=clerk, at=twice
        )
        untrue = s.passage(4, "Anna Berg calls that untrue")
        s.denial("Berg says that it is not so.", speaker="Anna Berg", denies=claim, at=untrue)
    return s
