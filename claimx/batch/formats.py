"""The formats of an output of many reports, and which one the name of a file asks for."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from claimx.errors import UsageError


class BatchFormat(str, Enum):
    """The formats; `auto` is settled by the name of the output."""

    auto = "auto"
    jsonl = "jsonl"
    jsonl_gz = "jsonl.gz"
    csv = "csv"
    parquet = "parquet"
    sqlite = "sqlite"


OF_SUFFIX = {
    ".jsonl": BatchFormat.jsonl,
    ".ndjson": BatchFormat.jsonl,
    ".jsonl.gz": BatchFormat.jsonl_gz,
    ".ndjson.gz": BatchFormat.jsonl_gz,
    ".csv": BatchFormat.csv,
    ".parquet": BatchFormat.parquet,
    ".sqlite": BatchFormat.sqlite,
    ".sqlite3": BatchFormat.sqlite,
    ".db": BatchFormat.sqlite,
}


def settled(wanted: BatchFormat, output: Path) -> BatchFormat:
    """The format to write: the one asked for, else that of the file's name. Raises UsageError where it has none."""
    if wanted is not BatchFormat.auto:
        return wanted
    name = output.name.lower()
    suffix = Path(name).suffix
    if suffix == ".gz":
        suffix = Path(Path(name).stem).suffix + suffix
    if suffix not in OF_SUFFIX:
        raise UsageError(
            f"{output}: nothing tells its format: end the name in {', '.join(OF_SUFFIX)}, or choose a --format."
        )
    return OF_SUFFIX[suffix]
