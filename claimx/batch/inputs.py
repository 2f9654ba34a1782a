"""What a user names on the command line → the tasks of a batch, in order, however many there are."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from claimx.batch.json_records import read_lines, read_values
from claimx.batch.lines import LARGEST, is_zipped, open_text
from claimx.batch.records import Columns, Record, task_of
from claimx.batch.table_records import read_csv, read_parquet
from claimx.batch.tasks import Failure, Task, failed
from claimx.batch.web_pages import INSTALL_HTML, can_read_pages
from claimx.errors import InputError

if TYPE_CHECKING:
    import io
    from collections.abc import Collection, Iterator, Sequence

STDIN: Final = "-"
PIECE: Final = 1024 * 1024
Form = Literal["text", "page", "lines", "json", "csv", "parquet"]
FORMS: dict[str, Form] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".mdown": "text", ".mkd": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".jsonl": "lines", ".ndjson": "lines", ".json": "json", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
}  # fmt: skip
"""The suffixes of the files that are read in a folder, and what each holds."""
ZIPPED = frozenset({"lines", "json", "csv"})
UNREADABLE = (OSError, EOFError, zlib.error, UnicodeError)


class Found(NamedTuple):
    """A file to read; `id` is its path below the folder that was named, without the suffix."""

    path: Path
    id: str


@dataclass(slots=True)
class Inputs:
    """The inputs of a run: folders, patterns, files and `-`, which is JSON lines on standard input.

    `encoding` is that of every file, and is found out where it is None. `exclude` holds files that are
    no input, such as those the run writes, as resolved paths. When all tasks were taken, `left_out`
    counts the files in folders that are of no kind that is read, by suffix.
    """

    arguments: Sequence[str]
    columns: Columns = field(default_factory=Columns)
    encoding: str | None = None
    exclude: Collection[Path] = frozenset()
    left_out: Counter[str] = field(default_factory=Counter)

    def tasks(self) -> Iterator[Task | Failure]:
        """The tasks of all inputs, in the order of the arguments and of the names in each folder."""
        self.left_out.clear()
        for found in self._found():
            if isinstance(found, Failure):
                yield found
            elif str(found.path) == STDIN:
                yield from self._stdin(found)
            else:
                yield from self._of_file(found)

    def size(self) -> int | None:
        """The bytes of all inputs, for progress; None where standard input is one of them."""
        if STDIN in self.arguments:
            return None
        return sum(_size(found.path) for found in self._found() if isinstance(found, Found))

    def _found(self) -> Iterator[Found | Failure]:
        for argument in self.arguments:
            if argument == STDIN:
                yield Found(Path(argument), "stdin")
                continue
            try:
                yield from self._named(argument)
            except (OSError, ValueError) as error:  # a name that no file can have
                yield failed(argument[:100], f"{argument[:100]} cannot be the name of a file ({error})")

    def _named(self, argument: str) -> Iterator[Found | Failure]:
        path = Path(argument)
        if path.is_dir():
            yield from self._in_folder(path)
        elif path.exists() or path.is_symlink() or not glob.has_magic(argument):
            yield Found(path, _stem(path.name))
        else:
            yield from self._matching(argument)

    def _matching(self, pattern: str) -> Iterator[Found | Failure]:
        matches = sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
        files = [path for path in matches if path.is_file() and path.resolve() not in self.exclude]
        if not files:
            yield failed(pattern, f"{pattern} matches no file: check the pattern, and quote it")
        yield from (Found(path, _stem(path.name)) for path in files)

    def _in_folder(self, folder: Path) -> Iterator[Found | Failure]:
        empty = True
        for path in self._walk(folder, seen=set()):
            empty = False
            yield path if isinstance(path, Failure) else Found(path, _stem(path.relative_to(folder).as_posix()))
        if empty:
            yield failed(str(folder), f"{folder} holds no file that can be read ({' '.join(FORMS)})")

    def _walk(self, folder: Path, *, seen: set[tuple[int, int]]) -> Iterator[Path | Failure]:
        """The files below `folder`; one that a link leads to again is not entered twice."""
        try:
            status = folder.stat()
            names = sorted(os.listdir(folder))  # noqa: PTH208  (names are all that is needed of many)
        except OSError as error:
            yield failed(str(folder), f"{folder} cannot be opened ({error.strerror}): check who may read it")
            return
        place = status.st_dev, status.st_ino
        if place in seen:
            return
        seen.add(place)
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            if path.is_dir():
                yield from self._walk(path, seen=seen)
            elif self.exclude and path.resolve() in self.exclude:
                continue
            elif form_of(path) is None:
                self.left_out[path.suffix.lower()] += 1
            else:
                yield path

    def _of_file(self, found: Found) -> Iterator[Task | Failure]:
        path = found.path
        name = str(path)
        form = form_of(path) or "text"
        size = _size(path)
        if path.exists() and not path.is_file():
            yield failed(name, f"{name} is not a regular file: pipe it to claimx and name - as the input")
        elif form == "page" and not can_read_pages():
            yield failed(name, f"{name} cannot be read: {INSTALL_HTML}", weight=size)
        elif form in {"text", "page"}:
            yield self._article(found, "page" if form == "page" else "text", size)
        elif form == "parquet":
            yield from self._tasks(read_parquet(path, columns=self.columns), found)
        else:
            try:
                with path.open("rb") as raw:
                    yield from self._records(raw, found, form)
            except OSError as error:
                yield failed(name, _unopened(name, error), weight=size)

    def _stdin(self, found: Found) -> Iterator[Task | Failure]:
        if sys.stdin is None:
            yield failed(STDIN, "standard input is closed: pipe JSON lines to claimx, or name files")
        else:
            yield from self._records(cast("io.BufferedReader", sys.stdin.buffer), found, "lines")

    def _article(self, found: Found, form: Literal["text", "page"], size: int) -> Task | Failure:
        name = str(found.path)
        digest = hashlib.sha256(f"{form}{found.path.suffix.lower()}:".encode())
        try:
            with found.path.open("rb") as stream:
                left = LARGEST + 1
                while left > 0 and (piece := stream.read(min(PIECE, left))):
                    digest.update(piece)
                    left -= len(piece)
        except OSError as error:
            return failed(name, _unopened(name, error), weight=size)
        return Task(name, found.id, digest.digest()[:16], form, size, self.encoding)

    def _records(self, raw: io.BufferedReader, found: Found, form: Form) -> Iterator[Task | Failure]:
        try:
            stream = open_text(raw, zipped=is_zipped(found.path), encoding=self.encoding)
        except UNREADABLE as error:
            yield failed(str(found.path), _broken(str(found.path), 0, error))
            return
        if form == "csv":
            records = read_csv(stream, columns=self.columns)
        else:
            records = read_lines(stream) if form == "lines" else read_values(stream)
        try:
            yield from self._tasks(records, found, raw)
        finally:
            stream.detach()  # the file is not the wrapper's to close, least of all standard input

    def _tasks(
        self, records: Iterator[Record], found: Found, raw: io.BufferedReader | None = None
    ) -> Iterator[Task | Failure]:
        file = found.id if str(found.path) == STDIN else str(found.path)
        number = before = 0
        try:
            for record in records:
                number = record.number
                if raw is not None:
                    here = _position(raw)
                    record = record._replace(weight=here - before)  # noqa: PLW2901  (the same one, weighed)
                    before = here
                yield task_of(record, file=file, stem=found.id, columns=self.columns)
        except InputError as error:
            yield failed(file, f"{file} {error}")
        except UNREADABLE as error:
            yield failed(file, _broken(file, number, error))
        else:
            if number == 0:
                yield failed(file, f"{file} is empty: it holds no article")


def form_of(path: Path) -> Form | None:
    """What a file holds by its suffix, packed by gzip or not; None where it is of no kind that is read."""
    if not is_zipped(path):
        return FORMS.get(path.suffix.lower())
    form = FORMS.get(Path(path.stem).suffix.lower())
    return form if form in ZIPPED else None


def _stem(name: str) -> str:
    """The name of a file without its suffix, or both of them where it is packed."""
    path = Path(name)
    inner = path.with_suffix("") if is_zipped(path) else path
    return inner.with_suffix("").as_posix() if form_of(path) else path.as_posix()


def _unopened(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{name} does not exist: check the name and the folder"
    return f"{name} cannot be opened ({error.strerror or error}): check the path and who may read it"


def _broken(name: str, number: int, error: Exception) -> str:
    return f"{name} breaks off after {number} ({error}): get a whole copy of it"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _position(raw: io.BufferedReader) -> int:
    try:
        return raw.tell()
    except OSError:  # a pipe has none
        return 0
