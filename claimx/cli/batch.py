"""`claimx batch`: folders and tables of articles in, one file of reports out."""

from __future__ import annotations

import codecs
import os
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from claimx import __version__
from claimx.batch.formats import BatchFormat, settled
from claimx.cli.options import EncodingOption, ModelOption
from claimx.cli.run import say
from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.batch.forms import Renderers
    from claimx.batch.ledger import Ledger, Mode
    from claimx.batch.records import Columns
    from claimx.batch.run import Outcome

STDIN = "-"
TIMEOUT = 120.0
HOW_TO_REPORT_ONE = "this is a bug in claimx: please open an issue with its line of the list of errors"
REDRAWN = 0.2  # seconds between two states of the progress line


class BatchReport(NamedTuple):
    """The sum of an output: reports in it, failures beside it, and how many inputs were known from before."""

    done: int
    failed: int
    known: int
    errors: Path

    @property
    def exit_code(self) -> int:
        """3 where some input failed, in this run or in one that it resumed, else 0."""
        return 3 if self.failed else 0

    def __str__(self) -> str:
        """The sum in a sentence."""
        known = f", {self.known:,} of these before" if self.known else ""
        where = f": see {self.errors}" if self.failed else ""
        return f"{self.done:,} of {self.done + self.failed:,} articles done{known}, {self.failed:,} failed{where}."


def batch_cli(
    ctx: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the reports here. What fails goes to FILE.errors.jsonl, what is needed to resume to "
            "FILE.journal.",
        ),
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Folders, with all below them; patterns; files: text, Markdown, HTML, JSON, JSON lines, CSV, "
            "Parquet. - is JSON lines on standard input.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        BatchFormat,
        typer.Option(
            "--format",
            "-f",
            help="auto: by the name of the output. CSV has a row for each claim; Parquet two tables, of claims and "
            "of articles; SQLite tables that refer to each other, and a full-text index.",
        ),
    ] = BatchFormat.auto,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="N", min=1, help="Processes that work at a time. One for each core if not given."
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.001, help="Give up an article after this time.")
    ] = TIMEOUT,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on with an output that was begun; what it holds is not done again."),
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="With --resume: try what failed once more, and list failures anew.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an output that is there.")] = False,
    text_column: Annotated[
        str, typer.Option("--text-column", metavar="NAME", help="The column, or key, that holds the articles.")
    ] = "text",
    id_column: Annotated[
        str, typer.Option("--id-column", metavar="NAME", help="The column of the ids. Without one: FILE:LINE.")
    ] = "id",
    title_column: Annotated[
        str, typer.Option("--title-column", metavar="NAME", help="The column of the titles.")
    ] = "title",
    date_column: Annotated[
        str | None,
        typer.Option(
            "--date-column",
            metavar="NAME",
            help="The column of the days of publication. 'date' or 'published' if not given.",
        ),
    ] = None,
    encoding: EncodingOption = None,
    model: ModelOption = None,
) -> None:
    """Report on many articles, in several processes, into one file.

    An article that fails costs no other one. Whatever stops the run, --resume goes on without loss or doubles.

    \b
    Examples:
      claimx batch news/ -o reports.jsonl
      claimx batch news/ -o reports.jsonl --resume
      claimx batch archive.csv --text-column body -o claims.csv
      claimx batch 'news/2024-*/*.html' more.jsonl.gz -o claims.parquet --jobs 8
      zcat dump.gz | claimx batch - -o claims.sqlite
    """
    if not inputs:
        if sys.stdin is None or sys.stdin.isatty():
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        inputs = [STDIN]
    if resume and force:
        raise UsageError("--resume goes on with an output and --force replaces it: give one of them.")
    if retry and not resume:
        raise UsageError("--retry goes with --resume.")
    from claimx.batch.records import Columns

    dates = (date_column,) if date_column else Columns().date
    report = batch(
        inputs,
        output=output,
        form=settled(form, output),
        jobs=jobs or cores(),
        timeout=timeout,
        mode="retry" if retry else "resume" if resume else "force" if force else "new",
        columns=Columns(text_column, id_column, title_column, dates),
        encoding=encoding,
        model=model,
    )
    if report.failed or report.known or sys.stderr.isatty():
        say(str(report))
    raise typer.Exit(report.exit_code)


def batch(
    arguments: Sequence[str],
    *,
    output: Path,
    form: BatchFormat,
    jobs: int,
    timeout: float,
    mode: Mode,
    columns: Columns,
    encoding: str | None = None,
    model: str | None = None,
) -> BatchReport:
    """What became of all inputs, their reports written. Each failure is told of when it is known."""
    from claimx.batch.forms import form_at
    from claimx.batch.identity import model_identity
    from claimx.batch.inputs import Inputs
    from claimx.batch.ledger import Ledger
    from claimx.batch.pool import Pool
    from claimx.batch.products import Maker
    from claimx.batch.run import run
    from claimx.extractor import Extractor

    _check(arguments, output, encoding)
    found = form_at(output, form, _renderers())
    made_by = {
        "claimx": __version__,
        "model": model_identity(model),
        "format": form.value,
        "columns": " ".join(columns.all()),
        "encoding": encoding or "found out",
    }
    ledger = Ledger(output, found, mode=mode, made_by=made_by)
    inputs = Inputs(arguments, columns, encoding, frozenset(path.resolve() for path in ledger.paths))
    progress = Progress(ledger, total=inputs.size() if sys.stderr.isatty() else None)
    pool = Pool(Maker(Extractor(model), found.encode), jobs=jobs, timeout=timeout)
    try:
        with ledger, closing(run(inputs.tasks(), pool=pool, ledger=ledger)) as outcomes:
            for outcome in outcomes:
                progress.show(outcome)
    except KeyboardInterrupt:
        progress.clear()
        say(f"stopped after {progress.done + progress.failed:,} articles: --resume goes on from there.")
        raise
    finally:
        progress.clear()
    if inputs.left_out:
        kinds = ", ".join(f"{suffix or 'no suffix'} {count:,}" for suffix, count in inputs.left_out.most_common(5))
        say(f"files of other kinds were left out ({kinds}).")
    return BatchReport(
        done=progress.done + ledger.reports_before,
        failed=progress.failed + ledger.failures_before,
        known=ledger.known,
        errors=ledger.errors_path,
    )


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Progress:
    """The line that tells on a terminal how far the run is; elsewhere only failures are told."""

    def __init__(self, ledger: Ledger, *, total: int | None) -> None:
        self.done = self.failed = 0
        self._ledger = ledger
        self._total = total
        self._weight = 0
        self._live = sys.stderr.isatty()
        self._shown = False
        self._began = self._drawn = time.monotonic()

    def show(self, outcome: Outcome) -> None:
        """Count an outcome; tell of it if it is a failure; draw the line anew if it is time."""
        self._weight += outcome.weight
        if outcome.failure is None:
            self.done += 1
        else:
            self.failed += 1
            self.clear()
            bug = f"; {HOW_TO_REPORT_ONE}" if outcome.failure.kind == "bug" else ""
            say(outcome.failure.message + bug, path=outcome.name)
        now = time.monotonic()
        if self._live and now - self._drawn >= REDRAWN:
            self._drawn = now
            self._shown = True
            sys.stderr.write(f"\r\x1b[K{self._line(now - self._began)}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line off the screen."""
        if self._shown:
            self._shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _line(self, seconds: float) -> str:
        count = self.done + self.failed
        rate = count / max(seconds, 0.001)
        parts = [f"{count + self._ledger.known:,} articles", f"{rate:.1f}/s"]
        weight_left = None if self._total is None else self._total - self._weight - self._ledger.known_weight
        if weight_left is not None and self._weight:
            parts.append(f"{duration(max(0, weight_left) * seconds / self._weight)} left")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return " · ".join(parts)


def duration(seconds: float) -> str:
    """A stretch of time in its two largest units, `2 h 5 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60:,} h {minutes % 60} min"


def _check(arguments: Sequence[str], output: Path, encoding: str | None) -> None:
    """Raises UsageError where an option cannot be meant."""
    if str(output) == STDIN:
        raise UsageError("batch writes to a file, from which it can resume: name one with --output.")
    # Path.is_file would raise at what can be no name; that is one failed input among others.
    files = [argument for argument in arguments if os.path.isfile(argument)]  # noqa: PTH113
    if any(Path(file).resolve() == output.resolve() for file in files):
        raise UsageError(f"{output} is an input: name another output.")
    try:
        codecs.lookup(encoding or "utf-8")
    except (LookupError, ValueError):
        raise UsageError(
            f"there is no encoding {encoding!r}: give --encoding a name such as utf-8 or cp1252."
        ) from None


def _renderers() -> Renderers:
    from claimx.batch.forms import Renderers
    from claimx.rendering import csv_table, json_lines

    return Renderers(
        json_line=json_lines.render,
        csv_rows=partial(csv_table.render, header=False),
        csv_head=csv_table.head(),
        rows=csv_table.rows,
        columns=csv_table.COLUMNS,
    )
