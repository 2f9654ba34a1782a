"""An output that is bytes appended: JSON lines, packed or not, CSV, and the list of errors."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Output(Protocol):
    """A file of reports that can be cut back to any size it had after one."""

    @property
    def size(self) -> int:
        """How far it reaches; the unit is its own."""

    def open(self) -> None:
        """Open the file, or create it, and know its size."""

    def cut(self, size: int) -> None:
        """Take off what was written after the file had this size, and put what stands before any report."""

    def write(self, data: bytes) -> None:
        """Append one report, and let go of it: a process that is killed now loses nothing."""

    def finish(self) -> None:
        """Make the file what it is to be for its readers."""

    def close(self) -> None:
        """Close the file."""


class ByteFile:
    """A file to which the bytes of each report are appended; `head` stands before the first."""

    def __init__(self, path: Path, *, head: bytes = b"", lazy: bool = False) -> None:
        self.path = path
        self.size = 0
        self._head = head
        self._lazy = lazy
        self._stream: BinaryIO | None = None

    def open(self) -> None:
        """Open the file; a lazy one is only created by its first report."""
        if not self._lazy or self.path.exists():
            self._stream = self.path.open("ab")
            self.size = self._stream.tell()

    def cut(self, size: int) -> None:
        """Take off what was written after the file had this size, and put its head."""
        if self._stream is None:
            return
        os.ftruncate(self._stream.fileno(), size)
        self.size = size
        if size == 0 and self._head:
            self._append(self._stream, self._head)

    def write(self, data: bytes) -> None:
        """Append and flush."""
        if self._stream is None:
            self._stream = self.path.open("ab")
        self._append(self._stream, data)

    def finish(self) -> None:
        """Wait until the disk has it."""
        if self._stream is not None:
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            stream, self._stream = self._stream, None
            stream.close()

    def _append(self, stream: BinaryIO, data: bytes) -> None:
        stream.write(data)
        stream.flush()
        self.size += len(data)
