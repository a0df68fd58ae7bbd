"""What is longer than Oxigraph's parsers read in one piece: told with its line.

They give up at 16 MiB and call it a lack of memory, which would send people to look for more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from travaux.errors import BadData

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

LONGEST = 1 << 24
_SAYS = "buffer maximal size"


@contextmanager
def told(data: bytes, kind: RdfFormat, where: str) -> Iterator[None]:
    """Raise BadData, with the line in `data`, where the parser gives up on a piece too long."""
    try:
        yield
    except MemoryError as error:
        if _SAYS not in str(error):
            raise
        what = f"a text or name longer than {LONGEST >> 20} MB cannot be read"
        hint = "Is a quotation mark missing? Keep a long text in a file of its own, and name that."
        line = data.count(b"\n", 0, _start(data, kind)) + 1
        raise BadData(what, where=f"{where}:{line}", hint=hint) from None


def _start(data: bytes, kind: RdfFormat) -> int:
    """Where the piece begins: the parser gives up with its buffer full, and that begins there."""
    from pyoxigraph import parse

    stream = BytesIO(data)
    try:
        for _ in parse(stream, kind):
            pass
    except (MemoryError, SyntaxError):
        pass
    start = max(0, stream.tell() - LONGEST)
    while data[start : start + 1].isspace():
        start += 1
    return start
