"""Where a report goes and in what form: the format, the joining of several reports, the file or stream."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from enum import Enum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from typing_extensions import Self


class OutputFormat(str, Enum):
    """The forms that a report can take; `auto` is settled by where it goes."""

    auto = "auto"
    terminal = "terminal"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    markdown = "markdown"
    csv = "csv"
    jsonld = "jsonld"


OF_SUFFIX = {
    ".json": OutputFormat.json,
    ".jsonl": OutputFormat.jsonl,
    ".ndjson": OutputFormat.jsonl,
    ".html": OutputFormat.html,
    ".htm": OutputFormat.html,
    ".md": OutputFormat.markdown,
    ".csv": OutputFormat.csv,
    ".jsonld": OutputFormat.jsonld,
}
ARRAYS = frozenset({OutputFormat.json, OutputFormat.jsonld})


def settled_format(wanted: OutputFormat, *, output: Path | None, on_terminal: bool, many: bool) -> OutputFormat:
    """The format to write: the one asked for, else that of the file's name, else what the stream is good for."""
    settled = wanted
    if wanted is OutputFormat.auto:
        if output is not None and output.suffix.lower() in OF_SUFFIX:
            settled = OF_SUFFIX[output.suffix.lower()]
        elif output is None and on_terminal:
            settled = OutputFormat.terminal
        else:
            settled = OutputFormat.jsonl if many else OutputFormat.json
    if many and settled is OutputFormat.html:
        raise UsageError("An HTML page holds one article: give one PATH, or choose another --format.")
    return settled


def joined(texts: Iterable[str], *, form: OutputFormat, many: bool) -> Iterator[str]:
    """The pieces to write, in order: for JSON one array, for CSV one header, for readers an empty line between."""
    array = many and form in ARRAYS
    first = True
    for text in texts:
        body = text.rstrip("\n")
        if array:
            yield ("[\n" if first else ",\n") + body
        elif first or form is OutputFormat.jsonl:
            yield body + "\n"
        elif form is OutputFormat.csv:
            yield text.partition("\n")[2]
        else:
            yield "\n" + body + "\n"
        first = False
    if array and not first:
        yield "\n]\n"


class Sink:
    """Standard output, or a file that appears whole when the run ends well, and not at all when it breaks."""

    def __init__(self, path: Path | None) -> None:
        self._path = None if path is None or str(path) == "-" else path
        self._part: Path | None = None
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        if self._path is not None and not self._path.parent.is_dir():
            raise UsageError(_not_writable(self._path, "No such folder"))
        return self

    def write(self, text: str) -> None:
        """Write `text` in UTF-8, whatever the locale; the file is opened by the first piece."""
        # A lone surrogate (from an escape in a JSON article) has no UTF-8; its escape is right in JSON too.
        data = text.encode("utf-8", "backslashreplace")
        try:
            if self._path is None:
                if sys.stdout is None:
                    raise OSError(errno.EBADF, "it is closed")  # noqa: TRY301
                sys.stdout.flush()
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
                return
            if self._stream is None:
                self._stream = self._opened(self._path)
            self._stream.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageError(_not_writable(self._path or "standard output", error.strerror)) from None

    def _opened(self, path: Path) -> IO[bytes]:
        if path.exists() and not path.is_file():  # a device or a named pipe is written to, never replaced
            return path.open("wb")
        target = path.resolve()
        self._part = target.with_name(f".{target.name}.{os.getpid()}.part")
        return self._part.open("xb")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is None or self._path is None:
            return
        try:
            self._stream.close()
            if self._part is not None and kind is None:
                target = self._path.resolve()
                if target.exists():
                    self._part.chmod(target.stat().st_mode & 0o7777)
                self._part.replace(target)
        except OSError as failure:
            raise UsageError(_not_writable(self._path, failure.strerror)) from None
        finally:
            if self._part is not None:
                with contextlib.suppress(OSError):
                    self._part.unlink(missing_ok=True)


def _not_writable(place: Path | str, reason: str | None) -> str:
    return f"{place}: cannot be written ({reason}); choose another file with --output."
