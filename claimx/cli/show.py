"""`claimx show`: saved reports in another form, without the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli.options import (
    AboutOption,
    DirectOnlyOption,
    FormatOption,
    FullOption,
    MinConfidenceOption,
    NoColorOption,
    OutputOption,
    PlainOption,
    SpeakerOption,
    TypeOption,
    WidthOption,
    selection_of,
)
from claimx.cli.output import OutputFormat, settled_format, write_reports
from claimx.cli.run import NOTHING_FITS, say
from claimx.cli.saved import read_reports, text_of
from claimx.cli.view import View, on_terminal, rendered, selected, view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.schema import Report
    from claimx.selection import Selection


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
    """Show saved reports again, in any form, without the model.

    An HTML page needs the text of the article: it is read from the file that the report names, if that
    is unchanged; else only what the report quotes is shown.

    \b
    Examples:
      claimx show report.json
      claimx show news.jsonl -f csv -o claims.csv
      claimx show news.jsonl --speaker minister --direct-only
      claimx show news.jsonl --type denial -f html -o pages/
    """
    selection = selection_of(types, speakers, about, direct_only=direct_only, min_confidence=min_confidence)
    reports = read_reports(path)
    to_terminal = output is None and on_terminal()
    many = len(reports) > 1
    show(
        reports,
        article=article,
        form=settled_format(form, output=output, on_terminal=to_terminal, many=many, folders=True),
        output=output,
        selection=selection,
        view=view_of(to_terminal=to_terminal, width=width, color=not no_color, plain=plain, full=full),
    )


def show(
    reports: Sequence[Report],
    *,
    article: Path | None = None,
    form: OutputFormat = OutputFormat.json,
    output: Path | None = None,
    selection: Selection | None = None,
    view: View = View(),  # noqa: B008  (immutable)
) -> None:
    """Write the reports in another form."""
    from claimx.rendering.formats import Format

    needs_text = Format(form.value).needs_text
    parts = [selected(report, selection) for report in reports]
    if selection is not None and not any(part.claims for part in parts):
        say(NOTHING_FITS, path=reports[0].article.path if len(reports) == 1 else None)
    found = (
        # The text is found for the whole report: what is quoted of it is more than what is quoted of a part.
        (part, rendered(part, text_of(report, article) if needs_text else "", form=form, view=view))
        for report, part in zip(reports, parts, strict=True)
    )
    write_reports(found, form=form, output=output, many=len(reports) > 1)
