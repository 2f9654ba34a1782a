"""Task → product: the report of an article in the bytes that its output takes. This runs in the workers."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from claimx.batch.tasks import Task, article_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimx.reading.article import Article
    from claimx.schema import Report

Cell = str | int | float | None


class Product(NamedTuple):
    """What comes of one article: the bytes of its report, and what is counted."""

    data: bytes
    claims: int
    warnings: int


class Reporter(Protocol):
    """What makes reports; `claimx.extractor.Extractor` is one."""

    @property
    def nlp(self) -> Any:
        """The pipeline, loaded."""

    def extract(self, article: Article) -> Report:
        """The report of an article."""
        ...


class Encoder(Protocol):
    """A report in bytes; it must pickle."""

    def __call__(self, report: Report, text: str, /) -> bytes:
        """The bytes of a report of `text`."""
        ...


class Render(Protocol):
    """A function of a renderer; it must pickle."""

    def __call__(self, report: Report, /) -> str:
        """The report as a string."""
        ...


class Rows(Protocol):
    """A function that makes flat rows; it must pickle."""

    def __call__(self, report: Report, /) -> Iterable[Mapping[str, Cell]]:
        """A row for each claim."""
        ...


@dataclass(frozen=True, slots=True)
class Maker:
    """The work of a batch: a task's article is read, reported on and encoded."""

    reporter: Reporter
    encode: Encoder

    def open(self) -> None:
        """Load the pipeline."""
        _ = self.reporter.nlp

    def __call__(self, task: Task, /) -> Product:
        """The product of a task. Raises InputError where its article cannot be read."""
        article = article_of(task)
        report = self.reporter.extract(article)
        return Product(self.encode(report, article.text), len(report.claims), len(report.warnings))


@dataclass(frozen=True, slots=True)
class Rendered:
    """The report as a renderer shows it, in UTF-8."""

    render: Render

    def __call__(self, report: Report, text: str, /) -> bytes:  # noqa: ARG002 - every encoder takes the text
        """The bytes of the report."""
        return self.render(report).encode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Zipped:
    """What another encoder gives as one gzip member, so that a file of them can be cut after any."""

    encode: Encoder

    def __call__(self, report: Report, text: str, /) -> bytes:
        """The bytes of the report, packed."""
        return gzip.compress(self.encode(report, text), mtime=0)


@dataclass(frozen=True, slots=True)
class Whole:
    """The report and the text of its article as one line of JSON."""

    def __call__(self, report: Report, text: str, /) -> bytes:
        """The bytes of the report and the text."""
        return _line({"report": report.model_dump(mode="json", by_alias=True), "text": text})


@dataclass(frozen=True, slots=True)
class Flat:
    """What is known of the article, its text and a row for each claim as one line of JSON."""

    rows: Rows

    def __call__(self, report: Report, text: str, /) -> bytes:
        """The bytes of the rows."""
        article = report.article.model_dump(mode="json", exclude={"paragraphs"})
        about = article | {"claims": len(report.claims), "warnings": list(report.warnings), "text": text}
        return _line({"article": about, "claims": [dict(row) for row in self.rows(report)]})


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"
