"""CSV and Parquet → records, one at a time."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from claimx.batch.lines import LARGEST, Lines
from claimx.batch.records import Columns, Record, no_column
from claimx.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = ",;\t"
ROWS = 64  # of a Parquet file in memory at a time
INSTALL_PARQUET = "Parquet files need one more package: pip install 'claimx[parquet]'"


def read_csv(stream: TextIO, *, columns: Columns) -> Iterator[Record]:
    """The record of each row; its number is that of the line it begins on.

    Commas, semicolons or tabs divide the cells: whichever finds the column of the text in the first line.
    Raises InputError where that column is missing.
    """
    # The limit holds for the whole process, and its default (128 KiB) is less than a long article.
    csv.field_size_limit(LARGEST)
    lines = Lines(stream)
    first = lines.peek().removeprefix("\ufeff")
    heads = {mark: _head(first, mark) for mark in DELIMITERS}
    delimiter = next((mark for mark, head in heads.items() if columns.text in head), None)
    if delimiter is None:
        widest = max(heads.values(), key=len)
        raise InputError(no_column(columns.text, widest) if first else "is empty: it holds no article")
    next(lines)
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        number = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except (csv.Error, InputError) as error:
            yield Record(number, None, f"cannot be read: {error}")
            continue
        if row:
            yield Record(number, dict(zip(heads[delimiter], row, strict=False)))


def read_parquet(path: Path, *, columns: Columns) -> Iterator[Record]:
    """The record of each row, numbered from 1. Raises InputError where the file cannot be used."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(f"cannot be read: {INSTALL_PARQUET}") from None
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            if columns.text not in names:
                raise InputError(no_column(columns.text, names))
            wanted = [name for name in dict.fromkeys(columns.all()) if name in names]
            weight = path.stat().st_size // max(file.metadata.num_rows, 1)
            number = 0
            for batch in file.iter_batches(batch_size=ROWS, columns=wanted):
                for value in batch.to_pylist():
                    number += 1
                    yield Record(number, value, weight=weight)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"cannot be read ({' '.join(str(error).split())[:200]})") from None


def _head(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []
