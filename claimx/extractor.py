"""The path of an article: text → pipeline → claims → report. The same for one article and for a million."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from claimx.reading.files import article_from_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.language import Language

    from claimx.annotation import Annotation
    from claimx.component import Reporter
    from claimx.reading.article import Article
    from claimx.schema import Report

BATCH = 32
"""Articles that are in the pipeline at a time; more would only take memory."""


class Extractor:
    """Reports of articles, by one pipeline that is loaded when first needed.

    `model` may be any English spaCy pipeline; what it does not set, the component `claimx` fills in. The extractor
    pickles without its pipeline, which each process then loads for itself.
    """

    def __init__(self, model: str | Path | None = None, *, threads: int = 1) -> None:
        self.model = model
        self.threads = threads
        self._nlp: Language | None = None
        self._reporter: Reporter | None = None

    @property
    def nlp(self) -> Language:
        """The spaCy pipeline. Raises ModelError where it cannot be loaded."""
        if self._nlp is None:
            from claimx.pipeline.loading import load

            self._nlp = load(self.model, threads=self.threads)
        return self._nlp

    @property
    def reporter(self) -> Reporter:
        """What makes a report of a doc, filling in what its pipeline does not set."""
        if self._reporter is None:
            from claimx.component import Reporter

            self._reporter = Reporter(threads=self.threads)
        return self._reporter

    def extract(self, article: str | Article, *, published: str | None = None) -> Report:
        """The report of one article, or of a text; `published` is an ISO date, which goes before the article's own."""
        (report,) = self.extract_many([_article(article, published)])
        return report

    def extract_many(self, articles: Iterable[str | Article]) -> Iterator[Report]:
        """The reports of articles, in their order, as they are made."""
        from claimx.claims.report import build_report

        for article, annotation in self._annotated(_article(article, None) for article in articles):
            yield build_report(article, annotation)

    def annotate(self, article: str | Article, *, published: str | None = None) -> tuple[Report, Annotation]:
        """The report of one article, or of a text, and the annotation that it is made from."""
        from claimx.claims.report import build_report

        ((given, annotation),) = self._annotated([_article(article, published)])
        return build_report(given, annotation), annotation

    def _annotated(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """The articles with their annotations; a long one goes through the pipeline in parts."""
        from claimx.pipeline.crossing import into
        from claimx.pipeline.host import annotation_of
        from claimx.pipeline.segments import joined, segments

        nlp, own = self.nlp, self.reporter.own
        parts = ((article, *part) for article in articles for part in segments(article))
        docs = ((into(nlp, part), (article, start, part)) for article, start, part in parts)
        read: list[tuple[int, Annotation]] = []
        for doc, (article, start, part) in nlp.pipe(docs, as_tuples=True, batch_size=BATCH):
            read.append((start, annotation_of(doc, part, own)))
            if start + len(part.text) >= len(article.text):
                yield article, joined(article.text, read)
                read = []

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_nlp": None, "_reporter": None}


def extract(article: str | Article, *, published: str | None = None) -> Report:
    """The report of one article or text, by the shipped pipeline."""
    return _shipped().extract(article, published=published)


def extract_many(articles: Iterable[str | Article]) -> Iterator[Report]:
    """The reports of articles or texts, by the shipped pipeline."""
    return _shipped().extract_many(articles)


@cache
def _shipped() -> Extractor:
    return Extractor()


def _article(article: str | Article, published: str | None) -> Article:
    if isinstance(article, str):
        return article_from_text(article, published=published)
    if published is None:
        return article
    return replace(article, published=published)
