"""Rules on what is longer than the parsers read: where it stands is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from small import build

from travaux.corpus import Corpus
from travaux.engine import OxigraphEngine
from travaux.errors import BadData, TravauxError
from travaux.loading import prefixes_of, read_data
from travaux.overlong import LONGEST, told

SHORT = b'<urn:a> <urn:p>\n "' + b"x" * 70 + b'" .\n'


def overlong(quote: bytes, before: int) -> bytes:
    """Turtle with a text that is too long after so many statements of two lines."""
    body = (b"x" * 79 + (b"\n" if len(quote) == 3 else b"y")) * (LONGEST // 80 + 1)
    return SHORT * before + b"<urn:a> <urn:p>\n\n " + quote + body + quote + b" .\n" + SHORT


@pytest.mark.parametrize("quote", [b'"', b'"""', b"'''"])
@pytest.mark.parametrize("before", [0, 3, 5000])
def test_a_text_too_long_is_told_with_its_line(quote: bytes, before: int, tmp_path: Path) -> None:
    """Of whatever kind it is, and however much stands before it."""
    (tmp_path / "x.ttl").write_bytes(overlong(quote, before))
    with pytest.raises(BadData) as caught:
        read_data(Store(), str(tmp_path / "x.ttl"), None)
    assert caught.value.where.endswith(f"x.ttl:{2 * before + 3}")
    assert "longer than 16 MB" in caught.value.what and "memory" not in str(caught.value)


def test_every_reader_of_files_tells_it(tmp_path: Path) -> None:
    """The store, the list of prefixes, and the files as they stand."""
    data = overlong(b'"', 1)
    space = build(tmp_path / "w", {"graph/reference.ttl": data})
    (tmp_path / "prefixes.ttl").write_bytes(data)
    for read in (
        lambda: OxigraphEngine.load(space),
        lambda: Corpus(space),
        lambda: prefixes_of(str(tmp_path / "prefixes.ttl")),
    ):
        with pytest.raises(TravauxError, match=r"\.ttl:5: a text or name longer"):
            read()


def test_another_lack_of_memory_stays_one() -> None:
    """Only the parser's own limit is told in other words."""
    with pytest.raises(MemoryError, match="elsewhere"), told(b"", RdfFormat.TURTLE, "x"):
        raise MemoryError("elsewhere")
