"""Is a workbook safe to be unpacked: its size, its parts, and no document type in any of them.

What is declared in a document type (entities within entities, or kept in other files) is how XML
is made to grow or to read what it should not; a workbook has none, so one that has is refused,
whatever the library that reads it would do.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from travaux.errors import FileProblem
from travaux.sheets.model import MOST_PARTS, MOST_UNPACKED

AGAIN = "Save it again as an Excel workbook (.xlsx), without a password."
_PIECE = 1 << 16
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def check(data: bytes, where: str) -> None:
    """Raise FileProblem unless the bytes are a zip of bounded size without document types."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _sizes(archive.infolist(), where)
            for part in archive.infolist():
                _part(archive, part, where)
    # what zipfile raises for damage, passwords and methods of packing that it lacks
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise FileProblem(f"is no workbook ({error})", where=where, hint=AGAIN) from None
    except Exception as error:  # of the packing itself: zlib.error and the like
        if isinstance(error, FileProblem):
            raise
        raise FileProblem(f"is damaged ({error})", where=where, hint=AGAIN) from None


def _sizes(parts: list[zipfile.ZipInfo], where: str) -> None:
    size = sum(part.file_size for part in parts)  # zipfile reads no more than is declared
    if size > MOST_UNPACKED:
        raise FileProblem(
            f"would unpack to {size:,} bytes; {MOST_UNPACKED:,} is the limit",
            where=where,
            hint="Divide it into several workbooks.",
        )
    if len(parts) > MOST_PARTS:
        raise FileProblem(
            f"is made of {len(parts):,} parts; {MOST_PARTS:,} is the limit", where=where, hint=AGAIN
        )


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> None:
    before = b""
    with archive.open(part) as stream:
        for piece in iter(lambda: stream.read(_PIECE), b""):
            if not before and piece.lstrip()[:2] in _WIDE:
                _refuse(part, "is not in UTF-8", where)
            if b"<!DOCTYPE" in before + piece or b"<!ENTITY" in before + piece:
                _refuse(part, "declares a document type", where)
            before = piece[-16:]


def _refuse(part: zipfile.ZipInfo, what: str, where: str) -> None:
    hint = f"No workbook does that; it is not opened. {AGAIN}"
    raise FileProblem(f"its part {part.filename[:80]!r} {what}", where=where, hint=hint)
