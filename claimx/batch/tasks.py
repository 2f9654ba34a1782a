"""One article of a batch before it is read: what goes to a worker, and what comes of one that fails."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from claimx.errors import InputError
from claimx.reading.files import article_from_text, read_article
from claimx.reading.stamps import read_stamps

if TYPE_CHECKING:
    from claimx.reading.article import Article

LONGEST: Final = 1_000_000  # characters of an article; spaCy takes no more
WIDEST: Final = 4  # bytes of a character in any encoding
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")

FailureKind = Literal["input", "timeout", "died", "bug"]


@dataclass(frozen=True, slots=True)
class Task:
    """An article to report on. `name` is its path, with the number of the line or record where a file holds many.

    `digest` tells the content apart from any other, wherever it stands; `weight` is its share of the
    input in bytes. Only a record has its `text` here: files are read by the worker.
    """

    name: str
    id: str
    digest: bytes
    form: Literal["text", "page", "record"]
    weight: int = 0
    encoding: str | None = None
    text: str = ""
    title: str | None = None
    published: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An article, or a whole input, of which there is no report, and why. `detail` is a bug's traceback."""

    name: str
    kind: FailureKind
    message: str
    digest: bytes = b""
    weight: int = 0
    detail: str | None = None


def digest_of(*parts: str | bytes | None) -> bytes:
    """A digest of 16 bytes that no other parts have."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"-" if data is None else b"%d:" % len(data))
        found.update(data or b"")
    return found.digest()[:16]


def failed(name: str, message: str, *, weight: int = 0) -> Failure:
    """The failure of an input that cannot be read; its digest is that of what is told of it."""
    return Failure(name, "input", message, digest_of("failure", name, message), weight)


def article_of(task: Task) -> Article:
    """The article of a task, read. Raises InputError where it cannot be."""
    if task.form == "record":
        _check_length(task, len(task.text))
        article = article_from_text(task.text, id=task.id, path=task.name, published=task.published)
        return replace(article, title=task.title or article.title, warnings=task.warnings + article.warnings)
    if task.form == "page":
        from claimx.batch.web_pages import read_page

        article = read_page(Path(task.name), id=task.id, encoding=task.encoding)
    else:
        _check_length(task, task.weight // WIDEST)  # a file that must be too long is not even read
        article = read_article(task.name, id=task.id, encoding=task.encoding)
    _check_length(task, len(article.text))
    return article


def _check_length(task: Task, length: int) -> None:
    if length > LONGEST:
        raise InputError(f"{task.name} has more than {LONGEST:,} characters, no single article: divide it")


def iso_day(value: str) -> str | None:
    """The ISO date that a cell begins with or spells out ("3 May 2024"); None where it gives none for certain."""
    value = value.strip()
    if ISO_DAY.match(value):
        return value[:10]
    return next((stamp.date for stamp in read_stamps(value) if stamp.date), None)
