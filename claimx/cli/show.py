"""`claimx show`: saved reports in another form, without the model."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli.options import FormatOption, FullOption, NoColorOption, OutputOption, PlainOption, WidthOption
from claimx.cli.output import OutputFormat, Sink, joined, settled_format
from claimx.cli.run import say
from claimx.cli.view import View, on_terminal, rendered, view_of
from claimx.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.schema import Report, Span

STDIN = "-"
_SPACE = re.compile(r"[ \t\r\n]*")


def show_cli(
    path: Annotated[
        str,
        typer.Argument(
            metavar="REPORT",
            help="A report as JSON, or several as JSON lines or an array. - is standard input.",
            show_default=False,
        ),
    ],
    article: Annotated[
        Path | None,
        typer.Option("--article", "-a", metavar="FILE", help="The article, where it is not where the report says."),
    ] = None,
    form: FormatOption = OutputFormat.auto,
    output: OutputOption = None,
    full: FullOption = False,
    plain: PlainOption = False,
    no_color: NoColorOption = False,
    width: WidthOption = None,
) -> None:
    """Show saved reports again, in any form, without the model.

    An HTML page needs the text of the article: it is read from the file that the report names, if that
    is unchanged; else only what the report quotes is shown.

    \b
    Examples:
      claimx show report.json
      claimx show news.jsonl -f csv -o claims.csv
    """
    reports = read_reports(path)
    to_terminal = output is None and on_terminal()
    many = len(reports) > 1
    show(
        reports,
        article=article,
        form=settled_format(form, output=output, on_terminal=to_terminal, many=many),
        output=output,
        view=view_of(to_terminal=to_terminal, width=width, color=not no_color, plain=plain, full=full),
    )


def show(
    reports: Sequence[Report],
    *,
    article: Path | None = None,
    form: OutputFormat = OutputFormat.json,
    output: Path | None = None,
    view: View = View(),  # noqa: B008  (immutable)
) -> None:
    """Write the reports in another form."""
    from claimx.rendering.formats import Format

    needs_text = Format(form.value).needs_text
    texts = (
        rendered(report, _text_of(report, article) if needs_text else "", form=form, view=view) for report in reports
    )
    with Sink(output) as sink:
        for piece in joined(texts, form=form, many=len(reports) > 1):
            sink.write(piece)


def read_reports(path: str) -> list[Report]:
    """The reports saved at `path`: one object, an array of them, or one on each line."""
    from pydantic import ValidationError

    from claimx.schema import Report

    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
        values = _json_values(data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from None
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path}: is not a report: {error}; give a file that `claimx extract` wrote as JSON."
        ) from None
    try:
        return [Report.model_validate(value) for value in values]
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"{path}: is not a report of this version of claimx: {place or 'it'}: {first['msg']}."
        ) from None


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


def _text_of(report: Report, article: Path | None) -> str:
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
