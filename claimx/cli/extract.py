"""`claimx extract`: articles in, reports out."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli.options import (
    AboutOption,
    DateOption,
    DirectOnlyOption,
    EncodingOption,
    FormatOption,
    FullOption,
    MinConfidenceOption,
    ModelOption,
    NoColorOption,
    OutputOption,
    PlainOption,
    SpeakerOption,
    TypeOption,
    WidthOption,
    selection_of,
)
from claimx.cli.output import OutputFormat, settled_format, write_reports
from claimx.cli.run import NOTHING_FITS, RunReport, say
from claimx.cli.view import View, on_terminal, rendered, selected, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.extractor import Extractor
    from claimx.reading.article import Article
    from claimx.schema import Report
    from claimx.selection import Selection

STDIN = "-"


def extract_cli(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Articles as plain text or Markdown. - is standard input.", show_default=False
        ),
    ] = None,
    form: FormatOption = OutputFormat.auto,
    output: OutputOption = None,
    encoding: EncodingOption = None,
    date: DateOption = None,
    model: ModelOption = None,
    threads: Annotated[int, typer.Option("--threads", "-t", metavar="N", min=1, help="Processor threads to use.")] = 1,
    types: TypeOption = None,
    speakers: SpeakerOption = None,
    about: AboutOption = None,
    direct_only: DirectOnlyOption = False,
    min_confidence: MinConfidenceOption = 0.0,
    full: FullOption = False,
    plain: PlainOption = False,
    no_color: NoColorOption = False,
    width: WidthOption = None,
) -> None:
    """Report who claims what in each article, and who denies it.

    \b
    Examples:
      claimx extract article.txt
      claimx extract article.txt --date 2025-01-30 -o report.html
      claimx extract article.txt | jq -r '.claims[].type'
      claimx extract article.txt --type denial,accusation --about weapons
      claimx extract news/*.txt -f csv -o claims.csv
      claimx extract news/*.txt -f html -o pages/
    """
    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        paths = [STDIN]
    to_terminal = output is None and on_terminal()
    run = extract(
        paths,
        form=settled_format(form, output=output, on_terminal=to_terminal, many=len(paths) > 1, folders=True),
        output=output,
        encoding=encoding,
        published=date,
        model=model,
        threads=threads,
        selection=selection_of(types, speakers, about, direct_only=direct_only, min_confidence=min_confidence),
        view=view_of(to_terminal=to_terminal, width=width, color=not no_color, plain=plain, full=full),
    )
    if len(paths) > 1 and run.exit_code:
        say(str(run))
    raise typer.Exit(run.exit_code)


def extract(
    paths: Sequence[str],
    *,
    form: OutputFormat = OutputFormat.json,
    output: Path | None = None,
    encoding: str | None = None,
    published: str | None = None,
    model: str | None = None,
    threads: int = 1,
    selection: Selection | None = None,
    view: View = View(),  # noqa: B008  (immutable)
) -> RunReport:
    """What became of each path, its report written. An input that fails is told of and never stops the others."""
    run = RunReport()
    found = _rendered(
        paths,
        run,
        form=form,
        encoding=encoding,
        published=published,
        model=model,
        threads=threads,
        selection=selection,
        view=view,
    )
    write_reports(found, form=form, output=output, many=len(paths) > 1)
    return run


def _rendered(
    paths: Sequence[str],
    run: RunReport,
    *,
    form: OutputFormat,
    encoding: str | None,
    published: str | None,
    model: str | None,
    threads: int,
    selection: Selection | None,
    view: View,
) -> Iterator[tuple[Report, str]]:
    """The report of each path that can be read, and the same rendered, in order; `run` hears of every path."""
    extractor: Extractor | None = None
    for path in paths:
        name = "standard input" if path == STDIN else path
        article = pair = None
        with run.attempt(name):
            article = _read(path, encoding=encoding, published=published)
        if article is None:
            continue
        if extractor is None:  # only now: a misspelt path is answered without waiting for spaCy
            from claimx.extractor import Extractor

            extractor = Extractor(model, threads=threads)
        with run.attempt(name):
            report = selected(extractor.extract(article), selection)
            pair = report, rendered(report, article.text, form=form, view=view)
            run.done(name, report.warnings)
            if selection is not None and not report.claims and len(paths) == 1:
                say(NOTHING_FITS, path=name)
        if pair is not None:
            yield pair


def _read(path: str, *, encoding: str | None, published: str | None) -> Article:
    """The article at `path`, or on standard input; `published` goes before the article's own date."""
    from claimx.reading.files import read_article, read_stdin

    if path == STDIN:
        article = read_stdin(sys.stdin.buffer, encoding=encoding)
    else:
        article = read_article(Path(path), encoding=encoding)
    return article if published is None else dataclasses.replace(article, published=published)
