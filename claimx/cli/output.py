"""Where a report goes and in what form: the format, the joining of several reports, the file, stream or folder."""

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

    from claimx.rendering.html_index import Entry
    from claimx.schema import Report


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
PAGE_SUFFIXES = frozenset(suffix for suffix, form in OF_SUFFIX.items() if form is OutputFormat.html)


def settled_format(
    wanted: OutputFormat, *, output: Path | None, on_terminal: bool, many: bool, folders: bool = False
) -> OutputFormat:
    """The format to write: the one asked for, else that of the file's name, else what the stream is good for.

    A verb that can write a folder of pages says so with `folders`.
    """
    settled = wanted
    if wanted is OutputFormat.auto:
        if output is not None and output.suffix.lower() in OF_SUFFIX:
            settled = OF_SUFFIX[output.suffix.lower()]
        elif output is None and on_terminal:
            settled = OutputFormat.terminal
        else:
            settled = OutputFormat.jsonl if many else OutputFormat.json
    if many and settled is OutputFormat.html and not (folders and is_folder(output, form=settled, many=many)):
        advice = "name a folder with --output, such as -o pages/" if folders else "give one"
        raise UsageError(f"An HTML page holds one article: {advice}, or choose another --format.")
    return settled


def is_folder(output: Path | None, *, form: OutputFormat, many: bool) -> bool:
    """Whether HTML goes into a folder, a page for each article: one that is there, or a name that is no page's.

    A slash at the end cannot tell, for a `Path` does not keep it.
    """
    if form is not OutputFormat.html or output is None or str(output) == "-":
        return False
    if output.exists():
        return output.is_dir()
    return output.suffix.lower() not in PAGE_SUFFIXES if many else not output.suffix


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


class Pages:
    """A folder with a page for each article, each of which appears whole, and an index when the run ends well."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: list[Entry] = []
        self._taken: set[str] = set()

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(_not_writable(self._folder, error.strerror)) from None
        return self

    def write(self, report: Report, text: str) -> None:
        """Write the page of one report, under a name of its own made from the article's."""
        from claimx.rendering.html_index import entry_of, page_name

        page = page_name(report.article.id, self._taken)
        self._taken.add(page.casefold())
        self._put(page, text)
        self._entries.append(entry_of(report, page))

    def _put(self, page: str, text: str) -> None:
        with Sink(self._folder / page) as sink:
            sink.write(text)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from claimx.rendering.html_index import INDEX, render

        if kind is None and self._entries:
            self._put(INDEX, render(self._entries))


def write_reports(found: Iterable[tuple[Report, str]], *, form: OutputFormat, output: Path | None, many: bool) -> None:
    """Write reports, each given with its rendering, as they come: a folder of pages, or one file or stream."""
    if output is not None and is_folder(output, form=form, many=many):
        with Pages(output) as pages:
            for report, text in found:
                pages.write(report, text)
        return
    with Sink(output) as sink:
        for piece in joined((text for _, text in found), form=form, many=many):
            sink.write(piece)


def _not_writable(place: Path | str, reason: str | None) -> str:
    return f"{place}: cannot be written ({reason}); choose another file with --output."
