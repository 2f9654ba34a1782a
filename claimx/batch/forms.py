"""How each format is made: what the workers encode, and the file that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimx.batch.byte_file import ByteFile
from claimx.batch.formats import BatchFormat
from claimx.batch.parquet_file import ParquetFile, articles_of, parts_of
from claimx.batch.products import Flat, Rendered, Whole, Zipped
from claimx.batch.sqlite_file import SqliteFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from claimx.batch.byte_file import Output
    from claimx.batch.products import Encoder, Render, Rows


class Renderers(NamedTuple):
    """What renderers there are, from the layer beside this one: functions that pickle, and the columns of rows."""

    json_line: Render
    csv_rows: Render
    csv_head: str
    rows: Rows
    columns: Sequence[str]


class Form(NamedTuple):
    """A format at one place: the encoder, the file, and all the paths that its file may take up."""

    encode: Encoder
    output: Output
    paths: tuple[Path, ...]


def form_at(path: Path, format_: BatchFormat, renderers: Renderers) -> Form:
    """The form of an output. Raises UsageError where a package for it is missing."""
    if format_ is BatchFormat.csv:
        return Form(Rendered(renderers.csv_rows), ByteFile(path, head=renderers.csv_head.encode()), (path,))
    if format_ is BatchFormat.sqlite:
        beside = (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
        return Form(Whole(), SqliteFile(path), (path, *beside))
    if format_ is BatchFormat.parquet:
        file = ParquetFile(path, columns=renderers.columns)
        return Form(Zipped(Flat(renderers.rows)), file, (path, articles_of(path), parts_of(path)))
    lines: Encoder = Rendered(renderers.json_line)
    return Form(Zipped(lines) if format_ is BatchFormat.jsonl_gz else lines, ByteFile(path), (path,))
