"""The lines of a file that may hold millions of them, or one that never ends."""

from __future__ import annotations

import gzip
import io
import re
from typing import TYPE_CHECKING, Final, TextIO

from claimx.errors import InputError
from claimx.reading.encodings import BOMS, SURROGATE, decode

if TYPE_CHECKING:
    from pathlib import Path

    from typing_extensions import Self

LARGEST: Final = 50 * 1024 * 1024  # characters of one line, or of one record
SKIP: Final = 1024 * 1024
HALF = re.compile("[\ud800-\udfff]")


def open_text(raw: io.BufferedReader, *, zipped: bool, encoding: str | None) -> io.TextIOWrapper:
    """The text of a binary stream, unpacked if `zipped`; lines end at line feeds only.

    Bytes that are no UTF-8 come as half characters, which `mended` makes whole again.
    """
    stream = gzip.GzipFile(fileobj=raw) if zipped else raw
    if encoding is None:
        head = stream.peek(4)[:4]
        encoding = next((name for mark, name in BOMS if head.startswith(mark)), "utf-8")
    errors = "surrogateescape" if encoding.lower().startswith("utf-8") else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="\n")


def is_zipped(path: Path) -> bool:
    """Whether the name of a file says that it is packed by gzip."""
    return path.suffix.lower() == ".gz"


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without half characters, and what is to be known about it.

    Bytes that were no UTF-8 are read again as a file of their own would be; what was half a character
    before becomes U+FFFD, one for one.
    """
    if not SURROGATE.search(text):
        return text, ()
    try:
        decoded = decode(text.encode("utf-8", "surrogateescape"))
    except (UnicodeEncodeError, InputError):
        whole, count = HALF.subn("\ufffd", text)
        return whole, (f"{count} half characters were replaced by U+FFFD",)
    return decoded.text, decoded.warnings


class Lines:
    """An iterator over the lines of a stream, each with its end; `number` is that of the line given last.

    A line that is too long raises InputError in its place, and the next one follows all the same.
    """

    def __init__(self, stream: TextIO) -> None:
        self.number = 0
        self._stream = stream
        self._peeked: str | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line, self._peeked = self._peeked, None
        if line is None:
            line = self._stream.readline(LARGEST + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > LARGEST:
            while line and not line.endswith("\n"):
                line = self._stream.readline(SKIP)
            raise InputError(f"the line is longer than {LARGEST // 1024**2} MB: put each article on a line of its own")
        return line

    def peek(self) -> str:
        """The line that comes next, or an empty string."""
        if self._peeked is None:
            self._peeked = self._stream.readline(LARGEST + 1)
        return self._peeked
