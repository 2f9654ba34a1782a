"""An output that is two Parquet tables: the claims in OUT.parquet, the articles in OUT.articles.parquet.

Parquet cannot be appended to: reports are gathered in OUT.parquet.parts, and the tables are made of
it when the run ends.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from typing import TYPE_CHECKING, Any, Final

from claimx.batch.byte_file import ByteFile
from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

CLAIMS, ARTICLES = 16_384, 512  # rows of a table in memory at a time
WHOLE_NUMBERS: Final = frozenset({"start", "end", "paragraph", "source_start", "source_end", "cue_start", "cue_end"})
FRACTIONS: Final = frozenset({"confidence"})
ARTICLE_COLUMNS: Final = (
    "id", "path", "title", "byline", "published", "dateline", "length", "sha256", "encoding", "claims", "warnings",
    "text",
)  # fmt: skip
INSTALL: Final = "Parquet files need one more package: pip install 'claimx[parquet]'"


class ParquetFile:
    """The two tables of a run, with the given columns of claims; its size is that of what is gathered."""

    def __init__(self, path: Path, *, columns: Sequence[str]) -> None:
        if importlib.util.find_spec("pyarrow") is None:
            raise UsageError(INSTALL)
        self.path = path
        self._columns = tuple(columns)
        self._parts = ByteFile(parts_of(path))

    @property
    def size(self) -> int:
        """The bytes that are gathered."""
        return self._parts.size

    def open(self) -> None:
        """Open what is gathered."""
        self._parts.open()

    def cut(self, size: int) -> None:
        """Take off what was gathered after that size."""
        self._parts.cut(size)

    def write(self, data: bytes) -> None:
        """Gather one report, as `claimx.batch.products.Flat` encodes it, packed."""
        self._parts.write(data)

    def finish(self) -> None:
        """Make both tables anew of all that is gathered; each appears whole."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._parts.finish()
        tables = (
            (self.path, claim_schema(self._columns), self._claims(), CLAIMS),
            (articles_of(self.path), article_schema(), self._articles(), ARTICLES),
        )
        for path, schema, rows, size in tables:
            part = path.with_name(f".{path.name}.part")
            try:
                with pq.ParquetWriter(part, schema, compression="zstd") as writer:
                    for some in _batches(rows, size):
                        writer.write_table(pa.Table.from_pylist(some, schema=schema))
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def close(self) -> None:
        """Close what is gathered."""
        self._parts.close()

    def _reports(self) -> Iterator[dict[str, Any]]:
        if self._parts.size:
            with gzip.open(self._parts.path, "rb") as lines:
                for line in lines:
                    yield json.loads(line)

    def _claims(self) -> Iterator[dict[str, Any]]:
        for report in self._reports():
            yield from report["claims"]

    def _articles(self) -> Iterator[dict[str, Any]]:
        for report in self._reports():
            yield report["article"]


def parts_of(path: Path) -> Path:
    """Where the reports of a Parquet output are gathered."""
    return path.with_name(f"{path.name}.parts")


def articles_of(path: Path) -> Path:
    """Where the table of articles stands beside that of claims."""
    return path.with_name(f"{path.stem}.articles{path.suffix}")


def claim_schema(columns: Sequence[str]) -> pa.Schema:
    """The types of the columns of claims."""
    import pyarrow as pa

    return pa.schema(
        (name, pa.int64() if name in WHOLE_NUMBERS else pa.float64() if name in FRACTIONS else pa.string())
        for name in columns
    )


def article_schema() -> pa.Schema:
    """The types of the columns of articles."""
    import pyarrow as pa

    types = {"length": pa.int64(), "claims": pa.int64(), "warnings": pa.list_(pa.string())}
    return pa.schema((name, types.get(name, pa.string())) for name in ARTICLE_COLUMNS)


def _batches(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
