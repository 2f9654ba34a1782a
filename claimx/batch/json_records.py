"""JSON lines, and JSON arrays of any length → records, one at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TextIO

from claimx.batch.lines import LARGEST, Lines
from claimx.batch.records import Record
from claimx.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 64 * 1024
SPACE = " \t\r\n"


def read_lines(stream: TextIO) -> Iterator[Record]:
    """The record of each line that is not empty."""
    lines = Lines(stream)
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except InputError as error:
            yield Record(lines.number, None, f"cannot be read: {error}")
            continue
        if lines.number == 1:
            line = line.removeprefix("\ufeff")
        if not line.strip():
            continue
        try:
            yield Record(lines.number, json.loads(line))
        except (ValueError, RecursionError) as error:
            yield Record(lines.number, None, f"is not JSON ({_reason(error)}): one object on each line is expected")


def read_values(stream: TextIO) -> Iterator[Record]:
    """The record of each object in `stream`: the members of an array, or objects one after another."""
    text = _Text(stream)
    first = text.skip("\ufeff")
    in_array = first == "["
    if not first or (in_array and text.skip("[") == "]"):
        return
    number = 0
    while True:
        number += 1
        try:
            value = text.value()
        except InputError as error:
            yield Record(number, None, f"cannot be read, nor can what comes after it: {error}")
            return
        yield Record(number, value)
        follows = text.skip()
        if in_array and follows == ",":
            text.skip(",")
        elif in_array or follows != "{":
            break
    if in_array and follows == "]":
        follows = text.skip("]")
        in_array = False
    if follows or in_array:
        yield Record(number + 1, None, "cannot be read, nor can what comes after it: is the file whole?")


class _Text:
    """The text of a stream, read as far as it is needed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._buffer = ""
        self._here = 0

    def skip(self, character: str = "") -> str:
        """The next character that is not space, after one `character` and space were passed over."""
        while True:
            while self._here < len(self._buffer):
                found = self._buffer[self._here]
                if found == character:
                    character = ""
                elif found not in SPACE:
                    return found
                self._here += 1
            if not self._more(CHUNK):
                return ""

    def value(self) -> Any:
        """The JSON value that begins here."""
        while True:
            try:
                value, end = json.JSONDecoder().raw_decode(self._buffer, self._here)
            except (ValueError, RecursionError) as error:
                size = len(self._buffer) - self._here
                if size > LARGEST:
                    raise InputError(f"it is larger than {LARGEST // 1024**2} MB, or not JSON") from None
                # Twice as much each time, so that all of it is parsed no more than twice over.
                if isinstance(error, RecursionError) or not self._more(max(CHUNK, size)):
                    raise InputError(f"it is not JSON ({_reason(error)})") from None
            else:
                self._here = end
                return value

    def _more(self, size: int) -> bool:
        chunk = self._stream.read(size)
        self._buffer = self._buffer[self._here :] + chunk
        self._here = 0
        return bool(chunk)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.pos + 1}"
    return "nested too deep" if isinstance(error, RecursionError) else str(error)
