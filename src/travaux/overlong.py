"""What is longer than Oxigraph's parsers read in one piece: told with its line.

They give up at 16 MiB and call it a lack of memory, which would send people to look for more. Well
before that, who checks or writes a file would take a hundred times the memory of such a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from travaux.errors import BadData, HugeLiteral

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat, Triple

    from travaux.turtle_text import Token

LONGEST = 1 << 24
#: Longer texts are loaded and asked, but neither checked nor formatted.
HUGE = 1 << 20
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


def check_literals(triples: Iterable[Triple], tokens: Iterable[Token], where: str) -> None:
    """Raise HugeLiteral, with its line among the tokens, for a text that is huge."""
    from pyoxigraph import Literal

    ends = (each.object for each in triples)
    if any(isinstance(each, Literal) and len(each.value) > HUGE for each in ends):
        line = next((each.line for each in tokens if len(each.text) > HUGE), 0)
        raise HugeLiteral(
            f"a text of more than {HUGE >> 20} MB is neither checked nor formatted",
            where=f"{where}:{line}",
            hint="Keep a long text in a file of its own, and name that.",
        )


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
