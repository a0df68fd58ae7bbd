"""One file as it was read."""

from __future__ import annotations

from pathlib import Path

from small import build

from travaux.corpus import Corpus
from travaux.turtle_text import name_of

TEXT = "<urn:a> <urn:p> 1 , 2 .\n<urn:b> <urn:p> <urn:a> .\n<urn:a> <urn:q> 3 .\n"


def test_what_is_said_of_a_subject_is_found_without_reading_the_file_again(tmp_path: Path) -> None:
    """In the order of the file; a triple is there, or a property with any value."""
    part = Corpus(build(tmp_path, {"graph/x.ttl": TEXT})).parts[-1]
    assert [name_of(each.object) for each in part.about("urn:a")] == ["1", "2", "3"]
    assert part.about("urn:c") == [] and part.about("urn:a") is part.about("urn:a")
    assert part.says("urn:a", "urn:p", "2") and part.says("urn:a", "urn:p", "")
    assert not part.says("urn:b", "urn:p", "2") and not part.says("urn:b", "urn:q", "")


def test_whether_it_is_canonical_is_found_out_once(tmp_path: Path) -> None:
    """It is asked for each finding that has no line, and to write a file anew takes long."""
    corpus = Corpus(build(tmp_path, {"graph/x.ttl": TEXT}))
    part = corpus.parts[-1]
    assert not part.is_canonical(corpus.prefixes)
    part.text = "this would be an error, and is not looked at"
    assert not part.is_canonical(dict(corpus.prefixes)) and len(part._canonical) == 1
