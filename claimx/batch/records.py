"""Records of tables (JSON, CSV, Parquet) → tasks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from claimx.batch.lines import mended
from claimx.batch.tasks import Failure, Task, digest_of, failed, iso_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHOWN = 8  # columns that a message names


class Columns(NamedTuple):
    """The names of the columns that hold an article; of `date` the first that a record has."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: tuple[str, ...] = ("date", "published")

    def all(self) -> tuple[str, ...]:
        """Every name, the text first."""
        return self.text, self.id, self.title, *self.date


class Record(NamedTuple):
    """What stands in one line or row: a value, or what is wrong with it, and the bytes of input it took."""

    number: int
    value: Any
    problem: str | None = None
    weight: int = 0


def task_of(record: Record, *, file: str, stem: str, columns: Columns) -> Task | Failure:
    """The task of one record of `file`; without an id of its own it gets the number in the file."""
    name = f"{file}:{record.number}"
    value = record.value
    problem = record.problem
    if problem is None and not isinstance(value, dict):
        problem = 'is not an object with columns: give each article as {"text": …}'
    if problem is None and columns.text not in value:
        problem = no_column(columns.text, value)
    text = None if problem else value[columns.text]
    if problem is None and text is not None and not isinstance(text, str):
        problem = (
            f"has a {type(text).__name__} in the column {columns.text!r}, not text: name another with --text-column"
        )
    if problem is None and (text is None or not text.strip()):
        problem = f"is empty: its column {columns.text!r} holds no text"
    if problem is not None or text is None:
        return failed(name, f"{name} {problem}", weight=record.weight)
    return _task(name, f"{stem}:{record.number}", text, value, columns, record.weight)


def no_column(wanted: str, found: Iterable[object]) -> str:
    """What to say of a table without the column that is to hold the text."""
    names = [str(name) for name in found]
    more = ", …" if len(names) > SHOWN else ""
    return (
        f"has no column {wanted!r} but {', '.join(names[:SHOWN]) or 'none'}{more}: "
        "name the one with the text with --text-column"
    )


def _task(name: str, number: str, raw: str, value: Mapping[str, Any], columns: Columns, weight: int) -> Task:
    text, warnings = mended(raw)
    id_, title = _word(value.get(columns.id)), _word(value.get(columns.title))
    stated = next((word for column in columns.date if (word := _word(value.get(column)))), None)
    published = None if stated is None else iso_day(stated)
    if stated is not None and published is None:
        warnings = (*warnings, f"the date {stated[:40]!r} is not understood: write it as 2025-01-30")
    return Task(
        name=name,
        id=id_ or number,
        digest=digest_of("record", text, id_, title, stated),
        form="record",
        weight=weight,
        text=text,
        title=title,
        published=published,
        warnings=warnings,
    )


def _word(value: Any) -> str | None:
    """A cell on one line; None where there is nothing in it."""
    if value is None or isinstance(value, (dict, list)) or value != value:  # noqa: PLR0124  (NaN)
        return None
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return " ".join(mended(str(value))[0].split()) or None
