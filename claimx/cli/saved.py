"""Saved reports, and the text of the article that each speaks of."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.cli.run import say
from claimx.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.schema import Report, Span

STDIN = "-"
_SPACE = re.compile(r"[ \t\r\n]*")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")


def read_reports(path: str) -> list[Report]:
    """The reports saved at `path`: one object, an array of them, or one on each line."""
    try:
        return reports_in(sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes(), path=path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from None


def may_be_saved(beginning: bytes) -> bool:
    """Whether what begins so may be reports: JSON, and not an article."""
    return _JSON.match(beginning) is not None


def is_saved(data: bytes) -> bool:
    """Whether the bytes are those of reports: JSON that names the version of the schema."""
    return may_be_saved(data) and b'"schema_version"' in data


def reports_in(data: bytes, *, path: str) -> list[Report]:
    """The reports that the bytes hold; `path` is named where they hold none."""
    from pydantic import ValidationError

    from claimx.schema import Report

    try:
        values = _json_values(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path}: is not a report: {error}; give a file that `claimx extract` wrote as JSON."
        ) from None
    try:
        return [_summarized(Report.model_validate(value)) for value in values]
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"{path}: is not a report of this version of claimx: {place or 'it'}: {first['msg']}."
        ) from None


def _summarized(report: Report) -> Report:
    """The report with a summary: those saved before there was one get it here."""
    if "summary" in report.model_fields_set:
        return report
    from claimx.claims.summary import summarize

    return report.model_copy(update={"summary": summarize(report.claims, report.links)})


def _json_values(text: str) -> list[object]:
    """The values that stand in `text` one after another, the members of an array in its place."""
    decoder = json.JSONDecoder()
    values: list[object] = []
    here = _after_space(text, 0)
    while here < len(text):
        value, here = decoder.raw_decode(text, here)
        values.extend(value if isinstance(value, list) else [value])
        here = _after_space(text, here)
    if not values:
        raise ValueError("it is empty")
    return values


def _after_space(text: str, start: int) -> int:
    """Where the next value begins, or the end of `text`."""
    space = _SPACE.match(text, start)
    return start if space is None else space.end()


def text_of(report: Report, article: Path | None) -> str:
    """The text of the article, where it can be had unchanged; else as much of it as the report quotes."""
    from claimx.reading.files import read_article

    path = article or (Path(report.article.path) if report.article.path else None)
    if path is not None and (article is not None or path.is_file()):
        try:
            text = read_article(path, encoding=report.article.encoding).text
        except InputError as error:
            if article is not None:
                raise
            say(str(error), path=str(path))
        else:
            if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == report.article.sha256:
                return text
            say("has changed since it was reported on; only what the report quotes is shown.", path=str(path))
    return quoted_text(report)


def quoted_text(report: Report) -> str:
    """A text of the article's length with what the report quotes in its place, and spaces elsewhere."""
    characters = [" "] * report.article.length
    for paragraph in report.article.paragraphs[1:]:
        if paragraph.start > 0:
            characters[paragraph.start - 1] = "\n"
    for span in _spans(report):
        characters[span.start : span.end] = span.text
    return "".join(characters)


def _spans(report: Report) -> Iterator[Span]:
    """Every span of the report that carries its text."""
    for entity in report.entities:
        yield from entity.mentions
    for speaker in report.speakers:
        yield from speaker.mentions
    yield from report.quotations
    for claim in report.claims:
        yield from claim.content
        yield from (span for span in (claim.source, claim.cue, claim.addressee, claim.target) if span is not None)
