"""`claimx explain`: why a report says what it says of a claim."""

from __future__ import annotations

import io
import json
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from claimx.cli.options import (
    DateOption,
    EncodingOption,
    ModelOption,
    NoColorOption,
    PlainOption,
    WidthOption,
)
from claimx.cli.output import Sink
from claimx.cli.run import say
from claimx.cli.saved import STDIN, is_saved, may_be_saved, reports_in, text_of
from claimx.cli.view import View, on_terminal, view_of
from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.annotation import Annotation
    from claimx.schema import Report


class ExplainFormat(str, Enum):
    """The forms of an explanation."""

    terminal = "terminal"
    json = "json"


class Explained(NamedTuple):
    """A report to be explained: with the article's text, and with the annotation if it was only made now."""

    name: str
    report: Report
    text: str
    annotation: Annotation | None


def explain_cli(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="An article, or a saved report of one as JSON. - is standard input.",
            show_default=False,
        ),
    ],
    claim: Annotated[
        str | None,
        typer.Option("--claim", "-c", metavar="ID", help="The claim to explain. Without it, all are listed."),
    ] = None,
    article: Annotated[
        Path | None,
        typer.Option(
            "--article", "-a", metavar="FILE", help="The article of a saved report that is not where the report says."
        ),
    ] = None,
    form: Annotated[
        ExplainFormat, typer.Option("--format", "-f", help="For people, or the same as data.")
    ] = ExplainFormat.terminal,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here, not to standard output. The file appears whole."
        ),
    ] = None,
    encoding: EncodingOption = None,
    date: DateOption = None,
    model: ModelOption = None,
    plain: PlainOption = False,
    no_color: NoColorOption = False,
    width: WidthOption = None,
) -> None:
    """Explain one claim: its sentence, its spans, and what decided each thing said of it.

    A saved report is explained by the reasons that stand in it, without the model; an article is read anew, which
    also gives the scores of every voice about the type.

    \b
    Examples:
      claimx explain article.txt
      claimx explain article.txt --claim c6
      claimx explain report.json --claim c6 --format json
    """
    found = read(path, article=article, encoding=encoding, published=date, model=model)
    to_terminal = output is None and on_terminal()
    view = view_of(to_terminal=to_terminal, width=width, color=not no_color, plain=plain, full=True)
    told = listed(found, form=form, view=view) if claim is None else explain(found, claim, form=form, view=view)
    with Sink(output) as sink:
        sink.write(told)


def read(
    path: str,
    *,
    article: Path | None = None,
    encoding: str | None = None,
    published: str | None = None,
    model: str | None = None,
) -> Explained:
    """The report at `path`, or that of the article there."""
    from claimx.reading.files import read_article, read_stdin

    name = "standard input" if path == STDIN else path
    data = _saved(path)
    if is_saved(data):
        if any(option is not None for option in (published, encoding, model)):
            raise UsageError(f"{name} is a report already: --date, --encoding and --model go with an article.")
        reports = reports_in(data, path=name)
        if len(reports) > 1:
            raise UsageError(f"{name} holds {len(reports)} reports: give a file that holds one.")
        return Explained(name, reports[0], text_of(reports[0], article), None)
    if article is not None:
        raise UsageError(f"{name} is an article itself: --article goes with a saved report.")
    if path == STDIN:
        told = read_stdin(io.BytesIO(data), encoding=encoding)
    else:
        told = read_article(Path(path), encoding=encoding)
    from claimx.extractor import Extractor

    report, annotation = Extractor(model).annotate(told, published=published)
    for warning in report.warnings:
        say(warning, path=name)
    return Explained(name, report, told.text, annotation)


def _saved(path: str) -> bytes:
    """What stands at `path`, if it may be a report; nothing of a file that is none, or that cannot be read."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        with Path(path).open("rb") as stream:
            beginning = stream.read(64)
            return beginning + stream.read() if may_be_saved(beginning) else b""
    except OSError:  # reading it as an article tells better what is wrong
        return b""


def explain(found: Explained, claim_id: str, *, form: ExplainFormat, view: View) -> str:
    """The explanation of a claim of the report."""
    from claimx.rendering import explanation

    claim = next((claim for claim in found.report.claims if claim.id == claim_id), None)
    if claim is None:
        raise UsageError(
            f"There is no claim {claim_id!r} in {found.name}: {_which([one.id for one in found.report.claims])}."
        )
    grounds = None
    if found.annotation is not None:
        from claimx.claims.types.grounds import grounds_of

        grounds = grounds_of(found.annotation, claim)
    told = explanation.explain(found.report, found.text, claim_id, grounds=grounds)
    if form is ExplainFormat.json:
        return _json(explanation.as_data(told))
    from claimx.rendering.terminal.explained import render_explanation

    return render_explanation(told, width=view.width, color=view.color, plain=view.plain)


def listed(found: Explained, *, form: ExplainFormat, view: View) -> str:
    """The claims of the report, a line each."""
    from claimx.rendering.explanation import claim_lines

    claims = claim_lines(found.report)
    if form is ExplainFormat.json:
        return _json([claim._asdict() for claim in claims])
    from claimx.rendering.terminal.explained import render_claims

    return render_claims(claims, width=view.width, color=view.color, plain=view.plain)


def _which(ids: Sequence[str]) -> str:
    """Which claims there are, in words: "it has c1 to c4, c6 and c7"."""
    runs: list[list[str]] = []
    for id_ in ids:
        if runs and _number(id_) == _number(runs[-1][-1]) + 1:
            runs[-1].append(id_)
        else:
            runs.append([id_])
    words = [f"{run[0]} to {run[-1]}" if len(run) > 2 else " and ".join(run) for run in runs]
    return f"it has {', '.join(words)}" if words else "it has none"


def _number(id_: str) -> int:
    """The number of an id such as c6; a negative one, with no neighbour, where it has none."""
    digits = id_.lstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) if digits.isdecimal() else -9


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
